"""The only module that knows MkDocs: renders the guide with it, and lets `mkdocs build` and `mkdocs serve` make the
same site as `catalogue build`.

MkDocs empties its `site_dir` and writes file by file; so it always works in a scratch folder, and what readers see is
put in place by `publish`, all or nothing. Material gives the theme; its page frame is replaced by the catalogue's own
(theme/material/main.html says why).
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache, partial
from html import unescape
from importlib.util import find_spec
from pathlib import Path as FilePath
from tempfile import TemporaryDirectory
from typing import Any

from markupsafe import Markup, escape
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from . import report
from .build import plan
from .edition import Edition
from .guide.article import Article, GuidePage, Heading
from .guide.source import guide_of
from .inspection import checks
from .loading import Memory
from .opening import MomentError, Opened, OpeningError, open_edition, reopen
from .pages.frame import POLICY
from .pages.language import Language
from .publish import PublicationError, publish
from .site_file import Part, Shelf
from .theme import theme_folder

_EXTENSIONS: list[Any] = ["admonition", "def_list"]
# Links to files of the site, such as feeds, are right though MkDocs does not know them; those to pages of the guide
# that are not there keep their `.md`, which is looked for afterwards.
_VALIDATION = {
    "nav": {"omitted_files": "ignore"},
    "links": {"not_found": "ignore", "anchors": "warn", "absolute_links": "warn", "unrecognized_links": "ignore"},
}


class GuideError(Exception):
    """The prose of the guide has a mistake; the message says which."""


@lru_cache(maxsize=64)
def render_guide(language: str, pages: tuple[GuidePage, ...]) -> Mapping[str, Article]:
    """The articles of the guide in one language by the address of their page.

    GuideError where MkDocs warns of anything, such as a link between pages that leads nowhere.
    """
    collector = _Collector(language, pages)
    with TemporaryDirectory() as scratch, _warnings() as warnings:
        config = _config(language, FilePath(scratch))
        config.plugins["catalogue-guide"] = collector
        mkdocs_build(config)
    if warnings:
        raise GuideError(f"the guide in “{language}” is not right:\n" + "\n".join(f"- {one}" for one in warnings))
    return collector.articles


def _config(language: str, scratch: FilePath) -> MkDocsConfig:
    """MkDocs's settings for one language; its files come from the collector, so the folder of documents stays empty."""
    docs = scratch / "docs"
    docs.mkdir()
    config = MkDocsConfig(config_file_path=str(scratch / "mkdocs.yml"))
    theme = {"name": "material", "custom_dir": str(theme_folder() / "material"), "font": False}
    config.load_dict(
        {
            "site_name": "guide",
            "docs_dir": str(docs),
            "site_dir": str(scratch / "site"),
            "theme": {**theme, "language": _spoken_by_material(language)},
            "plugins": [],
            "markdown_extensions": _EXTENSIONS,
            "validation": _VALIDATION,
        }
    )
    errors, _ = config.validate()
    if errors:
        raise PluginError("; ".join(f"{name}: {error}" for name, error in errors))
    return config


def _spoken_by_material(language: str) -> str:
    """The language itself where Material has its words; else English. Two official languages of the EU are missing."""
    spec = find_spec("material")
    folder = FilePath(spec.origin).parent if spec and spec.origin else FilePath()
    there = (folder / "templates" / "partials" / "languages" / f"{language}.html").is_file()
    return language if there else "en"


class _NoOptions(Config):
    """The collector has nothing to be set."""


class _Collector(BasePlugin[_NoOptions]):
    """Gives MkDocs the pages of a guide and keeps what it made of them."""

    def __init__(self, language: str, pages: tuple[GuidePage, ...]) -> None:
        self.articles: dict[str, Article] = {}
        self._language = Language(language)
        self._pages = {page.path: page for page in pages}

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """No page of Material's own is wanted: the site has its own 404 and site map."""
        config.theme.static_templates = set()
        return config

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """The pages of the guide alone; assets of the theme stay where they are, since no page uses them."""
        made = (
            File.generated(config, page.path, content=page.markdown, inclusion=InclusionLevel.NOT_IN_NAV)
            for page in self._pages.values()
        )
        return Files(list(made))

    def on_post_page(self, output: str, /, *, page: Page, config: MkDocsConfig) -> str:
        """Keeps the rendered article."""
        source = self._pages[page.file.src_uri]
        for link in re.findall(r'href="([^":]*\.md[^"]*)"', output):
            logging.getLogger("mkdocs").warning("%s links to %s, which is not there", source.path, link)
        top = next(iter(page.toc), None)
        headings = tuple(Heading(one.id, _words(one.title)) for one in (top.children if top else ()))
        self.articles[source.address] = Article(
            _words(str(page.title)),
            Markup(_reachable(output, self._language)),
            headings,
            str(page.meta.get("description", "")),
            source.lang,
        )
        return output


def _words(html: str) -> str:
    """The words of a heading, without marks and entities."""
    return unescape(re.sub(r"<[^>]*>", "", html))


