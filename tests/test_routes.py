"""Longer routes across pathways: by example, against trying everything, round circles, and at the size of a country."""

from __future__ import annotations

from collections import deque
from decimal import Decimal
from random import Random
from time import process_time

import naive_stacking
import pytest
from hypothesis import given, settings
from microcatalogue.catalogue import Catalogue
from microcatalogue.progress import progress
from microcatalogue.routes import (
    MEASURES,
    Network,
    Route,
    best_route,
    currency_of_pathways,
    network,
    on_pathways,
    onward,
    routes,
)
from microcatalogue.values import RecordId
from stacking_worlds import WORLDS, Document, World

D = Decimal


def offering(ects: int | None = 3, price: int | None = 100, status: str = "active", into: str = "") -> Document:
    figures = {"ects": None if ects is None else D(ects), "price": None if price is None else D(price)}
    return {"status": status, "into": [into] if into else [], **figures}


def way(*steps: tuple[object, str], gives: str = "", status: str = "active") -> Document:
    made = [{"choose": choose, "offerings": refs.split(), "other": "none"} for choose, refs in steps]
    return {"status": status, "steps": made, "gives": gives, "target": None}


ALL = ("all", 0)
# A counts towards P, which gives B, which counts towards Q, which gives C, which counts towards R.
CHAIN = World(
    {f"u/{name}": offering() for name in ("a", "a2", "c2")} | {"u/b": offering(9, 900), "u/c": offering(30, None)},
    {
        "u/p": way((ALL, "u/a u/a2"), gives="u/b"),
        "u/q": way((ALL, "u/b"), gives="u/c"),
        "u/r": way((("count", 1), "u/c"), (("count", 1), "u/c2")),
    },
    ("u/a",),
)


def net_of(world: World) -> tuple[Network, Catalogue]:
    catalogue = world.catalogue()
    return network(catalogue, "EUR"), catalogue


def found(world: World, goal: str, measure: str, have: tuple[str, ...] | None = None) -> Route | None:
    held = world.have if have is None else have
    return best_route(net_of(world)[0], RecordId(goal), tuple(map(RecordId, held)), measure)


def test_a_route_goes_through_three_pathways() -> None:
    route = found(CHAIN, "u/r", "cheapest")
    assert route is not None
    assert [leg.pathway for leg in route.legs] == ["u/p", "u/q", "u/r"]
    assert [leg.gives for leg in route.legs] == ["u/b", "u/c", None]
    assert set(route.take) == {"u/a2", "u/c2"}
    assert (route.price, route.ects, route.unpriced, route.unknown_ects) == (200, 6, (), ())


def test_measures_differ_and_unknown_prices_are_said() -> None:
    world = World(
        {"u/a": offering(2, 10), "u/b": offering(1, None), "u/c": offering(None, 5), "u/d": offering(1, 50)},
        {"u/p": way((("count", 1), "u/a u/b u/c"), (ALL, "u/d"))},
        (),
    )
    best = routes(net_of(world)[0], RecordId("u/p"), ())
    assert {measure: set(route.take) for measure, route in best.items()} == {
        "shortest": {"u/c", "u/d"},
        "cheapest": {"u/c", "u/d"},
        "fewest-credits": {"u/b", "u/d"},
    }
    assert best["fewest-credits"].unpriced == ("u/b",)
    assert best["cheapest"].unknown_ects == ("u/c",)
    assert best["cheapest"].price == 55


def test_circles_do_no_harm() -> None:
    world = World(
        {"u/a": offering(), "u/b": offering()},
        {"u/p": way((ALL, "u/a"), gives="u/b"), "u/q": way((ALL, "u/b"), gives="u/a")},
        (),
    )
    for goal in ("u/p", "u/q"):
        route = found(world, goal, "shortest")
        assert route is not None
        assert len(route.take) == 1
    closed = World({ref: {**one, "status": "withdrawn"} for ref, one in world.offerings.items()}, world.pathways, ())
    assert found(closed, "u/p", "shortest") is None
    assert [one.stations for one in onward(RecordId("u/a"), net_of(world)[1])] == [
        (("pathway", "u/p"), ("offering", "u/b"), ("pathway", "u/q"))
    ]


def test_what_is_withdrawn_or_unknown_is_no_route() -> None:
    world = World({"u/a": offering()}, {"u/p": way((ALL, "u/a"), status="withdrawn")}, ())
    assert found(world, "u/p", "shortest") is None
    assert routes(net_of(world)[0], RecordId("u/nothing"), ()) == {}


def test_a_draft_is_named_nowhere() -> None:
    world = World({"u/a": offering(), "u/b": offering(status="draft")}, {"u/p": way((ALL, "u/a"), gives="u/b")}, ())
    route = found(world, "u/p", "shortest")
    assert route is not None
    assert [leg.gives for leg in route.legs] == [None]
    assert on_pathways(net_of(world)[1]) == ("u/a",)
    assert currency_of_pathways(net_of(world)[1]) == "EUR"


