"""Text with a natural distribution of words, learnt from the catalogue's own texts, for made-up records.

A chain of words (each drawn from those that follow it in real texts) keeps the common words as common as they are. A few
words in a hundred come from a long tail of compounds whose frequencies fall as Zipf's law says, because a vocabulary goes
on growing with the number of texts (Heaps) and an index of ten thousand records has to bear that.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import accumulate, pairwise
from random import Random
from typing import Protocol

TAIL_SHARE = 0.03
TAIL_WORDS = 30_000

_TOKEN = re.compile(r"[^\s]+")
_LETTERS = re.compile(r"[^\W\d_]{4,}")


class Words(Protocol):
    """The words of one language, for texts and titles of a wanted length."""

    def words(self, count: int, random: Random) -> str:
        """About `count` words as sentences; ends with a full stop."""

    def title(self, count: int, random: Random) -> str:
        """A title of `count` words, with a rare one to tell it from others."""


class WordChain:
    """The words of one language and what follows them; `words` gives text of a wanted length."""

    def __init__(self, texts: Iterable[str]) -> None:
        follows: dict[str, Counter[str]] = defaultdict(Counter)
        parts: Counter[str] = Counter()
        for text in texts:
            tokens = ["", *_TOKEN.findall(re.sub(r"[*_\[\]()>#]|^\s*(?:-|\d+\.)\s", " ", text, flags=re.MULTILINE))]
            for before, after in pairwise(tokens):
                follows[_bare(before)][after] += 1
            parts.update(word.lower() for word in _LETTERS.findall(text))
        self._follows = {word: (tuple(after), tuple(accumulate(after.values()))) for word, after in follows.items()}
        self._parts = tuple(sorted(parts))
        self._tail = tuple(accumulate(1 / rank for rank in range(1, TAIL_WORDS + 1)))

    def words(self, count: int, random: Random) -> str:
        """About `count` words as sentences; ends with a full stop."""
        said: list[str] = []
        before = ""
        while len(said) < count:
            options, weights = self._follows.get(before) or self._follows[""]
            word = random.choices(options, cum_weights=weights)[0]
            before = _bare(word)
            said.append(self._rare(random) if random.random() < TAIL_SHARE else word)
        text = re.sub(r"[^\w)%”]+$", "", " ".join(said))
        return f"{text[:1].upper()}{text[1:]}."

    def title(self, count: int, random: Random) -> str:
        """A title of `count` words, with a rare one to tell it from others."""
        words = re.findall(r"[^\W\d_]+", self.words(count, random))
        title = " ".join((*words[: count - 1], self._rare(random)))
        return f"{title[:1].upper()}{title[1:].lower()}"

    def _rare(self, random: Random) -> str:
        """A word of the tail: the same rank is always the same compound."""
        rank = random.choices(range(TAIL_WORDS), cum_weights=self._tail)[0]
        made = Random(rank)
        return f"{made.choice(self._parts)}{made.choice(self._parts)}"


def _bare(word: str) -> str:
    """A word as it is looked up; empty where a sentence ends, so that the next one begins as sentences do."""
    return "" if word.endswith((".", "!", "?")) else word.lower()
