"""Values as feeds write them: JSON with sorted keys, decimals as text, codes beside their URIs.

One walk over schema and document writes every field that the format has, so that none can be forgotten.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any

import orjson

from ..content import decimal_text, field_of
from ..schema import Node, annotated
from ..stated import alternative
from ..vocabulary import vocabulary

Keep = Callable[[Node, str], bool]


def json_bytes(document: Any) -> bytes:
    """JSON as every feed writes it: UTF-8, sorted keys, no needless space, a line end."""
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


def stated_fields(kind: str, document: Mapping[str, Any], keep: Keep) -> dict[str, Any]:
    """All public fields of a document as feeds write them; references that `keep` refuses are left out."""
    written: dict[str, Any] = _written(annotated(kind), document, keep)
    return written


_LEFT_OUT = object()


def _written(outer: Node, value: Any, keep: Keep) -> Any:
    node = alternative(outer, value)
    if node.get("x-private"):
        return _LEFT_OUT
    if isinstance(value, list):
        items = [_written(node["items"], item, keep) for item in value]
        return [item for item in items if item is not _LEFT_OUT] or _LEFT_OUT
    if isinstance(value, dict):
        return _written_mapping(node, value, keep)
    if node.get("x-type") == "ref" and not keep(node, value):
        return _LEFT_OUT
    if name := node.get("x-vocabulary"):
        return coded(name, str(value))
    return decimal_text(value) if isinstance(value, Decimal) else value


def _written_mapping(node: Node, value: Mapping[str, Any], keep: Keep) -> Any:
    if node.get("x-type") in ("text", "rich", "texts"):
        return dict(value)
    written = {name: _written(field_of(node, name), below, keep) for name, below in value.items()}
    alternatives = node.get("x-exactly-one-of", ())
    if any(written.get(name) is _LEFT_OUT for name in alternatives):
        return _LEFT_OUT  # an entry about something that is not published says nothing
    return {name: below for name, below in written.items() if below is not _LEFT_OUT} or _LEFT_OUT


def coded(table: str, code: str) -> dict[str, str]:
    """A code with the URI of its EU concept, where there is one."""
    term = vocabulary(table).terms.get(code)
    return {"code": code, "uri": term.uri} if term and term.uri else {"code": code}


def yaml_bytes(kind: str, document: Mapping[str, Any]) -> bytes:
    """The public fields of a document as YAML of the format; texts in double quotes, which YAML reads as JSON."""
    lines = list(_yaml(annotated(kind), document, 0))
    return ("\n".join(lines) + "\n").encode()


def _yaml(outer: Node, value: Any, depth: int) -> list[str]:
    """Lines of block YAML below a key; scalars come as one line."""
    node = alternative(outer, value)
    indent = "  " * depth
    if isinstance(value, dict):
        lines = []
        for name, below in value.items():
            field = field_of(node, name)
            if not field.get("x-private"):
                lines += _entry(f"{indent}{_yaml_key(name)}:", field, below, depth)
        return lines
    lines = []
    for item in value:
        below = _yaml(node["items"], item, depth + 1) if isinstance(item, dict | list) else [_yaml_scalar(item)]
        first, *rest = below
        lines += [f"{indent}- {first.strip()}", *rest]
    return lines


def _entry(key: str, field: Node, value: Any, depth: int) -> list[str]:
    if isinstance(value, dict | list):
        return [key, *_yaml(field, value, depth + 1)]
    return [f"{key} {_yaml_scalar(value)}"]


def _yaml_key(name: str) -> str:
    # Two-letter language codes such as "no" and "on" are words for true and false to older YAML readers.
    return json.dumps(name) if name in ("no", "on", "off", "yes", "y", "n", "true", "false", "null") else name


def _yaml_scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return decimal_text(value)
    return str(value) if isinstance(value, int) else encode_basestring(value)
