"""`catalogue verify`: every validator that is installed says what it finds, and one that is not says so."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from built import AS_OF
from conftest import ROOT
from microcatalogue.cli import app
from microcatalogue.verifying import Verdict, verdict, verdicts_of
from typer.testing import CliRunner

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

FULL = ROOT / "tests/catalogues/full"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a catalogue in which every field is stated."""
    folder = tmp_path_factory.mktemp("verified") / "site"
    made = CliRunner().invoke(
        app, ["build", "--offerings", str(FULL), "--site", str(folder), "--as-of", AS_OF.isoformat()]
    )
    assert made.exit_code == 0, made.output
    return folder


@pytest.fixture
def copied(site: Path, tmp_path: Path) -> Path:
    return copytree(site, tmp_path / "site")


def _by_validator(
    folder: Path, standards: Path | None = None, quick: bool = False
) -> Mapping[tuple[str, str], Verdict]:
    """The verdicts by format and by the first word of the validator."""
    return {(one.format, one.validator.split()[0]): one for one in verdicts_of(folder, standards, quick=quick)}


EXPECTED = [
    ("api/v1/offerings.json", "JSON"),
    ("elm/opportunities.xml", "XML"),
    ("elm/opportunities.xml", "loq.xsd"),
    ("elm/catalogue.ttl", "rdflib"),
    ("elm/catalogue.ttl", "LOQ-constraints.ttl"),
    ("elm/catalogue.ttl", "LOQ-constraints-mdr.ttl"),
    ("elm/3.3/opportunities.jsonld", "rdflib"),
    ("api/v1/offerings.jsonld", "rdflib"),
    ("quality-link/quality-link.ttl", "quality-link-shacl-*.ttl"),
    ("credentials", "EDC-generic-full.ttl"),
    ("calendar/….ics", "icalendar"),
    ("feeds/….atom", "feedparser"),
    ("feeds/new.json", "JSON"),
    ("feeds/….json", "JSON"),
    ("api/v1/offerings/….json", "JSON"),
    ("guidance/offerings/{id}.json", "JSON"),
    ("api/v1/offerings/{id}.elm.jsonld", "rdflib"),
    ("quality-link/providers/{id}.ttl", "rdflib"),
    ("openbadges", "Open"),
    ("calendar/deadlines.ics", "icalendar"),
    ("feeds/new.atom", "feedparser"),
    ("api/v1/openapi.json", "openapi-spec-validator"),
    ("guidance/runs.csv", "CSV"),
    ("guidance/datapackage.json", "frictionless"),
    ("guidance/offerings.xlsx", "openpyxl"),
]


def test_a_site_that_is_right_is_right_for_all(site: Path, shared: Path) -> None:
    found = _by_validator(site, shared)
    assert set(EXPECTED) <= found.keys()
    assert not {name: one.problems for name, one in found.items() if one.problems}
    # Of 3.3 the schema and the shapes are not published; nothing else stays unchecked.
    assert {one.format for one in found.values() if one.unchecked} == {
        *(f"elm/3.3/{name}.xml" for name in ("opportunities", "specifications", "accreditations")),
        "elm/3.3/catalogue.ttl",
    }
    assert all(
        any(letter.isdigit() for letter in found[name].validator)
        for name in EXPECTED
        if name[1] in ("rdflib", "icalendar")
    )
    assert found["elm/opportunities.xml", "loq.xsd"].records == 4


def _spoilt(content: bytes, old: bytes, new: bytes) -> bytes:
    assert old in content
    return content.replace(old, new, 1)


# What is broken in a file, and who has to find it.
BROKEN = [
    (
        "elm/catalogue.ttl",
        b"skos:inScheme <http://data.europa.eu/snb/isced-f/25831c2>",
        b"skos:inScheme <http://data.europa.eu/snb/isced-f/other>",
        "elm/catalogue.ttl",
        "LOQ-constraints-mdr.ttl",
    ),
    ("feeds/new.json", b'"items":[', b'"things":[', "feeds/new.json", "JSON"),
    ("calendar/offerings/example-college/everything.ics", b"DTSTAMP", b"DTSTUMP", "calendar/….ics", "icalendar"),
    ("feeds/offerings/example-college/everything.atom", b"</feed>", b"", "feeds/….atom", "feedparser"),
    ("feeds/offerings/example-college/everything.json", b'"version":"https', b'"vers":"https', "feeds/….json", "JSON"),
    ("api/v1/offerings/example-college/further.json", b'"iri":', b'"irl":', "api/v1/offerings/….json", "JSON"),
    ("guidance/offerings/example-college/further.json", b'"id":', b'"di":', "guidance/offerings/{id}.json", "JSON"),
    (
        "api/v1/offerings/example-college/further.elm.jsonld",
        b'"@graph":[',
        b'"@graph":',
        "api/v1/offerings/{id}.elm.jsonld",
        "rdflib",
    ),
    (
        "quality-link/providers/example-college.ttl",
        b" a ql:",
        b" a ql",
        "quality-link/providers/{id}.ttl",
        "rdflib",
    ),
    ("api/v1/offerings.json", b'"schema_version":"1.0"', b'"schema_version":1', "api/v1/offerings.json", "JSON"),
    ("elm/opportunities.xml", b"<title", b"<titel", "elm/opportunities.xml", "XML"),
    (
        "elm/opportunities.xml",
        b"/authority/currency/EUR",
        b"/authority/currency/XXX1",
        "elm/opportunities.xml",
        "loq.xsd",
    ),
    ("elm/catalogue.ttl", b"elm:status", b"elm:statu s", "elm/catalogue.ttl", "rdflib"),
    ("elm/catalogue.ttl", b"elm:defaultLanguage", b"elm:noSuchThing", "elm/catalogue.ttl", "LOQ-constraints.ttl"),
    ("elm/opportunities.jsonld", b'"@graph":[', b'"@graph":', "elm/opportunities.jsonld", "rdflib"),
    ("calendar/deadlines.ics", b"BEGIN:VEVENT", b"BEGIN:VEVNT", "calendar/deadlines.ics", "icalendar"),
    ("feeds/new.atom", b"</feed>", b"", "feeds/new.atom", "feedparser"),
    ("api/v1/openapi.json", b'"openapi":"3.1', b'"openapi":"9.9', "api/v1/openapi.json", "openapi-spec-validator"),
    ("guidance/runs.csv", b"\r\n", b",more\r\n", "guidance/runs.csv", "CSV"),
    (
        "guidance/runs.csv",
        b"example-college/everything",
        b"example-college/elsewhere",
        "guidance/datapackage.json",
        "frictionless",
    ),
    ("guidance/offerings.xlsx", b"PK\x03\x04", b"PK\x00\x00", "guidance/offerings.xlsx", "openpyxl"),
    ("openbadges/example-college/further.json", b'"criteria":', b'"criterion":', "openbadges", "Open"),
    ("credentials/example-college/further.jsonld", b'"grade":', b'"grad":', "credentials", "EDC-generic-full.ttl"),
    (
        "quality-link/quality-link.ttl",
        b"a ql:LearningOpportunitySpecification",
        b"a ql:Nothing",
        "quality-link/quality-link.ttl",
        "quality-link-shacl-*.ttl",
    ),
]


