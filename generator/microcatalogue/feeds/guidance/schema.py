"""The JSON Schema of the guidance JSON, written from the columns; those in the site's languages go by pattern."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...schema import Node
from ..value_schemas import DATE as DAY
from ..value_schemas import DECIMAL, LIST, TEXT
from ..value_schemas import TIME as MOMENT
from .column import BOOLEAN, DATE, INTEGER, MONTH, NUMBER, STRING, TIME, URL, Column
from .columns import OFFERING_COLUMNS
from .run_columns import RUN_COLUMNS

_LANGUAGE = "[a-z]{2,3}"
_TYPES: dict[str, Node] = {
    STRING: TEXT,
    URL: TEXT | {"format": "uri"},
    NUMBER: DECIMAL,
    INTEGER: {"type": "integer", "minimum": 0},
    BOOLEAN: {"type": "boolean"},
    DATE: DAY,
    MONTH: {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"},
    TIME: MOMENT,
}


def _line(columns: Iterable[Column[Any]]) -> dict[str, Any]:
    properties: dict[str, Node] = {}
    patterns: dict[str, Node] = {}
    for one in columns:
        node = {**(LIST if one.separator else _TYPES[one.type]), "title": one.title, "description": one.description}
        if one.spoken is not None:
            patterns[f"^{one.name}_{_LANGUAGE}$"] = node
            continue
        properties[one.name] = node
        if one.labelled:
            labels = LIST if one.separator else TEXT
            patterns[f"^{one.name}_label_{_LANGUAGE}$"] = {**labels, "title": f"{one.title}, in words"}
    return {
        "type": "object",
        "properties": properties,
        "patternProperties": patterns,
        "required": [one.name for one in columns if one.required and one.spoken is None],
        "additionalProperties": False,
    }


def _offering() -> dict[str, Any]:
    node = _line(OFFERING_COLUMNS)
    runs = {
        "type": "array",
        "minItems": 1,
        "items": _line(RUN_COLUMNS),
        "description": "Its runs, in the order of the file.",
    }
    return {**node, "properties": {**node["properties"], "runs": runs}}


GUIDANCE_OFFERING: Node = _offering()
GUIDANCE_HEAD: dict[str, Node] = {
    "languages": LIST
    | {"description": "The languages of the site: names of columns of texts and of labels end in them."}
}
