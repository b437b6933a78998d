"""The workflows of this repository and of those that `init` writes: what they may do, and what their commands do.

The commands are taken from the files and run here, in folders laid out as the host lays them out.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, git
from microcatalogue import __version__
from microcatalogue.starter import starter_files, write_starter
from microcatalogue.vocabulary import vocabulary

STARTER = ROOT / "generator/microcatalogue/starter"
REPOSITORIES = {"here": ROOT, "starter": STARTER}
BIN = Path(sys.executable).parent
NAMES = ("check", "publish", "self-check")
FOLDER = "offerings/example-college"
OFFERING = f"{FOLDER}/reading-energy-bills.yml"

each = pytest.mark.parametrize("where", sorted(REPOSITORIES))


def parsed(path: Path) -> Any:
    """A YAML file with every scalar as text, so that the key `on` is no truth value."""
    return yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - it makes text alone


def workflow(where: str, name: str) -> Any:
    return parsed(REPOSITORIES[where] / f".github/workflows/{name}.yml")


def files() -> list[Path]:
    return sorted(path for root in REPOSITORIES.values() for path in (root / ".github/workflows").iterdir())


def steps(where: str, name: str) -> Iterator[Any]:
    for job in workflow(where, name)["jobs"].values():
        yield from job["steps"]


def every_step() -> Iterator[Any]:
    for where in REPOSITORIES:
        for name in NAMES:
            yield from steps(where, name)


# --- what the files say -------------------------------------------------------------------------------------------


def zizmor(*inputs: Path, folder: Path = ROOT) -> tuple[list[Any], int]:
    """What zizmor finds at medium or above, and how many files it says it has read."""
    words = [BIN / "zizmor", "--offline", "--no-progress", "--persona=auditor", "--no-ignores", "--strict-collection"]
    done = subprocess.run([*words, "--format=json", *inputs], cwd=folder, capture_output=True, text=True, check=False)
    found = [one for one in json.loads(done.stdout) if one["determinations"]["severity"] in ("Medium", "High")]
    return found, len(re.findall(r"completed \S+\.ya?ml", done.stderr))


def test_zizmor_has_read_every_workflow_and_finds_nothing() -> None:
    assert len(files()) == len(NAMES) * len(REPOSITORIES)
    found, read = zizmor(*files())
    assert found == []
    assert read == len(files())


def test_zizmor_would_find_something(tmp_path: Path) -> None:
    text = (ROOT / ".github/workflows/check.yml").read_text("utf-8")
    target = tmp_path / ".github/workflows/check.yml"
    target.parent.mkdir(parents=True)
    target.write_text(text.replace("  pull_request:\n", "  pull_request_target:\n"), "utf-8")
    found, read = zizmor(target, folder=tmp_path)
    assert "dangerous-triggers" in {one["ident"] for one in found}
    assert read == 1


@each
def test_a_pull_request_starts_nothing_that_may_write(where: str) -> None:
    assert set(workflow(where, "check")["on"]) == {"pull_request"}
    assert set(workflow(where, "publish")["on"]) == {"push", "schedule", "workflow_dispatch"}
    assert set(workflow(where, "self-check")["on"]) == {"pull_request", "schedule", "workflow_dispatch"}
    for path in files():
        assert not re.search(r"pull_request_target|workflow_run|issue_comment|secrets\.", path.read_text("utf-8")), path


@each
@pytest.mark.parametrize("name", NAMES)
def test_permissions_are_as_small_as_can_be(where: str, name: str) -> None:
    content = workflow(where, name)
    assert content["permissions"] == {}
    for title, job in content["jobs"].items():
        publishing = (name, title) == ("publish", "deploy")
        wanted = {"pages": "write", "id-token": "write"} if publishing else {"contents": "read"}
        assert job["permissions"] == wanted, title
        assert int(job["timeout-minutes"]) <= 60
        assert job["runs-on"] == "ubuntu-24.04"


def test_every_action_has_one_commit_in_all_files() -> None:
    """The commits stand in several files, since the host allows no names for them; they must be the same everywhere."""
    pins: dict[str, set[tuple[str, str]]] = {}
    for path in files():
        text = path.read_text("utf-8")
        used = re.findall(r"uses: (\S+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)\n", text)
        assert len(used) == text.count("uses:"), f"{path}: an action without commit or version"
        for action, commit, version in used:
            pins.setdefault(action, set()).add((commit, version))
    assert pins
    assert {action: pin for action, pin in pins.items() if len(pin) != 1} == {}


def test_no_text_from_outside_gets_into_a_command() -> None:
    for step in every_step():
        assert "${{" not in step.get("run", ""), step["name"]
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


@each
def test_what_checks_comes_from_the_base_branch(where: str) -> None:
    checkouts = [step["with"] for step in steps(where, "check") if "checkout@" in step.get("uses", "")]
    assert [one["path"] for one in checkouts] == ["trusted", "submitted"]
    assert checkouts[0]["ref"] == "${{ github.base_ref }}"
    assert "ref" not in checkouts[1]
    assert checkouts[1]["fetch-depth"] == "0"
    commands = "\n".join(step.get("run", "") for step in steps(where, "check"))
    installs = [line for line in commands.splitlines() if " pip " in line]
    assert installs
    assert all(re.search(r" (-r |\./)trusted(/requirements\.lock)?$", line) for line in installs)
    mentions = set(re.findall(r"\S+ \S*submitted\S*", commands))
    assert mentions == {
        "-L submitted/offerings",
        "-d submitted/offerings",
        "-C submitted",
        "--offerings submitted/offerings",
    }


@each
@pytest.mark.parametrize("name", NAMES)
def test_programs_are_installed_by_checksum_alone(where: str, name: str) -> None:
    own = "python -I -m pip install --no-deps --no-build-isolation "
    for step in steps(where, name):
        for line in step.get("run", "").splitlines():
            if " pip " in line and not (where == "here" and line.startswith(own)):
                assert line.startswith("python -I -m pip install --require-hashes --only-binary :all: -r "), line


def commands(where: str, name: str) -> list[str]:
    return [step["run"] for step in steps(where, name) if "run" in step and step.get("id") != "install"]


@pytest.mark.parametrize("name", ["check", "publish"])
def test_the_starter_does_what_this_repository_does(name: str) -> None:
    assert commands("here", name) == commands("starter", name)
    conditions = [[step.get("if") for step in steps(where, name)] for where in REPOSITORIES]
    assert conditions[0] == conditions[1]


@pytest.mark.parametrize(
    "path",
    [
        "ISSUE_TEMPLATE/config.yml",
        "ISSUE_TEMPLATE/error.yml",
        "ISSUE_TEMPLATE/offering.yml",
        "pull_request_template.md",
    ],
)
def test_forms_are_the_same_in_both(path: str) -> None:
    assert (ROOT / ".github" / path).read_bytes() == (STARTER / ".github" / path).read_bytes()


@each
def test_code_owners_are_an_example_and_own_what_exists(where: str) -> None:
    root = REPOSITORIES[where]
    lines = (root / ".github/CODEOWNERS").read_text("utf-8").splitlines()
    rules = [line.split() for line in lines if line and not line.startswith("#")]
    assert {owner for _, *owners in rules for owner in owners} == {"@example-org/catalogue-maintainers"}
    for pattern, *_ in rules:
        assert pattern == "/*" or (root / pattern.strip("/")).exists(), pattern
    assert not [pattern for pattern, *_ in rules if pattern.startswith("/offerings/") and pattern.count("/") > 2]


@each
def test_updates_reach_every_workflow(where: str) -> None:
    root = REPOSITORIES[where]
    updates = parsed(root / ".github/dependabot.yml")["updates"]
    assert {one["package-ecosystem"] for one in updates} == {"github-actions", "pip"}
    (actions,) = (one for one in updates if one["package-ecosystem"] == "github-actions")
    searched = set(actions.get("directories", [actions.get("directory")]))
    if where == "here":
        assert searched == {"/", f"/{STARTER.relative_to(ROOT).as_posix()}/.github/workflows"}
    for folder in searched:
        assert (root / folder.strip("/")).is_dir()


# --- issue forms --------------------------------------------------------------------------------------------------

FORMS = ("offering", "error")


@pytest.mark.parametrize("name", FORMS)
def test_every_field_of_a_form_has_help(name: str) -> None:
    form = parsed(ROOT / f".github/ISSUE_TEMPLATE/{name}.yml")
    assert form["name"]
    assert form["description"]
    fields = [one for one in form["body"] if one["type"] != "markdown"]
    ids = [one["id"] for one in fields]
    assert len(ids) == len(set(ids))
    for one in fields:
        assert re.fullmatch(r"[a-z_]+", one["id"])
        assert one["type"] in ("input", "textarea", "dropdown", "checkboxes")
        assert one["attributes"]["label"], one["id"]
        assert len(one["attributes"]["description"]) > 15, one["id"]


def test_the_offering_form_asks_for_all_that_a_record_needs() -> None:
    form = parsed(ROOT / ".github/ISSUE_TEMPLATE/offering.yml")
    fields = {one["id"]: one for one in form["body"] if "id" in one}
    schema = json.loads((ROOT / "generator/microcatalogue/schemas/v1/offering.schema.json").read_text("utf-8"))
    needed = {name for name, one in schema["properties"].items() if one.get("x-mark")}
    assert "learning_outcomes" in needed
    for name in needed:
        assert fields[name]["validations"]["required"] == "true", name
    others = {"provider", "level_basis", "supervision", "else", "declared"}
    assert set(fields) - others <= set(schema["properties"])


@pytest.mark.parametrize(
    ("field_id", "table"),
    [
        ("level", "eqf"),
        ("level_basis", "level-basis"),
        ("supervision", "supervision"),
        ("participation", "participation"),
        ("learning_setting", "learning-setting"),
        ("credential", "credential-format"),
    ],
)
def test_choices_of_the_form_are_the_codes_of_the_format(field_id: str, table: str) -> None:
    form = parsed(ROOT / ".github/ISSUE_TEMPLATE/offering.yml")
    (chosen,) = (one for one in form["body"] if one.get("id") == field_id)
    codes = [option.partition(":")[0] for option in chosen["attributes"]["options"]]
    assert [code for code in codes if not code.startswith("no level")] == list(vocabulary(table).terms)


# --- the commands of GitHub's workflows ---------------------------------------------------------------------------


@dataclass
class Played:
    """What became of the steps of a job, as the host would show it."""

    outcomes: dict[str, str] = field(default_factory=dict)
    log: str = ""
    summary: str = ""

    @property
    def failed(self) -> bool:
        return "failure" in self.outcomes.values()


def play(steps: list[Any], folder: Path, values: Mapping[str, str]) -> Played:
    """Run the commands of a job's steps in a folder; actions and installing are taken as done.

    `values` are those of the expressions that the host fills in.
    """
    known, outcome_of, played = dict(values), {"install": "success"}, Played()
    for number, step in enumerate(steps):
        title, is_command = step.get("name", f"step {number}"), "run" in step and step.get("id") != "install"
        if not is_command:
            continue
        if not _is_due(step.get("if"), outcome_of, played.failed):
            played.outcomes[title] = "skipped"
            continue
        done, said, outputs = _run_step(step, folder, known)
        outcome = "success" if done == 0 else "failure"
        played.outcomes[title] = outcome
        played.log += said
        if "id" in step:
            outcome_of[step["id"]] = outcome
            known |= {f"steps.{step['id']}.outputs.{name}": value for name, value in outputs.items()}
    played.summary = (folder / "summary-of-job").read_text("utf-8") if (folder / "summary-of-job").exists() else ""
    return played


def _is_due(condition: str | None, outcome_of: Mapping[str, str], failed: bool) -> bool:
    if condition is None:
        return not failed
    wanted = re.fullmatch(r"\${{ !cancelled\(\) && steps\.(\w+)\.outcome == 'success' }}", condition)
    assert wanted, f"the test does not know the condition {condition}"
    return outcome_of.get(wanted[1]) == "success"


def _run_step(step: Any, folder: Path, known: Mapping[str, str]) -> tuple[int, str, dict[str, str]]:
    said = folder / "outputs-of-step"
    said.write_text("", "utf-8")
    stated = {name: _filled(value, known) for name, value in step.get("env", {}).items()}
    fixed = {"GITHUB_OUTPUT": str(said), "GITHUB_STEP_SUMMARY": str(folder / "summary-of-job")}
    code, log = bash(step["run"], folder, fixed | stated)
    outputs = dict(line.split("=", 1) for line in said.read_text("utf-8").splitlines())
    return code, log, outputs


def _filled(value: str, known: Mapping[str, str]) -> str:
    return re.sub(r"\${{ ([\w.]+) }}", lambda expression: known[expression[1]], value)


def bash(script: str, folder: Path, stated: Mapping[str, str], *, first: Path = BIN) -> tuple[int, str]:
    """Run a script as the host's shell does: it stops at the first command that fails."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "CI_"))}
    environment |= {"PATH": f"{first}:{BIN}:{environment['PATH']}", **stated}
    words = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    done = subprocess.run(
        words, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, text=True
    )
    return done.returncode, done.stdout


