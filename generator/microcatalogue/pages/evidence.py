"""The ten principles of Annex II, each with what of the record documents it. Facts are listed; nothing is scored."""

from __future__ import annotations

from collections.abc import Callable

from ..model import AwardingBody, Offering, Provider
from ..vocabulary import vocabulary
from .bodies import identifiers
from .parts import Link, Row, Section, Value, Words, there
from .speaker import Speaker

Evidence = Callable[[Offering, Provider | None, Speaker], tuple[Value, ...]]


def annex_two(offering: Offering, speaker: Speaker, recognition: tuple[Link, ...] = ()) -> Section:
    """The ten principles as rows; a principle that nothing documents says so.

    `recognition` is what the catalogue itself works out for principle 6, as links to where it stands.
    """
    provider = speaker.catalogue.providers.get(offering.provider)
    rows = tuple(
        Row(
            term.label(speaker.language.code),
            (*_EVIDENCE[number](offering, provider, speaker), *(recognition if number == "6" else ())),
            term.gloss(speaker.language.code),
            number,
        )
        for number, term in vocabulary("annex-two").terms.items()
    )
    lead = speaker.say(
        "The ten principles that the Council of the European Union recommends for micro-credentials (Annex II), each "
        "with what this record says of it. It is no score."
    )
    return Section("annex-two", speaker.say("What documents its quality"), rows, lead=lead)


def _quality(offering: Offering, provider: Provider | None, speaker: Speaker) -> tuple[Value, ...]:
    entries = speaker.catalogue.quality_assurance(offering)
    counting = [entry for entry in entries if entry.counts(speaker.catalogue.as_of)]
    own = provider.internal_quality if provider else None
    return there(
        *(_within("quality", speaker.text(entry.title)) for entry in counting),
        *speaker.codes("framework", dict.fromkeys(entry.framework for entry in counting)),
        *dict.fromkeys(speaker.outside(entry.report) for entry in counting),
        _internal(provider, speaker),
        speaker.outside(own.procedure, speaker.say("procedure of internal quality assurance")) if own else None,
    )


def _internal(provider: Provider | None, speaker: Speaker) -> Words | None:
    """How many of the four elements of internal quality assurance (Annex II, principle 1) a provider describes."""
    own = provider.internal_quality if provider else None
    parts = [own.credential, own.course, own.learner_feedback, own.peer_feedback] if own else []
    described = sum(1 for part in parts if part is not None)
    if not described:
        return None
    return Words(speaker.say("internal quality assurance: {number} of 4 elements described", number=described))


def _transparency(offering: Offering, provider: Provider | None, speaker: Speaker) -> tuple[Value, ...]:
    say = speaker.say
    outcomes = speaker.language.say_many(
        "{number} learning outcome", "{number} learning outcomes", len(offering.learning_outcomes)
    )
    registers = provider.registers if provider else ()
    return there(
        _within("outcomes", Words(outcomes)) if offering.learning_outcomes else None,
        _within("description", Words(say("description of the content"))) if offering.description else None,
        _within("annex-one", Words(say("workload"))) if offering.workload else None,
        _within("annex-one", Words(say("level"))) if offering.level else None,
        _within("record", Words(say("the record as open data (JSON and YAML)"))),
        *(speaker.outside(one.url, speaker.text(one.name)) or speaker.text(one.name) for one in registers),
        *(identifiers(provider.identifiers, speaker) if provider else ()),
    )


def _relevance(offering: Offering, _provider: Provider | None, speaker: Speaker) -> tuple[Value, ...]:
    say = speaker.say
    partners = speaker.language.say_many(
        "developed with {number} partner", "developed with {number} partners", len(offering.developed_with)
    )
    looked = speaker.day(offering.reviewed_on)
    linked = sum(1 for one in offering.learning_outcomes if one.esco)
    skills = speaker.language.say_many(
        "{number} learning outcome linked to ESCO", "{number} learning outcomes linked to ESCO", linked
    )
    return there(
        _within("relevance", Words(say("evidence of need"))) if offering.relevance else None,
        _within("relevance", Words(partners)) if offering.developed_with else None,
        _within("relevance", Words(say("occupations of ESCO"))) if offering.esco_occupations else None,
        _within("outcomes", Words(skills)) if linked else None,
        Words(say("looked over by the provider on {day}", day=looked.text)) if looked else None,
    )


