"""The gate between what contributors write and what browsers run."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from microcatalogue import rich_text
from microcatalogue.rich_text import rich_html, rich_words


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*a* **b**", "<p><em>a</em> <strong>b</strong></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. c", '<ol start="3">\n<li>c</li>\n</ol>'),
        ("[a](https://example.org/)", '<p><a href="https://example.org/" rel="noopener noreferrer">a</a></p>'),
        ("<a@example.org>", '<p><a href="mailto:a@example.org" rel="noopener noreferrer">a@example.org</a></p>'),
        ("[a](javascript:x)", "<p>[a](javascript:x)</p>"),
        ("[a](mailto:a@example.org?bcc=b@example.org)", "<p>[a](mailto:a@example.org?bcc=b@example.org)</p>"),
        ("<b onclick=x>a</b>", "<p>&lt;b onclick=x&gt;a&lt;/b&gt;</p>"),
        ("# a", "<p># a</p>"),
        (
            "![a](https://example.org/a.png)",
            '<p>!<a href="https://example.org/a.png" rel="noopener noreferrer">a</a></p>',
        ),
        ("x" * 6000, "<p>" + "x" * 5000 + "</p>"),
    ],
)
def test_rich_text_lets_only_its_own_markup_through(text: str, html: str) -> None:
    assert rich_html(text) == html


_WORDS = st.text(alphabet="aõЖ1 .,;:?!()/’“–%+=-\"'x", max_size=12)
_STARTS = st.sampled_from(["", "- ", "\n", "\n- ", "1. ", "\n\n", "\n\n- ", "**", "_"])


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.tuples(_STARTS, _WORDS), max_size=8))
@example([("", "Words"), ("\n- ", "one"), ("- ", "two"), ("\n", "More words")])
@example([("- ", "one"), ("\n- ", "two")])
def test_plain_text_comes_out_as_the_parser_makes_it(parts: list[tuple[str, str]]) -> None:
    text = "\n".join(start + words for start, words in parts)
    plain = rich_text._plain_html(text)
    if plain is not None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(rich_text, "_plain_html", lambda _: None)
            assert rich_html(text) == plain


@pytest.mark.parametrize(
    "text", ["One line.", "Two\n\nparagraphs", "- a list\n- of two", "Before:\n\n- one\n- two\n\nAfter"]
)
def test_most_text_needs_no_parser(text: str) -> None:
    assert rich_text._plain_html(text)


@pytest.mark.parametrize(
    "text", ["- one\n\n- two", "**bold**", "a\nb", "1. one", "<b>", "a & b", "[a](https://a.example)"]
)
def test_what_means_something_is_parsed(text: str) -> None:
    assert rich_text._plain_html(text) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("One line.", "One line."),
        ("- a\n- b", "• a\n• b"),
        ("Before:\n\n- one\n- two\n\nAfter", "Before:\n\n• one\n• two\n\nAfter"),
        ("*a* **b**\nc", "a b\nc"),
        ("3. c\n4. d\n   - e", "3. c\n4. d\n  • e"),
        ("1. - a\n\nb", "1. • a\n\nb"),
        ("- \n\nb", "b"),
        ("- a\n\n  more\n- b", "• a\nmore\n• b"),
        ("[a](https://example.org/)", "a (https://example.org/)"),
        ("<https://example.org/>", "https://example.org/"),
        ("<a@example.org>", "a@example.org"),
        ("[a](javascript:x) <b>c</b>", "[a](javascript:x) <b>c</b>"),
        ("x" * 6000, "x" * 5000),
    ],
)
def test_words_of_rich_text_are_those_of_its_page(text: str, words: str) -> None:
    assert rich_words(text) == words


@settings(max_examples=500, deadline=None)
@given(st.lists(st.tuples(_STARTS, _WORDS), max_size=8))
def test_words_need_no_parser_where_there_is_no_markup(parts: list[tuple[str, str]]) -> None:
    text = "\n".join(start + words for start, words in parts)
    if rich_text._PLAIN.fullmatch(text):
        with pytest.MonkeyPatch.context() as patch:
            quick = rich_words(text)
            patch.setattr(rich_text, "_PLAIN", re.compile("(?!)"))
            assert rich_words(text) == quick
