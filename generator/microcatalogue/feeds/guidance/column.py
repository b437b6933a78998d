"""What a column of a guidance table is, and how columns are laid out in the languages of a site.

Every language of the site has columns of its own for texts and for the labels of codes, `title_et` beside `title_en`, in
the same files. A service imports one table with one set of keys and picks its columns, whichever languages its clients
read; a column holds what is stated in its language and nothing else, so no cell has to say which language it is in. A
file a language would repeat every figure and code once a language, and leave it to the service to find out that two
lines are one offering. Spreadsheets bear 16,384 columns, which 24 languages do not come near.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
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
    labels: dict[str, str] = field(default_factory=dict, compare=False)

    @property
    def type(self) -> str:
        """The type of what stands in it; labels are texts."""
        return STRING if self.is_label else self.column.type

    @property
    def separator(self) -> str:
        """What stands between several values; empty where there is one."""
        return self.column.separator

    def said(self, facts: Facts) -> Any:
        """The value as JSON writes it; None where nothing is stated."""
        if self.is_label:
            return self._label(self.column.value(facts) if self.column.value else None)
        if self.language is not None:
            value = self.column.spoken(facts, self.language) if self.column.spoken else None
        else:
            value = self.column.value(facts) if self.column.value else None
        return _written(value)

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

    def _label(self, codes: Value) -> Any:
        if codes is None or codes == ():
            return None
        if isinstance(codes, str | int):
            return self._of(str(codes))
        return [self._of(str(code)) for code in codes]  # type: ignore[union-attr]

    def _of(self, code: str) -> str:
        """The label of a code, which all lines with that code share."""
        label = self.labels.get(code)
        if label is None:
            term = vocabulary(self.column.vocabulary).terms.get(code)
            label = term.label(self.language.code) if term and self.language else code
            self.labels[code] = label
        return label


def placed(columns: Iterable[Column[Facts]], languages: Sequence[Language]) -> Iterator[Placed[Facts]]:
    """The columns as they stand in a table of a site with these languages."""
    for one in columns:
        if one.spoken is None:
            yield Placed(one.name, one)
            if one.labelled:
                yield from (Placed(f"{one.name}_label_{each.code}", one, each, True) for each in languages)
        else:
            yield from (Placed(f"{one.name}_{each.code}", one, each) for each in languages)


def line(layout: Iterable[Placed[Facts]], facts: Facts) -> dict[str, Any]:
    """What a line of a table states, by name of column; what is not stated is left out."""
    found = ((one.name, one.said(facts)) for one in layout)
    return {name: value for name, value in found if value is not None and value != ""}


def _written(value: Value) -> Any:
    """A value as JSON writes it: decimals and days as texts, empty lists as nothing."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, PartialDate) else list(value) or None
