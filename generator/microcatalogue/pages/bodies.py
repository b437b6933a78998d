"""Organisations on pages: awarding bodies, their identifiers, alliances and networks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..model import NONE, AwardingBody, Membership, NoneStated
from ..vocabulary import vocabulary
from .parts import Group, Row, Value, Words, stated
from .speaker import Speaker


def awarding_bodies(bodies: Iterable[AwardingBody], speaker: Speaker) -> tuple[Value, ...]:
    """Awarding bodies with all that is stated of those that have no page of their own."""
    shown = (_awarding_body(body, speaker) for body in bodies)
    return tuple(one for one in shown if one is not None)


def _awarding_body(body: AwardingBody, speaker: Speaker) -> Value | None:
    if body.provider is not None:
        return speaker.to("provider", body.provider)
    say = speaker.say
    rows = (
        *stated(say("Kind"), speaker.code("provider-kind", body.kind)),
        *stated(say("Country"), speaker.code("country", body.country)),
        *stated(say("Homepage"), speaker.outside(body.homepage)),
        *stated(say("Identifiers"), *identifiers(body.identifiers, speaker)),
        *stated(say("Member of"), *members(body.member_of, speaker)),
    )
    return Group(speaker.text(body.name), rows)


def identifiers(numbers: Mapping[str, str] | None, speaker: Speaker) -> tuple[Words, ...]:
    """Numbers in registers, or the word none where a register does not list it."""
    table, none = vocabulary("provider-identifier"), speaker.say("none")
    return tuple(
        Words(f"{table[scheme].label(speaker.language.code)}: {none if value == NONE else value}")
        for scheme, value in (numbers or {}).items()
    )


def members(memberships: tuple[Membership, ...] | NoneStated | None, speaker: Speaker) -> tuple[Value, ...]:
    """Alliances and networks, or that there are none."""
    if memberships is None:
        return ()
    if memberships == NONE:
        return (Words(speaker.say("none")),)
    return tuple(_member(one, speaker) for one in memberships if isinstance(one, Membership))


def _member(one: Membership, speaker: Speaker) -> Value:
    name = speaker.text(one.name) or Words(one.id)
    shown: Value = speaker.outside(one.homepage, name) or name
    return Group(None, (Row(speaker.say("Name"), (shown,)), Row(speaker.say("Id"), (Words(one.id),))))
