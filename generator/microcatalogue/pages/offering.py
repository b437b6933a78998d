"""The page of an offering: key facts first, then all that is stated, gaps said as such."""

from __future__ import annotations

from ..feeds.registry import record_path
from ..model import Offering, Price
from ..urls import iri, page
from . import annex_one, learning, taking_part
from .bodies import awarding_bodies
from .frame import Page, Site
from .language import Language
from .parts import Group, Link, Row, Section, Words, stated
from .speaker import Speaker


def offering_page(site: Site, language: Language, offering: Offering) -> Page:
    """The page of one offering in one language."""
    path = page(language.code, "offering", offering.id)
    speaker = site.speaker(language, path, offering)
    title = speaker.text(offering.title) or Words(offering.id)
    sections = (
        learning.outcomes(offering, speaker),
        learning.assessment(offering, speaker),
        learning.quality(offering, speaker),
        taking_part.entry(offering, speaker),
        taking_part.runs(offering, speaker),
        taking_part.money(offering, speaker),
        learning.stacking(offering, speaker),
        learning.recognition(offering, speaker),
        taking_part.audience(offering, speaker),
        taking_part.relevance(offering, speaker),
        taking_part.credential(offering, speaker),
        _about(offering, speaker),
        _record(site, offering, speaker),
    )
    content = {
        "offering_id": offering.id,
        "summary": speaker.text(offering.summary),
        "description": speaker.text(offering.description),
        "notice": _notice(offering, speaker),
        "apply": _apply(offering, speaker),
        "key_facts": _key_facts(offering, speaker),
        "outcomes": sections[0],
        "annex_one": annex_one.annex_one(offering, speaker),
        "sections": tuple(
            section for section in sections[1:] if section.rows or section.values or section.anchor in _ALWAYS
        ),
    }
    return Page(
        "offering.html.j2",
        path,
        title,
        content,
        description=speaker.plain(offering.summary) if offering.summary else "",
        trail=(
            Link(Words(speaker.say("Micro-credentials")), speaker.link(f"{language.code}/browse/")),
            *(one for one in (speaker.to("provider", offering.provider),) if isinstance(one, Link)),
        ),
        fallbacks=tuple(sorted(speaker.fallbacks)),
        source=site.catalogue.file("offering", offering.id),
    )


# Sections that show even when empty, because readers look for them and a gap is an answer.
_ALWAYS = frozenset({"assessment", "quality", "money"})


def _notice(offering: Offering, speaker: Speaker) -> Section | None:
    """What a reader has to know first: withdrawn, with date, reason, successor and what holders keep; or suspended."""
    say = speaker.say
    if offering.status == "suspended":
        return Section("status", say("Suspended"), lead=say("This micro-credential is not offered at present."))
    if offering.status != "withdrawn":
        return None
    rows = (
        *stated(say("Withdrawn on"), speaker.day(offering.withdrawn_on)),
        *stated(say("Reason"), speaker.text(offering.withdrawal_reason)),
        *stated(say("Successor"), speaker.to("offering", offering.replaced_by) if offering.replaced_by else None),
        *stated(say("What earlier holders keep"), speaker.text(offering.holders_keep)),
    )
    lead = say("This micro-credential is no longer offered. The page stays for those who hold it.")
    return Section("status", say("Withdrawn"), rows, lead=lead)


def _apply(offering: Offering, speaker: Speaker) -> Link | None:
    if offering.status in ("withdrawn", "suspended"):
        return None
    return speaker.outside(offering.homepage, speaker.say("Go to the provider’s page"))


