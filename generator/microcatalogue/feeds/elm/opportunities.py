"""What is on offer: a learning opportunity a run, or one without dates where an offering has no runs.

What is suspended or withdrawn is not on offer; its specification stays, with its status.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...content import decimal_text
from ...edition import Edition
from ...model import Application, Funding, Offering, Price, Run
from ...pages.language import Language
from ...pages.price_words import price_words
from ...urls import iri
from ...values import PartialDate
from . import times
from .graph import Graph, Thing, part, stated
from .organisations import OWN, Organisations, identifier, note, web
from .specifications import Specifications
from .speech import Said, Speech, joined, words

_NO_RUN = "opportunity"


class Opportunities:
    """Adds the learning opportunities of an offering to a graph."""

    def __init__(
        self,
        edition: Edition,
        graph: Graph,
        speech: Speech,
        organisations: Organisations,
        specifications: Specifications,
    ) -> None:
        self._edition, self._graph, self._speech = edition, graph, speech
        self._organisations, self._specifications = organisations, specifications
        self._zone = edition.catalogue.settings.time_zone

    def add(self, offering: Offering, specification: str) -> None:
        """What is on offer of an offering whose specification is there."""
        if offering.status != "active":
            return
        for run in offering.runs or (None,):
            name = f"run-{run.id}" if run else _NO_RUN
            self._add(offering, run, iri(self._edition.base, "offering", offering.id, name), specification)

    def _add(self, offering: Offering, run: Run | None, id: str, specification: str) -> None:
        catalogue = self._edition.catalogue
        provider = self._organisations.provider(catalogue.providers[offering.provider])
        past = self._edition.past(("offering", offering.id))
        language = catalogue.default_language(offering)
        forms = (run.participation,) if run and run.participation else offering.participation
        self._graph.add(
            stated(
                {
                    "id": id,
                    "type": "LearningOpportunity",
                    "identifier": [identifier(id.partition("/id/offerings/")[2], OWN)],
                    "title": dict(offering.title),
                    "description": words(offering.summary) or words(offering.description),
                    "dcType": self._graph.codes("opportunity-type", (offering.opportunity_type,)),
                    "homepage": [web(offering.homepage or "")],
                    "supplementaryDocument": [*self._specifications.documents(offering), *self._policy(offering)],
                    "mode": self._graph.codes("participation", forms),
                    "grant": [self._grant(one) for one in offering.funding],
                    "admissionProcedure": self._admission(offering, run),
                    "priceDetail": [self._price(one) for one in (run.price if run else ()) or offering.price],
                    "providedBy": [provider],
                    "learningAchievementSpecification": specification,
                    "learningActivitySpecification": f"{specification}#activity",
                    "defaultLanguage": self._graph.code("language", language),
                    "status": run.status if run and run.status else offering.status,
                    "modified": times.moment(past.modified) if past else None,
                    "publisher": self._organisations.publisher(),
                    **(self._of_run(offering, run, id, specification) if run else {}),
                }
            )
        )

    def _of_run(self, offering: Offering, run: Run, id: str, specification: str) -> dict[str, Any]:
        """When and where one takes part, and how much of the week it takes."""
        known: dict[str, Any] = {
            "temporal": self._period(run),
            "duration": times.weeks(run.duration_weeks) if run.duration_weeks is not None else None,
            "learningSchedule": self._graph.code("schedule", run.schedule or ""),
            "scheduleInformation": self._schedule(run),
            "applicationDeadline": [times.end(run.apply_by, self._zone)] if run.apply_by else [],
            "location": list(self._place(run, id)),
        }
        if run.languages:
            activity = self._specifications.activity(offering, specification, f"{id}-activity", run.languages)
            known["learningActivitySpecification"] = activity
        return known

    def _period(self, run: Run) -> Thing | None:
        """From when to when; a month is no day, and what begins at any time has none, so both are said in words."""
        starts, ends = run.starts, run.ends
        vague = [one for one in (starts, ends) if one and not one.day]

        def months(language: Language) -> str:
            return " – ".join(language.date(one) for one in (starts, ends) if one)

        said = {one.code: months(one) for one in self._speech.languages} if vague else {}
        period = part(
            "PeriodOfTime",
            prefLabel=self._speech.say("At any time") if run.rolling else said,
            startDate=self._day(starts, times.beginning),
            endDate=self._day(ends, times.end),
        )
        return period if len(period) > 1 else None

    def _day(self, day: PartialDate | None, edge: Any) -> str | None:
        return edge(day.first_day, self._zone) if day and day.day else None

    def _schedule(self, run: Run) -> Thing | None:
        hours = decimal_text(run.hours_per_week) if run.hours_per_week is not None else ""
        told = joined(
            self._speech.fact("Times of day", self._speech.listed("daytime", run.times)),
            self._speech.fact("Hours a week", hours),
            self._speech.fact("Places for learners", str(run.seats) if run.seats is not None else ""),
        )
        return note(told) if told else None

    def _admission(self, offering: Offering, run: Run | None) -> Thing | None:
        """How and from when on one applies."""
        how = (run.application if run else None) or offering.application or Application()
        opens = run.apply_from if run else None
        told = joined(
            words(how.procedure),
            self._speech.fact("Address to apply at", how.url or ""),
            self._speech.fact("Apply from", (lambda language: language.date(opens)) if opens else ""),
        )
        return note(told) if told else None

    def _place(self, run: Run, id: str) -> Iterator[str]:
        """Where it takes place; the model takes no place without its country."""
        place = run.place
        if place and place.country:
            names = joined(words(place.venue), words(place.city), between=", ")
            yield self._organisations.place(f"{id}-place", place.country, place.region, place.address, names)

    def _price(self, price: Price) -> Thing:
        """What it costs; the model means the whole price, so one that is for each credit or month stands in words."""
        unit = self._graph.code("currency", price.currency)
        whole = price.per == "offering" or price.amount == 0
        return part(
            "PriceDetail",
            amount=part("Amount", unit=unit, value=decimal_text(price.amount)) if whole and unit else None,
            prefLabel=words(price.audience),
            description={one.code: price_words(price, one) for one in self._speech.languages},
            additionalNote=[note(self._speech.labelled("Includes", price.includes))] if price.includes else [],
        )

    def _grant(self, funding: Funding) -> Thing:
        """Money that a learner can get for it (point 12b)."""
        speech, amount, share = self._speech, funding.amount, funding.share_percent
        told: tuple[Said, ...] = (
            speech.fact("Scheme", speech.listed("funding-scheme", (funding.scheme,))),
            speech.labelled("Who can have it", funding.eligible),
            speech.fact(
                "Amount", (lambda one: one.money(amount, funding.currency or "")) if amount is not None else ""
            ),
            speech.fact("Share of the price", (lambda one: one.percent(share)) if share is not None else ""),
            speech.fact("Number in the funder’s register", funding.registry_id or ""),
            speech.fact("Valid until", funding.valid_until.isoformat() if funding.valid_until else ""),
        )
        return part(
            "Grant",
            title=words(funding.title) or speech.code("funding-scheme", funding.scheme),
            description=joined(*told),
            supplementaryDocument=[web(funding.legal_basis, speech.say("Legal basis"))] if funding.legal_basis else [],
            contentUrl=funding.how,
        )

    def _policy(self, offering: Offering) -> Iterator[Thing]:
        """The recognition policy of the provider (point 9c)."""
        if policy := self._edition.catalogue.policies.get(offering.provider):
            yield web(policy.document, dict(policy.title))
