"""Documents as bytes, unpacked when they are looked at: a catalogue holds thousands of them and looks at one at a time.

As nested mappings they take three times the memory, and a forked process would copy what it only looks at.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import Enum
from io import BytesIO
from typing import Any

from .catalogue import Document, Key


def pack(document: Document) -> bytes:
    """A document as bytes, for `unpack` in this program alone."""
    return pickle.dumps(document, protocol=5)


def unpack(packed: bytes) -> Document:
    """The document again."""
    document: Document = plain(packed, _NUMBERS)
    return document


_NUMBERS = {("decimal", "Decimal"): Decimal}


def packed_plain(value: Any) -> bytes:
    """Values of plain types and of simple classes as bytes, for `plain`."""
    into = BytesIO()
    _Packing(into, protocol=5).dump(value)
    return into.getvalue()


class _Packing(pickle.Pickler):
    def reducer_override(self, value: Any) -> Any:
        """A member of an enumeration by its class and value; left to themselves some Pythons name other functions."""
        return (type(value), (value.value,)) if isinstance(value, Enum) else NotImplemented


def plain(packed: bytes, classes: Mapping[tuple[str, str], type[Any]]) -> Any:
    """What was packed, of strings, numbers, lists, mappings and the named classes alone; UnpicklingError for others.

    So that what comes from a file beside the site can call nothing.
    """
    return _Plain(packed, classes).load()


class _Plain(pickle.Unpickler):
    def __init__(self, packed: bytes, classes: Mapping[tuple[str, str], type[Any]]) -> None:
        super().__init__(BytesIO(packed))
        self._classes = classes

    def find_class(self, module: str, name: str) -> Any:
        """The class of that name, where it is one of those that may be there."""
        if (module, name) not in self._classes:
            raise pickle.UnpicklingError(f"{module}.{name} has no business here")
        return self._classes[module, name]


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
