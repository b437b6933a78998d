"""The HTML of the parts that pages are made of, one function a part.

A page prints some hundreds of parts, so they are printed by Python and not by macros of templates, which took more than
half of a build. Templates lay out pages and print parts through these functions, as filters. Every word goes through
`escape`, except rich text, which comes from its gate; tests send hostile texts through all of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from html import escape as _escaped
from typing import Any

from markupsafe import Markup

from .graph_layout import Box, Drawing
from .language import Language
from .parts import (
    Anchor,
    Answer,
    Card,
    Coded,
    Deadline,
    Disclosure,
    Group,
    Link,
    Picture,
    Receiver,
    Row,
    Section,
    Sentence,
    Statement,
    Table,
    Value,
    Words,
)

_SPECIAL = re.compile("[&<>\"']")


def escape(text: str) -> str:
    """Text as it may stand in an element or in an attribute's double quotes."""
    return _escaped(text) if _SPECIAL.search(text) else text


def lang(words: Words) -> str:
    """The attributes that say in which language words stand, where it is not the page's."""
    return f' lang="{escape(words.lang)}" dir="auto"' if words.lang else ""


def text(words: Words) -> str:
    """Words, isolated so that the direction of their letters does not spread; rich text as it came from its gate."""
    if words.html is not None:
        return f'<div class="rich"{lang(words)}>{words.html}</div>'
    return f"<span{lang(words)}>{escape(words.text)}</span>" if words.lang else f"<bdi>{escape(words.text)}</bdi>"


def link(one: Link) -> str:
    """A link, marked where it leads to another site; a long e-mail address breaks before the host."""
    outside = ' class="outside" rel="noopener noreferrer"' if one.outside else ""
    said = escape(one.words.text)
    if one.url.startswith("mailto:"):
        said = said.replace("@", "@<wbr>")
    return f'<a href="{escape(one.url)}"{lang(one.words)}{outside}>{said}</a>'


def coded(one: Coded) -> str:
    """The label of a code, opening to its gloss where it has one."""
    return glossed(one.label, one.gloss)


@lru_cache(maxsize=4096)
def glossed(label: str, gloss: str) -> str:
    """A label that opens to its explanation, or the label alone."""
    if not gloss:
        return escape(label)
    return f'<details class="gloss"><summary>{escape(label)}</summary><p>{escape(gloss)}</p></details>'


def deadline(one: Deadline) -> str:
    """The last day to apply; browsers add whether it is open now."""
    opens = f' data-opens="{escape(one.opens)}"' if one.opens else ""
    clock = f' data-closes="{escape(one.closes)}"{opens}' if one.countdown else ""
    return f'<span class="deadline"{clock}><time datetime="{escape(one.day)}">{escape(one.text)}</time></span>'


def picture(one: Picture) -> str:
    """A picture with its alternative text."""
    return f'<img class="picture" src="{escape(one.url)}" alt="{escape(one.alt)}" loading="lazy">'


def anchor(one: Anchor) -> str:
    """An id of the format that links can lead to."""
    return f'<code id="{escape(one.anchor)}">{escape(one.text)}</code>'


def sentence(one: Sentence) -> str:
    """A sentence with its links and its words in other languages."""
    printed = (
        escape(part) if isinstance(part, str) else link(part) if isinstance(part, Link) else text(part)
        for part in one.parts
    )
    return f"<span>{''.join(printed)}</span>"


def statement(one: Statement) -> str:
    """A sentence, the conditions that it opens as a list, and what is said after it."""
    items = "".join(f"<li>{sentence(each)}</li>" for each in one.conditions)
    listed = f"<ul>{items}</ul>" if items else ""
    rest = f" {sentence(one.rest)}" if one.rest.parts else ""
    return f"{sentence(one.opening)}{listed}{rest}"


def box(one: Box) -> str:
    """A frame of a drawing with its lines, as a link where it leads somewhere."""
    frame = f'<rect x="{one.x:g}" y="{one.y:g}" width="{one.width:g}" height="{one.height:g}" rx="6"/>'
    # The space after a line parts its last word from the next one where the lines are read as one text.
    lines = "".join(
        f'<text class="{line.kind}" x="{line.x:g}" y="{line.y:g}"{_spoken(line.lang)}>{escape(line.text)} </text>'
        for line in one.lines
    )
    if not one.url:
        return f'<g class="{one.kind}">{frame}{lines}</g>\n'
    return f'<a class="{one.kind}" href="{escape(one.url)}">{frame}{lines}</a>\n'


