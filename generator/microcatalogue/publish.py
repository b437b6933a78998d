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
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from .checksums import SUMS, entries, parse_sums, verify_sums
from .disk import Disk
from .site_file import Part
from .staging import MANIFEST, Laid, Ready, Staging
from .trouble import (
    DiskTrouble,
    PublicationError,
    PublicationRefused,
    TargetBusy,
    TargetNotOurs,
    explained,
)

__all__ = [
    "Check",
    "Disk",
    "DiskTrouble",
    "Publication",
    "PublicationError",
    "PublicationRefused",
    "TargetBusy",
    "TargetNotOurs",
    "publish",
    "verify_sums",
]

Check = Callable[[Path, Collection[str]], Iterable[str]]
"""Looks at the staged tree and says in sentences what is wrong with it.

It is told the paths of files that were taken over from a site that was checked before.
"""

_LEFT_BY_DESKTOPS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
_HELD_ELSEWHERE = frozenset({errno.EAGAIN, errno.EACCES, errno.EDEADLK})


@dataclass(frozen=True, slots=True)
class Publication:
    """What was published.

    `files` and `bytes` count everything except the list of checksums, `digest` is the SHA-256 of that
    list, `changed` counts the files that are new, different or gone since the site before, and `target`
    is the real folder, links resolved. `laid` says of each file what it came to.
    """

    files: int
    bytes: int
    digest: str
    changed: int
    target: Path
    laid: Laid = field(default_factory=Laid, repr=False, compare=False)


_DISK = Disk()


def publish(
    files: Iterable[Part],
    target: Path,
    *,
    checks: Sequence[Check] = (),
    progress: Callable[[int], None] | None = None,
    disk: Disk = _DISK,
    workers: int | None = None,
    ready: Ready | None = None,
) -> Publication:
    """Makes `target` hold exactly `files` and their list of checksums, or leaves it as it was.

    Made files are taken one by one, planned ones are made in `workers` processes (by default as many as pay), and
    derived ones are written piece by piece, so that nothing but their paths need fit in memory together. `progress` is
    told their number so far. `checks` run on the staged tree. A file that has not changed is linked from the
    old tree once its bytes have been compared; one that was kept, unread. `ready` is called before the work is
    shared between processes. Raises PublicationRefused, TargetBusy, TargetNotOurs or
    DiskTrouble; what `files`, `checks` and `progress` raise passes through, the old site untouched.
    """
    site = _Site.at(target)
    with _locked(site):
        with explained(site.target):
            _recover(site, disk)
            old = _published(site.target)
        try:
            staging = Staging(site.staging, site.target, old, disk, workers)
            staging.fill(files, progress, ready)
            _inspect(site, checks, frozenset(staging.laid.kept))
            with explained(site.target):
                _swap(site, disk)
        finally:
            with suppress(OSError):  # the next run clears what is left, and says so where it cannot
                _clear(site, disk)
    changed = {path for path, _ in old.items() ^ staging.sums.items()}
    return Publication(
        len(staging.sums), staging.total_size, staging.list_digest, len(changed), site.target, staging.laid
    )


def _inspect(site: _Site, checks: Sequence[Check], kept: Collection[str]) -> None:
    """Looks at the staged tree; PublicationRefused with all that is wrong with it."""
    problems = (*(said for check in checks for said in check(site.staging, kept)), *verify_sums(site.staging, kept))
    if problems:
        raise PublicationRefused(problems)


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


@contextmanager
def _locked(site: _Site) -> Iterator[None]:
    """Holds the target for this build; the system lets go of it when the process ends, however it ends."""
    with explained(site.target):
        site.target.parent.mkdir(parents=True, exist_ok=True)
        handle = site.lock.open("ab")
    with handle:
        with explained(site.target):
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
