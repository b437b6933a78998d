"""`catalogue export`: the files of one format."""

from __future__ import annotations

from pathlib import Path as FilePath
from typing import Annotated

import typer

from .. import export
from .app import app
from .asked import did_you_mean
from .opened import AsOfOption, OfferingsOption, opened, root_of
from .terminal import ENVIRONMENT, USAGE, fail

_MOST_NAMED = 12


@app.command("export")
def export_command(
    format: Annotated[str, typer.Argument(metavar="FORMAT", help=f"One of {', '.join(export.formats())}.")],
    out: Annotated[FilePath, typer.Option(metavar="DIR", help="Where the files go.", show_default=True)] = FilePath(
        "export"
    ),
    offerings: OfferingsOption = FilePath("offerings"),
    as_of: AsOfOption = None,
) -> None:
    """Write the feeds of one format, and the report on what it cannot say, without building a site."""
    if format not in export.formats():
        fail(
            f"there is no format “{format}”{did_you_mean(format, export.formats())}; "
            f"the formats are {', '.join(export.formats())}",
            USAGE,
        )
    if out.exists() and not out.is_dir():
        fail(f"{out} is no folder; name another one with --out", USAGE)
    root = root_of(offerings, [])
    if out.resolve().is_relative_to(root.resolve()):
        fail(
            f"{out} lies in the catalogue, which holds nothing but its own files; name another folder with --out", USAGE
        )
    edition, _ = opened(root, as_of, False, None)
    number = size = 0
    try:
        for one in export.export(edition, root, format, out):
            number, size = number + 1, size + one.size
            if number <= _MOST_NAMED:
                typer.echo(f"{one.size:>12,}  {out / one.path}")
    except OSError as error:
        fail(f"{error.filename or out} cannot be written: {error.strerror}", ENVIRONMENT)
    if number > _MOST_NAMED:
        typer.echo(f"{'':12}  and {number - _MOST_NAMED} more")
    typer.echo(f"{number} files, {size:,} bytes, in {out}")
