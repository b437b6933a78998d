"""What a document states, whatever the layout of its file: numbers in one form, and a hash that moves only with meaning."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import orjson

from .schema import Node, annotated
from .stated import alternative


def decimal_text(number: Decimal) -> str:
    """A decimal without exponent and needless zeros: 2.50 and 2.5 are one number."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def field_of(node: Node, name: str) -> Node:
    """The schema of a named field, or of any field of an open map."""
    field: Node = node.get("properties", {}).get(name) or node.get("additionalProperties") or {}
    return field


def content_hash(kind: str, document: Mapping[str, Any]) -> str:
    """A hash of what a document states: it does not move with comments, order of fields or order of sets."""
    canonical = _canonical(annotated(kind), document)
    return "sha256:" + hashlib.sha256(orjson.dumps(canonical, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _canonical(outer: Node, value: Any) -> Any:
    if isinstance(value, str):
        return value
    node = alternative(outer, value)
    if isinstance(value, list):
        below = node["items"]
        items = [_canonical(below, item) for item in value]
        is_set = len(items) > 1 and node.get("uniqueItems") and not node.get("x-ordered")
        return sorted(items, key=lambda item: json.dumps(item, sort_keys=True)) if is_set else items
    if isinstance(value, dict):
        return value if node.get("x-type") in ("text", "rich", "texts") else _canonical_fields(node, value)
    return decimal_text(value) if isinstance(value, Decimal) else value


def _canonical_fields(node: Node, value: Mapping[str, Any]) -> dict[str, Any]:
    fields = ((name, field_of(node, name), below) for name, below in value.items())
    return {name: _canonical(field, below) for name, field, below in fields if not field.get("x-private")}
