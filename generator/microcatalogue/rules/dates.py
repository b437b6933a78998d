"""Rules on dates: what has to come first, and what has passed on the as-of date of the build.

All dates are inclusive: a deadline holds to the end of its day in the catalogue's time zone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ..catalogue import Catalogue
from ..diagnostics import Path, Severity
from ..model import Offering, Provider, QualityAssurance, RecognitionPolicy
from ..values import PartialDate
from .registry import Problem, at, rule

_WHY_ORDER = "Calendars, deadlines and filters are made from these dates; one of the two must be wrong."


def _in_order(first: date | None, last: date | None, path: Path, name: str) -> Iterator[Problem]:
    if first is not None and last is not None and last < first:
        yield at(*path, last=last, first=first, name=name)


def _first(day: PartialDate | None) -> date | None:
    return day.first_day if day else None


def _last(day: PartialDate | None) -> date | None:
    return day.last_day if day else None


@rule(
    "end-before-start",
    Severity.ERROR,
    "End before its start",
    on=("offering", "provider", "recognition-policy"),
    message="{last} lies before “{name}”, {first}",
    hint="correct the one that is wrong",
    why=_WHY_ORDER,
    wrong="runs: [{id: spring, starts: 2027-05-01, ends: 2027-02-01}]",
    right="runs: [{id: spring, starts: 2027-02-01, ends: 2027-05-01}]",
)
def end_before_start(record: Offering | Provider | RecognitionPolicy, _catalogue: Catalogue) -> Iterator[Problem]:
    if isinstance(record, RecognitionPolicy):
        yield from _in_order(record.applies_from, record.applies_until, ("applies_until",), "applies_from")
        yield from _in_order(record.adopted, record.review_by, ("review_by",), "adopted")
        return
    for index, entry in enumerate(record.quality_assurance):
        if isinstance(entry, QualityAssurance):
            yield from _in_order(entry.issued, entry.expires, ("quality_assurance", index, "expires"), "issued")
    if isinstance(record, Offering):
        yield from _in_order(record.reviewed_on, record.review_by, ("review_by",), "reviewed_on")
        for index, run in enumerate(record.runs):
            yield from _in_order(_first(run.starts), _last(run.ends), ("runs", index, "ends"), "starts")
            yield from _in_order(run.apply_from, run.apply_by, ("runs", index, "apply_by"), "apply_from")


@rule(
    "deadline-after-start",
    Severity.WARNING,
    "Deadline after the start",
    on="offering",
    message="the deadline {deadline} lies after the start, {start}",
    hint="correct the date, or state the run as rolling if one can join at any time",
    why="Learners plan by the deadline; after the start it is most often a slip of the year.",
    wrong="runs: [{id: spring, starts: 2027-02-01, apply_by: 2027-03-01}]",
    right="runs: [{id: spring, starts: 2027-02-01, apply_by: 2027-01-15}]",
)
def deadline_after_start(offering: Offering, _catalogue: Catalogue) -> Iterator[Problem]:
    for index, run in enumerate(offering.runs):
        start = _last(run.starts)
        if run.apply_by and start and run.apply_by > start:
            yield at("runs", index, "apply_by", deadline=run.apply_by, start=run.starts)


@rule(
    "open-after-deadline",
    Severity.WARNING,
    "Open run whose deadline has passed",
    on="offering",
    message="the run is “open”, but its deadline {deadline} has passed",
    hint="set its status to full or cancelled, move the deadline, or delete the run",
    why="Learners would apply in vain.",
    wrong="runs: [{id: autumn, status: open, starts: 2026-10-01, apply_by: 2026-09-15}]",
    right="runs: [{id: autumn, status: open, starts: 2027-10-01, apply_by: 2027-09-15}]",
)
def open_after_deadline(offering: Offering, catalogue: Catalogue) -> Iterator[Problem]:
    for index, run in enumerate(offering.runs):
        if run.status == "open" and run.apply_by and _passed(run.apply_by, catalogue):
            yield at("runs", index, "apply_by", deadline=run.apply_by)


def _passed(day: date | None, catalogue: Catalogue) -> bool:
    """True where the day lies before the as-of date; never, where the build has none."""
    return day is not None and catalogue.as_of is not None and day < catalogue.as_of


def _expired_entries(entries: Sequence[QualityAssurance | str], catalogue: Catalogue) -> Iterator[tuple[int, str, str]]:
    """Entries that do not count any more: index, field and why."""
    for index, entry in enumerate(entries):
        if isinstance(entry, str):
            continue
        if entry.decision in ("negative", "withdrawn"):
            yield index, "decision", f"is {entry.decision}"
        elif _passed(entry.expires, catalogue):
            yield index, "expires", f"expired on {entry.expires}"


@rule(
    "expired-quality-assurance",
    Severity.WARNING,
    "Quality assurance that does not count any more",
    on=("provider", "offering"),
    message="this quality assurance {trouble} and does not count for recognition",
    hint="state the entry that is in force today; leave this one for the record",
    why="Recognition rules and officers rely on quality assurance that is in force.",
    wrong="quality_assurance: [{id: review, expires: 2020-12-31}]",
    right="quality_assurance: [{id: review, expires: 2031-12-31}]",
    source="Annex II, principle 1",
)
def expired_quality_assurance(record: Provider | Offering, catalogue: Catalogue) -> Iterator[Problem]:
    if record.status in ("active", "suspended"):
        for index, name, trouble in _expired_entries(record.quality_assurance, catalogue):
            yield at("quality_assurance", index, name, trouble=trouble)


@rule(
    "overdue-review",
    Severity.WARNING,
    "Review that is overdue",
    on=("offering", "recognition-policy"),
    message="the review was due by {due}",
    hint="look the record over, then move review_by to the day when it is next due",
    why="Readers see when the description was last looked at, and trust it accordingly.",
    wrong="review_by: 2020-01-31",
    right="reviewed_on: 2026-11-01\nreview_by: 2027-11-01",
    source="Annex II, principle 1",
)
def overdue_review(record: Offering | RecognitionPolicy, catalogue: Catalogue) -> Iterator[Problem]:
    in_use = not isinstance(record, Offering) or record.status in ("active", "suspended")
    if in_use and _passed(record.review_by, catalogue):
        yield at("review_by", due=record.review_by)


@rule(
    "policy-not-in-force",
    Severity.WARNING,
    "Policy that is no longer in force",
    on="recognition-policy",
    message="the policy applied until {until}; no outcome is worked out from it",
    hint="publish the policy that applies today in its place",
    why="Learners would look for recognition that nobody promises any more.",
    wrong="applies_until: 2020-12-31",
    right="applies_until: 2030-12-31",
    source="point 9c",
)
def policy_not_in_force(policy: RecognitionPolicy, catalogue: Catalogue) -> Iterator[Problem]:
    if _passed(policy.applies_until, catalogue):
        yield at("applies_until", until=policy.applies_until)


@rule(
    "expired-statement",
    Severity.WARNING,
    "Statement that is no longer valid",
    on="offering",
    message="this was valid until {until}",
    hint="renew it, or delete the entry",
    why="Learners would count on money or recognition that they cannot have.",
    wrong="funding: [{scheme: training-voucher, valid_until: 2020-12-31}]",
    right="funding: [{scheme: training-voucher, valid_until: 2030-12-31}]",
)
def expired_statement(offering: Offering, catalogue: Catalogue) -> Iterator[Problem]:
    ends = [("recognised_by", index, entry.valid_until) for index, entry in enumerate(offering.recognised_by)]
    ends += [("funding", index, entry.valid_until) for index, entry in enumerate(offering.funding)]
    for name, index, until in ends:
        if _passed(until, catalogue):
            yield at(name, index, "valid_until", until=until)
