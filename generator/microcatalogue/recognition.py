"""What a recognition policy comes to for a micro-credential: its outcome by purpose, and what would decide an open one.

FORMAT.md, "Evaluation is three-valued"; point 9c of the Recommendation. One pair of policy and offering is evaluated rule
by rule; a whole catalogue by sets of offerings, since offerings that state the same of what a condition asks about get one
answer. The receiving organisation decides: nothing here grants anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from .bit_sets import numbers_in, set_of, union
from .catalogue import Catalogue
from .conditions import Condition, Elements, Truth, all_of, conditions_of, elements_of, stated_for
from .model import Asks, Grant, Offering, RecognitionPolicy, Rule
from .values import ProviderId, RecordId

NO_RULE = "no-rule"
OWN = "own"
UNDETERMINED = "undetermined"
CONDITIONAL = "conditional"

# How many neighbours are looked up together: pages ask for one after the other.
_BLOCK = 64


@dataclass(frozen=True, slots=True)
class Possibility:
    """What a rule comes to, or the open end where no rule may hold (`rule` is None then)."""

    outcome: str
    rule: Rule | None = None

    @property
    def grants(self) -> Grant | None:
        """What is granted."""
        return self.rule.grants if self.rule else None

    @property
    def asks(self) -> Asks | None:
        """What is asked of the learner besides."""
        return self.rule.asks if self.rule else None

    @property
    def result(self) -> tuple[object, ...]:
        """What makes two possibilities one: decision, grants and asks as written, what they count towards as a set."""
        grants = self.grants
        granted = (grants.ects, grants.max_ects, frozenset(grants.towards)) if grants else None
        return self.outcome, granted, self.asks


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a policy comes to for an offering and a purpose.

    `rules` are those that hold or may hold, the deciding one last. Of an undetermined outcome `possible` are the
    possibilities and `open_elements` the fields that would have to be stated.
    """

    by: ProviderId
    offering: RecordId
    purpose: str
    outcome: str
    rules: tuple[Rule, ...] = ()
    possible: tuple[Possibility, ...] = ()
    open_elements: tuple[str, ...] = ()

    @property
    def grants(self) -> Grant | None:
        """What a decided outcome grants."""
        return self.rules[-1].grants if self.rules and self.outcome != UNDETERMINED else None

    @property
    def asks(self) -> Asks | None:
        """What a decided outcome asks of the learner besides."""
        return self.rules[-1].asks if self.rules and self.outcome != UNDETERMINED else None


def granted_ects(grant: Grant, ects: Decimal | None) -> Decimal | None:
    """The most credits that a grant gives for an offering of so many; None where that is not known.

    "same" gives the offering's own, at most `max_ects` where that is stated too; "up-to" gives at most `max_ects`.
    """
    if grant.ects != "same":
        return grant.max_ects
    return ects if ects is None or grant.max_ects is None else min(ects, grant.max_ects)


def credits_for(grant: Grant | None, offering: Offering) -> Decimal | None:
    """The most credits that a grant gives for an offering; None where nothing is said of credits, or not known."""
    return granted_ects(grant, offering.workload.ects if offering.workload else None) if grant else None


def is_in_force(policy: RecognitionPolicy, catalogue: Catalogue) -> bool:
    """Whether outcomes are computed from a policy on the date of the build; both ends are inclusive."""
    day = catalogue.as_of
    if day is None:
        return True
    return (policy.applies_from or day) <= day <= (policy.applies_until or day)


def purposes_of(policy: RecognitionPolicy) -> tuple[str, ...]:
    """The purposes that a policy says something of, in the order of its rules."""
    return tuple(dict.fromkeys(purpose for rule in policy.rules for purpose in rule.purposes))


def evaluate(policy: RecognitionPolicy, offering: Offering, catalogue: Catalogue) -> tuple[Outcome, ...]:
    """The outcome of a policy for an offering by purpose; none where the policy is not in force."""
    if not is_in_force(policy, catalogue):
        return ()
    elements = elements_of(offering, catalogue)
    return tuple(outcome_for(policy, purpose, elements) for purpose in purposes_of(policy))


