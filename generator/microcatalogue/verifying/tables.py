"""Validators of tables: CSV, the package that describes them, the workbook."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import partial
from zipfile import ZipFile

from .verdict import BuiltSite, FeedFile, Verdict, judged, library

_CSV = "text/csv"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def verdicts(site: BuiltSite) -> Iterator[Verdict]:
    """What is said of each table."""
    for one in site.of(_CSV):
        yield judged(one.path, one.records, "CSV", partial(_table, site, one))
    for one in (feed for feed in site.feeds if feed.path.endswith("/datapackage.json")):
        yield judged(one.path, one.records, "frictionless", partial(_package, site, one))
    for one in site.of(_WORKBOOK):
        yield judged(one.path, one.records, "ZIP", partial(_archive, site, one))
        yield judged(one.path, one.records, "openpyxl", partial(_workbook, site, one))


def _table(site: BuiltSite, one: FeedFile) -> tuple[str, Iterator[str]]:
    """Every line has as many cells as there are columns."""

    def problems() -> Iterator[str]:
        with (site.folder / one.path).open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file, strict=True)
            width = len(next(rows, []))
            for row in rows:
                if len(row) != width:
                    yield f"{one.path}:{rows.line_num}: {len(row)} cells, but {width} columns"

    return "CSV (RFC 4180)", problems()


def _package(site: BuiltSite, one: FeedFile) -> tuple[str, Iterator[str]]:
    frictionless, name = library("frictionless")
    report = frictionless.validate(str(site.folder / one.path))
    return name, (f"{note[0]}: {note[-1]}" for note in report.flatten(["type", "message"]))


def _archive(site: BuiltSite, one: FeedFile) -> tuple[str, Iterator[str]]:
    with ZipFile(site.folder / one.path) as archive:
        broken = archive.testzip()
    return "ZIP", iter([f"{one.path}: {broken} is broken"] if broken else [])


def _workbook(site: BuiltSite, one: FeedFile) -> tuple[str, Iterator[str]]:
    openpyxl, name = library("openpyxl")
    workbook = openpyxl.load_workbook(site.folder / one.path, read_only=True)
    rows = sum(1 for _ in workbook.worksheets[0].iter_rows()) - 1
    workbook.close()
    return name, iter([f"{one.path} has {rows} lines, the index says {one.records}"] if rows != one.records else [])
