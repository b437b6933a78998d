"""The model in the XML of the LOQ profile (loq.xsd), thing by thing.

The schema fixes the order of elements and lets a list's concept stand as its URI alone. Where a note may hold one
language (3.1), one that may be repeated is repeated, and of one that may not the first language is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .graph import Thing
from .profile import PROFILE, UNKNOWN_TO_XML, Kind, Property, Version

MEDIA_TYPE = "application/xml"

_SPECIAL = re.compile('[&<>"\r\n\t]')
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}
_IN_TEXT = re.compile("[&<>\r]")
# What XML 1.0 cannot hold even escaped; the reader refuses nearly all of it before.
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Notes of which the schema takes only one.
_SINGLE = frozenset({"entryRequirement", "admissionProcedure", "scheduleInformation", "fullAddress"})


def head(version: Version) -> bytes:
    """What stands before the containers."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<Courses xmlns="{version.xml_namespace}" xmlns:dc="http://purl.org/dc/terms/" '
        f'xmlns:skos="http://www.w3.org/2004/02/skos/core#" xsdVersion="{version.xml_version}">\n'
    ).encode()


TAIL = b"</Courses>\n"


def languages_lost(thing: Thing) -> Iterator[str]:
    """The properties of a thing of which the XML of 3.1 holds one language and the thing has more."""
    for one in _SINGLE:
        if len(thing.get(one, {}).get("noteLiteral", ())) > 1:
            yield one


@dataclass(frozen=True, slots=True)
class Notations:
    """Numbers that stand more than once in the catalogue: the schema takes each only once in a document.

    A number that several schemes have gets the name of its scheme before it; one that several organisations state under
    the same scheme is left out, since nothing would tell whose it is.
    """

    repeated: frozenset[str]
    shared: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, every: Iterable[tuple[str, str]]) -> Notations:
        """From the scheme and number of every identifier of a catalogue."""
        numbers: set[str] = set()
        pairs: set[tuple[str, str]] = set()
        repeated: set[str] = set()
        shared: set[tuple[str, str]] = set()
        for pair in every:
            (shared if pair in pairs else pairs).add(pair)
            (repeated if pair[1] in numbers else numbers).add(pair[1])
        return cls(frozenset(repeated), frozenset(shared))

    def leaves_out(self, every: Iterable[tuple[str, str]]) -> bool:
        """Whether one of some numbers, each after its scheme, is left out."""
        return any(pair in self.shared for pair in every)

    def written(self, scheme: str, number: str) -> str | None:
        """How a number is written; None where it is left out."""
        if (scheme, number) in self.shared:
            return None
        return f"{scheme}:{number}" if number in self.repeated else number


class XmlWriter:
    """Writes things of a version of the model; of several languages where one may stand, the first of `languages`."""

    def __init__(self, version: Version, notations: Notations, languages: tuple[str, ...]) -> None:
        self._languages = languages
        self._many_languages = version.notes_in_all_languages
        self._notations = notations
        self._labels: Mapping[str, Mapping[str, str]] = {}

    def thing(self, thing: Thing, labels: Mapping[str, Mapping[str, str]]) -> bytes:
        """A thing with an identity, as its container holds it; `labels` are those of concepts that it names, by URI."""
        self._labels = labels
        name = thing["type"][0].lower() + thing["type"][1:]
        within = "".join(self._properties(thing))
        return f'<{name} id="{_attribute(thing["id"])}">{within}</{name}>\n'.encode()

    def _properties(self, thing: Thing) -> Iterator[str]:
        for one in PROFILE[thing["type"]]:
            value = thing.get(one.name)
            if value is not None and one.element:
                yield from self._values(one, value)

    def _values(self, one: Property, value: Any) -> Iterator[str]:
        name = one.element
        if one.kind is Kind.TEXT:
            for code, text in sorted(value.items()):
                yield f'<{name} language="{code}">{_text(text)}</{name}>'
            return
        for each in value if isinstance(value, list) else (value,):
            if one.kind is Kind.PART:
                yield from self._part(one, each)
            elif one.kind is Kind.LINK:
                yield f'<{name} idref="{_attribute(each)}"/>'
            elif one.kind in (Kind.CODE, Kind.CONCEPT):
                yield from self._concept(one, each)
            elif one.kind is Kind.TRUTH:
                yield f"<{name}>{'true' if each else 'false'}</{name}>"
            else:
                yield f"<{name}>{_text(each)}</{name}>"

    def _concept(self, one: Property, uri: str) -> Iterator[str]:
        name = one.element
        if one.kind is Kind.CODE:
            if uri not in UNKNOWN_TO_XML:
                yield f'<{name} uri="{_attribute(uri)}"/>'
            return
        labels = "".join(
            f'<skos:prefLabel language="{code}">{_text(text)}</skos:prefLabel>'
            for code, text in sorted(self._labels.get(uri, {}).items())
        )
        yield f'<{name} uri="{_attribute(uri)}">{labels}</{name}>'

    def _part(self, one: Property, part: Thing) -> Iterator[str]:
        if part["type"] == "Identifier":
            written = self._notations.written(part["schemeName"], part["notation"])
            if written is None:
                return
            part = {**part, "notation": written}
        elif part["type"] == "Note" and not self._many_languages:
            yield from self._notes(one, part)
            return
        yield f"<{one.element}>{''.join(self._properties(part))}</{one.element}>"

    def _notes(self, one: Property, note: Thing) -> Iterator[str]:
        """A note as notes of one language each; where only one may stand, the first language."""
        said = note["noteLiteral"]
        every = sorted(said.items())
        if one.name in _SINGLE:
            first = next((code for code in self._languages if code in said), every[0][0])
            every = [(first, said[first])]
        for code, text in every:
            within = "".join(self._properties({**note, "noteLiteral": {code: text}}))
            yield f"<{one.element}>{within}</{one.element}>"


def _attribute(text: str) -> str:
    return _SPECIAL.sub(lambda found: _ESCAPES[found[0]], text) if _SPECIAL.search(text) else text


def _text(text: str) -> str:
    text = _NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", text) if _NO_CHARACTER.search(text) else text
    return _IN_TEXT.sub(lambda found: _ESCAPES[found[0]], text) if _IN_TEXT.search(text) else text
