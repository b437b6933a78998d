"""What a document states, value by value, each with the part of the schema that describes it.

One walk over schema and document together; rules on texts and references and the feeds are built on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .diagnostics import Path
from .schema import Node, annotated


@dataclass(frozen=True, slots=True)
class Stated:
    """One value with its path, its schema node and the record it stands in.

    Texts in languages come whole (`value` is the mapping); lists and groups come before what they hold.
    """

    kind: str
    record: str
    path: Path
    node: Node
    value: Any

    @property
    def type(self) -> str:
        """The value type that FORMAT calls text, rich, date, ref and so on; empty for groups and lists."""
        return str(self.node.get("x-type", ""))


def stated(kind: str, record: str, document: Mapping[str, Any]) -> Iterator[Stated]:
    """Every value of a document, in the order of the file."""
    for name, value in document.items():
        field = annotated(kind)["properties"].get(name)
        if field is not None:
            yield from _below(kind, record, (name,), field, value)


def alternative(node: Node, value: Any) -> Node:
    """The alternative of a union that fits the kind of value; the node itself where there is no union."""
    parts = node.get("x-union")
    if not parts:
        return node
    wanted = "object" if isinstance(value, dict) else "array" if isinstance(value, list) else "string"
    for part in parts:
        if part.get("type", "string") == wanted:
            found: Node = part
            return found
    return node


def _below(kind: str, record: str, path: Path, outer: Node, value: Any) -> Iterator[Stated]:
    node = alternative(outer, value)
    yield Stated(kind, record, path, node, value)
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _below(kind, record, (*path, index), node["items"], item)
    elif isinstance(value, dict) and node.get("x-type") not in ("text", "rich", "texts"):
        fields = node.get("properties", {})
        for name, below in value.items():
            field = fields.get(name) or node.get("additionalProperties")
            if field:
                yield from _below(kind, record, (*path, name), field, below)
