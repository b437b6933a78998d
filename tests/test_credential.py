"""The template of a European Digital Credential and what issuers fill it with."""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from built import edition_of, site_of
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from microcatalogue.cli import app
from microcatalogue.edition import Edition
from microcatalogue.feeds.credential.slots import Slot, filled, slots_in
from microcatalogue.feeds.credential.template import template
from microcatalogue.issuing import columns_of, credential, random_urn
from microcatalogue.learners import LearnersError, Row, judged, read_learners
from microcatalogue.values import RecordId
from microcatalogue.verifying.linked import W3C
from microcatalogue.verifying.standards import in_python
from pyshacl import validate
from rdflib import RDF, Graph, URIRef
from typer.testing import CliRunner

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:pyshacl.*"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:owlrl.*"),
]

FULL = ROOT / "tests/catalogues/full"
EVERYTHING = RecordId("example-college/everything")
# The profile of ELM 3.1, and the one of 3.2, which is the live one.
PROFILES = ("official/rdf", "official-3.3/elm-3.2/rdf")
LEARNER = {
    "given_name": "Õie",
    "family_name": "Näidis",
    "date_of_birth": "1999-10-31",
    "national_id": "49910310000",
    "national_id_country": "EE",
    "email": "oie@example.org",
    "date_of_issue": "2027-06-01",
    "valid_until": "2032-05-31",
    "place_of_issue": "Tallinn",
    "issuer_eidas": "EE-70000001",
}
URN = "urn:uuid:00000000-0000-4000-8000-000000000001"


@cache
def edition(folder: Path = FULL) -> Edition:
    return edition_of(folder)


def _values(form: Mapping[str, Any]) -> dict[str, str]:
    """A learner with a grade for whatever is assessed."""
    return LEARNER | {name: "A" for name in slots_in(form) if name.startswith("grade.")}


def _credential(which: Edition, offering: str, **other: str) -> dict[str, Any]:
    form = template(which, which.catalogue.offerings[RecordId(offering)])
    return credential(form, Row(2, _values(form) | other), b"", "Europe/Tallinn", URN)


@cache
def _shapes(path: Path) -> Graph:
    return Graph().parse(data=in_python(path.read_text("utf-8")), format="turtle")


def _graph(document: Mapping[str, Any], shared: Path, profile: str) -> Graph:
    context = json.loads((shared / "elm" / profile / "edc-ap-context.jsonld").read_bytes())["@context"]
    return Graph().parse(data=json.dumps({**document, "@context": [W3C, context]}), format="json-ld")


def _problems(document: Mapping[str, Any], shared: Path, profile: str) -> str:
    graph = _graph(document, shared, profile)
    assert (None, RDF.type, URIRef("http://data.europa.eu/snb/model/elm/EuropeanDigitalCredential")) in graph
    reports = []
    for name in ("EDC-generic-no-cv.ttl", "EDC-generic-full.ttl"):
        conforms, _, report = validate(graph, shacl_graph=_shapes(shared / "elm" / profile / name))
        reports += [] if conforms else [report[:3000]]
    return "\n".join(reports)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("offering", ["everything", "further", "suspended", "withdrawn"])
def test_a_filled_template_conforms(shared: Path, profile: str, offering: str) -> None:
    assert not _problems(_credential(edition(), f"example-college/{offering}"), shared, profile)


def test_those_of_the_example_catalogue_conform(shared: Path) -> None:
    which = edition(ROOT / "offerings")
    every = which.catalogue.published_offerings
    assert len(every) > 70
    for offering in every[::6]:
        assert not _problems(_credential(which, offering.id), shared, PROFILES[1]), offering.id


def test_without_what_is_optional_it_conforms_but_for_what_sealing_adds(shared: Path) -> None:
    optional = ("date_of_birth", "national_id", "national_id_country", "email", "valid_until", "place_of_issue")
    document = _credential(edition(), EVERYTHING, **dict.fromkeys(optional, ""))
    assert not _problems(document, shared, PROFILES[1])
    assert document["credentialSubject"].keys() == {"id", "type", "givenName", "familyName", "fullName", "hasClaim"}
    unsealed = _credential(edition(), EVERYTHING, issuer_eidas="")
    assert "An issuer must have one and only one legal identifier" in _problems(unsealed, shared, PROFILES[1])


