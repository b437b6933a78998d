"""What a staged site has to show before it takes the old one's place: files as they lie on the disk, not as they were meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path as FilePath
from typing import IO, Any

import jsonschema_rs
import orjson

from .checksums import entries
from .disk import content_of
from .edition import Edition
from .feeds import api
from .feeds.registry import API, RECORD_FOLDERS, Feed, all_feeds, all_record_feeds
from .feeds.schemas import feed_schema
from .pages import directory
from .pages.sheet import sheet_path
from .publish import Check
from .urls import KIND_FOLDERS, file_of, page
from .workers import Advance, in_shares


def checks(edition: Edition) -> tuple[Check, ...]:
    """The checks of a staged site of an edition; each gives what is wrong as sentences."""
    return (_feeds_conform, partial(_dumps_are_whole, edition), partial(_pages_are_all_there, edition))


def _feeds_conform(site: FilePath, kept: Collection[str]) -> Iterator[str]:
    """Every feed that has a schema conforms to it; dumps are looked at by themselves, files that were kept were before."""
    found = [(f"{API}/index.json", "index")]
    for one in all_feeds():
        if one.schema and one.media_type == "application/json" and not one.joins:
            found.append((one.path, one.schema))
    for kind, folder in RECORD_FOLDERS.items():
        found += [(path, kind) for path in _below(site, f"{API}/{folder}") if path.endswith(".json")]
    for form in all_record_feeds():
        if form.schema:
            found += [(path, form.schema) for path in _below(site, form.folder) if path.endswith(form.ending)]
    new = [one for one in found if one[0] not in kept]
    for problems in in_shares(new, partial(_conform, site)):
        yield from problems


def _conform(site: FilePath, found: Sequence[tuple[str, str]], told: Advance) -> list[str]:
    """What is wrong with a share of the files, each with the name of its schema."""
    problems: list[str] = []
    for path, schema in found:
        problems += _conforms(site, path, schema)
        told(1)
    return problems


def _conforms(site: FilePath, path: str, schema: str) -> Iterator[str]:
    try:
        document = orjson.loads(content_of(site / path))
    except (OSError, ValueError) as trouble:
        yield f"{path} cannot be read back: {trouble}"
        return
    yield from _departures(path, document, schema)


def _departures(path: str, document: Any, schema: str) -> Iterator[str]:
    validator = _validator(schema)
    if validator.is_valid(document):
        return
    for error in validator.iter_errors(document):
        where = "/".join(str(step) for step in error.instance_path)
        yield f"{path} does not conform to its schema at {where or 'the top'}: {error.message[:200]}"


@cache
def _validator(schema: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(dict(feed_schema(schema)))


def _dumps_are_whole(edition: Edition, site: FilePath, _kept: Collection[str]) -> Iterator[str]:
    """Every dump is an envelope that conforms with the records between its halves, whose own files were judged.

    It is compared piece by piece: to read it back as one document would take memory that grows with the catalogue.
    """
    for one in (feed for feed in all_feeds() if feed.joins):
        envelope = b"".join(one.render(edition))
        if envelope and one.schema:
            yield from _departures(one.path, orjson.loads(envelope), one.schema)
        try:
            with (site / one.path).open("rb") as file:
                whole = _is_made_of(file, _pieces(edition, one, envelope, site))
        except OSError as trouble:
            yield f"{one.path} cannot be read back: {trouble}"
            continue
        if not whole:
            yield f"{one.path} is not made of its envelope and the files of its records"


def _pieces(edition: Edition, one: Feed, envelope: bytes, site: FilePath) -> Iterator[bytes]:
    """What a dump has to be made of; said here again on purpose, since its maker would repeat its own mistake."""
    before, opening, after = envelope.partition(f'"{one.joined_in}":['.encode())
    yield before + opening
    for number, path in enumerate(api.joined_paths(edition, one.joins)):
        line = content_of(site / path)
        if envelope:
            yield (b"," if number else b"") + line.removesuffix(b"\n")
        else:
            yield line
    yield after


def _is_made_of(file: IO[bytes], pieces: Iterable[bytes]) -> bool:
    return all(file.read(len(piece)) == piece for piece in pieces) and not file.read(1)


def _pages_are_all_there(edition: Edition, site: FilePath, _kept: Collection[str]) -> Iterator[str]:
    """Every record has its page in every language and its file, at each id that it has or had, and no other is there."""
    for kind in ("provider", "offering", "pathway"):
        keys = [key for key in edition.published() if key[0] == kind]
        ids = [shown for key in keys for shown in (key[1], *edition.former_ids(key))]
        for language in edition.catalogue.settings.languages:
            folder = f"{language}/{KIND_FOLDERS[kind]}"
            lists = {file_of(path) for path, _ in directory.pages(edition, language)}
            wanted = {file_of(page(language, kind, shown)) for shown in ids}
            if kind == "offering":
                wanted |= {file_of(sheet_path(language, shown)) for shown in ids}
            found = {path for path in _below(site, folder) if path.endswith("/index.html")} - lists
            if found != wanted:
                lacking, strange = len(wanted - found), len(found - wanted)
                yield f"{folder}/ lacks {lacking} of {len(wanted)} pages and has {strange} that belong to no record"
        records = sum(path.endswith(".json") for path in _below(site, f"{API}/{RECORD_FOLDERS[kind]}"))
        if records != len(ids):
            yield f"{API}/{RECORD_FOLDERS[kind]}/ has {records} records; {len(ids)} were to be made"


def _below(site: FilePath, folder: str) -> Iterator[str]:
    """The paths of the files in a folder of the site, which need not be there."""
    if (site / folder).is_dir():
        yield from (f"{folder}/{path}" for path, _ in entries(site / folder))
