"""The feed of edges says what pages and commands count with, and nothing of drafts."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml
from built import edition_of, site_of
from conftest import ROOT
from invalid_cases import BASE
from microcatalogue.edition import Edition
from microcatalogue.feeds.schemas import feed_schema
from microcatalogue.feeds.stacking import PATH, edges


@pytest.fixture(scope="module")
def edition() -> Edition:
    return edition_of(ROOT / "offerings")


def test_every_offering_of_every_step_is_an_edge_once(edition: Edition) -> None:
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for one in edges(edition):
        if one["relation"] == "counts-in-step":
            found[one["pathway"]].append((one["offering"], one["step"]))
    for path in sorted((ROOT / "offerings").glob("*/pathways/*.yml")):
        stated = yaml.safe_load(path.read_text("utf-8"))
        ref = f"{path.parent.parent.name}/{path.stem}"
        first: dict[str, int] = {}
        for number, step in enumerate(stated["steps"], 1):
            for offering in step.get("offerings", ()):
                if edition.catalogue.offerings[offering].status != "draft":
                    first.setdefault(offering, number)
        assert dict(found.get(ref, [])) == ({} if stated.get("status") == "draft" else first), ref


def test_an_edge_says_how_many_credits_and_what_a_pathway_leads_to(edition: Edition) -> None:
    said = list(edges(edition))
    counted = next(one for one in said if one.get("pathway") == "example-university/applied-data-analysis")
    assert counted == {
        "relation": "counts-in-step",
        "offering": "example-university/data-literacy",
        "pathway": "example-university/applied-data-analysis",
        "step": 1,
        "choose": "all",
        "ects": "2",
    }
    led = [one for one in said if one["relation"] == "leads-to"]
    assert len(led) == len(edition.catalogue.published_pathways)
    assert {"offering": "example-island-university/open-science-practice"} in [one["to"] for one in led]
    into = [one for one in said if one["relation"] == "stacks-into"]
    assert {Decimal(one["ects"]) > 0 for one in into if "ects" in one} == {True}
    assert any("title" in one["to"] for one in into)
    assert any("offering" in one["to"] for one in into)


def test_it_is_published_registered_and_conforms(tmp_path: Path) -> None:
    root = tmp_path / "offerings"
    shutil.copytree(BASE, root)
    draft = root / "example-university/draft.yml"
    shutil.copy(root / "example-university/data-literacy.yml", draft)
    draft.write_text(draft.read_text("utf-8") + "status: draft\n", "utf-8")
    offering = root / "example-university/data-literacy.yml"
    into = "stackability: {option: integrated-stackable, into: [{offering: example-university/draft, ects: 1}]}\n"
    offering.write_text(offering.read_text("utf-8") + into, "utf-8")
    built = site_of(root)
    document: dict[str, Any] = json.loads(built[PATH])
    jsonschema_rs.Draft202012Validator(dict(feed_schema("stacking"))).validate(document)
    assert [one["relation"] for one in document["items"]] == ["counts-in-step", "leads-to"]
    entries = {one["url"]: one for one in json.loads(built["api/v1/index.json"])["items"]}
    entry = next(one for url, one in entries.items() if url.endswith(PATH))
    assert (entry["record_count"], entry["schema"].endswith("schemas/v1/feeds/stacking.schema.json")) == (2, True)


@pytest.mark.parametrize(
    "strange", [{"relation": "leads-to"}, {"relation": "stacks-into", "offering": "a/b", "more": 1}]
)
def test_the_schema_refuses_what_is_no_edge(strange: dict[str, Any], edition: Edition) -> None:
    schema = dict(feed_schema("stacking"))["properties"]["items"]["items"]
    validator = jsonschema_rs.Draft202012Validator(schema)
    assert all(validator.is_valid(one) for one in edges(edition))
    assert not validator.is_valid(strange)
