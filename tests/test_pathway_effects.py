"""Which pathways break or mend, held against trying out every selection; and what a change says of what is withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from built import edition_of
from hypothesis import event, given, settings
from hypothesis import strategies as st
from invalid_cases import BASE
from microcatalogue.catalogue import Catalogue
from microcatalogue.effects import effects
from microcatalogue.effects_report import as_document, in_lines
from microcatalogue.model import Choice, Offering, Pathway, PathwayTarget, Step, StepOther, Workload
from microcatalogue.pathway_effects import BREAKS, CHANGES, COMES, MENDS
from microcatalogue.values import ProviderId, RecordId, Text

TITLE, PROVIDER = Text(("en",), ("A",)), ProviderId("u")
SETTINGS = edition_of(BASE).catalogue.settings
REFS = [RecordId(f"u/{name}") for name in "abcd"]
GOAL, PATHWAY = RecordId("u/goal"), RecordId("u/way")


def offering(name: RecordId, status: str = "active", ects: int = 3, replaced_by: RecordId | None = None) -> Offering:
    workload = Workload(ects=Decimal(ects))
    return Offering(id=name, provider=PROVIDER, title=TITLE, workload=workload, status=status, replaced_by=replaced_by)


def catalogue_of(offerings: list[Offering], pathway: Pathway | None) -> Catalogue:
    pathways = {pathway.id: pathway} if pathway else {}
    return Catalogue(SETTINGS, {}, {one.id: one for one in offerings}, {}, {**pathways}, documents={}, files={})


def pathway_of(*steps: Step, ects: int | None = None, goal: RecordId | None = None, status: str = "active") -> Pathway:
    target = PathwayTarget(offering=goal, title=None if goal else TITLE, ects=None if ects is None else Decimal(ects))
    return Pathway(id=PATHWAY, provider=PROVIDER, title=TITLE, leads_to=target, steps=steps, status=status)


CHOICES = (
    st.just("all")
    | st.builds(Choice, count=st.integers(1, 3))
    | st.builds(lambda ects: Choice(ects=Decimal(ects)), st.integers(1, 9))
)
STEPS = st.builds(
    lambda choose, refs, other: Step(choose=choose, offerings=tuple(refs), other=other),
    CHOICES,
    st.lists(st.sampled_from(REFS), min_size=1, max_size=3, unique=True),
    st.none() | st.just(StepOther(title=TITLE, ects=Decimal(2))),
)
PATHWAYS = st.none() | st.builds(
    lambda steps, ects, goal, status: pathway_of(*steps, ects=ects, goal=goal, status=status),
    st.lists(STEPS, min_size=1, max_size=2, unique_by=lambda one: one.offerings),
    st.none() | st.integers(1, 12),
    st.none() | st.just(GOAL),
    st.sampled_from(["active", "active", "active", "draft", "withdrawn"]),
)


@st.composite
def states(draw: st.DrawFn) -> Catalogue:
    found = []
    for name in [*REFS, GOAL]:
        status = draw(st.sampled_from(["active", "active", "suspended", "withdrawn", "draft", "absent"]))
        if status != "absent":
            successor = draw(st.none() | st.sampled_from(REFS)) if status == "withdrawn" else None
            found.append(offering(name, status, draw(st.integers(1, 6)), successor))
    return catalogue_of(found, draw(PATHWAYS))


# --- the slow way ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Naive:
    """A state of the catalogue, asked without any of the code that is tried."""

    catalogue: Catalogue

    def had(self, ref: RecordId, tries: int = 9) -> bool:
        one = self.catalogue.offerings.get(ref)
        if one is None or one.status == "draft" or tries == 0:
            return False
        return one.status != "withdrawn" or (one.replaced_by is not None and self.had(one.replaced_by, tries - 1))

    @property
    def pathway(self) -> Pathway | None:
        one = self.catalogue.pathways.get(PATHWAY)
        return one if one and one.status == "active" else None

    def ects(self, ref: RecordId) -> Decimal:
        workload = self.catalogue.offerings[ref].workload
        return (workload.ects if workload else None) or Decimal(0)

    def troubles(self) -> set[object]:
        pathway = self.pathway
        assert pathway is not None
        found: set[object] = set()
        counted: set[RecordId] = set()
        most = Decimal(0)
        for step in pathway.steps:
            there = [ref for ref in step.offerings if self.had(ref)]
            worth = {ref: Decimal(0) if ref in counted else self.ects(ref) for ref in there}
            # Every selection of what can be had, and its credits; the choice says which of them will do.
            tried = [one for size in range(len(there) + 1) for one in combinations(there, size)]
            sums = {one: sum((worth[ref] for ref in one), Decimal(0)) for one in tried}
            if step.choose == "all":
                good = [one for one in tried if set(one) == set(step.offerings)]
                best = sums[tuple(there)]
            elif step.choose.count is not None:
                good = [one for one in tried if len(one) == step.choose.count]
                best = max(sums[one] for one in (good or tried))
            else:
                good = [one for one in tried if sums[one] >= step.choose.ects]
                best = sums[tuple(there)]
            if not good:
                found.add(step.offerings)
            most += best + ((step.other.ects or Decimal(0)) if step.other else Decimal(0))
            counted.update(step.offerings)
        goal = pathway.leads_to.offering
        needed = pathway.leads_to.ects
        if needed is None and goal in self.catalogue.offerings:
            needed = self.ects(goal)
        if needed is not None and most < needed:
            found.add("credits")
        return found | ({"goal"} if goal and not self.had(goal) else set())


@settings(max_examples=1200)
@given(states(), states())
def test_pathways_break_and_mend_as_trying_every_selection_finds(before: Catalogue, now: Catalogue) -> None:
    was, become = Naive(before), Naive(now)
    found = effects(before, now).pathways
    if was.pathway is None or become.pathway is None:
        expected = BREAKS if was.pathway else COMES if become.pathway else None
        assert [one.what for one in found] == ([expected] if expected else [])
        return
    old, new = was.troubles(), become.troubles()
    event(f"worse {bool(new - old)}, better {bool(old - new)}")
    (what,) = [one.what for one in found] or [CHANGES]
    assert what == (BREAKS if new - old else MENDS if old - new else CHANGES)
    if found:
        blocked = [number for number, step in enumerate(become.pathway.steps, 1) if step.offerings in new - old]
        assert list(found[0].steps) == blocked
        named = {ref for one in (was.pathway, become.pathway) for step in one.steps for ref in step.offerings}
        named |= {one.leads_to.offering for one in (was.pathway, become.pathway) if one.leads_to.offering}
        assert set(found[0].lost) == {ref for ref in named if was.had(ref) and not become.had(ref)}
    assert in_lines(effects(before, now), "main")
    assert as_document(effects(before, now), "main")["base"] == "main"


@given(states())
def test_nothing_changes_of_itself(state: Catalogue) -> None:
    assert effects(state, state).pathways == ()


# --- words ----------------------------------------------------------------------------------------------------------


def said(before: list[Offering], now: list[Offering], pathway: Pathway) -> Iterator[str]:
    return iter(in_lines(effects(catalogue_of(before, pathway), catalogue_of(now, pathway)), "main"))


def test_a_step_that_cannot_be_taken_any_more_is_named_with_what_is_missing() -> None:
    a, b, _, _ = REFS
    way = pathway_of(Step(choose="all", offerings=(a,)), Step(choose=Choice(count=1), offerings=(b,)), ects=6)
    lines = list(said([offering(a), offering(b)], [offering(a), offering(b, "withdrawn")], way))
    assert lines == [
        "Effects against “main”: 0 outcomes flip, 1 pathways break",
        "- pathway u/way breaks: its steps bring at most 3 ECTS, before 6 ECTS; 6 ECTS are needed, 3 remain; "
        "not to be taken any more: step 2; not offered any more: u/b",
        "- withdrawn: u/b",
    ]


def test_a_successor_stands_in_for_what_is_withdrawn() -> None:
    a, b, _, _ = REFS
    way = pathway_of(Step(choose="all", offerings=(a,)))
    before, now = [offering(a), offering(b)], [offering(a, "withdrawn", replaced_by=b), offering(b)]
    assert list(said(before, now, way)) == [
        "Effects against “main”: 0 outcomes flip, 0 pathways break",
        "- withdrawn: u/a",
    ]
    round_trip = [offering(a, "withdrawn", replaced_by=b), offering(b, "withdrawn", replaced_by=a)]
    assert "1 pathways break" in next(said(before, round_trip, way))


def test_what_another_choice_makes_good_is_a_change_and_no_break() -> None:
    a, b, _, _ = REFS
    way = pathway_of(Step(choose=Choice(count=1), offerings=(a, b)), ects=3)
    lines = list(said([offering(a), offering(b)], [offering(a), offering(b, "withdrawn")], way))
    assert "pathway u/way changes" in lines[1]
    assert lines[1].endswith("; not offered any more: u/b")
