"""Who may change what, over scratch repositories: the base branch's owners decide, by the number of the account."""

from __future__ import annotations

import json
import os
import shutil
import stat
from pathlib import Path

import pytest
from conftest import git
from invalid_cases import AS_OF, BASE
from microcatalogue import cli
from microcatalogue.check import check
from microcatalogue.diagnostics import Diagnostic, Place, Severity
from microcatalogue.git import HistoryError, NoHistory, changed_files, left_at
from microcatalogue.ownership import proposal, refusals
from microcatalogue.report import as_github, as_json, as_markdown, as_sarif, as_text

REGISTRAR, TUTOR, STRANGER = 1, 2, 77
UNIVERSITY, COLLEGE = "offerings/example-university", "offerings/example-college"
OFFERING, OTHERS = f"{UNIVERSITY}/data-literacy.yml", f"{COLLEGE}/statistics.yml"
PROVIDER = f"{UNIVERSITY}/provider.yml"
OWNERS = "owners:\n  - {login: example-registrar, id: 1}\n  - {login: example-tutor, id: 3}\n"


class Scratch:
    """A repository with two providers, a workflow and code on `main`; `feature` is the branch that is proposed."""

    def __init__(self, top: Path, folder: str = "offerings") -> None:
        self.top, self.offerings = top, top / folder
        shutil.copytree(BASE, self.offerings)
        provider = (BASE / "example-university/provider.yml").read_text("utf-8")
        offering = (BASE / "example-university/data-literacy.yml").read_text("utf-8")
        inside = Path(folder)
        self.write(inside / "example-university/provider.yml", provider + OWNERS)
        self.write(inside / "example-college/provider.yml", provider + "owners: [{login: example-tutor, id: 2}]\n")
        self.write(inside / "example-college/statistics.yml", offering)
        self.write(".github/workflows/check.yml", "on: pull_request\n")
        self.write("generator/code.py", "pass\n")
        self.write(".gitignore", "/site/\n")
        git(top, "init", "-q")
        self.commit()
        git(top, "checkout", "-q", "-b", "feature")

    def write(self, path: str | Path, text: str) -> None:
        (self.top / path).parent.mkdir(parents=True, exist_ok=True)
        (self.top / path).write_text(text, "utf-8")

    def add(self, path: str, text: str) -> None:
        """Add text to the end of a file."""
        self.write(path, (self.top / path).read_text("utf-8") + text)

    def replace(self, path: str, before: str, after: str) -> None:
        text = (self.top / path).read_text("utf-8")
        assert before in text
        self.write(path, text.replace(before, after))

    def commit(self) -> None:
        git(self.top, "add", "-A")
        git(self.top, "commit", "-q", "--allow-empty", "-m", "A change")

    def on_main(self, path: str, before: str, after: str) -> None:
        """Change a file of the base branch after `feature` has left it."""
        git(self.top, "checkout", "-q", "main")
        self.replace(path, before, after)
        self.commit()
        git(self.top, "checkout", "-q", "feature")

    def judged(self, actor: int, base: str = "main") -> tuple[Diagnostic, ...]:
        loaded, _ = check(self.offerings, as_of=AS_OF, prefix="offerings/")
        return refusals(loaded, proposal(self.offerings, base), actor)

    def said(self, actor: int, base: str = "main") -> list[tuple[str, str]]:
        """Code and file of everything that the account may not do by itself."""
        return [(one.code, one.place.file) for one in self.judged(actor, base)]


@pytest.fixture
def scratch(tmp_path: Path) -> Scratch:
    return Scratch(tmp_path / "repository")


