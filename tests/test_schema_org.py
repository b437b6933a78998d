"""schema.org in pages and files: terms that exist, shapes and profiles of others, and what the YAML states."""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import extruct
import pyshacl
import pytest
import rdflib
import yaml
from built import edition_of, site_of
from conftest import ROOT, SHARED
from format_losses import wrong
from jsonschema import Draft7Validator, FormatChecker
from microcatalogue.check import check
from microcatalogue.edition import Edition
from microcatalogue.feeds.losses import all_losses
from microcatalogue.feeds.schema_org.publishing import whole
from microcatalogue.feeds.schema_org.runs import conforms
from microcatalogue.feeds.schema_org.unsaid import OFFERING, PROVIDER
from realdata import mkval_ee, opintopolku, pavia, writing
from schema_org_terms import ROLES, Terms, terms, types_by_id
from test_hostile import BASE as BASE_CATALOGUE
from test_hostile import catalogue_with, hostile_catalogues, payloads

OFFERINGS = ROOT / "offerings"
GOLDEN = ROOT / "tests/golden"
RELEASE = SHARED / "formats/schemaorg-30.0"
BASE = "https://catalogue.example.org/"
Json = dict[str, Any]
SCHEMA = rdflib.Namespace("http://schema.org/")

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


@cache
def site() -> Mapping[str, bytes]:
    return site_of(OFFERINGS)


@cache
def vocabulary_of_release() -> Terms:
    return terms(RELEASE)


@cache
def files() -> dict[str, Json]:
    """The file of each published offering in schema.org, by id."""
    folder, ending = "api/v1/offerings/", ".jsonld"
    found = {
        path.removeprefix(folder).removesuffix(ending): json.loads(content)
        for path, content in site().items()
        if path.startswith(folder) and path.endswith(ending) and not path.endswith(f".elm{ending}")
    }
    return {name: one for name, one in found.items() if one["@id"].endswith(f"/{name}")}


@cache
def pages() -> dict[tuple[str, str], Json]:
    """What extruct reads from each page of an offering, by language and id."""
    found = {}
    for path, content in site().items():
        place = re.fullmatch(r"(et|en)/offerings/([^/]+/[^/]+)/index\.html", path)
        said = extruct.extract(content.decode(), syntaxes=["json-ld"])["json-ld"] if place else []
        if place and said:
            (found[place[1], place[2]],) = said
    return found


def stated() -> dict[str, Json]:
    """What the file of each published offering states, read by another reader."""
    found = {}
    for path in sorted(OFFERINGS.glob("*/*.yml")):
        if path.stem not in ("provider", "recognition-policy"):
            document = yaml.safe_load(path.read_text("utf-8"))
            if document.get("status") != "draft":
                found[f"{path.parent.name}/{path.stem}"] = document
    return found


def everything() -> Iterator[tuple[str, Json]]:
    yield from files().items()
    yield from ((f"{language}/{name}", one) for (language, name), one in pages().items())


def problems(said: Json) -> list[str]:
    return list(vocabulary_of_release().problems(said, dict(types_by_id(said))))


# The vocabulary


def test_every_term_exists_where_it_stands(shared: Path) -> None:
    seen = 0
    for name, said in everything():
        assert problems(said) == [], name
        seen += 1
    assert seen > 230


def test_the_judge_of_terms_judges(shared: Path) -> None:
    said = files()["example-university/data-analysis-with-python"]
    for broken, complaint in (
        (said | {"teachs": "x"}, "teachs is no property"),
        (said | {"courseMode": "online"}, "Course has no courseMode"),
        (said | {"numberOfCredits": {"@type": "StructuredValue", "value": "6"}}, "StructuredValue has no value"),
        (said | {"hasCourseInstance": {"@type": "Course"}}, "hasCourseInstance takes no Course"),
        (said | {"expires": "soon"}, "expires takes no 'soon'"),
        (said | {"isAccessibleForFree": "yes"}, "isAccessibleForFree takes no 'yes'"),
        (said | {"provider": {"@id": "https://x.example.org/"}}, "provider names https://x.example.org/"),
    ):
        assert problems(broken) == [complaint]


