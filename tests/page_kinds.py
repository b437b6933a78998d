"""Every kind of page that the site has, with one page of the example catalogue for each: what the gates go through."""

from __future__ import annotations

from typing import Any

_UNIVERSITY = "example-university"

IN_LANGUAGES = {
    "home": "{language}/",
    "all offerings": "{language}/browse/",
    "offerings of a field": "{language}/browse/field/06/",
    "offerings of a level": "{language}/browse/level/6/",
    "offerings of a provider": f"{{language}}/browse/provider/{_UNIVERSITY}/",
    "free or funded": "{language}/browse/funding/free-or-funded/",
    "all offerings, narrowed down": "{language}/browse/?field=06&level=6,7&credits-from=2&recognised=example-university",
    "all offerings, nothing left": "{language}/browse/?field=02&level=3&q=python",
    "counsellors": "{language}/counsellors/",
    "providers": "{language}/providers/",
    "pathways": "{language}/pathways/",
    "plan": "{language}/plan/",
    "plan, with a pathway": "{language}/plan/#goal=example-coastal-university~digital-care-coordinator",
    "recognition": "{language}/recognition/",
    "shortlist": "{language}/compare/",
    "comparison": f"{{language}}/compare/#ids={_UNIVERSITY}~data-literacy,{_UNIVERSITY}~data-analysis-with-python",
    "deadlines": "{language}/deadlines/",
    "changes": "{language}/changes/",
    "statistics": "{language}/statistics/",
    "offering": f"{{language}}/offerings/{_UNIVERSITY}/data-analysis-with-python/",
    "open offering": f"{{language}}/offerings/{_UNIVERSITY}/data-literacy/",
    "suspended offering": "{language}/offerings/example-vocational-school/electrical-safety-basics/",
    "withdrawn offering": "{language}/offerings/example-adult-education-centre/everyday-data-skills/",
    "information sheet": f"{{language}}/offerings/{_UNIVERSITY}/data-analysis-with-python/sheet/",
    "provider": f"{{language}}/providers/{_UNIVERSITY}/",
    "ceased provider": "{language}/providers/example-adult-education-centre/",
    "pathway": f"{{language}}/pathways/{_UNIVERSITY}/applied-data-analysis/",
    "pathway with a longer route": "{language}/pathways/example-coastal-university/digital-care-coordinator/",
    "guide": "{language}/guide/",
    "guide, prose": "{language}/guide/accessibility/",
    "guide, feeds": "{language}/guide/aggregators/europass/",
    "guide, fields": "{language}/guide/providers/fields-offering-assessment/",
    "guide, all codes": "{language}/guide/errors/",
    "guide, a code": "{language}/guide/errors/unknown-code/",
    "guide, parts of a page": "{language}/guide/design/",
}
OUTSIDE_LANGUAGES = {
    "language chooser": "",
    "missing page": "404.html",
    "identity": f"id/offerings/{_UNIVERSITY}/data-literacy/",
    "identity of a policy": f"id/policies/{_UNIVERSITY}/",
}

DRAWN = {
    "all offerings, narrowed down": "html[data-shown] #results .card",
    "all offerings, nothing left": "html[data-shown] .suggestions",
    "plan": "#plan form",
    "plan, with a pathway": "#plan ol.steps",
    "recognition": "table.matrix",
    "shortlist": "#compare[data-shown]",
    "comparison": "table.comparison",
}
"""What is there when the script of a page has drawn it."""


def visit(page: Any, address: str, kind: str, path: str) -> None:
    """Opens a page of a kind and waits until it is whole."""
    page.goto(address + path)
    if kind in DRAWN:
        page.wait_for_selector(DRAWN[kind])


def paths(language: str) -> dict[str, str]:
    """The path of a page of every kind, by kind, in one language."""
    return {kind: path.format(language=language) for kind, path in IN_LANGUAGES.items()} | OUTSIDE_LANGUAGES
