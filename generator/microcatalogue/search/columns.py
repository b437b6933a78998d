"""Columns of the index: of every offering its codes in each facet, its figures, its runs and when it was published.

An offering has a set of codes in a facet. The sets that occur are listed once, and the column says which of them each
offering has: so a column takes a byte or two an offering, and counting needs one step a facet and offering.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Any, TypeVar

from ..catalogue import Catalogue
from ..edition import Edition
from ..facets import FACETS, MEASURES, Measure, in_order
from ..model import Offering, Run
from ..prices import usual_currency
from ..runs import lasting_runs
from .packing import cells

FIRST_DAY = date(2020, 1, 1)
ROLLING = 255
MANY_VALUED = frozenset({"into", "occupation", "provider", "region"})
"""Facets whose values grow with the catalogue: codes and names lie in files of their own, fetched when they show."""
Code = TypeVar("Code", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Column:
    """One facet or figure: its values, the sets of them that occur (as places in `values`), and the set of each row."""

    name: str
    values: tuple[Any, ...]
    sets: tuple[tuple[int, ...], ...]
    rows: tuple[int, ...]


def facet_columns(edition: Edition, rows: Sequence[Offering]) -> Iterator[Column]:
    """The columns of all facets, codes in the order of their vocabulary."""
    catalogue = edition.catalogue
    for facet in FACETS:
        found = [tuple(dict.fromkeys(facet.codes(catalogue, one))) for one in rows]
        yield column(facet.name, found, in_order(facet, sorted({code for codes in found for code in codes})))


def measure_columns(rows: Sequence[Offering]) -> Iterator[Column]:
    """The columns of all figures, as numbers in order."""
    currency = usual_currency(rows)
    for measure in MEASURES:
        found = [tuple(sorted({float(figure) for figure in measure.of(one, currency)})) for one in rows]
        yield column(measure.name, found, tuple(sorted({figure for figures in found for figure in figures})))


def column(name: str, found: Sequence[tuple[Code, ...]], values: Sequence[Code]) -> Column:
    """A column of what was `found` in each row, all of it among `values`."""
    place = {value: number for number, value in enumerate(values)}
    sets: dict[tuple[int, ...], int] = {}
    rows = [sets.setdefault(tuple(sorted(place[one] for one in codes)), len(sets)) for codes in found]
    return Column(name, tuple(values), tuple(sets), tuple(rows))


def head_of(one: Column) -> dict[str, Any]:
    """What the head of the file says of a column; of a facet of many values their number instead of them."""
    values: Mapping[str, Any] = {"number": len(one.values)} if one.name in MANY_VALUED else {"values": one.values}
    return {"name": one.name, **values, "sets": one.sets}


def bands(measure: Measure) -> list[list[int | None]]:
    """The bands of a figure, each as lower and upper bound."""
    return [list(band) for band in measure.bands]


@dataclass(frozen=True, slots=True)
class RunColumns:
    """The runs that one can still take part in, row by row: how many each row has, then their columns.

    Days are counted from 1 January 2020, 0 where none is stated. `month` counts from `first_month`, 0 where none is
    stated and 255 where one can start at any time. `state` is 1 for an open, 2 for a planned run, 0 where nothing is
    stated.
    """

    first_month: int
    numbers: tuple[int, ...]
    opens: tuple[int, ...]
    closes: tuple[int, ...]
    month: tuple[int, ...]
    state: tuple[int, ...]

    def parts(self) -> Iterator[bytes]:
        """The columns as bytes: the number of runs, opening and closing day in two bytes each, month and state."""
        yield bytes(self.numbers)
        yield cells(self.opens, 2)
        yield cells(self.closes, 2)
        yield bytes(self.month)
        yield bytes(self.state)


_STATES = {"open": 1, "planned": 2}


def run_columns(catalogue: Catalogue, rows: Sequence[Offering]) -> RunColumns:
    """The runs of active offerings that are neither full, cancelled nor over on the as-of date."""
    by_row = [lasting_runs(one, catalogue.as_of)[:ROLLING] for one in rows]
    runs = [run for those in by_row for run in those]
    starts = [run.starts.year * 12 + run.starts.month - 1 for run in runs if run.starts]
    first = min(starts, default=1) - 1
    return RunColumns(
        first,
        tuple(len(those) for those in by_row),
        tuple(_day(run.apply_from) for run in runs),
        tuple(_day(run.apply_by) for run in runs),
        tuple(_month(run, first) for run in runs),
        tuple(_STATES.get(run.status or "", 0) for run in runs),
    )


def _day(day: date | None) -> int:
    return max(0, (day - FIRST_DAY).days) if day else 0


def _month(run: Run, first: int) -> int:
    if run.rolling:
        return ROLLING
    return min(ROLLING - 1, run.starts.year * 12 + run.starts.month - 1 - first) if run.starts else 0


def published_on(edition: Edition, rows: Sequence[Offering]) -> list[int]:
    """The day on which each row was first published; 0 where the past is not known."""
    past = [edition.past(("offering", one.id)) for one in rows]
    return [_day(one.created.date()) if one else 0 for one in past]


def places_in_letters(edition: Edition, rows: Sequence[Offering]) -> list[int]:
    """Where each row stands in the letters of recognition, as steps from the row before, modulo 2 to the 32nd.

    Rows follow each other there as here for the most part, so that nearly every step is one and takes no room.
    """
    place: dict[str, int] = {}
    counted = accumulate((len(one.offerings) for one in edition.awarding()), initial=0)
    for first, awarding in zip(counted, edition.awarding(), strict=False):
        for number, offering in enumerate(awarding.offerings, first):
            place.setdefault(offering.id, number)
    places = [place[one.id] for one in rows]
    return [(now - before) % 2**32 for before, now in zip([-1, *places], places, strict=False)]


def parts_of(columns: Iterable[Column]) -> list[bytes]:
    """The rows of each column as bytes."""
    return [cells(one.rows) for one in columns]
