"""The page for searching and narrowing down, in a browser, against a plain reading of the records."""

from __future__ import annotations

import json
import random
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from built import edition_of
from conftest import ROOT
from microcatalogue.build import site_files
from microcatalogue.check import check
from microcatalogue.edition import Edition
from microcatalogue.recognition import evaluate
from naive_search import Records, codes_of, coming, figures, left, numbers, pretty, records_in
from serving_site import served
from test_gates import SMALL_TARGETS, barriers

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
            said = {code: number for code, number in said.items() if not code.startswith("qualification-")}
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


@pytest.mark.parametrize(
    ("figure", "low", "high"), [("credits", 2, 4), ("hours-a-week", 4.5, 8), ("price", 1, 250), ("price", 0, 0)]
)
def test_from_and_to_hold_at_both_ends(
    browser: Any, site_address: str, records: Records, figure: str, low: float, high: float
) -> None:
    page = opened(browser, site_address, f"?{figure}-from={low}&{figure}-to={high}")
    assert sorted(listed(page)) == sorted(left(records, TODAY, {}, {figure: (low, high)})) != []


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


def test_a_count_says_what_a_click_brings(browser: Any, site_address: str) -> None:
    page = opened(browser, site_address, "?times=evening")
    said = counted_in(page, "language")["et"]
    page.locator("details[data-facet=language] label", has_text="Estonian").click()
    page.wait_for_function(f"() => document.querySelector('p.total').textContent.startsWith('{said} ')")
    assert len(listed(page)) == said


def test_an_empty_result_says_what_to_drop_and_what_that_brings(
    browser: Any, site_address: str, records: Records
) -> None:
    choices = {"level": {"3"}, "field": {"02"}, "funding": {"free-of-charge"}}
    assert not left(records, TODAY, choices)
    page = opened(browser, site_address, f"?{pretty(choices)}")
    buttons = page.locator(".suggestions button").all_inner_texts()
    for name in choices:
        brings = len(left(records, TODAY, {other: values for other, values in choices.items() if other != name}))
        offered = [
            text for text in buttons if text.startswith({"level": "Level", "field": "Field", "funding": "Money"}[name])
        ]
        assert [text.rsplit(": then ", 1)[1].split()[0] for text in offered] == ([str(brings)] if brings else []), (
            buttons
        )
    page.locator(".suggestions button").first.click()
    page.wait_for_selector("#results .card")
    assert page.evaluate("document.activeElement.className") == "total"


def test_recognised_by_an_organisation_is_what_its_policy_comes_to(browser: Any, site_address: str) -> None:
    catalogue = edition_of(ROOT / "offerings").catalogue
    policy = catalogue.policies["example-university"]
    page = opened(browser, site_address, "?recognised=example-university&for=credit-transfer")
    offered = [one for one in catalogue.published_offerings if one.status != "withdrawn"]

    def those(outcomes: tuple[str, ...]) -> list[str]:
        found = ((one.id, evaluate(policy, one, catalogue)) for one in offered)
        return sorted(
            offering for offering, every in found
            if any(one.purpose == "credit-transfer" and one.outcome in outcomes for one in every)
        )  # fmt: skip

    assert sorted(listed(page)) == those(("automatic", "conditional")) != []
    assert counted_in(page, "recognised")["credit-transfer"] == len(listed(page))
    page.locator("details[data-facet=recognised] label", has_text="also where each case").click()
    page.wait_for_function("() => location.search.includes('singly')")
    shown(page, 2)
    assert sorted(listed(page)) == those(("automatic", "conditional", "individual"))


@pytest.mark.parametrize("order", ["credits", "price", "deadline"])
def test_results_go_in_the_order_that_was_chosen(browser: Any, site_address: str, records: Records, order: str) -> None:
    page = opened(browser, site_address, f"?sort={order}")
    found = listed(page)
    assert len(found) > 70

    def key(offering: str) -> Any:
        document = records.offerings[offering]
        if order == "credits":
            return float(document.get("workload", {}).get("ects", "inf"))
        if order == "price":
            return min(figures(document)["price"], default=float("inf"))
        days = [run["apply_by"] for run in coming(document, TODAY) if "apply_by" in run]
        return min(days, default="9")

    keys = [key(one) for one in found]
    assert len(set(keys)) > 8
    assert keys == sorted(keys)


