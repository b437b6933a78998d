"""What is looked at while something is made: as long as all of that is the same, it need not be made again.

Whatever belongs to one record notes that record, whatever is found by an index notes the question that was asked. The
answers are compared by whoever keeps what was made; nothing here knows them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, ItemsView, Iterator, Mapping, ValuesView
from typing import Any, TypeVar

Query = tuple[str, ...]
Looked = frozenset[Query]

Made = TypeVar("Made")
Name = TypeVar("Name")
Value = TypeVar("Value")


class Reads:
    """Takes note of the questions that are asked while something is made; does nothing while nobody wants to know."""

    def __init__(self) -> None:
        self._seen: set[Query] | None = None
        self._same: dict[Query, Query] = {}

    def note(self, *query: str) -> None:
        """A question was asked: its name, and what it was about."""
        if self._seen is not None:
            self._seen.add(query)

    def recorded(self, make: Callable[[], Made]) -> tuple[Made, Looked]:
        """What `make` gives, and every question that it asked; they are not noted for what surrounds it."""
        outer, self._seen = self._seen, set()
        try:
            made = make()
            same = self._same.setdefault  # one object a question, so that many answers that name it stay small
            return made, frozenset([same(query, query) for query in self._seen])
        finally:
            self._seen = outer

    def apart(self, make: Callable[[], Made]) -> Made:
        """What `make` gives, its questions not noted: for indexes, whose users note what they ask them."""
        outer, self._seen = self._seen, None
        try:
            return make()
        finally:
            self._seen = outer

    def once(self, known: dict[Any, tuple[Any, Looked]], key: Hashable, make: Callable[[], Made]) -> Made:
        """What many share, made the first time; whoever uses it has asked all that was asked for it."""
        if key not in known:
            known[key] = self.recorded(make)
        made: Made
        made, seen = known[key]
        if self._seen is not None:
            self._seen |= seen
        return made


class Watched(Mapping[Name, Value]):
    """A table of records of a kind that notes what is looked up in it; without a kind its keys name kind and id."""

    def __init__(self, reads: Reads, kind: str, table: Mapping[Name, Value]) -> None:
        self._reads, self._kind, self._table = reads, kind, table

    def __getitem__(self, name: Name) -> Value:
        self._note(name)
        return self._table[name]

    def get(self, name: Any, default: Any = None) -> Any:
        """The record of that name, or the default."""
        self._note(name)
        return self._table.get(name, default)

    def __contains__(self, name: object) -> bool:
        self._note(name)
        return name in self._table

    def __iter__(self) -> Iterator[Name]:
        self._reads.note("ids", self._kind)
        return iter(self._table)

    def __len__(self) -> int:
        self._reads.note("ids", self._kind)
        return len(self._table)

    def values(self) -> ValuesView[Value]:
        """All records."""
        self._reads.note("all", self._kind)
        return self._table.values()

    def items(self) -> ItemsView[Name, Value]:
        """All records with their names."""
        self._reads.note("all", self._kind)
        return self._table.items()

    def _note(self, name: Any) -> None:
        if self._kind:
            self._reads.note("record", self._kind, name)
        else:
            self._reads.note("record", *name)
