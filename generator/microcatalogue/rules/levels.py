"""Rules on levels: EQF, national frameworks and cycles of higher education must not contradict each other.

None of them is ever derived from another; these rules only point at contradictions.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue import Catalogue
from ..diagnostics import Path, Severity
from ..model import NationalLevel, Offering, Pathway
from ..vocabulary import vocabulary
from .registry import Problem, at, rule


@rule(
    "level-contradicts-cycle",
    Severity.WARNING,
    "EQF level against the cycle",
    on="offering",
    message="EQF level {eqf} does not fit the {cycle}, which is EQF level {expected}",
    hint="correct “eqf” or “qf_ehea”",
    why="Recognition is decided by level; two levels at once can be used by nobody.",
    wrong="level: {eqf: 4, qf_ehea: first-cycle, basis: stated-by-provider}",
    right="level: {eqf: 6, qf_ehea: first-cycle, basis: stated-by-provider}",
    source="Annex I, element 8",
)
def level_contradicts_cycle(offering: Offering, _catalogue: Catalogue) -> Iterator[Problem]:
    level = offering.level
    if level and level.eqf and level.qf_ehea:
        cycle = vocabulary("qf-ehea")[level.qf_ehea]
        if int(cycle.more["eqf"]) != level.eqf:
            yield at("level", "eqf", eqf=level.eqf, cycle=cycle.label("en").lower(), expected=cycle.more["eqf"])


def _contradiction(national: NationalLevel | None, eqf: int | None, path: Path) -> Iterator[Problem]:
    """By the referencing table; silent where the table has no answer for the level."""
    if national is None or eqf is None:
        return
    table = vocabulary("nqf-level").terms
    term = table.get(f"{national.framework}/{national.level}")
    expected = term.more["eqf"] if term else ""
    if expected and int(expected) != eqf:
        yield at(*path, eqf=eqf, level=national.level, framework=national.framework, expected=expected)


@rule(
    "national-level-contradicts",
    Severity.WARNING,
    "EQF level against the national level",
    on=("offering", "pathway"),
    message="EQF level {eqf} does not fit level {level} of {framework}, which is referenced to EQF level {expected}",
    hint="correct “eqf” or “nqf”",
    why="The national referencing report says which levels correspond; recognition officers look it up.",
    wrong="level: {eqf: 7, basis: in-framework, nqf: {framework: EE, level: '6'}}",
    right="level: {eqf: 6, basis: in-framework, nqf: {framework: EE, level: '6'}}",
    source="Annex I, element 8",
)
def national_level_contradicts(record: Offering | Pathway, _catalogue: Catalogue) -> Iterator[Problem]:
    if isinstance(record, Pathway):
        yield from _contradiction(record.leads_to.nqf, record.leads_to.eqf, ("leads_to", "eqf"))
    elif record.level:
        yield from _contradiction(record.level.nqf, record.level.eqf, ("level", "eqf"))


@rule(
    "unknown-national-level",
    Severity.WARNING,
    "Level that the framework does not have",
    on=("offering", "pathway"),
    message="the framework {framework} has no level “{level}”; it has {known}",
    hint="write the level as the national register does",
    why="A level that does not exist cannot be compared.",
    wrong="level: {basis: in-framework, nqf: {framework: EE, level: '11'}}",
    right="level: {basis: in-framework, nqf: {framework: EE, level: '6'}}",
)
def unknown_national_level(record: Offering | Pathway, _catalogue: Catalogue) -> Iterator[Problem]:
    place: Path = ("leads_to", "nqf") if isinstance(record, Pathway) else ("level", "nqf")
    level = record.leads_to if isinstance(record, Pathway) else record.level
    national = level.nqf if level else None
    if national is None:
        return
    terms = vocabulary("nqf-level").terms.values()
    known = [term.more["level"] for term in terms if term.more["framework"] == national.framework]
    if known and national.level not in known:
        levels = ", ".join(known)
        yield at(*place, "level", framework=national.framework, level=national.level, known=levels)


@rule(
    "prerequisite-above-level",
    Severity.WARNING,
    "Prerequisite above the offering's own level",
    on="offering",
    message="the prerequisite “{ref}” is at EQF level {needed}, above the {eqf} of this offering",
    hint="correct one of the levels, or take the prerequisite out",
    why="Learners would have to know more before than they know afterwards.",
    wrong="level: {eqf: 5, basis: stated-by-provider}\nprerequisites: {offerings: [example-university/advanced]}",
    right="level: {eqf: 6, basis: stated-by-provider}\nprerequisites: {offerings: [example-university/basics]}",
)
def prerequisite_above_level(offering: Offering, catalogue: Catalogue) -> Iterator[Problem]:
    eqf = offering.level.eqf if offering.level else None
    for index, ref in enumerate(offering.prerequisites.offerings if offering.prerequisites else ()):
        before = catalogue.offerings.get(ref)
        needed = before.level.eqf if before and before.level else None
        if eqf and needed and needed > eqf:
            yield at("prerequisites", "offerings", index, ref=ref, needed=needed, eqf=eqf)


@rule(
    "framework-without-register",
    Severity.WARNING,
    "In the national framework, but in no register",
    on="offering",
    message="“in-framework” says that the national framework includes it; the register that shows it is missing",
    hint="add nqf: {{framework: …, level: …, register: https://…}}, or write basis: stated-by-provider",
    why="National authorities decide what is in the framework; their register is the evidence.",
    wrong="level: {eqf: 6, basis: in-framework}",
    right="level: {eqf: 6, basis: in-framework, nqf: {framework: EE, level: '6', register: https://register.example.org/6}}",
    source="point 9d",
)
def framework_without_register(offering: Offering, _catalogue: Catalogue) -> Iterator[Problem]:
    level = offering.level
    if level and level.basis == "in-framework" and not (level.nqf and level.nqf.register):
        yield at("level", "basis")
