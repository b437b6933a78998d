"""One file of the site to be: its path, its bytes and the source file that it shows; and the promise to make one.

Everything that a build makes is a `SiteFile` before `publish` writes it. Nothing here touches a disk.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file to publish.

    `path` is a POSIX path relative to the site's root, `content` its bytes, `source` the path of the
    source file it was made from (for messages), or None where it has no single source.
    """

    path: str
    content: bytes
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """A file that the site will have; `make` makes it, as often as it is called and with the same bytes each time.

    A build makes all of them, a preview those that are looked at.
    """

    path: str
    make: Callable[[], SiteFile]

    @classmethod
    def ready(cls, file: SiteFile) -> Planned:
        """A file that is made already."""
        return cls(file.path, lambda: file)
