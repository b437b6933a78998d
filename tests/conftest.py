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


def there() -> frozenset[str]:
    """What tests may need beyond Python, as far as it is here."""
    found = {"shared": SHARED.is_dir(), "browser": chromium() is not None}
    found |= {"npm": (ROOT / "tests/node_modules").is_dir(), "java": shutil.which("java") is not None}
    return frozenset(name for name, is_there in found.items() if is_there)


def is_forbidden(needs: frozenset[str], present: frozenset[str]) -> bool:
    """True for a skip that must not happen: the test needs something, and all that it needs is there."""
    return bool(needs) and needs <= present


class _Skips:
    """Collects skips, prints them as a table, and fails the run where one was not allowed."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, str]] = []
        self.forbidden: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped and isinstance(report.longrepr, tuple):
            self.seen.append((report.nodeid, report.longrepr[2].removeprefix("Skipped: ")))
            needs = frozenset({"shared", "browser", "npm", "java"} & set(report.keywords))
            if is_forbidden(needs, there()):
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
CORE = (
    "test_source",
    "test_history",
    "test_ownership",
    "test_publish",
    "test_staging",
    "test_checksums",
    "test_disk",
    "test_rich_text",
    "test_workers",
    "test_recognition",
    "test_recognition_laws",
    "test_trace",
    "test_stacking",
    "test_progress",
    "test_routes",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        names = getattr(item, "fixturenames", ())
        if item.path.stem in CORE:
            item.add_marker(pytest.mark.core)
        if "shared" in names:
            item.add_marker(pytest.mark.shared)
        if "browser" in names:
            item.add_marker(pytest.mark.browser)
        if {"axe", "vnu"} & set(names):
            item.add_marker(pytest.mark.npm)
        if "vnu" in names:
            item.add_marker(pytest.mark.java)


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


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core; the test skips where it was not fetched from npm."""
    return _from_npm("axe-core/axe.min.js").read_text("utf-8")


@pytest.fixture(scope="session")
def vnu() -> Path:
    """The Nu HTML checker; the test skips where it or Java is missing."""
    if shutil.which("java") is None:
        pytest.skip("no Java is installed; on Debian and Ubuntu: apt-get install default-jre-headless")
    return _from_npm("vnu-jar/build/dist/vnu.jar")


def _from_npm(path: str) -> Path:
    file = ROOT / "tests/node_modules" / path
    if not file.is_file():
        pytest.skip("the packages of tests/package.json are not there; with npm: npm ci --prefix tests")
    return file


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole site of the example catalogue, guide included, on the disk."""
    from built import whole_site_of

    folder = tmp_path_factory.mktemp("site")
    for path, content in whole_site_of(ROOT / "offerings").items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


@pytest.fixture(scope="session")
def site_address(site_folder: Path) -> Iterator[str]:
    """The address at which that site is served on this computer."""
    from serving_site import served

    with served(site_folder) as address:
        yield address


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
