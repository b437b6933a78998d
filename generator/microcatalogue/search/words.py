"""Where words occur: for every language the groups of forms that have a stem in common, with the rows that have them."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ..catalogue import Catalogue
from ..model import Offering
from .compounds import Parting
from .postings import MOST, WEIGHT_BITS, occurrence, packed_postings
from .texts import TITLE, weighted_texts
from .tongues import LINKERS, folded, stemmer, words_of

_SHORT_TITLE = 8

Texts = Mapping[str, Sequence[tuple[int, str, int]]]
"""By language: row, text, weight; rows ascend."""

Forms = dict[str, "array[int]"]
"""By form its occurrences, one a row, in order."""


class Group(NamedTuple):
    """Forms of a word in one language, folded, and the rows in which any of them occurs, as `packed_postings` has them."""

    forms: tuple[str, ...]
    language: str
    postings: bytes


def texts_of(rows: Sequence[Offering], catalogue: Catalogue) -> Texts:
    """All texts of all rows."""
    found: dict[str, list[tuple[int, str, int]]] = defaultdict(list)
    for row, offering in enumerate(rows):
        for language, text, weight in weighted_texts(offering, catalogue):
            found[language].append((row, text, weight))
    return found


def shared_out(texts: Texts, number: int) -> list[list[str]]:
    """The languages in so many shares with about the same number of letters to read; none is empty."""
    letters = {language: sum(len(text) for _, text, _ in those) for language, those in texts.items()}
    shares: list[list[str]] = [[] for _ in range(number)]
    for language in sorted(letters, key=lambda one: (-letters[one], one)):
        min(shares, key=lambda share: sum(letters[one] for one in share)).append(language)
    return [share for share in shares if share]


def groups_of(texts: Texts, languages: Iterable[str]) -> Iterator[Group]:
    """The groups of some languages, language by language."""
    for language in languages:
        yield from _groups(language, _forms(texts[language]))


def _forms(texts: Iterable[tuple[int, str, int]]) -> Forms:
    """Every form that the texts of a language use."""
    found: Forms = {}
    known: dict[str, int] = {}
    row = -1
    for its_row, text, weight in texts:
        if its_row != row:
            _add(found, row, known)
            known, row = {}, its_row
        words = words_of(text)
        weighs = weight + (_SHORT_TITLE // max(1, len(words)) if weight == TITLE else 0)
        for word, times in Counter(words).items():
            # A word that is said again and again in one text is not worth a word of the title.
            known[word] = known.get(word, 0) + (weighs if times == 1 else weighs + weighs)
    _add(found, row, known)
    return found


def _add(forms: Forms, row: int, weights: Mapping[str, int]) -> None:
    for form, weight in weights.items():
        if form in forms:
            forms[form].append(occurrence(row, weight))
        else:
            forms[form] = array("I", (occurrence(row, weight),))


def _groups(language: str, forms: Forms) -> Iterator[Group]:
    stem = stemmer(language)
    whole: dict[str, list[str]] = defaultdict(list)
    for form in forms:
        whole[stem(form)].append(form)
    cut: dict[str, list[tuple[str, str]]] = defaultdict(list)  # part, and the form that it is a part of
    if language in LINKERS:
        parting = Parting(language, forms, stem)
        for form in forms:
            for part in parting.parts(form):
                cut[stem(part)].append((part, form))
    for key in whole.keys() | cut.keys():
        those, parts = whole.get(key, ()), cut.get(key, ())
        if len(those) == 1 and not parts:  # the most of all, since most words are rare
            yield Group((folded(those[0]),), language, packed_postings(forms[those[0]]))
            continue
        plain = {folded(form) for form in (*those, *(part for part, _ in parts))}
        rows = _together([forms[form] for form in those], [forms[form] for _, form in parts])
        yield Group(tuple(sorted(plain)), language, packed_postings(rows))


def _together(whole: Iterable[array[int]], parts: Iterable[array[int]]) -> Sequence[int]:
    """One occurrence a row, with the weight of all; in a part of a compound a word weighs half."""
    weights: dict[int, int] = {}
    known = weights.get
    for those in whole:
        for one in those:
            row = one >> WEIGHT_BITS
            weights[row] = known(row, 0) + (one & MOST)
    for those in parts:
        for one in those:
            row = one >> WEIGHT_BITS
            weights[row] = known(row, 0) + ((one & MOST) + 1 >> 1)
    return sorted([occurrence(row, weight) for row, weight in weights.items()])
