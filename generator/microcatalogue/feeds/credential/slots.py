"""The slots of a credential template: what a catalogue cannot know, because it has no learner (elements 1, 5 and 14).

A slot is a text in double braces. Filling is a pure function; what belongs to a slot that is left empty goes with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_SLOT = re.compile(r"\{\{([a-z0-9_.-]+)\}\}")
_EMPTY: Any = object()
_NAMES = frozenset({"id", "type"})
_MAKING = frozenset({"id", "notation"})

TEXT, DATE, EMAIL, COUNTRY, ADDRESS, PICTURE = "text", "date", "email", "country", "address", "picture"


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot: its name, what it takes, whether each credential needs it, and what it is, for whoever fills it."""

    name: str
    takes: str
    needed: bool
    about: str


LEARNER = (
    Slot("given_name", TEXT, True, "Given name of the learner."),
    Slot("family_name", TEXT, True, "Family name of the learner."),
    Slot("date_of_birth", DATE, False, "Date of birth of the learner."),
    Slot("national_id", TEXT, False, "National identification number of the learner; with national_id_country."),
    Slot("national_id_country", COUNTRY, False, "Country that gave the number, as EE; with national_id."),
    Slot("email", EMAIL, False, "Where the credential is sent."),
)
ISSUE = (
    Slot("date_of_issue", DATE, True, "Day of issue."),
    Slot("valid_until", DATE, False, "Last day on which it holds, where it does not hold for ever."),
    Slot("place_of_issue", TEXT, False, "Town in which it is issued."),
)
WORKED_OUT = (
    Slot("full_name", TEXT, True, "Given and family name."),
    Slot("credential_id", ADDRESS, True, "An identifier that no other credential has."),
    Slot("picture", PICTURE, True, "The picture behind the credential, PNG in base64."),
)
"""What is filled without being asked for."""

ISSUER = Slot(
    "issuer_eidas", TEXT, False, "The issuer's legal identifier after the eIDAS Regulation; added at sealing."
)


def grade_slot(assessment: str, title: str) -> Slot:
    """The slot of the grade of an assessment (element 14)."""
    return Slot(f"grade.{assessment}", TEXT, True, f"Grade or result: {title}.")


def slot(name: str) -> str:
    """A slot as it stands in a template."""
    return "{{" + name + "}}"


def slots_in(template: Any) -> Iterator[str]:
    """The names of the slots of a template, in order, each once."""
    return iter(dict.fromkeys(_slots(template)))


def _slots(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from _SLOT.findall(value)
    elif isinstance(value, dict):
        for below in value.values():
            yield from _slots(below)
    elif isinstance(value, list):
        for below in value:
            yield from _slots(below)


def filled(template: Mapping[str, Any], values: Mapping[str, str]) -> dict[str, Any]:
    """The template with its slots filled; a part that needs a value which is empty or not given is left out whole."""
    document: dict[str, Any] = _filled(template, values)
    return document


def _filled(value: Any, values: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return _text(value, values)
    if isinstance(value, list):
        kept = [each for each in (_filled(one, values) for one in value) if each is not _EMPTY]
        return kept or _EMPTY
    if isinstance(value, dict):
        return _mapping(value, values)
    return value


def _mapping(value: Mapping[str, Any], values: Mapping[str, str]) -> Any:
    """A thing without its empty parts; none at all where what makes it that thing is empty, or nothing else is left."""
    below = {name: _filled(each, values) for name, each in value.items()}
    kept = {name: each for name, each in below.items() if each is not _EMPTY}
    if len(kept) < len(below) and (kept.keys() <= _NAMES or not kept.keys() | (_MAKING - below.keys()) >= _MAKING):
        return _EMPTY
    return kept


def _text(value: str, values: Mapping[str, str]) -> Any:
    names = _SLOT.findall(value)
    if any(not values.get(name) for name in names):
        return _EMPTY
    return _SLOT.sub(lambda found: values[found[1]], value)
