"""Validators of what one subscribes to: calendars, Atom, JSON Feed, of the whole catalogue and of its parts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path as FilePath

from .verdict import BuiltSite, FeedFile, Verdict, each, judged, library

Find = Callable[[FilePath], Iterator[str]]

_JSON_FEED = "JSON Feed 1.1"
# A calendar without days holds its time zone, since it may not be empty (RFC 5545, 3.6).
_COMPONENTS = frozenset({"VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"})


def verdicts(site: BuiltSite) -> Iterator[Verdict]:
    """What is said of each calendar and feed: that of the whole catalogue, then all others of its form."""
    for media_type, validator, find in (
        ("text/calendar", "icalendar", _events),
        ("application/atom+xml", "feedparser", _entries),
        ("application/feed+json", _JSON_FEED, _posts),
    ):
        for one in site.of(media_type):
            yield from _of_form(site, one, validator, find)


def _of_form(site: BuiltSite, one: FeedFile, validator: str, find: Find) -> Iterator[Verdict]:
    whole = site.folder / one.path
    top = one.path.partition("/")[0]
    parts = [path for path in sorted((site.folder / top).rglob(f"*{whole.suffix}")) if path != whole]
    for shown, records, paths in ((one.path, one.records, [whole]), (f"{top}/…{whole.suffix}", len(parts), parts)):
        yield judged(shown, records, validator, partial(_judge, site, paths, validator, find))


def _judge(site: BuiltSite, paths: Sequence[FilePath], validator: str, find: Find) -> tuple[str, Iterator[str]]:
    return _named(validator), each(site, paths, find)


def _named(validator: str) -> str:
    return validator if validator == _JSON_FEED else library(validator)[1]


def _events(path: FilePath) -> Iterator[str]:
    """What is wrong with a calendar."""
    icalendar, _ = library("icalendar")
    for event in icalendar.Calendar.from_ical(path.read_bytes()).walk():
        yield from (str(error) for error in event.errors)
        if event.name not in _COMPONENTS:
            yield f"{event.name} is nothing that a calendar holds"
        if event.name == "VEVENT" and not all(field in event for field in ("UID", "DTSTAMP", "DTSTART")):
            yield "an event without UID, DTSTAMP or DTSTART"


def _entries(path: FilePath) -> Iterator[str]:
    """What is wrong with a feed in Atom."""
    feedparser, _ = library("feedparser")
    read = feedparser.parse(path.read_bytes())
    if read.bozo:
        yield str(read.bozo_exception)
    for entry in read.entries:
        if not (entry.get("id") and entry.get("updated")):
            yield "an entry without id or time"


def _posts(path: FilePath) -> Iterator[str]:
    """What is wrong with a JSON Feed, by what its specification says that there must be."""
    document = json.loads(path.read_bytes())
    if document.get("version") != "https://jsonfeed.org/version/1.1" or not document.get("title"):
        yield "no version or no title"
    ids = [item.get("id") for item in document.get("items", ())]
    if "items" not in document or not all(isinstance(id, str) and id for id in ids) or len(ids) != len(set(ids)):
        yield "items without an id of their own"
    if not all("content_text" in item or "content_html" in item for item in document.get("items", ())):
        yield "an item without content"
