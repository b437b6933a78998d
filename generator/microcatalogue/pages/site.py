"""All pages of a site: first which there are and where, so that links can be checked, then the pages themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path as FilePath

from ..catalogue import Key
from ..edition import Edition
from ..feeds import subscribing
from ..feeds.described import formats_of
from ..feeds.registry import API, all_feeds
from ..guide.article import Guide
from ..site_file import Kept, Planned, SiteFile
from ..theme import theme_folder
from ..urls import Urls, file_of, identity, iri, page
from . import (
    assets,
    browse,
    changes,
    compare,
    counsellors,
    deadlines,
    directory,
    home,
    missing,
    plan,
    recognition,
    sitemap,
    statistics,
)
from . import guide as guide_page
from . import identity as identity_page
from .environment import Templates
from .frame import Page, Site, render
from .language import Language
from .offering import offering_page
from .pathway import pathway_page
from .provider import provider_page
from .qr_code import code, code_path
from .searching import Searching
from .sheet import sheet_page, sheet_path

Make = Callable[[Site, Language], Page]


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """A page that the site will have: its path, its language, how it is made, and the record that it is about.

    `listed` is False for pages that search engines are not told of.
    """

    path: str
    language: str
    make: Make
    key: Key | None = None
    listed: bool = True


def planned_pages(edition: Edition, guide: Guide | None = None) -> Iterator[PlannedPage]:
    """Every page of the site, in order; without a guide the pages of the guide are left out."""
    first = edition.catalogue.settings.languages[0]
    yield PlannedPage("", first, home.chooser)
    yield PlannedPage("404.html", first, missing.missing, listed=False)
    for language in edition.catalogue.settings.languages:
        yield from _lists(edition, language)
        yield from _records(edition, language)
        for source in guide.pages[language] if guide else ():
            path = f"{language}/guide/{source.address}"
            yield PlannedPage(path, language, partial(guide_page.guide_page, path=path))
    for key in edition.published():
        for shown_id in (key[1], *edition.former_ids(key)):
            make = partial(identity_page.identity_page, key=key, shown_id=shown_id)
            yield PlannedPage(identity(key[0], shown_id), first, make, listed=False)


def _lists(edition: Edition, language: str) -> Iterator[PlannedPage]:
    """The pages of one language that are about no single record."""
    yield PlannedPage(f"{language}/", language, home.home)
    for module in (browse, compare, counsellors, directory, plan, recognition, deadlines, changes, statistics):
        for path, make in module.pages(edition, language):
            yield PlannedPage(path, language, make)


_RECORDS: tuple[tuple[str, Callable[..., Page]], ...] = (
    ("provider", provider_page),
    ("offering", offering_page),
    ("pathway", pathway_page),
)


def _records(edition: Edition, language: str) -> Iterator[PlannedPage]:
    """The page of each record, and what stands where it was before."""
    makers = dict(_RECORDS)
    for key in edition.published():
        if key[0] not in makers:
            continue
        make = partial(_record_page, makers[key[0]], key)
        yield PlannedPage(page(language, *key), language, make, key)
        for former in edition.former_ids(key):
            moved = partial(identity_page.moved_page, key=key, former=former)
            yield PlannedPage(page(language, key[0], former), language, moved, listed=False)
        if key[0] == "offering":
            yield from _sheets(edition, language, key)


def _sheets(edition: Edition, language: str, key: Key) -> Iterator[PlannedPage]:
    """The information sheet of an offering, and what stands where it was before.

    Search engines are told of the offering's own page and not of its sheet, which says the same.
    """
    sheet = partial(_record_page, sheet_page, key)
    yield PlannedPage(sheet_path(language, key[1]), language, sheet, key, listed=False)
    for former in edition.former_ids(key):
        moved = partial(identity_page.moved_sheet, key=key, former=former)
        yield PlannedPage(sheet_path(language, former), language, moved, listed=False)


def _record_page(make: Callable[..., Page], key: Key, site: Site, language: Language) -> Page:
    return make(site, language, record=site.catalogue.record(key))


def prepare(edition: Edition, guide: Guide | None = None) -> tuple[Site, tuple[PlannedPage, ...]]:
    """The site of an edition, with all addresses that it will have, and its pages."""
    languages = tuple(Language(code) for code in edition.catalogue.settings.languages)
    pages = tuple(planned_pages(edition, guide))
    loaded = {**assets.stylesheets(), **assets.scripts(languages)}
    files = (*(one.path for one in loaded.values()), *_files(edition))
    urls = Urls(edition.base, frozenset((*(one.path for one in pages), *files)))
    return Site(
        edition, urls, Templates(theme_folder() / "templates", edition.catalogue.reads), languages, loaded, guide
    ), pages


def _files(edition: Edition) -> Iterator[str]:
    """The files that pages may link to."""
    yield f"{API}/index.json"
    yield from (one.path for one in all_feeds())
    yield from subscribing.paths(edition)
    for provider in edition.receivers():
        yield recognition.letters_path(provider)
    for language in edition.catalogue.settings.languages:
        yield plan.file_path(language)
        yield recognition.index_path(language)
        yield from (recognition.titles_path(language, one.key) for one in edition.awarding())
    yield from (code_path(one.id) for one in edition.catalogue.published_offerings)
    for kind, record_id in edition.published():
        for shown_id in (record_id, *edition.former_ids((kind, record_id))):
            yield from (path for path, _ in formats_of(edition, (kind, record_id), shown_id))


def planned_files(site: Site, pages: tuple[PlannedPage, ...]) -> Iterator[Planned]:
    """Every page of the site and what pages need."""
    yield from map(Planned.ready, {asset.path: asset for asset in site.assets.values()}.values())
    for one in pages:
        yield Planned(file_of(one.path), partial(_rendered, site, one), lasting=True)
    yield from plan.planned_files(site)
    yield from recognition.planned_tables(site)
    for offering in site.catalogue.published_offerings:
        yield Planned(
            code_path(offering.id),
            partial(code, offering.id, iri(site.urls.base, "offering", offering.id)),
            lasting=True,
        )
    listed = tuple((one.path, one.language, one.key) for one in pages if one.listed)
    yield from sitemap.planned(site, listed)


def _rendered(site: Site, planned: PlannedPage) -> SiteFile:
    language = site.language(planned.language)
    return render(site, language, planned.make(site, language))


def make_ready(site: Site, searching: Searching, parts: Sequence[Planned | Kept]) -> None:
    """Does once what every process that makes `parts` needs: templates, the guide, what all policies come to, the index."""
    searching.make_ready(parts)
    site.edition.recognise()
    for language in site.languages:
        site.templates.load(language)
        if site.guide:
            site.guide.articles(language.code)


def planned_pictures(edition: Edition, root: FilePath) -> Iterator[Planned]:
    """The pictures that published records name, as they lie in the catalogue folder `root`."""
    catalogue = edition.catalogue
    named = {f"{one.id}/{one.logo}" for one in catalogue.providers.values() if one.logo}
    named |= {
        f"{one.provider}/{one.credential.image}"
        for one in catalogue.published_offerings
        if one.credential and one.credential.image
    }
    for path in sorted(named & catalogue.pictures):
        yield Planned(f"media/{path}", partial(_picture, root, path))


def _picture(root: FilePath, path: str) -> SiteFile:
    return SiteFile(f"media/{path}", (root / path).read_bytes(), path)
