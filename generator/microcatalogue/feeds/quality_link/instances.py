"""The runs of an offering as instances of its specification: when, where, how, in which language and for what.

An instance has one language and times that name a day, so that a run says here less than in its file. What is not taught
at set times has one instance without any. Cancelled runs, and those of offerings that are suspended or withdrawn, have none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ...content import decimal_text
from ...edition import Edition
from ...model import Funding, Offering, Price, Run
from ...urls import iri
from ...values import PartialDate
from ...vocabulary import Term, vocabulary
from ..linked_data import Described, Iri, Literal, Resource, Says, resource
from . import terms
from .institutions import location


def told_runs(offering: Offering) -> tuple[Run | None, ...]:
    """The runs that have an instance; None stands for an offering that is given without any."""
    if offering.status != "active":
        return ()
    if not offering.runs:
        return (None,)
    return tuple(run for run in offering.runs if run.status != "cancelled")


def instances(edition: Edition, offering: Offering, by: Described) -> list[Resource]:
    """The instances of an offering that an institution provides."""
    return [_instance(edition, offering, run, by) for run in told_runs(offering)]


def _instance(edition: Edition, offering: Offering, run: Run | None, by: Described) -> Resource:
    own = iri(edition.base, "offering", offering.id)
    part = f"run-{run.id}" if run else "opportunity"
    says: Says = {
        "elm:learningAchievementSpecification": Iri(own),
        "elm:providedBy": by,
        "elm:defaultLanguage": terms.concepts("language", languages(offering, run)[:1]),
        "elm:mode": terms.concepts("participation", modes(offering, run)),
        **_applying(offering, run),
        **_money(offering, run),
        "elm:supplementaryDocument": [
            page for one in offering.documents if (page := terms.web_resource(one.url, one.title, one.language))
        ],
        "elm:learningActivitySpecification": _activity(offering),
        **(_times(edition, run) if run else {}),
    }
    return resource("ql:LearningOpportunityInstance", id=f"{own}#{part}", says=says)


def languages(offering: Offering, run: Run | None) -> tuple[str, ...]:
    """The languages in which a run is taught, those of the offering where it states none."""
    return (run.languages if run else ()) or offering.languages


def modes(offering: Offering, run: Run | None) -> tuple[str, ...]:
    """How one takes part in a run, as in the offering where it states nothing."""
    return (run.participation,) if run and run.participation else offering.participation


def prices(offering: Offering, run: Run | None) -> tuple[Price, ...]:
    """What a run costs, as much as the offering where it states nothing."""
    return (run.price if run else ()) or offering.price


def _applying(offering: Offering, run: Run | None) -> Says:
    application = (run.application if run else None) or offering.application
    return {
        "ql:registrationPortal": terms.address(application.url) if application else None,
        "elm:admissionProcedure": terms.note(terms.texts(application.procedure)) if application else None,
    }


def _times(edition: Edition, run: Run) -> Says:
    """When and where a run takes place, and how much of the week it takes."""
    zone, place = edition.catalogue.settings.time_zone, run.place
    period: Says = {
        "elm:startDate": terms.begins(_day(run.starts), zone),
        "elm:endDate": terms.ends(_day(run.ends), zone),
    }
    return {
        "adms:identifier": terms.identifier(run.id),
        "elm:location": location(place.country, place.region, city=place.city, address=place.address, venue=place.venue)
        if place and place.country
        else None,
        "elm:learningSchedule": terms.concepts("schedule", [run.schedule] if run.schedule else []),
        "dcterms:temporal": resource("dcterms:PeriodOfTime", says=period) if any(period.values()) else None,
        "elm:scheduleInformation": terms.note(terms.labels(_schedule(run))),
        "elm:duration": terms.weeks(run.duration_weeks),
        "elm:applicationDeadline": terms.ends(run.apply_by, zone),
        "ql:enrolmentCapacity": Literal(str(run.seats), datatype="xsd:nonNegativeInteger")
        if run.seats is not None
        else None,
    }


def _schedule(run: Run) -> Iterator[Term]:
    """Whether it is planned, open or full, and at which times of the day and week it is taught."""
    if run.status:
        yield vocabulary("run-status")[run.status]
    yield from (vocabulary("daytime")[one] for one in run.times)


def _day(stated: PartialDate | None) -> date | None:
    """The day of a date; none where the month alone is known."""
    return stated.first_day if stated and stated.day else None


def _money(offering: Offering, run: Run | None) -> Says:
    """Prices, those of certain learners as conditions of their group, and grants."""
    costs = prices(offering, run)
    return {
        "elm:priceDetail": [_price(one) for one in costs if one.audience is None],
        "ql:learnerGroupConditions": [_conditions(one) for one in costs if one.audience is not None],
        "elm:grant": [_grant(one) for one in offering.funding],
    }


def _price(one: Price) -> Resource:
    per, vat = vocabulary("price-per")[one.per], one.vat
    taxed = terms.labels([vocabulary("vat")[vat]]) if vat else ()
    amount: Says = {
        "elm:unit": terms.concepts("currency", [one.currency]),
        "rdf:value": Literal(decimal_text(one.amount), datatype="xsd:decimal"),
    }
    says: Says = {
        "elm:amount": resource("elm:Amount", says=amount),
        "skos:prefLabel": terms.labels([per]),
        "dcterms:description": terms.texts(one.includes),
        "elm:additionalNote": terms.note(taxed),
    }
    return resource("elm:PriceDetail", says=says)


def _conditions(one: Price) -> Resource:
    group = resource("ql:LearnerGroup", says={"dcterms:title": terms.texts(one.audience)})
    return resource("ql:LearnerGroupConditions", says={"ql:learnerGroup": group, "elm:priceDetail": _price(one)})


def _grant(one: Funding) -> Resource:
    says: Says = {
        "dcterms:title": _called(one),
        "dcterms:description": terms.texts(one.eligible),
        "elm:supplementaryDocument": terms.web_resource(one.legal_basis),
        "elm:contentUrl": terms.address(one.how),
    }
    return resource("elm:Grant", says=says)


def _called(one: Funding) -> tuple[Literal, ...]:
    """The title with the kind of funding, for which there is no EU concept; the kind alone where there is no title."""
    scheme = vocabulary("funding-scheme")[one.scheme]
    if one.title is None:
        return terms.labels([scheme])
    return tuple(
        Literal(f"{words} ({scheme.labels[code]})" if code in scheme.labels else words, code)
        for code, words in sorted(one.title)
    )


def _activity(offering: Offering) -> Resource | None:
    """How many hours are taught; the profile says it of an activity."""
    contact = offering.workload.contact_hours if offering.workload else None
    if contact is None:
        return None
    says: Says = {"dcterms:title": terms.texts(offering.title), "elm:contactHour": Literal(decimal_text(contact))}
    return resource("elm:LearningActivitySpecification", says=says)