@dataclass(frozen=True)
class Host:
    """A repository with a branch main that has moved on, and a branch on which somebody proposes a change."""

    folder: Path

    def change(self, path: str, old: str, new: str) -> None:
        target = self.folder / path
        text = target.read_text("utf-8")
        assert old in text
        target.write_text(text.replace(old, new), "utf-8")

    def commit(self, words: str, day: str) -> None:
        git(self.folder, "add", "--all")
        git(self.folder, "commit", "--quiet", "-m", words, day=day)

    def merge_request(self, target: Path) -> None:
        """The two folders of the workflow: the base branch, and what a merge into it would give."""
        git(self.folder, "checkout", "--quiet", "--detach", "main")
        git(self.folder, "merge", "--quiet", "--no-ff", "--no-edit", "proposal", day="2026-03-04T12:00:00Z")
        git(self.folder, "branch", "--force", "merged")
        git(self.folder, "checkout", "--quiet", "proposal")
        url = self.folder.as_uri()
        git(target, "clone", "--quiet", "--depth=1", "--branch=main", url, "trusted")
        git(target, "clone", "--quiet", "--branch=merged", url, "submitted")


@pytest.fixture
def host(tmp_path: Path) -> Host:
    """The starter, its provider owned by the account 1; main has since got another provider, which is not the proposer's."""
    host = Host(tmp_path / "host")
    write_starter(host.folder, starter_files(__version__))
    git(host.folder, "init", "--quiet")
    host.commit("Start", "2026-03-01T12:00:00Z")
    git(host.folder, "checkout", "--quiet", "-b", "proposal")
    git(host.folder, "checkout", "--quiet", "main")
    other = host.folder / "offerings/example-school"
    other.mkdir()
    shutil.copy(host.folder / FOLDER / "provider.yml", other)
    host.change("offerings/example-school/provider.yml", "id: 1", "id: 3")
    host.commit("Add a school", "2026-03-02T12:00:00Z")
    git(host.folder, "checkout", "--quiet", "proposal")
    return host


