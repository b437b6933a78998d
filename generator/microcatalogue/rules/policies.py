"""Rules on recognition policies: rules that can be reached, grants that say what they give."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue import Catalogue
from ..diagnostics import Severity
from ..model import RecognitionPolicy
from .registry import Problem, at, rule

# Only these purposes can carry credits; admission and employment grant no credits to count.
_CREDIT_PURPOSES = frozenset({"credit-transfer", "exemption", "stacking"})


@rule(
    "grants-without-credit-purpose",
    Severity.ERROR,
    "Grant for a purpose that carries no credits",
    on="recognition-policy",
    message="“grants” stands in a rule for {purposes}; credits are granted for credit-transfer, exemption and stacking only",
    hint="move “grants” to a rule of its own for those purposes, or delete it",
    why="Learners would expect credits from a decision that gives none.",
    wrong="rules: [{id: a, purposes: [admission], decision: automatic, grants: {ects: same}}]",
    right="rules: [{id: a, purposes: [credit-transfer], decision: automatic, grants: {ects: same}}]",
)
def grants_without_credit_purpose(policy: RecognitionPolicy, _catalogue: Catalogue) -> Iterator[Problem]:
    for index, one in enumerate(policy.rules):
        others = [purpose for purpose in one.purposes if purpose not in _CREDIT_PURPOSES]
        if one.grants and others:
            yield at("rules", index, "grants", key=True, purposes=", ".join(others))


@rule(
    "grants-refused",
    Severity.ERROR,
    "Grant in a rule that refuses",
    on="recognition-policy",
    message="the rule decides “not-recognised”, and yet grants something",
    hint="delete “grants”, or correct the decision",
    why="The two contradict each other.",
    wrong="rules: [{id: a, purposes: [stacking], decision: not-recognised, grants: {ects: same}}]",
    right="rules: [{id: a, purposes: [stacking], decision: not-recognised}]",
)
def grants_refused(policy: RecognitionPolicy, _catalogue: Catalogue) -> Iterator[Problem]:
    for index, one in enumerate(policy.rules):
        if one.grants and one.decision == "not-recognised":
            yield at("rules", index, "grants", key=True)


@rule(
    "up-to-without-limit",
    Severity.ERROR,
    "“Up to” without a number",
    on="recognition-policy",
    message="“up-to” says that there is a limit; “max_ects” is missing",
    hint="add max_ects: 6, or write ects: same",
    why="“Up to” without a number promises nothing that can be checked.",
    wrong="grants: {ects: up-to}",
    right="grants: {ects: up-to, max_ects: 6}",
)
def up_to_without_limit(policy: RecognitionPolicy, _catalogue: Catalogue) -> Iterator[Problem]:
    for index, one in enumerate(policy.rules):
        if one.grants and one.grants.ects == "up-to" and one.grants.max_ects is None:
            yield at("rules", index, "grants", "ects")


@rule(
    "unreachable-rule",
    Severity.WARNING,
    "Rule that is never reached",
    on="recognition-policy",
    message="the rule “{earlier}” above already decides every case for {purposes}",
    hint="move this rule above it, or delete it; rules are read in order",
    why="What the rule promises will never be granted.",
    wrong="rules: [{id: all, purposes: [stacking], decision: individual}, {id: ours, purposes: [stacking], decision: automatic}]",
    right="rules: [{id: ours, purposes: [stacking], decision: automatic, from: {countries: [EE]}}, {id: all, purposes: [stacking], decision: individual}]",
)
def unreachable_rule(policy: RecognitionPolicy, _catalogue: Catalogue) -> Iterator[Problem]:
    decided: dict[str, str] = {}
    for index, one in enumerate(policy.rules):
        covered = [purpose for purpose in one.purposes if purpose in decided]
        # A rule that names the receiver itself is read for the receiver's own micro-credentials, wherever it stands.
        names_itself = one.from_ is not None and policy.provider in one.from_.providers
        if len(covered) == len(one.purposes) and not names_itself:
            yield at("rules", index, "id", earlier=decided[covered[0]], purposes=", ".join(covered))
        if one.from_ is None and one.when is None:
            for purpose in one.purposes:
                decided.setdefault(purpose, one.id)
