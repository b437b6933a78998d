"""The vocabularies: tables of codes with EU concept URIs, labels and plain-language glosses.

One CSV file a vocabulary in `vocabularies/`; a language is a pair of columns; lines that begin with # at the top of a file
say where its codes come from. Nothing here knows a record.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import dropwhile
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Term:
    """One code: its URI where the EU has a concept (else empty), labels and glosses by language, further columns."""

    code: str
    uri: str
    labels: Mapping[str, str]
    glosses: Mapping[str, str]
    more: Mapping[str, str]

    def label(self, language: str) -> str:
        """The label in `language`, else the English one."""
        return self.labels.get(language) or self.labels["en"]

    def gloss(self, language: str) -> str:
        """One sentence in plain words in `language`, else in English; empty where the table has none."""
        return self.glosses.get(language) or self.glosses.get("en", "")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A named table of terms by code, in the order of the file."""

    name: str
    terms: Mapping[str, Term]

    def __contains__(self, code: object) -> bool:
        return code in self.terms

    def __getitem__(self, code: str) -> Term:
        return self.terms[code]


@cache
def vocabulary(name: str) -> Vocabulary:
    """The vocabulary of that name; FileNotFoundError where the package has no such table."""
    text = (files(__package__) / "vocabularies" / f"{name}.csv").read_text(encoding="utf-8")
    lines = dropwhile(lambda line: line.startswith("#"), text.splitlines())
    terms = {row["code"]: _term(row) for row in csv.DictReader(lines)}
    return Vocabulary(name, MappingProxyType(terms))


@cache
def vocabulary_names() -> tuple[str, ...]:
    """The names of all tables of the package, sorted."""
    folder = files(__package__) / "vocabularies"
    return tuple(sorted(entry.name[:-4] for entry in folder.iterdir() if entry.name.endswith(".csv")))


def _term(row: Mapping[str, str]) -> Term:
    labels = {name[6:]: text for name, text in row.items() if _is_label(name) and text}
    glosses = {name[6:]: text for name, text in row.items() if name.startswith("gloss_") and text}
    known = {"code", "uri"} | {name for name in row if _is_label(name) or name.startswith("gloss_")}
    more = {name: text for name, text in row.items() if name not in known}
    return Term(row["code"], row["uri"], MappingProxyType(labels), MappingProxyType(glosses), MappingProxyType(more))


def _is_label(column: str) -> bool:
    """True for a column of labels in one language; `label_own` holds each language's own name for itself."""
    return column.startswith("label_") and column != "label_own"
