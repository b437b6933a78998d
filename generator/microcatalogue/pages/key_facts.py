"""The facts that people choose by: who awards it, how much, at what level, how, where, when, and who pays."""

from __future__ import annotations

from ..model import Offering, Price, Run
from .applying import deadline
from .learning import next_run
from .parts import Row, Value, Words, stated, there
from .speaker import Speaker


def key_facts(offering: Offering, speaker: Speaker) -> tuple[Row, ...]:
    """The key facts as rows; what everybody asks for shows even where it is not stated."""
    say, workload, level = speaker.say, offering.workload, offering.level
    run = next_run(offering, speaker.catalogue.as_of) if offering.status == "active" else None
    bodies = speaker.catalogue.awarding_bodies(offering)
    return (
        Row(
            say("Credits"),
            there(speaker.number(workload.ects if workload else None, speaker.language.gettext("{number} ECTS"))),
            gloss=say("One ECTS credit stands for 25 to 30 hours of work, homework included."),
        ),
        speaker.row(say("Hours of work"), speaker.number(workload.hours if workload else None)),
        *stated(say("Hours a week"), speaker.number(run.hours_per_week) if run else None),
        speaker.row(say("Level"), speaker.code("eqf", level.eqf) if level else None, _no_level(offering, speaker)),
        speaker.row(say("Languages of teaching"), *speaker.languages(offering.languages)),
        speaker.row(say("Form of participation"), *speaker.codes("participation", offering.participation)),
        *stated(say("Where"), *_where(run, speaker)),
        *stated(say("Next start"), _start(run, speaker)),
        *stated(say("Apply by"), deadline(run, speaker) if run else None),
        speaker.row(say("Price"), *_prices((run.price if run else ()) or offering.price, speaker)),
        *stated(
            say("Who may pay"), *speaker.codes("funding-scheme", dict.fromkeys(one.scheme for one in offering.funding))
        ),
        speaker.row(say("Awarded by"), *(speaker.body(body) for body in bodies)),
    )


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
