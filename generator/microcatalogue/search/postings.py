"""Rows that have a word, and what it weighs in each: one number an occurrence while they are gathered, then few bytes.

A row's weight in the index is between 1 and 15 and says how much of the offering the word is: a word of the title weighs more
than one of the description, and more in a short title.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

HEAVIEST = 15
# The weight at which a row has half of the heaviest: that of a word in title and summary comes to two thirds.
_HALF = 12
WEIGHT_BITS = 9
MOST = (1 << WEIGHT_BITS) - 1
"""The most that an occurrence can weigh; what weighs more has the heaviest impact anyway."""
_IMPACT_BITS = 4
_SEVEN_BITS, _MORE = 127, 128
_BEFORE_ALL = -1 << WEIGHT_BITS


def occurrence(row: int, weight: int) -> int:
    """One number for a row and a weight, such that those of later rows are greater."""
    return row << WEIGHT_BITS | (weight if weight < MOST else MOST)


def impact(weight: int) -> int:
    """The weight of a row as the index has it, between 1 and 15: it grows ever more slowly."""
    return max(1, min(HEAVIEST, round(HEAVIEST * weight / (weight + _HALF))))


_IMPACTS = tuple(impact(weight) for weight in range(MOST + 1))


class _Packed(dict[int, bytes]):
    """Numbers in seven bits a byte, the lowest first, each worked out when it comes for the first time."""

    def __missing__(self, number: int) -> bytes:
        found, rest = bytearray(), number
        while rest > _SEVEN_BITS:
            found.append(rest & _SEVEN_BITS | _MORE)
            rest >>= 7
        found.append(rest)
        self[number] = bytes(found)
        return self[number]


_PACKED = _Packed()


def packed_postings(occurrences: Sequence[int]) -> bytes:
    """Rows as steps from the one before, each with its impact in the lowest four bits; occurrences ascend, one a row."""
    if len(occurrences) == 1:
        return _PACKED[occurrences[0] >> WEIGHT_BITS << _IMPACT_BITS | _IMPACTS[occurrences[0] & MOST]]
    return b"".join(
        [
            _PACKED[((one >> WEIGHT_BITS) - (before >> WEIGHT_BITS) - 1) << _IMPACT_BITS | _IMPACTS[one & MOST]]
            for before, one in pairwise((_BEFORE_ALL, *occurrences))
        ]
    )
