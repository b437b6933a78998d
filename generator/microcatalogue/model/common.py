"""Parts that several kinds of records share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from ..values import ProviderId, Text, Url

NoneStated = Literal["none"]
# Stated to have none, which is another thing than not stated.
NONE: Final[NoneStated] = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How to reach someone; at least one way is stated."""

    email: str | None = None
    phone: str | None = None
    homepage: Url | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """An alliance or network that an organisation belongs to; `id` is compared by recognition rules."""

    id: str
    name: Text
    homepage: Url | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardingBody:
    """Who awards the micro-credential (Annex I, element 4): a provider of the catalogue, or an organisation named here."""

    provider: ProviderId | None = None
    name: Text | None = None
    kind: str | None = None
    country: str | None = None
    homepage: Url | None = None
    identifiers: Mapping[str, str] | None = None
    member_of: tuple[Membership, ...] | NoneStated | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """An organisation that took part, by name and kind."""

    name: Text
    kind: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a run takes place."""

    city: Text | None = None
    country: str | None = None
    region: str | None = None
    address: Text | None = None
    venue: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What a learner pays; an amount of 0 means free of charge."""

    amount: Decimal
    currency: str
    per: str = "offering"
    vat: str | None = None
    audience: Text | None = None
    includes: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualification:
    """A larger qualification outside this catalogue that a micro-credential counts towards."""

    title: Text
    eqf: int | None = None
    ects: Decimal | None = None
    homepage: Url | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A lower and an upper bound, both inclusive, each optional."""

    min: Decimal | None = None
    max: Decimal | None = None
