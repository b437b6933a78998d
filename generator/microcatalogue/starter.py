"""A new catalogue's repository: settings, an example provider, workflows, instructions. What `catalogue init` writes.

The files lie in `starter/` of the package, as they will lie in the repository. One word in them is filled in: the
version of the program.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath

VERSION_SLOT = b"@VERSION@"

_FILES = FilePath(__file__).resolve().parent / "starter"


class StarterError(Exception):
    """The repository cannot be written; the message says why."""


class WouldOverwriteError(StarterError):
    """Something of the same name is there already; `paths` names it. Nothing was written."""

    def __init__(self, folder: FilePath, paths: tuple[str, ...]) -> None:
        super().__init__(f"{folder} already has {_listed(paths)}; nothing was written")
        self.paths = paths


@dataclass(frozen=True, slots=True)
class StarterFile:
    """One file of a new repository; its path has slashes on every system."""

    path: str
    content: bytes


def starter_files(version: str) -> Iterator[StarterFile]:
    """The files of a new repository that uses this version of the program, in order of path.

    StarterError where the installation lacks them.
    """
    found = sorted(path for path in _FILES.rglob("*") if path.is_file())
    if not found:
        raise StarterError(f"no starter in {_FILES.parent}; install microcatalogue again")
    for path in found:
        content = path.read_bytes().replace(VERSION_SLOT, version.encode("ascii"))
        yield StarterFile(path.relative_to(_FILES).as_posix(), content)


def write_starter(folder: FilePath, files: Iterable[StarterFile]) -> int:
    """Write the files into a folder, which may be new, empty or hold other files; gives their number.

    WouldOverwriteError where one of them, or a folder on the way to one, is there as something else; StarterError
    where `folder` is no folder; OSError where the disk refuses.
    """
    files = tuple(files)
    if folder.exists() and not folder.is_dir():
        raise StarterError(f"{folder} is no folder; nothing was written")
    taken = tuple(sorted({path for file in files for path in _taken(folder, file.path)}))
    if taken:
        raise WouldOverwriteError(folder, taken)
    for file in files:
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as opened:
            opened.write(file.content)
    return len(files)


def _taken(folder: FilePath, path: str) -> Iterator[str]:
    """The file itself if anything has its name, and what on the way to it is a link or no folder."""
    parts = path.split("/")
    for depth in range(1, len(parts)):
        step = folder.joinpath(*parts[:depth])
        if step.is_symlink() or (step.exists() and not step.is_dir()):
            yield "/".join(parts[:depth])
            return
    target = folder / path
    if target.is_symlink() or target.exists():
        yield path


def _listed(paths: tuple[str, ...], most: int = 5) -> str:
    more = f" and {len(paths) - most} more" if len(paths) > most else ""
    return ", ".join(paths[:most]) + more
