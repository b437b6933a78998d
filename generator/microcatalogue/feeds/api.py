"""The catalogue's own JSON: whole lists in an envelope, one file a record, changes, vocabularies, the index.

Names are those of the format; texts are language maps; decimals are texts; codes stand beside their URIs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from ..catalogue import Key
from ..edition import Edition
from ..site_file import Derived, Made, Planned, SiteFile
from ..urls import iri
from ..vocabulary import vocabulary, vocabulary_names
from .record import record
from .registry import API, SCHEMA_VERSION, Feed, RecordFeed, all_feeds, all_record_feeds, feed, loss_path, record_path
from .schemas import schema_path
from .writing import json_bytes, stated_fields, yaml_bytes


def envelope(edition: Edition, items: Iterable[Any]) -> dict[str, Any]:
    """What every list says of itself, around its items."""
    settings = edition.catalogue.settings
    listed = list(items)
    source: dict[str, str] = {"generator": "microcatalogue"}
    if edition.history:
        source["commit"] = edition.history.head
    if settings.repository:
        source["repository"] = settings.repository.url
    publisher = {"name": dict(settings.publisher.name), "homepage": settings.publisher.homepage}
    as_of = edition.catalogue.as_of
    return {
        "schema_version": SCHEMA_VERSION,
        "generated_from": source,
        **({"as_of": as_of.isoformat()} if as_of else {}),
        "licence": settings.licence,
        "publisher": publisher,
        "record_count": len(listed),
        "items": listed,
    }


def envelope_around(edition: Edition, head: Mapping[str, Any], number: int, items: Iterable[bytes]) -> Iterator[bytes]:
    """A list whose items are JSON already, piece by piece, in the envelope with more fields at its head."""
    document = json_bytes({**envelope(edition, ()), **head, "record_count": number})
    before, opening, after = document.partition(_opening("items"))
    yield before + opening
    for place, item in enumerate(items):
        yield (b"," if place else b"") + item.removesuffix(b"\n")
    yield after


def _keys(edition: Edition, kind: str) -> list[tuple[str, str]]:
    return [key for key in edition.published() if key[0] == kind]


def _count(kind: str) -> Any:
    return lambda edition: len(_keys(edition, kind))


def _list(edition: Edition, kind: str) -> bytes:
    """The envelope of a list; its items are joined from the files of the records."""
    return json_bytes(envelope(edition, ()) | {"record_count": len(_keys(edition, kind))})


@feed(f"{API}/offerings.json", "All offerings", records=_count("offering"), schema="offerings", joins="offering")
def offerings(edition: Edition) -> Iterator[bytes]:
    yield _list(edition, "offering")


@feed(
    f"{API}/offerings.ndjson",
    "All offerings, one a line",
    records=_count("offering"),
    media_type="application/x-ndjson",
    schema="offering",
    joins="offering",
)
def offerings_by_line(_edition: Edition) -> Iterator[bytes]:
    yield b""


@feed(f"{API}/providers.json", "All providers", records=_count("provider"), schema="providers", joins="provider")
def providers(edition: Edition) -> Iterator[bytes]:
    yield _list(edition, "provider")


@feed(
    f"{API}/recognition-policies.json",
    "All recognition policies",
    records=_count("recognition-policy"),
    schema="recognition-policies",
    joins="recognition-policy",
)
def recognition_policies(edition: Edition) -> Iterator[bytes]:
    yield _list(edition, "recognition-policy")


@feed(f"{API}/pathways.json", "All pathways", records=_count("pathway"), schema="pathways", joins="pathway")
def pathways(edition: Edition) -> Iterator[bytes]:
    yield _list(edition, "pathway")


@feed(f"{API}/catalogue.json", "The catalogue itself", records=lambda _: 1, schema="catalogue")
def catalogue(edition: Edition) -> Iterator[bytes]:
    settings = stated_fields("catalogue", edition.catalogue.documents["catalogue", ""], lambda _node, _ref: True)
    yield json_bytes(envelope(edition, [settings | {"iri": edition.base}]))


@feed(
    f"{API}/changes.json",
    "What was created, changed and withdrawn",
    records=lambda one: len(one.history.changes) if one.history else 0,
    schema="changes",
)
def changes(edition: Edition) -> Iterator[bytes]:
    number = len(edition.history.changes) if edition.history else 0
    yield from envelope_around(edition, {}, number, map(json_bytes, _changes(edition)))


def _changes(edition: Edition) -> Iterator[dict[str, Any]]:
    """The numbered log; empty in a preview without git."""
    for change in edition.history.changes if edition.history else ():
        yield {
            "number": change.number,
            "time": change.time.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "change": str(change.change),
            "kind": change.kind,
            "id": change.id,
            "iri": iri(edition.base, change.kind, change.id),
            **({"commit": change.commit} if change.commit else {}),
        }


@feed(
    f"{API}/vocabularies.json",
    "Codes with labels, glosses and URIs",
    records=lambda _: len(vocabulary_names()),
    schema="vocabularies",
)
def vocabularies(edition: Edition) -> Iterator[bytes]:
    names = vocabulary_names()
    yield from envelope_around(edition, {}, len(names), (json_bytes(_vocabulary(name)) for name in names))


def _vocabulary(name: str) -> dict[str, Any]:
    terms = []
    for term in vocabulary(name).terms.values():
        stated = {"code": term.code, "uri": term.uri, "labels": dict(term.labels), "glosses": dict(term.glosses)}
        more = {column: value for column, value in term.more.items() if value}
        terms.append({field: value for field, value in (stated | more).items() if value})
    return {"name": name, "terms": terms}


def planned_records(edition: Edition) -> Iterator[Planned]:
    """One JSON file a record, an offering's YAML beside it, and both at each id that it had before."""
    for key in edition.published():
        for shown_id in (key[1], *edition.former_ids(key)):
            for extension in ("json", "yml") if key[0] == "offering" else ("json",):
                path = record_path(key[0], shown_id, extension)
                yield Planned(path, partial(_record_file, edition, key, path), lasting=True)


