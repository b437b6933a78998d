"""The JSON Schemas of the feeds and of the files, as they are published under `/schemas/v1/`.

Those of the feeds are worked out from the format's own schemas by the same walk that writes the values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from ..schema import KINDS, Node, annotated, plain
from ..site_file import SiteFile
from .guidance.schema import GUIDANCE_HEAD, GUIDANCE_OFFERING
from .item_schemas import HEADS, ITEMS, LINES
from .value_schemas import CODED, DATE, DECIMAL, HASH, MAP, TEXT, TIME, as_written
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

# What every record says of itself, with its description.
_RECORD: Mapping[str, Node] = {
    "schema_version": TEXT | {"description": "Version of the feeds' form, not of the record."},
    "id": TEXT | {"description": "The id of the record; it never changes and is never used again."},
    "iri": TEXT | {"description": "The identity of the record, the same in every feed."},
    "record_kind": TEXT | {"description": "The kind of record: provider, offering, pathway or recognition-policy."},
    "version": {"type": "integer", "minimum": 1, "description": "Count of published changes; absent in a preview."},
    "created": TIME | {"description": "When it was first published (UTC); absent in a preview."},
    "modified": TIME | {"description": "When what it states last changed (UTC); absent in a preview."},
    "content_hash": HASH | {"description": "Changes exactly when what the record states changes."},
    "licence": TEXT | {"description": "Licence of the metadata, an SPDX identifier."},
    "source": {
        "type": "object",
        "properties": {"path": TEXT, "commit": TEXT},
        "required": ["path"],
        "additionalProperties": False,
        "description": "The file in the repository, and the commit that last changed what it states.",
    },
    "pages": MAP | {"description": "The record's page in each language of the site."},
}
_ALWAYS = ("schema_version", "id", "iri", "record_kind", "content_hash", "licence", "source", "pages", "status")
_PARTS: Mapping[str, Mapping[str, Node]] = {
    "offering": {"provider": TEXT | {"description": "The provider whose record it is."}},
    "recognition-policy": {"provider": TEXT | {"description": "The receiving organisation."}, "status": CODED},
    "provider": {},
    "pathway": {
        "provider": TEXT | {"description": "The provider whose record it is."},
        "ects": {
            "type": "object",
            "properties": {"least": DECIMAL, "most": DECIMAL, "target": DECIMAL},
            "required": ["least", "most"],
            "additionalProperties": False,
            "description": "What the steps can bring, and what the pathway leads to, in ECTS.",
        },
    },
}


# What stands in lists that are no records, what stands at the head of some, and what stands alone or in a line.
_LISTED: Mapping[str, Node] = {**ITEMS, "guidance": GUIDANCE_OFFERING}
_HEADS: Mapping[str, Mapping[str, Node]] = {**HEADS, "guidance": GUIDANCE_HEAD}
_ALONE: Mapping[str, Node] = {**LINES, "guidance-offering": GUIDANCE_OFFERING}


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
    if name in _ALONE:
        return _document(name, _ALONE[name])
    return _document(name, _envelope(_LISTED[name], _HEADS.get(name)))


def feed_schema_names() -> tuple[str, ...]:
    """The names of all schemas of feeds."""
    return tuple(sorted({*_LISTS, *_PARTS, *_LISTED, *_ALONE}))


def schema_files() -> Iterator[SiteFile]:
    """The published schemas: of the files that providers write, and of the feeds."""
    for kind in KINDS:
        document = {"$schema": _DIALECT, "$id": f"{kind}.schema.json", **plain(kind)}
        yield SiteFile(f"{FOLDER}/{kind}.schema.json", json_bytes(document))
    for name in feed_schema_names():
        yield SiteFile(schema_path(name), json_bytes(feed_schema(name)))


def _document(name: str, node: Node) -> Node:
    return {"$schema": _DIALECT, "$id": f"{name}.schema.json", **node}


def _envelope(item: Node, head: Mapping[str, Node] | None = None) -> Node:
    """The schema of a list, with the fields of its own that stand at its head."""
    source = {"generator": TEXT, "commit": TEXT, "repository": TEXT}
    publisher = {"type": "object", "properties": {"name": MAP, "homepage": TEXT}, "required": ["name", "homepage"]}
    return {
        "type": "object",
        "properties": {
            "schema_version": TEXT,
            "generated_from": {"type": "object", "properties": source, "additionalProperties": False},
            "as_of": DATE | {"description": "The one date that all of it holds for; absent in a preview."},
            "licence": TEXT,
            "publisher": publisher,
            "record_count": {"type": "integer", "minimum": 0},
            "sunset": DATE | {"description": "When this version of the feed ends; absent while no end is planned."},
            "items": {"type": "array", "items": item},
            **(head or {}),
        },
        "required": [
            "schema_version",
            "generated_from",
            "licence",
            "publisher",
            "record_count",
            "items",
            *(head or ()),
        ],
        "additionalProperties": False,
    }


def _record(kind: str) -> Node:
    node = as_written(annotated(kind))
    properties = {**node["properties"], **_RECORD, **_PARTS[kind]}
    described = {key: node[key] for key in ("title", "description") if key in node}
    return described | {
        "type": "object",
        "properties": properties,
        "required": list(_ALWAYS),
        "additionalProperties": False,
    }


def _catalogue() -> Node:
    node = as_written(annotated("catalogue"))
    return {**node, "properties": {**node["properties"], "iri": TEXT}, "required": ["iri"]}
