"""What QualityLink cannot say of a record, and which records it cannot take at all."""

from __future__ import annotations

from collections.abc import Iterator

from ...catalogue import Key
from ...edition import Edition
from ...model import Offering, Provider, Run
from ...schema import annotated
from ...values import ProviderId
from ...vocabulary import vocabulary
from .. import losses as reports
from . import instances, institutions, specifications
from .records import FORMAT

_NO_PROPERTY = "The profile has no property for it."
_NO_PLACE = "The profile describes institutions, what they offer and when; it has no place for this."

_OFFERING = {
    "default_language": "Every text bears its language; a record has none of its own.",
    "withdrawn_on": "The profile says that it is no longer offered, not since when.",
    "corrections": _NO_PROPERTY,
    "awarding_bodies": "The profile knows who provides, not who awards.",
    "level.qf_ehea": "The EU has no concepts for the cycles of the European Higher Education Area.",
    "level.basis": _NO_PROPERTY,
    "level.nqf.register": _NO_PROPERTY,
    "level.not_applicable": "The profile demands an EQF level.",
    "assessment.assesses": "The profile relates an assessment to the whole specification.",
    "quality_assurance": "The profile states the quality assurance of institutions.",
    "learning_setting": _NO_PROPERTY,
    "prerequisites.none": _NO_PROPERTY,
    "prerequisites.prior_learning_recognised": _NO_PROPERTY,
    "validation": _NO_PROPERTY,
    "stackability.option": _NO_PROPERTY,
    "stackability.into.qualification": "The profile refers to what institutions offer by their course identifiers alone.",
    "stackability.into.ects": "The profile says that it is part of something, not with how many credits.",
    "recognised_by": _NO_PROPERTY,
    "runs.rolling": "An instance without a time stands for it.",
    "runs.apply_from": "The profile knows the end of the time to apply, not its beginning.",
    "runs.hours_per_week": _NO_PROPERTY,
    "funding.amount": _NO_PROPERTY,
    "funding.currency": _NO_PROPERTY,
    "funding.share_percent": _NO_PROPERTY,
    "funding.registry_id": _NO_PROPERTY,
    "funding.valid_until": _NO_PROPERTY,
    "access": _NO_PROPERTY,
    "esco_occupations": "The profile relates outcomes to skills; it knows no occupations.",
    "transitions": _NO_PROPERTY,
    "digcomp": _NO_PROPERTY,
    "greencomp": _NO_PROPERTY,
    "regulated_profession": _NO_PROPERTY,
    "relevance": _NO_PROPERTY,
    "developed_with": _NO_PROPERTY,
    "credential": _NO_PROPERTY,
    "contact": "The profile states how to reach the institution.",
    "reviewed_on": _NO_PROPERTY,
    "review_by": _NO_PROPERTY,
}
_PROVIDER = {
    "languages": _NO_PROPERTY,
    "logo": "The profile takes pictures inside the data alone, which would make files large.",
    "identifiers.ror": "The profile knows an institution by its SCHAC code or its number in OrgReg.",
    "identifiers.pic": "The profile knows an institution by its SCHAC code or its number in OrgReg.",
    "registers": _NO_PROPERTY,
    "member_of.id": _NO_PROPERTY,
    "member_of.homepage": _NO_PROPERTY,
    "internal_quality": _NO_PROPERTY,
    "guidance": _NO_PROPERTY,
    "enic_naric": _NO_PROPERTY,
    "ceased_on": _NO_PROPERTY,
    "replaced_by": "The profile's shape of an organisation is closed to it.",
}
_IN_PART = {
    "kind": "The provider is left out: it is no higher education institution.",
    "identifiers": "The provider is left out: it has neither a SCHAC code nor a number in OrgReg.",
    "country": "The provider is left out: the profile demands its country.",
    "provider.kind": "The offering is left out: its provider is no higher education institution.",
    "provider.identifiers": "The offering is left out: its provider has neither a SCHAC code nor a number in OrgReg.",
    "provider.country": "The offering is left out: its provider’s country is not stated, which the profile demands.",
    "level.eqf": "The offering is left out: the profile demands an EQF level.",
    "learning_outcomes": "The offering is left out: the profile demands learning outcomes.",
    "languages": "The offering is left out: the profile demands the languages of teaching.",
    "isced_f": "The offering is left out: the profile demands a field of education.",
    "learning_outcomes.kind": "The EU has no concept for a competence.",
    "workload.credits": "The EU has no concept for national credit points.",
    "target_groups": "The EU has no concepts for some of the groups.",
    "stackability.into.offering": "The profile refers to offerings of institutions that it takes.",
    "prerequisites.offerings": "The profile refers to offerings of institutions that it takes.",
    "replaced_by": "The profile refers to offerings of institutions that it takes.",
    "status": "It is active or it is not; of an offering that is suspended neither is said.",
    "formerly": "A course identifier is the institution’s own; names in other folders are left out.",
    "runs": "Runs that are cancelled, and those of offerings not offered at present, have no instance.",
    "runs.languages": "An instance has one language, the first.",
    "runs.starts": "Times name a day; a month alone is left out.",
    "runs.ends": "Times name a day; a month alone is left out.",
    "runs.place": "A place has a country.",
    "runs.application": "It is said of instances, of which this offering has none.",
    "application": "It is said of instances, of which this offering has none.",
    "price": "It is said of instances, of which this offering has none.",
    "funding": "It is said of instances, of which this offering has none.",
    "documents": "They are named by instances, of which this offering has none.",
    "participation": "It is said of instances, of which this offering has none.",
    "workload.contact_hours": "They are said of instances, of which this offering has none.",
    "quality_assurance": "Entries that no agency stands for, or that do not count, are no accreditations.",
}
_OF_INSTANCES = ("application", "price", "funding", "documents", "participation", "workload.contact_hours")