@pytest.mark.parametrize(("path", "old", "new", "format", "validator"), BROKEN)
def test_what_is_broken_is_found(
    copied: Path, shared: Path, path: str, old: bytes, new: bytes, format: str, validator: str
) -> None:
    file = copied / path
    file.write_bytes(_spoilt(file.read_bytes(), old, new))
    found = _by_validator(copied, shared)[format, validator]
    assert found.problems, found
    # The row names the file, or each problem does; a package of tables names the table.
    assert format in (path, "guidance/datapackage.json") or any(path in problem for problem in found.problems)
    assert found.result.endswith(("problem", "problems"))


def test_a_broken_index_is_one_problem(copied: Path) -> None:
    (copied / "api/v1/index.json").write_bytes(b"{")
    (found,) = verdicts_of(copied)
    assert "cannot be read" in found.problems[0]


LIBRARIES = [
    "lxml.etree",
    "rdflib",
    "pyshacl",
    "icalendar",
    "feedparser",
    "openapi_spec_validator",
    "frictionless",
    "openpyxl",
]


@pytest.mark.parametrize("module", LIBRARIES)
def test_what_is_not_installed_is_said_with_how_to_get_it(
    site: Path, shared: Path, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    def absent(name: str) -> Any:
        if name == module:
            raise ImportError(name)
        return import_module(name)

    monkeypatch.setattr(verdict, "import_module", absent)
    found = [one for one in verdicts_of(site, shared, quick=True) if "pip install" in one.unchecked]
    assert found
    assert all(one.result.startswith("not checked: pip install ") for one in found)


def test_without_the_files_of_others_it_says_which_are_wanted(site: Path) -> None:
    found = _by_validator(site, quick=True)
    assert found["elm/opportunities.xml", "loq.xsd"].unchecked == "name the folder that has loq.xsd: --standards DIR"


def _command(*arguments: str | Path) -> Any:
    return CliRunner().invoke(app, ["verify", *map(str, arguments)])


def _rows(output: str) -> Iterator[list[str]]:
    table = output.split("\n\n", 1)[1].splitlines()
    return (line.split() for line in table)


def test_the_table(site: Path, shared: Path) -> None:
    done = _command(site, "--standards", shared, "--quick")
    assert done.exit_code == 0, done.output
    head, *rows = _rows(done.output)
    assert head == ["format", "records", "validator", "result"]
    (atom,) = (row for row in rows if row[0] == "feeds/new.atom")
    assert [atom[2], atom[-1]] == ["feedparser", "ok"]
    assert "left out with --quick" in done.output


def test_problems_stand_below_their_row_and_fail(copied: Path) -> None:
    file = copied / "guidance/runs.csv"
    file.write_bytes(_spoilt(file.read_bytes(), b"\r\n", b",more\r\n"))
    done = _command(copied, "--quick")
    assert done.exit_code == 1
    line = next(number for number, one in enumerate(done.output.splitlines()) if one.startswith("guidance/runs.csv"))
    assert done.output.splitlines()[line + 1].startswith("        guidance/runs.csv:2: ")


def test_for_programs(site: Path) -> None:
    done = _command(site, "--quick", "--format", "json")
    told = json.loads(done.output)
    assert {one["result"] for one in told["validators"]} == {"ok", "not checked"}
    assert [one["name"] for one in told["checks"]] == ["checksums", "feeds", "links"]


def test_folders_have_to_be_there(site: Path) -> None:
    assert _command(site, "--standards", site / "nowhere").exit_code == 2


def test_whatever_lies_there_ends_in_a_report(copied: Path) -> None:
    page = copied / "en/index.html"
    page.write_bytes(b"\xff\xfe" + page.read_bytes())
    index = copied / "api/v1/index.json"
    whole = json.loads(index.read_bytes())
    del whole["items"][0]["media_type"]
    for broken in (whole, [], {"items": 5}, {"items": [7]}, {}):
        index.write_text(json.dumps(broken), "utf-8")
        done = _command(copied, "--quick")
        assert done.exit_code == 1, done.output
        assert done.exception is None or isinstance(done.exception, SystemExit)
        assert "FAILED  feeds" in done.output
