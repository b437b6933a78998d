"""How people come to calendars and feeds: what pages offer, what programs find by a page, and what the local host sends."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.client import HTTPConnection
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urljoin

import html5lib
import pytest
from microcatalogue.serving import Handler

XHTML = "{http://www.w3.org/1999/xhtml}"
UNIVERSITY = "example-university"
OFFERING = f"{UNIVERSITY}/data-analysis-with-python"
CALENDAR, ATOM, JSON_FEED = "text/calendar", "application/atom+xml", "application/feed+json"


def _files(part: str, name: str) -> dict[str, str]:
    """The files of a part of the catalogue, by media type."""
    return {CALENDAR: f"calendar/{part}.ics", ATOM: f"feeds/{name}.atom", JSON_FEED: f"feeds/{name}.json"}


def _in(language: str) -> dict[str, tuple[dict[str, str], set[str]]]:
    """By page of a language: the files of what it is about, and which it shows; Estonian is the site's first."""
    other = "" if language == "et" else f"{language}/"
    whole = _files(f"{other}deadlines", f"{other}new")
    field, provider = (_files(f"{other}{one}", f"{other}{one}") for one in ("fields/06", f"providers/{UNIVERSITY}"))
    offering = _files(f"offerings/{OFFERING}", f"offerings/{OFFERING}")
    every = {CALENDAR, ATOM, JSON_FEED}
    return {
        "": (whole, set()),
        "browse/": (whole, set()),
        "browse/field/06/": (field, every),
        f"browse/provider/{UNIVERSITY}/": (provider, every),
        f"providers/{UNIVERSITY}/": (provider, every),
        f"offerings/{OFFERING}/": (offering, every),
        "deadlines/": (whole, {CALENDAR}),
        "changes/": (whole, {ATOM, JSON_FEED}),
        "browse/level/6/": ({}, set()),
        "statistics/": ({}, set()),
    }


def _addresses(site: Path, path: str, element: str) -> dict[str, str]:
    """Where elements of a page with a media type lead, as paths of the site, by that type; no type comes twice."""
    page = html5lib.parse((site / path / "index.html").read_bytes(), transport_encoding="utf-8")
    found = [one for one in page.iter(f"{XHTML}{element}") if one.get("type") in (CALENDAR, ATOM, JSON_FEED)]
    assert element == "a" or all(one.get("rel") == "alternate" and one.get("title") for one in found)
    addresses = {one.get("type"): urljoin(f"/{path}", one.get("href")).removeprefix("/") for one in found}
    assert len(addresses) == len(found)
    return addresses


@pytest.mark.parametrize("language", ["et", "en"])
def test_pages_offer_what_they_show(site_folder: Path, language: str) -> None:
    for path, (wanted, shown) in _in(language).items():
        feeds = {one: target for one, target in wanted.items() if one != CALENDAR and path != "deadlines/"}
        assert _addresses(site_folder, f"{language}/{path}", "link") == feeds, path  # readers look for feeds alone
        assert _addresses(site_folder, f"{language}/{path}", "a") == {one: wanted[one] for one in shown}, path
        assert all((site_folder / target).is_file() for target in wanted.values()), path


def test_the_guide_is_a_link_away(site_folder: Path) -> None:
    for language in ("et", "en"):
        text = (site_folder / f"{language}/deadlines/index.html").read_text("utf-8")
        assert 'href="../guide/subscribing/"' in text
        assert (site_folder / f"{language}/guide/subscribing/index.html").is_file()


@pytest.fixture(scope="module")
def host(site_folder: Path) -> Iterator[HTTPConnection]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(site_folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    connection = HTTPConnection("127.0.0.1", server.server_address[1])
    yield connection
    connection.close()
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("calendar/deadlines.ics", "text/calendar; charset=utf-8"),
        ("feeds/new.atom", ATOM),
        ("feeds/new.json", JSON_FEED),
        (f"feeds/en/providers/{UNIVERSITY}.json", JSON_FEED),
        ("api/v1/offerings.json", "application/json"),
        ("", "text/html"),
    ],
)
def test_the_local_host_sends_the_media_types(host: HTTPConnection, path: str, media_type: str) -> None:
    host.request("GET", f"/{path}")
    answer = host.getresponse()
    answer.read()
    assert (answer.status, answer.headers["Content-Type"]) == (200, media_type)