@pytest.mark.parametrize("source", [mkval_ee, pavia, opintopolku], ids=lambda one: one.__name__.split(".")[-1])
def test_real_records_use_terms_that_exist(shared: Path, tmp_path: Path, source: Any) -> None:
    writing.write(source.records(shared), tmp_path)
    loaded, _ = check(tmp_path)
    assert loaded.catalogue is not None
    one = Edition(loaded.catalogue, None)
    offerings = one.catalogue.published_offerings
    assert len(offerings) > 30
    for offering in offerings:
        assert problems(json.loads(whole(one, ("offering", offering.id)))) == [], offering.id


def test_hostile_records_use_terms_that_exist(shared: Path, tmp_path: Path) -> None:
    """Catalogues of the shared generator that pass checking, and one full of payloads."""
    texts = payloads(shared)[:400]
    catalogue_with(tmp_path / "payloads", texts)
    (said,) = courses(edition_of(tmp_path / "payloads"))
    assert problems(said) == []
    assert [one["name"] for one in said["teaches"]] == [unicodedata.normalize("NFC", text) for text in texts]
    passing = 0
    for case, root in hostile_catalogues(shared, tmp_path, "example-university/first-steps"):
        shutil.copy(
            BASE_CATALOGUE / "example-university/data-literacy.yml", root / "example-university/first-steps.yml"
        )
        loaded, diagnostics = check(root)
        if loaded.catalogue is not None and not any(one.is_error for one in diagnostics):
            passing += 1
            for one in courses(Edition(loaded.catalogue, None)):
                assert problems(one) == [], case["name"]
    assert passing > 20


def courses(one: Edition) -> list[Json]:
    return [json.loads(whole(one, ("offering", each.id))) for each in one.catalogue.published_offerings]


# Shapes

DATA_TYPES = ("Text", "URL", "Date", "DateTime", "Time", "Number", "Integer", "Float", "Boolean", "Duration")


@cache
def shapes() -> rdflib.Graph:
    """The published shapes with two repairs, without which they judge nothing.

    They ask data types to be nodes, so that every text would be a violation; and they refer to one another in circles, which
    SHACL leaves undefined and pyshacl gives up on, where they mean classes.
    """
    graph = rdflib.Graph().parse(RELEASE / "schemaorg-shapes.shacl", format="turtle")
    kind, here = rdflib.SH.nodeKind, "http://schema.org/validation#ValidSchema"
    literal = {rdflib.URIRef(here + name) for name in DATA_TYPES}
    for name in literal:
        assert graph.value(name, kind) == rdflib.SH.BlankNodeOrIRI
        graph.set((name, kind, rdflib.SH.IRIOrLiteral if name.endswith("URL") else rdflib.SH.Literal))
    for shape, name in list(graph.subject_objects(rdflib.SH.node)):
        if name not in literal:
            graph.remove((shape, rdflib.SH.node, name))
            graph.add((shape, rdflib.SH["class"], SCHEMA[str(name).removeprefix(here)]))
    return graph


@cache
def ontology() -> rdflib.Graph:
    """Which class is a kind of which."""
    return rdflib.Graph().parse(RELEASE / "schemaorg-subclasses.shacl", format="turtle")


@cache
def local_context() -> Json:
    return json.loads((RELEASE / "schemaorgcontext.jsonld").read_text("utf-8"))["@context"]


def linked(documents: list[Json]) -> rdflib.Graph:
    """Documents as linked data, by the context of the release instead of the one in the network."""
    graph = rdflib.Graph()
    assert {one["@context"] for one in documents} == {"https://schema.org"}
    nodes = [
        {name: without_roles(value, name) for name, value in one.items() if name != "@context"} for one in documents
    ]
    graph.parse(data=json.dumps({"@context": local_context(), "@graph": nodes}), format="json-ld")
    assert len(graph) > 20 * len(documents)
    return graph


