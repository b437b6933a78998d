"""The lists of offerings: all of them, and those of each value of each facet, fifty a page; no script is needed.

The first page of all is also that on which scripts search and narrow down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from ..edition import Edition
from ..facets import LISTED, Facet, field_line
from ..scope import Scope
from ..urls import page as page_of
from .cards import card
from .facet_words import facet_title, value_gloss, value_label, value_path
from .frame import Page, Site
from .language import Language, message
from .paging import PAGE_SIZE, numbered, page_paths, pager
from .parts import Link, Subscribing, Words
from .speaker import Speaker
from .structured import item_list
from .subscribe import subscribing

Make = Callable[[Site, Language], Page]

_LISTED = ("cards.css", "browse.css")
NEEDS = (*_LISTED, "start.js", "browse.js")
LATER = ("search", "words", "chosen", "facets", "results")
ORDERS = (
    ("relevance", message("how well it fits")),
    ("deadline", message("next deadline")),
    ("credits", message("fewest credits")),
    ("price", message("lowest price")),
    ("newest", message("newest")),
)
"""The orders of the list of results, as addresses name them."""

SUBSCRIBED = ("field", "provider")
"""The facets whose lists one can subscribe to."""


@dataclass(frozen=True, slots=True)
class Way:
    """A facet as links: each value with its label, address and number of offerings; `here` is the one shown."""

    name: str
    title: str
    values: tuple[tuple[Words, str, str, bool], ...]


def pages(edition: Edition, language: str) -> Iterator[tuple[str, Make]]:
    """The path of every list page of a language, and how it is made."""
    for number, path in enumerate(page_paths(f"{language}/browse/", len(edition.catalogue.published_offerings)), 1):
        yield path, partial(_all, path=path, number=number)
    for facet in LISTED:
        for code, members in edition.groups[facet.name].items():
            for number, path in enumerate(page_paths(value_path(language, facet, code), len(members)), 1):
                yield path, partial(_value, path=path, number=number, facet=facet, code=code)


def _all(site: Site, language: Language, *, path: str, number: int) -> Page:
    """All published offerings by their next deadline; withdrawn ones come last."""
    speaker = site.speaker(language, path)
    title = Words(speaker.say("Micro-credentials"))
    return _page(site, speaker, title, ("", ""), number, f"{language.code}/browse/", _narrowing(site, speaker))


def _value(site: Site, language: Language, *, path: str, number: int, facet: Facet, code: str) -> Page:
    """The offerings that have one value of a facet."""
    speaker = site.speaker(language, path)
    title = value_label(facet, code, speaker)
    folder = value_path(language.code, facet, code)
    ways = _narrowing(site, speaker, facet, code)
    about = _about(facet, code, speaker)
    return _page(site, speaker, title, (facet.name, code), number, folder, ways, about)


def _about(facet: Facet, code: str, speaker: Speaker) -> dict[str, object]:
    """What the page says of the value: which facet it belongs to, its gloss, the provider's own page."""
    own = speaker.to("provider", code) if facet.name == "provider" else None
    return {"facet": facet_title(facet, speaker), "gloss": value_gloss(facet, code, speaker), "own_page": own}


def _page(
    site: Site,
    speaker: Speaker,
    title: Words,
    listed: tuple[str, str],
    number: int,
    folder: str,
    ways: Markup,
    about: dict[str, object] | None = None,
) -> Page:
    say, language = speaker.say, speaker.language
    total, shown = site.edition.listed(language.code, *listed, (number - 1) * PAGE_SIZE, PAGE_SIZE)
    root = f"{language.code}/browse/"
    content = {
        "lead": language.say_many("{number} micro-credential", "{number} micro-credentials", total),
        "cards": tuple(card(offering, speaker) for offering in shown),
        "pager": pager(folder, total, number, speaker),
        "ways": ways,
        "search": about is None and number == 1,
        "orders": tuple((code, say(words)) for code, words in ORDERS),
        "narrower": _narrower(listed, speaker) if about else None,
        "facet": "",
        "gloss": "",
        "own_page": None,
        "subscribe": listed[0] in SUBSCRIBED,
        **(about or {}),
    }
    trail = () if about is None else (Link(Words(say("Micro-credentials")), speaker.link(root)),)
    return Page(
        "browse.html.j2",
        speaker.path,
        numbered(title, number, speaker),
        content,
        trail=trail,
        later=LATER if about is None and number == 1 else (),
        needs=NEEDS if about is None and number == 1 else _LISTED,
        subscribing=_offered(site, speaker, listed),
        structured=item_list(site.urls.absolute(page_of(language.code, "offering", one.id)) for one in shown),
    )


def _offered(site: Site, speaker: Speaker, listed: tuple[str, str]) -> Subscribing | None:
    """What one can subscribe to: of all micro-credentials, of a field, of a provider."""
    return subscribing(site, speaker, Scope(*listed)) if listed[0] in ("", *SUBSCRIBED) else None


def _narrower(listed: tuple[str, str], speaker: Speaker) -> Link:
    """The page of all micro-credentials with this value chosen already."""
    address = speaker.link(f"{speaker.language.code}/browse/")
    return Link(Words(speaker.say("Narrow down further")), f"{address}?{listed[0]}={listed[1]}")


def _narrowing(site: Site, speaker: Speaker, shown: Facet | None = None, code: str = "") -> Markup:
    """The links by which to narrow a list down: the same on its second page and on all that follow."""
    key = speaker.path.count("/"), shown.name if shown else "", code
    return site.templates.fragment(
        "ways.html.j2", speaker.language, key, lambda: {"ways": _ways(site, speaker, shown, code)}
    )


def _ways(site: Site, speaker: Speaker, shown: Facet | None = None, code: str = "") -> tuple[Way, ...]:
    """All facets as links with counts. Providers have a list of their own, since they are many."""
    ways = (way(site, facet, speaker, code if facet is shown else "") for facet in LISTED if facet.name != "provider")
    return tuple(one for one in ways if one.values)


def way(site: Site, facet: Facet, speaker: Speaker, here: str = "") -> Way:
    """One facet as links. Of the fields the widest show, and of the one shown those within it."""
    values = []
    for code, number_of in site.edition.counts[facet.name].items():
        if (number_of or code == here) and (facet.name != "field" or _is_near(code, here)):
            address = speaker.link(value_path(speaker.language.code, facet, code))
            number = speaker.language.number(number_of)
            values.append((value_label(facet, code, speaker), address, number, code == here))
    return Way(facet.name, facet_title(facet, speaker), tuple(values))


def _is_near(code: str, here: str) -> bool:
    line = field_line(code)
    wide = set(field_line(here)) if here else set()
    return len(line) == 1 or code in wide or line[-2] in wide
