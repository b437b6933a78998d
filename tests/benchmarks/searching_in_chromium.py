"""Measures a page that searches (see `search_engines`) in Chromium: bytes, requests and milliseconds to its first results.

Every measurement has a context of its own, so nothing is in any cache. Bytes are those that the host sent, headers included;
milliseconds run in the page, from the call to the answer. `SLOW` is what phones with a poor connection get: 1.6 Mbit/s down,
750 kbit/s up, 150 ms to and fro, emulated by Chromium, in workers as well.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any

from .serving_compressed import Host

Choices = Mapping[str, Sequence[str]]

SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
LONGEST_MS = 300_000
# Nothing may be asked of the network besides, and a machine without a graphics card is no reason to wait.
_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync")
_QUIET = ("--disable-background-networking", "--disable-component-update")
_CALL = """async ([query, choices]) => {
  const begun = performance.now(), found = await window.searchFor(query, choices);
  return { ms: performance.now() - begun, found };
}"""


@dataclass(frozen=True)
class Found:
    """What a page answered: how many offerings, and the ids of the first ten."""

    total: int
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """One answer with what it took; `found` is None where the engine cannot do what was asked."""

    bytes: int
    requests: int
    ms: float
    found: Found | None


@dataclass(frozen=True)
class Visit:
    """A visitor's way: bytes of the page, the first search, and the same narrowed down."""

    page_bytes: int
    first: Answer
    narrowed: Answer


def chromium() -> str | None:
    """The path of a Chromium that is installed, or None."""
    return next((path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), None)


@contextmanager
def browser() -> Iterator[Any]:
    """A Chromium of Playwright; FileNotFoundError where none is installed."""
    path = chromium()
    if path is None:
        raise FileNotFoundError("no Chromium is installed; on Debian and Ubuntu: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=[*_FLAGS, *_QUIET])
        yield started
        started.close()


class SearchPage:
    """A page that searches, open in a context of its own."""

    def __init__(self, browser: Any, host: Host, path: str, *, slow: bool = False) -> None:
        self._host = host
        self._context = browser.new_context()
        self._page = self._context.new_page()
        self._page.set_default_timeout(LONGEST_MS)
        if slow:
            session = self._context.new_cdp_session(self._page)
            session.send("Network.enable")
            session.send("Network.emulateNetworkConditions", SLOW)
        sent = len(host.sent)
        self._page.goto(host.address + path, wait_until="load")
        self._page.wait_for_function("typeof window.searchFor === 'function'")
        self.bytes = _bytes(host.sent[sent:])

    def search(self, query: str, choices: Choices | None = None) -> Answer:
        """Searches and waits for the first results."""
        sent = len(self._host.sent)
        said = self._page.evaluate(_CALL, [query, {name: list(codes) for name, codes in (choices or {}).items()}])
        answers = self._host.sent[sent:]
        found = said["found"] and Found(said["found"]["total"], tuple(said["found"]["ids"]))
        return Answer(_bytes(answers), len(answers), said["ms"], found)

    def close(self) -> None:
        """Closes the page and forgets what it fetched."""
        self._context.close()


def visit(browser: Any, host: Host, path: str, query: str, choices: Choices, *, slow: bool = False) -> Visit:
    """A page from nothing: a first search, then the same with a choice of facets."""
    page = SearchPage(browser, host, path, slow=slow)
    try:
        return Visit(page.bytes, page.search(query), page.search(query, choices))
    finally:
        page.close()


def typical(answers: Sequence[Answer], figure: str) -> float | None:
    """The median of a figure over the answers that were given; None where there were none."""
    given = [getattr(one, figure) for one in answers if one.found is not None]
    return median(given) if given else None


def _bytes(answers: Sequence[tuple[str, int]]) -> int:
    return sum(size for _, size in answers)
