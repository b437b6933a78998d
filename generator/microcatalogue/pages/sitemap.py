"""What search engines are told: the site map with true dates of change, and robots.txt.

A page of a record is listed in the languages in which the record's own words exist, with its versions in the others;
its date is that of the record's last change as git knows it. Pages about no single record carry no date.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from xml.sax.saxutils import escape

from ..catalogue import Key
from ..site_file import Planned, SiteFile
from .frame import Site

LIMIT = 50_000
"""Addresses a site map may hold (sitemaps.org protocol 0.9)."""

Listed = tuple[str, str, Key | None]

_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_LINKS = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def planned(site: Site, pages: tuple[Listed, ...]) -> Iterator[Planned]:
    """The site map of the pages given as path, language and record; several and their index where one is too small."""
    shown = tuple(one for one in pages if _is_spoken(site, one))
    parts = [shown[start : start + LIMIT] for start in range(0, len(shown), LIMIT)]
    if len(parts) == 1:
        yield Planned("sitemap.xml", partial(_map, site, "sitemap.xml", parts[0]))
    else:
        names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
        yield from (Planned(name, partial(_map, site, name, part)) for name, part in zip(names, parts, strict=True))
        yield Planned("sitemap.xml", partial(_index, site, names))
    robots = f"User-agent: *\nAllow: /\nSitemap: {site.urls.base}sitemap.xml\n"
    yield Planned.ready(SiteFile("robots.txt", robots.encode()))


def _is_spoken(site: Site, page: Listed) -> bool:
    _, language, key = page
    return key is None or language in site.edition.spoken(key)


def _map(site: Site, name: str, pages: tuple[Listed, ...]) -> SiteFile:
    entries = "".join(_entry(site, *page) for page in pages)
    return SiteFile(name, f"{_HEAD}<urlset {_SPACE} {_LINKS}>\n{entries}</urlset>\n".encode())


def _entry(site: Site, path: str, language: str, key: Key | None) -> str:
    past = site.edition.past(key) if key else None
    date = f"<lastmod>{past.modified:%Y-%m-%dT%H:%M:%SZ}</lastmod>" if past else ""
    return f"<url><loc>{escape(site.urls.absolute(path))}</loc>{date}{_versions(site, path, language, key)}</url>\n"


def _versions(site: Site, path: str, language: str, key: Key | None) -> str:
    """Links to the page in each language in which it exists, itself included; none for the language chooser."""
    if not path.startswith(f"{language}/"):
        return ""
    spoken = site.edition.spoken(key) if key else site.catalogue.settings.languages
    rest = path.removeprefix(f"{language}/")
    links = ((code, site.urls.absolute(f"{code}/{rest}")) for code in spoken)
    return "".join(f'<xhtml:link rel="alternate" hreflang="{code}" href="{escape(url)}"/>' for code, url in links)


def _index(site: Site, names: list[str]) -> SiteFile:
    entries = "".join(f"<sitemap><loc>{escape(site.urls.base + name)}</loc></sitemap>\n" for name in names)
    return SiteFile("sitemap.xml", f"{_HEAD}<sitemapindex {_SPACE}>\n{entries}</sitemapindex>\n".encode())
