"""Least and most credits of a pathway, compared with trying out every selection that its steps allow."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations
from types import MappingProxyType

from built import edition_of
from hypothesis import given
from hypothesis import strategies as st
from invalid_cases import BASE
from microcatalogue.catalogue import Catalogue
from microcatalogue.model import Choice, Offering, Pathway, PathwayTarget, Step, StepOther, Workload
from microcatalogue.stacking import pathway_credits
from microcatalogue.values import ProviderId, RecordId, Text

TITLE = Text(("en",), ("A",))
UNIVERSITY = ProviderId("example-university")
SETTINGS = edition_of(BASE).catalogue.settings


def offering(name: str, ects: Decimal | None, status: str = "active") -> Offering:
    workload = Workload(ects=ects) if ects is not None else None
    return Offering(id=RecordId(name), provider=UNIVERSITY, title=TITLE, workload=workload, status=status)


def catalogue_of(offerings: list[Offering]) -> Catalogue:
    by_id = MappingProxyType({str(one.id): one for one in offerings})
    return Catalogue(SETTINGS, {}, by_id, {}, {}, documents={}, files={})


def pathway_of(*steps: Step, ects: Decimal | None = None) -> Pathway:
    target = PathwayTarget(title=TITLE, ects=ects)
    return Pathway(id=RecordId("u/p"), provider=UNIVERSITY, title=TITLE, leads_to=target, steps=steps)


CREDITS = st.integers(0, 12).map(Decimal)


@st.composite
def step_and_offerings(draw: st.DrawFn) -> tuple[Step, list[Offering]]:
    credits = draw(st.lists(st.one_of(st.none(), CREDITS), min_size=1, max_size=6))
    offerings = [offering(f"u/o{number}", ects) for number, ects in enumerate(credits)]
    refs = tuple(one.id for one in offerings)
    listed = sum((ects or Decimal(0) for ects in credits), Decimal(0))
    count = st.integers(1, len(refs)).map(lambda number: Choice(count=number))
    enough = st.integers(0, int(listed)).map(lambda number: Choice(ects=Decimal(number)))
    choose = draw(st.one_of(st.just("all"), count, enough))
    other = draw(st.one_of(st.none(), CREDITS.map(lambda ects: StepOther(title=TITLE, ects=ects))))
    return Step(choose=choose, offerings=refs, other=other), offerings  # type: ignore[arg-type]


def tried(step: Step, offerings: list[Offering]) -> tuple[Decimal, Decimal]:
    """The smallest and the largest sum of all selections that the step allows."""
    worth = [(one.workload.ects if one.workload else None) or Decimal(0) for one in offerings]
    sums = []
    for size in range(len(worth) + 1):
        for selection in combinations(worth, size):
            total = sum(selection, Decimal(0))
            whole = step.choose == "all" and size == len(worth)
            counted = isinstance(step.choose, Choice) and step.choose.count == size
            enough = isinstance(step.choose, Choice) and step.choose.ects is not None and total >= step.choose.ects
            if whole or counted or enough:
                sums.append(total)
    besides = (step.other.ects if step.other else None) or Decimal(0)
    return min(sums) + besides, max(sums) + besides


@given(step_and_offerings())
def test_one_step_brings_what_trying_out_brings(drawn: tuple[Step, list[Offering]]) -> None:
    step, offerings = drawn
    credits = pathway_credits(pathway_of(step), catalogue_of(offerings))
    assert (credits.least, credits.most) == tried(step, offerings)


def test_an_offering_counts_in_its_first_step_alone() -> None:
    offerings = [offering("u/a", Decimal(6))]
    steps = (Step(choose="all", offerings=(RecordId("u/a"),)), Step(choose="all", offerings=(RecordId("u/a"),)))
    credits = pathway_credits(pathway_of(*steps), catalogue_of(offerings))
    assert (credits.least, credits.most) == (6, 6)


def test_drafts_bring_nothing_and_what_has_no_credits_is_named() -> None:
    offerings = [offering("u/a", Decimal(6), "draft"), offering("u/b", None)]
    step = Step(choose="all", offerings=(RecordId("u/a"), RecordId("u/b")))
    credits = pathway_credits(pathway_of(step, ects=Decimal(30)), catalogue_of(offerings))
    assert (credits.least, credits.most, credits.target) == (0, 0, 30)
    assert credits.steps[0].uncounted == ("u/b",)
