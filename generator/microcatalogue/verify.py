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

MAX_PROBLEMS = 20


@dataclass(frozen=True, slots=True)
class Result:
    """What one check found: its name, what it looked at, and sentences on what is wrong."""

    name: str
    checked: str
    problems: tuple[str, ...]


def findings_of(site: FilePath, progress: Callable[[int, int], None] | None = None) -> tuple[Result, ...]:
    """The results of all checks of the site in `site`."""
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
        index = json.loads((site / "api/v1/index.json").read_bytes())
        base = json.loads((site / "manifest.json").read_bytes())["base_url"]
    except (OSError, ValueError, KeyError) as error:
        return Result("feeds", "api/v1/index.json", (f"the index cannot be read: {error}",))
    for entry in index["items"]:
        problems += _feed(site, base, entry)
    return Result("feeds", f"{len(index['items'])} feeds against their schemas", tuple(problems[:MAX_PROBLEMS]))


def _feed(site: FilePath, base: str, entry: dict[str, Any]) -> Iterator[str]:
    path = entry["url"].removeprefix(base)
    try:
        content = (site / path).read_bytes()
        lines = content.splitlines() if path.endswith(".ndjson") else [content]
        documents = [json.loads(line) for line in lines]
    except (OSError, ValueError) as error:
        yield f"{path} cannot be read: {error}"
        return
    if len(content) != entry["size"]:
        yield f"{path} has {len(content)} bytes, the index says {entry['size']}"
    found = len(documents) if path.endswith(".ndjson") else len(documents[0]["items"])
    if found != entry["record_count"]:
        yield f"{path} has {found} records, the index says {entry['record_count']}"
    if "schema" in entry:
        validator = jsonschema_rs.Draft202012Validator(
            json.loads((site / entry["schema"].removeprefix(base)).read_bytes())
        )
        for document in documents:
            yield from (f"{path}: {error.message[:200]}" for error in validator.iter_errors(document))


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
        read[path].feed(path.read_text(encoding="utf-8"))
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
        elif parts.fragment and target in read and unquote(parts.fragment) not in read[target].anchors:
            yield f"{shown} links to {link}, but the page has no such place"
