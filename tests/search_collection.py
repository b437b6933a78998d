"""The judged collection for search: records that exist for this alone, and queries with what each must find."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from conftest import ROOT
from realdata import writing
from realdata.documents import Document, settings, stated

FOLDER = ROOT / "tests/search"
FIRST = 3
Text = Mapping[str, str]


@dataclass(frozen=True)
class Provider:
    """An organisation that offers records; its name is in the languages in which it writes, the default first."""

    id: str
    country: str
    name: Text


@dataclass(frozen=True)
class Record:
    """What of a micro-credential a search can find; `languages` are those of teaching."""

    id: str
    languages: tuple[str, ...]
    isced_f: str
    title: Text
    summary: Text
    outcomes: tuple[Text, ...]
    keywords: Mapping[str, tuple[str, ...]]
    occupation: Text
    skills: tuple[Text, ...]

    @property
    def provider(self) -> str:
        """The id of the provider, which is the folder of the record."""
        return self.id.partition("/")[0]

    @property
    def own_language(self) -> str:
        """The language in which the record was written; the others translate it."""
        return next(iter(self.title))


@dataclass(frozen=True)
class Query:
    """What somebody types, and which records belong in the first three: all of `finds`, or any of them."""

    text: str
    language: str
    why: str
    finds: tuple[str, ...]
    wants_all: bool
    held_out: bool

    def is_met(self, found: Sequence[str]) -> bool:
        """Do the first three of the records found, best first, hold what the query must find?"""
        first = found[:FIRST]
        return (all if self.wants_all else any)(one in first for one in self.finds)


@dataclass(frozen=True)
class Collection:
    """Providers and records by id in the order of the file, and the queries."""

    providers: Mapping[str, Provider]
    records: Mapping[str, Record]
    queries: tuple[Query, ...]


def collection(folder: Path = FOLDER) -> Collection:
    """The collection of a folder; KeyError or TypeError where an entry has a field too few or too many."""
    records, queries = (yaml.safe_load((folder / f"{name}.yml").read_text("utf-8")) for name in ("records", "queries"))
    providers = {name: Provider(id=name, **entry) for name, entry in records["providers"].items()}
    by_id = {entry["id"]: _record(**entry) for entry in records["records"]}
    return Collection(providers, by_id, tuple(_query(tuple(by_id), **entry) for entry in queries["queries"]))


def _record(
    *, outcomes: list[Text], keywords: dict[str, list[str]] | None = None, skills: Sequence[Text] = (), **rest: Any
) -> Record:
    languages = tuple(rest.pop("languages"))
    words = {language: tuple(those) for language, those in (keywords or {}).items()}
    rest.setdefault("occupation", {})
    return Record(languages=languages, outcomes=tuple(outcomes), keywords=words, skills=tuple(skills), **rest)


def _query(
    ids: Sequence[str],
    *,
    query: str,
    language: str,
    why: str,
    finds: str | dict[str, list[str]],
    held_out: bool = False,
) -> Query:
    mode, named = next(iter(finds.items())) if isinstance(finds, dict) else ("any", [finds])
    if mode not in ("any", "all"):
        raise ValueError(f"{query}: {mode} is neither any nor all")
    wanted = tuple(one for name in named for one in _named(name, ids))
    return Query(query, language, why, wanted, mode == "all", held_out)


def _named(name: str, ids: Sequence[str]) -> Iterator[str]:
    """The record of that id, or all of a provider for `provider/*`."""
    provider, _, record = name.partition("/")
    return (one for one in ids if one.startswith(f"{provider}/")) if record == "*" else iter((name,))


def write_catalogue(folder: Path) -> None:
    """Writes the records as a catalogue whose site is in English and Estonian; what a record lacks is marked there."""
    made = collection()
    writing.write(dict(_documents(made)), folder)


def _documents(made: Collection) -> Iterator[tuple[str, Document]]:
    title = {"en": "Records for measuring search", "et": "Kirjed otsingu mõõtmiseks"}
    yield "catalogue.yml", settings(title, "EE", "CC0-1.0", "Europe/Tallinn")
    for provider in made.providers.values():
        yield f"{provider.id}/provider.yml", _provider(provider)
    for record in made.records.values():
        yield f"{record.id}.yml", _offering(record)


def _provider(provider: Provider) -> Document:
    return {
        "name": dict(provider.name),
        "kind": "other",
        "country": provider.country,
        "homepage": f"https://{provider.id}.example.org/",
        "languages": list(provider.name),
    }


def _offering(record: Record) -> Document:
    own = record.own_language
    outcomes: list[Document] = [
        {"id": f"outcome-{place}", "statement": dict(one)} for place, one in enumerate(record.outcomes, start=1)
    ]
    if record.skills:
        outcomes[0]["esco"] = [_concept(record, "skill", place, one) for place, one in enumerate(record.skills)]
    return stated(
        title=dict(record.title),
        default_language=own,
        summary=dict(record.summary),
        learning_outcomes=outcomes,
        languages=list(record.languages),
        isced_f=[record.isced_f],
        esco_occupations=[_concept(record, "occupation", 0, record.occupation)] if record.occupation else [],
        keywords={language: list(words) for language, words in record.keywords.items()},
    )


def _concept(record: Record, kind: str, place: int, label: Text) -> Document:
    """A concept with an address of its own: the labels are true to ESCO in kind, not taken from it."""
    return {"uri": f"https://esco.example.org/{kind}/{record.id}/{place}", "label": dict(label)}
