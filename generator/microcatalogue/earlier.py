"""The catalogue as it was where the present work left another branch: read from git, judged on the same day."""

from __future__ import annotations

from datetime import date
from pathlib import Path as FilePath
from tempfile import TemporaryDirectory

from .catalogue import Catalogue
from .check import load
from .git import contents, files_at, find_repository, left_at
from .loading import Memory
from .tree import Entry, classify


class UnreadableBaseError(Exception):
    """The catalogue at the base cannot be read as a whole; the message says so."""


def catalogue_before(root: FilePath, base: str, *, as_of: date | None, memory: Memory) -> Catalogue:
    """The catalogue of the folder `root` at the commit where the present work left `base`.

    Files with the same bytes as now are taken from `memory`. NoHistory where `root` lies in no repository; HistoryError
    where git fails, does not know `base` or has nothing in common with it; UnreadableBaseError for a broken catalogue.
    """
    repository, inside = find_repository(root)
    prefix = f"{inside}/" if inside else ""
    files = {
        path.removeprefix(prefix): blob
        for path, blob in files_at(repository, left_at(repository, base), inside).items()
    }
    with TemporaryDirectory() as folder:
        top = FilePath(folder) / root.absolute().name
        top.mkdir()
        # Names that the format does not know hold no records, and one that leaves the folder would be written outside it.
        wanted = {path: blob for path, blob in files.items() if blob and isinstance(classify(path), Entry)}
        said = dict(contents(repository, sorted(set(wanted.values()))))
        for path, blob in wanted.items():
            (top / path).parent.mkdir(parents=True, exist_ok=True)
            (top / path).write_bytes(said[blob])
        catalogue = load(top, as_of=as_of, memory=memory).catalogue
    if catalogue is None:
        raise UnreadableBaseError(f"the catalogue at “{base}” cannot be read, so nothing can be compared with it")
    return catalogue
