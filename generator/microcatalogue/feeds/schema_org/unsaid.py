"""What schema.org cannot say of an offering and of its provider."""

from __future__ import annotations

from collections.abc import Iterator

from ...catalogue import Key
from ...edition import Edition
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
_NO_RUNS = "One that is suspended or withdrawn has no runs that search engines could send somebody to."
_UNSAID = {"offering": OFFERING, "provider": PROVIDER}
_BESIDES = {
    kind: frozenset(table) | (_SAID_IN_ALL if kind == "offering" else frozenset()) for kind, table in _UNSAID.items()
}


def _partly(edition: Edition, key: Key) -> Iterator[str]:
    yield from in_other_languages(edition, key, _BESIDES[key[0]])
    if key[0] == "offering":
        offering = edition.catalogue.offerings[key[1]]
        if offering.runs and offering.status != "active":
            yield "runs"


losses(
    FORMAT,
    "schema.org",
    _UNSAID,
    reasons_of_parts={
        **reasons("provider", _BESIDES["provider"]),
        **reasons("offering", _BESIDES["offering"]),
        "runs": _NO_RUNS,
    },
    partly=_partly,
)