def play_check(where: str, host: Host, tmp_path: Path, actor: str) -> tuple[Played, Path]:
    host.commit("Propose", "2026-03-03T12:00:00Z")
    folder = tmp_path / "runner"
    folder.mkdir()
    host.merge_request(folder)
    values = {"github.event.pull_request.user.id": actor}
    return play(list(steps(where, "check")), folder, values), folder


@each
def test_a_good_pull_request_passes(where: str, host: Host, tmp_path: Path) -> None:
    host.change(OFFERING, "Reading energy bills", "Reading bills for energy")
    played, folder = play_check(where, host, tmp_path, "1")
    assert set(played.outcomes.values()) == {"success"}, played.log
    assert "::error" not in played.log
    assert "no problems found" in played.summary
    assert "Reading bills for energy" in (folder / "site/en/index.html").read_text("utf-8")


@each
def test_a_bad_pull_request_fails_and_says_all(where: str, host: Host, tmp_path: Path) -> None:
    host.change(OFFERING, "participation: [online]", "participation: [on-line]")
    played, folder = play_check(where, host, tmp_path, "1")
    assert played.outcomes["Check"] == "failure"
    assert re.search(rf"(?m)^::error file={re.escape(OFFERING)},title=unknown-code,line=\d+,", played.log)
    assert played.outcomes["Everything that was found, as the job's summary"] == "success"
    assert "unknown-code" in played.summary
    assert played.outcomes["Build the site"] == "failure", "it was tried, and refused"
    assert not (folder / "site").exists()


