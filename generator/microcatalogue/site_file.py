"""Files of the site to be: made, planned to be made, or derived from others that were made before.

Everything that a build makes is described here before `publish` writes it. Nothing here touches a disk.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from .reads import Looked


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file to publish.

    `path` is a POSIX path relative to the site's root, `content` its bytes, `source` the path of the
    source file it was made from (for messages), or None where it has no single source. `seen` is what was looked at to
    make it, for those who keep it; None where nobody took note.
    """

    path: str
    content: bytes
    source: str | None = None
    seen: Looked | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """A file that the site will have; `make` makes it, as often as it is called and with the same bytes each time.

    A build makes all of them, a preview those that are looked at. `lasting` ones are made from the settings, from what
    `reads` takes note of, and from nothing else.
    """

    path: str
    make: Callable[[], SiteFile]
    lasting: bool = False

    @classmethod
    def ready(cls, file: SiteFile) -> Planned:
        """A file that is made already."""
        return cls(file.path, lambda: file)


@dataclass(frozen=True, slots=True)
class Stamp:
    """How a file lay on the disk when it was written: as long as this is so, its bytes are the same."""

    inode: int
    size: int
    written: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A planned file that would be made with the bytes that it has in the site before.

    It is linked where the file still has this digest in that site's list and this stamp on the disk, and made where not.
    """

    planned: Planned
    digest: str
    stamp: Stamp

    @property
    def path(self) -> str:
        """The path of the file."""
        return self.planned.path


class Made(Protocol):
    """The files of a site that were made before, as one that is derived from them sees them."""

    def content(self, path: str) -> bytes:
        """The bytes of a file."""

    def pieces(self, path: str) -> Iterator[bytes]:
        """The bytes of a file piece by piece, for those that may be large."""

    def size(self, path: str) -> int:
        """How many bytes a file has."""

    def digest(self, path: str) -> str:
        """The SHA-256 of a file in hexadecimal."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A file that is written from others: a dump that joins the files of its records, an index that states their sizes.

    `chunks` gives its bytes piece by piece, so that no dump has to fit in memory.
    """

    path: str
    chunks: Callable[[Made], Iterator[bytes]]


Part = SiteFile | Planned | Kept | Derived


def made(parts: Iterable[Part]) -> Iterator[SiteFile]:
    """Every file in memory, made once: for tests and for those who look at a site without publishing it."""
    shelf = _Keeping(parts)
    return (shelf.file(path) for path in shelf.paths)


class Shelf:
    """The files of a site, each made when it is asked for."""

    def __init__(self, parts: Iterable[Part]) -> None:
        self._parts = {one.path: one for one in parts}

    @property
    def paths(self) -> tuple[str, ...]:
        """Every path, in order."""
        return tuple(self._parts)

    def __contains__(self, path: object) -> bool:
        return path in self._parts

    def file(self, path: str) -> SiteFile:
        """The file at a path; KeyError where the site has none."""
        part = self._parts[path]
        if isinstance(part, Derived):
            return SiteFile(path, b"".join(part.chunks(self)))
        if isinstance(part, Kept):
            part = part.planned
        return part.make() if isinstance(part, Planned) else part

    def content(self, path: str) -> bytes:
        """The bytes of a file."""
        return self.file(path).content

    def pieces(self, path: str) -> Iterator[bytes]:
        """The bytes of a file piece by piece."""
        part = self._parts[path]
        if isinstance(part, Derived):
            yield from part.chunks(self)
        else:
            yield self.content(path)

    def size(self, path: str) -> int:
        """How many bytes a file has."""
        return len(self.content(path))

    def digest(self, path: str) -> str:
        """The SHA-256 of a file in hexadecimal."""
        return hashlib.sha256(self.content(path)).hexdigest()


class _Keeping(Shelf):
    """A shelf on which a file stays once it is made."""

    def __init__(self, parts: Iterable[Part]) -> None:
        super().__init__(parts)
        self._made: dict[str, SiteFile] = {}

    def file(self, path: str) -> SiteFile:
        """The file at a path; KeyError where the site has none."""
        if path not in self._made:
            self._made[path] = super().file(path)
        return self._made[path]
