"""Days and hours as the model writes them: every date is a moment, every duration in days or hours."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

_LAST_SECOND = time(23, 59, 59)


def beginning(day: date, zone: str) -> str:
    """The first moment of a day in a time zone, as xsd:dateTime."""
    return datetime.combine(day, time(), _zone(zone)).isoformat()


def end(day: date, zone: str) -> str:
    """The last second of a day in a time zone, as xsd:dateTime: a deadline ends then."""
    return datetime.combine(day, _LAST_SECOND, _zone(zone)).isoformat()


def midnight(day: date, _zone: str) -> str:
    """A day that is the same wherever one is, such as that of a birth, as xsd:dateTime."""
    return f"{day.isoformat()}T00:00:00Z"


def moment(when: datetime) -> str:
    """A moment in UTC, as xsd:dateTime."""
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def hours(number: Decimal) -> str:
    """So many hours as xsd:duration, to the second."""
    seconds = round(number * 3600)
    whole, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    return f"PT{whole}H" + (f"{minutes}M" if minutes else "") + (f"{left}S" if left else "")


def weeks(number: Decimal) -> str:
    """So many weeks as xsd:duration, which knows none: days, and hours where they are no whole number."""
    days, rest = divmod(round(number * 7 * 24), 24)
    return f"P{days}D" + (f"T{rest}H" if rest else "") if days else f"PT{rest}H"


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
