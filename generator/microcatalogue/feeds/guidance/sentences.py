"""What has several parts, said in one line in a language: prices, funding, assessment, quality assurance, recognition."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import (
    Assessment,
    Document,
    Funding,
    Organisation,
    Price,
    QualityAssurance,
    StackingOption,
    StatedRecognition,
)
from ...pages.language import Language, message
from .facts import OfferingFacts, label, one_after_other, words

UP_TO = message("up to {amount}")
UNTIL = message("valid until {day}")
_FREE = message("free of charge")
_SHARE = message("{share} of the price")
_NUMBER = message("number {id} in the funder’s register")
_ISSUED = message("decided on {day}")
_REVIEW = message("next review on {day}")
_COUNTED = message("{number} ECTS count")
_LEVEL = message("EQF level {level}")
_SIZE = message("{number} ECTS in all")


def price(one: Price, language: Language) -> str:
    """A price with what it is for, taxes, who pays it and what it includes."""
    amount = language.say(_FREE) if one.amount == 0 else language.money(one.amount, one.currency)
    return one_after_other(
        (
            amount if one.per == "offering" else f"{amount} {label('price-per', one.per, language)}",
            label("vat", one.vat, language),
            words(one.audience, language),
            words(one.includes, language),
        )
    )


def funding(one: Funding, language: Language) -> str:
    """A funding scheme with who can have it, how much, and until when."""
    say = language.say
    amount = None if one.amount is None else say(UP_TO, amount=language.money(one.amount, one.currency or ""))
    share = None if one.share_percent is None else say(_SHARE, share=language.percent(one.share_percent))
    return one_after_other(
        (
            label("funding-scheme", one.scheme, language),
            words(one.title, language),
            words(one.eligible, language),
            amount,
            share,
            say(_NUMBER, id=one.registry_id) if one.registry_id else None,
            say(UNTIL, day=language.date(one.valid_until)) if one.valid_until else None,
        )
    )


def assessment(one: Assessment, language: Language) -> str:
    """An assessment with its type, supervision, form, languages, grades, assessor and criteria."""
    return one_after_other(
        (
            words(one.title, language),
            label("assessment-type", one.type, language),
            label("supervision", one.supervision, language),
            label("participation", one.mode, language),
            ", ".join(language.language_name(code) for code in one.languages),
            words(one.grading, language),
            words(one.assessor, language),
            words(one.criteria, language),
        )
    )


def quality(one: QualityAssurance, language: Language) -> str:
    """A piece of quality assurance with its type, agency, decision and days."""
    say, agency = language.say, one.agency
    return one_after_other(
        (
            words(one.title, language),
            label("quality-assurance-type", one.type, language),
            words(agency.name, language) if agency else None,
            label("country", agency.country, language) if agency else None,
            label("decision-of-agency", one.decision, language),
            say(_ISSUED, day=language.date(one.issued)) if one.issued else None,
            say(UNTIL, day=language.date(one.expires)) if one.expires else None,
            say(_REVIEW, day=language.date(one.next_review)) if one.next_review else None,
            agency.homepage if agency else None,
        )
    )


def recognition(one: StatedRecognition, facts: OfferingFacts, language: Language) -> str:
    """A recognition as the provider states it: by whom, for what, what exactly, on what evidence, until when."""
    name = words(one.name, language) if one.provider is None else facts.name_of(one.provider, language) or one.provider
    return one_after_other(
        (
            name,
            label("recognition-purpose", one.purpose, language),
            words(one.statement, language),
            language.say(UNTIL, day=language.date(one.valid_until)) if one.valid_until else None,
            one.evidence,
        )
    )


def stacking(facts: OfferingFacts, language: Language) -> Iterator[str]:
    """What it counts towards, each with the credits that count."""
    own = facts.offering.stackability
    for option in own.into if own else ():
        if option.offering is None or not facts.catalogue.is_draft("offering", option.offering):
            yield one_after_other((*_target(option, facts, language), _counted(option, language)))


def _target(option: StackingOption, facts: OfferingFacts, language: Language) -> Iterator[str | None]:
    if option.offering is not None:
        larger = facts.catalogue.offerings.get(option.offering)
        yield words(larger.title, language) if larger else option.offering
    elif (named := option.qualification) is not None:
        yield words(named.title, language)
        yield language.say(_LEVEL, level=named.eqf) if named.eqf is not None else None
        yield language.say(_SIZE, number=language.number(named.ects)) if named.ects is not None else None
        yield named.homepage


def _counted(option: StackingOption, language: Language) -> str | None:
    return None if option.ects is None else language.say(_COUNTED, number=language.number(option.ects))


def partner(one: Organisation, language: Language) -> str:
    """An organisation with its kind."""
    return one_after_other((words(one.name, language), label("provider-kind", one.kind, language)))


def document(one: Document, language: Language) -> str:
    """A document with its language and address."""
    spoken = language.language_name(one.language) if one.language else None
    return one_after_other((words(one.title, language), spoken, one.url))
