"""Languages as machinery: no message missing or garbled, a made-up language for layouts, what search engines are told."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import html5lib
import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po
from built import edition_of, site_of
from conftest import ROOT
from invalid_cases import BASE
from microcatalogue.build import site_files
from microcatalogue.pages.language import Language
from microcatalogue.pages.structured import item_list
from microcatalogue.pseudo import PSEUDO
from microcatalogue.vocabulary import vocabulary, vocabulary_names

TRANSLATIONS = ROOT / "theme/translations"
KEYWORDS = {"say": None, "say_many": (1, 2), "plural_forms": (1, 2), "message": None, "_": None, "gettext": None}
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


@cache
def wanted() -> Mapping[str, str | tuple[str, str]]:
    """Every message of pages, templates, schemas and codes, as Babel finds them, by its first form."""
    with (TRANSLATIONS / "extraction.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(ROOT, methods, options, {**KEYWORDS, "ngettext": (1, 2)})
    return {one[2] if isinstance(one[2], str) else one[2][0]: one[2] for one in found if one[2]}


def test_no_message_hides_from_extraction() -> None:
    """Babel does not look into f-strings: a message in one would never reach a translator."""
    for path in sorted((ROOT / "generator/microcatalogue").rglob("*.py")):
        hidden = re.findall(r"""\bf"[^"\n]*\b(?:say|say_many|gettext|message)\('[^"\n]*""", path.read_text("utf-8"))
        assert not hidden, (path.name, hidden)


def catalogues() -> list[Path]:
    return sorted(TRANSLATIONS.glob("*.po"))


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.stem)


def test_messages_are_found_in_every_source() -> None:
    assert len(wanted()) > 1_000
    for message in ("Skip to content", "Key facts", "Title", "{number} day left to apply", "Table {number}"):
        assert message in wanted()


@pytest.mark.parametrize("path", catalogues(), ids=lambda path: path.stem)
def test_no_message_is_missing_or_obsolete(path: Path) -> None:
    there = {one.id if isinstance(one.id, str) else one.id[0] for one in read(path) if one.id}
    assert set(wanted()) - there == set()
    assert there - set(wanted()) == set()


@pytest.mark.parametrize("path", catalogues(), ids=lambda path: path.stem)
def test_no_message_is_garbled(path: Path) -> None:
    catalogue = read(path)
    for one in catalogue:
        if not one.id:
            continue
        assert not one.fuzzy, one.id
        forms = one.string if isinstance(one.string, tuple) else (one.string,)
        assert len(forms) == (catalogue.num_plurals if isinstance(one.id, tuple) else 1), one.id
        slots = set(re.findall(r"{\w+}", one.id if isinstance(one.id, str) else one.id[1]))
        for form in forms:
            assert form.strip(), one.id
            assert set(re.findall(r"{\w+}", form)) == slots, one.id


@pytest.mark.parametrize("path", catalogues(), ids=lambda path: path.stem)
def test_a_language_has_its_column_in_every_vocabulary(path: Path) -> None:
    for name in vocabulary_names():
        for term in vocabulary(name).terms.values():
            assert path.stem in term.labels, (name, term.code)


def test_plural_forms_are_asked_for_by_category() -> None:
    assert Language("et").plural_forms("{number} day left to apply", "{number} days left to apply") == {
        "one": "jäänud {number} päev",
        "other": "jäänud {number} päeva",
    }
    assert set(Language("lt").plural_forms("one", "many")) == {"one", "few", "other"}


@cache
def pseudo_site() -> Mapping[str, bytes]:
    edition = edition_of(ROOT / "offerings")
    settings = replace(edition.catalogue.settings, languages=("en", PSEUDO))
    pseudo = replace(edition, catalogue=replace(edition.catalogue, settings=settings))
    return {file.path: file.content for file in site_files(pseudo, ROOT / "offerings")}


def test_the_pseudo_language_is_longer_and_keeps_slots() -> None:
    speaks = Language(PSEUDO)
    said = speaks.say("Search for a skill, an occupation, a title or a provider")
    assert len(said) >= 1.4 * len("Search for a skill, an occupation, a title or a provider")
    assert said.startswith("[") and "é" in said
    assert speaks.say("Error in {id}", id="a/b").count("a/b") == 1
    assert speaks.say_many("{number} step", "{number} steps", 3).count("3") == 1


def test_no_word_of_the_interface_escapes_translation() -> None:
    """On pages in the pseudo-language every heading, label and button of the interface is in brackets."""
    for path in ("browse/", "deadlines/", "changes/", "statistics/", "offerings/example-university/data-literacy/"):
        page = html5lib.parse(pseudo_site()[f"{PSEUDO}/{path}index.html"].decode(), namespaceHTMLElements=False)
        for tag in ("label", "button", "dt", "h2", "caption"):
            for element in page.iter(tag):
                words = " ".join("".join(element.itertext()).split())
                is_ours = "[" in words
                # Titles of offerings and terms of vocabularies are no words of the interface.
                assert is_ours or element.find(".//a") is not None or _is_term(words) or tag == "caption", (
                    path,
                    tag,
                    words,
                )


def _is_term(words: str) -> bool:
    labels = {term.label("en") for name in vocabulary_names() for term in vocabulary(name).terms.values()}
    glosses = {term.gloss("en") for name in vocabulary_names() for term in vocabulary(name).terms.values()}
    shown = re.sub(r"^\d+ ", "", words)
    return shown in labels or any(gloss and shown.endswith(gloss) for gloss in glosses)


