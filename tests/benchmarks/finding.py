"""`python -m benchmarks.finding`: of the judged queries, the share that finds what it must among the first three, beside Pagefind.

Prints a Markdown table by reason and language, and with `--missed` the queries of ours that miss. Queries that are held out
count in `--held-out` runs alone, so that nothing is tuned to them.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from microcatalogue.check import load
from microcatalogue.edition import Edition
from search_collection import Query, collection, write_catalogue

from .bench import AS_OF
from .judging import Question, Verdict, judge, table_of
from .own_search import Microcatalogue
from .pagefind_index import Pagefind
from .search_engines import Corpus, Engine
from .searching_in_chromium import browser
from .searching_records import languages_of, records_of

ENGINES: tuple[Engine, ...] = (Microcatalogue(), Pagefind())


def corpus_in(folder: Path) -> Corpus:
    """The collection as a catalogue in a folder, with the records that its peers index."""
    write_catalogue(folder)
    catalogue = load(folder).on(date.fromisoformat(AS_OF), "").catalogue
    if catalogue is None:
        raise ValueError(f"{folder} cannot be read")
    edition = Edition(catalogue, None)
    return Corpus(folder, edition, tuple(records_of(edition, languages_of(edition))))


def verdicts(engine: Engine, corpus: Corpus, queries: Sequence[Query], folder: Path, chromium: Any) -> list[Verdict]:
    """What an engine comes to for each query."""
    engine.build(corpus, folder)
    questions = [Question(one.text, one.language, frozenset(one.finds), one.why, one.wants_all) for one in queries]
    return list(judge(engine, folder, questions, chromium))


def main() -> None:
    """Judge both engines."""
    reading = argparse.ArgumentParser(description=__doc__)
    reading.add_argument("--held-out", action="store_true", help="all queries, also those that are held out")
    reading.add_argument("--missed", action="store_true", help="list what ours misses")
    reading.add_argument("--ours", action="store_true", help="leave Pagefind out")
    asked = reading.parse_args()
    queries = [one for one in collection().queries if asked.held_out or not one.held_out]
    with TemporaryDirectory(prefix="finding-") as place, browser() as chromium:
        corpus = corpus_in(Path(place) / "offerings")
        found = {}
        for engine in ENGINES[: 1 if asked.ours else 2]:
            site = Path(place) / engine.name
            site.mkdir()
            found[engine.name] = verdicts(engine, corpus, queries, site, chromium)
    print(*table_of(found), sep="\n")
    if asked.missed:
        for one in found["ours"]:
            if not one.is_found:
                print(
                    f"{one.question.language} {one.question.reason}: {one.question.query!r} wants {sorted(one.question.wanted)}, finds {one.first}"
                )


if __name__ == "__main__":
    main()
