"""The linked catalogue: all records of one build with their indexes and back-references.

Built once from typed records, never changed. Answers questions about records; computes no outcome and renders
nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from .model import (
    AwardingBody,
    Offering,
    Pathway,
    Provider,
    QualityAssurance,
    RecognitionPolicy,
    Settings,
)
from .values import ProviderId, RecordId, Text

Key = tuple[str, str]
Document = Mapping[str, Any]


@dataclass(frozen=True)
class Catalogue:
    """All records that could be read, by id, in order of id.

    `documents` holds what each record's file states, by (kind, id), `files` the path of its file; `unread` are the
    records whose files have errors of form: rules must stay silent about them. `as_of` is the one date of the build.
    `content_hashes` move only with what a record's file states; drafts have none.
    """

    settings: Settings
    providers: Mapping[str, Provider]
    offerings: Mapping[str, Offering]
    policies: Mapping[str, RecognitionPolicy]
    pathways: Mapping[str, Pathway]
    documents: Mapping[Key, Document] = field(repr=False)
    files: Mapping[Key, str] = field(repr=False)
    unread: frozenset[Key] = frozenset()
    pictures: frozenset[str] = frozenset()
    as_of: date | None = None
    content_hashes: Mapping[Key, str] = field(default_factory=dict, repr=False)

    def file(self, kind: str, record_id: str) -> str:
        """The path of a record's file, relative to the catalogue folder."""
        return self.files[kind, record_id]

    def record(self, key: Key) -> Provider | Offering | Pathway | RecognitionPolicy:
        """The record of a kind and id; KeyError where there is none."""
        kind, record_id = key
        tables: Mapping[str, Mapping[Any, Provider | Offering | Pathway | RecognitionPolicy]] = {
            "provider": self.providers,
            "offering": self.offerings,
            "pathway": self.pathways,
            "recognition-policy": self.policies,
        }
        return tables[kind][record_id]

    def default_language(self, record: Offering | Provider | RecognitionPolicy | Pathway | None) -> str:
        """The language that every text of a record has: its own choice, else its provider's first."""
        if isinstance(record, Offering) and record.default_language:
            return record.default_language
        if isinstance(record, Provider):
            return record.languages[0]
        provider = self.providers.get(record.provider) if record is not None else None
        return provider.languages[0] if provider else self.settings.languages[0]

    def awarding_bodies(self, offering: Offering) -> tuple[AwardingBody, ...]:
        """Who awards it: the stated bodies, else the provider whose folder it lies in."""
        return offering.awarding_bodies or (AwardingBody(provider=offering.provider),)

    def awarding_name(self, body: AwardingBody) -> Text | None:
        """The name of an awarding body; None where it is a provider that could not be read."""
        if body.provider is None:
            return body.name
        provider = self.providers.get(body.provider)
        return provider.name if provider else None

    def awarding_country(self, body: AwardingBody) -> str | None:
        """The country of an awarding body, where stated (Annex I, element 3)."""
        if body.provider is None:
            return body.country
        provider = self.providers.get(body.provider)
        return provider.country if provider else None

    def quality_assurance(self, offering: Offering) -> tuple[QualityAssurance, ...]:
        """The entries that underpin an offering: those it cites or states, else all of its provider's."""
        provider = self.providers.get(offering.provider)
        entries = provider.quality_assurance if provider else ()
        if not offering.quality_assurance:
            return entries
        by_id = {entry.id: entry for entry in entries}
        cited = (by_id.get(entry) if isinstance(entry, str) else entry for entry in offering.quality_assurance)
        return tuple(entry for entry in cited if entry is not None)

    @cached_property
    def published_offerings(self) -> tuple[Offering, ...]:
        """All offerings but drafts, in order of id."""
        return tuple(offering for offering in self.offerings.values() if offering.status != "draft")

    @cached_property
    def published_pathways(self) -> tuple[Pathway, ...]:
        """All pathways but drafts, in order of id."""
        return tuple(pathway for pathway in self.pathways.values() if pathway.status != "draft")

    @cached_property
    def drafts(self) -> frozenset[Key]:
        """Kind and id of the records that appear nowhere yet."""
        offerings = {("offering", str(one.id)) for one in self.offerings.values() if one.status == "draft"}
        return frozenset(
            offerings | {("pathway", str(one.id)) for one in self.pathways.values() if one.status == "draft"}
        )

    def offerings_of(self, provider: ProviderId) -> tuple[Offering, ...]:
        """The published offerings in a provider's folder."""
        return self._offerings_by_provider.get(provider, ())

    def pathways_of(self, provider: ProviderId) -> tuple[Pathway, ...]:
        """The published pathways in a provider's folder."""
        return self._pathways_by_provider.get(provider, ())

    def pathways_with(self, offering: RecordId) -> tuple[Pathway, ...]:
        """The published pathways that have this offering among their steps."""
        return self._pathways_by_step.get(offering, ())

    def pathways_to(self, offering: RecordId) -> tuple[Pathway, ...]:
        """The published pathways that lead to this offering."""
        return self._pathways_by_goal.get(offering, ())

    def stacking_into(self, offering: RecordId) -> tuple[Offering, ...]:
        """The published offerings that state that they stack into this one."""
        return self._stacking_into.get(offering, ())

    def requiring(self, offering: RecordId) -> tuple[Offering, ...]:
        """The published offerings that name this one as a prerequisite."""
        return self._requiring.get(offering, ())

    def predecessors(self, offering: RecordId) -> tuple[Offering, ...]:
        """The withdrawn offerings that name this one as their successor."""
        return self._predecessors.get(offering, ())

    @cached_property
    def identifier_holders(self) -> Mapping[tuple[str, str], tuple[RecordId, ...]]:
        """Which offerings state an external identifier, by (scheme, value), in order of id."""
        return _grouped(
            (pair, offering.id) for offering in self.offerings.values() for pair in (offering.identifiers or {}).items()
        )

    @cached_property
    def _offerings_by_provider(self) -> Mapping[str, tuple[Offering, ...]]:
        return _grouped((offering.provider, offering) for offering in self.published_offerings)

    @cached_property
    def _pathways_by_provider(self) -> Mapping[str, tuple[Pathway, ...]]:
        return _grouped((pathway.provider, pathway) for pathway in self.published_pathways)

    @cached_property
    def _pathways_by_goal(self) -> Mapping[str, tuple[Pathway, ...]]:
        goals = ((pathway.leads_to.offering, pathway) for pathway in self.published_pathways)
        return _grouped((goal, pathway) for goal, pathway in goals if goal)

    @cached_property
    def _predecessors(self) -> Mapping[str, tuple[Offering, ...]]:
        return _grouped((one.replaced_by, one) for one in self.published_offerings if one.replaced_by)

    @cached_property
    def _pathways_by_step(self) -> Mapping[str, tuple[Pathway, ...]]:
        pairs = ((ref, pathway) for pathway in self.published_pathways for ref in _step_offerings(pathway))
        return _grouped(pairs)

    @cached_property
    def _stacking_into(self) -> Mapping[str, tuple[Offering, ...]]:
        return _grouped(
            (option.offering, offering)
            for offering in self.published_offerings
            if offering.stackability
            for option in offering.stackability.into
            if option.offering
        )

    @cached_property
    def _requiring(self) -> Mapping[str, tuple[Offering, ...]]:
        return _grouped(
            (ref, offering)
            for offering in self.published_offerings
            if offering.prerequisites
            for ref in offering.prerequisites.offerings
        )


def _step_offerings(pathway: Pathway) -> Iterator[RecordId]:
    """The offerings of all steps, each once."""
    yield from dict.fromkeys(ref for step in pathway.steps for ref in step.offerings)


Group = TypeVar("Group")
Member = TypeVar("Member")


def _grouped(pairs: Iterable[tuple[Group, Member]]) -> Mapping[Group, tuple[Member, ...]]:
    groups: dict[Group, list[Member]] = defaultdict(list)
    for key, member in pairs:
        groups[key].append(member)
    return {key: tuple(members) for key, members in groups.items()}
