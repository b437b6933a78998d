"""The search of the catalogue itself as an engine of the benchmark: its files and its own page, driven as a reader would."""

from __future__ import annotations

import gc
import os
import time
from pathlib import Path

from microcatalogue.pages.searching import Searching
from microcatalogue.pages.site import planned_files, prepare
from microcatalogue.site_file import Planned

from .measuring import Run
from .search_engines import PAGES, Built, Corpus, sizes_of

_SCRIPT = "own.js"


class Microcatalogue:
    """The index, names and cards of a site, and its page of all offerings with a script that answers the benchmark."""

    name = "ours"

    def missing(self) -> str:
        """Nothing is needed besides the package itself."""
        return ""

    def build(self, corpus: Corpus, folder: Path) -> Built:
        """Makes and writes the files of search of all languages, which is what the clock sees; then the pages."""
        site, pages = prepare(corpus.edition)
        searching = Searching(site)
        gc.disable()  # as the command has it
        wall, cpu = time.perf_counter(), _cpu()
        _write(list(searching.planned()), folder)
        took = Run(time.perf_counter() - wall, _cpu() - cpu, 0.0)
        gc.enable()
        _write([one for one in planned_files(site, pages) if _is_of_page(one.path)], folder)
        for language in site.languages:
            page = folder / self.page(folder, language.code) / "index.html"
            html = page.read_text(encoding="utf-8")
            page.write_text(
                html.replace("</head>", f'<script src="/{_SCRIPT}" defer></script></head>'), encoding="utf-8"
            )
        (folder / _SCRIPT).write_bytes((PAGES / _SCRIPT).read_bytes())
        return Built(took, *sizes_of(folder / one.path for one in searching.planned()))

    def page(self, folder: Path, language: str) -> str:
        """The page of a language; that of the site's last one for a language which it does not speak."""
        spoken = sorted(path.parts[-2] for path in folder.glob("*/browse"))
        return f"{language if not spoken or language in spoken else spoken[-1]}/browse/"


def _is_of_page(path: str) -> bool:
    """Whether a file is an asset or the first page of all offerings in a language."""
    return path.startswith("assets/") or (path.endswith("/browse/index.html") and path.count("/") == len(("", "")))


def _cpu() -> float:
    """Seconds of processors so far, those of processes that have ended included."""
    return sum(os.times()[:4])


def _write(parts: list[Planned], folder: Path) -> None:
    for one in parts:
        target = folder / one.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(one.make().content)
