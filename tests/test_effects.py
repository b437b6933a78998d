"""What a change does to others, held against a comparison pair by pair; and the command that says it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, git
from edited_world import document_of, rewrite
from hypothesis import given, settings
from hypothesis import strategies as st
from microcatalogue.cli import app
from microcatalogue.effects import effects
from microcatalogue.effects_report import in_lines
from microcatalogue.recognition import Outcome, evaluate
from recognition_worlds import QUIET, RECEIVER, REFS, WORLDS, World
from typer.testing import CliRunner

Pair = tuple[str, str]


def _answers(world: World) -> Mapping[Pair, Outcome]:
    catalogue = world.catalogue()
    policy = catalogue.policies[RECEIVER]
    return {
        (ref, one.purpose): one
        for ref in REFS
        if ref in catalogue.offerings
        for one in evaluate(policy, catalogue.offerings[ref], catalogue)
    }


def _meaning(one: Outcome | None) -> tuple[object, ...]:
    if one is None or one.outcome == "no-rule":
        return ("no-rule",)
    grants = one.grants
    granted = (grants.ects, grants.max_ects, frozenset(grants.towards)) if grants else None
    return one.outcome, granted, one.asks, frozenset(each.result for each in one.possible), frozenset(one.open_elements)


@settings(max_examples=400, **QUIET)
@given(WORLDS, WORLDS)
def test_flips_are_those_found_pair_by_pair(before: World, now: World) -> None:
    was, become = _answers(before), _answers(now)
    wanted = {}
    for pair in {*was, *become}:
        old, new = was.get(pair), become.get(pair)
        if _meaning(old) != _meaning(new):
            outcomes = (old.outcome if old else "no-rule", new.outcome if new else "no-rule")
            rules = tuple(tuple(rule.id for rule in one.rules) if one else () for one in (old, new))
            wanted[pair] = (*outcomes, *rules)
    found: dict[Pair, tuple[object, ...]] = {}
    for flip in effects(before.catalogue(), now.catalogue()).flips:
        assert flip.by == RECEIVER
        for ref in flip.offerings:
            assert (ref, flip.purpose) not in found
            found[ref, flip.purpose] = (flip.was, flip.now, flip.rules_before, flip.rules_now)
    assert found == wanted


@settings(max_examples=60, **QUIET)
@given(WORLDS, st.sampled_from(REFS))
def test_what_came_and_what_went_is_named_and_does_not_flip(world: World, ref: str) -> None:
    smaller = deepcopy(world)
    del smaller.offerings[ref]
    grown = effects(smaller.catalogue(), world.catalogue())
    assert (grown.came, grown.went, grown.flips) == ((f"offering {ref}",), (), ())
    shrunk = effects(world.catalogue(), smaller.catalogue())
    assert (shrunk.came, shrunk.went, shrunk.flips) == ((), (f"offering {ref}",), ())


@settings(max_examples=60, **QUIET)
@given(WORLDS)
def test_nothing_comes_of_nothing(world: World) -> None:
    none = effects(world.catalogue(), world.catalogue())
    assert not none
    assert in_lines(none, "main") == (
        "Against “main” no answer of a recognition policy changes and no pathway breaks.",
    )


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[Path]:
    shutil.copytree(ROOT / "offerings", tmp_path / "offerings")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "Publish")
    before = Path.cwd()
    os.chdir(tmp_path)
    yield tmp_path
    os.chdir(before)


def _check(*words: str, code: int | None = None) -> str:
    result = CliRunner().invoke(app, ["check", "--as-of", "2026-11-25", *words])
    assert code is None or result.exit_code == code, result.output
    return result.output


POLICY = "offerings/example-university/recognition-policy.yml"
PATHWAY = "example-university/data-steward-to-open-science"


def _stricter(repository: Path) -> None:
    """The policy takes level 6 and up where it took 5, and its own example is given up."""
    document = document_of(repository / POLICY)
    rules = [dict(rule) for rule in document["rules"]]
    rules[0]["when"] = {**rules[0]["when"], "eqf": {"min": 6, "max": 7}}
    kept = [
        one for one in document["expects"] if one["offering"] != "example-vocational-school/home-care-documentation"
    ]
    rewrite(repository / POLICY, rules=rules, expects=kept)


def test_a_stricter_rule_says_for_whom_it_flips(repository: Path) -> None:
    _stricter(repository)
    said = _check("--base", "main", "--effects", code=0)
    assert (
        "- example-university, credit-transfer: automatic → individual for 1 (example-vocational-school/home-care"
        in said
    )
    assert "rules: alliance-universities → listed-universities" in said
    assert "1 outcomes flip, 0 pathways break" in said


def test_a_pathway_that_breaks_is_named(repository: Path) -> None:
    target = repository / "offerings/example-university/data-analysis-with-python.yml"
    rewrite(target, workload={"ects": 2, "hours": 52})
    said = _check("--base", "main", "--effects")
    assert f"- pathway {PATHWAY} breaks: its steps bring at most 11 ECTS, before 12 ECTS; 12 ECTS are needed" in said
    git(repository, "commit", "-qam", "Shrink")
    rewrite(target, workload={"ects": 6, "hours": 156})
    said = _check("--base", "HEAD", "--effects")
    assert f"- pathway {PATHWAY} mends: its steps bring at most 12 ECTS, before 11 ECTS; 12 ECTS are needed" in said


def test_a_policy_that_goes_takes_all_its_answers_with_it(repository: Path) -> None:
    (repository / POLICY).unlink()
    found = json.loads(_check("--base", "main", "--effects", "--format", "json"))["effects"]
    assert found["gone"] == ["recognition policy of example-university"]
    flipped = {one["now"] for one in found["flips"] if one["by"] == "example-university"}
    assert flipped == {"no-rule"}
    assert sum(len(one["offerings"]) for one in found["flips"]) > 100


def test_every_format_says_the_effects(repository: Path) -> None:
    _stricter(repository)
    flip = "automatic → individual"
    assert flip in _check("--base", "main", "--effects", "--format", "markdown")
    assert flip in next(line for line in _check("--base", "main", "--effects", "--format", "github").splitlines()[::-1])
    document = json.loads(_check("--base", "main", "--effects", "--format", "json"))
    assert [(one["was"], one["now"]) for one in document["effects"]["flips"]] == [("automatic", "individual")]
    run = json.loads(_check("--base", "main", "--effects", "--format", "sarif"))["runs"][0]
    assert run["properties"]["effects"] == document["effects"]
    assert "effects" not in json.loads(_check("--base", "main", "--format", "json"))


def test_a_change_of_the_base_branch_itself_is_none_of_ours(repository: Path) -> None:
    git(repository, "checkout", "-q", "-b", "work")
    git(repository, "checkout", "-q", "main")
    _stricter(repository)
    git(repository, "commit", "-qam", "Stricter")
    git(repository, "checkout", "-q", "work")
    assert "no answer of a recognition policy changes" in _check("--base", "main", "--effects", code=0)


def test_long_lists_are_cut_in_words_and_whole_in_json(repository: Path) -> None:
    for policy in (repository / "offerings").glob("*/recognition-policy.yml"):
        policy.unlink()
    said = _check("--base", "main", "--effects")
    listed = [line for line in said.splitlines() if line.startswith("- ")]
    assert len(listed) == 41
    assert listed[-1].endswith("more effects (all of them: --format json)")
    assert len(json.loads(_check("--base", "main", "--effects", "--format", "json"))["effects"]["flips"]) > 40


def test_what_cannot_be_compared_is_said_and_stops_nothing(repository: Path) -> None:
    assert "--effects needs --base" in _check("--effects", code=2)
    git(repository, "checkout", "-q", "--orphan", "other")
    git(repository, "commit", "-qm", "Apart")
    said = _check("--base", "main", "--effects")
    assert "The effects are not known: git finds nothing that “main” and the present commit have in common" in said
    git(repository, "checkout", "-q", "main")
    (repository / "offerings/catalogue.yml").write_text("title: [", "utf-8")
    git(repository, "commit", "-qam", "Break")
    shutil.copy(ROOT / "offerings/catalogue.yml", repository / "offerings")
    said = _check("--base", "HEAD", "--effects")
    assert "the catalogue at “HEAD” cannot be read" in said
    found: dict[str, Any] = json.loads(_check("--base", "HEAD", "--effects", "--format", "json"))["effects"]
    assert found["unknown"].startswith("The effects are not known")


def test_a_file_with_an_error_is_left_out_and_flips_nothing(repository: Path) -> None:
    """What cannot be read is neither gone nor unknown: no answer is said to change because of a typing error."""
    (repository / "offerings/example-vocational-school/provider.yml").write_text("name: [", "utf-8")
    (repository / "offerings/example-university/data-literacy.yml").write_text("title: [", "utf-8")
    (repository / "offerings/example-chamber-of-crafts/recognition-policy.yml").write_text("rules: 5\n", "utf-8")
    found = json.loads(_check("--base", "main", "--effects", "--format", "json"))["effects"]
    assert (found["flips"], found["pathways"], found["gone"], found["new"]) == ([], [], [], [])
    assert found["left_out"] == [
        "offering example-university/data-literacy",
        "provider example-vocational-school",
        "recognition policy of example-chamber-of-crafts",
    ]
    assert "- left out, since it cannot be read: offering example-university/data-literacy, provider" in _check(
        "--base", "main", "--effects"
    )


def test_errors_at_the_base_are_left_out_as_well(repository: Path) -> None:
    target = repository / "offerings/example-university/data-literacy.yml"
    good = target.read_text("utf-8")
    target.write_text("title: [", "utf-8")
    git(repository, "commit", "-qam", "Break")
    target.write_text(good, "utf-8")
    found = json.loads(_check("--base", "HEAD", "--effects", "--format", "json"))["effects"]
    assert (found["flips"], found["new"], found["left_out"]) == ([], [], ["offering example-university/data-literacy"])


def test_a_withdrawn_offering_is_named_with_the_pathways_that_it_breaks(repository: Path) -> None:
    target = repository / "offerings/example-university/data-analysis-with-python.yml"
    words = {"en": "Over.", "et": "Läbi."}
    rewrite(target, status="withdrawn", withdrawn_on="2026-11-01", withdrawal_reason=words)
    said = _check("--base", "main", "--effects")
    assert "- withdrawn: example-university/data-analysis-with-python" in said
    assert "pathway example-university/applied-data-analysis breaks" in said
    assert (
        "not to be taken any more: step 1; not offered any more: example-university/data-analysis-with-python" in said
    )


def test_names_that_the_format_does_not_know_are_not_laid_out(repository: Path) -> None:
    (repository / "offerings/Odd Name").mkdir()
    (repository / "offerings/Odd Name/a.yml").write_text("x: 1\n", "utf-8")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "Odd")
    (repository / "offerings/Odd Name/a.yml").unlink()
    assert "no answer of a recognition policy changes" in _check("--base", "HEAD", "--effects", code=0)
