"""Five facts of every offering, read back from each published format by parsers that share no code with the writers.

A reader gives a mapping from the place where an offering stands (its id, or an id that it had before, where a file bears
it) to what is said there. A fact that the format has no place for is absent from what is said.
"""

from __future__ import annotations

import csv
import io
import json
import warnings
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

import extruct
import yaml
from linked import read_json_ld, read_turtle
from lxml import etree
from openpyxl import load_workbook
from rdflib import RDF, Graph, Literal, Namespace, URIRef

Site = Mapping[str, bytes]
Said = dict[str, Any]
Facts = dict[str, Said]
Read = Callable[[Site], Facts]

BASE = "https://catalogue.example.org/"
ID = f"{BASE}id/offerings/"
OWN = "own"
"""Stands for the language of a title that does not say in which it is."""
ECTS = "http://data.europa.eu/snb/education-credit/6fcec5c5af"
DCTERMS = Namespace("http://purl.org/dc/terms/")
QL = Namespace("http://data.quality-link.eu/ontology/v1#")
ELM = {
    "elm": Namespace("http://data.europa.eu/snb/model/elm/"),
    "elm/3.3": Namespace("http://data.europa.eu/snb/model/ontology/"),
}

# The authority codes of the EU's table of languages, by ISO 639-1.
_AUTHORITY = "http://publications.europa.eu/resource/authority/language/"
_ISO = {
    "BUL": "bg",
    "CES": "cs",
    "DAN": "da",
    "DEU": "de",
    "ELL": "el",
    "ENG": "en",
    "EST": "et",
    "FIN": "fi",
    "FRA": "fr",
    "GLE": "ga",
    "HRV": "hr",
    "HUN": "hu",
    "ITA": "it",
    "LAV": "lv",
    "LIT": "lt",
    "MLT": "mt",
    "NLD": "nl",
    "NOR": "no",
    "POL": "pl",
    "POR": "pt",
    "RON": "ro",
    "RUS": "ru",
    "SLK": "sk",
    "SLV": "sl",
    "SPA": "es",
    "SWE": "sv",
    "UKR": "uk",
}


def language_of(uri: str) -> str:
    """The ISO code of a language of the EU's table."""
    assert uri.startswith(_AUTHORITY), uri
    return _ISO[uri.removeprefix(_AUTHORITY)]


def _id(iri: str) -> str:
    assert iri.startswith(ID), iri
    return iri.removeprefix(ID)


def _number(text: Any) -> Decimal | None:
    return None if text in (None, "") else Decimal(str(text))


def _below(site: Site, folder: str, ending: str) -> Iterator[tuple[str, bytes]]:
    """The files of offerings below a folder, each with the id in its address."""
    for path, content in site.items():
        name = path.removeprefix(f"{folder}/").removesuffix(ending)
        if path == f"{folder}/{name}{ending}" and name.count("/") == 1 and "." not in name:
            yield name, content


# The catalogue's own formats


def published_yaml(site: Site) -> Facts:
    found = {}
    for place, content in _below(site, "api/v1/offerings", ".yml"):
        document = yaml.load(content, Loader=yaml.BaseLoader)  # noqa: S506 - builds texts, lists and mappings alone
        found[place] = stated(document)
    return found


def stated(document: Said) -> Said:
    """The facts in a document of the format, all of whose scalars are texts."""
    return {
        "titles": document["title"],
        "ects": _number(document.get("workload", {}).get("ects")),
        "languages": document.get("languages", []),
        "status": document.get("status", "active"),
    }


def _own(record: Said) -> Said:
    return {
        "id": _id(record["iri"]) if _id(record["iri"]) == record["id"] else "of two minds",
        "titles": record["title"],
        "ects": _number(record.get("workload", {}).get("ects")),
        "languages": [one["code"] for one in record.get("languages", [])],
        "status": record["status"]["code"],
    }


def own_records(site: Site) -> Facts:
    return {place: _own(json.loads(content)) for place, content in _below(site, "api/v1/offerings", ".json")}


def own_list(site: Site) -> Facts:
    return _by_id(map(_own, json.loads(site["api/v1/offerings.json"])["items"]))


def own_lines(site: Site) -> Facts:
    return _by_id(_own(json.loads(line)) for line in site["api/v1/offerings.ndjson"].splitlines())


def _by_id(those: Iterator[Said]) -> Facts:
    listed = list(those)
    found = {one["id"]: one for one in listed}
    assert len(found) == len(listed), "an offering stands once in a list"
    return found


# The European Learning Model and what rests on it


def _of_graph(graph: Graph, elm: Namespace, classes: tuple[URIRef, ...]) -> Iterator[Said]:
    subjects = {one for cls in classes for one in graph.subjects(RDF.type, cls) if str(one).startswith(ID)}
    for subject in (one for one in subjects if "#" not in str(one)):
        points = {
            str(graph.value(one, elm.framework)): graph.value(one, elm.point)
            for one in graph.objects(subject, elm.creditPoint)
        }
        titles = [one for one in graph.objects(subject, DCTERMS.title) if isinstance(one, Literal)]
        yield {
            "id": _id(str(subject)),
            "titles": {str(one.language): str(one) for one in titles},
            "ects": _number(points.get(ECTS)),
            "languages": sorted(language_of(str(one)) for one in graph.objects(subject, DCTERMS.language)),
            "status": next((str(one) for one in graph.objects(subject, elm.status)), None),
        }


