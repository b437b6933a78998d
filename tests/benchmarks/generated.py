"""Makes a catalogue of any size from parts of the demonstration catalogue: the same seed gives the same bytes.

Every made-up record keeps the structure of a real one (fields, codes, dates, amounts) and gets words of its own; optional
fields are left out until it has the size of a usual record. Providers, policies and pathways grow with the offerings.
"""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from microcatalogue.check import load
from microcatalogue.stated import stated

from .words import WordChain, Words
from .yaml_layout import yaml_text

OFFERINGS_PER_PROVIDER = 20
OFFERINGS_PER_POLICY = 33
OFFERINGS_PER_PATHWAY = 40
MEAN_SIZE = 4_500
SIZE_DEVIATION = 700
MIN_TEXTS = 40
FEWEST_OUTCOMES = 3
LONGEST = 5_000
OFFICIAL = ("et", "en")

# Without these a record would not be whole; all others may go when it is too large.
_KEPT = frozenset(
    {"title", "summary", "homepage", "status", "withdrawn_on", "withdrawal_reason", "learning_outcomes", "workload"}
    | {"level", "assessment", "participation", "languages", "isced_f", "learning_setting", "quality_assurance"}
)
_TEXTS = frozenset({"text", "rich"})
# Names of bodies and labels of concepts are no prose: they repeat in real catalogues, and do here.
_NAMES = frozenset({"name", "label", "legal_name", "address", "agency", "city", "venue", "former_names"})

Document = dict[str, Any]
MadeOf = Callable[[str, Sequence[str]], Words]
"""Gives the words of a language from its real texts."""


@dataclass(frozen=True)
class Parts:
    """What records are made from: documents by kind and provider, and the words of each language."""

    settings: Document
    providers: Mapping[str, Document]
    offerings: Mapping[str, tuple[Document, ...]]
    policies: tuple[Document, ...]
    pathways: tuple[Document, ...]
    chains: Mapping[str, Words]


def chained_words(_language: str, texts: Sequence[str]) -> Words:
    """Words as they follow each other in the real texts."""
    return WordChain(texts)


def parts_of(folder: Path, made_of: MadeOf = chained_words) -> Parts:
    """The parts of a catalogue folder, its texts made by `made_of`; ValueError where it cannot be read."""
    catalogue = load(folder).catalogue
    if catalogue is None:
        raise ValueError(f"{folder} holds no readable catalogue")
    offerings: dict[str, list[Document]] = defaultdict(list)
    for record in catalogue.published_offerings:
        offerings[record.provider].append(dict(catalogue.documents["offering", record.id]))
    kinds: dict[str, dict[str, Document]] = defaultdict(dict)
    for (kind, record_id), document in catalogue.documents.items():
        kinds[kind][record_id] = dict(document)
    return Parts(
        kinds["catalogue"][""],
        {provider: kinds["provider"][provider] for provider in offerings},
        {provider: tuple(those) for provider, those in offerings.items()},
        tuple(kinds["recognition-policy"].values()),
        tuple(kinds["pathway"].values()),
        _chains(catalogue.documents, made_of),
    )


def _chains(documents: Mapping[tuple[str, str], Mapping[str, Any]], made_of: MadeOf) -> Mapping[str, Words]:
    """The words of each language in which the catalogue says enough to learn from."""
    texts: dict[str, list[str]] = defaultdict(list)
    for (kind, record), document in documents.items():
        for one in stated(kind, record, document):
            if one.type in _TEXTS:
                for language, text in one.value.items():
                    texts[language].append(text)
    return {language: made_of(language, said) for language, said in texts.items() if len(said) >= MIN_TEXTS}


