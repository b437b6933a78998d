"""Publishing is all or nothing: at every step of the disk, a reader sees the whole old site or the whole new one."""

from __future__ import annotations

import ctypes
import errno
import itertools
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

import pytest
from microcatalogue.publish import (
    Disk,
    DiskTrouble,
    Publication,
    PublicationError,
    PublicationRefused,
    TargetBusy,
    TargetNotOurs,
    publish,
    verify_sums,
)
from microcatalogue.site_file import Derived, Made, Part, Planned, SiteFile, made

Tree = dict[str, bytes]

OLD: Tree = {
    "manifest.json": b'{"edition": "old"}\n',
    "index.html": b"old\n",
    "et/same/index.html": b"same\n",
    "et/gone.html": b"gone\n",
}
NEW: Tree = {
    "manifest.json": b'{"edition": "new"}\n',
    "index.html": b"new\n",
    "et/same/index.html": b"same\n",
    "en/added/index.html": b"added\n",
}
UNFIT: Tree = NEW | {"empty.txt": b""}
KILLED = 17

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


def files(tree: Mapping[str, bytes]) -> Iterator[SiteFile]:
    return (SiteFile(path, content) for path, content in tree.items())


def reading(root: Path) -> Tree:
    """What a reader finds, the list of checksums held against it and left out."""
    assert verify_sums(root) == ()
    found = {file.relative_to(root).as_posix(): file for file in root.rglob("*") if file.is_file()}
    return {path: file.read_bytes() for path, file in found.items() if path != "SHA256SUMS"}


def beside(target: Path) -> set[str]:
    return {path.name for path in target.parent.iterdir()} - {target.name}


class Swift(Disk):
    """A disk that does not wait for the real one, with or without the exchange in one step."""

    def __init__(self, one_step: bool = True) -> None:
        self.one_step = one_step

    def flush(self, path: Path) -> None:
        assert path.exists()

    def exchange(self, one: Path, other: Path) -> bool:
        return self.one_step and super().exchange(one, other)


