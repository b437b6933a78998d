"""What people type finds what it must: all judged queries on the page itself, in a browser, and beside Pagefind."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from benchmarks.finding import corpus_in, verdicts
from benchmarks.judging import Verdict, by_language, by_reason, shares
from benchmarks.own_search import Microcatalogue
from benchmarks.pagefind_index import Pagefind
from benchmarks.search_engines import Corpus
from search_collection import collection

SHARE = 0.95
QUERIES = collection().queries


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return corpus_in(tmp_path_factory.mktemp("collection") / "offerings")


@pytest.fixture(scope="module")
def ours(corpus: Corpus, browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Sequence[Verdict]:
    return verdicts(Microcatalogue(), corpus, QUERIES, tmp_path_factory.mktemp("ours"), browser)


def _share(those: Sequence[Verdict]) -> float:
    return sum(one.is_found for one in those) / len(those)


def _missed(those: Sequence[Verdict]) -> list[str]:
    return [
        f"{one.question.query} ({one.question.language}, {one.question.reason}): {one.first}"
        for one in those
        if not one.is_found
    ]


def test_what_is_looked_for_is_among_the_first_three(ours: Sequence[Verdict]) -> None:
    assert len(ours) > 300
    assert len({one.question.language for one in ours}) > 9
    assert _share(ours) >= SHARE, _missed(ours)


def test_queries_that_nothing_was_tuned_to_are_found_as_well(ours: Sequence[Verdict]) -> None:
    kept = {one.text for one in QUERIES if one.held_out}
    those = [one for one in ours if one.question.query in kept]
    assert len(those) > 100
    assert _share(those) >= SHARE, _missed(those)


@pytest.mark.parametrize("by", [by_reason, by_language])
def test_no_kind_of_query_and_no_language_is_left_behind(ours: Sequence[Verdict], by: Any) -> None:
    found = shares(ours, by)
    assert {name: str(one) for name, one in found.items() if one.found < 0.75 * one.asked} == {}


@pytest.mark.skipif(bool(Pagefind().missing()), reason=Pagefind().missing() or "there")
def test_as_much_is_found_as_by_pagefind(ours: Sequence[Verdict], corpus: Corpus, browser: Any, tmp_path: Path) -> None:
    assert _share(ours) >= _share(verdicts(Pagefind(), corpus, QUERIES, tmp_path, browser))
