"""How a rule is written: a pure generator of problems, registered with its code and all that explains it.

A rule sees typed records and the linked catalogue; it neither reads files nor knows lines and columns.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ..catalogue import Catalogue, Key
from ..codes import declare
from ..diagnostics import Finding, Path, Severity, Step
from ..stated import stated

Judge = Callable[[Any, Catalogue], Iterator["Problem"]]


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule found at `path` of the record that it looked at, or of another `file`; `also` are other places.

    `details` are lines on how it was found.
    """

    path: Path
    facts: dict[str, str] = field(default_factory=dict)
    at_key: bool = False
    severity: Severity | None = None
    also: tuple[tuple[str, Path], ...] = ()
    file: str | None = None
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its code, what it looks at and the function that judges.

    `on` names kinds of records, or `catalogue` for rules that see the whole. `of` names types of values, for rules that
    look at single stated values; the empty type is that of lists and groups.
    """

    code: str
    on: tuple[str, ...]
    of: tuple[str, ...]
    judge: Judge


_RULES: dict[str, Rule] = {}


def at(*path: Step, key: bool = False, severity: Severity | None = None, **facts: Any) -> Problem:
    """A problem at a path of the record, with the facts that its wording needs."""
    return Problem(path, {name: str(fact) for name, fact in facts.items()}, key, severity)


def rule(
    code: str,
    severity: Severity,
    title: str,
    *,
    on: str | tuple[str, ...] = (),
    of: tuple[str, ...] = (),
    message: str,
    hint: str,
    why: str,
    wrong: str = "",
    right: str = "",
    source: str = "",
    discreet: bool = False,
) -> Callable[[Judge], Judge]:
    """Register the decorated generator as the rule that finds `code`."""
    examples = {"wrong": wrong, "right": right}
    declare(code, severity, title, message=message, hint=hint, why=why, source=source, discreet=discreet, **examples)

    def register(judge: Judge) -> Judge:
        _RULES[code] = Rule(code, (on,) if isinstance(on, str) else on, of, judge)
        return judge

    return register


def all_rules() -> tuple[Rule, ...]:
    """Every registered rule, by code."""
    return tuple(_RULES[code] for code in sorted(_RULES))


def judge(catalogue: Catalogue, rules: tuple[Rule, ...], only: Collection[Key] | None = None) -> Iterator[Finding]:
    """What the rules find in a catalogue, or in some of its records, with the file of the record concerned."""
    kinds, types = _by_kind(rules), _by_type(rules)
    for key in catalogue.documents if only is None else only:
        record = catalogue.settings if key[0] == "catalogue" else catalogue.record(key)
        file = catalogue.files[key]
        for one in kinds.get(key[0], ()):
            yield from (_finding(one.code, file, problem) for problem in one.judge(record, catalogue))
        for value in stated(*key, catalogue.documents[key], types.keys()):
            for one in types[value.type]:
                yield from (_finding(one.code, file, problem) for problem in one.judge(value, catalogue))


@cache
def _by_kind(rules: tuple[Rule, ...]) -> Mapping[str, tuple[Rule, ...]]:
    """Rules by the kinds of records that they look at."""
    kinds = {kind for one in rules for kind in one.on}
    return {kind: tuple(one for one in rules if kind in one.on) for kind in kinds}


@cache
def _by_type(rules: tuple[Rule, ...]) -> Mapping[str, tuple[Rule, ...]]:
    """Rules by the types of single values that they look at."""
    types = {kind for one in rules for kind in one.of}
    return {kind: tuple(one for one in rules if kind in one.of) for kind in types}


def _finding(code: str, file: str, problem: Problem) -> Finding:
    return Finding(
        code,
        problem.file or file,
        problem.path,
        problem.facts,
        problem.at_key,
        problem.severity,
        also=problem.also,
        details=problem.details,
    )
