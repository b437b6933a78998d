"""The page of a provider: what it offers, its quality assurance, and its recognition policy as a table."""

from __future__ import annotations

from ..model import Offering, Provider
from ..scope import Scope
from ..urls import iri, page
from . import alternates
from .bodies import identifiers, members
from .cards import card
from .centres import centre_of
from .frame import Page, Site
from .language import Language
from .learning import quality_entry
from .parts import Group, Link, Picture, Row, Section, Words, stated
from .recognises import what_it_recognises
from .record import past_of, ways_to_mend
from .speaker import Speaker
from .structured import organisation
from .subscribe import subscribing

_SHOWN = 12
"""Offerings on the provider's own page; where there are more, the list of all is a link away."""


def provider_page(site: Site, language: Language, *, record: Provider) -> Page:
    """The page of one provider in one language."""
    provider = record
    path = page(language.code, "provider", provider.id)
    speaker = site.speaker(language, path, provider)
    policy = site.catalogue.policies.get(provider.id)
    offerings = site.catalogue.offerings_of(provider.id)
    content = {
        "description": speaker.text(provider.description),
        "logo": Picture(speaker.picture(f"{provider.id}/{provider.logo}"), "") if provider.logo else None,
        "notice": _notice(provider, speaker),
        "key_facts": _key_facts(provider, speaker),
        "cards": tuple(card(offering, speaker) for offering in _first(offerings)),
        "all": _all(offerings, provider, speaker),
        "pathways": tuple(speaker.to("pathway", one.id) for one in site.catalogue.pathways_of(provider.id)),
        "policy": what_it_recognises(policy, site, speaker) if policy else None,
        "past": past_of(site, ("provider", provider.id), speaker),
        "mend": ways_to_mend(site, ("provider", provider.id), speaker),
        "sections": tuple(section for section in _sections(site, provider, speaker) if section.rows or section.values),
    }
    return Page(
        "provider.html.j2",
        path,
        speaker.text(provider.name) or Words(provider.id),
        content,
        trail=(Link(Words(speaker.say("Providers")), speaker.link(f"{language.code}/providers/")),),
        fallbacks=tuple(sorted(speaker.fallbacks)),
        source=site.catalogue.file("provider", provider.id),
        key=("provider", provider.id),
        needs=("cards.css", "recognition.css"),
        structured=organisation(provider, speaker),
        subscribing=subscribing(site, speaker, Scope("provider", provider.id)),
        alternates=alternates.of_record(site, speaker, ("provider", provider.id)),
    )


def _first(offerings: tuple[Offering, ...]) -> tuple[Offering, ...]:
    """Those that are on offer before those that are not."""
    return tuple(sorted(offerings, key=lambda one: (one.status != "active", one.id)))[:_SHOWN]


def _all(offerings: tuple[Offering, ...], provider: Provider, speaker: Speaker) -> Link | None:
    """The list of all offerings of the provider, where not all are shown."""
    path = f"{speaker.language.code}/browse/provider/{provider.id}/"
    if len(offerings) <= _SHOWN or path not in speaker.urls.paths:
        return None
    return Link(Words(speaker.say("All micro-credentials of this provider")), speaker.link(path))


def _notice(provider: Provider, speaker: Speaker) -> Section | None:
    if provider.status != "ceased":
        return None
    say = speaker.say
    rows = (
        *stated(say("Ceased on"), speaker.day(provider.ceased_on)),
        *stated(say("Successor"), speaker.to("provider", provider.replaced_by) if provider.replaced_by else None),
    )
    return Section("status", say("Ceased"), rows, lead=say("This provider no longer exists or no longer offers."))


def _key_facts(provider: Provider, speaker: Speaker) -> tuple[Row, ...]:
    say = speaker.say
    return (
        speaker.row(say("Kind"), speaker.code("provider-kind", provider.kind)),
        speaker.row(say("Country"), speaker.code("country", provider.country)),
        *stated(say("Region"), speaker.code("nuts", provider.region)),
        speaker.row(say("Homepage"), speaker.outside(provider.homepage)),
        *stated(say("E-mail"), speaker.mail(provider.email)),
        *stated(say("Telephone"), speaker.phone(provider.phone)),
    )


def _sections(site: Site, provider: Provider, speaker: Speaker) -> tuple[Section, ...]:
    say = speaker.say
    entries = tuple(quality_entry(entry, speaker) for entry in provider.quality_assurance)
    guidance = provider.guidance
    guidance_rows = (
        ()
        if guidance is None
        else stated(
            say("Guidance"),
            speaker.text(guidance.text),
            speaker.mail(guidance.email),
            speaker.phone(guidance.phone),
            speaker.outside(guidance.homepage),
        )
    )
    return (
        Section("quality", say("Quality assurance"), _internal_quality(provider, speaker), entries),
        Section("guidance", say("Guidance for learners"), guidance_rows),
        Section("identity", say("Who the provider is"), _identity(site, provider, speaker)),
    )


def _internal_quality(provider: Provider, speaker: Speaker) -> tuple[Row, ...]:
    own = provider.internal_quality
    if own is None:
        return ()
    say = speaker.say
    return (
        *stated(say("How the micro-credential itself is assured"), speaker.text(own.credential)),
        *stated(say("How the course is assured"), speaker.text(own.course)),
        *stated(say("Feedback of learners"), speaker.text(own.learner_feedback)),
        *stated(say("Feedback of peers and others"), speaker.text(own.peer_feedback)),
        *stated(say("How learners are involved"), speaker.text(own.learners_involved)),
        *stated(say("Procedure"), speaker.outside(own.procedure)),
    )


def _identity(site: Site, provider: Provider, speaker: Speaker) -> tuple[Row, ...]:
    say = speaker.say
    registers = (
        Group(
            speaker.text(one.name),
            (*stated(say("Id"), Words(one.id)), *stated(say("Address"), speaker.outside(one.url))),
        )
        for one in provider.registers
    )
    past = site.edition.past(("provider", provider.id))
    return (
        *stated(say("Legal name"), speaker.text(provider.legal_name)),
        *stated(say("Former names"), *(speaker.text(name) for name in provider.former_names)),
        *stated(say("Address"), speaker.text(provider.address)),
        *stated(say("Languages it writes in"), *speaker.languages(provider.languages)),
        *stated(say("Member of"), *members(provider.member_of, speaker)),
        *stated(say("Identifiers"), *identifiers(provider.identifiers, speaker)),
        *stated(say("Registers"), *registers),
        *stated(say("National ENIC-NARIC centre"), centre_of(provider, speaker)),
        *stated(say("Status"), speaker.code("provider-status", provider.status)),
        *stated(say("Permanent link"), Words(iri(site.urls.base, "provider", provider.id))),
        *stated(say("Last changed"), speaker.day(past.modified) if past else None),
    )
