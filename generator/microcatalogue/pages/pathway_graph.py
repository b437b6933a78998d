"""The graph of a pathway: its steps with their offerings, what leads to these, the goal, and where that counts in turn.

It shows nothing that the page does not say in words as well.
"""

from __future__ import annotations

from ..model import Choice, Pathway, Step
from ..stacking import PathwayCredits, StepCredits
from ..values import RecordId
from .graph_layout import Band, Drawing, Graph, Node, drawings
from .parts import Link, Value, Words
from .pathway_steps import choice_words, ects_words, givers, onward, standing, step_title
from .speaker import Speaker


def pathway_drawings(pathway: Pathway, credits: PathwayCredits, speaker: Speaker) -> tuple[Drawing, ...]:
    """The drawings of a pathway's graph, one for wide and one for narrow windows."""
    say = speaker.say
    title = speaker.plain(pathway.title)
    bands = tuple(
        Band(step_title(number, step, speaker), _note(step, own, speaker), _nodes(step, speaker))
        for number, (step, own) in enumerate(zip(pathway.steps, credits.steps, strict=True), 1)
    )
    goal = _goal(pathway, credits, speaker)
    graph = Graph(
        say("Graph of the pathway “{title}”", title=title),
        speaker.language.say_many(
            "{number} step leads to the goal. The list below says the same in words.",
            "{number} steps lead to the goal. The list below says the same in words.",
            len(bands),
        ),
        bands,
        goal,
        tuple(_node("pathway", one, "") for one in onward(pathway, speaker)),
        say("Counts in turn towards"),
    )
    return drawings(graph)


def _note(step: Step, credits: StepCredits, speaker: Speaker) -> str:
    """What to take, and what it brings."""
    choice = choice_words(step, speaker)
    brings = ects_words(credits.least, credits.most, speaker)
    if not choice or not step.offerings:
        return brings
    is_by_credits = isinstance(step.choose, Choice) and step.choose.ects is not None
    return choice.text if is_by_credits else f"{choice.text} ({brings})"


def _nodes(step: Step, speaker: Speaker) -> tuple[Node, ...]:
    nodes = [_offering(ref, speaker) for ref in step.offerings]
    shown = [node for node in nodes if node is not None]
    other = step.other
    if other:
        ects = ects_words(other.ects, other.ects, speaker) if other.ects is not None else ""
        shown.append(Node("other", speaker.text(other.title) or Words(""), "", ects))
    return tuple(shown)


def _offering(ref: RecordId, speaker: Speaker) -> Node | None:
    target, offering = speaker.to("offering", ref), speaker.catalogue.offerings.get(ref)
    if target is None or offering is None:
        return None
    through = (speaker.to("pathway", giver) for giver in givers(ref, speaker))
    sources = tuple(_node("pathway", one, "") for one in through if one is not None)
    gone = "" if offering.status == "active" else " closed"
    return _node(f"offering{gone}", target, standing(offering, speaker))._replace(sources=sources)


def _node(kind: str, value: Value, note: str) -> Node:
    if isinstance(value, Link):
        return Node(kind, value.words, value.url, note)
    return Node(kind, value if isinstance(value, Words) else Words(""), "", note)


def _goal(pathway: Pathway, credits: PathwayCredits, speaker: Speaker) -> Node:
    target = pathway.leads_to
    shown = speaker.to("offering", target.offering) if target.offering else None
    if shown is None:
        shown = speaker.outside(target.homepage, speaker.text(target.title)) or speaker.text(target.title)
    note = ects_words(credits.target, credits.target, speaker) if credits.target is not None else ""
    return _node("goal", shown or Words(""), note)
