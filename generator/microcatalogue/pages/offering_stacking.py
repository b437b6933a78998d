"""Both directions of stacking on an offering: what it counts towards and where that leads, and what it is built from."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Offering, Pathway, StackingOption
from ..routes import onward
from ..values import RecordId
from .legal import who_decides
from .parts import Group, Link, Section, Sentence, Value, Words, stated
from .pathway_steps import step_title
from .plan import plan_link
from .speaker import Speaker

_SHOWN = 6
"""So many offerings of a pathway are named where it is only mentioned."""


def stacking(offering: Offering, speaker: Speaker) -> Section:
    """What it counts towards, first as stated, then by pathways and further on; then what leads to it."""
    say, catalogue = speaker.say, speaker.catalogue
    own = offering.stackability
    within = catalogue.pathways_with(offering.id)
    rows = (
        *stated(say("Option"), speaker.code("stackability", own.option) if own else None),
        *stated(say("Counts towards"), *(_option(option, speaker) for option in (own.into if own else ()))),
        *stated(say("Note"), speaker.text(own.note) if own else None),
        *stated(say("Part of the pathways"), *(_membership(offering, one, speaker) for one in within)),
        *stated(say("Further on"), *(_onward(one.stations, speaker) for one in onward(offering.id, catalogue))),
        *stated(say("Plan"), _planning(offering, within, speaker)),
        *stated(say("Needed for"), *_offerings((one.id for one in catalogue.requiring(offering.id)), speaker)),
        *stated(say("Built from"), *(_built(one, speaker) for one in catalogue.pathways_to(offering.id))),
        *stated(
            say("These stack into it"), *_offerings((one.id for one in catalogue.stacking_into(offering.id)), speaker)
        ),
        *stated(
            say("Comes before it"),
            *_offerings(offering.prerequisites.offerings if offering.prerequisites else (), speaker),
        ),
        *stated(say("Comes after"), *_offerings((one.id for one in catalogue.predecessors(offering.id)), speaker)),
    )
    return Section("stacking", say("What it counts towards"), rows, note=who_decides(speaker) if rows else "")


def _offerings(refs: Iterable[RecordId], speaker: Speaker) -> tuple[Value | None, ...]:
    return tuple(speaker.to("offering", ref) for ref in refs)


def _membership(offering: Offering, pathway: Pathway, speaker: Speaker) -> Sentence | None:
    """A pathway, the step in which the offering counts and with how many credits, and where the pathway leads."""
    target = speaker.to("pathway", pathway.id)
    if target is None:
        return None
    say = speaker.say
    number, step = next((number, step) for number, step in enumerate(pathway.steps, 1) if offering.id in step.offerings)
    ects = offering.workload.ects if offering.workload else None
    words: list[str | Words | Link] = [target, " – "]
    if step.title:
        words += [say("step {number}:", number=speaker.language.number(number)), " ", step_title(number, step, speaker)]
    else:
        words += [say("step {number}", number=speaker.language.number(number))]
    counted = speaker.number(ects, speaker.language.gettext("{number} ECTS"))
    words += [", ", counted.text] if counted else []
    leads_to = pathway.leads_to
    goal = speaker.to("offering", leads_to.offering) if leads_to.offering else speaker.text(leads_to.title)
    if goal is not None:
        words += ["; ", say("leads to"), " ", goal]
    return Sentence(tuple(words))


def _onward(stations: tuple[tuple[str, RecordId], ...], speaker: Speaker) -> Sentence | None:
    """The way to a pathway further on, station by station."""
    shown = [speaker.to(kind, ref) for kind, ref in stations]
    words: list[str | Words | Link] = []
    for one in shown:
        if one is None:
            return None
        words += [" → ", one] if words else [one]
    return Sentence(tuple(words))


def _planning(offering: Offering, within: tuple[Pathway, ...], speaker: Speaker) -> Link | None:
    if not within:
        return None
    return Link(Words(speaker.say("What remains if you have it")), plan_link(speaker, have=offering.id))


def _built(pathway: Pathway, speaker: Speaker) -> Sentence | None:
    """A pathway that leads to the offering, and the first of what its steps list."""
    target = speaker.to("pathway", pathway.id)
    if target is None:
        return None
    refs = tuple(dict.fromkeys(ref for step in pathway.steps for ref in step.offerings))
    shown = [one for one in _offerings(refs[:_SHOWN], speaker) if isinstance(one, Words | Link)]
    words: list[str | Words | Link] = [target, *([": "] if shown else [])]
    for number, one in enumerate(shown):
        words += [", ", one] if number else [one]
    if len(refs) > _SHOWN:
        rest = speaker.language.say_many("and {number} more", "and {number} more", len(refs) - _SHOWN)
        words += [" ", rest]
    return Sentence(tuple(words))


def _option(option: StackingOption, speaker: Speaker) -> Value | None:
    credits = speaker.number(option.ects, speaker.language.gettext("{number} ECTS count"))
    rows = stated(speaker.say("Credits"), credits)
    if option.offering is not None:
        target = speaker.to("offering", option.offering)
        return Group(None, (*stated(speaker.say("Micro-credential"), target), *rows)) if target else None
    qualification = option.qualification
    if qualification is None:
        return Words("")
    return Group(
        speaker.text(qualification.title),
        (
            *stated(speaker.say("Level"), speaker.code("eqf", qualification.eqf)),
            *stated(speaker.say("Size"), speaker.number(qualification.ects, speaker.language.gettext("{number} ECTS"))),
            *stated(speaker.say("Homepage"), speaker.outside(qualification.homepage)),
            *rows,
        ),
    )
