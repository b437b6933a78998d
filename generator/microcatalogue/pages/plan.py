"""The page on which learners plan: what they have, a pathway, what remains and the best routes, worked out in the browser.

All that it needs lies in one file a language beside it; what is chosen stands in the fragment of the address and is sent
nowhere. Without a script the page leads to the pages of the pathways, which say what each step asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import orjson

from ..content import decimal_text
from ..edition import Edition
from ..model import Pathway, StepOther
from ..progress import Need, needs_of
from ..routes import Worth, currency_of_pathways, on_pathways, worth_of
from ..site_file import Planned, SiteFile
from ..stacking import target_credits
from ..urls import page
from ..values import RecordId
from .frame import Page, Site
from .language import Language
from .legal import who_decides
from .parts import Link, Words
from .speaker import Speaker

FOLDER = "plan"

Entry = list[object]


def plan_path(language: str) -> str:
    """The path of the page in a language."""
    return f"{language}/{FOLDER}/"


def file_path(language: str) -> str:
    """The file of pathways and their offerings in a language."""
    return f"{language}/{FOLDER}/pathways.json"


def plan_link(speaker: Speaker, *, goal: RecordId | None = None, have: RecordId | None = None) -> str:
    """The address of the page with a pathway as goal, or with an offering that one has."""
    stated = {"goal": goal, "have": have}
    fragment = "&".join(f"{name}={ref.replace('/', '~')}" for name, ref in stated.items() if ref)
    return speaker.link(f"{plan_path(speaker.language.code)}#{fragment}")


def pages(_edition: Edition, language: str) -> Iterator[tuple[str, Callable[[Site, Language], Page]]]:
    """The path of the page in a language, and how it is made."""
    yield plan_path(language), _page


def _page(site: Site, language: Language) -> Page:
    path = plan_path(language.code)
    speaker = site.speaker(language, path)
    content = {
        "file": speaker.link(file_path(language.code)),
        "pathways": speaker.link(f"{language.code}/pathways/"),
        "legal": who_decides(speaker),
    }
    title = Words(speaker.say("Plan a pathway"))
    return Page("plan.html.j2", path, title, content, needs=("cards.css", "stacking.css", "planning.js", "plan.js"))


def planned_files(site: Site) -> Iterator[Planned]:
    """The file of each language."""
    for language in site.languages:
        yield Planned(file_path(language.code), partial(_file, site, language), lasting=True)


def _file(site: Site, language: Language) -> SiteFile:
    """Published pathways with their steps, and the offerings that they list or lead to, each once; the rest by place."""
    catalogue = site.catalogue
    # Addresses are those from the page, where browsers use the file.
    speaker = site.speaker(language, plan_path(language.code))
    pathways = catalogue.published_pathways
    needs = [needs_of(one, catalogue) for one in pathways]
    refs, currency = on_pathways(catalogue), currency_of_pathways(catalogue)
    places = {ref: place for place, ref in enumerate(refs)}
    document = {
        "currency": currency,
        "offerings": [_offering(ref, worth_of(ref, catalogue, currency), speaker) for ref in refs],
        "pathways": [
            _pathway(one, steps, places, site.speaker(language, speaker.path, one))
            for one, steps in zip(pathways, needs, strict=True)
        ],
    }
    return SiteFile(file_path(language.code), orjson.dumps(document) + b"\n")


def _offering(ref: RecordId, worth: Worth, speaker: Speaker) -> Entry:
    """Id, title, its language where it is not the page's, address, ECTS, price, whether it can still be taken."""
    shown = speaker.to("offering", ref)
    title, url = (shown.words, shown.url) if isinstance(shown, Link) else (Words(ref), "")
    ects = decimal_text(worth.ects) if worth.ects is not None else None
    price = decimal_text(worth.price) if worth.price is not None else None
    return [ref, title.text, title.lang or "", url, ects, price, worth.is_open]


def _pathway(pathway: Pathway, needs: tuple[Need, ...], places: dict[RecordId, int], speaker: Speaker) -> object:
    title = speaker.text(pathway.title) or Words(pathway.id)
    by, goal = speaker.to("provider", pathway.provider), speaker.text(pathway.leads_to.title)
    target, gives = target_credits(pathway, speaker.catalogue), pathway.leads_to.offering
    steps = [
        _step(number, need, speaker.text(step.title), step.other, places, speaker)
        for number, (need, step) in enumerate(zip(needs, pathway.steps, strict=True), 1)
    ]
    return {
        "id": pathway.id,
        "title": title.text,
        "lang": title.lang or "",
        "url": speaker.link(page(speaker.language.code, "pathway", pathway.id)),
        "by": by.words.text if isinstance(by, Link) else pathway.provider,
        "steps": steps,
        "target": decimal_text(target) if target is not None else None,
        "gives": places.get(gives) if gives else None,
        "goal": [goal.text, goal.lang or ""] if goal else None,
        "open": pathway.status != "withdrawn",
    }


def _step(
    number: int,
    need: Need,
    stated: Words | None,
    other: StepOther | None,
    places: dict[RecordId, int],
    speaker: Speaker,
) -> Entry:
    """Title, its language, what is asked for, how much of it, the places of the offerings, the other part if any."""
    title = stated or Words(speaker.say("Step {number}", number=speaker.language.number(number)))
    words = speaker.text(other.title) if other else None
    ects = decimal_text(other.ects) if other and other.ects is not None else None
    besides = [words.text, words.lang or "", ects] if words else None
    offerings = [places[ref] for ref in need.offerings]
    return [title.text, title.lang or "", need.kind, decimal_text(need.needed), offerings, besides]
