"""Loads a whole catalogue and says all that is wrong with it, at once, in order and without cascades.

Files to sources, sources to records, records to the linked catalogue, rules over all of it. A record whose form is
wrong is left out of linking, and rules that need it stay silent about it. Nothing here prints or exits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path as FilePath
from typing import Any

from .catalogue import Catalogue, Document, Key
from .codes import code_named
from .conformance import conform, without_form
from .diagnostics import Diagnostic, Finding, Place, Severity, in_order
from .git import blob_name
from .model import Settings
from .rules import Rule, all_rules, judge
from .schema import shape
from .source import MAX_BYTES, Source, read
from .structure import Record, structure
from .tree import Entry, Tree, walk

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What could be read of a catalogue folder: the linked catalogue (None without usable settings) and findings.

    `blobs` are the names that git gives to the bytes of the files, by path.
    """

    catalogue: Catalogue | None
    findings: tuple[Finding, ...]
    sources: Mapping[str, Source] = field(repr=False)
    blobs: Mapping[str, str] = field(repr=False)
    prefix: str = ""

    def on(self, as_of: date | None, prefix: str) -> Loaded:
        """The same, judged on `as_of`, with `prefix` before file names in messages."""
        catalogue = replace(self.catalogue, as_of=as_of) if self.catalogue else None
        return replace(self, catalogue=catalogue, prefix=prefix)

    def judged(self, rules: tuple[Rule, ...] | None = None) -> tuple[Diagnostic, ...]:
        """All that is wrong with these files, by all rules or by some."""
        found = judge(self.catalogue, all_rules() if rules is None else rules) if self.catalogue else ()
        return self.diagnosed((*self.findings, *found))

    def diagnosed(self, findings: Iterable[Finding]) -> tuple[Diagnostic, ...]:
        """Findings about these files as diagnostics with places and wording, in order."""
        return in_order(self._diagnostic(finding) for finding in findings)

    def _diagnostic(self, finding: Finding) -> Diagnostic:
        code = code_named(finding.code)
        source = self.sources.get(finding.file)
        place = self._place(finding.file, finding.path, finding.at_key, finding.position)
        return Diagnostic(
            code.name,
            finding.severity or code.severity,
            place,
            code.message.format_map(finding.facts),
            code.hint.format_map(finding.facts),
            source.line(place.line) if source and not code.discreet else "",
            tuple(self._place(file, path, False, None) for file, path in finding.also),
        )

    def _place(self, file: str, path: Any, at_key: bool, position: tuple[int, int, int] | None) -> Place:
        source = self.sources.get(file)
        name = f"{self.prefix}{_shown(file)}"
        if position is None and source is not None:
            position = source.position(path, at_key=at_key)
        return Place(name, *(position or (0, 0, 1)))


def _shown(file: str) -> str:
    return "".join(c if c.isprintable() else f"U+{ord(c):04X}" for c in file)


Memory = dict[tuple[str, Severity, str], tuple[bytes, "_Read"]]
"""What was read before, for those that read again and again: an unchanged file is not parsed twice."""


def check(
    root: FilePath,
    *,
    as_of: date | None = None,
    prefix: str | None = None,
    rules: tuple[Rule, ...] | None = None,
    progress: Progress | None = None,
    memory: Memory | None = None,
) -> tuple[Loaded, tuple[Diagnostic, ...]]:
    """Load the catalogue folder `root` and judge it by all rules.

    `as_of` is the date on which validity is judged (None: nothing counts as expired); `prefix` goes before file
    names in messages. OSError where the folder cannot be listed.
    """
    loaded = load(root, as_of=as_of, prefix=prefix, progress=progress, memory=memory)
    return loaded, loaded.judged(rules)