def _reachable(html: str, language: Language) -> str:
    """Tables and code in regions of their own that a keyboard can scroll."""
    numbers = iter(range(1, 1000))

    def region(_: re.Match[str]) -> str:
        label = language.say("Table {number}", number=next(numbers))
        return f'<div class="scroll" role="region" aria-label="{label}" tabindex="0">\n<table>'

    html = re.sub(r"<table>", region, html).replace("</table>", "</table>\n</div>")
    return html.replace("<pre>", '<pre tabindex="0">')


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """What MkDocs warns of; what it tells of each step of each language is of no use here."""
    logger, told = logging.getLogger("mkdocs"), _Told()
    before, heard = logger.level, logger.propagate
    logger.setLevel(logging.WARNING)
    logger.addHandler(told)
    logger.propagate = False
    try:
        yield told.messages
    finally:
        logger.removeHandler(told)
        logger.setLevel(before)
        logger.propagate = heard


class _Told(logging.Handler):
    """Keeps the messages that it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.messages.append(record.getMessage())


class CatalogueConfig(Config):
    """What `mkdocs.yml` says of the plugin."""

    offerings = config_options.Type(str, default="offerings")


class CataloguePlugin(BasePlugin[CatalogueConfig]):
    """`mkdocs build` and `mkdocs serve` for a catalogue: MkDocs drives, the generator makes every page."""

    def __init__(self) -> None:
        self._serving = False
        self._target = FilePath("site")
        self._scratch = TemporaryDirectory(prefix="catalogue-")
        self._edition: Edition | None = None
        self._memory = Memory(alone=True)
        self._preview = _Preview()

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remembers whether a preview is served; that this exists keeps the plugin alive between its builds."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Checks the catalogue and sends MkDocs's own files to a scratch folder."""
        root = FilePath(config.config_file_path).parent / self.config.offerings
        if self._serving and self._edition:
            opened = reopen(self._edition, root, self._memory)
        else:  # a single build reads every file once and remembers none, so it may do it in several processes
            opened = _opened(root, self._memory if self._serving else None)
        self._edition = _published(opened)
        if not self._serving:
            self._target = FilePath(config.site_dir)
            config.site_dir = self._scratch.name
        config.theme.static_templates = set()
        return config

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """None: every page is made by the generator, the guide's by builds of their own."""
        return Files([])

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Publishes the site, or makes it ready to be looked at."""
        if self._edition is None:
            return
        root = FilePath(config.config_file_path).parent / self.config.offerings
        guide = guide_of(self._edition, render_guide)
        if self._serving:
            self._preview.show(plan(self._edition, root, guide).parts)
            return
        try:
            whole = plan(self._edition, root, guide)
            publish(whole.parts, self._target, checks=checks(self._edition), ready=whole.ready)
        except PublicationError as error:
            raise PluginError(str(error)) from None

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Watches the catalogue and the theme, and makes pages as they are asked for."""
        server.watch(str(FilePath(config.config_file_path).parent / self.config.offerings))
        server.watch(str(theme_folder()))
        server.root = str(self._preview.folder)
        server.set_app(partial(_serve, self._preview, server))
        return server


def _opened(root: FilePath, memory: Memory | None) -> Opened:
    """The checked catalogue; PluginError where its history or the date stands in the way."""
    try:
        return open_edition(root, as_of=None, environment=os.environ, memory=memory)
    except (OpeningError, MomentError) as error:
        raise PluginError(str(error)) from None


def _published(opened: Opened) -> Edition:
    """The edition; PluginError, with all that is wrong, where there is none."""
    if opened.edition is None:
        errors = tuple(one for one in opened.diagnostics if one.is_error)
        raise PluginError(f"{report.as_text(errors)}\nNothing was built; the site that was there is untouched.")
    return opened.edition


class _Preview:
    """The files of a site, made when they are asked for: a change shows at once however large the catalogue.

    They are laid into a folder of the preview's own, where MkDocs's server looks for them.
    """

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="catalogue-preview-")
        self._shelf = Shelf(())
        self.number = 0

    @property
    def folder(self) -> FilePath:
        """Where the files are laid."""
        return FilePath(self._folder.name)

    def show(self, files: Iterable[Part]) -> None:
        """Replaces the site that is shown."""
        self._shelf = Shelf(files)
        self.number += 1

    def lay(self, path: str) -> None:
        """Makes the file that answers at a path, with a policy that lets the server add its script for reloading."""
        name = f"{path}index.html" if path == "" or path.endswith("/") else path
        if name in self._shelf:
            target = self.folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(self._shelf.content(name).replace(_STRICT, _RELAXED))


_STRICT = str(escape(POLICY)).encode()
_RELAXED = str(escape(POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'"))).encode()


def _serve(preview: _Preview, server: LiveReloadServer, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
    """Answers one request: MkDocs's server waits for builds and reloads browsers, the files are the preview's.

    Where a build ended while the server waited, the file is made again, so that no page is older than it says.
    """
    path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
    while True:
        number = preview.number
        answer: list[Any] = []
        if path.startswith(server.mount_path):
            preview.lay(path.removeprefix(server.mount_path))
        body = server.serve_request(environ, _hearing(answer))
        if number == preview.number:
            start(*answer[-1])
            return body


def _hearing(answer: list[Any]) -> Callable[..., None]:
    """Keeps what an answer begins with until it is known that the answer stands."""
    return lambda *said: answer.append(said)
