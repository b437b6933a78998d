"""The seven questions that recognition officers ask, answered from what is stated, each with its evidence.

After Nuffic's micro-evaluator (RECOMMENDATION.md). What is documented is said, and what is not; a course is never scored.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from ..model import Offering
from .annex_one import level, workload
from .language import message
from .parts import Sentence, Value, Words, there
from .speaker import Speaker

Values = tuple[Value, ...]


class Question(NamedTuple):
    """A question with its answer and the evidence for it; nothing in either means that it is not stated."""

    words: str
    answer: Values
    evidence: Values


def questions(offering: Offering, speaker: Speaker) -> tuple[Question, ...]:
    """The seven questions in the order in which officers ask them."""
    return tuple(Question(speaker.say(words), *answer(offering, speaker)) for words, answer in _QUESTIONS)


def _quality(offering: Offering, speaker: Speaker) -> tuple[Values, Values]:
    """Standards and decisions that are in force, then what is not; reports and agencies are the evidence."""
    entries = speaker.catalogue.quality_assurance(offering)
    counting = [entry for entry in entries if entry.counts(speaker.catalogue.as_of)]
    lapsed = speaker.say("not in force; it does not count for recognition")
    answer = (
        *(_titled(speaker.text(one.title), speaker.label("framework", one.framework)) for one in counting),
        *(_titled(speaker.text(one.title), lapsed) for one in entries if one not in counting),
    )
    reports = (speaker.outside(one.report) for one in counting)
    agencies = (
        speaker.outside(one.agency.homepage, speaker.text(one.agency.name)) or speaker.text(one.agency.name)
        for one in counting
        if one.agency
    )
    return there(*answer), tuple(dict.fromkeys(there(*reports, *agencies)))


def _verification(offering: Offering, speaker: Speaker) -> tuple[Values, Values]:
    credential = offering.credential
    if credential is None:
        return (), ()
    return speaker.codes("credential-format", credential.formats), there(speaker.outside(credential.verification))


def _level(offering: Offering, speaker: Speaker) -> tuple[Values, Values]:
    stated = offering.level
    register = stated.nqf.register if stated and stated.nqf else None
    basis = speaker.code("level-basis", stated.basis) if stated else None
    answer = tuple(one for one in level(stated, speaker) if one != basis)
    return answer, there(basis, speaker.outside(register))


def _outcomes(offering: Offering, speaker: Speaker) -> tuple[Values, Values]:
    number = len(offering.learning_outcomes)
    if not number:
        return (), ()
    said = speaker.language.say_many("{number} learning outcome", "{number} learning outcomes", number)
    assessed = {ref for entry in offering.assessment for ref in entry.assesses}
    tested = sum(1 for one in offering.learning_outcomes if one.id in assessed)
    linked = sum(1 for one in offering.learning_outcomes if one.esco)
    return (Words(said),), there(
        Words(speaker.say("row 6 of this sheet")),
        Words(speaker.say("assessed by name: {number}", number=speaker.language.number(tested))) if tested else None,
        Words(speaker.say("linked to ESCO skills: {number}", number=speaker.language.number(linked)))
        if linked
        else None,
    )


def _workload(offering: Offering, speaker: Speaker) -> tuple[Values, Values]:
    answer = workload(offering.workload, speaker)
    return answer, (Words(speaker.say("as stated by the provider; nothing is converted")),) if answer else ()


def _testing(offering: Offering, speaker: Speaker) -> tuple[Values, Values]:
    types = speaker.codes("assessment-type", dict.fromkeys(entry.type for entry in offering.assessment))
    said = (one for entry in offering.assessment for one in (entry.criteria, entry.grading, entry.assessor))
    return types, tuple(dict.fromkeys(there(*(_flat(speaker.text(one)) for one in said))))


def _identification(offering: Offering, speaker: Speaker) -> tuple[Values, Values]:
    entries = [entry for entry in offering.assessment if entry.supervision]
    answer = speaker.codes("supervision", dict.fromkeys(entry.supervision for entry in entries if entry.supervision))
    titles = (speaker.text(entry.title) or Words(speaker.label("assessment-type", entry.type)) for entry in entries)
    return answer, tuple(dict.fromkeys(titles))


_BULLET = re.compile(r"^\s*(?:[-*]|\d+\.)\s+")


def _titled(title: Words | None, about: str) -> Sentence | None:
    return Sentence((title, f": {about}")) if title else None


def _flat(words: Words | None) -> Words | None:
    """The words of a rich text in one line."""
    if words is None:
        return None
    lines = (_BULLET.sub("", line).strip() for line in words.text.splitlines())
    return Words(" ".join(line for line in lines if line), words.lang)


_QUESTIONS: tuple[tuple[str, Callable[[Offering, Speaker], tuple[Values, Values]]], ...] = (
    (message("Is its quality assured?"), _quality),
    (message("Can the credential be verified?"), _verification),
    (message("At what level is it?"), _level),
    (message("What has been learnt?"), _outcomes),
    (message("How much work was it?"), _workload),
    (message("How was it tested?"), _testing),
    (message("Was the learner identified?"), _identification),
)
