"""Calendars of deadlines: the last day to apply for each run that states one, to come or not long past.

A month alone gives no day. What is cancelled stays as cancelled for as long, so that calendars of subscribers learn of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from ..edition import Edition
from ..history import RecordHistory
from ..model import Offering, Run
from ..pages.language import Language
from ..runs import told_deadlines
from ..urls import iri, page
from ..vocabulary import vocabulary
from .icalendar import Calendar, Day
from .subscriptions import Subscription, page_of, title_of

_START_OF_TIME = datetime.fromtimestamp(0, UTC)
"""The time of what has neither a past nor a day on which it holds: it says that none is known."""


def calendar_of(edition: Edition, one: Subscription, language: Language) -> Calendar:
    """The deadlines of a part of the catalogue, in order of offering and run as its file has them."""
    days = (
        _day(edition, offering, run, day, language)
        for offering in edition.with_deadlines(one.scope)
        for day, run in told_deadlines(offering, edition.catalogue.as_of)
    )
    address, name = f"{edition.base}{one.path}", title_of(edition, one, language)
    return Calendar(address, page_of(edition, one), name, language.code, tuple(days))


def number_of_days(edition: Edition, one: Subscription) -> int:
    """How many deadlines a calendar has."""
    as_of = edition.catalogue.as_of
    return sum(len(told_deadlines(offering, as_of)) for offering in edition.with_deadlines(one.scope))


def time_without_past(edition: Edition) -> datetime:
    """The time that stands for that of a change where nothing is known of the past: the as-of date, where there is one."""
    as_of = edition.catalogue.as_of
    return datetime.combine(as_of, time(), UTC) if as_of else _START_OF_TIME


def _day(edition: Edition, offering: Offering, run: Run, day: date, language: Language) -> Day:
    past = edition.past(("offering", offering.id))
    url = f"{edition.base}{page(language.code, 'offering', offering.id)}"
    fields = vocabulary("isced-f")
    return Day(
        uid=_uid(edition, offering, run, past),
        day=day,
        version=past.version - 1 if past else 0,
        changed=past.modified if past else time_without_past(edition),
        cancelled=_is_cancelled(offering, run),
        summary=_summary(edition, offering, run, language),
        description="\n".join((*_description(edition, offering, run, language), url)),
        url=url,
        categories=tuple(fields[code].label(language.code) for code in offering.isced_f if code in fields),
    )


def _uid(edition: Edition, offering: Offering, run: Run, past: RecordHistory | None) -> str:
    """From the first id that the record had and from the run: neither a new date nor another id makes another day."""
    return iri(edition.base, "offering", past.first.id if past else offering.id, f"deadline-{run.id}")


def _is_cancelled(offering: Offering, run: Run) -> bool:
    return offering.status in ("withdrawn", "suspended") or run.status == "cancelled"


def _summary(edition: Edition, offering: Offering, run: Run, language: Language) -> str:
    """What happens on the day; calendars that show no status show at least these words."""
    catalogue = edition.catalogue
    preferred = language.code, catalogue.default_language(offering), "en"
    provider = catalogue.providers.get(offering.provider)
    by = provider.name.best(*preferred)[1] if provider else offering.provider
    what = f"{offering.title.best(*preferred)[1]} – {by}"
    if _is_cancelled(offering, run):
        return language.say("Cancelled: {what}", what=what)
    if run.status == "full":
        return language.say("Full: {what}", what=what)
    return language.say("Apply by: {what}", what=what)


def _description(edition: Edition, offering: Offering, run: Run, language: Language) -> Iterator[str]:
    """Short facts: why it does not count any more, or until when it does; when it begins, how much it is, how and where."""
    say = language.say
    if offering.status == "suspended":
        yield say("This micro-credential is not offered at present.")
    elif offering.status == "withdrawn":
        yield say("This micro-credential is no longer offered.")
    elif run.status in ("cancelled", "full"):
        yield vocabulary("run-status")[run.status].gloss(language.code)
    else:
        yield say("The deadline ends at 23:59 in the time zone {zone}.", zone=edition.catalogue.settings.time_zone)
    if run.starts:
        yield stated(say("Starts"), language.date(run.starts))
    facts = tuple(_facts(offering, run, language))
    if facts:
        yield " · ".join(facts)


def stated(label: str, words: str) -> str:
    """A fact in plain text."""
    return f"{label}: {words}"


def _facts(offering: Offering, run: Run, language: Language) -> Iterator[str]:
    forms = vocabulary("participation")
    if offering.workload and offering.workload.ects is not None:
        yield language.gettext("{number} ECTS").format(number=language.number(offering.workload.ects))
    stated = (run.participation,) if run.participation else offering.participation
    yield from (forms[code].label(language.code) for code in stated if code in forms)
    yield from (language.language_name(code) for code in run.languages or offering.languages)
