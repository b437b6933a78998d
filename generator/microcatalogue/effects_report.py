"""The effects of a change in words, for the terminal, a pull request and programs.

Many offerings that flip together are one line; a terminal and a comment name the first of them and count the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from .content import decimal_text
from .effects import Effects, Flip
from .pathway_effects import BREAKS, PathwayEffect

MOST_LINES, MOST_NAMES = 40, 3


def in_lines(found: Effects, base: str) -> tuple[str, ...]:
    """A heading and a line an effect, at most forty."""
    aside = [f"- left out, since it cannot be read: {_named(found.left_out)}"] if found.left_out else []
    if not found:
        return (f"Against “{base}” no answer of a recognition policy changes and no pathway breaks.", *aside)
    lines = [*map(_flip, found.flips), *map(_pathway, found.pathways)]
    lines += [f"new: {_named(found.came)}"] if found.came else []
    lines += [f"gone: {_named(found.went)}"] if found.went else []
    lines += [f"withdrawn: {_named(found.withdrawn)}"] if found.withdrawn else []
    more = len(lines) - MOST_LINES
    shown = [*lines[:MOST_LINES], f"and {more} more effects (all of them: --format json)"] if more > 0 else lines
    return (f"Effects against “{base}”: {_counted(found)}", *(f"- {line}" for line in shown), *aside)


def _counted(found: Effects) -> str:
    flipped = sum(len(one.offerings) for one in found.flips if one.was != one.now)
    other = sum(len(one.offerings) for one in found.flips if one.was == one.now)
    broken = sum(one.what == BREAKS for one in found.pathways)
    said = (f"{flipped} outcomes flip", f"{other} stay on other terms" if other else "", f"{broken} pathways break")
    return ", ".join(one for one in said if one)


def _flip(one: Flip) -> str:
    becomes = f"{one.was} → {one.now}" if one.was != one.now else f"{one.now} on other terms"
    rules = f"{_rules(one.rules_before)} → {_rules(one.rules_now)}"
    return f"{one.by}, {one.purpose}: {becomes} for {len(one.offerings)} ({_named(one.offerings)}); rules: {rules}"


def _rules(names: Sequence[str]) -> str:
    return ", ".join(names) or "none"


def _named(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def _pathway(one: PathwayEffect) -> str:
    before, now = (_credits(most) for most in (one.most_before, one.most_now))
    needed = f"; {decimal_text(one.needed)} ECTS are needed" if one.needed is not None else ""
    remaining = f", {decimal_text(one.remaining)} remain" if one.remaining is not None else ""
    steps = f"; not to be taken any more: step {', '.join(map(str, one.steps))}" if one.steps else ""
    lost = f"; not offered any more: {_named(one.lost)}" if one.lost else ""
    credits = f"its steps bring at most {now}, before {before}"
    return f"pathway {one.pathway} {one.what}: {credits}{needed}{remaining}{steps}{lost}"


def _credits(most: Any) -> str:
    return f"{decimal_text(most)} ECTS" if most is not None else "nothing, since it is not offered"


def as_document(found: Effects, base: str) -> dict[str, Any]:
    """All effects as a JSON document."""
    return {
        "base": base,
        "flips": list(map(_flip_document, found.flips)),
        "pathways": list(map(_pathway_document, found.pathways)),
        "new": list(found.came),
        "gone": list(found.went),
        "withdrawn": list(found.withdrawn),
        "left_out": list(found.left_out),
    }


def _flip_document(one: Flip) -> dict[str, Any]:
    return {
        "by": one.by,
        "purpose": one.purpose,
        "was": one.was,
        "now": one.now,
        "rules_before": list(one.rules_before),
        "rules_now": list(one.rules_now),
        "offerings": list(one.offerings),
    }


def _pathway_document(one: PathwayEffect) -> dict[str, Any]:
    credits = {
        "most_before": one.most_before,
        "most_now": one.most_now,
        "needed": one.needed,
        "remaining": one.remaining,
    }
    stated = {name: decimal_text(value) for name, value in credits.items() if value is not None}
    return {"pathway": one.pathway, "what": one.what, **stated, "steps": list(one.steps), "lost": list(one.lost)}


def as_commands(lines: Sequence[str]) -> Iterator[str]:
    """The effects as one notice of a workflow, to be shown beside a change."""
    words = "\n".join(lines).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    yield f"::notice title=effects::{words}\n"
