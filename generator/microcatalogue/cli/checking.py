"""`catalogue check` and `catalogue explain`: what is wrong, why it matters and how to put it right."""

from __future__ import annotations

from pathlib import Path as FilePath
from typing import Annotated

import typer

from ..check import Loaded, load
from ..codes import all_codes
from ..diagnostics import Diagnostic, Severity, count, in_order
from ..earlier import UnreadableBaseError, catalogue_before
from ..effects import effects
from ..explain import explanation, nearest
from ..git import HistoryError, NoHistory
from ..loading import Memory
from ..moment import Moment
from ..opening import SHALLOW, with_promises
from ..ownership import Proposal, proposal, refusals
from .app import app
from .opened import AsOfOption, OfferingsOption, moment_of, root_of
from .terminal import ENVIRONMENT, ERRORS, OK, USAGE, Compared, Format, fail, print_report, progress_bar


@app.command("check")
def check_command(
    paths: Annotated[list[FilePath] | None, typer.Argument(help="Files or folders to report on; else all.")] = None,
    offerings: OfferingsOption = FilePath("offerings"),
    form: Annotated[Format, typer.Option("--format", help="How the result is written.")] = Format.TEXT,
    base: Annotated[str | None, typer.Option(help="The commit or branch whose published ids must be kept.")] = None,
    actor: Annotated[
        str | None, typer.Option(help="The number of the account that proposes the change; it has to own what differs.")
    ] = None,
    with_effects: Annotated[
        bool,
        typer.Option("--effects", help="Say which recognition outcomes flip and which pathways break against --base."),
    ] = False,
    as_of: AsOfOption = None,
    notes: Annotated[
        bool, typer.Option("--notes/--no-notes", help="Show notes in text and annotations as well.")
    ] = False,
) -> None:
    """Check the whole catalogue and report all that is wrong, each with place, reason and cure."""
    root = root_of(offerings, paths or [])
    wanted = [_inside(root, path) for path in paths or []]
    account = _account(actor, base)
    if with_effects and not base:
        fail("--effects needs --base: the commit or branch to compare with", USAGE)
    memory = Memory()
    with progress_bar("Checking") as progress:
        loaded = load(root, progress=progress, memory=memory)
    now = moment_of(root, loaded, as_of, base)
    proposed = _proposal(root, base, account, form)
    loaded = loaded.on(now.as_of, now.prefix)
    diagnostics = with_promises(loaded, loaded.judged(), now)
    if proposed and account is not None:
        diagnostics = in_order((*diagnostics, *refusals(loaded, proposed, account)))
    shown = tuple(one for one in diagnostics if _is_wanted(one, now.prefix, wanted))
    compared = _compared(root, base, loaded, memory) if with_effects and base else None
    print_report(shown, form, notes, proposed.shown() if proposed else frozenset(), compared)
    _say_shallow(now)
    raise typer.Exit(ERRORS if count(shown)[Severity.ERROR] else OK)


@app.command("explain")
def explain_command(
    code: Annotated[
        str | None, typer.Argument(help="A code such as unknown-field; without one, all are listed.")
    ] = None,
) -> None:
    """Say what a code means, why it matters and how to put it right."""
    if code is None:
        for one in all_codes():
            typer.echo(f"{one.name:32} {one.severity:8} {one.title}")
        return
    text = explanation(code)
    if text is None:
        fail(f"there is no code “{code}”; did you mean “{nearest(code)}”? “catalogue explain” lists all", USAGE)
    typer.echo(text)


def _inside(root: FilePath, path: FilePath) -> str:
    """A path to report on, relative to the catalogue's folder; empty for the whole."""
    if not path.exists() and not path.is_symlink():
        fail(f"there is no file or folder “{path}”", USAGE)
    try:
        inside = path.absolute().relative_to(root.absolute()).as_posix()
    except ValueError:
        fail(f"“{path}” lies outside the catalogue's folder “{root}”", USAGE)
    return "" if inside == "." else inside


def _is_wanted(diagnostic: Diagnostic, prefix: str, wanted: list[str]) -> bool:
    files = [place.file.removeprefix(prefix) for place in (diagnostic.place, *diagnostic.also)]
    return not wanted or any(not one or file == one or file.startswith(f"{one}/") for one in wanted for file in files)


def _account(actor: str | None, base: str | None) -> int | None:
    """The number of an account; nothing but digits, so that a name or an empty variable never passes for one."""
    if actor is None:
        return None
    if not base:
        fail("--actor needs --base: the owners that the base branch names decide who may change what", USAGE)
    if not (actor.isascii() and actor.isdecimal() and len(actor) <= 16):
        fail(f"“{actor}” is no number of an account; names of accounts can change, so only numbers count", USAGE)
    return int(actor)


def _proposal(root: FilePath, base: str | None, account: int | None, form: Format) -> Proposal | None:
    """What is proposed against `base`, where rights or the order of annotations depend on it."""
    if not base or (account is None and form is not Format.GITHUB):
        return None
    try:
        return proposal(root, base)
    except (HistoryError, NoHistory) as error:
        if account is None:
            # The order of annotations alone is lost.
            return None
        fail(f"Who may change what cannot be checked: {error}", ENVIRONMENT)


def _compared(root: FilePath, base: str, loaded: Loaded, memory: Memory) -> Compared:
    """The effects against `base`; what cannot be compared is said and stops nothing."""
    now = loaded.catalogue
    if now is None:
        return Compared(base, None, "The effects are not known: the catalogue cannot be read.")
    try:
        before = catalogue_before(root, base, as_of=now.as_of, memory=memory)
    except (HistoryError, NoHistory, UnreadableBaseError) as error:
        return Compared(base, None, f"The effects are not known: {error}.")
    return Compared(base, effects(before, now))


def _say_shallow(now: Moment) -> None:
    if now.history and not now.history.complete:
        typer.echo("Promises of published ids were not checked. " + SHALLOW, err=True)
