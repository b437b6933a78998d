"""The page of deadlines: what one can still apply for, by month, fifty a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby

from ..edition import Edition
from ..feeds.subscriptions import CALENDAR
from ..model import Offering
from ..values import PartialDate
from .applying import Closing, closings, deadline
from .frame import Page, Site
from .language import Language
from .paging import numbered, on_page, page_paths, pager
from .parts import Table, Value, Words, there
from .speaker import Speaker
from .subscribe import subscribing


def pages(edition: Edition, language: str) -> Iterator[tuple[str, Callable[[Site, Language], Page]]]:
    """The path of every page of deadlines in a language, and how it is made."""
    entries = len(closings(edition.catalogue))
    for number, path in enumerate(page_paths(f"{language}/deadlines/", entries), 1):
        yield path, partial(_deadlines, path=path, number=number)


def _deadlines(site: Site, language: Language, *, path: str, number: int) -> Page:
    speaker = site.speaker(language, path)
    say = speaker.say
    entries = closings(site.catalogue)
    months = groupby(on_page(entries, number), key=lambda one: PartialDate(one.day.year, one.day.month))
    rolling = tuple(
        one
        for one in site.catalogue.published_offerings
        if one.status == "active" and any(run.rolling and run.status in (None, "open") for run in one.runs)
    )
    content = {
        "lead": language.say_many("{number} deadline to come", "{number} deadlines to come", len(entries)),
        "zone": say("Each deadline ends at 23:59 in the time zone {zone}.", zone=site.catalogue.settings.time_zone),
        "months": tuple((str(month), _table(month, tuple(those), speaker)) for month, those in months),
        "rolling": tuple(speaker.to("offering", one.id) for one in rolling[:12]) if number == 1 else (),
        "pager": pager(f"{language.code}/deadlines/", len(entries), number, speaker),
    }
    title = numbered(Words(say("Deadlines")), number, speaker)
    offered = subscribing(site, speaker, forms=(CALENDAR,))
    return Page("deadlines.html.j2", path, title, content, subscribing=offered)


def _table(month: PartialDate, those: tuple[Closing, ...], speaker: Speaker) -> Table:
    say = speaker.say
    columns = (say("Apply by"), say("Micro-credential"), say("Provider"), say("Starts"))
    return Table(speaker.language.date(month), columns, tuple(_line(one, speaker) for one in those))


def _line(one: Closing, speaker: Speaker) -> tuple[tuple[Value, ...], ...]:
    offering: Offering = one.offering
    return (
        there(deadline(one.run, speaker)),
        there(speaker.to("offering", offering.id)),
        there(speaker.to("provider", offering.provider)),
        there(speaker.day(one.run.starts)),
    )
