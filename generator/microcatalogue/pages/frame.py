"""What every page of the site shares: the site it belongs to, its frame, and how a template becomes a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..catalogue import Catalogue
from ..edition import Edition
from ..history import History
from ..site_file import SiteFile
from ..urls import Urls, file_of
from .environment import Templates
from .language import Language, own_name
from .parts import Link, Words
from .speaker import Record, Speaker

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "worker-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'"
)


@dataclass(frozen=True)
class Site:
    """All that pages are made from: the catalogue, its history, the addresses and the templates."""

    edition: Edition
    urls: Urls
    templates: Templates
    stylesheet: str
    _languages: dict[str, Language] = field(default_factory=dict)

    @property
    def catalogue(self) -> Catalogue:
        """The linked records."""
        return self.edition.catalogue

    @property
    def history(self) -> History | None:
        """What git knows of them."""
        return self.edition.history

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages of the site, default first."""
        return tuple(self.language(code) for code in self.catalogue.settings.languages)

    def language(self, code: str) -> Language:
        """One language of the site."""
        if code not in self._languages:
            self._languages[code] = Language(code)
        return self._languages[code]

    def speaker(self, language: Language, path: str, record: Record | None = None) -> Speaker:
        """Who speaks for a record on the page at `path`."""
        return Speaker(self.catalogue, self.urls, language, path, record)


@dataclass(frozen=True, slots=True)
class Page:
    """One page before it is rendered: template, title, where it lies, what it shows."""

    template: str
    path: str
    title: Words
    content: Mapping[str, Any]
    description: str = ""
    trail: tuple[Link, ...] = ()
    fallbacks: tuple[str, ...] = ()
    source: str | None = None
    canonical: str = ""


def render(site: Site, language: Language, page: Page) -> SiteFile:
    """The HTML file of a page in one language."""
    frame = _frame(site, language, page)
    html = site.templates.render(page.template, language, {"frame": frame, "page": page, **page.content})
    return SiteFile(file_of(page.path), html.encode("utf-8"), page.source)


# Templates of pages that stand outside the languages of the site: they have no menu and no footer.
_PLAIN = frozenset({"chooser.html.j2", "identity.html.j2", "moved.html.j2"})


def _frame(site: Site, language: Language, page: Page) -> dict[str, Any]:
    """What every page prints around its content, as addresses relative to the page."""
    frame = {
        "language": language.code,
        "policy": POLICY,
        "stylesheet": site.urls.link(site.stylesheet, from_path=page.path),
        "canonical": site.urls.absolute(page.canonical or page.path),
    }
    return frame if page.template in _PLAIN else frame | _surroundings(site, language, page)


def _surroundings(site: Site, language: Language, page: Page) -> dict[str, Any]:
    """Header, footer and links between languages."""
    code = language.code
    settings = site.catalogue.settings
    speaker = site.speaker(language, page.path)
    languages = [_alternative(site, page.path, code, other.code) for other in site.languages]
    menu = (("Micro-credentials", "browse"), ("Providers", "providers"), ("Pathways", "pathways"))
    return {
        "catalogue_title": speaker.text(settings.title),
        "home": speaker.link(f"{code}/"),
        "menu": [Link(Words(language.say(words)), speaker.link(f"{code}/{folder}/")) for words, folder in menu],
        "languages": languages,
        "alternates": [(one["code"], site.urls.absolute(one["path"])) for one in languages],
        "chooser": site.urls.absolute(""),
        "feeds": speaker.link("api/v1/index.json"),
        "publisher": speaker.outside(settings.publisher.homepage, speaker.text(settings.publisher.name)),
        "publisher_mail": speaker.mail(settings.publisher.email),
        "licence": settings.licence,
        "report": speaker.outside(settings.report_url, language.say("Report an error")),
        "report_mail": speaker.mail(settings.report_email),
        "as_of": language.date(site.catalogue.as_of) if site.catalogue.as_of else "",
        "preview": site.history is None,
        "fallback_note": _fallback_note(language, page),
    }


def _alternative(site: Site, path: str, own: str, other: str) -> dict[str, Any]:
    target = f"{other}/{path.removeprefix(f'{own}/')}"
    address = site.urls.link(target, from_path=path)
    return {"code": other, "name": own_name(other), "url": address, "path": target, "current": other == own}


def _fallback_note(language: Language, page: Page) -> str:
    """One visible note where texts stand in another language than the page."""
    if not page.fallbacks:
        return ""
    names = language.listed([language.language_name(code) for code in page.fallbacks])
    return language.say(
        "Parts of this page are not available in {language} and are shown as the provider wrote them: {others}.",
        language=language.language_name(language.code),
        others=names,
    )