def without_roles(value: Any, name: str = "") -> Any:
    """A value with what a role names in its place, which is what schema.org means by roles."""
    if isinstance(value, list):
        return [without_roles(item, name) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get("@type") in ROLES:
        return without_roles(value[name], name)
    return {below: without_roles(inner, below) for below, inner in value.items()}


def conformance(documents: list[Json]) -> tuple[bool, str]:
    graph = linked(documents)
    for name, kinds in vocabulary_of_release().members.items():
        for one in kinds - {"Boolean"}:
            graph.add((rdflib.URIRef(f"https://schema.org/{name}"), rdflib.RDF.type, SCHEMA[one]))
    found, _, text = pyshacl.validate(graph, shacl_graph=shapes(), ont_graph=ontology(), inference="none")
    return bool(found), str(text)


def test_the_published_shapes_find_nothing(shared: Path) -> None:
    for documents in (list(files().values()), [one for (language, _), one in pages().items() if language == "en"]):
        found, text = conformance(documents)
        assert found, text[:2000]


def test_the_published_shapes_find_something(shared: Path) -> None:
    said = files()["example-university/data-literacy"]
    assert conformance([said])[0]
    assert not conformance([said | {"hasCourseInstance": "in autumn"}])[0]
    assert not conformance([said | {"timeRequired": {"@type": "Thing", "name": "long"}}])[0]
    assert not conformance([said | {"provider": {"@type": "Course", "name": "no organisation"}}])[0]


def test_lengths_and_profiles_come_out_as_linked_data(shared: Path) -> None:
    graph = linked([files()["example-university/data-literacy"]])
    course = rdflib.URIRef(f"{BASE}id/offerings/example-university/data-literacy")
    assert list(graph.objects(course, SCHEMA.timeRequired)) == [rdflib.Literal("PT52H", datatype=SCHEMA.Duration)]
    assert [str(one) for one in graph.objects(course, rdflib.DCTERMS.conformsTo)] == [
        "https://bioschemas.org/profiles/Course/1.0-RELEASE"
    ]
    assert (course, rdflib.RDF.type, SCHEMA.Course) in graph


# Bioschemas


@cache
def profile(name: str) -> Draft7Validator:
    """A Bioschemas profile with two repairs without which "one of" can hold for no object and no text at all.

    Its definitions name a type that no validator looks at: here a node has to be of it, or of a kind of it. Formats have
    to be told apart: without them each text is an address too.
    """
    formats = FormatChecker(formats=())
    formats.checks("uri")(lambda value: re.fullmatch(r"https?://\S+", str(value)) is not None)
    formats.checks("date")(lambda value: re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(value)) is not None)
    document = json.loads((SHARED / f"formats/bioschemas/{name}_v1.0-RELEASE.json").read_text("utf-8"))
    schema = document["@graph"][0]["$validation"]
    every = vocabulary_of_release()
    for definition in schema["definitions"].values():
        wanted = definition["@type"].rsplit(":", 1)[-1]
        kinds = sorted(one for one in every.above if wanted in every.kinds(one))
        assert kinds, wanted
        definition["properties"]["@type"] = {"enum": kinds}
    return Draft7Validator(schema, format_checker=formats)


def departures(said: Json, name: str) -> list[str]:
    return [f"{'/'.join(map(str, one.path))}: {one.message[:120]}" for one in profile(name).iter_errors(said)]


def claimed(said: Json) -> str:
    return str(said.get("dct:conformsTo", {}).get("@id", ""))


