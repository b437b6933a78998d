"""The columns of an offering on what it is worth: assessment, quality assurance, recognition, stacking, relevance, credential."""

from __future__ import annotations

from ...facet_codes import frameworks
from ...model import RecognitionPolicy
from ...pages.language import Language, message
from . import sentences
from .column import CODES, INTEGER, LINES, URL, Column, column
from .facts import OfferingFacts, not_drafts, once, one_after_other, texts, words

Columns = tuple[Column[OfferingFacts], ...]


def _stack_targets(facts: OfferingFacts) -> tuple[str, ...]:
    own = facts.offering.stackability
    named = (option.offering for option in own.into if option.offering) if own else ()
    return tuple(not_drafts(facts.catalogue, "offering", named))


def _recognising(facts: OfferingFacts, outcome: str) -> tuple[RecognitionPolicy, ...]:
    return facts.recognised.get(outcome, ())


def _profession(facts: OfferingFacts, language: Language) -> str:
    stated = facts.offering.regulated_profession
    parts = (words(stated.title, language), words(stated.authority, language), stated.homepage) if stated else ()
    return one_after_other(parts)


def _relevance(facts: OfferingFacts, language: Language) -> str:
    stated = facts.offering.relevance
    return one_after_other((words(stated.evidence, language), stated.source)) if stated else ""


ASSESSED: Columns = (
    column(
        "assessment_types",
        lambda f: once(one.type for one in f.offering.assessment),
        says="assessment.type",
        title=message("Types of assessment"),
        description=message("How the outcomes are assessed, as codes."),
        vocabulary="assessment-type",
        labelled=True,
        separator=CODES,
    ),
    column(
        "supervision",
        lambda f: once(texts(one.supervision for one in f.offering.assessment)),
        says="assessment.supervision",
        vocabulary="supervision",
        labelled=True,
        separator=CODES,
    ),
    column(
        "assessment",
        spoken=lambda f, language: tuple(sentences.assessment(one, language) for one in f.offering.assessment),
        says=(
            *("assessment.title", "assessment.type", "assessment.supervision", "assessment.mode"),
            *("assessment.languages", "assessment.grading", "assessment.assessor", "assessment.criteria"),
        ),
        title=message("Assessment"),
        description=message(
            "Each assessment with its type, supervision, form, languages, grades, assessor and criteria."
        ),
        separator=LINES,
    ),
    column(
        "quality_frameworks",
        lambda f: once(frameworks(f.catalogue, f.offering)),
        says="quality_assurance.framework",
        of_provider=("quality_assurance.framework",),
        title=message("Standards of quality assurance"),
        description=message("The standards of the quality assurance that counts on the day of the table, as codes."),
        vocabulary="framework",
        labelled=True,
        separator=CODES,
    ),
    column(
        "quality_assurance",
        spoken=lambda f, language: tuple(
            sentences.quality(one, language) for one in f.catalogue.quality_assurance(f.offering)
        ),
        says=(
            *("quality_assurance", "quality_assurance.title", "quality_assurance.type"),
            *("quality_assurance.agency.name", "quality_assurance.agency.country", "quality_assurance.decision"),
            *("quality_assurance.issued", "quality_assurance.expires", "quality_assurance.next_review"),
            "quality_assurance.agency.homepage",
        ),
        of_provider=(
            *("quality_assurance.title", "quality_assurance.type", "quality_assurance.agency.name"),
            *("quality_assurance.agency.country", "quality_assurance.decision", "quality_assurance.issued"),
            *("quality_assurance.expires", "quality_assurance.next_review", "quality_assurance.agency.homepage"),
        ),
        title=message("Quality assurance"),
        description=message("Each piece of it with its type, agency, decision and days."),
        separator=LINES,
    ),
    column(
        "quality_reports",
        lambda f: once(texts(one.report for one in f.catalogue.quality_assurance(f.offering))),
        says="quality_assurance.report",
        of_provider=("quality_assurance.report",),
        title=message("Reports of quality assurance"),
        description=message("Addresses of the published reports and decisions."),
        separator=LINES,
    ),
)

