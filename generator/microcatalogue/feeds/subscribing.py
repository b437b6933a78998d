"""The files that one can subscribe to, planned; those of the whole catalogue stand in the index of all feeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from ..edition import Edition
from ..pages.language import Language
from ..scope import ALL
from ..site_file import Planned, SiteFile
from . import atom, icalendar, json_feed
from .deadlines import calendar_of, number_of_days
from .news import news_of, number_of_entries
from .registry import planned_feed
from .subscriptions import (
    ATOM,
    CALENDAR,
    JSON_FEED,
    Subscription,
    former_paths,
    subscription,
    subscriptions,
    templates,
    whole_path,
)

_Number = Callable[[Edition, Subscription], int]

_BYTES: dict[str, Callable[[Edition, Subscription, Language], bytes]] = {
    CALENDAR: lambda edition, one, language: icalendar.calendar_bytes(calendar_of(edition, one, language)),
    ATOM: lambda edition, one, language: atom.atom_bytes(news_of(edition, one, language)),
    JSON_FEED: lambda edition, one, language: json_feed.json_feed_bytes(news_of(edition, one, language)),
}


def _whole(edition: Edition, form: str) -> Subscription:
    return subscription(edition, ALL, form, edition.catalogue.settings.languages[0])


def _list(form: str, title: str, media_type: str, version: str, number: _Number) -> None:
    planned_feed(
        whole_path(form),
        title,
        records=lambda edition: number(edition, _whole(edition, form)),
        media_type=media_type,
        version=version,
        narrower=templates(form),
    )


_list(CALENDAR, "Deadlines, as a calendar", icalendar.MEDIA_TYPE, icalendar.VERSION, number_of_days)
_list(ATOM, "New, changed and withdrawn, for feed readers", atom.MEDIA_TYPE, atom.VERSION, number_of_entries)
_list(JSON_FEED, "New, changed and withdrawn", json_feed.MEDIA_TYPE, json_feed.VERSION, number_of_entries)


def planned_subscriptions(edition: Edition, languages: Sequence[Language]) -> Iterator[Planned]:
    """Every calendar and feed, and each at the addresses that it had before; `languages` are those of the site."""
    spoken = {one.code: one for one in languages}
    for one in subscriptions(edition):
        for path in (one.path, *former_paths(edition, one)):
            yield Planned(path, partial(_file, edition, one, path, spoken), lasting=True)


def paths(edition: Edition) -> Iterator[str]:
    """The paths to which pages may link."""
    return (one.path for one in subscriptions(edition))


def _file(edition: Edition, one: Subscription, path: str, spoken: dict[str, Language]) -> SiteFile:
    # Of an offering the language is looked up again, since it hangs on records that somebody has to take note of.
    found = subscription(edition, one.scope, one.form, one.language)
    return SiteFile(path, _BYTES[one.form](edition, found, spoken[found.language]), _source(edition, one))


def _source(edition: Edition, one: Subscription) -> str | None:
    return (
        edition.catalogue.file(one.scope.kind, one.scope.code) if one.scope.kind in ("offering", "provider") else None
    )
