"""The model in RDF 1.1 Turtle, thing by thing, in an order that never changes.

Written by hand, since a writer that takes any graph has to hold it and sorts it anew: ninety times slower, and not the
same bytes twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from .graph import Thing
from .profile import CLASSES, PREFIXES, PROFILE, Kind, Property, Version

MEDIA_TYPE = "text/turtle"

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_TO_ESCAPE = re.compile('[\\\\"\x00-\x1f\x7f]')
# What IRIREF of the grammar keeps out.
_NOT_IN_IRI = re.compile('[\x00-\x20<>"{}|^`\\\\]')
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


def iri(address: str) -> str:
    """An IRI between its brackets; what the grammar keeps out is percent-encoded."""
    kept = _NOT_IN_IRI.sub(lambda found: f"%{ord(found[0]):02X}", address) if _NOT_IN_IRI.search(address) else address
    return f"<{kept}>"


def quoted(text: str) -> str:
    """A string between its quotation marks."""
    return f'"{_TO_ESCAPE.sub(_escaped, text) if _TO_ESCAPE.search(text) else text}"'


def _escaped(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}"


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
        return [f"{quoted(text)}@{code}" for code, text in sorted(value.items())]
    write = _WRITTEN.get(one.kind) or iri
    return [write(each) for each in value] if isinstance(value, list) else [write(value)]


def _part(thing: Thing) -> str:
    """A thing without an identity, between square brackets on lines of its own parent."""
    return f"[ a {_class(thing)}{''.join(_properties(thing))} ]"


def _typed(datatype: str) -> Callable[[str], str]:
    return lambda text: f"{quoted(text)}^^{datatype}"


_WRITTEN: Mapping[Kind, Callable[[Any], str]] = {
    Kind.STRING: quoted,
    Kind.TRUTH: lambda truth: "true" if truth else "false",
    Kind.PART: _part,
    **{kind: _typed(datatype) for kind, datatype in _TYPED.items()},
}
