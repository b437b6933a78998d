"""Which runs of an offering one can still take part in on a day, and which deadline comes next."""

from __future__ import annotations

from datetime import date, timedelta

from .model import Offering, Run

OVER = frozenset({"full", "cancelled"})
"""Statuses of runs that nobody can apply for any more."""


KEPT_DAYS = 365
"""A deadline stays in calendars for so long after it: what has just passed should not vanish from those of subscribers."""


def runs_of(offering: Offering) -> tuple[Run, ...]:
    """The runs of an offering; a suspended one has none."""
    return () if offering.status == "suspended" else offering.runs


def told_deadlines(offering: Offering, as_of: date | None) -> tuple[tuple[date, Run], ...]:
    """The last days to apply that calendars show, with their runs, whatever their status; all of them without a date."""
    since = as_of - timedelta(days=KEPT_DAYS) if as_of else date.min
    return tuple((run.apply_by, run) for run in offering.runs if run.apply_by and run.apply_by >= since)


def lasting_runs(offering: Offering, as_of: date | None) -> tuple[Run, ...]:
    """The runs of an active offering that are neither full, cancelled nor over; without a date none is over."""
    if offering.status != "active":
        return ()
    return tuple(run for run in offering.runs if run.status not in OVER and not _is_over(run, as_of))


def _is_over(run: Run, as_of: date | None) -> bool:
    """Whether the last day to apply is past, or, where none is stated, the last day or month on which it starts."""
    if as_of is None:
        return False
    if run.apply_by:
        return run.apply_by < as_of
    return bool(run.starts and not run.rolling and run.starts.last_day < as_of)


def urgency(offering: Offering, as_of: date | None) -> tuple[int, date]:
    """By which lists put the next deadline first: dated ones by day, then what starts at any time, the rest, what ended."""
    if offering.status == "withdrawn":
        return 4, date.max
    runs = lasting_runs(offering, as_of)
    closing = min((run.apply_by for run in runs if run.apply_by), default=None)
    if closing:
        return 0, closing
    return (1 if any(run.rolling for run in runs) else 2 if runs else 3), date.max
