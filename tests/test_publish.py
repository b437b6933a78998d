"""Publishing is all or nothing: at every step of the disk, a reader sees the whole old site or the whole new one."""

from __future__ import annotations

import errno
import itertools
import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Collection, Iterator
from hashlib import sha256
from pathlib import Path

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
)
from microcatalogue.site_file import SiteFile
from sites import NEW, OLD, Swift, Tree, beside, files, reading

UNFIT: Tree = NEW | {"empty.txt": b""}
KILLED = 17

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


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

    def wrong(staged: Path, _kept: Collection[str]) -> Iterator[str]:
        assert reading(staged) == NEW and reading(target) == OLD
        yield "Too few offerings."

    def meddling(staged: Path, _kept: Collection[str]) -> tuple[str, ...]:
        (staged / "index.html").write_bytes(b"spoilt")
        return ()

    with pytest.raises(PublicationRefused) as refused:
        publish(files(NEW), target, checks=[wrong, meddling])
    assert refused.value.problems == (
        "Too few offerings.",
        "'index.html' has other bytes than SHA256SUMS says.",
    )
    assert reading(target) == OLD and beside(target) == {".site.lock"}
    publish(files(NEW), target, checks=[lambda staged, kept: ()])
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
