"""What a sheet and a cell of a workbook cannot hold, by Excel's limits.

Microsoft: "Excel specifications and limits". Lines beyond the last row are left out, texts are cut, addresses beyond the
last link stand as text. The report on losses says so of each offering that it happens to.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .column import Placed

MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
MOST_LINKS = 65_530

LONGEST_LINK = 2_079

MOST_OUTCOMES = 10_000
"""So many outcomes have a line each in the workbook, fewer than in the CSV: more nobody reads line by line."""

_CUT = "…"


def fits(text: str) -> bool:
    """Whether a cell holds a text; Excel counts units of UTF-16."""
    return len(text) <= MOST_CHARACTERS // 2 or len(text.encode("utf-16-le", "surrogatepass")) // 2 <= MOST_CHARACTERS


def cut(text: str) -> str:
    """As much of a text as a cell holds, with a mark at its end where that is not all."""
    if fits(text):
        return text
    units = text.encode("utf-16-le", "surrogatepass")[: 2 * (MOST_CHARACTERS - 1)]
    return units.decode("utf-16-le", "ignore") + _CUT


def rows_with_links(layout: Iterable[Placed[Any]]) -> int:
    """In so many rows of a sheet links can be followed: Excel counts those of all columns."""
    return MOST_LINKS // max(1, sum(1 for one in layout if one.column.link))


def has_row(number: int) -> bool:
    """Whether a sheet has room for a line that so many stand before, under the row of names."""
    return number < MOST_ROWS - 1
