"""Examples of every part that pages are made of, for the guide's living page: real values through the real templates."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from .paging import Pager
from .parts import Bar, Card, Chart, Coded, Deadline, Group, Link, Row, Section, Subscribing, Table, Words
from .speaker import Speaker


def living_parts(speaker: Speaker) -> dict[str, Any]:
    """One example of each part, in the page's language."""
    say = speaker.say
    here = Link(Words(say("A link")), "#parts")
    level = speaker.code("eqf", 5) or Coded("5", "5")
    closing = _closing(speaker)
    rows = (
        Row(say("Credits"), (Words(speaker.language.gettext("{number} ECTS").format(number=2)),)),
        Row(say("Level"), (level,)),
        Row(say("Apply by"), (closing,)),
        Row(say("Price")),
    )
    return {
        "facts": rows,
        "rows": rows,
        "group": Group(Words(say("A part with rows of its own")), rows[:2], marks=(level,)),
        "section": Section("living-section", say("A section"), rows[:2], note=say("A note under it")),
        "card": Card(
            here,
            Words(say("Provider")),
            Words(say("One or two plain sentences.")),
            ("2 ECTS", level.label),
            "",
            closing,
        ),
        "table": _table(speaker, here),
        "chart": _chart(speaker, here),
        "notice": Section("living-notice", say("Withdrawn"), rows[:1], lead=say("What a reader has to know first.")),
        "pager": Pager((("1", "#parts"), ("2", "#parts"), ("…", ""), ("9", "#parts")), "2", "#parts", "#parts"),
        "trail": (here, Link(Words(say("Provider")), "#parts")),
        "subscribing": Subscribing(say("A value"), "#parts", "#parts", "#parts"),
        "search": speaker.link(f"{speaker.language.code}/browse/"),
    }


def _closing(speaker: Speaker) -> Deadline:
    """A deadline on the first day of the year after the edition's: it is always still to come when published."""
    day = date((speaker.catalogue.as_of or date(2030, 1, 1)).year + 1, 1, 31)
    closes = datetime.combine(day, time(23, 59, 59), ZoneInfo(speaker.catalogue.settings.time_zone))
    return Deadline(speaker.language.date(day), day.isoformat(), "", closes.isoformat())


def _table(speaker: Speaker, link: Link) -> Table:
    say = speaker.say
    columns = (say("Record"), say("Kind"), say("What happened"))
    lines = (
        ((link,), (Words(say("Micro-credential")),), (Words(say("published")),)),
        ((link,), (Words(say("Provider")),), (Words(say("changed")),)),
    )
    return Table(say("A table with its caption"), columns, lines)


def _chart(speaker: Speaker, link: Link) -> Chart:
    say, number = speaker.say, speaker.language.number
    bars = (Bar(link, number(12), 100), Bar(Words(say("A value")), number(3), 25))
    return Chart("living-chart", say("Numbers as bars"), say("Micro-credentials"), bars)
