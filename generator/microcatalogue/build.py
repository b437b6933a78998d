"""Builds a catalogue: from the folder of files to everything that will be published, checked before it is.

Knows the order of the work; each step lives elsewhere. Nothing here prints, exits or looks at a clock.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path as FilePath

import jsonschema_rs

from .edition import Edition
from .feeds import api
from .feeds.registry import API, all_feeds
from .feeds.schemas import feed_schema, schema_files
from .guide.article import Guide
from .pages.site import planned_files, planned_pictures, prepare
from .publish import Check
from .site_file import Planned, SiteFile


def planned(edition: Edition, root: FilePath, guide: Guide | None = None) -> Iterator[Planned]:
    """Every file that the site of an edition will have; pictures are read from the catalogue folder `root`."""
    yield from planned_files(prepare(edition, guide))
    yield from planned_pictures(edition, root)
    yield from api.planned_records(edition)
    yield from api.planned_feeds(edition)
    yield from (Planned.ready(schema) for schema in schema_files())
    yield Planned("manifest.json", partial(api.manifest, edition))


def site_files(edition: Edition, root: FilePath, guide: Guide | None = None) -> Iterator[SiteFile]:
    """Every file of the site of an edition, made."""
    return (one.make() for one in planned(edition, root, guide))


def checks(edition: Edition) -> tuple[Check, ...]:
    """What a staged site has to show before it takes the old one's place."""
    return (_feeds_conform, _counts_of(edition))


def _feeds_conform(site: FilePath) -> Iterator[str]:
    """Every feed that has a schema conforms to it, as it lies on the disk."""
    for one in all_feeds():
        if one.schema and one.media_type == "application/json":
            yield from _conforms(site, one.path, one.schema)
    yield from _conforms(site, f"{API}/index.json", "index")
    for kind, folder in (("offering", "offerings"), ("provider", "providers"), ("pathway", "pathways")):
        for path in sorted((site / API / folder).rglob("*.json")):
            yield from _conforms(site, path.relative_to(site).as_posix(), kind)


def _conforms(site: FilePath, path: str, schema: str) -> Iterator[str]:
    validator = jsonschema_rs.Draft202012Validator(dict(feed_schema(schema)))
    try:
        document = json.loads((site / path).read_bytes())
    except (OSError, ValueError) as trouble:
        yield f"{path} cannot be read back: {trouble}"
        return
    for error in validator.iter_errors(document):
        where = "/".join(str(step) for step in error.instance_path)
        yield f"{path} does not conform to its schema at {where or 'the top'}: {error.message[:200]}"


def _counts_of(edition: Edition) -> Check:
    """Pages and files are as many as there are records."""

    def count(site: FilePath) -> Iterator[str]:
        settings = edition.catalogue.settings
        for kind, folder in (("provider", "providers"), ("offering", "offerings"), ("pathway", "pathways")):
            keys = [key for key in edition.published() if key[0] == kind]
            wanted = sum(1 + len(edition.former_ids(key)) for key in keys)
            for language in settings.languages:
                found = sum(1 for path in (site / language / folder).rglob("index.html") if path.parent.name != folder)
                if found != wanted:
                    yield f"{language}/{folder}/ has {found} pages; {wanted} were to be made"
            found = sum(1 for _ in (site / API / folder).rglob("*.json"))
            if found != wanted:
                yield f"{API}/{folder}/ has {found} records; {wanted} were to be made"

    return count
