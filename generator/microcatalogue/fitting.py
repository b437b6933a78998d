"""How many offerings fit a prepared search: any value within a facet, all between, withdrawn ones left out.

What depends on the reader's day (open now, closing soon) is no part of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from .bit_sets import set_of, union
from .catalogue import Catalogue
from .facets import FACETS, MEASURES, Measure, in_order
from .model import Offering
from .prices import usual_currency

Choices = Mapping[str, tuple[str, ...]]
Members = Mapping[str, Mapping[str, int]]
"""By facet and code the offerings that have it, as a set of numbers."""


def band_code(low: int | None, high: int | None) -> str:
    """A band of a figure as addresses name it."""
    return f"{'' if low is None else low}-{'' if high is None else high}"


def members_of(catalogue: Catalogue) -> Members:
    """The offerings that have each code of each facet and each band of each figure, codes in order."""
    offered = [one for one in catalogue.published_offerings if one.status != "withdrawn"]
    currency = usual_currency(catalogue.published_offerings)
    found: dict[str, dict[str, int]] = {}
    for facet in FACETS:
        numbers = _numbers((tuple(facet.codes(catalogue, one)) for one in offered), len(offered))
        found[facet.name] = {code: numbers[code] for code in in_order(facet, sorted(numbers))}
    for measure in MEASURES:
        numbers = _numbers((tuple(_bands(measure, one, currency)) for one in offered), len(offered))
        found[measure.name] = {code: numbers[code] for code in map(band_code, *zip(*measure.bands, strict=True))
                               if code in numbers}  # fmt: skip
    return found


def _bands(measure: Measure, offering: Offering, currency: str) -> Iterator[str]:
    for figure in measure.of(offering, currency):
        for low, high in measure.bands:
            if (low is None or figure >= low) and (high is None or figure < high):
                yield band_code(low, high)


def _numbers(codes: Iterable[tuple[str, ...]], size: int) -> Mapping[str, int]:
    having: dict[str, list[int]] = defaultdict(list)
    for number, those in enumerate(codes):
        for code in those:
            having[code].append(number)
    return {code: set_of(numbers, size) for code, numbers in having.items()}


def fitting(members: Members, choices: Choices) -> int:
    """How many offerings fit all choices; all where nothing is chosen is not asked for."""
    sets = [union(members[facet].get(code, 0) for code in codes) for facet, codes in choices.items()]
    left = sets[0]
    for one in sets[1:]:
        left &= one
    return left.bit_count()
