"""Texts for readers that know no HTML: rich text as plain words, and both sorts of text as Markdown that means the same.

Markdown is written anew from what our own reader understood, so that another reader, which may allow HTML or any
address, finds no more in it than ours does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from markdown_it.token import Token

from .rich_text import is_plain, rich_tokens
from .values import RichText

# Marks that begin something inside a line (emphasis, code, a link, HTML, a reference to a character), and those that do at its start.
_INSIDE = re.compile(r"[\\`*_\[\]<>&~|!]")
_AT_START = re.compile(r"^(\s*)([#=+-]|:(?=-)|\d+(?=[.)]))", re.MULTILINE)
_BULLET = re.compile(r"^((?: |\d+\. )*)- ", re.MULTILINE)


def plain_words(text: str) -> str:
    """A rich text without its markup: paragraphs apart, items of lists on lines of their own, addresses after their words."""
    return text if is_plain(text) else _written(text, lambda words: words, "", _shown)


def cell_words(text: str) -> str:
    """A rich text without its markup for a cell of a table, where what begins with a dash is taken for a formula."""
    return _BULLET.sub(r"\1• ", plain_words(text))


def markdown(text: str) -> str:
    """A rich text as Markdown in which nothing but its paragraphs, lists, emphasis and links is markup."""
    emphasised = _written(text, escaped, "*", _linked)
    # Marks of emphasis that touch can come to mean something else; words count more than their weight.
    return emphasised if plain_words(emphasised) == plain_words(text) else _written(text, escaped, "", _linked)


def escaped(words: str) -> str:
    """Plain words as Markdown that shows them letter by letter."""
    return _AT_START.sub(_before_mark, _INSIDE.sub(r"\\\g<0>", words))


def in_markdown(text: type, words: str) -> str:
    """The words of a text in one language as Markdown, by the type of the text."""
    return markdown(words) if issubclass(text, RichText) else escaped(words)


def in_plain_words(text: type, words: str) -> str:
    """The words of a text in one language without markup, by the type of the text."""
    return plain_words(words) if issubclass(text, RichText) else words


def _before_mark(match: re.Match[str]) -> str:
    space, mark = match.groups()
    return f"{space}{mark}\\" if mark[0].isdigit() else f"{space}\\{mark}"


class _Lists:
    """The lists that are open: the number of the next item of each (None where it has bullets), the width of its marker."""

    def __init__(self) -> None:
        self.numbers: list[int | None] = []
        self.widths: list[int] = []

    def open(self, number: int | None) -> None:
        self.numbers.append(number)
        self.widths.append(0)

    def close(self) -> None:
        self.numbers.pop()
        self.widths.pop()

    def marker(self) -> str:
        """What stands before the next item of the innermost list, which is counted on."""
        number = self.numbers[-1]
        self.numbers[-1] = None if number is None else number + 1
        marker = "- " if number is None else f"{number}. "
        self.widths[-1] = len(marker)
        return marker

    def lines(self, words: str, pending: Sequence[str]) -> Iterator[str]:
        """The lines of a block in these lists, the first one behind the markers that are still to be written."""
        first, *rest = words.split("\n")
        yield " " * sum(self.widths[: len(self.widths) - len(pending)]) + "".join(pending) + first
        yield from (" " * sum(self.widths) + line for line in rest)


def _shown(words: str, address: str) -> str:
    """A link in plain words: where it leads, unless its words say so."""
    shown = address.removeprefix("mailto:")
    return words if words == shown else f"{words} ({shown})"


def _linked(words: str, address: str) -> str:
    """A link in Markdown."""
    return words if words == address else f"[{words}](<{address}>)"


def _written(text: str, write: Callable[[str], str], emphasis: str, link: Callable[[str, str], str]) -> str:
    """The blocks of a text, a blank line between them and none between the items of a list."""
    lines: list[str] = []
    lists = _Lists()
    pending: list[str] = []  # markers of items whose first words are still to come
    after_item = False
    for token in rich_tokens(text):
        if token.type.endswith("_list_open"):
            lists.open(int(token.attrGet("start") or 1) if token.type == "ordered_list_open" else None)
        elif token.type.endswith("_list_close"):
            lists.close()
            after_item = after_item and bool(lists.numbers)
        elif token.type == "list_item_open":
            pending.append(lists.marker())
        elif token.type == "list_item_close":
            del pending[-1:]  # an item without words is left out
        elif token.type == "inline":
            words = "".join(_inline(token.children or (), write, emphasis, link))
            lines += [""] if lines and not (pending and after_item) else []
            lines += lists.lines(words, pending)
            after_item = bool(lists.numbers)
            pending.clear()
    return "\n".join(lines)


def _inline(
    tokens: Iterable[Token], write: Callable[[str], str], emphasis: str, link: Callable[[str, str], str]
) -> Iterator[str]:
    """The words of a line; those of a link are collected until it ends."""
    address = ""
    collected: list[str] = []
    for token in tokens:
        if token.type == "link_open":
            address, collected = str(token.attrGet("href") or ""), []
            continue
        if token.type == "link_close":
            words = "".join(collected)
            yield link(words, address)
            address = ""
            continue
        said = _said(token, write, emphasis)
        if address:
            collected.append(said)
        else:
            yield said


def _said(token: Token, write: Callable[[str], str], emphasis: str) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    if token.type.startswith(("em_", "strong_")):
        return emphasis * (2 if token.type.startswith("strong_") else 1)
    return write(token.content)
