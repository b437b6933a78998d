"""Rules on pathways: steps that can be taken, and credits that reach what the pathway leads to."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..catalogue import Catalogue
from ..diagnostics import Severity
from ..model import Choice, Pathway
from ..stacking import pathway_credits
from .registry import Problem, at, rule


@rule(
    "step-without-choice",
    Severity.ERROR,
    "Step that does not say what to take",
    on="pathway",
    message="step {number} states {there} but not “{missing}”",
    hint="{cure}",
    why="A learner has to know which offerings of a step are needed.",
    wrong="steps: [{offerings: [example-university/data-literacy]}]",
    right="steps: [{choose: all, offerings: [example-university/data-literacy]}]",
)
def step_without_choice(pathway: Pathway, _catalogue: Catalogue) -> Iterator[Problem]:
    for index, step in enumerate(pathway.steps):
        if step.offerings and step.choose is None:
            cure = "add choose: all, choose: {ects: 12} or choose: {count: 2}"
            yield at("steps", index, number=index + 1, there="offerings", missing="choose", cure=cure)
        elif step.choose is not None and not step.offerings:
            yield at("steps", index, number=index + 1, there="“choose”", missing="offerings", cure="list the offerings")
        elif step.other is None and not step.offerings:
            cure = "list offerings with “choose”, or say under “other” what is to be done"
            yield at("steps", index, number=index + 1, there="a title", missing="offerings", cure=cure)


@rule(
    "choice-out-of-reach",
    Severity.ERROR,
    "Choice that the step cannot fill",
    on="pathway",
    message="step {number} asks for {wanted}, but what it lists brings {there}",
    hint="list more offerings, or ask for less",
    why="Nobody could finish this step.",
    wrong="steps: [{choose: {count: 3}, offerings: [example-university/a, example-university/b]}]",
    right="steps: [{choose: {count: 2}, offerings: [example-university/a, example-university/b]}]",
)
def choice_out_of_reach(pathway: Pathway, catalogue: Catalogue) -> Iterator[Problem]:
    if any(("offering", ref) in catalogue.unread for step in pathway.steps for ref in step.offerings):
        return
    credits = pathway_credits(pathway, catalogue)
    for index, step in enumerate(pathway.steps):
        if not isinstance(step.choose, Choice) or not step.offerings:
            continue
        listed = credits.steps[index].listed
        if step.choose.count is not None and step.choose.count > len(step.offerings):
            wanted, there = f"{step.choose.count} offerings", str(len(step.offerings))
            yield at("steps", index, "choose", number=index + 1, wanted=wanted, there=there)
        elif step.choose.ects is not None and step.choose.ects > listed:
            wanted, there = f"{step.choose.ects} ECTS", f"{listed} ECTS"
            yield at("steps", index, "choose", number=index + 1, wanted=wanted, there=there)


def _reach(pathway: Pathway, catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    """Least, most and target where all that is needed is known."""
    if pathway.status == "draft" or any(
        ("offering", ref) in catalogue.unread for step in pathway.steps for ref in step.offerings
    ):
        return
    credits = pathway_credits(pathway, catalogue)
    if credits.target is not None:
        yield str(credits.least), str(credits.most), str(credits.target)


@rule(
    "credits-do-not-reach",
    Severity.WARNING,
    "Credits that do not reach the target",
    on="pathway",
    message="the steps bring at most {most} ECTS; {target} are needed",
    hint="add what is missing, for example a thesis or placement under “other”",
    why="A learner who takes everything would still not arrive.",
    wrong="leads_to: {title: {en: Programme}, ects: 60}\nsteps: [{choose: all, offerings: [example-university/six-ects]}]",
    right="leads_to: {title: {en: Programme}, ects: 6}\nsteps: [{choose: all, offerings: [example-university/six-ects]}]",
    source="point 5h",
)
def credits_do_not_reach(pathway: Pathway, catalogue: Catalogue) -> Iterator[Problem]:
    for _least, most, target in _reach(pathway, catalogue):
        if Decimal(most) < Decimal(target):
            yield at("leads_to", most=most, target=target)


@rule(
    "credits-may-not-reach",
    Severity.NOTE,
    "Credits that reach the target only by some choices",
    on="pathway",
    message="the steps bring {least} to {most} ECTS; {target} are needed",
    hint="ask for more in a step with a choice, if every choice should reach the target",
    why="Some learners would have to take more than the steps say.",
    wrong="leads_to: {title: {en: Programme}, ects: 9}\nsteps: [{choose: {count: 1}, offerings: [example-university/three-ects, example-university/nine-ects]}]",
    right="leads_to: {title: {en: Programme}, ects: 9}\nsteps: [{choose: {ects: 9}, offerings: [example-university/three-ects, example-university/nine-ects]}]",
    source="point 5h",
)
def credits_may_not_reach(pathway: Pathway, catalogue: Catalogue) -> Iterator[Problem]:
    for least, most, target in _reach(pathway, catalogue):
        if Decimal(least) < Decimal(target) <= Decimal(most):
            yield at("leads_to", least=least, most=most, target=target)


@rule(
    "step-without-credits",
    Severity.NOTE,
    "Offering in a step without credits",
    on="pathway",
    message="“{ref}” states no ECTS and adds nothing to step {number}",
    hint="state its ECTS, if it has any",
    why="The page adds up the credits of a pathway.",
    wrong="# example-university/short-course states hours alone",
    right="# example-university/short-course\nworkload: {ects: 1}",
)
def step_without_credits(pathway: Pathway, catalogue: Catalogue) -> Iterator[Problem]:
    for index, credits in enumerate(pathway_credits(pathway, catalogue).steps):
        for ref in credits.uncounted:
            if ref in catalogue.offerings:
                number = pathway.steps[index].offerings.index(ref)
                yield at("steps", index, "offerings", number, ref=ref, number=index + 1)
