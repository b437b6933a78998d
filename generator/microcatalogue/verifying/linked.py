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
from .verdict import BuiltSite, FeedFile, NotInstalledError, Verdict, judged, library

_TURTLE, _JSON_LD = "text/turtle", "application/ld+json"
_HEAD = 2_000
_PREFIX = re.compile(rb"^@prefix elm: <([^>]*)>", re.MULTILINE)
_CREDENTIALS = "https://www.w3.org/2018/credentials#"
_TIME = "http://www.w3.org/2001/XMLSchema#dateTime"
_W3C: Mapping[str, Any] = {
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
        if shapes := _SHAPES.get(one.path.rpartition("/")[2]):
            yield judged(one.path, one.records, shapes, partial(_conforming, site, one, shapes, standards, quick))
    for entry in site.formats_of_records:
        if "/credentials/" in entry["url_template"]:
            find = partial(_credentials, site, entry, standards, quick)
            yield judged("credentials", entry["record_count"], "EDC-generic-full.ttl", find)


_SHAPES: Mapping[str, str] = {"catalogue.ttl": "LOQ-constraints.ttl", "quality-link.ttl": "quality-link-shacl-*.ttl"}
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


def _conforming(
    site: BuiltSite, one: FeedFile, shapes: str, standards: Standards, quick: bool
) -> tuple[str, Iterator[str]]:
    path = site.folder / one.path
    model = _PREFIX.search(path.read_bytes()[:_HEAD])
    return _validated(_graph(site, path), standards.shapes(shapes, model[1].decode() if model else ""), one.path, quick)


def _validated(graph: Any, shapes: str, shown: str, quick: bool) -> tuple[str, Iterator[str]]:
    pyshacl, name = library("pyshacl")
    rdflib, _ = library("rdflib")
    if quick:
        raise NotInstalledError("left out with --quick")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of what the validator uses
        shapes_graph = rdflib.Graph().parse(data=shapes, format="turtle")
        conforms, _, report = pyshacl.validate(graph, shacl_graph=shapes_graph)
    told = [line.strip() for line in report.splitlines() if line.strip().startswith(("Message:", "Focus Node:"))]
    return name, iter([] if conforms else [f"{shown}: {line[:200]}" for line in told])


def _credentials(
    site: BuiltSite, entry: Mapping[str, Any], standards: Standards, quick: bool
) -> tuple[str, Iterator[str]]:
    """Every template, filled for somebody who does not exist."""
    rdflib, _ = library("rdflib")
    context = json.loads(standards.find("edc-ap-context.jsonld").read_bytes())["@context"]
    shapes = [standards.shapes(name) for name in ("EDC-generic-no-cv.ttl", "EDC-generic-full.ttl")]
    whole = rdflib.Graph()
    for number, path in enumerate(site.files(entry)):
        form = json.loads(path.read_bytes())
        values = {name: _SOMEBODY.get(name, "x") for name in slots_in(form)}
        values["credential_id"] = f"urn:uuid:00000000-0000-4000-8000-{number:012}"
        document = {**_apart(site, filled(form, values), number), "@context": [_W3C, context]}
        whole.parse(data=json.dumps(document), format="json-ld")
    found = [_validated(whole, one, "credentials", quick) for one in shapes]
    return found[0][0], (problem for _, problems in found for problem in problems)


def _apart(site: BuiltSite, value: Any, number: int) -> Any:
    """A document in which nothing has the name that it has in another one, so that all can be judged together."""
    if isinstance(value, dict):
        return {name: _apart(site, below, number) for name, below in value.items()}
    if isinstance(value, list):
        return [_apart(site, below, number) for below in value]
    # Concepts of ESCO are labelled by those who name them, each in words of their own.
    own = ("urn:epass:", f"{site.base}id/", f"{site.base}#", "http://data.europa.eu/esco/skill/")
    return f"{value}-{number}" if isinstance(value, str) and value.startswith(own) else value
