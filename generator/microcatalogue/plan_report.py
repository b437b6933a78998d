"""What remains of a pathway for what a learner has, and what brings it, as text for people and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .catalogue import Catalogue
from .content import decimal_text
from .legal import WHO_DECIDES
from .model import Offering, Pathway
from .progress import COUNT, ECTS, Progress, StepProgress, is_published, progress
from .routes import Leg, Network, Route, currency_of_pathways, network, routes, worth_of
from .values import RecordId, Text


@dataclass(frozen=True)
class PlanReport:
    """A pathway, what a learner has, how far that goes, and the best route by each measure."""

    catalogue: Catalogue
    pathway: Pathway
    have: tuple[RecordId, ...]
    progress: Progress
    net: Network
    routes: Mapping[str, Route]
    currency: str


def plan_report(catalogue: Catalogue, goal: RecordId, have: Iterable[RecordId]) -> PlanReport:
    """What remains of a pathway; KeyError where there is none of that id."""
    pathway, held = catalogue.pathways[goal], tuple(dict.fromkeys(have))
    currency = currency_of_pathways(catalogue)
    net = network(catalogue, currency)
    found = progress(pathway, held, catalogue)
    is_filled = all(step.is_done for step in found.steps)
    return PlanReport(
        catalogue, pathway, held, found, net, {} if is_filled else routes(net, pathway.id, held), currency
    )


def as_text(report: PlanReport) -> str:
    """The report for people, in English, titles in English where they are stated in it."""
    return "".join(f"{line}\n" for line in _lines(report))


def as_json(report: PlanReport) -> str:
    """The report for programs; figures are texts, so that none is rounded."""
    return json.dumps(_document(report), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _lines(report: PlanReport) -> Iterator[str]:
    pathway, found = report.pathway, report.progress
    yield f"{_title(pathway.title)} ({pathway.id})"
    yield from (f"leads to: {goal}" for goal in _goal(report))
    if pathway.status == "withdrawn":
        yield "This pathway is no longer offered."
    done = f"{found.steps_done} of {len(found.steps)} steps done"
    if found.target is None:
        yield f"{_ects(found.reached)} reached; {done}"
    else:
        yield f"{_ects(found.reached)} of {_ects(found.target)} reached, {_ects(found.remaining)} remaining; {done}"
    for number, step in enumerate(found.steps, 1):
        yield ""
        yield from _step_lines(number, step, report)
    yield ""
    yield from _route_lines(report)
    yield WHO_DECIDES


def _step_lines(number: int, step: StepProgress, report: PlanReport) -> Iterator[str]:
    stated = report.pathway.steps[number - 1].title
    name = f"Step {number}: {_title(stated)}" if stated else f"Step {number}"
    yield f"{name}{' - done' if step.is_done and step.other is None else ''}"
    for ref in step.held:
        yield f"  have  {_named(ref, report)}"
    if not step.is_done:
        yield f"  still to take: {_asked(step)}"
    for ref in step.alternatives:
        yield f"        {_named(ref, report)}"
        yield from (
            f"          also by the pathway {_pathway(giver, report)}" for giver in report.net.givers.get(ref, ())
        )
    for ref in step.closed:
        yield f"        {_named(ref, report)} - no longer offered"
    if not step.is_done and not step.alternatives:
        yield "        nothing that is offered today brings it"
    if step.other:
        ects = f", {_ects(step.other.ects)}" if step.other.ects is not None else ""
        yield f"  besides: {_title(step.other.title)}{ects}"


def _asked(step: StepProgress) -> str:
    if step.need.kind == ECTS:
        return f"{_ects(step.remaining)} from these"
    return f"{step.remaining} of these" if step.need.kind == COUNT else "all of these"


def _route_lines(report: PlanReport) -> Iterator[str]:
    if all(step.is_done for step in report.progress.steps):
        yield "You have all the micro-credentials that this pathway asks for."
        yield from _short_lines(report, ())
    elif not report.routes:
        yield "With what is offered today no route leads to the end of this pathway."
    for route, measures in _by_route(report.routes):
        yield f"Route ({', '.join(measures)}): take {len(route.take)}"
        yield from (f"  take  {_named(ref, report)}" for ref in route.take)
        for leg in route.legs if len(route.legs) > 1 else ():
            gives = f", which leads to {_offering_title(leg.gives, report)}" if leg.gives else ""
            uses = ", ".join(_offering_title(ref, report) for ref in leg.uses)
            yield f"  {uses}: completes {_title(report.catalogue.pathways[leg.pathway].title)}{gives}"
        yield f"  in all {_ects(route.ects)}, {decimal_text(route.price)} {report.currency}"
        for words, refs in (("price not known", route.unpriced), ("no ECTS stated", route.unknown_ects)):
            if refs:
                yield f"  not in the sum, {words}: {', '.join(_offering_title(ref, report) for ref in refs)}"
        yield from _short_lines(report, route.legs)
        yield ""


def _short_lines(report: PlanReport, legs: tuple[Leg, ...]) -> Iterator[str]:
    """That the steps are done and the target is missed all the same, where the least that they ask does not reach it."""
    short = _short(report, legs)
    if short:
        target = _ects(report.progress.target)
        yield f"  the steps are then done, but {_ects(short)} of the {target} are missing: take more than the least"


def _short(report: PlanReport, legs: tuple[Leg, ...]) -> Decimal:
    """The ECTS that are missing to the target when a route is done."""
    used = [ref for leg in legs if leg.pathway == report.pathway.id for ref in leg.uses]
    return progress(report.pathway, (*report.have, *used), report.catalogue).short


def _by_route(found: Mapping[str, Route]) -> list[tuple[Route, list[str]]]:
    """Each different route once, with the measures by which it is the best."""
    measures: list[tuple[Route, list[str]]] = []
    for measure, route in found.items():
        same = next((names for one, names in measures if set(one.take) == set(route.take)), None)
        if same is None:
            measures.append((route, [measure]))
        else:
            same.append(measure)
    return measures


def _title(text: Text) -> str:
    return text.best("en")[1]


def _goal(report: PlanReport) -> Iterator[str]:
    """What the pathway leads to; nothing where that is a draft."""
    target = report.pathway.leads_to
    if target.title is not None:
        yield _title(target.title)
    elif target.offering is not None and is_published(target.offering, report.catalogue):
        yield f"{_offering_title(target.offering, report)} ({target.offering})"


def _offering_title(ref: RecordId, report: PlanReport) -> str:
    offering: Offering | None = report.catalogue.offerings.get(ref)
    return _title(offering.title) if offering else ref


def _pathway(ref: RecordId, report: PlanReport) -> str:
    return f"{_title(report.catalogue.pathways[ref].title)} ({ref})"


def _named(ref: RecordId, report: PlanReport) -> str:
    worth = worth_of(ref, report.catalogue, report.currency)
    cost = "price not known" if worth.price is None else f"{decimal_text(worth.price)} {report.currency}"
    stated = "no ECTS stated" if worth.ects is None else _ects(worth.ects)
    return f"{_offering_title(ref, report)} ({ref}): {stated}, {cost}"


def _ects(number: Decimal | None) -> str:
    return f"{decimal_text(number or Decimal(0))} ECTS"


def _document(report: PlanReport) -> dict[str, Any]:
    found = report.progress
    return {
        "goal": report.pathway.id,
        "have": list(report.have),
        "ects": {
            "reached": decimal_text(found.reached),
            "target": None if found.target is None else decimal_text(found.target),
            "remaining": None if found.remaining is None else decimal_text(found.remaining),
        },
        "complete": found.is_complete,
        "steps": [_step_document(step) for step in found.steps],
        "routes": {measure: _route_document(route, report) for measure, route in report.routes.items()},
        "note": WHO_DECIDES,
    }


def _step_document(step: StepProgress) -> dict[str, Any]:
    other = step.other
    besides = (
        {"title": dict(other.title), "ects": None if other.ects is None else decimal_text(other.ects)}
        if other
        else None
    )
    return {
        "choose": step.need.kind,
        "needed": decimal_text(step.need.needed),
        "reached": decimal_text(step.reached),
        "remaining": decimal_text(step.remaining),
        "ects": decimal_text(step.credits),
        "held": list(step.held),
        "alternatives": list(step.alternatives),
        "no_longer_offered": list(step.closed),
        "other": besides,
    }


def _route_document(route: Route, report: PlanReport) -> dict[str, Any]:
    return {
        "take": list(route.take),
        "legs": [{"pathway": leg.pathway, "uses": list(leg.uses), "leads_to": leg.gives} for leg in route.legs],
        "ects": decimal_text(route.ects),
        "no_ects_stated": list(route.unknown_ects),
        "ects_short_of_target": decimal_text(_short(report, route.legs)),
        "price": {"amount": decimal_text(route.price), "currency": report.currency},
        "price_not_known": list(route.unpriced),
    }
