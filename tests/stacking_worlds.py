"""Made-up worlds of offerings and pathways: plain documents, and the catalogue that they make."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from built import edition_of
from hypothesis import strategies as st
from invalid_cases import BASE
from microcatalogue.catalogue import Catalogue
from microcatalogue.model import (
    Choice,
    Offering,
    Pathway,
    PathwayTarget,
    Price,
    Stackability,
    StackingOption,
    Step,
    StepOther,
    Workload,
)
from microcatalogue.values import ProviderId, RecordId, Text

Document = dict[str, Any]
TITLE = Text(("en",), ("A",))
UNIVERSITY = ProviderId("u")
SETTINGS = edition_of(BASE).catalogue.settings

OFFERINGS = [f"u/o{number}" for number in range(9)]
PATHWAYS = [f"u/p{number}" for number in range(5)]


@dataclass(frozen=True)
class World:
    """Offerings and pathways as plain documents by id, and what a learner has."""

    offerings: dict[str, Document]
    pathways: dict[str, Document]
    have: tuple[str, ...]

    def catalogue(self) -> Catalogue:
        """The catalogue of these documents."""
        offerings = {name: _offering(name, stated) for name, stated in self.offerings.items()}
        pathways = {name: _pathway(name, stated) for name, stated in self.pathways.items()}
        frozen = MappingProxyType
        files = {("pathway", name): f"{name}.yml" for name in pathways}
        return Catalogue(SETTINGS, {}, frozen(offerings), {}, frozen(pathways), documents={}, files=files)


def _offering(name: str, stated: Document) -> Offering:
    return Offering(
        id=RecordId(name),
        provider=UNIVERSITY,
        title=TITLE,
        status=stated["status"],
        workload=Workload(ects=stated["ects"]) if stated["ects"] is not None else None,
        price=() if stated["price"] is None else (Price(amount=stated["price"], currency="EUR"),),
        stackability=Stackability(
            option="integrated-stackable", into=tuple(StackingOption(offering=RecordId(one)) for one in stated["into"])
        )
        if stated["into"]
        else None,
    )


def _pathway(name: str, stated: Document) -> Pathway:
    goal = stated["gives"]
    target = PathwayTarget(offering=RecordId(goal)) if goal else PathwayTarget(title=TITLE, ects=stated["target"])
    steps = tuple(_step(one) for one in stated["steps"])
    return Pathway(
        id=RecordId(name), provider=UNIVERSITY, title=TITLE, leads_to=target, steps=steps, status=stated["status"]
    )


def _step(stated: Document) -> Step:
    kind, needed = stated["choose"]
    choices: dict[str, Any] = {"all": "all", "count": Choice(count=needed), "ects": Choice(ects=needed), "none": None}
    return Step(
        choose=choices[kind],
        offerings=tuple(map(RecordId, stated["offerings"])),
        other=StepOther(title=TITLE, ects=stated["other"]) if stated["other"] != "none" else None,
    )


ECTS = st.sampled_from([Decimal(text) for text in ("0", "0.25", "0.5", "1", "1.5", "2", "3", "6")])
PRICES = st.one_of(st.none(), st.sampled_from([Decimal(text) for text in ("0", "9.99", "100", "250", "1000")]))
OFFERING = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["active"] * 6 + ["suspended", "withdrawn", "draft"]),
        "ects": st.one_of(st.none(), ECTS, ECTS, ECTS),
        "price": PRICES,
        "into": st.lists(st.sampled_from(OFFERINGS), max_size=1, unique=True),
    }
)
STEP = st.fixed_dictionaries(
    {
        "choose": st.one_of(
            st.just(("all", 0)),
            st.tuples(st.just("count"), st.integers(1, 3)),
            st.tuples(st.just("ects"), ECTS),
        ),
        # The last is an offering that is not there.
        "offerings": st.lists(st.sampled_from([*OFFERINGS, "u/gone"]), max_size=4, unique=True),
        "other": st.one_of(st.just("none"), st.none(), ECTS),
    }
)
PATHWAY = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["active"] * 6 + ["withdrawn", "draft"]),
        "steps": st.lists(STEP, min_size=1, max_size=3),
        "gives": st.one_of(st.just(""), st.sampled_from(OFFERINGS)),
        "target": st.one_of(st.none(), ECTS, st.just(Decimal(20))),
    }
)
WORLDS = st.builds(
    World,
    st.fixed_dictionaries(dict.fromkeys(OFFERINGS, OFFERING)),
    st.fixed_dictionaries(dict.fromkeys(PATHWAYS, PATHWAY)),
    st.lists(st.sampled_from(OFFERINGS), max_size=4, unique=True).map(tuple),
)
