"""The JSON Schemas of values as feeds write them, worked out from the format's own by the walk that writes the values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..schema import Node

TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
TIME: dict[str, Any] = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"}
DATE: dict[str, Any] = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
DECIMAL: dict[str, Any] = {"type": "string", "pattern": "^[0-9]+(\\.[0-9]{1,2})?$"}
HASH: dict[str, Any] = {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"}
MAP: dict[str, Any] = {"type": "object", "additionalProperties": TEXT, "minProperties": 1}
LIST: dict[str, Any] = {"type": "array", "minItems": 1, "items": TEXT}
CODED: dict[str, Any] = {
    "type": "object",
    "properties": {"code": TEXT, "uri": TEXT},
    "required": ["code"],
    "additionalProperties": False,
}

_WORDS = ("title", "description")


def as_written(node: Node) -> Any:
    """The schema of a value as `writing` writes it."""
    words = {key: node[key] for key in _WORDS if key in node}
    if "x-union" in node:
        return words | {"anyOf": [as_written(part) for part in node["x-union"]]}
    if "x-vocabulary" in node:
        return {**CODED, **words}
    kind = node.get("x-type")
    if kind in ("text", "rich"):
        return {**MAP, **words}
    if kind == "texts":
        return {"type": "object", "additionalProperties": {"type": "array", "items": TEXT}, **words}
    if node.get("type") == "number":
        return {**DECIMAL, **words}
    if node.get("type") == "array":
        return words | {"type": "array", "minItems": 1, "items": as_written(node["items"])}
    if node.get("type") == "object":
        return words | _mapping_as_written(node)
    return words | {key: node[key] for key in ("type", "const", "enum", "pattern") if key in node}


def _mapping_as_written(node: Node) -> dict[str, Any]:
    fields = {
        name: as_written(field) for name, field in node.get("properties", {}).items() if not field.get("x-private")
    }
    others = node.get("additionalProperties")
    below = as_written(others) if isinstance(others, Mapping) else False
    return {"type": "object", "properties": fields, "additionalProperties": below}
