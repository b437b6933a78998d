"""A recognition policy: what an organisation recognises of others' micro-credentials (point 9c)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..values import LocalId, ProviderId, RecordId, RichText, Text, Url
from .common import Contact, Range


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """What the decision costs the learner; 0 means free of charge."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Conditions on the awarding body: all that is stated must hold, for one and the same body."""

    kinds: tuple[str, ...] = ()
    providers: tuple[ProviderId, ...] = ()
    offerings: tuple[RecordId, ...] = ()
    countries: tuple[str, ...] = ()
    alliances: tuple[str, ...] = ()
    frameworks: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Conditions on the offering: all that is stated must hold, a list when any of its members does."""

    eqf: Range | None = None
    level_basis: tuple[str, ...] = ()
    ects: Range | None = None
    isced_f: tuple[str, ...] = ()
    supervision: tuple[str, ...] = ()
    supervision_of_one: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asks:
    """What is asked of the learner besides, which a catalogue cannot know."""

    max_age_years: Decimal | None = None
    min_grade: Text | None = None
    other: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Toward:
    """What recognised credits count towards: an offering, a pathway or a titled programme."""

    offering: RecordId | None = None
    pathway: RecordId | None = None
    title: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What recognition gives: the same credits or up to a number, and towards what."""

    ects: str | None = None
    max_ects: Decimal | None = None
    towards: tuple[Toward, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of a policy; rules are read in order."""

    id: LocalId
    purposes: tuple[str, ...]
    decision: str
    from_: Origin | None = None
    when: Terms | None = None
    asks: Asks | None = None
    grants: Grant | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits that hold for all outcomes of a policy."""

    max_total_ects: Decimal | None = None
    max_share_percent: Decimal | None = None
    text: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """An example that the provider gives of what its own policy comes to."""

    offering: RecordId
    purpose: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionPolicy:
    """What an organisation recognises of others' micro-credentials, how to ask for it and how to appeal."""

    provider: ProviderId
    title: Text
    summary: Text
    document: Url
    adopted: date
    applies_from: date | None = None
    applies_until: date | None = None
    review_by: date | None = None
    procedure: RichText | None = None
    legal_basis: Url | None = None
    evidence: RichText | None = None
    decision_days: int | None = None
    fee: Fee | None = None
    appeal: RichText | None = None
    contact: Contact | None = None
    rules: tuple[Rule, ...] = ()
    limits: Limits | None = None
    expects: tuple[Expectation, ...] = ()

    @property
    def id(self) -> ProviderId:
        """The policy's id: that of its provider, since each has at most one."""
        return self.provider
