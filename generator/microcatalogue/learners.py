"""Reads who is to get a credential: a table or a list of learners, each row judged by itself.

What is wrong with the whole file is an error; what is wrong with a row refuses that row alone. Nothing is kept.
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from .feeds.credential.slots import COUNTRY, DATE, EMAIL, Slot
from .values import FORMATS, parse_date
from .vocabulary import vocabulary

MAX_TEXT = 200
_DELIMITERS = ",;\t"


class LearnersError(Exception):
    """A file of learners of which no row can be taken; the message says why and how to mend it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it was read: the line or number where it stands, and its values; `trouble` where it could not be read."""

    number: int
    values: Mapping[str, str]
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that gets no credential, with every reason."""

    number: int
    reasons: tuple[str, ...]


def read_learners(name: str, content: bytes, slots: Sequence[Slot]) -> tuple[Row, ...]:
    """The rows of a file, JSON by its name or CSV; LearnersError where it is neither or its columns do not fit."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise LearnersError(f"it is not UTF-8 (line {line}); save it as “CSV UTF-8”") from None
    rows = _json_rows(text) if name.lower().endswith(".json") else _csv_rows(text)
    columns = dict.fromkeys(column for row in rows for column in row.values)
    _check_columns(columns, slots)
    if not rows:
        raise LearnersError("it has no learners")
    return rows


def _check_columns(columns: Collection[str], slots: Sequence[Slot]) -> None:
    known = {one.name: one for one in slots}
    wrong = [f"there is no column “{name}” here{_near(name, known)}" for name in columns if name not in known]
    lacking = [one.name for one in slots if one.needed and one.name not in columns]
    if columns and lacking:
        wrong.append(f"it lacks {', '.join(f'“{name}”' for name in lacking)}")
    if wrong:
        raise LearnersError(f"{'; '.join(wrong)}. Columns are {', '.join(known)}")


def _near(name: str, known: Collection[str]) -> str:
    found = get_close_matches(name, known, n=1)
    return f" (“{found[0]}”?)" if found else ""


def _csv_rows(text: str) -> tuple[Row, ...]:
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [name.strip() for name in next(reader, ())]
        twice = [name for name, number in Counter(header).items() if number > 1]
        if twice:
            raise LearnersError(f"the column “{twice[0]}” is there twice")
        return tuple(_lines(reader, header))
    except csv.Error as error:
        raise LearnersError(f"line {reader.line_num} cannot be read as a table: {error}") from None


def _lines(reader: Any, header: Sequence[str]) -> Iterator[Row]:
    line = reader.line_num + 1
    for cells in reader:
        number, line = line, reader.line_num + 1
        if not any(cell.strip() for cell in cells):
            continue
        spare = f"it has {len(cells)} cells, but there are {len(header)} columns"
        values = dict(zip(header, (*cells, *[""] * len(header)), strict=False))
        yield Row(number, values, spare if len(cells) > len(header) else "")


def _json_rows(text: str) -> tuple[Row, ...]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise LearnersError(f"it is not JSON: {error}") from None
    if not isinstance(document, list):
        raise LearnersError("it has to be a list of learners: [{…}, {…}]")
    return tuple(_of_json(number, one) for number, one in enumerate(document, 1))


def _of_json(number: int, one: Any) -> Row:
    if not isinstance(one, dict):
        return Row(number, {}, "it is no object of names and values")
    strange = [name for name, value in one.items() if isinstance(value, dict | list | bool)]
    values = {name: "" if value is None or name in strange else str(value) for name, value in one.items()}
    return Row(number, values, f"“{strange[0]}” is neither text nor number" if strange else "")


def judged(rows: Sequence[Row], slots: Sequence[Slot]) -> tuple[tuple[Row, ...], tuple[Refusal, ...]]:
    """The rows that can be filled in, their values trimmed and normalised, and those that are refused, with the reasons."""
    taken: list[Row] = []
    refused: list[Refusal] = []
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        values = {name: unicodedata.normalize("NFC", value.strip()) for name, value in row.values.items()}
        reasons = [row.trouble] if row.trouble else [*_reasons(values, slots)]
        who = tuple(values.get(name, "").casefold() for name in ("given_name", "family_name", "date_of_birth", "email"))
        if not reasons and seen.setdefault(who, row.number) != row.number:
            reasons = [f"it is the same learner as in row {seen[who]}"]
        if reasons:
            refused.append(Refusal(row.number, tuple(reasons)))
        else:
            taken.append(Row(row.number, values))
    return tuple(taken), tuple(refused)


def _reasons(values: Mapping[str, str], slots: Sequence[Slot]) -> Iterator[str]:
    """What is wrong with a row."""
    for one in slots:
        value = values.get(one.name, "")
        if not value:
            if one.needed:
                yield f"{one.name} is empty"
        elif wrong := _wrong(one, value):
            yield f"{one.name}: {wrong}"
    yield from _together(values)


def _wrong(one: Slot, value: str) -> str:
    if len(value) > MAX_TEXT:
        return f"it has {len(value)} characters; at most {MAX_TEXT} are taken"
    if any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") for character in value):
        return "it has an invisible or forbidden character"
    check = _CHECKS.get(one.takes)
    return check(value) if check else ""


def _is_date(value: str) -> str:
    return "" if FORMATS["date"](value) else f"“{value}” is no date; write it as 1999-10-31"


def _is_email(value: str) -> str:
    return "" if FORMATS["email"](value) else f"“{value}” is no e-mail address"


def _is_country(value: str) -> str:
    return "" if value in vocabulary("country") else f"“{value}” is no code of a country; write it as EE"


_CHECKS: Mapping[str, Callable[[str], str]] = {DATE: _is_date, EMAIL: _is_email, COUNTRY: _is_country}


def _together(values: Mapping[str, str]) -> Iterator[str]:
    """What contradicts or lacks something else in the row."""
    if bool(values.get("national_id")) != bool(values.get("national_id_country")):
        yield "national_id and national_id_country go together; one of them is empty"
    days = {name: _day(values.get(name, "")) for name in ("date_of_birth", "date_of_issue", "valid_until")}
    born, issued, until = days.values()
    if born and issued and born >= issued:
        yield "date_of_issue is not after date_of_birth"
    if issued and until and until < issued:
        yield "valid_until is before date_of_issue"


def _day(value: str) -> Any:
    return parse_date(value) if FORMATS["date"](value) else None
