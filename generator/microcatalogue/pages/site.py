"""All pages of a site: first their addresses, so that links can be checked, then the pages themselves."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path as FilePath

from ..edition import Edition
from ..feeds.registry import API, all_feeds, record_path
from ..site_file import SiteFile
from ..theme import theme_folder
from ..urls import Urls, identity, page
from . import identity as identity_page
from . import lists
from .environment import Templates
from .frame import Site, render
from .offering import offering_page
from .pathway import pathway_page
from .provider import provider_page

_PAGED = ("provider", "offering", "pathway")


def prepare(edition: Edition) -> Site:
    """The site of an edition, with all addresses that it will have."""
    stylesheet = _stylesheet()
    paths = frozenset({stylesheet.path, *_paths(edition)})
    templates = Templates(theme_folder() / "templates")
    return Site(edition, Urls(edition.base, paths), templates, stylesheet.path)


def _paths(edition: Edition) -> Iterator[str]:
    """Every address that a page may link to."""
    yield ""
    yield f"{API}/index.json"
    yield from (one.path for one in all_feeds())
    for language in edition.catalogue.settings.languages:
        yield from (f"{language}/", f"{language}/providers/", f"{language}/pathways/")
        yield from lists.list_paths(edition, language)
    for key in edition.published():
        for record_id in (key[1], *edition.former_ids(key)):
            yield from _record_paths(edition, key[0], record_id)


def _record_paths(edition: Edition, kind: str, record_id: str) -> Iterator[str]:
    yield identity(kind, record_id)
    if kind in _PAGED:
        yield from (page(language, kind, record_id) for language in edition.catalogue.settings.languages)
    yield from (record_path(kind, record_id, extension) for extension in identity_page.FORMATS[kind])


def page_files(site: Site) -> Iterator[SiteFile]:
    """Every page of the site and what pages need."""
    yield _stylesheet()
    yield render(site, site.languages[0], lists.chooser(site))
    for language in site.languages:
        yield render(site, language, lists.home(site, language))
        yield render(site, language, lists.providers(site, language))
        yield render(site, language, lists.pathways(site, language))
        for one in lists.offering_lists(site, language):
            yield render(site, language, one)
        for provider in site.catalogue.providers.values():
            yield render(site, language, provider_page(site, language, provider))
        for offering in site.catalogue.published_offerings:
            yield render(site, language, offering_page(site, language, offering))
        for pathway in site.catalogue.published_pathways:
            yield render(site, language, pathway_page(site, language, pathway))
        for moved in identity_page.moved_pages(site, language):
            yield render(site, language, moved)
    for one in identity_page.identity_pages(site):
        yield render(site, site.languages[0], one)


def picture_files(edition: Edition, root: FilePath) -> Iterator[SiteFile]:
    """The pictures that published records name, as they lie in the catalogue folder `root`."""
    catalogue = edition.catalogue
    named = {f"{one.id}/{one.logo}" for one in catalogue.providers.values() if one.logo}
    named |= {
        f"{one.provider}/{one.credential.image}"
        for one in catalogue.published_offerings
        if one.credential and one.credential.image
    }
    for path in sorted(named & catalogue.pictures):
        yield SiteFile(f"media/{path}", (root / path).read_bytes(), path)


def _stylesheet() -> SiteFile:
    """The stylesheet under a name that changes with its content, so that browsers may keep it for ever."""
    content = (theme_folder() / "assets" / "catalogue.css").read_bytes()
    return SiteFile(f"assets/catalogue.{hashlib.sha256(content).hexdigest()[:12]}.css", content)