class TestFolders:
    def test_an_owner_changes_its_own_folder(self, scratch: Scratch) -> None:
        scratch.add(OFFERING, "keywords: {en: [data]}\n")
        scratch.write(f"{UNIVERSITY}/new-course.yml", "title: {en: New}\n")
        scratch.write(f"{UNIVERSITY}/pathways/new-path.yml", "title: {en: New}\n")
        scratch.commit()
        assert scratch.said(REGISTRAR) == []
        assert {code for code, _ in scratch.said(TUTOR)} == {"foreign-folder"}

    def test_an_owner_may_not_change_the_folder_of_another(self, scratch: Scratch) -> None:
        scratch.add(OTHERS, "keywords: {en: [data]}\n")
        scratch.commit()
        assert scratch.said(REGISTRAR) == [("foreign-folder", OTHERS)]
        assert scratch.said(TUTOR) == []

    def test_of_own_and_others_files_the_others_are_named(self, scratch: Scratch) -> None:
        scratch.add(OFFERING, "keywords: {en: [data]}\n")
        scratch.add(OTHERS, "keywords: {en: [data]}\n")
        scratch.write(f"{COLLEGE}/new-course.yml", "title: {en: New}\n")
        scratch.commit()
        assert scratch.said(REGISTRAR) == [("foreign-folder", f"{COLLEGE}/new-course.yml"), ("foreign-folder", OTHERS)]

    def test_nothing_changed_is_nobodys_concern(self, scratch: Scratch) -> None:
        assert scratch.said(STRANGER) == []

    def test_a_file_deleted_in_the_own_folder_is_the_owners_choice(self, scratch: Scratch) -> None:
        (scratch.top / OFFERING).unlink()
        scratch.commit()
        assert scratch.said(REGISTRAR) == []
        assert scratch.said(STRANGER) == [("foreign-folder", OFFERING)]

    @pytest.mark.parametrize(("actor", "named"), [(REGISTRAR, f"{COLLEGE}/moved.yml"), (TUTOR, OFFERING)])
    def test_of_a_file_that_moved_both_folders_count(self, scratch: Scratch, actor: int, named: str) -> None:
        git(scratch.top, "mv", OFFERING, f"{COLLEGE}/moved.yml")
        scratch.commit()
        assert scratch.said(actor) == [("foreign-folder", named)]
        assert len(scratch.said(STRANGER)) == 2

    def test_a_new_provider_is_one_finding_at_its_provider_file(self, scratch: Scratch) -> None:
        scratch.write("offerings/example-academy/a.yml", "title: {en: A}\n")
        scratch.write("offerings/example-academy/provider.yml", f"owners: [{{login: x, id: {STRANGER}}}]\n")
        scratch.write("offerings/other-academy/b.yml", "title: {en: B}\n")
        scratch.write("offerings/other-academy/c.yml", "title: {en: C}\n")
        scratch.commit()
        assert scratch.said(STRANGER) == [
            ("new-provider", "offerings/example-academy/provider.yml"),
            ("new-provider", "offerings/other-academy/b.yml"),
        ]

    def test_a_folder_that_is_replaced_by_a_link_is_the_maintainers(self, scratch: Scratch) -> None:
        shutil.rmtree(scratch.top / UNIVERSITY)
        (scratch.top / UNIVERSITY).symlink_to("example-college")
        scratch.commit()
        assert ("maintainers-file", UNIVERSITY) in scratch.said(REGISTRAR)

    @pytest.mark.parametrize(
        "path",
        [
            ".github/workflows/check.yml",
            "generator/code.py",
            "offerings/catalogue.yml",
            "mkdocs.yml",
            ".gitattributes",
            "offerings/notes.yml",
            "offerings/Example-University/a.yml",
            "offerings/pathways/a.yml",
            "offerings-2/example-university/a.yml",
            "example-university/a.yml",
        ],
    )
    def test_what_lies_outside_the_providers_folders_is_the_maintainers(self, scratch: Scratch, path: str) -> None:
        scratch.write(path, "changed: true\n")
        scratch.commit()
        for actor in (REGISTRAR, TUTOR, STRANGER):
            assert scratch.said(actor) == [("maintainers-file", path)]

    def test_a_name_that_moves_the_cursor_is_shown_harmless(self, scratch: Scratch) -> None:
        scratch.write("odd\x1b[2J\nname", "x")
        scratch.commit()
        assert scratch.said(REGISTRAR) == [("maintainers-file", "oddU+001B[2JU+000Aname")]
        assert proposal(scratch.offerings, "main").shown() == {"oddU+001B[2JU+000Aname"}

    def test_the_catalogue_may_be_the_repository(self, tmp_path: Path) -> None:
        scratch = Scratch(tmp_path / "repository", ".")
        for path in ("example-university/data-literacy.yml", "example-college/statistics.yml"):
            scratch.add(path, "keywords: {en: [data]}\n")
        scratch.write(".github/workflows/check.yml", "on: push\n")
        scratch.commit()
        assert scratch.said(REGISTRAR) == [
            ("maintainers-file", ".github/workflows/check.yml"),
            ("foreign-folder", "example-college/statistics.yml"),
        ]