class Faulty(Swift):
    """A disk of which step number `at` goes wrong: it `fail`s, `break`s down for good, or `kill`s the process."""

    def __init__(self, at: int, how: str, one_step: bool, code: int = errno.EIO) -> None:
        super().__init__(one_step)
        self.at, self.how, self.code = at, how, code
        self.steps = itertools.count(1)
        self.reached = False

    def _step(self, half: Callable[[], object] = lambda: None) -> None:
        number = next(self.steps)
        if number < self.at or (number > self.at and self.how != "break"):
            return
        self.reached = True
        half()
        if self.how == "kill":
            os._exit(KILLED)
        raise OSError(self.code, os.strerror(self.code), "the disk")

    def make_folder(self, path: Path) -> None:
        self._step()
        super().make_folder(path)

    def write(self, path: Path, content: bytes) -> None:
        self._step(lambda: path.write_bytes(content[: len(content) // 2]))
        super().write(path, content)

    def link(self, old: Path, new: Path) -> None:
        self._step()
        super().link(old, new)

    def flush(self, path: Path) -> None:
        self._step()
        super().flush(path)

    def exchange(self, one: Path, other: Path) -> bool:
        self._step()
        return super().exchange(one, other)

    def rename(self, old: Path, new: Path) -> None:
        self._step()
        super().rename(old, new)

    def remove(self, folder: Path) -> None:
        self._step(lambda: [file.unlink() for file in sorted(folder.rglob("*.html"))[:1]])
        super().remove(folder)


def run_with(disk: Faulty, target: Path) -> bool:
    """Publishes NEW; whether the fault was reached. A killing disk gets a process of its own."""
    if disk.how != "kill":
        try:
            publish(files(NEW), target, disk=disk)
        except DiskTrouble as error:
            assert disk.reached and "No half-finished site was put there" in str(error)
        return disk.reached
    child = os.fork()
    if child == 0:
        try:
            publish(files(NEW), target, disk=disk)
        except BaseException:
            os._exit(1)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in {0, KILLED}
    return code == KILLED


def cut_off(target: Path) -> None:
    """The state of a run that was killed between its two renames."""
    target.rename(target.with_name(".site.previous"))
    target.with_name(".site.staging").mkdir()
    target.with_name(".site.staging").joinpath("half.html").write_bytes(b"<p")


@pytest.mark.parametrize("prepared", [None, cut_off])
@pytest.mark.parametrize("one_step", [True, False])
@pytest.mark.parametrize("how", ["fail", "break", pytest.param("kill", marks=needs_fork)])
def test_every_step_may_go_wrong(
    tmp_path: Path, how: str, one_step: bool, prepared: Callable[[Path], None] | None
) -> None:
    target = tmp_path / "site"
    for at in itertools.count(1):
        publish(files(OLD), target, disk=Swift())
        if prepared:
            prepared(target)
        reached = run_with(Faulty(at, how, one_step), target)
        stands = target
        if not target.exists():  # only between two renames, and then the old site waits whole beside it
            assert not one_step or prepared
            stands = target.with_name(".site.previous")
            assert reading(stands) == OLD
        seen = reading(stands)
        assert seen in (OLD, NEW)
        assert beside(target) <= {".site.lock", ".site.staging", ".site.previous"}
        with pytest.raises(PublicationRefused):
            publish(files(UNFIT), target, disk=Swift())
        assert reading(target) == seen, "a run that publishes nothing still mends what was cut off"
        assert beside(target) == {".site.lock"}
        publish(files(NEW), target, disk=Swift())
        assert reading(target) == NEW
        assert beside(target) == {".site.lock"}
        if not reached:
            break
    assert at > 15


def test_every_step_of_a_first_publication_may_go_wrong(tmp_path: Path) -> None:
    target = tmp_path / "site"
    for at in itertools.count(1):
        reached = run_with(Faulty(at, "fail", one_step=True), target)
        assert not target.exists() or reading(target) == NEW
        shutil.rmtree(target, ignore_errors=True)
        if not reached:
            break
    assert at > 10


@needs_fork
def test_what_killed_runs_leave_does_not_grow(tmp_path: Path) -> None:
    target = tmp_path / "site"
    publish(files(OLD), target)
    for at in (4, 9, 12) * 5:
        assert run_with(Faulty(at, "kill", one_step=True), target)
        assert beside(target) == {".site.lock", ".site.staging"}
        assert reading(target) == OLD


def test_publication_counts_and_digest(tmp_path: Path) -> None:
    target = tmp_path / "folder that is not there" / "site"
    told: list[int] = []
    first = publish(files(OLD), target, progress=told.append)
    sums = (target / "SHA256SUMS").read_bytes()
    size = sum(len(content) for content in OLD.values())
    assert first == Publication(4, size, sha256(sums).hexdigest(), 4, target)
    assert told == [1, 2, 3, 4]
    rows = [(path, sha256(OLD[path]).hexdigest()) for path in sorted(OLD)]
    assert sums == "".join(f"{digest}  {path}\n" for path, digest in rows).encode()
    assert publish(files(OLD), target).changed == 0
    assert publish(files(NEW), target).changed == 4, "two altered, one new, one gone"
    assert reading(target) == NEW


def test_order_of_files_does_not_matter(tmp_path: Path) -> None:
    backwards = dict(reversed(OLD.items()))
    one, other = (publish(files(tree), tmp_path / name) for tree, name in ((OLD, "a"), (backwards, "b")))
    assert one.digest == other.digest


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is not installed")
def test_anyone_can_check_the_list(tmp_path: Path) -> None:
    publish(files(OLD | {"et/õpe 1.html": b"x"}), tmp_path / "site")
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=tmp_path / "site", check=True)


def test_target_with_spaces_and_umlauts(tmp_path: Path) -> None:
    target = tmp_path / "minu töö" / "õppe kataloog"
    for tree in (OLD, NEW):
        publish(files(tree), target)
        assert reading(target) == tree
    assert beside(target) == {".õppe kataloog.lock"}


def test_empty_folder_is_taken(tmp_path: Path) -> None:
    target = tmp_path / "site"
    target.mkdir(mode=0o700)
    publish(files(NEW), target)
    assert reading(target) == NEW
    assert target.stat().st_mode & 0o777 == 0o755


def test_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    link, real = tmp_path / "site", tmp_path / "elsewhere" / "www"
    link.symlink_to(real)
    for tree in (OLD, NEW):
        assert publish(files(tree), link).target == real
        assert link.is_symlink() and not real.is_symlink()
        assert reading(real) == tree
    assert beside(link) == {"elsewhere"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_modes_and_bytes_do_not_depend_on_the_umask(tmp_path: Path) -> None:
    trees = []
    for mask in (0o022, 0o077, 0o777):
        target = tmp_path / f"{mask:o}" / "site"
        target.parent.mkdir()
        before = os.umask(mask if mask != 0o777 else 0o027)
        try:
            publish(files(OLD), target)
        finally:
            os.umask(before)
        found = sorted(target.rglob("*"))
        assert {path.stat().st_mode & 0o7777 for path in found if path.is_file()} == {0o644}
        assert {path.stat().st_mode & 0o7777 for path in (target, *found) if path.is_dir()} == {0o755}
        trees.append((reading(target), (target / "SHA256SUMS").read_bytes()))
    assert trees[0] == trees[1] == trees[2]


@pytest.mark.skipif(os.name == "nt", reason="modes differ, so nothing is linked")
def test_only_true_unchanged_files_are_linked(tmp_path: Path) -> None:
    target = tmp_path / "site"
    tree = OLD | {"spoilt.txt": b"good", "mode.txt": b"mode", "absent.txt": b"absent"}
    publish(files(tree), target)
    (target / "spoilt.txt").write_bytes(b"evil")
    (target / "mode.txt").chmod(0o666)
    (target / "absent.txt").unlink()
    inodes = {path: (target / path).stat().st_ino for path in tree if path != "absent.txt"}
    keepsake = (target / "index.html").open("rb")
    publish(files(tree | {"index.html": b"new\n"}), target)
    kept = {path for path, inode in inodes.items() if (target / path).stat().st_ino == inode}
    assert kept == {"manifest.json", "et/same/index.html", "et/gone.html"}
    assert reading(target) == tree | {"index.html": b"new\n"}
    assert (target / "mode.txt").stat().st_mode & 0o777 == 0o644
    with keepsake:
        assert keepsake.read() == b"old\n", "a published file is never written in place"


def test_disk_without_hard_links(tmp_path: Path) -> None:
    class Unlinked(Disk):
        def link(self, old: Path, new: Path) -> None:
            raise OSError(errno.EPERM, "no links here")

    publish(files(OLD), tmp_path / "site")
    publish(files(OLD), tmp_path / "site", disk=Unlinked())
    assert reading(tmp_path / "site") == OLD


PATHS = {
    "": "empty segment",
    "/etc/passwd": "empty segment",
    "a//b": "empty segment",
    "a/": "empty segment",
    "..": "ends in a dot",
    "a/../../b": "ends in a dot",
    "./a": "ends in a dot",
    "a /b": "ends in a dot or a space",
    "a\\b": "not every system",
    "C:/x": "not every system",
    "a\nb": "control character",
    "a\x7fb": "control character",
    "a\u202eb": "control character",
    "a\ud800b": "control character",
    "o\u0303pe": "NFC",
    "SHA256SUMS": "writes itself",
    "sha256sums/x": "writes itself",
}


@pytest.mark.parametrize("path", PATHS)
def test_unsafe_path_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(PublicationRefused) as refused:
        publish([*files(OLD), SiteFile(path, b"x", "offerings/a.yml")], tmp_path / "out" / "site")
    (problem,) = refused.value.problems
    assert problem.startswith(f"{path!r} (made from offerings/a.yml) ") and PATHS[path] in problem
    assert beside(tmp_path / "out" / "site") == {".site.lock"} and not (tmp_path / "out" / "site").exists()


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("a/b", "a/b", "there twice"),
        ("A.html", "a.html", "ignores case"),
        ("straße", "STRASSE", "ignores case"),
        ("Folder/a", "folder/b", "ignores case"),
        ("a", "a/b", "a file and a folder"),
        ("a/b", "a", "a file and a folder"),
    ],
)
def test_colliding_paths_are_refused(tmp_path: Path, one: str, other: str, why: str) -> None:
    with pytest.raises(PublicationRefused) as refused:
        publish([*files(OLD), SiteFile(one, b"x"), SiteFile(other, b"y")], tmp_path / "site")
    (problem,) = refused.value.problems
    assert why in problem and repr(other) in problem and repr(one.split("/")[0])[:-1] in problem


def test_all_problems_come_at_once_and_the_old_site_stays(tmp_path: Path) -> None:
    target = tmp_path / "site"
    publish(files(OLD), target)
    with pytest.raises(PublicationRefused) as refused:
        publish(files({"a/../b": b"x", "empty.txt": b"", "fine": b"x", "Manifest.json": b"{}"}), target)
    assert [problem.split()[0] for problem in refused.value.problems] == [
        "'a/../b'",
        "'empty.txt'",
        "'manifest.json'",
    ]
    assert all(problem in str(refused.value) for problem in refused.value.problems)
    assert reading(target) == OLD and beside(target) == {".site.lock"}


def test_checks_see_the_staged_tree_and_can_refuse_it(tmp_path: Path) -> None:
    target = tmp_path / "site"
    publish(files(OLD), target)

    def wrong(staged: Path) -> Iterator[str]:
        assert reading(staged) == NEW and reading(target) == OLD
        yield "Too few offerings."

    def meddling(staged: Path) -> tuple[str, ...]:
        (staged / "index.html").write_bytes(b"spoilt")
        return ()

    with pytest.raises(PublicationRefused) as refused:
        publish(files(NEW), target, checks=[wrong, meddling])
    assert refused.value.problems == (
        "Too few offerings.",
        "'index.html' has other bytes than SHA256SUMS says.",
    )
    assert reading(target) == OLD and beside(target) == {".site.lock"}
    publish(files(NEW), target, checks=[lambda staged: ()])
    assert reading(target) == NEW


def test_what_the_build_raises_passes_through(tmp_path: Path) -> None:
    def breaking() -> Iterator[SiteFile]:
        yield from files(NEW)
        raise FileNotFoundError("a template")

    target = tmp_path / "site"
    publish(files(OLD), target)
    with pytest.raises(FileNotFoundError, match="a template"):
        publish(breaking(), target)
    assert reading(target) == OLD and beside(target) == {".site.lock"}


def test_second_build_is_told_to_wait(tmp_path: Path) -> None:
    def second(_: int) -> None:
        with pytest.raises(TargetBusy, match=r"holds .*\.site\.lock\. Wait until it has ended"):
            publish(files(OLD), tmp_path / "site")

    publish(files(NEW), tmp_path / "site", progress=second)
    publish(files(OLD), tmp_path / "site")
    assert reading(tmp_path / "site") == OLD


@needs_fork
def test_parallel_builds_never_mix(tmp_path: Path) -> None:
    target = tmp_path / "site"
    for _ in range(20):
        children = {}
        for tree in (OLD, NEW):
            child = os.fork()
            if child == 0:
                try:
                    publish(files(tree), target, disk=Swift())
                except TargetBusy:
                    os._exit(4)
                except BaseException:
                    os._exit(1)
                os._exit(0)
            children[child] = tree
        codes = [(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), tree) for child, tree in children.items()]
        assert {code for code, _ in codes} <= {0, 4}
        assert reading(target) in [tree for code, tree in codes if code == 0]
        assert beside(target) == {".site.lock"}


