"""Longer routes across pathways: what to take to come to a goal, where a pathway gives an offering that counts in another.

The best route by a measure is found as Knuth generalised Dijkstra's algorithm (Information Processing Letters 6, 1977):
offerings and pathways are settled in order of what they cost, an offering costs its own or what the cheapest pathway
that leads to it costs, and a pathway what its steps cost at least. Costs never sink along the way, so circles do no harm,
and the work grows with the number of places in which offerings are listed. A step by credits keeps the cheapest way to
each sum below what it needs.

An offering that is used on two pathways of a route is costed on each of them while routes are compared; what a route
says of itself counts it once.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from heapq import heappop, heappush

from .catalogue import Catalogue
from .model import Pathway
from .prices import known_price, usual_currency
from .progress import ALL, COUNT, Need, can_be_taken, is_published, needs_of
from .stacking import offering_credits
from .values import RecordId

SHORTEST, CHEAPEST, FEWEST_CREDITS = "shortest", "cheapest", "fewest-credits"
MEASURES = (SHORTEST, CHEAPEST, FEWEST_CREDITS)

Cost = tuple[int, Decimal, Decimal]
"""How many figures are not known, their sum as far as known, and a second figure that decides among equals."""

_NOTHING = Decimal(0)
_FREE: Cost = (0, _NOTHING, _NOTHING)


@dataclass(frozen=True, slots=True)
class Way:
    """A pathway as routes see it: its needs, the ECTS of its other parts, and the offering that it gives, if any."""

    id: RecordId
    needs: tuple[Need, ...]
    other_ects: Decimal
    gives: RecordId | None


@dataclass(frozen=True, slots=True)
class Worth:
    """What an offering brings and costs, as far as known; `is_open` says whether it can still be taken."""

    ects: Decimal | None
    price: Decimal | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class Leg:
    """One pathway of a route: the offerings that fill its steps, and the one that it gives, if any."""

    pathway: RecordId
    uses: tuple[RecordId, ...]
    gives: RecordId | None


@dataclass(frozen=True, slots=True)
class Route:
    """A way to a goal: its pathways in an order in which they can be done, and what is still to be taken, each once.

    `ects` and `price` are sums as far as known; `unknown_ects` and `unpriced` name what they leave out.
    """

    legs: tuple[Leg, ...]
    take: tuple[RecordId, ...]
    ects: Decimal
    price: Decimal
    unknown_ects: tuple[RecordId, ...]
    unpriced: tuple[RecordId, ...]


@dataclass(frozen=True)
class Network:
    """Pathways that can still be begun and the offerings that they list, each once."""

    ways: Mapping[RecordId, Way]
    worth: Mapping[RecordId, Worth]
    givers: Mapping[RecordId, tuple[RecordId, ...]]

    def around(self, goal: RecordId) -> tuple[list[RecordId], list[RecordId]]:
        """The pathways and the offerings that may be used on the way to a goal."""
        ways, offerings = {goal: None}, dict[RecordId, None]()
        todo = [goal]
        while todo:
            for ref in _listed(self.ways[todo.pop()]):
                if ref not in offerings:
                    offerings[ref] = None
                    fresh = [one for one in self.givers.get(ref, ()) if one not in ways]
                    ways.update(dict.fromkeys(fresh))
                    todo += fresh
        return list(ways), list(offerings)


def on_pathways(catalogue: Catalogue) -> tuple[RecordId, ...]:
    """The published offerings that count in a published pathway or that one leads to, each once."""
    pathways = catalogue.published_pathways
    counting = (ref for one in pathways for need in needs_of(one, catalogue) for ref in need.offerings)
    given = (one.leads_to.offering for one in pathways if one.leads_to.offering is not None)
    return tuple(ref for ref in dict.fromkeys((*counting, *given)) if is_published(ref, catalogue))


def currency_of_pathways(catalogue: Catalogue) -> str:
    """The currency in which most offerings on pathways state a price: that in which routes are compared."""
    return usual_currency([catalogue.offerings[ref] for ref in on_pathways(catalogue)])


def network(catalogue: Catalogue, currency: str) -> Network:
    """All pathways that are not withdrawn, with what their offerings bring and cost in a currency."""
    ways = {one.id: _way(one, catalogue) for one in catalogue.published_pathways if one.status != "withdrawn"}
    refs = dict.fromkeys(ref for way in ways.values() for ref in (*_listed(way), *((way.gives,) if way.gives else ())))
    givers: dict[RecordId, list[RecordId]] = defaultdict(list)
    for way in ways.values():
        if way.gives is not None and can_be_taken(way.gives, catalogue):
            givers[way.gives].append(way.id)
    worth = {ref: worth_of(ref, catalogue, currency) for ref in refs}
    return Network(ways, worth, {ref: tuple(ids) for ref, ids in givers.items()})


def worth_of(ref: RecordId, catalogue: Catalogue, currency: str) -> Worth:
    """What an offering brings and costs."""
    offering = catalogue.offerings.get(ref)
    price = known_price(offering, currency) if offering else None
    return Worth(offering_credits(ref, catalogue), price, can_be_taken(ref, catalogue))


def _way(pathway: Pathway, catalogue: Catalogue) -> Way:
    others = (step.other.ects for step in pathway.steps if step.other and step.other.ects is not None)
    goal = pathway.leads_to.offering
    gives = goal if goal is not None and is_published(goal, catalogue) else None
    return Way(pathway.id, needs_of(pathway, catalogue), sum(others, _NOTHING), gives)


def _listed(way: Way) -> Iterator[RecordId]:
    return (ref for need in way.needs for ref in need.offerings)


def best_route(net: Network, goal: RecordId, have: Collection[RecordId], measure: str) -> Route | None:
    """The best route to a pathway by a measure; None where no route leads there, or none can be begun any more."""
    if goal not in net.ways:
        return None
    return _Search(net, goal, frozenset(have), measure).route()


def routes(net: Network, goal: RecordId, have: Collection[RecordId]) -> Mapping[str, Route]:
    """The best route by each measure; nothing where none leads to the goal."""
    found = ((measure, best_route(net, goal, have, measure)) for measure in MEASURES)
    return {measure: route for measure, route in found if route is not None}


def _cost(worth: Worth, measure: str) -> Cost:
    """What it costs to take an offering by a measure; the second figure is the number taken, or the credits."""
    if measure == SHORTEST:
        return 0, Decimal(1), worth.ects or _NOTHING
    figure = worth.price if measure == CHEAPEST else worth.ects
    return (1, _NOTHING, Decimal(1)) if figure is None else (0, figure, Decimal(1))


def _sum(one: Cost, other: Cost) -> Cost:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


Chosen = tuple[RecordId, "Chosen"] | tuple[()]
"""Offerings, the last one first."""


@dataclass(slots=True)
class _Filling:
    """A step as its offerings are settled, from the cheapest to the dearest: the cheapest way to fill it so far."""

    need: Need
    best: dict[Decimal, tuple[Cost, Chosen]] = field(default_factory=lambda: {_NOTHING: (_FREE, ())})

    def add(self, ref: RecordId, cost: Cost, ects: Decimal | None) -> None:
        """One more offering that can be had, none of those before being dearer."""
        if self.need.kind in (ALL, COUNT):
            # By number, the first ones are the cheapest ones.
            reached = max(self.best)
            if reached < self.need.needed:
                spent, chosen = self.best[reached]
                self.best[reached + 1] = _sum(spent, cost), (ref, chosen)
        elif ects:
            for reached in sorted((one for one in self.best if one < self.need.needed), reverse=True):
                self._reach(min(reached + ects, self.need.needed), reached, ref, cost)

    def _reach(self, target: Decimal, reached: Decimal, ref: RecordId, cost: Cost) -> None:
        spent, chosen = self.best[reached]
        whole = _sum(spent, cost)
        if target not in self.best or whole < self.best[target][0]:
            self.best[target] = whole, (ref, chosen)

    def filled(self) -> tuple[Cost, Chosen] | None:
        """The cheapest way to fill the step, where it can be filled."""
        return self.best.get(self.need.needed)


class _Search:
    """One search for the best route to a goal."""

    def __init__(self, net: Network, goal: RecordId, have: Collection[RecordId], measure: str) -> None:
        self._net, self._goal, self._have, self._measure = net, goal, have, measure
        ways, self._offerings = net.around(goal)
        self._fillings = {one: [_Filling(need) for need in net.ways[one].needs] for one in ways}
        self._places: dict[RecordId, list[tuple[RecordId, int]]] = defaultdict(list)
        for one in ways:
            for number, need in enumerate(net.ways[one].needs):
                for ref in need.offerings:
                    self._places[ref].append((one, number))
        self._by: dict[RecordId, RecordId] = {}  # how each settled offering is had: by itself, or by a pathway
        self._done: dict[RecordId, tuple[RecordId, ...]] = {}  # what each settled pathway uses, in order of settling
        self._offered: dict[RecordId, Cost] = {}  # the least that was found for a pathway so far
        self._heap: list[tuple[Cost, int, RecordId, RecordId]] = []  # cost, pathway or not, id, by what

    def route(self) -> Route | None:
        """Settles the cheapest first until the goal is."""
        for ref in self._offerings:
            worth = self._net.worth[ref]
            if ref in self._have:
                heappush(self._heap, (_FREE, 0, ref, ref))
            elif worth.is_open:
                heappush(self._heap, (_cost(worth, self._measure), 0, ref, ref))
        for one in self._fillings:
            self._offer(one)
        while self._heap and self._goal not in self._done:
            cost, kind, name, by = heappop(self._heap)
            if kind:
                self._settle_pathway(name, cost)
            elif name not in self._by:
                self._settle_offering(name, by, cost)
        return self._told() if self._goal in self._done else None

    def _settle_offering(self, ref: RecordId, by: RecordId, cost: Cost) -> None:
        self._by[ref] = by
        for one, number in self._places[ref]:
            if one not in self._done:
                self._fillings[one][number].add(ref, cost, self._net.worth[ref].ects)
                self._offer(one)

    def _settle_pathway(self, name: RecordId, cost: Cost) -> None:
        if name in self._done:
            return
        filled = [one.filled() for one in self._fillings[name]]
        self._done[name] = tuple(ref for one in filled if one for ref in _in_order(one[1]))
        gives = self._net.ways[name].gives
        if gives in self._places and name in self._net.givers.get(gives, ()):
            heappush(self._heap, (cost, 0, gives, name))

    def _offer(self, name: RecordId) -> None:
        """A pathway for what it costs now, where all its steps can be filled and that is less than before."""
        way = self._net.ways[name]
        others = way.other_ects if self._measure == FEWEST_CREDITS else _NOTHING
        cost: Cost = (0, others, _NOTHING)
        for filling in self._fillings[name]:
            filled = filling.filled()
            if filled is None:
                return
            cost = _sum(cost, filled[0])
        if name not in self._offered or cost < self._offered[name]:
            self._offered[name] = cost
            heappush(self._heap, (cost, 1, name, name))

    def _told(self) -> Route:
        """The settled pathways that the goal rests on, in the order in which they were settled."""
        used, todo = {self._goal}, [self._goal]
        while todo:
            givers = {self._by[ref] for ref in self._done[todo.pop()]} & self._done.keys()
            todo += givers - used
            used |= givers
        legs = tuple(Leg(one, refs, self._net.ways[one].gives) for one, refs in self._done.items() if one in used)
        return _route(legs, self._net, {ref for ref, by in self._by.items() if ref == by and ref not in self._have})


def _in_order(chosen: Chosen) -> list[RecordId]:
    refs = []
    while chosen:
        ref, chosen = chosen
        refs.append(ref)
    return refs[::-1]


def _route(legs: tuple[Leg, ...], net: Network, taken: Collection[RecordId]) -> Route:
    take = tuple(dict.fromkeys(ref for leg in legs for ref in leg.uses if ref in taken))
    worth = [(ref, net.worth[ref]) for ref in take]
    return Route(
        legs,
        take,
        sum((one.ects for _, one in worth if one.ects is not None), _NOTHING),
        sum((one.price for _, one in worth if one.price is not None), _NOTHING),
        tuple(ref for ref, one in worth if one.ects is None),
        tuple(ref for ref, one in worth if one.price is None),
    )


@dataclass(frozen=True, slots=True)
class Onward:
    """A pathway further on: the pathways and offerings that lead from an offering to it, in order, the pathway last."""

    stations: tuple[tuple[str, RecordId], ...]


def onward(start: RecordId, catalogue: Catalogue, most: int = 12) -> tuple[Onward, ...]:
    """The first `most` pathways in which an offering does not count itself, but what it leads to does; nearest first.

    What it leads to is the offering that its pathways give, and those that it states that it stacks into.
    """
    direct = {one.id for one in catalogue.pathways_with(start)}
    seen = {start}
    found: dict[RecordId, Onward] = {}
    todo: deque[tuple[RecordId, tuple[tuple[str, RecordId], ...]]] = deque([(start, ())])
    while todo and len(found) < most:
        ref, way = todo.popleft()
        for pathway in catalogue.pathways_with(ref):
            if pathway.status == "withdrawn":
                continue
            there = (*way, ("pathway", pathway.id))
            if way and pathway.id not in direct and pathway.id not in found and len(found) < most:
                found[pathway.id] = Onward(there)
            gives = pathway.leads_to.offering
            if gives is not None and gives not in seen and can_be_taken(gives, catalogue):
                seen.add(gives)
                todo.append((gives, (*there, ("offering", gives))))
        for larger in _larger(ref, catalogue):
            if larger not in seen:
                seen.add(larger)
                todo.append((larger, (*way, ("offering", larger))))
    return tuple(found.values())


def _larger(ref: RecordId, catalogue: Catalogue) -> Iterator[RecordId]:
    """The offerings that an offering states that it stacks into, as far as they can be taken."""
    offering = catalogue.offerings.get(ref)
    options = offering.stackability.into if offering and offering.stackability else ()
    return (one.offering for one in options if one.offering and can_be_taken(one.offering, catalogue))