class TestOwners:
    def test_an_owner_may_not_name_others(self, scratch: Scratch) -> None:
        scratch.replace(PROVIDER, OWNERS, OWNERS + "  - {login: secret-login, id: 9}\n")
        scratch.commit()
        found = scratch.judged(REGISTRAR)
        assert [(one.code, one.place.file) for one in found] == [("changed-owners", PROVIDER)]
        line = (scratch.top / PROVIDER).read_text("utf-8").splitlines()[found[0].place.line - 1]
        assert line == "owners:"

    def test_a_stranger_who_names_himself_owner_is_still_refused(self, scratch: Scratch) -> None:
        scratch.replace(PROVIDER, OWNERS, OWNERS + f"  - {{login: secret-login, id: {STRANGER}}}\n")
        scratch.add(OFFERING, "keywords: {en: [data]}\n")
        scratch.commit()
        assert scratch.said(STRANGER) == [
            ("foreign-folder", OFFERING),
            ("foreign-folder", PROVIDER),
            ("changed-owners", PROVIDER),
        ]

    @pytest.mark.parametrize(
        "owners",
        [
            "owners:\n  - {login: example-tutor, id: 3}\n  - {login: example-registrar, id: 1}\n",
            "owners:  # who may change this folder\n  - {login: example-registrar, id: 1}\n  - {login: example-tutor, id: 3}\n",
            'owners: [{id: 1, login: "example-registrar"}, {id: 3, login: example-tutor}]\n',
            "owners:\n  - {login: renamed-account, id: 1}\n  - {login: example-tutor, id: 3}\n",
        ],
        ids=["order", "comment", "style", "renamed account"],
    )
    def test_the_same_accounts_written_otherwise_are_the_same_owners(self, scratch: Scratch, owners: str) -> None:
        scratch.replace(PROVIDER, OWNERS, owners)
        scratch.commit()
        assert scratch.said(REGISTRAR) == []

    @pytest.mark.parametrize(
        "owners",
        [
            "",
            "owners:\n  - {login: example-registrar, id: 1}\n",
            "owners:\n  - {login: example-registrar, id: 1}\n  - {login: example-tutor, id: 4}\n",
            "owners:\n  - {login: example-registrar, id: 1}\n  - {login: example-tutor}\n",
            "owners: example-registrar\n",
            "owners: [1, 3]\n",
            OWNERS + "\ttab: is refused\n",
        ],
        ids=["none", "fewer", "same login with another id", "no id", "text", "bare numbers", "unreadable"],
    )
    def test_other_owners_and_such_as_cannot_be_read_need_a_maintainer(self, scratch: Scratch, owners: str) -> None:
        scratch.replace(PROVIDER, OWNERS, owners)
        scratch.commit()
        assert scratch.said(REGISTRAR) == [("changed-owners", PROVIDER)]

    def test_who_deletes_the_provider_file_takes_its_owners_away(self, scratch: Scratch) -> None:
        (scratch.top / PROVIDER).unlink()
        scratch.commit()
        assert scratch.said(REGISTRAR) == [("changed-owners", PROVIDER)]

    def test_the_same_login_with_another_number_is_somebody_else(self, scratch: Scratch) -> None:
        """A name that was given up was taken by another person: the number differs."""
        scratch.replace(PROVIDER, "login: example-registrar", "login: example-tutor")
        scratch.commit()
        assert scratch.said(REGISTRAR) == []
        assert scratch.said(TUTOR) == [("foreign-folder", PROVIDER)]

    def test_an_owner_who_was_removed_at_the_base_meanwhile_owns_nothing(self, scratch: Scratch) -> None:
        scratch.add(OFFERING, "keywords: {en: [data]}\n")
        scratch.commit()
        assert scratch.said(REGISTRAR) == []
        scratch.on_main(PROVIDER, "  - {login: example-registrar, id: 1}\n", "")
        assert scratch.said(REGISTRAR) == [("foreign-folder", OFFERING)]

    @pytest.mark.parametrize(
        "owners",
        [
            "",
            "owners: []\n",
            "owners: example-registrar\n",
            "owners: [1]\n",
            OWNERS + "  - {login: without-number}\n",
            OWNERS + "\ttab: is refused\n",
        ],
        ids=["none", "empty", "text", "bare numbers", "one without a number", "unreadable"],
    )
    def test_where_the_base_names_no_owners_nobody_is_one(self, scratch: Scratch, owners: str) -> None:
        scratch.on_main(PROVIDER, OWNERS, owners)
        git(scratch.top, "merge", "-q", "--ff-only", "main")
        scratch.add(OFFERING, "keywords: {en: [data]}\n")
        scratch.write(f"{UNIVERSITY}/new-course.yml", "title: {en: New}\n")
        scratch.commit()
        assert scratch.said(REGISTRAR) == [("unowned-folder", OFFERING)]

    @pytest.mark.parametrize("what", ["deleted", "link", "submodule", "not utf-8", "not yaml"])
    def test_a_provider_file_that_the_base_lacks_or_that_is_no_text_names_nobody(
        self, scratch: Scratch, what: str
    ) -> None:
        git(scratch.top, "checkout", "-q", "main")
        (scratch.top / PROVIDER).unlink()
        if what == "link":
            (scratch.top / PROVIDER).symlink_to("../example-college/provider.yml")
        elif what.startswith("not"):
            (scratch.top / PROVIDER).write_bytes(OWNERS.encode() + b"\tname: \xff\n"[: None if "utf" in what else 7])
        git(scratch.top, "add", "-A")
        if what == "submodule":
            git(scratch.top, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},{PROVIDER}")
        git(scratch.top, "commit", "-q", "-m", "A change")
        git(scratch.top, "checkout", "-q", "-B", "feature")
        (scratch.top / PROVIDER).unlink(missing_ok=True)
        scratch.write(PROVIDER, (BASE / "example-university/provider.yml").read_text("utf-8") + OWNERS)
        scratch.commit()
        for actor in (REGISTRAR, TUTOR):
            assert scratch.said(actor) == [("unowned-folder", PROVIDER)]

    def test_whoever_gives_an_unowned_folder_owners_is_told_so(self, scratch: Scratch) -> None:
        scratch.on_main(PROVIDER, OWNERS, "")
        git(scratch.top, "merge", "-q", "--ff-only", "main")
        scratch.add(PROVIDER, OWNERS)
        scratch.commit()
        assert scratch.said(REGISTRAR) == [("unowned-folder", PROVIDER), ("changed-owners", PROVIDER)]

    def test_no_report_names_an_owner_or_a_number(self, scratch: Scratch) -> None:
        scratch.replace(PROVIDER, OWNERS, "owners: [{login: secret-login, id: 4711}]\n")
        scratch.add(OTHERS, "keywords: {en: [data]}\n")
        scratch.write("mkdocs.yml", "x\n")
        scratch.commit()
        found = scratch.judged(STRANGER)
        assert {one.code for one in found} == {"foreign-folder", "changed-owners", "maintainers-file"}
        for form in (as_text, as_json, as_github, as_sarif, as_markdown):
            assert "secret-login" not in form(found)
            assert "4711" not in form(found)
            # SARIF carries the examples of the registry, which name an account of their own.
            assert form is as_sarif or "example-registrar" not in form(found)