def test_the_shapes_bite(shared: Path) -> None:
    document = _credential(edition(), EVERYTHING)
    del document["credentialSubject"]["hasClaim"][0]["provenBy"][0]["grade"]
    assert _problems(document, shared, PROFILES[1])


def test_every_name_means_something(shared: Path) -> None:
    """A name that no context knows would be dropped without a word."""
    known = set(W3C) | {"@context"}
    for profile in PROFILES:
        context = json.loads((shared / "elm" / profile / "edc-ap-context.jsonld").read_bytes())["@context"]
        assert not _names(_credential(edition(), EVERYTHING)) - known - set(context)


def _names(value: Any, of_texts: bool = False) -> set[str]:
    if isinstance(value, list):
        return {name for one in value for name in _names(one)}
    if not isinstance(value, dict):
        return set()
    # The keys of a text are languages.
    if "type" not in value and "@context" not in value:
        return set()
    return {*value, *(name for one in value.values() for name in _names(one))}


def test_nothing_stays_to_be_filled() -> None:
    assert not list(slots_in(_credential(edition(), EVERYTHING)))


def test_the_template_is_published_with_its_slots_and_nobody_in_it() -> None:
    published = json.loads(site_of(FULL)["credentials/example-college/everything.jsonld"])
    assert set(slots_in(published)) == {
        *("credential_id", "picture", "full_name", "grade.exam"),
        *LEARNER,
    }
    assert published == template(edition(), edition().catalogue.offerings[EVERYTHING])


def test_golden(golden: Any) -> None:
    form = template(edition(), edition().catalogue.offerings[RecordId("example-college/further")])
    text = json.dumps(form, ensure_ascii=False, indent=1, sort_keys=True)
    golden(ROOT / "tests/golden/credential/further.json", f"{text}\n")


# Learners


COLUMNS = columns_of(edition(), edition().catalogue.offerings[EVERYTHING])


def _row(**other: str) -> dict[str, str]:
    return {**LEARNER, "grade.exam": "A", **other}


def _refused(**other: str) -> tuple[str, ...]:
    taken, refused = judged([Row(2, _row(**other))], COLUMNS)
    assert len(taken) + len(refused) == 1
    return refused[0].reasons if refused else ()


WRONG = [
    ({"given_name": ""}, "given_name is empty"),
    ({"given_name": "   "}, "given_name is empty"),
    ({"grade.exam": ""}, "grade.exam is empty"),
    ({"date_of_issue": "1.6.2027"}, "date_of_issue: “1.6.2027” is no date; write it as 1999-10-31"),
    ({"date_of_birth": "1999-02-30"}, "date_of_birth: “1999-02-30” is no date; write it as 1999-10-31"),
    ({"email": "oie"}, "email: “oie” is no e-mail address"),
    ({"national_id_country": "Eesti"}, "national_id_country: “Eesti” is no code of a country; write it as EE"),
    ({"national_id": ""}, "national_id and national_id_country go together; one of them is empty"),
    ({"date_of_birth": "2027-06-01"}, "date_of_issue is not after date_of_birth"),
    ({"valid_until": "2027-05-31"}, "valid_until is before date_of_issue"),
    ({"family_name": "N\u202eäidis"}, "family_name: it has an invisible or forbidden character"),
    ({"family_name": "N" * 201}, "family_name: it has 201 characters; at most 200 are taken"),
]


@pytest.mark.parametrize(("other", "reason"), WRONG)
def test_a_wrong_row_is_refused_with_its_reason(other: dict[str, str], reason: str) -> None:
    assert _refused(**other) == (reason,)


def test_a_right_row_is_taken() -> None:
    assert _refused() == ()
    assert _refused(date_of_birth="", email="", valid_until="", place_of_issue="") == ()


