"""What every page of the site shares: the site it belongs to, its frame, and how a template becomes a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..catalogue import Catalogue, Key
from ..edition import Edition
from ..guide.article import Guide
from ..history import History
from ..reads import Looked
from ..site_file import SiteFile
from ..urls import Urls, file_of
from .environment import Templates
from .language import Language, message, own_name
from .parts import Alternate, Link, Subscribing, Words
from .speaker import Record, Speaker

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "worker-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'"
)


@dataclass(frozen=True)
class Site:
    """All that pages are made from: the catalogue, its history, the guide, the addresses, the templates and assets."""

    edition: Edition
    urls: Urls
    templates: Templates
    languages: tuple[Language, ...]
    assets: Mapping[str, SiteFile]
    guide: Guide | None = None
    _known: dict[tuple[str, ...], tuple[Any, Looked]] = field(default_factory=dict)

    @property
    def catalogue(self) -> Catalogue:
        """The linked records."""
        return self.edition.catalogue

    @property
    def history(self) -> History | None:
        """What git knows of them."""
        return self.edition.history

    def language(self, code: str) -> Language:
        """One language of the site; its first one where it has none of that code."""
        return next((one for one in self.languages if one.code == code), self.languages[0])

    def speaker(self, language: Language, path: str, record: Record | None = None) -> Speaker:
        """Who speaks for a record on the page at `path`."""
        return Speaker(self.catalogue, self.urls, language, path, record, self._known)


@dataclass(frozen=True, slots=True)
class Page:
    """One page before it is rendered: template, title, where it lies, what it shows.

    `key` names the record that the page is about: search engines are told of it in the languages in which the
    record's own words exist. `needs` names the stylesheets and scripts that it loads besides those of every page,
    `later` the scripts that wait until they are used.
    `structured` is what they read beside the words (schema.org). `indexed` is False for
    pages that they are not to list. `subscribing` is what it offers to feed readers and calendars, `alternates` what it says
    in forms for programs.
    """

    template: str
    path: str
    title: Words
    content: Mapping[str, Any]
    description: str = ""
    trail: tuple[Link, ...] = ()
    fallbacks: tuple[str, ...] = ()
    source: str | None = None
    canonical: str = ""
    key: Key | None = None
    structured: Mapping[str, Any] | None = None
    needs: tuple[str, ...] = ()
    indexed: bool = True
    subscribing: Subscribing | None = None
    later: tuple[str, ...] = ()
    alternates: tuple[Alternate, ...] = ()


def render(site: Site, language: Language, page: Page) -> SiteFile:
    """The HTML file of a page in one language."""
    frame = _frame(site, language, page)
    html = site.templates.render(page.template, language, {"frame": frame, "page": page, **page.content})
    return SiteFile(file_of(page.path), html.encode("utf-8"), page.source)


# Templates of pages that stand outside the languages of the site: they have no menu and no footer.
_PLAIN = frozenset({"chooser.html.j2", "identity.html.j2", "moved.html.j2", "missing.html.j2"})


def _frame(site: Site, language: Language, page: Page) -> dict[str, Any]:
    """What every page prints around its content, as addresses relative to the page."""
    frame = {
        "language": language.code,
        "policy": POLICY,
        "stylesheets": [_asset(site, page, name) for name in ("catalogue.css", *_ending(page.needs, ".css"))],
        "start": _asset(site, page, f"start.{language.code}.js") if "start.js" in page.needs else "",
        "later": " ".join(_asset(site, page, f"{name}.{language.code}.js") for name in page.later),
        "root": site.urls.link("", from_path=page.path) or "./",
        "scripts": [
            _asset(site, page, f"{name}.{language.code}.js")
            for name in ("catalogue", *_ending(page.needs, ".js"))
            if name != "start"
        ],
        "canonical": site.urls.absolute(_canonical(site, language, page)),
    }
    return frame if page.template in _PLAIN else frame | _surroundings(site, language, page)


def _asset(site: Site, page: Page, name: str) -> str:
    return site.urls.link(site.assets[name].path, from_path=page.path)


def _ending(names: tuple[str, ...], extension: str) -> list[str]:
    return [name if extension == ".css" else name.removesuffix(extension) for name in names if name.endswith(extension)]


def _canonical(site: Site, language: Language, page: Page) -> str:
    """The page itself, or its version in a language in which the record's own words exist."""
    if page.canonical or page.key is None:
        return page.canonical or page.path
    spoken = site.edition.spoken(page.key)
    return page.path if language.code in spoken else _in_language(page.path, language.code, spoken[0])


