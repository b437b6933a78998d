"""Every kind of page in a real browser: nothing blocked, nothing from elsewhere, no barrier, at every width and scheme."""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from page_kinds import paths, visit

WIDTHS = (320, 390, 1280)
SCHEMES = ("light", "dark")
LANGUAGES = ("et", "en")
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

VIOLATIONS = """() => {
    window.blocked = [];
    document.addEventListener("securitypolicyviolation", (event) => window.blocked.push(event.blockedURI));
}"""

# WCAG 2.5.8: a target is 24 by 24 pixels, or a circle of that size round it touches no other, or it stands in a sentence.
SMALL_TARGETS = """() => {
    const shown = [...document.querySelectorAll("a[href], button, summary, input, select")]
        .map((element) => [element, element.getBoundingClientRect()])
        .filter(([element, box]) => box.width && box.height && !element.closest(".skip"));
    const inSentence = (element) => {
        const around = element.closest("p, dd, td, li, .small");
        return getComputedStyle(element).display === "inline"
            && around && around.textContent.trim().length > element.textContent.trim().length;
    };
    const touches = (box, x, y) => {
        const dx = Math.max(box.left - x, 0, x - box.right), dy = Math.max(box.top - y, 0, y - box.bottom);
        return dx * dx + dy * dy < 144;
    };
    return shown.filter(([element, box]) => {
        if (box.width >= 24 && box.height >= 24 || inSentence(element)) return false;
        const x = box.left + box.width / 2, y = box.top + box.height / 2;
        return shown.some(([other, theirs]) => other !== element && !element.contains(other) && touches(theirs, x, y));
    }).map(([element]) => element.outerHTML.slice(0, 120));
}"""

