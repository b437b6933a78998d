"""The tables of the guidance feed, and how their columns lie in the languages of a site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from ...catalogue import Key
from ...edition import Edition
from ...pages.language import Language, message
from ...runs import runs_of
from .column import Column, Layout, Placed
from .columns import OFFERING_COLUMNS
from .facts import OfferingFacts, RunFacts
from .recognition_columns import RECOGNITION_COLUMNS
from .run_columns import RUN_COLUMNS

FORMAT = "guidance"
FOLDER = "guidance"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, what it is called and holds (messages), its columns, its keys.

    `refers_to` are columns with the table and column whose value stands in them; the empty table is itself.
    """

    name: str
    title: str
    description: str
    columns: tuple[Column[Any], ...]
    key: tuple[str, ...] = ()
    refers_to: tuple[tuple[str, str, str], ...] = ()


OFFERINGS = Table(
    "offerings",
    message("Offerings"),
    message("A line for every micro-credential, withdrawn ones included."),
    OFFERING_COLUMNS,
    ("id",),
    (("replaced_by", "", "id"),),
)
RUNS = Table(
    "runs",
    message("Runs"),
    message("A line for every time that an offering is taught."),
    RUN_COLUMNS,
    ("offering", "run"),
    (("offering", "offerings", "id"),),
)
RECOGNITION = Table(
    "recognition",
    message("Recognition"),
    message(
        "A line for what a published policy comes to for an offering and a purpose; the receiving organisation decides."
    ),
    RECOGNITION_COLUMNS,
    (),
    (("offering", "offerings", "id"),),
)
TABLES = (OFFERINGS, RUNS, RECOGNITION)


@cache
def spoken(code: str) -> Language:
    """A language of the site; its words are read once."""
    return Language(code)


def languages_of(edition: Edition) -> tuple[Language, ...]:
    """The languages of the site, in order."""
    return tuple(spoken(code) for code in edition.catalogue.settings.languages)


@cache
def _laid_out(name: str, codes: tuple[str, ...]) -> Layout[Any]:
    table = next(one for one in TABLES if one.name == name)
    return Layout(table.columns, tuple(spoken(code) for code in codes))


def layout_of(table: Table, edition: Edition) -> Layout[Any]:
    """The columns of a table as they stand in the languages of the site."""
    return _laid_out(table.name, tuple(edition.catalogue.settings.languages))


def offering_line(edition: Edition, key: Key) -> dict[str, Any]:
    """What the table of offerings states of one, with the lines of its runs."""
    facts = OfferingFacts(edition, edition.catalogue.offerings[key[1]])
    of_run = layout_of(RUNS, edition)
    runs = [of_run.line(RunFacts(facts, run)) for run in facts.runs]
    return layout_of(OFFERINGS, edition).line(facts) | ({"runs": runs} if runs else {})


def number_of_runs(edition: Edition) -> int:
    """How many runs the published offerings have."""
    return sum(len(runs_of(one)) for one in edition.catalogue.published_offerings)


def titles(layout: Iterable[Placed[Any]], language: Language) -> Iterator[tuple[str, str, str]]:
    """The name of each column with what it is called and what stands in it, in a language."""
    for one in layout:
        yield one.name, one.title_in(language), one.description_in(language)