def test_what_claims_to_conform_to_bioschemas_does(shared: Path) -> None:
    courses = instances = 0
    for name, said in everything():
        if claimed(said):
            assert claimed(said) == "https://bioschemas.org/profiles/Course/1.0-RELEASE"
            assert departures(said, "Course") == [], name
            courses += 1
        for run in said.get("hasCourseInstance", ()):
            if claimed(run):
                assert claimed(run) == "https://bioschemas.org/profiles/CourseInstance/1.0-RELEASE"
            if claimed(run) or conforms(run):
                assert departures(run, "CourseInstance") == [], name
                instances += 1
    assert courses > 230
    assert instances > 150


def test_what_does_not_conform_to_bioschemas_claims_nothing(shared: Path) -> None:
    """No claim is left out for convenience: each run of a file without one departs from the profile."""
    without = [run for said in files().values() for run in said.get("hasCourseInstance", ()) if not claimed(run)]
    assert without
    for run in without:
        assert departures(run, "CourseInstance"), run["@id"]


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"courseMode": None},
        {"location": None},
        {"inLanguage": ["et", "en"]},
        {"startDate": "2027-02"},
        {"endDate": "2027-05"},
        {"startDate": None, "endDate": None, "inLanguage": None},
    ],
    ids=str,
)
def test_the_claim_and_the_profile_agree(shared: Path, change: Json) -> None:
    runs = files()["example-university/data-analysis-with-python"]["hasCourseInstance"]
    run = {name: value for name, value in (runs[0] | change).items() if value is not None}
    assert conforms(run) == (departures(run, "CourseInstance") == [])


def test_recommended_properties_are_there_where_they_are_stated(shared: Path) -> None:
    """What Bioschemas recommends and an offering can state: all but ratings, citations, mentions and licences."""
    wanted = {"about", "coursePrerequisites", "educationalLevel", "hasCourseInstance", "provider", "teaches"}
    wanted |= {"timeRequired", "url"}
    assert wanted <= files()["example-university/data-analysis-with-python"].keys()
    runs = files()["example-university/data-analysis-with-python"]["hasCourseInstance"]
    assert {"startDate", "endDate", "inLanguage", "offers", "url", "courseMode", "location"} <= runs[0].keys()


# Against what the files state


def test_pages_say_what_the_yaml_states() -> None:
    documents = stated()
    assert {name for _, name in pages()} == documents.keys() == files().keys()
    for (language, name), said in pages().items():
        document = documents[name]
        assert said["@id"] == f"{BASE}id/offerings/{name}"
        assert said["url"] == f"{BASE}{language}/offerings/{name}/"
        assert said["name"] in document["title"].values()
        assert said["name"] == document["title"].get(language, said["name"])
        assert said["inLanguage"] == document.get("languages", said["inLanguage"])
        assert said.get("creativeWorkStatus", "active") == document.get("status", "active")
        ects = document.get("workload", {}).get("ects")
        credits = said.get("numberOfCredits")
        assert (float(credits["value"]), credits["unitText"]) == (ects, "ECTS") if credits else ects is None


def test_files_say_what_the_yaml_states() -> None:
    for name, document in stated().items():
        said = files()[name]
        assert said["@id"] == f"{BASE}id/offerings/{name}"
        assert said["name"] in document["title"].values()
        assert {one["inLanguage"]: one["name"] for one in said["mainEntityOfPage"]} == {
            language: document["title"].get(language, said["name"]) for language in ("et", "en")
        }
        assert said["creativeWorkStatus"]["termCode"] == document.get("status", "active")
        assert said.get("inLanguage", []) == document.get("languages", [])
        outcomes = [one["termCode"] for one in said.get("teaches", ()) if "termCode" in one]
        assert outcomes == [one["id"] for one in document.get("learning_outcomes", ())]


