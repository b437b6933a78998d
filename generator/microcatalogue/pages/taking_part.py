"""Sections of an offering on taking part: entry, validation, runs, money, for whom, access, relevance, credential."""

from __future__ import annotations

from ..model import Application, Funding, Offering, Place, Price, Run
from .applying import deadline
from .learning import esco
from .legal import regulated_professions
from .parts import Group, Link, Picture, Row, Section, Value, Words, stated
from .speaker import Speaker


def entry(offering: Offering, speaker: Speaker) -> Section:
    """What is needed to enrol and how to apply, or how to have earlier learning validated."""
    say, needs = speaker.say, offering.prerequisites
    levels = needs.language_level if needs else None
    rows: tuple[Row, ...] = (
        *stated(say("Prerequisites"), speaker.text(needs.text) if needs else None, _none(offering, speaker)),
        *stated(say("Needed first"), *(speaker.to("offering", ref) for ref in (needs.offerings if needs else ()))),
        *stated(say("Language level"), *_language_levels(levels, speaker)),
        *stated(
            say("Prior learning is recognised"), speaker.yes_or_no(needs.prior_learning_recognised if needs else None)
        ),
        *_application(offering.application, speaker),
    )
    validation = offering.validation
    if validation:
        rows += (
            *stated(say("By validating what you have learnt elsewhere"), speaker.yes_or_no(validation.available)),
            *stated(
                say("How validation works"), speaker.text(validation.procedure), speaker.outside(validation.homepage)
            ),
        )
    return Section("entry", say("Getting in"), rows)


def _none(offering: Offering, speaker: Speaker) -> Words | None:
    return Words(speaker.say("none")) if offering.prerequisites and offering.prerequisites.none else None


def _language_levels(levels: object, speaker: Speaker) -> tuple[Value, ...]:
    if not levels:
        return ()
    pairs = dict(levels).items()  # type: ignore[call-overload]
    return tuple(
        Words(f"{speaker.language.language_name(code)}: {speaker.label('cefr', level)}") for code, level in pairs
    )


def _application(application: Application | None, speaker: Speaker) -> tuple[Row, ...]:
    if application is None:
        return ()
    link = speaker.outside(application.url, speaker.say("apply on the provider’s site"))
    return stated(speaker.say("How to apply"), speaker.text(application.procedure), link)


def runs(offering: Offering, speaker: Speaker) -> Section:
    """When, where and how it is taught; none where it is suspended."""
    shown = () if offering.status == "suspended" else offering.runs
    return Section("runs", speaker.say("When and where"), values=tuple(_run(run, speaker) for run in shown))


def _run(run: Run, speaker: Speaker) -> Group:
    say = speaker.say
    rows = (
        *stated(say("Starts"), speaker.day(run.starts), Words(say("at any time")) if run.rolling else None),
        *stated(say("Ends"), speaker.day(run.ends)),
        *stated(say("Duration in weeks"), speaker.number(run.duration_weeks)),
        *stated(say("Apply from"), speaker.day(run.apply_from)),
        *stated(say("Apply by"), deadline(run, speaker)),
        *_application(run.application, speaker),
        *stated(say("Form"), speaker.code("participation", run.participation)),
        *stated(say("Place"), *_place(run.place, speaker)),
        *stated(say("Languages of teaching"), *speaker.languages(run.languages)),
        *stated(say("Schedule"), speaker.code("schedule", run.schedule)),
        *stated(say("Times of day"), *speaker.codes("daytime", run.times)),
        *stated(say("Hours a week"), speaker.number(run.hours_per_week)),
        *stated(say("Places for learners"), speaker.number(run.seats)),
        *_prices(say("Price"), run.price, speaker),
    )
    title = speaker.language.date(run.starts) if run.starts else say("At any time")
    status = speaker.code("run-status", run.status)
    return Group(Words(title), rows, f"run-{run.id}", (status,) if status else ())


def _place(place: Place | None, speaker: Speaker) -> tuple[Value, ...]:
    if place is None:
        return ()
    parts = (
        speaker.text(place.venue),
        speaker.text(place.address),
        speaker.text(place.city),
        speaker.code("nuts", place.region),
        speaker.code("country", place.country),
    )
    return tuple(part for part in parts if part is not None)


def _prices(label: str, prices: tuple[Price, ...], speaker: Speaker) -> tuple[Row, ...]:
    shown: list[Value] = []
    for price in prices:
        more = (
            *stated(speaker.say("For"), speaker.text(price.audience)),
            *stated(speaker.say("Includes"), speaker.text(price.includes)),
        )
        words = speaker.price(price)
        shown.append(Group(words, more) if more else words)
    return stated(label, *shown)


