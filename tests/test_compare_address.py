"""What the address of the comparison may ask for: two to six offerings, former ids, and what strangers write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from built import edition_of
from compared import MONITORING, WITHDRAWN, comparison, fragment_of, gone_to, rewritten, titles_of, wait_until_drawn
from conftest import ROOT
from test_saving import LITERACY, PYTHON, kept_in, opened

FORMER = "example-university/python-for-analysts"


@pytest.fixture(scope="module")
def ids() -> tuple[str, ...]:
    return tuple(one.id for one in edition_of(ROOT / "offerings").catalogue.published_offerings)


@pytest.fixture(autouse=True)
def _closed(browser: Any) -> Iterator[None]:
    """No context outlives its test."""
    yield
    for context in browser.contexts:
        context.close()


@pytest.mark.parametrize("number", [2, 3, 6])
def test_two_to_six_stand_side_by_side(browser: Any, site_address: str, ids: tuple[str, ...], number: int) -> None:
    page = comparison(browser, site_address, *ids[:number])
    assert page.locator("thead th").count() == number
    assert page.locator("caption").inner_text() == f"{number} micro-credentials side by side"
    assert {page.locator(f"tbody tr >> nth={row} >> td").count() for row in (1, 5)} == {number}


def test_fewer_than_two_are_no_comparison(browser: Any, site_address: str) -> None:
    page = opened(browser, site_address).new_page()
    for fragment in ("", "#ids=", fragment_of(LITERACY), fragment_of(LITERACY, LITERACY), fragment_of(FORMER, PYTHON)):
        gone_to(page, site_address, fragment)
        assert page.locator("table.comparison").count() == 0
        assert page.locator("#compare .total").inner_text() == "A comparison needs at least two micro-credentials."
        assert page.locator("form.comparing").is_hidden()


def test_more_than_six_are_left_out_and_named(browser: Any, site_address: str, ids: tuple[str, ...]) -> None:
    page = comparison(browser, site_address, *ids[:9])
    assert page.locator("thead th").count() == 6
    assert page.locator(".notice li").all_inner_texts() == list(ids[6:9])


HOSTILE = (
    "<img src=x onerror=alert(1)>~x",
    "..~..",
    "%2e%2e~x",
    "a~b~c",
    "__proto__~constructor",
    "A~B",
    f"{'a' * 65}~b",
    "a b~c",
    "a--b~c",
    "javascript:alert(1)",
    "example-university",
    "~",
    "a~b\n",
)


def test_ids_that_are_none_are_asked_of_nobody(browser: Any, site_address: str) -> None:
    page = opened(browser, site_address).new_page()
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    stated = ",".join(quote(one, safe="~") for one in (*HOSTILE, LITERACY.replace("/", "~"), PYTHON.replace("/", "~")))
    gone_to(page, site_address, f"#ids={stated}&by={quote('<b>x</b>')}")
    assert titles_of(page) == ["Data literacy", "Data analysis with Python"]
    assert f"{len(HOSTILE)} parts of the address are no ids" in page.locator(".notice").inner_text()
    wanted = {f"{site_address}en/offerings/{one}/" for one in (LITERACY, PYTHON)}
    assert {one for one in asked if "/offerings/" in one and not one.endswith(".svg")} == wanted
    assert page.locator("main img:not(.picture)").count() == 0
    assert errors == []
    page.get_by_role("button", name="Remove Data literacy").click()
    wait_until_drawn(page)
    assert page.url.endswith(fragment_of(PYTHON))


def test_an_address_full_of_ids_asks_for_six_pages(browser: Any, site_address: str) -> None:
    page = opened(browser, site_address).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    gone_to(page, site_address, fragment_of(*(f"a/x{number}" for number in range(3_000))))
    assert len([one for one in asked if "/offerings/" in one]) == 6


def test_an_id_of_no_offering_is_said_and_can_be_removed(browser: Any, site_address: str) -> None:
    page = comparison(browser, site_address, LITERACY, "nobody/nothing", PYTHON)
    assert "This catalogue has no micro-credential nobody/nothing." in page.locator(".notice").inner_text()
    assert page.locator("thead th").count() == 2
    page.get_by_role("button", name="Remove nobody/nothing").click()
    page.wait_for_selector(".notice", state="detached")
    assert page.url.endswith(fragment_of(LITERACY, PYTHON))
    kept = gone_to(opened(browser, site_address, ["nobody/nothing", LITERACY]).new_page(), site_address)
    assert "This catalogue has no micro-credential nobody/nothing." in kept.locator(".saved-list li").first.inner_text()
    kept.locator(".saved-list").get_by_role("button", name="Remove nobody/nothing").click()
    assert kept_in(kept) == [LITERACY]


def test_a_former_id_leads_to_the_offering(browser: Any, site_address: str) -> None:
    page = comparison(browser, site_address, FORMER, LITERACY, by="example-river-university", kept=[FORMER, PYTHON])
    assert titles_of(page) == ["Data analysis with Python", "Data literacy"]
    assert page.locator("td img.picture").first.get_attribute("src").endswith(f"id/offerings/{PYTHON}/qr.svg")
    assert page.locator(".outcome").count() > 0
    page.locator(".saved-list a", has_text="Data analysis with Python").wait_for()
    assert kept_in(page) == [PYTHON]
    page.get_by_role("button", name="Remove Data analysis with Python").last.click()
    page.wait_for_selector("table.comparison", state="detached")
    assert page.url.endswith("#ids=example-university~data-literacy&by=example-river-university")


def test_a_withdrawn_offering_says_so(browser: Any, site_address: str) -> None:
    page = comparison(browser, site_address, LITERACY, WITHDRAWN)
    assert page.locator("thead th .badge").all_inner_texts() == ["Withdrawn"]


def test_a_page_that_does_not_come_is_said_and_asked_for_again(browser: Any, site_address: str) -> None:
    page = opened(browser, site_address).new_page()
    page.route(f"**/offerings/{PYTHON}/", lambda route: route.abort())
    gone_to(page, site_address, fragment_of(LITERACY, PYTHON, MONITORING))
    assert f"{PYTHON} could not be loaded." in page.locator(".notice").inner_text()
    assert page.locator("thead th").count() == 2
    page.unroute(f"**/offerings/{PYTHON}/")
    page.get_by_role("button", name="Try again").click()
    page.locator("thead th").nth(2).wait_for()
    assert page.locator(".notice").count() == 0


def test_files_of_recognition_that_do_not_come_leave_the_table_whole(browser: Any, site_address: str) -> None:
    page = opened(browser, site_address).new_page()
    page.route("**/recognition/**", lambda route: route.abort())
    gone_to(page, site_address, fragment_of(LITERACY, PYTHON, by="example-river-university"))
    assert page.locator("thead th").count() == 2
    assert "What organisations recognise could not be loaded." in page.locator("main").inner_text()


def test_what_a_page_says_never_runs(browser: Any, site_address: str) -> None:
    """Were the gate of rich text to fail, the comparison would still copy words alone."""
    context = opened(browser, site_address, bypass_csp=True)
    page = context.new_page()
    page.add_init_script("window.ran = []; window.alert = (what) => window.ran.push(what);")
    evil = (
        "<script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)><a href='javascript:alert(4)'>one</a></svg>"
        "<a href='javascript:alert(5)'>two</a><a href=' JavaScript:alert(6)'>three</a><a href='data:text/html,x'>four</a>"
        "<iframe srcdoc='<script>parent.alert(7)</script>'></iframe><p style='position:fixed' onclick='alert(8)' id=note>five</p>"
        "<form action='https://evil.example.org/'><button>six</button></form><math><mi xlink:href='javascript:alert(9)'>x</mi></math>"
        "<span lang='et&quot; onclick=&quot;alert(10)' class='sheet gap'>seven</span><a href='https://fine.example.org/'>eight</a>"
    )
    rewritten(page, LITERACY, "12", evil)
    gone_to(page, site_address, fragment_of(LITERACY, PYTHON))
    cell = page.locator("tr", has=page.locator("th .number", has_text=re.compile("^12$"))).locator("td").first
    assert cell.inner_text().replace("\n", " ").split() == ["twothreefour", "five", "six", "seven", "eight"] or (
        "five" in cell.inner_text() and "one" not in cell.inner_text()
    )
    links = cell.locator("a").evaluate_all("all => all.map(one => [one.href, one.rel, one.className])")
    assert links == [["https://fine.example.org/", "noopener noreferrer", "outside"]]
    kept = cell.evaluate(
        "cell => [...cell.querySelectorAll('*')].map(one => [one.localName, ...one.getAttributeNames()].join(' '))"
    )
    assert set(kept) <= {"p", "span class", "a href class rel", "bdi", "div"}
    for part in page.locator("tbody a").all()[:8]:
        part.hover()
    assert page.evaluate("window.ran") == []
