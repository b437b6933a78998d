"""What each format cannot say: a table of fields and reasons a format, and a report in which every record is told.

A field is told where its record states it. What a format says of one record and not of another, it tells by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from ..catalogue import Key
from ..edition import Edition
from ..urls import iri
from .api import envelope_around
from .registry import feed, loss_path
from .writing import json_bytes

Reasons = Mapping[str, str]
Partly = Callable[[Edition, Key], Iterable[str]]


def _nothing(_edition: Edition, _key: Key) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Losses:
    """What a format cannot say: for each kind of record, fields of the format (`price.vat`) with the reason.

    A field stands for all that lies below it. `partly` gives those fields of a record that the format says in part only
    or not for this record; their reasons stand in `reasons_of_parts`.
    """

    format: str
    title: str
    unsaid: Mapping[str, Reasons]
    reasons_of_parts: Reasons
    partly: Partly

    @property
    def path(self) -> str:
        """Where the report lies."""
        return loss_path(self.format)

    def of(self, edition: Edition, key: Key) -> tuple[str, ...]:
        """The fields of a record that the format leaves unsaid, in whole or in part, in order."""
        document = edition.catalogue.documents[key]
        found = {field for field in self.unsaid.get(key[0], ()) if states(document, tuple(field.split(".")))}
        return tuple(sorted(found | set(self.partly(edition, key))))


_LOSSES: dict[str, Losses] = {}


def losses(
    format: str,
    title: str,
    unsaid: Mapping[str, Reasons],
    *,
    reasons_of_parts: Reasons | None = None,
    partly: Partly = _nothing,
) -> Losses:
    """Register what a format cannot say, and the report on it as a feed."""
    one = _LOSSES[format] = Losses(format, title, unsaid, reasons_of_parts or {}, partly)
    feed(
        one.path, f"What {title} cannot say", records=lambda edition: sum(1 for _ in _keys(one, edition)), schema="loss"
    )(partial(_report, one))
    return one


def all_losses() -> tuple[Losses, ...]:
    """What each format cannot say, by name of format."""
    return tuple(_LOSSES[name] for name in sorted(_LOSSES))


def states(value: Any, field: tuple[str, ...]) -> bool:
    """Whether a document, or a part of it, states a field, in any entry of the lists on the way to it."""
    if isinstance(value, list):
        return any(states(one, field) for one in value)
    if not field:
        return True
    return isinstance(value, dict) and field[0] in value and states(value[field[0]], field[1:])


def _keys(one: Losses, edition: Edition) -> Iterator[Key]:
    return (key for key in edition.published() if key[0] in one.unsaid)


def _report(one: Losses, edition: Edition) -> Iterator[bytes]:
    """Every record of the kinds that the format knows, with what is lost of it; an empty list where nothing is."""
    items = (
        {
            "record_kind": key[0],
            "id": key[1],
            "iri": iri(edition.base, *key),
            "lost": list(one.of(edition, key)),
        }
        for key in _keys(one, edition)
    )
    number = sum(1 for _ in _keys(one, edition))
    reasons = {kind: dict(fields) for kind, fields in one.unsaid.items()}
    head = {
        "format": one.format,
        "title": one.title,
        "reasons": reasons,
        "reasons_of_parts": dict(one.reasons_of_parts),
    }
    yield from envelope_around(edition, head, number, map(json_bytes, items))
