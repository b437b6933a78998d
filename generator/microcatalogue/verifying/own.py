"""The catalogue's own schemas, published beside the feeds: of lists, and of the files of records."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path as FilePath

import jsonschema_rs

from .verdict import BuiltSite, Verdict, each, judged

_NAME = f"JSON Schema (jsonschema-rs {version('jsonschema-rs')})"
_KINDS: Mapping[str, str] = {
    "offerings": "offering",
    "pathways": "pathway",
    "providers": "provider",
    "recognition-policies": "recognition-policy",
}
"""The folders of records, with the name of their schema."""


def verdicts(site: BuiltSite) -> Iterator[Verdict]:
    """What the schemas say of each list, of the records in our own JSON, and of formats that have a schema of ours."""
    for one in (feed for feed in site.feeds if feed.schema):
        yield _verdict(site, one.path, one.records, [site.folder / one.path], one.schema)
    for folder, kind in _KINDS.items():
        paths = sorted((site.folder / "api/v1" / folder).rglob("*.json"))
        yield _verdict(site, f"api/v1/{folder}/….json", len(paths), paths, f"schemas/v1/feeds/{kind}.schema.json")
    for entry in site.formats_of_records:
        if schema := str(entry.get("schema", "")).removeprefix(site.base):
            shown = entry["url_template"].removeprefix(site.base)
            yield _verdict(site, shown, entry["record_count"], list(site.files(entry)), schema)


def _verdict(site: BuiltSite, shown: str, records: int, paths: Sequence[FilePath], schema: str) -> Verdict:
    return judged(shown, records, _NAME, partial(_by_schema, site, paths, schema))


def _by_schema(site: BuiltSite, paths: Sequence[FilePath], schema: str) -> tuple[str, Iterator[str]]:
    """By a schema that is published with the site; of a list with a record a line, each line."""
    validator = jsonschema_rs.Draft202012Validator(json.loads((site.folder / schema).read_bytes()))

    def wrong(path: FilePath) -> Iterator[str]:
        for line in path.read_bytes().splitlines():
            yield from (error.message[:200] for error in validator.iter_errors(json.loads(line)))

    return _NAME, each(site, paths, wrong)
