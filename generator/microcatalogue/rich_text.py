"""The one gate between text that contributors write and HTML that browsers run.

Rich text is CommonMark without HTML (paragraphs, lists, emphasis, links), rendered and then cleaned by an allow-list.
Nothing else in the project may mark text as safe; a test looks for it.
"""

from __future__ import annotations

import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from .values import is_url

MAX_LENGTH = 5_000

_TAGS = {"p", "ul", "ol", "li", "em", "strong", "a", "br"}
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}


# A line that begins with a letter and holds no mark of CommonMark or HTML: it comes out as it is.
_LINE = r"[^\W\d_](?:[^\W_]|[ .,;:?!()/’‘“”„–%+=-])*(?<! )"
_PLAIN = re.compile(rf"(?:{_LINE}|- {_LINE}(?:\n- {_LINE})*)(?:\n\n(?:{_LINE}|- {_LINE}(?:\n- {_LINE})*))*")


def _plain_html(text: str) -> str | None:
    """The HTML of plain paragraphs of one line and plain lists, as most texts are; None for any other.

    Most rich text is this, and the parser takes fifty times as long; a test holds both to the same HTML.
    """
    if not _PLAIN.fullmatch(text):
        return None
    done, after_list = [], False
    for block in text.split("\n\n"):
        if not block.startswith("- "):
            done.append(f"<p>{block}</p>")
        elif after_list:
            return None  # two lists in a row are one with space between its items
        else:
            items = "".join(f"<li>{item}</li>\n" for item in block[2:].split("\n- "))
            done.append(f"<ul>\n{items}</ul>")
        after_list = block.startswith("- ")
    return "\n".join(done)


def rich_html(text: str) -> Markup:
    """Safe HTML of a rich text; what is no allowed markup appears letter by letter.

    Text beyond `MAX_LENGTH` characters is cut: the schemas refuse it before, and parsers slow down on it.
    """
    plain = _plain_html(text) if len(text) <= MAX_LENGTH else None
    if plain is not None:
        # `_PLAIN` lets through letters, digits and marks of a list of its own: no `<`, `&` or quotation mark that HTML
        # knows is among them, so there is nothing to escape.
        return Markup(plain)  # noqa: S704
    html = _markdown().render(text[:MAX_LENGTH])
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_kept,
        url_schemes={"https", "mailto"},
        link_rel="noopener noreferrer",
    )
    return Markup(clean.strip())  # noqa: S704 - this is the gate


def is_plain(text: str) -> bool:
    """Whether a rich text is its own words: most are, and the parser takes fifty times as long to find out."""
    return len(text) <= MAX_LENGTH and _PLAIN.fullmatch(text) is not None


def rich_tokens(text: str) -> list[Token]:
    """A rich text as the tokens of its markup, for those who write it in another form than HTML; cut like HTML is."""
    return _markdown().parse(text[:MAX_LENGTH])


def _kept(tag: str, attribute: str, value: str) -> str | None:
    """Only links to plain https addresses and mail addresses keep their target."""
    if tag == "a" and attribute == "href":
        return value if _is_link(value) else None
    return value


def _is_link(url: str) -> bool:
    return is_url(url) or (url.startswith("mailto:") and "?" not in url)


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False, "linkify": False})
    parser.enable(["list", "emphasis", "link", "autolink", "escape", "newline"])
    parser.validateLink = _is_link  # type: ignore[method-assign]
    return parser
