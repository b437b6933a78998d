"""The lists of providers and of pathways, fifty a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from ..edition import Edition
from ..model import Pathway, Provider
from ..urls import page as page_of
from .frame import Page, Site
from .language import Language
from .paging import numbered, on_page, page_paths, pager
from .parts import Card, Link, Words
from .plan import plan_path
from .speaker import Speaker

Make = Callable[[Site, Language], Page]


def pages(edition: Edition, language: str) -> Iterator[tuple[str, Make]]:
    """The path of every page of both lists in a language, and how it is made."""
    catalogue = edition.catalogue
    for folder, entries, make in (
        ("providers", len(catalogue.providers), _providers),
        ("pathways", len(catalogue.published_pathways), _pathways),
    ):
        for number, path in enumerate(page_paths(f"{language}/{folder}/", entries), 1):
            yield path, partial(make, path=path, number=number)


def _providers(site: Site, language: Language, *, path: str, number: int) -> Page:
    """All providers by name, with what they are and how much they offer."""
    speaker = site.speaker(language, path)
    ordered = sorted(
        site.catalogue.providers.values(), key=lambda one: (one.name.best(language.code)[1].casefold(), one.id)
    )
    cards = tuple(_provider_card(site, one, speaker) for one in on_page(tuple(ordered), number))
    lead = language.say_many("{number} provider", "{number} providers", len(ordered))
    links = pager(f"{language.code}/providers/", len(ordered), number, speaker)
    content = {"lead": lead, "cards": cards, "pager": links, "next": None}
    title = numbered(Words(speaker.say("Providers")), number, speaker)
    return Page("list.html.j2", path, title, content, needs=("cards.css",))


def _provider_card(site: Site, provider: Provider, speaker: Speaker) -> Card:
    offered = len(site.catalogue.offerings_of(provider.id))
    facts = (
        speaker.label("provider-kind", provider.kind) if provider.kind else "",
        speaker.label("country", provider.country) if provider.country else "",
        speaker.language.say_many("{number} micro-credential", "{number} micro-credentials", offered)
        if offered
        else "",
        speaker.say("publishes a recognition policy") if provider.id in site.catalogue.policies else "",
    )
    badge = speaker.label("provider-status", provider.status) if provider.status != "active" else ""
    target = speaker.to("provider", provider.id)
    if not isinstance(target, Link):
        target = Link(Words(provider.id), speaker.link(page_of(speaker.language.code, "provider", provider.id)))
    return Card(target, None, None, tuple(fact for fact in facts if fact), badge)


def _pathways(site: Site, language: Language, *, path: str, number: int) -> Page:
    """All pathways."""
    speaker = site.speaker(language, path)
    shown = site.catalogue.published_pathways
    cards = tuple(_pathway_card(site, one, speaker) for one in on_page(shown, number))
    lead = language.say_many("{number} pathway", "{number} pathways", len(shown))
    links = pager(f"{language.code}/pathways/", len(shown), number, speaker)
    planning = Link(Words(speaker.say("Plan a pathway")), speaker.link(plan_path(language.code)))
    content = {"lead": lead, "cards": cards, "pager": links, "next": planning}
    title = numbered(Words(speaker.say("Pathways")), number, speaker)
    return Page("list.html.j2", path, title, content, needs=("cards.css",))


def _pathway_card(site: Site, pathway: Pathway, speaker: Speaker) -> Card:
    own = site.speaker(speaker.language, speaker.path, pathway)
    address = speaker.link(page_of(speaker.language.code, "pathway", pathway.id))
    target = Link(own.text(pathway.title) or Words(pathway.id), address)
    by = speaker.to("provider", pathway.provider)
    facts = [speaker.language.say_many("{number} step", "{number} steps", len(pathway.steps))]
    if pathway.leads_to.eqf is not None:
        facts.append(speaker.label("eqf", pathway.leads_to.eqf))
    badge = speaker.label("pathway-status", pathway.status) if pathway.status != "active" else ""
    return Card(target, by.words if isinstance(by, Link) else by, own.text(pathway.summary), tuple(facts), badge)