@each
def test_a_stranger_s_pull_request_fails_but_can_be_looked_at(where: str, host: Host, tmp_path: Path) -> None:
    """Only the proposed change counts: main has got a provider of somebody else since the branch was made."""
    host.change(OFFERING, "Reading energy bills", "Reading bills for energy")
    played, folder = play_check(where, host, tmp_path, "2")
    assert played.outcomes["Check"] == "failure"
    refused = re.findall(r"(?m)^::error file=([^,]+),title=([^,:]+)", played.log)
    assert refused == [(OFFERING, "foreign-folder")]
    assert "foreign-folder" in played.summary
    assert played.outcomes["Build the site"] == "success"
    assert (folder / "site/index.html").is_file()


@each
def test_a_link_in_place_of_the_folder_is_no_way_out(where: str, host: Host, tmp_path: Path) -> None:
    """A link to the trusted files would let everything pass."""
    shutil.rmtree(host.folder / "offerings")
    (host.folder / "offerings").symlink_to("../trusted/offerings", target_is_directory=True)
    git(host.folder, "checkout", "--quiet", "-B", "before")
    git(host.folder, "branch", "--force", "main", "proposal")
    git(host.folder, "checkout", "--quiet", "-B", "proposal")
    played, folder = play_check(where, host, tmp_path, "1")
    assert (folder / "submitted/offerings").is_symlink()
    assert "no link to one" in played.log
    assert set(played.outcomes.values()) == {"failure", "skipped"}