def _spoken(code: str | None) -> str:
    return f' lang="{escape(code)}"' if code else ""


def arrow(points: Iterable[tuple[float, float]]) -> str:
    """A line through points with a head at the last one, which lies beside, above or below the one before."""
    *before, (x, y) = points
    from_x, from_y = before[-1]
    back = (1 if x > from_x else -1, 0) if from_y == y else (0, 1 if y > from_y else -1)
    wings = ((x - 7 * back[0] + 4 * side * back[1], y - 7 * back[1] + 4 * side * back[0]) for side in (1, -1))
    (left, top), (right, bottom) = wings
    line = "L".join(f"{one:g} {other:g}" for one, other in (*before, (x, y)))
    return f'<path d="M{line}M{left:g} {top:g}L{x:g} {y:g}L{right:g} {bottom:g}"/>\n'


class Html:
    """The parts in one language; every public method is a filter of the templates, called by its name."""

    def __init__(self, language: Language) -> None:
        self._gap = _gap(language.say("not stated by the provider"))
        self._on_credential = _gap(language.say("stated on each credential"))
        self._trail = escape(language.say("Breadcrumb"))
        self._card_body = lru_cache(maxsize=2**16)(self._card_body_of)
        self._apply_by = escape(language.say("Apply by"))
        self._printers: dict[type, Callable[[Any], str]] = {
            Words: text,
            Link: link,
            Coded: coded,
            Deadline: deadline,
            Picture: picture,
            Anchor: anchor,
            Sentence: sentence,
            Statement: statement,
            Group: self._group,
        }

    def trail(self, steps: Iterable[Link], label: str = "") -> Markup:
        """The way from the front page to this one."""
        items = "".join(f"<li>{link(step)}</li>\n" for step in steps)
        return _safe(f'<nav class="trail" aria-label="{escape(label) or self._trail}">\n<ol>\n{items}</ol>\n</nav>\n')

    def lang(self, words: Words) -> Markup:
        """The attributes that say in which language words stand."""
        return _safe(lang(words))

    def text(self, words: Words) -> Markup:
        """Words in their language."""
        return _safe(text(words))

    def link(self, one: Link) -> Markup:
        """A link."""
        return _safe(link(one))

    def value(self, one: Value) -> Markup:
        """A value of any kind."""
        return _safe(self._value(one))

    def group(self, one: Group) -> Markup:
        """A named part with rows of its own."""
        return _safe(self._group(one))

    def values(self, those: tuple[Value, ...]) -> Markup:
        """One value as it is, several as a list."""
        return _safe(self._values(those))

    def deadline(self, one: Deadline) -> Markup:
        """The last day to apply."""
        return _safe(deadline(one))

    def rows(self, those: Iterable[Row]) -> Markup:
        """Labels and their values."""
        return _safe(self._rows(those))

    def facts(self, those: Iterable[Row]) -> Markup:
        """The key facts, whose labels open to their glosses."""
        rows = "".join(self._row(glossed(row.label, row.gloss), row) for row in those)
        return _safe(f'<dl class="facts">\n{rows}</dl>')

    def numbered(self, those: Iterable[Row], missing: str = "") -> Markup:
        """Rows with the numbers of an annex; `missing` is said where nothing is stated."""
        gap = _gap(missing) if missing else ""
        return _safe(f'<dl class="rows numbered">\n{"".join(self._numbered(row, gap) for row in those)}</dl>\n')

    def titles(self, those: Iterable[Group]) -> Markup:
        """The titles of groups as items of a list."""
        return _safe("".join(f"<li>{text(one.title)}</li>\n" for one in those if one.title))

    def listed(self, those: Iterable[Value]) -> Markup:
        """Values as items of a list."""
        return _safe("".join(f"<li>{self._value(one)}</li>\n" for one in those))

    def sections(self, those: Iterable[Section]) -> Markup:
        """Parts of a page with their headings."""
        return _safe("".join(map(self._section, those)))

    def section(self, one: Section, level: int = 2) -> Markup:
        """A part of a page with its heading."""
        return _safe(self._section(one, level))

    def _section(self, one: Section, level: int = 2) -> str:
        lead = f"<p>{escape(one.lead)}</p>\n" if one.lead else ""
        rows = self._rows(one.rows) if one.rows else ""
        items = "".join(f"<li>{self._value(each)}</li>\n" for each in one.values)
        values = f'<ul class="groups">\n{items}</ul>\n' if items else ""
        gap = "" if lead or rows or values else f"<p>{self._gap}</p>\n"
        note = f'<p class="note">{escape(one.note)}</p>\n' if one.note else ""
        head = f"<h{level}>{escape(one.title)}</h{level}>"
        return f'<section id="{escape(one.anchor)}">\n{head}\n{lead}{rows}{values}{gap}{note}</section>\n'

    def notice(self, one: Section) -> Markup:
        """What a reader has to know first."""
        rows = self._rows(one.rows) if one.rows else ""
        lead = f"<p><strong>{escape(one.title)}.</strong> {escape(one.lead)}</p>"
        return _safe(f'<div class="notice" role="note">\n{lead}\n{rows}</div>\n')

    def disclosure(self, one: Disclosure) -> Markup:
        """Rows that open when a reader wants to know more."""
        return _safe(self._disclosure(one))

    def answer(self, one: Answer) -> Markup:
        """What a policy comes to for one purpose."""
        outcome = f'<strong class="outcome {escape(one.outcome.code)}">{escape(one.outcome.label)}</strong>'
        rows = self._rows(one.rows) if one.rows else ""
        answer = f"<dd>{outcome}\n{rows}{self._disclosure(one.why)}</dd>"
        return _safe(f'<div class="answer">\n<dt>{escape(one.purpose)}</dt>\n{answer}\n</div>\n')

    def receivers(self, those: Iterable[Receiver]) -> Markup:
        """Receiving organisations with their answers, as items of a list."""
        return _safe("".join(map(self._receiver, those)))

    def drawing(self, one: Drawing) -> Markup:
        """A graph as SVG whose boxes are links; its look comes from the stylesheet."""
        title, description = f"graph-{one.name}-title", f"graph-{one.name}-description"
        named = f'role="group" aria-labelledby="{title}" aria-describedby="{description}"'
        told = (
            f'<title id="{title}">{escape(one.title)}</title><desc id="{description}">{escape(one.description)}</desc>'
        )
        frames, boxes = "".join(map(box, one.frames)), "".join(map(box, one.boxes))
        arrows = f'<g class="arrows">{"".join(map(arrow, one.arrows))}</g>'
        size = f'viewBox="0 0 {one.width:g} {one.height:g}"'
        return _safe(f'<svg class="graph {one.name}" {size} {named}>\n{told}\n{frames}{arrows}\n{boxes}</svg>\n')

    def table(self, one: Table, anchor: str) -> Markup:
        """A table in a region of its own that a keyboard can scroll."""
        columns = "".join(f'<th scope="col">{escape(column)}</th>' for column in one.columns)
        lines = "".join(f"<tr>\n{''.join(map(self._cell, line))}\n</tr>\n" for line in one.lines)
        caption = f'<caption id="{anchor}">{escape(one.caption)}</caption>'
        head = f"<thead><tr>{columns}</tr></thead>"
        region = f'<div class="scroll" role="region" aria-labelledby="{anchor}" tabindex="0">'
        return _safe(f"{region}\n<table>\n{caption}\n{head}\n<tbody>\n{lines}</tbody>\n</table>\n</div>\n")

    def card(self, one: Card, level: int = 3) -> Markup:
        """A record in a list."""
        return _safe(self._card(one, level))

    def cards(self, those: Iterable[Card], level: int = 3) -> Markup:
        """Records as a list of cards."""
        items = "".join(f'<li class="card"{_saved_as(one)}>\n{self._card(one, level)}</li>\n' for one in those)
        return _safe(f'<ul class="cards">\n{items}</ul>\n')

    def _value(self, one: Value) -> str:
        return self._printers[type(one)](one)

    def _values(self, those: tuple[Value, ...]) -> str:
        if len(those) == 1:
            return self._value(those[0])
        items = "".join(f"<li>{self._value(one)}</li>" for one in those)
        return f'<ul class="values">{items}</ul>'

    def _stated(self, row: Row) -> str:
        if row.values:
            return self._values(row.values)
        return self._on_credential if row.on_credential else self._gap

    def _cell(self, cell: tuple[Value, ...]) -> str:
        return f"<td>{self._values(cell)}</td>" if cell else "<td>–</td>"

    def _row(self, label: str, row: Row) -> str:
        return f"<div{_code(row)}>\n<dt>{label}</dt>\n<dd>{self._stated(row)}</dd>\n</div>\n"

    def _rows(self, those: Iterable[Row]) -> str:
        return f'<dl class="rows">\n{"".join(self._row(escape(row.label), row) for row in those)}</dl>\n'

    def _numbered(self, row: Row, gap: str) -> str:
        number = f'<dt><span class="number">{escape(row.number)}</span> {glossed(row.label, row.gloss)}</dt>'
        return f"<div{_code(row)}>\n{number}\n<dd>{gap if gap and not row.values else self._stated(row)}</dd>\n</div>\n"

    def _group(self, one: Group) -> str:
        anchor = f' id="{escape(one.anchor)}"' if one.anchor else ""
        title = f'<p class="group-title">{text(one.title)}</p>' if one.title else ""
        marks = "".join(f"<li>{self._value(mark)}</li>" for mark in one.marks)
        marked = f'<ul class="marks">{marks}</ul>' if marks else ""
        return f'<div class="group"{anchor}>\n{title}{marked}{self._rows(one.rows) if one.rows else ""}</div>\n'

    def _disclosure(self, one: Disclosure) -> str:
        return f'<details class="quiet"><summary>{escape(one.summary)}</summary>\n{self._rows(one.rows)}</details>\n'

    def _receiver(self, one: Receiver) -> str:
        place = f' <span class="place">{escape(one.place)}</span>' if one.place else ""
        head = f"<h3>{self._value(one.name)}{place}</h3>"
        return f'<li class="group receiver">\n{head}\n<dl>\n{"".join(one.answers)}</dl>\n{one.asking}</li>\n'

    def _card(self, one: Card, level: int) -> str:
        badge = f' <span class="badge">{escape(one.badge)}</span>' if one.badge else ""
        title = f'<h{level} class="card-title">{link(one.title)}{badge}</h{level}>\n'
        return title + self._card_body(one.by, one.summary, one.facts, one.deadline)

    def _card_body_of(
        self, by: Words | None, summary: Words | None, facts: tuple[str, ...], closes: Deadline | None
    ) -> str:
        """What a card says below its title; the same in every list, and one offering stands in a dozen of them."""
        chips = "".join(f"<li>{escape(fact)}</li>" for fact in facts)
        return (
            (f'<p class="by">{text(by)}</p>' if by else "")
            + (f"<p>{text(summary)}</p>" if summary else "")
            + (f'<ul class="chips">{chips}</ul>' if chips else "")
            + (f'<p class="closing">{self._apply_by} {deadline(closes)}</p>' if closes else "")
        )


def _code(row: Row) -> str:
    """The attribute by which scripts find a row, where it has a code."""
    return f' data-row="{escape(row.code)}"' if row.code else ""


def _saved_as(one: Card) -> str:
    """The attribute that scripts turn into a button by which readers save the record, where they can."""
    return f' data-save="{escape(one.saved_as)}"' if one.saved_as else ""


def _gap(words: str) -> str:
    """Words that stand where nothing is stated."""
    return f'<span class="gap">{escape(words)}</span>'


def _safe(html: str) -> Markup:
    """HTML that a function above has put together, so that templates do not escape it a second time.

    In it every word went through `escape` or came from the gate of rich text: tests/test_parts.py sends hostile words
    through every slot of every part.
    """
    return Markup(html)  # noqa: S704 - for the reason in the docstring
