"""What a change does to pathways: which break or mend, at which step, for want of which offering, with how many credits.

A step can be taken where what it asks for can be filled with offerings that are to be had: published, and neither
withdrawn nor lost, unless what replaced them is. Credits are counted from those alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from .catalogue import Catalogue
from .model import Offering, Pathway, Step
from .stacking import PathwayCredits, StepCredits, pathway_credits
from .values import RecordId

BREAKS, MENDS, CHANGES, COMES = "breaks", "mends", "changes", "is new"


@dataclass(frozen=True, slots=True)
class PathwayEffect:
    """A pathway that breaks, mends, comes or brings other credits; `most` is None where it is not offered.

    `steps` are the numbers, from 1, of those that cannot be taken any more, `lost` the offerings of its steps, or what it
    leads to, that are not to be had any more. `needed` are the ECTS of what it leads to.
    """

    pathway: RecordId
    what: str
    most_before: Decimal | None
    most_now: Decimal | None
    needed: Decimal | None
    steps: tuple[int, ...] = ()
    lost: tuple[RecordId, ...] = ()

    @property
    def remaining(self) -> Decimal | None:
        """The ECTS that no step brings any more; None where all can be reached or nothing is needed."""
        if self.needed is None or self.most_now is None or self.most_now >= self.needed:
            return None
        return self.needed - self.most_now


@dataclass(frozen=True, slots=True)
class _State:
    """A pathway as it is offered: its credits, and what cannot be done, a step by what it lists."""

    pathway: Pathway
    credits: PathwayCredits
    blocked: frozenset[tuple[RecordId, ...]]
    goal_lost: bool

    @property
    def troubles(self) -> frozenset[object]:
        """All that keeps somebody from going the whole way."""
        target = self.credits.target
        short = {"credits"} if target is not None and self.credits.most < target else set()
        return frozenset({*self.blocked, *short, *({"goal"} if self.goal_lost else ())})


def pathway_effects(before: Catalogue, now: Catalogue, left_out: frozenset[RecordId]) -> Iterator[PathwayEffect]:
    """The pathways that differ, in order of id; those that have to do with records `left_out` are not compared."""
    was, there = _offered(before), _offered(now)
    names = {one.id for catalogue in (before, now) for one in catalogue.published_pathways}
    for name in sorted(names - left_out):
        records = [one for one in (before.pathways.get(name), now.pathways.get(name)) if one]
        if any(left_out & {*_named(one)} for one in records):
            continue
        old, new = _state(name, before, was), _state(name, now, there)
        lost = tuple(_lost(records, was, there))
        if old and new and (old.credits, old.troubles) == (new.credits, new.troubles) and not lost:
            continue
        if old or new:
            yield _effect(name, old, new, lost)


def _offered(catalogue: Catalogue) -> Catalogue:
    """The catalogue with those offerings alone that somebody can take."""
    offerings: dict[str, Offering] = {
        one.id: one for one in catalogue.published_offerings if _can_be_had(one, catalogue)
    }
    return replace(catalogue, offerings=offerings)


def _can_be_had(offering: Offering, catalogue: Catalogue) -> bool:
    """Whether it, or what replaced it in the end, is neither a draft nor withdrawn."""
    seen: set[RecordId] = set()
    one: Offering | None = offering
    while one is not None and one.status == "withdrawn" and one.id not in seen:
        seen.add(one.id)
        one = catalogue.offerings.get(one.replaced_by) if one.replaced_by else None
    return one is not None and one.status not in ("withdrawn", "draft")


def _state(name: RecordId, whole: Catalogue, offered: Catalogue) -> _State | None:
    """A pathway in one state of the catalogue; None where it is not offered."""
    pathway = whole.pathways.get(name)
    if pathway is None or pathway.status != "active":
        return None
    credits = replace(pathway_credits(pathway, offered), target=pathway_credits(pathway, whole).target)
    steps = zip(pathway.steps, credits.steps, strict=True)
    blocked = frozenset(step.offerings for step, brings in steps if not _can_be_taken(step, brings, offered))
    goal = pathway.leads_to.offering
    return _State(pathway, credits, blocked, goal is not None and goal not in offered.offerings)


def _can_be_taken(step: Step, brings: StepCredits, offered: Catalogue) -> bool:
    there = [one for one in step.offerings if one in offered.offerings]
    if step.choose is None or step.choose == "all":
        return len(there) == len(step.offerings)
    if step.choose.count is not None:
        return len(there) >= step.choose.count
    return step.choose.ects is None or brings.listed >= step.choose.ects


def _named(pathway: Pathway) -> Iterator[RecordId]:
    """The offerings of its steps, and what it leads to."""
    yield from (one for step in pathway.steps for one in step.offerings)
    if pathway.leads_to.offering:
        yield pathway.leads_to.offering


def _lost(records: list[Pathway], was: Catalogue, there: Catalogue) -> Iterator[RecordId]:
    """What the pathway names that was to be had and is not any more."""
    for one in dict.fromkeys(ref for record in records for ref in _named(record)):
        if one in was.offerings and one not in there.offerings:
            yield one


def _effect(name: RecordId, old: _State | None, new: _State | None, lost: tuple[RecordId, ...]) -> PathwayEffect:
    known = new or old
    blocked = new.blocked - (old.blocked if old else frozenset()) if new else frozenset()
    numbers = enumerate(new.pathway.steps, 1) if new else ()
    return PathwayEffect(
        name,
        _what(old, new),
        old.credits.most if old else None,
        new.credits.most if new else None,
        known.credits.target if known else None,
        tuple(number for number, step in numbers if step.offerings in blocked),
        lost,
    )


def _what(old: _State | None, new: _State | None) -> str:
    """Worse outweighs better: somebody may already be on the way."""
    if old is None or new is None:
        return BREAKS if new is None else COMES
    if new.troubles - old.troubles:
        return BREAKS
    return MENDS if old.troubles - new.troubles else CHANGES
