"""The JSON Schemas of the feeds and of the files, as they are published under `/schemas/v1/`.

Those of the feeds are worked out from the format's own schemas by the same walk that writes the values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from ..schema import KINDS, Node, annotated, plain
from ..site_file import SiteFile
from .writing import json_bytes

FOLDER = "schemas/v1"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"

_LISTS = {
    "offerings": "offering",
    "providers": "provider",
    "pathways": "pathway",
    "recognition-policies": "recognition-policy",
    "catalogue": "catalogue",
}

_TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
_TIME: dict[str, Any] = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"}
_DATE: dict[str, Any] = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_DECIMAL: dict[str, Any] = {"type": "string", "pattern": "^[0-9]+(\\.[0-9]{1,2})?$"}
_HASH: dict[str, Any] = {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"}
_MAP: dict[str, Any] = {"type": "object", "additionalProperties": _TEXT, "minProperties": 1}
_LIST: dict[str, Any] = {"type": "array", "minItems": 1, "items": _TEXT}
_CODED: dict[str, Any] = {
    "type": "object",
    "properties": {"code": _TEXT, "uri": _TEXT},
    "required": ["code"],
    "additionalProperties": False,
}

# What every record says of itself, with its description.
_RECORD: Mapping[str, Node] = {
    "schema_version": _TEXT | {"description": "Version of the feeds' form, not of the record."},
    "id": _TEXT | {"description": "The id of the record; it never changes and is never used again."},
    "iri": _TEXT | {"description": "The identity of the record, the same in every feed."},
    "record_kind": _TEXT | {"description": "The kind of record: provider, offering, pathway or recognition-policy."},
    "version": {"type": "integer", "minimum": 1, "description": "Count of published changes; absent in a preview."},
    "created": _TIME | {"description": "When it was first published (UTC); absent in a preview."},
    "modified": _TIME | {"description": "When what it states last changed (UTC); absent in a preview."},
    "content_hash": _HASH | {"description": "Changes exactly when what the record states changes."},
    "licence": _TEXT | {"description": "Licence of the metadata, an SPDX identifier."},
    "source": {
        "type": "object",
        "properties": {"path": _TEXT, "commit": _TEXT},
        "required": ["path"],
        "additionalProperties": False,
        "description": "The file in the repository, and the commit that last changed what it states.",
    },
    "pages": _MAP | {"description": "The record's page in each language of the site."},
}
_ALWAYS = ("schema_version", "id", "iri", "record_kind", "content_hash", "licence", "source", "pages", "status")
_PARTS: Mapping[str, Mapping[str, Node]] = {
    "offering": {"provider": _TEXT | {"description": "The provider whose record it is."}},
    "recognition-policy": {"provider": _TEXT | {"description": "The receiving organisation."}, "status": _CODED},
    "provider": {},
    "pathway": {
        "provider": _TEXT | {"description": "The provider whose record it is."},
        "ects": {
            "type": "object",
            "properties": {"least": _DECIMAL, "most": _DECIMAL, "target": _DECIMAL},
            "required": ["least", "most"],
            "additionalProperties": False,
            "description": "What the steps can bring, and what the pathway leads to, in ECTS.",
        },
    },
}


def schema_path(name: str) -> str:
    """Where the schema of a feed lies."""
    return f"{FOLDER}/feeds/{name}.schema.json"


@cache
def feed_schema(name: str) -> Node:
    """The schema of a feed (`offerings`, `changes` …) or of one record (`offering` …); KeyError for other names."""
    if name in _LISTS:
        return _document(name, _envelope(_catalogue() if name == "catalogue" else _record(_LISTS[name])))
    if name in _PARTS:
        return _document(name, _record(name))
    if name in _LINES:
        return _document(name, _LINES[name])
    return _document(name, _envelope(_OTHERS[name]))


def feed_schema_names() -> tuple[str, ...]:
    """The names of all schemas of feeds."""
    return tuple(sorted({*_LISTS, *_PARTS, *_OTHERS, *_LINES}))


def schema_files() -> Iterator[SiteFile]:
    """The published schemas: of the files that providers write, and of the feeds."""
    for kind in KINDS:
        document = {"$schema": _DIALECT, "$id": f"{kind}.schema.json", **plain(kind)}
        yield SiteFile(f"{FOLDER}/{kind}.schema.json", json_bytes(document))
    for name in feed_schema_names():
        yield SiteFile(schema_path(name), json_bytes(feed_schema(name)))


def _document(name: str, node: Node) -> Node:
    return {"$schema": _DIALECT, "$id": f"{name}.schema.json", **node}


def _envelope(item: Node) -> Node:
    source = {"generator": _TEXT, "commit": _TEXT, "repository": _TEXT}
    publisher = {"type": "object", "properties": {"name": _MAP, "homepage": _TEXT}, "required": ["name", "homepage"]}
    return {
        "type": "object",
        "properties": {
            "schema_version": _TEXT,
            "generated_from": {"type": "object", "properties": source, "additionalProperties": False},
            "as_of": _DATE | {"description": "The one date that all of it holds for; absent in a preview."},
            "licence": _TEXT,
            "publisher": publisher,
            "record_count": {"type": "integer", "minimum": 0},
            "sunset": _DATE | {"description": "When this version of the feed ends; absent while no end is planned."},
            "items": {"type": "array", "items": item},
        },
        "required": ["schema_version", "generated_from", "licence", "publisher", "record_count", "items"],
        "additionalProperties": False,
    }


def _record(kind: str) -> Node:
    node = _as_written(annotated(kind))
    properties = {**node["properties"], **_RECORD, **_PARTS[kind]}
    described = {key: node[key] for key in ("title", "description") if key in node}
    return described | {
        "type": "object",
        "properties": properties,
        "required": list(_ALWAYS),
        "additionalProperties": False,
    }


def _catalogue() -> Node:
    node = _as_written(annotated("catalogue"))
    return {**node, "properties": {**node["properties"], "iri": _TEXT}, "required": ["iri"]}


_WORDS = ("title", "description")


def _as_written(node: Node) -> Any:
    """The schema of a value as `writing` writes it."""
    words = {key: node[key] for key in _WORDS if key in node}
    if "x-union" in node:
        return words | {"anyOf": [_as_written(part) for part in node["x-union"]]}
    if "x-vocabulary" in node:
        return {**_CODED, **words}
    kind = node.get("x-type")
    if kind in ("text", "rich"):
        return {**_MAP, **words}
    if kind == "texts":
        return {"type": "object", "additionalProperties": {"type": "array", "items": _TEXT}, **words}
    if node.get("type") == "number":
        return {**_DECIMAL, **words}
    if node.get("type") == "array":
        return words | {"type": "array", "minItems": 1, "items": _as_written(node["items"])}
    if node.get("type") == "object":
        return words | _mapping_as_written(node)
    return words | {key: node[key] for key in ("type", "const", "enum", "pattern") if key in node}


def _mapping_as_written(node: Node) -> dict[str, Any]:
    fields = {
        name: _as_written(field) for name, field in node.get("properties", {}).items() if not field.get("x-private")
    }
    others = node.get("additionalProperties")
    below = _as_written(others) if isinstance(others, Mapping) else False
    return {"type": "object", "properties": fields, "additionalProperties": below}


_CHANGE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "number": {"type": "integer", "minimum": 1},
        "time": _TIME,
        "change": {"enum": ["created", "updated", "withdrawn", "reinstated", "renamed", "removed"]},
        "kind": {"enum": [kind for kind in KINDS if kind != "catalogue"]},
        "id": _TEXT,
        "iri": _TEXT,
        "commit": _TEXT,
    },
    "required": ["number", "time", "change", "kind", "id", "iri"],
    "additionalProperties": False,
}
_TERM: dict[str, Any] = {
    "type": "object",
    "properties": {"code": _TEXT, "uri": _TEXT, "labels": _MAP, "glosses": _MAP},
    "required": ["code", "labels"],
    "additionalProperties": _TEXT,
}
_VOCABULARY: dict[str, Any] = {
    "type": "object",
    "properties": {"name": _TEXT, "terms": {"type": "array", "items": _TERM}},
    "required": ["name", "terms"],
    "additionalProperties": False,
}
_INDEX: dict[str, Any] = {
    "type": "object",
    "properties": {
        "url": _TEXT,
        "title": _TEXT,
        "media_type": _TEXT,
        "version": _TEXT,
        "licence": _TEXT,
        "record_count": {"type": "integer", "minimum": 0},
        "size": {"type": "integer", "minimum": 1},
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "schema": _TEXT,
        "narrower": _LIST
        | {
            "description": "The same for parts of the catalogue and in its other languages, as URI templates (RFC 6570)."
        },
    },
    "required": ["url", "title", "media_type", "version", "licence", "record_count", "size", "sha256"],
    "additionalProperties": False,
}


def _rule(name: str) -> Node:
    """The schema of what a rule of a policy grants or asks."""
    rule = annotated("recognition-policy")["properties"]["rules"]["items"]
    node: Node = _as_written(rule["properties"][name])
    return node


_POSSIBILITY: dict[str, Any] = {
    "type": "object",
    "properties": {"outcome": _CODED, "rule": _TEXT, "grants": _rule("grants"), "asks": _rule("asks")},
    "required": ["outcome"],
    "additionalProperties": False,
}
_EVIDENCE: dict[str, Any] = {
    "type": "object",
    "properties": {"policy": _TEXT, "document": _TEXT, "adopted": _DATE, "review_by": _DATE},
    "required": ["policy", "document", "adopted"],
    "additionalProperties": False,
    "description": "The policy, the text that binds, when it was adopted and when it is to be reviewed.",
}
_OUTCOME: Mapping[str, Node] = {
    "by": _TEXT | {"description": "The receiving organisation, which decides."},
    "purpose": _CODED,
    "outcome": _CODED,
    "rules": _LIST | {"description": "The rules that hold or may hold; the deciding one is the last."},
    "grants": _rule("grants"),
    "asks": _rule("asks"),
    "possible": {"type": "array", "minItems": 1, "items": _POSSIBILITY},
    "open_elements": _LIST | {"description": "What the provider would have to state, as fields of the format."},
    "evidence": _EVIDENCE,
}
_ONE_OUTCOME: dict[str, Any] = {
    "type": "object",
    "properties": {
        **_OUTCOME,
        "offering": _TEXT,
        "ects": _DECIMAL | {"description": "The most credits that it gives for this offering, in ECTS."},
    },
    "required": ["by", "purpose", "outcome", "evidence", "offering"],
    "additionalProperties": False,
}
_OUTCOMES: dict[str, Any] = {
    "type": "object",
    "properties": {**_OUTCOME, "offerings": _LIST | {"description": "All offerings with this outcome."}},
    "required": ["by", "purpose", "outcome", "evidence", "offerings"],
    "additionalProperties": False,
}
_OUTCOME_FILE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "by": _TEXT,
        "url": _TEXT,
        "media_type": _TEXT,
        "schema": _TEXT,
        "outcomes": {"type": "integer", "minimum": 1},
        "lines": {"type": "integer", "minimum": 1},
    },
    "required": ["by", "url", "media_type", "schema", "outcomes", "lines"],
    "additionalProperties": False,
    "description": "Where the outcomes of one organisation are, when there are too many for one list.",
}


def _target() -> Node:
    """The schema of what a pathway leads to, or of what an offering stacks into, which has some of its fields."""
    node: Node = _as_written(annotated("pathway")["properties"]["leads_to"])
    return node


_RELATION = {"description": "An offering counts in a step, a pathway leads to, or an offering stacks into something."}
_STEP_CHOICE: dict[str, Any] = {
    "anyOf": [
        {"const": "all"},
        {
            "type": "object",
            "properties": {"ects": _DECIMAL, "count": {"type": "integer", "minimum": 1}},
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
                "offering": _TEXT,
                "pathway": _TEXT,
                "step": {"type": "integer", "minimum": 1},
                "choose": _STEP_CHOICE,
                "ects": _DECIMAL | {"description": "What the offering brings; absent where it states no ECTS."},
            },
            ("ects",),
        ),
        _edge("leads-to", {"pathway": _TEXT, "to": _target()}),
        _edge(
            "stacks-into",
            {
                "offering": _TEXT,
                "to": _target(),
                "ects": _DECIMAL | {"description": "How many of its credits count."},
            },
            ("ects",),
        ),
    ]
}
_OTHERS: Mapping[str, Node] = {
    "changes": _CHANGE,
    "vocabularies": _VOCABULARY,
    "index": _INDEX,
    "recognition": {"anyOf": [_ONE_OUTCOME, _OUTCOME_FILE]},
    "stacking": _STACKING,
}
_LINES: Mapping[str, Node] = {"recognition-outcomes": _OUTCOMES}
