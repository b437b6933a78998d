"""What an engine of the search benchmark has to do: index records into a folder, and leave pages that answer queries.

A page defines `window.searchFor(query, filters)`, a promise of `{total, ids}`: how many offerings were found, and the ids of
the first ten, kept when their titles, too, are there to be shown. `filters` maps names of facets to lists of codes, any of
which will do. The promise is of null where filters are given and the engine has none. A page is loaded when `searchFor` is
there; what the search needs besides is fetched when it is called first, and counts as part of the first search.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from microcatalogue.edition import Edition

from .measuring import Run
from .searching_records import SearchRecord

PAGES = Path(__file__).parent / "search_pages"
SHOWN = 10


@dataclass(frozen=True)
class Corpus:
    """What every engine indexes in a run: the catalogue's folder, its edition, and its records for those who take them."""

    offerings: Path
    edition: Edition
    records: tuple[SearchRecord, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the records."""
        return tuple(dict.fromkeys(one.language for one in self.records))


@dataclass(frozen=True)
class Built:
    """An index: what it took, and the bytes and files that a host has to keep for searching, pages left out.

    `took.largest` is 0 where the work was part of a larger process.
    """

    took: Run
    bytes: int
    files: int


class Engine(Protocol):
    """A search engine of the benchmark."""

    name: str

    def missing(self) -> str:
        """What has to be installed before it can be used; empty where all is there."""

    def build(self, corpus: Corpus, folder: Path) -> Built:
        """Indexes a corpus into an empty folder, which is to be served as the root of a host."""

    def page(self, folder: Path, language: str) -> str:
        """The path of the page of a language below a built folder, as in its address, without a slash in front."""


def sizes_of(files: Iterable[Path]) -> tuple[int, int]:
    """Bytes and number of files."""
    sizes = [path.stat().st_size for path in files if path.is_file()]
    return sum(sizes), len(sizes)


def write_page(folder: Path, language: str, script: str) -> None:
    """Writes the page of a language, which runs one of the scripts of `search_pages`, and that script."""
    page = (PAGES / "page.html").read_text(encoding="utf-8")
    (folder / f"{language}.html").write_text(page.format(language=language, script=script), encoding="utf-8")
    (folder / script).write_bytes((PAGES / script).read_bytes())
