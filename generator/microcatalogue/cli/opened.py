"""What commands work on: the catalogue's folder, the moment that it is judged for, the checked edition."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import Annotated

import typer

from .. import report
from ..catalogue import Key
from ..check import Judgement, Loaded
from ..edition import Edition
from ..git import HistoryError
from ..moment import Moment, MomentError, moment
from ..opening import OpeningError, open_edition
from ..renewal import Renewal
from .terminal import ENVIRONMENT, ERRORS, USAGE, Format, fail, print_report, progress_bar

OfferingsOption = Annotated[
    FilePath, typer.Option("--offerings", help="The catalogue's folder, which holds catalogue.yml.", show_default=True)
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        help="The date on which validity is judged, as 2026-11-24; else SOURCE_DATE_EPOCH or the last commit."
    ),
]


def root_of(offerings: FilePath, paths: list[FilePath]) -> FilePath:
    """The catalogue's folder: the one named, else the one that a path to report on lies in."""
    for path in paths:
        for folder in (path, *path.absolute().parents):
            if (folder / "catalogue.yml").is_file():
                return folder
    if not offerings.is_dir():
        fail(f"there is no folder “{offerings}”; name the catalogue's folder with --offerings", USAGE)
    return offerings


def moment_of(root: FilePath, loaded: Loaded, as_of: str | None, base: str | None) -> Moment:
    """Date and history of this run."""
    try:
        return moment(root, loaded, as_of=as_of, base=base, environment=os.environ)
    except MomentError as error:
        fail(str(error), USAGE)
    except (HistoryError, OSError) as error:
        fail(str(error), ENVIRONMENT)


def opened(
    root: FilePath, as_of: str | None, pseudo: bool, renewal: Renewal | None
) -> tuple[Edition, Mapping[Key, Judgement]]:
    """The checked catalogue as it will be published, with what was said of its records; ends the command where it cannot be."""
    with progress_bar("Checking") as progress:
        try:
            opened = open_edition(
                root,
                as_of=as_of,
                environment=os.environ,
                progress=progress,
                pseudo=pseudo,
                memory=renewal.memory if renewal else None,
                known=renewal.judgements if renewal else None,
            )
        except MomentError as error:
            fail(str(error), USAGE)
        except OpeningError as error:
            fail(str(error), ENVIRONMENT)
    if opened.edition is None:
        print_report(tuple(one for one in opened.diagnostics if one.is_error), Format.TEXT, notes=False)
        fail("Nothing was built; the site that was there is untouched.", ERRORS)
    typer.echo(report.summary(opened.diagnostics) + (" (catalogue check shows them)" if opened.diagnostics else ""))
    if opened.preview:
        typer.echo(f"Preview without dates: {opened.preview}")
    return opened.edition, opened.judgements
