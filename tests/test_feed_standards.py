"""Atom and JSON Feed by the letter of what defines them: RFC 4287 as a schema with its further rules, and version 1.1."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import jsonschema_rs
import pytest
from built import edition_of
from conftest import ROOT
from followed import files_of
from lxml import etree

ATOM = "http://www.w3.org/2005/Atom"
SPACES = {"atom": ATOM}
NEW = "feeds/new.atom"

# What the appendix of RFC 4287 says in Schematron, and 4.1.1, 4.1.2 and 4.2.7.2 in words: paths to what is wrong.
WRONG = {
    "a feed without an author has one in each entry": "/atom:feed[not(atom:author)]/atom:entry[not(atom:author)]",
    "an entry without content has a page": "//atom:entry[not(atom:content)][not(atom:link[not(@rel) or @rel='alternate'])]",
    "content elsewhere has a summary": "//atom:entry[atom:content/@src][not(atom:summary)]",
    "one alternate of a type and language": "//atom:link[@rel='alternate'][@type=preceding-sibling::atom:link[@rel='alternate']/@type]",
    "one self": "/atom:feed[count(atom:link[@rel='self'])!=1]",
}
DATE = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"

_URL = {"type": "string", "pattern": "^https?://[^\\s]+$"}
_TEXT = {"type": "string"}
_TIME = {"type": "string", "pattern": f"^{DATE}$"}
_LANGUAGE = {"type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$"}
_AUTHORS = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {"name": _TEXT, "url": {"type": "string", "pattern": "^(https?|mailto):"}, "avatar": _URL},
        "additionalProperties": False,
        "minProperties": 1,
    },
}
# Names of members have no full stop; an extension alone begins with a line, and then comes a letter.
_EXTENSION = {"^_[A-Za-z][^.]*$": {"type": "object", "propertyNames": {"pattern": "^[^_.][^.]*$"}}}
JSON_FEED: dict[str, Any] = {
    "type": "object",
    "required": ["version", "title", "items", "home_page_url", "feed_url"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string", "minLength": 1},
        "home_page_url": _URL,
        "feed_url": _URL,
        "next_url": _URL,
        "icon": _URL,
        "favicon": _URL,
        "description": _TEXT,
        "user_comment": _TEXT,
        "language": _LANGUAGE,
        "expired": {"type": "boolean"},
        "authors": _AUTHORS,
        "hubs": {"type": "array", "items": {"type": "object", "required": ["type", "url"]}},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id"],
                "anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
                "properties": {
                    "id": {"type": "string", "minLength": 1},
                    "url": _URL,
                    "external_url": _URL,
                    "title": _TEXT,
                    "content_html": _TEXT,
                    "content_text": _TEXT,
                    "summary": _TEXT,
                    "image": _URL,
                    "banner_image": _URL,
                    "date_published": _TIME,
                    "date_modified": _TIME,
                    "authors": _AUTHORS,
                    "tags": {"type": "array", "items": _TEXT},
                    "language": _LANGUAGE,
                    "attachments": {"type": "array", "items": {"type": "object", "required": ["url", "mime_type"]}},
                },
                "patternProperties": _EXTENSION,
                "additionalProperties": False,
            },
        },
    },
    "patternProperties": _EXTENSION,
    "additionalProperties": False,
}


@cache
def files() -> Mapping[str, bytes]:
    found = files_of(edition_of(ROOT / "offerings", with_history=True))
    return {path: content for path, content in found.items() if path.startswith("feeds/")}


@cache
def _schema() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(ROOT / "tests/atom.rng"))


def _wrong(feed: Any) -> Iterator[str]:
    """What an Atom feed does that RFC 4287 forbids."""
    if not _schema().validate(feed):
        yield str(_schema().error_log.last_error)
    for rule, path in WRONG.items():
        if feed.xpath(path, namespaces=SPACES):
            yield rule
    told = [
        (one.findtext(f"{{{ATOM}}}id"), one.findtext(f"{{{ATOM}}}updated")) for one in feed.iter(f"{{{ATOM}}}entry")
    ]
    if len(told) != len(set(told)):
        yield "an entry of an id once at a time"
    for date in feed.xpath("//atom:updated|//atom:published", namespaces=SPACES):
        if not re.fullmatch(DATE, date.text or ""):
            yield "dates are those of RFC 3339, in capitals and without spaces"


def test_every_atom_feed_keeps_the_rfc() -> None:
    feeds = [path for path in files() if path.endswith(".atom")]
    assert len(feeds) > 100
    for path in feeds:
        assert not list(_wrong(etree.fromstring(files()[path]).getroottree())), path


def _drop(path: str) -> Callable[[Any], None]:
    def change(feed: Any) -> None:
        for one in feed.xpath(path, namespaces=SPACES):
            one.getparent().remove(one)

    return change


def _put(path: str, text: str) -> Callable[[Any], None]:
    def change(feed: Any) -> None:
        feed.xpath(path, namespaces=SPACES)[0].text = text

    return change


def _twice(path: str) -> Callable[[Any], None]:
    def change(feed: Any) -> None:
        one = feed.xpath(path, namespaces=SPACES)[0]
        one.addnext(etree.fromstring(etree.tostring(one)))

    return change


def _set(path: str, name: str, value: str) -> Callable[[Any], None]:
    def change(feed: Any) -> None:
        feed.xpath(path, namespaces=SPACES)[0].set(name, value)

    return change


def _unknown(feed: Any) -> None:
    etree.SubElement(feed.getroot(), f"{{{ATOM}}}category-of-mine")


SPOILT: Mapping[str, Callable[[Any], None]] = {
    "no id": _drop("/atom:feed/atom:id"),
    "no title": _drop("/atom:feed/atom:title"),
    "no time": _drop("//atom:entry[1]/atom:updated"),
    "no author anywhere": _drop("//atom:author"),
    "an author without a name": _drop("/atom:feed/atom:author/atom:name"),
    "no page": _drop("//atom:entry[1]/atom:link"),
    "two titles": _twice("//atom:entry[1]/atom:title"),
    "two pages of a type": _twice("//atom:entry[1]/atom:link[@rel='alternate']"),
    "an entry twice": _twice("//atom:entry[1]"),
    "a time without a zone": _put("/atom:feed/atom:updated", "2026-01-01T00:00:00"),
    "a day for a time": _put("//atom:entry[1]/atom:published", "2026-01-01"),
    "an element of Atom's that is none": _unknown,
    "a category without a term": lambda feed: (
        feed.xpath("//atom:category", namespaces=SPACES)[0].attrib.pop("term") and None
    ),
    "a text of no type": _set("//atom:entry[1]/atom:summary", "type", "markdown"),
    "a language that is none": _set("/atom:feed", "{http://www.w3.org/XML/1998/namespace}lang", "in Estonian"),
    "a media type that is none": _set("/atom:feed/atom:link", "type", "atom"),
    "no self": _drop("/atom:feed/atom:link[@rel='self']"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_the_rules_of_atom_bite(name: str) -> None:
    feed = etree.fromstring(files()[NEW]).getroottree()
    SPOILT[name](feed)
    assert list(_wrong(feed))


def _departs(feed: Any) -> list[str]:
    """What a JSON Feed does that version 1.1 forbids, or that its suggestions advise against."""
    found = [error.message for error in jsonschema_rs.Draft202012Validator(JSON_FEED).iter_errors(feed)]
    ids = [one.get("id") for one in feed.get("items", ())]
    if len(ids) != len(set(ids)):
        found.append("an id is of one item")
    if feed.get("next_url") == feed.get("feed_url"):
        found.append("the next page is another")
    return found


def test_every_json_feed_keeps_version_1_1() -> None:
    feeds = [path for path in files() if path.endswith(".json")]
    assert len(feeds) > 100
    for path in feeds:
        assert _departs(json.loads(files()[path])) == [], path


def _with(**fields: Any) -> Callable[[Any], None]:
    return lambda feed: feed.update(fields)


def _item(**fields: Any) -> Callable[[Any], None]:
    return lambda feed: feed["items"][0].update(fields)


def _less(name: str) -> Callable[[Any], None]:
    return lambda feed: (feed if name in feed else feed["items"][0]).pop(name) and None


BROKEN: Mapping[str, Callable[[Any], None]] = {
    "no version": _less("version"),
    "no title": _less("title"),
    "no items": _less("items"),
    "no id": _item(id=""),
    "a number for an id": _item(id=7),
    "the same id twice": lambda feed: feed["items"].append(feed["items"][0]),
    "no content": _less("content_text"),
    "a day for a time": _item(date_modified="2026-01-01"),
    "an author of nothing": _item(authors=[{}]),
    "the author of version 1": _with(author={"name": "Example"}),
    "a relative address": _item(url="en/offerings/"),
    "tags as one text": _item(tags="data"),
    "nothing for something": _item(summary=None),
    "a member that nobody defines": _with(published="2026-01-01"),
    "an extension with a full stop": _with(_x={"a.b": 1}),
    "an extension that is no object": _with(_x="text"),
    "an extension without a letter": _with(_1={"a": 1}),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_rules_of_json_feed_bite(name: str) -> None:
    feed = json.loads(files()["feeds/new.json"])
    BROKEN[name](feed)
    assert _departs(feed)
