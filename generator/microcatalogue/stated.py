"""What a document states, value by value, each with the part of the schema that describes it.

One walk over schema and document together; rules on texts and references and the feeds are built on it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
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


def stated(
    kind: str, record: str, document: Mapping[str, Any], types: Collection[str] | None = None
) -> Iterator[Stated]:
    """Every value of a document, in the order of the file; of some types alone where `types` names them."""
    found: list[Stated] = []
    for name, value in document.items():
        field = annotated(kind)["properties"].get(name)
        if field is not None:
            _collect(found, types, kind, record, (name,), field, value)
    return iter(found)


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


def _collect(
    found: list[Stated], types: Collection[str] | None, kind: str, record: str, path: Path, outer: Node, value: Any
) -> None:
    """Adds a value and all below it. A list that grows, because a generator a level costs more than what it gives."""
    node = alternative(outer, value)
    of = node.get("x-type", "")
    if types is None or of in types:
        found.append(Stated(kind, record, path, node, value))
    if isinstance(value, list):
        for index, item in enumerate(value):
            _collect(found, types, kind, record, (*path, index), node["items"], item)
    elif isinstance(value, dict) and of not in ("text", "rich", "texts"):
        fields = node.get("properties", {})
        for name, below in value.items():
            field = fields.get(name) or node.get("additionalProperties")
            if field:
                _collect(found, types, kind, record, (*path, name), field, below)
