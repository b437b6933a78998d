"""No field is accepted and then dropped: whatever a record states moves a page of it and a feed.

For every property of the schemas at every depth, a stated value of the example catalogue is replaced by another
valid one; the pages of the site and the record's JSON must both change. Private fields must change neither.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from built import edition_of
from conftest import ROOT
from microcatalogue.build import site_files
from microcatalogue.catalogue import Key
from microcatalogue.edition import Edition
from microcatalogue.feeds import api
from microcatalogue.feeds.record import record
from microcatalogue.feeds.writing import json_bytes, yaml_bytes
from microcatalogue.pages.site import planned_files, prepare
from microcatalogue.schema import KINDS, Node, annotated, fields
from microcatalogue.stated import alternative
from microcatalogue.structure import structure
from microcatalogue.vocabulary import vocabulary

OFFERINGS = ROOT / "offerings"
Path = tuple[Any, ...]


@cache
def edition() -> Edition:
    return edition_of(OFFERINGS)


def leaves() -> list[tuple[str, Path, Node]]:
    """Kind, path and node of every property that holds a value, not fields of its own."""
    found = []
    for kind in KINDS:
        for path, node in fields(kind):
            inner = node.get("items", node) if node.get("type") == "array" else node
            parts = inner.get("x-union", [inner])
            is_leaf = any(part.get("type") != "object" or "x-type" in part for part in parts)
            if is_leaf and "const" not in node and not node.get("x-private"):
                found.append((kind, path, node))
    return found


def holders(kind: str, path: Path) -> Iterator[tuple[Key, Path]]:
    """Records that state a property, with its concrete path; published records first."""
    for key, document in edition().catalogue.documents.items():
        if key[0] == kind and not edition().catalogue.is_draft(*key):
            yield from ((key, concrete) for concrete in _concrete(document, path, ()))


def _concrete(value: Any, path: Path, so_far: Path) -> Iterator[Path]:
    if not path:
        yield so_far
    elif path[0] == "*":
        steps = range(len(value)) if isinstance(value, list) else list(value)
        for step in steps if isinstance(value, list | dict) else ():
            yield from _concrete(value[step], path[1:], (*so_far, step))
    elif isinstance(value, dict) and path[0] in value:
        yield from _concrete(value[path[0]], path[1:], (*so_far, path[0]))


def changed(node: Node, value: Any, key: Key) -> Any:
    """Another valid value than the stated one."""
    if any(part.get("const") == "none" for part in node.get("x-union", ())):
        return node["examples"][0] if value == "none" else "none"
    node = alternative(node, value)
    kind = node.get("x-type")
    if isinstance(value, list):
        return [*value[:-1], changed(node["items"], value[-1], key)]
    if kind in ("text", "rich"):
        return {language: f"{text} Zebra." for language, text in value.items()}
    if kind == "texts":
        return {language: [*words, "zebra"] for language, words in value.items()}
    if isinstance(value, dict):
        below = node.get("additionalProperties") or {}
        if below:
            return {name: changed(below, inner, key) for name, inner in value.items()}
        name, inner = next(iter(value.items()))
        return {**value, name: changed(node["properties"][name], inner, key)}
    if "x-vocabulary" in node or "enum" in node:
        return _other_code(node, value)
    if isinstance(value, bool):
        return not value
    if isinstance(value, Decimal):
        return value + 1
    return value + 1 if isinstance(value, int) else _other_text(node, kind, value, key)


def _other_code(node: Node, value: Any) -> Any:
    codes = list(vocabulary(node["x-vocabulary"]).terms) if "x-vocabulary" in node else list(node["enum"])
    # A draft would take the record from the site, and nothing but English and Estonian is a language of the site.
    wanted = ["et", "en"] if value in ("et", "en") else [code for code in codes if code != "draft"]
    other = next(code for code in wanted if code != str(value))
    return int(other) if isinstance(value, int) else other


def _other_text(node: Node, kind: Any, value: str, key: Key) -> str:
    if kind == "date":
        return (date.fromisoformat(value) - timedelta(days=1)).isoformat()
    if kind == "month":
        return "2028-03" if len(value) == 7 else "2028-03-04"
    if kind == "ref":
        return _other_reference(node, value, key)
    if kind == "file":
        return "other.png"
    if value == "Europe/Tallinn":
        return "Europe/Lisbon"
    if kind in ("url", "uri"):
        return f"{value.rstrip('/')}/zebra/"
    return {"email": f"zebra.{value}", "phone": f"{value} 7", "old-id": f"{value}-zebra"}.get(str(kind), f"{value}-z")


def _other_reference(node: Node, value: str, key: Key) -> str:
    catalogue = edition().catalogue
    tables = {"provider": catalogue.providers, "offering": catalogue.offerings, "pathway": catalogue.pathways}
    known = [one for kind in node["x-ref"] for one in tables[kind] if not catalogue.is_draft(kind, one)]
    return next((one for one in known if one not in (value, key[1])), value)


def with_change(key: Key, path: Path, node: Node) -> Edition:
    """The edition with one value of one record replaced."""
    document = copy.deepcopy(dict(edition().catalogue.documents[key]))
    target: Any = document
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = changed(node, target[path[-1]], key)
    return _with_document(key, document)


def _with_document(key: Key, document: dict[str, Any]) -> Edition:
    catalogue = edition().catalogue
    record_ = structure(*key, document)
    table = {"provider": "providers", "offering": "offerings", "pathway": "pathways", "recognition-policy": "policies"}
    documents = {**catalogue.documents, key: document}
    pictures = catalogue.pictures | {f"{key[1].split('/')[0]}/other.png"}
    if key[0] == "catalogue":
        return Edition(replace(catalogue, settings=record_, documents=documents), None)
    records = {**getattr(catalogue, table[key[0]]), key[1]: record_}
    return Edition(replace(catalogue, **{table[key[0]]: records}, documents=documents, pictures=pictures), None)


def pages(one: Edition) -> dict[str, bytes]:
    return {file.path: file.make().content for file in planned_files(*prepare(one)) if file.path.endswith(".html")}


def differs(after: Edition, before: dict[str, bytes], key: Key) -> bool:
    """Whether any page is another one now; the record's own pages are looked at first, since they mostly are."""
    planned = [one for one in planned_files(*prepare(after)) if one.path.endswith(".html")]
    if {one.path for one in planned} != before.keys():
        return True
    own = key[1].split("/")[0] or "browse"
    planned.sort(key=lambda one: (key[1] not in one.path, own not in one.path))
    return any(one.make().content != before[one.path] for one in planned)


