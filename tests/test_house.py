"""What keeps the house in order: locks, documents, the two commands, and no trace of one machine."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from conftest import ROOT, is_forbidden

LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-bench.lock")


def project() -> dict[str, list[str]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return {"": settings["project"]["dependencies"], **settings["dependency-groups"]}


def name(requirement: str) -> str:
    return re.split(r"[<>=!~;\[ ]", requirement, maxsplit=1)[0].lower()


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / path for path in listed.decode("utf-8").split("\0") if path and (ROOT / path).is_file()]


def test_every_dependency_is_locked_with_hashes() -> None:
    runtime, testing, bench = ((ROOT / lock).read_text("utf-8") for lock in LOCKS)
    for group, requirements in project().items():
        for requirement in requirements:
            pattern = rf"(?m)^{re.escape(name(requirement))}(\[[^\]]+\])?==[^\n]+\\\n    --hash=sha256:"
            assert re.search(pattern, bench if group == "bench" else testing), requirement
            if group not in ("test", "bench"):
                assert re.search(pattern, runtime), requirement


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_name_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert "://" not in text
    assert "index-url" not in text


def test_every_dependency_has_its_reason() -> None:
    page = (ROOT / "DEVELOPING.md").read_text("utf-8").lower()
    for requirements in project().values():
        for requirement in requirements:
            stated = "type stubs" if name(requirement).startswith("types-") else name(requirement)
            assert stated in page, requirement


def test_continuous_integration_calls_the_suite_and_nothing_else() -> None:
    script = ROOT / ".ci/run"
    assert script.stat().st_mode & 0o111
    commands = [
        line for line in script.read_text("utf-8").splitlines() if line and not line.startswith(("#", "set ", "cd "))
    ]
    assert commands == ["make test"]


def test_no_tracked_file_names_a_path_of_one_machine() -> None:
    pattern = re.compile(r"(?<![\w.])/(?:work|root|home/\w+)/")
    for path in tracked():
        if path.suffix not in (".png",):
            text = path.read_text("utf-8", errors="replace")
            assert not pattern.search(text) or path.name == "test_house.py", path


def test_a_skip_is_forbidden_only_where_all_it_needs_is_there() -> None:
    present = frozenset({"shared", "browser"})
    assert is_forbidden(frozenset({"shared"}), present)
    assert is_forbidden(frozenset({"browser", "shared"}), present)
    assert not is_forbidden(frozenset(), present)
    assert not is_forbidden(frozenset({"npm"}), present)
    assert not is_forbidden(frozenset({"browser", "npm"}), present)


def test_the_contributors_page_starts_from_a_file_that_passes(tmp_path: Path) -> None:
    """The example in CONTRIBUTING.md is a whole offering: with the base catalogue it has no finding."""
    import shutil
    from textwrap import dedent

    from built import problems_of
    from invalid_cases import BASE

    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    example = page.split("every line of it is needed:\n\n")[1].split("\n## ")[0]
    shutil.copytree(BASE, tmp_path / "offerings")
    (tmp_path / "offerings/example-university/data-literacy.yml").write_text(dedent(example), "utf-8")
    assert problems_of(tmp_path / "offerings") == ()
