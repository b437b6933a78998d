"""What git knows of published records, over scratch repositories whose every commit has a fixed date."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import git
from microcatalogue import git as module
from microcatalogue.git import HistoryError, NoHistory, find_repository
from microcatalogue.history import (
    Change,
    ChangeKind,
    History,
    Identified,
    RecordHistory,
    Snapshot,
    Unpublished,
    former_ids,
    read_history,
    told_changes,
    with_worktree,
)

A, B, C = ("offering", "p/a"), ("offering", "p/b"), ("offering", "p/c")


def identify(path: str, content: bytes) -> Identified:
    """Reads a toy format: `status|text|old id,old id|ects`, and comments after `#`; only `.yml` files are records."""
    said = content.decode("utf-8", "replace").split("#")[0].strip()
    if not path.endswith(".yml") or "|" not in said:
        return Unpublished.INVALID
    status, text, former, ects = [*said.split("|"), "", ""][:4]
    if status == "draft":
        return Unpublished.DRAFT
    formerly = tuple(filter(None, former.split(",")))
    kind = "pathway" if "/pathways/" in path else "offering"
    return Snapshot(kind, path.removesuffix(".yml"), status, text, (("ects", ects),) if ects else (), formerly)


def day(number: int, hour: int = 12) -> datetime:
    return datetime(2026, 3, number, hour, tzinfo=UTC)


class Scratch:
    """A repository whose catalogue is in `folder`; each commit has the day that it is given."""

    def __init__(self, root: Path, folder: str = "offerings") -> None:
        self.root = root
        self.folder = root / folder
        self.folder.mkdir(parents=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, on: int | str = 1) -> str:
        return git(self.root, *arguments, day=on if isinstance(on, str) else day(on).isoformat()).strip()

    def write(self, files: Mapping[str, str | None]) -> None:
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                path.unlink()
            else:
                path.write_text(text, "utf-8")

    def commit(self, on: int | str, files: Mapping[str, str | None]) -> str:
        """Commit these files, None for a deletion; the name of the commit."""
        self.write(files)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "A change", on=on)
        return self.git("rev-parse", "HEAD")

    def read(self, ref: str = "HEAD") -> History:
        return read_history(*find_repository(self.folder), identify, ref=ref)

    def past(self, key: tuple[str, str] = A) -> RecordHistory:
        return self.read().records[key]


@pytest.fixture
def scratch(tmp_path: Path) -> Scratch:
    return Scratch(tmp_path / "repository")


def log(history: History) -> list[tuple[int, str, str]]:
    """The change log as number, change and id."""
    return [(change.number, change.change.value, change.id) for change in history.changes]


def snapshot(name: str, text: str = "one", status: str = "active", formerly: tuple[str, ...] = ()) -> Snapshot:
    return Snapshot("offering", name, status, text, (), formerly)


class TestRecords:
    def test_a_record_begins_with_the_commit_that_published_it(self, scratch: Scratch) -> None:
        commit = scratch.commit(3, {"p/a.yml": "active|one||6"})
        said = Snapshot("offering", "p/a", "active", "one", (("ects", "6"),))
        assert scratch.read() == History(
            head=commit,
            head_time=day(3),
            complete=True,
            records={A: RecordHistory(day(3), day(3), 1, said, said, commit)},
            changes=(Change(1, day(3), commit, ChangeKind.CREATED, "offering", "p/a"),),
        )

    def test_an_update_moves_date_version_and_commit_but_not_the_beginning(self, scratch: Scratch) -> None:
        scratch.commit(3, {"p/a.yml": "active|one"})
        commit = scratch.commit(5, {"p/a.yml": "active|two"})
        past = scratch.past()
        assert (past.created, past.modified, past.version, past.commit) == (day(3), day(5), 2, commit)
        assert (past.first.content_hash, past.last.content_hash) == ("one", "two")
        assert log(scratch.read()) == [(1, "created", "p/a"), (2, "updated", "p/a")]

    def test_a_comment_changes_nothing(self, scratch: Scratch) -> None:
        first = scratch.commit(3, {"p/a.yml": "active|one"})
        head = scratch.commit(5, {"p/a.yml": "active|one # a remark"})
        history = scratch.read()
        past = history.records[A]
        assert (past.modified, past.version, past.commit) == (day(3), 1, first)
        assert (history.head, history.head_time, len(history.changes)) == (head, day(5), 1)

    def test_the_last_version_counts_for_promises_even_where_nothing_public_changed(self, scratch: Scratch) -> None:
        scratch.commit(3, {"p/a.yml": "active|one||6"})
        scratch.commit(5, {"p/a.yml": "active|one||9"})
        past = scratch.past()
        assert (past.first.promises, past.last.promises, past.version) == (
            (("ects", "6"),),
            (("ects", "9"),),
            1,
        )

    def test_a_change_of_status_alone_is_a_change(self, scratch: Scratch) -> None:
        for number, status in enumerate(["active", "suspended", "withdrawn", "active"], 1):
            scratch.commit(number, {"p/a.yml": f"{status}|one"})
        assert [change for _, change, _ in log(scratch.read())] == [
            "created",
            "updated",
            "withdrawn",
            "reinstated",
        ]
        assert scratch.past().version == 4

    def test_an_update_of_a_withdrawn_record_is_an_update(self, scratch: Scratch) -> None:
        scratch.commit(1, {"p/a.yml": "withdrawn|one"})
        scratch.commit(2, {"p/a.yml": "withdrawn|two"})
        assert [change for _, change, _ in log(scratch.read())] == ["created", "updated"]

    def test_a_record_begins_when_it_stops_being_a_draft(self, scratch: Scratch) -> None:
        scratch.commit(1, {"p/a.yml": "draft|one"})
        assert scratch.read().records == {}
        scratch.commit(2, {"p/a.yml": "active|one"})
        assert scratch.past().created == day(2)

    @pytest.mark.parametrize("gone", [None, "draft|one"], ids=["deleted", "draft"])
    def test_what_disappears_is_removed_and_what_comes_back_goes_on(self, scratch: Scratch, gone: str | None) -> None:
        scratch.commit(1, {"p/a.yml": "active|one", "p/b.yml": "active|one"})
        commit = scratch.commit(2, {"p/a.yml": gone})
        removed = scratch.past()
        assert (removed.removed, removed.modified, removed.commit, removed.version) == (
            True,
            day(2),
            commit,
            2,
        )
        assert removed.last.content_hash == "one"
        scratch.commit(3, {"p/a.yml": "active|one"})
        back = scratch.past()
        assert (back.removed, back.created, back.modified, back.version) == (False, day(1), day(3), 3)
        assert log(scratch.read())[2:] == [(3, "removed", "p/a"), (4, "reinstated", "p/a")]

    def test_what_is_deleted_as_a_draft_is_removed_once(self, scratch: Scratch) -> None:
        for number, text in enumerate(["active|one", "draft|one", "draft|two", None], 1):
            scratch.commit(number, {"p/a.yml": text})
        assert log(scratch.read()) == [(1, "created", "p/a"), (2, "removed", "p/a")]

    def test_a_deleted_record_that_comes_back_withdrawn_is_withdrawn(self, scratch: Scratch) -> None:
        for number, text in enumerate(["active|one", None, "withdrawn|one"], 1):
            scratch.commit(number, {"p/a.yml": text})
        assert [change for _, change, _ in log(scratch.read())] == ["created", "removed", "withdrawn"]

    def test_a_version_that_cannot_be_read_changes_nothing(self, scratch: Scratch) -> None:
        first = scratch.commit(1, {"p/a.yml": "active|one"})
        scratch.commit(2, {"p/a.yml": "broken"})
        assert (scratch.past().commit, scratch.past().removed) == (first, False)
        scratch.commit(3, {"p/a.yml": "active|one"})
        assert log(scratch.read()) == [(1, "created", "p/a")]
        scratch.commit(4, {"p/a.yml": "broken"})
        scratch.commit(5, {"p/a.yml": None})
        assert log(scratch.read()) == [(1, "created", "p/a"), (2, "removed", "p/a")]

    def test_a_record_that_comes_back_unreadable_stays_removed(self, scratch: Scratch) -> None:
        for number, text in enumerate(["active|one", None, "broken"], 1):
            scratch.commit(number, {"p/a.yml": text})
        assert scratch.past().removed

    def test_what_was_never_published_leaves_no_trace(self, scratch: Scratch) -> None:
        scratch.commit(1, {"p/a.yml": "broken", "p/b.yml": "draft|one", "p/logo.png": "active|picture"})
        scratch.commit(2, {"p/a.yml": None, "p/b.yml": None, "p/logo.png": None})
        assert (scratch.read().records, scratch.read().changes) == ({}, ())

    def test_changes_of_a_commit_are_in_order_of_kind_and_id(self, scratch: Scratch) -> None:
        names = ["p/pathways/a.yml", "q/a.yml", "p/b.yml", "p/a.yml"]
        scratch.commit(1, dict.fromkeys(names, "active|one"))
        assert [(change.kind, change.id) for change in scratch.read().changes] == [
            ("offering", "p/a"),
            ("offering", "p/b"),
            ("offering", "q/a"),
            ("pathway", "p/pathways/a"),
        ]


class TestRenames:
    def test_a_record_that_takes_over_an_id_continues_its_past(self, scratch: Scratch) -> None:
        scratch.commit(1, {"p/b.yml": "active|one", "p/c.yml": "active|other"})
        scratch.commit(2, {"p/b.yml": None, "p/a.yml": "active|two|p/b", "p/c.yml": None})
        history = scratch.read()
        assert log(history)[2:] == [(3, "renamed", "p/b"), (4, "removed", "p/c"), (5, "created", "p/a")]
        new, old = history.records[A], history.records[B]
        assert (new.created, new.modified, new.version, new.first) == (day(1), day(2), 2, old.first)
        assert (old.removed, former_ids(history)) == (True, {B: A})

    def test_an_entry_that_names_no_published_id_is_no_past(self, scratch: Scratch) -> None:
        scratch.commit(2, {"p/a.yml": "active|one|p/never"})
        assert (scratch.past().created, scratch.past().version) == (day(2), 1)
        assert former_ids(scratch.read()) == {("offering", "p/never"): A}

    def test_an_id_of_another_kind_is_not_taken_over(self, scratch: Scratch) -> None:
        scratch.commit(1, {"p/pathways/x.yml": "active|one"})
        scratch.commit(2, {"p/pathways/x.yml": None, "p/a.yml": "active|one|p/pathways/x"})
        assert log(scratch.read())[1] == (2, "removed", "p/pathways/x")
        assert scratch.past().created == day(2)

    def test_an_id_renamed_twice_belongs_to_the_record_that_is_there(self, scratch: Scratch) -> None:
        scratch.commit(1, {"p/c.yml": "active|one"})
        scratch.commit(2, {"p/c.yml": None, "p/b.yml": "active|one|p/c"})
        scratch.commit(3, {"p/b.yml": None, "p/a.yml": "active|one|p/b"})
        assert former_ids(scratch.read()) == {B: A, C: A}

    def test_a_claim_of_a_record_that_is_there_goes_before_that_of_one_that_is_gone(self, scratch: Scratch) -> None:
        scratch.commit(1, {"p/a.yml": "active|one|p/c", "p/b.yml": "active|one|p/c"})
        scratch.commit(2, {"p/b.yml": None})
        assert former_ids(scratch.read()) == {C: A}

    def test_a_record_that_is_gone_has_no_former_ids(self, scratch: Scratch) -> None:
        scratch.commit(1, {"p/a.yml": "active|one|p/b"})
        scratch.commit(2, {"p/a.yml": None})
        assert former_ids(scratch.read()) == {}

    def test_records_that_name_each_other_and_are_gone_end_the_search(self, scratch: Scratch) -> None:
        scratch.commit(1, {"p/a.yml": "active|one|p/b", "p/b.yml": "active|one|p/a"})
        assert former_ids(scratch.read()) == {A: B, B: A}
        scratch.commit(2, {"p/a.yml": None, "p/b.yml": None})
        assert former_ids(scratch.read()) == {}


class TestMainLine:
    def test_a_branch_is_published_when_it_is_merged(self, scratch: Scratch) -> None:
        scratch.commit(1, {"p/b.yml": "active|one"})
        scratch.git("checkout", "-q", "-b", "feature")
        scratch.commit(2, {"p/a.yml": "active|one"})
        scratch.commit(3, {"p/a.yml": "active|two"})
        scratch.git("checkout", "-q", "main")
        scratch.commit(4, {"p/b.yml": "active|two"})
        scratch.git("merge", "-q", "--no-ff", "-m", "Merge", "feature", on=9)
        past = scratch.past()
        assert (past.created, past.version, past.first.content_hash) == (day(9), 1, "two")
        assert past.commit == scratch.git("rev-parse", "HEAD")
        assert scratch.past(B).version == 2

    def test_commits_elsewhere_move_the_head_alone(self, scratch: Scratch) -> None:
        scratch.commit(1, {"p/a.yml": "active|one"})
        head = scratch.commit(7, {"../README.md": "active|one", "../offerings.yml": "active|one"})
        history = scratch.read()
        assert (history.head, history.head_time, set(history.records)) == (head, day(7), {A})

    def test_a_detached_head_is_a_head(self, scratch: Scratch) -> None:
        first = scratch.commit(1, {"p/a.yml": "active|one"})
        scratch.commit(2, {"p/a.yml": "active|two"})
        scratch.git("checkout", "-q", first)
        assert (scratch.read().head, scratch.past().version) == (first, 1)

    def test_a_base_is_read_without_what_came_after(self, scratch: Scratch) -> None:
        scratch.commit(1, {"p/a.yml": "active|one"})
        scratch.git("tag", "-a", "-m", "Base", "base")
        scratch.commit(2, {"p/a.yml": "active|two"})
        for ref in ("base", "HEAD~1", "main~1"):
            base = scratch.read(ref)
            assert (base.head_time, base.records[A].last.content_hash) == (day(1), "one"), ref

    @pytest.mark.parametrize("ref", ["nowhere", "", "--all", "-1", "^HEAD", "HEAD~1..HEAD", "HEAD:offerings", "a\0b"])
    def test_what_names_no_commit_is_refused_with_a_cure(self, scratch: Scratch, ref: str) -> None:
        scratch.commit(1, {"p/a.yml": "active|one"})
        scratch.commit(2, {"p/a.yml": "active|two"})
        with pytest.raises(HistoryError) as raised:
            scratch.read(ref)
        assert str(raised.value) == (
            f"git does not know “{ref}”; name a commit or branch that is here (in a workflow: fetch-depth: 0)"
        )


class TestTimes:
    def test_time_zones_do_not_matter(self, scratch: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
        scratch.commit("2026-03-01T01:30:00+14:00", {"p/a.yml": "active|one"})
        before = scratch.read()
        monkeypatch.setenv("TZ", "America/New_York")
        time.tzset()
        try:
            assert scratch.read() == before
        finally:
            monkeypatch.setenv("TZ", "UTC")
            time.tzset()
        assert before.head_time.isoformat() == "2026-02-28T11:30:00+00:00"

    def test_a_clock_that_goes_back_makes_no_change_earlier_than_the_one_before(self, scratch: Scratch) -> None:
        commits = [scratch.commit(on, {"p/a.yml": f"active|{on}"}) for on in (5, 2, 9, 1)]
        history = scratch.read()
        assert [change.commit for change in history.changes] == commits
        assert [change.time for change in history.changes] == [day(5), day(5), day(9), day(9)]
        assert (history.head_time, history.records[A].modified) == (day(9), day(9))

    def test_a_time_in_the_future_stays(self, scratch: Scratch) -> None:
        scratch.commit("2099-01-01T00:00:00Z", {"p/a.yml": "active|one"})
        assert scratch.past().created == datetime(2099, 1, 1, tzinfo=UTC)

    @pytest.mark.parametrize(
        "stated", ["A <a@example.org> 99999999999999 +0000", "nobody", "A <a@example.org> -5 +0000"]
    )
    def test_a_commit_without_a_possible_time_has_that_of_the_one_before(self, scratch: Scratch, stated: str) -> None:
        first = scratch.commit(4, {"p/a.yml": "active|one"})
        scratch.commit(5, {"p/a.yml": "active|two"})
        tree = scratch.git("rev-parse", "HEAD^{tree}")
        forged = scratch.root / "forged"
        forged.write_text(f"tree {tree}\nparent {first}\nauthor A <a@example.org> 1 +0000\ncommitter {stated}\n\nm\n")
        name = scratch.git("hash-object", "-t", "commit", "-w", "--literally", "forged")
        history = scratch.read(name)
        assert (history.head_time, history.records[A].modified, history.records[A].version) == (
            day(4),
            day(4),
            2,
        )


class TestFiles:
    def test_the_catalogue_may_be_the_repository(self, tmp_path: Path) -> None:
        scratch = Scratch(tmp_path / "repository", ".")
        scratch.commit(1, {"p/a.yml": "active|one"})
        assert find_repository(scratch.folder) == (scratch.root.resolve(), "")
        assert set(scratch.read().records) == {A}

    def test_the_catalogue_may_lie_deep_and_its_name_is_no_pattern(self, tmp_path: Path) -> None:
        scratch = Scratch(tmp_path / "repository", "deep/[ab]*")
        scratch.commit(1, {"p/a.yml": "active|one", "../a/p/b.yml": "active|one"})
        assert find_repository(scratch.folder)[1] == "deep/[ab]*"
        assert set(scratch.read().records) == {A}

    def test_a_folder_behind_a_link_is_found(self, scratch: Scratch, tmp_path: Path) -> None:
        scratch.commit(1, {"p/a.yml": "active|one"})
        (tmp_path / "link").symlink_to(scratch.folder)
        assert find_repository(tmp_path / "link") == (scratch.root.resolve(), "offerings")

    def test_no_file_name_confuses_the_reading(self, scratch: Scratch) -> None:
        odd = [
            "new\nline",
            "quo\"te'",
            ":100644 100644 0 0 M",
            "tab\tspace ",
            "õ",
            os.fsdecode(b"latin-\xf5"),
            "0 1",
            "\x01",
        ]
        scratch.commit(1, {f"p/{name}.yml": "active|one" for name in odd})
        scratch.commit(2, {f"p/{name}.yml": "active|two" for name in odd})
        history = scratch.read()
        assert {key[1] for key in history.records} == {f"p/{name}" for name in odd}
        assert {past.version for past in history.records.values()} == {2}

    def test_links_and_submodules_are_no_files(self, scratch: Scratch) -> None:
        scratch.write({"../target": "active|one"})
        (scratch.folder / "p").mkdir()
        (scratch.folder / "p/a.yml").symlink_to("../../target")
        scratch.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},offerings/p/b.yml")
        scratch.git("add", "target", "offerings/p/a.yml")
        scratch.git("commit", "-q", "-m", "Odd entries")
        assert scratch.read().records == {}

    def test_a_file_that_becomes_a_link_is_gone(self, scratch: Scratch) -> None:
        scratch.commit(1, {"p/a.yml": "active|one", "../target": "active|one"})
        (scratch.folder / "p/a.yml").unlink()
        (scratch.folder / "p/a.yml").symlink_to("../../target")
        scratch.commit(2, {})
        assert scratch.past().removed
        (scratch.folder / "p/a.yml").unlink()
        scratch.commit(3, {"p/a.yml": "active|one"})
        assert log(scratch.read())[-1] == (3, "reinstated", "p/a")

    def test_a_file_made_executable_is_the_same_file(self, scratch: Scratch) -> None:
        scratch.commit(1, {"p/a.yml": "active|one"})
        scratch.git("update-index", "--chmod=+x", "offerings/p/a.yml")
        scratch.git("commit", "-q", "-m", "Mode")
        assert log(scratch.read()) == [(1, "created", "p/a")]

    def test_a_path_that_moves_between_records_counts_for_the_one_that_it_shows(self, scratch: Scratch) -> None:
        def careless(path: str, content: bytes) -> Identified:
            return identify(path.lower(), content)

        scratch.commit(1, {"p/A.yml": "active|one"})
        scratch.commit(2, {"p/A.yml": None, "p/a.yml": "active|two"})
        history = read_history(scratch.root, "offerings", careless)
        assert log(history) == [(1, "created", "p/a"), (2, "updated", "p/a")]

    def test_thousands_of_files_are_read_each_once(self, scratch: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
        many = {f"p/{number}.yml": f"active|{number} {'x' * 200}" for number in range(2000)}
        scratch.commit(1, many)
        scratch.commit(2, {"p/0.yml": "active|other", "p/1.yml": many["p/0.yml"]})
        scratch.commit(3, {"p/0.yml": many["p/0.yml"]})
        seen: list[str] = []

        def counting(path: str, content: bytes) -> Identified:
            seen.append(path)
            return identify(path, content)

        runs: list[str] = []
        run = module._run

        def watched(folder: Path, *arguments: str, asked: str = "") -> subprocess.CompletedProcess[bytes]:
            runs.append(arguments[0])
            return run(folder, *arguments, asked=asked)

        monkeypatch.setattr(module, "_run", watched)
        history = read_history(scratch.root, "offerings", counting)
        assert len(history.records) == 2000
        assert {past.last.content_hash for key, past in history.records.items() if key[1] == "p/1999"} == {
            f"1999 {'x' * 200}"
        }
        assert sorted(seen) == sorted([*many, "p/0.yml", "p/1.yml"])
        assert runs.count("cat-file") == 5, "2,001 distinct contents, 500 at a time"

    def test_what_identify_raises_is_not_swallowed(self, scratch: Scratch) -> None:
        def failing(path: str, content: bytes) -> Identified:
            raise LookupError(path)

        scratch.commit(1, {"p/a.yml": "active|one"})
        with pytest.raises(LookupError, match=r"p/a\.yml"):
            read_history(scratch.root, "offerings", failing)


class TestNoHistory:
    def test_a_folder_outside_a_repository_says_so(self, tmp_path: Path) -> None:
        with pytest.raises(NoHistory, match=r"^this is no git repository$"):
            find_repository(tmp_path)

    def test_a_repository_without_a_commit_says_so(self, scratch: Scratch) -> None:
        with pytest.raises(NoHistory, match=r"^there is no commit yet$"):
            find_repository(scratch.folder)

    def test_a_machine_without_git_says_so(
        self, scratch: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        scratch.commit(1, {"p/a.yml": "active|one"})
        monkeypatch.setenv("PATH", str(tmp_path / "empty"))
        with pytest.raises(NoHistory, match=r"^the command git is not installed$"):
            find_repository(scratch.folder)
        with pytest.raises(HistoryError, match=r"^git could not be run: .*; is it installed\?$"):
            read_history(scratch.root, "offerings", identify)

    def test_a_broken_repository_is_an_error_and_not_a_preview(self, scratch: Scratch) -> None:
        scratch.commit(1, {"p/a.yml": "active|one"})
        (scratch.root / ".git/config").write_text("[core\n")
        with pytest.raises(HistoryError, match=r"^git could not read the history: fatal: bad config"):
            find_repository(scratch.folder)

    def test_reading_where_there_is_no_repository_is_an_error(self, tmp_path: Path) -> None:
        with pytest.raises(HistoryError, match="not a git repository"):
            read_history(tmp_path, "offerings", identify)

    def test_a_folder_that_git_does_not_know_has_an_empty_history(self, scratch: Scratch) -> None:
        scratch.commit(1, {"../README.md": "one"})
        assert scratch.read().records == {}


class TestGit:
    def test_a_shallow_clone_is_not_complete(self, scratch: Scratch, tmp_path: Path) -> None:
        scratch.commit(1, {"p/a.yml": "active|one"})
        scratch.commit(2, {"p/a.yml": "active|two"})
        scratch.git("clone", "-q", "--depth=1", f"file://{scratch.root}", str(tmp_path / "clone"))
        history = read_history(tmp_path / "clone", "offerings", identify)
        assert (history.complete, history.records[A].created, scratch.read().complete) == (
            False,
            day(2),
            True,
        )

    def test_a_partial_clone_is_refused_and_nothing_is_fetched(self, scratch: Scratch, tmp_path: Path) -> None:
        scratch.commit(1, {"p/a.yml": "active|one"})
        scratch.commit(2, {"p/a.yml": "active|two"})
        scratch.git("config", "uploadpack.allowFilter", "true")
        scratch.git("clone", "-q", "--filter=blob:none", f"file://{scratch.root}", str(tmp_path / "clone"))
        with pytest.raises(HistoryError, match="a clone made with --filter does not hold all files"):
            read_history(tmp_path / "clone", "offerings", identify)

    def test_content_that_is_lost_is_an_error(self, scratch: Scratch) -> None:
        scratch.commit(1, {"p/a.yml": "active|one"})
        blob = scratch.git("rev-parse", "HEAD:offerings/p/a.yml")
        lost = scratch.root / ".git/objects" / blob[:2] / blob[2:]
        lost.unlink()
        with pytest.raises(HistoryError, match=f"^git lacks the content of {blob}; a clone made with --filter"):
            scratch.read()

    def test_git_that_does_not_end_is_stopped(
        self, scratch: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        scratch.commit(1, {"p/a.yml": "active|one"})
        (tmp_path / "git").write_text("#!/bin/sh\nexec tail -f /dev/null\n")
        (tmp_path / "git").chmod(stat.S_IRWXU)
        monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
        monkeypatch.setattr(module, "_PATIENCE_SECONDS", 0.1)
        with pytest.raises(HistoryError, match=r"^git rev-parse did not end within 0\.1 seconds; try it by hand in "):
            scratch.read()

    def test_a_repository_of_another_user_is_read(
        self, scratch: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        scratch.commit(1, {"p/a.yml": "active|one"})
        # Git's own switch for its tests; without it only the superuser could make such a repository.
        (tmp_path / "git").write_text(f'#!/bin/sh\nGIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec {shutil.which("git")} "$@"\n')
        (tmp_path / "git").chmod(stat.S_IRWXU)
        monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
        with pytest.raises(subprocess.CalledProcessError):
            scratch.git("log")
        assert set(scratch.read().records) == {A}

    def test_nothing_of_the_caller_or_the_repository_decides_what_is_read(
        self, scratch: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        scratch.commit(1, {"p/a.yml": "active|one"})
        scratch.git("checkout", "-q", "-b", "feature")
        scratch.commit(2, {"p/b.yml": "active|one"})
        scratch.git("checkout", "-q", "main")
        scratch.git("merge", "-q", "--no-ff", "-m", "Merge", "feature", on=3)
        scratch.commit(4, {"p/c.yml": "active|one", "p/b.yml": None})
        expected = scratch.read()
        assert set(expected.records) == {A, B, C}
        options = {
            "color.ui": "always",
            "core.abbrev": "4",
            "core.quotePath": "true",
            "diff.renames": "copies",
            "diff.relative": "true",
            "format.pretty": "fuller",
            "log.date": "relative",
            "log.diffMerges": "combined",
            "log.follow": "true",
            "log.showRoot": "false",
        }
        for name, value in options.items():
            scratch.git("config", name, value)
        replaced = scratch.commit(5, {"p/a.yml": "active|replaced"})
        scratch.git("reset", "-q", "--hard", expected.head)
        scratch.git("replace", expected.head, replaced)
        (tmp_path / "other").mkdir()
        monkeypatch.setenv("GIT_DIR", str(tmp_path / "other"))
        monkeypatch.setenv("GIT_CONFIG_COUNT", "nonsense")
        monkeypatch.setenv("LANGUAGE", "et")
        monkeypatch.chdir(tmp_path)
        assert scratch.read() == expected

    def test_no_program_that_the_repository_names_is_run(self, scratch: Scratch, tmp_path: Path) -> None:
        scratch.commit(1, {"p/a.yml": "active|one"})
        tree = scratch.git("rev-parse", "HEAD^{tree}")
        who = "A <a@example.org> 1772366400 +0000"
        signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----"
        (scratch.root / "signed").write_text(f"tree {tree}\nauthor {who}\ncommitter {who}\n{signature}\n\nSigned\n")
        name = scratch.git("hash-object", "-t", "commit", "-w", "signed")
        program, trace = tmp_path / "program", tmp_path / "trace"
        program.write_text(f"#!/bin/sh\ntouch {trace}\n")
        program.chmod(stat.S_IRWXU)
        for option in ("gpg.program", "core.fsmonitor", "core.pager", "diff.external", "core.sshCommand"):
            scratch.git("config", option, str(program))
        scratch.git("config", "log.showSignature", "true")
        (scratch.root / ".gitattributes").write_text("*.yml diff=own filter=own\n")
        for option in ("diff.own.textconv", "diff.own.command", "filter.own.smudge", "filter.own.process"):
            scratch.git("config", option, str(program))
        trace.unlink(missing_ok=True)
        assert set(scratch.read(name).records) == {A}
        assert not trace.exists()
        scratch.git("log", "-1", name)
        assert trace.exists(), "the trap works"


def overlaid(scratch: Scratch, present: Mapping[tuple[str, str], Identified], on: datetime) -> History:
    return with_worktree(scratch.read(), present, on)


class TestWorktree:
    def test_the_same_files_leave_the_history_as_it_is(self, scratch: Scratch) -> None:
        scratch.commit(1, {"p/a.yml": "active|one", "p/b.yml": "active|one"})
        scratch.commit(2, {"p/b.yml": None})
        assert overlaid(scratch, {A: snapshot("p/a")}, day(9)) == scratch.read()

    def test_uncommitted_work_counts_as_of_the_date_given(self, scratch: Scratch) -> None:
        scratch.commit(1, {"p/a.yml": "active|one", "p/b.yml": "active|one"})
        head = scratch.commit(2, {"p/d.yml": "active|one"})
        present: dict[tuple[str, str], Identified] = {A: snapshot("p/a", "two"), C: snapshot("p/c")}
        present["offering", "p/d"] = Unpublished.INVALID
        history = overlaid(scratch, present, day(9))
        assert log(history)[3:] == [(4, "updated", "p/a"), (5, "removed", "p/b"), (6, "created", "p/c")]
        assert {(change.time, change.commit) for change in history.changes[3:]} == {(day(9), "")}
        changed, created = history.records[A], history.records[C]
        assert (changed.created, changed.modified, changed.version, changed.commit) == (day(1), day(9), 2, "")
        assert (created.created, created.version) == (day(9), 1)
        assert history.records[B].removed
        assert history.records["offering", "p/d"].commit == head
        assert (history.head, history.head_time) == (head, day(2))

    def test_a_draft_and_an_unreadable_file_that_are_new_are_not_published(self, scratch: Scratch) -> None:
        scratch.commit(1, {"p/a.yml": "active|one"})
        present = {A: Unpublished.DRAFT, B: Unpublished.DRAFT, C: Unpublished.INVALID}
        history = overlaid(scratch, present, day(9))
        assert log(history)[1:] == [(2, "removed", "p/a")]
        assert set(history.records) == {A}

    def test_an_uncommitted_renaming_continues_the_past(self, scratch: Scratch) -> None:
        scratch.commit(1, {"p/b.yml": "active|one"})
        history = overlaid(scratch, {A: snapshot("p/a", formerly=("p/b",))}, day(9))
        assert log(history)[1:] == [(2, "renamed", "p/b"), (3, "created", "p/a")]
        assert history.records[A].created == day(1)

    def test_it_is_never_earlier_than_the_last_change_and_always_in_utc(self, scratch: Scratch) -> None:
        scratch.commit(5, {"p/a.yml": "active|one"})
        early = overlaid(scratch, {A: snapshot("p/a", "two")}, day(2))
        assert early.records[A].modified == day(5)
        local = overlaid(scratch, {A: snapshot("p/a", "two")}, datetime.fromisoformat("2026-03-09T14:00:00+02:00"))
        assert local.records[A].modified.isoformat() == "2026-03-09T12:00:00+00:00"

    def test_it_changes_no_history_that_it_is_given(self, scratch: Scratch) -> None:
        scratch.commit(1, {"p/a.yml": "active|one"})
        history = scratch.read()
        with_worktree(history, {}, day(9))
        assert history == scratch.read()

    def test_a_catalogue_without_a_commit_of_its_own_is_all_new(self, scratch: Scratch) -> None:
        scratch.commit(1, {"../README.md": "one"})
        assert log(overlaid(scratch, {A: snapshot("p/a")}, day(9))) == [(1, "created", "p/a")]


def test_readers_are_told_a_renaming_once_and_nothing_of_the_id_that_was_given_up() -> None:
    moment = datetime(2026, 11, 1, tzinfo=UTC)
    kinds = (ChangeKind.CREATED, ChangeKind.UPDATED, ChangeKind.RENAMED, ChangeKind.CREATED, ChangeKind.REMOVED)
    changes = [Change(number, moment, "c", kind, "offering", "p/o") for number, kind in enumerate(kinds, 1)]
    told = told_changes(changes, Snapshot("offering", "p/o", "active", "h"))
    assert [(one.number, one.change) for one in told] == [
        (1, ChangeKind.CREATED),
        (2, ChangeKind.UPDATED),
        (4, ChangeKind.RENAMED),
    ]


def test_what_was_withdrawn_before_it_came_is_not_told_as_new() -> None:
    change = Change(1, datetime(2026, 11, 1, tzinfo=UTC), "c", ChangeKind.CREATED, "offering", "p/o")
    told = told_changes([change], Snapshot("offering", "p/o", "withdrawn", "h"))
    assert [one.change for one in told] == [ChangeKind.WITHDRAWN]
