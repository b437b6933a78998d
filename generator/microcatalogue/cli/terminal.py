"""What commands say and how they end: reports, a bar while something long goes on, a message and an exit code.

0: clean or warnings only; 1: errors; 2: wrong usage; 3: the environment.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text as Styled

from .. import report
from ..diagnostics import Diagnostic, Severity
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


def print_report(
    diagnostics: tuple[Diagnostic, ...], form: Format, notes: bool, changed: frozenset[str] = frozenset()
) -> None:
    """Print findings in one of the formats; notes are counted, not shown, unless asked for."""
    quiet = form in (Format.TEXT, Format.GITHUB) and not notes
    shown = tuple(one for one in diagnostics if one.severity is not Severity.NOTE) if quiet else diagnostics
    hidden = len(diagnostics) - len(shown)
    if form is Format.TEXT:
        _print_text(shown, hidden)
    elif form is Format.GITHUB:
        typer.echo(report.as_github(shown, changed), nl=False)
    else:
        typer.echo(report.FORMATS[form](shown), nl=False)


def _print_text(shown: tuple[Diagnostic, ...], hidden: int) -> None:
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
