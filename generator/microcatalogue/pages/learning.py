"""Sections of an offering on what is learnt and what it is worth: outcomes, assessment, quality, recognition."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ..model import (
    Assessment,
    EscoConcept,
    LearningOutcome,
    Offering,
    QualityAssurance,
    Run,
    StatedRecognition,
)
from .parts import Group, Link, Row, Section, Words, stated
from .speaker import Speaker


def esco(concepts: Iterable[EscoConcept], speaker: Speaker) -> tuple[Link, ...]:
    """Links to ESCO concepts by their labels."""
    return tuple(Link(speaker.text(one.label) or Words(one.uri), one.uri, outside=True) for one in concepts)


def outcomes(offering: Offering, speaker: Speaker) -> Section:
    """What a learner is able to do afterwards."""
    groups = tuple(_outcome(outcome, speaker) for outcome in offering.learning_outcomes)
    return Section("outcomes", speaker.say("What you will be able to do"), values=groups)


def _outcome(outcome: LearningOutcome, speaker: Speaker) -> Group:
    marks = (speaker.code("outcome-kind", outcome.kind), speaker.code("outcome-reuse", outcome.reuse))
    rows = stated(speaker.say("ESCO skills"), *esco(outcome.esco, speaker))
    shown = tuple(mark for mark in marks if mark is not None)
    return Group(speaker.text(outcome.statement), rows, f"outcome-{outcome.id}", shown)


def assessment(offering: Offering, speaker: Speaker) -> Section:
    """How the outcomes are assessed."""
    groups = tuple(_assessment(entry, offering, speaker) for entry in offering.assessment)
    return Section("assessment", speaker.say("Assessment"), values=groups)


def _assessment(entry: Assessment, offering: Offering, speaker: Speaker) -> Group:
    say = speaker.say
    statements = {outcome.id: outcome.statement for outcome in offering.learning_outcomes}
    assessed = (speaker.text(statements.get(ref)) for ref in entry.assesses)
    rows = (
        *stated(say("Type of assessment"), speaker.code("assessment-type", entry.type)),
        speaker.row(say("Criteria"), speaker.text(entry.criteria)),
        speaker.row(say("Supervision and identity verification"), speaker.code("supervision", entry.supervision)),
        *stated(say("Form"), speaker.code("participation", entry.mode)),
        *stated(say("Languages of assessment"), *speaker.languages(entry.languages)),
        *stated(say("Grading scheme"), speaker.text(entry.grading)),
        *stated(say("Assessed by"), speaker.text(entry.assessor)),
        *stated(say("Outcomes assessed"), *assessed),
    )
    title = speaker.text(entry.title) or Words(speaker.label("assessment-type", entry.type))
    return Group(title, rows, f"assessment-{entry.id}")


def quality(offering: Offering, speaker: Speaker) -> Section:
    """The quality assurance that underpins the offering."""
    entries = speaker.catalogue.quality_assurance(offering)
    groups = tuple(quality_entry(entry, speaker) for entry in entries)
    return Section("quality", speaker.say("Quality assurance"), values=groups)


def quality_entry(entry: QualityAssurance, speaker: Speaker) -> Group:
    """One entry, with a word where it does not count any more."""
    say = speaker.say
    agency = entry.agency
    rows = (
        *stated(say("Type"), speaker.code("quality-assurance-type", entry.type)),
        *stated(say("Standard or framework"), speaker.code("framework", entry.framework)),
        *stated(
            say("Agency"),
            speaker.outside(agency.homepage, speaker.text(agency.name)) if agency else None,
            speaker.code("country", agency.country) if agency else None,
        ),
        *stated(say("Decision"), speaker.code("decision-of-agency", entry.decision)),
        *stated(say("Issued"), speaker.day(entry.issued)),
        *stated(say("Valid until"), speaker.day(entry.expires)),
        *stated(say("Next review"), speaker.day(entry.next_review)),
        *stated(say("Report"), speaker.outside(entry.report)),
        *_standing(entry, speaker),
    )
    return Group(speaker.text(entry.title), rows, f"quality-{entry.id}")


def _standing(entry: QualityAssurance, speaker: Speaker) -> tuple[Row, ...]:
    if entry.counts(speaker.catalogue.as_of):
        return ()
    return stated(speaker.say("Standing"), Words(speaker.say("not in force; it does not count for recognition")))


def recognition(offering: Offering, speaker: Speaker) -> Section:
    """Recognition by others, as the provider states it."""
    groups = tuple(_recognised(entry, speaker) for entry in offering.recognised_by)
    lead = speaker.say("Stated by the provider, with evidence. The receiving organisation decides.") if groups else ""
    return Section("recognition", speaker.say("Recognition stated by the provider"), values=groups, lead=lead)


def _recognised(entry: StatedRecognition, speaker: Speaker) -> Group:
    say = speaker.say
    who = speaker.to("provider", entry.provider) if entry.provider else speaker.text(entry.name)
    rows = (
        *stated(say("Recognised by"), who),
        *stated(say("Purpose"), speaker.code("recognition-purpose", entry.purpose)),
        *stated(say("Statement"), speaker.text(entry.statement)),
        *stated(say("Evidence"), speaker.outside(entry.evidence)),
        *stated(say("Valid until"), speaker.day(entry.valid_until)),
    )
    return Group(None, rows)


def next_run(offering: Offering, as_of: date | None) -> Run | None:
    """The run that a reader can still join: the next by date that is not cancelled, else one that begins at any time."""
    runs = [run for run in offering.runs if run.status != "cancelled"]
    dated = [(run.starts.last_day, run) for run in runs if run.starts]
    coming = sorted(
        ((day, run.id, run) for day, run in dated if as_of is None or day >= as_of), key=lambda one: one[:2]
    )
    return next((run for _, _, run in coming), next((run for run in runs if run.rolling), None))
