"""Checks a built site as a stranger could: checksums, schemas of the feeds, record counts, links between pages.

Reads only what lies in the folder; needs neither the catalogue's files nor its history.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path as FilePath
from typing import Any
from urllib.parse import unquote, urlsplit

import jsonschema_rs

from .checksums import verify_sums
from .feed_counts import records_in

MAX_PROBLEMS = 20


@dataclass(frozen=True, slots=True)
class Result:
    """What one check found: its name, what it looked at, and sentences on what is wrong."""

    name: str
    checked: str
    problems: tuple[str, ...]


def findings_of(site: FilePath, progress: Callable[[int, int], None] | None = None) -> tuple[Result, ...]:
    """The results of all checks of the site in `site`."""
    site = site.resolve()
    sums = verify_sums(site)
    files = sum(1 for path in site.rglob("*") if path.is_file())
    return (
        Result("checksums", f"{files} files against SHA256SUMS", sums[:MAX_PROBLEMS]),
        _feeds(site),
        _links(site, progress),
    )


def _feeds(site: FilePath) -> Result:
    """Every feed of the index is there, has the stated size and number of records, and conforms to its schema."""
    problems: list[str] = []
    try:
        entries = list(json.loads((site / "api/v1/index.json").read_bytes())["items"])
        base = json.loads((site / "manifest.json").read_bytes())["base_url"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        return Result("feeds", "api/v1/index.json", (f"the index cannot be read: {error}",))
    for entry in entries:
        try:
            problems += _feed(site, base, entry)
        except (KeyError, TypeError, AttributeError) as error:
            problems.append(f"the index describes a feed in a way that cannot be read: {error!r}")
    return Result("feeds", f"{len(entries)} feeds against their schemas", tuple(problems[:MAX_PROBLEMS]))


def _feed(site: FilePath, base: str, entry: dict[str, Any]) -> Iterator[str]:
    path = entry["url"].removeprefix(base)
    try:
        content = (site / path).read_bytes()
        records = records_in(path, entry["media_type"], content)
        documents = [json.loads(line) for line in content.splitlines()] if "schema" in entry else []
    except (OSError, ValueError) as error:
        yield f"{path} cannot be read: {error}"
        return
    if len(content) != entry["size"]:
        yield f"{path} has {len(content)} bytes, the index says {entry['size']}"
    if records not in (None, entry["record_count"]):
        yield f"{path} has {records} records, the index says {entry['record_count']}"
    if documents:
        yield from _departures(site, base, entry["schema"], path, documents)
    for document in documents:
        if isinstance(document, dict):
            yield from _files_of(site, base, document.get("items", ()))


def _departures(site: FilePath, base: str, schema: str, path: str, documents: list[Any]) -> Iterator[str]:
    validator = jsonschema_rs.Draft202012Validator(json.loads((site / schema.removeprefix(base)).read_bytes()))
    for document in documents:
        yield from (f"{path}: {error.message[:200]}" for error in validator.iter_errors(document))


def _files_of(site: FilePath, base: str, items: list[Any]) -> Iterator[str]:
    """A list that is too long for one file names the files that hold it: each is there and conforms as well."""
    for item in items:
        if not (isinstance(item, dict) and {"url", "schema", "lines"} <= item.keys()):
            continue
        path = item["url"].removeprefix(base)
        try:
            documents = [json.loads(line) for line in (site / path).read_bytes().splitlines()]
        except (OSError, ValueError) as error:
            yield f"{path} cannot be read: {error}"
            continue
        if len(documents) != item["lines"]:
            yield f"{path} has {len(documents)} lines, its index says {item['lines']}"
        yield from _departures(site, base, item["schema"], path, documents)


class _Targets(HTMLParser):
    """Collects what a page links to and what it can be linked at."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.links.append(value)
            elif name == "id" and value:
                self.anchors.add(value)


def _links(site: FilePath, progress: Callable[[int, int], None] | None) -> Result:
    """Every link inside the site leads to a file, and every fragment to an element."""
    pages = sorted(site.rglob("*.html"))
    read: dict[FilePath, _Targets] = {}
    for number, path in enumerate(pages):
        if progress:
            progress(number, len(pages))
        read[path] = _Targets()
        read[path].feed(path.read_text(encoding="utf-8", errors="replace"))
    root = _root_path(site)
    problems = [problem for path in pages for problem in _broken(site, path, read, root)]
    return Result("links", f"{len(pages)} pages", tuple(problems[:MAX_PROBLEMS]))


def _root_path(site: FilePath) -> str:
    """The path of the site's root at its host, with its slash: pages that answer at every depth link from there."""
    try:
        return urlsplit(str(json.loads((site / "manifest.json").read_bytes())["base_url"])).path
    except (OSError, ValueError, KeyError):
        return "/"


def _target(site: FilePath, path: FilePath, link: str, root: str) -> FilePath:
    if not link:
        return path
    folder = site if link.startswith(root) else path.parent
    return (folder / link.removeprefix(root)).resolve()


def _broken(site: FilePath, path: FilePath, read: dict[FilePath, _Targets], root: str) -> Iterator[str]:
    for link in read[path].links:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        target = _target(site, path, unquote(parts.path), root)
        target = target / "index.html" if target.is_dir() else target
        shown = path.relative_to(site).as_posix()
        if not target.is_file():
            yield f"{shown} links to {link}, which is not there"
        # "name=value" is what a page's script is to show, no place in the page.
        elif parts.fragment and "=" not in parts.fragment and not _has_place(read.get(target), parts.fragment):
            yield f"{shown} links to {link}, but the page has no such place"


def _has_place(page: _Targets | None, fragment: str) -> bool:
    return page is None or unquote(fragment) in page.anchors
