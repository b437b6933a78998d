"""Rich text in other forms than HTML says the same words, and no reader finds more markup in it than ours does."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from microcatalogue.rich_text import rich_html, rich_tokens
from microcatalogue.rich_words import escaped, in_markdown, in_plain_words, markdown, plain_words
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
