"""The whole index of an edition: one file of columns, files of words and of their ends; the same for every language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain

from ..catalogue import Catalogue
from ..edition import Edition
from ..facets import MEASURES
from ..model import Offering
from ..prices import usual_currency
from ..workers import FEWEST_ITEMS, Advance, in_shares, workers_here
from .columns import (
    FIRST_DAY,
    ROLLING,
    Column,
    bands,
    facet_columns,
    head_of,
    measure_columns,
    parts_of,
    places_in_letters,
    published_on,
    run_columns,
)
from .packing import cells, packed
from .shards import Shards, shards_of
from .words import Group, groups_of, shared_out, texts_of

FOLDER = "search"
COLUMNS = f"{FOLDER}/columns.bin"


@dataclass(frozen=True, slots=True)
class Index:
    """The index: what tells it from others, its columns of facets, for those who name their codes, and the files."""

    stamp: str
    facets: tuple[Column, ...]
    columns: bytes
    shards: Shards


def words_path(number: int) -> str:
    """The path of a file of words."""
    return f"{FOLDER}/words/{number}.bin"


def ends_path(number: int) -> str:
    """The path of a file of ends."""
    return f"{FOLDER}/ends/{number}.bin"


def index_of(edition: Edition) -> Index:
    """The index of an edition."""
    rows = edition.search_rows()
    facets = tuple(facet_columns(edition, rows))
    shards = shards_of(_groups(rows, edition.catalogue), len(rows))
    stamp = _stamp(edition, rows, shards)
    return Index(stamp, facets, _columns(edition, rows, stamp, facets, shards), shards)


def _groups(rows: Sequence[Offering], catalogue: Catalogue) -> Iterator[Group]:
    """The groups of all languages, which processes share out among them."""
    texts = texts_of(rows, catalogue)
    workers = workers_here() if len(rows) >= FEWEST_ITEMS else 1

    def grouped(shares: Sequence[Sequence[str]], told: Advance) -> list[Group]:
        told(len(shares))
        return sorted(group for languages in shares for group in groups_of(texts, languages))

    return chain.from_iterable(in_shares(shared_out(texts, workers), grouped, workers=workers, block=1))


def _columns(edition: Edition, rows: Sequence[Offering], stamp: str, facets: Sequence[Column], shards: Shards) -> bytes:
    """The file of columns: facets, figures, runs, days of publication, places in the letters of recognition."""
    measures = tuple(measure_columns(rows))
    runs = run_columns(edition.catalogue, rows)
    as_of = edition.catalogue.as_of
    settings = edition.catalogue.settings
    head = {
        "stamp": stamp,
        "rows": len(rows),
        "offered": sum(one.status != "withdrawn" for one in rows),
        "as_of": as_of.isoformat() if as_of else "",
        "zone": settings.time_zone,
        "currency": usual_currency(rows),
        "first_day": FIRST_DAY.isoformat(),
        "first_month": runs.first_month,
        "rolling": ROLLING,
        "facets": [head_of(one) for one in facets],
        "measures": [{**head_of(one), "bands": bands(of)} for one, of in zip(measures, MEASURES, strict=True)],
        "words": shards.first_words,
        "ends": shards.first_ends,
    }
    days = cells(published_on(edition, rows), 2)
    letters = cells(places_in_letters(edition, rows), 4)
    return packed(head, [*parts_of(facets), *parts_of(measures), *runs.parts(), days, letters])


def _stamp(edition: Edition, rows: Sequence[Offering], shards: Shards) -> str:
    """What tells one index from the next: other files that belong to it are asked for by it, past every cache."""
    seen = sha256()
    for part in (*shards.words, *shards.ends):
        seen.update(part)
    for one in rows:
        seen.update(edition.catalogue.blobs.get(("offering", one.id), one.id).encode())
    return seen.hexdigest()[:12]
