"""Every validator, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as FilePath

from . import documents, linked, news, own, tables
from .standards import Standards
from .verdict import BuiltSite, Verdict


def verdicts_of(folder: FilePath, standards: FilePath | None = None, *, quick: bool = False) -> Iterator[Verdict]:
    """The verdicts of all validators on the site in a folder, as they come; one problem where its index cannot be read."""
    site, published = BuiltSite(folder.resolve()), Standards(standards)
    try:
        number = len(site.feeds) + len(site.base)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as trouble:
        yield Verdict("index", 0, "JSON", (f"api/v1/index.json cannot be read: {trouble}",))
        return
    if number:
        yield from own.verdicts(site)
        yield from news.verdicts(site)
        yield from documents.verdicts(site, published)
        yield from tables.verdicts(site)
        yield from linked.verdicts(site, published, quick)
