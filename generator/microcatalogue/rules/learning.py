"""Rules on what is learnt: size, hours, outcomes, assessment, validation, stacking, money."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..catalogue import Catalogue
from ..diagnostics import Severity
from ..model import Offering, Range
from .registry import Problem, at, rule


def _band(offering: Offering, catalogue: Catalogue) -> tuple[Decimal, Decimal]:
    """Hours that one ECTS credit stands for, by the awarding body's country (ECTS Users' Guide: 25 to 30)."""
    hours = catalogue.settings.hours_per_ects
    country = next(iter(catalogue.awarding_country(body) for body in catalogue.awarding_bodies(offering)), None)
    own = (hours.by_country or {}).get(country or "", Range())
    return own.min or hours.min, own.max or hours.max


@rule(
    "hours-out-of-band",
    Severity.WARNING,
    "Hours that do not fit the credits",
    on="offering",
    message="{hours} hours for {ects} ECTS are {each} hours a credit; {least} to {most} are usual",
    hint="correct the hours or the credits; the band can be set by country in catalogue.yml",
    why="Recognition officers compare credits by the work behind them.",
    wrong="workload: {ects: 6, hours: 40}",
    right="workload: {ects: 6, hours: 156}",
    source="Annex I, element 7",
)
def hours_out_of_band(offering: Offering, catalogue: Catalogue) -> Iterator[Problem]:
    workload = offering.workload
    if not workload or not workload.ects or workload.hours is None:
        return
    least, most = _band(offering, catalogue)
    each = workload.hours / workload.ects
    if not least <= each <= most:
        rounded = f"{each:.1f}".removesuffix(".0")
        yield at("workload", "hours", hours=workload.hours, ects=workload.ects, each=rounded, least=least, most=most)


@rule(
    "contact-hours-exceed",
    Severity.WARNING,
    "More contact hours than hours",
    on="offering",
    message="{contact} contact hours are more than all {hours} hours together",
    hint="state in “hours” all the work of a learner, contact hours included",
    why="Learners plan their weeks by the whole of the work.",
    wrong="workload: {ects: 6, hours: 30, contact_hours: 40}",
    right="workload: {ects: 6, hours: 156, contact_hours: 40}",
)
def contact_hours_exceed(offering: Offering, _catalogue: Catalogue) -> Iterator[Problem]:
    workload = offering.workload
    if workload and workload.contact_hours and workload.hours and workload.contact_hours > workload.hours:
        yield at("workload", "contact_hours", contact=workload.contact_hours, hours=workload.hours)


@rule(
    "large-size",
    Severity.WARNING,
    "Large for a micro-credential",
    on="offering",
    message="{ects} ECTS are more than the {limit} up to which this catalogue takes learning for “small”",
    hint="check the figure; if it is right, consider offering it as a programme that micro-credentials stack into",
    why="A micro-credential records the learning outcomes of a small volume of learning.",
    wrong="workload: {ects: 60}",
    right="workload: {ects: 6}",
    source="point 5a",
)
def large_size(offering: Offering, catalogue: Catalogue) -> Iterator[Problem]:
    ects = offering.workload.ects if offering.workload else None
    if ects is not None and ects > catalogue.settings.large_from_ects:
        yield at("workload", "ects", ects=ects, limit=catalogue.settings.large_from_ects)


@rule(
    "zero-workload",
    Severity.WARNING,
    "Workload of nothing",
    on="offering",
    message="a workload of 0 says that nothing has to be done",
    hint="state the credits or hours, or leave the figure out if it is not known",
    why="“Not stated” and “none” are different things to a recognition officer.",
    wrong="workload: {ects: 0}",
    right="workload: {hours: 12}",
)
def zero_workload(offering: Offering, _catalogue: Catalogue) -> Iterator[Problem]:
    workload = offering.workload
    for name in ("ects", "hours") if workload else ():
        if getattr(workload, name) == 0:
            yield at("workload", name)


# Openings that name a state of mind or a topic instead of an ability; Estonian as of the providers' catalogues.
_NO_ABILITY = {
    "en": re.compile(
        r"(?:(?:basic|good|general|in-depth|sound)\s+)?(?:knowledge|understanding|awareness|overview|familiarity)\b|introduction to\b",
        re.I,
    ),
    "et": re.compile(
        r"(?:(?:alg|põhi|üldised|baas)?teadmised|ülevaade|arusaam|tutvumine|sissejuhatus)\b|(?:üld)?teadmi\w*\b", re.I
    ),
}


@rule(
    "outcome-without-ability",
    Severity.WARNING,
    "Outcome that names no ability",
    on="offering",
    message="“{words} …” says what is treated, not what a learner is able to do afterwards",
    hint="begin with what the learner does: {verbs}",
    why="Only what someone can show can be assessed and compared by a recognition officer.",
    wrong="learning_outcomes: [{id: a, statement: {en: Knowledge of statistics}}]",
    right="learning_outcomes: [{id: a, statement: {en: Explain the limits of a sample.}}]",
    source="Annex I, element 6; point 5a",
)
def outcome_without_ability(offering: Offering, _catalogue: Catalogue) -> Iterator[Problem]:
    verbs = {"en": "“Explain …”, “Apply …”, “Compare …”", "et": "„Selgitab …“, „Rakendab …“, „Võrdleb …“"}
    for index, outcome in enumerate(offering.learning_outcomes):
        for language, text in outcome.statement:
            pattern = _NO_ABILITY.get(language)
            if pattern and pattern.match(text.lstrip("“„\"'• -")):
                words = " ".join(text.split()[:3])
                yield at("learning_outcomes", index, "statement", language, words=words, verbs=verbs[language])


@rule(
    "outcome-not-assessed",
    Severity.WARNING,
    "Outcome that no assessment covers",
    on="offering",
    message="no assessment covers the learning outcome “{outcome}”",
    hint="add its id to “assesses” of an assessment, or leave “assesses” out where one covers all",
    why="A micro-credential records outcomes that were assessed against clear criteria.",
    wrong="assessment: [{id: exam, type: written-examination, assesses: [lo-1]}]",
    right="assessment: [{id: exam, type: written-examination, assesses: [lo-1, lo-2]}]",
    source="point 5a; Annex II, principle 4",
)
def outcome_not_assessed(offering: Offering, _catalogue: Catalogue) -> Iterator[Problem]:
    if not offering.assessment or any(not assessment.assesses for assessment in offering.assessment):
        return
    assessed = {ref for assessment in offering.assessment for ref in assessment.assesses}
    for index, outcome in enumerate(offering.learning_outcomes):
        if outcome.id not in assessed:
            yield at("learning_outcomes", index, "id", outcome=outcome.id)


@rule(
    "informal-without-validation",
    Severity.ERROR,
    "Informal learning without validation",
    on="offering",
    message="informal learning leads to a micro-credential only through validation, and none is available here",
    hint="state validation: {{available: true, procedure: …}}, or correct the learning setting",
    why="What was learnt informally has to be identified, documented and assessed before it can be certified.",
    wrong="learning_setting: informal",
    right="learning_setting: informal\nvalidation: {available: true}",
    source="point 5f",
)
def informal_without_validation(offering: Offering, _catalogue: Catalogue) -> Iterator[Problem]:
    if offering.learning_setting == "informal" and not (offering.validation and offering.validation.available):
        yield at("learning_setting")


@rule(
    "none-with-others",
    Severity.ERROR,
    "No prerequisites, and yet some",
    on="offering",
    message="“none: true” says that nothing is needed, but “{field}” states something",
    hint="delete “none”, or delete “{field}”",
    why="Learners must know whether they can enrol.",
    wrong="prerequisites: {none: true, language_level: {et: B1}}",
    right="prerequisites: {language_level: {et: B1}}",
    source="Annex I, element 12",
)
def none_with_others(offering: Offering, _catalogue: Catalogue) -> Iterator[Problem]:
    needs = offering.prerequisites
    if needs and needs.none:
        for field in ("offerings", "language_level"):
            if getattr(needs, field):
                yield at("prerequisites", field, key=True, field=field)


@rule(
    "stand-alone-but-stacks",
    Severity.WARNING,
    "Stand-alone, and yet it stacks",
    on="offering",
    message="“stand-alone” says that it leads into nothing, but {where}",
    hint="write option: integrated-stackable, or take the other statement back",
    why="Learners and guidance services filter by what stacks into something larger.",
    wrong="stackability: {option: stand-alone, into: [{offering: example-university/data-path}]}",
    right="stackability: {option: integrated-stackable, into: [{offering: example-university/data-path}]}",
    source="Annex I, element 15",
)
def stand_alone_but_stacks(offering: Offering, catalogue: Catalogue) -> Iterator[Problem]:
    stacking = offering.stackability
    if not stacking or stacking.option != "stand-alone":
        return
    if stacking.into:
        yield at("stackability", "option", where="“into” names what it leads into")
    elif pathways := catalogue.pathways_with(offering.id):
        yield at("stackability", "option", where=f"the pathway “{pathways[0].id}” builds on it")


@rule(
    "amount-without-currency",
    Severity.ERROR,
    "Amount without a currency",
    on="offering",
    message="the amount {amount} has no currency",
    hint="add currency: EUR, or another code of three letters",
    why="A sum of money without its currency says nothing.",
    wrong="funding: [{scheme: scholarship, amount: 300}]",
    right="funding: [{scheme: scholarship, amount: 300, currency: EUR}]",
)
def amount_without_currency(offering: Offering, _catalogue: Catalogue) -> Iterator[Problem]:
    for index, funding in enumerate(offering.funding):
        if funding.amount is not None and funding.currency is None:
            yield at("funding", index, "amount", amount=funding.amount)