def _key_facts(offering: Offering, speaker: Speaker) -> tuple[Row, ...]:
    """The facts that people choose by."""
    say, workload, level = speaker.say, offering.workload, offering.level
    run = learning.next_run(offering, speaker.catalogue.as_of) if offering.status == "active" else None
    bodies = speaker.catalogue.awarding_bodies(offering)
    prices = [_price(price, speaker) for price in ((run.price if run else ()) or offering.price)]
    start = (speaker.day(run.starts) or Words(say("at any time"))) if run else None
    return (
        speaker.row(say("Awarded by"), *(speaker.body(body) for body in bodies)),
        speaker.row(
            say("Credits"),
            speaker.number(workload.ects if workload else None, speaker.language.gettext("{number} ECTS")),
        ),
        speaker.row(say("Hours of work"), speaker.number(workload.hours if workload else None)),
        *stated(say("Hours a week"), speaker.number(run.hours_per_week) if run else None),
        speaker.row(say("Level"), speaker.code("eqf", level.eqf) if level else None, _no_level(offering, speaker)),
        speaker.row(say("Languages of teaching"), *speaker.languages(offering.languages)),
        speaker.row(say("Form of participation"), *speaker.codes("participation", offering.participation)),
        *stated(say("Next start"), start),
        *stated(say("Apply by"), speaker.day(run.apply_by) if run else None),
        speaker.row(say("Price"), *prices),
        *stated(
            say("Who may pay"), *speaker.codes("funding-scheme", dict.fromkeys(one.scheme for one in offering.funding))
        ),
    )


def _price(price: Price, speaker: Speaker) -> Words:
    """A price with whom it is for, where there is more than one."""
    words = speaker.price(price).text
    return Words(f"{words}: {speaker.plain(price.audience)}" if price.audience else words)


def _no_level(offering: Offering, speaker: Speaker) -> Words | None:
    level = offering.level
    return Words(speaker.say("does not apply")) if level and level.not_applicable and not level.eqf else None


def _about(offering: Offering, speaker: Speaker) -> Section:
    """Where it belongs, further documents, whom to ask."""
    say = speaker.say
    documents = (
        Group(
            speaker.text(document.title),
            (
                *stated(say("Address"), speaker.outside(document.url)),
                *stated(say("Language"), *speaker.languages([document.language] if document.language else [])),
            ),
        )
        for document in offering.documents
    )
    keywords = offering.keywords or {}
    shown = keywords.get(speaker.language.code) or next(iter(keywords.values()), ())
    bodies = awarding_bodies(speaker.catalogue.awarding_bodies(offering), speaker)
    rows = (
        *stated(say("Awarding bodies"), *bodies),
        *stated(say("Field of education (ISCED-F)"), *speaker.codes("isced-f", offering.isced_f)),
        *stated(say("Learning setting"), speaker.code("learning-setting", offering.learning_setting)),
        *stated(say("Type of learning opportunity"), speaker.code("opportunity-type", offering.opportunity_type)),
        *stated(say("Keywords"), *(Words(word) for word in shown)),
        *stated(say("Documents"), *documents),
        *stated(say("Contact"), *speaker.contact(offering.contact)),
    )
    return Section("about", say("Further information"), rows)


def _record(site: Site, offering: Offering, speaker: Speaker) -> Section:
    """The record itself: id, dates, former ids, corrections, formats."""
    say = speaker.say
    past = site.history.records.get(("offering", offering.id)) if site.history else None
    identifiers = (Words(f"{scheme}: {value}") for scheme, value in (offering.identifiers or {}).items())
    corrections = (
        Group(
            None,
            (
                *stated(say("On"), speaker.day(one.on)),
                *stated(say("Field"), Words(one.field)),
                *stated(say("What was corrected"), speaker.text(one.note)),
            ),
        )
        for one in offering.corrections
    )
    rows = (
        *stated(say("Permanent link"), Words(iri(site.urls.base, "offering", offering.id))),
        *stated(say("Language of the record"), *speaker.languages([speaker.default_language])),
        *stated(say("Status"), speaker.code("offering-status", offering.status)),
        *stated(say("First published"), speaker.day(past.created) if past else None),
        *stated(say("Last changed"), speaker.day(past.modified) if past else None),
        *stated(say("Version"), speaker.number(past.version) if past else None),
        *stated(say("Looked over by the provider on"), speaker.day(offering.reviewed_on)),
        *stated(say("To be looked over by"), speaker.day(offering.review_by)),
        *stated(say("Other identifiers"), *identifiers),
        *stated(say("Earlier ids"), *(Words(former) for former in offering.formerly)),
        *stated(say("Corrections"), *corrections),
        *stated(
            say("For programs"),
            Link(Words("JSON"), speaker.link(record_path("offering", offering.id, "json"))),
            Link(Words("YAML"), speaker.link(record_path("offering", offering.id, "yml"))),
        ),
    )
    return Section("record", say("About this record"), rows)
