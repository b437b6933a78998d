"""Feeds of what is new, changed and withdrawn as readers of others see them: which entries, under which names, and whose."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser
import jsonschema_rs
import pytest
from built import edition_of
from conftest import ROOT
from followed import BASE_URL, OFFERING, UNIVERSITY, WITHDRAWN, Followed, Json, files_of
from hypothesis import given
from hypothesis import strategies as st
from microcatalogue.edition import LATEST, Edition
from microcatalogue.feeds.atom import atom_bytes
from microcatalogue.feeds.news import Entry, Field, News
from microcatalogue.feeds.schemas import feed_schema

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
OURS = "_microcredential"

# RFC 4287, 4.1: how often each element stands in a feed and in an entry; the others must not stand there at all.
IN_FEED = {"id": (1, 1), "title": (1, 1), "updated": (1, 1), "author": (1, 1), "link": (2, 2), "rights": (1, 1)}
IN_FEED |= {"generator": (1, 1), "entry": (0, LATEST)}
IN_ENTRY = {"id": (1, 1), "title": (1, 1), "updated": (1, 1), "published": (1, 1), "author": (1, 1), "link": (1, 2)}
IN_ENTRY |= {"category": (0, 99), "summary": (0, 1)}


@pytest.fixture
def followed(tmp_path: Path) -> Followed:
    return Followed.begun(tmp_path)


@pytest.fixture(scope="module")
def edition() -> Edition:
    return edition_of(ROOT / "offerings", with_history=True)


@pytest.fixture(scope="module")
def files(edition: Edition) -> Mapping[str, bytes]:
    return {path: content for path, content in files_of(edition).items() if path.startswith("feeds/")}


def _holds(element: ElementTree.Element, counts: Mapping[str, tuple[int, int]]) -> None:
    found = [child.tag.removeprefix(ATOM) for child in element]
    assert set(found) <= counts.keys()
    for name, (least, most) in counts.items():
        assert least <= found.count(name) <= most, name


def _text(element: ElementTree.Element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}") or ""


def _links(element: ElementTree.Element) -> dict[str, str]:
    links = element.findall(f"{ATOM}link")
    assert all(one.get("type") for one in links)
    return {str(one.get("rel")): str(one.get("href")) for one in links}


def test_every_atom_feed_is_valid(files: Mapping[str, bytes]) -> None:
    """By RFC 4287, and to a reader of others."""
    feeds = {path: content for path, content in files.items() if path.endswith(".atom")}
    assert len(feeds) > 100
    for path, content in feeds.items():
        feed = ElementTree.fromstring(content)  # noqa: S314 - written here
        assert (feed.tag, len(str(feed.get(LANG)))) == (f"{ATOM}feed", 2), path
        _holds(feed, IN_FEED)
        assert files[_links(feed)["self"].removeprefix(BASE_URL)] == content, "where it was before it is the same"
        entries = feed.findall(f"{ATOM}entry")
        for entry in entries:
            _holds(entry, IN_ENTRY)
            assert _links(entry).keys() <= {"alternate", "related"}
            assert _links(entry)["alternate"].startswith(BASE_URL)
            assert all(one.get("term") and one.get("label") for one in entry.findall(f"{ATOM}category"))
        for element in (feed, *entries):
            assert urlsplit(_text(element, "id")).scheme == "https"
            assert _text(element, "title")
            assert re.fullmatch(MOMENT, _text(element, "updated"))
            assert element.findtext(f"{ATOM}author/{ATOM}name")
        assert len({_text(one, "id") for one in entries}) == len(entries)
        times = [_text(one, "updated") for one in entries]
        assert times == sorted(times, reverse=True)
        assert _text(feed, "updated") == max(times)
        read = feedparser.parse(content)
        assert (read.bozo, read.version, len(read.entries)) == (False, "atom10", len(entries)), path


def test_every_json_feed_is_valid(files: Mapping[str, bytes]) -> None:
    """By the rules of version 1.1, and small enough for readers."""
    feeds = {path: content for path, content in files.items() if path.endswith(".json")}
    for path, content in feeds.items():
        assert len(content) < 250_000, path
        feed = json.loads(content)
        known = {"version", "title", "home_page_url", "feed_url", "language", "authors", "items", OURS}
        assert feed.keys() == known, path
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert files[feed["feed_url"].removeprefix(BASE_URL)] == content
        assert len({item["id"] for item in feed["items"]}) == len(feed["items"])
        for item in feed["items"]:
            wanted = {"id", "url", "title", "content_text", "date_published", "date_modified", "authors", OURS}
            assert wanted <= item.keys() <= wanted | {"language", "tags"}
            assert all(isinstance(item[name], str) and item[name] for name in ("id", "url", "title", "content_text"))
            assert re.fullmatch(MOMENT, item["date_modified"])
            assert all(author["name"] for author in item["authors"])
            assert all(isinstance(tag, str) for tag in item.get("tags", ()))
        assert feed[OURS]["about"], "an extension says at its first use what it is"
        for one in (feed[OURS], *(item[OURS] for item in feed["items"])):
            assert all(name.replace("_", "").isalnum() for name in one)


def test_both_forms_say_the_same(files: Mapping[str, bytes]) -> None:
    for path, content in files.items():
        if path.endswith(".json"):
            feed = ElementTree.fromstring(files[path.removesuffix("json") + "atom"])  # noqa: S314
            told = [(_text(one, "id"), _text(one, "title"), _text(one, "updated")) for one in feed.iter(f"{ATOM}entry")]
            items = json.loads(content)["items"]
            assert told == [(item["id"], item["title"], item["date_modified"]) for item in items]


def test_the_feeds_are_those_of_the_log(edition: Edition, files: Mapping[str, bytes]) -> None:
    """Every change of the log is told in the feed of its record, those of ids given up aside, and the last in that of all."""
    assert edition.whole_history is not None
    log = [one for one in edition.whole_history.changes if one.change not in ("renamed", "removed")]
    told = {
        item[OURS]["number"]
        for path, content in files.items()
        if re.match(r"feeds/(offerings|providers)/.*\.json", path)
        for item in json.loads(content)["items"]
    }
    recent = {one.number for one in log if one.kind == "offering"}
    assert recent <= told
    (latest,) = (json.loads(files[path])["items"] for path in ("feeds/new.json",))
    assert [item[OURS]["number"] for item in latest] == sorted((one.number for one in log), reverse=True)[:LATEST]
    assert {item[OURS]["record_kind"] for item in latest} > {"offering"}


def _changes(items: list[Json]) -> list[tuple[str, str]]:
    return [(item[OURS]["change"], item["title"]) for item in items]


def test_the_life_of_an_offering(followed: Followed) -> None:
    feed = f"feeds/offerings/{OFFERING}.json"
    steps: tuple[tuple[str, Callable[[], None], str], ...] = (
        ("2026-01-10", lambda: None, "New: Data literacy"),
        ("2026-02-10", lambda: followed.write(title={"en": "Reading data", "et": "Andmed"}), "Changed: Reading data"),
        ("2026-07-01", lambda: followed.write(**WITHDRAWN), "Withdrawn: Reading data"),
        ("2026-08-01", lambda: followed.write(**dict.fromkeys(WITHDRAWN)), "Offered again: Reading data"),
    )
    ids: list[str] = []
    for day, change, title in steps:
        change()
        followed.commit(day)
        items = followed.items(feed)
        assert items[0]["title"] == title
        assert items[0]["date_modified"] == f"{day}T12:00:00Z"
        assert [item["id"] for item in items[1:]] == ids, "what was told keeps its name"
        ids.insert(0, items[0]["id"])
    assert [change for change, _ in _changes(items)] == ["reinstated", "withdrawn", "updated", "created"]
    assert [item[OURS]["version"] for item in items] == [4, 4, 4, 4]


def test_a_renaming_is_told_once(followed: Followed) -> None:
    followed.commit("2026-01-10")
    before = [item["id"] for item in followed.items()]
    followed.rename(OFFERING, f"{UNIVERSITY}/charts")
    followed.commit("2026-02-10")
    items = followed.items()
    assert _changes(items)[0] == ("renamed", "Renamed: Data literacy")
    assert [item["id"] for item in items[1:]] == before
    assert {item["url"] for item in items if item[OURS]["record_kind"] == "offering"} == {
        f"{BASE_URL}en/offerings/{UNIVERSITY}/charts/"
    }
    files = followed.files()
    for form in ("atom", "json"):
        assert files[f"feeds/offerings/{OFFERING}.{form}"] == files[f"feeds/offerings/{UNIVERSITY}/charts.{form}"]


def test_what_was_over_when_it_came_is_not_new(followed: Followed) -> None:
    followed.write(**WITHDRAWN)
    followed.commit("2026-07-10")
    (item,) = followed.items(f"feeds/offerings/{OFFERING}.json")
    assert item["title"] == "Withdrawn: Data literacy"


def test_a_withdrawn_offering_says_why_and_what_came_after_it(followed: Followed) -> None:
    other = f"{UNIVERSITY}/charts"
    followed.write(other, title={"en": "Charts", "et": "Joonised"})
    followed.commit("2026-01-10")
    followed.write(**WITHDRAWN, replaced_by=other)
    followed.commit("2026-07-01")
    files = followed.files()
    item = json.loads(files["feeds/new.json"])["items"][0]
    for words in ("Withdrawn on: 30 June 2026", "Reason: The course ended.", "Successor: Charts", "Learn to read"):
        assert words in item["content_text"]
    assert item[OURS]["replaced_by"] == other
    assert (item[OURS]["status"], item[OURS]["withdrawn_on"]) == ({"code": "withdrawn"}, "2026-06-30")
    entry = ElementTree.fromstring(files["feeds/et/new.atom"]).find(f"{ATOM}entry")  # noqa: S314
    assert entry is not None
    assert _links(entry)["related"] == f"{BASE_URL}et/offerings/{other}/"
    assert "Kursus lõppes." in _text(entry, "summary")
    assert _text(entry, "title") == "Pakkumine lõpetatud: Andmepädevus"


def test_a_successor_that_is_a_draft_is_not_told(followed: Followed) -> None:
    draft = f"{UNIVERSITY}/law"
    followed.write(draft, status="draft", title={"en": "Law", "et": "Õigus"})
    followed.write(**WITHDRAWN, replaced_by=draft)
    followed.commit("2026-07-10")
    assert not [path for path, content in followed.files().items() if b"law" in content or b"Law" in content]


def test_a_feed_tells_of_its_own_part_alone(followed: Followed) -> None:
    followed.write(f"{UNIVERSITY}/law", title={"en": "Law", "et": "Õigus"}, isced_f=["0421"])
    followed.commit("2026-01-10")
    files = followed.files()

    def told(part: str) -> set[str]:
        return {item[OURS]["id"] for item in json.loads(files[f"feeds/{part}.json"])["items"]}

    law = f"{UNIVERSITY}/law"
    assert told("fields/04") == told("fields/042") == told("fields/0421") == told(f"offerings/{law}") == {law}
    assert told("fields/06") == told(f"offerings/{OFFERING}") == {OFFERING}
    assert told(f"providers/{UNIVERSITY}") == told("new") == {law, OFFERING, UNIVERSITY}
    titles = {item["title"] for item in json.loads(files["feeds/new.json"])["items"]}
    assert "New: Example University (provider)" in titles
    assert "New: Recognition of micro-credentials (recognition policy)" in titles


def test_no_more_than_the_latest_are_told(followed: Followed) -> None:
    followed.commit("2026-01-10")
    for number in range(LATEST + 3):
        followed.write(f"{UNIVERSITY}/number-{number}", title={"en": f"Number {number}", "et": f"Number {number}"})
    followed.commit("2026-02-10")
    items = followed.items()
    assert len(items) == LATEST
    assert {item["date_modified"] for item in items} == {"2026-02-10T12:00:00Z"}


def test_without_a_past_feeds_are_valid_and_empty(followed: Followed) -> None:
    for path, content in followed.files(with_history=False).items():
        if path.endswith(".atom"):
            read = feedparser.parse(content)
            assert (read.bozo, read.entries, read.feed.updated) == (False, [], "2026-11-24T00:00:00Z")
        elif path.endswith(".json"):
            assert json.loads(content)["items"] == []


def test_words_in_another_language_say_so(followed: Followed) -> None:
    only = {"title": {"et": "Eesti keel"}, "summary": {"et": "Räägime eesti keelt."}, "default_language": "et"}
    followed.write(f"{UNIVERSITY}/estonian", **only)
    followed.commit("2026-01-10")
    files = followed.files()
    languages = {}
    for part in ("", "et/"):
        for entry in ElementTree.fromstring(files[f"feeds/{part}new.atom"]).iter(f"{ATOM}entry"):  # noqa: S314
            if "estonian#" in _text(entry, "id"):
                languages[part] = entry.find(f"{ATOM}summary").get(LANG)  # type: ignore[union-attr]
    assert languages == {"": "et", "et/": None}
    (item,) = (one for one in json.loads(files["feeds/new.json"])["items"] if "estonian#" in one["id"])
    assert item["language"] == "et"
    # The offering's own feed is in its own language, so nothing in it is in another one.
    own = json.loads(files[f"feeds/offerings/{UNIVERSITY}/estonian.json"])
    assert own["language"] == "et"
    assert "language" not in own["items"][0]


@pytest.mark.parametrize("form", ["atom", "json"])
def test_a_feed_to_the_letter(followed: Followed, golden: Any, form: str) -> None:
    followed.commit("2026-01-10")
    followed.write(**WITHDRAWN)
    followed.commit("2026-07-01")
    content = followed.files()[f"feeds/offerings/{OFFERING}.{form}"].decode()
    golden(ROOT / f"tests/golden/news.{form}", content)


@given(st.text(max_size=200))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    """But for characters that XML has no place for."""
    time = datetime(2026, 1, 1, tzinfo=UTC)
    fields = (Field("0611", f"http://example.org/{text}0611", text),)
    entry = Entry("https://example.org/1", time, text, "https://example.org/", text, "", text, "", fields, "", {})
    news = News("https://example.org/a", "https://example.org/", text, "en", time, text, "", "CC0-1.0", "", (entry,))
    feed = ElementTree.fromstring(atom_bytes(news))  # noqa: S314
    found = feed.find(f"{ATOM}entry")
    assert found is not None
    wanted = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text)
    assert _text(found, "title") == _text(found, "summary") == _text(feed, "title") == wanted
    category = found.find(f"{ATOM}category")
    assert category is not None
    # A line end in an attribute is read as a blank (XML 1.0, 3.3.3).
    assert category.get("label") == re.sub(r"[\t\n]", " ", wanted)


def test_the_index_lists_them_and_says_where_the_others_are(site_folder: Path) -> None:
    index = json.loads((site_folder / "api/v1/index.json").read_bytes())
    jsonschema_rs.validate(dict(feed_schema("index")), index)
    entries = {one["url"].removeprefix(BASE_URL): one for one in index["items"]}
    media = {"calendar/deadlines.ics": "text/calendar", "feeds/new.atom": "application/atom+xml"}
    media |= {"feeds/new.json": "application/feed+json"}
    patterns = []
    for path, wanted in media.items():
        entry = entries[path]
        assert entry["media_type"] == wanted
        assert entry["record_count"] > 0
        assert entry["size"] == (site_folder / path).stat().st_size
        templates = [re.escape(one.removeprefix(BASE_URL)) for one in entry["narrower"]]
        patterns += [re.escape(path), *(re.sub(r"\\\{\w+\\\}", "[a-z0-9-]+", one) for one in templates)]
    found = [path for folder in ("calendar", "feeds") for path in _below(site_folder, folder)]
    assert found
    assert [path for path in found if not any(re.fullmatch(pattern, path) for pattern in patterns)] == []
    assert [one for one in patterns if not any(re.fullmatch(one, path) for path in found)] == []


def test_every_address_in_them_is_there(site_folder: Path) -> None:
    for folder in ("calendar", "feeds"):
        for path in _below(site_folder, folder):
            text = (site_folder / path).read_text("utf-8").replace("\r\n ", "").replace("\n ", "")
            for address in set(re.findall(rf"{BASE_URL}([\w./~-]*)", text)) - {"about/"}:
                target = site_folder / address
                assert target.exists() or (site_folder / f"{address}/index.html").exists(), (path, address)


def _below(site: Path, folder: str) -> list[str]:
    return [one.relative_to(site).as_posix() for one in sorted((site / folder).rglob("*")) if one.is_file()]
