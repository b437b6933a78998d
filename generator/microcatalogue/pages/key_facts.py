"""The facts that people choose by: who awards it, how much, at what level, how, where, when, and who pays."""

from __future__ import annotations

from ..model import Offering, Price, Run
from .applying import deadline
from .language import message
from .learning import next_run
from .parts import Row, Value, Words, there
from .speaker import Speaker

FACTS = (
    ("credits", message("Credits")),
    ("hours", message("Hours of work")),
    ("hours-a-week", message("Hours a week")),
    ("level", message("Level")),
    ("languages", message("Languages of teaching")),
    ("participation", message("Form of participation")),
    ("place", message("Where")),
    ("starts", message("Next start")),
    ("closes", message("Apply by")),
    ("price", message("Price")),
    ("funding", message("Who may pay")),
    ("awarded-by", message("Awarded by")),
)
"""Codes and labels of the key facts, in order."""

# What shows only where there is something to say: most of it needs a run that one can still take part in.
_OPTIONAL = frozenset({"hours-a-week", "place", "starts", "closes", "funding"})


def key_facts(offering: Offering, speaker: Speaker) -> tuple[Row, ...]:
    """The key facts as rows; what everybody asks for shows even where it is not stated."""
    credits = speaker.say("One ECTS credit stands for 25 to 30 hours of work, homework included.")
    values = _values(offering, speaker)
    return tuple(
        Row(speaker.say(label), values[code], credits if code == "credits" else "", code=code)
        for code, label in FACTS
        if values[code] or code not in _OPTIONAL
    )


def _values(offering: Offering, speaker: Speaker) -> dict[str, tuple[Value, ...]]:
    workload, level = offering.workload, offering.level
    run = next_run(offering, speaker.catalogue.as_of) if offering.status == "active" else None
    ects = speaker.number(workload.ects if workload else None, speaker.language.gettext("{number} ECTS"))
    return {
        "credits": there(ects),
        "hours": there(speaker.number(workload.hours if workload else None)),
        "hours-a-week": there(speaker.number(run.hours_per_week) if run else None),
        "level": there(speaker.code("eqf", level.eqf) if level else None, _no_level(offering, speaker)),
        "languages": speaker.languages(offering.languages),
        "participation": speaker.codes("participation", offering.participation),
        "place": _where(run, speaker),
        "starts": there(_start(run, speaker)),
        "closes": there(deadline(run, speaker) if run else None),
        "price": _prices((run.price if run else ()) or offering.price, speaker),
        "funding": speaker.codes("funding-scheme", dict.fromkeys(one.scheme for one in offering.funding)),
        "awarded-by": there(*(speaker.body(body) for body in speaker.catalogue.awarding_bodies(offering))),
    }


def _start(run: Run | None, speaker: Speaker) -> Words | None:
    return (speaker.day(run.starts) or Words(speaker.say("at any time"))) if run else None


def _where(run: Run | None, speaker: Speaker) -> tuple[Value, ...]:
    place = run.place if run else None
    if place is None:
        return ()
    country = speaker.code("country", place.country)
    city = speaker.text(place.city)
    if city and country:
        return (Words(f"{city.text}, {country.label}", city.lang),)
    return tuple(one for one in (city, country) if one is not None)


def _prices(prices: tuple[Price, ...], speaker: Speaker) -> tuple[Words, ...]:
    """Each price with whom it is for or what it includes, where there is more than one."""
    shown = []
    for price in prices:
        words = speaker.price(price).text
        about = price.audience or (price.includes if len(prices) > 1 else None)
        shown.append(Words(f"{words}: {speaker.plain(about)}" if about else words))
    return tuple(shown)


def _no_level(offering: Offering, speaker: Speaker) -> Words | None:
    level = offering.level
    return Words(speaker.say("does not apply")) if level and level.not_applicable and not level.eqf else None
