"""Things of the model as a credential holds them: nested in each other, each with an id, under the names of its context.

The profile of credentials (EDC 1.2, in the namespace of ELM 3.1) knows the classes of LOQ, but calls some properties
otherwise and has no place for a few.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..elm.graph import Graph, Thing
from ..elm.profile import PROFILE, Kind, Property

_RENAMED: Mapping[str, str] = {
    "ISCEDFCode": "thematicArea",
    "EQFLevel": "eqfLevel",
    "NQFLevel": "nqfLevel",
    "contentUrl": "contentURL",
    "eidasLegalIdentifier": "eIDASIdentifier",
    "issued": "dateIssued",
}
# The official context takes the date of a change for an IRI; a publisher is not foreseen; whether something is still on
# offer says nothing of what was learnt.
_LEFT_OUT = frozenset({"modified", "publisher", "status"})
# What refers back to what it hangs on: nesting would go round in circles, and the profile does not ask for it.
_BACK = frozenset({"influences", "proves", "organisation"})


class Nesting:
    """Nests the things of a graph; one that was nested before is named by its id and type from then on."""

    def __init__(self, graph: Graph) -> None:
        self._graph, self._seen, self._parts = graph, set[str](), 0

    def thing(self, iri: str) -> dict[str, Any]:
        """A thing of the graph with all that it refers to."""
        thing = self._graph.things[iri]
        if iri in self._seen:
            return {"id": iri, "type": thing["type"]}
        self._seen.add(iri)
        return {"id": iri, **self._properties(thing)}

    def concept(self, uri: str) -> dict[str, Any]:
        """A concept with its labels and its list."""
        known = self._graph.concepts[uri]
        scheme = {"inScheme": {"id": known["inScheme"], "type": "ConceptScheme"}} if "inScheme" in known else {}
        labels = {"prefLabel": known["prefLabel"]} if "prefLabel" in known else {}
        return {"id": uri, "type": known["type"], **scheme, **labels}

    def part(self, cls: str, **properties: Any) -> dict[str, Any]:
        """A new thing that is only in the credential."""
        self._parts += 1
        return {"id": f"urn:epass:{cls[0].lower()}{cls[1:]}:{self._parts}", "type": cls, **properties}

    def _properties(self, thing: Thing) -> dict[str, Any]:
        found: dict[str, Any] = {"type": thing["type"]}
        for one in PROFILE[thing["type"]]:
            if one.name not in thing or one.name in _LEFT_OUT | _BACK:
                continue
            found[_RENAMED.get(one.name, one.name)] = self._values(one, thing[one.name])
        return found

    def _values(self, one: Property, value: Any) -> Any:
        if isinstance(value, list):
            return [self._value(one, each) for each in value]
        return self._value(one, value)

    def _value(self, one: Property, value: Any) -> Any:
        if one.kind is Kind.LINK:
            return self.thing(value)
        if one.kind in (Kind.CODE, Kind.CONCEPT, Kind.MAILBOX):
            return self.concept(value)
        return self.part(value["type"], **self._properties(value)) if one.kind is Kind.PART else value
