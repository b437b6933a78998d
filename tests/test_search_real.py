"""The queries made by rule from real records: true to the rule, the same each time, and enough of each."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from built import problems_of
from realdata import writing
from realdata.documents import Catalogue
from search_collection import Query
from search_real import real_catalogue, real_queries
from search_words import in_order, slips, words


@pytest.fixture(scope="module")
def catalogue(shared: Path) -> Catalogue:
    """The records of all sources; skips where they are absent."""
    return real_catalogue(shared)


@pytest.fixture(scope="module")
def queries(catalogue: Catalogue) -> tuple[Query, ...]:
    return tuple(real_queries(catalogue))


def title(catalogue: Catalogue, query: Query) -> str:
    found: str = catalogue[f"{query.finds[0]}.yml"]["title"][query.language]
    return found


def test_the_catalogue_of_all_sources_has_no_error(catalogue: Catalogue, tmp_path: Path) -> None:
    writing.write(catalogue, tmp_path / "offerings")
    assert not [problem for problem in problems_of(tmp_path / "offerings") if problem.is_error]


def test_there_are_enough_of_each_kind_and_language(queries: tuple[Query, ...]) -> None:
    kinds = Counter(query.why for query in queries)
    assert min(kinds["word-dropped"], kinds["rare-word"], kinds["typo"]) >= 100, kinds
    languages = Counter(query.language for query in queries)
    assert set(languages) == {"et", "fi", "it", "en"}
    assert min(languages.values()) >= 30, languages


def test_the_same_seed_gives_the_same_queries_and_another_one_others(catalogue: Catalogue) -> None:
    assert tuple(real_queries(catalogue)) == tuple(real_queries(catalogue))
    assert tuple(real_queries(catalogue)) != tuple(real_queries(catalogue, seed=2))


def test_all_are_held_out(queries: tuple[Query, ...]) -> None:
    """They check that nobody tuned to a collection, so nobody may tune to them."""
    assert all(query.held_out for query in queries)


def test_one_word_is_dropped_and_the_others_stay_in_order(catalogue: Catalogue, queries: tuple[Query, ...]) -> None:
    for query in queries:
        if query.why == "word-dropped":
            codes = catalogue[f"{query.finds[0]}.yml"]["title"]
            said = [word for word in in_order(title(catalogue, query)) if word not in codes]
            left = query.text.split()
            assert left in [said[:gone] + said[gone + 1 :] for gone in range(len(said))], query.text


def test_a_rare_word_is_one_of_the_title(catalogue: Catalogue, queries: tuple[Query, ...]) -> None:
    for query in queries:
        if query.why == "rare-word":
            assert query.text in words(title(catalogue, query))


def test_a_typo_is_one_slip_away_from_the_title(catalogue: Catalogue, queries: tuple[Query, ...]) -> None:
    for query in queries:
        if query.why == "typo":
            assert min(slips(query.text, word) for word in words(title(catalogue, query))) == 1, query.text


def test_no_query_fits_more_titles_than_there_are_first_places() -> None:
    one = {"title": {"en": "Nature walks in spring"}}
    like = {f"p/{number}.yml": one for number in range(4)}
    assert [query.why for query in real_queries({"p/1.yml": one})] == ["word-dropped", "rare-word", "typo"]
    assert not tuple(real_queries(like))


def test_a_title_that_is_repeated_with_the_code_of_its_language_is_asked_once() -> None:
    repeated = {"title": {"fi": "Puutarhakoulutus fi", "sv": "Puutarhakoulutus sv"}}
    (first, *rest) = real_queries({"p/1.yml": repeated})
    assert (first.language, first.text) == ("fi", "puutarhakoulutus")
    assert {query.language for query in rest} <= {"fi"}


def test_a_word_that_is_common_in_another_form_is_not_rare() -> None:
    """A search that knows forms would rightly put the others first."""
    rare = {"p/0.yml": {"title": {"et": "Haldus ja tutkimus"}}}
    others = {f"p/{number}.yml": {"title": {"et": f"Tutkimuksen {number}"}} for number in range(1, 5)}
    texts = [query.text for query in real_queries(rare | others) if query.finds == ("p/0",)]
    assert "haldus" in texts
    assert "tutkimus" not in texts