class TestChanges:
    def test_uncommitted_and_untracked_work_counts_and_ignored_work_does_not(self, scratch: Scratch) -> None:
        scratch.add(OTHERS, "keywords: {en: [data]}\n")
        scratch.write(f"{COLLEGE}/untracked.yml", "title: {en: New}\n")
        scratch.write("site/index.html", "built")
        scratch.write("generator/code.py", "staged\n")
        git(scratch.top, "add", "generator/code.py")
        assert scratch.said(REGISTRAR) == [
            ("maintainers-file", "generator/code.py"),
            ("foreign-folder", OTHERS),
            ("foreign-folder", f"{COLLEGE}/untracked.yml"),
        ]

    def test_committed_work_that_was_taken_back_in_the_files_is_no_change(self, scratch: Scratch) -> None:
        before = (scratch.top / OTHERS).read_text("utf-8")
        scratch.add(OTHERS, "keywords: {en: [data]}\n")
        scratch.commit()
        scratch.write(OTHERS, before)
        assert scratch.said(REGISTRAR) == []

    def test_what_changed_at_the_base_meanwhile_is_nobodys_change(self, scratch: Scratch) -> None:
        scratch.add(OFFERING, "keywords: {en: [data]}\n")
        scratch.commit()
        scratch.on_main("generator/code.py", "pass", "changed")
        assert scratch.said(REGISTRAR) == []
        assert changed_files(scratch.top, "main") == {OFFERING}

    def test_the_merge_that_a_host_checks_out_counts_as_the_branch_does(self, scratch: Scratch) -> None:
        scratch.add(OTHERS, "keywords: {en: [data]}\n")
        scratch.commit()
        scratch.on_main("generator/code.py", "pass", "changed")
        git(scratch.top, "checkout", "-q", "--detach", "main")
        git(scratch.top, "merge", "-q", "--no-ff", "-m", "Merge", "feature")
        assert scratch.said(REGISTRAR) == [("foreign-folder", OTHERS)]

    def test_a_file_that_was_touched_is_not_changed(self, scratch: Scratch) -> None:
        git(scratch.top, "config", "diff.autoRefreshIndex", "false")
        os.utime(scratch.top / OTHERS, (0, 0))
        assert changed_files(scratch.top, "main") == frozenset()

    def test_a_file_made_executable_is_changed(self, scratch: Scratch) -> None:
        (scratch.top / OTHERS).chmod(0o755)
        assert changed_files(scratch.top, "main") == {OTHERS}

    def test_branches_that_crossed_hide_nothing(self, scratch: Scratch) -> None:
        """Two last common commits: what was taken back of either is seen from the other one alone."""
        one, two = "generator/code.py", OTHERS
        first, second = ((scratch.top / path).read_text("utf-8") for path in (one, two))
        scratch.write(one, "feature\n")
        scratch.commit()
        git(scratch.top, "checkout", "-q", "main")
        scratch.add(two, "keywords: {en: [data]}\n")
        scratch.commit()
        git(scratch.top, "tag", "before")
        git(scratch.top, "merge", "-q", "--no-ff", "-m", "Merge", "feature")
        git(scratch.top, "checkout", "-q", "feature")
        git(scratch.top, "merge", "-q", "--no-ff", "-m", "Merge", "before")
        scratch.write(one, first)
        scratch.write(two, second)
        scratch.commit()
        assert len(git(scratch.top, "merge-base", "--all", "main", "HEAD").split()) == 2
        assert changed_files(scratch.top, "main") == {one, two}

    def test_a_submodule_is_a_change_of_where_it_lies(self, scratch: Scratch) -> None:
        scratch.write(
            ".gitmodules", '[submodule "x"]\n\tpath = offerings/example-college/x\n\turl = x\n\tignore = all\n'
        )
        git(scratch.top, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},{COLLEGE}/x")
        (scratch.top / COLLEGE / "x").mkdir()
        assert scratch.said(REGISTRAR) == [("maintainers-file", ".gitmodules"), ("foreign-folder", f"{COLLEGE}/x")]

    def test_nothing_of_the_repositorys_settings_hides_a_change_or_runs(self, scratch: Scratch, tmp_path: Path) -> None:
        program, trace = tmp_path / "program", tmp_path / "trace"
        program.write_text(f"#!/bin/sh\ntouch {trace}\n")
        program.chmod(stat.S_IRWXU)
        for option in ("core.fsmonitor", "diff.external", "core.pager", "diff.own.command", "diff.own.textconv"):
            git(scratch.top, "config", option, str(program))
        for option, value in {
            "diff.renames": "copies",
            "diff.relative": "true",
            "diff.ignoreSubmodules": "all",
        }.items():
            git(scratch.top, "config", option, value)
        scratch.write(".gitattributes", "*.yml diff=own\n")
        git(scratch.top, "mv", OFFERING, f"{COLLEGE}/moved.yml")
        trace.unlink(missing_ok=True)
        assert changed_files(scratch.offerings.parent, "main") == {".gitattributes", OFFERING, f"{COLLEGE}/moved.yml"}
        assert not trace.exists()
        git(scratch.top, "status")
        assert trace.exists(), "the trap works"

    def test_where_work_left_a_branch_stays_where_it_was(self, scratch: Scratch) -> None:
        left = git(scratch.top, "rev-parse", "main").strip()
        scratch.on_main(OTHERS, "Andmepädevus", "Andmetarkus")
        assert git(scratch.top, "rev-parse", "main").strip() != left
        assert left_at(scratch.top, "main") == left

    def test_a_shallow_clone_that_lacks_the_base_is_an_error_with_its_cure(
        self, scratch: Scratch, tmp_path: Path
    ) -> None:
        scratch.add(OTHERS, "keywords: {en: [data]}\n")
        scratch.commit()
        shallow = tmp_path / "shallow"
        git(tmp_path, "clone", "-q", "--depth=1", "--branch=feature", scratch.top.as_uri(), str(shallow))
        with pytest.raises(HistoryError, match="git does not know “main”"):
            proposal(shallow / "offerings", "main")
        git(shallow, "fetch", "-q", "--depth=1", "origin", "main:main")
        with pytest.raises(HistoryError, match=r"have in common; fetch the whole history with “git fetch --unshallow”"):
            proposal(shallow / "offerings", "main")
        git(shallow, "fetch", "-q", "--unshallow", "origin", "main:main")
        assert proposal(shallow / "offerings", "main").changed == {OTHERS}

    def test_a_folder_in_no_repository_has_no_base(self, tmp_path: Path) -> None:
        with pytest.raises(NoHistory):
            proposal(tmp_path, "main")


