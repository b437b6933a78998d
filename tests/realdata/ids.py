"""Ids made from what a source offers: a web address, a code or a name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from urllib.parse import unquote, urlsplit

MAX_LENGTH = 64
RESERVED = frozenset({"catalogue", "provider", "recognition-policy", "pathways", "index"})


def slug(text: str) -> str:
    """Give `text` as an id: letters without their marks, lower case, all else one hyphen, at most 64 characters.

    A text that leaves nothing or a reserved word gives `offering` or the word with `-1`.
    """
    bare = unicodedata.normalize("NFKD", unquote(text)).encode("ascii", "ignore").decode("ascii")
    word = _cut("-".join(re.findall(r"[a-z0-9]+", bare.lower())), MAX_LENGTH)
    if not word:
        return "offering"
    return f"{word}-1" if word in RESERVED else word


def slug_of_url(url: str) -> str:
    """Give the last segment of the path of `url` as an id."""
    return slug(urlsplit(url).path.rstrip("/").rpartition("/")[2])


def unique(slugs: Iterable[str], taken: Collection[str] = ()) -> tuple[str, ...]:
    """Give each of `slugs` as an id of its own, none of them in `taken`.

    The first to ask for an id has it; the next gets the same with the lowest free number from 2 on. A slug that
    stands in the list as it is keeps it, even where an earlier one could have reached it by a number.
    """
    wanted = tuple(slugs)
    used = set(taken)
    given: list[str] = []
    for word in wanted:
        number = 1
        name = word
        while name in used or (number > 1 and name in wanted):
            number += 1
            name = f"{_cut(word, MAX_LENGTH - len(str(number)) - 1)}-{number}"
        used.add(name)
        given.append(name)
    return tuple(given)


def _cut(word: str, length: int) -> str:
    """Cut at the last hyphen within `length`, so that an id ends with a whole word where it can."""
    if len(word) <= length:
        return word
    head = word[: length + 1].rpartition("-")[0]
    return head or word[:length]
