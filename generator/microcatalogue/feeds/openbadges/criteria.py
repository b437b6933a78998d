"""How an achievement is earned, as Markdown in the offering's own language: outcomes, assessment, what is needed first.

One that is withdrawn says so first: the standard has no field for it, and wallets show these words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...model import Assessment, Offering, Prerequisites
from ...rich_words import escaped
from ...values import LocalId
from ..voice import Voice


def narrative(offering: Offering, voice: Voice) -> str:
    """All that is stated, section by section; empty where nothing is."""
    sections = (
        ("", _withdrawn(offering, voice)),
        (voice.say("Learning outcomes"), _outcomes(offering, voice)),
        (voice.say("Assessment"), _assessments(offering, voice)),
        (voice.say("Prerequisites"), _prerequisites(offering.prerequisites, voice)),
        (voice.say("By validating what you have learnt elsewhere"), _validation(offering, voice)),
        (voice.say("Awarding bodies"), _bodies(offering, voice)),
    )
    blocks = ((title, tuple(said)) for title, said in sections)
    return "\n\n".join(_section(title, said) for title, said in blocks if said)


def _section(title: str, blocks: tuple[str, ...]) -> str:
    return "\n\n".join(((f"### {escaped(title)}",) if title else ()) + blocks)


def _items(lines: Iterator[str]) -> Iterator[str]:
    """A list of one-line items as one block; none where there are none."""
    listed = "\n".join(f"- {line}" for line in lines)
    if listed:
        yield listed


def _row(label: str, value: str) -> str:
    return f"{escaped(label)}: {value}"


def _withdrawn(offering: Offering, voice: Voice) -> Iterator[str]:
    if offering.status == "active":
        return
    said = [f"**{escaped(voice.label('offering-status', offering.status))}**"]
    said += [offering.withdrawn_on.isoformat()] if offering.withdrawn_on else []
    yield " ".join(said)
    for label, text in (
        (voice.say("Reason"), offering.withdrawal_reason),
        (voice.say("What earlier holders keep"), offering.holders_keep),
    ):
        if text:
            yield _row(label, voice.markdown(text))


def _outcomes(offering: Offering, voice: Voice) -> Iterator[str]:
    return _items(voice.markdown(outcome.statement) for outcome in offering.learning_outcomes)


def _assessments(offering: Offering, voice: Voice) -> Iterator[str]:
    statements = {outcome.id: voice.markdown(outcome.statement) for outcome in offering.learning_outcomes}
    for entry in offering.assessment:
        yield f"**{voice.markdown(entry.title) if entry.title else escaped(voice.label('assessment-type', entry.type))}**"
        yield from _items(_facts(entry, statements, voice))
        if entry.criteria:
            yield voice.markdown(entry.criteria)


def _facts(entry: Assessment, statements: Mapping[LocalId, str], voice: Voice) -> Iterator[str]:
    """What is stated of an assessment in a word or a line each."""
    say = voice.say
    yield _row(say("Type of assessment"), escaped(voice.label("assessment-type", entry.type)))
    if entry.supervision:
        supervision = voice.label("supervision", entry.supervision)
        yield _row(say("Supervision and identity verification"), escaped(supervision))
    if entry.mode:
        yield _row(say("Form"), escaped(voice.label("participation", entry.mode)))
    if entry.languages:
        languages = ", ".join(voice.labels("language", entry.languages))
        yield _row(say("Languages of assessment"), escaped(languages))
    for label, text in ((say("Grading scheme"), entry.grading), (say("Assessed by"), entry.assessor)):
        if text:
            yield _row(label, voice.markdown(text))
    assessed = [statements[one] for one in entry.assesses if one in statements]
    if assessed:
        yield _row(say("Outcomes assessed"), " ".join(assessed))


def _prerequisites(needs: Prerequisites | None, voice: Voice) -> Iterator[str]:
    if needs is None:
        return
    if needs.none:
        yield escaped(voice.say("none"))
    if needs.text:
        yield voice.markdown(needs.text)
    yield from _items(_needed(needs, voice))


def _needed(needs: Prerequisites, voice: Voice) -> Iterator[str]:
    offerings = (voice.catalogue.offerings.get(ref) for ref in needs.offerings)
    published = (one for one in offerings if one is not None and one.status != "draft")
    yield from (_row(voice.say("Needed first"), voice.markdown(one.title)) for one in published)
    for language, level in (needs.language_level or {}).items():
        words = f"{voice.label('language', language)}: {voice.label('cefr', level)}"
        yield _row(voice.say("Language level"), escaped(words))
    if needs.prior_learning_recognised is not None:
        yield _row(voice.say("Prior learning is recognised"), _answer(needs.prior_learning_recognised, voice))


def _validation(offering: Offering, voice: Voice) -> Iterator[str]:
    validation = offering.validation
    if validation is None:
        return
    yield _answer(validation.available, voice)
    if validation.procedure:
        yield voice.markdown(validation.procedure)
    if validation.homepage:
        yield f"<{validation.homepage}>"


def _answer(answer: bool, voice: Voice) -> str:
    return escaped(voice.answer(answer))


def _bodies(offering: Offering, voice: Voice) -> Iterator[str]:
    """Who awards it together; one alone is the creator of the achievement, which needs no words."""
    bodies = voice.catalogue.awarding_bodies(offering)
    names = [voice.catalogue.awarding_name(body) for body in bodies]
    return _items(voice.markdown(name) for name in names if name) if len(bodies) > 1 else iter(())