def load(
    root: FilePath,
    *,
    as_of: date | None = None,
    prefix: str | None = None,
    progress: Progress | None = None,
    memory: Memory | None = None,
) -> Loaded:
    """Read and link the catalogue folder `root`, with the findings on names, YAML and form."""
    tree = walk(root)
    reader = _Loading(root, tree, progress, memory)
    findings = [*tree.findings, *reader.run()]
    catalogue = reader.linked(as_of)
    return Loaded(
        catalogue, tuple(findings), reader.sources, reader.blobs, f"{root.name}/" if prefix is None else prefix
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """What one file gave: its source where it could be read, the findings, and the record where its form is right."""

    source: Source | None
    findings: tuple[Finding, ...]
    record: Record | None = None


class _Loading:
    """One pass over the files of a catalogue, settings first, since they say how much a gap weighs."""

    def __init__(self, root: FilePath, tree: Tree, progress: Progress | None, memory: Memory | None) -> None:
        self.root, self.tree, self.progress, self.memory = root, tree, progress, memory
        self.sources: dict[str, Source] = {}
        self.blobs: dict[str, str] = {}
        self.records: dict[Key, Record] = {}
        self.documents: dict[Key, Document] = {}
        self.files: dict[Key, str] = {}
        self.unread: set[Key] = set()
        self.gaps = Severity.ERROR
        self.language = "en"

    def run(self) -> Iterator[Finding]:
        entries = sorted(self.tree.entries, key=lambda entry: (entry.kind != "catalogue", entry.kind, entry.id))
        for number, entry in enumerate(entries):
            if self.progress:
                self.progress(number, len(entries))
            self.files[entry.kind, entry.id] = entry.path
            findings = self._read(entry)
            if (entry.kind, entry.id) not in self.records:
                self.unread.add((entry.kind, entry.id))
            yield from findings

    def _read(self, entry: Entry) -> tuple[Finding, ...]:
        try:
            content = read_limited(self.root / entry.path)
        except OSError as error:
            return (Finding("unreadable-file", entry.path, facts={"reason": error.strerror or "unknown"}),)
        self.blobs[entry.path] = blob_name(content)
        done = self._remembered(entry, content)
        if done.source:
            self.sources[entry.path] = done.source
        if done.source and done.record is not None:
            self._keep(entry, done.source, done.record)
        return done.findings

    def _remembered(self, entry: Entry, content: bytes) -> _Read:
        """What a file gives, as it was found before where it and what decides on gaps are the same."""
        if self.memory is None:
            return self._parsed(entry, content)
        key = entry.path, self.gaps, self.language
        known = self.memory.get(key)
        if known is None or known[0] != content:
            known = self.memory[key] = content, self._parsed(entry, content)
        return known[1]

    def _parsed(self, entry: Entry, content: bytes) -> _Read:
        reading = read(entry.path, content, shape(entry.kind))
        if reading.findings or reading.source is None:
            return _Read(reading.source, reading.findings)
        findings = conform(reading.source, entry.kind, gaps=self.gaps, language=self.language)
        if without_form(findings):
            return _Read(reading.source, findings)
        return _Read(reading.source, findings, structure(entry.kind, entry.id, reading.source.document))

    def _keep(self, entry: Entry, source: Source, record: Record) -> None:
        self.records[entry.kind, entry.id] = record
        self.documents[entry.kind, entry.id] = source.document
        if isinstance(record, Settings):
            self.gaps = Severity.WARNING if record.incomplete == "mark" else Severity.ERROR
            self.language = record.languages[0]

    def linked(self, as_of: date | None) -> Catalogue | None:
        settings = self.records.get(("catalogue", ""))
        if not isinstance(settings, Settings):
            return None
        tables: dict[str, dict[Any, Any]] = {
            kind: {} for kind in ("provider", "offering", "recognition-policy", "pathway")
        }
        for (kind, record_id), record in sorted(self.records.items(), key=lambda item: item[0]):
            if kind in tables:
                tables[kind][record_id] = record
        return Catalogue(
            settings=settings,
            providers=tables["provider"],
            offerings=tables["offering"],
            policies=tables["recognition-policy"],
            pathways=tables["pathway"],
            documents=dict(sorted(self.documents.items())),
            files=self.files,
            unread=frozenset(self.unread),
            pictures=frozenset(self.tree.pictures),
            as_of=as_of,
        )


def read_limited(path: FilePath) -> bytes:
    """The bytes of a file, at most one more than the reader takes, so that a huge file costs nothing."""
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)
