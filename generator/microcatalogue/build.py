"""Builds a catalogue: from the folder of files to everything that will be published.

Knows the order of the work; each step lives elsewhere. Nothing here prints, exits or looks at a clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path as FilePath

from .edition import Edition
from .feeds import api
from .feeds.schemas import schema_files
from .guide.article import Guide
from .pages.site import make_ready, planned_files, planned_pictures, prepare
from .site_file import Part, Planned, SiteFile, made


def planned(edition: Edition, root: FilePath, guide: Guide | None = None, *, whole: bool = False) -> Iterator[Part]:
    """Every file that the site of an edition will have; pictures are read from the catalogue folder `root`.

    `whole` says that all of them will be made, so that what they share is made first and not in every process.
    """
    site, pages = prepare(edition, guide)
    if whole:
        make_ready(site)
    yield from planned_files(site, pages)
    yield from planned_pictures(edition, root)
    yield from api.planned_records(edition)
    yield from (Planned.ready(schema) for schema in schema_files())
    yield Planned("manifest.json", partial(api.manifest, edition))
    yield from api.derived_feeds(edition)


def site_files(edition: Edition, root: FilePath, guide: Guide | None = None) -> Iterator[SiteFile]:
    """Every file of the site of an edition, made."""
    return made(planned(edition, root, guide))
