"""An offering: a micro-credential on offer, described by the standard elements of Annex I (`<offering>.yml`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..values import LocalId, PartialDate, ProviderId, RecordId, RichText, Text, Uri, Url
from .common import AwardingBody, Contact, Organisation, Place, Price, Qualification
from .provider import QualityAssurance


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A declared repair of a mistake in a published field."""

    on: date
    field: str
    note: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class EscoConcept:
    """A skill or occupation of the ESCO classification."""

    uri: Uri
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningOutcome:
    """What a learner knows, understands or is able to do afterwards (Annex I, element 6)."""

    id: LocalId
    statement: Text
    kind: str | None = None
    esco: tuple[EscoConcept, ...] = ()
    reuse: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditPoints:
    """Credit points of a system other than ECTS."""

    system: str
    points: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """Notional workload (Annex I, element 7); none of the figures is derived from another."""

    ects: Decimal | None = None
    hours: Decimal | None = None
    contact_hours: Decimal | None = None
    credits: tuple[CreditPoints, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalLevel:
    """A level of a national qualifications framework, with the register that says so."""

    framework: str
    level: str
    register: Url | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """Level and cycle of the learning experience (Annex I, element 8), or why a level does not apply."""

    eqf: int | None = None
    qf_ehea: str | None = None
    basis: str | None = None
    nqf: NationalLevel | None = None
    not_applicable: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """How learning outcomes are assessed, by whom and under what supervision (Annex I, elements 9 and 13)."""

    id: LocalId
    type: str
    title: Text | None = None
    criteria: RichText | None = None
    supervision: str | None = None
    mode: str | None = None
    languages: tuple[str, ...] = ()
    grading: Text | None = None
    assessor: Text | None = None
    assesses: tuple[LocalId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Prerequisites:
    """What is needed to enrol (Annex I, element 12)."""

    text: RichText | None = None
    offerings: tuple[RecordId, ...] = ()
    none: bool | None = None
    language_level: Mapping[str, str] | None = None
    prior_learning_recognised: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """How to apply."""

    procedure: RichText | None = None
    url: Url | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """Whether the micro-credential can be had by validating what one has learnt elsewhere (point 8c)."""

    available: bool
    procedure: RichText | None = None
    homepage: Url | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StackingOption:
    """What the micro-credential counts towards, and with how many credits."""

    offering: RecordId | None = None
    qualification: Qualification | None = None
    ects: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stackability:
    """Stand-alone, or integrated and stackable towards another credential (Annex I, element 15; point 5h)."""

    option: str
    into: tuple[StackingOption, ...] = ()
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedRecognition:
    """Recognition by others as the provider states it, with evidence."""

    provider: ProviderId | None = None
    name: Text | None = None
    purpose: str
    statement: Text
    evidence: Url
    valid_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One time that the offering is taught: when, where, how and at what price."""

    id: LocalId
    starts: PartialDate | None = None
    rolling: bool | None = None
    ends: PartialDate | None = None
    duration_weeks: Decimal | None = None
    status: str | None = None
    apply_from: date | None = None
    apply_by: date | None = None
    application: Application | None = None
    participation: str | None = None
    place: Place | None = None
    languages: tuple[str, ...] = ()
    schedule: str | None = None
    times: tuple[str, ...] = ()
    hours_per_week: Decimal | None = None
    seats: int | None = None
    price: tuple[Price, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding:
    """Money that a learner can get for this offering (point 12b)."""

    scheme: str
    title: Text | None = None
    eligible: Text | None = None
    amount: Decimal | None = None
    currency: str | None = None
    share_percent: Decimal | None = None
    registry_id: str | None = None
    legal_basis: Url | None = None
    how: Url | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What the offering does for people with access needs (Annex II, principle 8)."""

    accommodations: RichText | None = None
    step_free: bool | None = None
    captions: bool | None = None
    sign_language: bool | None = None
    easy_read: bool | None = None
    equipment: Text | None = None
    contact: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegulatedProfession:
    """A regulated profession concerned; Directive 2005/36/EC is not affected (recital 23)."""

    title: Text
    authority: Text | None = None
    homepage: Url | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relevance:
    """Evidence that the skills are asked for (point 9b; Annex II, principle 3)."""

    evidence: RichText
    source: Url | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """In what form the credential is issued, and where it can be verified (Annex II, principles 7 and 9)."""

    formats: tuple[str, ...] = ()
    verification: Url | None = None
    image: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document with further information (Annex I, element 16)."""

    title: Text
    url: Url
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offering:
    """A micro-credential on offer; `id` is `<provider>/<name>`, `provider` the folder it lies in."""

    id: RecordId
    provider: ProviderId
    title: Text
    default_language: str | None = None
    summary: Text | None = None
    description: RichText | None = None
    homepage: Url | None = None
    status: str = "active"
    withdrawn_on: date | None = None
    withdrawal_reason: Text | None = None
    replaced_by: RecordId | None = None
    holders_keep: Text | None = None
    formerly: tuple[RecordId, ...] = ()
    corrections: tuple[Correction, ...] = ()
    awarding_bodies: tuple[AwardingBody, ...] = ()
    learning_outcomes: tuple[LearningOutcome, ...] = ()
    workload: Workload | None = None
    level: Level | None = None
    assessment: tuple[Assessment, ...] = ()
    participation: tuple[str, ...] = ()
    quality_assurance: tuple[LocalId | QualityAssurance, ...] = ()
    languages: tuple[str, ...] = ()
    isced_f: tuple[str, ...] = ()
    learning_setting: str | None = None
    opportunity_type: str = "short-learning-programme"
    prerequisites: Prerequisites | None = None
    application: Application | None = None
    validation: Validation | None = None
    stackability: Stackability | None = None
    recognised_by: tuple[StatedRecognition, ...] = ()
    runs: tuple[Run, ...] = ()
    price: tuple[Price, ...] = ()
    funding: tuple[Funding, ...] = ()
    target_groups: tuple[str, ...] = ()
    audience: Text | None = None
    access: Access | None = None
    esco_occupations: tuple[EscoConcept, ...] = ()
    transitions: tuple[str, ...] = ()
    digcomp: tuple[str, ...] = ()
    greencomp: tuple[str, ...] = ()
    regulated_profession: RegulatedProfession | None = None
    relevance: Relevance | None = None
    developed_with: tuple[Organisation, ...] = ()
    credential: Credential | None = None
    contact: Contact | None = None
    documents: tuple[Document, ...] = ()
    keywords: Mapping[str, tuple[str, ...]] | None = None
    reviewed_on: date | None = None
    review_by: date | None = None
    identifiers: Mapping[str, str] | None = None
