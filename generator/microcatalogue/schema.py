"""The schemas of the format: reads the authored files and composes the three forms in which they are used.

*Annotated* (with marks and types, for messages, documentation and feeds), *plain* (JSON Schema 2020-12 as published
and as the fast gate), and *shape* (for the reader). The authored files in `schemas/` are the one source of all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from .diagnostics import Path
from .source import Shape
from .vocabulary import vocabulary

Node = Mapping[str, Any]

KINDS = ("catalogue", "provider", "recognition-policy", "offering", "pathway")
MARKS = ("id", "annex", "feed")

# Types whose form is more than a pattern can say, and the format under which `values.FORMATS` knows them.
_FORMATS = {
    "date": "date",
    "month": "month",
    "url": "url",
    "uri": "uri",
    "email": "email",
    "phone": "phone",
    "local-id": "local-id",
}


@cache
def authored(name: str) -> Node:
    """One schema file as it was written; FileNotFoundError for an unknown name."""
    path = files(__package__) / "schemas" / "v1" / f"{name}.schema.json"
    node: Node = json.loads(path.read_text(encoding="utf-8"))
    return node


@cache
def annotated(kind: str) -> Node:
    """The schema of a kind of record, references resolved, closed to unknown fields, with marks and types.

    Own keywords: `x-required` (field to mark), `x-union` (alternatives by kind of node), besides those authored.
    """
    node: Node = _annotate(_resolve(authored(kind)))
    return node


@cache
def plain(kind: str, marks: tuple[str, ...] = ("id",)) -> Node:
    """The same as standard JSON Schema, in which the fields with one of `marks` are required."""
    node: Node = _plain(annotated(kind), marks)
    return node


@cache
def shape(kind: str) -> Shape:
    """How the reader takes plain scalars in a record of that kind."""
    return _shape(annotated(kind))


def fields(kind: str) -> Iterator[tuple[Path, Node]]:
    """Every property of a kind at every depth, with its path; `*` stands for any key of an open map or list item."""
    return _fields(annotated(kind), ())


def _resolve(node: Any) -> Any:
    """References replaced by what they refer to; words beside a reference win over those behind it."""
    if isinstance(node, list):
        return [_resolve(item) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" not in node:
        return {key: _resolve(value) for key, value in node.items()}
    file, _, pointer = node["$ref"].partition("#/$defs/")
    target = authored(file.removesuffix(".schema.json"))["$defs"][pointer]
    beside = {key: value for key, value in node.items() if key != "$ref"}
    resolved: dict[str, Any] = _resolve(target) | _resolve(beside)
    return resolved


def _annotate(node: Any) -> Any:
    if isinstance(node, list):
        return [_annotate(item) for item in node]
    if not isinstance(node, dict):
        return node
    done = {key: _annotate_below(key, value) for key, value in node.items() if not key.startswith("$")}
    if "anyOf" in done:
        done["x-union"] = done.pop("anyOf")
    if "properties" in done:
        done["additionalProperties"] = False
        marks = {name: field["x-mark"] for name, field in done["properties"].items() if "x-mark" in field}
        done["x-required"] = marks
    if name := done.get("x-vocabulary"):
        codes = list(vocabulary(name).terms)
        done["enum"] = [int(code) for code in codes] if done.get("type") == "integer" else codes
    if done.get("x-type") in _FORMATS:
        done["format"] = _FORMATS[done["x-type"]]
    if done.get("x-type") in ("ref", "old-id"):
        done["format"] = "provider-id" if done.get("x-ref") == ["provider"] else "record-id"
    return _with_least(_with_none(done))


def _annotate_below(key: str, value: Any) -> Any:
    """Annotate subschemas, and leave alone what only looks like one: examples, defaults, names of fields."""
    if key == "properties":
        return {name: _annotate(field) for name, field in value.items()}
    return _annotate(value) if key in ("items", "additionalProperties", "propertyNames", "anyOf") else value


def _with_least(node: dict[str, Any]) -> dict[str, Any]:
    """Empty lists, mappings and strings say nothing and are refused."""
    least = {"object": "minProperties", "array": "minItems", "string": "minLength"}.get(node.get("type", ""))
    if least and "enum" not in node and "const" not in node:
        node.setdefault(least, 1)
    return node


_WORDS = ("title", "description", "examples", "default")


def _with_none(node: dict[str, Any]) -> dict[str, Any]:
    """A list that may also be the plain word `none` becomes a union of both."""
    if not node.pop("x-or-none", False):
        return node
    outer = {key: value for key, value in node.items() if key in _WORDS or key.startswith("x-")}
    inner = {key: value for key, value in node.items() if key not in outer}
    return outer | {"x-union": [{"type": "string", "const": "none", "x-type": "string"}, _with_least(inner)]}


def _plain(node: Any, marks: tuple[str, ...]) -> Any:
    if isinstance(node, list):
        return [_plain(item, marks) for item in node]
    if not isinstance(node, dict):
        return node
    done: dict[str, Any] = {}
    for key, value in node.items():
        if key in ("properties",):
            done[key] = {name: _plain(field, marks) for name, field in value.items()}
        elif key in ("items", "additionalProperties", "propertyNames"):
            done[key] = _plain(value, marks)
        elif key == "x-union":
            done["anyOf"] = _plain(value, marks)
        elif not key.startswith("x-") or key in ("x-mark", "x-source", "x-vocabulary", "x-type", "x-ref"):
            done[key] = value
    conditions = list(_conditions(node, marks))
    return done | ({"allOf": conditions} if conditions else {})


def _conditions(node: Node, marks: tuple[str, ...]) -> Iterator[Node]:
    """What the own keywords of an object mean in standard JSON Schema."""
    excludes: Mapping[str, list[str]] = node.get("x-excludes", {})
    required = [name for name, mark in node.get("x-required", {}).items() if mark in marks]
    for key, others in excludes.items():
        none_of_them = {"not": {"anyOf": [{"required": [other]} for other in others]}}
        those = [name for name in required if name in others]
        yield {"if": {"required": [key]}, "then": none_of_them, "else": {"required": those}}
        required = [name for name in required if name not in others]
    if required:
        yield {"required": required}
    if alternatives := node.get("x-exactly-one-of"):
        yield {"oneOf": [{"required": [name]} for name in alternatives]}
    least = node.get("x-at-least-one-of")
    if least and least.get("mark", "id") in marks:
        yield {"anyOf": [{"required": [name]} for name in least["fields"]]}


def _shape(node: Node) -> Shape:
    parts: list[Node] = node.get("x-union", [node])
    scalar = next((part for part in parts if part.get("type") not in ("object", "array")), {})
    kind = {"rich": "rich"}.get(node.get("x-type", "")) or {
        "number": "decimal",
        "integer": "integer",
        "boolean": "bool",
    }.get(scalar.get("type", ""), "line")
    below = {name: _shape(field) for part in parts for name, field in part.get("properties", {}).items()}
    others = next((part["additionalProperties"] for part in parts if part.get("additionalProperties")), None)
    items = next((part["items"] for part in parts if "items" in part), None)
    open_map = _shape(others) if others else None
    if open_map and kind == "rich":
        open_map = Shape(scalar="rich")
    return Shape(kind, below, open_map, _shape(items) if items else None)  # type: ignore[arg-type]


def _fields(node: Node, path: Path) -> Iterator[tuple[Path, Node]]:
    for part in node.get("x-union", [node]):
        for name, field in part.get("properties", {}).items():
            yield (*path, name), field
            yield from _fields(field, (*path, name))
        if "items" in part:
            yield from _fields(part["items"], (*path, "*"))
        if isinstance(part.get("additionalProperties"), dict):
            yield from _fields(part["additionalProperties"], (*path, "*"))