def write_catalogue(
    parts: Parts, count: int, folder: Path, *, seed: int = 1, languages: tuple[str, ...] = OFFICIAL
) -> None:
    """Writes a catalogue of `count` offerings to a folder, in place of what is there; `languages` are those of its site."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, document in _Making(parts, count, seed).records(languages):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(yaml_text(document), encoding="utf-8")


class _Making:
    """One catalogue as it is made; every draw comes from one sequence, so the order of the steps is part of the result."""

    def __init__(self, parts: Parts, count: int, seed: int) -> None:
        self.parts, self.random, self.count = parts, Random(seed), count
        self.thirds = sorted(set(parts.chains) - set(OFFICIAL))
        numbers = range(1, max(2, count // OFFERINGS_PER_PROVIDER) + 1)
        models = sorted(parts.providers)
        self.models = {f"example-provider-{number:04}": self.random.choice(models) for number in numbers}
        self.spoken = {one: self._languages(model) for one, model in self.models.items()}
        self.providers = tuple(self.models)
        self.offerings: list[tuple[str, Document]] = []

    def _languages(self, model: str) -> tuple[str, ...]:
        """Both official languages and the third one that the model speaks, or any where it speaks none."""
        own = [one for one in self.parts.providers[model]["languages"] if one in self.thirds]
        return (*OFFICIAL, own[0] if own else self.random.choice(self.thirds))

    def records(self, languages: tuple[str, ...]) -> Iterator[tuple[str, Document]]:
        """Every file of the catalogue: path and document."""
        yield "catalogue.yml", {**self.parts.settings, "languages": list(languages)}
        for provider in self.providers:
            yield f"{provider}/provider.yml", self._provider(provider)
        for number in range(self.count):
            offering, document = self._offering(number)
            self.offerings.append((offering, document))
            yield f"{offering}.yml", document
        for provider in self.providers[: max(1, self.count // OFFERINGS_PER_POLICY)]:
            yield f"{provider}/recognition-policy.yml", self._policy(provider)
        for number in range(max(1, self.count // OFFERINGS_PER_PATHWAY)):
            provider = self.providers[number % len(self.providers)]
            yield f"{provider}/pathways/pathway-{number:05}.yml", self._pathway(number, provider)

    def _provider(self, provider: str) -> Document:
        document = self._reworded("provider", self.parts.providers[self.models[provider]], self.spoken[provider])
        for gone in ("logo", "owners", "status", "ceased_on", "replaced_by"):
            document.pop(gone, None)
        chains, number = self.parts.chains, provider[-4:]
        document["name"] = {one: f"{chains[one].title(2, self.random)} {number}" for one in self.spoken[provider]}
        document["languages"] = list(self.spoken[provider])
        return document

    def _offering(self, number: int) -> tuple[str, Document]:
        provider = self.providers[number % len(self.providers)]
        model = self.random.choice(self.parts.offerings[self.models[provider]])
        document = self._reworded("offering", model, self.spoken[provider])
        chains, length = self.parts.chains, self.random.randint(2, 5)
        document["title"] = {one: chains[one].title(length, self.random) for one in self.spoken[provider]}
        for gone in ("formerly", "replaced_by", "default_language", "awarding_bodies"):
            document.pop(gone, None)
        if "identifiers" in document:
            document["identifiers"] = {"course-code": f"EX.{number:06}"}
        if "credential" in document:
            document["credential"].pop("image", None)
        self._refer(document)
        self._shrink(document)
        return f"{provider}/{_slug(document['title']['en'])}-{number:05}", document

    def _refer(self, document: Document) -> None:
        """References to records that are there, always to earlier ones, so that no circle comes about."""
        lasting = [one for one, made in self.offerings[-50:] if made.get("status", "active") == "active"]
        if "offerings" in document.get("prerequisites", {}):
            del document["prerequisites"]
        for option in document.get("stackability", {}).get("into", ()):
            if "offering" in option:
                del option["offering"]
                option |= {"offering": lasting[-1]} if lasting else {"qualification": {"title": document["title"]}}
        for entry in document.get("recognised_by", ()):
            if "provider" in entry:
                entry["provider"] = self.random.choice(self.providers)

    def _shrink(self, document: Document) -> None:
        """Leaves out optional fields, drawn by lot, until the record is no larger than wanted; then other parts."""
        wanted = self.random.gauss(MEAN_SIZE, SIZE_DEVIATION)
        informal = document.get("learning_setting") == "informal"
        optional = [name for name in document if name not in _KEPT and not (informal and name == "validation")]
        self.random.shuffle(optional)
        size = _size(document)
        for name in optional:
            if size <= wanted:
                return
            size -= _size({name: document.pop(name)})
        if size > wanted:
            _leave_third_language(document)
        while _size(document) > wanted and _leave_last(document):
            pass

    def _policy(self, provider: str) -> Document:
        document = self._reworded("recognition-policy", self.random.choice(self.parts.policies), self.spoken[provider])
        document.pop("expects", None)
        own = [one for one, _ in self.offerings if one.startswith(f"{provider}/")]
        for rule in document["rules"]:
            origin = rule.get("from", {})
            if "providers" in origin:
                origin["providers"] = self.random.sample(self.providers, 2)
            if "offerings" in origin:
                origin["offerings"] = [self.random.choice(self.offerings)[0]]
            for target in rule.get("grants", {}).get("towards", ()):
                if "title" not in target:
                    target.clear()
                    target["offering"] = self.random.choice(own)
        return document

    def _pathway(self, number: int, provider: str) -> Document:
        document = self._reworded("pathway", self.random.choice(self.parts.pathways), self.spoken[provider])
        for gone in ("formerly", "status"):
            document.pop(gone, None)
        document["leads_to"] = {"title": document["title"], "kind": "programme"}
        lasting = [one for one, made in self.offerings if made.get("status", "active") == "active"]
        for step in document["steps"]:
            if "offerings" in step:
                step["offerings"] = self.random.sample(lasting, min(len(lasting), max(3, len(step["offerings"]))))
                step["choose"] = self.random.choice(["all", {"count": 2}])
        return document

    def _reworded(self, kind: str, document: Document, languages: tuple[str, ...]) -> Document:
        """A copy of a document whose prose is new, in the languages wanted."""
        made = deepcopy(document)
        for one in stated(kind, "", document):
            if one.type in _TEXTS:
                new = not _NAMES.intersection(map(str, one.path))
                longest = one.node.get("additionalProperties", {}).get("maxLength", LONGEST)
                _put(made, one.path, self._text(one.value, languages, longest, new=new))
            elif one.type == "texts":
                _put(made, one.path, {language: self._keywords(language) for language in languages})
        return made

    def _text(self, value: Mapping[str, str], languages: tuple[str, ...], longest: int, *, new: bool) -> dict[str, str]:
        """A text in both official languages, and in the third one where the real text has one."""
        model = value.get("en") or next(iter(value.values()))
        spoken = languages if len(value) > len(OFFICIAL) else OFFICIAL
        if not new:
            return dict.fromkeys(spoken, model)
        return {language: self._lines(model, self.parts.chains[language], longest) for language in spoken}

    def _lines(self, model: str, chain: Words, longest: int) -> str:
        """New words line by line, with the marks of lists and paragraphs where the model has them."""
        lines = []
        for line in model.split("\n"):
            mark = (re.match(r"\s*(?:- |\d+\. )?", line) or [""])[0]
            words = len(line[len(mark) :].split())
            lines.append(mark + (chain.words(max(2, words), self.random) if words else ""))
        return "\n".join(lines)[:longest].strip()

    def _keywords(self, language: str) -> list[str]:
        return sorted({self.parts.chains[language].title(2, self.random).lower() for _ in range(3)})


def _size(document: Document) -> int:
    return len(yaml_text(document).encode())


def _leave_third_language(document: Document) -> None:
    """Takes the third language out of the assessment; title, summary and outcomes keep it."""
    for one in list(stated("offering", "", {"assessment": document["assessment"]})):
        if one.type in _TEXTS:
            value = one.value
            for language in [language for language in value if language not in OFFICIAL]:
                del value[language]


def _leave_last(document: Document) -> bool:
    """Takes out the last assessment or the last outcome, as long as enough are left; whether there was one."""
    assessments, outcomes = document["assessment"], document["learning_outcomes"]
    if len(assessments) > 1:
        assessments.pop()
        assessments[0].pop("assesses", None)
    elif len(outcomes) > FEWEST_OUTCOMES:
        outcomes.pop()
        assessments[0].pop("assesses", None)
    else:
        return False
    return True


def _put(document: Any, path: tuple[str | int, ...], value: Any) -> None:
    for step in path[:-1]:
        document = document[step]
    document[path[-1]] = value


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:40].strip("-") or "offering"
