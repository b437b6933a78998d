"""What a column of a guidance table is, and how columns are laid out in the languages of a site.

Every language of the site has columns of its own for texts and for the labels of codes, `title_et` beside `title_en`, in
the same files. A service imports one table with one set of keys and picks its columns, whichever languages its clients
read; a column holds what is stated in its language and nothing else, so no cell has to say which language it is in. A
file a language would repeat every figure and code once a language, and leave it to the service to find out that two
lines are one offering. Spreadsheets bear 16,384 columns, which 24 languages do not come near.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Generic, TypeVar

from ...content import decimal_text
from ...pages.language import Language, message
from ...schema import fields
from ...values import PartialDate
from ...vocabulary import vocabulary

STRING, URL, INTEGER, NUMBER, BOOLEAN = "string", "url", "integer", "number", "boolean"
DATE, MONTH, TIME = "date", "yearmonth", "datetime"

CODES = "; "
"""What stands between codes and between labels of codes, in which there is no semicolon."""
LINES = "\n"
"""What stands between texts and between addresses, which may hold a semicolon."""

Value = str | bool | int | Decimal | date | PartialDate | Sequence[str] | None
Facts = TypeVar("Facts")

IN_WORDS = message("{column}, in words")
IN_LANGUAGE = message("{column} ({language})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[Facts]):
    """A column: its name, what it is called and means (messages), its type, and how its value is found.

    In workbooks one that is a `link` can be followed. A column has a `value`, or is `spoken`: then it is there once a language. One with a vocabulary holds codes, and has
    columns of their labels beside it where it is `labelled`. One with a separator holds several values. `says` are the
    fields of the format that it says, `kind` the kind of record whose fields these are.
    """

    name: str
    title: str
    description: str
    type: str = STRING
    value: Callable[[Facts], Value] | None = None
    spoken: Callable[[Facts, Language], Value] | None = None
    vocabulary: str = ""
    labelled: bool = False
    separator: str = ""
    required: bool = False
    unique: bool = False
    link: bool = False
    says: tuple[str, ...] = ()
    of_provider: tuple[str, ...] = ()
    of_policy: tuple[str, ...] = ()


_FIELDS_OF = {"offering": "says", "provider": "of_provider", "recognition-policy": "of_policy"}


@cache
def _nodes(kind: str) -> dict[str, Any]:
    return {".".join(str(step) for step in path if step != "*"): node for path, node in fields(kind)}


def column(
    name: str,
    value: Callable[[Facts], Value] | None = None,
    *,
    kind: str = "offering",
    says: Iterable[str] | str = (),
    title: str = "",
    description: str = "",
    **more: Any,
) -> Column[Facts]:
    """A column; where it says one field of the format, it is called and described as that field is, if nothing else is said."""
    said = (says,) if isinstance(says, str) else tuple(says)
    if not (title and description):
        node = _nodes(kind)[said[0]]
        title, description = title or node["title"], description or node["description"]
    fields_of: dict[str, Any] = {_FIELDS_OF[kind]: said, **more}
    return Column(name=name, value=value, title=title, description=description, **fields_of)


@dataclass(frozen=True, slots=True)
class Placed(Generic[Facts]):
    """A column as it stands in a table: one of a column's own values, of its texts in a language, or of labels in one."""

    name: str
    column: Column[Facts]
    language: Language | None = None
    is_label: bool = False

    @property
    def type(self) -> str:
        """The type of what stands in it; labels are texts."""
        return STRING if self.is_label else self.column.type

    @property
    def separator(self) -> str:
        """What stands between several values; empty where there is one."""
        return self.column.separator

    def title_in(self, language: Language) -> str:
        """What it is called in a language."""
        title = language.say(self.column.title)
        if self.is_label:
            title = language.say(IN_WORDS, column=title)
        if self.language is None:
            return title
        return language.say(IN_LANGUAGE, column=title, language=language.language_name(self.language.code))

    def description_in(self, language: Language) -> str:
        """What stands in it, in a language."""
        return language.say(self.column.description)


class Layout(Generic[Facts]):
    """The columns of a table as they stand in a site with these languages, and what writes its lines."""

    def __init__(self, columns: Iterable[Column[Facts]], languages: Sequence[Language]) -> None:
        self.placed: tuple[Placed[Facts], ...] = tuple(_placed(columns, languages))
        self._plain: list[tuple[str, Callable[[Facts], Value], list[tuple[str, _Labels]]]] = []
        self._spoken: list[tuple[str, Callable[[Facts, Language], Value], Language]] = []
        for one in self.placed:
            column = one.column
            if one.is_label and one.language:
                self._plain[-1][2].append((one.name, _Labels(column.vocabulary, one.language.code)))
            elif column.spoken and one.language:
                self._spoken.append((one.name, column.spoken, one.language))
            elif column.value:
                self._plain.append((one.name, column.value, []))

    def __iter__(self) -> Iterator[Placed[Facts]]:
        return iter(self.placed)

    def __len__(self) -> int:
        return len(self.placed)

    def line(self, facts: Facts) -> dict[str, Any]:
        """What a line states, by name of column, as JSON writes it; what is not stated is left out."""
        found: dict[str, Any] = {}
        for name, value, labels in self._plain:
            stated = value(facts)
            if stated is None or stated == () or stated == "":
                continue
            found[name] = written = _written(stated)
            for label, known in labels:
                is_list = type(written) is list
                found[label] = [known[code] for code in written] if is_list else known[str(written)]
        for name, said, language in self._spoken:
            stated = said(facts, language)
            if stated:
                found[name] = stated if type(stated) is str else _written(stated)
        return found


class _Labels(dict[str, str]):
    """The labels of a vocabulary in a language; a code that has none stands for itself."""

    def __init__(self, table: str, language: str) -> None:
        super().__init__()
        self._table, self._language = table, language

    def __missing__(self, code: str) -> str:
        term = vocabulary(self._table).terms.get(code)
        self[code] = found = term.label(self._language) if term else code
        return found


def _placed(columns: Iterable[Column[Facts]], languages: Sequence[Language]) -> Iterator[Placed[Facts]]:
    for one in columns:
        if one.spoken is None:
            yield Placed(one.name, one)
            if one.labelled:
                yield from (Placed(f"{one.name}_label_{each.code}", one, each, True) for each in languages)
        else:
            yield from (Placed(f"{one.name}_{each.code}", one, each) for each in languages)


def _written(value: Value) -> Any:
    """A value as JSON writes it: decimals and days as texts, several values as a list."""
    if isinstance(value, str | bool | int):
        return value
    if isinstance(value, tuple | list):
        return list(value)
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat() if isinstance(value, date) else str(value)
