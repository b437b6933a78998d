"""The command itself, to which each of its commands is added."""

from __future__ import annotations

from typing import Annotated

import typer

from .. import __version__
from .terminal import OK

app = typer.Typer(
    name="catalogue",
    help="Checks a catalogue of micro-credentials and builds its site and feeds.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback(invoke_without_command=True)
def _version(version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False) -> None:
    if version:
        typer.echo(f"catalogue {__version__}")
        raise typer.Exit(OK)
