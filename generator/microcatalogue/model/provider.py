"""A provider, its quality assurance and its guidance (`provider.yml`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ..values import LocalId, ProviderId, RichText, Text, Url
from .common import Membership, NoneStated


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """A quality assurance agency."""

    name: Text
    country: str
    homepage: Url


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityAssurance:
    """One piece of quality assurance that underpins micro-credentials (Annex I, element 11; Annex II, principle 1)."""

    id: LocalId
    type: str
    framework: str
    title: Text
    agency: Agency | None = None
    report: Url | None = None
    decision: str | None = None
    issued: date | None = None
    expires: date | None = None
    next_review: date | None = None

    def counts(self, as_of: date | None) -> bool:
        """True unless the decision is negative or withdrawn, or it has expired before `as_of` (inclusive end).

        Without an as-of date nothing is taken for expired.
        """
        expired = self.expires is not None and as_of is not None and self.expires < as_of
        return self.decision not in ("negative", "withdrawn") and not expired


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Another register that lists the provider."""

    name: Text
    id: str
    url: Url | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InternalQuality:
    """The four elements that internal quality assurance should cover (Annex II, principle 1)."""

    credential: RichText | None = None
    course: RichText | None = None
    learner_feedback: RichText | None = None
    peer_feedback: RichText | None = None
    learners_involved: RichText | None = None
    procedure: Url | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    """Who advises learners, and how to reach them (point 14; Annex II, principle 10)."""

    text: RichText | None = None
    email: str | None = None
    phone: str | None = None
    homepage: Url | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """An account that may change the provider's folder. Private: published nowhere."""

    login: str
    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """An organisation that offers micro-credentials, recognises those of others, or both (point 5b)."""

    id: ProviderId
    name: Text
    languages: tuple[str, ...]
    kind: str | None = None
    country: str | None = None
    region: str | None = None
    homepage: Url | None = None
    legal_name: Text | None = None
    address: Text | None = None
    description: RichText | None = None
    email: str | None = None
    phone: str | None = None
    logo: str | None = None
    identifiers: Mapping[str, str] | None = None
    registers: tuple[Register, ...] = ()
    member_of: tuple[Membership, ...] | NoneStated | None = None
    quality_assurance: tuple[QualityAssurance, ...] = ()
    internal_quality: InternalQuality | None = None
    guidance: Guidance | None = None
    enic_naric: Url | None = None
    owners: tuple[Owner, ...] = ()
    status: str = "active"
    ceased_on: date | None = None
    replaced_by: ProviderId | None = None
    former_names: tuple[Text, ...] = ()
