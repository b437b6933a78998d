"""What programs are told of the site: the description of the API, llms.txt, headers for hosts, links in the heads of pages.

All of it is worked out from the registry, so that a feed that is added, or that will end, shows in each.
"""

from __future__ import annotations

import fnmatch
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any
from urllib.parse import urljoin

import html5lib
import jsonschema_rs
import openapi_spec_validator
import pytest
from built import edition_of, site_of
from conftest import ROOT
from markdown_it import MarkdownIt
from microcatalogue import hosting
from microcatalogue.edition import Edition
from microcatalogue.feed_counts import records_in
from microcatalogue.feeds import llms, openapi, registry
from microcatalogue.feeds.described import addresses, dumps
from microcatalogue.feeds.registry import all_feeds, all_record_feeds
from microcatalogue.feeds.schemas import feed_schema
from microcatalogue.pages.frame import POLICY
from microcatalogue.urls import file_of
from microcatalogue.values import Text, Url

BASE = "https://catalogue.example.org/"
SUNSET = date(2029, 9, 1)


@pytest.fixture(scope="module")
def edition() -> Edition:
    return edition_of(ROOT / "offerings")


@cache
def site() -> Mapping[str, bytes]:
    return site_of(ROOT / "offerings")


def _description(edition: Edition) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(b"".join(openapi.openapi(edition)))
    return document


def _pattern(template: str) -> re.Pattern[str]:
    # No id has a dot, so an extension of two parts is not taken for one of one part.
    return re.compile(re.sub(r"\\\{\w+\\\}", "[^/.]+", re.escape(template)))


