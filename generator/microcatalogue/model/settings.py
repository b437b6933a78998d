"""The catalogue itself: who publishes it, under what licence, in which languages (`catalogue.yml`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from ..values import Text, Url
from .common import Range


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Who publishes the catalogue and answers for it."""

    name: Text
    country: str
    homepage: Url
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """Where the files are kept, for the links "edit this file" and "report an error"."""

    host: str
    url: Url
    branch: str = "main"


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursPerEcts:
    """Hours of work that one ECTS credit stands for (ECTS Users' Guide: 25 to 30), with national exceptions."""

    min: Decimal = Decimal(25)
    max: Decimal = Decimal(30)
    by_country: Mapping[str, Range] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What `catalogue.yml` says."""

    format: int
    title: Text
    publisher: Publisher
    licence: str
    time_zone: str
    base_url: Url
    languages: tuple[str, ...]
    description: Text | None = None
    incomplete: str = "refuse"
    repository: Repository | None = None
    report_url: Url | None = None
    report_email: str | None = None
    large_from_ects: Decimal = Decimal(30)
    hours_per_ects: HoursPerEcts = HoursPerEcts()
