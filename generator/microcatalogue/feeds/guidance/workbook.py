"""The guidance tables as a workbook: days are days, figures figures, addresses links, and every column is explained.

Written row by row; what is written lies in scratch files until it is handed on, so memory does not grow with the tables.
No cell is a formula: texts are written as texts, whatever they begin with. The same tables give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time
from functools import partial
from tempfile import TemporaryFile
from typing import IO, Any
from zipfile import ZipFile

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ...edition import Edition
from ...pages.language import Language, message
from ...site_file import Made
from ..registry import derived_feed
from .column import BOOLEAN, DATE, INTEGER, NUMBER, STRING, TIME, URL, Layout, Placed
from .layout import FOLDER, FORMAT, OFFERINGS, RECOGNITION, RUNS, TABLES, Table, languages_of, layout_of, titles
from .limits import LONGEST_LINK, MOST_OUTCOMES, cut, has_row, rows_with_links
from .recognition_columns import number_of_lines, recognition_lines
from .tables import Line, offering_lines

PATH = f"{FOLDER}/offerings.xlsx"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# Nothing is taken for a formula, a link or a figure by its looks.
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDTHS = {DATE: 12, TIME: 17, NUMBER: 10, INTEGER: 10, BOOLEAN: 10, URL: 30}
_WIDE, _NARROW = 40, 20
_PIECE = 1 << 16
# Excel knows no day before 1900, and of that year programs count the days each in its own way.
_FIRST_YEAR = 1901
# A build without a date still has to state one; ZIP files know none before.
_NO_DAY = date(1980, 1, 1)
_FILE_MODE = 0o600 << 16

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]|^'|'$")

COLUMNS = message("Columns")
_HEADS = (message("Table"), message("Column"), message("Title"), message("Description"))

Write = Callable[[int, int, Any], object]


def _records(edition: Edition) -> int:
    return sum(1 for number, _ in enumerate(edition.catalogue.published_offerings) if has_row(number))


@derived_feed(
    PATH,
    "Offerings, runs and recognition as a workbook for guidance services",
    records=_records,
    media_type=MEDIA_TYPE,
    format=FORMAT,
)
def guidance_workbook(edition: Edition, made: Made) -> Iterator[bytes]:
    """The workbook, piece by piece."""
    with TemporaryFile() as file:
        book = Workbook(file, _OPTIONS)
        _describe(book, edition)
        _fill(book, edition, made)
        book.close()
        _settle(file)
        file.seek(0)
        yield from iter(partial(file.read, _PIECE), b"")


def _describe(book: Workbook, edition: Edition) -> None:
    settings = edition.catalogue.settings
    first = settings.languages[0]
    day = edition.catalogue.as_of or _NO_DAY
    book.set_properties(
        {
            "title": cut(settings.title.best(first)[1]),
            "author": cut(settings.publisher.name.best(first)[1]),
            "created": datetime.combine(day, time()),
        }
    )


def _fill(book: Workbook, edition: Edition, made: Made) -> None:
    sheets = {table.name: _Sheet(book, table, layout_of(table, edition)) for table in TABLES}
    sheets[RECOGNITION.name].link_all_or_none(number_of_lines(edition, MOST_OUTCOMES))
    for offering in offering_lines(edition, made):
        sheets[OFFERINGS.name].add(offering)
        for run in offering.get("runs", ()):
            sheets[RUNS.name].add(run)
    for outcome in recognition_lines(edition, layout_of(RECOGNITION, edition), MOST_OUTCOMES):
        sheets[RECOGNITION.name].add(outcome)
    for sheet in sheets.values():
        sheet.end()
    for language in languages_of(edition):
        _explain(book, edition, language)


class _Sheet:
    """One table as it grows, a row after the other."""

    def __init__(self, book: Workbook, table: Table, layout: Layout[Any]) -> None:
        self._layout, self._rows = layout, 0
        self._sheet = _sheet(book, table.name.capitalize(), [one.name for one in layout])
        self._days = book.add_format({"num_format": "yyyy-mm-dd"})
        self._times = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self._links = book.get_default_url_format()
        self._linked = rows_with_links(layout)
        self._writers = [(number, one.name, self._writer(one)) for number, one in enumerate(layout)]
        for number, one in enumerate(layout):
            self._sheet.set_column(number, number, _width(one))

    def add(self, stated: Line) -> None:
        """Writes a line; one for which the sheet has no row is left out."""
        if not has_row(self._rows):
            return
        self._rows += 1
        for number, name, write in self._writers:
            if name in stated:
                write(self._rows, number, stated[name])

    def link_all_or_none(self, rows: int) -> None:
        """Leaves out all links where not all of so many rows can have theirs."""
        self._linked = self._linked if rows <= self._linked else 0

    def end(self) -> None:
        """Lets readers narrow down what was written."""
        self._sheet.autofilter(0, 0, self._rows, len(self._layout) - 1)

    def _writer(self, one: Placed[Any]) -> Write:
        if one.separator:
            return lambda row, number, values: _text(self._sheet, row, number, one.separator.join(values))
        if one.column.link:
            return self._link
        writers: dict[str, Write] = {
            NUMBER: lambda row, number, figure: self._sheet.write_number(row, number, float(figure)),
            INTEGER: self._sheet.write_number,
            BOOLEAN: self._sheet.write_boolean,
            DATE: partial(self._moment, self._days),
            TIME: partial(self._moment, self._times),
        }
        return writers.get(one.type) or partial(_text, self._sheet)

    def _moment(self, form: Format, row: int, number: int, stated: str) -> None:
        moment = datetime.fromisoformat(stated.removesuffix("Z"))
        if moment.year < _FIRST_YEAR:
            _text(self._sheet, row, number, stated)
        else:
            self._sheet.write_datetime(row, number, moment, form)

    def _link(self, row: int, number: int, address: str) -> None:
        if row <= self._linked and len(address) <= LONGEST_LINK:
            self._sheet.write_url(row, number, address, self._links, address)
        else:
            _text(self._sheet, row, number, address)


def _sheet(book: Workbook, name: str, heads: Sequence[str]) -> Worksheet:
    """A sheet with a row of names that stays in sight."""
    sheet: Worksheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 1)
    bold = book.add_format({"bold": True, "bottom": 1})
    for number, head in enumerate(heads):
        sheet.write_string(0, number, head, bold)
    return sheet


def _text(sheet: Worksheet, row: int, number: int, text: str) -> None:
    """A text as a text, cut where Excel has no room for it."""
    # The writer would hand on as markup whatever looks like its own, unescaped.
    looks_like_markup = text.startswith("<r>") and text.endswith("</r>")
    sheet.write_string(row, number, cut(f"{text} " if looks_like_markup else text))


def _width(one: Placed[Any]) -> int:
    if one.type == STRING:
        return _NARROW if one.column.vocabulary or one.language is None else _WIDE
    return _WIDTHS.get(one.type, _NARROW)


def _explain(book: Workbook, edition: Edition, language: Language) -> None:
    """A sheet on what each column is called and holds, in a language."""
    sheet = _sheet(book, _named(language), [language.say(head) for head in _HEADS])
    sheet.set_column(0, 1, _NARROW)
    sheet.set_column(2, 2, _WIDE)
    sheet.set_column(3, 3, 3 * _WIDE)
    row = 0
    for table in TABLES:
        explained: Iterable[tuple[str, str, str]] = titles(layout_of(table, edition), language)
        about = ("", language.say(table.title), language.say(table.description))
        for name, title, description in (about, *explained):
            row += 1
            for number, text in enumerate((table.name, name, title, description)):
                if text:
                    _text(sheet, row, number, text)
    sheet.autofilter(0, 0, row, len(_HEADS) - 1)


def _named(language: Language) -> str:
    """The name of the sheet of explanations in a language; Excel bears 31 characters, without some marks."""
    behind = f" ({language.code})"
    return _NOT_IN_NAMES.sub("", language.say(COLUMNS))[: 31 - len(behind)] + behind


def _settle(file: IO[bytes]) -> None:
    """Takes from the parts of the workbook the modes of the scratch files, which hang on whose computer it was made."""
    with ZipFile(file, "a") as parts:
        for part in parts.infolist():
            part.external_attr = _FILE_MODE
        parts.comment = b""  # has the list of parts written anew
