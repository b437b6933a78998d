"""What one pays and by when one applies, as Offer; money that one can get, as Grant."""

from __future__ import annotations

from typing import Any

from ...content import decimal_text
from ...model import Application, Funding, Offering, Price, Run
from ..voice import Voice
from .parts import sentences, stated

Json = dict[str, Any]

_AVAILABILITY = {"open": "InStock", "full": "SoldOut", "planned": "PreOrder", "cancelled": "Discontinued"}


def offer(price: Price) -> Json:
    """A price; one that is per credit or per month is told from a price of the whole by its unit."""
    if price.per == "offering":
        return {"@type": "Offer", "price": decimal_text(price.amount), "priceCurrency": price.currency}
    return {"@type": "Offer", "priceSpecification": _specification(price)}


def _specification(price: Price) -> Json:
    unit = {"ects": "ECTS", "month": "month"}.get(price.per)
    return stated(
        {
            "@type": "UnitPriceSpecification" if unit else "PriceSpecification",
            "price": decimal_text(price.amount),
            "priceCurrency": price.currency,
            "unitText": unit,
            "valueAddedTaxIncluded": True if price.vat == "included" else None,
        }
    )


def whole_offer(price: Price, voice: Voice) -> Json:
    """A price with for whom it is, what it includes and what of taxes."""
    exempt = voice.label("vat", "exempt") if price.vat == "exempt" else None
    includes = voice.words(price.includes) if price.includes else None
    return offer(price) | stated(
        {
            "priceSpecification": _specification(price),
            "name": voice.words(price.audience) if price.audience else None,
            "description": "; ".join(one for one in (includes, exempt) if one),
        }
    )


def run_offers(run: Run) -> list[Json]:
    """The prices of a run with the days between which one can apply for it; one without a price where none is its own."""
    when = stated(
        {
            "validFrom": run.apply_from.isoformat() if run.apply_from else None,
            "availabilityEnds": run.apply_by.isoformat() if run.apply_by else None,
        }
    )
    priced = [offer(price) | when for price in run.price]
    return priced or ([{"@type": "Offer", **when}] if when else [])


def whole_run_offers(offering: Offering, run: Run, voice: Voice) -> list[Json]:
    """The same with all that is stated of prices, those of the offering where the run has none of its own, and where to apply."""
    apply = (run.application or offering.application or Application()).url
    known = stated({"url": apply, "availability": availability(run)})
    dates = known | next(iter(run_offers(_without_price(run))), {})
    priced = [whole_offer(price, voice) | dates for price in run.price or offering.price]
    return priced or ([{"@type": "Offer", **dates}] if dates else [])


def _without_price(run: Run) -> Run:
    return Run(id=run.id, apply_from=run.apply_from, apply_by=run.apply_by)


def availability(run: Run) -> Json | None:
    """Whether there are places, where the status of the run says so."""
    name = _AVAILABILITY.get(run.status or "")
    return {"@id": f"https://schema.org/{name}"} if name else None


def grant(funding: Funding, voice: Voice) -> Json:
    """Money that a learner can get: by which scheme, for whom, how much and until when."""
    share = f"{decimal_text(funding.share_percent)} %" if funding.share_percent is not None else None
    eligible = voice.words(funding.eligible) if funding.eligible else None
    scheme = voice.label("funding-scheme", funding.scheme)
    amount = stated(
        {
            "@type": "MonetaryAmount",
            "value": decimal_text(funding.amount) if funding.amount is not None else None,
            "currency": funding.currency,
            "validThrough": funding.valid_until.isoformat() if funding.valid_until else None,
        }
    )
    basis = {"@type": "CreativeWork", "url": funding.legal_basis, "name": voice.say("Legal basis")}
    return stated(
        {
            "@type": "MonetaryGrant",
            "name": voice.words(funding.title) if funding.title else scheme,
            "funder": {"@type": "FundingScheme", "name": scheme, "identifier": funding.scheme},
            "description": sentences((("", eligible), (voice.say("Share of the price"), share))),
            "amount": amount if len(amount) > 1 else None,
            "url": funding.how,
            "identifier": funding.registry_id,
            "subjectOf": basis if funding.legal_basis else None,
        }
    )
