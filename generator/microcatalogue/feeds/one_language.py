"""What a format of one language leaves out of texts that are stated in several."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache

from ..catalogue import Key
from ..edition import Edition
from ..schema import fields
from ..stated import stated

REASON = (
    "It is said in the offering's own language; its other languages stand on its pages and in the catalogue's own JSON."
)

_TEXTS = ("text", "rich", "texts")


def in_other_languages(edition: Edition, key: Key, besides: Collection[str]) -> Iterator[str]:
    """The fields of a record with texts in more than one language, but for some and what lies below them."""
    for one in stated(*key, edition.catalogue.documents[key], _TEXTS):
        field = ".".join(str(step) for step in one.path if not isinstance(step, int))
        if len(one.value) > 1 and not _is_among(field, besides):
            yield field


@cache
def reasons(kind: str, besides: frozenset[str]) -> dict[str, str]:
    """The reason for every field of a kind of record that holds texts, but for some and what lies below them."""
    found = {}
    for path, node in fields(kind):
        parts = (node, node.get("items", {}), *node.get("items", {}).get("x-union", ()))
        field = ".".join(str(step) for step in path if step != "*")
        if any(part.get("x-type") in _TEXTS for part in parts) and not _is_among(field, besides):
            found[field] = REASON
    return found


def _is_among(field: str, others: Collection[str]) -> bool:
    return any(field == one or field.startswith(f"{one}.") for one in others)
