"""What a change of the catalogue does to others: which outcomes flip, which pathways break or mend.

A registrar who changes a level, and an organisation that changes a rule, see before they publish whom it concerns.
Compared are the published offerings that are there before and after; what came and what went is named apart. What cannot
be read before or after is left out, with all that depends on it: an error in a file is no change of an answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .bit_sets import numbers_in
from .catalogue import Catalogue, Key
from .model import Offering, RecognitionPolicy
from .pathway_effects import PathwayEffect, pathway_effects
from .recognition import NO_RULE, Possibility, Recognition, Share
from .values import ProviderId, RecordId


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
class Effects:
    """All that a change does: flips, pathways, the ids of records that came, went or were withdrawn.

    `left_out` are the files' records that cannot be read before or after, each with its kind.
    """

    flips: tuple[Flip, ...]
    pathways: tuple[PathwayEffect, ...]
    came: tuple[str, ...]
    went: tuple[str, ...]
    withdrawn: tuple[RecordId, ...] = ()
    left_out: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.flips or self.pathways or self.came or self.went or self.withdrawn)


def effects(before: Catalogue, now: Catalogue) -> Effects:
    """What differs between two states of a catalogue, judged on the same day."""
    unread = before.unread | now.unread
    out = frozenset(_dependent(before, unread)) | frozenset(_dependent(now, unread))
    flips = sorted(
        _flips(before, now, unread, out), key=lambda one: (one.by, one.purpose, one.was == one.now, one.was, one.now)
    )
    was, there = _records(before), _records(now)
    left_out = {_named(kind, name) for kind, name in unread}
    return Effects(
        tuple(flips),
        tuple(pathway_effects(before, now, out)),
        tuple(sorted(there - was - left_out)),
        tuple(sorted(was - there - left_out)),
        tuple(_withdrawn(before, now)),
        tuple(sorted(left_out)),
    )


def _dependent(catalogue: Catalogue, unread: frozenset[Key]) -> Iterator[RecordId]:
    """The offerings and pathways that cannot be read, and the offerings of which a provider that cannot be read is part."""
    yield from (RecordId(name) for kind, name in unread if kind in ("offering", "pathway"))
    providers = {name for kind, name in unread if kind == "provider"}
    if providers:
        for one in catalogue.published_offerings:
            if one.provider in providers or any(body.provider in providers for body in one.awarding_bodies):
                yield one.id


def _withdrawn(before: Catalogue, now: Catalogue) -> Iterator[RecordId]:
    for one in now.published_offerings:
        earlier = before.offerings.get(one.id)
        if one.status == "withdrawn" and earlier is not None and earlier.status not in ("withdrawn", "draft"):
            yield one.id


def _records(catalogue: Catalogue) -> set[str]:
    """The published offerings and the policies, each with its kind."""
    offerings = {_named("offering", one.id) for one in catalogue.published_offerings}
    return offerings | {_named("recognition-policy", provider) for provider in catalogue.policies}


def _named(kind: str, name: str) -> str:
    return f"recognition policy of {name}" if kind == "recognition-policy" else f"{kind} {name}".rstrip()


def _flips(before: Catalogue, now: Catalogue, unread: frozenset[Key], left_out: frozenset[RecordId]) -> Iterator[Flip]:
    was, become = _common(before, now, left_out), _common(now, before, left_out)
    old, new = Recognition(before, was), Recognition(now, become)
    ids = [one.id for one in was]
    policies = _by_provider(old.policies), _by_provider(new.policies)
    for provider in sorted({*policies[0], *policies[1]}):
        if ("recognition-policy", provider) in unread:
            continue
        earlier, later = policies[0].get(provider), policies[1].get(provider)
        found = _of_one(old.shares(earlier) if earlier else (), new.shares(later) if later else (), len(ids))
        for (purpose, outcomes, rules), those in found.items():
            yield Flip(provider, purpose, *outcomes, *rules, tuple(ids[place] for place in numbers_in(those)))


def _common(one: Catalogue, other: Catalogue, left_out: frozenset[RecordId]) -> tuple[Offering, ...]:
    """The published offerings of one that the other has as well, in order of id."""
    there = {each.id for each in other.published_offerings} - left_out
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
    decided = Possibility(share.outcome, share.deciding).result
    return decided, frozenset(one.result for one in share.possible), frozenset(share.open_elements)


def _outcome(share: Share | None) -> str:
    return share.outcome if share else NO_RULE


def _rules(share: Share | None) -> tuple[str, ...]:
    return tuple(rule.id for rule in share.rules) if share else ()
