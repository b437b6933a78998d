"""Feeds come piece by piece, so that memory does not grow with what is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from built import edition_of
from microcatalogue.build import plan
from microcatalogue.feeds.registry import all_feeds
from microcatalogue.site_file import Derived, Shelf

MOST = 1 << 18
"""No piece of a feed is larger, in bytes, whatever the catalogue holds: it is larger than any record."""

# What grows with the code and not with the catalogue.
OF_ONE_PIECE = {"api/v1/openapi.json", "guidance/datapackage.json", "api/v1/index.json", "api/v1/vocabularies.json"}


@pytest.fixture(scope="module")
def derived(offerings: Path) -> tuple[dict[str, Derived], Shelf]:
    parts = plan(edition_of(offerings), offerings).parts
    return {one.path: one for one in parts if isinstance(one, Derived)}, Shelf(parts)


def test_no_piece_holds_a_whole_catalogue(derived: tuple[dict[str, Derived], Shelf]) -> None:
    parts, shelf = derived
    largest, whole = 0, 0
    for path, part in parts.items():
        if path in OF_ONE_PIECE:
            continue
        sizes = [len(piece) for piece in part.chunks(shelf)]
        assert max(sizes) <= MOST, f"{path} comes in a piece of {max(sizes)} of {sum(sizes)} bytes"
        largest, whole = max(largest, *sizes), whole + sum(sizes)
    assert whole > 20_000_000
    assert largest < whole / 50


def test_every_feed_is_tried(derived: tuple[dict[str, Derived], Shelf]) -> None:
    planned = {one.path for one in all_feeds() if one.planned}
    assert {one.path for one in all_feeds()} - planned <= derived[0].keys()
