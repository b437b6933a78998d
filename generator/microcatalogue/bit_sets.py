"""Sets of small numbers as the bits of one integer: unions and differences of ten thousand at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def set_of(numbers: Iterable[int], size: int) -> int:
    """A set of numbers below `size`."""
    found = bytearray(size // 8 + 1)
    for number in numbers:
        found[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(found, "little")


def numbers_in(those: int) -> Iterator[int]:
    """The numbers of a set, in order."""
    for index, byte in enumerate(those.to_bytes((those.bit_length() + 7) // 8, "little")):
        while byte:
            low = byte & -byte
            yield index * 8 + low.bit_length() - 1
            byte ^= low


def union(sets: Iterable[int]) -> int:
    """All numbers of some sets."""
    found = 0
    for one in sets:
        found |= one
    return found