# WCAG 1.4.12: with this spacing no text is cut off and the page still does not scroll sideways.
SPACING = """() => {
    for (const element of document.querySelectorAll("body *")) {
        element.style.lineHeight = "1.5"; element.style.letterSpacing = "0.12em"; element.style.wordSpacing = "0.16em";
    }
    return [...document.querySelectorAll("main *")].filter((element) => {
        const style = getComputedStyle(element);
        const unseen = style.clipPath === "inset(50%)" || element.closest(".hidden");
        return style.overflowX === "hidden" && element.scrollWidth > element.clientWidth + 1 && !unseen;
    }).map((element) => element.outerHTML.slice(0, 120));
}"""


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_hold_in_a_browser(browser: Any, site_address: str, language: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    context.add_init_script(f"({VIOLATIONS})()")
    page = context.new_page()
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.on(
        "request",
        lambda request: messages.append(request.url) if not request.url.startswith((site_address, "data:")) else None,
    )
    for kind, path in paths(language).items():
        visit(page, site_address, kind, path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, kind
        assert page.locator("h1").count() == 1, kind
        assert page.evaluate("window.blocked") == [], kind
        assert page.evaluate(SMALL_TARGETS) == [], kind
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0, kind
    assert messages == []
    assert context.cookies() == []
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_no_barrier(
    browser: Any, axe: str, site_address: str, language: str, width: int, scheme: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    found = {}
    for kind, path in paths(language).items():
        visit(page, site_address, kind, path)
        found[kind] = barriers(page, axe)
    assert {kind: those for kind, those in found.items() if those} == {}
    context.close()


def barriers(page: Any, axe: str) -> list[str]:
    """What axe has against a page as it is shown."""
    page.evaluate(axe)
    result = page.evaluate("tags => axe.run({runOnly: tags, resultTypes: ['violations']})", AXE_TAGS)
    return [f"{one['id']}: {one['nodes'][0]['html'][:150]} ({len(one['nodes'])})" for one in result["violations"]]


def test_the_gates_find_what_is_wrong(browser: Any, axe: str, site_address: str) -> None:
    """Bad markup that is put into a page by force is reported: the gates above really look."""
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(f"{site_address}en/")
    page.evaluate(axe)
    page.evaluate("""() => {
        const main = document.querySelector("main");
        const image = document.createElement("img");
        image.src = "data:image/png;base64,iVBORw0KGgo=";
        const wide = document.createElement("div");
        wide.style.width = "2000px"; wide.textContent = "wide";
        const tiny = document.createElement("ul");
        for (const name of ["a", "b", "c"]) {
            const link = document.createElement("a");
            link.href = "#" + name; link.textContent = "."; link.style.display = "inline-block";
            link.style.width = link.style.height = "4px";
            tiny.append(link);
        }
        main.append(image, wide, tiny);
    }""")
    result = page.evaluate("tags => axe.run({runOnly: tags})", AXE_TAGS)
    assert "image-alt" in {one["id"] for one in result["violations"]}
    assert page.evaluate("document.documentElement.scrollWidth") > 390
    assert len(page.evaluate(SMALL_TARGETS)) >= 2
    page.close()


def test_the_policy_of_the_pages_is_in_force(browser: Any, site_address: str) -> None:
    """A script that is put into a page by force does not run: the policy is more than a line of text."""
    page = browser.new_page()
    page.goto(f"{site_address}en/")
    page.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "document.title = 'taken'";
        document.body.append(script);
    }""")
    assert page.title() != "taken"
    page.close()


@pytest.mark.parametrize("kind", ["home", "all offerings", "offering", "provider", "guide, parts of a page"])
def test_the_keyboard_reaches_everything_in_order(browser: Any, site_address: str, kind: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page.goto(site_address + paths("en")[kind])
    page.evaluate("window.seen = []")
    stops: list[dict[str, Any]] = []
    for _ in range(400):
        page.keyboard.press("Tab")
        stop = page.evaluate("""() => {
            const element = document.activeElement;
            if (!element || element === document.body) return null;
            const box = element.getBoundingClientRect(), style = getComputedStyle(element);
            const last = window.seen.at(-1);
            const ordered = !last || !!(last.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING);
            const again = window.seen.includes(element);
            window.seen.push(element);
            return {again, ordered, text: element.textContent.trim().slice(0, 40), classes: element.className,
                    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
                    inView: box.bottom > 0 && box.top < innerHeight && box.right > 0,
                    part: element.closest("header, main, footer")?.tagName || ""};
        }""")
        if stop is None or stop["again"]:
            break
        stops.append(stop)
    assert stops[0]["classes"] == "skip"
    assert all(stop["outlined"] and stop["inView"] and stop["ordered"] for stop in stops), stops
    parts = [stop["part"] for stop in stops[1:]]
    assert sorted(set(parts)) == ["FOOTER", "HEADER", "MAIN"]
    assert stops[-1]["part"] == "FOOTER"
    page.close()


def test_the_skip_link_leads_to_the_content(browser: Any, site_address: str) -> None:
    page = browser.new_page()
    page.goto(f"{site_address}en/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.close()


def test_a_gloss_opens_and_closes_in_place_by_keyboard(browser: Any, site_address: str) -> None:
    page = browser.new_page()
    page.goto(f"{site_address}en/offerings/example-university/data-literacy/")
    gloss = page.locator("details.gloss").first
    gloss.locator("summary").focus()
    page.keyboard.press("Enter")
    assert gloss.locator("p").is_visible()
    page.keyboard.press("Escape")
    assert not gloss.locator("p").is_visible()
    page.close()


def test_text_may_be_spaced_out_and_colours_forced(browser: Any, site_address: str) -> None:
    context = browser.new_context(
        viewport={"width": 320, "height": 900}, forced_colors="active", reduced_motion="reduce", bypass_csp=True
    )
    page = context.new_page()
    for kind, path in paths("et").items():
        visit(page, site_address, kind, path)
        assert page.evaluate(SPACING) == [], kind
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, kind
    context.close()


def test_the_browser_says_what_is_open_now(browser: Any, site_address: str) -> None:
    """The date stands there without a script; with one the page says whether it is open, by the reader's clock."""
    path = "en/offerings/example-university/data-analysis-with-python/"
    before, open_, over = _states(browser, site_address + path, "2026-11-01", "2027-01-15", "2027-03-01")
    assert any(text.startswith("opens in") for text in before)
    assert "5 days left to apply" in open_
    assert set(over) == {"closed"}
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site_address + path)
    assert page.locator("[data-closes] time").first.inner_text() == "20 January 2027"
    assert page.locator(".state").count() == 0
    context.close()


def _states(browser: Any, address: str, *days: str) -> list[list[str]]:
    found = []
    for day in days:
        page = browser.new_page()
        page.clock.set_fixed_time(f"{day}T12:00:00+02:00")
        page.goto(address)
        found.append(page.locator("#key-facts .state").all_inner_texts())
        page.close()
    return found


def test_search_finds_by_every_word_and_without_a_script_the_list_stands(browser: Any, site_address: str) -> None:
    page = browser.new_page()
    page.goto(f"{site_address}en/")
    page.locator("input[name=q]").fill("PYTHON university")
    page.keyboard.press("Enter")
    page.locator(".total", has_text="found").wait_for()
    assert page.locator(".total").inner_text() == "1 micro-credential found"
    page.locator("#results h2 a").click()
    page.wait_for_url("**/en/offerings/example-university/data-analysis-with-python/")
    page.close()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_address}en/browse/?q=python")
    assert page.locator("#results .card").count() > 5
    context.close()


