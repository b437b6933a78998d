"""Reads the files of a catalogue folder: bytes to documents in as many processes as pay, documents to linked records.

A file that was read well is not kept: only what it states is. Where something is to be said of a file, it is read again.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import Any

from .catalogue import Catalogue, Key
from .conformance import conform, without_form
from .content import content_hash
from .diagnostics import Finding, Severity
from .git import blob_name
from .history import Identified, Snapshot, Unpublished
from .model import Settings
from .packed import PackedDocuments, pack, unpack
from .promises import snapshot
from .schema import shape
from .source import MAX_BYTES, Source, read
from .structure import Record, structure
from .tree import Entry, Tree
from .workers import Advance, adding_up, in_shares

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class FileRead:
    """What one file gave: the name of its bytes in git, the findings, and where its form is right what it states, packed,
    with what of it matters for the past. `blob` is empty where not even bytes could be had.
    """

    blob: str
    findings: tuple[Finding, ...]
    packed: bytes = b""
    said: Identified = Unpublished.INVALID


Place = tuple[str, Severity, str]
"""The path of a file, how much a gap in it weighs, and the language in which gaps are named."""


class Memory:
    """What was read before, for those that read again and again: a file with the same bytes is not parsed twice.

    `alone` is for those that must not fork, because they have threads.
    """

    def __init__(self, known: Mapping[Place, FileRead] = MappingProxyType({}), *, alone: bool = False) -> None:
        self.alone = alone
        self._read = dict(known)
        self._used: set[Place] = set()
        self._records: dict[Place, tuple[FileRead, Record | None]] = {}

    def __contains__(self, place: object) -> bool:
        return place in self._read

    def __getitem__(self, place: Place) -> FileRead:
        return self._read[place]

    def keep(self, place: Place, done: FileRead) -> None:
        """Remembers what a file gave."""
        self._read[place] = done
        self._used.add(place)

    def files(self) -> Mapping[Place, FileRead]:
        """What every file gave that was asked for."""
        return {place: self._read[place] for place in self._used}

    def record(self, place: Place, entry: Entry, done: FileRead) -> Record | None:
        """The record that a file states, structured once."""
        known = self._records.get(place)
        if known is None or known[0] is not done:
            known = self._records[place] = done, _structured(entry, done)
        return known[1]


class Sources(Mapping[str, Source]):
    """The files of a catalogue by path, each read when it is asked for; those that hold no text are not among them."""

    def __init__(self, root: FilePath, entries: Iterable[Entry]) -> None:
        self._root = root
        self._kinds = {entry.path: entry.kind for entry in entries}
        self._read: dict[str, Source | None] = {}

    def __getitem__(self, path: str) -> Source:
        if path not in self._read:
            self._read[path] = self._source(path)
        source = self._read[path]
        if source is None:
            raise KeyError(path)
        return source

    def __iter__(self) -> Iterator[str]:
        return (path for path in self._kinds if self.get(path) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _source(self, path: str) -> Source | None:
        if path not in self._kinds:
            return None
        try:
            return read(path, read_limited(self._root / path), shape(self._kinds[path])).source
        except OSError:
            return None


class Loading:
    """One pass over the files of a catalogue, settings first, since they say how much a gap weighs."""

    def __init__(self, root: FilePath, tree: Tree, progress: Progress | None, memory: Memory | None) -> None:
        self.root, self.tree, self.progress, self.memory = root, tree, progress, memory or Memory()
        self.blobs: dict[str, str] = {}
        self.present: dict[Key, Identified] = {}
        self._records: dict[Key, Record] = {}
        self._packed: dict[Key, bytes] = {}
        self._files: dict[Key, str] = {}
        self._unread: set[Key] = set()
        self._gaps = Severity.ERROR
        self._language = "en"

    def run(self) -> Iterator[Finding]:
        """Reads every file; gives what is amiss with names, YAML and form."""
        entries = sorted(self.tree.entries, key=lambda entry: (entry.kind != "catalogue", entry.kind, entry.id))
        first = [entry for entry in entries if entry.kind == "catalogue"]
        others = [entry for entry in entries if entry.kind != "catalogue"]
        told = adding_up(self._tell)
        for share in (first, others):
            for entry, done in zip(share, self._read_all(share, told), strict=True):
                self._keep(entry, done)
                yield from done.findings

    def _tell(self, number: int) -> None:
        if self.progress is not None:
            self.progress(number, len(self.tree.entries))

    def _read_all(self, entries: Sequence[Entry], told: Advance) -> list[FileRead]:
        """What each file gives, in order."""
        workers = 1 if self.memory.alone else None
        shares = in_shares(list(enumerate(entries)), self._read_share, progress=told, workers=workers)
        found = sorted((pair for share in shares for pair in share), key=lambda pair: pair[0])
        return [self._remembered(entry, done) for entry, (_, done) in zip(entries, found, strict=True)]

    def _read_share(self, entries: Sequence[tuple[int, Entry]], told: Advance) -> list[tuple[int, FileRead | None]]:
        """What each file of a share gives; None for one that is as it is remembered."""
        done = []
        for number, entry in entries:
            done.append((number, None if self._is_as_remembered(entry) else self._read(entry)))
            told(1)
        return done

    def _place(self, entry: Entry) -> Place:
        return entry.path, self._gaps, self._language

    def _is_as_remembered(self, entry: Entry) -> bool:
        place = self._place(entry)
        try:
            return place in self.memory and blob_name(read_limited(self.root / entry.path)) == self.memory[place].blob
        except OSError:
            return False

    def _remembered(self, entry: Entry, done: FileRead | None) -> FileRead:
        """What a file gave just now, which is kept for the next time, or gave before."""
        if done is None:
            done = self.memory[self._place(entry)]
        self.memory.keep(self._place(entry), done)
        return done

    def _read(self, entry: Entry) -> FileRead:
        try:
            content = read_limited(self.root / entry.path)
        except OSError as error:
            reason = {"reason": error.strerror or "unknown"}
            return FileRead("", (Finding("unreadable-file", entry.path, facts=reason),))
        blob = blob_name(content)
        reading = read(entry.path, content, shape(entry.kind))
        if reading.findings or reading.source is None:
            return FileRead(blob, reading.findings)
        document = reading.source.document
        findings = conform(reading.source, entry.kind, gaps=self._gaps, language=self._language)
        if without_form(findings):
            return FileRead(blob, findings)
        said = snapshot(entry.kind, entry.id, document, content_hash(entry.kind, document))
        return FileRead(blob, findings, pack(document), said)

    def _keep(self, entry: Entry, done: FileRead) -> None:
        key = entry.kind, entry.id
        self._files[key] = entry.path
        if done.blob:
            self.blobs[entry.path] = done.blob
        if entry.kind != "catalogue":
            self.present[key] = done.said
        record = self._record(entry, done)
        if record is None:
            self._unread.add(key)
            return
        self._records[key], self._packed[key] = record, done.packed
        if isinstance(record, Settings):
            self._gaps = Severity.WARNING if record.incomplete == "mark" else Severity.ERROR
            self._language = record.languages[0]

    def _record(self, entry: Entry, done: FileRead) -> Record | None:
        return self.memory.record(self._place(entry), entry, done)

    def linked(self, as_of: date | None) -> Catalogue | None:
        """The records with their links; None without usable settings."""
        settings = self._records.get(("catalogue", ""))
        if not isinstance(settings, Settings):
            return None
        tables: dict[str, dict[Any, Any]] = {
            kind: {} for kind in ("provider", "offering", "recognition-policy", "pathway")
        }
        for (kind, record_id), record in sorted(self._records.items(), key=lambda item: item[0]):
            if kind in tables:
                tables[kind][record_id] = record
        return Catalogue(
            settings=settings,
            providers=tables["provider"],
            offerings=tables["offering"],
            policies=tables["recognition-policy"],
            pathways=tables["pathway"],
            documents=PackedDocuments(dict(sorted(self._packed.items()))),
            files=self._files,
            unread=frozenset(self._unread),
            pictures=frozenset(self.tree.pictures),
            as_of=as_of,
            blobs={key: self.blobs.get(path, "") for key, path in self._files.items()},
            content_hashes={key: said.content_hash for key, said in self.present.items() if isinstance(said, Snapshot)},
        )


def _structured(entry: Entry, done: FileRead) -> Record | None:
    return structure(entry.kind, entry.id, unpack(done.packed)) if done.packed else None


def read_limited(path: FilePath) -> bytes:
    """The bytes of a file, at most one more than the reader takes, so that a huge file costs nothing."""
    with path.open("rb", buffering=0) as file:
        # A buffer for the largest file that may be costs more than reading a usual one.
        return file.read(min(os.fstat(file.fileno()).st_size, MAX_BYTES) + 1)