def _record_file(edition: Edition, key: Key, path: str) -> SiteFile:
    if path.endswith(".yml"):
        content = yaml_bytes(key[0], edition.catalogue.documents[key])
    else:
        content = json_bytes(record(edition, key))
    return SiteFile(path, content, edition.catalogue.file(*key))


def planned_record_feeds(edition: Edition) -> Iterator[Planned]:
    """The file of each record in every format that has one a record, and at each id that the record had before."""
    for one in all_record_feeds():
        for key in keys_taken(edition, one):
            for shown_id in (key[1], *edition.former_ids(key)):
                yield Planned(
                    one.path(shown_id), partial(_in_format, edition, one, key, one.path(shown_id)), lasting=True
                )


def keys_taken(edition: Edition, one: RecordFeed) -> list[Key]:
    """The published records of which a format has a file, in order."""
    return [key for key in _keys(edition, one.kind) if one.takes(edition, key)]


def _in_format(edition: Edition, one: RecordFeed, key: Key, path: str) -> SiteFile:
    return SiteFile(path, one.render(edition, key), edition.catalogue.file(*key))


def derived_feeds(edition: Edition) -> Iterator[Derived]:
    """Every registered feed that is not planned by itself, then the index of them all."""
    for one in (one for one in all_feeds() if not one.planned):
        yield Derived(one.path, partial(_chunks, edition, one))
    yield Derived(f"{API}/index.json", partial(_index, edition))


def _chunks(edition: Edition, one: Feed, made: Made) -> Iterator[bytes]:
    """A feed piece by piece: a dump is its envelope with the files of its records between."""
    if not one.joins:
        yield from one.derive(edition, made) if one.derive else one.render(edition)
        return
    before, opening, after = b"".join(one.render(edition)).partition(_opening(one.joined_in))
    yield before + opening
    for number, path in enumerate(joined_paths(edition, one.joins)):
        line = made.content(path)
        yield (b"," if number else b"") + line.removesuffix(b"\n") if opening else line
    yield after


def _opening(name: str) -> bytes:
    """What opens a list in a document. A quotation mark in a text is escaped, so it can stand in no text."""
    return f'"{name}":['.encode()


def joined_paths(edition: Edition, joins: str) -> tuple[str, ...]:
    """The files that a dump joins: those of a format that has one a record, or the JSON of a kind of records."""
    formats = {one.template: one for one in all_record_feeds()}
    if joins not in formats:
        return record_paths(edition, joins)
    return tuple(formats[joins].path(key[1]) for key in keys_taken(edition, formats[joins]))


def record_paths(edition: Edition, kind: str) -> tuple[str, ...]:
    """The JSON files of all records of a kind, in the order of every list."""
    return tuple(record_path(*key, "json") for key in _keys(edition, kind))


def _index(edition: Edition, made: Made) -> Iterator[bytes]:
    by_record = [_record_entry(edition, one) for one in all_record_feeds()]
    yield json_bytes(
        envelope(edition, (_entry(edition, one, made) for one in all_feeds())) | {"record_feeds": by_record}
    )


def _entry(edition: Edition, one: Feed, made: Made) -> dict[str, Any]:
    """A line of the index: where a feed lies, what it is, how big, with which hash."""
    entry: dict[str, Any] = {
        "url": f"{edition.base}{one.path}",
        "record_count": one.records(edition),
        "size": made.size(one.path),
        "sha256": made.digest(one.path),
    }
    narrower = [f"{edition.base}{template}" for template in one.narrower]
    return {**entry, **_described(edition, one), **({"narrower": narrower} if narrower else {})}


def _record_entry(edition: Edition, one: RecordFeed) -> dict[str, Any]:
    """Where the files of a format lie that has one a record."""
    entry = {"url_template": f"{edition.base}{one.template}", "record_kind": one.kind}
    return {**entry, "record_count": len(keys_taken(edition, one)), **_described(edition, one)}


def _described(edition: Edition, one: Feed | RecordFeed) -> dict[str, Any]:
    """What the index says of a format, whether it has one file or one a record."""
    stated = {
        "title": one.title,
        "media_type": one.media_type,
        "version": one.version,
        "licence": edition.catalogue.settings.licence,
        "schema": f"{edition.base}{schema_path(one.schema)}" if one.schema else "",
        "conforms_to": one.conforms_to,
        "validation": one.validation,
        "loss": f"{edition.base}{loss_path(one.format)}" if one.format else "",
        "sunset": one.sunset.isoformat() if one.sunset else "",
    }
    return {name: value for name, value in stated.items() if value}


def manifest(edition: Edition) -> SiteFile:
    """What was built from what: the first file that a verifier reads."""
    feeds = {one.path: one.records(edition) for one in all_feeds()}
    as_of = edition.catalogue.as_of
    document = {
        "schema_version": SCHEMA_VERSION,
        "base_url": edition.base,
        "languages": list(edition.catalogue.settings.languages),
        "record_counts": feeds,
        **({"as_of": as_of.isoformat()} if as_of else {}),
        **({"commit": edition.history.head} if edition.history else {}),
    }
    return SiteFile("manifest.json", json_bytes(document))
