"""The columns of a run: one time that an offering is taught. What a run leaves open is as for the whole offering."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from ...model import Price, Run
from ...pages.language import message
from ...prices import known_price
from ...urls import iri
from ...values import PartialDate
from . import sentences
from .column import BOOLEAN, CODES, DATE, INTEGER, LINES, MONTH, NUMBER, URL, Column, column
from .facts import RunFacts, words


def _prices(facts: RunFacts) -> tuple[Price, ...]:
    return facts.run.price or facts.of.offering.price


def _least(facts: RunFacts) -> Decimal | None:
    prices = _prices(facts)
    return known_price(replace(facts.of.offering, price=prices), prices[0].currency) if prices else None


def _day(stated: PartialDate | None) -> date | None:
    return stated.first_day if stated and stated.day else None


def _month(stated: PartialDate | None) -> str | None:
    return str(stated)[:7] if stated else None


def _application(run: Run, facts: RunFacts) -> str | None:
    own = run.application.url if run.application else None
    whole = facts.of.offering.application
    return own or (whole.url if whole else None)


RUN_COLUMNS: tuple[Column[RunFacts], ...] = (
    column(
        "offering",
        lambda f: f.of.offering.id,
        title=message("Offering"),
        description=message("The id of the offering, as in the table of offerings."),
        required=True,
    ),
    column(
        "run",
        lambda f: f.run.id,
        says="runs.id",
        title=message("Run"),
        description=message("The id of the run, which is unique within the offering."),
        required=True,
    ),
    column(
        "iri",
        lambda f: iri(f.of.edition.base, "offering", f.of.offering.id, f"run-{f.run.id}"),
        title=message("Identity (IRI)"),
        description=message("The same in every feed of the catalogue."),
        type=URL,
        required=True,
        unique=True,
    ),
    column(
        "status",
        lambda f: f.run.status,
        says="runs.status",
        vocabulary="run-status",
        labelled=True,
    ),
    column(
        "open",
        lambda f: f.run in f.of.lasting,
        title=message("Still open"),
        description=message("Whether one can still take part on the day of the table."),
        type=BOOLEAN,
        required=True,
    ),
    column(
        "starts_on",
        lambda f: _day(f.run.starts),
        says="runs.starts",
        title=message("First day"),
        description=message("Empty where only the month is known."),
        type=DATE,
    ),
    column(
        "starts_month",
        lambda f: _month(f.run.starts),
        says="runs.starts",
        title=message("Month of the start"),
        description=message("Year and month in which it starts."),
        type=MONTH,
    ),
    column(
        "start_any_time",
        lambda f: f.run.rolling,
        says="runs.rolling",
        title=message("Start at any time"),
        description=message("Whether one can begin at any time."),
        type=BOOLEAN,
    ),
    column(
        "ends_on",
        lambda f: _day(f.run.ends),
        says="runs.ends",
        title=message("Last day"),
        description=message("Empty where only the month is known."),
        type=DATE,
    ),
    column(
        "ends_month",
        lambda f: _month(f.run.ends),
        says="runs.ends",
        title=message("Month of the end"),
        description=message("Year and month in which it ends."),
        type=MONTH,
    ),
    column("duration_weeks", lambda f: f.run.duration_weeks, says="runs.duration_weeks", type=NUMBER),
    column("hours_per_week", lambda f: f.run.hours_per_week, says="runs.hours_per_week", type=NUMBER),
    column("schedule", lambda f: f.run.schedule, says="runs.schedule", vocabulary="schedule", labelled=True),
    column(
        "times",
        lambda f: f.run.times,
        says="runs.times",
        vocabulary="daytime",
        labelled=True,
        separator=CODES,
    ),
    column("apply_from", lambda f: f.run.apply_from, says="runs.apply_from", type=DATE),
    column(
        "apply_by",
        lambda f: f.run.apply_by,
        says="runs.apply_by",
        description=message("Last day to apply, to 23:59 in the time zone of the catalogue."),
        type=DATE,
    ),
    column(
        "application_url",
        lambda f: _application(f.run, f),
        says=("runs.application.url", "application.url"),
        type=URL,
        link=True,
    ),
    column(
        "how_to_apply",
        spoken=lambda f, language: (
            words(f.run.application and f.run.application.procedure, language)
            or words(f.of.offering.application and f.of.offering.application.procedure, language)
        ),
        says=("runs.application.procedure", "application.procedure"),
    ),
    column(
        "participation",
        lambda f: (f.run.participation,) if f.run.participation else f.of.offering.participation,
        says="runs.participation",
        vocabulary="participation",
        labelled=True,
        separator=CODES,
    ),
    column(
        "languages",
        lambda f: f.run.languages or f.of.offering.languages,
        says="runs.languages",
        description=message("In which languages it is taught, as codes."),
        vocabulary="language",
        labelled=True,
        separator=CODES,
    ),
    column(
        "place", spoken=lambda f, language: words(f.run.place and f.run.place.city, language), says="runs.place.city"
    ),
    column(
        "venue",
        spoken=lambda f, language: words(f.run.place and f.run.place.venue, language),
        says="runs.place.venue",
    ),
    column(
        "address",
        spoken=lambda f, language: words(f.run.place and f.run.place.address, language),
        says="runs.place.address",
    ),
    column(
        "region",
        lambda f: f.run.place.region if f.run.place else None,
        says="runs.place.region",
        vocabulary="nuts",
        labelled=True,
    ),
    column(
        "country",
        lambda f: f.run.place.country if f.run.place else None,
        says="runs.place.country",
        vocabulary="country",
        labelled=True,
    ),
    column("seats", lambda f: f.run.seats, says="runs.seats", type=INTEGER),
    column(
        "free",
        lambda f: any(one.amount == 0 for one in _prices(f)) if _prices(f) else None,
        says="runs.price.amount",
        title=message("Free of charge"),
        description=message("Whether a learner can take part without paying; empty where no price is stated."),
        type=BOOLEAN,
    ),
    column(
        "price_least",
        _least,
        says="runs.price.amount",
        title=message("Price, at least"),
        description=message(
            "The least that everybody pays for the whole, in the currency beside it; empty where that cannot be said."
        ),
        type=NUMBER,
    ),
    column(
        "price_currency",
        lambda f: _prices(f)[0].currency if _prices(f) else None,
        says="runs.price.currency",
        title=message("Currency of the price"),
        vocabulary="currency",
    ),
    column(
        "prices",
        spoken=lambda f, language: tuple(sentences.price(one, language) for one in _prices(f)),
        says=(
            *("runs.price.amount", "runs.price.currency", "runs.price.per", "runs.price.vat"),
            *("runs.price.audience", "runs.price.includes"),
        ),
        title=message("Prices"),
        description=message("Every price with what it is for, taxes, who pays it and what it includes."),
        separator=LINES,
    ),
)
