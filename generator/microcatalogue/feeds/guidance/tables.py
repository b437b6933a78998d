"""The guidance tables as JSON and as CSV, each CSV with a copy for Excel.

An offering's line and those of its runs are worked out once, into a file of its own that an incremental build keeps; the
whole tables are written from these files, line by line. CSV follows RFC 4180: a head, commas, CRLF; empty is empty. The
copies are the same behind the mark by which Excel knows UTF-8.
"""

from __future__ import annotations

import csv
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from io import StringIO
from typing import Any

import orjson

from ...catalogue import Key
from ...edition import Edition
from ...site_file import Made
from ..api import envelope, joined_paths
from ..formulas import harmless
from ..recognition import MOST
from ..registry import SCHEMA_VERSION, derived_feed, feed, record_feed
from ..writing import json_bytes
from .column import BOOLEAN, INTEGER, NUMBER, Placed
from .layout import (
    FOLDER,
    FORMAT,
    OFFERINGS,
    RECOGNITION,
    RUNS,
    Table,
    languages_of,
    layout_of,
    number_of_runs,
    offering_line,
)
from .recognition_columns import number_of_lines, recognition_lines

RECORD = f"{FOLDER}/offerings/{{id}}.json"
Line = Mapping[str, Any]

# So many characters of a table are in memory at a time, about.
_PIECE = 1 << 16
# What spreadsheets have to read as numbers; nothing in them begins a formula.
_FIGURES = frozenset({NUMBER, INTEGER, BOOLEAN})


def _offerings(edition: Edition) -> int:
    return len(edition.catalogue.published_offerings)


@record_feed(
    RECORD,
    "An offering with its runs, flat, for guidance services",
    media_type="application/json",
    version=SCHEMA_VERSION,
    schema="guidance-offering",
    format=FORMAT,
)
def guidance_record(edition: Edition, key: Key) -> bytes:
    """The line of an offering in the table of offerings, with the lines of its runs."""
    return json_bytes(offering_line(edition, key))


@feed(
    f"{FOLDER}/offerings.json",
    "All offerings with their runs, flat, for guidance services",
    records=_offerings,
    schema="guidance",
    joins=RECORD,
    format=FORMAT,
)
def guidance_offerings(edition: Edition) -> Iterator[bytes]:
    """The envelope of the list; its items are joined from the files of the offerings."""
    head = {"record_count": _offerings(edition), "languages": [one.code for one in languages_of(edition)]}
    yield json_bytes(envelope(edition, ()) | head)


def offering_lines(edition: Edition, made: Made) -> Iterator[Line]:
    """The lines of all offerings, each with those of its runs at `runs`."""
    for path in joined_paths(edition, RECORD):
        yield orjson.loads(made.content(path))


def run_lines(edition: Edition, made: Made) -> Iterator[Line]:
    """The lines of all runs."""
    for offering in offering_lines(edition, made):
        yield from offering.get("runs", ())


def csv_path(table: Table) -> str:
    """Where a table lies."""
    return f"{FOLDER}/{table.name}.csv"


def excel_path(table: Table) -> str:
    """Where the copy of a table for Excel lies."""
    return f"{FOLDER}/{table.name}.excel.csv"


def csv_bytes(layout: Iterable[Placed[Any]], lines: Iterable[Line]) -> Iterator[bytes]:
    """A table as CSV, piece by piece."""
    written = StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([one.name for one in layout])
    cells = [(one.name, _cell(one)) for one in layout]
    for stated in lines:
        writer.writerow([cell(stated[name]) if name in stated else "" for name, cell in cells])
        if written.tell() > _PIECE:
            yield written.getvalue().encode()
            written.seek(0)
            written.truncate()
    yield written.getvalue().encode()


def _cell(one: Placed[Any]) -> Callable[[Any], str]:
    """What writes the values of a column."""
    if one.separator:
        return lambda values: harmless(one.separator.join(values))
    if one.type == BOOLEAN:
        return lambda answer: "true" if answer else "false"
    return str if one.type in _FIGURES else harmless


def _recognition_lines(edition: Edition, _made: Made) -> Iterator[Line]:
    return recognition_lines(edition, layout_of(RECOGNITION, edition), MOST)


def _written(
    table: Table, lines: Callable[[Edition, Made], Iterator[Line]], edition: Edition, made: Made
) -> Iterator[bytes]:
    yield from csv_bytes(layout_of(table, edition), lines(edition, made))


def _copied(table: Table, _edition: Edition, made: Made) -> Iterator[bytes]:
    yield BOM_UTF8
    yield from made.pieces(csv_path(table))


def _register(
    table: Table, title: str, records: Callable[[Edition], int], lines: Callable[[Edition, Made], Iterator[Line]]
) -> None:
    derived_feed(csv_path(table), title, records=records, media_type="text/csv", format=FORMAT)(
        partial(_written, table, lines)
    )
    derived_feed(excel_path(table), f"{title}, for Excel", records=records, media_type="text/csv", format=FORMAT)(
        partial(_copied, table)
    )


_register(OFFERINGS, "All offerings as a table for guidance services", _offerings, offering_lines)
_register(RUNS, "All runs as a table for guidance services", number_of_runs, run_lines)
_register(RECOGNITION, "Who recognises what as a table for guidance services", number_of_lines, _recognition_lines)
