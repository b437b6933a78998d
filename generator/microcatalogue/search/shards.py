"""The words of the index in files of a few kilobytes, so that a query fetches those that it needs.

Forms are sorted and cut into shards. A form names the groups that it belongs to by their number in its own shard, or by
shard and number where the first form of the group lies in another. The ends of all forms, written backwards and sorted,
lie in files of their own: a word with a letter wrong in its first half is found by its second.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import isqrt

from .packing import packed
from .words import Group

ROWS_PER_SHARD = 20
_LONGEST_BOUNDARY = 12


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


def shards_of(groups: Sequence[Group], rows: int) -> Shards:
    """The files for all groups of a catalogue with so many rows."""
    of_words, of_ends = numbers_of(rows)
    by_form: dict[str, list[int]] = {}
    leads: dict[str, list[int]] = {}
    for number, group in enumerate(groups):
        leads.setdefault(group.forms[0], []).append(number)
        for form in group.forms:
            by_form.setdefault(form, []).append(number)
    forms = sorted(by_form)
    lengths = [len(group.postings) + 4 for group in groups]
    cuts = _cut(forms, [len(form) + 4 + sum([lengths[n] for n in leads.get(form, ())]) for form in forms], of_words)
    place: dict[int, tuple[int, int]] = {}
    own = [[number for form in those for number in leads.get(form, ())] for those in cuts]
    for shard, led in enumerate(own):
        place.update({number: (shard, local) for local, number in enumerate(led)})
    backwards = sorted([form[::-1] for form in forms])
    ends = _cut(backwards, [len(form) for form in backwards], of_ends)
    with ThreadPoolExecutor() as pool:  # compressing is most of the work and holds up no other thread
        words = pool.map(lambda shard: _shard(shard, cuts[shard], own[shard], by_form, place, groups), range(of_words))
        written = pool.map(lambda those: packed({"words": those}), ends)
        return Shards(tuple(words), tuple(written), _boundaries(cuts), _boundaries(ends))


def _shard(
    shard: int,
    forms: Sequence[str],
    own: Sequence[int],
    by_form: dict[str, list[int]],
    place: dict[int, tuple[int, int]],
    groups: Sequence[Group],
) -> bytes:
    """One file: forms, the groups of each, and of each group its language and postings."""
    refs = [[place[n][1] if place[n][0] == shard else list(place[n]) for n in by_form[form]] for form in forms]
    head = {"words": forms, "groups": refs, "languages": [groups[n].language for n in own]}
    return packed(
        {**head, "sizes": [len(groups[n].postings) for n in own]}, [b"".join(groups[n].postings for n in own)]
    )


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
