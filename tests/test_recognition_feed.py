"""The feeds of recognition say what the policies come to, whole or in parts, and conform to their schemas."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from built import edition_of, site_of
from conftest import ROOT
from microcatalogue.edition import Edition
from microcatalogue.feeds import recognition, recognition_table
from microcatalogue.feeds.registry import API
from microcatalogue.feeds.schemas import feed_schema
from microcatalogue.recognition import NO_RULE, Outcome, evaluate, granted_ects
from microcatalogue.site_file import made

Json = dict[str, Any]


@pytest.fixture(scope="module")
def edition() -> Edition:
    return edition_of(ROOT / "offerings")


def _expected(edition: Edition) -> Iterator[Outcome]:
    """Every published outcome, pair by pair."""
    catalogue = edition.catalogue
    for policy in catalogue.policies.values():
        for offering in catalogue.published_offerings:
            yield from (one for one in evaluate(policy, offering, catalogue) if one.outcome != NO_RULE)


def _said(item: Json, offering: str) -> tuple[object, ...]:
    possible = sorted(one["outcome"]["code"] for one in item.get("possible", ()))
    rules, open_elements = tuple(item.get("rules", ())), tuple(item.get("open_elements", ()))
    return item["by"], offering, item["purpose"]["code"], item["outcome"]["code"], rules, tuple(possible), open_elements


def _wanted(one: Outcome) -> tuple[object, ...]:
    possible = tuple(sorted(each.outcome for each in one.possible))
    return (
        one.by,
        one.offering,
        one.purpose,
        one.outcome,
        tuple(rule.id for rule in one.rules),
        possible,
        one.open_elements,
    )


def _items(edition: Edition) -> list[Json]:
    document = json.loads(b"".join(recognition.recognition(edition)))
    jsonschema_rs.validate(dict(feed_schema("recognition")), document)
    items: list[Json] = document["items"]
    assert document["record_count"] == len(items)
    return items


def _lines(edition: Edition) -> dict[str, list[Json]]:
    """The lines of each file by its path, each held to the schema."""
    files = {file.path: file.content.decode().splitlines() for file in made(recognition.planned_outcomes(edition))}
    found = {path: [json.loads(line) for line in lines] for path, lines in files.items()}
    for lines in found.values():
        for line in lines:
            jsonschema_rs.validate(dict(feed_schema("recognition-outcomes")), line)
    return found


def test_the_list_holds_every_outcome_once(edition: Edition) -> None:
    items = _items(edition)
    assert Counter(_said(item, item["offering"]) for item in items) == Counter(map(_wanted, _expected(edition)))
    assert [item["by"] for item in items] == sorted(item["by"] for item in items)


def test_credits_are_those_that_the_rule_grants_for_the_offering(edition: Edition) -> None:
    stated = {(one["by"], one["offering"], one["purpose"]["code"]): one.get("ects") for one in _items(edition)}
    seen = 0
    for one in _expected(edition):
        workload = edition.catalogue.offerings[one.offering].workload
        wanted = granted_ects(one.grants, workload.ects if workload else None) if one.grants else None
        ects = stated[one.by, one.offering, one.purpose]
        assert (ects is None) == (wanted is None)
        assert wanted is None or float(ects or 0) == float(wanted)
        seen += wanted is not None
    assert seen > 20


def test_what_a_rule_grants_and_asks_is_said_as_its_policy_states_it(edition: Edition) -> None:
    (found,) = (
        one
        for one in _items(edition)
        if (one["by"], one["offering"], one["purpose"]["code"])
        == ("example-university", "example-solar-energy/solar-park-maintenance", "exemption")
    )
    assert found["outcome"] == {"code": "conditional"}
    assert found["ects"] == found["grants"]["max_ects"] == "3"
    assert found["asks"]["max_age_years"] == "3"
    assert found["evidence"]["adopted"] == "2026-05-28"


def test_the_files_of_the_organisations_say_the_same(edition: Edition) -> None:
    lines = _lines(edition)
    said = Counter(_said(line, one) for those in lines.values() for line in those for one in line["offerings"])
    assert said == Counter(_said(item, item["offering"]) for item in _items(edition))
    assert all(path == f"{API}/recognition/{line['by']}.ndjson" for path, those in lines.items() for line in those)


def test_too_many_outcomes_become_an_index_of_files(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (recognition, recognition_table):
        monkeypatch.setattr(module, "MOST", 10)
    index, lines = _items(edition), _lines(edition)
    assert {one["url"] for one in index} == {f"{edition.base}{path}" for path in lines}
    for one in index:
        those = lines[one["url"].removeprefix(edition.base)]
        assert (one["outcomes"], one["lines"]) == (sum(len(line["offerings"]) for line in those), len(those))
    table = list(csv.DictReader(io.StringIO(b"".join(recognition_table.recognition_table(edition)).decode())))
    assert {line["offering"] for line in table} == {""}
    assert sum(int(line["offerings"]) for line in table) == sum(one["outcomes"] for one in index)


def test_exactly_so_many_outcomes_are_still_one_list(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    assert recognition.MOST == 100_000
    number = recognition.outcomes(edition)
    monkeypatch.setattr(recognition, "MOST", number)
    assert len(_items(edition)) == number
    monkeypatch.setattr(recognition, "MOST", number - 1)
    assert len(_items(edition)) == len(recognition.receivers(edition)) < number


def test_the_table_has_a_line_an_outcome(edition: Edition) -> None:
    table = list(csv.DictReader(io.StringIO(b"".join(recognition_table.recognition_table(edition)).decode())))
    said = Counter((line["by"], line["offering"], line["purpose"], line["outcome"]) for line in table)
    assert said == Counter((one.by, one.offering, one.purpose, one.outcome) for one in _expected(edition))
    assert tuple(table[0]) == recognition_table.COLUMNS


def test_no_cell_is_a_formula() -> None:
    assert recognition_table.harmless("=1+1") == "'=1+1"
    assert recognition_table.harmless("plain") == "plain"


def test_search_engines_are_told_who_recognises_by_rule() -> None:
    page = site_of(ROOT / "offerings")["en/offerings/example-coastal-university/low-carbon-tourism/index.html"].decode()
    structured = json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])
    recognising = structured["educationalCredentialAwarded"]["recognizedBy"]
    assert "https://catalogue.example.org/id/providers/example-university" in {one["@id"] for one in recognising}
