"""`catalogue build`, `init`, `serve` and `verify`: what is made of a catalogue, and looking at it."""

from __future__ import annotations

import shlex
import sqlite3
from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import Annotated

import typer

from .. import __version__
from ..build import plan
from ..catalogue import Key
from ..check import Judgement
from ..edition import Edition
from ..guide.source import guide_of
from ..inspection import checks
from ..publish import PublicationError, PublicationRefused, publish
from ..renewal import Renewal
from ..serving import serve_folder
from ..staging import Laid
from ..starter import StarterError, starter_files, write_starter
from ..theme import ThemeMissingError
from .app import app
from .opened import AsOfOption, OfferingsOption, opened, root_of
from .terminal import ENVIRONMENT, ERRORS, USAGE, fail, progress_bar

SiteOption = Annotated[FilePath, typer.Option("--site", help="Where the site is put.", show_default=True)]


@app.command("build")
def build_command(
    offerings: OfferingsOption = FilePath("offerings"),
    site: SiteOption = FilePath("site"),
    as_of: AsOfOption = None,
    pseudo: Annotated[
        bool, typer.Option("--pseudo-language", help="Add a made-up language, longer than English, to look at layouts.")
    ] = False,
    cache: Annotated[
        FilePath | None,
        typer.Option(
            metavar="DIR", help="Take over from the last build what has not changed; what that needs is kept in DIR."
        ),
    ] = None,
) -> None:
    """Check the catalogue, build its site and feeds, and put them in place, all or nothing."""
    root = root_of(offerings, [])
    renewal = Renewal(cache) if cache and not pseudo else None
    edition, judgements = opened(root, as_of, pseudo, renewal)
    # Loaded here, because the other commands need none of it and would wait for it.
    from ..mkdocs_plugin import GuideError, render_guide

    with progress_bar("Writing") as progress:
        try:
            whole = plan(edition, root, guide_of(edition, render_guide))
            publication = publish(
                renewal.parts(edition, whole.parts) if renewal else whole.parts,
                site,
                checks=checks(edition),
                progress=(lambda number: progress(number, 0)) if progress else None,
                ready=whole.ready,
            )
        except PublicationRefused as refused:
            fail(str(refused), ERRORS)
        except (PublicationError, ThemeMissingError, GuideError, OSError) as error:
            fail(str(error), ENVIRONMENT)
    typer.echo(f"{publication.files} files in {site} ({publication.changed} changed)")
    typer.echo(f"Look at it: catalogue serve --site {site}")
    if renewal:
        _keep(renewal, edition, judgements, publication.laid)


def _keep(renewal: Renewal, edition: Edition, judgements: Mapping[Key, Judgement], laid: Laid) -> None:
    """Keeps what was made for the next build; that it cannot be kept is no reason to fail."""
    try:
        renewal.keep(edition, judgements, laid)
    except (OSError, sqlite3.Error) as error:
        typer.echo(f"Nothing was kept, so the next build makes everything anew: {error}", err=True)


@app.command("init")
def init_command(
    folder: Annotated[FilePath, typer.Argument(metavar="DIR", help="The folder of the new repository.")],
) -> None:
    """Write a new catalogue's repository: settings, an example provider, workflows, instructions."""
    try:
        written = write_starter(folder, starter_files(__version__))
    except StarterError as error:
        fail(str(error), USAGE)
    except OSError as error:
        fail(str(error), ENVIRONMENT)
    there = shlex.quote(str(folder))
    typer.echo(f"{written} files in {folder}. Look at them: cd {there} && catalogue build && catalogue serve")
    typer.echo("Make the catalogue yours: offerings/catalogue.yml, then the first provider, then .github/CODEOWNERS.")
    typer.echo("Before you publish it, make requirements.lock and protect the branch; README.md says how.")


@app.command("serve")
def serve_command(
    site: SiteOption = FilePath("site"),
    port: Annotated[int, typer.Option(help="The port on this computer.", min=0, max=65535)] = 8000,
) -> None:
    """Show a built site on this computer alone, until Ctrl+C."""
    if not (site / "index.html").is_file():
        fail(f"{site} holds no site; build one first: catalogue build", USAGE)
    try:
        serve_folder(site, port, lambda address: typer.echo(f"{site} is at {address} (stop with Ctrl+C)"))
    except OSError as error:
        fail(f"port {port} cannot be used: {error.strerror}; try another one with --port", ENVIRONMENT)
