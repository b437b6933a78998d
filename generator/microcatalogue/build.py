"""Builds a catalogue: from the folder of files to everything that will be published, checked before it is.

Knows the order of the work; each step lives elsewhere. Nothing here prints, exits or looks at a clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, partial
from os import SEEK_END
from pathlib import Path as FilePath
from typing import Any

import jsonschema_rs
import orjson

from .edition import Edition
from .feeds import api
from .feeds.registry import API, RECORD_FOLDERS, all_feeds
from .feeds.schemas import feed_schema, schema_files
from .guide.article import Guide
from .pages.site import make_ready, planned_files, planned_pictures, prepare
from .publish import Check
from .site_file import Part, Planned, SiteFile, made
from .urls import KIND_FOLDERS, file_of, page
from .workers import Advance, in_shares


def planned(edition: Edition, root: FilePath, guide: Guide | None = None, *, whole: bool = False) -> Iterator[Part]:
    """Every file that the site of an edition will have; pictures are read from the catalogue folder `root`.

    `whole` says that all of them will be made, so that what they share is made first and not in every process.
    """
    site, pages = prepare(edition, guide)
    if whole:
        make_ready(site)
    yield from planned_files(site, pages)
    yield from planned_pictures(edition, root)
    yield from api.planned_records(edition)
    yield from (Planned.ready(schema) for schema in schema_files())
    yield Planned("manifest.json", partial(api.manifest, edition))
    yield from api.derived_feeds(edition)


def site_files(edition: Edition, root: FilePath, guide: Guide | None = None) -> Iterator[SiteFile]:
    """Every file of the site of an edition, made."""
    return made(planned(edition, root, guide))


def checks(edition: Edition) -> tuple[Check, ...]:
    """What a staged site has to show before it takes the old one's place."""
    return (_feeds_conform, partial(_dumps_are_whole, edition), _counts_of(edition))


def _feeds_conform(site: FilePath) -> Iterator[str]:
    """Every feed that has a schema conforms to it, as it lies on the disk; dumps are looked at by themselves."""
    found = [(f"{API}/index.json", "index")]
    for one in all_feeds():
        if one.schema and one.media_type == "application/json" and not one.joins:
            found.append((one.path, one.schema))
    for kind, folder in RECORD_FOLDERS.items():
        paths = sorted((site / API / folder).rglob("*.json"))
        found += [(path.relative_to(site).as_posix(), kind) for path in paths]
    for problems in in_shares(found, partial(_conform, site)):
        yield from problems


def _dumps_are_whole(edition: Edition, site: FilePath) -> Iterator[str]:
    """Every dump has its envelope and between its halves as many bytes as the files of its records, which were judged.

    To read it back as one document would take memory that grows with the catalogue.
    """
    for one in (feed for feed in all_feeds() if feed.joins):
        envelope = one.render(edition)
        head, tail = api.halves(envelope)
        paths = api.record_paths(edition, one.joins)
        items = sum((site / path).stat().st_size for path in paths)
        commas = max(0, len(paths) - 1) - len(paths) if envelope else 0  # in place of the line ends
        with (site / one.path).open("rb") as file:
            starts = file.read(len(head)) == head
            file.seek(-len(tail), SEEK_END)
            whole = starts and file.read() == tail and file.tell() == len(head) + items + commas + len(tail)
        if not whole:
            yield f"{one.path} is not made of its envelope and the files of its records"
        if envelope:
            yield from _departures(one.path, orjson.loads(envelope), one.schema)


def _conform(site: FilePath, found: Sequence[tuple[str, str]], told: Advance) -> list[str]:
    """What is wrong with a share of the files, each with the name of its schema."""
    problems: list[str] = []
    for path, schema in found:
        problems += _conforms(site, path, schema)
        told(1)
    return problems


def _conforms(site: FilePath, path: str, schema: str) -> Iterator[str]:
    try:
        document = orjson.loads((site / path).read_bytes())
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


def _counts_of(edition: Edition) -> Check:
    """Every record has its page in every language and its file, at each id that it has or had."""

    def count(site: FilePath) -> Iterator[str]:
        for kind in ("provider", "offering", "pathway"):
            keys = [key for key in edition.published() if key[0] == kind]
            ids = [shown for key in keys for shown in (key[1], *edition.former_ids(key))]
            for language in edition.catalogue.settings.languages:
                lost = sum(1 for shown in ids if not (site / file_of(page(language, kind, shown))).is_file())
                if lost:
                    yield f"{language}/{KIND_FOLDERS[kind]}/ lacks {lost} pages; {len(ids)} were to be made"
            found = sum(1 for _ in (site / API / RECORD_FOLDERS[kind]).rglob("*.json"))
            if found != len(ids):
                yield f"{API}/{RECORD_FOLDERS[kind]}/ has {found} records; {len(ids)} were to be made"

    return count
