"""Building as a command: same bytes everywhere, all or nothing, the right exit codes, and history in what is built."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, git
from invalid_cases import BASE

O = "example-university/data-literacy.yml"  # noqa: E741 - the offering that most tests change


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with the valid base catalogue in offerings/, committed."""
    top = tmp_path / "repository"
    shutil.copytree(BASE, top / "offerings")
    git(top, "init", "-q")
    git(top, "add", "-A")
    git(top, "commit", "-q", "-m", "Publish")
    return top


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a user would, in a plain environment."""
    plain = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": str(ROOT / "generator"), **environment}
    command = [sys.executable, "-c", "from microcatalogue.cli import main; main()", *arguments]
    return subprocess.run(command, cwd=folder, env=plain, capture_output=True, text=True, encoding="utf-8", check=False)


def change(repository: Path, before: str, after: str, file: str = O) -> None:
    path = repository / "offerings" / file
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def tree(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mode)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_two_builds_in_different_surroundings_give_the_same_bytes(repository: Path, tmp_path: Path) -> None:
    other = tmp_path / "another path ä" / "copy"
    other.parent.mkdir()
    git(tmp_path, "clone", "-q", str(repository), str(other))
    one = run(repository, "build", TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED="1")
    assert one.returncode == 0, one.stderr
    before = os.umask(0o077)
    try:
        two = run(other, "build", TZ="America/Anchorage", LC_ALL="C.UTF-8", PYTHONHASHSEED="2", PYTHONUTF8="1")
    finally:
        os.umask(before)
    assert two.returncode == 0, two.stderr
    assert tree(repository / "site") == tree(other / "site")


def test_a_built_site_verifies_and_a_damaged_one_does_not(repository: Path) -> None:
    assert run(repository, "build").returncode == 0
    assert run(repository, "verify", "site").returncode == 0
    page = repository / "site/en/index.html"
    page.write_text(page.read_text("utf-8").replace("browse/", "brwse/"), "utf-8")
    done = run(repository, "verify", "site")
    assert done.returncode == 1
    assert "en/index.html" in done.stdout
    assert "brwse" in done.stdout


def test_an_error_leaves_the_old_site_untouched(repository: Path) -> None:
    assert run(repository, "build").returncode == 0
    before = tree(repository / "site")
    change(repository, "participation: [online]", "participation: [on-line]")
    done = run(repository, "build")
    assert done.returncode == 1
    assert "did you mean “online”?" in done.stdout
    assert "untouched" in done.stderr
    assert tree(repository / "site") == before


def test_without_git_a_preview_is_built_and_said_once(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "offerings")
    done = run(tmp_path, "build")
    assert done.returncode == 0
    assert done.stdout.count("Preview without dates: this is no git repository") == 1
    record = json.loads((tmp_path / "site/api/v1/offerings/example-university/data-literacy.json").read_bytes())
    assert not {"created", "modified", "version"} & record.keys()
    assert "as_of" not in json.loads((tmp_path / "site/manifest.json").read_bytes())
    assert "Preview" in (tmp_path / "site/en/index.html").read_text("utf-8")


def test_a_shallow_clone_is_named_with_its_cure(repository: Path, tmp_path: Path) -> None:
    change(repository, "Six tasks", "Seven tasks")
    git(repository, "commit", "-q", "-a", "-m", "Change", day="2026-03-01T12:00:00Z")
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "1", repository.as_uri(), str(shallow))
    done = run(shallow, "build")
    assert done.returncode == 3
    assert "git fetch --unshallow" in done.stderr
    checked = run(shallow, "check")
    assert checked.returncode == 0
    assert "git fetch --unshallow" in checked.stderr


def test_dates_come_from_history_and_move_with_the_record_alone(repository: Path) -> None:
    change(repository, "title:", "# a comment\ntitle:")
    git(repository, "commit", "-q", "-a", "-m", "Comment", day="2026-02-01T12:00:00Z")
    change(repository, "Six tasks of ten", "Seven tasks of ten")
    git(repository, "commit", "-q", "-a", "-m", "Change", day="2026-03-01T12:00:00Z")
    assert run(repository, "build").returncode == 0
    record = json.loads((repository / "site/api/v1/offerings/example-university/data-literacy.json").read_bytes())
    assert (record["created"], record["modified"], record["version"]) == (
        "2026-01-10T12:00:00Z",
        "2026-03-01T12:00:00Z",
        2,
    )
    changes = json.loads((repository / "site/api/v1/changes.json").read_bytes())["items"]
    assert [one["change"] for one in changes if one["id"] == record["id"]] == ["created", "updated"]
    assert [one["number"] for one in changes] == list(range(1, len(changes) + 1))
    assert json.loads((repository / "site/manifest.json").read_bytes())["as_of"] == "2026-03-01"


def test_uncommitted_work_counts_as_of_the_build_date(repository: Path) -> None:
    change(repository, "Six tasks of ten", "Seven tasks of ten")
    assert run(repository, "build", "--as-of", "2026-04-01").returncode == 0
    record = json.loads((repository / "site/api/v1/offerings/example-university/data-literacy.json").read_bytes())
    assert (record["modified"], record["version"]) == ("2026-04-01T00:00:00Z", 2)


def test_the_date_of_a_build_is_stated_or_taken_from_the_environment(repository: Path) -> None:
    for arguments, environment, day in (
        (("--as-of", "2027-05-06"), {"SOURCE_DATE_EPOCH": "0"}, "2027-05-06"),
        ((), {"SOURCE_DATE_EPOCH": "1767225600"}, "2026-01-01"),
        ((), {}, "2026-01-10"),
    ):
        assert run(repository, "build", *arguments, **environment).returncode == 0
        assert json.loads((repository / "site/manifest.json").read_bytes())["as_of"] == day


@pytest.mark.parametrize("base", [None, "main"])
def test_a_deleted_record_is_refused_by_build_and_check(repository: Path, base: str | None) -> None:
    (repository / "offerings" / O).unlink()
    (repository / "offerings/example-university/pathways/data-science.yml").unlink()
    done = run(repository, "check", *(["--base", base] if base else []))
    assert done.returncode == 1
    assert "deleted-record" in done.stdout
    assert "status: withdrawn" in done.stdout
    assert run(repository, "build").returncode == 1


def test_renaming_with_formerly_passes_and_continues_the_history(repository: Path) -> None:
    folder = repository / "offerings/example-university"
    (folder / "data-literacy.yml").rename(folder / "data-skills.yml")
    change(
        repository,
        "participation:",
        "formerly: [example-university/data-literacy]\nparticipation:",
        "example-university/data-skills.yml",
    )
    change(
        repository,
        "example-university/data-literacy",
        "example-university/data-skills",
        "example-university/pathways/data-science.yml",
    )
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "Rename", day="2026-03-01T12:00:00Z")
    done = run(repository, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    record = json.loads((repository / "site/api/v1/offerings/example-university/data-skills.json").read_bytes())
    assert (record["created"], record["modified"], record["version"]) == (
        "2026-01-10T12:00:00Z",
        "2026-03-01T12:00:00Z",
        2,
    )
    changes = json.loads((repository / "site/api/v1/changes.json").read_bytes())["items"]
    assert [(one["change"], one["id"]) for one in changes if "data-" in one["id"] and one["kind"] == "offering"] == [
        ("created", "example-university/data-literacy"),
        ("renamed", "example-university/data-literacy"),
        ("created", "example-university/data-skills"),
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["check"], 0, "no problems found"),
        (["check", "offerings/example-university"], 0, "no problems found"),
        (["check", "nowhere.yml"], 2, "there is no file or folder"),
        (["check", "../outside"], 2, "lies outside"),
        (["check", "--offerings", "nowhere"], 2, "there is no folder"),
        (["check", "--as-of", "soon"], 2, "is no date"),
        (["check", "--base", "nowhere"], 3, "git does not know"),
        (["check", "--format", "xml"], 2, "'xml' is not one of"),
        (["explain", "unknown-field"], 0, "misspelt field"),
        (["explain", "unknown-feild"], 2, "did you mean “unknown-field”"),
        (["explain"], 0, "duplicate-identifier"),
        (["verify", "nowhere"], 2, "there is no folder"),
        (["serve"], 2, "build one first"),
        (["--version"], 0, "catalogue "),
        (["frobnicate"], 2, "No such command"),
    ],
)
def test_exit_codes_and_words(repository: Path, arguments: list[str], code: int, said: str) -> None:
    (repository.parent / "outside").touch()
    done = run(repository, *arguments)
    assert (done.returncode, done.stderr if code else "") == (code, done.stderr if code else "")
    assert said in done.stdout + done.stderr


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif", "markdown"])
@pytest.mark.parametrize(("broken", "code"), [(False, 0), (True, 1)])
def test_the_exit_code_is_the_same_in_every_format(repository: Path, form: str, broken: bool, code: int) -> None:
    if broken:
        change(repository, "participation: [online]", "participation: [on-line]")
    assert run(repository, "check", "--format", form).returncode == code


def test_a_report_on_a_path_leaves_the_rest_out(repository: Path) -> None:
    change(repository, "participation: [online]", "participation: [on-line]")
    change(repository, "country: EE\nhomepage", "country: XX\nhomepage", "example-university/provider.yml")
    everything = run(repository, "check").stdout
    one = run(repository, "check", f"offerings/{O}").stdout
    assert "provider.yml" in everything
    assert "provider.yml" not in one
    assert "on-line" in one


def test_there_is_no_colour_outside_a_terminal(repository: Path) -> None:
    change(repository, "participation: [online]", "participation: [on-line]")
    assert "\x1b[" not in run(repository, "check").stdout
    assert "\x1b[" not in run(repository, "check", FORCE_COLOR="1", NO_COLOR="1").stdout


def test_a_target_with_other_things_in_it_is_left_alone(repository: Path) -> None:
    precious = repository / "site"
    precious.mkdir()
    (precious / "thesis.odt").write_text("years of work", "utf-8")
    done = run(repository, "build")
    assert done.returncode == 3
    assert (precious / "thesis.odt").read_text("utf-8") == "years of work"
