"""The printer of parts: hostile words in every slot of every part add no element, no attribute and no address."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from markupsafe import Markup
from microcatalogue.pages.graph_layout import Box, Drawing, Line
from microcatalogue.pages.html import Html, escape
from microcatalogue.pages.language import Language
from microcatalogue.pages.parts import (
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
    Words,
)

HOSTILE = "\"><script>alert(1)</script><b onclick='x'>&lt;\u202e"
HTML = Html(Language("en"))


def words(text: str) -> Words:
    return Words(text, text)


def parts(text: str) -> dict[str, tuple[Any, ...]]:
    """Every filter with what it prints, the text in every slot."""
    link = Link(words(text), f"https://example.org/{text}", outside=True)
    coded, shut = Coded(text, text, text), Deadline(text, text, text, text)
    group = Group(words(text), (Row(text, (link, words(text), coded)),), text, (coded, shut))
    row = Row(text, (group, link, Picture(text, text)), text, text, code=text)
    sentence = Sentence((text, link, words(text)))
    statement = Statement(sentence, (sentence,), sentence)
    section = Section(text, text, (row,), (group,), text, text)
    card = Card(link, words(text), words(text), (text,), text, shut, text)
    return {
        "lang": (words(text),),
        "text": (words(text),),
        "link": (link,),
        "value": (coded,),
        "values": ((link, coded),),
        "group": (group,),
        "deadline": (shut,),
        "rows": ((row,),),
        "facts": ((row,),),
        "numbered": ((row, Row(text)), text),
        "titles": ((group,),),
        "listed": ((group, coded, Anchor(text, text), statement),),
        "disclosure": (Disclosure(text, (row,)),),
        "answer": (Answer(text, coded, (row,), Disclosure(text, (row,))),),
        "receivers": ((Receiver(link, text, (Markup("<p>made</p>"),), Markup("<p>made</p>")),),),
        "section": (section,),
        "sections": ((section,),),
        "notice": (section,),
        "drawing": (drawing_of(text),),
        "table": (Table(text, (text,), (((link,), ()),)), "anchor"),
        "card": (card,),
        "cards": ((card,),),
        "trail": ((link,), text),
    }


def drawing_of(text: str) -> Drawing:
    """A drawing with a text in every slot that takes words of a contributor."""
    line = Line(1, 2, text, "title", text)
    boxes = (Box("offering", 1, 2, 3, 4, (line,), text), Box("other", 1, 2, 3, 4, (line,)))
    return Drawing("wide", text, text, 10, 10, boxes, boxes, (((1, 1), (5, 1)), ((1, 9), (1, 5))))


class Skeleton(HTMLParser):
    """Elements and names of attributes, which must not depend on what contributors write."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, tuple[str, ...]]] = []
        self.feed(f"<i {html}>" if html.startswith(" ") else html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, tuple(name for name, _ in attrs)))


def test_every_filter_is_tried() -> None:
    assert parts("x").keys() == {name for name in vars(Html) if not name.startswith("_")}


@pytest.mark.parametrize("name", sorted(parts("x")))
def test_hostile_words_stay_words(name: str) -> None:
    printer = getattr(HTML, name)
    hostile, tame = printer(*parts(HOSTILE)[name]), printer(*parts("tame")[name])
    assert Skeleton(hostile).seen == Skeleton(tame).seen != []
    assert "<script" not in hostile


def test_escape_covers_what_html_knows() -> None:
    assert escape("a&<>\"'b") == "a&amp;&lt;&gt;&quot;&#x27;b"
    assert escape("plain") == "plain"
