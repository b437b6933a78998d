"""No cell of a table begins a formula, whatever a contributor wrote and however the table is parted, and nothing is lost."""

from __future__ import annotations

import csv
import io
import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from microcatalogue.feeds.formulas import as_stated, harmless

BEGINS = "=+-@＝＋－＠"
_HOSTILE = st.text(alphabet="=+-@＝＋－＠;,\t\r\n '\"`„a1é|!()", max_size=30)


def cells_of(written: str) -> list[str]:
    """The cells that spreadsheets may make of a text: parted at semicolons, tabs and line ends, or not parted."""
    return [written, *re.split(r"[;\t\r\n]", written)]


def begins_a_formula(cell: str) -> bool:
    """Whether a program takes a cell for a formula once it has stripped blanks and quotation marks before it."""
    return cell[:1] in ("\t", "\r", "\n") or cell.lstrip(' \u00a0"`„“”‘’')[:1] in tuple(BEGINS)


@pytest.mark.parametrize(
    ("stated", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+372 5", "'+372 5"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("  =1", "  '=1"),
        ('"=1', "\"'=1"),
        ("\u00a0=1", "\u00a0'=1"),
        ("'=1", "''=1"),
        ("＝1", "'＝1"),
        ("a;=1", "a;'=1"),
        ("a\n=1", "a\n'=1"),
        ("a=1 - b", "a=1 - b"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_a_formula_gets_an_apostrophe_and_nothing_else_does(stated: str, written: str) -> None:
    assert harmless(stated) == written


@given(_HOSTILE | st.text(max_size=40))
@example("'\t=")
@example("''\r\n=")
def test_no_cell_begins_a_formula_and_every_text_comes_back(text: str) -> None:
    written = harmless(text)
    assert not any(begins_a_formula(cell) for cell in [written, *cells_of(written)[1:]] if cell.strip())
    assert as_stated(written) == text
    assert text == written or any(mark in text for mark in (*BEGINS, "\t", "\r", "\n"))


@given(st.lists(st.text(alphabet="=+-@;,\t\r\n'\"a", max_size=12), min_size=1, max_size=4))
def test_a_text_comes_back_out_of_a_table(texts: list[str]) -> None:
    table = io.StringIO(newline="")
    csv.writer(table, lineterminator="\r\n").writerow([harmless(text) for text in texts])
    (read,) = csv.reader(io.StringIO(table.getvalue(), newline=""))
    assert [as_stated(cell) for cell in read] == texts


def test_payloads_of_the_corpora_begin_no_formula(shared: Path) -> None:
    naughty = json.loads((shared / "corpora/blns/blns.json").read_text("utf-8"))
    lines = (shared / "corpora/csv-own.txt").read_text("utf-8").splitlines()
    payloads = [*naughty, *(line for line in lines if line and not line.startswith("#"))]
    assert len(payloads) > 500
    assert sum(begins_a_formula(text) for text in payloads) > 20
    for text in payloads:
        assert not any(begins_a_formula(cell) for cell in cells_of(harmless(text))), text
        assert as_stated(harmless(text)) == text


@pytest.mark.parametrize("text", ["\n" * 200_000, ";" * 200_000 + "=", "'" * 200_000, "a;" + " " * 200_000])
def test_no_text_takes_long(text: str) -> None:
    before = time.process_time()
    harmless(text)
    assert time.process_time() - before < 1
