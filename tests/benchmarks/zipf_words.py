"""Text of made-up words whose frequencies fall as Zipf's law says, so that an index of it has the postings of a real one.

A chain of the catalogue's own words says little that is new: hardly a thousand words stand in most records, and an index of
them is small however large the catalogue. Here the commonest words of the real texts keep the first ranks, since filters of
stop words look for them; the ranks after them are words put together from the syllables of the language, with endings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from random import Random

VOCABULARY = 30_000
COMMON = 40
SENTENCE = 12

# Mandelbrot's shift: the first words of a real text are less far ahead of each other than 1, 1/2, 1/3.
_SHIFT = 2.7
_SYLLABLES = (2, 2, 3, 3, 4)

# What nouns and verbs end in, the commonest first; stemmers take them off. Other languages have words without endings.
ENDINGS = {
    "de": ("", "en", "e", "er", "es", "ung"),
    "el": ("ος", "η", "α", "ου", "ων", "ες"),
    "en": ("", "s", "ing", "ed", "ly"),
    "et": ("", "i", "d", "s", "t", "de", "st", "le", "ga", "mine", "ks"),
    "fi": ("", "n", "a", "t", "ssa", "sta", "lla", "en", "ksi"),
    "fr": ("", "s", "e", "es", "er", "ement"),
    "lt": ("as", "o", "ai", "us", "e", "ų", "ams"),
    "lv": ("s", "a", "u", "i", "as", "iem", "ām"),
    "pt": ("o", "a", "os", "as", "ar", "mente"),
    "ru": ("", "а", "ы", "ов", "ом", "ами", "ть"),
    "sv": ("", "en", "er", "ar", "ade", "s"),
}

_WORD = re.compile(r"[^\W\d_]+")
_SYLLABLE = re.compile(r"[^\W\d_]*?[aeiouyäöüõåáàâãéèêíîóôúõāēīūąęėįųаеёиоуыэюяαεηιουωάέήίόύώ]", re.IGNORECASE)


class ZipfWords:
    """The words of one language by rank, made from its real texts; what `generated.parts_of` takes."""

    def __init__(self, language: str, texts: Sequence[str]) -> None:
        counted: Counter[str] = Counter(word.lower() for text in texts for word in _WORD.findall(text))
        self._common = tuple(word for word, _ in sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:COMMON])
        self._stems = _stems(language, counted)
        self._endings = ENDINGS.get(language, ("",))
        self._of_endings = _falling(len(self._endings), 0)
        self._of_ranks = _falling(len(self._common) + len(self._stems), _SHIFT)
        self._of_stems = _falling(len(self._stems), _SHIFT + len(self._common))

    def words(self, count: int, random: Random) -> str:
        """So many words as sentences; ends with a full stop."""
        ranks = random.choices(range(len(self._of_ranks)), cum_weights=self._of_ranks, k=count)
        said = [self._word(rank, random) for rank in ranks]
        sentences = (" ".join(said[start : start + SENTENCE]) for start in range(0, count, SENTENCE))
        return " ".join(f"{one[:1].upper()}{one[1:]}." for one in sentences)

    def title(self, count: int, random: Random) -> str:
        """A title of `count` words, the last drawn from all alike, so that one tells it from others."""
        ranks = random.choices(range(len(self._stems)), cum_weights=self._of_stems, k=count - 1)
        stems = [*ranks, random.randrange(len(self._stems))]
        title = " ".join(self._inflected(self._stems[rank], random) for rank in stems)
        return f"{title[:1].upper()}{title[1:]}"

    def _word(self, rank: int, random: Random) -> str:
        if rank < len(self._common):
            return self._common[rank]
        return self._inflected(self._stems[rank - len(self._common)], random)

    def _inflected(self, stem: str, random: Random) -> str:
        ending: str = random.choices(self._endings, cum_weights=self._of_endings)[0]
        return stem + ending


def _stems(language: str, counted: Counter[str]) -> tuple[str, ...]:
    """The stems of a language, no two alike: each as many syllables of its real words as words have."""
    random = Random(language)
    syllables = Counter({one: 0 for word in sorted(counted) for one in _SYLLABLE.findall(word)})
    for word, number in counted.items():
        syllables.update(dict.fromkeys(_SYLLABLE.findall(word), number))
    options, weights = zip(*sorted(syllables.items()), strict=True)
    heaped = tuple(accumulate(weights))
    found: dict[str, None] = {}
    while len(found) < VOCABULARY:
        parts = random.choices(options, cum_weights=heaped, k=random.choice(_SYLLABLES))
        closing = random.choices(options, cum_weights=heaped)[0][0]
        found.setdefault("".join((*parts, closing)))
    return tuple(found)


def _falling(count: int, shift: float) -> tuple[float, ...]:
    """Weights that fall with the rank, heaped up as `random.choices` takes them."""
    return tuple(accumulate(1 / (rank + shift) for rank in range(1, count + 1)))
