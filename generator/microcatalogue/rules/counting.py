"""Rules on credits that are counted: asked for although nothing brings them any more, or counted more than once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ..catalogue import Catalogue
from ..diagnostics import Path, Severity
from ..model import Offering, Pathway
from ..progress import COUNT, ECTS, Need, can_be_taken, needs_of
from ..stacking import PathwayCredits, offering_credits, pathway_credits
from ..values import RecordId
from .registry import Problem, at, rule

_NOTHING = Decimal(0)


def _is_known(pathway: Pathway, catalogue: Catalogue) -> bool:
    """Whether a pathway is open and all that its steps list could be read."""
    refs = (ref for step in pathway.steps for ref in step.offerings)
    return pathway.status == "active" and not any(("offering", ref) in catalogue.unread for ref in refs)


@rule(
    "unreachable-credits",
    Severity.WARNING,
    "Credits that can no longer be reached",
    on="pathway",
    message="{what} asks for {wanted}, but what can still be taken brings {there}",
    hint="list more offerings that are not withdrawn and in no earlier step, or ask for less",
    why="A learner who begins today could not finish.",
    wrong="# example-university/six-ects is withdrawn, with a successor\nsteps: [{choose: {ects: 6}, offerings: [example-university/six-ects, example-university/three-ects]}]",
    right="steps: [{choose: {ects: 6}, offerings: [example-university/its-successor, example-university/three-ects]}]",
    source="point 5h",
)
def unreachable_credits(pathway: Pathway, catalogue: Catalogue) -> Iterator[Problem]:
    if not _is_known(pathway, catalogue):
        return
    credits, needs = pathway_credits(pathway, catalogue), needs_of(pathway, catalogue)
    found = tuple(_unreachable_steps(pathway, needs, credits, catalogue))
    yield from found or _unreachable_target(pathway, needs, credits, catalogue)


def _unreachable_steps(
    pathway: Pathway, needs: tuple[Need, ...], credits: PathwayCredits, catalogue: Catalogue
) -> Iterator[Problem]:
    """Steps that what they list could fill, but not what can still be taken of it."""
    for index, need in enumerate(needs):
        open_refs = [ref for ref in need.offerings if can_be_taken(ref, catalogue)]
        number = index + 1
        if need.kind == COUNT and len(open_refs) < need.needed <= len(pathway.steps[index].offerings):
            wanted = "1 offering" if need.needed == 1 else f"{need.needed} offerings"
            yield at("steps", index, "choose", what=f"step {number}", wanted=wanted, there=str(len(open_refs)))
        there = _brought(open_refs, catalogue)
        if need.kind == ECTS and there < need.needed <= credits.steps[index].listed:
            wanted = f"{need.needed} ECTS"
            yield at("steps", index, "choose", what=f"step {number}", wanted=wanted, there=f"{there} ECTS")


def _unreachable_target(
    pathway: Pathway, needs: tuple[Need, ...], credits: PathwayCredits, catalogue: Catalogue
) -> Iterator[Problem]:
    """Where the listed offerings reach the target, but not those that can still be taken."""
    others = sum((step.other.ects or _NOTHING for step in pathway.steps if step.other), _NOTHING)
    most = others + sum((_most(need, catalogue) for need in needs), _NOTHING)
    if credits.target is not None and most < credits.target <= credits.most:
        wanted, there = f"{credits.target} ECTS", f"at most {most} ECTS"
        yield at("leads_to", what="what it leads to", wanted=wanted, there=there)


def _most(need: Need, catalogue: Catalogue) -> Decimal:
    open_refs = [ref for ref in need.offerings if can_be_taken(ref, catalogue)]
    if need.kind != COUNT:
        return _brought(open_refs, catalogue)
    each = sorted((offering_credits(ref, catalogue) or _NOTHING for ref in open_refs), reverse=True)
    return sum(each[: int(need.needed)], _NOTHING)


def _brought(refs: list[RecordId], catalogue: Catalogue) -> Decimal:
    return sum((offering_credits(ref, catalogue) or _NOTHING for ref in refs), _NOTHING)


@rule(
    "counted-twice",
    Severity.WARNING,
    "Offering that two steps count",
    on="pathway",
    message="“{ref}” counts in step {first} already and brings nothing to step {number}",
    hint="list it in one step alone",
    why="One micro-credential counts once on a pathway; a learner would think to be further than is so.",
    wrong="steps:\n- {choose: all, offerings: [example-university/data-literacy]}\n- {choose: {count: 1}, offerings: [example-university/data-literacy, example-university/statistics]}",
    right="steps:\n- {choose: all, offerings: [example-university/data-literacy]}\n- {choose: {count: 1}, offerings: [example-university/statistics, example-university/algebra]}",
    source="point 5h",
)
def counted_twice(pathway: Pathway, catalogue: Catalogue) -> Iterator[Problem]:
    file = catalogue.file("pathway", pathway.id)
    first: dict[RecordId, tuple[int, Path]] = {}
    for index, step in enumerate(pathway.steps):
        for place, ref in enumerate(step.offerings):
            path: Path = ("steps", index, "offerings", place)
            if ref in first:
                earlier, where = first[ref]
                yield replace(at(*path, ref=ref, first=earlier + 1, number=index + 1), also=((file, where),))
            else:
                first[ref] = index, path


@rule(
    "credits-beyond-worth",
    Severity.WARNING,
    "More credits counted than there are",
    on="offering",
    message="{counted} ECTS are said to count, but {limit}",
    hint="state at most {most}",
    why="Credits cannot grow on the way; whoever receives them would turn the rest down.",
    wrong="workload: {ects: 3}\nstackability: {option: integrated-stackable, into: [{offering: example-university/data-path, ects: 6}]}",
    right="workload: {ects: 3}\nstackability: {option: integrated-stackable, into: [{offering: example-university/data-path, ects: 3}]}",
    source="point 5h",
)
def credits_beyond_worth(offering: Offering, catalogue: Catalogue) -> Iterator[Problem]:
    own = offering.workload.ects if offering.workload else None
    for index, option in enumerate(offering.stackability.into if offering.stackability else ()):
        if option.ects is None:
            continue
        size = option.qualification.ects if option.qualification else None
        if option.offering is not None:
            size = offering_credits(option.offering, catalogue) or None
        if own is not None and option.ects > own:
            limit, most = f"the micro-credential brings {own}", own
        elif size is not None and option.ects > size:
            limit, most = f"what it counts towards has {size}", size
        else:
            continue
        path: Path = ("stackability", "into", index, "ects")
        yield at(*path, counted=str(option.ects), limit=limit, most=str(most))


@rule(
    "credits-beyond-target",
    Severity.WARNING,
    "Steps that ask for more credits than the target has",
    on="pathway",
    message="the steps ask for {asked} ECTS; what it leads to has {target}",
    hint="ask for less, or correct the credits of what it leads to",
    why="Learners would collect credits that do not count.",
    wrong="leads_to: {title: {en: Programme}, ects: 6}\nsteps: [{choose: all, offerings: [example-university/six-ects, example-university/three-ects]}]",
    right="leads_to: {title: {en: Programme}, ects: 9}\nsteps: [{choose: all, offerings: [example-university/six-ects, example-university/three-ects]}]",
    source="point 5h",
)
def credits_beyond_target(pathway: Pathway, catalogue: Catalogue) -> Iterator[Problem]:
    if not _is_known(pathway, catalogue):
        return
    asked, target = _asked(pathway, catalogue), pathway_credits(pathway, catalogue).target
    if target is not None and asked > target:
        path: Path = ("leads_to", "ects" if pathway.leads_to.ects is not None else "offering")
        yield at(*path, asked=asked, target=target)


def _asked(pathway: Pathway, catalogue: Catalogue) -> Decimal:
    """The ECTS that the steps ask for, as they say: what a choice brings above that is the learner's."""
    credits, needs = pathway_credits(pathway, catalogue), needs_of(pathway, catalogue)
    besides = [(step.other.ects if step.other else None) or _NOTHING for step in pathway.steps]
    asked = [
        other + min(need.needed, one.least - other) if need.kind == ECTS else one.least
        for need, one, other in zip(needs, credits.steps, besides, strict=True)
    ]
    return sum(asked, _NOTHING)
