"""The new tree as it grows beside the old one: every file laid, hashed and listed, in as many processes as pay.

Files that are derived from others come last, written piece by piece. Nothing here knows what the files mean.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path

from .checksums import SUMS, folded, path_faults
from .disk import FILE_MODE, Disk, content_of
from .reads import Looked
from .site_file import Derived, Kept, Part, Planned, SiteFile, Stamp
from .trouble import PublicationRefused, explained
from .workers import Advance, adding_up, in_shares

MANIFEST = "manifest.json"

# From so many files on, one call that brings the whole disk to rest is quicker than one for each file.
_MANY_FILES = 1_000

# So many bytes of a file are in memory where one is derived from another.
_PIECE = 1 << 20

Ready = Callable[[Sequence[Planned | Kept]], None]
"""Does once what every process that makes files would do for itself; is told which are to be made."""


@dataclass(slots=True)
class Laid:
    """What a share of the files came to: checksums and sizes by path, what was written and made anew, what is unfit.

    `kept` are the paths of files that were taken over unread from the site before. Of files that somebody may keep,
    `seen` says what was looked at to make them and `stamps` how they lie on the disk.
    """

    sums: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    seen: dict[str, Looked] = field(default_factory=dict)
    stamps: dict[str, Stamp] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


class Staging:
    """The staged tree at `folder`, beside the site that stands at `target` and whose checksums are `old`."""

    def __init__(self, folder: Path, target: Path, old: dict[str, str], disk: Disk, workers: int | None = None) -> None:
        self.list_digest = ""
        self._folder, self._target, self._old, self._disk, self._workers = folder, target, old, disk, workers
        self.laid = Laid()
        self._folders: dict[str, None] = {}
        self._claims: dict[str, tuple[str, bool]] = {}
        self._claimed: set[str] = set()

    @property
    def sums(self) -> dict[str, str]:
        """The checksum of every file so far, by path."""
        return self.laid.sums

    @property
    def total_size(self) -> int:
        """The size of all files so far."""
        return sum(self.laid.sizes.values())

    def content(self, path: str) -> bytes:
        """The bytes of a file that was laid."""
        return content_of(self._folder / path)

    def pieces(self, path: str) -> Iterator[bytes]:
        """The bytes of a file that was laid, piece by piece."""
        with (self._folder / path).open("rb") as file:
            yield from iter(partial(file.read, _PIECE), b"")

    def size(self, path: str) -> int:
        """How many bytes a file has that was laid."""
        return self.laid.sizes[path]

    def digest(self, path: str) -> str:
        """The SHA-256 of a file that was laid."""
        return self.laid.sums[path]

    def fill(
        self,
        parts: Iterable[Part],
        progress: Callable[[int], None] | None,
        ready: Ready | None = None,
    ) -> None:
        """Stages every file and the list; PublicationRefused, with all problems at once, where any is unfit."""
        told = adding_up(progress)
        planned: list[Planned] = []
        kept: list[Kept] = []
        derived: list[Derived] = []
        for part in parts:
            self.laid.problems += self._path_problems(part)
            if isinstance(part, Planned):
                planned.append(part)
            elif isinstance(part, Kept):
                kept.append(part)
            elif isinstance(part, Derived):
                derived.append(part)
            else:
                self._merge(self._lay([part], told))
        if self._claims.get(folded(MANIFEST)) != (MANIFEST, True):
            self.laid.problems.append(f"{MANIFEST!r} is not among the files; it lists what the site holds. Add it.")
        if not self.laid.problems:
            self._lay_shares(kept, told)
            self._lay_shares(planned, told, ready)
        self._refuse()
        for one in derived:
            with explained(self._target):
                self._write(one)
            told(1)
        self._refuse()
        with explained(self._target):
            self._seal()

    def _lay_shares(self, parts: Sequence[Planned | Kept], told: Advance, ready: Ready | None = None) -> None:
        before = partial(ready, parts) if ready else None
        for laid in in_shares(parts, self._lay, progress=told, workers=self._workers, ready=before):
            self._merge(laid)

    def _refuse(self) -> None:
        if self.laid.problems:
            raise PublicationRefused(tuple(self.laid.problems))

    def _merge(self, laid: Laid) -> None:
        self.laid.sums |= laid.sums
        self.laid.sizes |= laid.sizes
        self.laid.kept += laid.kept
        self.laid.seen |= laid.seen
        self.laid.stamps |= laid.stamps
        self.laid.written += laid.written
        self.laid.folders += laid.folders
        self._folders |= dict.fromkeys(laid.folders)
        self.laid.problems += laid.problems

    def _path_problems(self, part: Part) -> Iterator[str]:
        path, origin = part.path, f" (made from {part.source})" if isinstance(part, SiteFile) and part.source else ""
        faults = tuple(path_faults(path))
        yield from (f"{path!r}{origin} {fault}. Give it another path." for fault in faults)
        if not faults:
            yield from (f"{path!r}{origin} {fault}. Give one of them another path." for fault in self._clash(path))

    def _clash(self, path: str) -> Iterator[str]:
        """The first of the path's folders, or the path itself, that another file's path stands against."""
        names = path.split("/")
        folder = path.rpartition("/")[0]
        for depth in range(len(names) if folder in self._claimed else 1, len(names) + 1):
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
        self._claimed.add(folder)

    def _lay(self, parts: Sequence[SiteFile | Planned | Kept], told: Advance) -> Laid:
        """Makes, hashes and writes or links a share of the files; only paths in order are laid."""
        laid = Laid()
        for part in parts:
            if isinstance(part, Kept):
                with explained(self._target):
                    if self._took_over(part, laid):
                        told(1)
                        continue
                part = part.planned
            file = part.make() if isinstance(part, Planned) else part
            if not file.content:
                origin = f" (made from {file.source})" if file.source else ""
                laid.problems.append(f"{file.path!r}{origin} is empty. Give it content or leave it out.")
            if not laid.problems and not self.laid.problems:
                with explained(self._target):
                    self._put(file, laid)
            told(1)
        return laid

    def _took_over(self, part: Kept, laid: Laid) -> bool:
        """Whether a file could be taken over unread: the site before lists it, and it lies there as it was written."""
        old = self._target / part.path
        if self._old.get(part.path) != part.digest or _stamp(old) != part.stamp:
            return False
        self._make_folder(part.path.rpartition("/")[0], laid)
        try:
            self._disk.link(old, self._folder / part.path)
        except OSError:
            return False
        laid.sums[part.path] = part.digest
        laid.sizes[part.path] = part.stamp.size
        laid.kept.append(part.path)
        return True

    def _put(self, file: SiteFile, laid: Laid) -> None:
        digest = sha256(file.content).hexdigest()
        laid.sums[file.path] = digest
        laid.sizes[file.path] = len(file.content)
        self._make_folder(file.path.rpartition("/")[0], laid)
        new = self._folder / file.path
        if self._old.get(file.path) != digest or not self._linked(self._target / file.path, new, file.content):
            self._disk.write(new, file.content)
            laid.written.append(file.path)
        if file.seen is not None and (stamp := _stamp(new)):
            laid.seen[file.path], laid.stamps[file.path] = file.seen, stamp

    def _make_folder(self, folder: str, laid: Laid) -> None:
        """Makes a folder with those that hold it, where they are missing; the staged tree itself is the empty one."""
        if folder not in self._folders:
            if folder:
                self._make_folder(folder.rpartition("/")[0], laid)
            with suppress(FileExistsError):  # another process made it for a file of its share
                self._disk.make_folder(self._folder / folder)
            self._folders[folder] = None
            laid.folders.append(folder)

    def _linked(self, old: Path, new: Path, content: bytes) -> bool:
        """Whether the old file was as it must be and could be linked; where not, a copy is written."""
        try:
            if stat.S_IMODE(old.stat().st_mode) == FILE_MODE and content_of(old) == content:
                self._disk.link(old, new)
                return True
        except OSError:
            pass
        return False

    def _write(self, part: Derived) -> None:
        """Writes a derived file piece by piece; one without content is unfit."""
        digest, size = sha256(), 0

        def passing() -> Iterator[bytes]:
            nonlocal size
            for chunk in part.chunks(self):
                digest.update(chunk)
                size += len(chunk)
                yield chunk

        self._make_folder(part.path.rpartition("/")[0], self.laid)
        self._disk.write_pieces(self._folder / part.path, passing())
        if not size:
            self.laid.problems.append(f"{part.path!r} is empty. Give it content or leave it out.")
        self.laid.sums[part.path], self.laid.sizes[part.path] = digest.hexdigest(), size
        self.laid.written.append(part.path)

    def _seal(self) -> None:
        """Writes the list and brings all that is new safely to the disk."""
        content = "".join(f"{self.sums[path]}  {path}\n" for path in sorted(self.sums)).encode()
        self.list_digest = sha256(content).hexdigest()
        self._disk.write(self._folder / SUMS, content)
        written = [*self.laid.written, SUMS, *self._folders]
        if len(written) >= _MANY_FILES and self._disk.flush_all(self._folder):
            return
        with ThreadPoolExecutor(8) as pool:  # flushes that wait together take half the time
            list(pool.map(self._disk.flush, (self._folder / path for path in written)))


def _stamp(path: Path) -> Stamp | None:
    """How a file lies on the disk; None where it is not as publishing writes files."""
    try:
        found = path.stat(follow_symlinks=False)
    except OSError:
        return None
    regular = stat.S_ISREG(found.st_mode) and stat.S_IMODE(found.st_mode) == FILE_MODE
    return Stamp(found.st_ino, found.st_size, found.st_mtime_ns) if regular else None