def _partly(edition: Edition, key: Key) -> Iterator[str]:
    """The fields for which a record is left out, or of which the profile says less than the record."""
    if key[0] == "provider":
        yield from _of_provider(edition, edition.catalogue.providers[key[1]])
    elif key[0] == "offering":
        offering = edition.catalogue.offerings[key[1]]
        left_out = tuple(_left_out(edition, offering))
        yield from left_out or _of_offering(edition, offering)


def _of_provider(edition: Edition, provider: Provider) -> Iterator[str]:
    left_out = institutions.obstacles(provider)
    yield from left_out
    if not left_out and len(institutions.accreditations(edition, provider)) < len(provider.quality_assurance):
        yield "quality_assurance"


def _left_out(edition: Edition, offering: Offering) -> Iterator[str]:
    yield from specifications.obstacles(offering)
    provider = edition.catalogue.providers.get(ProviderId(offering.provider))
    yield from (f"provider.{field}" for field in (institutions.obstacles(provider) if provider else ("kind",)))


def _of_offering(edition: Edition, offering: Offering) -> Iterator[str]:
    told = instances.told_runs(offering)
    if len(told) < len(offering.runs):
        yield "runs"
    if not told:
        document = edition.catalogue.documents["offering", offering.id]
        yield from (field for field in _OF_INSTANCES if reports.states(document, tuple(field.split("."))))
    yield from dict.fromkeys(field for run in told if run for field in _of_run(offering, run))
    if offering.status == "suspended":
        yield "status"
    if any(one.kind == "competence" for one in offering.learning_outcomes):
        yield "learning_outcomes.kind"
    if any(not vocabulary("target-group")[code].uri for code in offering.target_groups):
        yield "target_groups"
    if offering.workload and any(not vocabulary("credit-system")[one.system].uri for one in offering.workload.credits):
        yield "workload.credits"
    if any(not one.startswith(f"{offering.provider}/") for one in offering.formerly):
        yield "formerly"
    yield from _references(edition, offering)


def _of_run(offering: Offering, run: Run) -> Iterator[str]:
    if len(instances.languages(offering, run)) > 1 and run.languages:
        yield "runs.languages"
    if run.starts and not run.starts.day:
        yield "runs.starts"
    if run.ends and not run.ends.day:
        yield "runs.ends"
    if run.place and not run.place.country:
        yield "runs.place"


def _references(edition: Edition, offering: Offering) -> Iterator[str]:
    """The fields whose references lead to what the profile does not take."""
    into = offering.stackability.into if offering.stackability else ()
    fields = {
        "stackability.into.offering": tuple(one.offering for one in into if one.offering),
        "prerequisites.offerings": offering.prerequisites.offerings if offering.prerequisites else (),
        "replaced_by": (offering.replaced_by,) if offering.replaced_by else (),
    }
    for field, those in fields.items():
        if any(not specifications.is_referred_to(edition, one) for one in those):
            yield field


reports.losses(
    FORMAT,
    "QualityLink",
    {
        "offering": _OFFERING,
        "provider": _PROVIDER,
        "pathway": dict.fromkeys(annotated("pathway")["properties"], _NO_PLACE),
        "recognition-policy": dict.fromkeys(annotated("recognition-policy")["properties"], _NO_PLACE),
    },
    reasons_of_parts=_IN_PART,
    partly=_partly,
)
