"""Rules on what recognition policies come to: examples that a policy must keep, statements that a policy must not deny."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..catalogue import Catalogue
from ..conditions import elements_of
from ..diagnostics import Path, Severity
from ..model import Offering, RecognitionPolicy
from ..recognition import NO_RULE, OWN, UNDETERMINED, Outcome, is_in_force, outcome_for
from ..trace import in_words, trace
from ..values import RecordId
from .registry import Problem, at, rule


def _outcome(policy: RecognitionPolicy, offering: RecordId, purpose: str, catalogue: Catalogue) -> Outcome | None:
    """What a policy comes to for an offering; None where that cannot be said: not in force, not there, not readable."""
    record = catalogue.offerings.get(offering)
    if record is None or record.status == "draft":
        return None
    # A provider that could not be read would leave elements open that it may well state.
    bodies = {body.provider for body in catalogue.awarding_bodies(record)} | {record.provider}
    if any(("provider", body) in catalogue.unread for body in bodies):
        return None
    return outcome_for(policy, purpose, elements_of(record, catalogue)) if is_in_force(policy, catalogue) else None


@rule(
    "unmet-expectation",
    Severity.ERROR,
    "Example that the policy does not keep",
    on="recognition-policy",
    message="for {purpose}, “{offering}” comes to “{outcome}”, not to “{expected}”: {reason}",
    hint="{cure}; or, if the policy means what it comes to, write outcome: {outcome} in the example",
    why="The examples are what the organisation means; where the rules come to something else, learners would read a wrong "
    "answer on every page.",
    wrong="expects: [{offering: example-university/data-literacy, purpose: stacking, outcome: automatic}]  # no rule says so",
    right="expects: [{offering: example-university/data-literacy, purpose: stacking, outcome: individual}]",
    source="point 9c",
)
def unmet_expectation(policy: RecognitionPolicy, catalogue: Catalogue) -> Iterator[Problem]:
    for index, example in enumerate(policy.expects):
        found = _outcome(policy, example.offering, example.purpose, catalogue)
        if found is None or found.outcome == example.outcome:
            continue
        problem = at(
            *("expects", index, "outcome"),
            purpose=example.purpose,
            offering=example.offering,
            outcome=found.outcome,
            expected=example.outcome,
            reason=_reason(found),
            cure=_cure(policy, found),
        )
        elements = elements_of(catalogue.offerings[example.offering], catalogue)
        how = trace(policy, example.purpose, elements)
        yield replace(problem, also=_rules_at(policy, found, catalogue), details=tuple(in_words(how)))


def _cure(policy: RecognitionPolicy, found: Outcome) -> str:
    """How the rules can be made to keep the example; the organisation knows whether they or the example are wrong."""
    if found.outcome == UNDETERMINED:
        return f"have the provider state {', '.join(found.open_elements)}, or ask for less in the rules that may hold"
    if found.outcome == OWN:
        return f"name {policy.provider} in from.providers of a rule for {found.purpose}"
    if not found.rules:
        return f"add a rule for {found.purpose} that holds, or correct one that should"
    return f"correct rule “{found.rules[-1].id}”, or put one that holds above it"


def _rules_at(policy: RecognitionPolicy, found: Outcome, catalogue: Catalogue) -> tuple[tuple[str, Path], ...]:
    """The rules that decide or may decide, in the policy's file."""
    file = catalogue.file("recognition-policy", policy.provider)
    return tuple((file, ("rules", policy.rules.index(one), "id")) for one in found.rules)


def _reason(found: Outcome) -> str:
    """Which rules decide, or what would have to be stated."""
    names = ", ".join(f"“{one.id}”" for one in found.rules)
    if found.outcome == UNDETERMINED:
        return f"{names} may hold; not stated: {', '.join(found.open_elements)}"
    return f"decided by {names}" if names else "no rule holds"


@rule(
    "contradicted-recognition",
    Severity.WARNING,
    "Recognition that the organisation's own policy does not give",
    on="offering",
    message="the policy of “{provider}” comes to “{outcome}” for {purpose}",
    hint="ask the organisation what holds; then delete the entry here, or have its policy say it",
    why="A learner would read on this page that it is recognised, and on the organisation's page that it is not.",
    wrong="recognised_by: [{provider: example-university, purpose: stacking, statement: {en: It counts.}, evidence: https://example.org/}]",
    right="recognised_by: []  # until the policy of example-university says something of stacking",
    source="Annex II, principle 6",
)
def contradicted_recognition(offering: Offering, catalogue: Catalogue) -> Iterator[Problem]:
    for index, entry in enumerate(offering.recognised_by):
        policy = catalogue.policies.get(entry.provider) if entry.provider else None
        found = _outcome(policy, offering.id, entry.purpose, catalogue) if policy else None
        if found is not None and found.outcome in ("not-recognised", NO_RULE):
            place = ("recognised_by", index, "purpose")
            yield at(*place, provider=entry.provider, outcome=found.outcome, purpose=entry.purpose)
