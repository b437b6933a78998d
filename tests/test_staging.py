"""Laying files: planned, made and derived ones come to the same in any number of processes, and what is unfit is refused."""

from __future__ import annotations

import ctypes
import errno
import os
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

import pytest
from microcatalogue.disk import Disk
from microcatalogue.publish import DiskTrouble, Publication, PublicationRefused, TargetNotOurs, publish, verify_sums
from microcatalogue.site_file import Derived, Kept, Made, Part, Planned, SiteFile, made
from sites import OLD, Swift, Tree, beside, files, reading


def planned(tree: Mapping[str, bytes]) -> Iterator[Part]:
    """A tree of which nothing is made before it is asked for, with a dump and an index that come from it."""

    def dump(there: Made) -> Iterator[bytes]:
        for path in sorted(tree):
            yield there.content(path)

    def index(there: Made) -> Iterator[bytes]:
        yield f"{there.size('dump')} {there.digest('dump')} {there.size('manifest.json')}".encode()

    yield from (Planned(path, partial(SiteFile, path, content)) for path, content in tree.items())
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


def test_a_large_file_is_copied_piece_by_piece(tmp_path: Path) -> None:
    large = bytes(range(256)) * 12_000
    pieces: list[int] = []

    def copied(made: Made) -> Iterator[bytes]:
        for piece in made.pieces("large"):
            pieces.append(len(piece))
            yield piece

    parts = [*files(OLD), SiteFile("large", large), Derived("more/large", copied)]
    publish(parts, tmp_path / "site", disk=Swift())
    assert reading(tmp_path / "site")["more/large"] == large
    assert len(pieces) > 1
    assert {file.path: file.content for file in made(parts)}["more/large"] == large


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


def noted(tree: Mapping[str, bytes]) -> list[Part]:
    """The files of a tree, each with a note of what was looked at to make it."""
    seen = frozenset({("record", "offering", "a/b")})
    return [Planned(path, partial(SiteFile, path, content, seen=seen)) for path, content in tree.items()]


def kept(tree: Mapping[str, bytes], before: Publication) -> list[Part]:
    """The same files, said to be as they are in a site; made of other bytes, so that it shows which were made."""
    laid = before.laid
    return [
        Kept(Planned(path, partial(SiteFile, path, b"made " + tree[path])), laid.sums[path], laid.stamps[path])
        for path in tree
    ]


@pytest.mark.parametrize("workers", [1, 2])
def test_what_was_kept_is_taken_over_unread(workers: int, tmp_path: Path) -> None:
    target = tmp_path / "site"
    before = publish(noted(OLD), target, disk=Swift(), workers=workers)
    assert before.laid.seen["index.html"] == {("record", "offering", "a/b")}
    again = publish(kept(OLD, before), target, disk=Swift(), workers=workers)
    assert (reading(target), again.changed) == (OLD, 0)
    assert sorted(again.laid.kept) == sorted(OLD)
    assert again.bytes == before.bytes


def test_checks_hear_what_was_kept_and_its_bytes_are_not_read_again(tmp_path: Path) -> None:
    target = tmp_path / "site"
    heard: list[set[str]] = []

    def hearing(_: Path, those: Collection[str]) -> tuple[str, ...]:
        heard.append(set(those))
        return ()

    before = publish(noted(OLD), target, disk=Swift())
    publish(kept(OLD, before), target, disk=Swift(), checks=[hearing])
    assert heard == [set(OLD)]
    assert verify_sums(target) == ()
    damaged = target / "index.html"
    damaged.write_bytes(b"new")
    assert verify_sums(target, {"index.html"}) == ()
    assert verify_sums(target, {"et/gone.html"}) != ()
    damaged.unlink()
    assert verify_sums(target, {"index.html"}) == ("'index.html' is missing.",)


def _written_into(file: Path) -> None:
    file.write_bytes(b"old!\n"[: file.stat().st_size])
    os.utime(file, ns=(0, 0))


def _copied(file: Path) -> None:
    """Same bytes, same time, but another file."""
    found = file.stat()
    other = file.with_name("other")
    other.write_bytes(file.read_bytes())
    other.chmod(0o644)
    os.utime(other, ns=(found.st_atime_ns, found.st_mtime_ns))
    other.replace(file)


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda file: file.unlink(), id="gone"),
        pytest.param(lambda file: file.write_bytes(b"longer than it was\n"), id="longer"),
        pytest.param(_written_into, id="written into"),
        pytest.param(_copied, id="another file"),
        pytest.param(lambda file: file.chmod(0o600), id="another mode"),
        pytest.param(lambda file: (file.unlink(), file.symlink_to("manifest.json")), id="a link"),
    ],
)
def test_what_is_not_as_it_was_written_is_made(spoil: Callable[[Path], object], tmp_path: Path) -> None:
    target = tmp_path / "site"
    before = publish(noted(OLD), target, disk=Swift())
    spoil(target / "index.html")
    if (target / "index.html").is_symlink():
        with pytest.raises(TargetNotOurs):
            publish(kept(OLD, before), target, disk=Swift())
        return
    publish(kept(OLD, before), target, disk=Swift())
    assert reading(target) == OLD | {"index.html": b"made old\n"}


def test_a_file_that_the_list_of_the_site_names_with_another_digest_is_made(tmp_path: Path) -> None:
    target = tmp_path / "site"
    before = publish(noted(OLD), target, disk=Swift())
    parts = [
        replace(part, digest="0" * 64) if isinstance(part, Kept) and part.path == "index.html" else part
        for part in kept(OLD, before)
    ]
    assert sorted(publish(parts, target, disk=Swift()).laid.kept) == sorted(OLD.keys() - {"index.html"})
    assert reading(target)["index.html"] == b"made old\n"


def test_where_nothing_can_be_linked_all_is_made(tmp_path: Path) -> None:
    class Unlinking(Swift):
        def link(self, old: Path, new: Path) -> None:
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    before = publish(noted(OLD), tmp_path / "site", disk=Swift())
    publish(kept(OLD, before), tmp_path / "site", disk=Unlinking())
    assert reading(tmp_path / "site") == {path: b"made " + content for path, content in OLD.items()}


def test_kept_files_show_in_memory_as_they_would_be_made(tmp_path: Path) -> None:
    before = publish(noted(OLD), tmp_path / "site", disk=Swift())
    assert {one.content for one in made(kept(OLD, before))} == {b"made " + content for content in OLD.values()}
