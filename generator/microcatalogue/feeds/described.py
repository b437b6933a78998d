"""Every address at which a program finds something, each described once: feeds, files of records, and the parts of feeds.

Read off the registry, for those who describe all of it to others: the description of the API, headers, a text for language
models, pages that lead to files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ..catalogue import Key
from ..edition import Edition
from .recognition import LINES, ONE_ORGANISATION, path_of, receivers
from .registry import API, RECORD_FOLDERS, SCHEMA_VERSION, Feed, RecordFeed, all_feeds, all_record_feeds, record_path

_KEY_OF = {
    "provider": "{provider}",
    "offering": "{provider}/{offering}",
    "pathway": "{provider}/{pathway}",
    "recognition-policy": "{provider}",
}
"""How the id of a record is written as parameters: its provider and its own name are parts of an address each."""


@dataclass(frozen=True, slots=True)
class Address:
    """One address, as a URI template with parameters in braces (RFC 6570), and what comes from it.

    `example` is a file that is there, empty where the catalogue has none. The other fields are those of a feed.
    """

    template: str
    title: str
    media_type: str
    version: str
    schema: str = ""
    conforms_to: str = ""
    validation: str = ""
    sunset: date | None = None
    example: str = ""


INDEX = Address(
    f"{API}/index.json",
    "All feeds, with size, hash and licence",
    "application/json",
    SCHEMA_VERSION,
    "index",
    example=f"{API}/index.json",
)
_OUTCOMES = Address(
    ONE_ORGANISATION,
    "What the policy of one organisation comes to, an outcome a line",
    "application/x-ndjson",
    SCHEMA_VERSION,
    LINES,
)
_YAML = "application/yaml"


def templates() -> tuple[Address, ...]:
    """Every address, whatever the catalogue holds; by template."""
    found = [
        INDEX,
        _OUTCOMES,
        *(_of_feed(one) for one in all_feeds()),
        *(_of_format(one) for one in all_record_feeds()),
    ]
    found += [part for one in all_feeds() for part in _narrower(one)]
    found += [_of_record(kind, "json") for kind in RECORD_FOLDERS]
    found.append(_of_record("offering", "yml"))
    return tuple(sorted(found, key=lambda one: one.template))


def addresses(edition: Edition) -> Iterator[Address]:
    """Every address with an example from a catalogue, by template."""
    first: dict[str, str] = {}
    for kind, record_id in edition.published():
        first.setdefault(kind, record_id)
    known = {_of_format(one).template: _example(edition, one) for one in all_record_feeds()}
    known[ONE_ORGANISATION] = next((path_of(one) for one in receivers(edition)), "")
    for one in templates():
        yield replace(one, example=one.example or known.get(one.template) or _filled(one.template, first))


def _example(edition: Edition, one: RecordFeed) -> str:
    keys = (key for key in edition.published() if key[0] == one.kind and one.takes(edition, key))
    return next((one.path(key[1]) for key in keys), "")


def _filled(template: str, first: dict[str, str]) -> str:
    """The template of a record's own file with the id of the first record; empty for any other."""
    for kind, record_id in first.items():
        for extension in ("json", "yml"):
            if template == record_path(kind, _KEY_OF[kind], extension):
                return record_path(kind, record_id, extension)
    return ""


def _of_feed(one: Feed) -> Address:
    return Address(
        one.path,
        one.title,
        one.media_type,
        one.version,
        one.schema,
        one.conforms_to,
        one.validation,
        one.sunset,
        one.path,
    )


def _narrower(one: Feed) -> Iterator[Address]:
    """The same for parts of the catalogue and in other languages."""
    for template in one.narrower:
        yield replace(_of_feed(one), template=template, title=f"{one.title}: a part, or another language", example="")


def _of_format(one: RecordFeed) -> Address:
    return Address(
        one.path(_KEY_OF[one.kind]),
        one.title,
        one.media_type,
        one.version,
        one.schema,
        one.conforms_to,
        one.validation,
        one.sunset,
    )


def _of_record(kind: str, extension: str) -> Address:
    words = kind.replace("-", " ")
    path = record_path(kind, _KEY_OF[kind], extension)
    if extension == "yml":
        return Address(path, f"One {words} as its provider wrote it", _YAML, "1")
    return Address(path, f"One {words}", "application/json", SCHEMA_VERSION, kind)


def formats_of(edition: Edition, key: Key, shown_id: str = "") -> Iterator[tuple[str, str]]:
    """Path and media type of every file that is about one record: its own, and those of the formats that take it.

    They lie at its id, or at one that it had before where that is given.
    """
    kind, record_id = key[0], shown_id or key[1]
    yield record_path(kind, record_id, "json"), "application/json"
    if kind == "offering":
        yield record_path(kind, record_id, "yml"), _YAML
    for one in all_record_feeds():
        if one.kind == kind and one.takes(edition, key):
            yield one.path(record_id), one.media_type


NAMES: Mapping[str, str] = {
    "credential": "European Digital Credential",
    "elm": "ELM",
    "openbadges": "Open Badges",
    "quality-link": "QualityLink",
    "schema-org": "schema.org",
}
"""What formats that others keep are called, in any language."""


def format_at(path: str) -> str:
    """The name of the format that has a file of a record at a path, empty for the catalogue's own."""
    for one in all_record_feeds():
        if path.startswith(f"{one.folder}/") and path.endswith(one.ending) and "." not in _id_in(one, path):
            return one.format
    return ""


def _id_in(one: RecordFeed, path: str) -> str:
    return path.removeprefix(one.folder).removesuffix(one.ending)


def dumps() -> tuple[Feed, ...]:
    """The feeds that hold the whole catalogue: those joined from all records, and the files of formats that others keep."""
    return tuple(one for one in all_feeds() if one.joins or (one.format and not one.path.startswith(".")))
