"""Pieces of datasets on the disk: a dataset has its parts in an order of its own, records come in another.

Pieces are laid by name and read back by name, so that no dataset has to fit in memory.
"""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path as FilePath

_CHUNK = _KEPT = 1 << 17


class Spool:
    """A folder of pieces that goes away with the last who reads them."""

    def __init__(self) -> None:
        self.folder = FilePath(tempfile.mkdtemp(prefix="microcatalogue-"))
        weakref.finalize(self, shutil.rmtree, self.folder, True)

    def read(self, name: str) -> Iterator[bytes]:
        """Everything that was laid under a name, share after share, piece by piece."""
        for path in sorted(self.folder.glob(f"*~{name}")):
            with path.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    yield chunk


class Share:
    """Lays the pieces of one share of the records; shares are read in order of their number."""

    def __init__(self, spool: Spool, number: int) -> None:
        self._folder, self._number = spool.folder, number
        self._waiting: dict[str, list[bytes]] = defaultdict(list)
        self._sizes: dict[str, int] = defaultdict(int)

    def lay(self, name: str, piece: bytes) -> None:
        """One more piece under a name."""
        self._waiting[name].append(piece)
        self._sizes[name] += len(piece)
        if self._sizes[name] > _KEPT:
            self._write(name)

    def close(self) -> None:
        """Everything is on the disk then."""
        for name in list(self._waiting):
            self._write(name)

    def _write(self, name: str) -> None:
        with (self._folder / f"{self._number:09}~{name}").open("ab") as file:
            file.writelines(self._waiting.pop(name))
        self._sizes.pop(name)
