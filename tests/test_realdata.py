"""The mappings of public course data: what they carry over, what they leave out, and that the format takes it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from built import problems_of, site_of
from conftest import SHARED
from microcatalogue import check
from microcatalogue.diagnostics import Severity
from realdata import mkval_ee, opintopolku, pavia, writing
from realdata.documents import Catalogue, Document
from realdata.ids import RESERVED, slug, slug_of_url, unique
from realdata.texts import RICH_LIMIT, SUMMARY_LIMIT, TEXT_LIMIT, commonmark, plain, shortened

ID = re.compile(r"[a-z0-9](-?[a-z0-9])*")
RICH_FIELDS = {"description", "prerequisites"}
NEVER_STATED = {"level", "assessment", "quality_assurance", "isced_f", "learning_setting", "recognised_by"}


def mkval_with_repeats(shared: Path) -> Catalogue:
    return mkval_ee.records(shared, repeats=True)


SOURCES: dict[str, Callable[[Path], Catalogue]] = {
    "mkval": mkval_ee.records,
    "mkval-repeats": mkval_with_repeats,
    "pavia": pavia.records,
    "opintopolku": opintopolku.records,
}


@pytest.fixture(params=SOURCES)
def catalogue(request: pytest.FixtureRequest, shared: Path) -> Catalogue:
    """Each mapped catalogue in turn."""
    return SOURCES[request.param](shared)


def offerings(catalogue: Catalogue) -> dict[str, Document]:
    return {path: document for path, document in catalogue.items() if is_offering(path)}


def is_offering(path: str) -> bool:
    return "/" in path and not path.endswith("/provider.yml")


def without(catalogue: Catalogue, field: str) -> int:
    return sum(field not in document for document in offerings(catalogue).values())


def language_texts(value: Any, rich: bool = False) -> Iterator[tuple[str, bool]]:
    """All strings of a document, each with whether it stands in a rich field."""
    if isinstance(value, str):
        yield value, rich
    elif isinstance(value, list):
        for item in value:
            yield from language_texts(item, rich)
    elif isinstance(value, dict):
        for field, item in value.items():
            yield from language_texts(item, rich or field in RICH_FIELDS)


# Estonia


def test_every_estonian_record_becomes_an_offering(shared: Path) -> None:
    catalogue = mkval_with_repeats(shared)
    assert len(offerings(catalogue)) == 250
    assert sum(path.endswith("/provider.yml") for path in catalogue) == 9


def test_the_94_repeats_are_surplus_records_of_82_identifiers(shared: Path) -> None:
    stated = Counter(document["identifiers"]["mkval"] for document in offerings(mkval_with_repeats(shared)).values())
    assert len(stated) == 156
    assert sum(times - 1 for times in stated.values()) == 94
    assert sum(times > 1 for times in stated.values()) == 82


def test_gaps_of_the_estonian_source_stay_gaps(shared: Path) -> None:
    everything, distinct = mkval_with_repeats(shared), mkval_ee.records(shared)
    assert (without(everything, "workload"), without(everything, "learning_outcomes")) == (48, 72)
    assert (without(distinct, "workload"), without(distinct, "learning_outcomes")) == (22, 45)


def test_without_repeats_each_identifier_stands_once(shared: Path) -> None:
    identifiers = [document["identifiers"]["mkval"] for document in offerings(mkval_ee.records(shared)).values()]
    assert len(identifiers) == len(set(identifiers)) == 156


def test_repeats_change_no_address_and_no_record(shared: Path) -> None:
    assert mkval_ee.records(shared).items() <= mkval_with_repeats(shared).items()


def test_a_run_needs_a_start_so_a_bare_deadline_is_left_out(shared: Path) -> None:
    catalogue = offerings(mkval_with_repeats(shared))
    runs = [run for document in catalogue.values() for run in document.get("runs", ())]
    assert len(runs) == 56
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", run["starts"]) for run in runs)


def test_an_estonian_record_by_hand(tmp_path: Path) -> None:
    record = {
        "@id": "http://example.org/kursused/k%C3%BCber_Turve/",
        "url": "http://example.org/kursused/k%C3%BCber_Turve/",
        "name": " Küber\u00ad\nturve ",
        "summary": "Lühike.",
        "field": "muu",
        "language": "et",
        "provider": {"name": "Näidisülikool"},
        "registrationDeadline": "2027-01-01",
    }
    source = tmp_path / "realdata" / mkval_ee.SOURCE
    source.parent.mkdir(parents=True)
    source.write_text(json.dumps({"@graph": [record, record]}), encoding="utf-8")
    offering = {
        "title": {"et": "Küber turve"},
        "summary": {"et": "Lühike."},
        "languages": ["et"],
        "identifiers": {"mkval": record["@id"]},
    }
    assert offerings(mkval_ee.records(tmp_path, repeats=True)) == {
        "naidisulikool/kuber-turve.yml": offering,
        "naidisulikool/kuber-turve-2.yml": offering,
    }


# Pavia


def test_forty_units_in_two_languages(shared: Path) -> None:
    units = offerings(pavia.records(shared))
    assert len(units) == 40
    assert all(set(unit["title"]) == {"it", "en"} for unit in units.values())
    assert sum("learning_outcomes" in unit for unit in units.values()) == 29
    assert sum("workload" in unit for unit in units.values()) == 32


def test_no_teacher_is_named(shared: Path) -> None:
    """Several texts of the source name teachers, some of them in fields that the mapping reads."""
    source = (shared / "realdata" / pavia.SOURCE).read_text(encoding="utf-8")
    named = re.findall(r"\b(?i:dott|dr|prof)(?:\.?ssa|ess\w+)?\.? ((?:[A-ZÀ-Þ][\w-]+ ?)+)", source)
    surnames = {name.split()[-1] for name in named if not name.strip().isupper()}
    words = re.sub(r"\s+", " ", writing.as_yaml(pavia.records(shared)))
    assert len(surnames) >= 4
    assert not [name for name in surnames if name in words]
    assert "@" not in words.replace("catalogue@example.org", "")


def test_a_text_that_says_nothing_in_italian_is_left_out(shared: Path) -> None:
    assert "prerequisites" not in pavia.records(shared)["university-of-pavia/502786.yml"]


# Finland


def test_the_41_published_records_become_offerings(shared: Path) -> None:
    found = offerings(opintopolku.records(shared))
    assert len(found) == 41
    assert len({document["identifiers"]["opintopolku"] for document in found.values()}) == 41


def test_credit_points_are_ects_in_higher_education_alone(shared: Path) -> None:
    by_oid = {d["identifiers"]["opintopolku"]: d for d in offerings(opintopolku.records(shared)).values()}
    university, upper_secondary, vocational = (by_oid[f"1.2.246.562.13.00000{n}"] for n in (9, 8, 1))
    assert university["workload"] == {"ects": 26}
    assert upper_secondary["workload"] == {"credits": [{"system": "national", "points": 25}]}
    assert vocational["workload"] == {"credits": [{"system": "ecvet", "points": 150}]}


def test_an_address_that_is_not_https_is_left_out(shared: Path) -> None:
    catalogue = opintopolku.records(shared)
    assert "homepage" not in catalogue["jokin-jarjestyspaikka/provider.yml"]
    assert catalogue["aakkosissa-ensimmainen/provider.yml"]["homepage"] == "https://www.oppilaitos.fi"


def test_no_person_of_the_finnish_source_is_carried_over(shared: Path) -> None:
    dumps = "".join(
        file.read_text(encoding="utf-8") for file in sorted((shared / "realdata" / opintopolku.FOLDER).glob("*.json"))
    )
    editors = set(re.findall(r'"muokkaaja":\{[^}]*?"nimi":"([^"]+)"', dumps))
    words = writing.as_yaml(opintopolku.records(shared))
    assert editors
    assert not [name for name in editors if name in words]
    assert "@" not in words.replace("catalogue@example.org", "")


# All of them


def test_ids_follow_the_pattern(catalogue: Catalogue) -> None:
    for path in offerings(catalogue):
        provider, name = path.removesuffix(".yml").split("/")
        for word in (provider, name):
            assert ID.fullmatch(word), path
            assert len(word) <= 64, path
            assert word not in RESERVED, path
        assert f"{provider}/provider.yml" in catalogue


def test_texts_keep_within_the_limits(catalogue: Catalogue) -> None:
    for path, document in catalogue.items():
        for words, rich in language_texts(document):
            assert 0 < len(words) <= (RICH_LIMIT if rich else TEXT_LIMIT), path
        assert all(len(words) <= SUMMARY_LIMIT for words in document.get("summary", {}).values()), path


def test_nothing_is_invented(catalogue: Catalogue) -> None:
    for path, document in offerings(catalogue).items():
        assert not NEVER_STATED & set(document), path
        assert document.get("homepage", "https://").startswith("https://"), path


def test_a_mapping_gives_the_same_bytes_twice(
    request: pytest.FixtureRequest, catalogue: Catalogue, shared: Path
) -> None:
    again = SOURCES[request.node.callspec.params["catalogue"]](shared)
    assert list(catalogue) == list(again)
    assert [writing.as_yaml(d) for d in catalogue.values()] == [writing.as_yaml(d) for d in again.values()]


def test_written_files_say_what_was_mapped(catalogue: Catalogue, tmp_path: Path) -> None:
    writing.write(catalogue, tmp_path)
    files = {file.relative_to(tmp_path).as_posix(): file for file in tmp_path.rglob("*") if file.is_file()}
    assert set(files) == set(catalogue)
    for path, file in files.items():
        assert yaml.safe_load(file.read_text(encoding="utf-8")) == catalogue[path], path


def test_the_format_takes_each_and_refuses_the_repeats_alone(
    request: pytest.FixtureRequest, catalogue: Catalogue, tmp_path: Path
) -> None:
    writing.write(catalogue, tmp_path)
    _, found = check(tmp_path)
    errors = Counter(diagnostic.code for diagnostic in found if diagnostic.severity is Severity.ERROR)
    with_repeats = request.node.callspec.params["catalogue"] == "mkval-repeats"
    assert errors == ({"duplicate-identifier": 94} if with_repeats else {})


def test_each_repeat_is_refused_with_both_places(shared: Path, tmp_path: Path) -> None:
    catalogue = mkval_with_repeats(shared)
    writing.write(catalogue, tmp_path)
    _, found = check(tmp_path, prefix="")
    first = {document["identifiers"]["mkval"]: path for path, document in reversed(offerings(catalogue).items())}
    refused = [diagnostic for diagnostic in found if diagnostic.code == "duplicate-identifier"]
    assert len({diagnostic.place.file for diagnostic in refused}) == 94
    for diagnostic in refused:
        identifier = catalogue[diagnostic.place.file]["identifiers"]["mkval"]
        assert [place.file for place in diagnostic.also] == [first[identifier]]


# Ids and texts


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Eesti Ettevõtluskõrgkool Mainor", "eesti-ettevotluskorgkool-mainor"),
        ("k%C3%BCberturve", "kuberturve"),
        ("OFA-INF/01", "ofa-inf-01"),
        ("--a__B--", "a-b"),
        ("Index", "index-1"),
        ("“”", "offering"),
        ("x" * 80, "x" * 64),
        ("aa " * 30, "aa-" * 20 + "aa"),
    ],
)
def test_slug(words: str, expected: str) -> None:
    assert slug(words) == expected


def test_slug_of_url_is_the_last_segment_without_query() -> None:
    assert slug_of_url("https://example.org/et/Andme_teadus/?keel=et#sisu") == "andme-teadus"


def test_like_slugs_are_numbered_in_order_and_a_stated_number_stays() -> None:
    assert unique(["a", "a", "a-2", "a"]) == ("a", "a-3", "a-2", "a-4")
    assert unique(["a", "b"], taken=("a", "a-2")) == ("a-3", "b")
    assert [len(name) for name in unique(["x" * 64] * 11)] == [64] * 11


def test_a_long_text_ends_with_a_sentence_or_a_word() -> None:
    assert shortened("One two.", 8) == "One two."
    assert shortened("First sentence. Second one is longer.", 25) == "First sentence. …"
    assert shortened("The 1. of May is a long holiday", 20) == "The 1. of May is a…"
    assert shortened("x" * 30, 20) == "x" * 19 + "…"


def test_plain_text_has_no_invisible_characters() -> None:
    assert plain(" a\u00a0b\n\tc\u200b\u00ad o\u0303 ") == "a b c õ"


def test_plain_text_becomes_no_markup() -> None:
    assert commonmark("1. a *b* <c> [d](e)") == r"1\. a \*b\* \<c\> \[d\](e)"
    assert commonmark("- a_b") == r"\- a\_b"
    assert commonmark("2026 a") == "2026 a"


# The site


def test_every_distinct_record_is_published_with_its_gaps_said(catalogue: Catalogue, tmp_path: Path) -> None:
    """`incomplete: mark` publishes what is there, and says of each missing element that the provider did not state it."""
    root = tmp_path / "offerings"
    writing.write(catalogue, root)
    if any(diagnostic.is_error for diagnostic in problems_of(root)):
        assert catalogue == mkval_with_repeats(SHARED), "only the catalogue with repeats is refused"
        return
    site = site_of(root)
    settings = yaml.safe_load((root / "catalogue.yml").read_text("utf-8"))
    for path, document in offerings(catalogue).items():
        record_id = path.removesuffix(".yml")
        for language in settings["languages"]:
            page = site[f"{language}/offerings/{record_id}/index.html"].decode()
            gap = {"et": "pakkuja ei ole märkinud"}.get(language, "not stated by the provider")
            assert ("participation" in document) or gap in page, path
            assert gap in page, path  # none of these sources states a level
        assert f"api/v1/offerings/{record_id}.json" in site
    # As JSON, as its provider wrote it, in terms of schema.org, and in the European Learning Model where that takes it.
    published = [path for path in site if path.startswith("api/v1/offerings/") and not path.endswith(".elm.jsonld")]
    assert len(published) == 3 * len(offerings(catalogue))
