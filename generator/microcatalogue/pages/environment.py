"""The templates: Jinja with autoescape always on and no silent gaps, one environment a language.

Templates print what pages give them and compute nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from .language import Language


class Templates:
    """Renders the theme's templates."""

    def __init__(self, folder: FilePath) -> None:
        self._folder = folder
        self._environments: dict[str, Environment] = {}

    def render(self, template: str, language: Language, content: Mapping[str, Any]) -> str:
        """The HTML of a template in a language; UndefinedError where the page lacks what the template prints."""
        return self._environment(language).get_template(template).render(content)

    def _environment(self, language: Language) -> Environment:
        if language.code not in self._environments:
            environment = Environment(
                loader=FileSystemLoader(self._folder),
                autoescape=True,
                undefined=StrictUndefined,
                trim_blocks=True,
                lstrip_blocks=True,
                extensions=["jinja2.ext.i18n"],
            )
            environment.install_gettext_callables(language.gettext, language.ngettext, newstyle=True)  # type: ignore[attr-defined]
            environment.policies["json.dumps_kwargs"] = {"sort_keys": True, "ensure_ascii": False}
            self._environments[language.code] = environment
        return self._environments[language.code]
