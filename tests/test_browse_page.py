"""The page for searching and narrowing down, in a browser, against a plain reading of the records."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from conftest import ROOT
from naive_search import Records, codes_of, left, numbers, pretty, records_in

TODAY = date(2026, 12, 1)
NOON = f"{TODAY}T12:00:00+02:00"


@pytest.fixture(scope="module")
def records() -> Records:
    return records_in(ROOT / "offerings")


def opened(browser: Any, address: str, query: str = "", language: str = "en", **options: Any) -> Any:
    """The page with a query, on one day, when it has shown what it asks for."""
    page = browser.new_context(**options).new_page()
    page.clock.set_fixed_time(NOON)
    page.goto(f"{address}{language}/browse/{query}")
    if query:
        shown(page)
    return page


def shown(page: Any, times: int = 1) -> None:
    page.wait_for_function(f"() => Number(document.documentElement.dataset.shown) >= {times}")


def listed(page: Any) -> list[str]:
    """The ids of all results, every card asked for."""
    more = page.locator(".more-cards")
    while more.count() and more.is_visible():
        before = page.locator("#results .card").count()
        more.click()
        page.wait_for_function(f"() => document.querySelectorAll('#results .card').length > {before}")
    links = page.locator("#results .card-title a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    return [link.removeprefix("../offerings/").rstrip("/") for link in links]


def counted_in(page: Any, facet: str) -> dict[str, int]:
    """The numbers that a facet shows, by code: the page's own map of what its checkboxes stand for."""
    page.evaluate(f"document.querySelector('details[data-facet=\"{facet}\"]').open = true")
    page.wait_for_selector(f'details[data-facet="{facet}"][data-filled]')
    boxes = page.locator(f'details[data-facet="{facet}"] li:has(input)')
    return dict(
        boxes.evaluate_all(
            "all => all.map(one => [one.querySelector('input').value, Number(one.querySelector('.count').textContent)])"
        )
    )


def choices_at_random(records: Records, seed: int) -> dict[str, set[str]]:
    """Up to three facets with up to two values that some offering has."""
    drawn = random.Random(seed)  # noqa: S311 - the same draw each time
    models = [codes_of(one, records, TODAY) for one in sorted(records.offerings)]
    model = drawn.choice(models)
    facets = drawn.sample(sorted(name for name, codes in model.items() if codes), drawn.randint(1, 3))
    other = drawn.choice(models)
    return {
        name: {drawn.choice(sorted(model[name])), *drawn.sample(sorted(other[name]), min(1, len(other[name])))}
        for name in facets
    }


@pytest.mark.parametrize("seed", range(12))
def test_any_within_a_facet_and_all_between(browser: Any, site_address: str, records: Records, seed: int) -> None:
    choices = choices_at_random(records, seed)
    page = opened(browser, site_address, f"?{pretty(choices)}")
    assert sorted(listed(page)) == sorted(left(records, TODAY, choices)), choices


@pytest.mark.parametrize("seed", range(12))
def test_counts_are_what_choosing_would_bring(browser: Any, site_address: str, records: Records, seed: int) -> None:
    choices = choices_at_random(records, seed)
    page = opened(browser, site_address, f"?{pretty(choices)}")
    facets = page.locator("details[data-facet]").evaluate_all("all => all.map(one => one.dataset.facet)")
    assert set(choices) <= set(facets)
    for facet in facets:
        if facet in codes_of(next(iter(records.offerings)), records, TODAY):
            said, wanted = counted_in(page, facet), numbers(records, TODAY, facet, choices)
            assert {code: wanted[code] for code in said} == said, facet
            assert sum(said.values()) or not wanted


def test_every_state_has_an_address_in_every_language(browser: Any, site_address: str, records: Records) -> None:
    query = "?level=5,6&participation=online&credits-from=2&credits-to=6&sort=credits"
    page = opened(browser, site_address, query)
    english = listed(page)
    assert english == sorted(english, key=english.index)
    page.locator('a[hreflang="et"]').click()
    page.wait_for_url("**/et/browse/**")
    shown(page)
    assert page.url.endswith(query.replace(",", ","))
    assert listed(page) == english
    wanted = left(records, TODAY, {"level": {"5", "6"}, "participation": {"online"}}, {"credits": (2, 6)})
    assert sorted(english) == sorted(wanted)


def test_choosing_stands_in_the_address_and_back_undoes_it(browser: Any, site_address: str) -> None:
    page = opened(browser, site_address)
    page.locator("details[data-facet=level] summary").focus()
    page.wait_for_selector("details[data-facet=level] input")
    page.locator("details[data-facet=level]").evaluate("one => (one.open = true)")
    page.locator("details[data-facet=level] label", has_text="EQF level 6").click()
    shown(page)
    assert page.url.endswith("?level=6")
    six = page.locator("p.total").inner_text()
    page.locator("details[data-facet=level] label", has_text="EQF level 5").click()
    page.wait_for_function(f"() => document.querySelector('p.total').textContent !== {six!r}")
    assert page.url.endswith("?level=6,5")
    page.go_back()
    page.wait_for_function(f"() => document.querySelector('p.total').textContent === {six!r}")
    assert page.locator(".chosen button").all_inner_texts() == ["Level: EQF level 6 ✕"]
    page.locator(".chosen button").click()
    page.wait_for_function("() => !document.querySelector('.chosen')")
    assert page.url.endswith("/browse/")
    assert page.evaluate("document.activeElement.className") == "total"
