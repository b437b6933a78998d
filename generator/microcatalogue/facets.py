"""The facets of the catalogue: by what offerings are grouped, with which codes, and what belongs to each.

A listed facet has a list page for every code, without any script; by the others browsers narrow down alone. Nothing here
renders; labels come from the vocabularies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from . import facet_codes as codes
from .catalogue import Catalogue
from .facet_codes import FREE, FUNDED, Codes, field_line, is_free
from .model import Offering
from .prices import known_price
from .vocabulary import vocabulary

__all__ = ["ALWAYS", "FACETS", "FREE", "FUNDED", "LISTED", "MEASURES", "Facet", "Measure", "field_line", "is_free"]

Groups = Mapping[str, Mapping[str, tuple[Offering, ...]]]
Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Facet:
    """One way of grouping: its name in addresses, the vocabulary of its codes (empty: no table), and whose codes apply."""

    name: str
    table: str
    codes: Codes


LISTED = (
    Facet("field", "isced-f", codes.fields),
    Facet("level", "eqf", codes.levels),
    Facet("participation", "participation", codes.participation),
    Facet("language", "language", codes.languages),
    Facet("country", "country", codes.countries),
    Facet("funding", "funding-scheme", codes.money),
    Facet("target-group", "target-group", lambda _, offering: offering.target_groups),
    Facet("stackability", "stackability", codes.stackability),
    Facet("provider", "", lambda _, offering: (offering.provider,)),
)
"""The facets with list pages."""

FACETS = (
    *LISTED,
    Facet("nqf", "nqf-level", codes.national_levels),
    Facet("region", "nuts", codes.regions),
    Facet("kind", "provider-kind", codes.kinds),
    Facet("times", "daytime", codes.times),
    Facet("setting", "learning-setting", codes.settings),
    Facet("entry", "", codes.entry),
    Facet("entry-language", "", codes.entry_languages),
    Facet("validation", "", codes.validation),
    Facet("access", "", codes.access),
    Facet("into", "", codes.stacks_into),
    Facet("assessment", "assessment-type", codes.assessment_types),
    Facet("supervision", "supervision", codes.supervision),
    Facet("quality", "framework", codes.frameworks),
    Facet("transition", "transition", codes.transitions),
    Facet("occupation", "", codes.occupations),
)
"""All facets."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure that offerings are narrowed down by, in bands and from one value to another.

    `bands` are named by their bounds, the lower one part of the band and the upper one not; None is open. `of` gives the
    figures of an offering, several where its runs differ.
    """

    name: str
    bands: tuple[tuple[int | None, int | None], ...]
    of: Callable[[Offering, str], Iterable[Decimal]]


def _credits(offering: Offering, _currency: str) -> Iterator[Decimal]:
    if offering.workload and offering.workload.ects is not None:
        yield offering.workload.ects


def _hours_a_week(offering: Offering, _currency: str) -> Iterator[Decimal]:
    yield from (run.hours_per_week for run in offering.runs if run.hours_per_week is not None)


def _price(offering: Offering, currency: str) -> Iterator[Decimal]:
    known = Decimal(0) if is_free(offering) else known_price(offering, currency)
    if known is not None:
        yield known


MEASURES = (
    Measure("credits", ((None, 2), (2, 4), (4, 7), (7, 16), (16, None)), _credits),
    Measure("hours-a-week", ((None, 4), (4, 8), (8, 16), (16, None)), _hours_a_week),
    Measure("price", ((0, 1), (1, 100), (100, 300), (300, 1000), (1000, None)), _price),
)
"""Credits in ECTS, hours of work a week, and the price in the currency that most offerings of the catalogue state."""

ALWAYS = (("funding", FUNDED), ("participation", "online"), ("stackability", "integrated-stackable"))
"""Facets and codes that the front page and the guide lead to: their lists exist even when they are empty."""


def grouped(catalogue: Catalogue) -> Groups:
    """For every listed facet and code the offerings that have it, in order of id; withdrawn ones are left out.

    Codes come in the order of their vocabulary, those without one in the order of offerings. A code that withdrawn
    offerings alone have, or that readers are always led to, is there without offerings: its address must not break.
    """
    groups: dict[str, dict[str, list[Offering]]] = {facet.name: {} for facet in LISTED}
    for name, code in ALWAYS:
        groups[name][code] = []
    for offering in catalogue.published_offerings:
        for facet in LISTED:
            for code in dict.fromkeys(facet.codes(catalogue, offering)):
                members = groups[facet.name].setdefault(code, [])
                if offering.status != "withdrawn":
                    members.append(offering)
    return {
        facet.name: {code: tuple(groups[facet.name][code]) for code in in_order(facet, groups[facet.name])}
        for facet in LISTED
    }


def in_order(facet: Facet, found: Iterable[str]) -> tuple[str, ...]:
    """Codes in the order of their vocabulary, those without one in the order given; money without a scheme first."""
    given = dict.fromkeys(found)
    table = dict.fromkeys((FUNDED, FREE, *(vocabulary(facet.table).terms if facet.table else ())))
    return (*(code for code in table if code in given), *(code for code in given if code not in table))
