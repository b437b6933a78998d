"""The pages as they are published: complete, linked, in the right language, with gaps said and nothing active."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import html5lib
import pytest
import yaml
from built import edition_of, site_of
from conftest import ROOT
from invalid_cases import BASE
from microcatalogue.feeds.registry import RecordFeed, all_record_feeds
from microcatalogue.pages.frame import POLICY
from microcatalogue.pages.language import Language
from microcatalogue.urls import UnknownTargetError, Urls, relative
from microcatalogue.vocabulary import vocabulary

OFFERINGS = ROOT / "offerings"
WITHDRAWN = "en/offerings/example-adult-education-centre/everyday-data-skills/index.html"
LITERACY = "en/offerings/example-university/data-literacy/index.html"


@cache
def site() -> Mapping[str, bytes]:
    return site_of(OFFERINGS)


def parsed(content: bytes) -> Any:
    return html5lib.parse(content.decode(), treebuilder="etree", namespaceHTMLElements=False)


def words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def pages() -> list[str]:
    return [path for path in site() if path.endswith(".html")]


def test_every_page_has_what_every_page_has_and_nothing_active() -> None:
    """Policy, language, title, one heading, the search; one test, since reading every page as browsers do takes longest."""
    assert len(pages()) > 60
    for path in pages():
        page = parsed(site()[path])
        policies = [
            meta.get("content") for meta in page.iter("meta") if meta.get("http-equiv") == "Content-Security-Policy"
        ]
        assert policies == [POLICY], path
        assert page.get("lang") in ("et", "en"), path
        assert words(page.find(".//title")), path
        assert len(page.findall(".//h1")) == 1, path
        for element in page.iter():
            assert_inactive(element, path)
        if path.startswith(("et/", "en/")) and page.find(".//meta[@http-equiv='refresh']") is None:
            assert_searchable(page, path)


def assert_searchable(page: Any, path: str) -> None:
    """A plain form that leads to all offerings in the language of the page, with the words as `q`."""
    forms = [form for form in page.iter("form") if form.get("class") == "search"]
    assert forms, path
    for form in forms:
        assert urljoin(f"/{path}", form.get("action")) == f"/{path[:2]}/browse/", path
        assert [field.get("name") for field in form.iter("input")] == ["q"], path


def assert_inactive(element: Any, path: str) -> None:
    """Nothing runs, is styled in place, or comes from elsewhere."""
    assert element.tag not in ("style", "iframe", "object", "embed"), path
    if element.tag == "script":
        assert element.get("type") == "application/ld+json" or not words(element), path
        assert "://" not in element.get("src", ""), path
    if element.tag == "form":
        assert element.get("method") == "get", path
        assert "://" not in element.get("action"), path
    for name, value in element.attrib.items():
        assert not str(name).startswith("on"), (path, name)
        assert name != "style", path
        if element.tag in ("img", "link") and name in ("src", "href") and element.get("rel") != "alternate":
            assert "://" not in value or element.get("rel") == "canonical", (path, value)


def test_pages_of_a_language_speak_it() -> None:
    assert parsed(site()["et/index.html"]).get("lang") == "et"
    assert words(parsed(site()["et/browse/index.html"]).find(".//h1")) == "Mikrokvalifikatsioonid"
    assert words(parsed(site()["en/browse/index.html"]).find(".//h1")) == "Micro-credentials"


@pytest.mark.parametrize("language", ["et", "en"])
def test_all_sixteen_rows_show_word_for_word(language: str) -> None:
    page = parsed(site()[LITERACY.replace("en/", f"{language}/", 1)])
    section = next(element for element in page.iter("section") if element.get("id") == "annex-one")
    terms = list(section.iter("dt"))
    labels = [term.label(language) for term in vocabulary("annex-one").terms.values()]
    assert len(terms) == 16
    for term, label in zip(terms, labels, strict=True):
        assert label in words(term)


def test_gaps_are_said(tmp_path: Path) -> None:
    root = tmp_path / "offerings"
    shutil.copytree(BASE, root)
    settings = root / "catalogue.yml"
    settings.write_text(settings.read_text("utf-8") + "incomplete: mark\n", "utf-8")
    offering = root / "example-university/data-literacy.yml"
    kept = [
        line for line in offering.read_text("utf-8").splitlines() if not line.startswith(("participation", "level"))
    ]
    offering.write_text("\n".join(kept) + "\n", "utf-8")
    page = site_of(root)["en/offerings/example-university/data-literacy/index.html"]
    rows = {
        words(row.find("dt")): words(row.find("dd")) for row in parsed(page).iter("div") if row.find("dt") is not None
    }
    row = next(value for label, value in rows.items() if label.startswith("10 "))
    assert row == "not stated by the provider"
    assert next(value for label, value in rows.items() if label.startswith("1 ")) == "stated on each credential"


def test_a_text_in_another_language_is_marked_and_noted(tmp_path: Path) -> None:
    root = tmp_path / "offerings"
    shutil.copytree(BASE, root)
    offering = root / "example-university/data-literacy.yml"
    text = offering.read_text("utf-8").replace("summary: {en: Learn to read tables and charts., et: ", "summary: {en: ")
    offering.write_text(text, "utf-8")
    page = parsed(site_of(root)["et/offerings/example-university/data-literacy/index.html"])
    marked = [element for element in page.iter("span") if element.get("lang") == "en"]
    assert [words(element) for element in marked] == ["Õpi tabeleid ja jooniseid lugema."]
    assert "inglise" in words(page.find(".//main"))
    clean = parsed(site_of(BASE)["et/offerings/example-university/data-literacy/index.html"])
    assert not [element for element in clean.iter("span") if element.get("lang") == "en"]


def test_a_withdrawn_page_says_so_and_names_the_successor() -> None:
    notice = next(element for element in parsed(site()[WITHDRAWN]).iter("div") if element.get("class") == "notice")
    assert "Withdrawn." in words(notice)
    assert [link.get("href") for link in notice.iter("a")] == ["../../example-university/data-literacy/"]


def test_a_suspended_offering_shows_no_runs() -> None:
    path = "en/offerings/example-vocational-school/electrical-safety-basics/index.html"
    page = parsed(site()[path])
    assert not [element for element in page.iter("section") if element.get("id") == "runs"]


def test_former_ids_lead_to_the_new_page_in_every_form() -> None:
    old, new = "example-university/python-for-analysts", "example-university/data-analysis-with-python"
    for language in ("et", "en"):
        page = parsed(site()[f"{language}/offerings/{old}/index.html"])
        refresh = next(meta for meta in page.iter("meta") if meta.get("http-equiv") == "refresh")
        assert refresh.get("content") == "0; url=../data-analysis-with-python/"
    assert json.loads(site()[f"api/v1/offerings/{old}.json"])["id"] == new
    assert f"id/offerings/{old}/index.html" in site()


def _formats(kind: str) -> list[RecordFeed]:
    """The registered formats that have a file for each record of a kind, all of which take those of the university."""
    return [one for one in all_record_feeds() if one.kind == kind]


def test_an_identity_links_every_language_and_format() -> None:
    page = parsed(site()["id/offerings/example-university/data-literacy/index.html"])
    links = {link.get("href") for link in page.iter("a")}
    assert links == {
        "../../../../et/offerings/example-university/data-literacy/",
        "../../../../en/offerings/example-university/data-literacy/",
        "../../../../api/v1/offerings/example-university/data-literacy.json",
        "../../../../api/v1/offerings/example-university/data-literacy.yml",
        *(f"../../../../{one.path('example-university/data-literacy')}" for one in _formats("offering")),
    }
    provider = parsed(site()["id/providers/example-university/index.html"])
    assert {link.get("href") for link in provider.iter("a")} == {
        "../../../et/providers/example-university/",
        "../../../en/providers/example-university/",
        "../../../api/v1/providers/example-university.json",
        *(f"../../../{one.path('example-university')}" for one in _formats("provider")),
    }
    policy = parsed(site()["id/policies/example-university/index.html"])
    assert {link.get("href") for link in policy.iter("a")} >= {
        "../../../en/providers/example-university/#recognition-policy"
    }


def test_the_published_yaml_is_the_record_again(tmp_path: Path) -> None:
    """What is published as YAML can be put back and says the same."""
    edition = edition_of(OFFERINGS)
    root = tmp_path / "offerings"
    shutil.copytree(OFFERINGS, root)
    for offering in edition.catalogue.published_offerings:
        content = site()[f"api/v1/offerings/{offering.id}.yml"]
        (root / edition.catalogue.file("offering", offering.id)).write_bytes(content)
        assert yaml.safe_load(content)["title"]
    again = edition_of(root)
    assert again.catalogue.documents == edition.catalogue.documents


def test_lists_are_paginated(tmp_path: Path) -> None:
    root = tmp_path / "offerings"
    shutil.copytree(BASE, root)
    text = (root / "example-university/data-literacy.yml").read_text("utf-8")
    for number in range(120):
        (root / f"example-university/data-literacy-{number}.yml").write_text(text, "utf-8")
    built = site_of(root)
    counts = []
    for path in ("en/browse/index.html", "en/browse/page/2/index.html", "en/browse/page/3/index.html"):
        cards = [element for element in parsed(built[path]).iter("li") if element.get("class") == "card"]
        counts.append(len(cards))
    assert counts == [50, 50, 21]
    assert "en/browse/page/4/index.html" not in built


def test_a_link_to_nowhere_is_a_mistake_of_the_program() -> None:
    urls = Urls("https://catalogue.example.org/", frozenset({"en/", "en/browse/"}))
    assert urls.link("en/browse/#top", from_path="en/offerings/a/b/") == "../../../browse/#top"
    with pytest.raises(UnknownTargetError):
        urls.link("en/nowhere/", from_path="en/")
    with pytest.raises(UnknownTargetError):
        urls.absolute("en/nowhere/")


@pytest.mark.parametrize(
    ("target", "origin", "link"),
    [
        ("en/", "en/", "./"),
        ("en/browse/", "en/", "browse/"),
        ("", "en/", "../"),
        ("api/v1/index.json", "", "api/v1/index.json"),
        ("en/offerings/a/b/", "en/offerings/a/c/", "../b/"),
    ],
)
def test_addresses_are_relative(target: str, origin: str, link: str) -> None:
    assert relative(target, origin) == link


def test_forms_of_dates_numbers_and_money() -> None:
    from datetime import date
    from decimal import Decimal

    en, et, pt = Language("en"), Language("et"), Language("pt")
    assert en.date(date(2026, 11, 24)) == "24 November 2026"
    assert et.date(date(2026, 11, 24)) == "24. november 2026"
    assert [one.money(Decimal("1249.90"), "EUR") for one in (en, et)] == ["€1,249.90", "1\u00a0249,90\u00a0€"]
    assert en.money(Decimal(249), "EUR") == "€249"
    assert en.money(Decimal(249), "SEK") == "SEK\u00a0249"
    assert pt.locale.territory == "PT"
    assert en.locale.territory == "IE"
    assert et.number(Decimal("2.50")) == "2,5"


def test_wider_fields_hold_the_narrower_ones() -> None:
    groups = edition_of(OFFERINGS).groups["field"]
    detailed = next(code for code in groups if len(code) == 4)
    assert (
        {one.id for one in groups[detailed]}
        <= {one.id for one in groups[detailed[:3]]}
        <= {one.id for one in groups[detailed[:2]]}
    )


def test_a_list_keeps_its_address_when_its_last_offering_is_withdrawn(tmp_path: Path) -> None:
    """Addresses are a promise: what was linked once answers, and says that there is nothing."""
    root = tmp_path / "offerings"
    shutil.copytree(BASE, root)
    shutil.rmtree(root / "example-university/pathways")
    before = {path for path in site_of(root) if "/browse/" in path}
    offering = root / "example-university/data-literacy.yml"
    withdrawn = "status: withdrawn\nwithdrawn_on: 2026-01-01\nwithdrawal_reason: {en: Over., et: Läbi.}\n"
    offering.write_text(offering.read_text("utf-8") + withdrawn, "utf-8")
    built = site_of(root)
    assert before <= set(built)
    level = parsed(built["en/browse/level/6/index.html"])
    assert "There is nothing here yet." in words(level)
    assert "en/browse/funding/free-or-funded/index.html" in built


def test_credits_levels_and_the_credential_itself_are_explained_in_place() -> None:
    page = parsed(site()[LITERACY])
    explained = {
        words(one.find("summary")): words(one.find("p")) for one in page.iter("details") if "gloss" in one.get("class")
    }
    assert {"Micro-credential", "Credits", "EQF level 5", "Online"} <= set(explained)
    assert all(explained.values())