def test_nothing_of_a_pull_request_runs(host: Host, tmp_path: Path) -> None:
    """Files that Python or git would run, if anything in them were run."""
    trap = f"open({str(tmp_path / 'ran')!r}, 'w')\n"
    for path in ("conftest.py", "sitecustomize.py", "offerings/sitecustomize.py", "microcatalogue/__init__.py"):
        (host.folder / path).parent.mkdir(exist_ok=True)
        (host.folder / path).write_text(trap, "utf-8")
    played, folder = play_check("starter", host, tmp_path, "1")
    assert (folder / "submitted/microcatalogue/__init__.py").is_file()
    assert played.outcomes["Check"] == "failure", "a provider adds no code"
    assert not (tmp_path / "ran").exists()


# --- publishing ---------------------------------------------------------------------------------------------------


@each
def test_publishing_builds_twice_alike_and_verifies(where: str, host: Host) -> None:
    git(host.folder, "checkout", "--quiet", "main")
    played = play(workflow(where, "publish")["jobs"]["build"]["steps"], host.folder, {})
    assert list(played.outcomes.values()) == ["success", "success"], played.log
    assert (host.folder / "site/index.html").read_bytes() == (host.folder / "again/index.html").read_bytes()
    assert "FAILED" not in played.log


def test_two_different_sites_are_not_published(tmp_path: Path) -> None:
    """The control: a generator that writes down where it runs."""
    (tmp_path / "catalogue").write_text('#!/bin/sh\nmkdir -p "$3"\necho "$TZ" > "$3/index.html"\n', "utf-8")
    (tmp_path / "catalogue").chmod(0o755)
    (step,) = (step for step in steps("here", "publish") if step.get("name") == "Build twice and compare")
    code, said = bash(step["run"], tmp_path, {}, first=tmp_path)
    assert code == 1
    assert "Pacific/Kiritimati" in said


def test_hidden_files_are_published_too() -> None:
    """The site has a folder .well-known, and the action leaves out such folders unless it is told otherwise."""
    for where in REPOSITORIES:
        (upload,) = (step for step in steps(where, "publish") if "upload-pages-artifact@" in step.get("uses", ""))
        assert upload["with"] == {"path": "site", "include-hidden-files": "true"}


def test_the_starter_s_own_check_passes(host: Host) -> None:
    git(host.folder, "checkout", "--quiet", "main")
    played = play(workflow("starter", "self-check")["jobs"]["catalogue"]["steps"], host.folder, {})
    assert set(played.outcomes.values()) == {"success"}, played.log


@each
def test_the_workflows_read_themselves(where: str, host: Host) -> None:
    folder = ROOT if where == "here" else host.folder
    (step,) = (step for step in workflow(where, "self-check")["jobs"]["workflows"]["steps"] if "env" in step)
    code, said = bash(step["run"], folder, {"ZIZMOR_OFFLINE": "true", "NO_COLOR": "1"})
    assert code == 0, said
    read = re.findall(r"completed \S*\.github/workflows/([\w-]+)\.yml", said)
    assert sorted(read) == sorted(NAMES * (len(REPOSITORIES) if where == "here" else 1)), said