def test_the_newest_come_first(browser: Any, site_address: str, site_folder: Path) -> None:
    page = opened(browser, site_address, "?sort=newest&level=6")
    records = [json.loads((site_folder / f"api/v1/offerings/{one}.json").read_text("utf-8")) for one in listed(page)]
    days = [one["created"][:10] for one in records]
    assert len(set(days)) > 1
    assert days == sorted(days, reverse=True)


def test_what_is_no_longer_offered_shows_when_asked_for(browser: Any, site_address: str, records: Records) -> None:
    ended = {one for one, document in records.offerings.items() if document.get("status") == "withdrawn"}
    page = opened(browser, site_address, "?sort=credits")
    assert not ended & set(listed(page))
    page = opened(browser, site_address, "?withdrawn=yes")
    assert listed(page)[-len(ended) :] and set(listed(page)[-len(ended) :]) == ended
    page = opened(browser, site_address, "?q=everyday+data+skills&provider=example-adult-education-centre")
    page.locator(".suggestions button", has_text="no longer offered").click()
    page.wait_for_selector("#results .card .badge")


def test_words_are_found_and_marked(browser: Any, site_address: str) -> None:
    page = opened(browser, site_address, "?q=wounds")
    assert {one.rpartition("/")[2] for one in listed(page)[:2]} == {"wound-care-basics", "advanced-wound-care"}
    assert {text.lower() for text in page.locator("#results mark").all_inner_texts()} <= {"wound", "wounds"}
    page = opened(browser, site_address, "?q=analüüs", "et")
    assert "example-university/data-analysis-with-python" in listed(page)


def test_the_header_of_every_page_leads_to_the_results(browser: Any, site_address: str) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{site_address}en/providers/")
    page.locator("header input[name=q]").fill("wound care")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/browse/?q=wound+care")
    shown(page)
    assert page.locator("main input[name=q]").input_value() == "wound care"
    assert page.locator("p.total").get_attribute("role") == "status"
    assert page.locator("p.total").inner_text() == "2 micro-credentials found"


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("query", ["", "?level=6&q=water", "?field=02&level=3&funding=free-of-charge"])
def test_nothing_jumps(browser: Any, site_address: str, width: int, query: str) -> None:
    page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => list.getEntries().forEach((one) => {"
        " if (!one.hadRecentInput) window.moved += one.value; })).observe({ type: 'layout-shift', buffered: true })"
    )
    page.goto(f"{site_address}en/browse/{query}")
    if query:
        shown(page)
    else:
        page.wait_for_load_state("networkidle")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate("window.moved") < 0.01


def test_before_use_nothing_of_the_index_is_fetched_and_after_it_no_more(browser: Any, site_address: str) -> None:
    page = browser.new_context().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site_address}en/browse/")
    page.wait_for_load_state("networkidle")
    assert not [one for one in asked if "search" in one.removeprefix(site_address)]
    page.locator("main input[name=q]").fill("water")
    page.keyboard.press("Enter")
    shown(page)
    page.wait_for_load_state("networkidle")
    before = len(asked)
    page.evaluate("document.querySelector('details[data-facet=level]').open = true")
    page.wait_for_selector("details[data-facet=level][data-filled]")
    page.locator("details[data-facet=level] input").nth(2).click()
    page.wait_for_function("() => location.search.includes('level')")
    page.wait_for_load_state("networkidle")
    assert not [one for one in asked[before:] if "/cards/" not in one]


