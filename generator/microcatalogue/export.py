"""The files of one format alone, for those who want to look at them or hand them over without a whole site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath

from .build import plan
from .edition import Edition
from .feeds.api import keys_taken
from .feeds.losses import all_losses
from .feeds.registry import Feed, RecordFeed, all_feeds, all_record_feeds, loss_path, record_path
from .site_file import Derived, Shelf

# Feeds that have no losses to report are known by what they are.
_BY_MEDIA_TYPE: Mapping[str, str] = {
    "application/atom+xml": "atom",
    "application/feed+json": "json-feed",
    "text/calendar": "icalendar",
}
OWN = "api"
"""The catalogue's own feeds."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written: its path, and its size in bytes."""

    path: str
    size: int


def format_of(one: Feed | RecordFeed) -> str:
    """The name of the format of a feed."""
    return one.format or _BY_MEDIA_TYPE.get(one.media_type, OWN)


def formats() -> tuple[str, ...]:
    """The names of all formats, in order."""
    every: tuple[Feed | RecordFeed, ...] = (*all_feeds(), *all_record_feeds())
    return tuple(sorted({format_of(one) for one in every}))


def paths_of(edition: Edition, format: str) -> Iterator[str]:
    """The files of a format: its feeds, its files of records, and the report on what it cannot say."""
    reports = {loss_path(one.format): one.format for one in all_losses()}
    for feed in all_feeds():
        if reports.get(feed.path, format_of(feed)) == format:
            yield feed.path
    for one in all_record_feeds():
        if format_of(one) == format:
            yield from (one.path(key[1]) for key in keys_taken(edition, one))
    if format == OWN:
        yield from (record_path(*key, "json") for key in edition.published())


def export(edition: Edition, root: FilePath, format: str, out: FilePath) -> Iterator[Exported]:
    """Writes the files of a format below a folder, each at the path that it has in a site; OSError where it cannot be.

    A file that is there is replaced when the new one is whole; whatever else lies in the folder stays.
    """
    parts = plan(edition, root).parts
    shelf = Shelf(parts)
    derived = {part.path: part for part in parts if isinstance(part, Derived)}
    for path in paths_of(edition, format):
        chunks = derived[path].chunks(shelf) if path in derived else iter((shelf.content(path),))
        yield Exported(path, _written(out / path, chunks))


def _written(target: FilePath, chunks: Iterator[bytes]) -> int:
    target.parent.mkdir(parents=True, exist_ok=True)
    whole = target.with_name(f".{target.name}.part")
    size = 0
    try:
        with whole.open("wb") as file:
            for chunk in chunks:
                size += file.write(chunk)
        whole.replace(target)
    finally:
        whole.unlink(missing_ok=True)
    return size
