"""Validators of linked data: that it can be read, and that it conforms to the shapes of those who take it.

Documents are read with the contexts that lie in the site, and those of the W3C and of Europass for credentials: nothing is
fetched.
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path as FilePath
from typing import Any

from ..feeds.credential.slots import filled, slots_in
from .standards import Standards
from .verdict import BuiltSite, FeedFile, NotCheckedError, Verdict, each, judged, library

_TURTLE, _JSON_LD = "text/turtle", "application/ld+json"
_CREDENTIAL_SHAPES = "EDC-generic-full.ttl"
LEFT_OUT = "left out with --quick"
_HEAD = 2_000
_PREFIX = re.compile(rb"^@prefix elm: <([^>]*)>", re.MULTILINE)
_CREDENTIALS = "https://www.w3.org/2018/credentials#"
_TIME = "http://www.w3.org/2001/XMLSchema#dateTime"
W3C: Mapping[str, Any] = {
    "id": "@id",
    "type": "@type",
    "VerifiableCredential": f"{_CREDENTIALS}VerifiableCredential",
    **{
        name: {"@id": f"{_CREDENTIALS}{name}", "@type": "@id"}
        for name in ("credentialSchema", "credentialStatus", "credentialSubject", "evidence", "holder", "issuer")
    },
    **{
        name: {"@id": f"{_CREDENTIALS}{name}", "@type": _TIME}
        for name in ("expirationDate", "issuanceDate", "issued", "validFrom", "validUntil")
    },
}
"""The terms of the W3C's context for credentials, version 1, that a European Digital Credential uses."""

_SOMEBODY = {
    "date_of_birth": "2000-01-01T00:00:00Z",
    "date_of_issue": "2027-01-01T00:00:00Z",
    "valid_until": "2030-01-01T00:00:00Z",
    "credential_id": "urn:uuid:00000000-0000-4000-8000-000000000000",
    "email": "nobody@example.org",
    "national_id_country": "http://publications.europa.eu/resource/authority/country/EST",
}
"""What a template is filled with to be judged; any other slot takes any text."""


def verdicts(site: BuiltSite, standards: Standards, quick: bool) -> Iterator[Verdict]:
    """What is said of linked data; with `quick` shapes, which take seconds for each thousand records, are left out."""
    for one in site.of(_TURTLE, _JSON_LD):
        yield judged(one.path, one.records, "rdflib", partial(_readable, site, one))
    for one in site.of(_TURTLE):
        for shapes in _SHAPES.get(one.path.rpartition("/")[2], ()):
            yield judged(one.path, one.records, shapes, partial(_conforming, site, one, shapes, standards, quick))
    for entry in site.formats_of_records:
        if entry["media_type"] in (_TURTLE, _JSON_LD) and "/credentials/" not in entry["url_template"]:
            shown = entry["url_template"].removeprefix(site.base)
            yield judged(shown, entry["record_count"], "rdflib", partial(_each_readable, site, entry, quick))
        if "/credentials/" in entry["url_template"]:
            find = partial(_credentials, site, entry, standards, quick)
            yield judged("credentials", entry["record_count"], _CREDENTIAL_SHAPES, find)


_SHAPES: Mapping[str, tuple[str, ...]] = {
    "catalogue.ttl": ("LOQ-constraints.ttl", "LOQ-constraints-mdr.ttl"),
    "quality-link.ttl": ("quality-link-shacl-*.ttl",),
}
"""The shapes for the file of a name; of those that several versions of a model have, the ones of its namespace."""


def _graph(site: BuiltSite, path: FilePath) -> Any:
    rdflib, _ = library("rdflib")
    if path.suffix == ".ttl":
        return rdflib.Graph().parse(path, format="turtle")
    document = _local(site, json.loads(path.read_bytes()))
    return rdflib.Graph().parse(data=json.dumps(document), format="json-ld")


def _local(site: BuiltSite, value: Any) -> Any:
    """A document with what lies in the site in place of the addresses of contexts; other contexts are left out."""
    if isinstance(value, list):
        return [_local(site, one) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        name: _contexts(site, below) if name == "@context" else _local(site, below) for name, below in value.items()
    }


def _contexts(site: BuiltSite, context: Any) -> Any:
    if isinstance(context, list):
        return [one for each in context if (one := _contexts(site, each))]
    if not isinstance(context, str):
        return context
    if context.startswith(site.base):
        return json.loads((site.folder / context.removeprefix(site.base)).read_bytes())["@context"]
    return {"@vocab": "https://schema.org/"} if "schema.org" in context else {}


def _readable(site: BuiltSite, one: FeedFile) -> tuple[str, Iterator[str]]:
    _, name = library("rdflib")
    if one.path.endswith("context.jsonld"):
        json.loads((site.folder / one.path).read_bytes())
        return name, iter(())
    empty = not len(_graph(site, site.folder / one.path)) and one.records
    return name, iter([f"{one.path} says nothing"] if empty else [])


def _each_readable(site: BuiltSite, entry: Mapping[str, Any], quick: bool) -> tuple[str, Iterator[str]]:
    """Every file of a format that has one a record."""
    _, name = library("rdflib")
    if quick:
        raise NotCheckedError(LEFT_OUT)

    def wrong(path: FilePath) -> Iterator[str]:
        if not len(_graph(site, path)):
            yield "it says nothing"

    return name, each(site, site.files(entry), wrong)


def _conforming(
    site: BuiltSite, one: FeedFile, shapes: str, standards: Standards, quick: bool
) -> tuple[str, Iterator[str]]:
    name, path = _shapes_allowed(quick), site.folder / one.path
    model = _PREFIX.search(path.read_bytes()[:_HEAD])
    text = standards.shapes(shapes, model[1].decode() if model else "")
    problems = (f"{one.path}: {problem}" for problem in _departures(_graph(site, path), text))
    return f"{shapes} ({name})", problems


def _shapes_allowed(quick: bool) -> str:
    """The name of what validates by shapes; NotCheckedError where it is not here or not wanted."""
    _, name = library("pyshacl")
    if quick:
        raise NotCheckedError(LEFT_OUT)
    return name


def _departures(graph: Any, shapes: str) -> Iterator[str]:
    """What departs from shapes: where, and how."""
    pyshacl, _ = library("pyshacl")
    rdflib, _ = library("rdflib")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of what the validator uses
        conforms, _, report = pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(data=shapes, format="turtle"))
    told = (line.strip() for line in ([] if conforms else report.splitlines()))
    return (line[:200] for line in told if line.startswith(("Message:", "Focus Node:")))


def _credentials(
    site: BuiltSite, entry: Mapping[str, Any], standards: Standards, quick: bool
) -> tuple[str, Iterator[str]]:
    """Every template, filled for somebody who does not exist; each by itself, so that its file can be named."""
    name = _shapes_allowed(quick)
    rdflib, _ = library("rdflib")
    context = json.loads(standards.find("edc-ap-context.jsonld").read_bytes())["@context"]
    shapes = [standards.shapes(one) for one in ("EDC-generic-no-cv.ttl", _CREDENTIAL_SHAPES)]

    def wrong(path: FilePath) -> Iterator[str]:
        form = json.loads(path.read_bytes())
        somebody = {slot: _SOMEBODY.get(slot, "x") for slot in slots_in(form)}
        document = {**filled(form, somebody), "@context": [W3C, context]}
        graph = rdflib.Graph().parse(data=json.dumps(document), format="json-ld")
        for one in shapes:
            yield from _departures(graph, one)

    return f"{_CREDENTIAL_SHAPES} ({name})", each(site, site.files(entry), wrong)
