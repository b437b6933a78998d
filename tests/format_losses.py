"""What a format really leaves unsaid: every field of a kind of record is changed, and what changes nothing is unsaid."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import islice

from microcatalogue.catalogue import Key
from microcatalogue.edition import Edition
from test_fields import edition, holders, leaves, with_change

Render = Callable[[Edition, Key], bytes]
TRIED = 12
"""So many records that state a field are changed before it counts as unsaid."""


@cache
def _before(render: Render, key: Key) -> bytes:
    return render(edition(), key)


def _shown(key: Key) -> tuple[Key, ...]:
    """The files in which a record may show: its own, or those of what a provider awards."""
    if key[0] != "provider":
        return (key,)
    catalogue = edition().catalogue
    awarding = (
        one
        for one in catalogue.published_offerings
        if one.provider == key[1] or any(body.provider == key[1] for body in catalogue.awarding_bodies(one))
    )
    return tuple(("offering", one.id) for one in islice(awarding, 6))


def said_and_unsaid(kind: str, render: Render) -> tuple[set[str], set[str]]:
    """The fields of a kind of record by whether changing them changes a file of the format, as losses name them."""
    said, unsaid = set(), set()
    for of, path, node in leaves():
        if of != kind:
            continue
        tried = islice(holders(kind, path), TRIED)
        changed = any(
            render(with_change(key, concrete, node), shown) != _before(render, shown)
            for key, concrete in tried
            for shown in _shown(key)
        )
        (said if changed else unsaid).add(".".join(step for step in path if step != "*"))
    return said, unsaid


def told(table: Mapping[str, str], field: str) -> bool:
    """Whether a table of losses names a field or what it stands in."""
    return any(field == name or field.startswith(f"{name}.") for name in table)


def wrong(table: Mapping[str, str], kind: str, render: Render) -> Iterator[str]:
    """What a table of losses gets wrong: fields that are said, fields forgotten, names of no field."""
    said, unsaid = said_and_unsaid(kind, render)
    yield from (f"{field} is said" for field in sorted(said) if told(table, field))
    yield from (f"{field} is forgotten" for field in sorted(unsaid) if not told(table, field))
    for name in sorted(table):
        if not any(field == name or field.startswith(f"{name}.") for field in said | unsaid):
            yield f"{name} is no field"
