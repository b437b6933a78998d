"""What the guidance tables say and what they say they do not: each field is one or the other, and a change shows which."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from microcatalogue import schema
from microcatalogue.edition import Edition
from microcatalogue.feeds.guidance.layout import RECOGNITION, layout_of, offering_line
from microcatalogue.feeds.guidance.losses import UNSAID, said
from microcatalogue.feeds.guidance.recognition_columns import recognition_lines
from test_fields import Path, edition, holders, leaves, with_change

KINDS = ("offering", "provider", "recognition-policy")

# Offerings cite their provider's pieces of quality assurance by these ids: with another one the citation leads nowhere.
CITED = {("provider", "quality_assurance.id"), ("offering", "quality_assurance.id")}
# What these come to is worked out; another value need not come to another outcome.
WORKED_OUT = ("rules.from.", "rules.when.", "applies_from")


def name(path: Path) -> str:
    return ".".join(str(step) for step in path if step != "*")


def fields() -> list[tuple[str, Path, Any]]:
    return [(kind, path, node) for kind, path, node in leaves() if kind in KINDS]


def is_unsaid(kind: str, field: str) -> bool:
    steps = field.split(".")
    return any(".".join(steps[:end]) in UNSAID[kind] for end in range(1, len(steps) + 1))


@pytest.mark.parametrize(
    ("kind", "path", "node"), fields(), ids=lambda part: name(part) if isinstance(part, tuple) else ""
)
def test_a_field_is_said_or_its_loss_has_a_reason(kind: str, path: Path, node: Any) -> None:
    field = name(path)
    assert (field in said(kind)) != is_unsaid(kind, field), field


def test_nothing_else_is_in_the_table_of_losses() -> None:
    known = {kind: {name(path) for path, _ in schema.fields(kind)} for kind in KINDS}
    for kind, those in UNSAID.items():
        for field, reason in those.items():
            assert any(one == field or one.startswith(f"{field}.") for one in known[kind]), field
            assert reason.endswith(".")
    for kind in KINDS:
        assert said(kind) <= known[kind]


def written(one: Edition) -> dict[str, Any]:
    """All lines of all tables."""
    offerings = {
        f"offering {it.id}": offering_line(one, ("offering", it.id)) for it in one.catalogue.published_offerings
    }
    return {**offerings, "recognition": list(recognition_lines(one, layout_of(RECOGNITION, one), 10**6))}


@cache
def before() -> dict[str, Any]:
    return written(edition())


def differs(after: Edition, kind: str, record_id: str) -> bool:
    """Whether a line is another one now; the record's own is looked at first, since it mostly is."""
    if kind == "offering":
        own = offering_line(after, ("offering", record_id))
        if own != before()[f"offering {record_id}"]:
            return True
    return written(after) != before()


@pytest.mark.parametrize(
    ("kind", "path", "node"),
    [one for one in fields() if not name(one[1]).startswith(WORKED_OUT)],
    ids=lambda part: name(part) if isinstance(part, tuple) else "",
)
def test_a_change_shows_exactly_where_a_field_is_said(kind: str, path: Path, node: Any) -> None:
    """Every published text is changed in all its languages; of a field that is said some record's change shows."""
    there = list(holders(kind, path))
    assert there, f"no example states {kind}: {name(path)}"
    field = name(path)
    shown = (differs(with_change(key, concrete, node), kind, key[1]) for key, concrete in there[:6])
    if field in said(kind):
        assert any(shown), field
    elif (kind, field) not in CITED:
        assert not any(list(shown)[:3]), field
