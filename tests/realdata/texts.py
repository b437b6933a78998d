"""Texts of a source as texts of the format: plain, within their limits, in every language that has one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal

TEXT_LIMIT = 2000
SUMMARY_LIMIT = 300
RICH_LIMIT = 5000

_SENTENCE_END = re.compile(r"(?<!\d)[.!?](?=\s)")
_MARKUP = re.compile(r"[\\`*_\[\]<>&]")
_LEADING_MARKER = re.compile(r"^([-+#=~]|\d+(?=[.)]))")


def plain(text: str) -> str:
    """Give `text` in NFC on one line, without control and formatting characters."""
    joined = " ".join(text.split())
    visible = (character for character in joined if unicodedata.category(character) not in ("Cc", "Cf"))
    return unicodedata.normalize("NFC", "".join(visible)).strip()


def shortened(text: str, limit: int) -> str:
    """Give `text` as it is or cut to `limit` characters, an ellipsis at the end.

    The cut is after the last whole sentence if that keeps at least half of `limit`, else after the last word.
    """
    if len(text) <= limit:
        return text
    room = text[: limit - len(" …")]
    sentences = [match.end() for match in _SENTENCE_END.finditer(room) if match.end() >= limit // 2]
    if sentences:
        return room[: sentences[-1]] + " …"
    words = text[:limit].rpartition(" ")[0] or text[: limit - 1]
    return words.rstrip(" ,;:–-") + "…"


def commonmark(text: str) -> str:
    """Give the CommonMark source that shows the plain `text`, so that nothing in it becomes markup by chance."""
    escaped = _MARKUP.sub(lambda match: "\\" + match.group(), text)
    marker = _LEADING_MARKER.match(escaped)
    if marker is None:
        return escaped
    at = marker.end() if marker.group().isdigit() else 0
    return f"{escaped[:at]}\\{escaped[at:]}"


def text(source: Mapping[str, str] | None, limit: int = TEXT_LIMIT) -> dict[str, str]:
    """Give the languages of `source` that have a text, cut to `limit`; empty where there is none."""
    return _each(source, lambda words: shortened(words, limit))


def rich(source: Mapping[str, str] | None) -> dict[str, str]:
    """Give the languages of `source` that have a text, as CommonMark within the limit of rich text."""
    return _each(source, lambda words: shortened(commonmark(words), RICH_LIMIT))


def number(value: str | int | Decimal) -> int | Decimal:
    """Give a decimal without superfluous zeros: `6.0` is 6."""
    exact = Decimal(value)
    return int(exact) if exact == exact.to_integral_value() else exact.normalize()


def _each(source: Mapping[str, str] | None, change: Callable[[str], str]) -> dict[str, str]:
    stated = {language: plain(words) for language, words in (source or {}).items()}
    return {language: change(words) for language, words in stated.items() if words}
