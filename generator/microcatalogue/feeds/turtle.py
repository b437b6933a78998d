"""Words of RDF 1.1 Turtle: addresses, texts with a language or a type, and resources of linked data as statements.

Every function escapes what it is given, by the grammar of the standard (https://www.w3.org/TR/turtle/#sec-grammar).
Order is that of what is given, so the same resources always come out as the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from .linked_data import Described, Iri, Literal, Resource, Value, legal_iri, one_by_one

MEDIA_TYPE = "text/turtle"

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_ESCAPED = re.compile(r'[\x00-\x1f\x7f\\"]')
_LANGUAGE = re.compile(r"[a-zA-Z]+(-[a-zA-Z0-9]+)*")


@lru_cache(maxsize=1 << 14)
def iri(text: str) -> str:
    """An absolute address in angle brackets; what may not stand in one is written in percent (IRIREF of the grammar)."""
    return f"<{legal_iri(text)}>"


def literal(text: str, *, language: str = "", datatype: str = "") -> str:
    """A text in quotation marks with its language, or with its type as a prefixed name (`xsd:dateTime`).

    ValueError for a language that is no tag.
    """
    quoted = f'"{_ESCAPED.sub(_escape, text)}"'
    if language:
        if not _is_language(language):
            raise ValueError(f"{language!r} is no language tag")
        return f"{quoted}@{language}"
    return f"{quoted}^^{datatype}" if datatype else quoted


@lru_cache(maxsize=1 << 10)
def _is_language(tag: str) -> bool:
    return _LANGUAGE.fullmatch(tag) is not None


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"


def document(prefixes: Mapping[str, str], records: Iterable[Resource | Described]) -> Iterator[bytes]:
    """A document piece by piece: its prefixes, then each record with what it points at."""
    yield "".join(f"@prefix {name}: {iri(space)} .\n" for name, space in sorted(prefixes.items())).encode()
    for one in one_by_one(records):
        yield f"\n{iri(one.id)} {_statements(one)} .\n".encode()


def _statements(one: Resource, indent: str = "    ") -> str:
    """Types and properties of a resource, as they follow its name or stand in the brackets of one without."""
    parts = [f"a {', '.join(one.types)}"] if one.types else []
    for name, values in one.properties:
        parts.append(f"{name} {', '.join(_value(value, indent) for value in values)}")
    return f" ;\n{indent}".join(parts)


def _value(value: Value, indent: str) -> str:
    if isinstance(value, Literal):
        return literal(value.text, language=value.language, datatype=value.datatype)
    if isinstance(value, Iri | Described):
        return iri(value.id)
    if value.id:
        return iri(value.id)
    return f"[ {_statements(value, indent + '    ')} ]"