def _specifications(graph: Graph, folder: str) -> Iterator[Said]:
    elm = ELM[folder]
    return _of_graph(graph, elm, (elm.LearningAchievementSpecification, elm.Qualification))


def elm_turtle(folder: str) -> Read:
    return lambda site: _by_id(_specifications(read_turtle(site[f"{folder}/catalogue.ttl"]), folder))


def _with_context(site: Site, content: bytes) -> Graph:
    document = json.loads(content)
    context = json.loads(site[document["@context"].removeprefix(BASE)])["@context"]
    return read_json_ld(json.dumps({**document, "@context": context}).encode())


def elm_json_ld(folder: str, dataset: str) -> Read:
    def read(site: Site) -> Facts:
        return _by_id(_specifications(_with_context(site, site[f"{folder}/{dataset}.jsonld"]), folder))

    return read


def elm_records(site: Site) -> Facts:
    found = {}
    for place, content in _below(site, "api/v1/offerings", ".elm.jsonld"):
        # A file also holds those of which the offering is a part; its own stands first.
        first = json.loads(content)["@graph"][0]["id"]
        (found[place],) = (
            one for one in _specifications(_with_context(site, content), "elm") if ID + one["id"] == first
        )
    return found


def elm_xml(folder: str, dataset: str) -> Read:
    return lambda site: _by_id(_of_xml(etree.fromstring(site[f"{folder}/{dataset}.xml"])))


def _of_xml(document: Any) -> Iterator[Said]:
    names = ("{*}learningAchievementSpecification", "{*}qualification")
    for element in (one for name in names for one in document.iter(name)):
        if not element.get("id", "").startswith(ID):
            continue
        points = {
            one.find("{*}framework").get("uri"): one.findtext("{*}point") for one in element.findall("{*}creditPoint")
        }
        yield {
            "id": _id(element.get("id")),
            "titles": {one.get("language"): one.text for one in element.findall("{*}title")},
            "ects": _number(points.get(ECTS)),
            "languages": sorted(language_of(one.get("uri")) for one in element.findall("{*}language")),
            "status": element.findtext("{*}status"),
        }


def credentials(site: Site) -> Facts:
    return {place: _of_credential(json.loads(content)) for place, content in _below(site, "credentials", ".jsonld")}


def _of_credential(document: Said) -> Said:
    achievement = document["credentialSubject"]["hasClaim"][0]
    said = achievement["specifiedBy"]
    assert achievement["title"] == said["title"]
    received = {one["framework"]["id"]: one["point"] for one in achievement.get("creditReceived", [])}
    promised = {one["framework"]["id"]: one["point"] for one in said.get("creditPoint", [])}
    assert received == promised
    return {
        "id": _id(said["id"]),
        "titles": said["title"],
        "ects": _number(received.get(ECTS)),
        "languages": [language_of(one["id"]) for one in said.get("language", [])],
    }


_ACTIVE = {"true": "active", "false": "withdrawn"}


def _of_quality_link(graph: Graph) -> Iterator[Said]:
    elm = ELM["elm/3.3"]
    for said in _of_graph(graph, elm, (QL.LearningOpportunitySpecification,)):
        active = graph.value(URIRef(ID + said["id"]), QL.isActive)
        yield {**said, "status": _ACTIVE[str(active)] if active is not None else None}


def quality_link_turtle(site: Site) -> Facts:
    return _by_id(_of_quality_link(read_turtle(site["quality-link/quality-link.ttl"])))


def quality_link_json_ld(site: Site) -> Facts:
    return _by_id(_of_quality_link(read_json_ld(site["quality-link/quality-link.jsonld"])))


def quality_link_institutions(site: Site) -> Facts:
    files = (content for path, content in site.items() if path.startswith("quality-link/providers/"))
    graphs = (read_turtle(content) for content in files if not content.startswith(b"{"))
    return _by_id(one for graph in graphs for one in _of_quality_link(graph))


# schema.org and badges


def _of_course(course: Said) -> Said:
    credits = course.get("numberOfCredits", [])
    listed = credits if isinstance(credits, list) else [credits]
    (ects,) = [one["value"] for one in listed if one["unitText"] == "ECTS"] or [None]
    return {
        "id": _id(course["@id"]),
        "ects": _number(ects),
        "languages": course.get("inLanguage", []),
    }


def _of_course_file(course: Said) -> Said:
    titles = {one["inLanguage"]: one["name"] for one in course["mainEntityOfPage"]}
    return {
        **_of_course(course),
        "titles": titles | {OWN: course["name"]},
        "status": course["creativeWorkStatus"]["termCode"],
    }


