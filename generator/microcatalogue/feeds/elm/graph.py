"""Things of the model as plain mappings, in the form in which JSON-LD writes them, and the concepts that they name.

A thing has a `type` and, where it has an identity of its own, an `id`; other names are those of `profile`. Nothing here
knows a field of the catalogue's files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from ...vocabulary import Term, vocabulary

Thing = dict[str, Any]

_SNB = "http://data.europa.eu/snb/"
_AUTHORITY = "http://publications.europa.eu/resource/authority/"

SCHEMES: Mapping[str, str] = {
    "assessment-type": f"{_SNB}assessment/25831c2",
    "country": f"{_AUTHORITY}country",
    "credit-system": f"{_SNB}education-credit/25831c2",
    "currency": f"{_AUTHORITY}currency",
    "eqf": f"{_SNB}eqf/25831c2",
    "isced-f": f"{_SNB}isced-f/25831c2",
    "language": f"{_AUTHORITY}language",
    "learning-setting": f"{_SNB}learning-setting/25831c2",
    "nqf-level": f"{_SNB}qdr/25831c2",
    "nuts": "http://data.europa.eu/nuts",
    "opportunity-type": f"{_SNB}learning-opportunity/25831c2",
    "outcome-kind": f"{_SNB}skill-type/25831c2",
    "outcome-reuse": f"{_SNB}skill-reuse-level/25831c2",
    # What the model calls a mode lies in a list whose name says assessment.
    "participation": f"{_SNB}learning-assessment/25831c2",
    "quality-assurance-type": f"{_SNB}accreditation/25831c2",
    "schedule": f"{_SNB}learning-schedule/25831c2",
    "supervision": f"{_SNB}supervision-verification/25831c2",
    "target-group": f"{_SNB}target-group/25831c2",
}
"""The EU's list that each vocabulary takes its concepts from; shapes ask for it beside each concept."""


class Graph:
    """Things and the concepts that they name, in the order in which they were added; each is there once.

    A mailbox is kept with the concepts, since many things may name it as well.
    """

    def __init__(self) -> None:
        self.things: dict[str, Thing] = {}
        self.concepts: dict[str, Thing] = {}

    def add(self, thing: Thing) -> str:
        """Adds a thing with an identity; gives its IRI."""
        iri: str = thing["id"]
        self.things.setdefault(iri, thing)
        return iri

    def code(self, table: str, code: str) -> str | None:
        """The EU's concept for a code of a vocabulary; None where the EU has none."""
        known = _concept(table, code)
        if known is None:
            return None
        uri: str = known["id"]
        self.concepts.setdefault(uri, known)
        return uri

    def codes(self, table: str, codes: Iterable[str]) -> list[str]:
        """The EU's concepts for some codes, each once; those without one are left out."""
        found = (self.code(table, code) for code in codes)
        return list(dict.fromkeys(uri for uri in found if uri))

    def concept(self, uri: str, labels: Mapping[str, str], scheme: str = "") -> str:
        """Any concept, in a list or not; gives its URI."""
        known = {"id": uri, "type": "Concept", "prefLabel": dict(labels), "inScheme": scheme}
        self.concepts.setdefault(uri, stated(known))
        return uri

    def take(self, other: Graph) -> None:
        """Adds all that is in another graph and not in this one, after what is here: a record's own things come first."""
        for iri, thing in other.things.items():
            self.things.setdefault(iri, thing)
        for uri, concept in other.concepts.items():
            self.concepts.setdefault(uri, concept)

    def mailbox(self, address: str) -> str:
        """An e-mail address, which the model takes for a thing; gives its IRI."""
        iri = f"mailto:{address}"
        self.concepts.setdefault(iri, {"id": iri, "type": "Mailbox"})
        return iri

    def document(self) -> list[Thing]:
        """All things, then the concepts that they name and the lists in which these are, in order of URI."""
        schemes = sorted({one["inScheme"] for one in self.concepts.values() if "inScheme" in one})
        concepts = (self.concepts[uri] for uri in sorted(self.concepts))
        return [*self.things.values(), *concepts, *({"id": uri, "type": "ConceptScheme"} for uri in schemes)]


@cache
def _concept(table: str, code: str) -> Thing | None:
    """The EU's concept for a code; None where it has none. One for all who name it."""
    term = vocabulary(table).terms.get(code)
    if term is None or not term.uri:
        return None
    labels, scheme = dict(_labels(table, term)), SCHEMES[table]
    return stated({"id": term.uri, "type": "Concept", "prefLabel": labels, "inScheme": scheme})


def _labels(table: str, term: Term) -> Mapping[str, str]:
    # Levels of supervision online and on site are one concept of the EU; its labels are those of neither.
    return {} if table == "supervision" else term.labels


def stated(thing: Mapping[str, Any]) -> Thing:
    """A thing without what is not known of it: nothing empty is written."""
    return {name: value for name, value in thing.items() if value or value is False}


def part(cls: str, **properties: Any) -> Thing:
    """A thing without an identity."""
    return {"type": cls, **stated(properties)}


def own(record: str, things: Iterable[Thing]) -> Iterator[Thing]:
    """The things that belong to a record: itself and its parts, not the records and concepts that it refers to."""
    for thing in things:
        iri: str = thing["id"]
        if iri == record or iri.startswith(f"{record}#"):
            yield thing
