"""Lists: all offerings in pages of fifty, providers, pathways; the front page of a language and the language chooser."""

from __future__ import annotations

from collections.abc import Iterator

from ..edition import Edition
from ..model import Offering
from ..urls import page as page_of
from .about import about_catalogue
from .cards import card
from .frame import Page, Site
from .language import Language, own_name
from .parts import Card, Link, Words
from .speaker import Speaker

PAGE_SIZE = 50


def home(site: Site, language: Language) -> Page:
    """The front page of one language: what the catalogue is, how much there is, and the ways in."""
    path = f"{language.code}/"
    speaker = site.speaker(language, path)
    catalogue = site.catalogue
    active = [offering for offering in catalogue.published_offerings if offering.status == "active"]
    content = {
        "description": speaker.text(catalogue.settings.description),
        "counts": (
            (
                language.say_many("{number} micro-credential", "{number} micro-credentials", len(active)),
                speaker.link(f"{path}browse/"),
            ),
            (
                language.say_many("{number} provider", "{number} providers", len(catalogue.providers)),
                speaker.link(f"{path}providers/"),
            ),
            (
                language.say_many("{number} pathway", "{number} pathways", len(catalogue.published_pathways)),
                speaker.link(f"{path}pathways/"),
            ),
            (
                language.say_many(
                    "{number} recognition policy", "{number} recognition policies", len(catalogue.policies)
                ),
                speaker.link(f"{path}providers/"),
            ),
        ),
        "cards": tuple(card(offering, speaker) for offering in _newest(site, active)),
        "cards_title": language.say("Latest") if site.history else language.say("Some of them"),
        "about": about_catalogue(catalogue.settings, speaker),
    }
    title = speaker.text(catalogue.settings.title) or Words("")
    return Page("home.html.j2", path, title, content, fallbacks=tuple(sorted(speaker.fallbacks)))


def _newest(site: Site, offerings: list[Offering]) -> list[Offering]:
    """Six offerings, last published first where the history is known."""
    if site.history is None:
        return offerings[:6]
    records = site.history.records
    known = [offering for offering in offerings if ("offering", offering.id) in records]
    return sorted(known, key=lambda one: (records["offering", one.id].created, one.id), reverse=True)[:6]


def list_paths(edition: Edition, language: str) -> Iterator[str]:
    """The paths of the list's pages: `browse/`, `browse/page/2/` and so on."""
    pages = max(1, -(-len(edition.catalogue.published_offerings) // PAGE_SIZE))
    yield f"{language}/browse/"
    yield from (f"{language}/browse/page/{number}/" for number in range(2, pages + 1))


def offering_lists(site: Site, language: Language) -> Iterator[Page]:
    """All published offerings by title in this language, fifty a page; withdrawn ones come last."""
    paths = list(list_paths(site.edition, language.code))
    ordered = sorted(
        site.catalogue.published_offerings,
        key=lambda one: (one.status == "withdrawn", _sort_title(one, language), one.id),
    )
    for number, path in enumerate(paths, 1):
        speaker = site.speaker(language, path)
        shown = ordered[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        content = {
            "lead": language.say_many("{number} micro-credential", "{number} micro-credentials", len(ordered)),
            "cards": tuple(card(offering, speaker) for offering in shown),
            "pager": _pager(paths, number, speaker),
        }
        title = speaker.say("Micro-credentials")
        if number > 1:
            title = speaker.say("Micro-credentials, page {number}", number=language.number(number))
        yield Page("list.html.j2", path, Words(title), content)


def _sort_title(offering: Offering, language: Language) -> str:
    return offering.title.best(language.code, "en")[1].casefold()


def _pager(paths: list[str], number: int, speaker: Speaker) -> dict[str, object] | None:
    if len(paths) == 1:
        return None
    return {
        "pages": [
            (speaker.language.number(one), speaker.link(path), one == number) for one, path in enumerate(paths, 1)
        ],
        "previous": speaker.link(paths[number - 2]) if number > 1 else "",
        "next": speaker.link(paths[number]) if number < len(paths) else "",
    }


def providers(site: Site, language: Language) -> Page:
    """All providers, with what they are and how much they offer."""
    path = f"{language.code}/providers/"
    speaker = site.speaker(language, path)
    cards = []
    for provider in site.catalogue.providers.values():
        target = speaker.to("provider", provider.id)
        if not isinstance(target, Link):
            target = Link(target or Words(provider.id), speaker.link(page_of(language.code, "provider", provider.id)))
        offered = len(site.catalogue.offerings_of(provider.id))
        facts = [
            speaker.label("provider-kind", provider.kind) if provider.kind else "",
            speaker.label("country", provider.country) if provider.country else "",
            language.say_many("{number} micro-credential", "{number} micro-credentials", offered) if offered else "",
            speaker.say("publishes a recognition policy") if provider.id in site.catalogue.policies else "",
        ]
        badge = speaker.label("provider-status", provider.status) if provider.status != "active" else ""
        cards.append(Card(target, None, None, tuple(fact for fact in facts if fact), badge))
    lead = language.say_many("{number} provider", "{number} providers", len(cards))
    return Page(
        "list.html.j2", path, Words(speaker.say("Providers")), {"lead": lead, "cards": tuple(cards), "pager": None}
    )


def pathways(site: Site, language: Language) -> Page:
    """All pathways."""
    path = f"{language.code}/pathways/"
    speaker = site.speaker(language, path)
    cards = []
    for pathway in site.catalogue.published_pathways:
        own = site.speaker(language, path, pathway)
        target = Link(
            own.text(pathway.title) or Words(pathway.id), speaker.link(page_of(language.code, "pathway", pathway.id))
        )
        by = speaker.to("provider", pathway.provider)
        steps = language.say_many("{number} step", "{number} steps", len(pathway.steps))
        badge = speaker.label("pathway-status", pathway.status) if pathway.status != "active" else ""
        cards.append(Card(target, by.words if isinstance(by, Link) else by, own.text(pathway.summary), (steps,), badge))
    lead = language.say_many("{number} pathway", "{number} pathways", len(cards))
    return Page(
        "list.html.j2", path, Words(speaker.say("Pathways")), {"lead": lead, "cards": tuple(cards), "pager": None}
    )


def chooser(site: Site) -> Page:
    """The site's root: each language by its own name, since no reader's language is known here."""
    language = site.languages[0]
    speaker = site.speaker(language, "")
    choices = [
        {
            "code": one.code,
            "name": own_name(one.code),
            "url": speaker.link(f"{one.code}/"),
            "title": _title_in(site, one.code),
        }
        for one in site.languages
    ]
    title = speaker.text(site.catalogue.settings.title) or Words("")
    return Page("chooser.html.j2", "", title, {"choices": choices})


def _title_in(site: Site, code: str) -> Words:
    language, words = site.catalogue.settings.title.best(code, "en")
    return Words(words, language)
