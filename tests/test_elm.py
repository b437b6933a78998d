"""The feeds in the European Learning Model, held against the published schemas and shapes, and against each other."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
import yaml
from built import edition_of, problems_of, site_of
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from loq_xml import graph_of, shapes
from lxml import etree
from microcatalogue.edition import Edition
from microcatalogue.feeds.elm import datasets, profile, times, xml
from microcatalogue.feeds.elm.records import takes
from microcatalogue.feeds.elm.specifications import is_qualification
from microcatalogue.model import Level
from microcatalogue.model.offering import NationalLevel
from pyshacl import validate
from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:pyshacl.*"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:owlrl.*"),
]

DATASETS = ("opportunities", "specifications", "accreditations")
FOLDERS = ("elm", "elm/3.3")
NAMESPACES = {"elm": "http://data.europa.eu/snb/model/elm/", "elm/3.3": "http://data.europa.eu/snb/model/ontology/"}
SHAPES = {
    "elm": (
        "derived/LOQ-constraints.python-regex.ttl",
        "derived/LOQ-constraints.python-regex.strict.ttl",
        "derived/LOQ-constraints-mdr.fixed.ttl",
    ),
    "elm/3.3": (
        "derived-3.3/LOQ-constraints-1.2.0.reconstructed.ttl",
        "derived-3.3/LOQ-constraints-1.2.0.reconstructed.strict.ttl",
        "derived-3.3/LOQ-constraints-mdr.reconstructed.ttl",
    ),
}
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
DC = Namespace("http://purl.org/dc/terms/")
FULL = ROOT / "tests/catalogues/full"

# The concepts that the lists of the XML schema lack, which the EU's own later lists have.
NEWER = {
    "http://data.europa.eu/snb/learning-assessment/c_3a90b26d",
    "http://data.europa.eu/snb/learning-opportunity/c_170b037d",
}


@pytest.fixture(scope="module")
def site() -> Mapping[str, bytes]:
    """The site of the example catalogue."""
    return site_of(ROOT / "offerings", with_history=True)


@pytest.fixture(scope="module")
def full() -> Mapping[str, bytes]:
    """The site of a catalogue in which every field is stated."""
    return site_of(FULL)


# Schema and shapes


class _Beside(etree.Resolver):
    """Finds what a schema imports in the folder of the published schemas, which have not changed since 3.1."""

    def __init__(self, *folders: Path) -> None:
        self._folders = folders

    def resolve(self, url: str, pubid: str, context: Any) -> Any:
        wanted = Path(url.removeprefix("file://"))
        for folder in self._folders:
            found = folder / wanted.parent.name / wanted.name
            if not wanted.exists() and found.exists():
                return self.resolve_filename(str(found), context)
        return None


@cache
def _schema(shared: Path, folder: str) -> Any:
    elm = shared / "elm"
    path = elm / ("official/xsd/loq/loq.xsd" if folder == "elm" else "derived-3.3/loq-3.3.1.reconstructed.xsd")
    parser = etree.XMLParser()
    parser.resolvers.add(_Beside(path.parent, elm / "official/xsd/loq"))
    return etree.XMLSchema(etree.parse(str(path), parser))


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("dataset", DATASETS)
@pytest.mark.parametrize("which", ["site", "full"])
def test_xml_is_valid(request: Any, shared: Path, which: str, folder: str, dataset: str) -> None:
    schema = _schema(shared, folder)
    document = etree.fromstring(request.getfixturevalue(which)[f"{folder}/{dataset}.xml"])
    assert schema.validate(document), [str(one) for one in schema.error_log][:5]
    assert len(document) > 2


@pytest.mark.parametrize("which", ["site", "full"])
def test_what_vouches_is_valid_by_the_one_schema_of_3_3_that_is_published(
    request: Any, shared: Path, which: str
) -> None:
    """That of accreditations (AMS 3.3.1), which has other containers in another order and at most one group."""
    folder = shared / "elm/official-3.3/xsd/ams"
    parser = etree.XMLParser()
    parser.resolvers.add(_Beside(folder, shared / "elm/official/xsd/loq"))
    schema = etree.XMLSchema(etree.parse(str(folder / "ams.xsd"), parser))
    content = request.getfixturevalue(which)["elm/3.3/accreditations.xml"]
    ours = etree.fromstring(content.replace(b"/loq-constraints/", b"/ams-constraints/"))
    space = etree.QName(ours).namespace
    theirs = etree.Element(f"{{{space}}}Accreditations", nsmap=ours.nsmap, xsdVersion="3.3.1")
    for name in ("accreditation", "agent", "location"):
        theirs.append(ours.find(f"{{{space}}}{name}References"))
    for group in list(theirs.iter(f"{{{space}}}groupMemberOf")):
        group.getparent().remove(group)
    assert schema.validate(theirs), [str(one) for one in schema.error_log][:5]
    assert len(theirs[0]) > 1


@cache
def _shapes_graph(path: Path) -> Graph:
    return Graph().parse(path, format="turtle")


def _assert_conforms(graph: Graph, shared: Path, folder: str) -> None:
    # Shapes of another namespace are silent, so something has to be there for them to look at.
    ours = [cls for cls in graph.objects(None, RDF.type) if str(cls).startswith(NAMESPACES[folder])]
    assert ours
    for name in SHAPES[folder]:
        conforms, _, report = validate(graph, shacl_graph=_shapes_graph(shared / "elm" / name))
        assert conforms, f"{name}: {report[:3000]}"


def _graph(site: Mapping[str, bytes], path: str) -> Graph:
    """A document in JSON-LD with the context that is published beside it, or in Turtle."""
    if path.endswith(".ttl"):
        return Graph().parse(data=site[path], format="turtle")
    document = json.loads(site[path])
    document["@context"] = json.loads(site[document["@context"].removeprefix("https://catalogue.example.org/")])[
        "@context"
    ]
    return Graph().parse(data=json.dumps(document), format="json-ld")


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("which", ["site", "full"])
def test_everything_conforms_to_the_shapes(request: Any, shared: Path, which: str, folder: str) -> None:
    _assert_conforms(_graph(request.getfixturevalue(which), f"{folder}/catalogue.ttl"), shared, folder)


@pytest.mark.parametrize("dataset", DATASETS)
def test_datasets_conform_by_themselves(full: Mapping[str, bytes], shared: Path, dataset: str) -> None:
    for folder in FOLDERS:
        _assert_conforms(_graph(full, f"{folder}/{dataset}.jsonld"), shared, folder)


def test_files_of_records_conform_by_themselves(full: Mapping[str, bytes], shared: Path) -> None:
    paths = [path for path in full if path.endswith(".elm.jsonld")]
    assert len(paths) > 5
    for path in paths:
        _assert_conforms(_graph(full, path), shared, "elm")


def test_the_shapes_bite(full: Mapping[str, bytes], shared: Path) -> None:
    graph = _graph(full, "elm/catalogue.ttl")
    some = next(graph.subjects(RDF.type, URIRef(f"{NAMESPACES['elm']}LearningOpportunity")))
    graph.remove((some, URIRef(f"{NAMESPACES['elm']}defaultLanguage"), None))
    assert not validate(graph, shacl_graph=_shapes_graph(shared / "elm" / SHAPES["elm"][0]))[0]


# The same in every form


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("which", ["site", "full"])
def test_json_ld_and_turtle_say_the_same(request: Any, which: str, folder: str) -> None:
    """Whatever the Turtle says but of recognition policies, the largest dataset says."""
    files = request.getfixturevalue(which)
    whole, linked = _graph(files, f"{folder}/catalogue.ttl"), _graph(files, f"{folder}/opportunities.jsonld")
    _drop_policies(whole)
    assert _flat(linked) == _flat(whole)
    # Whether parts without an identity are as many, only a comparison of graphs tells; it takes long for large ones.
    assert len(linked) == len(whole)
    assert which == "site" or isomorphic(linked, whole)


def _drop_policies(graph: Graph) -> None:
    policies = list(graph.subjects(RDF.type, DC.Policy))
    assert policies
    for policy in policies:
        for part in list(graph.objects(policy)):
            if isinstance(part, BNode):
                graph.remove((part, None, None))
        graph.remove((policy, None, None))


def _flat(graph: Graph) -> set[tuple[Any, ...]]:
    """Statements as paths from things with identities, so that parts without one compare by what they say."""
    found: set[tuple[Any, ...]] = set()

    def walk(root: Any, path: tuple[Any, ...], node: Any) -> None:
        for prop, value in graph.predicate_objects(node):
            here = (*path, prop)
            if isinstance(value, BNode):
                walk(root, here, value)
            else:
                found.add((root, *here, _plain(value)))

    for subject in set(graph.subjects()):
        if isinstance(subject, URIRef):
            walk(subject, (), subject)
    return found


def _plain(value: Any) -> Any:
    """A literal by its text: the shapes do not say which strings are plain."""
    return (str(value), value.language) if isinstance(value, Literal) else value


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("dataset", DATASETS)
@pytest.mark.parametrize("which", ["site", "full"])
def test_xml_and_linked_data_say_the_same(request: Any, shared: Path, which: str, folder: str, dataset: str) -> None:
    files = request.getfixturevalue(which)
    known = shapes(shared / "elm" / SHAPES[folder][0], NAMESPACES[folder])
    from_xml = _flat(graph_of(files[f"{folder}/{dataset}.xml"], known))
    linked = _flat(_graph(files, f"{folder}/{dataset}.jsonld"))
    more = from_xml - linked
    labelled = {(one[0], one[1], one[2][1]) for one in linked if one[1] == SKOS.prefLabel}
    strange = {one for one in more if not _is_renamed(one) and (one[0], one[1], one[-1][1]) not in labelled}
    assert not strange, sorted(map(str, strange))[:5]
    no_place = _NoPlace(linked, folder, LANGUAGES[which])
    lacking = {one for one in linked - from_xml if not no_place.holds(one)}
    assert not lacking, sorted(map(str, lacking))[:5]


def _is_renamed(statement: tuple[Any, ...]) -> bool:
    """A number that stands twice in a document has its scheme before it."""
    return statement[-2] == SKOS.notation and ":" in statement[-1][0]


class _NoPlace:
    """What the schema leaves no place for: what a concept is, more than one language of some notes, newer concepts."""

    def __init__(self, linked: set[tuple[Any, ...]], folder: str, preferred: tuple[str, ...]) -> None:
        kinds = {SKOS.Concept, SKOS.ConceptScheme}
        self._concepts = {one[0] for one in linked if one[1] == RDF.type and one[2] in kinds}
        self._concepts |= {one[0] for one in linked if str(one[0]).startswith("mailto:")}
        self._languages: dict[tuple[Any, ...], set[str]] = defaultdict(set)
        for one in linked:
            if _names(one)[-1] == "noteLiteral":
                self._languages[one[:-1]].add(one[-1][1])
        self._one_language, self._preferred = folder == "elm", preferred

    def holds(self, statement: tuple[Any, ...]) -> bool:
        """Whether a statement may be missing from the XML."""
        value, names = statement[-1], _names(statement)
        if statement[0] in self._concepts or value in map(URIRef, NEWER):
            return True
        if self._one_language and names[-1] == "noteLiteral" and SINGLE & set(names):
            there = self._languages[statement[:-1]]
            return bool(value[1] != next((one for one in self._preferred if one in there), min(there)))
        return "identifier" in names and names[-1] in ("notation", "schemeName", "schemeId", "type")


LANGUAGES = {"site": ("et", "en"), "full": ("en", "et")}
"""The languages of each catalogue, its first one first."""

SINGLE = {"entryRequirement", "admissionProcedure", "scheduleInformation", "fullAddress"}


def _names(statement: tuple[Any, ...]) -> list[str]:
    return [str(one).replace("#", "/").rsplit("/", 1)[-1] for one in statement[1:-1]]


def test_few_numbers_are_renamed_and_all_others_stand_as_they_are(full: Mapping[str, bytes]) -> None:
    document = etree.fromstring(full["elm/accreditations.xml"])
    numbers = [one.text for one in document.iter("{http://www.w3.org/2004/02/skos/core#}notation")]
    assert "EE0001" not in numbers
    assert {"ETER ID:EE0001", "OrgReg:EE0001"} <= set(numbers)
    assert "DEQAR-1" in numbers
    # Two organisations state the same number under the same scheme: nothing would tell whose it is.
    assert not [one for one in numbers if "999999999" in one]
    assert b"999999999" in full["elm/accreditations.jsonld"]
    for format, told in (("elm-xml", True), ("elm", False)):
        report = json.loads(full[f"api/v1/loss/{format}.json"])
        (works,) = (one for one in report["items"] if one["id"] == "example-works")
        assert ("identifiers" in works["lost"]) == told


# What is in which dataset


def _things(site: Mapping[str, bytes], path: str, cls: str) -> list[dict[str, Any]]:
    return [one for one in json.loads(site[path])["@graph"] if one["type"] == cls]


def _record(site: Mapping[str, bytes], offering: str) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in json.loads(site[f"api/v1/offerings/{offering}.elm.jsonld"])["@graph"]}


BASE = "https://catalogue.example.org/id/offerings/"


def test_one_specification_an_offering_and_one_opportunity_a_run(offerings: Path, site: Mapping[str, bytes]) -> None:
    """Counted in the files that providers wrote."""
    wanted, certified = set(), set()
    for path in offerings.glob("*/*.yml"):
        if path.stem in ("provider", "recognition-policy"):
            continue
        stated = yaml.safe_load(path.read_text("utf-8"))
        id, status = f"{BASE}{path.parent.name}/{path.stem}", stated.get("status", "active")
        if status == "draft" or not all(
            stated.get(field) for field in ("homepage", "isced_f", "languages", "learning_outcomes")
        ):
            continue
        certified.add(id)
        if status == "active":
            runs = [f"{id}#run-{run['id']}" for run in stated.get("runs", ())]
            wanted |= set(runs or [f"{id}#opportunity"])
    found = {one["id"] for one in _things(site, "elm/opportunities.jsonld", "LearningOpportunity")}
    assert found == wanted
    for path in ("elm/opportunities.jsonld", "elm/specifications.jsonld"):
        both = (*_things(site, path, "Qualification"), *_things(site, path, "LearningAchievementSpecification"))
        assert {one["id"] for one in both} == certified
    assert not _things(site, "elm/specifications.jsonld", "LearningOpportunity")


def test_what_is_suspended_or_withdrawn_is_not_on_offer(full: Mapping[str, bytes]) -> None:
    for offering, status in (("example-college/withdrawn", "withdrawn"), ("example-college/suspended", "suspended")):
        record = _record(full, offering)
        assert record[f"{BASE}{offering}"]["status"] == status
        assert not [one for one in record.values() if one["type"] == "LearningOpportunity"]
        assert f"{BASE}{offering}".encode() in full["elm/specifications.xml"]


def test_drafts_appear_nowhere(full: Mapping[str, bytes]) -> None:
    for path, content in full.items():
        if path.startswith("elm/"):
            assert b"example-college/draft" not in content


LEVELS = [
    (
        Level(
            eqf=5, basis="in-framework", nqf=NationalLevel(framework="EE", level="5", register="https://r.example.org/")
        ),
        True,
    ),
    (
        Level(
            eqf=5,
            basis="stated-by-provider",
            nqf=NationalLevel(framework="EE", level="5", register="https://r.example.org/"),
        ),
        False,
    ),
    (Level(eqf=5, basis="in-framework", nqf=NationalLevel(framework="EE", level="5")), False),
    (Level(eqf=5, basis="in-framework"), False),
    (
        Level(basis="in-framework", nqf=NationalLevel(framework="EE", level="5", register="https://r.example.org/")),
        False,
    ),
    (
        Level(
            eqf=5,
            basis="in-framework",
            nqf=NationalLevel(framework="EE", level="99", register="https://r.example.org/"),
        ),
        False,
    ),
    (None, False),
]


@pytest.mark.parametrize(("level", "expected"), LEVELS)
def test_only_what_a_register_holds_is_a_qualification(level: Any, expected: bool) -> None:
    assert is_qualification(level) is expected


def test_a_policy_stands_by_itself_and_points_at_its_organisation(full: Mapping[str, bytes]) -> None:
    graph = _graph(full, "elm/catalogue.ttl")
    policy = URIRef("https://catalogue.example.org/id/policies/example-college")
    assert (policy, RDF.type, DC.Policy) in graph
    assert (policy, DC.publisher, URIRef("https://catalogue.example.org/id/providers/example-college")) in graph
    pointed = {str(one).rpartition("/")[2] for one in graph.objects(policy, URIRef("http://xmlns.com/foaf/0.1/page"))}
    assert pointed
    assert not list(graph.triples((None, None, policy)))


def test_supervision_is_a_note_with_the_concept_of_the_eu(full: Mapping[str, bytes]) -> None:
    record = _record(full, "example-college/everything")
    assessment = record[f"{BASE}example-college/everything#assessment-exam"]
    concept = "http://data.europa.eu/snb/supervision-verification/70be69aaf9"
    note = next(one for one in assessment["additionalNote"] if one.get("subject") == concept)
    assert note["noteLiteral"]["en"] == "supervised onsite, with identity verification"
    assert record[concept]["inScheme"] == "http://data.europa.eu/snb/supervision-verification/25831c2"


def test_a_deadline_ends_with_its_day_where_the_catalogue_is(full: Mapping[str, bytes]) -> None:
    record = _record(full, "example-college/everything")
    run = record[f"{BASE}example-college/everything#run-spring"]
    assert run["applicationDeadline"] == ["2027-01-20T23:59:59+02:00"]
    assert run["temporal"]["startDate"] == "2027-02-01T00:00:00+02:00"
    month = record[f"{BASE}example-college/everything#run-autumn"]["temporal"]
    assert "startDate" not in month
    assert month["prefLabel"]["en"] == "September 2027 – December 2027"


def test_a_price_for_each_credit_is_no_whole_price(full: Mapping[str, bytes]) -> None:
    prices = _record(full, "example-college/everything")[f"{BASE}example-college/everything#run-autumn"]["priceDetail"]
    per_credit = next(one for one in prices if "per ECTS" in one["description"]["en"])
    assert "amount" not in per_credit
    assert any(one.get("amount", {}).get("value") == "120.5" for one in prices)


def test_what_lacks_what_the_profile_needs_stays_out(tmp_path: Path) -> None:
    root = tmp_path / "offerings"
    copytree(FULL, root)
    catalogue = root / "catalogue.yml"
    catalogue.write_text(catalogue.read_text("utf-8") + "incomplete: mark\n", "utf-8")
    path = root / "example-college/everything.yml"
    before = path.read_text("utf-8")
    for field in ("homepage", "isced_f", "languages", "learning_outcomes"):
        # A field is a line that begins with its name, with all that is indented below it.
        cut = re.sub(rf"(?m)^{field}:.*\n(?:[ #-].*\n)*", "", before)
        assert cut != before
        path.write_text(cut.replace("    assesses: [plan]\n", ""), "utf-8")
        edition = edition_of(root)
        assert not takes(edition, ("offering", "example-college/everything"))
        # Whoever writes the file is told, on its line.
        told = [one for one in problems_of(root) if one.code in ("missing-feed", "missing-annex")]
        assert any(
            field in one.message and one.place.file.endswith("everything.yml") and one.place.line for one in told
        )
        assert takes(edition, ("offering", "example-college/further"))
    files = site_of(root)
    assert b'offerings/example-college/further"' in files["elm/opportunities.xml"]
    assert b'offerings/example-college/everything"' not in files["elm/opportunities.xml"]
    assert "api/v1/offerings/example-college/everything.elm.jsonld" not in files


# Laws


# XML reads line ends as one character, and holds neither control characters nor these two.
_XML_TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff") | st.sampled_from("\n\t\r<>&\"'")
)


@given(_XML_TEXT)
def test_any_text_comes_back_from_xml(text: str) -> None:
    document = etree.fromstring(f'<a b="{xml._attribute(text)}">{xml._text(text)}</a>')
    assert document.get("b") == text
    assert (document.text or "") == text


@given(st.decimals(min_value=0, max_value=10_000, places=2))
def test_hours_are_a_duration_of_as_many_seconds(number: Decimal) -> None:
    found = re.fullmatch(r"PT(\d+)H(?:(\d+)M)?(?:(\d+)S)?", times.hours(number))
    assert found
    hours, minutes, seconds = (int(one or 0) for one in found.groups())
    assert hours * 3600 + minutes * 60 + seconds == number * 3600


@given(st.decimals(min_value=0, max_value=200, places=2))
def test_weeks_are_days_and_hours(number: Decimal) -> None:
    found = re.fullmatch(r"P(?:(\d+)D)?(?:T(\d+)H)?", times.weeks(number))
    assert found
    assert abs(int(found[1] or 0) * 24 + int(found[2] or 0) - number * 168) <= Decimal("0.5")


def test_days_are_those_of_the_time_zone() -> None:
    assert times.beginning(date(2027, 7, 1), "Europe/Tallinn") == "2027-07-01T00:00:00+03:00"
    assert times.end(date(2027, 7, 1), "Europe/Lisbon") == "2027-07-01T23:59:59+01:00"


def test_shares_give_the_same_bytes(offerings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many processes lay the pieces."""
    edition = edition_of(offerings)
    made = _Files(edition)
    whole = _dumps(datasets.Datasets(edition, made))
    monkeypatch.setattr(datasets, "workers_here", lambda: 3)
    several = datasets.in_shares
    monkeypatch.setattr(datasets, "in_shares", lambda *args, **named: several(*args, workers=3, **named))
    assert _dumps(datasets.Datasets(edition, made)) == whole


