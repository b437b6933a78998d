"""The policies that the guide offers for copying: sound, kept by their own examples, and guarded by them."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
import yaml
from built import AS_OF, problems_of
from microcatalogue.cli import app
from microcatalogue.vocabulary import vocabulary
from policy_patterns import PAGE, Document, consoles, page, patterns, write_catalogue
from typer.testing import CliRunner

PATTERNS = (
    "accredited-abroad",
    "supervised-at-work",
    "alliance-partners",
    "in-the-register",
    "learnt-elsewhere",
    "each-case-by-itself",
)
OFFICERS, LEARNERS = "recognition-officers/reading-an-answer.md", "learners/reading-an-answer.md"
each = pytest.mark.parametrize("pattern", PATTERNS)
both = pytest.mark.parametrize("language", ["en", "et"])


def codes_of(root: Path, policy: str | Document) -> list[str]:
    write_catalogue(root, policy)
    return [one.code for one in problems_of(root)]


@both
def test_there_are_six_and_they_are_the_same_in_both_languages(language: str) -> None:
    found = patterns(language)
    assert tuple(found) == PATTERNS
    english = patterns("en")
    assert all(yaml.safe_load(found[one]) == yaml.safe_load(english[one]) for one in PATTERNS)


@both
@each
def test_a_pattern_is_free_of_findings_and_keeps_its_examples(language: str, pattern: str, tmp_path: Path) -> None:
    assert codes_of(tmp_path / "offerings", patterns(language)[pattern]) == []


def _without_the_rule(policy: Document, number: int) -> None:
    del policy["rules"][number]


def _another_decision(policy: Document, number: int) -> None:
    rule = policy["rules"][number]
    rule["decision"] = "individual" if rule["decision"] == "not-recognised" else "not-recognised"
    rule.pop("grants", None)


def _for_nobody(policy: Document, number: int) -> None:
    policy["rules"][number].setdefault("from", {})["offerings"] = ["example-university/data-literacy"]
    policy["rules"][number]["from"]["kinds"] = ["other"]


@each
@pytest.mark.parametrize("change", [_without_the_rule, _another_decision, _for_nobody])
def test_whatever_rule_is_changed_an_example_fails(
    pattern: str, change: Callable[[Document, int], None], tmp_path: Path
) -> None:
    policy = yaml.safe_load(patterns("en")[pattern])
    for number, rule in enumerate(policy["rules"]):
        changed = deepcopy(policy)
        change(changed, number)
        if not changed["rules"]:
            changed["rules"] = [{"id": "none", "purposes": ["stacking"], "decision": "individual"}]
        found = codes_of(tmp_path / str(number) / "offerings", changed)
        assert "unmet-expectation" in found, rule["id"]


@each
def test_a_wrong_example_fails(pattern: str, tmp_path: Path) -> None:
    policy = yaml.safe_load(patterns("en")[pattern])
    for number, example in enumerate(policy["expects"]):
        changed = deepcopy(policy)
        changed["expects"][number]["outcome"] = "own" if example["outcome"] != "own" else "automatic"
        assert codes_of(tmp_path / str(number) / "offerings", changed) == ["unmet-expectation"]


@both
@pytest.mark.parametrize("path", [LEARNERS, OFFICERS])
def test_every_outcome_is_explained_in_the_words_of_the_site(language: str, path: str) -> None:
    text = page(language, path)
    for term in vocabulary("recognition-outcome").terms.values():
        assert f"\n- **{term.label(language)}**: " in text, term.code


@both
@pytest.mark.parametrize("path", [LEARNERS, OFFICERS, PAGE])
def test_what_the_law_says_stands_on_each_page(language: str, path: str) -> None:
    words = {
        "en": ("The receiving organisation decides", "automatic right", "2005/36/EC"),
        "et": ("Otsustab vastuvõttev organisatsioon", "automaatset õigust", "2005/36/EÜ"),
    }
    for one in words[language]:
        assert one in page(language, path), one


@both
def test_the_explanation_shown_is_what_the_command_says(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_catalogue(tmp_path / "offerings", patterns("en")["accredited-abroad"])
    monkeypatch.chdir(tmp_path)
    shown = [block for block in consoles(language, OFFICERS) if block.startswith("$ ")]
    assert len(shown) == 2
    for block in shown:
        first, said = block.split("\n", 1)
        program, *arguments = shlex.split(first.removeprefix("$ "))
        assert program == "catalogue"
        result = CliRunner().invoke(app, [*arguments, "--as-of", AS_OF.isoformat()])
        assert result.exit_code == 0, result.output
        assert result.output == said


@both
def test_the_commands_that_the_page_names_run(language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_catalogue(tmp_path / "offerings", patterns("en")["accredited-abroad"])
    monkeypatch.chdir(tmp_path)
    (block,) = consoles(language, PAGE)
    for line in block.splitlines():
        program, *arguments = shlex.split(line)
        assert program == "catalogue"
        if "--base" not in arguments:
            assert CliRunner().invoke(app, arguments).exit_code == 0, line
