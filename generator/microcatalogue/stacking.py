"""How many credits a pathway can bring: the least and the most that its steps allow.

Counting is FORMAT.md's: an offering counted in an earlier step adds nothing, nor does a draft or one without ECTS.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from .catalogue import Catalogue
from .model import Choice, Pathway, Step
from .values import RecordId

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class StepCredits:
    """What one step can bring, in ECTS; `uncounted` are its offerings that add nothing for want of ECTS."""

    least: Decimal
    most: Decimal
    listed: Decimal
    uncounted: tuple[RecordId, ...]


@dataclass(frozen=True, slots=True)
class PathwayCredits:
    """What a pathway can bring, in ECTS; `target` is what it leads to, where that is stated."""

    least: Decimal
    most: Decimal
    target: Decimal | None
    steps: tuple[StepCredits, ...]


def pathway_credits(pathway: Pathway, catalogue: Catalogue) -> PathwayCredits:
    """Least and most ECTS of a pathway, step by step."""
    counted: set[RecordId] = set()
    steps = []
    for step in pathway.steps:
        worth = {ref: offering_credits(ref, catalogue) for ref in step.offerings}
        steps.append(_step_credits(step, {ref: _NOTHING if ref in counted else ects for ref, ects in worth.items()}))
        counted.update(step.offerings)
    least = sum((step.least for step in steps), _NOTHING)
    most = sum((step.most for step in steps), _NOTHING)
    return PathwayCredits(least, most, target_credits(pathway, catalogue), tuple(steps))


def offering_credits(ref: RecordId, catalogue: Catalogue) -> Decimal | None:
    """The ECTS that an offering brings: none where it is a draft or unknown, None where it states no ECTS."""
    offering = catalogue.offerings.get(ref)
    if offering is None or offering.status == "draft":
        return _NOTHING
    return offering.workload.ects if offering.workload else None


def target_credits(pathway: Pathway, catalogue: Catalogue) -> Decimal | None:
    """The ECTS of what a pathway leads to: as it states them, else those of its offering; None where neither does."""
    if pathway.leads_to.ects is not None or pathway.leads_to.offering is None:
        return pathway.leads_to.ects
    offering = catalogue.offerings.get(pathway.leads_to.offering)
    return offering.workload.ects if offering and offering.workload else None


def _step_credits(step: Step, worth: Mapping[RecordId, Decimal | None]) -> StepCredits:
    other = (step.other.ects if step.other else None) or _NOTHING
    each = sorted(ects or _NOTHING for ects in worth.values())
    listed = sum(each, _NOTHING)
    least, most = listed, listed
    if isinstance(step.choose, Choice) and step.choose.count is not None:
        count = min(step.choose.count, len(each))
        least, most = sum(each[:count], _NOTHING), sum(each[len(each) - count :], _NOTHING)
    elif isinstance(step.choose, Choice) and step.choose.ects is not None:
        least = min(_smallest_sum(each, step.choose.ects), listed)
    uncounted = tuple(ref for ref, ects in worth.items() if ects is None)
    return StepCredits(least + other, most + other, listed, uncounted)


def _smallest_sum(credits: list[Decimal], wanted: Decimal) -> Decimal:
    """The smallest sum of some of the credits that reaches `wanted`; all of them where none does.

    Sums are kept in a set, so the work grows with the number of different sums, not of selections.
    """
    sums = {_NOTHING}
    for ects in credits:
        sums |= {total + ects for total in sums if total < wanted}
    return min((total for total in sums if total >= wanted), default=sum(credits, _NOTHING))