def test_reader_always_finds_a_site(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir(), other.mkdir()
    if not Disk().exchange(one, other):
        pytest.skip("this disk has no exchange in one step")
    target = tmp_path / "out" / "site"
    publish(files(OLD), target)
    ended = threading.Event()
    seen: list[bytes | OSError] = []

    def read() -> None:
        while not ended.is_set():
            try:
                seen.append((target / "manifest.json").read_bytes())
            except OSError as error:
                seen.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    for tree in (NEW, OLD) * 20:
        publish(files(tree), target, disk=Swift())
    ended.set()
    reader.join()
    assert set(seen) <= {OLD["manifest.json"], NEW["manifest.json"]}


STRANGERS: dict[str, Tree] = {
    "is not empty": {"Documents/thesis.odt": b"years of work"},
    "no whole SHA256SUMS": {"manifest.json": b"{}", "SHA256SUMS": b"cut of"},
    "lists manifest.json": {"debian.iso": b"x", "SHA256SUMS": f"{'0' * 64}  debian.iso\n".encode()},
    r"holds 1 files .* such as 'CNAME'": {
        "manifest.json": b"{}",
        ".DS_Store": b"x",
        "CNAME": b"x",
        "SHA256SUMS": f"{'0' * 64}  manifest.json\n".encode(),
    },
}


@pytest.mark.parametrize("why", STRANGERS)
def test_folder_of_someone_else_is_left_alone(tmp_path: Path, why: str) -> None:
    target = tmp_path / "home"
    for path, content in STRANGERS[why].items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes(content)
    with pytest.raises(TargetNotOurs, match=why):
        publish(files(NEW), target)
    assert {path: (target / path).read_bytes() for path in STRANGERS[why]} == STRANGERS[why]
    assert beside(target) == {".home.lock"}


def test_links_and_files_of_someone_else_are_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "site"
    publish(files(OLD), target)
    (target / "link").symlink_to(tmp_path)
    with pytest.raises(TargetNotOurs, match="'link'"):
        publish(files(NEW), target)
    with pytest.raises(TargetNotOurs, match="is not a folder"):
        publish(files(NEW), target / "index.html")
    (target / ".index.html.lock").unlink()
    with pytest.raises(TargetNotOurs, match="whole disk"):
        publish(files(NEW), Path(target.anchor))
    (target / "link").unlink()
    (target / ".DS_Store").write_bytes(b"x")
    publish(files(NEW), target)
    assert reading(target) == NEW


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        (errno.ENOSPC, "Make room on the disk"),
        (errno.EROFS, "right to write"),
        (errno.EXDEV, "is mounted"),
        (errno.EIO, "Mend what the system reports"),
    ],
)
def test_trouble_with_the_disk_says_what_to_do(tmp_path: Path, code: int, advice: str) -> None:
    with pytest.raises(DiskTrouble, match=advice) as trouble:
        publish(files(NEW), tmp_path / "site", disk=Faulty(3, "break", one_step=True, code=code))
    assert isinstance(trouble.value, PublicationError) and isinstance(trouble.value.__cause__, OSError)
    assert os.strerror(code) in str(trouble.value) and str(tmp_path) in str(trouble.value)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_read_only_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(DiskTrouble, match="right to write"):
            publish(files(NEW), tmp_path / "site")
    finally:
        tmp_path.chmod(0o755)


