"""Loads a whole catalogue and says all that is wrong with it, at once, in order and without cascades.

Files to sources, sources to records, records to the linked catalogue, rules over all of it. A record whose form is
wrong is left out of linking, and rules that need it stay silent about it. Nothing here prints or exits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import Any

from .catalogue import Catalogue, Key
from .codes import code_named
from .diagnostics import Diagnostic, Finding, Place, in_order
from .history import Identified
from .loading import Loading, Memory, Progress, Sources
from .reads import Looked
from .rules import Rule, all_rules, judge
from .source import Source
from .tree import walk
from .workers import Advance, in_shares


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules say of one record, and what they looked at to say so."""

    diagnostics: tuple[Diagnostic, ...]
    seen: Looked


@dataclass(frozen=True)
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

    def watched(self) -> Loaded:
        """The same, with every question about its records noted: for those who keep what was made from the answers."""
        return replace(self, catalogue=self.catalogue.watched()) if self.catalogue else self

    def judged(self, rules: tuple[Rule, ...] | None = None) -> tuple[Diagnostic, ...]:
        """All that is wrong with these files, by all rules or by some."""
        return self.diagnosed(self.findings, self.judgements(rules))

    def judgements(
        self, rules: tuple[Rule, ...] | None = None, known: Mapping[Key, Judgement] = MappingProxyType({})
    ) -> Mapping[Key, Judgement]:
        """What the rules, all or some, say of each record, looked for in as many processes as pay.

        `known` is what is known already to be so; it is given again.
        """
        catalogue = self.catalogue
        if catalogue is None:
            return {}
        asked = all_rules() if rules is None else rules

        def look(keys: Sequence[Key], _told: Advance) -> list[tuple[Key, Judgement]]:
            return [(key, self._judgement(catalogue, asked, key)) for key in keys]

        new = [key for key in catalogue.documents if key not in known]
        found = dict(pair for share in in_shares(new, look) for pair in share)
        return {key: known.get(key) or found[key] for key in catalogue.documents}

    def _judgement(self, catalogue: Catalogue, rules: tuple[Rule, ...], key: Key) -> Judgement:
        def look() -> tuple[Diagnostic, ...]:
            findings = tuple(judge(catalogue, rules, (key,)))
            for one in findings:
                for file in (one.file, *(other for other, _ in one.also)):
                    catalogue.reads.note("record", *self._keys.get(file, ("", "")))  # lines and columns are theirs
            return tuple(map(self._diagnostic, findings))

        return Judgement(*catalogue.reads.recorded(look))

    @cached_property
    def _keys(self) -> Mapping[str, Key]:
        """The record that each file holds."""
        return {file: key for key, file in self.catalogue.files.items()} if self.catalogue else {}

    def diagnosed(
        self, findings: Iterable[Finding], judgements: Mapping[Key, Judgement] = MappingProxyType({})
    ) -> tuple[Diagnostic, ...]:
        """Findings about these files as diagnostics with places and wording, and what was said of records, in order."""
        said = (one for judgement in judgements.values() for one in judgement.diagnostics)
        return in_order((*map(self._diagnostic, findings), *said))

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
            finding.details,
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
