"""What an offering is known to cost: one figure in one currency, or that it is not known.

Prices for some audiences alone are left out where there is one for everybody, and else the highest of them is taken, so
that nobody pays more than is said. Prices of runs stand in where the offering states none. A price a month has no known
sum.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from .model import Offering, Price

EURO = "EUR"


def usual_currency(offerings: Iterable[Offering]) -> str:
    """The currency in which most offerings state a price, the first by code among equals; euro where none does."""
    counts = Counter(currency for one in offerings for currency in {price.currency for price in _stated(one)})
    return min(counts, key=lambda currency: (-counts[currency], currency), default=EURO)


def known_price(offering: Offering, currency: str) -> Decimal | None:
    """What it costs in a currency, 0 where it is free of charge; None where that cannot be said."""
    stated = _stated(offering)
    for_all = [price for price in stated if price.audience is None]
    sums = [_sum(price, offering, currency) for price in for_all or stated]
    known = [one for one in sums if one is not None]
    if for_all:
        return min(known, default=None)
    return max(known) if known and len(known) == len(sums) else None


def _stated(offering: Offering) -> tuple[Price, ...]:
    """The prices of the offering, else those of its runs."""
    return offering.price or tuple(price for run in offering.runs for price in run.price)


def _sum(price: Price, offering: Offering, currency: str) -> Decimal | None:
    if price.amount == 0:
        return price.amount
    if price.currency != currency or price.per == "month":
        return None
    if price.per != "ects":
        return price.amount
    ects = offering.workload.ects if offering.workload else None
    return None if ects is None else price.amount * ects