def test_lock_that_the_disk_does_not_know(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def flock(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setitem(sys.modules, "fcntl", SimpleNamespace(flock=flock, LOCK_EX=2, LOCK_NB=4))
    with pytest.raises(DiskTrouble, match="No locks available"):
        publish(files(NEW), tmp_path / "site")


def test_windows_locks_one_byte_and_flushes_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[int, int]] = []
    windows = SimpleNamespace(LK_NBLCK=2, locking=lambda _, mode, size: calls.append((mode, size)))
    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setitem(sys.modules, "msvcrt", windows)
    monkeypatch.delattr(os, "O_DIRECTORY", raising=False)
    publish(files(NEW), tmp_path / "site", disk=WithoutRemoval())
    assert calls == [(2, 1)]
    assert reading(tmp_path / "site") == NEW


class WithoutRemoval(Disk):
    """For a run in which the standard library is told of another system: it could not remove folders."""

    def remove(self, folder: Path) -> None:
        raise AssertionError(f"nothing to remove at a first publication, but {folder}")


@pytest.mark.parametrize(
    ("name", "answer", "swapped"), [("renamex_np", 0, True), ("renamex_np", -1, False), ("", 0, False)]
)
def test_exchange_where_the_system_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, answer: int, swapped: bool
) -> None:
    asked: list[tuple[object, ...]] = []

    def call(*arguments: object) -> int:
        asked.append(arguments)
        return answer

    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: SimpleNamespace(**({name: call} if name else {})))
    assert Disk().exchange(tmp_path / "a", tmp_path / "b") is swapped
    assert asked == ([(os.fsencode(tmp_path / "a"), os.fsencode(tmp_path / "b"), 2)] if name else [])


