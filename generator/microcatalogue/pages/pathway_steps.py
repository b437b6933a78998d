"""The steps of a pathway in words: what to take, what there is to choose from, what is reached and what remains after each."""

from __future__ import annotations

from decimal import Decimal

from ..model import Choice, Offering, Pathway, Step
from ..stacking import PathwayCredits, StepCredits
from ..values import RecordId
from .parts import Group, Link, Row, Sentence, Value, Words, stated
from .speaker import Speaker

_NOTHING = Decimal(0)


def steps(pathway: Pathway, credits: PathwayCredits, speaker: Speaker) -> tuple[Group, ...]:
    """Every step with the credits that are reached and remain after it."""
    least = most = _NOTHING
    groups = []
    for number, (step, own) in enumerate(zip(pathway.steps, credits.steps, strict=True), 1):
        least, most = least + own.least, most + own.most
        rows = (*_step(step, own, speaker), *_after(least, most, credits.target, speaker))
        groups.append(Group(step_title(number, step, speaker), rows, f"step-{number}"))
    return tuple(groups)


def step_title(number: int, step: Step, speaker: Speaker) -> Words:
    """The title of a step, else its number."""
    return speaker.text(step.title) or Words(speaker.say("Step {number}", number=speaker.language.number(number)))


def ects_words(least: Decimal, most: Decimal, speaker: Speaker) -> str:
    """Credits, or from how many to how many."""
    number = speaker.language.number
    written = number(least) if least == most else f"{number(least)}–{number(most)}"
    return speaker.language.gettext("{number} ECTS").format(number=written)


def _after(least: Decimal, most: Decimal, target: Decimal | None, speaker: Speaker) -> tuple[Row, ...]:
    """What is reached once a step is done, and what remains to the target, where that is known."""
    say = speaker.say
    reached = Row(say("Reached after this step"), (Words(ects_words(least, most, speaker)),))
    if target is None:
        return (reached,)
    missing = max(target - most, _NOTHING), max(target - least, _NOTHING)
    words = ects_words(*missing, speaker) if missing[1] else say("nothing")
    return reached, Row(say("Remaining after this step"), (Words(words),))


def _step(step: Step, credits: StepCredits, speaker: Speaker) -> tuple[Row, ...]:
    say, ects = speaker.say, speaker.language.gettext("{number} ECTS")
    other = step.other
    besides = (
        Group(speaker.text(other.title), stated(say("Credits"), speaker.number(other.ects, ects))) if other else None
    )
    shown = [listed(ref, speaker) for ref in step.offerings]
    is_choice = isinstance(step.choose, Choice)
    return (
        *stated(say("What to take"), choice_words(step, speaker)),
        *stated(say("To choose from") if is_choice else say("Micro-credentials"), *shown),
        *stated(say("Besides"), besides),
        Row(say("This step brings"), (Words(ects_words(credits.least, credits.most, speaker)),)),
    )


def listed(ref: RecordId, speaker: Speaker) -> Sentence | None:
    """An offering of a step: its credits, whether it can be taken, the pathways that lead to it; None for a draft."""
    target = speaker.to("offering", ref)
    offering = speaker.catalogue.offerings.get(ref)
    if target is None or offering is None:
        return None
    words: list[str | Words | Link] = [target, *(f" – {note}" for note in [standing(offering, speaker)] if note)]
    for giver in givers(ref, speaker):
        through = speaker.to("pathway", giver)
        if through is not None:
            words += ["; ", speaker.say("also by the pathway"), " ", through]
    return Sentence(tuple(words))


def standing(offering: Offering, speaker: Speaker) -> str:
    """An offering's credits, and a word where it cannot be taken at present."""
    ects = speaker.number(
        offering.workload.ects if offering.workload else None, speaker.language.gettext("{number} ECTS")
    )
    gone = {
        "withdrawn": speaker.say("no longer offered"),
        "suspended": speaker.say("not offered at present"),
    }.get(offering.status, "")
    return ", ".join(part for part in (ects.text if ects else speaker.say("no ECTS stated"), gone) if part)


def givers(ref: RecordId, speaker: Speaker) -> tuple[RecordId, ...]:
    """The pathways that lead to an offering and can still be begun."""
    return tuple(one.id for one in speaker.catalogue.pathways_to(ref) if one.status == "active")


def choice_words(step: Step, speaker: Speaker) -> Words | None:
    """How much of what a step lists is to be taken."""
    if step.choose == "all":
        return Words(speaker.say("all of them"))
    if not isinstance(step.choose, Choice):
        return None
    if step.choose.count is not None:
        return Words(speaker.language.say_many("{number} of them", "{number} of them", step.choose.count))
    if step.choose.ects is None:
        return None
    return Words(speaker.say("so many that they bring {number} ECTS", number=speaker.language.number(step.choose.ects)))


def onward(pathway: Pathway, speaker: Speaker) -> tuple[Value, ...]:
    """The pathways in which what this one leads to counts in turn."""
    goal = pathway.leads_to.offering
    if goal is None:
        return ()
    following = [one.id for one in speaker.catalogue.pathways_with(goal) if one.status == "active"]
    shown = (speaker.to("pathway", one) for one in following)
    return tuple(one for one in shown if one is not None)
