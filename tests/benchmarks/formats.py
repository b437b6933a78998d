"""`python -m benchmarks.formats`: seconds and megabytes of each format beside the pages, on the same records in one process.

Prints a table. Seconds are those of the processor for all files of a format, one after the other, from a catalogue that is
read; files of records are kept in memory for the dumps that are written from them, as a build keeps them on its disk. Turtle
is held against rdflib's writer on the same statements.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import orjson
from microcatalogue.build import plan
from microcatalogue.check import load
from microcatalogue.edition import Edition
from microcatalogue.export import OWN, format_of
from microcatalogue.feeds.api import keys_taken
from microcatalogue.feeds.elm import datasets, turtle
from microcatalogue.feeds.elm.profile import ELM_3_1
from microcatalogue.feeds.registry import all_feeds, all_record_feeds
from microcatalogue.site_file import Derived, Part, Planned, Shelf
from microcatalogue.workers import in_shares

from .bench import AS_OF, ROOT
from .bench import record as keep
from .generated import Parts, parts_of, write_catalogue

LANGUAGES = ("et", "en")
PAGES = "pages"
BEFORE = (OWN, "atom", "json-feed", "icalendar")
"""Formats that are no others' and stand apart from the sum."""
MOST_FOR_RDFLIB = 1_000
HEADER = (
    "| offerings | what | files | seconds | MB | time to the pages' |",
    "|---|---|---|---|---|---|",
)


@dataclass
class Cost:
    """What the files of a format took."""

    seconds: float = 0
    size: int = 0
    files: int = 0


@dataclass
class Measured:
    """What each format took in each round, and Turtle against rdflib: seconds of each."""

    rounds: list[dict[str, Cost]] = field(default_factory=list)
    turtle: list[tuple[float, float]] = field(default_factory=list)


class _Kept(Shelf):
    """Keeps what other files are written from, as a build has it on its disk; all else is made when it is asked for."""

    def __init__(self, parts: Sequence[Part], kept: frozenset[str]) -> None:
        super().__init__(parts)
        self._kept, self._known = kept, dict[str, bytes]()

    def keeps(self, path: str) -> bool:
        return path in self._kept

    def pieces(self, path: str) -> Iterator[bytes]:
        yield self.content(path)

    def content(self, path: str) -> bytes:
        if path not in self._kept:
            return super().content(path)
        if path not in self._known:
            self._known[path] = super().content(path)
        return self._known[path]


def edition_of(parts: Parts, count: int, folder: Path) -> Edition:
    """A made-up catalogue of so many offerings."""
    write_catalogue(parts, count, folder / "offerings", languages=LANGUAGES)
    loaded = load(folder / "offerings").on(date.fromisoformat(AS_OF), "offerings/")
    if loaded.catalogue is None:
        raise ValueError("the made-up catalogue cannot be read")
    return Edition(loaded.catalogue, None)


def one_round(edition: Edition, folder: Path) -> dict[str, Cost]:
    """Every page and every file of every format, made once."""
    parts = plan(edition, folder / "offerings").parts
    found: dict[str, Cost] = defaultdict(Cost)
    by_path = {one.path: one for one in parts}
    by_record = list(_record_files(edition))
    api = (path for path in by_path if path.startswith("api/v1/") and isinstance(by_path[path], Planned))
    tables = (path for path in by_path if path.endswith(".csv"))  # of which there are copies
    shelf = _Kept(parts, frozenset((*(path for _, path in by_record), *api, *tables)))
    for one in parts:
        if isinstance(one, Planned) and one.path.endswith(".html"):
            _timed(found[PAGES], partial(_page, one))
    for format, path in by_record:
        _timed(found[format], partial(_whole, shelf, path))
    for feed in all_feeds():
        part = by_path[feed.path]
        streamed = isinstance(part, Derived) and not shelf.keeps(feed.path)
        write = partial(_derived, part, shelf) if streamed else partial(_whole, shelf, feed.path)
        _timed(found[format_of(feed)], write)
    return found


def _record_files(edition: Edition) -> Iterator[tuple[str, str]]:
    for one in all_record_feeds():
        yield from ((format_of(one), one.path(key[1])) for key in keys_taken(edition, one))


def _page(one: Planned) -> int:
    return len(one.make().content)


