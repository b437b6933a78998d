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
            yield judged("credentials", entry["record_count"], "EDC-generic-full.ttl", find)


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
        raise NotInstalledError(LEFT_OUT)

    def problems() -> Iterator[str]:
        for path in site.files(entry):
            try:
                if not len(_graph(site, path)):
                    yield f"{site.shown(path)} says nothing"
            except (
                Exception
            ) as trouble:  # readers of others fail in ways of their own, and the next file is read all the same
                yield f"{site.shown(path)}: {type(trouble).__name__}: {str(trouble)[:200]}"

    return name, problems()


def _conforming(
    site: BuiltSite, one: FeedFile, shapes: str, standards: Standards, quick: bool
) -> tuple[str, Iterator[str]]:
    path = site.folder / one.path
    model = _PREFIX.search(path.read_bytes()[:_HEAD])
    text = standards.shapes(shapes, model[1].decode() if model else "")
    name, problems = _validated(_graph(site, path), text, one.path, quick)
    return f"{shapes} ({name})", problems


def _validated(graph: Any, shapes: str, shown: str, quick: bool) -> tuple[str, Iterator[str]]:
    pyshacl, name = library("pyshacl")
    rdflib, _ = library("rdflib")
    if quick:
        raise NotInstalledError(LEFT_OUT)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of what the validator uses
        shapes_graph = rdflib.Graph().parse(data=shapes, format="turtle")
        conforms, _, report = pyshacl.validate(graph, shacl_graph=shapes_graph)
    told = [line.strip() for line in report.splitlines() if line.strip().startswith(("Message:", "Focus Node:"))]
    return name, iter([] if conforms else [f"{shown}: {line[:200]}" for line in told])


def _credentials(
    site: BuiltSite, entry: Mapping[str, Any], standards: Standards, quick: bool
) -> tuple[str, Iterator[str]]:
    """Every template, filled for somebody who does not exist; each by itself, so that its file can be named."""
    rdflib, _ = library("rdflib")
    _, name = library("pyshacl")
    if quick:
        raise NotInstalledError(LEFT_OUT)
    context = json.loads(standards.find("edc-ap-context.jsonld").read_bytes())["@context"]
    shapes = [standards.shapes(one) for one in ("EDC-generic-no-cv.ttl", "EDC-generic-full.ttl")]

    def problems() -> Iterator[str]:
        for path in site.files(entry):
            form = json.loads(path.read_bytes())
            somebody = {slot: _SOMEBODY.get(slot, "x") for slot in slots_in(form)}
            document = {**filled(form, somebody), "@context": [W3C, context]}
            graph = rdflib.Graph().parse(data=json.dumps(document), format="json-ld")
            for one in shapes:
                yield from _validated(graph, one, site.shown(path), quick)[1]

    return name, problems()
