"""How a text is written into a table so that no spreadsheet takes it, or a part of it, for a formula.

Decided once for all tables. An apostrophe is put before every character that begins a formula where a cell begins, also
after blanks and quotation marks, which spreadsheets strip. A cell may begin within a text as well: in many countries
spreadsheets part the cells of any CSV by semicolons, and take the lines and tabs of a text for cells once a quotation
mark is misread. A text that begins with a tab or a line end, which is stripped too, gets an apostrophe before it.
What has no such place stays as it is, and `as_stated` gives every text back.
"""

from __future__ import annotations

import re
from functools import lru_cache

# The plain and the full-width forms; spreadsheets in East Asian languages take either.
_BEGINS = "=+\\-@＝＋－＠"
_STRIPPED = "\\s\"'`‘’“”„"

# Always matches what it has consumed, so that it takes time in proportion to the text, whatever is in it.
_OPENING = re.compile(rf"(?:^|[;\t\r\n])([;{_STRIPPED}]*+)([{_BEGINS}])?")
_ENDING_FIRST = re.compile(r"'*[\t\r\n]")
# Without any of these nothing is to be done, nor where a text begins with a letter or a figure and no cell within it.
_RISKY = re.compile(rf"[{_BEGINS}]|^['\t\r\n]")
_HARMLESS = re.compile(r"[^\W_][^;\t\r\n]*+")


@lru_cache(maxsize=1 << 14)
def harmless(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula; remembered, since columns repeat what they say."""
    if not _RISKY.search(text) or _HARMLESS.fullmatch(text):
        return text
    written = _OPENING.sub(_guarded, text)
    return f"'{written}" if _ENDING_FIRST.match(text) else written


def as_stated(written: str) -> str:
    """The text that `harmless` was given."""
    text = written[1:] if _ENDING_FIRST.match(written) else written
    return _OPENING.sub(_unguarded, text)


def _guarded(opening: re.Match[str]) -> str:
    begins = opening[2]
    return f"{opening[0][:-1]}'{begins}" if begins else opening[0]


def _unguarded(opening: re.Match[str]) -> str:
    begins = opening[2]
    return f"{opening[0][:-2]}{begins}" if begins else opening[0]
