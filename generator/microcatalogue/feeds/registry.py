"""How a format is added: one module that registers its feeds with path, media type, version and schema.

The registry knows formats, not records; rendering is a pure function of an edition.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..edition import Edition

API = "api/v1"
SCHEMA_VERSION = "1.0"

RECORD_FOLDERS = {
    "provider": "providers",
    "offering": "offerings",
    "pathway": "pathways",
    "recognition-policy": "recognition-policies",
}

Render = Callable[[Edition], bytes]


@dataclass(frozen=True, slots=True)
class Feed:
    """One file that aggregators fetch: where it lies, what it is, and how it is made.

    `schema` is the name of the published JSON Schema that it conforms to, empty where its format has none. A dump
    `joins` the files of all records of a kind; what it `render`s then is its envelope, without any item. One that is
    `planned` is a file of its own, made with the pages, and renders nothing. `narrower` are the addresses of files of the
    same form for parts of the catalogue and for its other languages, as URI templates (RFC 6570).
    """

    path: str
    title: str
    media_type: str
    version: str
    schema: str
    records: Callable[[Edition], int]
    render: Render
    joins: str = ""
    planned: bool = False
    narrower: tuple[str, ...] = ()


_FEEDS: dict[str, Feed] = {}


def feed(
    path: str,
    title: str,
    *,
    records: Callable[[Edition], int],
    media_type: str = "application/json",
    version: str = SCHEMA_VERSION,
    schema: str = "",
    joins: str = "",
) -> Callable[[Render], Render]:
    """Register the decorated function as what renders the feed at `path`."""

    def register(render: Render) -> Render:
        _FEEDS[path] = Feed(path, title, media_type, version, schema, records, render, joins)
        return render

    return register


def planned_feed(
    path: str,
    title: str,
    *,
    records: Callable[[Edition], int],
    media_type: str,
    version: str,
    narrower: tuple[str, ...],
) -> None:
    """Register a feed whose file is made with the pages, since it is written in words of the site's languages."""
    _FEEDS[path] = Feed(path, title, media_type, version, "", records, lambda _: b"", planned=True, narrower=narrower)


def all_feeds() -> tuple[Feed, ...]:
    """Every registered feed, by path."""
    return tuple(_FEEDS[path] for path in sorted(_FEEDS))


def record_path(kind: str, record_id: str, extension: str) -> str:
    """The path of one record's own file."""
    return f"{API}/{RECORD_FOLDERS[kind]}/{record_id}.{extension}"
