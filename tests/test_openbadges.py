"""Achievements: valid by the official schema, equal to the YAML, harmless as Markdown, and complete but for what is told."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import rdflib
import yaml
from built import edition_of, site_of
from conftest import ROOT, SHARED
from format_losses import wrong
from jsonschema import Draft201909Validator
from markdown_it import MarkdownIt
from microcatalogue import __version__
from microcatalogue.check import check
from microcatalogue.edition import Edition
from microcatalogue.feeds.openbadges.achievement import achievement
from microcatalogue.feeds.openbadges.context import STANDARD, TERMS
from microcatalogue.feeds.openbadges.publishing import badge
from microcatalogue.feeds.openbadges.unsaid import OFFERING, PROVIDER
from microcatalogue.starter import starter_files, write_starter
from realdata import mkval_ee, opintopolku, pavia, writing
from test_hostile import BASE, CHUNK, catalogue_with, hostile_catalogues, payloads

OFFERINGS = ROOT / "offerings"
GOLDEN = ROOT / "tests/golden"
Json = dict[str, Any]

# Terms that the context of the standard gives to every object, while its schema lists them for some.
EVERYWHERE = {"url", "description"}


@cache
def site() -> Mapping[str, bytes]:
    return site_of(OFFERINGS)


@cache
def official() -> Json:
    schema: Json = json.loads(
        (SHARED / "formats/openbadges3/ob_v3p0_achievementcredential_schema.json").read_text("utf-8")
    )
    return schema


def validator() -> Draft201909Validator:
    return Draft201909Validator({"$ref": "#/$defs/Achievement", "$defs": official()["$defs"]})


def documents(one: Edition) -> dict[str, Json]:
    """The achievement of every published offering, as others read it."""
    return {
        offering.id: json.loads(badge(one, ("offering", offering.id))) for offering in one.catalogue.published_offerings
    }


def problems(one: Edition) -> list[str]:
    judge = validator()
    return [f"{name}: {error.message}" for name, said in documents(one).items() for error in judge.iter_errors(said)]


def test_the_schema_refuses_what_is_no_achievement(shared: Path) -> None:
    said = documents(edition_of(OFFERINGS))["example-university/data-literacy"]
    judge = validator()
    assert judge.is_valid(said)
    for broken in (
        said | {"type": ["Badge"]},
        said | {"achievementType": "Nanodegree"},
        said | {"creditsAvailable": "2"},
        said | {"inLanguage": "Estonian"},
        said | {"alignment": [{"type": ["Alignment"]}]},
    ):
        assert not judge.is_valid(broken)


def test_every_example_is_valid(shared: Path) -> None:
    one = edition_of(OFFERINGS)
    assert len(documents(one)) > 70
    assert problems(one) == []


def test_what_a_new_catalogue_begins_with_is_valid(shared: Path, tmp_path: Path) -> None:
    write_starter(tmp_path, starter_files(__version__))
    for root in (tmp_path / "offerings", BASE):
        one = edition_of(root)
        assert documents(one)
        assert problems(one) == []


@pytest.mark.parametrize("source", [mkval_ee, pavia, opintopolku], ids=lambda one: one.__name__.split(".")[-1])
def test_real_records_are_valid(shared: Path, tmp_path: Path, source: Any) -> None:
    """Records of public catalogues leave most of Annex I out: an achievement is made of what they state."""
    writing.write(source.records(shared), tmp_path)
    loaded, _ = check(tmp_path)
    assert loaded.catalogue is not None
    one = Edition(loaded.catalogue, None)
    assert len(documents(one)) > 30
    assert problems(one) == []


def test_hostile_words_stay_words(shared: Path, tmp_path: Path) -> None:
    """Whatever a text holds, the achievement is valid, and its Markdown has no HTML and links to plain addresses alone."""
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    lines = payloads(shared)
    for start in range(0, len(lines), CHUNK):
        root = tmp_path / str(start)
        catalogue_with(root, lines[start : start + CHUNK])
        one = edition_of(root)
        assert problems(one) == []
        for said in documents(one).values():
            assert set(markup(reader, said["criteria"]["narrative"])) <= HARMLESS
        shutil.rmtree(root)


HARMLESS = {"heading_open", "paragraph_open", "bullet_list_open", "ordered_list_open", "list_item_open", "strong_open"}


def markup(reader: MarkdownIt, text: str) -> Iterator[str]:
    """The kinds of everything in a Markdown text that is not words."""
    for token in reader.parse(text):
        for one in (token, *(token.children or ())):
            if not one.type.endswith("_close") and one.type not in ("inline", "text", "text_special", "softbreak"):
                yield one.type


def test_catalogues_that_pass_checking_have_valid_achievements(shared: Path, tmp_path: Path) -> None:
    passing = 0
    for case, root in hostile_catalogues(shared, tmp_path, "example-university/first-steps"):
        shutil.copy(BASE / "example-university/data-literacy.yml", root / "example-university/first-steps.yml")
        loaded, diagnostics = check(root)
        if loaded.catalogue is not None and not any(one.is_error for one in diagnostics):
            passing += 1
            assert problems(Edition(loaded.catalogue, None)) == [], case["name"]
    assert passing > 20


def test_an_achievement_to_the_letter(golden: Any) -> None:
    for name in ("example-university/data-literacy", "example-university/data-analysis-with-python"):
        said = json.loads(site()[f"openbadges/{name}.json"])
        golden(GOLDEN / f"openbadges/{name.split('/')[1]}.json", f"{json.dumps(said, ensure_ascii=False, indent=1)}\n")


def stated() -> Iterator[tuple[str, Json]]:
    """What the file of each published offering states, read by another reader."""
    for path in sorted(OFFERINGS.glob("*/*.yml")):
        if path.stem not in ("provider", "recognition-policy"):
            document = yaml.safe_load(path.read_text("utf-8"))
            if document.get("status") != "draft":
                yield f"{path.parent.name}/{path.stem}", document


def test_others_read_what_the_file_states() -> None:
    number = 0
    for name, document in stated():
        said = json.loads(site()[f"openbadges/{name}.json"])
        assert said["id"] == f"https://catalogue.example.org/id/offerings/{name}"
        assert said["name"] == document["title"][said["inLanguage"]]
        ects = document.get("workload", {}).get("ects")
        assert ects is None or float(ects) == said["creditsAvailable"]
        named = [one["targetCode"] for one in said["alignment"] if one["targetType"] == "ext:ECTS"]
        assert [float(one) for one in named] == ([float(ects)] if ects is not None else [])
        assert said.get("teachingLanguage", []) == document.get("languages", [])
        assert said["achievementStatus"] == document.get("status", "active")
        outcomes = [one["targetCode"] for one in said["alignment"] if one["targetType"] == "ceasn:Competency"]
        assert outcomes == [one["id"] for one in document.get("learning_outcomes", [])]
        number += 1
    assert number > 70


def test_credits_have_their_unit() -> None:
    said = [json.loads(content) for path, content in site().items() if is_badge(path)]
    with_credits = [one for one in said if "creditsAvailable" in one]
    assert len(with_credits) > 50
    for one in with_credits:
        units = [each for each in one["alignment"] if each["targetType"] in ("ext:ECTS", "ext:CreditPoints")]
        assert float(units[0]["targetCode"]) == one["creditsAvailable"]


def is_badge(path: str) -> bool:
    return path.startswith("openbadges/") and path.count("/") == 2


def test_a_withdrawn_one_says_so() -> None:
    withdrawn = [(name, one) for name, one in stated() if one.get("status") == "withdrawn"]
    assert withdrawn
    for name, document in withdrawn:
        said = json.loads(site()[f"openbadges/{name}.json"])
        assert said["withdrawnOn"] == str(document["withdrawn_on"])
        assert said["withdrawnOn"] in said["criteria"]["narrative"].splitlines()[0]
        if "replaced_by" in document:
            address = f"https://catalogue.example.org/id/offerings/{document['replaced_by']}"
            assert said["replacedBy"] == address
            assert ("replaced-by", address) in {(one["relation"], one["id"]) for one in said["related"]}


def test_who_awards_jointly_is_named_whole() -> None:
    joint = [(name, one) for name, one in stated() if len(one.get("awarding_bodies", ())) > 1]
    assert joint
    for name, document in joint:
        said = json.loads(site()[f"openbadges/{name}.json"])
        assert len(said["awardingBody"]) == len(document["awarding_bodies"])
        assert said["awardingBody"][0] == said["creator"]
        assert all(one["name"] for one in said["awardingBody"])
        for one in said["awardingBody"]:
            assert f"- {one['name']}" in said["criteria"]["narrative"]


def test_the_list_holds_every_achievement() -> None:
    listed = json.loads(site()["openbadges/achievements.json"])
    assert listed["record_count"] == len(listed["items"])
    files = {said["id"]: said for said in (json.loads(site()[f"openbadges/{name}.json"]) for name, _ in stated())}
    assert {one["id"]: one for one in listed["items"]} == files


def test_an_old_address_still_answers() -> None:
    now = site()["openbadges/example-university/data-analysis-with-python.json"]
    assert site()["openbadges/example-university/python-for-analysts.json"] == now
    former = [one for one in json.loads(now)["otherIdentifier"] if one["identifierType"] == "ext:formerId"]
    assert [one["identifier"].rsplit("/", 1)[1] for one in former] == ["python-for-analysts"]


def test_every_term_has_a_meaning(shared: Path) -> None:
    """Each name belongs to the standard for what it stands in, or to our context, which is published where it is named."""
    published = json.loads(site()["openbadges/context-1.json"])["@context"]
    assert published == TERMS
    known = {name: set(one.get("properties", ())) for name, one in official()["$defs"].items()}
    assert not set(published) & (known["Achievement"] | known["Alignment"] | known["Profile"]) - {"inLanguage"}
    used = set()
    for said in documents(edition_of(OFFERINGS)).values():
        assert said["@context"] == [*STANDARD, "https://catalogue.example.org/openbadges/context-1.json"]
        for of, name in names(said, "Achievement"):
            assert name in known[of] | set(published) | EVERYWHERE, (of, name)
            used.add(name)
    assert set(published) <= used


def names(node: Any, of: str) -> Iterator[tuple[str, str]]:
    """Every name in a document with the type of what it stands in."""
    if isinstance(node, list):
        for item in node:
            yield from names(item, of)
    elif isinstance(node, dict):
        types = node.get("type", of)
        own = types if isinstance(types, str) else types[0]
        for name, value in node.items():
            if name != "@context":
                yield own, name
                yield from names(value, name.title())


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_the_terms_come_out_as_linked_data() -> None:
    """With our context alone and no network: hours are a duration, languages and forms of learning are what ELM calls so."""
    said = json.loads(site()["openbadges/example-university/data-literacy.json"])
    standard = {"id": "@id", "type": "@type", "@vocab": "urn:standard:"}
    graph = rdflib.Graph()
    graph.parse(data=json.dumps(said | {"@context": [standard, TERMS]}), format="json-ld")
    subject = rdflib.URIRef(said["id"])
    elm = rdflib.Namespace("http://data.europa.eu/snb/model/elm/")
    (length,) = graph.objects(subject, elm.volumeOfLearning)
    assert isinstance(length, rdflib.Literal)
    assert (length.datatype, length.toPython()) == (rdflib.XSD.duration, timedelta(hours=52))
    assert {str(one) for one in graph.objects(subject, rdflib.DCTERMS.language)} == {"et", "en"}
    modes = list(graph.objects(subject, elm.mode))
    assert modes
    assert all(isinstance(one, rdflib.URIRef) for one in modes)
    assert len(list(graph.subject_objects(elm.idVerification))) == 2


def test_pictures_are_published() -> None:
    said = [json.loads(content) for path, content in site().items() if is_badge(path)]
    pictures = {one["image"]["id"] for one in said if "image" in one}
    pictures |= {one["creator"]["image"]["id"] for one in said if "image" in one["creator"]}
    assert pictures
    assert {one.removeprefix("https://catalogue.example.org/") for one in pictures} <= site().keys()


@pytest.mark.parametrize(("kind", "table"), [("offering", OFFERING), ("provider", PROVIDER)])
def test_what_is_not_said_is_told(kind: str, table: Mapping[str, str]) -> None:
    assert list(wrong(table, kind, badge)) == []


def test_the_version_is_the_number_of_published_changes(tmp_path: Path) -> None:
    from edited_world import id_of, modelled, offerings_in

    root = modelled(tmp_path)
    one = edition_of(root / "offerings", with_history=True)
    name = id_of(offerings_in(root / "offerings")[0])
    assert achievement(one, one.catalogue.offerings[name])["version"] == "1"
    assert "version" not in achievement(Edition(one.catalogue, None), one.catalogue.offerings[name])