def _derived(part: Derived, shelf: Shelf) -> int:
    return sum(len(chunk) for chunk in part.chunks(shelf))


def _whole(shelf: Shelf, path: str) -> int:
    return len(shelf.content(path))


def _timed(cost: Cost, make: Callable[[], int]) -> None:
    start = time.process_time()
    size = make()
    cost.seconds += time.process_time() - start
    cost.size += size
    cost.files += 1


def against_rdflib(edition: Edition, folder: Path) -> tuple[float, float]:
    """Seconds for all of the catalogue as Turtle from its things, and those of rdflib's writer for the same statements."""
    from rdflib import Graph

    shelf = Shelf(plan(edition, folder / "offerings").parts)
    whole = b"".join(datasets.Datasets(edition, shelf).turtle(ELM_3_1))
    paths = [path for _, path in _record_files(edition) if path.endswith(".elm.jsonld")]
    things = [thing for path in paths for thing in orjson.loads(shelf.content(path))["@graph"]]
    start = time.process_time()
    written = turtle.head(ELM_3_1) + b"".join(map(turtle.described, things))
    ours = (time.process_time() - start) * len(whole) / len(written)
    graph = Graph().parse(data=whole, format="turtle")
    start = time.process_time()
    graph.serialize(format="turtle")
    return ours, time.process_time() - start


def measured(parts: Parts, count: int, rounds: int) -> Measured:
    """So many rounds with a catalogue of so many offerings."""
    found = Measured()
    with TemporaryDirectory() as folder:
        edition = edition_of(parts, count, Path(folder))
        for _ in range(rounds):
            found.rounds.append(one_round(edition, Path(folder)))
            if count <= MOST_FOR_RDFLIB:
                found.turtle.append(against_rdflib(edition, Path(folder)))
    return found


def lines_of(count: int, found: Measured) -> Iterator[str]:
    """The lines of the table: the pages, each format, all formats of others together, Turtle beside rdflib."""
    names = [name for name in found.rounds[0] if name != PAGES]
    for name in (PAGES, *sorted(names)):
        yield _line(count, name, [one[name] for one in found.rounds], [one[PAGES] for one in found.rounds])
    together = [_sum([cost for name, cost in one.items() if name not in (PAGES, *BEFORE)]) for one in found.rounds]
    yield _line(count, "all formats of others", together, [one[PAGES] for one in found.rounds])
    if found.turtle:
        ours, theirs = (median(one[side] for one in found.turtle) for side in (0, 1))
        yield f"| {count:,} | Turtle, and rdflib's in {theirs:.1f} s | 1 | {ours:.2f} | | {ours / theirs:.3f} of rdflib's |"


def _sum(costs: Sequence[Cost]) -> Cost:
    return Cost(sum(one.seconds for one in costs), sum(one.size for one in costs), sum(one.files for one in costs))


def _line(count: int, name: str, costs: Sequence[Cost], pages: Sequence[Cost]) -> str:
    seconds = median(one.seconds for one in costs)
    ratio = median(one.seconds / page.seconds for one, page in zip(costs, pages, strict=True))
    return f"| {count:,} | {name} | {costs[0].files:,} | {seconds:.2f} | {costs[0].size / 1e6:.1f} | {ratio:.2f} |"


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the table, and keeps it with --record; each size in a process of its own, so that none inherits memory."""
    reading = argparse.ArgumentParser(description=__doc__)
    reading.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    reading.add_argument("--rounds", type=int, default=3)
    reading.add_argument("--record", action="store_true", help="keep the table in DEVELOPING.md")
    reading.add_argument("--one", type=int, help=argparse.SUPPRESS)
    asked = reading.parse_args(arguments)
    if asked.one:
        # In one process: what others do would not be counted.
        datasets.in_shares = partial(in_shares, workers=1)
        print("\n".join(lines_of(asked.one, measured(parts_of(ROOT / "offerings"), asked.one, asked.rounds))))
        return
    lines = list(HEADER)
    for size in asked.sizes:
        command = (sys.executable, "-m", "benchmarks.formats", "--one", str(size), "--rounds", str(asked.rounds))
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        lines += said.splitlines()
    print("\n".join(lines))
    if asked.record:
        keep(lines, "bench-formats")


if __name__ == "__main__":
    main()
