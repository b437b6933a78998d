"""`catalogue credential`: the template of a credential, and credentials for learners for the issuer's upload."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path as FilePath
from typing import Annotated

import typer

from .. import issuing
from ..catalogue import Catalogue
from ..edition import Edition
from ..feeds.credential.slots import Slot
from ..feeds.credential.template import template, templated
from ..git import NoHistory, find_repository
from ..learners import LearnersError, Refusal, Row, judged, read_learners
from ..model import Offering
from .app import app
from .asked import did_you_mean, read_catalogue
from .opened import OfferingsOption, root_of
from .terminal import ENVIRONMENT, ERRORS, USAGE, fail

MAX_PICTURE = 200_000


@app.command("credential")
def credential_command(
    offering: Annotated[str, typer.Argument(help="The id of an offering, as example-university/data-literacy.")],
    learners: Annotated[
        FilePath | None,
        typer.Option(metavar="FILE", help="Learners as CSV or JSON; without it, which columns it takes."),
    ] = None,
    out: Annotated[
        FilePath | None, typer.Option(metavar="DIR", help="Where the credentials go; never into the catalogue.")
    ] = None,
    picture: Annotated[
        FilePath | None,
        typer.Option(metavar="PNG", help="The picture behind the credential; else that of the offering."),
    ] = None,
    show_template: Annotated[bool, typer.Option("--template", help="Print the template with its slots.")] = False,
    offerings: OfferingsOption = FilePath("offerings"),
) -> None:
    """Fill the European Digital Credential of an offering for each learner, ready for the issuer's upload."""
    root = root_of(offerings, [])
    catalogue = read_catalogue(root)
    edition, record = Edition(catalogue, None), _offering(catalogue, offering)
    if not templated(edition, record):
        fail("its awarding body states no country, which every credential needs; catalogue check says where", ERRORS)
    columns = issuing.columns_of(edition, record)
    if show_template:
        typer.echo(json.dumps(template(edition, record), ensure_ascii=False, indent=2))
    elif learners is None:
        _say_columns(offering, columns)
    else:
        rows, refused = _judged(learners, columns)
        folder = _folder(out, root)
        image = _picture(picture, root, record)
        _write(edition, record, rows, folder, image)
        _report(learners, rows, refused, folder)


def _offering(catalogue: Catalogue, offering: str) -> Offering:
    found = catalogue.offerings.get(offering)
    found = found or next((one for one in catalogue.published_offerings if offering in one.formerly), None)
    if found is None and ("offering", offering) in catalogue.unread:
        fail(f"the file of “{offering}” has errors; catalogue check says which", ERRORS)
    if found is None:
        fail(f"there is no offering “{offering}”{did_you_mean(offering, catalogue.offerings)}", USAGE)
    return found


def _say_columns(offering: str, columns: Sequence[Slot]) -> None:
    """What a file of learners holds, as its first line and in words."""
    typer.echo(",".join(one.name for one in columns))
    typer.echo("")
    width = max(len(one.name) for one in columns)
    for one in columns:
        typer.echo(f"{one.name:{width}}  {'needed  ' if one.needed else 'optional'}  {one.takes:7}  {one.about}")
    typer.echo(f"\nThen: catalogue credential {offering} --learners FILE --out DIR")


def _judged(learners: FilePath, columns: Sequence[Slot]) -> tuple[tuple[Row, ...], tuple[Refusal, ...]]:
    try:
        return judged(read_learners(learners.name, learners.read_bytes(), columns), columns)
    except OSError as error:
        fail(f"{learners} cannot be read: {error.strerror}", USAGE)
    except LearnersError as error:
        fail(f"{learners}: {error}", USAGE)


def _folder(out: FilePath | None, root: FilePath) -> FilePath:
    """The folder for the credentials, which has to be new or empty; ends the command where it must not be."""
    if out is None:
        fail("name a folder for the credentials, outside the catalogue: --out DIR", USAGE)
    try:
        repository: FilePath | None = find_repository(root)[0]
    except NoHistory:
        repository = None
    if reason := issuing.refused_folder(out, root, repository):
        fail(reason, USAGE)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        fail(f"{out} is there and not empty; name a new folder, so that nothing is overwritten", USAGE)
    return out


def _picture(picture: FilePath | None, root: FilePath, offering: Offering) -> bytes:
    """The picture that was named, else the offering's own; nothing where it has none."""
    own = offering.credential.image if offering.credential else None
    path = picture or (root / offering.provider / own if own else None)
    if path is None:
        return b""
    try:
        content = path.read_bytes()
    except OSError as error:
        fail(f"{path} cannot be read: {error.strerror}", USAGE)
    if not content.startswith(issuing.PNG) or len(content) > MAX_PICTURE:
        fail(f"{path} has to be a PNG of at most {MAX_PICTURE // 1000} kB", USAGE)
    return content


def _write(edition: Edition, offering: Offering, rows: Sequence[Row], folder: FilePath, picture: bytes) -> None:
    """One file a learner, named by its row, that its owner alone can read."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for row, content in zip(
            rows, issuing.credentials(edition, offering, iter(rows), picture, os.urandom), strict=True
        ):
            handle = os.open(folder / f"row-{row.number:05}.json", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
    except OSError as error:
        fail(f"{folder} cannot be written: {error.strerror}", ENVIRONMENT)


def _report(learners: FilePath, rows: Sequence[Row], refused: Sequence[Refusal], folder: FilePath) -> None:
    for one in refused:
        for reason in one.reasons:
            typer.echo(f"{learners}:{one.number}: refused: {reason}", err=True)
    typer.echo(f"{len(rows)} credentials in {folder}" + (f", {len(refused)} rows refused" if refused else ""))
    if refused:
        raise typer.Exit(ERRORS)
