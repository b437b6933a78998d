"""A record in the model: the things that are its own, those that they refer to, and the concepts that all of them name.

What is published of a record stands in its own file; the datasets are written from these files.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...awarding import key_of
from ...catalogue import Key
from ...edition import Edition
from ...model import AwardingBody, Offering, Provider
from ..registry import record_path
from .graph import Graph, Thing
from .opportunities import Opportunities
from .organisations import OWN, Organisations, listed, numbers
from .specifications import Specifications, missing
from .speech import Speech
from .xml import Notations


def takes(edition: Edition, key: Key) -> bool:
    """Whether the profile takes an offering or a provider: it does not where they lack what it needs."""
    catalogue = edition.catalogue
    if key[0] == "provider":
        return catalogue.providers[key[1]].country is not None
    return not missing(catalogue.offerings[key[1]], catalogue)


def things_of(edition: Edition, key: Key) -> list[Thing]:
    """The things of an offering or a provider that the profile takes, with what they refer to."""
    catalogue, graph = edition.catalogue, Graph()
    speech = Speech(catalogue.settings.languages)
    organisations = Organisations(edition, graph, speech)
    if key[0] == "provider":
        provider = catalogue.providers[key[1]]
        organisations.provider(provider)
        if policy := catalogue.policies.get(provider.id):
            organisations.policy(policy)
        return graph.document()
    offering = catalogue.offerings[key[1]]
    specifications = Specifications(edition, graph, speech, organisations)
    specification = specifications.add(offering)
    Opportunities(edition, graph, speech, organisations, specifications).add(offering, specification)
    return graph.document()


def record_file(key: Key) -> str:
    """Where the file of a record in the model lies."""
    return record_path(*key, "elm.jsonld")


def notations_of(edition: Edition) -> Notations:
    """Which numbers stand more than once in the catalogue; worked out once for an edition."""
    return edition.once(("elm", "notations"), lambda: Notations.of(_numbers(edition)))


def numbers_of(record: Provider | Offering) -> Iterator[tuple[str, str]]:
    """Scheme and number of every identifier that a record states."""
    if isinstance(record, Provider):
        yield from numbers(record.identifiers or {})
        yield from map(listed, record.registers)
    else:
        yield OWN, record.id
        yield from ((f"{OWN}, earlier id", one) for one in record.formerly)
        yield from (record.identifiers or {}).items()


def _numbers(edition: Edition) -> Iterator[tuple[str, str]]:
    """Scheme and number of every identifier that the datasets hold."""
    catalogue = edition.catalogue
    for provider in catalogue.providers.values():
        yield from numbers_of(provider)
    bodies: dict[str, AwardingBody] = {}
    for offering in catalogue.published_offerings:
        yield from numbers_of(offering)
        bodies |= {key_of(body): body for body in offering.awarding_bodies if body.provider is None}
    for body in bodies.values():
        yield from numbers(body.identifiers or {})
