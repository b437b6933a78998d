"""How well an engine finds: of questions with the offerings that they are after, the share found among the first three.

A question is answered where one of its wanted offerings, or all where it wants all, is among the first three results of the page in its language. The
table of questions is CSV with the columns query, language, wanted (ids, a space between) and reason, which says what makes
the question hard: another form of a word, a compound, a synonym.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .search_engines import Engine
from .searching_in_chromium import SearchPage
from .serving_compressed import served

FIRST = 3


@dataclass(frozen=True)
class Question:
    """What somebody types, in which language, and which offerings would do."""

    query: str
    language: str
    wanted: frozenset[str]
    reason: str
    wants_all: bool = False


@dataclass(frozen=True)
class Verdict:
    """A question and the ids of the results that came first; the same offering counts once."""

    question: Question
    first: tuple[str, ...]

    @property
    def is_found(self) -> bool:
        """Whether one of the wanted offerings is among them, or all where all are wanted."""
        wanted = self.question.wanted
        return wanted.issubset(self.first) if self.question.wants_all else not wanted.isdisjoint(self.first)


@dataclass(frozen=True)
class Share:
    """How many of some questions were answered."""

    found: int
    asked: int

    def __str__(self) -> str:
        return f"{self.found / self.asked:.2f} ({self.found} of {self.asked})" if self.asked else "–"


def questions_of(table: Path) -> tuple[Question, ...]:
    """The questions of a table; ValueError where one wants nothing."""
    with table.open(encoding="utf-8", newline="") as lines:
        questions = tuple(
            Question(row["query"], row["language"], frozenset(row["wanted"].split()), row["reason"])
            for row in csv.DictReader(lines)
        )
    for one in questions:
        if not one.wanted:
            raise ValueError(f"{table.name}: {one.query!r} ({one.language}) wants no offering")
    return questions


def judge(engine: Engine, folder: Path, questions: Sequence[Question], browser: Any) -> Iterator[Verdict]:
    """The verdicts on a built folder, the questions of a language on one page of that language."""
    grouped: dict[str, list[Question]] = defaultdict(list)
    for one in questions:
        grouped[one.language].append(one)
    with served(folder) as host:
        for language, those in grouped.items():
            page = SearchPage(browser, host, engine.page(folder, language))
            for one in those:
                found = page.search(one.query).found
                yield Verdict(one, tuple(dict.fromkeys(found.ids if found else ()))[:FIRST])
            page.close()


def shares(verdicts: Iterable[Verdict], by: Callable[[Question], str]) -> dict[str, Share]:
    """The share of questions answered in each group, groups in order."""
    groups: dict[str, list[bool]] = defaultdict(list)
    for one in verdicts:
        groups[by(one.question)].append(one.is_found)
    return {name: Share(sum(those), len(those)) for name, those in sorted(groups.items())}


def by_reason(question: Question) -> str:
    """Groups questions by what makes them hard."""
    return question.reason


def by_language(question: Question) -> str:
    """Groups questions by language."""
    return question.language


def table_of(verdicts: dict[str, Sequence[Verdict]]) -> Iterator[str]:
    """A Markdown table of the shares of several engines, by reason, by language and altogether."""
    yield f"| questions | {' | '.join(verdicts)} |"
    yield f"|---|{'---|' * len(verdicts)}"
    for by in (by_reason, by_language, _all):
        found = {engine: shares(those, by) for engine, those in verdicts.items()}
        for group in dict.fromkeys(name for groups in found.values() for name in groups):
            yield f"| {group} | {' | '.join(str(groups.get(group, Share(0, 0))) for groups in found.values())} |"


def _all(_question: Question) -> str:
    return "all"
