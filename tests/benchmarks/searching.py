"""`python -m benchmarks.searching`: our search beside Pagefind and Material's, on the same records in the same run.

Prints a table: seconds, memory and bytes of each index, and what a visitor of a site with two languages waits for and fetches
until the first results show and until a choice of a facet does. Records are those of a made-up catalogue whose words fall off
as Zipf's law says. Engines take turns, rounds are medians, ratios are taken round by round.
"""

from __future__ import annotations

import argparse
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from microcatalogue.check import load
from microcatalogue.edition import Edition
from microcatalogue.search.tongues import words_of

from .bench import AS_OF, ROOT
from .bench import record as keep
from .generated import Parts, parts_of, write_catalogue
from .lunr_index import Material
from .measuring import middle, ratio
from .own_search import Microcatalogue
from .pagefind_index import Pagefind
from .search_engines import Built, Corpus, Engine
from .searching_in_chromium import Answer, Visit, browser, typical, visit
from .searching_records import SearchRecord, records_of
from .serving_compressed import served
from .zipf_words import ZipfWords

PEER = Pagefind()
ENGINES: tuple[Engine, ...] = (Microcatalogue(), PEER, Material())
"""The engines of the table, in its order; those whose packages are missing are left out, and said to be."""

LANGUAGES = ("et", "en")
LANGUAGE = "en"
FACET = "level"
SHARES = (0.002, 0.01, 0.05)
TITLES = 2
SHORTEST = 5

HEADER = (
    "| offerings | engine | index, seconds | index, CPU seconds | time to Pagefind's | largest process, MB | index, MB | files | page, kB "
    "| first search, kB | requests | ms | ms on a slow line | bytes to Pagefind's | choice of a facet, kB | ms | ms on a slow line |",
    "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|",
)


@dataclass
class Measured:
    """What one engine took: a build a round, and visits on a quick and on a slow line."""

    built: list[Built] = field(default_factory=list)
    quick: list[Visit] = field(default_factory=list)
    slow: list[Visit] = field(default_factory=list)


@dataclass(frozen=True)
class Query:
    """A query and the codes of the facet that it is narrowed down by."""

    words: str
    choices: Mapping[str, Sequence[str]]


def corpus_of(parts: Parts, count: int, folder: Path) -> Corpus:
    """A made-up catalogue of so many offerings, written to a folder, with its records."""
    write_catalogue(parts, count, folder, languages=LANGUAGES)
    catalogue = load(folder).on(date.fromisoformat(AS_OF), "").catalogue
    if catalogue is None:
        raise ValueError(f"{folder} cannot be read")
    edition = Edition(catalogue, None)
    return Corpus(folder, edition, tuple(records_of(edition)))


