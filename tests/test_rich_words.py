"""Rich text in other forms than HTML says the same words, and no reader finds more markup in it than ours does."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from microcatalogue.rich_text import rich_html, rich_tokens
from microcatalogue.rich_words import cell_words, escaped, in_markdown, in_plain_words, markdown, plain_words
from microcatalogue.values import RichText, Text

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

MARKS = st.text(st.sampled_from(" *_[]()<>-+=1.:\n\\`#&~|!abõ"), max_size=40)
PIECES = st.sampled_from(
    [
        "[x](https://a.example.org)",
        "<https://b.example.org/x_y>",
        "[y](javascript:z)",
        "- ",
        "1. ",
        "\n\n",
        "\n",
        "<b>",
        "`",
        "  ",
    ]
)
RICH = st.lists(st.one_of(MARKS, PIECES), max_size=8).map("".join)


def words(text: str) -> str:
    """All letters of a text as another reader shows it, without blanks."""
    found = (child.content for token in READER.parse(text) for child in token.children or ())
    return re.sub(r"\s", "", "".join(found))


def ours(text: str) -> str:
    found = (child.content for token in rich_tokens(text) for child in token.children or ())
    return re.sub(r"\s", "", "".join(found))


@given(RICH)
def test_another_reader_shows_the_same_words(text: str) -> None:
    assert words(markdown(text)) == ours(text)


@given(RICH)
def test_another_reader_finds_no_markup_of_its_own(text: str) -> None:
    kinds = {one.type for token in READER.parse(markdown(text)) for one in (token, *(token.children or ()))}
    assert not kinds & {
        "html_block",
        "html_inline",
        "code_inline",
        "code_block",
        "fence",
        "image",
        "heading_open",
        "hr",
    }
    targets = re.findall(r'href="([^"]*)"', READER.render(markdown(text)))
    assert all(one.startswith(("https://", "mailto:")) for one in targets)
    assert len(targets) == str(rich_html(text)).count("<a href")


@given(MARKS)
def test_plain_words_are_shown_letter_by_letter(text: str) -> None:
    line = " ".join(text.split())
    assert words(f"- {escaped(line)}") == re.sub(r"\s", "", line)


def test_a_text_in_both_forms() -> None:
    text = "Read *this* **well** at [our page](https://a.example.org/x_y):\n\n- one & two\n- three\n   1. deeper\n\n<b>end</b>"
    assert plain_words(text) == (
        "Read this well at our page (https://a.example.org/x_y):\n\n- one & two\n- three\n  1. deeper\n\n<b>end</b>"
    )
    assert markdown(text) == (
        "Read *this* **well** at [our page](<https://a.example.org/x_y>):\n\n"
        "- one \\& two\n- three\n  1. deeper\n\n\\<b\\>end\\</b\\>"
    )


def test_the_type_of_a_text_decides() -> None:
    assert in_plain_words(RichText, "*a*") == "a"
    assert in_plain_words(Text, "*a*") == "*a*"
    assert in_markdown(RichText, "*a*") == "*a*"
    assert in_markdown(Text, "*a*") == r"\*a\*"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("One line.", "One line."),
        ("- a\n- b", "• a\n• b"),
        ("Before:\n\n- one\n- two\n\nAfter", "Before:\n\n• one\n• two\n\nAfter"),
        ("*a* **b**\nc", "a b\nc"),
        ("3. c\n4. d\n   - e", "3. c\n4. d\n   • e"),
        ("1. - a\n\nb", "1. • a\n\nb"),
        ("- \n\nb", "b"),
        ("- a\n\n  more\n- b", "• a\n\n  more\n• b"),
        ("[a](https://example.org/)", "a (https://example.org/)"),
        ("<https://example.org/>", "https://example.org/"),
        ("<a@example.org>", "a@example.org"),
        ("[a](javascript:x) <b>c</b>", "[a](javascript:x) <b>c</b>"),
        ("x" * 6000, "x" * 5000),
    ],
)
def test_in_a_cell_items_begin_with_a_dot(text: str, words: str) -> None:
    assert cell_words(text) == words
