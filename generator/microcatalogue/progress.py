"""How far what a learner holds goes on a pathway: per step what is reached, what remains and what could bring it.

An offering counts once, in the first step that lists it; later steps pass over it. A step by number counts its best
credits. Drafts appear nowhere; what is withdrawn counts for those who hold it and can no longer be taken. A part that is
no micro-credential (`other`) always remains, because nobody can hold it as one. All figures are exact.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from .catalogue import Catalogue
from .model import Choice, Pathway, Step, StepOther
from .stacking import offering_credits, target_credits
from .values import RecordId

ALL, COUNT, ECTS = "all", "count", "ects"
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Need:
    """What a step asks for: `needed` of its `offerings` (`all`, `count`) or so many ECTS of theirs (`ects`)."""

    kind: str
    needed: Decimal
    offerings: tuple[RecordId, ...]


@dataclass(frozen=True, slots=True)
class StepProgress:
    """How far a step is.

    `held` are the offerings that count here, `credits` their ECTS, of which `uncounted` state none. `reached` is never
    more than is needed, in the same unit. `alternatives` could each bring something of what remains, `closed` are
    those that are no longer offered; both are empty where nothing remains.
    """

    need: Need
    held: tuple[RecordId, ...]
    uncounted: tuple[RecordId, ...]
    credits: Decimal
    reached: Decimal
    alternatives: tuple[RecordId, ...]
    closed: tuple[RecordId, ...]
    other: StepOther | None

    @property
    def remaining(self) -> Decimal:
        """What is still needed, in ECTS or in offerings."""
        return self.need.needed - self.reached

    @property
    def is_done(self) -> bool:
        """Whether no micro-credential is needed any more; an `other` part may still be."""
        return self.remaining == 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a pathway is: `credits` are reached in ECTS, `target` is what it leads to, where that is stated."""

    steps: tuple[StepProgress, ...]
    credits: Decimal
    target: Decimal | None

    @property
    def reached(self) -> Decimal:
        """The ECTS that count: never more than the target."""
        return self.credits if self.target is None else min(self.credits, self.target)

    @property
    def remaining(self) -> Decimal | None:
        """The ECTS that are missing to the target; None where there is no target."""
        return None if self.target is None else self.target - self.reached

    @property
    def short(self) -> Decimal:
        """The ECTS by which all that is held and the other parts together miss the target; 0 where there is none."""
        if self.target is None:
            return _NOTHING
        others = sum((step.other.ects for step in self.steps if step.other and step.other.ects is not None), _NOTHING)
        return max(_NOTHING, self.target - self.credits - others)

    @property
    def steps_done(self) -> int:
        """How many steps need nothing any more, other parts included."""
        return sum(step.is_done and step.other is None for step in self.steps)

    @property
    def is_complete(self) -> bool:
        """Whether every step is done and no other part is asked for."""
        return self.steps_done == len(self.steps)


def can_be_taken(ref: RecordId, catalogue: Catalogue) -> bool:
    """Whether an offering is published and not withdrawn; one that is suspended may be offered again."""
    offering = catalogue.offerings.get(ref)
    return offering is not None and offering.status not in ("draft", "withdrawn")


def needs_of(pathway: Pathway, catalogue: Catalogue) -> tuple[Need, ...]:
    """What each step asks for, over the published offerings that no earlier step lists."""
    seen: set[RecordId] = set()
    needs = []
    for step in pathway.steps:
        own = [ref for ref in dict.fromkeys(step.offerings) if ref not in seen and is_published(ref, catalogue)]
        seen.update(step.offerings)
        needs.append(_need(step, tuple(own)))
    return tuple(needs)


def is_published(ref: RecordId, catalogue: Catalogue) -> bool:
    """Whether there is an offering of that id that is no draft."""
    offering = catalogue.offerings.get(ref)
    return offering is not None and offering.status != "draft"


def _need(step: Step, offerings: tuple[RecordId, ...]) -> Need:
    choose = step.choose
    if isinstance(choose, Choice) and choose.ects is not None:
        return Need(ECTS, choose.ects, offerings)
    if isinstance(choose, Choice) and choose.count is not None:
        return Need(COUNT, Decimal(choose.count), offerings)
    return Need(ALL, Decimal(len(offerings)), offerings)


def progress(pathway: Pathway, have: Collection[RecordId], catalogue: Catalogue) -> Progress:
    """How far the offerings that a learner has go on a pathway; ids that it does not list make no difference."""
    holds = frozenset(have)
    needs = needs_of(pathway, catalogue)
    steps = tuple(_step(need, step, holds, catalogue) for need, step in zip(needs, pathway.steps, strict=True))
    credits = sum((step.credits for step in steps), _NOTHING)
    return Progress(steps, credits, target_credits(pathway, catalogue))


def _step(need: Need, step: Step, holds: Collection[RecordId], catalogue: Catalogue) -> StepProgress:
    worth = {ref: offering_credits(ref, catalogue) for ref in need.offerings}
    held = tuple(ref for ref in need.offerings if ref in holds)
    each = sorted((worth[ref] or _NOTHING for ref in held), reverse=True)
    credits = sum(each[: int(need.needed)] if need.kind == COUNT else each, _NOTHING)
    reached = min(need.needed, credits if need.kind == ECTS else Decimal(len(held)))
    missing = [ref for ref in need.offerings if ref not in holds] if reached < need.needed else []
    helpful = [ref for ref in missing if need.kind != ECTS or worth[ref]]
    return StepProgress(
        need,
        held,
        tuple(ref for ref in held if worth[ref] is None),
        credits,
        reached,
        tuple(ref for ref in helpful if can_be_taken(ref, catalogue)),
        tuple(ref for ref in helpful if not can_be_taken(ref, catalogue)),
        step.other,
    )
