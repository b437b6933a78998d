"""What an organisation recognises: its policy in words and as a table, how to ask, and what of the catalogue it covers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..edition import Coverage
from ..model import RecognitionPolicy
from ..recognition import NO_RULE, OWN, UNDETERMINED, is_in_force, purposes_of
from .frame import Site
from .legal import regulated_professions, who_decides
from .parts import Link, Row, Table, Value, Words, there
from .policy import dates, examples, how_to_ask, limits, policy_date, rules_table
from .sentences import policy_in_words
from .speaker import Speaker

OUTCOMES = ("automatic", "conditional", "individual", "not-recognised", UNDETERMINED, OWN, NO_RULE)
"""All outcomes in the order of tables."""
_NAMED = ("automatic", "conditional")


@dataclass(frozen=True, slots=True)
class Covered:
    """Counts as a table, the first offerings that are recognised, and where all of them are."""

    table: Table
    named: tuple[Row, ...]
    all: Link | None


def what_it_recognises(policy: RecognitionPolicy, site: Site, speaker: Speaker) -> dict[str, Any]:
    """What the page of a provider prints of its policy."""
    return {
        "title": speaker.text(policy.title),
        "date": policy_date(policy, speaker),
        "summary": speaker.text(policy.summary),
        "in_words": policy_in_words(policy, speaker),
        "covered": covered(policy, site, speaker),
        "rules": rules_table(policy, speaker),
        "limits": limits(policy, speaker),
        "rows": (*how_to_ask(policy, speaker), *dates(policy, site, speaker)),
        "examples": examples(policy, speaker),
        "legal": (who_decides(speaker), regulated_professions(speaker)),
    }


def covered(policy: RecognitionPolicy, site: Site, speaker: Speaker) -> Covered | None:
    """What a policy covers; None where it is not in force on the date of the build."""
    if not is_in_force(policy, site.catalogue):
        return None
    coverage = site.edition.coverage(policy.provider)
    return Covered(_table(policy, coverage, speaker), tuple(_named(policy, coverage, speaker)), _all(policy, speaker))


def _table(policy: RecognitionPolicy, coverage: Coverage, speaker: Speaker) -> Table:
    columns = [one for one in OUTCOMES if any(outcome == one for _, outcome in coverage)]
    lines = tuple(_line(purpose, columns, coverage, speaker) for purpose in purposes_of(policy))
    heads = (speaker.say("For what"), *(speaker.label("recognition-outcome", one) for one in columns))
    return Table(speaker.say("Micro-credentials of this catalogue by outcome"), heads, lines)


def _line(purpose: str, columns: list[str], coverage: Coverage, speaker: Speaker) -> tuple[tuple[Value, ...], ...]:
    numbers = (coverage.get((purpose, outcome), (0, ()))[0] for outcome in columns)
    cells = (((Words(speaker.language.number(number)),) if number else ()) for number in numbers)
    return ((Words(speaker.label("recognition-purpose", purpose)),), *cells)


def _named(policy: RecognitionPolicy, coverage: Coverage, speaker: Speaker) -> Iterator[Row]:
    for purpose in purposes_of(policy):
        for outcome in _NAMED:
            number, first = coverage.get((purpose, outcome), (0, ()))
            links = there(*(speaker.to("offering", one) for one in first))
            more = number - len(first)
            if links:
                label = (
                    f"{speaker.label('recognition-purpose', purpose)}: {speaker.label('recognition-outcome', outcome)}"
                )
                yield Row(label, (*links, *((_more(more, speaker),) if more else ())))


def _more(number: int, speaker: Speaker) -> Words:
    return Words(speaker.language.say_many("and {number} more", "and {number} more", number))


def _all(policy: RecognitionPolicy, speaker: Speaker) -> Link | None:
    path = f"{speaker.language.code}/recognition/"
    if path not in speaker.urls.paths:
        return None
    return Link(
        Words(speaker.say("See every micro-credential in the table of recognition")),
        speaker.link(f"{path}#by={policy.provider}"),
    )