def _assessment(offering: Offering, _provider: Provider | None, speaker: Speaker) -> tuple[Value, ...]:
    say_many = speaker.language.say_many
    with_criteria = sum(1 for entry in offering.assessment if entry.criteria)
    assessments = say_many("{number} assessment", "{number} assessments", len(offering.assessment))
    criteria = say_many("{number} with criteria", "{number} with criteria", with_criteria)
    assessed = {ref for entry in offering.assessment for ref in entry.assesses}
    named = sum(1 for one in offering.learning_outcomes if one.id in assessed)
    outcomes = say_many("{number} learning outcome assessed", "{number} learning outcomes assessed", named)
    return there(
        _within("assessment", Words(f"{assessments}, {criteria}")) if offering.assessment else None,
        *speaker.codes("assessment-type", dict.fromkeys(one.type for one in offering.assessment)),
        _within("assessment", Words(outcomes)) if named else None,
        *speaker.codes("supervision", dict.fromkeys(one.supervision for one in offering.assessment if one.supervision)),
    )


def _pathways(offering: Offering, _provider: Provider | None, speaker: Speaker) -> tuple[Value, ...]:
    stacking, validation = offering.stackability, offering.validation
    return there(
        speaker.code("stackability", stacking.option) if stacking else None,
        *(speaker.to("pathway", one.id) for one in speaker.catalogue.pathways_with(offering.id)),
        *(speaker.to("pathway", one.id) for one in speaker.catalogue.pathways_to(offering.id)),
        Words(speaker.say("can be had by validation of earlier learning"))
        if validation and validation.available
        else None,
    )


def _recognition(offering: Offering, provider: Provider | None, speaker: Speaker) -> tuple[Value, ...]:
    stated = speaker.language.say_many(
        "recognised by {number} organisation, as stated",
        "recognised by {number} organisations, as stated",
        len(offering.recognised_by),
    )
    policy = None
    if provider and provider.id in speaker.catalogue.policies:
        page = speaker.to("provider", provider.id)
        words = Words(speaker.say("the provider’s recognition policy"))
        policy = Link(words, f"{page.url}#recognition-policy") if isinstance(page, Link) else None
    return there(_within("recognition", Words(stated)) if offering.recognised_by else None, policy)


def _portable(offering: Offering, _provider: Provider | None, speaker: Speaker) -> tuple[Value, ...]:
    return speaker.codes("credential-format", offering.credential.formats) if offering.credential else ()


def _learner(offering: Offering, provider: Provider | None, speaker: Speaker) -> tuple[Value, ...]:
    say = speaker.say
    own = provider.internal_quality if provider else None
    return there(
        _within("audience", Words(say("for whom it is"))) if offering.target_groups or offering.audience else None,
        _within("audience", Words(say("access and support"))) if offering.access else None,
        Words(say("feedback of learners is used")) if own and own.learner_feedback else None,
        Words(say("learners take part in decisions")) if own and own.learners_involved else None,
    )


def _authentic(offering: Offering, _provider: Provider | None, speaker: Speaker) -> tuple[Value, ...]:
    """Where the credential can be verified, and who each awarding body is in law."""
    verified = offering.credential.verification if offering.credential else None
    bodies = speaker.catalogue.awarding_bodies(offering)
    return there(
        speaker.outside(verified, speaker.say("where the credential can be verified")),
        *(one for body in bodies for one in _in_law(body, speaker)),
    )


def _in_law(body: AwardingBody, speaker: Speaker) -> tuple[Value | None, ...]:
    """The legal name of an awarding body and its numbers in registers."""
    if body.provider is None:
        numbers = identifiers(body.identifiers, speaker)
        return (speaker.text(body.name), *numbers) if numbers else ()
    provider = speaker.catalogue.providers.get(body.provider)
    if provider is None:
        return ()
    return (speaker.text(provider.legal_name), *identifiers(provider.identifiers, speaker))


def _guidance(_offering: Offering, provider: Provider | None, speaker: Speaker) -> tuple[Value, ...]:
    if provider is None or provider.guidance is None:
        return ()
    page = speaker.to("provider", provider.id)
    words = Words(speaker.say("guidance by the provider"))
    return (Link(words, f"{page.url}#guidance") if isinstance(page, Link) else words,)


def _within(anchor: str, words: Words | None) -> Link | None:
    """A link to the section of this page that says more."""
    return Link(Words(words.text, words.lang), f"#{anchor}") if words else None


_EVIDENCE: dict[str, Evidence] = {
    "1": _quality,
    "2": _transparency,
    "3": _relevance,
    "4": _assessment,
    "5": _pathways,
    "6": _recognition,
    "7": _portable,
    "8": _learner,
    "9": _authentic,
    "10": _guidance,
}
