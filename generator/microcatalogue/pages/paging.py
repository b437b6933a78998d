"""Long lists in pages of fifty: their addresses, and the links from one to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from .parts import Words
from .speaker import Speaker

PAGE_SIZE = 50

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Pager:
    """The links between the pages of a list: number in words, address (empty for the one shown or for a gap)."""

    steps: tuple[tuple[str, str], ...]
    current: str
    previous: str
    next: str


def page_paths(folder: str, entries: int) -> tuple[str, ...]:
    """The paths of a list in `folder` with so many entries: `folder`, `folder` + `page/2/` and so on."""
    pages = max(1, -(-entries // PAGE_SIZE))
    return (folder, *(f"{folder}page/{number}/" for number in range(2, pages + 1)))


def on_page(entries: tuple[Entry, ...], number: int) -> tuple[Entry, ...]:
    """The entries on one page, counted from 1."""
    return entries[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]


def numbered(title: Words, number: int, speaker: Speaker) -> Words:
    """The title of page `number` of a list: that of the list on the first."""
    if number == 1:
        return title
    said = speaker.say("{title}, page {number}", title=title.text, number=speaker.language.number(number))
    return Words(said, title.lang)


def pager(folder: str, entries: int, number: int, speaker: Speaker) -> Pager | None:
    """The links on page `number` of a list; None where there is one page only.

    The first, the last and the neighbours are shown; what lies between is a gap.
    """
    paths = page_paths(folder, entries)
    if len(paths) == 1:
        return None
    shown = sorted({1, len(paths), *range(max(1, number - 2), min(len(paths), number + 2) + 1)})
    steps: list[tuple[str, str]] = []
    for before, one in zip((0, *shown), shown, strict=False):
        if one - before > 1:
            steps.append(("…", ""))
        steps.append((speaker.language.number(one), speaker.link(paths[one - 1])))
    return Pager(
        tuple(steps),
        speaker.language.number(number),
        speaker.link(paths[number - 2]) if number > 1 else "",
        speaker.link(paths[number]) if number < len(paths) else "",
    )
