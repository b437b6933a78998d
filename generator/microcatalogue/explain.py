"""What a code means, as text: for the command `explain`; the guide's pages are made from the same registry."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from textwrap import indent

from . import ownership as ownership
from . import promises as promises
from . import rules as rules
from .codes import Code, all_codes


def explanation(name: str) -> str | None:
    """Title, reason, examples and source of a code; None where there is none of that name."""
    code = next((one for one in all_codes() if one.name == name), None)
    return "\n".join(_lines(code)) if code else None


def nearest(name: str) -> str:
    """The code whose name is most like `name`."""
    names = [one.name for one in all_codes()]
    return (get_close_matches(name, names, n=1, cutoff=0.0) or names)[0]


def _lines(code: Code) -> Iterator[str]:
    yield f"{code.name} ({code.severity}): {code.title}"
    yield ""
    yield code.why
    if code.source:
        yield f"Source: {code.source}"
    if code.wrong:
        yield from ("", "Wrong:", indent(code.wrong, "    "))
    if code.right:
        yield from ("", "Right:", indent(code.right, "    "))
