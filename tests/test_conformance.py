"""The fast gate and the slow explainer come to the same verdict on every document that the suite has."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT
from invalid_cases import HERE
from microcatalogue.conformance import _explainer, _gate, _lenient_gate
from microcatalogue.schema import KINDS, MARKS, plain, shape
from microcatalogue.source import read
from microcatalogue.tree import Entry, classify


def documents() -> list[Path]:
    return sorted(
        [
            *(ROOT / "offerings").rglob("*.yml"),
            *(HERE / "invalid").rglob("*.yml"),
            *(HERE / "catalogues").rglob("*.yml"),
        ]
    )


def test_gate_and_explainer_agree() -> None:
    seen = failed = 0
    for path in documents():
        parts = path.as_posix().split("/")
        start = max(
            index
            for index, part in enumerate(parts)
            if part in ("offerings", "catalogue", "base", "full") or part.startswith("published-")
        )
        entry = classify("/".join(parts[start + 1 :]))
        if not isinstance(entry, Entry):
            continue
        source = read(path.name, path.read_bytes(), shape(entry.kind)).source
        if source is None or not source.document:
            continue
        seen += 1
        passes = _gate(entry.kind).is_valid(source.document)
        assert passes == (next(_explainer(entry.kind).iter_errors(source.document), None) is None), path
        failed += not passes
    assert seen > 150
    assert failed > 25


@pytest.mark.parametrize("kind", KINDS)
def test_published_schemas_are_standard(kind: str) -> None:
    from jsonschema import Draft202012Validator

    for marks in (("id",), MARKS):
        Draft202012Validator.check_schema(dict(plain(kind, marks)))
    assert not _lenient_gate(kind).is_valid({})
