"""Loads a whole catalogue and says all that is wrong with it, at once, in order and without cascades.

Files to sources, sources to records, records to the linked catalogue, rules over all of it. A record whose form is
wrong is left out of linking, and rules that need it stay silent about it. Nothing here prints or exits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path as FilePath
from typing import Any

from .catalogue import Catalogue, Key
from .codes import code_named
from .diagnostics import Diagnostic, Finding, Place, in_order
from .history import Identified
from .loading import Loading, Memory, Progress, Sources
from .rules import Rule, all_rules, judge
from .source import Source
from .tree import walk
from .workers import Advance, in_shares


@dataclass(frozen=True, slots=True)
class Loaded:
    """What could be read of a catalogue folder: the linked catalogue (None without usable settings) and findings.

    `blobs` are the names that git gives to the bytes of the files, by path; `present` is what of the records matters for
    the past: what could not be read counts as invalid, which breaks no promise.
    """

    catalogue: Catalogue | None
    findings: tuple[Finding, ...]
    sources: Mapping[str, Source] = field(repr=False)
    blobs: Mapping[str, str] = field(repr=False)
    present: Mapping[Key, Identified] = field(repr=False)
    prefix: str = ""

    def on(self, as_of: date | None, prefix: str) -> Loaded:
        """The same, judged on `as_of`, with `prefix` before file names in messages."""
        catalogue = replace(self.catalogue, as_of=as_of) if self.catalogue else None
        return replace(self, catalogue=catalogue, prefix=prefix)

    def judged(self, rules: tuple[Rule, ...] | None = None) -> tuple[Diagnostic, ...]:
        """All that is wrong with these files, by all rules or by some."""
        found = _judged(self.catalogue, all_rules() if rules is None else rules) if self.catalogue else ()
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
    reader = Loading(root, tree, progress, memory)
    findings = [*tree.findings, *reader.run()]
    catalogue = reader.linked(as_of)
    return Loaded(
        catalogue,
        tuple(findings),
        Sources(root, tree.entries),
        reader.blobs,
        reader.present,
        f"{root.name}/" if prefix is None else prefix,
    )


def _judged(catalogue: Catalogue, rules: tuple[Rule, ...]) -> tuple[Finding, ...]:
    """What the rules find, looked for in as many processes as pay."""

    def look(keys: Sequence[Key], _told: Advance) -> tuple[Finding, ...]:
        return tuple(judge(catalogue, rules, keys))

    return tuple(found for share in in_shares(tuple(catalogue.documents), look) for found in share)
