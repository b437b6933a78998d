"""One file of the site to be: its path, its bytes and the source file that it shows.

Everything that a build makes is a `SiteFile` before `publish` writes it. Nothing here touches a disk.
"""

from __future__ import annotations

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
