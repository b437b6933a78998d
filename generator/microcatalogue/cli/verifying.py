"""`catalogue verify`: a built site, checked as strangers would, with every validator that is installed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path as FilePath
from typing import Annotated

import typer

from ..verify import Result, findings_of
from ..verifying import Verdict, verdicts_of
from .app import app
from .asked import AnswerFormat
from .terminal import ERRORS, OK, USAGE, fail, progress_bar

_HEAD = ("format", "records", "validator", "result")


@app.command("verify")
def verify_command(
    folder: Annotated[FilePath, typer.Argument(help="A built or downloaded site.")],
    standards: Annotated[
        FilePath | None,
        typer.Option(metavar="DIR", help="A folder with the schemas and shapes of others, as they are published."),
    ] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Leave out shapes, which take long for large catalogues.")
    ] = False,
    form: Annotated[AnswerFormat, typer.Option("--format", help="How the answer is written.")] = AnswerFormat.TEXT,
) -> None:
    """Check a built site: checksums, own schemas, record counts, links, and each format with every validator installed."""
    for path in (folder, standards):
        if path is not None and not path.is_dir():
            fail(f"there is no folder {path}", USAGE)
    with progress_bar("Verifying") as progress:
        results = findings_of(folder, progress)
    with progress_bar("Validating") as progress:
        verdicts = []
        for verdict in verdicts_of(folder, standards, quick=quick):
            verdicts.append(verdict)
            if progress:
                progress(len(verdicts), 0)
    write = _as_json if form is AnswerFormat.JSON else _as_text
    write(results, verdicts)
    failed = any(one.problems for one in results) or any(one.problems for one in verdicts)
    raise typer.Exit(ERRORS if failed else OK)


def _as_text(results: Sequence[Result], verdicts: Sequence[Verdict]) -> None:
    for result in results:
        typer.echo(f"{'ok' if not result.problems else 'FAILED':7} {result.name}: {result.checked}")
        _echo(result.problems)
    rows = [_HEAD, *((one.format, f"{one.records:,}", one.validator, one.result) for one in verdicts)]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    typer.echo("")
    for number, row in enumerate(rows):
        format, records, validator, said = row
        typer.echo(f"{format:{widths[0]}}  {records:>{widths[1]}}  {validator:{widths[2]}}  {said}")
        if number:
            _echo(verdicts[number - 1].problems)


def _echo(problems: Sequence[str]) -> None:
    for problem in problems:
        typer.echo(f"        {problem}")


def _as_json(results: Sequence[Result], verdicts: Sequence[Verdict]) -> None:
    document = {
        "schema_version": "1",
        "checks": [{"name": one.name, "checked": one.checked, "problems": list(one.problems)} for one in results],
        "validators": [
            {
                "format": one.format,
                "records": one.records,
                "validator": one.validator,
                "result": "not checked" if one.unchecked else "failed" if one.problems else "ok",
                **({"why": one.unchecked} if one.unchecked else {}),
                "problems": list(one.problems),
            }
            for one in verdicts
        ],
    }
    typer.echo(json.dumps(document, ensure_ascii=False, indent=2))
