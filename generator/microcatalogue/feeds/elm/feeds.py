"""Registers the feeds of the model: the datasets that Europass polls, one file a record, and the contexts of JSON-LD."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ...catalogue import Key
from ...edition import Edition
from ...model import Offering
from ...site_file import Made
from ..registry import EXPERIMENTAL, VALIDATED, derived_feed, feed, record_feed
from ..writing import json_bytes
from . import json_ld, turtle, xml
from .datasets import datasets_of
from .lost import FORMAT, XML_FORMAT
from .profile import ELM_3_1, VERSIONS, Version
from .records import takes, things_of
from .specifications import is_qualification

_TITLES = {
    "opportunities": "What is on offer, for Europass",
    "specifications": "What micro-credentials certify, for Europass",
    "accreditations": "Quality assurance and who gave it, for Europass",
}


@record_feed(
    "api/v1/offerings/{id}.elm.jsonld",
    "An offering in the European Learning Model",
    media_type=json_ld.MEDIA_TYPE,
    version=ELM_3_1.name,
    conforms_to=ELM_3_1.xml_namespace,
    format=FORMAT,
    validation=VALIDATED,
    takes=takes,
)
def offering(edition: Edition, key: Key) -> bytes:
    """What is on offer and what it certifies, with whom it refers to."""
    return json_ld.graph_bytes(edition.base, ELM_3_1, things_of(edition, key))


@record_feed(
    "api/v1/providers/{id}.elm.jsonld",
    "A provider in the European Learning Model, with its recognition policy",
    kind="provider",
    media_type=json_ld.MEDIA_TYPE,
    version=ELM_3_1.name,
    conforms_to=ELM_3_1.xml_namespace,
    format=FORMAT,
    validation=VALIDATED,
    takes=takes,
)
def provider(edition: Edition, key: Key) -> bytes:
    """The organisation, its quality assurance and its policy."""
    return json_ld.graph_bytes(edition.base, ELM_3_1, things_of(edition, key))


def _context(version: Version, _edition: Edition) -> Iterator[bytes]:
    yield json_bytes(json_ld.context(version))


def _xml(dataset: str, version: Version, edition: Edition, made: Made) -> Iterator[bytes]:
    return datasets_of(edition, made).xml(dataset, version)


def _json_ld(dataset: str, version: Version, edition: Edition, made: Made) -> Iterator[bytes]:
    return datasets_of(edition, made).json_ld(dataset, version)


def _turtle(version: Version, edition: Edition, made: Made) -> Iterator[bytes]:
    return datasets_of(edition, made).turtle(version)


def _opportunities(edition: Edition) -> int:
    """How many learning opportunities there are: the runs of what is on offer, one for an offering without any."""
    return sum(len(one.runs) or 1 for one in _taken(edition) if one.status == "active")


def _specifications(edition: Edition) -> int:
    return sum(1 for _ in _taken(edition))


def _accreditations(edition: Edition) -> int:
    """The external quality assurance of providers, and that which Qualifications state themselves."""
    catalogue = edition.catalogue
    of_providers = sum(
        entry.agency is not None
        for one in catalogue.providers.values()
        if one.country
        for entry in one.quality_assurance
    )
    own = (
        entry
        for one in _taken(edition)
        if is_qualification(one.level)
        for entry in one.quality_assurance
        if not isinstance(entry, str) and entry.agency is not None
    )
    return of_providers + sum(1 for _ in own)


def _everything(edition: Edition) -> int:
    return _opportunities(edition) + _specifications(edition) + _accreditations(edition)


def _taken(edition: Edition) -> Iterator[Offering]:
    """The offerings that lack nothing of what the profile needs."""
    catalogue = edition.catalogue
    return (one for one in catalogue.published_offerings if takes(edition, ("offering", one.id)))


_COUNTS = {"opportunities": _opportunities, "specifications": _specifications, "accreditations": _accreditations}


def _register(version: Version) -> None:
    """The feeds of one version of the model."""
    marked = VALIDATED if version.validated else EXPERIMENTAL
    feed(
        json_ld.context_path(version),
        f"What the names in JSON-LD of the European Learning Model {version.name} mean",
        records=lambda _: len(json_ld.context(version)["@context"]),
        media_type=json_ld.MEDIA_TYPE,
        version=version.name,
    )(partial(_context, version))
    for dataset, records in _COUNTS.items():
        forms = (("xml", "XML", xml, _xml, XML_FORMAT), ("jsonld", "JSON-LD", json_ld, _json_ld, FORMAT))
        for extension, name, module, derive, format in forms:
            derived_feed(
                f"{version.folder}/{dataset}.{extension}",
                f"{_TITLES[dataset]} (ELM {version.name}, {name})",
                records=records,
                media_type=module.MEDIA_TYPE,
                version=version.name,
                conforms_to=version.xml_namespace,
                format=format,
                validation=marked,
            )(partial(derive, dataset, version))
    derived_feed(
        f"{version.folder}/catalogue.ttl",
        f"Everything in the European Learning Model, with recognition policies (ELM {version.name}, Turtle)",
        records=_everything,
        media_type=turtle.MEDIA_TYPE,
        version=version.name,
        conforms_to=version.xml_namespace,
        format=FORMAT,
        validation=marked,
    )(partial(_turtle, version))


for _version in VERSIONS:
    _register(_version)