def in_english(one: Edition) -> Edition:
    """The edition with English pages alone: every change is made in all languages, and pages take their time."""
    settings = replace(one.catalogue.settings, languages=("en",))
    return replace(one, catalogue=replace(one.catalogue, settings=settings))


def unchanged(one: Edition) -> Edition:
    return one


def feeds(one: Edition, key: Key) -> bytes:
    if key[0] == "catalogue":
        return b"".join(api.catalogue(one))
    return json_bytes(record(one, key))


@cache
def pages_before(narrow: Callable[[Edition], Edition]) -> dict[str, bytes]:
    return pages(narrow(edition()))


@pytest.mark.parametrize(
    ("kind", "path", "node"), leaves(), ids=lambda part: ".".join(part) if isinstance(part, tuple) else ""
)
def test_every_field_shows_in_a_page_and_in_a_feed(kind: str, path: Path, node: Node) -> None:
    there = list(holders(kind, path))
    assert there, f"no example states {kind}: {'.'.join(path)}"
    seen_in_pages = seen_in_feeds = False
    for key, concrete in there[:4]:
        after = with_change(key, concrete, node)
        narrow = unchanged if path == ("languages",) else in_english
        seen_in_pages = seen_in_pages or differs(narrow(after), pages_before(narrow), key)
        seen_in_feeds = seen_in_feeds or _stated(feeds(after, key)) != _stated(feeds(edition(), key))
        if seen_in_pages and seen_in_feeds:
            return
    assert seen_in_pages, f"no page shows {kind}: {'.'.join(path)}"
    assert seen_in_feeds, f"no feed shows {kind}: {'.'.join(path)}"


def _stated(content: bytes) -> bytes:
    """A feed without the content hash, which moves with everything."""
    return re.sub(rb'"content_hash":"[^"]*"', b"", content)


def test_private_fields_appear_nowhere() -> None:
    """Owners stand in no page, no feed and no published YAML, by name or by field."""
    private = [(kind, path) for kind in KINDS for path, node in fields(kind) if node.get("x-private")]
    assert private
    owned = [key for key, document in edition().catalogue.documents.items() if "owners" in document]
    assert owned
    for file in site_files(edition(), OFFERINGS):
        assert b"example-registrar" not in file.content, file.path
        # The schema of the file names the field, since providers write it; no record, page or feed does.
        assert b'"owners"' not in file.content or file.path == "schemas/v1/provider.schema.json", file.path
    for key in owned:
        assert b"example-registrar" not in yaml_bytes(key[0], edition().catalogue.documents[key])


def test_drafts_appear_nowhere() -> None:
    drafts = [key for key in edition().catalogue.documents if edition().catalogue.is_draft(*key)]
    assert drafts
    for file in site_files(edition(), OFFERINGS):
        for _, record_id in drafts:
            assert record_id.encode() not in file.content, (file.path, record_id)
            assert record_id not in file.path


def test_every_property_has_title_description_and_examples() -> None:
    for kind in KINDS:
        assert {"title", "description"} <= annotated(kind).keys()
        for path, node in fields(kind):
            assert {"title", "description", "examples"} <= node.keys(), (kind, path)
            assert node["title"][0].isupper(), (kind, path)
            assert node["description"].endswith("."), (kind, path)
            assert node["examples"], (kind, path)
