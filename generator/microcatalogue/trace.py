"""How a policy comes to its outcome for an offering: each rule that was read, each thing that it asks, what is stated.

The decision itself is that of `recognition`; here it is laid open, for providers who mend a policy, for counsellors and
officers who must explain an answer. Point 13 asks for transparent procedures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from .conditions import Body, Condition, Elements, Truth, all_of, conditions_of, stated_for
from .content import decimal_text
from .model import Range, RecognitionPolicy, Rule
from .recognition import OWN, UNDETERMINED, Outcome, outcome_for, rules_read


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that a rule asks: the field of the rule, what it wants, who states what of it, whether that agrees."""

    field: str
    wanted: str
    whose: str
    stated: str
    holds: Truth


@dataclass(frozen=True, slots=True)
class RuleRead:
    """A rule that was read: whether it holds, and what it asks."""

    rule: Rule
    holds: Truth
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """An outcome with the rules that were read for it, in order; `unread` are the ids of those after the deciding one."""

    outcome: Outcome
    read: tuple[RuleRead, ...]
    unread: tuple[str, ...]
    own: bool


def trace(policy: RecognitionPolicy, purpose: str, elements: Elements) -> Trace:
    """How a policy comes to its outcome for what an offering states, for one purpose, whatever the date."""
    own, rules = rules_read(policy, purpose, elements)
    read: list[RuleRead] = []
    for rule in rules:
        read.append(_read(rule, elements))
        if read[-1].holds:
            break
    unread = tuple(rule.id for rule in rules[len(read) :])
    return Trace(outcome_for(policy, purpose, elements), tuple(read), unread, own)


def in_words(found: Trace) -> Iterator[str]:
    """A trace as lines, a rule and below it what it asks; indented by two spaces."""
    if found.outcome.outcome == OWN:
        yield "the organisation awards it itself, and no rule for this purpose names the organisation in from.providers"
    elif found.own:
        yield "the organisation awards it itself: only rules that name it in from.providers are read"
    elif not found.read:
        yield "no rule is for this purpose"
    for one in found.read:
        yield f"rule {one.rule.id} ({one.rule.decision}): {_SAID[one.holds]}"
        if not one.asked:
            yield "  asks nothing"
        for each in one.asked:
            yield f"  {_MARKS[each.holds]} {each.field}: wants {each.wanted}; {each.whose} states {each.stated}"
    if found.unread:
        yield f"not read after that: {', '.join(found.unread)}"
    if found.outcome.outcome == UNDETERMINED:
        yield f"would have to be stated: {', '.join(found.outcome.open_elements)}"


_SAID = {True: "holds", False: "does not hold", None: "may hold"}
_MARKS = {True: "yes", False: "no", None: "unknown"}


def _read(rule: Rule, elements: Elements) -> RuleRead:
    conditions = conditions_of(rule)
    holds = all_of(condition.holds(stated_for(condition, elements)) for condition in conditions)
    return RuleRead(rule, holds, tuple(one for condition in conditions for one in _asked(condition, elements)))


def _asked(condition: Condition, elements: Elements) -> Iterator[Asked]:
    stated = stated_for(condition, elements)
    if condition.element == "bodies":
        for body in stated:
            for field, wanted, found, holds in condition.of_body(body):
                yield Asked(f"from.{field}", _words(wanted), _name(body), _words(found), holds)
        return
    holds = condition.holds(stated)
    yield Asked(_FIELDS[condition.element], _words(condition.wanted), "the offering", _words(stated), holds)


# Where a rule states what it asks.
_FIELDS = {
    "offering": "from.offerings",
    "frameworks": "from.frameworks",
    "eqf": "when.eqf",
    "level_basis": "when.level_basis",
    "ects": "when.ects",
    "isced_f": "when.isced_f",
    "supervision": "when.supervision",
    "supervision_of_one": "when.supervision_of_one",
    "setting": "when.settings",
    "languages": "when.languages",
    "formats": "when.formats",
}


def _name(body: Body) -> str:
    return body.provider or "an awarding body without a folder"


def _words(value: Any) -> str:
    """A value as the format writes it; what is not stated is said so."""
    if value is None or value == ():
        return "nothing"
    if value is False:
        return "that no level applies"
    if isinstance(value, Range):
        return _range(value)
    if isinstance(value, tuple):
        return ", ".join(_listed(value))
    return str(value)


def _listed(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        yield "nothing" if value is None else ": ".join(value) if isinstance(value, tuple) else str(value)


def _range(wanted: Range) -> str:
    least, most = (decimal_text(one) if one is not None else "" for one in (wanted.min, wanted.max))
    return f"{least} to {most}" if least and most else f"at least {least}" if least else f"at most {most}"
