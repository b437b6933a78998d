"""The rules on counted credits, held to how progress counts, over made-up worlds."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from microcatalogue.progress import ALL, can_be_taken, progress
from microcatalogue.rules.counting import (
    counted_twice,
    credits_beyond_target,
    credits_beyond_worth,
    unreachable_credits,
)
from microcatalogue.rules.pathways import choice_out_of_reach, credits_do_not_reach
from microcatalogue.stacking import pathway_credits
from microcatalogue.values import RecordId
from stacking_worlds import WORLDS, World


@given(WORLDS)
def test_a_step_is_reported_exactly_where_a_newcomer_who_takes_everything_cannot_finish_it(world: World) -> None:
    catalogue = world.catalogue()
    everything = tuple(RecordId(ref) for ref in catalogue.offerings if can_be_taken(RecordId(ref), catalogue))
    for pathway in catalogue.pathways.values():
        problems = list(unreachable_credits(pathway, catalogue))
        if pathway.status != "active":
            assert problems == []
            continue
        told = {one.path[1] for one in (*problems, *choice_out_of_reach(pathway, catalogue)) if one.path[0] == "steps"}
        steps = progress(pathway, everything, catalogue).steps
        stuck = {
            place
            for place, step in enumerate(steps)
            if not step.is_done and step.need.kind != ALL and pathway.steps[place].offerings
        }
        assert told == stuck


@given(WORLDS)
def test_the_target_is_reported_where_only_what_is_gone_reaches_it(world: World) -> None:
    catalogue = world.catalogue()
    everything = tuple(RecordId(ref) for ref in catalogue.offerings if can_be_taken(RecordId(ref), catalogue))
    for pathway in catalogue.pathways.values():
        problems = [one for one in unreachable_credits(pathway, catalogue) if one.path[0] == "leads_to"]
        steps = [one for one in unreachable_credits(pathway, catalogue) if one.path[0] == "steps"]
        found = progress(pathway, everything, catalogue)
        others = sum((step.other.ects or Decimal(0) for step in pathway.steps if step.other), Decimal(0))
        short = found.target is not None and found.credits + others < found.target
        known = bool(list(credits_do_not_reach(pathway, catalogue))) or pathway.status != "active" or bool(steps)
        assert bool(problems) == (short and not known)


@given(WORLDS)
def test_what_is_listed_again_is_reported_each_time_with_its_first_place(world: World) -> None:
    catalogue = world.catalogue()
    for pathway in catalogue.pathways.values():
        listed = [ref for step in pathway.steps for ref in step.offerings]
        problems = list(counted_twice(pathway, catalogue))
        assert len(problems) == len(listed) - len(set(listed))
        for one in problems:
            assert one.also
            assert int(one.facts["first"]) <= int(one.facts["number"])


@given(WORLDS)
def test_a_target_is_exceeded_only_by_what_is_asked_for(world: World) -> None:
    catalogue = world.catalogue()
    for offering in catalogue.offerings.values():
        assert list(credits_beyond_worth(offering, catalogue)) == []  # these worlds state no credits that count
    for pathway in catalogue.pathways.values():
        credits = pathway_credits(pathway, catalogue)
        for one in credits_beyond_target(pathway, catalogue):
            assert credits.target is not None
            assert credits.target < Decimal(one.facts["asked"]) <= credits.least
