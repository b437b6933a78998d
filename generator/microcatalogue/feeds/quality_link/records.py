"""The institutions of a catalogue with their offerings as linked data: whole as Turtle and JSON-LD, and each institution alone.

An institution that gathers its offerings here can point at its own file, so that QualityLink reads nothing of others.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...catalogue import Key
from ...edition import Edition
from ...values import ProviderId
from .. import turtle
from ..linked_data import Described, Resource, json_ld, one_by_one
from ..registry import EXPERIMENTAL, feed, record_feed
from ..writing import json_bytes
from .institutions import institution
from .specifications import is_taken, specification
from .terms import PREFIXES

FORMAT = "quality-link"
VERSION = "0.4.0"
"""The version of the profile."""
PROFILE = "https://specs.quality-link.eu/resources/ontology-shacl.ttl"
TURTLE = "quality-link/quality-link.ttl"
JSON_LD = "quality-link/quality-link.jsonld"
ONE_INSTITUTION = "quality-link/providers/{id}.ttl"


def takes(edition: Edition, key: Key) -> bool:
    """Whether a provider is an institution that the profile takes."""
    return institution(edition, ProviderId(key[1])) is not None


def _number(edition: Edition) -> int:
    return sum(is_taken(edition, one) for one in edition.catalogue.published_offerings)


@feed(
    TURTLE,
    "Institutions and their offerings, for QualityLink",
    records=_number,
    media_type=turtle.MEDIA_TYPE,
    version=VERSION,
    conforms_to=PROFILE,
    format=FORMAT,
    validation=EXPERIMENTAL,
)
def whole(edition: Edition) -> Iterator[bytes]:
    yield from turtle.document(PREFIXES, _all(edition))


@feed(
    JSON_LD,
    "Institutions and their offerings, for QualityLink (JSON-LD)",
    records=_number,
    media_type="application/ld+json",
    version=VERSION,
    conforms_to=PROFILE,
    format=FORMAT,
    validation=EXPERIMENTAL,
)
def whole_as_json(edition: Edition) -> Iterator[bytes]:
    yield b'{"@context":' + json_bytes(PREFIXES).rstrip() + b',"@graph":['
    for number, one in enumerate(one_by_one(_all(edition))):
        yield (b",\n" if number else b"\n") + json_bytes(json_ld(one)).rstrip()
    yield b"\n]}\n"


@record_feed(
    ONE_INSTITUTION,
    "An institution and its offerings, for QualityLink",
    kind="provider",
    media_type=turtle.MEDIA_TYPE,
    version=VERSION,
    conforms_to=PROFILE,
    format=FORMAT,
    validation=EXPERIMENTAL,
    takes=takes,
)
def one_institution(edition: Edition, key: Key) -> bytes:
    return b"".join(turtle.document(PREFIXES, _of(edition, ProviderId(key[1]))))


def _all(edition: Edition) -> Iterator[Resource | Described]:
    for provider in edition.catalogue.providers:
        yield from _of(edition, ProviderId(provider))


def _of(edition: Edition, provider: ProviderId) -> Iterator[Resource | Described]:
    """An institution, then the specifications of its offerings in order of id."""
    known = institution(edition, provider)
    if known is None:
        return
    yield known
    for offering in edition.catalogue.offerings_of(provider):
        told = specification(edition, offering)
        if told:
            yield told