def test_without_a_script_there_are_results_counts_and_ways(browser: Any, site_address: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{site_address}en/browse/")
    assert page.locator("#results .card").count() == 50
    page.locator("#narrow a", has_text="EQF level 6").click()
    assert page.url.endswith("/en/browse/level/6/")
    assert page.locator(".order").count() == 0


def test_it_can_be_used_from_the_keyboard(browser: Any, site_address: str) -> None:
    page = opened(browser, site_address)
    page.locator("main input[name=q]").focus()
    page.keyboard.type("water")
    page.keyboard.press("Enter")
    shown(page)
    page.wait_for_selector("details[data-facet=level]")
    page.locator("details[data-facet=level] summary").focus()
    if not page.locator("details[data-facet=level]").evaluate("one => one.open"):
        page.keyboard.press("Enter")
    page.wait_for_selector("details[data-facet=level][data-filled]")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_function("() => location.search.includes('level=')")
    assert page.evaluate("document.activeElement.type") == "checkbox"


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
@pytest.mark.parametrize("language", ["et", "en"])
def test_with_every_facet_open_axe_finds_no_barrier(
    browser: Any, axe: str, site_address: str, language: str, width: int, scheme: str
) -> None:
    options = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    page = opened(browser, site_address, "?q=water&level=6&price-from=0", language, **options)
    if width < 600:
        page.locator(".jump a").click()
    facets = page.locator("details[data-facet]").evaluate_all("all => all.map(one => one.dataset.facet)")
    assert len(facets) > 25
    for facet in facets:
        counted_in(page, facet)
    assert barriers(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(SMALL_TARGETS) == []


def test_on_a_small_screen_facets_open_above_the_results(browser: Any, site_address: str) -> None:
    page = opened(browser, site_address, viewport={"width": 390, "height": 800})
    assert not page.locator("#narrow").is_visible()
    page.get_by_role("button", name="Narrow down").press("Space")
    page.wait_for_selector("#narrow form")
    assert page.locator("#narrow").bounding_box()["y"] < page.locator("#results").bounding_box()["y"]
    page.locator(".show-results").click()
    assert not page.locator("#narrow").is_visible()


def test_prepared_searches_find_as_many_as_the_page_says(browser: Any, site_address: str) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{site_address}en/counsellors/")
    ready = page.locator("#prepared li:has(.count) a")
    links = ready.evaluate_all("all => all.map(one => [one.href, one.querySelector('.count').textContent])")
    assert len(links) > 25
    for address, number in links[::4]:
        page.goto(address)
        shown(page)
        assert page.locator("p.total").inner_text().split()[0] == number, address


def test_a_situation_becomes_a_search(browser: Any, site_address: str, records: Records) -> None:
    page = browser.new_context().new_page()
    page.clock.set_fixed_time(NOON)
    page.goto(f"{site_address}en/counsellors/")
    page.select_option("select[name=entry]", "none")
    page.select_option("select[name=participation]", "online")
    page.locator("button", has_text="Show what fits").click()
    shown(page)
    assert page.url.endswith("/en/browse/?entry=none&participation=online")
    assert sorted(listed(page)) == sorted(left(records, TODAY, {"entry": {"none"}, "participation": {"online"}}))


def test_what_could_not_be_loaded_is_tried_again(browser: Any, site_address: str) -> None:
    page = browser.new_context().new_page()
    broken = "**/search/columns.bin"
    page.route(broken, lambda route: route.abort())
    page.goto(f"{site_address}en/browse/")
    page.locator("main input[name=q]").fill("wound care")
    page.keyboard.press("Enter")
    page.wait_for_function(
        "() => document.querySelector('p.total').textContent.startsWith('The search could not be loaded')"
    )
    assert page.locator("#results .card").count() == 50
    page.unroute(broken)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.keyboard.press("Enter")
    shown(page)
    assert page.locator("p.total").inner_text() == "2 micro-credentials found"
    assert not errors


HOSTILE = "<img src=x onerror=\"document.title='taken'\">Wounds & </script><b>'quoted'"


def test_hostile_words_are_words(browser: Any, tmp_path: Path) -> None:
    """What providers write shows as they wrote it: titles, names and summaries on cards, names of facets and in chips."""
    folder, site = tmp_path / "offerings", tmp_path / "site"
    for part in ("catalogue.yml", "example-culture-society"):
        source = ROOT / "offerings" / part
        target = folder / part
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    said = json.dumps(dict.fromkeys(("fr", "en", "et"), HOSTILE))
    for name, field in (("provider.yml", "name"), ("cultural-mediation.yml", "title")):
        path = folder / "example-culture-society" / name
        stated = re.sub(rf"^{field}:.*?^(?=\S)", "", path.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
        path.write_text(f"{field}: {said}\n{stated}", "utf-8")
    loaded, found = check(folder, as_of=TODAY)
    assert not [one for one in found if one.is_error and one.code != "unknown-reference"], found
    edition = Edition(loaded.catalogue, None)
    for one in site_files(edition, folder):
        target = site / one.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(one.content)
    with served(site) as address:
        page = opened(browser, address, "?q=wounds&provider=example-culture-society")
        card = page.locator("#results .card").first
        assert card.locator(".card-title a").inner_text() == HOSTILE
        assert card.locator(".by").inner_text() == HOSTILE
        assert HOSTILE in page.locator(".chosen").inner_text()
        assert page.locator("main img").count() == 0
        assert page.title() != "taken"