def _operations(description: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    for path, item in description["paths"].items():
        yield path.removeprefix("/"), item["get"], item.get("parameters", [])


# The description of the API


def test_the_description_is_valid(edition: Edition) -> None:
    openapi_spec_validator.validate(_description(edition))


# The folders in which everything is for programs.
PROGRAMS = ("api", "feeds", "calendar", "quality-link", ".well-known", "elm", "credentials", "openbadges", "guidance")


def test_every_file_for_programs_is_described_once(edition: Edition) -> None:
    """Each file of the site is found by exactly one path, and each path finds a file."""
    templates = {path: _pattern(path) for path, _, _ in _operations(_description(edition))}
    for one in (*all_feeds(), *all_record_feeds()):
        path = (
            one.path if isinstance(one.path, str) else one.path("a/b" if one.kind in ("offering", "pathway") else "a")
        )
        assert any(pattern.fullmatch(path) for pattern in templates.values()), path
    used = set()
    for path in site():
        if path.split("/")[0] in PROGRAMS:
            found = [template for template, pattern in templates.items() if pattern.fullmatch(path)]
            # An address that is written out goes before one with parameters (OpenAPI 3.1, paths).
            found = [path] if path in found else found
            assert len(found) == 1, (path, found)
            used |= set(found)
    assert used == templates.keys()


def test_what_is_described_is_what_comes(edition: Edition) -> None:
    """The example of each address is there, has the media type that hosts are told, and conforms to its schema."""
    description = _description(edition)
    checked = 0
    for path, operation, parameters in _operations(description):
        ((kind, content),) = operation["responses"]["200"]["content"].items()
        assert {one["name"] for one in parameters} == set(re.findall(r"{(\w+)}", path))
        assert ("404" in operation["responses"]) == bool(parameters)
        if "examples" not in content:
            continue
        example = content["examples"]["published"]["externalValue"].removeprefix(BASE)
        assert _pattern(path).fullmatch(example)
        for one in parameters:
            assert one["example"] in example
        assert str(hosting.media_type(example)).partition(";")[0] == kind
        if "$ref" in content["schema"]:
            whole = {"$ref": content["schema"]["$ref"], "components": description["components"]}
            document = json.loads(site()[example])
            jsonschema_rs.Draft202012Validator(whole).validate(document)
            checked += 1
    assert checked >= 14, "nearly every address of ours has a schema"


def test_the_schemas_are_those_that_are_published(edition: Edition) -> None:
    """A list refers to its records here; put in its place, they make the published schema again."""
    components = _description(edition)["components"]["schemas"]
    for name, schema in components.items():
        published = {key: value for key, value in feed_schema(name).items() if key not in ("$schema", "$id")}
        items = schema.get("properties", {}).get("items", {}).get("items", {})
        if "$ref" in items:
            whole = components[items["$ref"].rpartition("/")[2]]
            schema["properties"]["items"]["items"] = {**whole, **_words(published["properties"]["items"]["items"])}
        assert schema == json.loads(json.dumps(published)), name


def _words(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {key: schema[key] for key in ("title", "description") if key in schema}


def test_who_and_where(edition: Edition) -> None:
    description = _description(edition)
    assert description["openapi"].startswith("3.1.")
    assert description["servers"] == [{"url": BASE.rstrip("/")}]
    assert description["info"]["license"] == {"name": "CC-BY-4.0", "identifier": "CC-BY-4.0"}
    tags = {one["name"] for one in description["tags"]}
    assert tags == {tag for _, operation, _ in _operations(description) for tag in operation["tags"]}
    names = [operation["operationId"] for _, operation, _ in _operations(description)]
    assert len(names) == len(set(names))
    assert records_in(openapi.PATH, "application/json", site()[openapi.PATH]) == len(names)


# A feed that is added, and one that will end


@pytest.fixture
def ending(monkeypatch: pytest.MonkeyPatch) -> str:
    """A feed and a format that will end on a day."""
    monkeypatch.setattr(registry, "_FEEDS", dict(registry._FEEDS))
    monkeypatch.setattr(registry, "_RECORD_FEEDS", dict(registry._RECORD_FEEDS))
    registry.feed(
        "old/list.tsv", "The old list", records=lambda _: 0, media_type="text/tab-separated-values", sunset=SUNSET
    )(lambda _: iter((b"id\n",)))
    registry.record_feed("old/{id}.old", "One of old", media_type="application/x-old", version="1", sunset=SUNSET)(
        lambda _edition, key: key[1].encode()
    )
    return SUNSET.isoformat()


def test_a_feed_that_will_end_says_so_everywhere(ending: str, edition: Edition) -> None:
    described = {path: operation for path, operation, _ in _operations(_description(edition))}
    for path in ("old/list.tsv", "old/{provider}/{offering}.old"):
        assert (described[path]["deprecated"], described[path]["x-sunset"]) == (True, ending)
    assert [path for path, operation in described.items() if "deprecated" in operation] == [
        "old/list.tsv",
        "old/{provider}/{offering}.old",
    ]
    rules = _rules(hosting.headers_file(Url(BASE)).content.decode())
    for path in ("old/list.tsv", "old/example-university/data-literacy.old"):
        said = _sent(rules, f"/{path}")
        assert parsedate_to_datetime(said["Sunset"]) == datetime(2029, 9, 1, tzinfo=UTC)
        assert re.fullmatch(r"@\d+", said["Deprecation"])
        assert datetime.fromtimestamp(int(said["Deprecation"][1:]), UTC) <= parsedate_to_datetime(said["Sunset"])
    assert _sent(rules, "/old/list.tsv")["Content-Type"] == "text/tab-separated-values; charset=utf-8"
    assert _sent(rules, "/old/a/b.old")["Content-Type"] == "application/x-old"
    assert f"ends on {ending}" in llms.llms_txt(edition).content.decode()


def test_the_index_tells_of_the_end(ending: str) -> None:
    index = json.loads(site_of(ROOT / "offerings")["api/v1/index.json"])
    jsonschema_rs.Draft202012Validator(dict(feed_schema("index"))).validate(index)
    entries = {one["url"]: one for one in index["items"]} | {one["url_template"]: one for one in index["record_feeds"]}
    assert entries[f"{BASE}old/list.tsv"]["sunset"] == ending
    assert entries[f"{BASE}old/{{id}}.old"]["sunset"] == ending
    assert sum("sunset" in one for one in entries.values()) == 2
    for one in index["items"]:
        assert {"version", "sha256", "size", "licence", "record_count", "media_type", "title"} <= one.keys()


def test_a_feed_that_is_added_appears(ending: str, edition: Edition) -> None:
    assert "old/list.tsv" in {one.template for one in addresses(edition)}
    assert f"{BASE}old/list.tsv" in llms.llms_txt(edition).content.decode()
    assert "/old/*" in hosting.headers_file(Url(BASE)).content.decode()


# llms.txt


def test_llms_txt_has_the_form(edition: Edition) -> None:
    """llmstxt.org: one heading, a quotation, words without headings, then sections that are lists of links."""
    text = site()["llms.txt"].decode()
    tokens = MarkdownIt().parse(text)
    kinds = [one.type for one in tokens if one.level == 0 and not one.type.endswith("_close")]
    assert kinds[:2] == ["heading_open", "blockquote_open"]
    headings = [one.tag for one in tokens if one.type == "heading_open"]
    assert headings[0] == "h1"
    assert set(headings[1:]) == {"h2"}
    sections = text.split("\n## ")[1:]
    assert [one.splitlines()[0] for one in sections] == ["Data", "One record", "Pages", "Optional"]
    for section in sections:
        lines = [line for line in section.splitlines()[1:] if line]
        assert lines
        assert all(re.fullmatch(r"- \[[^\]]+\]\(https://[^) ]+\): .+", line) for line in lines)
    assert text.startswith("# Example catalogue of micro-credentials\n\n> ")
    for words in ("CC-BY-4.0", "never used again", "withdrawn", "absent, never guessed"):
        assert words in text


def test_llms_txt_leads_to_what_is_there() -> None:
    found = re.findall(r"\]\((https://[^)]+)\)", site()["llms.txt"].decode())
    paths = [one.removeprefix(BASE) for one in found]
    assert len(paths) == len(set(paths)) > 25
    for path in paths:
        pattern = _pattern(file_of(path))
        assert any(pattern.fullmatch(one) for one in site()), path
    named = set(paths)
    assert {one.path for one in all_feeds()} <= named


def test_a_hostile_title_stays_a_title(edition: Edition) -> None:
    title = Text.of({"en": "A](https://evil.example.org)\n# B <script> `c` *d*"})
    settings = replace(edition.catalogue.settings, title=title, description=title)
    hostile = replace(edition, catalogue=replace(edition.catalogue, settings=settings))
    tokens = MarkdownIt().parse(llms.llms_txt(hostile).content.decode())
    assert tokens[1].content.replace("\\", "") == "A](https://evil.example.org) # B <script> `c` *d*"
    assert [one.type for one in tokens[1].children or ()] == ["text"] * len(tokens[1].children or ())
    assert sum(one.tag == "h1" for one in tokens if one.type == "heading_open") == 1


# Headers

Rules = list[tuple[str, list[tuple[str, str]]]]


def _rules(text: str) -> Rules:
    """A `_headers` file as its readers read it: a path, and indented headers."""
    rules: Rules = []
    for line in text.splitlines():
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            rules[-1][1].append((name, value))
        else:
            assert line.startswith("/")
            rules.append((line, []))
    return rules


def _matches(pattern: str, path: str) -> bool:
    assert pattern.count("*") <= 1, "one is all that Cloudflare allows"
    named = re.sub(r":\w+", "*", pattern)
    return fnmatch.fnmatchcase(path, named.replace("[", "[[]")) and (
        ":" not in pattern or path.count("/") == pattern.count("/")
    )


def _sent(rules: Rules, path: str) -> dict[str, str]:
    """The headers that a file is sent with; a name that two rules state would come as both values."""
    said = [pair for pattern, headers in rules if _matches(pattern, path) for pair in headers]
    names = [name for name, _ in said]
    assert len(names) == len(set(names)), (path, said)
    return dict(said)


@pytest.fixture(scope="module")
def rules() -> Rules:
    return _rules(site()["_headers"].decode())


def test_every_file_is_sent_safely_and_once_told(rules: Rules) -> None:
    assert len(rules) <= 100, "more are not read by Cloudflare"
    for path in site():
        said = _sent(rules, f"/{path}")
        assert said["Content-Security-Policy"] == f"{POLICY}; frame-ancestors 'none'"
        assert said["X-Content-Type-Options"] == "nosniff"
        assert said["Referrer-Policy"] == "no-referrer"
        assert ("Cache-Control" in said) == path.startswith("assets/"), path
        if path.endswith(".html"):
            assert "Access-Control-Allow-Origin" not in said
            assert "Content-Type" not in said


def test_files_for_programs_may_be_read_by_all_and_have_their_media_type(rules: Rules, edition: Edition) -> None:
    described = [(_pattern(one.template), one.media_type) for one in addresses(edition)]
    checked = 0
    for path in site():
        kinds = [kind for pattern, kind in described if pattern.fullmatch(path)]
        for kind in kinds[:1]:
            said = _sent(rules, f"/{path}")
            assert said["Access-Control-Allow-Origin"] == "*", path
            # Hosts know JSON by its extension; all else is named, texts with their character set.
            sent = said.get("Content-Type", "application/json" if path.endswith(".json") else "")
            assert sent.partition(";")[0] == kind, path
            assert ("; charset=utf-8" in sent) == kind.startswith("text/"), path
            checked += 1
    assert checked > 500
    for path in ("schemas/v1/offering.schema.json", "llms.txt", "robots.txt", "SHA256SUMS"):
        assert _sent(rules, f"/{path}")["Access-Control-Allow-Origin"] == "*"
    assert _sent(rules, "/sitemap.xml")["Content-Type"] == "application/xml"


def test_below_a_path_rules_hold_there_alone() -> None:
    rules = _rules(hosting.headers_file(Url("https://host.example.org/some/path/")).content.decode())
    assert all(pattern.startswith("/some/path/") for pattern, _ in rules)
    assert _sent(rules, "/some/path/calendar/deadlines.ics")["Content-Type"] == "text/calendar; charset=utf-8"
    assert _sent(rules, "/elsewhere/deadlines.ics") == {}


def test_robots_are_welcome_and_led_to_the_site_map() -> None:
    lines = site()["robots.txt"].decode().splitlines()
    assert lines == ["User-agent: *", "Allow: /", f"Sitemap: {BASE}sitemap.xml"]


# Links in the heads of pages


def _links(path: str) -> set[tuple[str, str, str]]:
    """What the head of a page leads programs to: as what, of which media type, where."""
    page = html5lib.parse(site()[path].decode(), namespaceHTMLElements=False)
    found = (link for link in page.find("head").iter("link") if link.get("type"))
    return {
        (link.get("rel"), link.get("type"), urljoin(f"{BASE}{path}", link.get("href"))[len(BASE) :]) for link in found
    }


def test_pages_lead_to_their_data(edition: Edition) -> None:
    own = "example-university/data-literacy"
    for language in ("et", "en"):
        offering = _links(f"{language}/offerings/{own}/index.html")
        assert ("alternate", "application/json", f"api/v1/offerings/{own}.json") in offering
        provider = _links(f"{language}/providers/example-university/index.html")
        assert ("alternate", "application/json", "api/v1/providers/example-university.json") in provider
        for one in all_record_feeds():
            if one.kind == "provider":
                assert ("alternate", one.media_type, one.path("example-university")) in provider
        home = _links(f"{language}/index.html")
        assert {("alternate", one.media_type, one.path) for one in dumps()} <= home
        assert ("service-desc", "application/json", openapi.PATH) in home
        assert {kind for _, kind, _ in home} >= {"application/atom+xml", "application/feed+json", "text/turtle"}
    identity = _links(f"id/offerings/{own}/index.html")
    assert {path for _, _, path in identity} >= {f"api/v1/offerings/{own}.{end}" for end in ("json", "yml")}


def test_links_lead_to_files_of_that_media_type() -> None:
    for path in site():
        if path.endswith("index.html") and path.split("/")[0] in ("en", "id"):
            for _, kind, target in _links(path):
                assert target in site(), (path, target)
                assert str(hosting.media_type(target)).partition(";")[0] == kind, (path, target)


def test_a_provider_that_a_format_does_not_take_has_no_link() -> None:
    links = _links("en/providers/example-solar-energy/index.html")
    assert not [path for _, _, path in links if path.startswith("quality-link/")]


def test_dumps_are_files_with_records(edition: Edition) -> None:
    for one in dumps():
        assert one.records(edition) > 0, one.path
