"""Offerings as QualityLink knows them: a specification each, with the instances that are its runs.

Course identifiers follow the rule of QualityLink: a course keeps its identifier as long as it has the same outcomes and the
same ECTS, and other ECTS make another course. The ids of offerings keep the same promise, which is checked against history,
so an identifier is made of the institution's SCHAC code and the name of the offering. A renamed offering is the same course:
it bears the identifiers of all its names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...content import decimal_text
from ...edition import Edition
from ...model import Assessment, LearningOutcome, Offering, Prerequisites, Workload
from ...urls import iri
from ...values import ProviderId, RecordId
from ...vocabulary import vocabulary
from ..linked_data import Described, Literal, Resource, Says, resource
from . import terms
from .instances import instances
from .institutions import institution, schac

_COURSE = "urn:schac:uniqueCourseId"
_BROAD, _NARROW = 2, 3


def obstacles(offering: Offering) -> tuple[str, ...]:
    """The fields that an offering does not state and without which the profile cannot take it."""
    found = {
        "learning_outcomes": bool(offering.learning_outcomes),
        "languages": bool(offering.languages),
        "isced_f": bool(offering.isced_f),
        "level.eqf": offering.level is not None and offering.level.eqf is not None,
    }
    return tuple(field for field, is_there in found.items() if not is_there)


def is_taken(edition: Edition, offering: Offering) -> bool:
    """Whether the profile can take an offering: it states enough, and its provider is an institution."""
    return not obstacles(offering) and institution(edition, offering.provider) is not None


def specification(edition: Edition, offering: Offering) -> Resource | None:
    """The specification of an offering; None where the profile cannot take it."""
    by = institution(edition, offering.provider)
    if by is None or obstacles(offering):
        return None
    past = edition.past(("offering", offering.id))
    return resource(
        "ql:LearningOpportunitySpecification",
        id=iri(edition.base, "offering", offering.id),
        says={
            "dcterms:publisher": by,
            "adms:identifier": _identifiers(edition, offering),
            **_words(offering),
            **_learning(edition, offering),
            **_entry(edition, offering),
            "elm:provenBy": [_assessment(edition, offering, one) for one in offering.assessment],
            "ql:isActive": _is_active(offering),
            **_relations(edition, offering),
            "elm:learningOpportunity": instances(edition, offering, by),
            "ql:version": Literal(str(past.version)) if past else None,
            "dcterms:modified": terms.date_time(past.modified) if past else None,
        },
    )


def _course_id(edition: Edition, offering: RecordId) -> Resource:
    """The identifier of a course by an id of its offering; within the institution alone where that has no SCHAC code."""
    provider, name = offering.split("/")
    home = schac(edition.catalogue.providers[ProviderId(provider)])
    return terms.identifier(f"{_COURSE}:{home}:{name}", "uniqueCourseId") if home else terms.identifier(name)


def _identifiers(edition: Edition, offering: Offering) -> list[Resource]:
    # A name that the offering had in another folder is none of this institution's.
    former = (one for one in offering.formerly if one.startswith(f"{offering.provider}/"))
    external = sorted((offering.identifiers or {}).items())
    ids = [_course_id(edition, one) for one in (offering.id, *former)]
    return [*ids, *(terms.identifier(value, scheme) for scheme, value in external)]


def _words(offering: Offering) -> Says:
    """What is said of it in words: the description, or what stands for it, and what has no property of its own."""
    description = offering.description or offering.summary
    beside = (
        offering.summary if offering.description else None,
        offering.audience,
        offering.stackability.note if offering.stackability else None,
        offering.withdrawal_reason,
        offering.holders_keep,
    )
    notes = (terms.note(terms.texts(text)) for text in beside)
    words = ((language, word) for language, words in sorted((offering.keywords or {}).items()) for word in words)
    return {
        "dcterms:title": terms.texts(offering.title),
        "dcterms:description": terms.texts(description),
        "elm:additionalNote": [one for one in notes if one],
        "elm:category": [Literal(word, language) for language, word in words],
        "foaf:homepage": terms.web_resource(offering.homepage),
    }


def _learning(edition: Edition, offering: Offering) -> Says:
    """What is learnt: outcomes, field, level, size, type, languages, for whom."""
    level, workload = offering.level, offering.workload
    nqf = [f"{level.nqf.framework}/{level.nqf.level}"] if level and level.nqf else []
    fields = offering.isced_f
    return {
        "elm:learningOutcome": [_outcome(edition, offering, one) for one in offering.learning_outcomes],
        "dcterms:language": terms.concepts("language", offering.languages),
        "elm:ISCEDFCode": terms.concepts("isced-f", fields),
        "ql:ISCEDFBroadField": terms.concepts("isced-f", [code[:_BROAD] for code in fields]),
        "ql:ISCEDFNarrowField": terms.concepts("isced-f", [code[:_NARROW] for code in fields if len(code) >= _NARROW]),
        "elm:EQFLevel": terms.concepts("eqf", [level.eqf] if level and level.eqf else []),
        "elm:NQFLevel": terms.concepts("nqf-level", nqf),
        "elm:creditPoint": _credits(workload) if workload else None,
        "elm:volumeOfLearning": terms.hours(workload.hours) if workload else None,
        "dcterms:type": terms.concepts("opportunity-type", [offering.opportunity_type]),
        "elm:targetGroup": terms.concepts("target-group", offering.target_groups),
    }


def _outcome(edition: Edition, offering: Offering, one: LearningOutcome) -> Resource:
    says: Says = {
        "dcterms:title": terms.texts(one.statement),
        "dcterms:type": terms.concepts("outcome-kind", [one.kind] if one.kind else []),
        "elm:reusabilityLevel": terms.concepts("outcome-reuse", [one.reuse] if one.reuse else []),
        "elm:relatedESCOSkill": terms.skills(one.esco),
    }
    return resource(
        "elm:LearningOutcome", id=iri(edition.base, "offering", offering.id, f"outcome-{one.id}"), says=says
    )


def _credits(workload: Workload) -> list[Resource]:
    """Credit points of the systems that the EU has a concept for."""
    ects = [(_ects(), workload.ects)] if workload.ects is not None else []
    others = [(terms.concepts("credit-system", [one.system]), one.points) for one in workload.credits]
    return [
        resource("elm:CreditPoint", says={"elm:framework": framework, "elm:point": Literal(decimal_text(points))})
        for framework, points in (*ects, *others)
        if framework
    ]


def _ects() -> tuple[Described, ...]:
    return (terms.concept(terms.ECTS, (Literal("European Credit Transfer System", "en"),)),)


def _entry(edition: Edition, offering: Offering) -> Says:
    """What is needed to enrol, in words and as references."""
    needed = offering.prerequisites
    if needed is None:
        return {}
    return {
        "elm:entryRequirement": terms.note(_requirement(needed)),
        "ql:entryRequirementLearningOpportunity": _references(edition, needed.offerings),
    }


def _requirement(needed: Prerequisites) -> tuple[Literal, ...]:
    """What has to be known before, with the levels of languages, in each language in which either can be said."""
    written = dict(needed.text) if needed.text else {}
    levels = [
        (vocabulary("language")[language].labels, vocabulary("cefr")[level].labels)
        for language, level in (needed.language_level or {}).items()
    ]
    spoken = {code for names in levels for labels in names for code in labels}
    said = {
        code: "\n\n".join(
            (
                *([written[code]] if code in written else []),
                *(f"{_in(language, code)}: {_in(level, code)}" for language, level in levels),
            )
        )
        for code in sorted({*written, *spoken})
    }
    return tuple(Literal(words, code) for code, words in said.items())


def _in(labels: Mapping[str, str], code: str) -> str:
    return labels.get(code) or labels["en"]


def _assessment(edition: Edition, offering: Offering, one: Assessment) -> Resource:
    kind = vocabulary("assessment-type")[one.type]
    supervision = [vocabulary("supervision")[one.supervision]] if one.supervision else []
    notes = (terms.texts(one.criteria), terms.labels(supervision), terms.texts(one.assessor))
    return resource(
        "elm:LearningAssessmentSpecification",
        id=iri(edition.base, "offering", offering.id, f"assessment-{one.id}"),
        says={
            "dcterms:title": terms.texts(one.title) or terms.labels([kind]),
            "dcterms:type": terms.concepts("assessment-type", [one.type]),
            "elm:additionalNote": [said for said in map(terms.note, notes) if said],
            "dcterms:language": terms.concepts("language", one.languages),
            "elm:mode": terms.concepts("participation", [one.mode] if one.mode else []),
            "elm:gradingScheme": _grading(one),
        },
    )


def _grading(one: Assessment) -> Resource | None:
    return resource("elm:GradingScheme", says={"dcterms:title": terms.texts(one.grading)}) if one.grading else None


def _is_active(offering: Offering) -> Literal | None:
    """Whether it is or will be offered again; of one that is suspended nobody knows."""
    told = {"active": "true", "withdrawn": "false"}.get(offering.status)
    return Literal(told, datatype="xsd:boolean") if told else None


def _relations(edition: Edition, offering: Offering) -> Says:
    """What it followed, what followed it, what it counts towards and what counts towards it."""
    catalogue = edition.catalogue
    into = offering.stackability.into if offering.stackability else ()
    return {
        "ql:superseded": _references(edition, (one.id for one in catalogue.predecessors(offering.id))),
        "ql:supersededBy": _references(edition, [offering.replaced_by] if offering.replaced_by else []),
        "elm:isPartOf": _references(edition, (option.offering for option in into if option.offering)),
        "elm:hasPart": _references(edition, (one.id for one in catalogue.stacking_into(offering.id))),
    }


def is_referred_to(edition: Edition, offering: RecordId) -> bool:
    """Whether the profile can refer to an offering: it is published, and its provider is an institution."""
    one = edition.catalogue.offerings.get(offering)
    return one is not None and one.status != "draft" and institution(edition, one.provider) is not None


def _references(edition: Edition, those: Iterable[RecordId]) -> list[Resource]:
    """References to offerings of institutions by their course identifiers; drafts and offerings of others are left out."""
    return [
        resource(
            "ql:LearningOpportunitySpecificationReference",
            says={
                "elm:providedBy": institution(edition, ProviderId(one.split("/")[0])),
                "adms:identifier": _course_id(edition, one),
            },
        )
        for one in those
        if is_referred_to(edition, one)
    ]
