"""Every message that the checker can give: exact wording, place and cure, and a page and a case for each code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from invalid_cases import AS_OF, BASE, Case, cases, diagnose
from microcatalogue.check import check
from microcatalogue.codes import Code, all_codes
from microcatalogue.explain import explanation, nearest
from microcatalogue.report import as_text
from microcatalogue.rules import all_rules


def test_the_base_catalogue_is_without_any_finding() -> None:
    _, diagnostics = check(BASE, as_of=AS_OF)
    assert as_text(diagnostics) == "no problems found\n"


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.code)
def test_message_is_exact(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, golden: Any) -> None:
    diagnostics = diagnose(case, tmp_path / "offerings", monkeypatch)
    assert case.code in {diagnostic.code for diagnostic in diagnostics}
    golden(case.expected, as_text(diagnostics))


def test_every_code_has_a_case_and_every_case_a_code() -> None:
    assert {case.code for case in cases()} == {code.name for code in all_codes()}


def test_there_are_more_codes_than_asked_for() -> None:
    assert len(all_codes()) >= 45


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_without_its_rule_a_case_is_silent(rule: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The exact-message test of a rule fails when the rule is removed."""
    case = next(case for case in cases() if case.code == rule.code)
    others = tuple(one for one in all_rules() if one is not rule)
    diagnostics = diagnose(case, tmp_path / "offerings", monkeypatch, others)
    assert rule.code not in {diagnostic.code for diagnostic in diagnostics}
    assert as_text(diagnostics) != case.expected.read_text("utf-8")


@pytest.mark.parametrize("code", all_codes(), ids=lambda code: code.name)
def test_every_code_explains_itself(code: Code) -> None:
    text = explanation(code.name)
    assert text is not None
    assert code.why in text
    assert all((code.title, code.message, code.hint))
    assert not code.title.endswith(".")


def test_an_unknown_code_has_no_explanation_but_a_neighbour() -> None:
    assert explanation("unknown-feild") is None
    assert nearest("unknown-feild") == "unknown-field"