def schema_org_files(site: Site) -> Facts:
    files = _below(site, "api/v1/offerings", ".jsonld")
    return {place: _of_course_file(json.loads(content)) for place, content in files if not place.endswith(".elm")}


def schema_org_feed(site: Site) -> Facts:
    elements = json.loads(site["api/v1/offerings.jsonld"])["dataFeedElement"]
    return _by_id(_of_course_file(one.get("item", one)) for one in elements)


def pages(site: Site) -> Facts:
    """What search engines find in the pages of an offering, one in each language of the site."""
    found: Facts = {}
    for path, content in site.items():
        language, *rest = path.split("/")
        if len(rest) != 4 or len(language) != 2 or (rest[0], rest[3]) != ("offerings", "index.html"):
            continue
        if path.startswith("id/") or b"data-moved" in content:
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            blocks = extruct.extract(content.decode(), syntaxes=["json-ld"])["json-ld"]
        (course,) = (one for one in blocks if one["@type"] == "Course")
        said = {**_of_course(course), "status": course.get("creativeWorkStatus", "active"), "titles": {}}
        one = found.setdefault(f"{rest[1]}/{rest[2]}", said)
        one["titles"][language] = course["name"]
        assert {**said, "titles": {}} == {**one, "titles": {}}, "the same in every language"
    return found


def badges(site: Site) -> Facts:
    return {place: _of_badge(json.loads(content)) for place, content in _below(site, "openbadges", ".json")}


def badge_list(site: Site) -> Facts:
    return _by_id(map(_of_badge, json.loads(site["openbadges/achievements.json"])["items"]))


def _of_badge(badge: Said) -> Said:
    (ects,) = [one["targetCode"] for one in badge["alignment"] if one["targetType"] == "ext:ECTS"] or [None]
    assert ects is None or Decimal(str(badge["creditsAvailable"])) == Decimal(ects)
    return {
        "id": _id(badge["id"]),
        "titles": {badge["inLanguage"]: badge["name"]},
        "ects": _number(ects),
        "languages": badge.get("teachingLanguage", []),
        "status": badge["achievementStatus"],
    }


# Tables


def _of_line(line: Said) -> Said:
    """A line whose cells are what they are called; those of many values hold a list or texts with semicolons between."""
    languages = line.get("languages") or []
    languages = [each for each in languages.split("; ") if each] if isinstance(languages, str) else languages
    titles = {name.removeprefix("title_"): value for name, value in line.items() if name.startswith("title_") and value}
    return {
        "id": _id(line["iri"]) if _id(line["iri"]) == line["id"] else "of two minds",
        "titles": {line["default_language"]: line["title"], **titles},
        "ects": _number(line.get("ects")),
        "languages": languages,
        "status": line["status"],
    }


def guidance_csv(site: Site) -> Facts:
    text = site["guidance/offerings.csv"].decode("utf-8")
    return _by_id(map(_of_line, csv.DictReader(io.StringIO(text, newline=""))))


def guidance_for_excel(site: Site) -> Facts:
    content = site["guidance/offerings.excel.csv"]
    assert content.startswith(b"\xef\xbb\xbf")
    return _by_id(map(_of_line, csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))))


def guidance_list(site: Site) -> Facts:
    return _by_id(map(_of_line, json.loads(site["guidance/offerings.json"])["items"]))


def guidance_records(site: Site) -> Facts:
    files = _below(site, "guidance/offerings", ".json")
    return {place: _of_line(json.loads(content)) for place, content in files}


def guidance_workbook(site: Site) -> Facts:
    book = load_workbook(io.BytesIO(site["guidance/offerings.xlsx"]))
    names, *rows = book["Offerings"].iter_rows(values_only=True)
    return _by_id(_of_line(dict(zip(map(str, names), row, strict=True))) for row in rows)


# News


def _named(title: str) -> str:
    """What a change is of: the title says first what happened."""
    return title.partition(": ")[2]


def atom(site: Site) -> Facts:
    """What the feeds of single offerings say, in the first language of the site."""
    found = {}
    for place, content in _below(site, "feeds/offerings", ".atom"):
        feed = etree.fromstring(content)
        entry = feed.find("{*}entry")
        language = feed.get("{http://www.w3.org/XML/1998/namespace}lang")
        found[place] = {
            "id": _id(entry.findtext("{*}id").partition("#")[0]),
            "titles": {language: _named(entry.findtext("{*}title"))},
        }
    return found


def json_feed(site: Site) -> Facts:
    found = {}
    for place, content in _below(site, "feeds/offerings", ".json"):
        feed = json.loads(content)
        item = feed["items"][0]
        facts = item["_microcredential"]
        assert _id(facts["iri"]) == facts["id"] == _id(item["id"].partition("#")[0])
        found[place] = {
            "id": facts["id"],
            "titles": {feed["language"]: _named(item["title"])},
            "ects": _number(facts.get("ects")),
            "status": facts["status"]["code"],
        }
    return found
