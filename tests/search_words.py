"""Words as the judged collections for search count them: cut out of texts, without marks, and how far apart two are."""

from __future__ import annotations

import re
import unicodedata

# What has no mark of its own to take off, and is still typed as a plain letter.
_PLAIN = str.maketrans({"ł": "l", "đ": "d", "ħ": "h", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe"})


def in_order(text: str) -> list[str]:
    """The words of a text in their order: runs of letters and digits in lower case, cut at apostrophes and hyphens."""
    return re.findall(r"[^\W_]+", text.lower())


def words(*texts: str) -> set[str]:
    """The different words of texts."""
    return {word for text in texts for word in in_order(text)}


def plain(text: str) -> str:
    """A text in lower case without the marks of its letters."""
    apart = unicodedata.normalize("NFKD", text.lower().translate(_PLAIN))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def slips(one: str, other: str) -> int:
    """How many letters are wrong, missing, too many or swapped with their neighbour (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        this = [row]
        for column, against in enumerate(other, start=1):
            cost = min(last[column] + 1, this[-1] + 1, last[column - 1] + (letter != against))
            if row > 1 < column and letter == other[column - 2] and one[row - 2] == against:
                cost = min(cost, before[column - 2] + 1)
            this.append(cost)
        before, last = last, this
    return last[-1]
