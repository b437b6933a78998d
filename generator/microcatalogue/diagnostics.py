"""Findings as values: what is wrong, where, why it matters and how to put it right.

A `Finding` names a place by file and path inside the document; `Diagnostic` is the same finding with line,
column and wording. Nothing here reads a file, prints or decides an exit code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Step = str | int
Path = tuple[Step, ...]


class Severity(StrEnum):
    """How much a finding weighs: an error stops the build, a warning and a note do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for errors, 1 for warnings, 2 for notes: the order in which reports speak."""
        return tuple(Severity).index(self)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file: line and column count from 1 in characters; 0 means the file as a whole.

    `file` is relative to the catalogue folder's parent, in POSIX form; `width` is the number of characters meant.
    """

    file: str
    line: int = 0
    column: int = 0
    width: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Finding:
    """Something found at `path` of `file`, before line and column are known.

    `facts` fill the wording of the code; `at_key` points at the key instead of the value; `position` is a known
    (line, column, width), for findings of the reader, which has no paths yet; `also` names other places concerned,
    `details` are lines on how it was found.
    """

    code: str
    file: str
    path: Path = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    at_key: bool = False
    severity: Severity | None = None
    position: tuple[int, int, int] | None = None
    also: tuple[tuple[str, Path], ...] = ()
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One message for a person: code, severity, place, what is wrong, how to put it right.

    `excerpt` is the source line (empty for a whole file), `also` the other places concerned, `details` are lines on how
    it was found.
    """

    code: str
    severity: Severity
    place: Place
    message: str
    hint: str
    excerpt: str = ""
    also: tuple[Place, ...] = ()
    details: tuple[str, ...] = ()

    @property
    def is_error(self) -> bool:
        """True where this diagnostic stops a build."""
        return self.severity is Severity.ERROR


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics by file, line, column, severity, code and wording, each once."""
    return tuple(sorted(set(diagnostics), key=lambda d: (d.place, d.severity.rank, d.code, d.message, d.hint, d.also)))


def count(diagnostics: Iterable[Diagnostic]) -> dict[Severity, int]:
    """How many diagnostics of each severity there are."""
    found = dict.fromkeys(Severity, 0)
    for diagnostic in diagnostics:
        found[diagnostic.severity] += 1
    return found
