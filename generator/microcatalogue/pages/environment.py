"""The templates: Jinja with autoescape always on and no silent gaps, one environment a language.

Templates print what pages give them and compute nothing. Messages without slots are put into a template when it is
loaded, and what many pages share is rendered once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from pathlib import Path as FilePath
from types import CodeType
from typing import Any

import orjson
from jinja2 import BaseLoader, BytecodeCache, Environment, StrictUndefined, TemplateNotFound
from jinja2.bccache import Bucket
from markupsafe import Markup

from ..reads import Looked, Reads
from .html import Html, escape
from .language import Language

_MESSAGE = re.compile(r'\{\{ _\("([^"]*)"\) \}\}')


class Templates:
    """Renders the theme's templates; reads each once, so a changed theme needs new ones."""

    def __init__(self, folder: FilePath, reads: Reads) -> None:
        self._folder, self._reads = folder, reads
        self._environments: dict[str, Environment] = {}
        self._fragments: dict[tuple[str, str, Hashable], tuple[Markup, Looked]] = {}

    def render(self, template: str, language: Language, content: Mapping[str, Any]) -> str:
        """The HTML of a template in a language; UndefinedError where the page lacks what the template prints."""
        return self._environment(language).get_template(template).render(content)

    def fragment(
        self, template: str, language: Language, key: Hashable, content: Callable[[], Mapping[str, Any]]
    ) -> Markup:
        """A part that all pages with one `key` share, rendered from `content` the first time that it is asked for."""

        def rendered() -> Markup:
            return self.part(template, language, content())

        return self._reads.once(self._fragments, (template, language.code, key), rendered)

    def part(self, template: str, language: Language, content: Mapping[str, Any]) -> Markup:
        """A part of a page, to be printed by the page's template."""
        # Safe to print as it is: the environment that rendered it escapes every value (autoescape=True below).
        return Markup(self.render(template, language, content))  # noqa: S704

    def load(self, language: Language) -> None:
        """Makes every template ready in a language, so that forked processes need not each do it."""
        for path in sorted(self._folder.glob("*.j2")):
            self._environment(language).get_template(path.name)

    def _environment(self, language: Language) -> Environment:
        if language.code not in self._environments:
            environment = Environment(
                loader=_Translating(self._folder, language),
                autoescape=True,
                undefined=StrictUndefined,
                trim_blocks=True,
                lstrip_blocks=True,
                auto_reload=False,
                extensions=["jinja2.ext.i18n"],
                bytecode_cache=_COMPILED,
            )
            environment.install_gettext_callables(language.gettext, language.ngettext, newstyle=True)  # type: ignore[attr-defined]
            html = Html(language)
            environment.filters |= {name: getattr(html, name) for name in vars(Html) if not name.startswith("_")}
            environment.policies["json.dumps_function"] = _json
            self._environments[language.code] = environment
        return self._environments[language.code]


def _json(value: Any, **_options: Any) -> str:
    """JSON for a page; the filter that calls this makes it safe between tags."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


class _Compiled(BytecodeCache):
    """Keeps what was compiled by name and text, for a process that builds more than once."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives a template its code, where one with the same text was compiled before."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps the code of a template."""
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


class _Translating(BaseLoader):
    """Reads templates of one folder with their messages said in one language."""

    def __init__(self, folder: FilePath, language: Language) -> None:
        self._folder, self._language = folder, language

    def get_source(self, _environment: Environment, template: str) -> tuple[str, str, None]:
        """The text of a template; TemplateNotFound where the theme has none of that name."""
        path = self._folder / template
        try:
            source = path.read_text(encoding="utf-8")
        except OSError:
            raise TemplateNotFound(template) from None
        return _MESSAGE.sub(lambda found: escape(self._language.gettext(found[1])), source), str(path), None
