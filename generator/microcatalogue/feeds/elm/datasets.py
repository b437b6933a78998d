"""The datasets of the model, written from the files of the records: what is on offer, what it certifies, who vouches for it.

Europass polls one constant address a dataset, and wants opportunities, qualifications and accreditations apart. Each
dataset is whole: whatever its things refer to is in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

import orjson

from ...edition import Edition
from ...site_file import Made
from ...urls import iri
from ...workers import Advance, in_shares, workers_here
from . import json_ld, turtle, xml
from .graph import Thing, own
from .profile import CONTAINERS, VERSIONS, Version
from .records import notations_of, record_file, takes
from .spool import Share, Spool

# What hangs on a run is on offer, what an agency says of an offering belongs to who vouches, all else of an offering is
# what it certifies. Of providers everything belongs to who vouches but their policies, which the model does not know.
OFFERED, CERTIFIED, VOUCHED, BESIDE = "offered", "certified", "vouched", "beside"

DATASETS: Mapping[str, tuple[str, ...]] = {
    "opportunities": (OFFERED, CERTIFIED, VOUCHED),
    "specifications": (CERTIFIED, VOUCHED),
    "accreditations": (VOUCHED,),
}
"""The datasets, with the groups of things that each holds."""

_EVERYTHING = (OFFERED, CERTIFIED, VOUCHED, BESIDE)
_CONTAINER_OF = {cls: container for container, classes in CONTAINERS.items() for cls in classes}

Names = Mapping[str, Mapping[str, Thing]]
"""The concepts that the things of each group name, by URI."""


class Datasets:
    """The datasets of an edition, from the files of its records; spooled when the first of them is asked for."""

    def __init__(self, edition: Edition, made: Made) -> None:
        self._edition, self._made = edition, made
        self._spool = Spool()
        self._names = self._laid()

    def xml(self, dataset: str, version: Version) -> Iterator[bytes]:
        """A dataset in XML; a container that would be empty is left out."""
        yield xml.head(version)
        for container in CONTAINERS:
            pieces = self._pieces(f"{version.name}~{container}~{group}" for group in DATASETS[dataset])
            first = next(pieces, None)
            if first is not None:
                yield f"<{container}>\n".encode()
                yield first
                yield from pieces
                yield f"</{container}>\n".encode()
        yield xml.TAIL

    def json_ld(self, dataset: str, version: Version) -> Iterator[bytes]:
        """A dataset in JSON-LD."""
        before, opening, after = json_ld.graph_bytes(self._edition.base, version, []).partition(b'"@graph":[')
        yield before + opening
        separator = b""
        for piece in self._pieces(f"json~{group}" for group in DATASETS[dataset]):
            yield piece if separator else piece.removeprefix(b",")
            separator = b","
        for thing in self._concepts(DATASETS[dataset]):
            yield separator + orjson.dumps(thing, option=orjson.OPT_SORT_KEYS)
            separator = b","
        yield after

    def turtle(self, version: Version) -> Iterator[bytes]:
        """Everything of the catalogue that the model can say, and the recognition policies beside it."""
        yield turtle.head(version)
        yield from self._pieces(f"turtle~{group}" for group in _EVERYTHING)
        yield from (turtle.described(thing) for thing in self._concepts(_EVERYTHING))

    def _pieces(self, names: Iterable[str]) -> Iterator[bytes]:
        return (piece for name in names for piece in self._spool.read(name))

    def _concepts(self, groups: Iterable[str]) -> Iterator[Thing]:
        """The concepts that the things of some groups name, and the lists that these are in, in order of URI."""
        named: dict[str, Thing] = {}
        for group in groups:
            for concept in self._names.get(group, {}).values():
                _know(concept, named)
        yield from (named[uri] for uri in sorted(named))
        schemes = {concept["inScheme"] for concept in named.values() if "inScheme" in concept}
        yield from ({"id": uri, "type": "ConceptScheme"} for uri in sorted(schemes))

    def _laid(self) -> Names:
        """Lays the things of every record, then those that belong to none: the publisher, bodies that are named alone."""
        edition = self._edition
        keys = [key for key in edition.published() if key[0] in ("offering", "provider") and takes(edition, key)]
        paths = [(number, iri(self._edition.base, *key), record_file(key)) for number, key in enumerate(keys)]
        block = max(1, -(-len(paths) // workers_here()))  # one block a share, so that shares follow each other
        found = in_shares(paths, partial(_lay, self._edition, self._made, self._spool), block=block)
        names: dict[str, dict[str, Thing]] = {}
        shared: dict[str, Thing] = {}
        for share_names, share_shared in found:
            for group, concepts in share_names.items():
                for concept in concepts.values():
                    _know(concept, names.setdefault(group, {}))
            shared.update(share_shared)
        concepts = {uri: one for of_group in names.values() for uri, one in of_group.items()}
        laying = _Laying(self._edition, Share(self._spool, len(paths)))
        laying.things([(VOUCHED, shared[id]) for id in sorted(shared)], concepts)
        laying.share.close()
        return names


def _lay(
    edition: Edition, made: Made, spool: Spool, paths: Sequence[tuple[int, str, str]], told: Advance
) -> tuple[Names, dict[str, Thing]]:
    """Lays the things of a share of the records; gives the concepts that they name, and what belongs to no record."""
    laying = _Laying(edition, Share(spool, paths[0][0] if paths else 0))
    shared: dict[str, Thing] = {}
    for _, record, path in paths:
        graph = orjson.loads(made.content(path))["@graph"]
        concepts = {one["id"]: one for one in graph if one["type"] in ("Concept", "Mailbox")}
        policies = (thing for thing in graph if thing["type"] == "Policy")
        laying.things(((_group(thing), thing) for thing in (*own(record, graph), *policies)), concepts)
        for thing in graph:
            if _belongs_to_none(edition, thing):
                shared[thing["id"]] = thing
                concepts_named(thing, concepts, laying.names.setdefault(VOUCHED, {}))
        told(1)
    laying.share.close()
    return laying.names, shared


class _Laying:
    """Lays things in every form."""

    def __init__(self, edition: Edition, share: Share) -> None:
        self.share = share
        self.names: dict[str, dict[str, Thing]] = {}
        notations = notations_of(edition)
        languages = edition.catalogue.settings.languages
        self._xml = {one.name: xml.XmlWriter(one, notations, languages) for one in VERSIONS}

    def things(self, grouped: Iterable[tuple[str, Thing]], concepts: Mapping[str, Thing]) -> None:
        """Lays some things, each in its group, and takes note of the concepts that they name."""
        labels = {uri: one.get("prefLabel", {}) for uri, one in concepts.items()}
        for group, thing in grouped:
            concepts_named(thing, concepts, self.names.setdefault(group, {}))
            self.share.lay(f"turtle~{group}", turtle.described(thing))
            self.share.lay(f"json~{group}", b"," + orjson.dumps(thing, option=orjson.OPT_SORT_KEYS))
            if container := _CONTAINER_OF.get(thing["type"]):
                for version, writer in self._xml.items():
                    self.share.lay(f"{version}~{container}~{group}", writer.thing(thing, labels))


def _know(concept: Thing, found: dict[str, Thing]) -> None:
    """Adds a concept; records may name one of ESCO in different languages, and the first label of each language stays."""
    known = found.get(concept["id"])
    if known is None or known is concept:
        found[concept["id"]] = concept
    elif known.get("prefLabel") != concept.get("prefLabel"):
        labels = {**concept.get("prefLabel", {}), **known.get("prefLabel", {})}
        found[concept["id"]] = {**known, "prefLabel": labels}


def concepts_named(value: Any, concepts: Mapping[str, Thing], found: dict[str, Thing]) -> None:
    """Adds the concepts that a thing or a value of it names."""
    if isinstance(value, str):
        if value in concepts:
            _know(concepts[value], found)
    elif isinstance(value, dict):
        for below in value.values():
            concepts_named(below, concepts, found)
    elif isinstance(value, list):
        for below in value:
            concepts_named(below, concepts, found)


def _group(thing: Thing) -> str:
    _, _, fragment = thing["id"].partition("#")
    if "/id/providers/" in thing["id"]:
        return VOUCHED
    if thing["type"] == "Policy":
        return BESIDE
    if fragment.startswith(("run-", "opportunity")):
        return OFFERED
    return VOUCHED if fragment.startswith(("quality-assurance-", "agency-")) else CERTIFIED


def _belongs_to_none(edition: Edition, thing: Thing) -> bool:
    return bool(thing["id"].startswith(f"{edition.base}#"))


_KNOWN: WeakKeyDictionary[Made, Datasets] = WeakKeyDictionary()


def datasets_of(edition: Edition, made: Made) -> Datasets:
    """The datasets of what is being made; they are spooled once, and go away with it."""
    if made not in _KNOWN:
        _KNOWN[made] = Datasets(edition, made)
    return _KNOWN[made]
