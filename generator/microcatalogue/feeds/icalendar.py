"""Calendars of days as RFC 5545 writes them: lines of at most 75 octets, texts escaped, the same bytes for the same days.

Nothing here knows the catalogue. Besides RFC 5545, what calendars are called and how often to look again is said as
RFC 7986 has it, and as older programs read it (X-WR-CALNAME, X-PUBLISHED-TTL).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

MEDIA_TYPE = "text/calendar"
VERSION = "2.0"

_LONGEST = 75
"""Octets of a line without its end (RFC 5545, 3.1)."""

# A backslash, a comma and a semicolon are escaped, a line end is written as letters (3.3.11); no control character may
# stand in a text, a tab excepted.
_ESCAPES = str.maketrans(
    {code: None for code in (*range(32), 127) if code not in (9, 10)}
    | {ord("\\"): "\\\\", ord(","): "\\,", ord(";"): "\\;", ord("\n"): "\\n"}
)

# A calendar has to have a component (3.6), so one without days has the one that says nothing of any: a time zone.
_NO_DAYS = (
    *("BEGIN:VTIMEZONE", "TZID:Etc/UTC", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0000"),
    *("TZOFFSETTO:+0000", "END:STANDARD", "END:VTIMEZONE"),
)


@dataclass(frozen=True, slots=True)
class Day:
    """Something on one whole day. `uid` never changes; `version` and `changed` say which state of it this is."""

    uid: str
    day: date
    version: int
    changed: datetime
    cancelled: bool
    summary: str
    description: str
    url: str
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days with what they are called together: `address` is that of the file, `page` that of the page that shows them."""

    address: str
    page: str
    name: str
    language: str
    days: tuple[Day, ...]


def calendar_bytes(calendar: Calendar) -> bytes:
    """The file of a calendar, in UTF-8."""
    return b"".join(folded(line) for line in _lines(calendar))


def _lines(calendar: Calendar) -> Iterator[str]:
    name = escaped(calendar.name)
    yield from ("BEGIN:VCALENDAR", f"VERSION:{VERSION}", "PRODID:-//Microcatalogue//Deadlines//EN")
    yield from (f"UID:{escaped(calendar.address)}", f"NAME;LANGUAGE={calendar.language}:{name}", f"X-WR-CALNAME:{name}")
    yield from (f"URL:{calendar.page}", f"SOURCE;VALUE=URI:{calendar.address}")
    yield from ("REFRESH-INTERVAL;VALUE=DURATION:P1D", "X-PUBLISHED-TTL:P1D")
    for day in calendar.days:
        yield from _day(day, calendar.language)
    if not calendar.days:
        yield from _NO_DAYS
    yield "END:VCALENDAR"


def _day(day: Day, language: str) -> Iterator[str]:
    changed = f"{day.changed:%Y%m%dT%H%M%SZ}"
    yield "BEGIN:VEVENT"
    yield from (f"UID:{escaped(day.uid)}", f"DTSTAMP:{changed}", f"LAST-MODIFIED:{changed}", f"SEQUENCE:{day.version}")
    yield f"DTSTART;VALUE=DATE:{_compact(day.day)}"
    yield f"DTEND;VALUE=DATE:{_compact(day.day + timedelta(days=1))}"  # the day after it, which is not part of it
    yield f"STATUS:{'CANCELLED' if day.cancelled else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"  # nobody is busy on that day because of it
    yield f"SUMMARY;LANGUAGE={language}:{escaped(day.summary)}"
    yield f"DESCRIPTION;LANGUAGE={language}:{escaped(day.description)}"
    if day.categories:
        yield f"CATEGORIES;LANGUAGE={language}:{','.join(map(escaped, day.categories))}"
    yield f"URL:{day.url}"
    yield "END:VEVENT"


def _compact(day: date) -> str:
    return day.isoformat().replace("-", "")


def escaped(text: str) -> str:
    """A text as a value of the type TEXT."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_ESCAPES)


def folded(line: str) -> bytes:
    """A line with its end, broken so that no part has more than 75 octets and no character is cut."""
    octets = line.encode()
    parts: list[bytes] = []
    while len(octets) > _LONGEST - bool(parts):
        end = _LONGEST - bool(parts)
        while octets[end] & 0xC0 == 0x80:  # within a character
            end -= 1
        parts.append(octets[:end])
        octets = octets[end:]
    return b"\r\n ".join((*parts, octets)) + b"\r\n"
