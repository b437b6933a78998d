"""The page of the shortlist, on which two to six micro-credentials stand side by side.

The page says nothing of any record: scripts read the pages of the offerings, in the language of this page. What is compared
stands in the fragment of the address, the list and the notes in the reader's browser; none of it is sent anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..edition import Edition
from .frame import Page, Site
from .language import Language
from .legal import regulated_professions, who_decides
from .parts import Words
from .recognition import index_path

_NEEDS = ("recognition.css", "compare.css", "offerings.js", "comparing.js", "compare.js")


def compare_path(language: str) -> str:
    """The path of the page in a language."""
    return f"{language}/compare/"


def pages(_edition: Edition, language: str) -> Iterator[tuple[str, Callable[[Site, Language], Page]]]:
    """The path of the page in a language, and how it is made."""
    yield compare_path(language), _page


def _page(site: Site, language: Language) -> Page:
    path = compare_path(language.code)
    speaker = site.speaker(language, path)
    as_of = site.catalogue.as_of
    content = {
        "index": speaker.link(index_path(language.code)),
        "base": site.urls.base,
        "all": speaker.link(f"{language.code}/browse/"),
        "as_of": language.date(as_of) if as_of else "",
        "notes": (who_decides(speaker), regulated_professions(speaker)),
    }
    return Page("compare.html.j2", path, Words(speaker.say("Shortlist and comparison")), content, needs=_NEEDS)