def _in_language(path: str, own: str, other: str) -> str:
    return f"{other}/{path.removeprefix(f'{own}/')}"


def _surroundings(site: Site, language: Language, page: Page) -> dict[str, Any]:
    """Header, footer and links between languages."""
    settings = site.catalogue.settings
    speaker = site.speaker(language, page.path)
    languages = [_alternative(site, page.path, language.code, other.code) for other in site.languages]
    spoken = site.edition.spoken(page.key) if page.key else settings.languages
    model = _model(page.path)
    return {
        "catalogue_title": speaker.text(settings.title),
        "description": page.description or _description(page, speaker),
        "home": speaker.link(f"{language.code}/"),
        "search": speaker.link(f"{language.code}/browse/"),
        "search_box": site.templates.fragment(
            "search_box.html.j2", language, model, lambda: _search_box(site, language, model)
        ),
        "menu": site.templates.fragment("menu.html.j2", language, model, lambda: _menu_of(site, language, model)),
        "footer": site.templates.fragment("footer.html.j2", language, model, lambda: _footer(site, language, model)),
        "languages": languages,
        "alternates": [(one["code"], site.urls.absolute(one["path"])) for one in languages if one["code"] in spoken],
        "chooser": site.urls.absolute(""),
        "fallback_note": _fallback_note(language, page),
    }


def _model(path: str) -> str:
    """A path that stands for all pages of one part of the site at one depth: what surrounds them is the same."""
    language, part, *rest = path.split("/")
    return "/".join((language, part, *("-" for _ in rest[:-1]), *rest[-1:]))


def _search_box(site: Site, language: Language, path: str) -> dict[str, Any]:
    """What the header's search box prints on pages like the one at `path`."""
    return {"action": site.speaker(language, path).link(f"{language.code}/browse/")}


def _menu_of(site: Site, language: Language, path: str) -> dict[str, Any]:
    """What the header's menu prints on pages like the one at `path`."""
    speaker = site.speaker(language, path)
    return {
        "entries": _menu(site, speaker, _MENU, path),
        "shortlist": _menu(site, speaker, ((message("Shortlist"), "compare/"),), path),
    }


def _footer(site: Site, language: Language, path: str) -> dict[str, Any]:
    """What the footer prints on pages like the one at `path`."""
    settings = site.catalogue.settings
    speaker = site.speaker(language, path)
    return {
        "more": _menu(site, speaker, _MORE, path),
        "feeds": speaker.link("api/v1/index.json"),
        "publisher": speaker.outside(settings.publisher.homepage, speaker.text(settings.publisher.name)),
        "publisher_mail": speaker.mail(settings.publisher.email),
        "licence": settings.licence,
        "report": speaker.outside(settings.report_url, language.say("Report an error")),
        "report_mail": speaker.mail(settings.report_email),
        "as_of": language.date(site.catalogue.as_of) if site.catalogue.as_of else "",
        "preview": site.edition.is_preview,
    }


def _description(page: Page, speaker: Speaker) -> str:
    """What search engines show of a page that has no summary of its own: its title, and what the catalogue is."""
    settings = speaker.catalogue.settings
    about = speaker.plain(settings.description) if settings.description else speaker.plain(settings.title)
    return f"{page.title.text}. {about}"


# Message and folder of each entry; what the site does not have, such as a guide in a test, has none.
_MENU = (
    (message("Micro-credentials"), "browse/"),
    (message("Providers"), "providers/"),
    (message("Pathways"), "pathways/"),
    (message("Recognition"), "recognition/"),
    (message("Deadlines"), "deadlines/"),
    (message("Guide"), "guide/"),
)
_MORE = (
    (message("For counsellors"), "counsellors/"),
    (message("Plan a pathway"), "plan/"),
    (message("Changes"), "changes/"),
    (message("Statistics"), "statistics/"),
    (message("Accessibility"), "guide/accessibility/"),
    (message("Privacy"), "guide/privacy/"),
)


def _menu(site: Site, speaker: Speaker, entries: tuple[tuple[str, str], ...], path: str) -> list[dict[str, Any]]:
    code = speaker.language.code
    there = [(words, f"{code}/{folder}") for words, folder in entries if f"{code}/{folder}" in site.urls.paths]
    return [
        {"words": speaker.say(words), "url": speaker.link(target), "here": path.startswith(target)}
        for words, target in there
    ]


def _alternative(site: Site, path: str, own: str, other: str) -> dict[str, Any]:
    target = _in_language(path, own, other)
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
