"""The search of the catalogue itself as the benchmark measures it: its files and its page, without the rest of the site."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from microcatalogue.edition import Edition
from microcatalogue.pages.searching import Searching
from microcatalogue.pages.site import planned_files, prepare
from microcatalogue.site_file import Planned


def write_search(edition: Edition, folder: Path) -> dict[str, float]:
    """Writes the files of search with the pages that load them, and gives the seconds of the index and of its names and cards."""
    site, pages = prepare(edition)
    searching = Searching(site)
    started = time.perf_counter()
    _ = searching.index
    indexed = time.perf_counter()
    parts = list(searching.planned())
    _write(parts, folder)
    written = time.perf_counter()
    _write(_loading(site_parts=planned_files(site, pages)), folder)
    return {"index": indexed - started, "written": written - indexed}


def _loading(site_parts: Iterator[Planned]) -> list[Planned]:
    """The first page of all offerings in each language, and assets."""
    return [one for one in site_parts if one.path.startswith("assets/") or (one.path.endswith("/browse/index.html")
            and one.path.count("/") == 2)]  # fmt: skip


def _write(parts: list[Planned], folder: Path) -> None:
    for one in parts:
        target = folder / one.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(one.make().content)