def test_windows_has_no_exchange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def library(*_: object, **__: object) -> None:
        raise TypeError("bad argument type for built-in operation")

    monkeypatch.setattr(ctypes, "CDLL", library)
    publish(files(OLD), tmp_path / "site")
    publish(files(NEW), tmp_path / "site")
    assert reading(tmp_path / "site") == NEW and beside(tmp_path / "site") == {".site.lock"}


def test_verify_names_every_difference_in_order(tmp_path: Path) -> None:
    publish(files(OLD), tmp_path)
    (tmp_path / "et" / "gone.html").unlink()
    (tmp_path / "et" / "a.html").write_bytes(b"added")
    (tmp_path / "index.html").write_bytes(b"changed")
    (tmp_path / "manifest.json").unlink()
    (tmp_path / "manifest.json").symlink_to("index.html")
    assert verify_sums(tmp_path) == (
        "'et/a.html' is there, but SHA256SUMS does not list it.",
        "'et/gone.html' is missing.",
        "'index.html' has other bytes than SHA256SUMS says.",
        "'manifest.json' is a link or a device, not a file.",
    )


def test_verify_reads_large_files_to_their_end(tmp_path: Path) -> None:
    publish(files(OLD | {"dump": bytes(3 * 2**20)}), tmp_path)
    assert verify_sums(tmp_path) == ()
    with (tmp_path / "dump").open("r+b") as dump:
        dump.seek(-1, 2)
        dump.write(b"x")
    assert verify_sums(tmp_path) == ("'dump' has other bytes than SHA256SUMS says.",)


