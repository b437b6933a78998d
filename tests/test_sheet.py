"""The information sheet: all sixteen rows and seven questions, gaps said, a code that can be read, two pages of paper."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pypdf
import pytest
import zxingcpp
from benchmarks.yaml_layout import yaml_text
from built import edition_of, site_of
from conftest import ROOT
from serving_site import served

LANGUAGES = ("et", "en")
QUESTIONS = (
    "Is its quality assured?",
    "Can the credential be verified?",
    "At what level is it?",
    "What has been learnt?",
)
QUESTIONS += ("How much work was it?", "How was it tested?", "Was the learner identified?")
Document = dict[str, Any]
AGENCY = {
    "name": {"et": "Näidisagentuur", "en": "Example Agency"},
    "country": "EE",
    "homepage": "https://agency.example.org/",
}


@pytest.fixture(scope="module")
def site() -> Mapping[str, bytes]:
    return site_of(ROOT / "offerings")


@pytest.fixture(scope="module")
def ids() -> tuple[str, ...]:
    return tuple(one.id for one in edition_of(ROOT / "offerings").catalogue.published_offerings)


def _sheet(site: Mapping[str, bytes], offering: str, language: str = "en") -> str:
    return site[f"{language}/offerings/{offering}/sheet/index.html"].decode()


def _rows(html: str) -> dict[str, str]:
    """The text of each row and question by its label."""
    pairs = re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", html, re.DOTALL)
    return {_plain(label): _plain(value) for label, value in pairs}


def _plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_offering_has_a_sheet_with_all_rows_and_questions(
    site: Mapping[str, bytes], ids: tuple[str, ...], language: str
) -> None:
    for offering in ids:
        html = _sheet(site, offering, language)
        assert re.findall(r'<span class="number">(\d+)</span>', html) == [str(number) for number in range(1, 17)]
        assert html.count('<p class="evidence">') == len(QUESTIONS)
        assert 'content="noindex"' in html


def test_a_sheet_names_the_record_that_it_is_of(site: Mapping[str, bytes], ids: tuple[str, ...]) -> None:
    for offering in ids:
        record = json.loads(site[f"api/v1/offerings/{offering}.json"])
        rows = _rows(_sheet(site, offering))
        assert rows["Content hash"] == record["content_hash"]
        assert rows["Permanent link"] == record["iri"]
        assert rows["As of"] == "24 November 2026"


def test_what_is_not_stated_is_said_so(tmp_path: Path) -> None:
    folder = _catalogue(tmp_path, {"quality_assurance": None, "credential": None, "assessment": None, "level": None})
    rows = _rows(_sheet(site_of(folder), "example-university/data-literacy"))
    for question in ("Can the credential be verified?", "At what level is it?", "How was it tested?"):
        assert rows[question] == "not stated Evidence: not stated", question
    assert rows["Was the learner identified?"] == "not stated Evidence: not stated"


def test_answers_come_with_their_evidence(site: Mapping[str, bytes]) -> None:
    rows = _rows(_sheet(site, "example-university/data-analysis-with-python"))
    assert rows["Was the learner identified?"].startswith("supervised onsite, with identity verification Evidence: ")
    assert "quality-agency.example.org/reports/university-2023" in rows["Is its quality assured?"]
    assert "university.example.org/verify" in rows["Can the credential be verified?"]
    assert "4 learning outcomes Evidence: row 6 of this sheet" in rows["What has been learnt?"]
    assert rows["How much work was it?"].startswith("6 ECTS 156 hours of work")


def test_quality_assurance_that_has_lapsed_is_no_evidence(tmp_path: Path) -> None:
    entry = {
        "id": "old",
        "type": "program-quality-assurance",
        "framework": "esg",
        "title": {"et": "Vana hindamine", "en": "Old evaluation"},
        "report": "https://agency.example.org/old/",
        "agency": AGENCY,
        "issued": "2019-01-01",
        "expires": "2024-01-01",
    }
    rows = _rows(
        _sheet(site_of(_catalogue(tmp_path, {"quality_assurance": [entry]})), "example-university/data-literacy")
    )
    said = rows["Is its quality assured?"]
    assert said == "Old evaluation : not in force; it does not count for recognition Evidence: not stated"


def test_the_centre_of_each_country_of_an_awarding_body_is_named(tmp_path: Path) -> None:
    bodies = [
        {"name": {"et": "Üks", "en": "One"}, "country": "FI"},
        {"name": {"et": "Kaks", "en": "Two"}, "country": "BR"},
    ]
    html = _plain(
        _sheet(site_of(_catalogue(tmp_path, {"awarding_bodies": bodies})), "example-university/data-literacy")
    )
    assert "Finnish" in html or "Finland" in html
    assert "Brazil: no centre of the ENIC-NARIC networks is known to the catalogue" in html


def test_a_withdrawn_offering_says_so_on_its_sheet(site: Mapping[str, bytes]) -> None:
    html = _sheet(site, "example-adult-education-centre/everyday-data-skills")
    assert 'class="notice"' in html
    assert "no longer offered" in html


def test_a_sheet_of_a_renamed_offering_leads_from_its_old_address_to_the_new_one(site: Mapping[str, bytes]) -> None:
    html = _sheet(site, "example-university/python-for-analysts")
    assert 'href="../../data-analysis-with-python/sheet/"' in html


def _pixels(svg: str) -> list[bytes]:
    """The modules of a code that is drawn as horizontal strokes, as grey values, each four wide and high."""
    found = re.search(r'viewBox="0 0 (\d+) \d+"', svg)
    assert found
    grid = [bytearray(b"\xff" * int(found[1])) for _ in range(int(found[1]))]
    for x, y, length in re.findall(r"M(\d+) (\d+)\.5h(\d+)", svg):
        grid[int(y)][int(x) : int(x) + int(length)] = b"\0" * int(length)
    return [bytes(value for value in row for _ in range(4)) for row in grid for _ in range(4)]


def test_every_code_can_be_read_and_holds_the_permanent_link(site: Mapping[str, bytes], ids: tuple[str, ...]) -> None:
    for offering in ids:
        rows = _pixels(site[f"id/offerings/{offering}/qr.svg"].decode())
        image = memoryview(b"".join(rows)).cast("B", (len(rows), len(rows)))
        (found,) = zxingcpp.read_barcodes(image)
        assert found.text == f"https://catalogue.example.org/id/offerings/{offering}"


def _pages(page: Any, address: str) -> int:
    page.goto(address)
    paper = page.pdf(prefer_css_page_size=True)
    return len(pypdf.PdfReader(io.BytesIO(paper)).pages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_is_at_most_two_pages_of_paper(
    browser: Any, site_address: str, ids: tuple[str, ...], language: str
) -> None:
    page = browser.new_page()
    for offering in ids:
        assert _pages(page, f"{site_address}{language}/offerings/{offering}/sheet/") <= 2, offering
    page.close()


LONG = "Selgitab põhjalikult ja iseseisvalt kvaliteedikindlustussüsteemide rakendamise võimalusi organisatsioonis. " * 4


def _fullest() -> Document:
    """All that a sheet shows, as long and as often as the format lets it be."""

    def text(number: object = "", length: int = 400) -> Document:
        return {"et": f"{number} {LONG}"[:length].strip(), "en": f"{number} {LONG}"[:length].strip()}

    return {
        "title": text(length=100),
        "learning_outcomes": [{"id": f"outcome-{one}", "statement": text(one, 290)} for one in range(40)],
        "assessment": [
            {
                "id": f"assessment-{one}",
                "type": "project-work",
                "title": text(one, 100),
                "criteria": text(one),
                "grading": text(one, 150),
                "assessor": text(one, 150),
                "supervision": "supervised-onsite-with-id",
                "assesses": [f"outcome-{one}"],
            }
            for one in range(12)
        ],
        "awarding_bodies": [
            {"name": text(one, 150), "country": country, "homepage": f"https://{country.lower()}.example.org/"}
            for one, country in enumerate(("EE", "FI", "LV", "LT", "DE", "PL", "ES", "PT"))
        ],
        "quality_assurance": [
            {
                "id": f"quality-{one}",
                "type": "program-quality-assurance",
                "framework": "esg",
                "title": text(one, 150),
                "agency": AGENCY,
                "report": f"https://agency.example.org/reports/{'a-long-address-' * 6}{one}/",
            }
            for one in range(9)
        ],
        "prerequisites": {"text": text()},
        "documents": [
            {
                "title": text(one, 120),
                "url": f"https://university.example.org/{'documents-' * 8}{one}.pdf",
                "language": "et",
            }
            for one in range(9)
        ],
    }


@pytest.fixture(scope="module")
def fullest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site of a catalogue in which one offering says as much as it can."""
    top = tmp_path_factory.mktemp("fullest")
    for path, content in site_of(_catalogue(top, _fullest())).items():
        target = top / "site" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    with served(top / "site") as address:
        yield address


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fullest_sheet_is_two_pages_and_says_what_it_leaves_out(browser: Any, fullest: str, language: str) -> None:
    path = f"{language}/offerings/example-university/data-literacy/sheet/"
    page = browser.new_page()
    assert _pages(page, f"{fullest}{path}") <= 2
    text = page.inner_text("article")
    assert ("and 32 more in the record" if language == "en" else "ja kirjes veel 32") in text
    page.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_large_print_is_large_without_a_script(browser: Any, site_address: str, width: int) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{site_address}et/offerings/example-university/data-literacy/sheet/")
    size = "element => parseFloat(getComputedStyle(element).fontSize)"
    usual = page.locator(".questions dd").first.evaluate(size)
    page.get_by_text("Suur kiri").click()
    assert page.locator(".questions dd").first.evaluate(size) >= 1.4 * usual
    assert page.locator(".evidence").first.evaluate(size) >= 1.3 * usual
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.emulate_media(media="print")
    assert page.locator(".questions dd").first.evaluate(size) >= 21
    page.get_by_text("Tavaline kiri").is_visible()
    context.close()


def _catalogue(top: Path, stated: Document) -> Path:
    """A catalogue of one provider with one offering, which states these fields instead of its own; None takes one out."""
    import shutil

    from edited_world import document_of

    folder = top / "offerings"
    for name in ("provider.yml", "data-literacy.yml"):
        target = folder / "example-university" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "offerings/example-university" / name, target)
    settings = document_of(ROOT / "offerings/catalogue.yml") | {"incomplete": "mark"}
    (folder / "catalogue.yml").write_text(yaml_text(settings), encoding="utf-8")
    path = folder / "example-university/data-literacy.yml"
    fields = {**document_of(path), "stackability": None, "prerequisites": None, **stated}
    path.write_text(yaml_text({name: value for name, value in fields.items() if value is not None}), encoding="utf-8")
    left = {"logo"} | ({"quality_assurance"} if stated.get("quality_assurance", True) is None else set())
    provider = folder / "example-university/provider.yml"
    kept = {name: value for name, value in document_of(provider).items() if name not in left}
    provider.write_text(yaml_text(kept), encoding="utf-8")
    return folder
