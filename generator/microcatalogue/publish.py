"""Puts a finished set of files at a target folder: all of it, or nothing.

The files are staged beside the target, flushed, checked and read back; then the two folders change
places. Linux and macOS do that in one step. Elsewhere it takes two renames, between which the target
is absent, and the next run mends a swap that was cut off there. One build at a time holds a target.
What publishing did not write is never removed, and no file of a published site is written in place.

Beside a target `site` stand `.site.lock` (stays), `.site.staging` and `.site.previous` (left only by a
killed run, and cleared by the next). Nothing here knows what the files mean.
"""

from __future__ import annotations

import errno
import importlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO

from .checksums import SUMS, entries, folded, parse_sums, path_faults, verify_sums
from .disk import FILE_MODE, Disk
from .site_file import SiteFile

Check = Callable[[Path], Iterable[str]]
"""Looks at the staged tree and says in sentences what is wrong with it."""

MANIFEST = "manifest.json"

_LEFT_BY_DESKTOPS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
_HELD_ELSEWHERE = frozenset({errno.EAGAIN, errno.EACCES, errno.EDEADLK})


class PublicationError(Exception):
    """Nothing new was published, or it may not outlast a power cut; the message says why and what to do."""


class PublicationRefused(PublicationError):
    """The files are not fit to be published; `problems` gives every reason as a sentence."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        reasons = "".join(f"\n- {problem}" for problem in problems)
        super().__init__(f"Nothing was published, the site before is untouched. Mend this, then build again:{reasons}")
        self.problems = problems


class TargetBusy(PublicationError):
    """Another build is publishing to the same target."""


class TargetNotOurs(PublicationError):
    """The target holds something that publishing did not write and would have to remove."""


class DiskTrouble(PublicationError):
    """The disk or its permissions stood in the way; the cause is the OSError."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What was published.

    `files` and `bytes` count everything except the list of checksums, `digest` is the SHA-256 of that
    list, `changed` counts the files that are new, different or gone since the site before, and `target`
    is the real folder, links resolved.
    """

    files: int
    bytes: int
    digest: str
    changed: int
    target: Path


_DISK = Disk()


def publish(
    files: Iterable[SiteFile],
    target: Path,
    *,
    checks: Sequence[Check] = (),
    progress: Callable[[int], None] | None = None,
    disk: Disk = _DISK,
) -> Publication:
    """Makes `target` hold exactly `files` and their list of checksums, or leaves it as it was.

    The files are taken one by one, so that they need not fit in memory together; `progress` is told
    their number so far. `checks` run on the staged tree. A file that has not changed is linked from the
    old tree once its bytes have been compared. Raises PublicationRefused, TargetBusy, TargetNotOurs or
    DiskTrouble; what `files`, `checks` and `progress` raise passes through, the old site untouched.
    """
    site = _Site.at(target)
    with _locked(site):
        with _explained(site.target):
            _recover(site, disk)
            old = _published(site.target)
        try:
            staging = _Staging(site, old, disk)
            staging.fill(files, progress)
            problems = (
                *(said for check in checks for said in check(site.staging)),
                *verify_sums(site.staging),
            )
            if problems:
                raise PublicationRefused(problems)
            with _explained(site.target):
                _swap(site, disk)
        finally:
            with suppress(OSError):  # the next run clears what is left, and says so where it cannot
                _clear(site, disk)
    changed = {path for path, _ in old.items() ^ staging.sums.items()}
    return Publication(len(staging.sums), staging.bytes, staging.digest, len(changed), site.target)


@dataclass(frozen=True, slots=True)
class _Site:
    """The folder to publish to and the names beside it, all on one file system."""

    target: Path
    staging: Path
    previous: Path
    lock: Path

    @classmethod
    def at(cls, target: Path) -> _Site:
        real = Path(os.path.realpath(target))  # a link to a folder stays; the folder is replaced
        if not real.name:
            raise TargetNotOurs(
                f"{real} is a whole disk and cannot be replaced. Name a folder of its own for the site."
            )
        return cls(real, *(real.with_name(f".{real.name}.{role}") for role in ("staging", "previous", "lock")))


class _Staging:
    """The new tree as it grows, and what its list of checksums will say."""

    def __init__(self, site: _Site, old: dict[str, str], disk: Disk) -> None:
        self.sums: dict[str, str] = {}
        self.bytes = 0
        self.digest = ""
        self._site, self._old, self._disk = site, old, disk
        self._folders: dict[Path, None] = {}
        self._written: list[Path] = []
        self._claims: dict[str, tuple[str, bool]] = {}

    def fill(self, files: Iterable[SiteFile], progress: Callable[[int], None] | None) -> None:
        """Stages every file and the list; PublicationRefused, with all problems at once, where any is unfit."""
        problems: list[str] = []
        for number, file in enumerate(files, start=1):
            problems += self._problems(file)
            if not problems:
                with _explained(self._site.target):
                    self._put(file)
            if progress is not None:
                progress(number)
        if self._claims.get(folded(MANIFEST)) != (MANIFEST, True):
            problems.append(f"{MANIFEST!r} is not among the files; it lists what the site holds. Add it.")
        if problems:
            raise PublicationRefused(tuple(problems))
        with _explained(self._site.target):
            self._seal()

    def _problems(self, file: SiteFile) -> Iterator[str]:
        origin = f" (made from {file.source})" if file.source else ""
        faults = tuple(path_faults(file.path))
        yield from (f"{file.path!r}{origin} {fault}. Give it another path." for fault in faults)
        if not faults:
            yield from (
                f"{file.path!r}{origin} {fault}. Give one of them another path." for fault in self._clash(file.path)
            )
        if not file.content:
            yield f"{file.path!r}{origin} is empty. Give it content or leave it out."

    def _clash(self, path: str) -> Iterator[str]:
        """The first of the path's folders, or the path itself, that another file's path stands against."""
        names = path.split("/")
        for depth in range(1, len(names) + 1):
            claim = "/".join(names[:depth]), depth == len(names)
            other = self._claims.setdefault(folded(claim[0]), claim)
            if other is claim or other == (claim[0], False) == claim:
                continue
            if other == claim:
                yield "is there twice"
            elif other[1] != claim[1]:
                yield f"needs {claim[0]!r} and {other[0]!r} to be a file and a folder at once"
            else:
                yield f"and {other[0]!r} are one and the same on a disk that ignores case"
            return

    def _put(self, file: SiteFile) -> None:
        digest = sha256(file.content).hexdigest()
        self.sums[file.path] = digest
        self.bytes += len(file.content)
        new = self._site.staging / file.path
        self._make_folders(new.parent)
        if self._old.get(file.path) != digest or not self._linked(self._site.target / file.path, new, file.content):
            self._disk.write(new, file.content)
            self._written.append(new)

    def _make_folders(self, folder: Path) -> None:
        if folder not in self._folders:
            if folder != self._site.staging:
                self._make_folders(folder.parent)
            self._disk.make_folder(folder)
            self._folders[folder] = None

    def _linked(self, old: Path, new: Path, content: bytes) -> bool:
        """Whether the old file was as it must be and could be linked; where not, a copy is written."""
        try:
            if stat.S_IMODE(old.stat().st_mode) == FILE_MODE and old.read_bytes() == content:
                self._disk.link(old, new)
                return True
        except OSError:
            pass
        return False

    def _seal(self) -> None:
        """Writes the list and brings all that is new safely to the disk."""
        content = "".join(f"{self.sums[path]}  {path}\n" for path in sorted(self.sums)).encode()
        self.digest = sha256(content).hexdigest()
        self._disk.write(self._site.staging / SUMS, content)
        with ThreadPoolExecutor(8) as pool:  # flushes that wait together take half the time
            list(pool.map(self._disk.flush, (*self._written, self._site.staging / SUMS, *self._folders)))


@contextmanager
def _locked(site: _Site) -> Iterator[None]:
    """Holds the target for this build; the system lets go of it when the process ends, however it ends."""
    with _explained(site.target):
        site.target.parent.mkdir(parents=True, exist_ok=True)
        handle = site.lock.open("ab")
    with handle:
        with _explained(site.target):
            try:
                _take(handle)
            except OSError as error:
                if error.errno not in _HELD_ELSEWHERE:
                    raise
                raise TargetBusy(
                    f"Another build is publishing to {site.target} and holds {site.lock}. "
                    "Wait until it has ended, then build again; the lock file itself may stay."
                ) from error
        yield


def _take(handle: IO[bytes]) -> None:
    """Locks an open file at once, or raises OSError."""
    try:
        fcntl = importlib.import_module("fcntl")
    except ImportError:  # Windows
        msvcrt = importlib.import_module("msvcrt")
        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def _explained(target: Path) -> Iterator[None]:
    """Turns an OSError of the disk into one that says what to do."""
    try:
        yield
    except OSError as error:
        raise DiskTrouble(
            f"Publishing to {target} stopped: {error}. No half-finished site was put there. {_advice(error, target)}"
        ) from error


def _advice(error: OSError, target: Path) -> str:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"Make room on the disk of {target.parent}: it must hold the old site and the new one for a moment."
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"Give this user the right to write in {target.parent}, and close programs that use the site."
    if error.errno in {errno.EBUSY, errno.EXDEV}:
        return f"{target} is mounted or part of an image, and cannot be swapped: publish to a folder below it."
    return "Mend what the system reports, then build again."


def _published(target: Path) -> dict[str, str]:
    """The checksums of the site that stands at the target, none where nothing does; TargetNotOurs."""
    if not target.exists():
        return {}
    if not target.is_dir():
        raise TargetNotOurs(f"{target} is not a folder. Move it away or name another folder for the site.")
    if not any(target.iterdir()):
        return {}
    sums_file = target / SUMS
    sums, faults = parse_sums(sums_file.read_bytes() if sums_file.is_file() else b"")
    if faults or MANIFEST not in sums:
        raise TargetNotOurs(
            f"{target} is not empty and was not written by publishing: it has no whole {SUMS} that lists {MANIFEST}. "
            "Name another folder for the site, or empty this one yourself."
        )
    strange = [path for path, regular in entries(target) if not (regular and path in sums)]
    strange = [path for path in strange if path.rpartition("/")[2] not in _LEFT_BY_DESKTOPS]
    if strange:
        raise TargetNotOurs(
            f"{target} holds {len(strange)} files that publishing did not write and would remove, such as {strange[0]!r}. "
            "Move them elsewhere, then build again."
        )
    return sums


def _recover(site: _Site, disk: Disk) -> None:
    """Puts the old site back where a run was cut off between two renames, and clears what killed runs left."""
    if site.previous.exists() and not site.target.exists():
        disk.rename(site.previous, site.target)
        disk.flush(site.target.parent)
    _clear(site, disk)


def _clear(site: _Site, disk: Disk) -> None:
    """Removes the staged tree and the one before; the latter only while a site stands at the target."""
    if site.staging.exists():
        disk.remove(site.staging)
    if site.previous.exists() and site.target.exists():
        disk.remove(site.previous)


def _swap(site: _Site, disk: Disk) -> None:
    """Lets the staged tree take the target's place, in one step where the system has one."""
    if not site.target.exists():
        disk.rename(site.staging, site.target)
    elif not disk.exchange(site.staging, site.target):
        disk.rename(site.target, site.previous)
        try:
            disk.rename(site.staging, site.target)
        except OSError:
            disk.rename(site.previous, site.target)
            raise
    disk.flush(site.target.parent)
