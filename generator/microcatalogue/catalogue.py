"""The linked catalogue: all records of one build with their indexes and back-references.

Built once from typed records, never changed. Answers questions about records, and notes them for whoever keeps what was
made from the answers; computes no outcome and renders nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
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
from .reads import Reads, Watched
from .values import ProviderId, RecordId, Text

Key = tuple[str, str]
Document = Mapping[str, Any]


@dataclass(frozen=True)
class Catalogue:
    """All records that could be read, by id, in order of id.

    `documents` holds what each record's file states, by (kind, id), `files` the path of its file; `unread` are the
    records whose files have errors of form: rules must stay silent about them. `as_of` is the one date of the build.
    `content_hashes` move only with what a record's file states; drafts have none. `blobs` are the names that git gives to
    the bytes of the files.
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
    blobs: Mapping[Key, str] = field(default_factory=dict, repr=False)
    reads: Reads = field(default_factory=Reads, repr=False)

    def watched(self) -> Catalogue:
        """The same records, with every question about them noted in `reads`."""
        reads = Reads()
        return replace(
            self,
            providers=Watched(reads, "provider", self.providers),
            offerings=Watched(reads, "offering", self.offerings),
            policies=Watched(reads, "recognition-policy", self.policies),
            pathways=Watched(reads, "pathway", self.pathways),
            documents=Watched(reads, "", self.documents),
            content_hashes=Watched(reads, "", self.content_hashes),
            reads=reads,
        )

    @property
    def is_watched(self) -> bool:
        """Whether questions about its records are noted."""
        return isinstance(self.documents, Watched)

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

    @property
    def published_offerings(self) -> tuple[Offering, ...]:
        """All offerings but drafts, in order of id."""
        self.reads.note("all", "offering")
        return self._published_offerings

    @property
    def published_pathways(self) -> tuple[Pathway, ...]:
        """All pathways but drafts, in order of id."""
        self.reads.note("all", "pathway")
        return self._published_pathways

    def picture_names(self) -> frozenset[str]:
        """The pictures that lie in the folders of the providers, as paths in the catalogue folder."""
        self.reads.note("pictures")
        return self.pictures

    def is_draft(self, kind: str, record_id: str) -> bool:
        """Whether a record appears nowhere yet."""
        tables: Mapping[str, Mapping[Any, Offering | Pathway]] = {"offering": self.offerings, "pathway": self.pathways}
        record = tables[kind].get(record_id) if kind in tables else None
        return record is not None and record.status == "draft"

    def offerings_of(self, provider: ProviderId) -> tuple[Offering, ...]:
        """The published offerings in a provider's folder."""
        self.reads.note("index", "offerings_of", provider)
        return self._offerings_by_provider.get(provider, ())

    def pathways_of(self, provider: ProviderId) -> tuple[Pathway, ...]:
        """The published pathways in a provider's folder."""
        self.reads.note("index", "pathways_of", provider)
        return self._pathways_by_provider.get(provider, ())

    def pathways_with(self, offering: RecordId) -> tuple[Pathway, ...]:
        """The published pathways that have this offering among their steps."""
        self.reads.note("index", "pathways_with", offering)
        return self._pathways_by_step.get(offering, ())

    def pathways_to(self, offering: RecordId) -> tuple[Pathway, ...]:
        """The published pathways that lead to this offering."""
        self.reads.note("index", "pathways_to", offering)
        return self._pathways_by_goal.get(offering, ())

    def stacking_into(self, offering: RecordId) -> tuple[Offering, ...]:
        """The published offerings that state that they stack into this one."""
        self.reads.note("index", "stacking_into", offering)
        return self._stacking_into.get(offering, ())

    def requiring(self, offering: RecordId) -> tuple[Offering, ...]:
        """The published offerings that name this one as a prerequisite."""
        self.reads.note("index", "requiring", offering)
        return self._requiring.get(offering, ())

    def predecessors(self, offering: RecordId) -> tuple[Offering, ...]:
        """The withdrawn offerings that name this one as their successor."""
        self.reads.note("index", "predecessors", offering)
        return self._predecessors.get(offering, ())

    def identifier_holders(self, scheme: str, value: str) -> tuple[RecordId, ...]:
        """Which offerings state an external identifier, in order of id."""
        self.reads.note("holders", scheme, value)
        return self._identifier_holders.get((scheme, value), ())

    def folder_of(self, provider: ProviderId) -> tuple[Offering, ...]:
        """All offerings in a provider's folder, drafts included."""
        self.reads.note("index", "folder_of", provider)
        return self._folders.get(provider, ())

    @cached_property
    def _folders(self) -> Mapping[str, tuple[Offering, ...]]:
        return self.reads.apart(lambda: _grouped((one.provider, one) for one in self.offerings.values()))

    @cached_property
    def _published_offerings(self) -> tuple[Offering, ...]:
        return self.reads.apart(lambda: tuple(one for one in self.offerings.values() if one.status != "draft"))

    @cached_property
    def _published_pathways(self) -> tuple[Pathway, ...]:
        return self.reads.apart(lambda: tuple(one for one in self.pathways.values() if one.status != "draft"))

    @cached_property
    def _identifier_holders(self) -> Mapping[tuple[str, str], tuple[RecordId, ...]]:
        every = self.reads.apart(lambda: tuple(self.offerings.values()))
        return _grouped((pair, one.id) for one in every for pair in (one.identifiers or {}).items())

    @cached_property
    def _offerings_by_provider(self) -> Mapping[str, tuple[Offering, ...]]:
        return _grouped((offering.provider, offering) for offering in self._published_offerings)

    @cached_property
    def _pathways_by_provider(self) -> Mapping[str, tuple[Pathway, ...]]:
        return _grouped((pathway.provider, pathway) for pathway in self._published_pathways)

    @cached_property
    def _pathways_by_goal(self) -> Mapping[str, tuple[Pathway, ...]]:
        goals = ((pathway.leads_to.offering, pathway) for pathway in self._published_pathways)
        return _grouped((goal, pathway) for goal, pathway in goals if goal)

    @cached_property
    def _predecessors(self) -> Mapping[str, tuple[Offering, ...]]:
        return _grouped((one.replaced_by, one) for one in self._published_offerings if one.replaced_by)

    @cached_property
    def _pathways_by_step(self) -> Mapping[str, tuple[Pathway, ...]]:
        pairs = ((ref, pathway) for pathway in self._published_pathways for ref in _step_offerings(pathway))
        return _grouped(pairs)

    @cached_property
    def _stacking_into(self) -> Mapping[str, tuple[Offering, ...]]:
        return _grouped(
            (option.offering, offering)
            for offering in self._published_offerings
            if offering.stackability
            for option in offering.stackability.into
            if option.offering
        )

    @cached_property
    def _requiring(self) -> Mapping[str, tuple[Offering, ...]]:
        return _grouped(
            (ref, offering)
            for offering in self._published_offerings
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
