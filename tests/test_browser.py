"""Every kind of page in a real browser: nothing is blocked, nothing comes from elsewhere, nothing scrolls sideways."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from built import site_of
from conftest import ROOT

PAGES = (
    "{language}/",
    "{language}/browse/",
    "{language}/providers/",
    "{language}/pathways/",
    "{language}/offerings/example-university/data-analysis-with-python/",
    "{language}/offerings/example-adult-education-centre/everyday-data-skills/",
    "{language}/offerings/example-vocational-school/heat-pump-installation/",
    "{language}/providers/example-university/",
    "{language}/providers/example-adult-education-centre/",
    "{language}/pathways/example-university/applied-data-analysis/",
    "id/offerings/example-university/data-literacy/",
    "id/policies/example-university/",
    "",
)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the example catalogue's site, served on this computer."""
    folder = tmp_path_factory.mktemp("site")
    for path, content in site_of(ROOT / "offerings").items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("language", ["et", "en"])
def test_pages_hold_in_a_browser(browser: Any, address: str, language: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.on(
        "request",
        lambda request: messages.append(request.url) if not request.url.startswith((address, "data:")) else None,
    )
    for path in PAGES:
        page.goto(address + path.format(language=language))
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.locator("h1").count() == 1
    assert messages == []
    assert context.cookies() == []
    context.close()


def test_the_policy_of_the_pages_is_in_force(browser: Any, address: str) -> None:
    """A script that is put into a page by force does not run: the policy is more than a line of text."""
    page = browser.new_page()
    page.goto(f"{address}en/")
    page.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "document.title = 'taken'";
        document.body.append(script);
    }""")
    assert page.title() != "taken"
    page.close()


def test_a_gloss_opens_in_place_by_keyboard(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}en/offerings/example-university/data-literacy/")
    gloss = page.locator("details.gloss").first
    gloss.locator("summary").focus()
    page.keyboard.press("Enter")
    assert gloss.locator("p").is_visible()
    page.close()


def test_an_old_address_leads_to_the_new_page_without_script(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}et/offerings/example-university/python-for-analysts/")
    page.wait_for_url("**/data-analysis-with-python/")
    context.close()
