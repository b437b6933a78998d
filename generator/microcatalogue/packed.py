"""Documents as bytes, unpacked when they are looked at: a catalogue holds thousands of them and looks at one at a time.

As nested mappings they take three times the memory, and a forked process would copy what it only looks at.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping

from .catalogue import Document, Key


def pack(document: Document) -> bytes:
    """A document as bytes, for `unpack` in this program alone."""
    return pickle.dumps(document, protocol=5)


def unpack(packed: bytes) -> Document:
    """The document again."""
    # Nothing from outside gets here: these are bytes that `pack` made in this run, and they lie in memory alone.
    document: Document = pickle.loads(packed)  # noqa: S301
    return document


class PackedDocuments(Mapping[Key, Document]):
    """What each record's file states, by kind and id; the last one looked at stays unpacked."""

    def __init__(self, packed: Mapping[Key, bytes]) -> None:
        self._packed = packed
        self._last: tuple[Key, Document] | None = None

    def __getitem__(self, key: Key) -> Document:
        if self._last is None or self._last[0] != key:
            self._last = key, unpack(self._packed[key])
        return self._last[1]

    def __contains__(self, key: object) -> bool:
        return key in self._packed

    def __iter__(self) -> Iterator[Key]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)