def test_the_suite_is_what_this_repository_checks_itself_with() -> None:
    assert commands("here", "self-check")[0].strip() == "make test"
    assert parsed(ROOT / ".gitlab-ci.yml")["suite"]["script"][-1] == "make test"


# --- GitLab -------------------------------------------------------------------------------------------------------


def gitlab_script(where: str, job: str) -> str:
    """The lines of a job as its shell gets them, installing left out."""
    content = parsed(REPOSITORIES[where] / ".gitlab-ci.yml")
    one = content[job]
    before = one.get("before_script") or content[one["extends"]]["before_script"]
    return "\n".join(line for line in (*before, *one["script"]) if " pip " not in line)


@pytest.fixture
def gitlab(host: Host, tmp_path: Path) -> Any:
    """Runs a job of a merge request in a clone of the branch that is proposed, which is where GitLab runs it."""

    def run(where: str, job: str, actor: str) -> tuple[int, str, Path]:
        host.commit("Propose", "2026-03-03T12:00:00Z")
        folder = tmp_path / "builds"
        git(tmp_path, "clone", "--quiet", "--branch=proposal", host.folder.as_uri(), folder.name)
        stated = {
            "CI_PROJECT_PATH": "group/catalogue",
            "CI_MERGE_REQUEST_PROJECT_PATH": "group/catalogue",
            "CI_MERGE_REQUEST_PROJECT_URL": "https://git.example.org/group/catalogue",
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
            "CI_COMMIT_SHA": git(folder, "rev-parse", "HEAD").strip(),
            "GITLAB_USER_ID": actor,
        }
        code, said = bash(gitlab_script(where, job), folder, stated)
        return code, said, folder

    return run


@each
def test_gitlab_passes_a_good_merge_request(where: str, host: Host, gitlab: Any) -> None:
    host.change(OFFERING, "Reading energy bills", "Reading bills for energy")
    code, said, folder = gitlab(where, "check", "1")
    assert code == 0, said
    assert "no problems found" in (folder / "check.md").read_text("utf-8")
    assert (folder / "submitted/offerings/example-school/provider.yml").is_file(), "main's own news are merged in"


@each
def test_gitlab_refuses_a_bad_merge_request(where: str, host: Host, gitlab: Any) -> None:
    host.change(OFFERING, "participation: [online]", "participation: [on-line]")
    code, said, folder = gitlab(where, "check", "1")
    assert code == 1
    assert f"{OFFERING}:" in said
    assert "unknown-code" in (folder / "check.md").read_text("utf-8")


def test_gitlab_refuses_a_stranger(host: Host, gitlab: Any) -> None:
    host.change(OFFERING, "Reading energy bills", "Reading bills for energy")
    code, said, _ = gitlab("starter", "check", "2")
    assert code == 1
    assert re.findall(r"(?m)^(\S+?)(?::[\d:]+)?: error ([\w-]+)", said) == [(OFFERING, "foreign-folder")]


def test_gitlab_builds_a_preview(host: Host, gitlab: Any) -> None:
    host.change(OFFERING, "Reading energy bills", "Reading bills for energy")
    code, said, folder = gitlab("starter", "preview", "1")
    assert code == 0, said
    assert "Reading bills for energy" in (folder / "site/en/index.html").read_text("utf-8")


def test_gitlab_publishes_what_it_built_twice(host: Host) -> None:
    git(host.folder, "checkout", "--quiet", "main")
    code, said = bash(gitlab_script("starter", "pages"), host.folder, {})
    assert code == 0, said
    assert (host.folder / "public/index.html").is_file()


def test_gitlab_does_the_same_here_and_in_the_starter() -> None:
    for job in ("check", "preview", "pages"):
        assert gitlab_script("here", job) == gitlab_script("starter", job)


@each
def test_gitlab_installs_what_the_target_branch_says(where: str) -> None:
    content = parsed(REPOSITORIES[where] / ".gitlab-ci.yml")
    installs = [line for line in content[".merge-request"]["before_script"] if " pip " in line]
    assert installs[0] == "python -I -m pip install --require-hashes --only-binary :all: -r trusted/requirements.lock"
    assert installs[1:] in ([], ["python -I -m pip install --no-deps --no-build-isolation ./trusted"])
    assert content["variables"]["GIT_DEPTH"] == "0"
    assert content["check"]["artifacts"]["when"] == "always"