def test_what_one_searches_for_is_never_markup(browser: Any, site_address: str) -> None:
    page = browser.new_page()
    page.goto(f"{site_address}en/browse/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    page.locator(".total", has_text="found").wait_for()
    assert page.locator("#results img").count() == 0
    page.close()


def test_a_printed_offering_has_its_facts_and_no_menu(browser: Any, site_address: str) -> None:
    page = browser.new_page()
    page.goto(f"{site_address}en/offerings/example-university/data-literacy/")
    page.emulate_media(media="print")
    printed = page.evaluate("document.body.innerText")
    for fact in (
        "Data literacy",
        "2 ECTS",
        "EQF level 5",
        "Finds open data",
        "Pass or fail",
        "free of charge",
        "https://",
    ):
        assert fact in printed or fact in page.content(), fact
    for menu in ("Main menu", "Search by title", "On this page", "Skip to content", "Edit this file"):
        assert menu not in printed, menu
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.close()


def test_an_old_address_leads_to_the_new_page_without_script(browser: Any, site_address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_address}et/offerings/example-university/python-for-analysts/")
    page.wait_for_url("**/data-analysis-with-python/")
    context.close()


def test_pages_are_light(site_folder: Path) -> None:
    """A stylesheet at most 12 kB; transferred, a script 6 kB, an offering 20 kB, and 24 with all that it loads, search 25."""
    loaded = {path.name: len(gzip.compress(path.read_bytes())) for path in (site_folder / "assets").iterdir()}
    assert max(path.stat().st_size for path in (site_folder / "assets").glob("*.css")) <= 12_288
    assert max(size for name, size in loaded.items() if name.endswith(".js")) <= 6_144
    pages = [path for path in site_folder.glob("*/offerings/*/*/index.html") if path.parts[-5] in LANGUAGES]
    assert len(pages) >= 20
    for page in pages:
        own, with_all = _weights(page, loaded)
        assert own <= 20_000
        assert with_all <= 24_000
    for language in LANGUAGES:
        assert _weights(site_folder / language / "browse/index.html", loaded)[1] <= 25_000


def _weights(page: Path, loaded: Mapping[str, int]) -> tuple[int, int]:
    """How many bytes a page has when transferred, alone and with all that it loads."""
    html = page.read_bytes()
    own, named = len(gzip.compress(html)), re.findall(rb'(?:href|src)="[./]*assets/([^"]+)"', html)
    assert named
    return own, own + sum(loaded[name.decode()] for name in named)


def test_alternates_are_absolute_and_mutual(site_folder: Path) -> None:
    """Each page that another names as its version in a language names that one back."""
    pattern = re.compile(r'<link rel="alternate" hreflang="(\w+)" href="([^"]+)">')
    base = "https://catalogue.example.org/"
    named: dict[str, dict[str, str]] = {}
    for path in site_folder.glob("e[nt]/**/index.html"):
        address = base + path.relative_to(site_folder).as_posix().removesuffix("index.html")
        named[address] = dict(pattern.findall(path.read_text("utf-8")))
    assert len(named) > 400
    for address, versions in named.items():
        for url in versions.values():
            assert url.startswith(base)
            if address in versions.values():
                assert address in named[url].values(), (address, url)
