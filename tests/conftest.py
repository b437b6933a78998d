"""Fixtures of all tests, and the rule that a test may skip only where what it needs is really missing."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
WHERE_TO_GET_SHARED = (
    "the test material of the project (corpora, formats, real records) belongs beside the checkout as ../shared"
)

settings.register_profile("suite", deadline=None, derandomize=True, max_examples=200)
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files instead of comparing with them")


def chromium() -> str | None:
    """The path of a Chromium that is installed, or None."""
    return next((path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), None)


def is_forbidden(needs: frozenset[str], shared: bool, browser: bool) -> bool:
    """True for a skip that must not happen: the test needs shared material or the browser, and both are there."""
    return bool(needs) and shared and browser


class _Skips:
    """Collects skips, prints them as a table, and fails the run where one was not allowed."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, str]] = []
        self.forbidden: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped and isinstance(report.longrepr, tuple):
            self.seen.append((report.nodeid, report.longrepr[2].removeprefix("Skipped: ")))
            needs = frozenset({"shared", "browser"} & set(report.keywords))
            if is_forbidden(needs, SHARED.is_dir(), chromium() is not None):
                self.forbidden.append(report.nodeid)

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if self.seen:
            terminalreporter.section("skipped tests")
            for name, reason in sorted(self.seen):
                terminalreporter.write_line(f"{name:70} {reason}")
        for name in self.forbidden:
            terminalreporter.write_line(f"must not skip, since all it needs is there: {name}", red=True)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.forbidden:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(_Skips())


# Modules of tests that together have to take every branch of the modules on which everything rests.
CORE = ("test_source", "test_history", "test_ownership", "test_publish", "test_rich_text")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        names = getattr(item, "fixturenames", ())
        if item.path.stem in CORE:
            item.add_marker(pytest.mark.core)
        if "shared" in names:
            item.add_marker(pytest.mark.shared)
        if "browser" in names:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the caller's environment decides what a test sees."""
    for name in ("SOURCE_DATE_EPOCH", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "GIT_DIR", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TZ", "UTC")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared test material; the test skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(WHERE_TO_GET_SHARED)
    return SHARED


@pytest.fixture(scope="session")
def offerings() -> Path:
    """The example catalogue of the project."""
    return ROOT / "offerings"


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Any:
    """Compares a text with a file to the letter, or writes the file with --update-golden."""
    update = request.config.getoption("--update-golden")

    def compare(path: Path, text: str) -> None:
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium of the system, driven by Playwright; the test skips where there is none."""
    path = chromium()
    if path is None:
        pytest.skip("no Chromium is installed; on Debian and Ubuntu: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
    flags += ["--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=flags)
        yield started
        started.close()


def git(folder: Path, *arguments: str, day: str = "2026-01-10T12:00:00Z") -> str:
    """Run git in a scratch repository on a fixed day, as nobody in particular."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    fixed = {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_DATE": day,
        "GIT_COMMITTER_DATE": day,
    }
    who = ["-c", "user.name=Example", "-c", "user.email=example@example.org", "-c", "commit.gpgsign=false"]
    who += ["-c", "protocol.file.allow=always", "-c", "init.defaultBranch=main"]
    done = subprocess.run(["git", *who, *arguments], cwd=folder, env=kept | fixed, check=True, capture_output=True)
    return done.stdout.decode("utf-8", "surrogateescape")