def test_onward_goes_by_pathways_and_by_stated_stacking() -> None:
    world = World(
        {**CHAIN.offerings, "u/s": offering(into="u/b"), "u/t": offering(into="u/gone")},
        {**CHAIN.pathways, "u/w": way((ALL, "u/b"), status="withdrawn")},
        (),
    )
    catalogue = world.catalogue()
    assert [one.stations[-1][1] for one in onward(RecordId("u/a"), catalogue)] == ["u/q", "u/r"]
    both = World({**world.offerings, "u/a": offering(into="u/b")}, world.pathways, ()).catalogue()
    assert onward(RecordId("u/a"), both) == onward(RecordId("u/a"), catalogue)
    assert onward(RecordId("u/s"), catalogue)[0].stations == (("offering", "u/b"), ("pathway", "u/q"))
    assert [one.stations[-1][1] for one in onward(RecordId("u/a"), catalogue, most=1)] == ["u/q"]
    assert onward(RecordId("u/t"), catalogue) == ()
    assert onward(RecordId("u/gone"), catalogue) == ()


@pytest.mark.parametrize("measure", MEASURES)
@settings(max_examples=400)
@given(world=WORLDS)
def test_trying_everything_finds_nothing_better(measure: str, world: World) -> None:
    net, catalogue = net_of(world)
    have = tuple(map(RecordId, world.have))
    for goal in world.pathways:
        route = best_route(net, RecordId(goal), have, measure)
        wanted = naive_stacking.least_cost(world, goal, measure)
        assert (route is None) == (wanted is None)
        if route is None or wanted is None:
            continue
        whole = (*have, *route.take, *(leg.gives for leg in route.legs if leg.gives))
        for leg in route.legs:  # whoever takes all of it has done every step of every pathway on the way
            steps = progress(catalogue.pathways[leg.pathway], whole, catalogue).steps
            assert all(step.is_done for step in steps)
        if measure == "shortest":
            assert len(route.take) <= wanted[1]
        if measure == "cheapest":
            assert (len(route.unpriced), route.price) <= wanted[:2]
        _begins_before_it_goes_on(route, set(have))


def _begins_before_it_goes_on(route: Route, have: set[RecordId]) -> None:
    """Each pathway uses what is held, taken, or given by one before it."""
    there = have | set(route.take)
    for leg in route.legs:
        assert set(leg.uses) <= there
        there |= {leg.gives} if leg.gives else set()


@settings(max_examples=200)
@given(WORLDS)
def test_costs_are_those_of_trying_everything_where_nothing_is_used_twice(world: World) -> None:
    net, _ = net_of(world)
    for goal in world.pathways:
        route = best_route(net, RecordId(goal), tuple(map(RecordId, world.have)), "cheapest")
        wanted = naive_stacking.least_cost(world, goal, "cheapest")
        uses = [ref for leg in route.legs for ref in leg.uses] if route else []
        if route is not None and wanted is not None and len(uses) == len(set(uses)):
            assert (len(route.unpriced), route.price, len(route.take)) == wanted


def large_world(offerings: int, pathways: int) -> World:
    """As many pathways as a country may have, each over offerings of all, a third of them giving one that counts on."""
    random = Random(7)  # noqa: S311 - a made-up catalogue is no secret
    refs = [f"u/o{number}" for number in range(offerings)]
    made = {ref: offering(random.choice([1, 2, 3, 4, 6, None]), random.choice([0, 90, 120, 400, None])) for ref in refs}
    ways = {}
    for number in range(pathways):
        steps = [
            (random.choice([ALL, ("count", 2), ("ects", D(9))]), " ".join(random.sample(refs[:600], 12)))
            for _ in range(3)
        ]
        ways[f"u/p{number}"] = way(*steps, gives=random.choice(refs[:600]) if number % 3 else "")
    return World(made, ways, tuple(refs[:20]))


def test_it_holds_for_ten_thousand_offerings_and_hundreds_of_pathways() -> None:
    catalogue = large_world(10_000, 500).catalogue()
    have = tuple(map(RecordId, (f"u/o{number}" for number in range(20))))
    begun = process_time()
    net = network(catalogue, "EUR")
    assert routes(net, RecordId("u/p499"), have)
    for pathway in catalogue.pathways.values():
        progress(pathway, have, catalogue)
    assert process_time() - begun < 10


def test_a_long_chain_and_a_wide_step_take_no_more_than_their_size() -> None:
    length = 2_000
    chain = World(
        {f"u/o{number}": offering(1, 1) for number in range(length + 1)},
        {f"u/p{n}": way((ALL, f"u/o{n}"), gives=f"u/o{n + 1}") for n in range(length)},
        ("u/o0",),
    )
    route = found(chain, f"u/p{length - 1}", "shortest")
    assert route is not None
    assert (len(route.legs), route.take) == (length, ())
    assert len(deque(onward(RecordId("u/o0"), net_of(chain)[1], most=length))) == length - 1
    wide = {f"u/o{n}": {**offering(), "ects": D(n % 97) / 4, "price": D(n % 89)} for n in range(300)}
    one = World(wide, {"u/p": way((("ects", D(60)), " ".join(wide)))}, ())
    assert found(one, "u/p", "cheapest") is not None
