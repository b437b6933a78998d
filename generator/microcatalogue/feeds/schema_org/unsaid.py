"""What schema.org cannot say of an offering and of its provider."""

from __future__ import annotations

from collections.abc import Iterator

from ...catalogue import Key
from ...edition import Edition
from ...model import Offering
from ..losses import losses
from ..one_language import in_other_languages, reasons

FORMAT = "schema-org"

_VALIDATION = (
    "A course is taught; that its credential can be had by validating what one has learnt elsewhere has no place."
)
_STACKING = "A credential is part of a larger one; with how many credits and on what terms has no place."
_INTERNAL = "Certification says what somebody decided; how quality is looked after inside has no place."

OFFERING = {
    "relevance": "Evidence that skills are asked for has no place; occupations and skills are said.",
    "review_by": "A page has a day of its last review and none of its next.",
    "stackability.into.ects": _STACKING,
    "stackability.into.qualification.ects": _STACKING,
    "stackability.note": _STACKING,
    "stackability.option": _STACKING,
    "validation": _VALIDATION,
    "workload.contact_hours": "A course has one figure of time, which is the whole of its hours.",
}

PROVIDER = {
    "enic_naric": "Centres that recognise qualifications have no place with a provider.",
    "internal_quality": _INTERNAL,
    "replaced_by": "An organisation has a day of its end and no successor.",
    "status": "That an organisation has ceased is said by the day of its end.",
}

_SAID_IN_ALL = frozenset({"title", "summary"})
_BEYOND = "It is said in the offering's own language and in those of the site; others have no place."
_NO_RUNS = "One that is suspended or withdrawn has no runs that search engines could send somebody to."
_UNSAID = {"offering": OFFERING, "provider": PROVIDER}
_BESIDES = {
    kind: frozenset(table) | (_SAID_IN_ALL if kind == "offering" else frozenset()) for kind, table in _UNSAID.items()
}


def _partly(edition: Edition, key: Key) -> Iterator[str]:
    yield from in_other_languages(edition, key, _BESIDES[key[0]])
    if key[0] == "offering":
        offering = edition.catalogue.offerings[key[1]]
        yield from _beyond_the_site(edition, offering)
        if offering.runs and offering.status != "active":
            yield "runs"


def _beyond_the_site(edition: Edition, offering: Offering) -> Iterator[str]:
    """Title and summary where they stand in more languages than those of the pages and the record's own."""
    said = {*edition.catalogue.settings.languages, edition.catalogue.default_language(offering)}
    texts = {"title": offering.title, "summary": offering.summary}
    yield from (field for field, text in texts.items() if text and not set(text.languages) <= said)


losses(
    FORMAT,
    "schema.org",
    _UNSAID,
    reasons_of_parts={
        **reasons("provider", _BESIDES["provider"]),
        **reasons("offering", _BESIDES["offering"]),
        **dict.fromkeys(sorted(_SAID_IN_ALL), _BEYOND),
        "runs": _NO_RUNS,
    },
    partly=_partly,
)