class _Files:
    """The files of records, as a site has them."""

    def __init__(self, edition: Edition) -> None:
        from microcatalogue.feeds.api import planned_record_feeds

        self._files = {
            one.path: one.make().content for one in planned_record_feeds(edition) if one.path.endswith(".elm.jsonld")
        }

    def content(self, path: str) -> bytes:
        return self._files[path]

    size = digest = content


def _dumps(one: datasets.Datasets) -> dict[str, bytes]:
    found = {version.name: b"".join(one.turtle(version)) for version in profile.VERSIONS}
    for name in DATASETS:
        for version in profile.VERSIONS:
            found[f"{name} xml {version.name}"] = b"".join(one.xml(name, version))
            found[f"{name} json {version.name}"] = b"".join(one.json_ld(name, version))
    return found


def test_golden(full: Mapping[str, bytes], golden: Any) -> None:
    """What one offering, in which every field is stated, comes to in each form."""
    record = json.loads(full["api/v1/offerings/example-college/everything.elm.jsonld"])
    folder = ROOT / "tests/golden/elm"
    golden(folder / "everything.elm.json", json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    golden(folder / "accreditations.xml", full["elm/accreditations.xml"].decode())
    golden(folder / "accreditations-3.3.xml", full["elm/3.3/accreditations.xml"].decode())
    golden(folder / "catalogue.ttl", full["elm/catalogue.ttl"].decode())
