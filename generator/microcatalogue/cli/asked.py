"""What commands share that answer a question at once: the form of the answer, the catalogue as it lies there, near names."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path as FilePath

from ..catalogue import Catalogue
from ..check import load
from .opened import moment_of
from .terminal import ENVIRONMENT, ERRORS, Format, fail, print_report, progress_bar


class AnswerFormat(StrEnum):
    """How an answer is written."""

    TEXT = "text"
    JSON = "json"


def read_catalogue(root: FilePath, as_of: str | None = None) -> Catalogue:
    """The catalogue on its day, as far as it can be read; ends the command where it has no usable settings."""
    try:
        with progress_bar("Reading") as progress:
            loaded = load(root, progress=progress)
    except OSError as error:
        fail(f"{root} cannot be read: {error.strerror}", ENVIRONMENT)
    if loaded.catalogue is None:
        print_report(loaded.diagnosed(loaded.findings), Format.TEXT, notes=False)
        fail("The catalogue cannot be read.", ERRORS)
    now = moment_of(root, loaded, as_of, None)
    return loaded.on(now.as_of, now.prefix).catalogue or loaded.catalogue


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The known name that is most like what was written, as a whole, else in what follows the provider; empty for none."""
    names = list(known)
    near = get_close_matches(name, names, n=1)
    if not near:
        last = {one.rpartition("/")[2]: one for one in names}
        near = [last[one] for one in get_close_matches(name.rpartition("/")[2], list(last), n=1)]
    return f"; did you mean “{near[0]}”?" if near else ""
