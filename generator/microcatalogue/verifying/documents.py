"""Validators of single documents: XML, calendars, news, the description of the API, badges."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path as FilePath
from typing import Any
from xml.etree import ElementTree

import jsonschema_rs

from .standards import Standards
from .verdict import BuiltSite, FeedFile, Verdict, judged, library

_JSON_FEED = "application/feed+json"
_KINDS = {
    "offerings": "offering",
    "pathways": "pathway",
    "providers": "provider",
    "recognition-policies": "recognition-policy",
}
"""The folders of records in our own JSON, with the name of their schema."""

Find = Callable[[bytes], Iterator[str]]

_ATOM, _CALENDAR, _XML = "application/atom+xml", "text/calendar", "application/xml"


def verdicts(site: BuiltSite, standards: Standards) -> Iterator[Verdict]:
    """What is said of each document."""
    for one in (feed for feed in site.feeds if feed.schema):
        yield judged(one.path, one.records, "JSON Schema", partial(_by_own_schema, site, one))
    for one in site.of(_XML):
        yield judged(one.path, one.records, "XML", partial(_well_formed, site, one))
        yield judged(one.path, one.records, "loq.xsd", partial(_by_schema, site, one, standards))
    for one in site.of(_CALENDAR):
        yield judged(one.path, one.records, "icalendar", partial(_calendar, site, one))
        yield _narrower(site, one, "icalendar", _events)
    for one in site.of(_ATOM):
        yield judged(one.path, one.records, "feedparser", partial(_atom, site, one))
        yield _narrower(site, one, "feedparser", _entries)
    for one in site.of(_JSON_FEED):
        yield judged(one.path, one.records, "JSON Feed", partial(_json_feed, site, one))
        yield _narrower(site, one, "JSON Feed", _posts)
    yield from _records(site)
    for one in (feed for feed in site.feeds if feed.path.endswith("/openapi.json")):
        yield judged(one.path, one.records, "openapi-spec-validator", partial(_openapi, site, one))
    for entry in site.formats_of_records:
        if "/openbadges/" in entry["url_template"]:
            find = partial(_badges, site, entry, standards)
            yield judged("openbadges", entry["record_count"], "Open Badges JSON Schema", find)


def _by_own_schema(site: BuiltSite, one: FeedFile) -> tuple[str, Iterator[str]]:
    """By the schema that is published beside it; of lists with a record a line, each line."""
    _, name = library("jsonschema_rs", "jsonschema-rs")
    schema = json.loads((site.folder / one.schema).read_bytes())
    validator = jsonschema_rs.Draft202012Validator(schema)

    def problems() -> Iterator[str]:
        with (site.folder / one.path).open("rb") as file:
            for number, line in enumerate(file, 1):
                for error in validator.iter_errors(json.loads(line)):
                    yield f"{one.path}:{number}: {error.message[:200]}"

    return f"JSON Schema ({name})", problems()


def _well_formed(site: BuiltSite, one: FeedFile) -> tuple[str, Iterator[str]]:
    ElementTree.fromstring((site.folder / one.path).read_bytes())  # noqa: S314 - the site's own file
    return "XML (expat)", iter(())


def _by_schema(site: BuiltSite, one: FeedFile, standards: Standards) -> tuple[str, Iterator[str]]:
    """By the schema of the namespace that the document is in."""
    etree, name = library("lxml.etree", "lxml")
    content = (site.folder / one.path).read_bytes()
    document = etree.fromstring(content, etree.XMLParser(resolve_entities=False, huge_tree=True))
    namespace = etree.QName(document).namespace or ""
    path = standards.find("loq.xsd", f'targetNamespace="{namespace}"')
    schema = etree.XMLSchema(etree.parse(str(path)))
    schema.validate(document)
    return f"loq.xsd ({name})", (f"{one.path}:{error.line}: {error.message[:200]}" for error in schema.error_log)


def _narrower(site: BuiltSite, one: FeedFile, library_name: str, find: Find) -> Verdict:
    """The same for parts of the catalogue and in its other languages."""
    whole = site.folder / one.path
    top = site.folder / one.path.partition("/")[0]
    paths = [path for path in sorted(top.rglob(f"*{whole.suffix}")) if path != whole]
    return judged(
        f"{one.path.partition('/')[0]}/…{whole.suffix}",
        len(paths),
        library_name,
        partial(_each, site, paths, library_name, find),
    )


def _each(site: BuiltSite, paths: Sequence[FilePath], library_name: str, find: Find) -> tuple[str, Iterator[str]]:
    """What is wrong with each of some files; one that cannot be read does not keep the others from being read."""
    name = library_name if library_name == "JSON Feed" else library(library_name)[1]

    def problems() -> Iterator[str]:
        for path in paths:
            try:
                yield from (f"{site.shown(path)}: {problem}" for problem in find(path.read_bytes()))
            except Exception as trouble:  # readers of others fail in ways of their own
                yield f"{site.shown(path)}: {type(trouble).__name__}: {str(trouble)[:200]}"

    return name, problems()


def _calendar(site: BuiltSite, one: FeedFile) -> tuple[str, Iterator[str]]:
    icalendar, name = library("icalendar")
    content = (site.folder / one.path).read_bytes()
    events = len(icalendar.Calendar.from_ical(content).walk("VEVENT"))
    wrong = [f"{one.path} has {events} events, the index says {one.records}"] if events != one.records else []
    return name, iter([*wrong, *(f"{one.path}: {problem}" for problem in _events(content))])


def _events(content: bytes) -> Iterator[str]:
    """What is wrong with a calendar."""
    icalendar, _ = library("icalendar")
    for event in icalendar.Calendar.from_ical(content).walk():
        yield from (str(error) for error in event.errors)
        if event.name == "VEVENT" and not all(field in event for field in ("UID", "DTSTAMP", "DTSTART")):
            yield "an event without UID, DTSTAMP or DTSTART"


def _atom(site: BuiltSite, one: FeedFile) -> tuple[str, Iterator[str]]:
    _, name = library("feedparser")
    content = (site.folder / one.path).read_bytes()
    return name, (f"{one.path}: {problem}" for problem in _entries(content))


def _entries(content: bytes) -> Iterator[str]:
    """What is wrong with a feed in Atom."""
    feedparser, _ = library("feedparser")
    read = feedparser.parse(content)
    if read.bozo:
        yield str(read.bozo_exception)
    for entry in read.entries:
        if not (entry.get("id") and entry.get("updated")):
            yield "an entry without id or time"


def _json_feed(site: BuiltSite, one: FeedFile) -> tuple[str, Iterator[str]]:
    content = (site.folder / one.path).read_bytes()
    return "JSON Feed 1.1", (f"{one.path}: {problem}" for problem in _posts(content))


def _posts(content: bytes) -> Iterator[str]:
    """What is wrong with a JSON Feed, by what its specification says that there must be."""
    document = json.loads(content)
    if document.get("version") != "https://jsonfeed.org/version/1.1" or not document.get("title"):
        yield "no version or no title"
    ids = [item.get("id") for item in document.get("items", ())]
    if "items" not in document or not all(isinstance(id, str) and id for id in ids) or len(ids) != len(set(ids)):
        yield "items without an id of their own"
    if not all("content_text" in item or "content_html" in item for item in document.get("items", ())):
        yield "an item without content"


def _records(site: BuiltSite) -> Iterator[Verdict]:
    """The files of records: in our own JSON, and in formats that have a schema of ours."""
    for folder, kind in _KINDS.items():
        paths = [path for path in sorted((site.folder / "api/v1" / folder).rglob("*.json"))]
        yield _by_schema_of_ours(site, f"api/v1/{folder}/…json", paths, f"schemas/v1/feeds/{kind}.schema.json")
    for entry in site.formats_of_records:
        if schema := str(entry.get("schema", "")).removeprefix(site.base):
            shown = entry["url_template"].removeprefix(site.base)
            yield _by_schema_of_ours(site, shown, list(site.files(entry)), schema)


def _by_schema_of_ours(site: BuiltSite, shown: str, paths: Sequence[FilePath], schema: str) -> Verdict:
    def find() -> tuple[str, Iterator[str]]:
        validator = jsonschema_rs.Draft202012Validator(json.loads((site.folder / schema).read_bytes()))
        _, name = library("jsonschema_rs", "jsonschema-rs")

        def wrong(content: bytes) -> Iterator[str]:
            return (error.message[:200] for error in validator.iter_errors(json.loads(content)))

        return f"JSON Schema ({name})", _each(site, paths, "JSON Feed", wrong)[1]

    return judged(shown, len(paths), "JSON Schema", find)


def _openapi(site: BuiltSite, one: FeedFile) -> tuple[str, Iterator[str]]:
    validator, name = library("openapi_spec_validator", "openapi-spec-validator")
    document = json.loads((site.folder / one.path).read_bytes())
    found = validator.OpenAPIV31SpecValidator(document).iter_errors()
    return name, (f"{one.path}: {error.message[:200]}" for error in found)


def _badges(site: BuiltSite, entry: dict[str, Any], standards: Standards) -> tuple[str, Iterator[str]]:
    schema = json.loads(standards.find("ob_v3p0_achievementcredential_schema.json").read_bytes())
    whole = {**{name: schema[name] for name in ("$schema", "$defs")}, "$ref": "#/$defs/Achievement"}
    validator = jsonschema_rs.validator_for(whole)

    def problems() -> Iterator[str]:
        for path in site.files(entry):
            for error in validator.iter_errors(json.loads(path.read_bytes())):
                yield f"{site.shown(path)}: {error.message[:200]}"

    return "Open Badges JSON Schema", problems()
