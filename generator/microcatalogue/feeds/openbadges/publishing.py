"""Achievements as files: one an offering, and all of them in one list."""

from __future__ import annotations

from collections.abc import Iterator

from ...catalogue import Key
from ...edition import Edition
from ..api import envelope
from ..registry import VALIDATED, feed, record_feed
from ..writing import json_bytes
from .achievement import achievement
from .unsaid import FORMAT

TEMPLATE = "openbadges/{id}.json"
SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
"""The official schema, whose definition `Achievement` each file conforms to."""


def _number(edition: Edition) -> int:
    return len(edition.catalogue.published_offerings)


@record_feed(
    TEMPLATE,
    "Open Badges 3.0 Achievement",
    media_type="application/json",
    version="3.0",
    conforms_to=f"{SCHEMA}#/$defs/Achievement",
    format=FORMAT,
    validation=VALIDATED,
)
def badge(edition: Edition, key: Key) -> bytes:
    return json_bytes(achievement(edition, edition.catalogue.offerings[key[1]]))


@feed(
    "openbadges/achievements.json",
    "All Open Badges 3.0 Achievements",
    records=_number,
    version="3.0",
    joins=TEMPLATE,
    conforms_to=f"{SCHEMA}#/$defs/Achievement",
    format=FORMAT,
    validation=VALIDATED,
)
def badges(edition: Edition) -> Iterator[bytes]:
    yield json_bytes(envelope(edition, ()) | {"record_count": _number(edition)})
