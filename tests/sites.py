"""Small sites as files in memory, publishing without waiting for a disk, and what a reader finds afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from microcatalogue.checksums import verify_sums
from microcatalogue.disk import Disk
from microcatalogue.site_file import SiteFile

Tree = dict[str, bytes]

OLD: Tree = {
    "manifest.json": b'{"edition": "old"}\n',
    "index.html": b"old\n",
    "et/same/index.html": b"same\n",
    "et/gone.html": b"gone\n",
}
NEW: Tree = {
    "manifest.json": b'{"edition": "new"}\n',
    "index.html": b"new\n",
    "et/same/index.html": b"same\n",
    "en/added/index.html": b"added\n",
}


def files(tree: Mapping[str, bytes]) -> Iterator[SiteFile]:
    return (SiteFile(path, content) for path, content in tree.items())


def reading(root: Path) -> Tree:
    """What a reader finds, the list of checksums held against it and left out."""
    assert verify_sums(root) == ()
    found = {file.relative_to(root).as_posix(): file for file in root.rglob("*") if file.is_file()}
    return {path: file.read_bytes() for path, file in found.items() if path != "SHA256SUMS"}


def beside(target: Path) -> set[str]:
    """The names of all that lies beside a site."""
    return {path.name for path in target.parent.iterdir()} - {target.name}


class Swift(Disk):
    """A disk that does not wait for the real one, with or without the exchange in one step."""

    def __init__(self, one_step: bool = True) -> None:
        self.one_step = one_step

    def flush(self, path: Path) -> None:
        assert path.exists()

    def exchange(self, one: Path, other: Path) -> bool:
        return self.one_step and super().exchange(one, other)
