"""What an achievement is aligned to: its credits, levels, field, outcomes, skills, occupations and quality assurance.

As in the Dutch national profile, EQF levels and quality assurance are alignments with types of their own (`ext:`); credits
are one too, because `creditsAvailable` is a number without a unit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...content import decimal_text
from ...model import EscoConcept, Level, Offering, QualityAssurance, StackingOption
from ..voice import Voice, uri

Json = dict[str, Any]

ECTS = "http://data.europa.eu/snb/education-credit/6fcec5c5af"
"""The EU's concept of ECTS credit points."""

_ECTS_NAME = "European Credit Transfer and Accumulation System (ECTS)"
_EQF_NAME = "European Qualifications Framework (EQF)"


def alignments(offering: Offering, voice: Voice) -> list[Json]:
    """Every alignment of an offering, in the order of Annex I."""
    return [
        *_outcomes(offering, voice),
        *_credits(offering, voice),
        *_levels(offering.level, voice),
        *_fields(offering, voice),
        *(_quality(entry, offering, voice) for entry in voice.catalogue.quality_assurance(offering)),
        *_occupations(offering, voice),
        *_competences(offering, voice),
        *_profession(offering, voice),
        *_stacking(offering, voice),
    ]


def alignment(kind: str, name: str, target: str, *, framework: str = "", code: str = "", description: str = "") -> Json:
    """One alignment; what is empty is left out."""
    stated = {"targetFramework": framework, "targetCode": code, "targetDescription": description}
    said = {field: value for field, value in stated.items() if value}
    return {"type": ["Alignment"], "targetType": kind, "targetName": name, "targetUrl": target, **said}


def _outcomes(offering: Offering, voice: Voice) -> Iterator[Json]:
    for outcome in offering.learning_outcomes:
        marks = [
            *voice.labels("outcome-kind", [outcome.kind] if outcome.kind else []),
            *voice.labels("outcome-reuse", [outcome.reuse] if outcome.reuse else []),
        ]
        address = voice.iri("offering", offering.id, f"outcome-{outcome.id}")
        description = "; ".join(marks)
        yield alignment(
            "ceasn:Competency", voice.words(outcome.statement), address, code=outcome.id, description=description
        )
        yield from (_esco("ext:ESCOSkill", skill, voice) for skill in outcome.esco)


def _esco(kind: str, concept: EscoConcept, voice: Voice) -> Json:
    return alignment(kind, voice.words(concept.label), concept.uri, framework="ESCO")


def _credits(offering: Offering, voice: Voice) -> Iterator[Json]:
    """Credits with their unit, which `creditsAvailable` lacks."""
    workload = offering.workload
    if workload is None:
        return
    if workload.ects is not None:
        points = decimal_text(workload.ects)
        yield alignment("ext:ECTS", f"{points} ECTS", ECTS, framework=_ECTS_NAME, code=points)
    for credits in workload.credits:
        points, system = decimal_text(credits.points), voice.label("credit-system", credits.system)
        target = uri("credit-system", credits.system) or voice.page("offering", offering.id)
        yield alignment("ext:CreditPoints", f"{points} {system}", target, framework=system, code=points)


def _levels(level: Level | None, voice: Voice) -> Iterator[Json]:
    if level is None:
        return
    basis = voice.label("level-basis", level.basis) if level.basis else ""
    if level.eqf is not None:
        code = str(level.eqf)
        name = voice.label("eqf", code)
        yield alignment("ext:EQF", name, uri("eqf", code), framework=_EQF_NAME, code=code, description=basis)
    if level.qf_ehea:
        name = voice.label("qf-ehea", level.qf_ehea)
        yield alignment(
            "ext:QFEHEA",
            name,
            "https://ehea.info/page-qualification-frameworks",
            framework="QF-EHEA",
            code=level.qf_ehea,
        )
    if level.nqf:
        framework = voice.label("nqf-framework", level.nqf.framework)
        concept = uri("nqf-level", f"{level.nqf.framework}/{level.nqf.level}")
        target = level.nqf.register or concept or uri("nqf-framework", level.nqf.framework)
        name = f"{framework}: {level.nqf.level}"
        yield alignment("ext:NQF", name, target, framework=framework, code=level.nqf.level, description=basis)


