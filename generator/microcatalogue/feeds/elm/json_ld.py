"""The model in JSON-LD 1.1: things as they are, and the context that says what their names mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..writing import json_bytes
from .graph import Thing
from .profile import CLASSES, PREFIXES, PROFILE, Kind, Property, Version

MEDIA_TYPE = "application/ld+json"

_TYPES: Mapping[Kind, Mapping[str, str]] = {
    Kind.TEXT: {"@container": "@language"},
    Kind.STRING: {},
    Kind.ADDRESS: {"@type": "xsd:anyURI"},
    Kind.TIME: {"@type": "xsd:dateTime"},
    Kind.DURATION: {"@type": "xsd:duration"},
    Kind.NUMBER: {"@type": "xsd:decimal"},
    Kind.TRUTH: {},
    Kind.PART: {},
}
_RESOURCE = {"@type": "@id"}


def context(version: Version) -> dict[str, Any]:
    """The context of a version of the model, as it is published beside the data."""
    classes = {name: CLASSES.get(name, f"elm:{name}") for name in PROFILE}
    properties = {one.name: _term(one) for one in _every()}
    names = {"id": "@id", "type": "@type", "elm": version.namespace, **PREFIXES, **classes, **properties}
    return {"@context": {"@version": 1.1, **names}}


def context_path(version: Version) -> str:
    """Where the context of a version lies."""
    return f"{version.folder}/context.jsonld"


def graph_bytes(base: str, version: Version, things: list[Thing]) -> bytes:
    """A document that holds some things."""
    return json_bytes({"@context": f"{base}{context_path(version)}", "@graph": things})


def _every() -> list[Property]:
    """Every property, each once; those that only some classes have differ in nothing that RDF knows."""
    found = {one.name: one for properties in PROFILE.values() for one in properties}
    return [found[name] for name in sorted(found)]


def _term(one: Property) -> dict[str, str]:
    return {"@id": one.rdf, **_TYPES.get(one.kind, _RESOURCE)}
