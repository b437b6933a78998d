"""The laws of recognition over made-up worlds, and a second evaluator that shares no code."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st
from microcatalogue.recognition import NO_RULE, Outcome, Recognition, evaluate
from microcatalogue.recognition import Possibility as PossibleOutcome
from naive_recognition import Naive
from recognition_worlds import ONSITE, QUIET, RECEIVER, REFS, WORLDS, Document, World, entry_of


def _result(possibility: PossibleOutcome, world: World) -> tuple[Any, ...]:
    """A possibility in the words of the naive evaluator."""
    if possibility.rule is None:
        return ("no-rule", None, None)
    return Naive.result(next(one for one in world.policy["rules"] if one["id"] == possibility.rule.id))


@settings(max_examples=1500, **QUIET)
@given(WORLDS)
def test_a_second_evaluator_comes_to_the_same(world: World) -> None:
    catalogue, naive = world.catalogue(), world.naive()
    policy = catalogue.policies[RECEIVER]
    for ref in REFS:
        expected = naive.outcomes(RECEIVER, world.policy, ref)
        found = evaluate(policy, catalogue.offerings[ref], catalogue)
        assert [one.purpose for one in found] == list(expected)
        for one in found:
            wanted = expected[one.purpose]
            event(f"{one.outcome}")
            assert one.outcome == wanted["outcome"]
            assert [rule.id for rule in one.rules] == wanted["rules"]
            assert [_result(each, world) for each in one.possible] == wanted["possible"]
            assert set(one.open_elements) == wanted["open"]


@settings(max_examples=600, **QUIET)
@given(WORLDS)
def test_all_at_once_comes_to_the_same_as_one_by_one(world: World) -> None:
    catalogue = world.catalogue()
    policy, whole = catalogue.policies[RECEIVER], Recognition(catalogue)
    for ref in REFS:
        alone = evaluate(policy, catalogue.offerings[ref], catalogue)
        found = [share.outcome_of(by.provider, ref) for by, share in whole.of(ref)]
        assert sorted(found, key=str) == sorted((one for one in alone if one.outcome != NO_RULE), key=str)
        for one in alone:
            shares = [share for share in whole.shares(policy) if share.purpose == one.purpose]
            mine = [share for share in shares if catalogue.offerings[ref] in whole.members(share)]
            assert [(share.outcome, share.rules, share.grants) for share in mine] == [
                (one.outcome, one.rules, one.grants)
            ]


def _completions(world: World, ref: str) -> list[tuple[str, Document]]:
    """Other worlds in which one more element of an offering, or of its provider, is stated."""
    provider = ref.split("/")[0]
    more: list[tuple[str, Document]] = []
    stated: Document = {
        "level": {"eqf": 5, "basis": "in-framework"},
        "workload": {"ects": 3},
        "isced_f": ["0613"],
        "assessment": [{"id": "a", "type": "project", "supervision": ONSITE}],
        "learning_setting": "formal",
        "languages": ["et"],
        "credential": {"formats": ["paper"]},
    }
    for field, value in stated.items():
        if field not in world.offerings[ref]:
            more.append((ref, {field: value}))
    organisation: Document = {
        "kind": "employer",
        "country": "EE",
        "member_of": "none",
        "identifiers": {"deqar": "4711"},
    }
    for field, value in organisation.items():
        if field not in world.providers[provider]:
            more.append((provider, {field: value}))
    if "quality_assurance" not in world.providers[provider]:
        more.append((provider, {"quality_assurance": [entry_of("esg")]}))
    return more


@settings(max_examples=300, **QUIET)
@given(WORLDS, st.sampled_from(REFS), st.data())
def test_stating_an_unknown_element_only_narrows(world: World, ref: str, data: st.DataObject) -> None:
    choices = _completions(world, ref)
    if not choices:
        return
    where, stated = data.draw(st.sampled_from(choices))
    fuller = deepcopy(world)
    ((fuller.offerings if "/" in where else fuller.providers)[where]).update(stated)
    for purpose in dict.fromkeys(one for rule in world.policy["rules"] for one in rule["purposes"]):
        before, after = world.outcome(purpose, ref), fuller.outcome(purpose, ref)
        if before.outcome != "undetermined":
            assert (after.outcome, after.grants, after.asks) == (before.outcome, before.grants, before.asks)
        else:
            assert _results(after) <= _results(before)


def _results(outcome: Outcome) -> set[tuple[object, ...]]:
    if outcome.outcome == "undetermined":
        return {one.result for one in outcome.possible}
    return {PossibleOutcome(outcome.outcome, outcome.rules[-1] if outcome.rules else None).result}


@settings(max_examples=300, **QUIET)
@given(WORLDS, st.sampled_from(REFS))
def test_a_rule_that_no_outcome_names_may_go(world: World, ref: str) -> None:
    catalogue = world.catalogue()
    policy = catalogue.policies[RECEIVER]
    outcomes = evaluate(policy, catalogue.offerings[ref], catalogue)
    named = {rule.id for one in outcomes for rule in one.rules}
    lean = deepcopy(world)
    lean.policy["rules"] = [rule for rule in world.policy["rules"] if rule["id"] in named]
    for one in outcomes:
        if any(one.purpose in rule["purposes"] for rule in lean.policy["rules"]):
            assert _plain(lean.outcome(one.purpose, ref)) == _plain(one)


@settings(max_examples=300, **QUIET)
@given(WORLDS, st.sampled_from(REFS), st.data())
def test_order_matters_only_among_rules_that_can_both_hold(world: World, ref: str, data: st.DataObject) -> None:
    rules = world.policy["rules"]
    if len(rules) < 2:
        return
    place = data.draw(st.integers(0, len(rules) - 2))
    naive = world.naive()
    truths = [naive.rule(one, ref)[0] for one in rules[place : place + 2]]
    if "no" not in truths:
        return
    swapped = deepcopy(world)
    swapped.policy["rules"][place : place + 2] = rules[place + 1], rules[place]
    for purpose in dict.fromkeys(one for rule in rules for one in rule["purposes"]):
        assert _plain(swapped.outcome(purpose, ref)) == _plain(world.outcome(purpose, ref))


def _plain(outcome: Outcome) -> tuple[object, ...]:
    return outcome.outcome, [one.id for one in outcome.rules], outcome.open_elements
