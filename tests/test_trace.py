"""The way to an outcome is the outcome's own: rule by rule and condition by condition."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from invalid_cases import AS_OF, BASE, cases, lay
from microcatalogue.check import check
from microcatalogue.cli import app
from microcatalogue.conditions import Truth, all_of, any_of, elements_of
from microcatalogue.legal import REGULATED_PROFESSIONS, WHO_DECIDES
from microcatalogue.recognition import purposes_of
from microcatalogue.trace import RuleRead, in_words, trace
from recognition_worlds import ONSITE, QUIET, RECEIVER, REFS, WORLDS, World, policy_of
from typer.testing import CliRunner

MARKS = {True: "yes", False: "no", None: "unknown"}


@settings(max_examples=400, **QUIET)
@given(WORLDS, st.sampled_from(REFS))
def test_a_trace_comes_to_the_outcome(world: World, ref: str) -> None:
    catalogue, naive = world.catalogue(), world.naive()
    policy = catalogue.policies[RECEIVER]
    elements = elements_of(catalogue.offerings[ref], catalogue)
    for purpose in purposes_of(policy):
        found = trace(policy, purpose, elements)
        assert found.outcome == world.outcome(purpose, ref)
        assert [one.rule for one in found.read if one.holds is not False] == list(found.outcome.rules)
        read = [*(one.rule.id for one in found.read), *found.unread]
        named = [rule.id for rule in policy.rules if purpose in rule.purposes]
        assert read == [one for one in named if one in read]
        assert found.own or read == named
        assert not any(one.holds for one in found.read[:-1])
        for one in found.read:
            document = next(each for each in world.policy["rules"] if each["id"] == one.rule.id)
            assert one.holds is {"yes": True, "no": False, "unknown": None}[naive.rule(document, ref)[0]]
            assert one.holds is _joined(one)


def _joined(one: RuleRead) -> Truth:
    """What the things asked come to: all of those on the offering, and all of those on one and the same body."""
    of_bodies: dict[str, list[Truth]] = defaultdict(list)
    others: list[Truth] = []
    for asked in one.asked:
        if asked.whose == "the offering":
            others.append(asked.holds)
        else:
            of_bodies[asked.whose].append(asked.holds)
    bodies = [all_of(those) for those in of_bodies.values()]
    return all_of([*others, *([any_of(bodies)] if bodies else [])])


@settings(max_examples=200, **QUIET)
@given(WORLDS, st.sampled_from(REFS))
def test_words_say_every_rule_and_condition(world: World, ref: str) -> None:
    catalogue = world.catalogue()
    policy = catalogue.policies[RECEIVER]
    for purpose in purposes_of(policy):
        found = trace(policy, purpose, elements_of(catalogue.offerings[ref], catalogue))
        lines = list(in_words(found))
        for one in found.read:
            assert any(line.startswith(f"rule {one.rule.id} (") for line in lines)
            for asked in one.asked:
                assert (
                    f"  {MARKS[asked.holds]} {asked.field}: wants {asked.wanted}; {asked.whose} states {asked.stated}"
                    in lines
                )
        said = "would have to be stated: " + ", ".join(found.outcome.open_elements)
        assert (said in lines) == (found.outcome.outcome == "undetermined")
        assert all(line.isprintable() for line in lines)


def _world(rule: dict[str, Any], offering: dict[str, Any], provider: dict[str, Any] | None = None) -> World:
    giver = {"name": {"en": "Giver"}, "languages": ["en"], **(provider or {})}
    receiver = {"name": {"en": "Receiver"}, "languages": ["en"]}
    rules = [{"id": "one", "purposes": ["admission"], "decision": "automatic", **rule}]
    return World({"giver": giver, RECEIVER: receiver}, {"giver/one": offering}, policy_of(rules))


def test_the_words_of_each_kind_of_value() -> None:
    rule = {
        "from": {"kinds": ["employer"], "identifiers": ["deqar"]},
        "when": {"eqf": {"min": 5, "max": 7}, "ects": {"max": 4}, "supervision": [ONSITE], "isced_f": ["06"]},
    }
    offering = {
        "title": {"en": "One"},
        "level": {"not_applicable": {"en": "None"}},
        "assessment": [{"id": "a", "type": "project-work"}, {"id": "b", "type": "project-work", "supervision": ONSITE}],
    }
    world = _world(rule, offering, {"kind": "employer", "identifiers": {"deqar": "none"}})
    catalogue = world.catalogue()
    elements = elements_of(catalogue.offerings["giver/one"], catalogue)
    assert list(in_words(trace(catalogue.policies[RECEIVER], "admission", elements))) == [
        "rule one (automatic): does not hold",
        "  yes from.kinds: wants employer; giver states employer",
        "  no from.identifiers: wants deqar; giver states deqar: none",
        "  no when.eqf: wants 5 to 7; the offering states that no level applies",
        "  unknown when.ects: wants at most 4; the offering states nothing",
        "  unknown when.isced_f: wants 06; the offering states nothing",
        f"  unknown when.supervision: wants {ONSITE}; the offering states nothing, {ONSITE}",
    ]
    assert list(in_words(trace(catalogue.policies[RECEIVER], "stacking", elements))) == ["no rule is for this purpose"]


def test_the_words_on_an_own_micro_credential() -> None:
    world = _world({}, {"title": {"en": "One"}, "awarding_bodies": [{"provider": RECEIVER}]})
    catalogue = world.catalogue()
    elements = elements_of(catalogue.offerings["giver/one"], catalogue)
    (line,) = in_words(trace(catalogue.policies[RECEIVER], "admission", elements))
    assert "no rule for this purpose names the organisation" in line
    world.policy["rules"][0]["from"] = {"providers": [RECEIVER]}
    catalogue = world.catalogue()
    lines = list(in_words(trace(catalogue.policies[RECEIVER], "admission", elements)))
    assert lines[0].endswith("only rules that name it in from.providers are read")
    assert lines[1] == "rule one (automatic): holds"


ARGUMENTS = ["--offerings", str(ROOT / "offerings"), "--as-of", "2026-11-25"]
HEAT_PUMPS = "example-vocational-school/heat-pump-installation"


def _run(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, ["recognise", *words, *ARGUMENTS])
    assert result.exit_code == code, result.output
    return result.output


def test_the_command_says_who_recognises_what() -> None:
    said = _run("example-solar-energy/solar-park-maintenance")
    assert "Example University of Technology (example-university): policy of 2026-05-28" in said
    assert "  exemption: conditional; up to 3 ECTS; towards Practical placement" in said
    assert "possible: conditional, no-rule; not stated: workload.ects" in said
    assert "no-rule;" not in said.replace("conditional, no-rule;", "")
    assert said.endswith(f"\n{WHO_DECIDES}\n{REGULATED_PROFESSIONS}\n")


def test_the_command_explains_by_rules() -> None:
    said = _run(HEAT_PUMPS, "--by", "example-university", "--purpose", "credit-transfer", "--explain")
    assert "no from.kinds: wants higher-education-institution; example-vocational-school states vet-institution" in said
    assert "rule vocational-and-adult-education (individual): holds" in said
    assert "not read after that: unsupervised" in said


def test_where_one_organisation_is_asked_its_silence_is_an_answer() -> None:
    said = _run(HEAT_PUMPS, "--by", "example-university", "--purpose", "employment", "--explain")
    assert "  employment: no-rule" in said
    assert "no rule is for this purpose" in said


def test_the_command_writes_json() -> None:
    found = json.loads(_run(HEAT_PUMPS, "--by", "example-university", "--format", "json", "--explain"))
    assert (found["offering"], found["as_of"]) == (HEAT_PUMPS, "2026-11-25")
    transfer = next(one for one in found["outcomes"] if one["purpose"] == "credit-transfer")
    assert (transfer["outcome"], transfer["ects"]) == ("individual", "6")
    assert transfer["trace"][0]["asks"][0] == {
        "field": "from.kinds",
        "wants": "higher-education-institution",
        "whose": "example-vocational-school",
        "stated": "vet-institution",
        "holds": False,
    }
    assert "trace" not in json.loads(_run(HEAT_PUMPS, "--format", "json"))["outcomes"][0]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((HEAT_PUMPS[:-1],), f"did you mean “{HEAT_PUMPS}”?"),
        ((HEAT_PUMPS, "--by", "example-universit"), "did you mean “example-university”?"),
        ((HEAT_PUMPS, "--by", "example-vocational-school"), "publishes no recognition policy"),
        ((HEAT_PUMPS, "--purpose", "credits"), "the purposes are admission, credit-transfer"),
        (("nothing at all",), "there is no offering “nothing at all”"),
        (("heat-pump-installation",), f"did you mean “{HEAT_PUMPS}”?"),
        (("example-university",), "is a provider; name one of its offerings, as example-university/"),
        (("example-university/applied-data-analysis",), "is a pathway; what is recognised are the micro-credentials"),
        ((HEAT_PUMPS, "--purpose", "credit-transfers"), "did you mean “credit-transfer”?"),
    ],
)
def test_mistakes_are_answered(words: tuple[str, ...], said: str) -> None:
    assert said in _run(*words, code=2)


def test_a_former_id_is_understood() -> None:
    assert "(example-university/data-analysis-with-python)" in _run("example-university/python-for-analysts")


def test_a_policy_that_is_not_in_force_says_so() -> None:
    result = CliRunner().invoke(
        app,
        ["recognise", HEAT_PUMPS, "--by", "example-university", *ARGUMENTS[:2], "--as-of", "2030-01-01"],
    )
    assert "the policy is not in force on this day" in result.output


def test_no_answer_is_given_where_a_provider_cannot_be_read(tmp_path: Path) -> None:
    """What it states would be taken for not stated, and the answer for open."""
    shutil.copytree(ROOT / "offerings", tmp_path / "offerings")
    (tmp_path / "offerings/example-vocational-school/provider.yml").write_text("name: [", "utf-8")
    words = ["recognise", HEAT_PUMPS, "--offerings", str(tmp_path / "offerings"), "--as-of", "2026-11-25"]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 1
    assert "the provider.yml of “example-vocational-school”, on which the answer rests, has errors" in result.output


def test_programs_are_told_who_decides() -> None:
    found = json.loads(_run(HEAT_PUMPS, "--format", "json"))
    assert found["legal"][0].startswith("The receiving organisation decides")
    assert "2005/36/EC" in found["legal"][1]


def test_an_offering_is_also_named_by_its_file() -> None:
    assert f"({HEAT_PUMPS})" in _run(f"offerings/{HEAT_PUMPS}.yml")


def test_policies_that_are_not_in_force_are_not_taken_for_none() -> None:
    result = CliRunner().invoke(app, ["recognise", HEAT_PUMPS, *ARGUMENTS[:2], "--as-of", "2020-01-01"])
    assert "On this day 12 of 12 policies were not in force." in result.output
    assert "not in force" not in _run(HEAT_PUMPS)


def test_how_to_keep_an_example_depends_on_what_it_comes_to(tmp_path: Path) -> None:
    case = next(one for one in cases() if one.code == "unmet-expectation")
    lay(case, tmp_path / "offerings")
    policy = tmp_path / "offerings/example-college/recognition-policy.yml"
    own = "example-college/statistics"
    offering = (BASE / "example-university/data-literacy.yml").read_text("utf-8")
    (tmp_path / f"offerings/{own}.yml").write_text(offering, "utf-8")
    policy.write_text(
        policy.read_text("utf-8") + f"  - {{offering: {own}, purpose: stacking, outcome: automatic}}\n", "utf-8"
    )
    hints = [one.hint for one in check(tmp_path / "offerings", as_of=AS_OF)[1] if one.code == case.code]
    assert [hint.split("; or, ")[0] for hint in hints] == [
        "correct rule “others”, or put one that holds above it",
        "have the provider state assessment.supervision, or ask for less in the rules that may hold",
        "add a rule for exemption that holds, or correct one that should",
        "name example-college in from.providers of a rule for stacking",
    ]
    assert hints[3].endswith("write outcome: own in the example")
