"""The model in RDF 1.1 Turtle, thing by thing, in an order that never changes.

Written by hand, since a writer that takes any graph has to hold it and sorts it anew: ninety times slower, and not the
same bytes twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..turtle import MEDIA_TYPE, iri, literal
from .graph import Thing
from .profile import CLASSES, PREFIXES, PROFILE, Kind, Property, Version

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


def _properties(thing: Thing) -> Iterator[str]:
    for one in PROFILE[thing["type"]]:
        value = thing.get(one.name)
        if value is not None:
            yield f" ;\n  {one.rdf} {', '.join(_values(one, value))}"


def _values(one: Property, value: Any) -> list[str]:
    if one.kind is Kind.TEXT:
        return [literal(text, language=code) for code, text in sorted(value.items())]
    write = _WRITTEN.get(one.kind) or iri
    return [write(each) for each in value] if isinstance(value, list) else [write(value)]


def _part(thing: Thing) -> str:
    """A thing without an identity, between square brackets on lines of its own parent."""
    return f"[ a {_class(thing)}{''.join(_properties(thing))} ]"


def _typed(datatype: str) -> Callable[[str], str]:
    return lambda text: literal(text, datatype=datatype)


_WRITTEN: Mapping[Kind, Callable[[Any], str]] = {
    Kind.STRING: literal,
    Kind.TRUTH: lambda truth: "true" if truth else "false",
    Kind.PART: _part,
    **{kind: _typed(datatype) for kind, datatype in _TYPED.items()},
}