def test_pages_in_the_pseudo_language_do_not_scroll_sideways(browser: Any, tmp_path: Path) -> None:
    from serving_site import served

    for path, content in pseudo_site().items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    with served(tmp_path) as address:
        for width in (320, 1280):
            page = browser.new_page(viewport={"width": width, "height": 900})
            for path in ("", "browse/", "deadlines/", "statistics/", "offerings/example-university/data-literacy/"):
                page.goto(f"{address}{PSEUDO}/{path}")
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (width, path)
            page.close()


@pytest.fixture(scope="module")
def english_only(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """A site in two languages whose one offering has no Estonian title."""
    root = tmp_path_factory.mktemp("catalogue") / "offerings"
    shutil.copytree(BASE, root)
    offering = root / "example-university/data-literacy.yml"
    text = re.sub(r"^title: .*$", "title: {en: Data literacy}", offering.read_text("utf-8"), flags=re.MULTILINE)
    offering.write_text("default_language: en\n" + text, "utf-8")
    return site_of(root)


def test_a_page_without_words_of_its_own_points_to_the_one_that_has_them(english_only: Mapping[str, bytes]) -> None:
    base = "https://catalogue.example.org/"
    path = "offerings/example-university/data-literacy/"
    estonian = english_only[f"et/{path}index.html"].decode()
    assert f'<link rel="canonical" href="{base}en/{path}">' in estonian
    assert 'hreflang="et" href="https' not in estonian
    assert f'hreflang="en" href="{base}en/{path}"' in estonian
    english = english_only[f"en/{path}index.html"].decode()
    assert f'<link rel="canonical" href="{base}en/{path}">' in english
    listed = english_only["sitemap.xml"].decode()
    assert f"<loc>{base}en/{path}</loc>" in listed
    assert f"{base}et/{path}" not in listed
    assert f"<loc>{base}et/browse/</loc>" in listed


def test_the_site_map_has_true_dates_and_known_addresses() -> None:
    edition = edition_of(ROOT / "offerings", with_history=True)
    site = site_of(ROOT / "offerings", with_history=True)
    root = ElementTree.fromstring(site["sitemap.xml"])  # noqa: S314 - made by this test
    dated = 0
    for entry in root.iter(f"{SITEMAP}url"):
        address = entry.findtext(f"{SITEMAP}loc", "")
        path = address.removeprefix(edition.base)
        assert f"{path}index.html" in site, path
        date = entry.findtext(f"{SITEMAP}lastmod")
        parts = path.split("/")
        if len(parts) > 3 and parts[1] == "offerings":
            past = edition.past(("offering", f"{parts[2]}/{parts[3]}"))
            assert past is not None
            assert date == past.modified.strftime("%Y-%m-%dT%H:%M:%SZ")
            dated += 1
        links = {link.get("href") for link in entry.iter(f"{XHTML}link")}
        assert address in links or not links
    assert dated == 2 * len(edition.catalogue.published_offerings)
    assert b"Sitemap: https://catalogue.example.org/sitemap.xml" in site["robots.txt"]


def structured(content: bytes) -> dict[str, Any]:
    page = html5lib.parse(content.decode(), namespaceHTMLElements=False)
    block = next(one for one in page.iter("script") if one.get("type") == "application/ld+json")
    said: dict[str, Any] = json.loads(block.text)
    return said


def test_an_offering_is_a_course_for_search_engines() -> None:
    site = site_of(ROOT / "offerings")
    said = structured(site["en/offerings/example-university/data-literacy/index.html"])
    assert (said["@type"], said["name"], said["provider"]["name"]) == (
        "Course",
        "Data literacy",
        "Example University of Technology",
    )
    assert said["numberOfCredits"] == {"@type": "QuantitativeValue", "unitText": "ECTS", "value": "2"}
    assert said["hasCourseInstance"][0]["@type"] == "CourseInstance"
    assert said["hasCourseInstance"][0]["courseMode"] == "online"
    assert said["educationalCredentialAwarded"]["@type"] == "EducationalOccupationalCredential"
    assert said["@id"] == "https://catalogue.example.org/id/offerings/example-university/data-literacy"
    estonian = structured(site["et/offerings/example-university/data-literacy/index.html"])
    assert (estonian["name"], estonian["@id"]) == ("Andmepädevus", said["@id"])


def test_a_list_says_what_is_in_it_by_unique_addresses() -> None:
    """Search engines want position and address of each item, and at least three of them (Course list)."""
    said = structured(site_of(ROOT / "offerings")["en/browse/index.html"])
    addresses = [item["url"] for item in said["itemListElement"]]
    assert said["@type"] == "ItemList"
    assert [item["position"] for item in said["itemListElement"]] == list(range(1, len(addresses) + 1))
    assert len(set(addresses)) == len(addresses) >= 3
    assert item_list([]) is None


def test_no_text_ends_the_block_that_search_engines_read(tmp_path: Path) -> None:
    root = tmp_path / "offerings"
    shutil.copytree(BASE, root)
    offering = root / "example-university/data-literacy.yml"
    title = 'title: {en: "</script><b>&bad", et: "</script><b>&halb"}'
    offering.write_text(re.sub(r"^title: .*$", title, offering.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    page = site_of(root)["en/offerings/example-university/data-literacy/index.html"]
    assert structured(page)["name"] == "</script><b>&bad"
    assert b"</script><b>" not in page
