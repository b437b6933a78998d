"""Small catalogues, built in scratch folders, for tests that look at what is published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from microcatalogue.build import site_files
from microcatalogue.check import check
from microcatalogue.diagnostics import Diagnostic
from microcatalogue.edition import Edition
from microcatalogue.feeds.api import planned_records
from microcatalogue.git import find_repository
from microcatalogue.guide.source import guide_of
from microcatalogue.history import History, read_history
from microcatalogue.mkdocs_plugin import render_guide
from microcatalogue.pages.site import planned_files, prepare
from microcatalogue.promises import identify

AS_OF = date(2026, 11, 24)


def edition_of(root: Path, *, with_history: bool = False) -> Edition:
    """The edition of a catalogue folder that is free of errors."""
    loaded, diagnostics = check(root, as_of=AS_OF)
    errors = [diagnostic for diagnostic in diagnostics if diagnostic.is_error]
    assert not errors, errors[:3]
    assert loaded.catalogue is not None
    return Edition(loaded.catalogue, history_of(root) if with_history else None)


def history_of(root: Path) -> History:
    """The history of a catalogue folder in a repository."""
    return read_history(*find_repository(root), identify)


def site_of(root: Path, *, with_history: bool = False) -> Mapping[str, bytes]:
    """Every file of the site of a catalogue folder, by path, without writing any."""
    edition = edition_of(root, with_history=with_history)
    return {file.path: file.content for file in site_files(edition, root)}


def whole_site_of(root: Path) -> Mapping[str, bytes]:
    """Every file of the site of a catalogue folder as a command publishes it: with its history and the guide."""
    edition = edition_of(root, with_history=True)
    return {file.path: file.content for file in site_files(edition, root, guide_of(edition, render_guide))}


def pages_and_records_of(root: Path) -> Mapping[str, bytes]:
    """The pages and the records of a catalogue folder, without the dumps and schemas that are the same for all."""
    edition = edition_of(root)
    planned = (*planned_files(*prepare(edition)), *planned_records(edition))
    return {one.path: one.make().content for one in planned}


def problems_of(root: Path) -> tuple[Diagnostic, ...]:
    """What the checker says of a catalogue folder."""
    return check(root, as_of=AS_OF)[1]
