"""The front page of a language, with the ways in that people come with; and the language chooser at the site's root."""

from __future__ import annotations

from ..facets import FUNDED, LISTED
from ..model import Offering
from . import alternates
from .about import about_catalogue
from .applying import closings, deadline
from .browse import Way, way
from .cards import card
from .frame import Page, Site
from .language import Language, own_name
from .parts import Link, Row, Words, there
from .speaker import Speaker
from .subscribe import subscribing

_CLOSING_SHOWN = 5
_LATEST_SHOWN = 6
_WAYS = ("field", "level", "participation", "language")


def home(site: Site, language: Language) -> Page:
    """The front page of one language: what the catalogue is, how much there is, and the ways in."""
    path = f"{language.code}/"
    speaker = site.speaker(language, path)
    catalogue = site.catalogue
    active = [offering for offering in catalogue.published_offerings if offering.status == "active"]
    content = {
        "description": speaker.text(catalogue.settings.description),
        "counts": _counts(site, speaker, len(active)),
        "short_cuts": _short_cuts(site, speaker),
        "ways": _ways(site, speaker),
        "closing": _closing(site, speaker),
        "deadlines": speaker.link(f"{path}deadlines/"),
        "cards": tuple(card(offering, speaker) for offering in _latest(site, active)),
        "cards_title": language.say("Some of them") if site.edition.is_preview else language.say("Latest"),
        "all": speaker.link(f"{path}browse/"),
        "about": about_catalogue(catalogue.settings, speaker),
    }
    title = speaker.text(catalogue.settings.title) or Words("")
    summary = speaker.plain(catalogue.settings.description) if catalogue.settings.description else ""
    fallbacks = tuple(sorted(speaker.fallbacks))
    offered = subscribing(site, speaker)
    return Page(
        "home.html.j2",
        path,
        title,
        content,
        summary,
        fallbacks=fallbacks,
        needs=("cards.css", "home.css"),
        subscribing=offered,
        alternates=alternates.of_catalogue(speaker),
    )


def _counts(site: Site, speaker: Speaker, active: int) -> tuple[tuple[str, str], ...]:
    say_many, root, catalogue = speaker.language.say_many, speaker.path, site.catalogue
    providers, pathways, policies = len(catalogue.providers), len(catalogue.published_pathways), len(catalogue.policies)
    return (
        (say_many("{number} micro-credential", "{number} micro-credentials", active), speaker.link(f"{root}browse/")),
        (say_many("{number} provider", "{number} providers", providers), speaker.link(f"{root}providers/")),
        (say_many("{number} pathway", "{number} pathways", pathways), speaker.link(f"{root}pathways/")),
        (
            say_many("{number} recognition policy", "{number} recognition policies", policies),
            speaker.link(f"{root}providers/"),
        ),
    )


def _short_cuts(site: Site, speaker: Speaker) -> tuple[tuple[str, str, str], ...]:
    """What people ask for first: what closes soon, what costs them nothing, what leads on. Name, words, address."""
    say, root, groups = speaker.say, speaker.path, site.edition.counts
    lists = (
        (
            say("Free or funded"),
            say("It costs nothing, or somebody may pay for it"),
            ("funding", FUNDED),
        ),
        (
            say("Towards a qualification"),
            say("It counts towards another credential"),
            ("stackability", "integrated-stackable"),
        ),
        (say("Online"), say("From wherever you are"), ("participation", "online")),
    )
    closing = (say("Closing soon"), say("What you can still apply for, by month"), speaker.link(f"{root}deadlines/"))
    filled = ((name, words, path) for name, words, path in lists if groups[path[0]][path[1]])
    return (
        closing,
        *((name, words, speaker.link(f"{root}browse/{path[0]}/{path[1]}/")) for name, words, path in filled),
    )


def _ways(site: Site, speaker: Speaker) -> tuple[Way, ...]:
    facets = {facet.name: facet for facet in LISTED}
    ways = (way(site, facets[name], speaker) for name in _WAYS)
    return tuple(one for one in ways if one.values)


def _closing(site: Site, speaker: Speaker) -> tuple[Row, ...]:
    """The next deadlines as rows: the date, then the offering and who offers it."""
    rows = []
    for one in closings(site.catalogue)[:_CLOSING_SHOWN]:
        values = there(deadline(one.run, speaker), speaker.to("offering", one.offering.id))
        by = speaker.to("provider", one.offering.provider)
        rows.append(Row("", (*values, *((by.words,) if isinstance(by, Link) else ()))))
    return tuple(rows)


def _latest(site: Site, offerings: list[Offering]) -> list[Offering]:
    """Six offerings, last published first where the history is known."""
    if site.history is None:
        return offerings[:_LATEST_SHOWN]
    records = site.history.records
    known = [offering for offering in offerings if ("offering", offering.id) in records]
    latest = sorted(known, key=lambda one: (records["offering", one.id].created, one.id), reverse=True)
    return latest[:_LATEST_SHOWN]


def chooser(site: Site, language: Language) -> Page:
    """The site's root: each language by its own name, since no reader's language is known here."""
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