def test_wrong_rows_do_not_keep_right_ones_out() -> None:
    rows = [Row(2, _row()), Row(3, _row(email="x", given_name="")), Row(4, _row(given_name="Ada")), Row(5, _row())]
    taken, refused = judged(rows, COLUMNS)
    assert [row.number for row in taken] == [2, 4]
    assert [(one.number, len(one.reasons)) for one in refused] == [(3, 2), (5, 1)]
    assert refused[1].reasons == ("it is the same learner as in row 2",)


HEADER = ",".join(_row())


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables_as_spreadsheets_write_them(delimiter: str) -> None:
    text = f"\ufeff{HEADER}\r\n{','.join(_row().values())}\r\n,,,\r\n".replace(",", delimiter)
    (row,) = read_learners("learners.csv", text.encode(), COLUMNS)
    assert row == Row(2, _row())


def test_lists_in_json() -> None:
    content = json.dumps([_row() | {"grade.exam": 5, "email": None}, ["x"], _row() | {"email": ["a"]}]).encode()
    rows = read_learners("learners.json", content, COLUMNS)
    assert rows[0].values["grade.exam"] == "5"
    assert rows[0].values["email"] == ""
    assert [bool(row.trouble) for row in rows] == [False, True, True]
    taken, refused = judged(rows, COLUMNS)
    assert [len(taken), len(refused)] == [1, 2]


UNFIT = [
    ("learners.csv", "given_nam,family_name,date_of_issue,grade.exam\na,b,c,d", "“given_name”?"),
    ("learners.csv", "given_name,family_name\na,b", "it lacks “date_of_issue”, “grade.exam”"),
    ("learners.csv", "", "it has no learners"),
    ("learners.csv", f"{HEADER}\n", "it has no learners"),
    ("learners.csv", "given_name,given_name\na,b", "the column “given_name” is there twice"),
    ("learners.csv", f'{HEADER}\n"open', "cannot be read as a table"),
    ("learners.json", "{", "it is not JSON"),
    ("learners.json", "[" * 100_000, "it is not JSON"),
    ("learners.json", "{}", "it has to be a list of learners"),
    ("learners.json", "[]", "it has no learners"),
]


@pytest.mark.parametrize(("name", "text", "said"), UNFIT)
def test_a_file_that_does_not_fit_is_refused_whole(name: str, text: str, said: str) -> None:
    with pytest.raises(LearnersError, match=re.escape(said)):
        read_learners(name, text.encode(), COLUMNS)


def test_other_encodings_are_said() -> None:
    with pytest.raises(LearnersError, match=r"it is not UTF-8 \(line 2\)"):
        read_learners("learners.csv", f"{HEADER}\nÕie".encode("latin-1"), COLUMNS)


@given(st.binary(max_size=200), st.sampled_from(["a.csv", "a.json"]))
def test_no_file_crashes(content: bytes, name: str) -> None:
    try:
        rows = read_learners(name, content, COLUMNS)
    except LearnersError:
        return
    judged(rows, COLUMNS)


@given(st.dictionaries(st.sampled_from([one.name for one in COLUMNS]), st.text(max_size=30)))
def test_whatever_is_taken_fills_the_template(values: dict[str, str]) -> None:
    taken, _ = judged([Row(2, _row() | values)], COLUMNS)
    for row in taken:
        form = template(edition(), edition().catalogue.offerings[EVERYTHING])
        document = credential(form, row, b"", "Europe/Tallinn", URN)
        said = document["credentialSubject"]["givenName"]["en"]
        assert said == row.values["given_name"]


def test_a_value_is_no_slot() -> None:
    """What stands in a value is never filled again."""
    assert filled({"a": "{{x}}", "type": "T"}, {"x": "{{y}}", "y": "secret"}) == {"a": "{{y}}", "type": "T"}


@given(st.binary(min_size=16, max_size=16))
def test_identifiers_are_random_uuids(chance: bytes) -> None:
    assert re.fullmatch(
        r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", random_urn(chance)
    )


# The command


