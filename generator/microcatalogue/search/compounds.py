"""Parts of compounds: andmeanalüüs is andme and analüüs, told apart by the words that the catalogue itself uses.

A word is parted where both parts are known. Where only the first is known, the rest still counts as a part if it is too
long to be an ending, so that a word which never stands alone is found all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from .tongues import LINKERS

SHORTEST = 8
FEWEST_LETTERS = 3
FEWEST_LETTERS_OF_LAST = 4
# As many letters of an unknown rest make it a word: endings that stemmers leave on are shorter.
_NO_ENDING = 5


class Parting:
    """Parts the compounds of one language; `known` are its words, `stem` what their forms have in common."""

    def __init__(self, language: str, known: Collection[str], stem: Callable[[str], str]) -> None:
        self._linkers = LINKERS.get(language, ())
        self._stem = stem
        self._stems = {stem(word) for word in known}
        heads = {head for head in self._stems | set(known) if len(head) >= FEWEST_LETTERS}
        self._firsts = {head + linker for head in heads for linker in self._linkers}

    def parts(self, word: str) -> tuple[str, ...]:
        """The parts of a compound, as they stand in it; none where it is no compound."""
        if len(word) < SHORTEST or not self._linkers:
            return ()
        whole = self._stem(word)
        best: tuple[int, int] | None = None
        for cut in range(FEWEST_LETTERS, len(word) - FEWEST_LETTERS_OF_LAST + 1):
            value = self._value(word, cut, whole)
            if value and (best is None or value > best[0]):
                best = value, cut
        if best is None:
            return ()
        first, last = word[: best[1]], word[best[1] :]
        return (*(self.parts(first) or (first,)), *(self.parts(last) or (last,)))

    def _value(self, word: str, cut: int, whole: str) -> int:
        """How good a place to part a word is; 0 for none. Two known parts beat one, even parts beat uneven ones."""
        first, last = word[:cut], word[cut:]
        if first not in self._firsts:
            return 0
        evenness = min(cut, len(word) - cut)
        if self._stem(last) in self._stems:
            return 100 + evenness
        is_word = len(whole) - cut >= _NO_ENDING - 1 and len(last) >= _NO_ENDING and cut >= FEWEST_LETTERS_OF_LAST
        return evenness if is_word else 0