def test_verify_says_what_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (said,) = verify_sums(tmp_path)
    assert "SHA256SUMS cannot be read: No such file" in said
    publish(files(OLD), tmp_path)
    opening = Path.open

    def refusing(path: Path, mode: str = "r") -> object:
        if path.name == "index.html" and path.parent == tmp_path:
            raise PermissionError(errno.EACCES, "Permission denied")
        return opening(path, mode)

    monkeypatch.setattr(Path, "open", refusing)
    assert "'index.html' cannot be read: Permission denied." in verify_sums(tmp_path)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda _: b"", "is empty or cut off"),
        (lambda sums: sums[:-1], "is empty or cut off"),
        (lambda sums: b"\xff" + sums, "is not UTF-8"),
        (lambda sums: sums.replace(b"  index", b" index"), "Line 3 of SHA256SUMS is not a checksum"),
        (lambda sums: sums.replace(b"  index", b"  ../index"), "Line 3 of SHA256SUMS is not a checksum"),
        (lambda sums: sums.replace(b"\n", b"\r\n"), "Line 1 of SHA256SUMS is not a checksum"),
        (lambda sums: sums + sums[:75], "is empty or cut off"),
        (lambda sums: sums + sums, "Line 5 of SHA256SUMS is out of order or there twice"),
    ],
)
def test_spoilt_list_is_itself_a_finding(tmp_path: Path, spoil: Callable[[bytes], bytes], said: str) -> None:
    publish(files(OLD), tmp_path)
    (tmp_path / "SHA256SUMS").write_bytes(spoil((tmp_path / "SHA256SUMS").read_bytes()))
    assert said in verify_sums(tmp_path)[0]


