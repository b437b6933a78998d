"""Validators of XML, of the description of the API and of badges."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path as FilePath
from typing import Any
from xml.etree import ElementTree

import jsonschema_rs

from .standards import Standards
from .verdict import BuiltSite, FeedFile, Verdict, each, judged, library

_XML = "application/xml"


def verdicts(site: BuiltSite, standards: Standards) -> Iterator[Verdict]:
    """What is said of each document."""
    for one in site.of(_XML):
        yield judged(one.path, one.records, "XML", partial(_well_formed, site, one))
        yield judged(one.path, one.records, "loq.xsd", partial(_by_schema, site, one, standards))
    for one in (feed for feed in site.feeds if feed.path.endswith("/openapi.json")):
        yield judged(one.path, one.records, "openapi-spec-validator", partial(_openapi, site, one))
    for entry in site.formats_of_records:
        if "/openbadges/" in entry["url_template"]:
            find = partial(_badges, site, entry, standards)
            yield judged("openbadges", entry["record_count"], "Open Badges JSON Schema", find)


def _well_formed(site: BuiltSite, one: FeedFile) -> tuple[str, Iterator[str]]:
    ElementTree.fromstring((site.folder / one.path).read_bytes())  # noqa: S314 - the site's own file
    return "XML (expat)", iter(())


def _by_schema(site: BuiltSite, one: FeedFile, standards: Standards) -> tuple[str, Iterator[str]]:
    """By the schema of the namespace that the document is in."""
    etree, name = library("lxml.etree", "lxml")
    content = (site.folder / one.path).read_bytes()
    document = etree.fromstring(content, etree.XMLParser(resolve_entities=False, huge_tree=True))
    namespace = etree.QName(document).namespace or ""
    path = standards.find("loq.xsd", f'targetNamespace="{namespace}"')
    schema = etree.XMLSchema(etree.parse(str(path)))
    schema.validate(document)
    return f"loq.xsd ({name})", (f"{one.path}:{error.line}: {error.message[:200]}" for error in schema.error_log)


def _openapi(site: BuiltSite, one: FeedFile) -> tuple[str, Iterator[str]]:
    validator, name = library("openapi_spec_validator", "openapi-spec-validator")
    document = json.loads((site.folder / one.path).read_bytes())
    found = validator.OpenAPIV31SpecValidator(document).iter_errors()
    return name, (f"{one.path}: {error.message[:200]}" for error in found)


def _badges(site: BuiltSite, entry: dict[str, Any], standards: Standards) -> tuple[str, Iterator[str]]:
    schema = json.loads(standards.find("ob_v3p0_achievementcredential_schema.json").read_bytes())
    whole = {**{name: schema[name] for name in ("$schema", "$defs")}, "$ref": "#/$defs/Achievement"}
    validator = jsonschema_rs.validator_for(whole)

    def wrong(path: FilePath) -> Iterator[str]:
        return (error.message[:200] for error in validator.iter_errors(json.loads(path.read_bytes())))

    return "Open Badges JSON Schema", each(site, site.files(entry), wrong)
