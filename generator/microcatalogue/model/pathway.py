"""A pathway: how micro-credentials stack into something larger (`pathways/<pathway>.yml`)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ..values import ProviderId, RecordId, RichText, Text, Url
from .common import AwardingBody
from .offering import NationalLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class PathwayTarget:
    """Where a pathway leads: an offering of the catalogue, or a qualification or programme outside it."""

    offering: RecordId | None = None
    title: Text | None = None
    kind: str | None = None
    eqf: int | None = None
    nqf: NationalLevel | None = None
    ects: Decimal | None = None
    homepage: Url | None = None
    awarding_bodies: tuple[AwardingBody, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """How many of a step's offerings are needed: so many credits, or so many offerings."""

    ects: Decimal | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOther:
    """A part of a step that is no micro-credential, such as a thesis or a placement."""

    title: Text
    ects: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a pathway: offerings to choose from, something else, or both."""

    title: Text | None = None
    choose: Literal["all"] | Choice | None = None
    offerings: tuple[RecordId, ...] = ()
    other: StepOther | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pathway:
    """How micro-credentials stack; `id` is `<provider>/<name>`, one namespace with offerings."""

    id: RecordId
    provider: ProviderId
    title: Text
    leads_to: PathwayTarget
    steps: tuple[Step, ...]
    summary: Text | None = None
    status: str = "active"
    formerly: tuple[RecordId, ...] = ()
    admission: RichText | None = None
    note: Text | None = None
