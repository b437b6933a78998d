"""The page of changes: what is new, changed, renamed and withdrawn, by day, the latest first, fifty a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby

from ..edition import Edition
from ..feeds.subscriptions import ATOM, JSON_FEED
from ..history import Change, ChangeKind
from ..repository import commit_url
from .frame import Page, Site
from .language import Language, message
from .paging import numbered, on_page, page_paths, pager
from .parts import Link, Table, Value, Words, there
from .speaker import Speaker
from .subscribe import subscribing

KINDS = {
    "provider": message("Provider"),
    "offering": message("Micro-credential"),
    "pathway": message("Pathway"),
    "recognition-policy": message("Recognition policy"),
}
WORDS = {
    ChangeKind.CREATED: message("published"),
    ChangeKind.UPDATED: message("changed"),
    ChangeKind.WITHDRAWN: message("withdrawn"),
    ChangeKind.REINSTATED: message("offered again"),
    ChangeKind.RENAMED: message("renamed"),
    ChangeKind.REMOVED: message("removed"),
}


def pages(edition: Edition, language: str) -> Iterator[tuple[str, Callable[[Site, Language], Page]]]:
    """The path of every page of changes in a language, and how it is made; one page says so where there is no past."""
    entries = len(edition.history.changes) if edition.history else 0
    for number, path in enumerate(page_paths(f"{language}/changes/", entries), 1):
        yield path, partial(_changes, path=path, number=number)


def _changes(site: Site, language: Language, *, path: str, number: int) -> Page:
    speaker = site.speaker(language, path)
    log = tuple(reversed(site.history.changes)) if site.history else ()
    days = groupby(on_page(log, number), key=lambda one: one.time.date())
    content = {
        "lead": language.say_many("{number} change in all", "{number} changes in all", len(log)) if log else "",
        "days": tuple((day.isoformat(), _table(language.date(day), tuple(those), speaker)) for day, those in days),
        "feed": speaker.link("api/v1/changes.json"),
        "pager": pager(f"{language.code}/changes/", len(log), number, speaker),
    }
    title = numbered(Words(speaker.say("Changes")), number, speaker)
    offered = subscribing(site, speaker, forms=(ATOM, JSON_FEED))
    return Page("changes.html.j2", path, title, content, subscribing=offered)


def _table(day: str, those: tuple[Change, ...], speaker: Speaker) -> Table:
    say = speaker.say
    columns = (say("What happened"), say("Record"), say("Kind"))
    return Table(day, columns, tuple(_line(one, speaker) for one in those))


def _line(one: Change, speaker: Speaker) -> tuple[tuple[Value, ...], ...]:
    kind = speaker.say(KINDS[one.kind])
    return ((happened(one, speaker),), there(_record(one, speaker)), (Words(kind),))


def happened(one: Change, speaker: Speaker) -> Value:
    """What a change was, with a link to its commit where the repository has pages."""
    said = Words(speaker.say(WORDS[one.change]))
    url = commit_url(speaker.catalogue.settings, one.commit) if one.commit else None
    return Link(said, url, outside=True) if url else said


def _record(one: Change, speaker: Speaker) -> Value | None:
    """The record's page, also where it has another id by now; its id alone where it is gone."""
    kind = "provider" if one.kind == "recognition-policy" else one.kind
    known = speaker.to(kind, one.id)
    if isinstance(known, Link):
        return known
    return Words(one.id)
