"""What commands say and how they end: reports, a bar while something long goes on, a message and an exit code.

0: clean or warnings only; 1: errors; 2: wrong usage; 3: the environment.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text as Styled

from .. import effects_report, report
from ..diagnostics import Diagnostic, Severity
from ..effects import Effects
from ..loading import Progress as Advance

OK, ERRORS, USAGE, ENVIRONMENT = 0, 1, 2, 3

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}


class Format(StrEnum):
    """How `check` writes its result; the names are those of `report.FORMATS`."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"
    MARKDOWN = "markdown"


@dataclass(frozen=True, slots=True)
class Compared:
    """The effects of a change against a branch, or why they are not known."""

    base: str
    effects: Effects | None
    reason: str = ""

    def lines(self) -> tuple[str, ...]:
        """What is said of them in words."""
        return effects_report.in_lines(self.effects, self.base) if self.effects is not None else (self.reason,)

    def document(self) -> dict[str, Any]:
        """What programs are told."""
        if self.effects is None:
            return {"base": self.base, "unknown": self.reason}
        return effects_report.as_document(self.effects, self.base)


def print_report(
    diagnostics: tuple[Diagnostic, ...],
    form: Format,
    notes: bool,
    changed: frozenset[str] = frozenset(),
    compared: Compared | None = None,
) -> None:
    """Print findings, and effects where they were asked for, in one of the formats; notes are counted unless asked for."""
    quiet = form in (Format.TEXT, Format.GITHUB) and not notes
    shown = tuple(one for one in diagnostics if one.severity is not Severity.NOTE) if quiet else diagnostics
    hidden = len(diagnostics) - len(shown)
    lines = compared.lines() if compared else ()
    document = compared.document() if compared else None
    if form is Format.TEXT:
        _print_text(shown, hidden, lines)
    elif form is Format.GITHUB:
        typer.echo(
            report.as_github(shown, changed) + "".join(effects_report.as_commands(lines) if lines else ()), nl=False
        )
    elif form is Format.MARKDOWN:
        typer.echo(report.as_markdown(shown, lines), nl=False)
    else:
        write = report.as_json if form is Format.JSON else report.as_sarif
        typer.echo(write(shown, document), nl=False)


def _print_text(shown: tuple[Diagnostic, ...], hidden: int, effects: Sequence[str]) -> None:
    console = _console()
    styled = console.is_terminal and not console.no_color
    for diagnostic in shown:
        first, *rest = report.block(diagnostic)
        line = Styled(first)
        if styled:
            line.highlight_words([f" {diagnostic.severity} {diagnostic.code}:"], _STYLES[diagnostic.severity])
        console.print(line, soft_wrap=True)
        for other in rest:
            console.print(Styled(other), soft_wrap=True)
    more = f", {hidden} note{'' if hidden == 1 else 's'} not shown (--notes)" if hidden else ""
    for effect in effects:
        console.print(Styled(effect), soft_wrap=True)
    console.print(Styled(report.summary(shown) + more), soft_wrap=True)


def _console() -> Console:
    """Colour at a terminal only, and never where NO_COLOR is set; rich sees to both."""
    return Console(highlight=False, markup=False, emoji=False)


@contextmanager
def progress_bar(words: str) -> Iterator[Advance | None]:
    """A bar on standard error while something long goes on at a terminal; nothing elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(words, total=None)

        def advance(number: int, total: int) -> None:
            bar.update(task, completed=number, total=total or None)

        yield advance


def fail(message: str, code: int) -> NoReturn:
    """Say what went wrong on standard error and end with an exit code."""
    typer.echo(message, err=True)
    raise typer.Exit(code)