def queries_of(records: Sequence[SearchRecord]) -> tuple[Query, ...]:
    """Words that so many records have as `SHARES` says, and beginnings of titles, each with a level that it leaves."""
    those = [one for one in records if one.language == LANGUAGE and FACET in one.filters]
    words = [frozenset(words_of(f"{one.title} {one.text}")) for one in those]
    frequency = Counter(word for one in words for word in one if len(word) >= SHORTEST)
    found = []
    for share in SHARES:
        word = min(frequency, key=lambda one: (abs(frequency[one] - share * len(those)), one))
        del frequency[word]
        first = next(record for record, said in zip(those, words, strict=True) if word in said)
        found.append(Query(word, {FACET: first.filters[FACET]}))
    for number in range(1, TITLES + 1):
        record = those[number * len(those) // (TITLES + 1)]
        found.append(Query(" ".join(record.title.split()[:2]), {FACET: record.filters[FACET]}))
    return tuple(found)


def measure(engines: Sequence[Engine], corpus: Corpus, rounds: int, folder: Path, chromium: Any) -> dict[str, Measured]:
    """Every engine once a round, the order turned round by round; each indexes into `folder`, which is not there yet."""
    measured = {engine.name: Measured() for engine in engines}
    queries = queries_of(corpus.records)
    for number in range(rounds):
        for engine in (*engines[number % len(engines) :], *engines[: number % len(engines)]):
            folder.mkdir(parents=True)
            measured[engine.name].built.append(engine.build(corpus, folder))
            _visit(engine, folder, queries, number, chromium, measured[engine.name])
            shutil.rmtree(folder)
    return measured


def _visit(engine: Engine, site: Path, queries: Sequence[Query], number: int, chromium: Any, to: Measured) -> None:
    """All queries on a quick line, the next one on a slow one; one visit before, uncounted, fills the host's cache."""
    path = engine.page(site, LANGUAGE)
    with served(site) as host:
        for place, query in enumerate((queries[0], *queries)):
            made = visit(chromium, host, path, query.words, query.choices)
            if place:
                to.quick.append(made)
        slow = queries[number % len(queries)]
        to.slow.append(visit(chromium, host, path, slow.words, slow.choices, slow=True))


def lines_of(count: int, measured: Mapping[str, Measured]) -> Iterator[str]:
    """The lines of the table for one size."""
    peer = measured.get(PEER.name)
    for name, one in measured.items():
        runs = [built.took for built in one.built]
        peers = [built.took for built in peer.built] if peer else []
        largest = middle(runs, "largest")
        yield _row(
            f"{count:,}",
            name,
            _figure(middle(runs, "wall"), 2),
            _figure(middle(runs, "cpu"), 2),
            _figure(ratio(runs, peers), 2) if peers else "",
            _figure(largest, 0) if largest else "",
            _figure(median(built.bytes for built in one.built) / 1e6, 2),
            f"{median(built.files for built in one.built):,.0f}",
            *_cells_of_visits(one, peer),
        )


def _cells_of_visits(one: Measured, peer: Measured | None) -> Iterator[str]:
    first, slow = [visit.first for visit in one.quick], [visit.first for visit in one.slow]
    yield _figure(median(visit.page_bytes for visit in one.quick) / 1e3, 1)
    yield _kilobytes(first)
    yield _said(first, "requests", 0)
    yield _said(first, "ms", 0)
    yield _said(slow, "ms", 0)
    peers = typical([visit.first for visit in peer.quick], "bytes") if peer else None
    own = typical(first, "bytes")
    yield _figure(own / peers, 2) if own is not None and peers else ""
    narrowed = [visit.narrowed for visit in one.quick]
    yield _kilobytes(narrowed)
    yield _said(narrowed, "ms", 0)
    yield _said([visit.narrowed for visit in one.slow], "ms", 0)


def _kilobytes(answers: Sequence[Answer]) -> str:
    typically = typical(answers, "bytes")
    return "–" if typically is None else _figure(typically / 1e3, 1)


def _said(answers: Sequence[Answer], figure: str, places: int) -> str:
    typically = typical(answers, figure)
    return "–" if typically is None else _figure(typically, places)


def _figure(value: float, places: int) -> str:
    return f"{value:,.{places}f}"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def measured_lines(engines: Sequence[Engine], parts: Parts, sizes: Sequence[int], rounds: int) -> Iterator[str]:
    """The lines of the table, size by size, on a disk in memory where there is one."""
    memory = Path("/dev/shm")
    with (
        TemporaryDirectory(dir=memory if memory.is_dir() else None, prefix="searching-") as folder,
        browser() as opened,
    ):
        for count in sizes:
            place = Path(folder) / str(count)
            corpus = corpus_of(parts, count, place / "offerings")
            yield from lines_of(count, measure(engines, corpus, rounds, place / "site", opened))
            shutil.rmtree(place)


def main() -> None:
    """Run the benchmark; the arguments say how large and how often."""
    reading = argparse.ArgumentParser(description=__doc__)
    reading.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    reading.add_argument("--rounds", type=int, default=3)
    reading.add_argument("--parts", type=Path, default=ROOT / "offerings", help="the catalogue to take parts from")
    reading.add_argument("--record", action="store_true", help="keep the table in DEVELOPING.md")
    asked = reading.parse_args()
    there = [engine for engine in ENGINES if not engine.missing()]
    print(*(f"{one.name} is left out: {one.missing()}\n" for one in ENGINES if one not in there), sep="", end="")
    lines = list(HEADER)
    print(*HEADER, sep="\n", flush=True)
    for line in measured_lines(there, parts_of(asked.parts, ZipfWords), asked.sizes, asked.rounds):
        print(line, flush=True)
        lines.append(line)
    if asked.record:
        keep(lines, "searching")


if __name__ == "__main__":
    main()
