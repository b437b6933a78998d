"""The JSON Schemas of what stands in lists that are no records: changes, terms, feeds, outcomes, edges, losses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..schema import KINDS, Node, annotated
from .value_schemas import CODED, DATE, DECIMAL, LIST, MAP, TEXT, TIME, as_written

_CHANGE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "number": {"type": "integer", "minimum": 1},
        "time": TIME,
        "change": {"enum": ["created", "updated", "withdrawn", "reinstated", "renamed", "removed"]},
        "kind": {"enum": [kind for kind in KINDS if kind != "catalogue"]},
        "id": TEXT,
        "iri": TEXT,
        "commit": TEXT,
    },
    "required": ["number", "time", "change", "kind", "id", "iri"],
    "additionalProperties": False,
}
_TERM: dict[str, Any] = {
    "type": "object",
    "properties": {"code": TEXT, "uri": TEXT, "labels": MAP, "glosses": MAP},
    "required": ["code", "labels"],
    "additionalProperties": TEXT,
}
_VOCABULARY: dict[str, Any] = {
    "type": "object",
    "properties": {"name": TEXT, "terms": {"type": "array", "items": _TERM}},
    "required": ["name", "terms"],
    "additionalProperties": False,
}
# What the index says of a format, whether it has one file or one a record.
_FORMAT: dict[str, Any] = {
    "title": TEXT,
    "media_type": TEXT,
    "version": TEXT,
    "licence": TEXT,
    "record_count": {"type": "integer", "minimum": 0},
    "schema": TEXT | {"description": "The JSON Schema that it conforms to."},
    "conforms_to": TEXT | {"description": "The specification of a format that others keep."},
    "validation": {
        "enum": ["validated", "experimental"],
        "description": "Whether the published validators of the format pass; experimental where they are not to be had.",
    },
    "loss": TEXT | {"description": "The report on what the format cannot say of each record."},
    "sunset": DATE | {"description": "When it ends; absent while no end is planned."},
}
_FORMAT_ALWAYS = ("title", "media_type", "version", "licence", "record_count")
_INDEX: dict[str, Any] = {
    "type": "object",
    "properties": {
        **_FORMAT,
        "url": TEXT,
        "size": {"type": "integer", "minimum": 1},
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "narrower": LIST
        | {
            "description": "The same for parts of the catalogue and in its other languages, as URI templates (RFC 6570)."
        },
    },
    "required": ["url", "size", "sha256", *_FORMAT_ALWAYS],
    "additionalProperties": False,
}
_RECORD_FEED: dict[str, Any] = {
    "type": "object",
    "properties": {
        **_FORMAT,
        "url_template": TEXT | {"description": "Where the file of a record lies; its id stands for {id}."},
        "record_kind": TEXT,
    },
    "required": ["url_template", "record_kind", *_FORMAT_ALWAYS],
    "additionalProperties": False,
}


def _rule(name: str) -> Node:
    """The schema of what a rule of a policy grants or asks."""
    rule = annotated("recognition-policy")["properties"]["rules"]["items"]
    node: Node = as_written(rule["properties"][name])
    return node


_POSSIBILITY: dict[str, Any] = {
    "type": "object",
    "properties": {"outcome": CODED, "rule": TEXT, "grants": _rule("grants"), "asks": _rule("asks")},
    "required": ["outcome"],
    "additionalProperties": False,
}
_EVIDENCE: dict[str, Any] = {
    "type": "object",
    "properties": {"policy": TEXT, "document": TEXT, "adopted": DATE, "review_by": DATE},
    "required": ["policy", "document", "adopted"],
    "additionalProperties": False,
    "description": "The policy, the text that binds, when it was adopted and when it is to be reviewed.",
}
_OUTCOME: Mapping[str, Node] = {
    "by": TEXT | {"description": "The receiving organisation, which decides."},
    "purpose": CODED,
    "outcome": CODED,
    "rules": LIST | {"description": "The rules that hold or may hold; the deciding one is the last."},
    "grants": _rule("grants"),
    "asks": _rule("asks"),
    "possible": {"type": "array", "minItems": 1, "items": _POSSIBILITY},
    "open_elements": LIST | {"description": "What the provider would have to state, as fields of the format."},
    "evidence": _EVIDENCE,
}
_ONE_OUTCOME: dict[str, Any] = {
    "type": "object",
    "properties": {
        **_OUTCOME,
        "offering": TEXT,
        "ects": DECIMAL | {"description": "The most credits that it gives for this offering, in ECTS."},
    },
    "required": ["by", "purpose", "outcome", "evidence", "offering"],
    "additionalProperties": False,
}
_OUTCOMES: dict[str, Any] = {
    "type": "object",
    "properties": {**_OUTCOME, "offerings": LIST | {"description": "All offerings with this outcome."}},
    "required": ["by", "purpose", "outcome", "evidence", "offerings"],
    "additionalProperties": False,
}
_OUTCOME_FILE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "by": TEXT,
        "url": TEXT,
        "media_type": TEXT,
        "schema": TEXT,
        "outcomes": {"type": "integer", "minimum": 1},
        "lines": {"type": "integer", "minimum": 1},
    },
    "required": ["by", "url", "media_type", "schema", "outcomes", "lines"],
    "additionalProperties": False,
    "description": "Where the outcomes of one organisation are, when there are too many for one list.",
}


def _target() -> Node:
    """The schema of what a pathway leads to, or of what an offering stacks into, which has some of its fields."""
    node: Node = as_written(annotated("pathway")["properties"]["leads_to"])
    return node


_RELATION = {"description": "An offering counts in a step, a pathway leads to, or an offering stacks into something."}
_STEP_CHOICE: dict[str, Any] = {
    "anyOf": [
        {"const": "all"},
        {
            "type": "object",
            "properties": {"ects": DECIMAL, "count": {"type": "integer", "minimum": 1}},
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": False,
        },
    ],
    "description": "How much of what the step lists is needed.",
}


def _edge(relation: str, fields: Mapping[str, Node], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {"relation": {"const": relation, **_RELATION}, **fields},
        "required": ["relation", *(name for name in fields if name not in optional)],
        "additionalProperties": False,
    }


_STACKING: dict[str, Any] = {
    "anyOf": [
        _edge(
            "counts-in-step",
            {
                "offering": TEXT,
                "pathway": TEXT,
                "step": {"type": "integer", "minimum": 1},
                "choose": _STEP_CHOICE,
                "ects": DECIMAL | {"description": "What the offering brings; absent where it states no ECTS."},
            },
            ("ects",),
        ),
        _edge("leads-to", {"pathway": TEXT, "to": _target()}),
        _edge(
            "stacks-into",
            {
                "offering": TEXT,
                "to": _target(),
                "ects": DECIMAL | {"description": "How many of its credits count."},
            },
            ("ects",),
        ),
    ]
}
_LOSS: dict[str, Any] = {
    "type": "object",
    "properties": {
        "record_kind": TEXT,
        "id": TEXT,
        "iri": TEXT,
        "lost": {"type": "array", "items": TEXT, "description": "Fields of the format of files that are left unsaid."},
    },
    "required": ["record_kind", "id", "iri", "lost"],
    "additionalProperties": False,
}
ITEMS: Mapping[str, Node] = {
    "changes": _CHANGE,
    "vocabularies": _VOCABULARY,
    "index": _INDEX,
    "recognition": {"anyOf": [_ONE_OUTCOME, _OUTCOME_FILE]},
    "stacking": _STACKING,
    "loss": _LOSS,
}
_REASONS = {"type": "object", "additionalProperties": TEXT}
# What stands at the head of some lists besides the envelope.
HEADS: Mapping[str, Mapping[str, Node]] = {
    "index": {"record_feeds": {"type": "array", "items": _RECORD_FEED}},
    "loss": {
        "format": TEXT,
        "title": TEXT,
        "reasons": {"type": "object", "additionalProperties": _REASONS},
        "reasons_of_parts": _REASONS,
    },
}
LINES: Mapping[str, Node] = {"recognition-outcomes": _OUTCOMES}
