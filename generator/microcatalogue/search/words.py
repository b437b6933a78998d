"""Where words occur: for every language the groups of forms that have a stem in common, with the rows that have them.

A row's weight in a group is between 1 and 15 and says how much of the offering the word is: a word of the title weighs more
than one of the description, and more in a short title.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..catalogue import Catalogue
from ..model import Offering
from .compounds import Parting
from .texts import TITLE, weighted_texts
from .tongues import LINKERS, folded, stemmer, words_of

HEAVIEST = 15
_SHORT_TITLE = 8
# A word that is said again and again in one text is not worth a word of the title.
_MOST_TIMES = 2
# The weight at which a row has half of the heaviest: that of a word in title and summary comes to two thirds.
_HALF = 12
_MOST = 255
_WEIGHT_BITS = 4
_SEVEN_BITS, _MORE = 127, 128

Postings = dict[int, int]
"""Weight by row."""


@dataclass(slots=True)
class Occurrences:
    """The rows in which one form occurs, in order, with the weight that it has in each."""

    rows: array[int]
    weights: array[int]


Forms = dict[str, dict[str, Occurrences]]
"""Occurrences by language and form."""


@dataclass(frozen=True, slots=True)
class Group:
    """Forms of a word in one language, folded, and the rows in which any of them occurs, as `packed_postings` has them."""

    language: str
    forms: tuple[str, ...]
    postings: bytes


def forms_in(numbered: Iterable[tuple[int, Offering]], catalogue: Catalogue) -> Forms:
    """Every form in every language that the numbered offerings use; numbers ascend."""
    found: Forms = defaultdict(dict)
    for row, offering in numbered:
        for language, counted in _counted(offering, catalogue).items():
            known = found[language]
            for form, weight in counted.items():
                at = known.get(form)
                if at is None:
                    at = known[form] = Occurrences(array("I"), array("B"))
                at.rows.append(row)
                at.weights.append(min(weight, _MOST))
    return found


def _counted(offering: Offering, catalogue: Catalogue) -> Mapping[str, Mapping[str, int]]:
    """What each form weighs in an offering, by language."""
    by_language: dict[str, dict[str, int]] = defaultdict(dict)
    for language, text, weight in weighted_texts(offering, catalogue):
        words = words_of(text)
        weighs = weight + (_SHORT_TITLE // max(1, len(words)) if weight == TITLE else 0)
        known = by_language[language]
        for word, number in Counter(words).items():
            known[word] = known.get(word, 0) + weighs * min(number, _MOST_TIMES)
    return by_language


def joined(shares: Sequence[Forms]) -> Forms:
    """Occurrences of several shares of the offerings together; rows are put in order when groups are made."""
    whole: Forms = defaultdict(dict)
    for share in shares:
        for language, forms in share.items():
            known = whole[language]
            for form, one in forms.items():
                if form in known:
                    known[form].rows.extend(one.rows)
                    known[form].weights.extend(one.weights)
                else:
                    known[form] = one
    return whole


def groups_of(forms: Forms, languages: Iterable[str]) -> Iterator[Group]:
    """The groups of some languages, language by language."""
    for language in languages:
        yield from _groups(language, forms[language])


def _groups(language: str, forms: Mapping[str, Occurrences]) -> Iterator[Group]:
    stem = stemmer(language)
    members: dict[str, list[tuple[str, Occurrences, bool]]] = defaultdict(list)
    for form, one in forms.items():
        members[stem(form)].append((form, one, False))
    if language in LINKERS:
        parting = Parting(language, forms, stem)
        for form, one in forms.items():
            for part in parting.parts(form):
                members[stem(part)].append((part, one, True))
    for key in sorted(members):
        those = members[key]
        weights = _postings((one, is_part) for _, one, is_part in those)
        yield Group(language, tuple(sorted({folded(form) for form, _, _ in those})), packed_postings(weights))


def _postings(those: Iterable[tuple[Occurrences, bool]]) -> Postings:
    """The weights of all rows; in a part of a compound a word weighs half."""
    postings: Postings = {}
    known = postings.get
    for one, is_part in those:
        if not postings and not is_part:
            postings.update(zip(one.rows, one.weights, strict=True))
            continue
        for row, weight in zip(one.rows, one.weights, strict=True):
            postings[row] = known(row, 0) + (weight + 1 >> 1 if is_part else weight)
    return postings


def impact(weight: int) -> int:
    """The weight of a row as the index has it, between 1 and 15: it grows ever more slowly."""
    return max(1, min(HEAVIEST, round(HEAVIEST * weight / (weight + _HALF))))


_IMPACTS = tuple(impact(weight) for weight in range(2048))


def packed_postings(weights: Postings) -> bytes:
    """Rows as steps from the one before, each with its impact in the lowest four bits; seven bits a byte, the rest first."""
    found, before, last = bytearray(), -1, len(_IMPACTS) - 1
    append = found.append
    for row in sorted(weights):
        number = (row - before - 1) << _WEIGHT_BITS | _IMPACTS[min(weights[row], last)]
        before = row
        while number > _SEVEN_BITS:
            append(number & _SEVEN_BITS | _MORE)
            number >>= 7
        append(number)
    return bytes(found)