def outcome_for(policy: RecognitionPolicy, purpose: str, elements: Elements) -> Outcome:
    """What a policy comes to for what an offering states, for one purpose, whatever the date."""
    own, rules = rules_read(policy, purpose, elements)
    if own and not rules:
        return Outcome(policy.provider, elements.offering, purpose, OWN)
    collected: list[tuple[Rule, Truth]] = []
    for rule in rules:
        truth = _holds(rule, elements)
        if truth is not False:
            collected.append((rule, truth))
        if truth:
            break
    return _concluded(policy, purpose, elements, collected)


def rules_read(policy: RecognitionPolicy, purpose: str, elements: Elements) -> tuple[bool, tuple[Rule, ...]]:
    """Whether the receiver awards the offering itself, and the rules that are read for a purpose, in order."""
    own = _is_own(policy, elements)
    return own, _rules_for(policy, purpose, own=own)


def _is_own(policy: RecognitionPolicy, elements: Elements) -> bool:
    """Whether the receiving organisation is among the awarding bodies."""
    return any(body.provider == policy.provider for body in elements.bodies)


def _rules_for(policy: RecognitionPolicy, purpose: str, *, own: bool) -> tuple[Rule, ...]:
    """The rules of a purpose; for the receiver's own micro-credentials those that name it."""
    rules = tuple(rule for rule in policy.rules if purpose in rule.purposes)
    return tuple(rule for rule in rules if rule.from_ and policy.provider in rule.from_.providers) if own else rules


def _holds(rule: Rule, elements: Elements) -> Truth:
    return all_of(condition.holds(stated_for(condition, elements)) for condition in conditions_of(rule))


def _concluded(
    policy: RecognitionPolicy, purpose: str, elements: Elements, collected: list[tuple[Rule, Truth]]
) -> Outcome:
    rules = tuple(rule for rule, _ in collected)
    possible = possibilities(rules, ended=bool(collected) and collected[-1][1] is True)
    decided = _decided(possible)
    if decided is not None:
        return Outcome(policy.provider, elements.offering, purpose, decided, rules)
    open_elements = _open_elements(collected, possible, elements)
    return Outcome(policy.provider, elements.offering, purpose, UNDETERMINED, rules, possible, open_elements)


def possibilities(rules: tuple[Rule, ...], *, ended: bool) -> tuple[Possibility, ...]:
    """What each rule that holds or may hold comes to; where the last does not hold for certain, the open end joins them."""
    found = tuple(Possibility(_outcome_of(rule), rule) for rule in rules)
    return found if ended else (*found, Possibility(NO_RULE))


def _outcome_of(rule: Rule) -> str:
    """The decision of a rule; automatic recognition that asks something of the learner is conditional."""
    return CONDITIONAL if rule.decision == "automatic" and rule.asks else rule.decision


def _decided(possible: tuple[Possibility, ...]) -> str | None:
    """The outcome where every possibility has the same decision, grants and asks."""
    return possible[-1].outcome if len({one.result for one in possible}) == 1 else None


def _open_elements(
    collected: list[tuple[Rule, Truth]], possible: tuple[Possibility, ...], elements: Elements
) -> tuple[str, ...]:
    """The fields that would have to be stated to decide."""
    unknown = tuple(rule for rule, truth in collected if truth is None)
    fields = (field for rule in _open_rules(unknown, possible) for field in _open_in(rule, elements))
    return tuple(dict.fromkeys(fields))


def _open_rules(unknown: tuple[Rule, ...], possible: tuple[Possibility, ...]) -> tuple[Rule, ...]:
    """The unknown rules up to the last whose result differs from that of the final possibility.

    They are read before all others that were collected, so that each stands at its own place among the possibilities.
    """
    final = possible[-1].result
    last = max((place for place, one in enumerate(possible[: len(unknown)]) if one.result != final), default=-1)
    return unknown[: last + 1]


def _open_in(rule: Rule, elements: Elements) -> Iterator[str]:
    for condition in conditions_of(rule):
        stated = stated_for(condition, elements)
        if condition.holds(stated) is None:
            yield from condition.open_in(stated)