def test_every_run_is_there_with_its_dates_and_offers() -> None:
    seen = 0
    for name, document in stated().items():
        runs = document.get("runs", []) if document.get("status", "active") == "active" else []
        for said in (files()[name], pages()["en", name]):
            instances = said.get("hasCourseInstance", [])
            assert [one["@id"].rsplit("#run-", 1)[1] for one in instances] == [run["id"] for run in runs]
            for one, run in zip(instances, runs, strict=True):
                assert one.get("startDate") == (str(run["starts"]) if "starts" in run else None)
                assert one.get("endDate") == (str(run["ends"]) if "ends" in run else None)
                cancelled = one.get("eventStatus", {}).get("@id") == "https://schema.org/EventCancelled"
                assert cancelled == (run.get("status") == "cancelled")
                closing = {offer.get("availabilityEnds") for offer in one.get("offers", [{}])}
                assert closing == {str(run["apply_by"]) if "apply_by" in run else None}
                prices = [float(offer["price"]) for offer in one.get("offers", ()) if "price" in offer]
                own = [float(price["amount"]) for price in run.get("price", ()) if price.get("per") is None]
                assert prices[: len(own)] == own
                seen += 1
    assert seen > 150


def test_a_price_per_month_is_no_price_of_the_whole() -> None:
    offers = files()["example-university/data-literacy"]["offers"]
    per_month = [one for one in offers if one["priceSpecification"].get("unitText") == "month"]
    assert [one["priceSpecification"]["price"] for one in per_month] == ["12"]
    assert all("price" not in one for one in per_month)
    assert files()["example-university/data-literacy"]["isAccessibleForFree"] is True


def test_free_for_some_is_not_free() -> None:
    for name, document in stated().items():
        free = any(one["amount"] == 0 and "audience" not in one for one in document.get("price", ()))
        assert (files()[name].get("isAccessibleForFree") is True) == free, name


def test_who_recognises_it_is_told_apart() -> None:
    """Organisations by their rules as the feed of recognition has them; a role where there are conditions or a statement."""
    by_rule: dict[str, dict[str, set[str]]] = {}
    for one in json.loads(site()["api/v1/recognition.json"])["items"]:
        outcomes = by_rule.setdefault(one["offering"], {}).setdefault(one["by"], set())
        outcomes.add(one["outcome"]["code"])
    conditional = automatic = 0
    for name, document in stated().items():
        recognising = files()[name]["educationalCredentialAwarded"].get("recognizedBy", [])
        plain = {one["@id"].rsplit("/", 1)[1] for one in recognising if one["@type"] != "OrganizationRole"}
        roles = [one for one in recognising if one["@type"] == "OrganizationRole"]
        ruled = {one["recognizedBy"]["@id"].rsplit("/", 1)[1] for one in roles if "url" not in one}
        known = by_rule.get(name, {})
        assert plain == {by for by, outcomes in known.items() if "automatic" in outcomes}
        assert ruled == {by for by, outcomes in known.items() if "conditional" in outcomes} - plain
        evidence = [one["url"] for one in roles if "url" in one]
        assert set(evidence) <= {one["evidence"] for one in document.get("recognised_by", ())}
        assert len(evidence) <= len(document.get("recognised_by", ()))
        automatic, conditional = automatic + len(plain), conditional + len(ruled)
    assert automatic > 50
    assert conditional > 50


def test_a_stated_recognition_that_has_ended_is_not_said(tmp_path: Path) -> None:
    root = tmp_path / "offerings"
    shutil.copytree(OFFERINGS, root)
    path = root / "example-university/data-analysis-with-python.yml"
    text = path.read_text("utf-8")
    assert "valid_until: 2028-12-31" in text
    path.write_text(text.replace("valid_until: 2028-12-31", "valid_until: 2026-11-23"), "utf-8")
    said = json.loads(whole(edition_of(root), ("offering", "example-university/data-analysis-with-python")))
    before = files()["example-university/data-analysis-with-python"]
    evidence = [
        [one["url"] for one in these["educationalCredentialAwarded"]["recognizedBy"] if "endDate" in one]
        for these in (before, said)
    ]
    assert [len(one) for one in evidence] == [2, 1]


