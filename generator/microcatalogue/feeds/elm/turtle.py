"""The model in RDF 1.1 Turtle, thing by thing, in an order that never changes.

Written by hand, since a writer that takes any graph has to hold it and sorts it anew: some thirty times slower, and not the
same bytes twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..turtle import MEDIA_TYPE, iri, literal
from .graph import Thing
from .profile import CLASSES, PREFIXES, PROFILE, Kind, Property, Version

Write = Callable[[Any], str]

__all__ = ["MEDIA_TYPE", "described", "head"]

_TYPED: Mapping[Kind, str] = {
    Kind.ADDRESS: "xsd:anyURI",
    Kind.TIME: "xsd:dateTime",
    Kind.DURATION: "xsd:duration",
    Kind.NUMBER: "xsd:decimal",
}


def head(version: Version) -> bytes:
    """The prefixes of a document of a version of the model."""
    prefixes = sorted({**PREFIXES, "elm": version.namespace}.items())
    return "".join(f"@prefix {name}: <{address}> .\n" for name, address in prefixes).encode()


def described(thing: Thing) -> bytes:
    """A thing with an identity; the same in every version, as only the address behind a prefix differs."""
    return f"\n{iri(thing['id'])} a {_class(thing)}{''.join(_properties(thing))} .\n".encode()


def _class(thing: Thing) -> str:
    name: str = thing["type"]
    return CLASSES.get(name) or f"elm:{name}"


def _properties(thing: Thing) -> list[str]:
    return [lead + write(thing[name]) for name, lead, write in _LINES[thing["type"]] if name in thing]


def _part(thing: Thing) -> str:
    """A thing without an identity, between square brackets."""
    return f"[ a {_class(thing)}{''.join(_properties(thing))} ]"


def _texts(value: Mapping[str, str]) -> str:
    return ", ".join([literal(text, language=code) for code, text in sorted(value.items())])


def _each(write: Write) -> Write:
    """What writes one value or several of a property."""
    return lambda value: ", ".join(map(write, value)) if isinstance(value, list) else write(value)


def _typed(datatype: str) -> Write:
    return lambda text: literal(text, datatype=datatype)


_WRITTEN: Mapping[Kind, Write] = {
    Kind.STRING: literal,
    Kind.TRUTH: lambda truth: "true" if truth else "false",
    Kind.PART: _part,
    **{kind: _typed(datatype) for kind, datatype in _TYPED.items()},
}


def _line(one: Property) -> tuple[str, str, Write]:
    """The name of a property, what stands before its values, and what writes them."""
    return one.name, f" ;\n  {one.rdf} ", _texts if one.kind is Kind.TEXT else _each(_WRITTEN.get(one.kind, iri))


# Worked out once, since all of a catalogue is written in these few lines.
_LINES: Mapping[str, tuple[tuple[str, str, Write], ...]] = {
    cls: tuple(map(_line, properties)) for cls, properties in PROFILE.items()
}
