"""The page of the shortlist and the comparison, held against the records, the evaluator and what strangers may write."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any
from unicodedata import normalize

import pypdf
import pytest
from built import edition_of
from compared import comparison, fragment_of, gone_to, rewritten, row_of, titles_of, wait_until_drawn
from conftest import ROOT
from microcatalogue.edition import Edition
from microcatalogue.recognition import evaluate, purposes_of
from test_gates import AXE_TAGS, SMALL_TARGETS
from test_saving import LITERACY, PYTHON, SETTLED, SHIFTS, opened

LANGUAGES = ("et", "en")


@pytest.fixture(scope="module")
def edition() -> Edition:
    return edition_of(ROOT / "offerings")


@pytest.fixture(scope="module")
def ids(edition: Edition) -> tuple[str, ...]:
    return tuple(one.id for one in edition.catalogue.published_offerings)


@pytest.fixture(autouse=True)
def _closed(browser: Any) -> Iterator[None]:
    """No context outlives its test."""
    yield
    for context in browser.contexts:
        context.close()


# What differs


FACTS = ("Credits", "Level", "Languages of teaching")


def _facts(site: Path, offering: str) -> dict[str, object]:
    """What the open data say, with no code shared with the page."""
    item = json.loads((site / "api/v1/offerings" / f"{offering}.json").read_bytes())
    languages = sorted(one["code"] for one in item.get("languages", ()))
    return dict(zip(FACTS, (item.get("workload", {}).get("ects"), _level(item), languages), strict=True))


def _samples(facts: dict[str, dict[str, object]]) -> list[tuple[str, ...]]:
    """Sets of two to six, the same in every run, and for each fact a pair that agrees in it."""
    ids, random = sorted(facts), Random(20220616)  # noqa: S311 - a choice of cases is no secret
    drawn = [tuple(random.sample(ids, random.randint(2, 6))) for _ in range(16)]
    pairs = list(combinations(random.sample(ids, len(ids)), 2))
    return [*drawn, *(next((a, b) for a, b in pairs if facts[a][fact] == facts[b][fact]) for fact in FACTS)]


def test_rows_differ_where_the_records_do(
    browser: Any, site_address: str, site_folder: Path, ids: tuple[str, ...]
) -> None:
    facts = {one: _facts(site_folder, one) for one in ids}
    seen: set[tuple[str, bool]] = set()
    page = browser.new_page()
    for those in _samples(facts):
        gone_to(page, site_address, fragment_of(*those))
        for label in FACTS:
            differs = any(facts[one][label] != facts[those[0]][label] for one in those)
            assert (row_of(page, label).get_attribute("class") == "differing") == differs, (those, label)
            assert row_of(page, label).locator("th .mark").count() == differs, (those, label)
            seen.add((label, differs))
        marked = page.locator("tr.differing").count()
        rows = marked + page.locator("tr.same:has(th[scope=row])").count()
        assert page.locator("#compare .total").inner_text() == f"{marked} of {rows} rows differ."
    assert len(seen) == 6, "every row has to differ in one sample and to be the same in another"


def _level(item: Any) -> str:
    level = item.get("level", {})
    return str(level["eqf"]["code"]) if "eqf" in level else "none" if "not_applicable" in level else ""


def test_the_order_in_which_a_record_names_things_is_no_difference(browser: Any, site_address: str) -> None:
    page = browser.new_page()
    values = "<ul class='values'><li><bdi>{}</bdi></li><li><bdi>{}</bdi></li></ul>"
    for offering, names in ((LITERACY, ("Estonian", "English")), (PYTHON, ("English", "Estonian"))):
        rewritten(page, offering, "languages", values.format(*names))
    gone_to(page, site_address, fragment_of(LITERACY, PYTHON))
    assert row_of(page, "Languages of teaching").get_attribute("class") == "same"


def test_the_elements_stand_in_order_with_their_gaps(
    browser: Any, site_address: str, site_folder: Path, ids: tuple[str, ...]
) -> None:
    page = browser.new_page()
    for those in (ids[:6], ids[6:8]):
        gone_to(page, site_address, fragment_of(*those))
        assert page.locator("th[scope=row] .number").all_inner_texts() == [str(number) for number in range(1, 17)]
        for number in range(1, 17):
            row = page.locator("tr", has=page.locator("th .number", has_text=re.compile(f"^{number}$")))
            for place, one in enumerate(those):
                html = (site_folder / "en/offerings" / one / "index.html").read_text("utf-8")
                own = re.search(
                    rf'<section id="annex-one">.*?<div data-row="{number}">.*?<dd>(.*?)</dd>', html, re.DOTALL
                )
                assert own
                assert _plain(row.locator("td").nth(place).inner_html()) == _plain(own[1]), (one, number)
                assert row.locator("td").nth(place).locator(".gap").count() == own[1].count('class="gap"')


def _plain(html: str) -> list[str]:
    """The words of some HTML, explanations left out."""
    bare = re.sub(r"<p>.*?</p></details>", "", html) if "<details" in html else html
    return re.sub(r"<[^>]+>", " ", bare.replace("&#x27;", "'").replace("&quot;", '"')).split()


def test_only_rows_that_differ_can_be_shown(browser: Any, site_address: str) -> None:
    page = comparison(browser, site_address, LITERACY, PYTHON)
    same = page.locator("tr.same:visible").count()
    assert same > 2
    page.get_by_label("Show only rows that differ").check()
    assert page.locator("tr.same:visible").count() == 0
    assert page.locator("tr.differing:visible").count() == page.locator("tr.differing").count() > 5
    page.get_by_label("Show only rows that differ").uncheck()
    assert page.locator("tr.same:visible").count() == same


# What an organisation recognises


@pytest.mark.parametrize("by", ["example-university", "example-river-university", "example-employment-service"])
def test_answers_are_those_of_the_evaluator(browser: Any, site_address: str, edition: Edition, by: str) -> None:
    catalogue = edition.catalogue
    joint = next(one.id for one in catalogue.published_offerings if len(one.awarding_bodies) > 1)
    random = Random(by)  # noqa: S311 - a choice of cases is no secret
    others = random.sample([one.id for one in catalogue.published_offerings if one.id != joint], 5)
    page = comparison(browser, site_address, joint, *others, by=by)
    policy, name = catalogue.policies[by], catalogue.providers[by].name.best("en")[1]
    assert page.locator("th[scope=rowgroup]").last.inner_text() == f"Recognised by {name}"
    assert page.locator("select").input_value() == by
    body = page.locator("tbody", has=page.locator("th", has_text=f"Recognised by {name}"))
    assert body.locator("th[scope=row]").count() == len(purposes_of(policy))
    for place, offering in enumerate((joint, *others)):
        found = evaluate(policy, catalogue.offerings[offering], catalogue)
        for purpose in purposes_of(policy):
            wanted = next((one.outcome for one in found if one.purpose == purpose), "no-rule")
            cell = _purpose_row(body, purpose).locator("td").nth(place)
            classes = cell.locator("> span").get_attribute("class").split()
            assert classes == (["gap"] if wanted == "no-rule" else ["outcome", wanted]), (offering, purpose)
    assert (
        page.locator(".small > a", has_text="The policy of the organisation")
        .get_attribute("href")
        .endswith(f"/en/providers/{by}/#recognition-policy")
    )
    assert "The receiving organisation decides on recognition." in page.locator("main").inner_text()


def test_an_offering_of_a_body_without_a_page_has_its_answers(
    browser: Any, site_address: str, edition: Edition
) -> None:
    """Such a body is found by its name: here the page of a joint offering is made to name no other."""
    joint = next(one for one in edition.catalogue.published_offerings if any(each.name for each in one.awarding_bodies))
    name = next(each.name for each in joint.awarding_bodies if each.name).best("en")[1]
    page, by = browser.new_page(), "example-river-university"
    fragment = fragment_of(joint.id, LITERACY, by=by)
    wanted = gone_to(page, site_address, fragment).locator("tbody").nth(2).inner_text()
    assert "automatic" in wanted
    rewritten(page, joint.id, "4", f"<bdi>{name}</bdi>")
    page.reload()
    wait_until_drawn(page)
    assert page.locator("tbody").nth(2).inner_text() == wanted


def _purpose_row(body: Any, purpose: str) -> Any:
    label = {
        "credit-transfer": "Credit transfer",
        "professional-development": "Professional development",
    }.get(purpose, purpose.capitalize())
    return body.locator("tr").filter(has_text=re.compile(f"^{label}"))


def test_an_organisation_is_chosen_and_stands_in_the_address(browser: Any, site_address: str, edition: Edition) -> None:
    page = comparison(browser, site_address, LITERACY, PYTHON)
    offered = page.locator("select option").evaluate_all("all => all.map(one => one.value)")
    assert set(offered) == {"", *edition.receivers()}
    page.select_option("select", "example-river-university")
    page.wait_for_selector(".outcome")
    assert page.url.endswith(f"{fragment_of(LITERACY, PYTHON)}&by=example-river-university")
    page.locator(".outcome a").first.click()
    page.wait_for_selector("#who-recognises")
    page.go_back()
    page.wait_for_selector(".outcome")
    page.select_option("select", "")
    page.wait_for_selector(".outcome", state="detached")
    assert page.url.endswith(fragment_of(LITERACY, PYTHON))


# Sharing, printing, other languages


def test_the_link_is_copied_whole(browser: Any, site_address: str) -> None:
    context = opened(browser, site_address, [LITERACY, PYTHON])
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site_address.rstrip("/"))
    page = gone_to(context.new_page(), site_address)
    page.select_option("select", "example-river-university")
    page.wait_for_selector(".outcome")
    page.get_by_role("button", name="Copy the link").click()
    page.get_by_text("The link is copied.").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == f"{site_address}en/compare/{fragment_of(LITERACY, PYTHON, by='example-river-university')}"
    other = opened(browser, site_address).new_page()
    other.goto(link)
    other.wait_for_selector(".outcome")
    assert titles_of(other) == ["Data literacy", "Data analysis with Python"]


def test_where_copying_is_refused_the_link_is_marked(browser: Any, site_address: str) -> None:
    context = opened(browser, site_address)
    context.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page = gone_to(context.new_page(), site_address, fragment_of(LITERACY, PYTHON))
    page.get_by_role("button", name="Copy the link").click()
    page.get_by_text("copy it yourself").wait_for()
    assert page.evaluate("document.activeElement.selectionEnd") == len(page.url)
    assert page.get_by_label("Link to this comparison").input_value() == page.url


def test_the_other_language_shows_the_same_comparison(browser: Any, site_address: str) -> None:
    page = comparison(browser, site_address, LITERACY, PYTHON, by="example-river-university")
    english = page.locator("tr").evaluate_all("all => all.map(one => one.className)")
    page.locator("a[hreflang=et]").click()
    page.wait_for_url("**/et/compare/**")
    page.wait_for_selector(".outcome")
    wait_until_drawn(page)
    assert titles_of(page) == ["Andmepädevus", "Andmeanalüüs Pythoniga"]
    assert page.url.endswith(fragment_of(LITERACY, PYTHON, by="example-river-university"))
    assert page.locator("tr").evaluate_all("all => all.map(one => one.className)") == english
    assert page.locator("tr.differing .mark").first.inner_text() == "erineb"


def test_texts_keep_their_language(browser: Any, site_address: str) -> None:
    page = browser.new_page()
    rewritten(page, LITERACY, "6", '<span lang="sv-FI" dir="auto">Läser öppna data</span>')
    gone_to(page, site_address, fragment_of(LITERACY, PYTHON))
    said = page.locator("td span[lang]")
    assert (said.inner_text(), said.get_attribute("lang"), said.get_attribute("dir")) == (
        "Läser öppna data",
        "sv-FI",
        "auto",
    )


def test_what_is_printed(browser: Any, site_address: str) -> None:
    page = comparison(browser, site_address, LITERACY, PYTHON, by="example-river-university")
    page.locator("textarea").fill("Evenings only.\nAsks for the voucher.")
    reader = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    text = normalize("NFKC", " ".join(" ".join(one.extract_text() for one in reader.pages).split()))
    for said in (
        "Data literacy",
        "Data analysis with Python",
        "Evenings only. Asks for the voucher.",
        "As of 24 November",
    ):
        assert said in text, said
    joined = text.replace(" ", "")
    assert f"Addressofthiscomparison:{site_address}en/compare/{fragment_of(LITERACY, PYTHON)}" in joined
    assert joined.count("https://catalogue.example.org/id/offerings/") == 2
    for control in ("Copy the link", "Remove", "Your shortlist", "Main menu", "Delete", "Show only"):
        assert control not in text, control
    box = reader.pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (842, 595), "A4 across"
    page.emulate_media(media="print")
    codes = page.locator("td img.picture")
    assert codes.count() == 2
    for code in codes.all():
        assert code.is_visible()
        assert code.evaluate("one => one.complete && one.getBoundingClientRect().width") > 75, "20 mm on paper"


# For everybody


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("number", [0, 2, 6])
def test_the_page_fits_its_screen(
    browser: Any, site_address: str, ids: tuple[str, ...], number: int, width: int
) -> None:
    kept = list(ids[:number]) or None
    page = opened(browser, site_address, kept, viewport={"width": width, "height": 900}).new_page()
    gone_to(page, site_address, language="et")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(SMALL_TARGETS) == []
    assert page.locator("thead th").count() == (number if number > 1 else 0)


@pytest.mark.parametrize("width", [390, 1280])
def test_screen_readers_are_told_of_a_table_at_every_width(
    browser: Any, site_address: str, ids: tuple[str, ...], width: int
) -> None:
    page = comparison(browser, site_address, *ids[:3], viewport={"width": width, "height": 900})
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    roles = Counter(one["role"]["value"] for one in nodes if not one["ignored"])
    rows = page.locator("table.comparison tbody tr").count()
    assert roles["columnheader"] == 3
    assert roles["rowheader"] == rows
    assert roles["cell"] + roles["gridcell"] >= 3 * page.locator("th[scope=row]").count()


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_no_barrier(
    browser: Any, axe: str, site_address: str, ids: tuple[str, ...], language: str, width: int, scheme: str
) -> None:
    options = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    for number in (0, 2, 6):
        page = opened(browser, site_address, list(ids[:number]) or None, **options).new_page()
        by = "example-river-university"
        gone_to(page, site_address, fragment_of(*ids[:number], by=by) if number else "", language)
        if number:
            page.wait_for_selector("table.comparison")
        page.evaluate(axe)
        result = page.evaluate("tags => axe.run({runOnly: tags, resultTypes: ['violations']})", AXE_TAGS)
        assert [(one["id"], one["nodes"][0]["html"][:150]) for one in result["violations"]] == [], number
        page.context.close()


def test_forced_colours_and_wide_spacing_lose_nothing(browser: Any, site_address: str, ids: tuple[str, ...]) -> None:
    options = {"viewport": {"width": 320, "height": 900}, "forced_colors": "active", "bypass_csp": True}
    page = comparison(browser, site_address, *ids[:3], **options)
    page.evaluate("""() => { for (const one of document.querySelectorAll("body *")) {
        one.style.lineHeight = "1.5"; one.style.letterSpacing = "0.12em"; one.style.wordSpacing = "0.16em"; } }""")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator("tr.differing .mark").first.is_visible()


def test_all_of_it_works_by_keyboard(browser: Any, site_address: str, ids: tuple[str, ...]) -> None:
    page = gone_to(opened(browser, site_address, list(ids[:3]), reduced_motion="reduce").new_page(), site_address)
    reached: list[str] = []
    for _ in range(150):
        page.keyboard.press("Tab")
        stop = page.evaluate("""() => {
            const one = document.activeElement, style = getComputedStyle(one);
            const drawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
            return [drawn, one.getAttribute("aria-label") || one.getAttribute("role") || one.textContent.trim() || one.localName];
        }""")
        assert stop[0], stop
        reached.append(stop[1][:60])
        if page.evaluate("document.activeElement.localName") == "textarea":
            break
    assert sum(one.startswith("Compare: ") for one in reached) == 3
    assert sum(one.startswith("Remove ") for one in reached) == 6
    assert "region" in reached
    assert {"Copy the link", "Print"} <= set(reached)
    page.locator(".saved-list input").first.focus()
    page.keyboard.press("Space")
    wait_until_drawn(page)
    assert page.locator("thead th").count() == 2
    assert page.evaluate("document.activeElement.dataset.for") == f"compare {ids[0]}"
    page.get_by_role("button", name="Remove ").last.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("table.comparison", state="detached")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "status"


def test_what_is_drawn_does_not_push_what_is_there(browser: Any, site_address: str, ids: tuple[str, ...]) -> None:
    for width in (390, 1280):
        context = opened(browser, site_address, list(ids[:4]), viewport={"width": width, "height": 900})
        context.add_init_script(SHIFTS)
        page = gone_to(context.new_page(), site_address)
        page.wait_for_selector("table.comparison")
        page.evaluate(SETTLED)
        assert page.evaluate("window.shift") < 0.1, width


def test_without_a_script_the_page_says_what_it_needs(browser: Any, site_address: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{site_address}en/compare/{fragment_of(LITERACY, PYTHON)}")
    said = page.locator("main").inner_text()
    assert "This page needs JavaScript." in said
    assert "The receiving organisation decides on recognition." in said
    page.locator("main a.more").click()
    page.wait_for_url("**/en/browse/")