def command(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int | str | None, str, str]:
    """Exit code, output and errors of the command."""
    with pytest.raises(SystemExit) as ended:
        cli.app(["check", "--as-of", "2026-11-24", *arguments], windows_expand_args=False)
    said = capsys.readouterr()
    return ended.value.code, said.out, said.err


class TestCommand:
    @pytest.fixture(autouse=True)
    def _inside(self, scratch: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(scratch.top)

    def test_an_owner_passes_and_another_account_does_not(
        self, scratch: Scratch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        scratch.add(OFFERING, "keywords: {en: [data], et: [andmed]}\n")
        scratch.commit()
        assert command(capsys, "--base", "main", "--actor", "1")[0] == 0
        code, said, _ = command(capsys, "--base", "main", "--actor", "77", "--format", "json")
        assert code == 1
        assert [one["code"] for one in json.loads(said)["diagnostics"] if one["severity"] == "error"] == [
            "foreign-folder"
        ]
        assert command(capsys, "--base", "main")[0] == 0, "without an account nobody's right is asked for"

    def test_a_catalogue_that_cannot_be_read_is_judged_all_the_same(
        self, scratch: Scratch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        scratch.write("offerings/catalogue.yml", "\tbroken")
        code, said, _ = command(capsys, "--base", "main", "--actor", "1")
        assert code == 1
        assert "offerings/catalogue.yml: error maintainers-file" in said

    @pytest.mark.parametrize("actor", ["example-registrar", "", " 1", "1.0", "-1", "1_0", "١", "1" * 17])
    def test_an_account_is_a_number_and_nothing_else(self, capsys: pytest.CaptureFixture[str], actor: str) -> None:
        code, said, error = command(capsys, "--base", "main", f"--actor={actor}")
        assert (code, said) == (2, "")
        assert f"“{actor}” is no number of an account" in error

    @pytest.mark.parametrize("base", [[], ["--base", ""]])
    def test_an_account_without_a_base_is_wrong_usage(
        self, capsys: pytest.CaptureFixture[str], base: list[str]
    ) -> None:
        code, said, error = command(capsys, "--actor", "1", *base)
        assert (code, said) == (2, "")
        assert "--actor needs --base" in error

    def test_an_unknown_base_is_the_environments_fault(self, capsys: pytest.CaptureFixture[str]) -> None:
        code, _, error = command(capsys, "--base", "nowhere", "--actor", "1")
        assert code == 3
        assert "git does not know “nowhere”" in error

    def test_a_base_without_anything_in_common_is_the_environments_fault(
        self, scratch: Scratch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        git(scratch.top, "checkout", "-q", "--orphan", "other")
        scratch.write("generator/code.py", "other\n")
        scratch.commit()
        code, said, error = command(capsys, "--base", "main", "--actor", "1")
        assert (code, said) == (3, "")
        assert error.startswith("Who may change what cannot be checked: git finds nothing that “main”")
        assert command(capsys, "--base", "main", "--format", "github")[0] == 0, "the order alone is lost"

    def test_a_folder_in_no_repository_is_the_environments_fault(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        shutil.copytree(BASE, tmp_path / "plain/offerings")
        monkeypatch.chdir(tmp_path / "plain")
        code, _, error = command(capsys, "--base", "main", "--actor", "1")
        assert code == 3
        assert error == "Who may change what cannot be checked: this is no git repository\n"

    def test_annotations_of_changed_files_come_first(
        self, scratch: Scratch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        git(scratch.top, "checkout", "-q", "main")
        scratch.replace(OTHERS, "participation: [online]", "participation: [on-line]")
        scratch.commit()
        git(scratch.top, "checkout", "-q", "-B", "feature")
        scratch.replace(OFFERING, "participation: [online]", "participation: [on-site]")
        scratch.commit()
        without = command(capsys, "--format", "github")[1]
        assert [OTHERS in line for line in without.splitlines()] == [True, False]
        ordered = command(capsys, "--format", "github", "--base", "main")[1]
        assert sorted(ordered.splitlines()) == sorted(without.splitlines())
        assert [OTHERS in line for line in ordered.splitlines()] == [False, True]


def test_changed_files_go_before_weight_and_errors_before_warnings_within() -> None:
    def one(file: str, severity: Severity) -> Diagnostic:
        return Diagnostic("alias", severity, Place(file), "wrong", "cure")

    found = [
        one(file, severity) for file in ("a", "b") for severity in (Severity.NOTE, Severity.ERROR, Severity.WARNING)
    ]

    def order(*changed: str) -> list[tuple[str, str]]:
        lines = as_github(found, frozenset(changed)).splitlines()
        return [(line.split("file=")[1][0], line[2:].split(" ")[0]) for line in lines]

    kinds = ("error", "warning", "notice")
    assert order("b") == [*(("b", kind) for kind in kinds), *(("a", kind) for kind in kinds)]
    assert order() == [(file, kind) for kind in kinds for file in ("a", "b")]
