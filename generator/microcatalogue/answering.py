"""What organisations say to one offering, as text and as JSON: the answer to "who recognises this, and why"."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from .catalogue import Catalogue
from .conditions import elements_of
from .content import decimal_text
from .legal import REGULATED_PROFESSIONS, WHO_DECIDES
from .model import Asks, Grant, Offering, RecognitionPolicy
from .recognition import NO_RULE, Outcome, credits_for, is_in_force, purposes_of
from .trace import Asked, RuleRead, Trace, in_words, trace

LEGAL = (WHO_DECIDES, REGULATED_PROFESSIONS)
"""Said with every answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one organisation's policy comes to for an offering, purpose by purpose; none where it is not in force."""

    policy: RecognitionPolicy
    in_force: bool
    traces: tuple[Trace, ...]


def answers(
    catalogue: Catalogue, offering: Offering, policies: Iterable[RecognitionPolicy], purpose: str | None = None
) -> tuple[Answer, ...]:
    """The answers of some policies, for one purpose or for all that each speaks of."""
    elements = elements_of(offering, catalogue)
    return tuple(
        Answer(
            policy,
            is_in_force(policy, catalogue),
            tuple(trace(policy, one, elements) for one in ((purpose,) if purpose else purposes_of(policy)))
            if is_in_force(policy, catalogue)
            else (),
        )
        for policy in policies
    )


def as_text(catalogue: Catalogue, offering: Offering, found: Iterable[Answer], *, explain: bool, silent: bool) -> str:
    """The answers as lines; with `explain` the way to each, with `silent` also where a policy says nothing."""
    title = offering.title.best("en", catalogue.default_language(offering))[1]
    lines = [f"{title} ({offering.id}){_on(catalogue.as_of)}"]
    answered = tuple(found)
    for answer in answered:
        told = tuple(_lines(answer, offering, explain=explain, silent=silent))
        if told:
            lines += ["", _head(answer, catalogue), *told]
    if len(lines) == 1:
        idle = sum(not answer.in_force for answer in answered)
        lines += ["", "No organisation has published rules that say something of it."]
        lines += [f"On this day {idle} of {len(answered)} policies were not in force."] if idle else []
    return "\n".join((*lines, "", *LEGAL, ""))


def _on(day: date | None) -> str:
    return f", on {day.isoformat()}" if day else ""


def _head(answer: Answer, catalogue: Catalogue) -> str:
    """The organisation and the date of its policy, and whether that has been looked over in time."""
    policy, as_of = answer.policy, catalogue.as_of
    provider = catalogue.providers.get(policy.provider)
    name = f"{provider.name.best('en')[1]} ({policy.provider})" if provider else policy.provider
    late = policy.review_by and as_of and policy.review_by < as_of
    return f"{name}: policy of {policy.adopted.isoformat()}{', not reviewed since' if late else ''}"


def _lines(answer: Answer, offering: Offering, *, explain: bool, silent: bool) -> Iterator[str]:
    if not answer.in_force and silent:
        yield "  the policy is not in force on this day"
    for one in answer.traces:
        if one.outcome.outcome == NO_RULE and not silent:
            continue
        yield f"  {one.outcome.purpose}: {_said(one.outcome, offering)}"
        if explain:
            yield from (f"      {line}" for line in in_words(one))


def _said(outcome: Outcome, offering: Offering) -> str:
    parts = [outcome.outcome, *_granted(outcome.grants, offering), *_asked(outcome.asks)]
    if outcome.possible:
        possible = dict.fromkeys(one.outcome for one in outcome.possible)
        parts += [f"possible: {', '.join(possible)}", f"not stated: {', '.join(outcome.open_elements)}"]
    return "; ".join(parts)


def _granted(grant: Grant | None, offering: Offering) -> Iterator[str]:
    if grant is None:
        return
    ects = credits_for(grant, offering)
    if ects is not None:
        yield f"{'up to ' if grant.ects != 'same' else ''}{decimal_text(ects)} ECTS"
    if grant.towards:
        titles = (
            one.offering or one.pathway or (one.title.best("en")[1] if one.title else "") for one in grant.towards
        )
        yield f"towards {', '.join(titles)}"


def _asked(asks: Asks | None) -> Iterator[str]:
    if asks is None:
        return
    if asks.max_age_years is not None:
        yield f"not older than {decimal_text(asks.max_age_years)} years"
    if asks.min_grade:
        yield f"at least the grade: {asks.min_grade.best('en')[1]}"
    if asks.other:
        yield asks.other.best("en")[1]


def as_json(catalogue: Catalogue, offering: Offering, found: Iterable[Answer], *, explain: bool, silent: bool) -> str:
    """The answers as a document; texts stay with the policy, whose rules are named."""
    items = [
        _item(answer, one, offering, explain=explain)
        for answer in found
        for one in answer.traces
        if silent or one.outcome.outcome != NO_RULE
    ]
    day = {"as_of": catalogue.as_of.isoformat()} if catalogue.as_of else {}
    document = {
        "schema_version": "1",
        "offering": offering.id,
        **day,
        "outcomes": items,
        "legal": LEGAL,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _item(answer: Answer, found: Trace, offering: Offering, *, explain: bool) -> dict[str, Any]:
    outcome = found.outcome
    ects = credits_for(outcome.grants, offering)
    stated = {
        "ects": decimal_text(ects) if ects is not None else None,
        "rules": [rule.id for rule in outcome.rules],
        "possible": list(dict.fromkeys(one.outcome for one in outcome.possible)),
        "open_elements": list(outcome.open_elements),
        "trace": [_read(one) for one in found.read] if explain else [],
    }
    head = {"by": outcome.by, "purpose": outcome.purpose, "outcome": outcome.outcome}
    head["policy_adopted"] = answer.policy.adopted.isoformat()
    return head | {name: value for name, value in stated.items() if value}


def _read(one: RuleRead) -> dict[str, Any]:
    return {
        "rule": one.rule.id,
        "decision": one.rule.decision,
        "holds": one.holds,
        "asks": [_field(each) for each in one.asked],
    }


def _field(one: Asked) -> dict[str, Any]:
    return {"field": one.field, "wants": one.wanted, "whose": one.whose, "stated": one.stated, "holds": one.holds}