def test_the_page_and_the_file_are_of_one_course() -> None:
    """Each property of a page stands in the file too, under the same id; the file says more."""
    for (_, name), said in pages().items():
        assert said.keys() <= files()[name].keys() | {"dct:conformsTo"}
        assert said["@id"] == files()[name]["@id"]
        assert len(json.dumps(said)) < len(json.dumps(files()[name]))


def test_all_courses_are_one_feed() -> None:
    said = json.loads(site()["api/v1/offerings.jsonld"])
    assert said["@type"] == "DataFeed"
    assert {one["@id"]: one for one in said["dataFeedElement"]} == {one["@id"]: one for one in files().values()}
    assert len(said["dataFeedElement"]) == len(stated())


def test_the_feed_uses_terms_that_exist(shared: Path) -> None:
    said = json.loads(site()["api/v1/offerings.jsonld"])
    assert problems(said | {"dataFeedElement": said["dataFeedElement"][:3]}) == []


def test_an_old_address_still_answers() -> None:
    now = site()["api/v1/offerings/example-university/data-analysis-with-python.jsonld"]
    assert site()["api/v1/offerings/example-university/python-for-analysts.jsonld"] == now
    assert f"{BASE}id/offerings/example-university/python-for-analysts" in json.loads(now)["sameAs"]


def test_pictures_are_published() -> None:
    named = {str(one["provider"]["logo"]) for one in files().values() if "logo" in one["provider"]}
    credentials = [one["educationalCredentialAwarded"] for one in files().values()]
    named |= {one["image"] for one in credentials if "image" in one}
    assert {one.removeprefix(BASE) for one in named} <= site().keys()
    assert len(named) > 5


def test_a_course_to_the_letter(golden: Any) -> None:
    name = "example-university/data-analysis-with-python"
    for place, said in (("file", files()[name]), ("page", pages()["en", name])):
        golden(GOLDEN / f"schema_org/{place}.json", f"{json.dumps(said, ensure_ascii=False, indent=1)}\n")


@pytest.mark.parametrize(("kind", "table"), [("offering", OFFERING), ("provider", PROVIDER)])
def test_what_is_not_said_is_told(kind: str, table: Mapping[str, str]) -> None:
    assert list(wrong(table, kind, whole)) == []


def test_texts_in_further_languages_and_runs_of_what_is_over_are_told() -> None:
    report = json.loads(site()["api/v1/loss/schema-org.json"])
    lost = {one["id"]: one["lost"] for one in report["items"] if one["record_kind"] == "offering"}
    documents = stated()
    for name, document in documents.items():
        several = any(len(one["statement"]) > 1 for one in document.get("learning_outcomes", ()))
        assert ("learning_outcomes.statement" in lost[name]) == several
        over = bool(document.get("runs")) and document.get("status", "active") != "active"
        assert ("runs" in lost[name]) == over
    reasons = report["reasons"]["offering"] | report["reasons_of_parts"]
    assert {field for fields in lost.values() for field in fields} <= reasons.keys()


def test_what_is_not_offered_sends_nobody_to_a_run(tmp_path: Path) -> None:
    root = tmp_path / "offerings"
    shutil.copytree(OFFERINGS, root)
    name = "example-university/data-analysis-with-python"
    path = root / f"{name}.yml"
    text = path.read_text("utf-8")
    assert "\nstatus: active\n" in text
    path.write_text(text.replace("\nstatus: active\n", "\nstatus: suspended\n"), "utf-8")
    one = edition_of(root)
    said = json.loads(whole(one, ("offering", name)))
    assert "hasCourseInstance" not in said
    assert said["creativeWorkStatus"]["termCode"] == "suspended"
    (losses,) = (each for each in all_losses() if each.format == "schema-org")
    assert "runs" in losses.of(one, ("offering", name))
    assert "runs" not in losses.of(edition_of(OFFERINGS), ("offering", name))
