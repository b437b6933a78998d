"""The words of the index in files of a few kilobytes, so that a query fetches those that it needs.

Forms are sorted and cut into shards. A form names the groups that it belongs to by their number in its own shard, or by
shard and number where the first form of the group lies in another. The ends of all forms, written backwards and sorted,
lie in files of their own: a word with a letter wrong in its first half is found by its second.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import isqrt

from .packing import QUICK, packed
from .words import Group

ROWS_PER_SHARD = 20
_LONGEST_BOUNDARY = 12
# What a form or a group takes in a file beside its letters or postings, about.
_OF_A_WORD = 4


@dataclass(frozen=True, slots=True)
class Shards:
    """The files of words and of ends, and where each begins: the first form of each, as short as tells them apart."""

    words: tuple[bytes, ...]
    ends: tuple[bytes, ...]
    first_words: tuple[str, ...]
    first_ends: tuple[str, ...]


def numbers_of(rows: int) -> tuple[int, int]:
    """How many files of words and of ends there are for so many rows, whatever their words."""
    return rows // ROWS_PER_SHARD + 1, isqrt(rows) + 1


def shards_of(groups: Iterable[Group], rows: int) -> Shards:
    """The files for all groups of a catalogue with so many rows."""
    of_words, of_ends = numbers_of(rows)
    ordered = sorted(groups)
    by_form = _numbers_by_form(ordered)
    forms = sorted(by_form)
    cuts = _cut(forms, _sizes(forms, ordered), of_words)
    backwards = sorted([form[::-1] for form in forms])
    ends = _cut(backwards, [len(form) for form in backwards], of_ends)
    starts = _starts(cuts, ordered)

    with ThreadPoolExecutor() as pool:  # half of the work is compressing, which holds up no other thread
        words = pool.map(lambda number: _words(number, cuts[number], starts, by_form, ordered), range(of_words))
        written = pool.map(lambda those: packed({"words": those}, level=QUICK), ends)
        return Shards(tuple(words), tuple(written), _boundaries(cuts), _boundaries(ends))


def _numbers_by_form(groups: Sequence[Group]) -> dict[str, list[int]]:
    """By form the places of the groups that it belongs to."""
    found: dict[str, list[int]] = {}
    for number, group in enumerate(groups):
        for form in group.forms:
            if form in found:
                found[form].append(number)
            else:
                found[form] = [number]
    return found


def _sizes(forms: Sequence[str], groups: Iterable[Group]) -> list[int]:
    """About how many bytes each form brings to its file: itself, and the postings of the groups that begin with it."""
    begun: dict[str, int] = {}
    for group in groups:
        begun[group.forms[0]] = begun.get(group.forms[0], 0) + len(group.postings) + _OF_A_WORD
    return [len(form) + _OF_A_WORD + begun.get(form, 0) for form in forms]


def _starts(cuts: Sequence[Sequence[str]], groups: Sequence[Group]) -> list[int]:
    """The place of the first group of each file, and the number of all; groups lie in the order of their first forms."""
    firsts = [group.forms[0] for group in groups]
    starts = [len(groups)]
    for forms in reversed(cuts):
        starts.append(bisect_left(firsts, forms[0]) if forms else starts[-1])
    return starts[::-1]


def _words(
    shard: int,
    forms: Sequence[str],
    starts: Sequence[int],
    by_form: Mapping[str, Sequence[int]],
    groups: Sequence[Group],
) -> bytes:
    """One file: forms, the groups of each, and of each group its language and postings."""
    start, end = starts[shard], starts[shard + 1]

    def ref(number: int) -> int | tuple[int, int]:
        if start <= number < end:
            return number - start
        other = bisect_right(starts, number) - 1
        return other, number - starts[other]

    own = groups[start:end]
    head = {
        "words": forms,
        "groups": [[ref(number) for number in by_form[form]] for form in forms],
        "languages": [group.language for group in own],
        "sizes": [len(group.postings) for group in own],
    }
    return packed(head, [b"".join([group.postings for group in own])], QUICK)


def _cut(forms: Sequence[str], sizes: Sequence[int], number: int) -> list[Sequence[str]]:
    """The forms in so many files of about the same size; some are empty where there are fewer forms than files."""
    reached = list(accumulate(sizes, initial=0))
    ends = [bisect_left(reached, reached[-1] * part / number, 0, len(forms)) for part in range(1, number)]
    return [forms[start:end] for start, end in pairwise((0, *ends, len(forms)))]


def _boundaries(cut: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """For each file the shortest beginning of its first form that comes after the last form of the file before.

    A file without forms has the boundary of the next one that has any, so that it is never the last before a word.
    """
    found: list[str] = []
    last = ""
    for those in cut:
        first = those[0] if those else ""
        found.append(_beginning(first, last) if those else "")
        last = those[-1] if those else last
    return tuple(_filled(found))


def _beginning(first: str, before: str) -> str:
    for length in range(1, min(len(first), _LONGEST_BOUNDARY)):
        if first[:length] > before:
            return first[:length]
    return first


def _filled(boundaries: Sequence[str]) -> Iterator[str]:
    following = "\U0010ffff"
    filled = []
    for one in reversed(boundaries):
        following = one or following
        filled.append(following)
    yield from reversed(filled)


def shard_of(word: str, boundaries: Sequence[str]) -> int:
    """The file in which a word is, if it is in any: the last that begins no later, the first for a word before all."""
    return max(0, bisect_right(boundaries, word) - 1)
