"""Every message that a translator finds in a language's file: of pages and templates, of the format, of the codes.

Babel calls the extractors (theme/translations/extraction.cfg names them); the texts of schemas and codes are read from
where they are used, so that nothing is written twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from . import explain as explain
from . import legal
from .codes import all_codes
from .schema import fields

Extracted = tuple[int, str, str, list[str]]


def extract_schema(fileobj: Any, *_: Any, **__: Any) -> Iterator[Extracted]:
    """The titles and descriptions of every field of the kind of record that a schema file describes."""
    kind = PurePath(fileobj.name).name.removesuffix(".schema.json")
    if kind == "common":
        return
    for path, node in fields(kind):
        for key in ("title", "description"):
            yield 1, "gettext", node[key], [".".join(str(step) for step in path)]


def extract_codes(_fileobj: Any, *_: Any, **__: Any) -> Iterator[Extracted]:
    """The title and the reason of every code that the checker knows."""
    for code in all_codes():
        yield 1, "gettext", code.title, [code.name]
        yield 1, "gettext", code.why, [code.name]


def extract_law(_fileobj: Any, *_: Any, **__: Any) -> Iterator[Extracted]:
    """What recognition means in law, which commands say as well as pages."""
    for said in (legal.WHO_DECIDES, legal.REGULATED_PROFESSIONS):
        yield 1, "gettext", said, []
