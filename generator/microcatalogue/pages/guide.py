"""The pages of the guide: an article, rendered elsewhere, in the frame of every page, with the guide's own menu."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..guide.article import Article, Guide
from .frame import Page, Site
from .language import Language, message
from .living import living_parts
from .parts import Link, Words
from .speaker import Speaker

# Addresses of the parts of the guide in the order of its menu, with what the part is called.
_MENU = (
    ("learners/", message("For learners")),
    ("counsellors/", message("For counsellors")),
    ("recognition-officers/", message("For recognition officers")),
    ("providers/", message("For providers")),
    ("operators/", message("For operators")),
    ("aggregators/", message("For aggregators")),
    ("errors/", message("What messages mean")),
    ("design/", message("The parts of a page")),
    ("accessibility/", message("Accessibility")),
    ("privacy/", message("Privacy")),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the guide's menu; `below` are the pages of the part that is shown."""

    words: str
    url: str
    here: bool
    below: tuple[Entry, ...] = ()


def guide_page(site: Site, language: Language, *, path: str) -> Page:
    """One page of the guide in one language; the site has a guide."""
    guide = site.guide
    if guide is None:
        raise ValueError("a site without a guide has no pages of it")
    root = f"{language.code}/guide/"
    articles = guide.articles(language.code)
    address = path.removeprefix(root)
    article = articles[address]
    speaker = site.speaker(language, path)
    content = {
        "article": article,
        "entries": _menu(guide, articles, speaker, root, address),
        "examples": living_parts(speaker) if address == "design/" else None,
    }
    trail = [Link(Words(speaker.say("Guide")), speaker.link(root))] if address else []
    part = f"{address.split('/')[0]}/"
    if address != part and part in articles:
        trail.append(Link(Words(articles[part].title, articles[part].lang), speaker.link(f"{root}{part}")))
    return Page(
        "guide.html.j2",
        path,
        Words(article.title, article.lang),
        content,
        article.description,
        trail=tuple(trail),
        needs=("cards.css", "statistics.css") if address == "design/" else (),
    )


def _menu(guide: Guide, articles: Mapping[str, Article], speaker: Speaker, root: str, shown: str) -> tuple[Entry, ...]:
    """The parts of the guide, and the pages of the one that is shown."""
    addresses = [page.address for page in guide.pages[speaker.language.code]]

    def entry(address: str, words: str, below: tuple[Entry, ...] = ()) -> Entry:
        return Entry(words, speaker.link(f"{root}{address}"), address == shown, below)

    entries = []
    for part, words in _MENU:
        if part not in addresses:
            continue
        inside = [one for one in addresses if one.startswith(part) and one != part] if shown.startswith(part) else []
        # The codes are many: they are listed on their own page, not in the menu.
        below = () if part == "errors/" else tuple(entry(one, articles[one].title) for one in inside)
        entries.append(entry(part, speaker.say(words), below))
    return tuple(entries)
