"""How a format is added: one module that registers its feeds with path, media type, version and schema.

The registry knows formats, not records; rendering is a pure function of an edition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from ..catalogue import Key
from ..edition import Edition
from ..site_file import Made

API = "api/v1"
SCHEMA_VERSION = "1.0"

RECORD_FOLDERS = {
    "provider": "providers",
    "offering": "offerings",
    "pathway": "pathways",
    "recognition-policy": "recognition-policies",
}

VALIDATED = "validated"
EXPERIMENTAL = "experimental"

Render = Callable[[Edition], Iterator[bytes]]
Derive = Callable[[Edition, Made], Iterator[bytes]]
RenderRecord = Callable[[Edition, Key], bytes]
Takes = Callable[[Edition, Key], bool]


def every(_edition: Edition, _key: Key) -> bool:
    """The records that a format takes unless it says otherwise: all that are published."""
    return True


@dataclass(frozen=True, slots=True)
class Feed:
    """One file that aggregators fetch: where it lies, what it is, and how it is made.

    `schema` is the name of the published JSON Schema that it conforms to, `conforms_to` the address of the specification
    or schema of a format that others keep; each is empty where there is none. A feed is `render`ed piece by piece, so
    that none has to fit in memory. A dump `joins` the files of all records of a kind, or those of a format that has one a
    record (its template); what it renders then is its envelope, in which `joined_in` names the empty list that takes
    them. One that is `planned` is a file of its own, made with the pages, and renders nothing; one that is `derive`d is
    written from files of the site that were made before. `narrower` are the addresses of files of the same form for parts
    of the catalogue and for its other languages, as URI templates (RFC 6570).

    `format` names the format whose losses are reported (`losses`). `validation` says whether the published validators
    of the format pass on it, where it has such. `sunset` is the day on which it ends, where that is decided.
    """

    path: str
    title: str
    media_type: str
    version: str
    schema: str
    records: Callable[[Edition], int]
    render: Render
    joins: str = ""
    joined_in: str = "items"
    planned: bool = False
    derive: Derive | None = None
    narrower: tuple[str, ...] = ()
    conforms_to: str = ""
    format: str = ""
    validation: str = ""
    sunset: date | None = None


@dataclass(frozen=True, slots=True)
class RecordFeed:
    """A format in which each record of a kind has a file of its own; `path` gives it for an id.

    `takes` says of which records the format can make a file. The other fields are those of a feed.
    """

    template: str
    kind: str
    title: str
    media_type: str
    version: str
    render: RenderRecord
    schema: str = ""
    conforms_to: str = ""
    format: str = ""
    validation: str = ""
    sunset: date | None = None
    takes: Takes = every

    def path(self, record_id: str) -> str:
        """Where the file of a record lies; in the template its id stands as `{id}`."""
        return self.template.replace("{id}", record_id)

    @property
    def folder(self) -> str:
        """The folder below which all its files lie."""
        return self.template.partition("/{id}")[0]

    @property
    def ending(self) -> str:
        """How the names of its files end."""
        return self.template.rpartition("{id}")[2]


_FEEDS: dict[str, Feed] = {}
_RECORD_FEEDS: dict[str, RecordFeed] = {}


def feed(
    path: str,
    title: str,
    *,
    records: Callable[[Edition], int],
    media_type: str = "application/json",
    version: str = SCHEMA_VERSION,
    schema: str = "",
    joins: str = "",
    joined_in: str = "items",
    conforms_to: str = "",
    format: str = "",
    validation: str = "",
    sunset: date | None = None,
) -> Callable[[Render], Render]:
    """Register the decorated function as what renders the feed at `path`."""

    def register(render: Render) -> Render:
        _FEEDS[path] = Feed(
            path,
            title,
            media_type,
            version,
            schema,
            records,
            render,
            joins,
            joined_in,
            conforms_to=conforms_to,
            format=format,
            validation=validation,
            sunset=sunset,
        )
        return render

    return register


def record_feed(
    template: str,
    title: str,
    *,
    media_type: str,
    version: str,
    kind: str = "offering",
    schema: str = "",
    conforms_to: str = "",
    format: str = "",
    validation: str = "",
    sunset: date | None = None,
    takes: Takes = every,
) -> Callable[[RenderRecord], RenderRecord]:
    """Register the decorated function as what renders the file of one record; `{id}` in the template is its id.

    It may look at nothing but the settings and what the edition's accessors take note of, so that an incremental build
    knows when to make it again.
    """

    def register(render: RenderRecord) -> RenderRecord:
        _RECORD_FEEDS[template] = RecordFeed(
            template, kind, title, media_type, version, render, schema, conforms_to, format, validation, sunset, takes
        )
        return render

    return register


def derived_feed(
    path: str,
    title: str,
    *,
    records: Callable[[Edition], int],
    media_type: str,
    version: str = SCHEMA_VERSION,
    conforms_to: str = "",
    format: str = "",
    validation: str = "",
    sunset: date | None = None,
) -> Callable[[Derive], Derive]:
    """Register the decorated function as what writes the feed at `path` from files that come before it by path."""

    def register(derive: Derive) -> Derive:
        _FEEDS[path] = Feed(
            path,
            title,
            media_type,
            version,
            "",
            records,
            lambda _: iter(()),
            derive=derive,
            conforms_to=conforms_to,
            format=format,
            validation=validation,
            sunset=sunset,
        )
        return derive

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
    _FEEDS[path] = Feed(
        path, title, media_type, version, "", records, lambda _: iter(()), planned=True, narrower=narrower
    )


def all_feeds() -> tuple[Feed, ...]:
    """Every registered feed, by path."""
    return tuple(_FEEDS[path] for path in sorted(_FEEDS))


def all_record_feeds() -> tuple[RecordFeed, ...]:
    """Every registered format of which each record has a file, by path."""
    return tuple(_RECORD_FEEDS[template] for template in sorted(_RECORD_FEEDS))


def record_path(kind: str, record_id: str, extension: str) -> str:
    """The path of one record's own file."""
    return f"{API}/{RECORD_FOLDERS[kind]}/{record_id}.{extension}"


def loss_path(format: str) -> str:
    """The path of the report on what a format cannot say."""
    return f"{API}/loss/{format}.json"
