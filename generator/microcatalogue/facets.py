"""The facets of the catalogue: by what offerings are grouped, with which codes, and what belongs to each.

Codes are those of the vocabularies, so that an address means the same in every language and for years. Nothing here
renders; labels come from the vocabularies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from .catalogue import Catalogue
from .model import Offering
from .vocabulary import vocabulary

FREE = "free-of-charge"
FUNDED = "free-or-funded"

Codes = Callable[[Catalogue, Offering], Iterable[str]]
Groups = Mapping[str, Mapping[str, tuple[Offering, ...]]]
Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Facet:
    """One way of grouping: its name in addresses, the vocabulary of its codes (empty: no table), and whose codes apply."""

    name: str
    table: str
    codes: Codes


def _levels(_catalogue: Catalogue, offering: Offering) -> Iterator[str]:
    if offering.level and offering.level.eqf is not None:
        yield str(offering.level.eqf)


def _fields(_catalogue: Catalogue, offering: Offering) -> Iterator[str]:
    """The stated fields and the wider ones that hold them (ISCED-F 2013: two, three and four digits)."""
    for code in offering.isced_f:
        yield from field_line(code)


@cache
def field_line(code: str) -> tuple[str, ...]:
    """A field and those that hold it, the widest first."""
    table = vocabulary("isced-f")
    line = [code]
    while line[0] in table and (parent := table[line[0]].more.get("parent")):
        line.insert(0, parent)
    return tuple(line)


def _countries(catalogue: Catalogue, offering: Offering) -> Iterator[str]:
    """The countries of the awarding bodies (Annex I, element 3)."""
    for body in catalogue.awarding_bodies(offering):
        country = catalogue.awarding_country(body)
        if country:
            yield country


def _participation(_catalogue: Catalogue, offering: Offering) -> Iterator[str]:
    yield from offering.participation
    yield from (run.participation for run in offering.runs if run.participation)


def is_free(offering: Offering) -> bool:
    """True where a learner can take part without paying: a price of 0 is stated, or of 0 for every run."""
    return any(price.amount == 0 for price in offering.price) or (
        bool(offering.runs) and all(any(price.amount == 0 for price in run.price) for run in offering.runs)
    )


def _funding(_catalogue: Catalogue, offering: Offering) -> Iterator[str]:
    if is_free(offering):
        yield FREE
    if is_free(offering) or offering.funding:
        yield FUNDED
    yield from (funding.scheme for funding in offering.funding)


def _stackability(_catalogue: Catalogue, offering: Offering) -> Iterator[str]:
    if offering.stackability:
        yield offering.stackability.option


FACETS = (
    Facet("field", "isced-f", _fields),
    Facet("level", "eqf", _levels),
    Facet("participation", "participation", _participation),
    Facet("language", "language", lambda _, offering: offering.languages),
    Facet("country", "country", _countries),
    Facet("funding", "funding-scheme", _funding),
    Facet("target-group", "target-group", lambda _, offering: offering.target_groups),
    Facet("stackability", "stackability", _stackability),
    Facet("provider", "", lambda _, offering: (offering.provider,)),
)


ALWAYS = (("funding", FUNDED), ("participation", "online"), ("stackability", "integrated-stackable"))
"""Facets and codes that the front page and the guide lead to: their lists exist even when they are empty."""


def grouped(catalogue: Catalogue) -> Groups:
    """For every facet and code the offerings that have it, in order of id; withdrawn ones are left out.

    Codes come in the order of their vocabulary, those without one in the order of offerings. A code that withdrawn
    offerings alone have, or that readers are always led to, is there without offerings: its address must not break.
    """
    groups: dict[str, dict[str, list[Offering]]] = {facet.name: {} for facet in FACETS}
    for name, code in ALWAYS:
        groups[name][code] = []
    for offering in catalogue.published_offerings:
        for facet in FACETS:
            for code in dict.fromkeys(facet.codes(catalogue, offering)):
                members = groups[facet.name].setdefault(code, [])
                if offering.status != "withdrawn":
                    members.append(offering)
    return {facet.name: _in_order(facet, groups[facet.name]) for facet in FACETS}


def _in_order(facet: Facet, codes: Mapping[str, list[Offering]]) -> Mapping[str, tuple[Offering, ...]]:
    table = list(vocabulary(facet.table).terms) if facet.table else []
    ordered = [FUNDED, FREE, *table]
    known = [code for code in ordered if code in codes]
    return {code: tuple(codes[code]) for code in (*known, *(code for code in codes if code not in ordered))}
