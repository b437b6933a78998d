"""How much room words take in a drawing, where no browser breaks lines: an estimate that is rather too wide than too narrow."""

from __future__ import annotations

from functools import lru_cache
from math import ceil
from unicodedata import combining, east_asian_width

# Widths in parts of the font's size, after the widest of the usual system fonts.
_NARROW = frozenset("iljtfrI.,:;'’|!()[]/- ")
_WIDE = frozenset("mwMW@%—…")
BOLD = 1.12


def width_of(words: str, size: float) -> float:
    """About how wide words are in a font of a size, in the same unit."""
    return size * sum(map(_em, words))


@lru_cache(maxsize=4096)
def _em(letter: str) -> float:
    if combining(letter):
        return 0
    if east_asian_width(letter) in "WF":
        return 1.05
    if letter in _NARROW:
        return 0.42
    if letter in _WIDE:
        return 1.02
    return 0.76 if letter.isupper() else 0.65


def lines_of(words: str, width: float, size: float) -> tuple[str, ...]:
    """Words broken into lines of at most a width, in the middle of those that are longer than a line."""
    lines: list[str] = []
    line = ""
    for word in words.split():
        joined = f"{line} {word}" if line else word
        if width_of(joined, size) <= width:
            line = joined
            continue
        lines += [line] if line else []
        *whole, line = _pieces(word, width, size)
        lines += whole
    return (*lines, line) if line else tuple(lines)


def _pieces(word: str, width: float, size: float) -> list[str]:
    """A word in pieces of about one length that fit, with hyphens; each has at least one letter, however narrow the line."""
    whole = width_of(word, size)
    if whole <= width:
        return [word]
    hyphen = width_of("-", size)
    fair = whole / ceil(whole / max(width - 2 * hyphen, 1)) + hyphen
    pieces = [""]
    for letter in word:
        if pieces[-1] and width_of(pieces[-1] + letter, size) > fair and not combining(letter):
            pieces[-1] += "-"
            pieces.append("")
        pieces[-1] += letter
    return pieces
