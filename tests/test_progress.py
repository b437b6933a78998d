"""How far what a learner holds goes on a pathway: by example, by law, and against a second way of working it out."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

import naive_stacking
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from microcatalogue.model import Offering, Price, Run, Workload
from microcatalogue.prices import known_price, usual_currency
from microcatalogue.progress import Progress, needs_of, progress
from microcatalogue.stacking import pathway_credits
from microcatalogue.values import LocalId, RecordId
from stacking_worlds import OFFERINGS, TITLE, UNIVERSITY, WORLDS, World


def world_of(steps: list[Any], target: Any = None, have: tuple[str, ...] = (), **ects: Any) -> World:
    """One pathway over offerings of so many ECTS; a text in their place is a status."""
    offerings = {
        f"u/{name}": {
            "status": value if isinstance(value, str) else "active",
            "ects": Decimal(2) if isinstance(value, str) else value,
            "price": None,
            "into": [],
        }
        for name, value in ects.items()
    }
    made = [
        {"choose": choose, "offerings": [f"u/{ref}" for ref in refs.split()], "other": other}
        for choose, refs, other in steps
    ]
    pathway = {"status": "active", "steps": made, "gives": "", "target": target}
    return World(offerings, {"u/p": pathway}, tuple(f"u/{ref}" for ref in have))


def progress_of(world: World, have: tuple[str, ...] | None = None) -> Progress:
    catalogue = world.catalogue()
    return progress(catalogue.pathways["u/p"], tuple(map(RecordId, have or world.have)), catalogue)


NO, D = "none", Decimal


def test_a_step_by_credits_says_what_is_reached_what_remains_and_what_could_bring_it() -> None:
    world = world_of([(("ects", D(6)), "a b c", NO)], D(20), ("b",), a=D(2), b=D("2.5"), c=D(4))
    (step,) = progress_of(world).steps
    assert (step.reached, step.remaining, step.credits) == (D("2.5"), D("3.5"), D("2.5"))
    assert step.alternatives == ("u/a", "u/c")
    assert (progress_of(world).reached, progress_of(world).remaining) == (D("2.5"), D("17.5"))


def test_a_step_by_number_counts_its_best_credits() -> None:
    world = world_of([(("count", 2), "a b c", NO)], None, ("a", "b", "c"), a=D(2), b=D(3), c=D(4))
    (step,) = progress_of(world).steps
    assert (step.credits, step.reached, step.remaining, step.is_done) == (7, 2, 0, True)
    assert step.alternatives == ()
    assert progress_of(world).remaining is None
    assert progress_of(world).reached == 7


def test_an_offering_counts_in_the_first_step_that_lists_it() -> None:
    world = world_of([(("count", 1), "a b", NO), (("count", 1), "a c", NO)], None, ("a",), a=D(2), b=D(3), c=D(4))
    first, second = progress_of(world).steps
    assert (first.is_done, first.held) == (True, ("u/a",))
    assert (second.is_done, second.held, second.alternatives) == (False, (), ("u/c",))


def test_without_credits_an_offering_counts_by_number_alone_and_is_named() -> None:
    world = world_of(
        [(("count", 1), "a b", NO), (("ects", D(1)), "c d", NO)], None, ("a", "c"), a=None, b=D(3), c=None, d=D(1)
    )
    first, second = progress_of(world).steps
    assert (first.is_done, first.credits, first.uncounted) == (True, 0, ("u/a",))
    assert (second.is_done, second.uncounted, second.alternatives) == (False, ("u/c",), ("u/d",))


def test_what_is_withdrawn_counts_for_holders_and_cannot_be_taken_by_others() -> None:
    steps = [(("all", 0), "a b", NO)]
    holder = progress_of(world_of(steps, None, ("a",), a="withdrawn", b=D(2)))
    newcomer = progress_of(world_of(steps, None, ("b",), a="withdrawn", b=D(2)))
    assert (holder.steps[0].held, holder.steps[0].alternatives) == (("u/a",), ("u/b",))
    assert (newcomer.steps[0].closed, newcomer.steps[0].alternatives) == (("u/a",), ())


def test_drafts_are_passed_over_and_other_parts_always_remain() -> None:
    world = world_of([(("all", 0), "a b", D(3)), (("all", 0), "", None)], D(5), ("a",), a=D(2), b="draft")
    found = progress_of(world)
    assert found.steps[0].need.offerings == ("u/a",)
    assert [step.is_done for step in found.steps] == [True, True]
    assert (found.steps_done, found.is_complete, found.remaining) == (0, False, 3)
    assert progress_of(world_of([(("all", 0), "a", NO)], D(1), ("a",), a=D(2))).is_complete
    assert progress_of(world_of([(("all", 0), "a", NO)], D(1), ("a",), a=D(2))).reached == 1


def test_what_is_held_and_the_other_parts_may_miss_the_target() -> None:
    steps = [(("count", 1), "a b", NO), (("all", 0), "", D(3))]
    least = progress_of(world_of(steps, D(9), ("a",), a=D(2), b=D(6)))
    assert (least.remaining, least.short) == (7, 4)
    assert progress_of(world_of(steps, D(9), ("b",), a=D(2), b=D(6))).short == 0
    assert progress_of(world_of(steps, D(5), ("b",), a=D(2), b=D(6))).short == 0
    assert progress_of(world_of(steps, None, ("a",), a=D(2), b=D(6))).short == 0


@settings(max_examples=400)
@given(WORLDS)
def test_a_second_way_comes_to_the_same(world: World) -> None:
    catalogue = world.catalogue()
    for name, stated in world.pathways.items():
        found = progress(catalogue.pathways[name], tuple(map(RecordId, world.have)), catalogue)
        own = naive_stacking.listed(world, stated)
        for step, refs, one in zip(stated["steps"], own, found.steps, strict=True):
            wanted = naive_stacking.step_progress(world, step, refs, set(world.have))
            assert list(one.held) == wanted["held"]
            assert (one.credits, one.reached, one.need.needed) == (
                wanted["credits"],
                wanted["reached"],
                wanted["needed"],
            )
            assert list(one.alternatives) == wanted["alternatives"]
            assert list(one.closed) == wanted["closed"]


@given(WORLDS, st.lists(st.sampled_from(OFFERINGS), max_size=3))
def test_more_offerings_never_reduce_what_is_reached(world: World, more: list[str]) -> None:
    catalogue = world.catalogue()
    for pathway in catalogue.pathways.values():
        less = progress(pathway, tuple(map(RecordId, world.have)), catalogue)
        now = progress(pathway, tuple(map(RecordId, (*world.have, *more))), catalogue)
        assert now.credits >= less.credits
        assert now.reached >= less.reached
        assert now.steps_done >= less.steps_done
        for before, after in zip(less.steps, now.steps, strict=True):
            assert after.reached >= before.reached
            assert set(before.held) <= set(after.held)


@given(WORLDS, st.integers())
def test_reached_and_remaining_are_what_is_needed_in_whatever_order(world: World, seed: int) -> None:
    catalogue = world.catalogue()
    mixed = [*map(RecordId, world.have)] * 2
    Random(seed).shuffle(mixed)  # noqa: S311 - an order is no secret
    for pathway in catalogue.pathways.values():
        found = progress(pathway, tuple(map(RecordId, world.have)), catalogue)
        assert found == progress(pathway, mixed, catalogue)
        for step in found.steps:
            assert step.reached + step.remaining == step.need.needed
            assert not set(step.held) & {*step.alternatives, *step.closed}
            assert step.is_done or step.need.kind == "ects" or step.remaining > 0
        if found.target is not None:
            assert found.remaining is not None
            assert found.reached + found.remaining == found.target


@given(WORLDS)
def test_an_offering_counts_once_and_never_more_than_the_steps_can_bring(world: World) -> None:
    catalogue = world.catalogue()
    for pathway in catalogue.pathways.values():
        needs = needs_of(pathway, catalogue)
        every = [ref for need in needs for ref in need.offerings]
        assert len(every) == len(set(every))
        found = progress(pathway, tuple(catalogue.offerings), catalogue)
        others = sum((step.other.ects or 0 for step in pathway.steps if step.other), Decimal(0))
        assert found.credits + others <= pathway_credits(pathway, catalogue).most


def _priced(*prices: Price, runs: tuple[Price, ...] = (), ects: Decimal | None = Decimal(4)) -> Offering:
    there = (Run(id=LocalId("r"), price=runs),) if runs else ()
    workload = Workload(ects=ects) if ects is not None else None
    return Offering(id=RecordId("u/a"), provider=UNIVERSITY, title=TITLE, price=prices, runs=there, workload=workload)


def _price(amount: str, currency: str = "EUR", per: str = "offering", audience: bool = False) -> Price:
    return Price(amount=D(amount), currency=currency, per=per, audience=TITLE if audience else None)


@pytest.mark.parametrize(
    ("offering", "known"),
    [
        (_priced(), None),
        (_priced(_price("0", "SEK")), D(0)),
        (_priced(_price("120"), _price("90")), D(90)),
        (_priced(_price("120"), _price("10", audience=True)), D(120)),
        (_priced(_price("120", audience=True), _price("10", audience=True)), D(120)),
        (_priced(_price("120", audience=True), _price("10", "SEK", audience=True)), None),
        (_priced(_price("12.5", per="ects")), D(50)),
        (_priced(_price("12.5", per="ects"), ects=None), None),
        (_priced(_price("50", per="month")), None),
        (_priced(_price("50", "SEK")), None),
        (_priced(runs=(_price("70"),)), D(70)),
        (_priced(_price("0"), runs=(_price("70"),)), D(0)),
    ],
)
def test_a_price_is_known_or_said_not_to_be(offering: Offering, known: Decimal | None) -> None:
    assert known_price(offering, "EUR") == known


def test_the_usual_currency_is_that_of_most_offerings() -> None:
    assert usual_currency([]) == "EUR"
    assert usual_currency([_priced(_price("1", "SEK")), _priced(_price("1", "EUR"))]) == "EUR"
    assert usual_currency([_priced(_price("1", "SEK")), _priced(_price("1", "SEK")), _priced(_price("1"))]) == "SEK"
