"""`llms.txt`: what this site is and where its data lie, in the form of llmstxt.org, for language models and who programs them.

In English, as the titles of feeds are. It is worked out from the settings and the registry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..edition import Edition
from ..site_file import SiteFile
from ..values import Text
from .described import INDEX, Address, addresses
from .registry import API

PATH = "llms.txt"

_ABOUT = (
    "A micro-credential is the record of the learning outcomes that a learner has acquired following a small volume of "
    "learning, assessed against transparent criteria (Council Recommendation of 16 June 2022, 2022/C 243/02). This catalogue says of "
    "each what one learns, how much work it is, at which level, how it is assessed, who awards it, how its quality is assured, "
    "what it costs, and who recognises it for what."
)
_PROMISES = (
    "Ids are never used again. A record that is renamed keeps its old addresses, which lead to the new ones.",
    "What was published stays: a withdrawn offering keeps its page and its place in every feed, with its status, the day, "
    "and the successor where it has one.",
    "The same outcomes and the same ECTS credits are the same offering; other credits are another offering.",
    "A fact that a provider has not stated is absent, never guessed. A recognition outcome is worked out from the policy of the "
    "organisation that decides, and is no promise; a link to the policy stands beside it.",
    "Dates of change come from the history of the files. `content_hash` moves exactly when what a record states moves.",
    "A feed that will end says so beforehand, in the index (`sunset`) and in its headers.",
)


def llms_txt(edition: Edition) -> SiteFile:
    """The file, with addresses that can be fetched as they stand."""
    return SiteFile(PATH, ("\n".join(_lines(edition)) + "\n").encode())


def _lines(edition: Edition) -> Iterator[str]:
    settings = edition.catalogue.settings
    own = settings.languages[0]
    yield f"# {_plain(settings.title, own)}"
    yield ""
    summary = settings.description or settings.title
    yield f"> {_plain(summary, own)}"
    yield ""
    yield _ABOUT
    yield ""
    yield f"Published by {_plain(settings.publisher.name, own)} ({settings.publisher.homepage}). Licence of the data: {settings.licence}."
    yield ""
    yield from (f"- {one}" for one in _PROMISES)
    found = tuple(addresses(edition))
    main, losses = _whole(found), _losses(found)
    yield from _section("Data", edition, (INDEX, *main))
    yield from _section("One record", edition, (one for one in found if "{" in one.template and one.example))
    yield from _pages(edition)
    yield from _section("Optional", edition, losses)


def _whole(found: tuple[Address, ...]) -> tuple[Address, ...]:
    return tuple(one for one in found if "{" not in one.template and one != INDEX and not _is_loss(one))


def _losses(found: tuple[Address, ...]) -> tuple[Address, ...]:
    """What a reader in a hurry may leave out: what each format cannot say."""
    return tuple(one for one in found if _is_loss(one))


def _is_loss(one: Address) -> bool:
    return one.template.startswith(f"{API}/loss/")


def _section(title: str, edition: Edition, found: Iterator[Address] | tuple[Address, ...]) -> Iterator[str]:
    lines = [f"- [{one.title}]({edition.base}{one.template}): {_note(one)}" for one in found]
    if lines:
        yield from ("", f"## {title}", "")
        yield from lines


def _note(one: Address) -> str:
    """The media type, and what one should know before relying on it."""
    ends = f", ends on {one.sunset.isoformat()}" if one.sunset else ""
    return f"{one.media_type}{', experimental' if one.validation == 'experimental' else ''}{ends}"


def _pages(edition: Edition) -> Iterator[str]:
    yield from ("", "## Pages", "")
    for code in edition.catalogue.settings.languages:
        yield f"- [Home, {code}]({edition.base}{code}/): everything as pages in this language"
    yield f"- [Site map]({edition.base}sitemap.xml): every page with the day of its last change"


def _plain(text: Text, own: str) -> str:
    """A text in English or the first language, on one line, with no mark that Markdown would read."""
    words = " ".join(text.best("en", own)[1].split())
    return re.sub(r"([\\`*_\[\]<>#])", r"\\\1", words)
