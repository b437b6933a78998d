"""Pages of the guide before and after they are rendered. Who renders them is not known here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class GuidePage:
    """A page as Markdown: `path` is that of its file in the guide, such as `providers/index.md`.

    `lang` is set where the text stands in another language than the site's page.
    """

    path: str
    markdown: str
    lang: str | None = None

    @property
    def address(self) -> str:
        """The folder at which the page is served, relative to the guide: `providers/`."""
        stem = self.path.removesuffix(".md")
        return stem.removesuffix("index") if stem == "index" or stem.endswith("/index") else f"{stem}/"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading on a page that can be linked to."""

    anchor: str
    words: str


@dataclass(frozen=True, slots=True)
class Article:
    """A rendered page: its title, its HTML (ours, never a contributor's), its second-level headings."""

    title: str
    html: Markup
    headings: tuple[Heading, ...]
    description: str = ""
    lang: str | None = None


Renderer = Callable[[str, tuple[GuidePage, ...]], Mapping[str, Article]]
"""Renders the pages of the guide in one language; gives the articles by the address of their page."""


@dataclass(frozen=True, slots=True)
class Guide:
    """The guide of a site: its pages in each language, and who renders them."""

    pages: Mapping[str, tuple[GuidePage, ...]]
    render: Renderer

    def articles(self, language: str) -> Mapping[str, Article]:
        """The rendered pages of a language by address."""
        return self.render(language, self.pages[language])