def money(offering: Offering, speaker: Speaker) -> Section:
    """What it costs and who may pay for it."""
    say = speaker.say
    prices = _prices(say("Price"), offering.price, speaker) or (Row(say("Price")),)
    groups = tuple(_funding(funding, speaker) for funding in offering.funding)
    return Section("money", say("Price and funding"), prices, groups)


def _funding(funding: Funding, speaker: Speaker) -> Group:
    say = speaker.say
    amount = None
    if funding.amount is not None:
        amount = Words(speaker.language.money(funding.amount, funding.currency or ""))
    share = Words(speaker.language.percent(funding.share_percent)) if funding.share_percent is not None else None
    rows = (
        *stated(say("Scheme"), speaker.code("funding-scheme", funding.scheme)),
        *stated(say("Who can have it"), speaker.text(funding.eligible)),
        *stated(say("Amount"), amount),
        *stated(say("Share of the price"), share),
        *stated(say("How to get it"), speaker.outside(funding.how)),
        *stated(say("Legal basis"), speaker.outside(funding.legal_basis)),
        *stated(say("Number in the funder’s register"), speaker.words(funding.registry_id)),
        *stated(say("Valid until"), speaker.day(funding.valid_until)),
    )
    return Group(speaker.text(funding.title) or Words(speaker.label("funding-scheme", funding.scheme)), rows)


def audience(offering: Offering, speaker: Speaker) -> Section:
    """For whom it is, and what it does for people with access needs."""
    say, access = speaker.say, offering.access
    rows: tuple[Row, ...] = (
        *stated(say("For"), speaker.text(offering.audience), *speaker.codes("target-group", offering.target_groups)),
    )
    if access:
        rows += (
            *stated(say("Support and adjustments"), speaker.text(access.accommodations)),
            *stated(say("Step-free access"), speaker.yes_or_no(access.step_free)),
            *stated(say("Captions"), speaker.yes_or_no(access.captions)),
            *stated(say("Sign language"), speaker.yes_or_no(access.sign_language)),
            *stated(say("Easy-to-read materials"), speaker.yes_or_no(access.easy_read)),
            *stated(say("Equipment needed"), speaker.text(access.equipment)),
            *stated(say("Whom to ask about access"), speaker.words(access.contact)),
        )
    return Section("audience", say("For whom, and access"), rows)


def relevance(offering: Offering, speaker: Speaker) -> Section:
    """Why these skills are asked for: evidence, partners, occupations, transitions, regulated professions."""
    say, evidence, profession = speaker.say, offering.relevance, offering.regulated_profession
    partners = (
        Group(speaker.text(one.name), stated(say("Kind"), speaker.code("provider-kind", one.kind)))
        for one in offering.developed_with
    )
    rows: tuple[Row, ...] = (
        *stated(say("Evidence of need"), speaker.text(evidence.evidence) if evidence else None),
        *stated(say("Source"), speaker.outside(evidence.source) if evidence else None),
        *stated(say("Developed with"), *partners),
        *stated(say("Occupations"), *esco(offering.esco_occupations, speaker)),
        *stated(say("Transitions"), *speaker.codes("transition", offering.transitions)),
        *stated(say("Digital competences (DigComp)"), *speaker.codes("digcomp", offering.digcomp)),
        *stated(say("Sustainability competences (GreenComp)"), *speaker.codes("greencomp", offering.greencomp)),
    )
    note = ""
    if profession:
        rows += (
            *stated(say("Regulated profession"), speaker.text(profession.title)),
            *stated(
                say("Competent authority"), speaker.text(profession.authority), speaker.outside(profession.homepage)
            ),
        )
        note = regulated_professions(speaker)
    return Section("relevance", say("Relevance"), rows, note=note)


def credential(offering: Offering, speaker: Speaker) -> Section:
    """In what form the credential comes and how it can be verified."""
    say, stated_credential = speaker.say, offering.credential
    if stated_credential is None:
        return Section("credential", say("The credential"))
    picture = None
    if stated_credential.image:
        file = f"{offering.provider}/{stated_credential.image}"
        picture = Picture(speaker.picture(file), say("Picture of the credential"))
    verification: Link | None = speaker.outside(stated_credential.verification)
    rows = (
        *stated(say("Formats"), *speaker.codes("credential-format", stated_credential.formats)),
        *stated(say("Where it can be verified"), verification),
        *stated(say("Picture"), picture),
    )
    return Section("credential", say("The credential"), rows)
