"""Saving offerings to the shortlist: buttons on cards and pages, the count in the header, and what a browser keeps."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from built import edition_of
from conftest import ROOT
from page_kinds import paths

KEY = "microcatalogue.shortlist"
LITERACY, PYTHON = "example-university/data-literacy", "example-university/data-analysis-with-python"
REFUSING = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }});"
# All that moves without the reader's doing, from the first paint on (layout-instability of the W3C).
SHIFTS = """window.shift = 0;
new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) window.shift += one.value;
}).observe({type: "layout-shift", buffered: true});"""
# Two frames later what was drawn has been measured.
SETTLED = """new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"""


@pytest.fixture(scope="module")
def ids() -> tuple[str, ...]:
    return tuple(one.id for one in edition_of(ROOT / "offerings").catalogue.published_offerings)


def opened(browser: Any, address: str, kept: object = None, **options: Any) -> Any:
    """A browser in which `kept` stands where the shortlist does: a text as it is, other things as JSON."""
    text = kept if isinstance(kept, str) else json.dumps(kept)
    origin = {"origin": address.rstrip("/"), "localStorage": [{"name": KEY, "value": text}]}
    return browser.new_context(storage_state={"origins": [origin] if kept is not None else []}, **options)


def kept_in(page: Any) -> Any:
    return json.loads(page.evaluate(f"localStorage.getItem('{KEY}')") or "null")


def go_slowly(page: Any, address: str) -> None:
    """Opens a page whose script arrives only when it has been painted without it, and waits until it has run."""
    held: list[Any] = []
    page.route("**/assets/catalogue.*.js", lambda route: held.append(route))
    page.goto(address, wait_until="commit")
    page.wait_for_selector("footer", state="attached")
    page.evaluate(SETTLED)
    (script,) = held
    script.continue_()
    page.wait_for_load_state("load")
    page.evaluate(SETTLED)


def _save(page: Any, offering: str) -> Any:
    return page.locator(f'[data-save="{offering}"] > .save')


def test_what_is_saved_on_a_card_is_saved_on_its_page_and_after_a_reload(browser: Any, site_address: str) -> None:
    page = opened(browser, site_address).new_page()
    page.goto(f"{site_address}en/browse/provider/example-university/")
    button = _save(page, LITERACY)
    assert (button.get_attribute("aria-pressed"), button.get_attribute("aria-label")) == (
        "false",
        "Save: Data literacy",
    )
    assert page.locator(".menu .saved").inner_text() == ""
    button.click()
    assert (button.get_attribute("aria-pressed"), button.get_attribute("aria-label")) == (
        "true",
        "Saved: Data literacy",
    )
    assert page.locator(".menu .saved").inner_text() == "(1)"
    page.goto(f"{site_address}et/offerings/{LITERACY}/")
    assert _save(page, LITERACY).inner_text() == "★ Salvestatud"
    page.reload()
    assert _save(page, LITERACY).get_attribute("aria-pressed") == "true"
    _save(page, LITERACY).focus()
    page.keyboard.press("Space")
    assert _save(page, LITERACY).get_attribute("aria-pressed") == "false"
    assert page.evaluate("document.activeElement.className") == "save"
    assert page.evaluate("localStorage.length") == 0


def test_every_offering_can_be_saved_and_nothing_else(site_folder: Path, ids: tuple[str, ...]) -> None:
    listed: set[str] = set()
    for path in (site_folder / "en/browse").rglob("index.html"):
        listed |= set(re.findall(r'<li class="card" data-save="([^"]+)"', path.read_text("utf-8")))
    assert listed == set(ids)
    for one in ids:
        page = (site_folder / "en/offerings" / one / "index.html").read_text("utf-8")
        assert re.findall(r'data-save="([^"]+)"', page) == [one]
    for folder in ("providers", "pathways"):
        assert "data-save" not in (site_folder / "en" / folder / "index.html").read_text("utf-8")


def test_what_a_search_finds_can_be_saved(browser: Any, site_address: str) -> None:
    page = opened(browser, site_address, [PYTHON]).new_page()
    page.goto(f"{site_address}en/browse/?q=python")
    page.locator(f'#results [data-save="{PYTHON}"]').wait_for()
    assert _save(page, PYTHON).get_attribute("aria-pressed") == "true"
    assert page.locator("#results .card .save").count() == page.locator("#results .card").count()


def test_the_list_holds_twenty_and_says_so(browser: Any, site_address: str, ids: tuple[str, ...]) -> None:
    others = [one for one in ids if one != LITERACY][:20]
    page = opened(browser, site_address, others).new_page()
    page.goto(f"{site_address}en/offerings/{LITERACY}/")
    _save(page, LITERACY).click()
    assert page.locator("[role=alert]").inner_text().startswith("The shortlist is full: it holds 20.")
    assert _save(page, LITERACY).get_attribute("aria-pressed") == "false"
    assert kept_in(page) == others
    page.goto(f"{site_address}en/offerings/{others[3]}/")
    _save(page, others[3]).click()
    assert len(kept_in(page)) == 19


@pytest.mark.parametrize(
    ("kept", "number"),
    [
        ("{", 0),
        ("null", 0),
        ('"example-university/data-literacy"', 0),
        ({"0": LITERACY, "length": 1}, 0),
        ([LITERACY, 7, None, {"a": 1}, [PYTHON], LITERACY], 1),
        (["<img src=x onerror=alert(1)>", "../../secret", "a/b/c", "A/B", "a/", "/b", "a--b/c", f"{'a' * 65}/b"], 0),
        ([f"a/b\n{'x'}", "a/b\n", "javascript:alert(1)/x", PYTHON], 1),
        ([f"a/x{one}" for one in range(500)], 20),
    ],
)
def test_what_others_have_put_into_the_browser_is_not_trusted(
    browser: Any, site_address: str, kept: object, number: int
) -> None:
    page = opened(browser, site_address, kept).new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{site_address}en/offerings/{LITERACY}/")
    assert page.locator(".menu .saved").inner_text() == (f"({number})" if number else "")
    _save(page, LITERACY).click()
    assert errors == []


def test_a_browser_that_keeps_nothing_says_so(browser: Any, site_address: str) -> None:
    context = opened(browser, site_address)
    context.add_init_script(REFUSING)
    page = context.new_page()
    page.goto(f"{site_address}en/offerings/{LITERACY}/")
    _save(page, LITERACY).click()
    assert page.locator("[role=alert]").inner_text().startswith("This browser keeps nothing for this site")
    assert _save(page, LITERACY).get_attribute("aria-pressed") == "true"
    assert page.locator(".menu .saved").inner_text() == "(1)"


def test_two_tabs_and_the_way_back_show_the_same(browser: Any, site_address: str) -> None:
    context = opened(browser, site_address)
    one, other = context.new_page(), context.new_page()
    for page in (one, other):
        page.goto(f"{site_address}en/offerings/{LITERACY}/")
    _save(one, LITERACY).click()
    other.wait_for_selector(".save[aria-pressed=true]")
    other.goto(f"{site_address}en/offerings/{PYTHON}/")
    _save(other, PYTHON).click()
    other.go_back()
    other.locator(".menu .saved", has_text="(2)").wait_for()


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("kind", ["home", "all offerings", "offerings of a level", "offering", "withdrawn offering"])
def test_buttons_do_not_move_what_is_there(browser: Any, site_address: str, kind: str, width: int) -> None:
    """On a screen so high that lists stand on it with several rows; on the page of an offering nothing at all moves."""
    context = opened(browser, site_address, [LITERACY], viewport={"width": width, "height": 1_800})
    context.add_init_script(SHIFTS)
    for language in ("en", "et"):
        page = context.new_page()
        go_slowly(page, site_address + paths(language)[kind])
        assert page.locator(".save").count() > 0
        assert page.evaluate("window.shift") < (0.0001 if "offering" in kind.split() else 0.01)
        page.close()


def test_the_measure_of_movement_really_measures(browser: Any, site_address: str) -> None:
    context = opened(browser, site_address, viewport={"width": 1280, "height": 900})
    context.add_init_script(SHIFTS)
    page = context.new_page()
    page.goto(site_address + paths("en")["offering"])
    page.evaluate("document.querySelector('h1').style.marginTop = '20rem'")
    page.evaluate(SETTLED)
    assert page.evaluate("window.shift") > 0.01


def test_without_a_script_there_is_no_button(browser: Any, site_address: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{site_address}en/browse/")
    assert page.locator("button.save").count() == 0
    page.locator(".menu a", has_text="Shortlist").click()
    assert "This page needs JavaScript." in page.locator("main").inner_text()
    page.locator("main a.more").click()
    page.wait_for_url("**/en/browse/")


def test_a_printed_list_has_no_buttons(browser: Any, site_address: str) -> None:
    page = browser.new_page()
    page.goto(f"{site_address}en/browse/level/6/")
    page.emulate_media(media="print")
    assert page.locator(".save:visible").count() == 0
    page.close()


@pytest.fixture(autouse=True)
def _closed(browser: Any) -> Iterator[None]:
    """No context outlives its test."""
    yield
    for context in browser.contexts:
        context.close()


@pytest.mark.parametrize("language", ["en", "et"])
def test_the_page_on_privacy_names_all_that_browsers_keep(language: str) -> None:
    said = (ROOT / "theme/guide" / language / "privacy.md").read_text("utf-8")
    scripts = "".join(path.read_text("utf-8") for path in (ROOT / "theme/assets").glob("*.js"))
    kept = set(re.findall(r'"(microcatalogue\.\w+)"', scripts))
    assert kept == {KEY, "microcatalogue.notes"}
    assert all(f"`{one}`" in said for one in kept)
    assert not re.search(r"sessionStorage|indexedDB|document\.cookie|caches\.open", scripts)
