"""The tables of codes: complete in both languages, codes once each, and the schemas use what is there."""

from __future__ import annotations

import pytest
from microcatalogue.schema import KINDS, annotated
from microcatalogue.vocabulary import vocabulary, vocabulary_names

# Names of countries, languages, currencies, regions and centres say what they are; a gloss would repeat them.
WITHOUT_GLOSS = frozenset({"country", "language", "currency", "nuts", "enic-naric"})


@pytest.mark.parametrize("name", vocabulary_names())
def test_every_code_has_labels_and_a_gloss_in_both_languages(name: str) -> None:
    terms = vocabulary(name).terms
    assert terms
    for code, term in terms.items():
        assert code == term.code == code.strip()
        assert term.uri == "" or term.uri.startswith(("http://", "https://")), code
        for language in ("en", "et"):
            assert term.labels[language].strip(), code
            assert name in WITHOUT_GLOSS or term.glosses[language].endswith("."), code


def test_the_schemas_name_only_tables_that_exist() -> None:
    def names(node: object) -> set[str]:
        if isinstance(node, dict):
            own = {node["x-vocabulary"]} if isinstance(node.get("x-vocabulary"), str) else set()
            return own.union(*(names(below) for below in node.values()))
        return set().union(*(names(item) for item in node)) if isinstance(node, list) else set()

    used = set().union(*(names(annotated(kind)) for kind in KINDS))
    assert used <= set(vocabulary_names())
    assert len(used) > 35


def test_what_the_design_counts() -> None:
    sizes = {"provider-kind": 14, "assessment-type": 14, "supervision": 5, "participation": 7, "framework": 10}
    sizes |= {
        "target-group": 33,
        "funding-scheme": 9,
        "annex-one": 16,
        "annex-two": 10,
        "eqf": 8,
        "quality-assurance-type": 5,
    }
    assert {name: len(vocabulary(name).terms) for name in sizes} == sizes


def test_cycles_and_national_levels_are_referenced_to_levels_that_exist() -> None:
    levels = set(vocabulary("eqf").terms)
    assert {term.more["eqf"] for term in vocabulary("qf-ehea").terms.values()} == {"5", "6", "7", "8"}
    for term in vocabulary("nqf-level").terms.values():
        assert term.more["eqf"] in levels | {""}
        assert term.more["framework"] in vocabulary("nqf-framework")


def test_greece_and_the_united_kingdom_keep_their_country_codes() -> None:
    assert vocabulary("country")["GR"].more["nuts_prefix"] == "EL"
    assert vocabulary("country")["GB"].more["nuts_prefix"] == "UK"
    assert "EL" not in vocabulary("country")