def _run(*arguments: str | Path) -> Any:
    return CliRunner().invoke(app, ["credential", *map(str, arguments)])


@pytest.fixture
def learners(tmp_path: Path) -> Path:
    path = tmp_path / "learners.csv"
    second = ",".join(_row(given_name="Ada", email="wrong").values())
    third = ",".join(_row(given_name="Bo").values())
    path.write_text(f"{HEADER}\n{','.join(_row().values())}\n{second}\n{third}\n", "utf-8")
    return path


def test_the_command_fills_right_rows_and_says_which_are_wrong(learners: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = _run(EVERYTHING, "--offerings", FULL, "--learners", learners, "--out", out)
    assert result.exit_code == 1
    assert f"{learners}:3: refused: email: “wrong” is no e-mail address" in result.output
    assert f"2 credentials in {out}, 1 rows refused" in result.output
    assert sorted(path.name for path in out.iterdir()) == ["row-00002.json", "row-00004.json"]
    documents = [json.loads(path.read_bytes()) for path in sorted(out.iterdir())]
    assert [one.keys() for one in documents] == [{"credential"}] * 2
    assert len({one["credential"]["id"] for one in documents}) == 2
    for path in (out, *out.iterdir()):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_nothing_is_written_where_it_would_be_published(learners: Path, tmp_path: Path) -> None:
    root = tmp_path / "offerings"
    copytree(FULL, root)
    site = tmp_path / "site"
    site.mkdir()
    (site / "SHA256SUMS").touch()
    (site / "manifest.json").touch()
    before = sorted(root.rglob("*"))
    for folder, words in ((root / "out", "in the catalogue"), (site / "out", "in a site that is published")):
        result = _run(EVERYTHING, "--offerings", root, "--learners", learners, "--out", folder)
        assert (result.exit_code, words in result.output) == (2, True)
        assert not folder.exists()
    assert sorted(root.rglob("*")) == before
    result = _run(EVERYTHING, "--offerings", FULL, "--learners", learners, "--out", ROOT / "tests/out")
    assert "in the catalogue's repository" in result.output
    assert not (ROOT / "tests/out").exists()


def test_nothing_is_overwritten(learners: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "row-00002.json").write_text("mine", "utf-8")
    result = _run(EVERYTHING, "--offerings", FULL, "--learners", learners, "--out", out)
    assert result.exit_code == 2
    assert (out / "row-00002.json").read_text("utf-8") == "mine"


def test_the_command_says_which_columns_there_are() -> None:
    result = _run(EVERYTHING, "--offerings", FULL)
    assert result.exit_code == 0
    assert result.output.splitlines()[0].split(",") == [one.name for one in COLUMNS]
    assert "grade.exam           needed    text     Grade or result: Examination." in result.output
    assert json.loads(_run(EVERYTHING, "--offerings", FULL, "--template").output)["@context"]


MISTAKES = [
    ((f"{EVERYTHING}x",), "did you mean “example-college/everything”?"),
    ((EVERYTHING, "--learners", "nowhere.csv", "--out", "x"), "nowhere.csv cannot be read"),
]


@pytest.mark.parametrize(("arguments", "said"), MISTAKES)
def test_mistakes_are_said(arguments: tuple[str, ...], said: str) -> None:
    result = _run(*arguments, "--offerings", FULL)
    assert result.exit_code == 2
    assert said in result.output


def test_a_folder_has_to_be_named(learners: Path) -> None:
    result = _run(EVERYTHING, "--offerings", FULL, "--learners", learners)
    assert (result.exit_code, "--out DIR" in result.output) == (2, True)


def test_a_picture_has_to_be_one(learners: Path, tmp_path: Path) -> None:
    result = _run(
        EVERYTHING, "--offerings", FULL, "--learners", learners, "--out", tmp_path / "out", "--picture", learners
    )
    assert (result.exit_code, "has to be a PNG" in result.output) == (2, True)
    assert not (tmp_path / "out").exists()


def test_columns_have_words() -> None:
    assert all(isinstance(one, Slot) and one.about.endswith(".") for one in COLUMNS)
