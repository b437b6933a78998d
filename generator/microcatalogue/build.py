"""Builds a catalogue: from the folder of files to everything that will be published.

Knows the order of the work; each step lives elsewhere. Nothing here prints, exits or looks at a clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path as FilePath

from .edition import Edition
from .feeds import api, llms, recognition, subscribing
from .feeds.schemas import schema_files
from .guide.article import Guide
from .hosting import headers_file
from .pages.searching import Searching
from .pages.site import make_ready, planned_files, planned_pictures, prepare
from .site_file import Kept, Part, Planned, SiteFile, made


@dataclass(frozen=True, slots=True)
class Plan:
    """Every file that a site will have, and what is done once before several processes make them."""

    parts: tuple[Part, ...]
    ready: Callable[[Sequence[Planned | Kept]], None]


def plan(edition: Edition, root: FilePath, guide: Guide | None = None) -> Plan:
    """The plan of the site of an edition; pictures are read from the catalogue folder `root`."""
    site, pages = prepare(edition, guide)
    searching = Searching(site)
    parts: tuple[Part, ...] = (
        *planned_files(site, pages),
        *searching.planned(),
        *planned_pictures(edition, root),
        *api.planned_records(edition),
        *api.planned_record_feeds(edition),
        *recognition.planned_outcomes(edition),
        *subscribing.planned_subscriptions(edition, site.languages),
        *(Planned.ready(schema) for schema in schema_files()),
        Planned("manifest.json", partial(api.manifest, edition)),
        Planned(llms.PATH, partial(llms.llms_txt, edition)),
        Planned.ready(headers_file(edition.catalogue.settings.base_url)),
        *api.derived_feeds(edition),
    )
    return Plan(parts, partial(make_ready, site, searching))


def site_files(edition: Edition, root: FilePath, guide: Guide | None = None) -> Iterator[SiteFile]:
    """Every file of the site of an edition, made."""
    return made(plan(edition, root, guide).parts)
