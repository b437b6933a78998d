"""The page of an offering: key facts first, then all that is stated, gaps said as such."""

from __future__ import annotations

from ..model import Offering
from ..scope import Scope
from ..urls import page
from . import alternates, annex_one, learning, taking_part
from .bodies import awarding_bodies
from .evidence import annex_two
from .frame import Page, Site
from .key_facts import key_facts
from .language import Language
from .offering_stacking import stacking
from .parts import Group, Link, Section, Words, stated
from .receivers import recognised
from .record import about_record, past_of, ways_to_mend
from .speaker import Speaker
from .structured import course
from .subscribe import subscribing


def offering_page(site: Site, language: Language, *, record: Offering) -> Page:
    """The page of one offering in one language."""
    offering, key = record, ("offering", record.id)
    path = page(language.code, "offering", offering.id)
    speaker = site.speaker(language, path, offering)
    who = recognised(site, offering, speaker)
    sheet = Link(Words(speaker.say("Information sheet for recognition officers")), speaker.link(f"{path}sheet/"))
    about, worth = _stated(_about_it(offering, speaker)), _stated(_its_worth(offering, speaker))
    content = {
        "by": speaker.to("provider", offering.provider),
        "summary": speaker.text(offering.summary),
        "description": speaker.text(offering.description),
        "notice": _notice(offering, speaker),
        "apply": _apply(offering, speaker),
        "key_facts": key_facts(offering, speaker),
        "outcomes": learning.outcomes(offering, speaker),
        "annex_one": annex_one.annex_one(offering, speaker),
        "about": about,
        "worth": worth,
        "recognised": who,
        "sheet": sheet,
        "evidence": annex_two(offering, speaker, (*who.counted(speaker), sheet)),
        "record": about_record(site, offering, speaker),
        "past": past_of(site, key, speaker),
        "mend": ways_to_mend(site, key, speaker),
    }
    return Page(
        "offering.html.j2",
        path,
        speaker.text(offering.title) or Words(offering.id),
        content,
        description=speaker.plain(offering.summary) if offering.summary else "",
        trail=_trail(offering, speaker),
        fallbacks=tuple(sorted(speaker.fallbacks)),
        source=site.catalogue.file(*key),
        key=key,
        needs=("recognition.css",),
        structured=course(offering, speaker, who.automatic),
        subscribing=subscribing(site, speaker, Scope("offering", offering.id)),
        alternates=alternates.of_offering(site, speaker, offering.id),
    )


def _trail(offering: Offering, speaker: Speaker) -> tuple[Link, ...]:
    provider = speaker.to("provider", offering.provider)
    every = Link(Words(speaker.say("Micro-credentials")), speaker.link(f"{speaker.language.code}/browse/"))
    return (every, provider) if isinstance(provider, Link) else (every,)


def _about_it(offering: Offering, speaker: Speaker) -> tuple[Section, ...]:
    """The sections after the standard elements, in the order in which readers ask."""
    return (
        learning.assessment(offering, speaker),
        learning.quality(offering, speaker),
        taking_part.entry(offering, speaker),
        taking_part.audience(offering, speaker),
        taking_part.runs(offering, speaker),
        taking_part.money(offering, speaker),
    )


def _its_worth(offering: Offering, speaker: Speaker) -> tuple[Section, ...]:
    """The sections after what is computed of its recognition."""
    return (
        learning.recognition(offering, speaker),
        stacking(offering, speaker),
        taking_part.relevance(offering, speaker),
        taking_part.credential(offering, speaker),
        _about(offering, speaker),
    )


def _stated(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    return tuple(one for one in sections if one.rows or one.values or one.anchor in _ALWAYS)


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
