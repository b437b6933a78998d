"""The columns of an offering on taking part: entry, time, money, for whom, access."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from ...facet_codes import is_free, participation, times
from ...model import Price
from ...pages.language import message
from ...prices import known_price
from . import sentences
from .column import BOOLEAN, CODES, DATE, INTEGER, LINES, MONTH, NUMBER, URL, Column, column
from .facts import OfferingFacts, not_drafts, once, texts, words

Columns = tuple[Column[OfferingFacts], ...]

ENTRY: Columns = (
    column(
        "entry_requirements",
        spoken=lambda f, language: words(f.offering.prerequisites and f.offering.prerequisites.text, language),
        says="prerequisites.text",
        title=message("Entry requirements"),
    ),
    column(
        "no_entry_requirements",
        lambda f: f.offering.prerequisites.none if f.offering.prerequisites else None,
        says="prerequisites.none",
        title=message("No entry requirements"),
        type=BOOLEAN,
    ),
    column(
        "needed_first",
        lambda f: tuple(
            not_drafts(f.catalogue, "offering", f.offering.prerequisites.offerings if f.offering.prerequisites else ())
        ),
        says="prerequisites.offerings",
        description=message("The ids of offerings that come first."),
        separator=CODES,
    ),
    column(
        "entry_language_levels",
        lambda f: tuple(f"{code} {level}" for code, level in _levels(f)),
        says="prerequisites.language_level",
        title=message("Language level at entry"),
        description=message(
            "The code of each language with the level of the Common European Framework that is needed: et B1."
        ),
        separator=CODES,
    ),
    column(
        "prior_learning_recognised",
        lambda f: f.offering.prerequisites.prior_learning_recognised if f.offering.prerequisites else None,
        says="prerequisites.prior_learning_recognised",
        type=BOOLEAN,
    ),
    column(
        "validation_available",
        lambda f: f.offering.validation.available if f.offering.validation else None,
        says="validation.available",
        title=message("Obtainable by validation"),
        description=message("Whether it can be had by validating what one has learnt elsewhere."),
        type=BOOLEAN,
    ),
    column(
        "validation_procedure",
        spoken=lambda f, language: words(f.offering.validation and f.offering.validation.procedure, language),
        says="validation.procedure",
        title=message("How validation works"),
    ),
    column(
        "validation_homepage",
        lambda f: f.offering.validation.homepage if f.offering.validation else None,
        says="validation.homepage",
        title=message("Page on validation"),
        description=message("Where the provider explains it."),
        type=URL,
    ),
    column(
        "how_to_apply",
        spoken=lambda f, language: words(f.offering.application and f.offering.application.procedure, language),
        says="application.procedure",
    ),
    column(
        "application_url",
        lambda f: f.offering.application.url if f.offering.application else None,
        says="application.url",
        type=URL,
        link=True,
    ),
)


def _levels(facts: OfferingFacts) -> Iterator[tuple[str, str]]:
    needed = facts.offering.prerequisites.language_level if facts.offering.prerequisites else None
    yield from (needed or {}).items()


def _least(found: Iterable[Decimal | None]) -> Decimal | None:
    return min((one for one in found if one is not None), default=None)


def _most(found: Iterable[Decimal | None]) -> Decimal | None:
    return max((one for one in found if one is not None), default=None)


WHEN: Columns = (
    column(
        "participation",
        lambda f: once(participation(f.catalogue, f.offering)),
        says=("participation", "runs.participation"),
        vocabulary="participation",
        labelled=True,
        separator=CODES,
    ),
    column(
        "runs_open",
        lambda f: len(f.lasting),
        title=message("Runs still open"),
        description=message("How many runs one can still take part in."),
        type=INTEGER,
        required=True,
    ),
    column(
        "start_any_time",
        lambda f: any(run.rolling for run in f.lasting) if f.lasting else None,
        says="runs.rolling",
        title=message("Start at any time"),
        description=message("Whether one of the runs still open can be begun at any time."),
        type=BOOLEAN,
    ),
    column(
        "next_start_on",
        lambda f: f.next_run.starts.first_day if f.next_run and f.next_run.starts and f.next_run.starts.day else None,
        says="runs.starts",
        title=message("Next start"),
        description=message("The first day of the next run still open; empty where only the month is known."),
        type=DATE,
    ),
    column(
        "next_start_month",
        lambda f: str(f.next_run.starts)[:7] if f.next_run else None,
        says="runs.starts",
        title=message("Month of the next start"),
        description=message("The month in which the next run still open starts."),
        type=MONTH,
    ),
    column(
        "next_deadline",
        lambda f: min((run.apply_by for run in f.lasting if run.apply_by), default=None),
        says="runs.apply_by",
        title=message("Next deadline"),
        description=message("The next last day to apply, to 23:59 in the time zone of the catalogue."),
        type=DATE,
    ),
    column(
        "duration_weeks_least",
        lambda f: _least(run.duration_weeks for run in f.held),
        says="runs.duration_weeks",
        title=message("Weeks, at least"),
        description=message("How many weeks the shortest run takes."),
        type=NUMBER,
    ),
    column(
        "duration_weeks_most",
        lambda f: _most(run.duration_weeks for run in f.held),
        says="runs.duration_weeks",
        title=message("Weeks, at most"),
        description=message("How many weeks the longest run takes."),
        type=NUMBER,
    ),
    column(
        "hours_per_week_least",
        lambda f: _least(run.hours_per_week for run in f.held),
        says="runs.hours_per_week",
        title=message("Hours a week, at least"),
        description=message("Hours of work a week in the lightest run."),
        type=NUMBER,
    ),
    column(
        "hours_per_week_most",
        lambda f: _most(run.hours_per_week for run in f.held),
        says="runs.hours_per_week",
        title=message("Hours a week, at most"),
        description=message("Hours of work a week in the heaviest run."),
        type=NUMBER,
    ),
    column(
        "times",
        lambda f: once(times(f.catalogue, f.offering)),
        says="runs.times",
        description=message("At what times of day or week runs are taught."),
        vocabulary="daytime",
        labelled=True,
        separator=CODES,
    ),
)


def price_currency(prices: tuple[Price, ...]) -> str | None:
    """The currency in which an amount is said: that of the first price."""
    return prices[0].currency if prices else None


def _price(facts: OfferingFacts) -> Decimal | None:
    currency = price_currency(facts.prices)
    return None if currency is None else known_price(facts.offering, currency)


def _funding_most(facts: OfferingFacts) -> Decimal | None:
    currency = _funding_currency(facts)
    return _most(one.amount for one in facts.offering.funding if one.currency == currency)


def _funding_currency(facts: OfferingFacts) -> str | None:
    return next((one.currency for one in facts.offering.funding if one.amount is not None), None)


MONEY: Columns = (
    column(
        "free",
        lambda f: is_free(f.offering) if f.prices else None,
        says="price.amount",
        title=message("Free of charge"),
        description=message("Whether a learner can take part without paying; empty where no price is stated."),
        type=BOOLEAN,
    ),
    column(
        "price_least",
        _price,
        says="price.amount",
        title=message("Price, at least"),
        description=message(
            "The least that everybody pays for the whole, in the currency beside it; empty where that cannot be said."
        ),
        type=NUMBER,
    ),
    column(
        "price_currency",
        lambda f: price_currency(f.prices),
        says="price.currency",
        title=message("Currency of the price"),
        vocabulary="currency",
    ),
    column(
        "prices",
        spoken=lambda f, language: tuple(sentences.price(one, language) for one in f.prices),
        says=(
            *("price.amount", "price.currency", "price.per", "price.vat", "price.audience", "price.includes"),
            *("runs.price.amount", "runs.price.currency", "runs.price.per", "runs.price.vat"),
            *("runs.price.audience", "runs.price.includes"),
        ),
        title=message("Prices"),
        description=message("Every price with what it is for, taxes, who pays it and what it includes."),
        separator=LINES,
    ),
    column(
        "funding_schemes",
        lambda f: once(one.scheme for one in f.offering.funding),
        says="funding.scheme",
        title=message("Funding schemes"),
        description=message("Money that learners can have, as codes."),
        vocabulary="funding-scheme",
        labelled=True,
        separator=CODES,
    ),
    column(
        "funding",
        spoken=lambda f, language: tuple(sentences.funding(one, language) for one in f.offering.funding),
        says=(
            *("funding.scheme", "funding.title", "funding.eligible", "funding.amount", "funding.currency"),
            *("funding.share_percent", "funding.registry_id", "funding.valid_until"),
        ),
        title=message("Funding"),
        description=message("Every scheme with who can have it, how much, and until when."),
        separator=LINES,
    ),
    column(
        "funding_most",
        _funding_most,
        says="funding.amount",
        title=message("Funding, at most"),
        description=message("The largest amount that one scheme gives, in the currency beside it."),
        type=NUMBER,
    ),
    column(
        "funding_currency",
        _funding_currency,
        says="funding.currency",
        title=message("Currency of the funding"),
        vocabulary="currency",
    ),
    column(
        "funding_pages",
        lambda f: once(texts(one.how for one in f.offering.funding)),
        says="funding.how",
        title=message("How to get funding"),
        description=message("Pages that explain it."),
        separator=LINES,
    ),
    column(
        "funding_legal_bases",
        lambda f: once(texts(one.legal_basis for one in f.offering.funding)),
        says="funding.legal_basis",
        title=message("Legal bases of funding"),
        description=message("Addresses of the acts."),
        separator=LINES,
    ),
)

FOR_WHOM: Columns = (
    column(
        "target_groups",
        lambda f: f.offering.target_groups,
        says="target_groups",
        vocabulary="target-group",
        labelled=True,
        separator=CODES,
    ),
    column("audience", spoken=lambda f, language: words(f.offering.audience, language), says="audience"),
    column(
        "step_free",
        lambda f: f.offering.access.step_free if f.offering.access else None,
        says="access.step_free",
        description=message("Whether there are no steps."),
        type=BOOLEAN,
    ),
    column(
        "captions",
        lambda f: f.offering.access.captions if f.offering.access else None,
        says="access.captions",
        description=message("Whether videos have captions."),
        type=BOOLEAN,
    ),
    column(
        "sign_language",
        lambda f: f.offering.access.sign_language if f.offering.access else None,
        says="access.sign_language",
        description=message("Whether it is interpreted."),
        type=BOOLEAN,
    ),
    column(
        "easy_read",
        lambda f: f.offering.access.easy_read if f.offering.access else None,
        says="access.easy_read",
        description=message("Whether materials are easy to read."),
        type=BOOLEAN,
    ),
    column(
        "accommodations",
        spoken=lambda f, language: words(f.offering.access and f.offering.access.accommodations, language),
        says="access.accommodations",
    ),
    column(
        "equipment",
        spoken=lambda f, language: words(f.offering.access and f.offering.access.equipment, language),
        says="access.equipment",
    ),
    column(
        "access_contact",
        lambda f: f.offering.access.contact if f.offering.access else None,
        says="access.contact",
        title=message("Whom to ask about access"),
    ),
)
