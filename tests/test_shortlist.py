"""The shortlist and the notes on the page of the comparison: what stays in the browser, and what others may have put there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from built import edition_of
from compared import MONITORING, NOTES, WITHDRAWN, comparison, fragment_of, gone_to, titles_of, wait_until_drawn
from conftest import ROOT
from test_saving import LITERACY, PYTHON, REFUSING, kept_in, opened


@pytest.fixture(scope="module")
def ids() -> tuple[str, ...]:
    return tuple(one.id for one in edition_of(ROOT / "offerings").catalogue.published_offerings)


@pytest.fixture(autouse=True)
def _closed(browser: Any) -> Iterator[None]:
    """No context outlives its test."""
    yield
    for context in browser.contexts:
        context.close()


def test_the_own_list_is_compared_and_ticks_choose(browser: Any, site_address: str, ids: tuple[str, ...]) -> None:
    page = gone_to(opened(browser, site_address, list(ids[:8])).new_page(), site_address)
    assert "8 of 20 places are taken." in page.locator("#compare").inner_text()
    assert "the first six stand side by side" in page.locator("#compare").inner_text()
    assert page.locator("thead th").count() == 6
    assert page.locator(".saved-list input:checked").count() == 6
    page.locator(".saved-list input").nth(7).click()
    assert page.locator(".saved-list input:checked").count() == 6
    assert "At most six can stand side by side. Untick one first." in page.locator("#compare").inner_text()
    page.locator(".saved-list input").nth(0).uncheck()
    page.locator(".saved-list input").nth(7).check()
    wait_until_drawn(page)
    assert page.url.endswith(fragment_of(*ids[1:6], ids[7]))
    assert kept_in(page) == list(ids[:8])
    page.reload()
    wait_until_drawn(page)
    assert page.locator(".saved-list input").nth(7).is_checked()
    page.locator(".saved-list li").nth(7).get_by_role("button").click()
    wait_until_drawn(page)
    assert page.url.endswith(fragment_of(*ids[1:6]))
    assert kept_in(page) == list(ids[:7])


def test_an_address_leaves_the_own_list_alone_until_asked(
    browser: Any, site_address: str, ids: tuple[str, ...]
) -> None:
    page = comparison(browser, site_address, LITERACY, PYTHON, kept=[MONITORING])
    assert "Your own shortlist stays as it is." in page.locator("main").inner_text()
    assert kept_in(page) == [MONITORING]
    page.get_by_role("button", name="Add these to my shortlist").click()
    wait_until_drawn(page)
    assert kept_in(page) == [MONITORING, LITERACY, PYTHON]
    assert page.get_by_role("button", name="Add these to my shortlist").count() == 0
    full = comparison(browser, site_address, *ids[20:23], kept=list(ids[:19]))
    full.get_by_role("button", name="Add these to my shortlist").click()
    assert "The shortlist is full: it holds 20." in full.locator("main").inner_text()
    assert kept_in(full) == [*ids[:19], ids[20]]


def test_the_list_of_another_tab_shows_here(browser: Any, site_address: str) -> None:
    context = opened(browser, site_address, [LITERACY])
    page, other = context.new_page(), context.new_page()
    gone_to(page, site_address)
    other.goto(f"{site_address}en/offerings/{PYTHON}/")
    other.locator("[data-save] > .save").click()
    page.wait_for_selector("table.comparison")
    assert titles_of(page) == ["Data literacy", "Data analysis with Python"]


def test_a_note_stays_in_the_browser(browser: Any, site_address: str) -> None:
    context = opened(browser, site_address, [LITERACY, PYTHON])
    asked: list[tuple[str, str, str | None]] = []
    context.on("request", lambda request: asked.append((request.method, request.url, request.post_data)))
    page = gone_to(context.new_page(), site_address)
    page.get_by_label("Your note on this comparison").fill("Kvöldin <b>einungis</b>")
    page.reload()
    wait_until_drawn(page)
    assert page.get_by_label("Your note on this comparison").input_value() == "Kvöldin <b>einungis</b>"
    assert "Kv%C3%B6ldin" not in page.evaluate("location.href + document.querySelector('#compare').drawn.address()")
    assert {method for method, *_ in asked} == {"GET"}
    for _, url, body in asked:
        assert url.startswith((site_address, "data:")), url
        assert body is None
        assert "einungis" not in url
    assert context.cookies() == []
    assert page.evaluate("Object.keys(localStorage).sort()") == [NOTES, "microcatalogue.shortlist"]
    assert page.evaluate("sessionStorage.length") == 0


def test_a_note_belongs_to_what_it_is_on(browser: Any, site_address: str) -> None:
    context = opened(browser, site_address, [LITERACY, PYTHON])
    page = gone_to(context.new_page(), site_address)
    note = page.get_by_label("Your note on this comparison")
    note.fill("mine")
    page.locator(".saved-list input").first.uncheck()
    wait_until_drawn(page)
    assert note.input_value() == "mine"
    gone_to(page, site_address, fragment_of(MONITORING, WITHDRAWN, LITERACY))
    assert note.input_value() == ""
    note.fill("of a client")
    page.get_by_role("button", name="Remove Everyday data skills").click()
    wait_until_drawn(page)
    assert note.input_value() == "of a client"
    page.get_by_role("button", name="Add these to my shortlist").click()
    wait_until_drawn(page)
    assert note.input_value() == "mine\n\nof a client"
    assert list(json.loads(page.evaluate(f"localStorage.getItem('{NOTES}')"))) == [""]


def test_a_note_has_its_length_and_notes_their_number(browser: Any, site_address: str, ids: tuple[str, ...]) -> None:
    page = gone_to(opened(browser, site_address).new_page(), site_address, fragment_of(*ids[:2]))
    note = page.get_by_label("Your note on this comparison")
    assert note.get_attribute("maxlength") == "2000"
    stated = {f"a/x{number},b/y": "text" for number in range(20)}
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [NOTES, json.dumps(stated)])
    note.fill("one more")
    assert "There are 20 notes already" in page.locator(".notes").inner_text()
    assert json.loads(page.evaluate(f"localStorage.getItem('{NOTES}')")) == stated


@pytest.mark.parametrize(
    "stated", ["{", "[]", "7", '{"": 7}', '{"<b>": "x"}', json.dumps({"": "y" * 9_000}), '{"__proto__": "x"}']
)
def test_notes_that_others_wrote_are_not_trusted(browser: Any, site_address: str, stated: str) -> None:
    context = opened(browser, site_address)
    context.add_init_script(f"localStorage.setItem('{NOTES}', {json.dumps(stated)})")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    gone_to(page, site_address)
    assert len(page.locator("textarea").input_value()) <= 2_000
    page.locator("textarea").fill("new")
    assert errors == []


def test_all_can_be_deleted(browser: Any, site_address: str) -> None:
    page = gone_to(opened(browser, site_address, [LITERACY, PYTHON]).new_page(), site_address)
    page.locator("textarea").fill("note")
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Delete shortlist and all notes").click()
    assert page.evaluate("localStorage.length") == 2
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Delete shortlist and all notes").click()
    assert page.evaluate("localStorage.length") == 0
    assert page.locator("textarea").input_value() == ""
    assert "are deleted from this browser" in page.locator(".notes").inner_text()
    assert "Nothing is saved yet." in page.locator("#compare").inner_text()


def test_a_browser_that_keeps_nothing_compares_all_the_same(browser: Any, site_address: str) -> None:
    context = opened(browser, site_address)
    context.add_init_script(REFUSING)
    page = gone_to(context.new_page(), site_address, fragment_of(LITERACY, PYTHON))
    assert page.locator("thead th").count() == 2
    page.locator("textarea").fill("note")
    assert "This browser keeps nothing for this site, so the note is lost" in page.locator(".notes").inner_text()
    page.locator("select").select_option("example-river-university")
    page.wait_for_selector(".outcome")
    assert page.locator("textarea").input_value() == "note"
