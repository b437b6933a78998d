"""The command `catalogue`: reads arguments, shows progress and results, decides the exit code.

The only module that prints or exits. 0: clean or warnings only; 1: errors; 2: wrong usage; 3: the environment.
"""

from __future__ import annotations

import gc
import os
import shlex
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path as FilePath
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text as Styled

from . import __version__, report
from .build import plan
from .catalogue import Key
from .check import Judgement, Loaded, load
from .codes import all_codes
from .diagnostics import Diagnostic, Severity, count, in_order
from .edition import Edition
from .explain import explanation, nearest
from .git import HistoryError, NoHistory
from .guide.source import guide_of
from .inspection import checks
from .loading import Progress as Advance
from .moment import Moment, MomentError, moment
from .opening import SHALLOW, OpeningError, open_edition, with_promises
from .ownership import Proposal, proposal, refusals
from .publish import PublicationError, PublicationRefused, publish
from .renewal import Renewal
from .serving import serve_folder
from .staging import Laid
from .starter import StarterError, starter_files, write_starter
from .theme import ThemeMissingError
from .verify import findings_of

OK, ERRORS, USAGE, ENVIRONMENT = 0, 1, 2, 3

app = typer.Typer(
    name="catalogue",
    help="Checks a catalogue of micro-credentials and builds its site and feeds.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class Format(StrEnum):
    """How `check` writes its result; the names are those of `report.FORMATS`."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"
    MARKDOWN = "markdown"


_Offerings = Annotated[
    FilePath, typer.Option("--offerings", help="The catalogue's folder, which holds catalogue.yml.", show_default=True)
]
_AsOf = Annotated[
    str | None,
    typer.Option(
        help="The date on which validity is judged, as 2026-11-24; else SOURCE_DATE_EPOCH or the last commit."
    ),
]
_Site = Annotated[FilePath, typer.Option("--site", help="Where the site is put.", show_default=True)]

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}


def main() -> None:
    """Run the command; the console script."""
    # What is read lives until the end and holds no circles: to look through all of it for waste takes a tenth of a build.
    gc.disable()
    try:
        app(windows_expand_args=False)
    except BrokenPipeError:
        # The reader of our output went away, as `| head` does; that is no error of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(OK) from None


@app.callback(invoke_without_command=True)
def _version(version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False) -> None:
    if version:
        typer.echo(f"catalogue {__version__}")
        raise typer.Exit(OK)


@app.command("check")
def check_command(
    paths: Annotated[list[FilePath] | None, typer.Argument(help="Files or folders to report on; else all.")] = None,
    offerings: _Offerings = FilePath("offerings"),
    form: Annotated[Format, typer.Option("--format", help="How the result is written.")] = Format.TEXT,
    base: Annotated[str | None, typer.Option(help="The commit or branch whose published ids must be kept.")] = None,
    actor: Annotated[
        str | None, typer.Option(help="The number of the account that proposes the change; it has to own what differs.")
    ] = None,
    as_of: _AsOf = None,
    notes: Annotated[
        bool, typer.Option("--notes/--no-notes", help="Show notes in text and annotations as well.")
    ] = False,
) -> None:
    """Check the whole catalogue and report all that is wrong, each with place, reason and cure."""
    root = _root(offerings, paths or [])
    wanted = [_inside(root, path) for path in paths or []]
    account = _account(actor, base)
    with _progress("Checking") as progress:
        loaded = load(root, progress=progress)
    now = _moment(root, loaded, as_of, base)
    proposed = _proposal(root, base, account, form)
    loaded = loaded.on(now.as_of, now.prefix)
    diagnostics = with_promises(loaded, loaded.judged(), now)
    if proposed and account is not None:
        diagnostics = in_order((*diagnostics, *refusals(loaded, proposed, account)))
    shown = tuple(one for one in diagnostics if _is_wanted(one, now.prefix, wanted))
    _print_report(shown, form, notes, proposed.shown() if proposed else frozenset())
    _say_shallow(now)
    raise typer.Exit(ERRORS if count(shown)[Severity.ERROR] else OK)


@app.command("build")
def build_command(
    offerings: _Offerings = FilePath("offerings"),
    site: _Site = FilePath("site"),
    as_of: _AsOf = None,
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
    root = _root(offerings, [])
    renewal = Renewal(cache) if cache and not pseudo else None
    edition, judgements = _opened(root, as_of, pseudo, renewal)
    # Loaded here, because the other commands need none of it and would wait for it.
    from .mkdocs_plugin import GuideError, render_guide

    with _progress("Writing") as progress:
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
            _fail(str(refused), ERRORS)
        except (PublicationError, ThemeMissingError, GuideError, OSError) as error:
            _fail(str(error), ENVIRONMENT)
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
        _fail(str(error), USAGE)
    except OSError as error:
        _fail(str(error), ENVIRONMENT)
    there = shlex.quote(str(folder))
    typer.echo(f"{written} files in {folder}. Look at them: cd {there} && catalogue build && catalogue serve")
    typer.echo("Make the catalogue yours: offerings/catalogue.yml, then the first provider, then .github/CODEOWNERS.")
    typer.echo("Before you publish it, make requirements.lock and protect the branch; README.md says how.")


@app.command("serve")
def serve_command(
    site: _Site = FilePath("site"),
    port: Annotated[int, typer.Option(help="The port on this computer.", min=0, max=65535)] = 8000,
) -> None:
    """Show a built site on this computer alone, until Ctrl+C."""
    if not (site / "index.html").is_file():
        _fail(f"{site} holds no site; build one first: catalogue build", USAGE)
    try:
        serve_folder(site, port, lambda address: typer.echo(f"{site} is at {address} (stop with Ctrl+C)"))
    except OSError as error:
        _fail(f"port {port} cannot be used: {error.strerror}; try another one with --port", ENVIRONMENT)


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
        _fail(f"there is no code “{code}”; did you mean “{nearest(code)}”? “catalogue explain” lists all", USAGE)
    typer.echo(text)


@app.command("verify")
def verify_command(folder: Annotated[FilePath, typer.Argument(help="A built or downloaded site.")]) -> None:
    """Check a built site: checksums, schemas of the feeds, record counts, links between its pages."""
    if not folder.is_dir():
        _fail(f"there is no folder {folder}", USAGE)
    with _progress("Verifying") as progress:
        results = findings_of(folder, progress)
    for result in results:
        typer.echo(f"{'ok' if not result.problems else 'FAILED':7} {result.name}: {result.checked}")
        for problem in result.problems:
            typer.echo(f"        {problem}")
    raise typer.Exit(ERRORS if any(result.problems for result in results) else OK)


def _root(offerings: FilePath, paths: list[FilePath]) -> FilePath:
    """The catalogue's folder: the one named, else the one that a path to report on lies in."""
    for path in paths:
        for folder in (path, *path.absolute().parents):
            if (folder / "catalogue.yml").is_file():
                return folder
    if not offerings.is_dir():
        _fail(f"there is no folder “{offerings}”; name the catalogue's folder with --offerings", USAGE)
    return offerings


def _inside(root: FilePath, path: FilePath) -> str:
    """A path to report on, relative to the catalogue's folder; empty for the whole."""
    if not path.exists() and not path.is_symlink():
        _fail(f"there is no file or folder “{path}”", USAGE)
    try:
        inside = path.absolute().relative_to(root.absolute()).as_posix()
    except ValueError:
        _fail(f"“{path}” lies outside the catalogue's folder “{root}”", USAGE)
    return "" if inside == "." else inside


def _is_wanted(diagnostic: Diagnostic, prefix: str, wanted: list[str]) -> bool:
    files = [place.file.removeprefix(prefix) for place in (diagnostic.place, *diagnostic.also)]
    return not wanted or any(not one or file == one or file.startswith(f"{one}/") for one in wanted for file in files)


def _moment(root: FilePath, loaded: Loaded, as_of: str | None, base: str | None) -> Moment:
    """Date and history of this run."""
    try:
        return moment(root, loaded, as_of=as_of, base=base, environment=os.environ)
    except MomentError as error:
        _fail(str(error), USAGE)
    except (HistoryError, OSError) as error:
        _fail(str(error), ENVIRONMENT)


def _account(actor: str | None, base: str | None) -> int | None:
    """The number of an account; nothing but digits, so that a name or an empty variable never passes for one."""
    if actor is None:
        return None
    if not base:
        _fail("--actor needs --base: the owners that the base branch names decide who may change what", USAGE)
    if not (actor.isascii() and actor.isdecimal() and len(actor) <= 16):
        _fail(f"“{actor}” is no number of an account; names of accounts can change, so only numbers count", USAGE)
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
        _fail(f"Who may change what cannot be checked: {error}", ENVIRONMENT)


def _opened(
    root: FilePath, as_of: str | None, pseudo: bool, renewal: Renewal | None
) -> tuple[Edition, Mapping[Key, Judgement]]:
    """The checked catalogue as it will be published, with what was said of its records; ends the command where it cannot be."""
    with _progress("Checking") as progress:
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
            _fail(str(error), USAGE)
        except OpeningError as error:
            _fail(str(error), ENVIRONMENT)
    if opened.edition is None:
        _print_report(tuple(one for one in opened.diagnostics if one.is_error), Format.TEXT, notes=False)
        _fail("Nothing was built; the site that was there is untouched.", ERRORS)
    typer.echo(report.summary(opened.diagnostics) + (" (catalogue check shows them)" if opened.diagnostics else ""))
    if opened.preview:
        typer.echo(f"Preview without dates: {opened.preview}")
    return opened.edition, opened.judgements


def _say_shallow(now: Moment) -> None:
    if now.history and not now.history.complete:
        typer.echo("Promises of published ids were not checked. " + SHALLOW, err=True)


def _print_report(
    diagnostics: tuple[Diagnostic, ...], form: Format, notes: bool, changed: frozenset[str] = frozenset()
) -> None:
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
def _progress(words: str) -> Iterator[Advance | None]:
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


def _fail(message: str, code: int) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(code)
