"""Finds the theme (templates, styles, translations): in the wheel inside the package, in a checkout beside it."""

from __future__ import annotations

from functools import cache
from pathlib import Path as FilePath

THEME_PARTS = ("templates", "assets", "translations", "guide", "material")


class ThemeMissingError(Exception):
    """The installation has no theme; reinstalling the package is the cure."""


@cache
def theme_folder() -> FilePath:
    """The folder of the theme; ThemeMissingError where neither place has it."""
    package = FilePath(__file__).resolve().parent
    for folder in (package / "theme", package.parents[1] / "theme"):
        if all((folder / part).is_dir() for part in THEME_PARTS):
            return folder
    raise ThemeMissingError(f"no theme in {package}; install microcatalogue again")


@cache
def translated_languages() -> frozenset[str]:
    """The languages in which the interface speaks: English, and those with a catalogue of translations."""
    return frozenset({"en", *(path.stem for path in (theme_folder() / "translations").glob("*.po"))})
