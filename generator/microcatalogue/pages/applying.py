"""Deadlines: the last day to apply for a run, with the moments between which a browser may say that it is open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo

from ..catalogue import Catalogue
from ..model import Offering, Run
from ..runs import OVER
from .parts import Deadline
from .speaker import Speaker


@dataclass(frozen=True, slots=True)
class Closing:
    """A run that one can apply for until a stated day."""

    day: date
    offering: Offering
    run: Run


def closings(catalogue: Catalogue) -> tuple[Closing, ...]:
    """The runs of active offerings that close on the as-of date or later, the next first.

    Full and cancelled runs are left out. Without an as-of date all are given.
    """
    found = (Closing(run.apply_by, offering, run) for offering, run in _open_runs(catalogue) if run.apply_by)
    as_of = catalogue.as_of
    coming = (one for one in found if as_of is None or one.day >= as_of)
    return tuple(sorted(coming, key=lambda one: (one.day, one.offering.id, one.run.id)))


def _open_runs(catalogue: Catalogue) -> Iterator[tuple[Offering, Run]]:
    for offering in catalogue.published_offerings:
        if offering.status == "active":
            yield from ((offering, run) for run in offering.runs if run.status not in OVER)


def deadline(run: Run, speaker: Speaker) -> Deadline | None:
    """The last day to apply for a run; it ends at 23:59:59 in the catalogue's time zone. None where none is stated."""
    if run.apply_by is None:
        return None
    zone = _zone(speaker.catalogue.settings.time_zone)
    opens = datetime.combine(run.apply_from, time.min, zone).isoformat() if run.apply_from else ""
    closes = datetime.combine(run.apply_by, time(23, 59, 59), zone).isoformat()
    words = speaker.language.date(run.apply_by)
    return Deadline(words, run.apply_by.isoformat(), opens, closes, run.status not in OVER)


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
