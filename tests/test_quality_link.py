"""What QualityLink reads: data that conforms to its shapes, a manifest after its schema, and a true report of what is lost."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pyshacl
import pytest
from built import edition_of
from conftest import ROOT
from followed import OFFERING, UNIVERSITY, Followed
from linked import read_json_ld, read_turtle, statements
from microcatalogue.catalogue import Key
from microcatalogue.edition import Edition
from microcatalogue.feed_counts import records_in
from microcatalogue.feeds.api import keys_taken
from microcatalogue.feeds.losses import all_losses
from microcatalogue.feeds.quality_link import manifest, records
from microcatalogue.feeds.registry import all_feeds, all_record_feeds
from microcatalogue.model import CreditPoints, Workload
from microcatalogue.values import RecordId
from rdflib import OWL, RDF, RDFS, XSD, Graph, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.term import Literal
from test_fields import Path as FieldPath
from test_fields import edition as example
from test_fields import holders, leaves, with_change

ELM = Namespace("http://data.europa.eu/snb/model/ontology/")
QL = Namespace("http://data.quality-link.eu/ontology/v1#")
ADMS = Namespace("http://www.w3.org/ns/adms#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
SH = Namespace("http://www.w3.org/ns/shacl#")
BASE = "https://catalogue.example.org/"
COURSE = "urn:schac:uniqueCourseId:university.example.org"

# The JSON Schema of the discovery specification (5.3), with every field that it names.
_TEXT = {"type": "string"}
MANIFEST: dict[str, Any] = {
    "type": "object",
    "required": ["sources"],
    "additionalProperties": False,
    "properties": {
        "sources": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["type", "path"],
                "additionalProperties": False,
                "properties": {
                    "type": {"enum": ["elm", "ooapi", "edu-api"]},
                    "path": {"type": "string", "format": "uri", "pattern": "^https?://"},
                    "version": _TEXT,
                    "id": _TEXT,
                    "name": _TEXT,
                    "auth": {
                        "type": "object",
                        "required": ["type"],
                        "properties": {"type": {"enum": ["none", "httpsig", "httpheader", "oauth2.0"]}},
                    },
                    "refresh": {"type": "number"},
                    "contentType": {"enum": ["application/rdf+xml", "text/turtle", "application/ld+json"]},
                },
            },
        },
        "meta": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"schac": _TEXT, "eterid": _TEXT, "deqarid": _TEXT, "did": _TEXT},
        },
    },
}


@pytest.fixture(scope="module")
def edition() -> Edition:
    return edition_of(ROOT / "offerings", with_history=True)


@pytest.fixture(scope="module")
def graph(edition: Edition) -> Graph:
    return read_turtle(_whole(edition))


@pytest.fixture(scope="module")
def shapes(shared: Path) -> Graph:
    """The shapes of QualityLink as they are published, and those of ELM that they refer to.

    The official file of ELM 3.3 cannot be had; that of 1.2.0 is put together again. In one place the two contradict each
    other: QualityLink asks for the scheme of an identifier as an IRI, ELM for the same address as a value. QualityLink's
    own demand stands here.
    """
    found = Graph().parse(shared / "elm/other/quality-link-shacl-0.4.0.ttl")
    found.parse(shared / "elm/derived-3.3/LOQ-constraints-1.2.0.reconstructed.strict.ttl")
    for node in list(found.subjects(SH.path, ELM.schemeId)):
        found.remove((node, SH.datatype, XSD.anyURI))
    # Classes of OWL are classes, so that a shape that is one has its instances for targets.
    found.add((OWL.Class, RDFS.subClassOf, RDFS.Class))
    return found


def _whole(one: Edition) -> bytes:
    return b"".join(records.whole(one))


def _manifest(one: Edition) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(b"".join(manifest.of_the_catalogue(one)))
    return document


def _judged(data: Graph, shapes: Graph) -> tuple[bool, str]:
    conforms, _, text = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    return conforms, text


def _offering(name: str = "data-literacy") -> URIRef:
    return URIRef(f"{BASE}id/offerings/{UNIVERSITY}/{name}")


def _notations(data: Graph, offering: URIRef) -> list[str]:
    return [str(data.value(node, SKOS.notation)) for node in data.objects(offering, ADMS.identifier)]


def test_the_example_catalogue_conforms(graph: Graph, shapes: Graph) -> None:
    assert len(set(graph.subjects(RDF.type, QL.LearningOpportunitySpecification))) > 20
    assert len(set(graph.subjects(RDF.type, QL.LearningOpportunityInstance))) > 20
    assert len(set(graph.subjects(RDF.type, QL.LearningOpportunitySpecificationReference))) > 5
    assert len(set(graph.subjects(RDF.type, QL.LearnerGroupConditions))) > 3
    conforms, text = _judged(graph, shapes)
    assert conforms, text[:3000]


def _without(subject: URIRef | None, predicate: URIRef, value: Any = None) -> Callable[[Graph], None]:
    return lambda data: data.remove((subject, predicate, value)) and None


def _with(subject: URIRef, predicate: URIRef, value: Any) -> Callable[[Graph], None]:
    return lambda data: data.add((subject, predicate, value)) and None


INSTITUTION = URIRef(f"{BASE}id/providers/{UNIVERSITY}")
MUTATIONS: Mapping[str, Callable[[Graph], None]] = {
    "no level": _without(_offering(), ELM.EQFLevel),
    "two levels": _with(_offering(), ELM.EQFLevel, URIRef("http://data.europa.eu/snb/eqf/6")),
    "no identifier": _without(_offering(), ADMS.identifier),
    "no outcome": _without(_offering(), ELM.learningOutcome),
    "no language": _without(_offering(), DCTERMS.language),
    "no field": _without(_offering(), ELM.ISCEDFCode),
    "title without language": _with(_offering(), DCTERMS.title, Literal("Data")),
    "title twice": _with(_offering(), DCTERMS.title, Literal("Data", lang="en")),
    "no institution": _without(INSTITUTION, RDF.type, QL.HigherEducationInstitution),
    "institution without identifier": _without(INSTITUTION, ADMS.identifier),
    "institution without place": _without(INSTITUTION, ELM.location),
    "identifier of no kind": _without(None, RDF.type, QL.SchacIdentifier),
    "scheme as a value": _without(None, ELM.schemeId),
    "parent as a bare address": _with(_offering(), ELM.isPartOf, _offering("life-cycle-assessment")),
    "concept without type": _without(URIRef("http://data.europa.eu/snb/eqf/5"), RDF.type),
    "instance without language": _without(URIRef(f"{_offering()}#run-open"), ELM.defaultLanguage),
    "activity as a text": _with(_offering(), QL.isActive, Literal("yes")),
    "grant without title": _without(None, DCTERMS.title),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_the_shapes_bite(name: str, graph: Graph, shapes: Graph) -> None:
    spoilt = Graph()
    spoilt += graph
    MUTATIONS[name](spoilt)
    assert len(spoilt) != len(graph)
    assert not _judged(spoilt, shapes)[0]


def test_both_forms_say_the_same(edition: Edition, graph: Graph) -> None:
    assert statements(graph) == statements(read_json_ld(b"".join(records.whole_as_json(edition))))
    provider = "example-public-service-academy"
    alone = _narrowed(edition, provider, "example-river-university")
    turtle, json_ld = read_turtle(_whole(alone)), read_json_ld(b"".join(records.whole_as_json(alone)))
    assert isomorphic(turtle, json_ld)


def _narrowed(edition: Edition, *providers: str) -> Edition:
    """The catalogue with some of its providers alone, and with one offering each."""
    catalogue = edition.catalogue
    kept = {name: catalogue.providers[name] for name in providers}
    first = {next(one.id for one in catalogue.offerings.values() if one.provider == name) for name in providers}
    offerings = {key: one for key, one in catalogue.offerings.items() if key in first}
    return Edition(replace(catalogue, providers=kept, offerings=offerings), None)


def test_the_files_of_institutions_are_the_whole_in_parts(edition: Edition, graph: Graph, shapes: Graph) -> None:
    (form,) = (one for one in all_record_feeds() if one.template == records.ONE_INSTITUTION)
    keys = keys_taken(edition, form)
    assert 3 < len(keys) < len(edition.catalogue.providers)
    told: set[tuple[str, ...]] = set()
    for key in keys:
        alone = read_turtle(form.render(edition, key))
        conforms, text = _judged(alone, shapes)
        assert conforms, (key, text[:1000])
        own = {str(one) for one in alone.subjects(RDF.type, QL.LearningOpportunitySpecification)}
        assert all(one.startswith(f"{BASE}id/offerings/{key[1]}/") for one in own)
        told |= statements(alone)
    assert told >= statements(graph), "nothing is said in the whole that no part says"


def test_the_manifest_of_many_providers_names_none(edition: Edition) -> None:
    document = _manifest(edition)
    jsonschema_rs.validate(MANIFEST, document)
    assert "meta" not in document
    (source,) = document["sources"]
    assert source["path"] == f"{BASE}{records.TURTLE}"
    assert (source["type"], source["version"], source["auth"]) == ("elm", "3.3", {"type": "none"})


def test_the_manifest_of_one_institution_names_it(edition: Edition) -> None:
    alone = _narrowed(edition, UNIVERSITY, "example-solar-energy")
    document = _manifest(alone)
    jsonschema_rs.validate(MANIFEST, document)
    meta = {"schac": "university.example.org", "eterid": "EE0000", "deqarid": "DEQARINST0000"}
    assert document["meta"] == meta
    own = json.loads(manifest.of_an_institution(edition, ("provider", UNIVERSITY)))
    jsonschema_rs.validate(MANIFEST, own)
    assert own["meta"] == meta
    assert own["sources"][0]["path"] == f"{BASE}quality-link/providers/{UNIVERSITY}.ttl"


def test_a_manifest_holds_no_identifier_that_a_provider_does_not_have(edition: Edition) -> None:
    catalogue = edition.catalogue
    stated = {"orgreg": "EE0001", "deqar": "none", "schac": "none"}
    provider = replace(catalogue.providers[UNIVERSITY], identifiers=stated)
    changed = replace(edition, catalogue=replace(catalogue, providers={UNIVERSITY: provider}))
    assert _manifest(changed)["meta"] == {"eterid": "EE0001"}


def test_below_a_path_all_addresses_lie_there(edition: Edition) -> None:
    """The manifest is then found by a DNS record, not at the root of the host."""
    settings = replace(edition.catalogue.settings, base_url="https://host.example.org/some/path/")
    moved = replace(edition, catalogue=replace(edition.catalogue, settings=settings))
    (source,) = _manifest(moved)["sources"]
    assert source["path"].startswith("https://host.example.org/some/path/quality-link/")
    assert BASE not in _whole(moved).decode().replace("https://catalogue.example.org/about/", "")


def test_a_course_keeps_its_identifier_when_it_is_renamed(tmp_path: Path) -> None:
    """QualityLink: the same outcomes and the same ECTS are the same course; the promise on ids keeps other ECTS away."""
    followed = Followed.begun(tmp_path)
    identifiers = {"schac": "university.example.org"}
    path = followed.top / f"offerings/{UNIVERSITY}/provider.yml"
    path.write_text(path.read_text("utf-8") + f"identifiers: {json.dumps(identifiers)}\n", "utf-8")
    followed.commit("2026-01-10")
    before = _notations(read_turtle(_whole(followed.edition())), _offering())
    assert before == [f"{COURSE}:data-literacy"]
    followed.rename(OFFERING, f"{UNIVERSITY}/charts")
    followed.commit("2026-02-10")
    after = _notations(read_turtle(_whole(followed.edition())), _offering("charts"))
    assert sorted(after) == [f"{COURSE}:charts", f"{COURSE}:data-literacy"]


def test_an_institution_without_a_domain_has_identifiers_of_its_own(edition: Edition, shapes: Graph) -> None:
    catalogue = edition.catalogue
    provider = replace(catalogue.providers[UNIVERSITY], identifiers={"orgreg": "EE0001", "schac": "no domain"})
    changed = replace(edition, catalogue=replace(catalogue, providers={**catalogue.providers, UNIVERSITY: provider}))
    data = read_turtle(_whole(changed))
    assert "data-literacy" in _notations(data, _offering())
    assert _judged(data, shapes)[0]


def _withdrawn(edition: Edition) -> Iterator[str]:
    return (one.id for one in edition.catalogue.offerings.values() if one.status == "withdrawn")


def test_what_is_withdrawn_stays_and_says_so(edition: Edition, graph: Graph) -> None:
    told = 0
    for one in _withdrawn(edition):
        node = URIRef(f"{BASE}id/offerings/{one}")
        if (node, RDF.type, None) in graph:
            told += 1
            assert str(graph.value(node, QL.isActive)) == "false"
            assert not list(graph.objects(node, ELM.learningOpportunity))
    assert told
    for after in graph.objects(None, QL.supersededBy):
        name = str(graph.value(graph.value(after, ADMS.identifier), SKOS.notation))
        (successor,) = {s for s in graph.subjects(QL.superseded) if name in _notations(graph, s)}
        assert str(graph.value(successor, QL.isActive)) == "true"


def test_counts_are_those_of_the_files(edition: Edition) -> None:
    checked = 0
    for one in all_feeds():
        if one.format == records.FORMAT:
            content = b"".join(one.render(edition))
            assert records_in(one.path, one.media_type, content) == one.records(edition), one.path
            checked += 1
    assert checked == 3


def test_every_record_that_is_left_out_is_named_with_its_reason(edition: Edition, graph: Graph) -> None:
    (report,) = (one for one in all_losses() if one.format == records.FORMAT)
    left_out = told = 0
    for kind, folder in (("offering", "offerings"), ("provider", "providers")):
        for key in edition.published():
            if key[0] != kind:
                continue
            reasons = [str(report.reasons_of_parts.get(field)) for field in report.of(edition, key)]
            is_named = any(reason.startswith(f"The {kind} is left out") for reason in reasons)
            is_there = (URIRef(f"{BASE}id/{folder}/{key[1]}"), RDF.type, None) in graph
            assert is_named != is_there, (key, report.of(edition, key))
            left_out, told = left_out + is_named, told + is_there
    assert left_out > 20
    assert told > 20
    for key in edition.published():
        for field in report.of(edition, key):
            assert field in report.reasons_of_parts or field in report.unsaid[key[0]], (key, field)


@cache
def _before() -> bytes:
    return _output(example())


def _output(one: Edition) -> bytes:
    """All that the format says: data, and the manifests of institutions."""
    forms = [form for form in all_record_feeds() if form.format == records.FORMAT]
    alone = (form.render(one, key) for form in forms for key in keys_taken(one, form))
    return b"".join((_whole(one), b"".join(manifest.of_the_catalogue(one)), *alone))


def _name(path: FieldPath) -> str:
    return ".".join(step for step in path if step != "*")


def _is_in(table: Mapping[str, str], field: str) -> bool:
    return any(field == one or field.startswith(f"{one}.") for one in table)


# No institution of the example states credits of these systems or a successor that is an institution's: see the next test.
_ELSEWHERE = ("workload.credits.system", "workload.credits.points", "replaced_by")
FIELDS = [one for one in leaves() if one[0] in ("offering", "provider") and _name(one[1]) not in _ELSEWHERE]


def test_what_no_example_states_is_said_too(edition: Edition) -> None:
    catalogue = edition.catalogue
    one = catalogue.offerings[RecordId(OFFERING)]
    credits = (CreditPoints(system="ecvet", points=Decimal("2.5")), CreditPoints(system="national", points=Decimal(7)))
    stated = replace(
        one, workload=Workload(credits=credits), replaced_by=RecordId(f"{UNIVERSITY}/life-cycle-assessment")
    )
    changed = replace(edition, catalogue=replace(catalogue, offerings={**catalogue.offerings, OFFERING: stated}))
    data = read_turtle(_whole(changed))
    points = list(data.objects(_offering(), ELM.creditPoint))
    assert [str(data.value(node, ELM.point)) for node in points] == ["2.5"]
    assert str(data.value(points[0], ELM.framework)) == "http://data.europa.eu/snb/education-credit/60b314e826"
    after = data.value(_offering(), QL.supersededBy)
    assert _notations(data, after) == [f"{COURSE}:life-cycle-assessment"]
    (report,) = (each for each in all_losses() if each.format == records.FORMAT)
    assert "workload.credits" in report.partly(changed, ("offering", OFFERING))


@pytest.mark.parametrize(
    ("kind", "path", "node"), FIELDS, ids=lambda part: _name(part) if isinstance(part, tuple) else ""
)
def test_a_field_is_lost_exactly_if_changing_it_changes_nothing(kind: str, path: FieldPath, node: Any) -> None:
    (report,) = (one for one in all_losses() if one.format == records.FORMAT)
    keys = {key for key in example().published() if _is_told(key)}
    changed = any(
        _output(with_change(key, concrete, copy.deepcopy(node))) != _before()
        for key, concrete in holders(kind, path)
        if key in keys
    )
    assert changed != _is_in(report.unsaid[kind], _name(path))


@cache
def _told_addresses() -> frozenset[str]:
    return frozenset(str(one) for one in read_turtle(_whole(example())).subjects(RDF.type))


def _is_told(key: Key) -> bool:
    folder = {"offering": "offerings", "provider": "providers"}.get(key[0], "")
    return f"{BASE}id/{folder}/{key[1]}" in _told_addresses()