def _fields(offering: Offering, voice: Voice) -> Iterator[Json]:
    for code in offering.isced_f:
        yield alignment(
            "ext:ISCEDF", voice.label("isced-f", code), uri("isced-f", code), framework="ISCED-F 2013", code=code
        )


def _quality(entry: QualityAssurance, offering: Offering, voice: Voice) -> Json:
    """One piece of quality assurance with who said what of it and when, unfavourable decisions included."""
    agency = entry.agency
    say = voice.say
    dates = (
        (say("Issued"), entry.issued),
        (say("Valid until"), entry.expires),
        (say("Next review"), entry.next_review),
    )
    parts = [
        voice.label("quality-assurance-type", entry.type),
        f"{voice.words(agency.name)} ({agency.country})" if agency else "",
        voice.label("decision-of-agency", entry.decision) if entry.decision else "",
        *(f"{name}: {day.isoformat()}" for name, day in dates if day),
    ]
    target = entry.report or (agency.homepage if agency else f"{voice.page('offering', offering.id)}#quality")
    return alignment(
        "ext:QualityAssurance",
        voice.words(entry.title),
        target,
        framework=voice.label("framework", entry.framework),
        code=entry.id,
        description="; ".join(part for part in parts if part),
    )


def _occupations(offering: Offering, voice: Voice) -> Iterator[Json]:
    yield from (_esco("ext:ESCOOccupation", one, voice) for one in offering.esco_occupations)


def _competences(offering: Offering, voice: Voice) -> Iterator[Json]:
    """Competences of the European frameworks for digital skills and for sustainability."""
    frameworks = (
        ("digcomp", "ext:DigComp", "DigComp 2.2", "https://data.europa.eu/doi/10.2760/115376", offering.digcomp),
        ("greencomp", "ext:GreenComp", "GreenComp", "https://data.europa.eu/doi/10.2760/13286", offering.greencomp),
    )
    for table, kind, name, document, codes in frameworks:
        yield from (alignment(kind, voice.label(table, code), document, framework=name, code=code) for code in codes)


def _profession(offering: Offering, voice: Voice) -> Iterator[Json]:
    profession = offering.regulated_profession
    if profession is not None:
        target = profession.homepage or voice.page("offering", offering.id)
        authority = voice.words(profession.authority) if profession.authority else ""
        yield alignment("ext:RegulatedProfession", voice.words(profession.title), target, description=authority)


def _stacking(offering: Offering, voice: Voice) -> Iterator[Json]:
    """What it counts towards, and with how many credits."""
    stackability = offering.stackability
    if stackability is None:
        return
    option = voice.label("stackability", stackability.option)
    note = voice.words(stackability.note) if stackability.note else ""
    if not stackability.into:
        address = f"{voice.page('offering', offering.id)}#stacking"
        yield alignment("ext:Stackability", option, address, code=stackability.option, description=note)
    for one in stackability.into:
        yield from _stacking_into(one, offering, f"{option}; {note}".removesuffix("; "), voice)


def _stacking_into(one: StackingOption, offering: Offering, said: str, voice: Voice) -> Iterator[Json]:
    code = f"{decimal_text(one.ects)} ECTS" if one.ects is not None else ""
    if one.offering is not None:
        goal = voice.catalogue.offerings.get(one.offering)
        if goal is not None and goal.status != "draft":
            address = voice.iri("offering", goal.id)
            yield alignment("ext:StacksInto", voice.words(goal.title), address, code=code, description=said)
    elif one.qualification is not None:
        wanted = one.qualification
        level = voice.label("eqf", wanted.eqf) if wanted.eqf is not None else ""
        size = f"{decimal_text(wanted.ects)} ECTS" if wanted.ects is not None else ""
        address = wanted.homepage or f"{voice.page('offering', offering.id)}#stacking"
        description = "; ".join(part for part in (said, level, size) if part)
        yield alignment("ext:StacksInto", voice.words(wanted.title), address, code=code, description=description)