RECOGNISED: Columns = (
    column(
        "recognised_automatically",
        lambda f: len(_recognising(f, "automatic")),
        title=message("Recognised automatically, by how many"),
        description=message("How many organisations recognise it for some purpose by a published rule alone."),
        type=INTEGER,
        required=True,
    ),
    column(
        "recognised_automatically_by",
        lambda f: tuple(one.provider for one in _recognising(f, "automatic")),
        title=message("Recognised automatically by"),
        description=message("The ids of these organisations; the table of recognition says for which purpose."),
        separator=CODES,
    ),
    column(
        "recognised_on_conditions",
        lambda f: len(_recognising(f, "conditional")),
        title=message("Recognised on conditions, by how many"),
        description=message(
            "How many organisations recognise it for some purpose if the learner fulfils named conditions."
        ),
        type=INTEGER,
        required=True,
    ),
    column(
        "recognised_on_conditions_by",
        lambda f: tuple(one.provider for one in _recognising(f, "conditional")),
        title=message("Recognised on conditions by"),
        description=message("The ids of these organisations; the table of recognition says for which purpose."),
        separator=CODES,
    ),
    column(
        "recognition_stated",
        spoken=lambda f, language: tuple(sentences.recognition(one, f, language) for one in f.offering.recognised_by),
        says=(
            *("recognised_by.provider", "recognised_by.name", "recognised_by.purpose", "recognised_by.statement"),
            *("recognised_by.evidence", "recognised_by.valid_until"),
        ),
        title=message("Recognition as the provider states it"),
        description=message("By whom, for what, what exactly, until when and on what evidence."),
        separator=LINES,
    ),
    column(
        "stackability",
        lambda f: f.offering.stackability.option if f.offering.stackability else None,
        says="stackability.option",
        title=message("Stackability"),
        vocabulary="stackability",
        labelled=True,
    ),
    column(
        "stacks_into",
        _stack_targets,
        says="stackability.into.offering",
        title=message("Counts towards offerings"),
        description=message("The ids of larger micro-credentials of the catalogue."),
        separator=CODES,
    ),
    column(
        "stacks_into_names",
        spoken=lambda f, language: texts(sentences.stacking(f, language)),
        says=(
            *("stackability.into.offering", "stackability.into.ects", "stackability.into.qualification.title"),
            *("stackability.into.qualification.eqf", "stackability.into.qualification.ects"),
            "stackability.into.qualification.homepage",
        ),
        title=message("Counts towards"),
        description=message("What it counts towards, in the catalogue and outside, with the credits that count."),
        separator=LINES,
    ),
    column(
        "stacking_note",
        spoken=lambda f, language: words(f.offering.stackability and f.offering.stackability.note, language),
        says="stackability.note",
        title=message("Note on stacking"),
    ),
    column(
        "pathways",
        lambda f: tuple(one.id for one in f.catalogue.pathways_with(f.offering.id)),
        title=message("Pathways"),
        description=message("The ids of the pathways in which it is a step."),
        separator=CODES,
    ),
)

RELEVANT: Columns = (
    column(
        "transitions",
        lambda f: f.offering.transitions,
        says="transitions",
        vocabulary="transition",
        labelled=True,
        separator=CODES,
    ),
    column(
        "digcomp", lambda f: f.offering.digcomp, says="digcomp", vocabulary="digcomp", labelled=True, separator=CODES
    ),
    column(
        "greencomp",
        lambda f: f.offering.greencomp,
        says="greencomp",
        vocabulary="greencomp",
        labelled=True,
        separator=CODES,
    ),
    column(
        "regulated_profession",
        spoken=_profession,
        says=("regulated_profession.title", "regulated_profession.authority", "regulated_profession.homepage"),
        title=message("Regulated profession"),
        description=message(
            "The profession and the authority that is competent for it; Directive 2005/36/EC is not affected."
        ),
    ),
    column(
        "relevance",
        spoken=_relevance,
        says=("relevance.evidence", "relevance.source"),
        title=message("Evidence of need"),
        description=message("What shows that these skills are asked for, and where that can be read."),
    ),
    column(
        "developed_with",
        spoken=lambda f, language: tuple(sentences.partner(one, language) for one in f.offering.developed_with),
        says=("developed_with.name", "developed_with.kind"),
        title=message("Developed with"),
        description=message("Who helped to develop it, each with its kind."),
        separator=LINES,
    ),
    column(
        "credential_formats",
        lambda f: f.offering.credential.formats if f.offering.credential else (),
        says="credential.formats",
        title=message("Formats of the credential"),
        vocabulary="credential-format",
        labelled=True,
        separator=CODES,
    ),
    column(
        "credential_verification",
        lambda f: f.offering.credential.verification if f.offering.credential else None,
        says="credential.verification",
        title=message("Where the credential can be verified"),
        description=message("Address of the page."),
        type=URL,
    ),
)
