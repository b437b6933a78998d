"""The digest: by field what was new, changed and withdrawn in the last 30 days, and what closes in the next 30."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ..edition import Edition
from ..facets import LISTED, field_line
from ..history import ChangeKind
from ..model import Offering
from .applying import closings
from .facet_words import value_label, value_path
from .frame import Site
from .parts import Link, Value, Words
from .speaker import Speaker

DAYS = 30
SHOWN = 5
_FIELD = next(facet for facet in LISTED if facet.name == "field")
KINDS = ("new", "changed", "closing", "withdrawn")
_KIND_OF = {
    ChangeKind.CREATED: "new",
    ChangeKind.REINSTATED: "new",
    ChangeKind.UPDATED: "changed",
    ChangeKind.RENAMED: "changed",
    ChangeKind.WITHDRAWN: "withdrawn",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What the digest says of one kind in one field: how many, and the first of them."""

    kind: str
    number: str
    shown: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class FieldDigest:
    """The digest of a broad field, which links to its list."""

    field: Link
    told: tuple[Told, ...]


def digest(site: Site, speaker: Speaker) -> tuple[FieldDigest, ...]:
    """The broad fields in which something happened or closes, in the order of ISCED-F; none without an as-of date."""
    as_of = site.catalogue.as_of
    if as_of is None:
        return ()
    by_field: dict[str, dict[str, list[Offering]]] = defaultdict(lambda: {kind: [] for kind in KINDS})
    for kind, offering in _happened(site.edition, as_of):
        for field in sorted({field_line(code)[0] for code in offering.isced_f}):
            by_field[field][kind].append(offering)
    return tuple(_field(field, by_field[field], speaker) for field in sorted(by_field))


def _happened(edition: Edition, as_of: date) -> Iterator[tuple[str, Offering]]:
    """Each offering once a kind; what was new or withdrawn within the days is not told as changed as well."""
    kinds: dict[str, str] = {}
    for change in edition.history.changes if edition.history else ():
        kind = _KIND_OF.get(change.change)
        if kind and change.kind == "offering" and as_of - timedelta(days=DAYS) <= change.time.date() <= as_of:
            is_news = kinds.get(change.id) in ("new", "withdrawn") and kind == "changed"
            kinds[change.id] = kinds[change.id] if is_news else kind
    published: dict[str, Offering] = {one.id: one for one in edition.catalogue.published_offerings}
    for offering_id, kind in kinds.items():
        if offering_id in published:
            yield kind, published[offering_id]
    yield from (("closing", one) for one in _closing(edition, as_of))


def _closing(edition: Edition, as_of: date) -> Iterable[Offering]:
    soon = (one for one in closings(edition.catalogue) if one.day <= as_of + timedelta(days=DAYS))
    return {one.offering.id: one.offering for one in soon}.values()


def _field(field: str, kinds: dict[str, list[Offering]], speaker: Speaker) -> FieldDigest:
    path = value_path(speaker.language.code, _FIELD, field)
    told = (_told(kind, those, speaker) for kind, those in kinds.items())
    return FieldDigest(Link(value_label(_FIELD, field, speaker), speaker.link(path)), tuple(told))


def _told(kind: str, those: list[Offering], speaker: Speaker) -> Told:
    shown = (speaker.to("offering", one.id) for one in those[:SHOWN])
    return Told(kind, speaker.language.number(len(those)), tuple(one or Words("") for one in shown))
