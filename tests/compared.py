"""The page of the shortlist and the comparison as tests drive it."""

from __future__ import annotations

import re
from typing import Any

from test_saving import opened

MONITORING, WITHDRAWN = (
    "example-coastal-university/remote-patient-monitoring",
    "example-adult-education-centre/everyday-data-skills",
)
NOTES = "microcatalogue.notes"


def fragment_of(*ids: str, by: str = "") -> str:
    stated = ",".join(one.replace("/", "~") for one in ids)
    return f"#ids={stated}{f'&by={by}' if by else ''}"


def gone_to(page: Any, address: str, fragment: str = "", language: str = "en") -> Any:
    """The page when it has drawn what the fragment asks for."""
    page.goto(f"{address}{language}/compare/{fragment}")
    wait_until_drawn(page)
    return page


def wait_until_drawn(page: Any) -> None:
    page.wait_for_selector("#compare[data-shown]")


def comparison(browser: Any, address: str, *ids: str, by: str = "", kept: object = None, **options: Any) -> Any:
    return gone_to(opened(browser, address, kept, **options).new_page(), address, fragment_of(*ids, by=by))


def row_of(page: Any, label: str) -> Any:
    exact = re.compile(rf"^\s*(\d+)?\s*{re.escape(label)}(\s*differs)?\s*$")
    return page.locator("table.comparison tbody tr").filter(has=page.locator("th[scope=row]", has_text=exact))


def titles_of(page: Any) -> list[str]:
    found: list[str] = page.locator("table.comparison thead th a").all_inner_texts()
    return found


def rewritten(page: Any, offering: str, code: str, value: str) -> None:
    """Gives a row of an offering's page another value on its way to the browser."""

    def handle(route: Any) -> None:
        html = route.fetch().text()
        changed = re.sub(
            rf'(<div data-row="{code}">.*?<dd>).*?(</dd>)',
            lambda found: f"{found[1]}{value}{found[2]}",
            html,
            count=1,
            flags=re.DOTALL,
        )
        assert changed != html
        route.fulfill(body=changed, content_type="text/html; charset=utf-8")

    page.route(f"**/offerings/{offering}/", handle)
