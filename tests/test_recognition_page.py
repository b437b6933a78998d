"""The table of recognition, in a browser and as files; what pages say of recognition, held against the evaluator."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from built import edition_of, site_of
from conftest import ROOT
from microcatalogue.awarding import awarding_bodies, key_of
from microcatalogue.edition import Edition
from microcatalogue.recognition import evaluate

PURPOSE = "credit-transfer"


@pytest.fixture(scope="module")
def edition() -> Edition:
    return edition_of(ROOT / "offerings")


def _counts(
    edition: Edition, body: str, by: str, purpose: str = PURPOSE, level: str = "", field: str = ""
) -> Counter[str]:
    """Outcomes of a policy for what a body awards, pair by pair."""
    catalogue = edition.catalogue
    those = [
        one
        for one in catalogue.published_offerings
        if body in map(key_of, catalogue.awarding_bodies(one))
        and (not level or (one.level and str(one.level.eqf) == level))
        and (not field or any(code.startswith(field) for code in one.isced_f))
    ]
    found = (evaluate(catalogue.policies[by], one, catalogue) for one in those)
    return Counter(next((one.outcome for one in every if one.purpose == purpose), "no-rule") for every in found)


def _table(browser: Any, address: str, fragment: str, **options: Any) -> Any:
    page = browser.new_context(**options).new_page()
    page.goto(f"{address}en/recognition/#{fragment}")
    page.wait_for_selector("table.matrix")
    return page


def _cell(page: Any, body: str, receiver: str) -> Any:
    row = page.locator("table.matrix tbody tr").filter(has=page.locator("th", has_text=re.compile(f"^{body}$")))
    return row.locator(f'td[data-label="{receiver}"]')


def _said(cell: Any) -> Counter[str]:
    """What a cell says: the class of each line is the outcome."""
    lines = cell.locator(".outcome").evaluate_all("all => all.map(one => [one.className, one.textContent])")
    return Counter({name.split()[1]: int(text.split()[0]) for name, text in lines})


@pytest.mark.parametrize("body", ["example-coastal-university", "example-vocational-school", "example-solar-energy"])
@pytest.mark.parametrize("by", ["example-university", "example-river-university"])
def test_a_cell_counts_what_the_policy_comes_to(
    browser: Any, site_address: str, edition: Edition, body: str, by: str
) -> None:
    page = _table(browser, site_address, f"purpose={PURPOSE}&body={body}&by={by}")
    names = {one: edition.catalogue.providers[one].name.best("en")[1] for one in (body, by)}
    cell, wanted = _cell(page, names[body], names[by]), _counts(edition, body, by)
    if set(wanted) == {"no-rule"}:
        assert cell.inner_text() == "no statement"
    else:
        assert _said(cell) == wanted


def test_filters_narrow_down_and_stand_in_the_address(browser: Any, site_address: str, edition: Edition) -> None:
    page = _table(browser, site_address, f"purpose={PURPOSE}&by=example-university")
    before = page.locator("table.matrix tbody tr").count()
    page.select_option("select[name=level]", "6")
    page.wait_for_function(f"() => document.querySelectorAll('table.matrix tbody tr').length < {before}")
    assert "level=6" in page.url
    wanted = _counts(edition, "example-coastal-university", "example-university", level="6")
    assert _said(_cell(page, "Example Coastal University", "Example University of Technology")) == wanted
    page.select_option("select[name=bodyCountry]", "FI")
    page.wait_for_function("() => document.querySelectorAll('table.matrix tbody tr').length === 1")
    assert page.locator("[role=status]").inner_text().startswith("1 of 1 awarding bodies")
    page.select_option("select[name=level]", "")
    page.select_option("select[name=body]", "example-coastal-university")
    fields = page.locator("select[name=field] option").evaluate_all("all => all.map(one => one.value).filter(Boolean)")
    for field in fields:
        page.select_option("select[name=field]", field)
        page.wait_for_function(f"() => location.hash.includes('field={field}')")
        page.wait_for_timeout(50)
        wanted = _counts(edition, "example-coastal-university", "example-university", field=field)
        cells = page.locator("table.matrix td")
        if not wanted:
            assert cells.count() == 0, field
        elif set(wanted) == {"no-rule"}:
            assert cells.all_inner_texts() == ["no statement"], field
        else:
            assert _said(cells) == wanted, field
    page.select_option("select[name=field]", "")
    page.select_option("select[name=byCountry]", "FI")
    page.wait_for_function("() => !document.querySelector('table.matrix')")
    assert page.locator("[role=status]").inner_text() == "Nothing fits what you chose."


def test_no_policy_published_is_a_value(browser: Any, site_address: str) -> None:
    page = _table(browser, site_address, f"purpose={PURPOSE}&by=example-vocational-school")
    assert set(page.locator("table.matrix td").all_inner_texts()) == {"no policy published"}


@pytest.mark.parametrize("width", [390, 1280])
def test_a_cell_opens_and_closes_by_keyboard(browser: Any, site_address: str, width: int) -> None:
    fragment = f"purpose={PURPOSE}&body=example-coastal-university&by=example-university"
    page = _table(browser, site_address, fragment, viewport={"width": width, "height": 800})
    button = page.locator("table.matrix button").first
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open]")
    listed = page.locator("dialog li").count()
    assert listed == sum(_said(page.locator("table.matrix td").first).values())
    said = page.inner_text("dialog")
    for words in ("Policy of 28 May 2026", "The receiving organisation decides", "Directive 2005/36/EC"):
        assert words in said
    target = page.locator("dialog li a").first.get_attribute("href")
    assert "#who-recognises" in target
    assert page.evaluate("document.querySelector('dialog').getAttribute('aria-labelledby') === 'cell-title'")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog[open]", state="hidden")
    assert page.evaluate("document.activeElement.className") == "outcomes-of-cell"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [390, 1280])
def test_screen_readers_are_told_of_a_table_at_every_width(browser: Any, site_address: str, width: int) -> None:
    page = _table(browser, site_address, f"purpose={PURPOSE}", viewport={"width": width, "height": 800})
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    roles = Counter(one["role"]["value"] for one in nodes if not one["ignored"])
    rows, columns = page.locator(".matrix tbody tr").count(), page.locator(".matrix thead th").count()
    assert roles["rowheader"] >= rows
    assert roles["columnheader"] >= columns
    assert roles["cell"] + roles["gridcell"] >= rows * (columns - 1)


def test_what_is_opened_leads_to_the_answer_on_the_offering(browser: Any, site_address: str) -> None:
    page = _table(browser, site_address, f"purpose={PURPOSE}&body=example-coastal-university&by=example-university")
    page.locator("table.matrix button").first.click()
    page.locator("dialog li a").first.click()
    page.wait_for_selector("#who-recognises")
    assert "/en/offerings/example-coastal-university/" in page.url


def test_a_file_that_does_not_come_is_said(browser: Any, site_address: str) -> None:
    page = browser.new_page()
    page.route("**/recognition/*.json", lambda route: route.abort())
    page.goto(f"{site_address}en/recognition/")
    page.wait_for_selector("#table .note")
    assert page.locator("#totals table").is_visible()


def test_an_address_that_names_nothing_known_shows_the_whole(browser: Any, site_address: str) -> None:
    page = _table(browser, site_address, "purpose=none&body=none&level=99&<script>")
    assert page.locator("table.matrix tbody tr").count() == 25


def test_without_a_script_the_totals_stand(browser: Any, site_address: str, edition: Edition) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{site_address}en/recognition/")
    assert not page.locator("#table").is_visible()
    assert page.locator("#totals tbody tr").count() == sum(
        len(edition.outcome_letters(one)) for one in edition.receivers()
    )


def test_the_files_of_the_table_fit_together(edition: Edition) -> None:
    site = site_of(ROOT / "offerings")
    index = json.loads(site["en/recognition/index.json"])
    entries = sum(count for *_, count, _ in index["bodies"])
    assert len(index["levels"]) == len(index["fields"]) == entries
    bodies = awarding_bodies(edition.catalogue, edition.catalogue.published_offerings)
    assert [one.key for one in bodies] == [key for key, *_ in index["bodies"]]
    for *_, count, titles in index["bodies"]:
        assert len(json.loads(site[f"en/recognition/{titles}"])) == count
    for *_, file, _ in index["receivers"]:
        if file:
            letters = json.loads(site[str(Path("en/recognition", file)).replace("en/recognition/../../", "")])
            assert {len(one) for one in letters.values()} == {entries}


def test_a_body_without_a_folder_has_a_row_of_its_own(edition: Edition) -> None:
    keys = [one.key for one in edition.awarding() if one.body.provider is None]
    assert keys
    assert all(re.fullmatch("other-[0-9a-f]{10}", key) for key in keys)
    assert edition.awarded_by(keys[0])


def test_an_offering_that_two_bodies_award_stands_in_both_rows(edition: Edition) -> None:
    catalogue = edition.catalogue
    joint = next(one for one in catalogue.published_offerings if len(one.awarding_bodies) > 1)
    rows = [one for one in edition.awarding() if joint in one.offerings]
    assert len(rows) == len({key_of(body) for body in joint.awarding_bodies}) > 1
