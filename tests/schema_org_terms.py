"""The vocabulary of schema.org as a judge: which property fits which type, and which value fits which property."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Json = dict[str, Any]

# How values of the data types are written; the others take any text.
FORMS = {
    "Date": re.compile(r"\d{4}-\d{2}(-\d{2})?"),
    "DateTime": re.compile(r"\d{4}-\d{2}-\d{2}T[\d:]+Z"),
    "URL": re.compile(r"https?://\S+"),
    "Integer": re.compile(r"\d+"),
    "Number": re.compile(r"\d+(\.\d+)?"),
    "Duration": re.compile(r"P(\d+W|\d+D|T(\d+H)?(\d+M)?)"),
    "Text": re.compile(r"(?s).+"),
}
ROLES = {"Role", "OrganizationRole"}
"""A role may stand in every property between a thing and what the property names, and repeats the property."""


@dataclass(frozen=True)
class Terms:
    """Classes with what they are kinds of, properties with their domains and ranges, members of enumerations."""

    above: dict[str, set[str]]
    domains: dict[str, set[str]]
    ranges: dict[str, set[str]]
    members: dict[str, set[str]]
    superseded: set[str]

    def kinds(self, name: str) -> set[str]:
        """A class and all above it."""
        found, left = set(), {name}
        while left:
            one = left.pop()
            found.add(one)
            left |= self.above.get(one, set()) - found
        return found

    def problems(self, node: Json, nodes: dict[str, str]) -> Iterator[str]:
        """What is wrong in a node and all below it; `nodes` gives the types of what is named by `@id` elsewhere."""
        of = node["@type"]
        if of not in self.above:
            yield f"{of} is no class"
        for name, value in node.items():
            if name.startswith("@") or name == "dct:conformsTo":
                continue
            if name not in self.domains or name in self.superseded:
                yield f"{name} is no property"
                continue
            if of not in ROLES and not self.kinds(of) & self.domains[name]:
                yield f"{of} has no {name}"
            for one in value if isinstance(value, list) else [value]:
                yield from self._of_value(name, one, nodes)

    def _of_value(self, name: str, value: Any, nodes: dict[str, str]) -> Iterator[str]:
        wanted = self.ranges[name]
        if not isinstance(value, dict):
            yield from self._of_literal(name, value, wanted)
        elif "@value" in value:
            if value["@type"] not in wanted or not FORMS[value["@type"]].fullmatch(value["@value"]):
                yield f"{name} is no {value}"
        elif "@type" not in value:
            known = self.members.get(value["@id"].removeprefix("https://schema.org/"), set())
            known = known or {nodes.get(value["@id"], "nothing")}
            if not any(self.kinds(one) & wanted for one in known):
                yield f"{name} names {value['@id']}"
        else:
            yield from self.problems(value, nodes)
            if value["@type"] in ROLES:
                if name not in value:
                    yield f"a role in {name} does not say whose"
            elif not self.kinds(value["@type"]) & wanted:
                yield f"{name} takes no {value['@type']}"

    @staticmethod
    def _of_literal(name: str, value: Any, wanted: set[str]) -> Iterator[str]:
        if isinstance(value, bool):
            fits = "Boolean" in wanted
        elif isinstance(value, int):
            fits = bool({"Integer", "Number"} & wanted)
        else:
            fits = any(form.fullmatch(value) for kind, form in FORMS.items() if kind in wanted)
        if not fits:
            yield f"{name} takes no {value!r}"


def terms(folder: Path) -> Terms:
    """From the files of a release."""
    found = Terms({}, {}, {}, {}, set())
    for entry in json.loads((folder / "schemaorg-current-https.jsonld").read_text("utf-8"))["@graph"]:
        name, kinds = _plain(entry["@id"]), _listed(entry["@type"])
        if "rdfs:Class" in kinds:
            found.above[name] = {_plain(one) for one in _ids(entry.get("rdfs:subClassOf"))}
        elif "rdf:Property" in kinds:
            found.domains[name] = {_plain(one) for one in _ids(entry.get("schema:domainIncludes"))}
            found.ranges[name] = {_plain(one) for one in _ids(entry.get("schema:rangeIncludes"))}
            if "schema:supersededBy" in entry:
                found.superseded.add(name)
        else:
            found.members[name] = {_plain(one) for one in kinds}
    return found


def types_by_id(node: Any) -> Iterator[tuple[str, str]]:
    """Every node of a document that has an id and a type."""
    if isinstance(node, list):
        for item in node:
            yield from types_by_id(item)
    elif isinstance(node, dict):
        if "@id" in node and "@type" in node:
            yield node["@id"], node["@type"]
        for value in node.values():
            yield from types_by_id(value)


def _plain(name: str) -> str:
    return name.removeprefix("schema:")


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _ids(value: Any) -> list[str]:
    return [one["@id"] for one in _listed(value)]
