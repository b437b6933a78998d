"""The columns of an offering on what is learnt, how much work it takes and at which level."""

from __future__ import annotations

from collections.abc import Iterable

from ...pages.language import Language, message
from ...values import Text
from .column import CODES, INTEGER, LINES, NUMBER, URL, Column, column
from .facts import OfferingFacts, label, once, texts, words

Columns = tuple[Column[OfferingFacts], ...]


def _skill_labels(facts: OfferingFacts, language: Language) -> Iterable[str]:
    labels: Iterable[Text] = (skill.label for one in facts.offering.learning_outcomes for skill in one.esco)
    return once(texts(words(one, language) for one in labels))


def _other_credits(facts: OfferingFacts, language: Language) -> Iterable[str]:
    workload = facts.offering.workload
    stated = workload.credits if workload else ()
    return tuple(f"{language.number(one.points)} {label('credit-system', one.system, language)}" for one in stated)


LEARNT: Columns = (
    column(
        "languages",
        lambda f: once((*f.offering.languages, *(code for run in f.held for code in run.languages))),
        says=("languages", "runs.languages"),
        description=message("In which languages it is taught, as codes."),
        vocabulary="language",
        labelled=True,
        separator=CODES,
    ),
    column(
        "fields",
        lambda f: f.offering.isced_f,
        says="isced_f",
        description=message("Fields of education as codes of ISCED-F 2013."),
        vocabulary="isced-f",
        labelled=True,
        separator=CODES,
    ),
    column(
        "learning_outcomes",
        spoken=lambda f, language: texts(words(one.statement, language) for one in f.offering.learning_outcomes),
        says="learning_outcomes.statement",
        title=message("Learning outcomes"),
        description=message("What a learner knows and is able to do afterwards."),
        separator=LINES,
    ),
    column(
        "esco_skills",
        lambda f: once(skill.uri for one in f.offering.learning_outcomes for skill in one.esco),
        says="learning_outcomes.esco.uri",
        title=message("ESCO skills"),
        description=message("Addresses of the skills of the ESCO classification to which the outcomes correspond."),
        separator=LINES,
    ),
    column(
        "esco_skill_names",
        spoken=_skill_labels,
        says="learning_outcomes.esco.label",
        title=message("Names of the ESCO skills"),
        description=message("As the provider names them."),
        separator=LINES,
    ),
    column(
        "esco_occupations",
        lambda f: once(one.uri for one in f.offering.esco_occupations),
        says="esco_occupations.uri",
        title=message("ESCO occupations"),
        description=message("Addresses of the occupations of the ESCO classification for which it prepares."),
        separator=LINES,
    ),
    column(
        "esco_occupation_names",
        spoken=lambda f, language: once(texts(words(one.label, language) for one in f.offering.esco_occupations)),
        says="esco_occupations.label",
        title=message("Names of the ESCO occupations"),
        description=message("As the provider names them."),
        separator=LINES,
    ),
    column(
        "ects", lambda f: f.offering.workload.ects if f.offering.workload else None, says="workload.ects", type=NUMBER
    ),
    column(
        "hours",
        lambda f: f.offering.workload.hours if f.offering.workload else None,
        says="workload.hours",
        type=NUMBER,
    ),
    column(
        "contact_hours",
        lambda f: f.offering.workload.contact_hours if f.offering.workload else None,
        says="workload.contact_hours",
        type=NUMBER,
    ),
    column(
        "other_credits",
        spoken=_other_credits,
        says=("workload.credits.points", "workload.credits.system"),
        title=message("Other credits"),
        description=message("Credits of other systems than ECTS."),
        separator=LINES,
    ),
    column(
        "eqf_level",
        lambda f: f.offering.level.eqf if f.offering.level else None,
        says="level.eqf",
        vocabulary="eqf",
        type=INTEGER,
    ),
    column(
        "qf_ehea_cycle",
        lambda f: f.offering.level.qf_ehea if f.offering.level else None,
        says="level.qf_ehea",
        vocabulary="qf-ehea",
        labelled=True,
    ),
    column(
        "level_basis",
        lambda f: f.offering.level.basis if f.offering.level else None,
        says="level.basis",
        title=message("Basis of the level"),
        vocabulary="level-basis",
        labelled=True,
    ),
    column(
        "nqf_framework",
        lambda f: f.nqf.framework if f.nqf else None,
        says="level.nqf.framework",
        title=message("National framework"),
        vocabulary="nqf-framework",
        labelled=True,
    ),
    column(
        "nqf_level",
        lambda f: f.nqf.level if f.nqf else None,
        says="level.nqf.level",
        title=message("National level"),
    ),
    column(
        "nqf_register",
        lambda f: f.nqf.register if f.nqf else None,
        says="level.nqf.register",
        title=message("Entry in the national register"),
        type=URL,
    ),
    column(
        "level_not_applicable",
        spoken=lambda f, language: words(f.offering.level and f.offering.level.not_applicable, language),
        says="level.not_applicable",
        title=message("Why no level applies"),
    ),
    column(
        "learning_setting",
        lambda f: f.offering.learning_setting,
        says="learning_setting",
        vocabulary="learning-setting",
        labelled=True,
    ),
    column(
        "opportunity_type",
        lambda f: f.offering.opportunity_type,
        says="opportunity_type",
        vocabulary="opportunity-type",
        labelled=True,
        required=True,
    ),
)
