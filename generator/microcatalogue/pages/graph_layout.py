"""Where the parts of a graph of a pathway stand: bands of boxes, arrows from them to the goal, what follows after it.

Two drawings are made of one graph, a wide one with the goal beside the steps and a narrow one with the goal below them.
All lengths are pixels of a drawing at its own size. Nothing here knows a pathway or HTML.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from .lettering import BOLD, lines_of
from .parts import Words

TITLE_SIZE, NOTE_SIZE = 14.0, 12.5
_LINE, _NOTE_LINE = 19.0, 17.0
_PAD, _GAP, _ARROW = 10.0, 12.0, 22.0
_LEAST = 34.0
# Of many steps the goal stands beside the first ones, where readers see it.
_IN_SIGHT = 240.0


class Node(NamedTuple):
    """One box: its words, where it leads (nowhere where empty), what is said under the words; `sources` lead to it."""

    kind: str
    words: Words
    url: str = ""
    note: str = ""
    sources: tuple[Node, ...] = ()


class Band(NamedTuple):
    """A step: its title, what is to be taken, its boxes."""

    title: Words
    note: str
    nodes: tuple[Node, ...]


class Graph(NamedTuple):
    """A pathway as steps, a goal and what follows; title and description are for those who do not see it."""

    title: str
    description: str
    bands: tuple[Band, ...]
    goal: Node
    onward: tuple[Node, ...]
    onward_title: str


class Line(NamedTuple):
    """One line of words; `y` is its base line."""

    x: float
    y: float
    text: str
    kind: str
    lang: str | None = None


class Box(NamedTuple):
    """A frame with its lines, led somewhere by `url` unless that is empty."""

    kind: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[Line, ...]
    url: str = ""


class Drawing(NamedTuple):
    """A graph laid out; an arrow is a line through points whose last one has the head."""

    name: str
    title: str
    description: str
    width: float
    height: float
    frames: tuple[Box, ...]
    boxes: tuple[Box, ...]
    arrows: tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True, slots=True)
class _Form:
    """How a drawing is laid out: its width, that of its bands, boxes beside each other, the goal's place."""

    name: str
    width: float
    bands: float
    columns: int
    beside: bool

    @property
    def goal(self) -> float:
        """The width of the goal's box."""
        return self.width - self.bands - 56 if self.beside else self.width


_FORMS = (_Form("across", 960, 696, 3, beside=True), _Form("down", 340, 318, 1, beside=False))


def drawings(graph: Graph) -> tuple[Drawing, ...]:
    """The wide and the narrow drawing of a graph."""
    return tuple(_drawn(graph, form) for form in _FORMS)


def _drawn(graph: Graph, form: _Form) -> Drawing:
    sheet = _Sheet()
    y, ports = 1.0, []
    for band in graph.bands:
        below = sheet.band(band, 1, y, form)
        ports.append((y + below) / 2)
        y = below + _GAP
    if form.beside:
        x, height = form.width - form.goal - 1, sheet.goal_height(graph, form.goal)
        top = max(1.0, min((y - _GAP - height) / 2, _IN_SIGHT))
        end = sheet.ending(graph, x, top, form.goal)
        middle = top + sheet.first / 2
        rail = 1 + form.bands + 22
        for port in ports:
            sheet.arrows.append(((1 + form.bands, port), (rail, port), (rail, middle), (x, middle)))
        y = max(y - _GAP, end)
    else:
        top = y + _ARROW - _GAP
        end = sheet.ending(graph, 1, top, form.goal - 2)
        rail = form.width - 8
        for port in ports:
            sheet.arrows.append(((1 + form.bands, port), (rail, port), (rail, top)))
        y = end
    name, size = form.name, (form.width, y + 1)
    return Drawing(
        name, graph.title, graph.description, *size, tuple(sheet.frames), tuple(sheet.boxes), tuple(sheet.arrows)
    )


class _Sheet:
    """What has been laid out so far; `first` is the height of the goal's box."""

    def __init__(self) -> None:
        self.frames: list[Box] = []
        self.boxes: list[Box] = []
        self.arrows: list[tuple[tuple[float, float], ...]] = []
        self.first = 0.0

    def band(self, band: Band, x: float, y: float, form: _Form) -> float:
        """Lays out a step; where it ends."""
        inner = form.bands - 2 * _PAD
        lines, height = _written(band.title, band.note, x, y, inner)
        below = y + height - (0 if band.nodes else _PAD / 2)
        each = (inner - _GAP * (form.columns - 1)) / form.columns
        for first in range(0, len(band.nodes), form.columns):
            row = band.nodes[first : first + form.columns]
            below = max(
                self.node(node, x + _PAD + column * (each + _GAP), below, each) for column, node in enumerate(row)
            )
            below += _PAD
        self.frames.append(Box("band", x, y, form.bands, below - y, lines))
        return below

    def node(self, node: Node, x: float, y: float, width: float) -> float:
        """Lays out a box with what leads to it under it; where they end."""
        lines, height = _written(node.words, node.note, x, y, width - 2 * _PAD)
        self.boxes.append(Box(node.kind, x, y, width, height, lines, node.url))
        below = y + height
        for source in node.sources:
            start = below + _ARROW
            end = self.node(source, x + 16, start, width - 16)
            self.arrows.append(((x + width / 2, start), (x + width / 2, below)))
            below = end
        return below

    def goal_height(self, graph: Graph, width: float) -> float:
        """How high the goal is with what follows it."""
        return _Sheet().ending(graph, 0, 0, width)

    def ending(self, graph: Graph, x: float, y: float, width: float) -> float:
        """Lays out the goal and what it counts towards then; where they end."""
        below = self.node(graph.goal, x, y, width)
        self.first = below - y
        if not graph.onward:
            return below
        top = below + _ARROW
        self.arrows.append(((x + width / 2, below), (x + width / 2, top)))
        lines, height = _written(Words(graph.onward_title), "", x, top, width - 2 * _PAD)
        end = top + height
        for node in graph.onward:
            end = self.node(node, x + _PAD, end, width - 2 * _PAD) + _PAD
        self.frames.append(Box("band", x, top, width, end - top, lines))
        return end


def _written(words: Words, note: str, x: float, y: float, width: float) -> tuple[tuple[Line, ...], float]:
    """Words with what is said under them, and how high a box round both is."""
    said = lines_of(words.text, width, TITLE_SIZE * BOLD)
    lines = [Line(x + _PAD, y + _PAD + _LINE * (n + 1) - 6, text, "title", words.lang) for n, text in enumerate(said)]
    under = y + _PAD + _LINE * len(said)
    noted = lines_of(note, width, NOTE_SIZE)
    lines += [Line(x + _PAD, under + _NOTE_LINE * (n + 1) - 5, text, "note") for n, text in enumerate(noted)]
    return tuple(lines), max(_LEAST, 2 * _PAD + _LINE * len(said) + _NOTE_LINE * len(noted) - 2)


def links_of(drawing: Drawing) -> Iterable[str]:
    """Where the boxes of a drawing lead, in order."""
    return (box.url for box in drawing.boxes if box.url)
