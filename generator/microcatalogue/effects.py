"""What a change of the catalogue does to others: which outcomes flip, which pathways break or mend.

A registrar who changes a level, and an organisation that changes a rule, see before they publish whom it concerns.
Compared are the published offerings that are there before and after; what came and what went is named apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from .catalogue import Catalogue
from .model import Offering, RecognitionPolicy
from .numbers import numbers_in
from .recognition import NO_RULE, Recognition, Share
from .stacking import PathwayCredits, pathway_credits
from .values import ProviderId, RecordId

BREAKS, MENDS, CHANGES = "breaks", "mends", "changes"


@dataclass(frozen=True, slots=True)
class Flip:
    """Offerings for which the answer of one organisation for one purpose becomes another one.

    `was` and `now` are equal where the outcome stays and only what it grants, asks or leaves open changes.
    """

    by: ProviderId
    purpose: str
    was: str
    now: str
    rules_before: tuple[str, ...]
    rules_now: tuple[str, ...]
    offerings: tuple[RecordId, ...]


@dataclass(frozen=True, slots=True)
class PathwayEffect:
    """A pathway that breaks, mends or brings other credits; credits are None where it is not there."""

    pathway: RecordId
    what: str
    most_before: Decimal | None
    most_now: Decimal | None
    needed: Decimal | None


@dataclass(frozen=True, slots=True)
class Effects:
    """All that a change does: flips, pathways, and the ids of records that came and went."""

    flips: tuple[Flip, ...]
    pathways: tuple[PathwayEffect, ...]
    came: tuple[str, ...]
    went: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.flips or self.pathways or self.came or self.went)


def effects(before: Catalogue, now: Catalogue) -> Effects:
    """What differs between two states of a catalogue, judged on the same day."""
    flips = sorted(_flips(before, now), key=lambda one: (one.by, one.purpose, one.was == one.now, one.was, one.now))
    was, there = _records(before), _records(now)
    return Effects(
        tuple(flips),
        tuple(_pathways(before, now)),
        tuple(sorted(there - was)),
        tuple(sorted(was - there)),
    )


def _records(catalogue: Catalogue) -> set[str]:
    """The published offerings and the policies, each with its kind."""
    offerings = {f"offering {one.id}" for one in catalogue.published_offerings}
    return offerings | {f"recognition policy of {provider}" for provider in catalogue.policies}


def _flips(before: Catalogue, now: Catalogue) -> Iterator[Flip]:
    was, become = _common(before, now), _common(now, before)
    old, new = Recognition(before, was), Recognition(now, become)
    ids = [one.id for one in was]
    policies = _by_provider(old.policies), _by_provider(new.policies)
    for provider in sorted({*policies[0], *policies[1]}):
        earlier, later = policies[0].get(provider), policies[1].get(provider)
        found = _of_one(old.shares(earlier) if earlier else (), new.shares(later) if later else (), len(ids))
        for (purpose, outcomes, rules), those in found.items():
            yield Flip(provider, purpose, *outcomes, *rules, tuple(ids[place] for place in numbers_in(those)))


def _common(one: Catalogue, other: Catalogue) -> tuple[Offering, ...]:
    """The published offerings of one that the other has as well, in order of id."""
    there = {each.id for each in other.published_offerings}
    return tuple(each for each in one.published_offerings if each.id in there)


def _by_provider(policies: Iterable[RecognitionPolicy]) -> Mapping[ProviderId, RecognitionPolicy]:
    return {one.provider: one for one in policies}


Change = tuple[str, tuple[str, str], tuple[tuple[str, ...], tuple[str, ...]]]


def _of_one(before: tuple[Share, ...], now: tuple[Share, ...], size: int) -> Mapping[Change, int]:
    """The offerings whose answer changes, by purpose, outcomes and rules before and after."""
    if before == now:
        return {}
    found: dict[Change, int] = defaultdict(int)
    for purpose in dict.fromkeys(one.purpose for one in (*before, *now)):
        for old, those in _shares_of(before, purpose, size):
            for new, others in _shares_of(now, purpose, size):
                both = those & others
                if both and _answer(old) != _answer(new):
                    found[purpose, (_outcome(old), _outcome(new)), (_rules(old), _rules(new))] |= both
    return found


def _shares_of(shares: tuple[Share, ...], purpose: str, size: int) -> list[tuple[Share | None, int]]:
    """The shares of a purpose with their offerings; where a policy says nothing of it, none with all of them."""
    found: list[tuple[Share | None, int]] = [(one, one.offerings) for one in shares if one.purpose == purpose]
    return found or [(None, (1 << size) - 1)]


def _answer(share: Share | None) -> tuple[object, ...]:
    """What makes two answers one: outcome, what is granted and asked, what is possible and open."""
    if share is None or share.outcome == NO_RULE:
        return (NO_RULE,)
    possible = frozenset(one.result for one in share.possible)
    rule = share.deciding
    grants = rule.grants if rule else None
    granted = (grants.ects, grants.max_ects, frozenset(grants.towards)) if grants else None
    return share.outcome, granted, rule.asks if rule else None, possible, frozenset(share.open_elements)


def _outcome(share: Share | None) -> str:
    return share.outcome if share else NO_RULE


def _rules(share: Share | None) -> tuple[str, ...]:
    return tuple(rule.id for rule in share.rules) if share else ()


def _pathways(before: Catalogue, now: Catalogue) -> Iterator[PathwayEffect]:
    was = {one.id: one for one in before.published_pathways}
    there = {one.id: one for one in now.published_pathways}
    for name in sorted({*was, *there}):
        old = pathway_credits(was[name], before) if name in was and was[name].status == "active" else None
        new = pathway_credits(there[name], now) if name in there and there[name].status == "active" else None
        if old == new:
            continue
        fell = _reaches(old) and not _reaches(new)
        what = BREAKS if fell else MENDS if _reaches(new) and not _reaches(old) else CHANGES
        needed = new.target if new else old.target if old else None
        yield PathwayEffect(name, what, old.most if old else None, new.most if new else None, needed)


def _reaches(credits: PathwayCredits | None) -> bool:
    """Whether a pathway is there and its steps can bring what it leads to."""
    return credits is not None and (credits.target is None or credits.most >= credits.target)