def test_list_cut_off_anywhere_is_found(tmp_path: Path) -> None:
    publish(files(OLD), tmp_path)
    sums = (tmp_path / "SHA256SUMS").read_bytes()
    for length in range(len(sums)):
        (tmp_path / "SHA256SUMS").write_bytes(sums[:length])
        assert verify_sums(tmp_path), f"cut off after {length} bytes"


def planned(tree: Mapping[str, bytes]) -> Iterator[Part]:
    """A tree of which nothing is made before it is asked for, with a dump and an index that come from it."""

    def dump(there: Made) -> Iterator[bytes]:
        for path in sorted(tree):
            yield there.content(path)

    def index(there: Made) -> Iterator[bytes]:
        yield f"{there.size('dump')} {there.digest('dump')} {there.size('manifest.json')}".encode()

    yield from (Planned(path, lambda path=path: SiteFile(path, tree[path])) for path in tree)  # type: ignore[misc]
    yield Derived("dump", dump)
    yield Derived("index/of/all", index)


LARGE: Tree = {"manifest.json": b"{}\n"} | {
    f"page/{number % 7}/{number}.html": b"%d\n" % number for number in range(99)
}


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_planned_and_derived_files_are_the_same_in_any_number_of_processes(workers: int, tmp_path: Path) -> None:
    target = tmp_path / "site"
    told: list[int] = []
    publish(planned(LARGE), target, workers=workers, progress=told.append, disk=Swift())
    expected = {file.path: file.content for file in made(planned(LARGE))}
    assert reading(target) == expected
    assert expected["dump"] == b"".join(LARGE[path] for path in sorted(LARGE))
    assert expected["index/of/all"].decode().split()[1] == sha256(expected["dump"]).hexdigest()
    assert told[-1] == len(expected)
    assert publish(planned(LARGE), target, workers=workers, disk=Swift()).changed == 0


@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_unfit_in_a_share_is_refused(workers: int, tmp_path: Path) -> None:
    with pytest.raises(PublicationRefused) as refused:
        publish(planned(LARGE | {"empty.html": b""}), tmp_path / "site", workers=workers, disk=Swift())
    assert "'empty.html' is empty. Give it content or leave it out." in refused.value.problems
    assert not (tmp_path / "site").exists()


def test_a_derived_file_without_content_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PublicationRefused, match="'none' is empty"):
        publish([*files(OLD), Derived("none", lambda _: iter(()))], tmp_path / "site", disk=Swift())


@pytest.mark.parametrize("workers", [1, 2])
def test_trouble_of_the_disk_in_a_share_is_explained(workers: int, tmp_path: Path) -> None:
    class Full(Swift):
        def write(self, path: Path, content: bytes) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(DiskTrouble, match="Make room on the disk"):
        publish(planned(LARGE), tmp_path / "site", workers=workers, disk=Full())


def test_many_files_are_brought_to_the_disk_at_once(tmp_path: Path) -> None:
    class Counting(Disk):
        flushed: ClassVar[list[Path]] = []
        whole: ClassVar[bool] = True

        def flush_all(self, folder: Path) -> bool:
            self.flushed.append(folder)
            return self.whole and super().flush_all(folder)

    many = {"manifest.json": b"{}\n"} | {f"{number}.html": b"x" for number in range(1000)}
    publish(files(many), tmp_path / "site", disk=Counting())
    assert [folder.name for folder in Counting.flushed] == [".site.staging"]
    Counting.whole = False
    publish(files(many | {"more.html": b"y"}), tmp_path / "site", disk=Counting())
    assert reading(tmp_path / "site")["more.html"] == b"y"


def test_where_the_system_cannot_flush_a_whole_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: SimpleNamespace())
    assert not Disk().flush_all(tmp_path)


def test_a_file_that_was_planned_twice_is_refused(tmp_path: Path) -> None:
    one = Planned("a.html", lambda: SiteFile("a.html", b"x"))
    with pytest.raises(PublicationRefused, match="is there twice"):
        publish([*files(OLD), one, one], tmp_path / "site", disk=Swift())
