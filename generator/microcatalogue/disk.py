"""The steps that change a disk while a site is published, one by one, so that tests can let each of them fail."""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

FILE_MODE = 0o644
FOLDER_MODE = 0o755

_WORKING_FOLDER = -100  # AT_FDCWD of Linux
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS


class Disk:
    """The steps that change a disk. Each may fail or be the last one; tests let every one of them."""

    def make_folder(self, path: Path) -> None:
        """Makes one folder, with the same mode whatever the umask."""
        path.mkdir()
        path.chmod(FOLDER_MODE)

    def write(self, path: Path, content: bytes) -> None:
        """Writes a file that must not be there yet, with the same mode whatever the umask."""
        with path.open("xb", buffering=0) as file:
            rest = memoryview(content)
            while rest:  # one call takes all, but for a very large file or a disk that fills up
                rest = rest[file.write(rest) :]
        path.chmod(FILE_MODE)

    def write_pieces(self, path: Path, pieces: Iterable[bytes]) -> None:
        """Writes a file that must not be there yet as its pieces come."""
        with path.open("xb") as file:
            file.writelines(pieces)
        path.chmod(FILE_MODE)

    def link(self, old: Path, new: Path) -> None:
        """Gives the file `old` the second name `new`."""
        os.link(old, new)

    def flush(self, path: Path) -> None:
        """Brings a file or the entries of a folder safely to the disk."""
        folder = path.is_dir()
        if folder and not hasattr(os, "O_DIRECTORY"):  # Windows opens no folders
            return
        descriptor = os.open(path, os.O_RDONLY if folder else os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def flush_all(self, folder: Path) -> bool:
        """Brings all that was written to the disk of a folder safely there; False, and nothing done, where that is not to be had."""
        library = _system_library()
        if not hasattr(library, "syncfs"):
            return False
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            return bool(library.syncfs(descriptor) == 0)
        finally:
            os.close(descriptor)

    def exchange(self, one: Path, other: Path) -> bool:
        """Swaps two folders in one step; False, and nothing done, where that is not to be had."""
        library = _system_library()
        names = os.fsencode(one), os.fsencode(other)
        if hasattr(library, "renameat2"):
            return bool(library.renameat2(_WORKING_FOLDER, names[0], _WORKING_FOLDER, names[1], _EXCHANGE) == 0)
        if hasattr(library, "renamex_np"):
            return bool(library.renamex_np(*names, _EXCHANGE) == 0)
        return False

    def rename(self, old: Path, new: Path) -> None:
        """Renames a folder to a name that is free."""
        old.rename(new)

    def remove(self, folder: Path) -> None:
        """Removes a folder and all in it, following no links."""
        shutil.rmtree(folder)


def content_of(path: Path) -> bytes:
    """The bytes of a file, in one call: the buffer that a file usually gets takes longer than the reading."""
    with path.open("rb", buffering=0) as file:
        return file.read()


def _system_library() -> Any:
    """The system's C library; None where it cannot be had by that name, as on Windows."""
    try:
        return ctypes.CDLL(None, use_errno=True)
    except TypeError:
        return None
