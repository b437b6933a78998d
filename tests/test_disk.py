"""The steps that change a disk, on systems that lack some of them: locks, flushing and the exchange in one step."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from microcatalogue.disk import Disk
from microcatalogue.publish import DiskTrouble, publish
from sites import NEW, OLD, beside, files, reading


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
