"""Linked data before it is written: resources with types and properties, whatever the syntax (Turtle, JSON-LD).

Names of types and properties are prefixed names (`dcterms:title`); whoever writes them knows the prefixes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Iri:
    """Something named by an absolute address, of which nothing more is said here."""

    id: str


@dataclass(frozen=True, slots=True)
class Literal:
    """A text in a language, or of a type given as a prefixed name; a plain string where neither is stated."""

    text: str
    language: str = ""
    datatype: str = ""


@dataclass(frozen=True, slots=True)
class Described:
    """Something that many point at: it is named by its address and described once in a document, by `describe`."""

    id: str
    describe: Callable[[], Resource]


@dataclass(frozen=True, slots=True)
class Resource:
    """A thing with its types and what is said of it; without an address (`id`) it stands inside what points at it."""

    types: tuple[str, ...]
    properties: tuple[tuple[str, tuple[Value, ...]], ...]
    id: str = ""


Value = Iri | Literal | Described | Resource
Says = Mapping[str, Value | Iterable[Value] | None]
"""What is said of a resource: for each property one value, several, or none."""


def resource(*types: str, id: str = "", says: Says) -> Resource:
    """A resource of some types; properties without a value are left out, values that stand twice are stated once."""
    told = ((name, _values(value)) for name, value in says.items())
    return Resource(types, tuple((name, values) for name, values in told if values), id)


def _values(value: Value | Iterable[Value] | None) -> tuple[Value, ...]:
    if value is None:
        return ()
    if isinstance(value, Iri | Literal | Described | Resource):
        return (value,)
    values = tuple(value)
    return values if len(values) < 2 else tuple(dict.fromkeys(values))


def one_by_one(records: Iterable[Resource | Described]) -> Iterator[Resource]:
    """Each record, followed by what it points at that has an address of its own; what is `Described`, once in all.

    What is kept meanwhile are the addresses of what was described, which vocabularies and providers bound.
    """
    seen: set[str] = set()
    for first in records:
        waiting: list[Resource | Described] = [first]
        while waiting:
            one = waiting.pop(0)
            if isinstance(one, Described):
                if one.id in seen:
                    continue
                seen.add(one.id)
                one = one.describe()
            yield one
            waiting += _pointed_at(one)


def _pointed_at(one: Resource) -> Iterator[Described | Resource]:
    """What a resource points at that has an address and a description, through all that stands inside it."""
    for _, values in one.properties:
        for value in values:
            if isinstance(value, Described) or (isinstance(value, Resource) and value.id):
                yield value
            elif isinstance(value, Resource):
                yield from _pointed_at(value)


_ILLEGAL = re.compile(r'[\x00-\x20<>"{}|^`\\]')


def legal_iri(text: str) -> str:
    """The address with every character that an IRI may not hold (RFC 3987) written in percent."""
    return _ILLEGAL.sub(lambda match: quote(match[0], safe=""), text)


def json_ld(one: Resource) -> dict[str, Any]:
    """A resource as an object of JSON-LD whose names are prefixed ones."""
    told: dict[str, Any] = {name: [_json_value(value) for value in values] for name, values in one.properties}
    return {**({"@id": legal_iri(one.id)} if one.id else {}), "@type": list(one.types), **told}


def _json_value(value: Value) -> dict[str, Any]:
    if isinstance(value, Literal):
        kind = {"@language": value.language} if value.language else {"@type": value.datatype} if value.datatype else {}
        return {"@value": value.text, **kind}
    if isinstance(value, Resource) and not value.id:
        return json_ld(value)
    return {"@id": legal_iri(value.id)}
