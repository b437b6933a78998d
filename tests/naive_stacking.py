"""Progress and routes worked out a second time, from plain documents, by trying everything; slow and without cleverness."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import Any

from stacking_worlds import Document, World

Cost = tuple[int, Decimal, Decimal]


def listed(world: World, pathway: Document) -> list[list[str]]:
    """Of each step the offerings that count in it."""
    found: list[list[str]] = []
    for number, step in enumerate(pathway["steps"]):
        before = {ref for earlier in pathway["steps"][:number] for ref in earlier["offerings"]}
        there = [ref for ref in step["offerings"] if world.offerings.get(ref, {"status": "draft"})["status"] != "draft"]
        found.append([ref for ref in there if ref not in before])
    return found


def ects(world: World, ref: str) -> Decimal:
    return Decimal(world.offerings[ref]["ects"] or 0)


def fills(world: World, step: Document, own: list[str], chosen: tuple[str, ...]) -> bool:
    """Whether a selection of the offerings of a step is enough."""
    kind, needed = step["choose"]
    if kind == "all":
        return len(chosen) == len(own)
    return len(chosen) >= needed if kind == "count" else sum(ects(world, ref) for ref in chosen) >= needed


def step_progress(world: World, step: Document, own: list[str], have: set[str]) -> dict[str, Any]:
    """What of a step is reached, in its own measure and in credits, and which offerings help."""
    kind, needed = step["choose"]
    held = [ref for ref in own if ref in have]
    credits = [ects(world, ref) for ref in held]
    if kind == "count":
        best = (sum(those) for size in range(needed + 1) for those in combinations(credits, size))
        counted = max(best, default=Decimal(0))
    else:
        counted = sum(credits)
    goal = len(own) if kind == "all" else needed
    reached = min(goal, sum(credits) if kind == "ects" else len(held))
    helps = [
        ref for ref in own if ref not in have and reached < goal and (kind != "ects" or world.offerings[ref]["ects"])
    ]
    over = {ref for ref in helps if world.offerings[ref]["status"] == "withdrawn"}
    return {
        "held": held,
        "credits": counted,
        "needed": goal,
        "reached": reached,
        "alternatives": [ref for ref in helps if ref not in over],
        "closed": [ref for ref in helps if ref in over],
    }


def selections(world: World, step: Document, own: list[str]) -> Iterator[tuple[str, ...]]:
    """Every selection that is enough."""
    for size in range(len(own) + 1):
        for chosen in combinations(own, size):
            if fills(world, step, own, chosen):
                yield chosen


def own_cost(world: World, ref: str, measure: str) -> Cost:
    stated = world.offerings[ref]
    if measure == "shortest":
        return 0, Decimal(1), ects(world, ref)
    figure = stated["price"] if measure == "cheapest" else stated["ects"]
    return (1, Decimal(0), Decimal(1)) if figure is None else (0, figure, Decimal(1))


def added(costs: list[Cost]) -> Cost:
    nothing = Decimal(0)
    return (
        sum(one[0] for one in costs),
        sum((one[1] for one in costs), nothing),
        sum((one[2] for one in costs), nothing),
    )


def least_cost(world: World, goal: str, measure: str) -> Cost | None:
    """What the best route costs: all costs are lowered again and again until none can be."""
    have = set(world.have)
    open_ways = {name: one for name, one in world.pathways.items() if one["status"] not in ("draft", "withdrawn")}
    costs: dict[str, Cost] = {}
    for ref, stated in world.offerings.items():
        if ref in have:
            costs[ref] = 0, Decimal(0), Decimal(0)
        elif stated["status"] in ("active", "suspended"):
            costs[ref] = own_cost(world, ref, measure)
    ways: dict[str, Cost] = {}
    while True:
        before = dict(costs), dict(ways)
        for name, one in open_ways.items():
            whole = [
                _cheapest(world, step, own, costs) for step, own in zip(one["steps"], listed(world, one), strict=True)
            ]
            if all(part is not None for part in whole):
                others = [step["other"] or 0 for step in one["steps"] if step["other"] not in ("none", None)]
                extra = sum(others) if measure == "fewest-credits" else 0
                ways[name] = added([(0, Decimal(extra), Decimal(0)), *(part for part in whole if part is not None)])
                gives = one["gives"]
                if gives and world.offerings[gives]["status"] in ("active", "suspended") and gives not in have:
                    costs[gives] = min(costs[gives], ways[name])
        if before == (costs, ways):
            return ways.get(goal)


def _cheapest(world: World, step: Document, own: list[str], costs: dict[str, Cost]) -> Cost | None:
    sums = [
        added([costs[ref] for ref in chosen])
        for chosen in selections(world, step, own)
        if all(ref in costs for ref in chosen)
    ]
    return min(sums, default=None)
