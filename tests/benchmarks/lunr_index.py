"""Material's own search as a peer: the `search_index.json` that its plugin writes, and the worker that it ships, with lunr.

The plugin's own parser and index take an article for each record, with a heading, as Material's pages have it; nothing else
of MkDocs runs, so what this takes is a lower bound. The index proper is made in the browser, at every first search. A site
has a build a language, as the guide of the catalogue has, with the settings of Material's own translation: Estonian has none
and gets the English ones.
"""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator, Sequence
from html import escape
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from .measuring import Run
from .search_engines import Built, Corpus, sizes_of, write_page
from .searching_records import SearchRecord

SCRIPTS = "assets/javascripts"
INDEX = "search/search_index.json"
# The weights that the plugin gives to fields where a site sets none.
_FIELDS = {"title": {"boost": 1e3}, "text": {"boost": 1e0}, "tags": {"boost": 1e6}}
_SETTINGS = ("lang", "separator", "pipeline")


class Material:
    """Material's search: all records in one file a language, indexed by lunr in a worker of the browser."""

    name = "Material (lunr)"

    def missing(self) -> str:
        """The package, where it is not installed."""
        return "" if find_spec("material") else "mkdocs-material is not installed"

    def build(self, corpus: Corpus, folder: Path) -> Built:
        """Writes an index a language, and lays the worker with the stemmers beside them."""
        articles = {
            language: [_page(one) for one in corpus.records if one.language == language]
            for language in corpus.languages
        }
        settings = {language: _settings(language) for language in articles}
        wall, cpu = time.perf_counter(), time.process_time()
        for language, pages in articles.items():
            _write_index(pages, settings[language], folder / language / INDEX)
        took = Run(time.perf_counter() - wall, time.process_time() - cpu, 0.0)
        kept = [folder / language / INDEX for language in articles]
        kept += _copy_scripts(folder, {one for those in settings.values() for one in those["lang"]})
        for language in articles:
            write_page(folder, language, "material.js")
        return Built(took, *sizes_of(kept))

    def page(self, folder: Path, language: str) -> str:
        """The page of a language."""
        return f"{language}.html"


def _theme() -> Path:
    import material

    return Path(material.__file__).parent / "templates"


def _page(record: SearchRecord) -> Any:
    """A record as the plugin is given it: a page of MkDocs with its article."""
    title, summary = escape(record.title), escape(record.summary)
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in record.text.splitlines() if line)
    content = f'<h1 id="title">{title}</h1><p>{summary}</p>{paragraphs}'
    url = record.url.removeprefix(f"/{record.language}/")
    return SimpleNamespace(content=content, url=url, title=record.title, meta={}, toc=())


def _write_index(pages: Sequence[Any], settings: dict[str, Any], target: Path) -> None:
    from material.plugins.search.plugin import SearchIndex

    index = SearchIndex(**settings, fields=_FIELDS)
    for page in pages:
        index.add_entry_from_context(page)
    target.parent.mkdir(parents=True)
    target.write_text(index.generate_search_index(None), encoding="utf-8")


def _settings(language: str) -> dict[str, Any]:
    """The settings of a site in a language: its translation's, else those of the English one."""
    said = {**_stated("en"), **_stated(language)}
    lang, separator, pipeline = (said[f"search.config.{name}"] for name in _SETTINGS)
    functions = [one for one in re.split(r"\s*,\s*", pipeline.strip()) if one]
    return {"lang": [lang], "separator": separator, "pipeline": functions}


def _stated(language: str) -> dict[str, str]:
    path = _theme() / "partials/languages" / f"{language}.html"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    lines = re.findall(r'^\s*"(search\.config\.[a-z]+)": "(.*)",?$', text, flags=re.MULTILINE)
    return {name: value.replace("\\\\", "\\") for name, value in lines}


def _copy_scripts(folder: Path, languages: set[str]) -> list[Path]:
    """The worker under a name without its hash, and the stemmers that it loads; paths of the copies."""
    copies = []
    for source, target in _scripts(_theme() / SCRIPTS, languages - {"en"}):
        copies.append(folder / SCRIPTS / target)
        copies[-1].parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, copies[-1])
    return copies


def _scripts(shipped: Path, languages: set[str]) -> Iterator[tuple[Path, str]]:
    yield next(shipped.glob("workers/search.*.min.js")), "workers/search.js"
    for name in ("stemmer.support", *sorted(languages)) if languages else ():
        yield shipped / f"lunr/min/lunr.{name}.min.js", f"lunr/min/lunr.{name}.min.js"
