"""The catalogues of `tests/invalid/`: one folder a code, laid over the valid base catalogue.

`catalogue/` holds the files that differ, `removed.txt` those that are gone, `special.txt` what git cannot hold and the
number of the account that proposes the change (`actor 2`), `published-N/` what was published before, each a commit.
`expected.txt` is the exact report.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from microcatalogue.diagnostics import Diagnostic, in_order
from microcatalogue.git import find_repository
from microcatalogue.history import read_history
from microcatalogue.ownership import proposal, refusals
from microcatalogue.promises import broken_promises, identify
from microcatalogue.reading.scalars import MAX_BYTES, MAX_VALUES
from microcatalogue.rules import Rule, all_rules

# The package's name `check` is the function; the module of that name is meant here.
checking, loading = import_module("microcatalogue.check"), import_module("microcatalogue.loading")

HERE = Path(__file__).parent
BASE = HERE / "catalogues/base"
AS_OF = date(2026, 11, 24)


@dataclass(frozen=True)
class Case:
    """One folder of `tests/invalid/`; its name is the code that it shows."""

    folder: Path

    @property
    def code(self) -> str:
        return self.folder.name

    @property
    def expected(self) -> Path:
        return self.folder / "expected.txt"

    def steps(self) -> list[Path]:
        return sorted(path for path in self.folder.glob("published-*") if path.is_dir())

    def listed(self, name: str) -> list[str]:
        path = self.folder / name
        return path.read_text("utf-8").splitlines() if path.is_file() else []


def cases() -> list[Case]:
    """Every case, in order of its code."""
    return [Case(folder) for folder in sorted((HERE / "invalid").iterdir())]


def lay(case: Case, root: Path) -> bool:
    """Lay the catalogue of a case at `root`; True where it has a published past, committed in a repository."""
    shutil.copytree(BASE, root)
    for step in case.steps():
        _overlay(step, root, case.listed(f"{step.name}-removed.txt"))
        commit(root)
    _overlay(case.folder / "catalogue", root, case.listed("removed.txt"))
    for line in case.listed("special.txt"):
        _special(root, *line.split())
    return bool(case.steps())


def _overlay(folder: Path, root: Path, removed: list[str]) -> None:
    for name in removed:
        (root / name).unlink()
    if folder.is_dir():
        shutil.copytree(folder, root, dirs_exist_ok=True)


def _special(root: Path, what: str, name: str, target: str = "") -> None:
    path = root / name
    if what == "symlink":
        path.symlink_to(target)
    elif what == "pad":
        path.write_text(path.read_text("utf-8") + "# " + "x" * MAX_BYTES, "utf-8")
    elif what == "many":
        path.write_text(path.read_text("utf-8") + "keywords: {en: [" + "a, " * MAX_VALUES + "a]}\n", "utf-8")


def commit(root: Path) -> None:
    """Commit all of `root` on a fixed day, as nobody in particular."""
    environment = {
        **os.environ,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_DATE": "2026-01-10T12:00:00Z",
        "GIT_COMMITTER_DATE": "2026-01-10T12:00:00Z",
    }
    who = ["-c", "user.name=Example", "-c", "user.email=example@example.org", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "-q", "-b", "main"], ["add", "-A"], [*who, "commit", "-q", "-m", "Publish"]):
        subprocess.run(["git", *arguments], cwd=root.parent, env=environment, check=True, capture_output=True)


def diagnose(
    case: Case, root: Path, monkeypatch: pytest.MonkeyPatch, rules: tuple[Rule, ...] | None = None
) -> tuple[Diagnostic, ...]:
    """What the checker says of a case, its past included."""
    has_past = lay(case, root)
    unreadable = {line.split()[1] for line in case.listed("special.txt") if line.startswith("unreadable")}
    reading = loading.read_limited

    def guarded(path: Path) -> bytes:
        # Rights do not keep the superuser out, so the refusal of the system is played.
        if path.relative_to(root).as_posix() in unreadable:
            raise PermissionError(13, "Permission denied")
        return reading(path)

    monkeypatch.setattr(loading, "read_limited", guarded)
    loaded, diagnostics = checking.check(root, as_of=AS_OF, rules=all_rules() if rules is None else rules)
    if not has_past or loaded.catalogue is None:
        return diagnostics
    base = read_history(*find_repository(root), identify)
    actors = [int(line.split()[1]) for line in case.listed("special.txt") if line.startswith("actor ")]
    refused = [one for actor in actors for one in refusals(loaded, proposal(root, "HEAD"), actor)]
    return in_order(
        (*diagnostics, *loaded.diagnosed(broken_promises(loaded.catalogue, base, loaded.present)), *refused)
    )