@dataclass(frozen=True, slots=True)
class Share:
    """Offerings for which a policy comes to the same: the rules that hold or may hold for them, what they are, what is open.

    `offerings` is a set of numbers, each a bit: that of an offering is its place among the published ones.
    """

    purpose: str
    outcome: str
    rules: tuple[Rule, ...]
    ended: bool
    offerings: int
    open_elements: tuple[str, ...] = ()

    @property
    def possible(self) -> tuple[Possibility, ...]:
        """The possibilities of an undetermined outcome; none of a decided one."""
        return possibilities(self.rules, ended=self.ended) if self.outcome == UNDETERMINED else ()

    @property
    def deciding(self) -> Rule | None:
        """The rule that decides; None where none does."""
        return self.rules[-1] if self.rules and self.outcome != UNDETERMINED else None

    @property
    def grants(self) -> Grant | None:
        """What a decided outcome grants."""
        return self.deciding.grants if self.deciding else None

    def outcome_of(self, by: ProviderId, offering: RecordId) -> Outcome:
        """The outcome for one of its offerings."""
        return Outcome(by, offering, self.purpose, self.outcome, self.rules, self.possible, self.open_elements)


class Recognition:
    """What all policies of a catalogue come to for all its published offerings.

    Each condition is asked once for everything that offerings state of its element; rules are worked out for sets of
    offerings. What is held grows with the different things stated and the different outcomes of a policy, not with the
    number of pairs. `policies` are those in force and `offerings` the published ones, each in order of id.
    """

    def __init__(self, catalogue: Catalogue, offerings: tuple[Offering, ...] | None = None) -> None:
        """`offerings` are those to work it out for; without them all that are published."""
        self.policies = tuple(one for one in catalogue.policies.values() if is_in_force(one, catalogue))
        self.offerings = catalogue.published_offerings if offerings is None else offerings
        self.elements = tuple(elements_of(one, catalogue) for one in self.offerings)
        self._all = (1 << len(self.offerings)) - 1
        self._stated: dict[str, Mapping[Any, int]] = {}
        self._answers: dict[Condition, tuple[int, int]] = {}
        self._open: dict[Condition, Mapping[tuple[str, ...], int]] = {}
        self._shares: dict[ProviderId, tuple[Share, ...]] = {}
        self._near: tuple[int, tuple[tuple[RecognitionPolicy, Share, int], ...]] = (-1, ())

    @cached_property
    def _places(self) -> Mapping[RecordId, int]:
        return {one.id: place for place, one in enumerate(self.offerings)}

    def shares(self, policy: RecognitionPolicy) -> tuple[Share, ...]:
        """The offerings by what a policy comes to, for each of its purposes; together they are all offerings."""
        if policy.provider not in self._shares:
            self._shares[policy.provider] = tuple(self._shared(policy))
        return self._shares[policy.provider]

    def of(self, offering: RecordId) -> tuple[tuple[RecognitionPolicy, Share], ...]:
        """The policies in force, in order of id, each with the shares that an offering is in; "no rule" is left out."""
        block, place = divmod(self._places[offering], _BLOCK)
        if self._near[0] != block:
            self._near = block, tuple(self._shares_near(block * _BLOCK))
        bit = 1 << place
        return tuple([(policy, share) for policy, share, those in self._near[1] if those & bit])

    def _shares_near(self, start: int) -> Iterator[tuple[RecognitionPolicy, Share, int]]:
        """The shares that a block of neighbours is in, with their numbers from `start` on."""
        mask = (1 << _BLOCK) - 1
        for policy in self.policies:
            for share in self.shares(policy):
                those = (share.offerings >> start) & mask
                if those and share.outcome != NO_RULE:
                    yield policy, share, those

    def members(self, share: Share) -> Iterator[Offering]:
        """The offerings of a share, in order of id."""
        return (self.offerings[place] for place in numbers_in(share.offerings))

    def _shared(self, policy: RecognitionPolicy) -> Iterator[Share]:
        own = self._own(policy)
        for purpose in purposes_of(policy):
            rules = _rules_for(policy, purpose, own=True)
            if own and not rules:
                yield Share(purpose, OWN, (), True, own)
            elif own:
                yield from self._split(purpose, rules, own)
            if others := self._all & ~own:
                yield from self._split(purpose, _rules_for(policy, purpose, own=False), others)

    def _own(self, policy: RecognitionPolicy) -> int:
        """The offerings among whose awarding bodies the receiving organisation is."""
        stated = self._by_element("bodies").items()
        return union(those for bodies, those in stated if any(one.provider == policy.provider for one in bodies))

    def _split(self, purpose: str, rules: tuple[Rule, ...], offerings: int) -> Iterator[Share]:
        """Shares of some offerings by the rules that hold or may hold for them, in order, and by what is open."""
        those_of: dict[tuple[Rule, ...], int] = {(): offerings}  # by the rules that may hold, as far as read
        for rule in rules:
            true, unknown = self._answer(rule)
            following: dict[tuple[Rule, ...], int] = {}
            for collected, those in those_of.items():
                if held := those & true:
                    yield from self._shares_by_gaps(purpose, (*collected, rule), held, ended=True)
                if still_open := those & unknown:
                    following[(*collected, rule)] = still_open
                if rest := those & ~true & ~unknown:
                    following[collected] = rest
            those_of = following
        for collected, those in those_of.items():
            yield from self._shares_by_gaps(purpose, collected, those, ended=False)

    def _shares_by_gaps(self, purpose: str, rules: tuple[Rule, ...], offerings: int, *, ended: bool) -> Iterator[Share]:
        """One share where the outcome is decided; else one for each set of elements that would have to be stated."""
        possible = possibilities(rules, ended=ended)
        decided = _decided(possible)
        if decided is not None:
            yield Share(purpose, decided, rules, ended, offerings)
            return
        those_of: dict[tuple[str, ...], int] = {(): offerings}
        for rule in _open_rules(rules[:-1] if ended else rules, possible):
            for condition in conditions_of(rule):
                those_of = self._gaps_joined(condition, those_of)
        for gaps, those in those_of.items():
            yield Share(purpose, UNDETERMINED, rules, ended, those, gaps)

    def _gaps_joined(self, condition: Condition, those_of: Mapping[tuple[str, ...], int]) -> dict[tuple[str, ...], int]:
        """Offerings by what is open, what a condition leaves open joined to it."""
        found: dict[tuple[str, ...], int] = {}
        for gaps, those in those_of.items():
            rest = those
            for more, unknown in self._open_for(condition).items():
                if both := those & unknown:
                    joined = tuple(dict.fromkeys((*gaps, *more)))
                    found[joined] = found.get(joined, 0) | both
                    rest &= ~unknown
            if rest:
                found[gaps] = found.get(gaps, 0) | rest
        return found

    def _answer(self, rule: Rule) -> tuple[int, int]:
        """The offerings for which a rule holds, and those for which that is not known."""
        true, possible = self._all, self._all
        for condition in conditions_of(rule):
            held, unknown = self._asked(condition)
            true &= held
            possible &= held | unknown
        return true, possible & ~true

    def _asked(self, condition: Condition) -> tuple[int, int]:
        """The offerings for which a condition holds, and those for which that is not known; asked once."""
        if condition not in self._answers:
            true = unknown = 0
            for stated, those in self._by_element(condition.field).items():
                truth = condition.holds(stated)
                true |= those if truth else 0
                unknown |= those if truth is None else 0
            self._answers[condition] = true, unknown
        return self._answers[condition]

    def _open_for(self, condition: Condition) -> Mapping[tuple[str, ...], int]:
        """The offerings for which it is not known whether a condition holds, by what would have to be stated."""
        if condition not in self._open:
            found: dict[tuple[str, ...], int] = {}
            for stated, those in self._by_element(condition.field).items():
                if condition.holds(stated) is None:
                    gaps = condition.open_in(stated)
                    found[gaps] = found.get(gaps, 0) | those
            self._open[condition] = found
        return self._open[condition]

    def _by_element(self, field: str) -> Mapping[Any, int]:
        """The offerings by what they state of an element."""
        if field not in self._stated:
            found: dict[Any, list[int]] = {}
            for place, elements in enumerate(self.elements):
                found.setdefault(getattr(elements, field), []).append(place)
            self._stated[field] = {stated: set_of(places, len(self.elements)) for stated, places in found.items()}
        return self._stated[field]
