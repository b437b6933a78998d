"""The pages of the guide as Markdown: prose of the theme, a page a field group, a page a code.

Prose that is not there in a language comes in English and says so. Slots such as `{publisher}` are filled from the
settings of the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as FilePath

from ..edition import Edition
from ..model import Settings
from ..pages.language import Language
from ..theme import theme_folder
from .article import Guide, GuidePage, Renderer
from .codes import code_pages
from .fields import field_pages


def guide_of(edition: Edition, render: Renderer) -> Guide:
    """The guide of a site in every language of the catalogue."""
    settings = edition.catalogue.settings
    return Guide({code: tuple(_pages(edition, Language(code))) for code in settings.languages}, render)


def _pages(edition: Edition, language: Language) -> Iterator[GuidePage]:
    """The pages of one language in the order of their paths."""
    written = [
        *_prose(language.code, _slots(edition, language)),
        *field_pages(language),
        *code_pages(language),
    ]
    return iter(sorted(written, key=lambda page: page.path))


def _prose(language: str, slots: dict[str, str]) -> Iterator[GuidePage]:
    """What the theme's folder of the language has, the rest in English."""
    folder = theme_folder() / "guide"
    for path in sorted((folder / "en").rglob("*.md")):
        name = path.relative_to(folder / "en").as_posix()
        own = folder / language / name
        lang = None if own.is_file() else "en"
        yield GuidePage(name, _filled(own if own.is_file() else path, slots), lang if language != "en" else None)


def _filled(path: FilePath, slots: dict[str, str]) -> str:
    text = path.read_text(encoding="utf-8")
    for slot, value in slots.items():
        text = text.replace(f"{{{slot}}}", value)
    return text


def _slots(edition: Edition, language: Language) -> dict[str, str]:
    settings: Settings = edition.catalogue.settings
    publisher = settings.publisher
    as_of = edition.catalogue.as_of
    return {
        "publisher": _plain(publisher.name.best(language.code, "en")[1]),
        "publisher_homepage": f"<{publisher.homepage}>",
        "contact": f"<{settings.report_email or publisher.email}>",
        "catalogue": _plain(settings.title.best(language.code, "en")[1]),
        "base_url": f"<{settings.base_url}>",
        "base": settings.base_url,  # within commands, where it has to stand as it is
        "as_of": language.date(as_of) if as_of else language.say("the day of the build"),
    }


def _plain(words: str) -> str:
    """Words of the settings as Markdown that says just them."""
    return "".join(f"\\{letter}" if letter in r"\`*_{}[]()#+-.!<>|&" else letter for letter in words)
