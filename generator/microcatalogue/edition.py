"""One edition of a catalogue: the linked records, what git knows of them, and the date it all holds for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from itertools import islice
from typing import TypeVar

from .awarding import Awarding, awarding_bodies
from .bit_sets import numbers_in
from .catalogue import Catalogue, Key
from .conditions import elements_of
from .facet_codes import fields
from .facets import Counts, Groups, grouped
from .fitting import Members, fitting, members_of
from .history import Change, History, RecordHistory, told_changes
from .model import Offering, Pathway, Provider, RecognitionPolicy
from .reads import Looked
from .recognition import NO_RULE, Recognition, Share
from .runs import runs_of, told_deadlines, urgency
from .scope import ALL, Scope
from .values import ProviderId, RecordId, Text

Made = TypeVar("Made")

Coverage = Mapping[tuple[str, str], tuple[int, tuple[RecordId, ...]]]
"""By purpose and outcome, for how many offerings a policy comes to it, and the first of them."""

LATEST = 100
"""So many changes are told to subscribers: more than a day brings, and still a small file."""

_FIRST = 6


@dataclass(frozen=True)
class Edition:
    """What is published together; the history is None for a preview without git, and dates are absent then."""

    catalogue: Catalogue
    whole_history: History | None
    folder: str = "offerings"

    @property
    def history(self) -> History | None:
        """What git knows of all records."""
        self.catalogue.reads.note("history")
        return self.whole_history

    @property
    def is_preview(self) -> bool:
        """Whether nothing is known of the past."""
        return self.whole_history is None

    @property
    def base(self) -> str:
        """The base address of the site, with its slash."""
        return self.catalogue.settings.base_url

    @property
    def groups(self) -> Groups:
        """Offerings by facet and code."""
        self.catalogue.reads.note("groups")
        return self._groups

    @property
    def counts(self) -> Counts:
        """How many offerings have each code of each facet."""
        self.catalogue.reads.note("counts")
        return self._counts

    def listed(self, language: str, facet: str, code: str, first: int, most: int) -> tuple[int, tuple[Offering, ...]]:
        """How long the list of offerings with a code is (of all without a facet), and `most` of it from `first` on.

        One with a code goes by title in a language, that of all by the next deadline; withdrawn ones come last.
        """
        self.catalogue.reads.note("list", language, facet, code, str(first), str(most))
        those = self._by_title(language, facet, code)
        return len(those), those[first : first + most]

    def by_title(self, language: str, facet: str = "", code: str = "") -> tuple[Offering, ...]:
        """The published offerings by the next deadline, or those with one value of a facet by title, withdrawn ones last."""
        self.catalogue.reads.note("all", "offering")
        return self._by_title(language, facet, code)

    def _by_title(self, language: str, facet: str, code: str) -> tuple[Offering, ...]:
        key = language, facet, code
        if key not in self._ordered:
            every = self.catalogue.reads.apart(lambda: self.catalogue.published_offerings)
            self._ordered[key] = (
                tuple(sorted(self._groups[facet][code], key=lambda one: _place(one, language)))
                if facet
                else tuple(sorted(every, key=lambda one: (urgency(one, self.catalogue.as_of), one.id)))
            )
        return self._ordered[key]

    def codes_of(self, facet: str) -> Mapping[str, int]:
        """The codes of a facet or the bands of a figure, in order, with how many offerings have each."""
        self.catalogue.reads.note("codes", facet)
        return {code: those.bit_count() for code, those in self._members[facet].items()}

    def fitting(self, query: str) -> int:
        """How many offerings fit a prepared search, written as addresses are: level=5,6&entry=none."""
        self.catalogue.reads.note("fitting", query)
        choices = (one.split("=", 1) for one in query.split("&"))
        return fitting(self._members, {facet: tuple(codes.split(",")) for facet, codes in choices})

    def search_rows(self) -> tuple[Offering, ...]:
        """The published offerings in the order of the search index: by id, withdrawn ones last."""
        self.catalogue.reads.note("all", "offering")
        return self._search_rows

    def search_slice(self, first: int, most: int) -> tuple[Offering, ...]:
        """`most` rows of the search index from `first` on."""
        self.catalogue.reads.note("rows", str(first), str(most))
        return self._search_rows[first : first + most]

    def once(self, key: tuple[str, ...], make: Callable[[], Made]) -> Made:
        """What many files of formats share: made the first time that it is asked for; who asks has asked for all it needs."""
        return self.catalogue.reads.once(self._shared, key, make)

    def outcomes(self, offering: RecordId) -> tuple[tuple[RecognitionPolicy, Share], ...]:
        """What every policy in force comes to for a published offering, in order of policy; "no rule" is left out."""
        catalogue = self.catalogue
        catalogue.reads.note("all", "recognition-policy")
        elements_of(catalogue.offerings[offering], catalogue)  # notes what rules read of it; the rest is worked out
        return catalogue.reads.apart(lambda: self._recognition.of(offering))

    def shares(self, provider: ProviderId) -> tuple[Share, ...]:
        """All published offerings by what a provider's policy comes to; none where it has none in force."""
        self.catalogue.reads.note("shares", provider)
        return self._shares_of(provider)

    def offerings_in(self, share: Share) -> tuple[Offering, ...]:
        """The offerings of a share, in order of id; who asks has asked for the shares."""
        return self.catalogue.reads.apart(lambda: tuple(self._recognition.members(share)))

    def coverage(self, provider: ProviderId) -> Coverage:
        """For how many offerings of others a provider's policy comes to which outcome, "no rule" included."""
        self.catalogue.reads.note("coverage", provider)
        numbers: Counter[tuple[str, str]] = Counter()
        first: dict[tuple[str, str], tuple[RecordId, ...]] = {}
        for share in self._shares_of(provider):
            key = share.purpose, share.outcome
            numbers[key] += share.offerings.bit_count()
            first[key] = tuple(
                sorted((*first.get(key, ()), *(one.id for one in islice(self._recognition.members(share), _FIRST))))[
                    :_FIRST
                ]
            )
        return {key: (number, first[key]) for key, number in numbers.items()}

    def receivers(self) -> Mapping[ProviderId, str | None]:
        """The country of every organisation with a policy in force, in order of id."""
        self.catalogue.reads.note("receivers")
        return self._receivers

    def awarding(self) -> tuple[Awarding, ...]:
        """Every awarding body with what it awards, in order of key."""
        self.catalogue.reads.note("awarding")
        return self._awarding

    def awarded_by(self, key: str) -> tuple[Offering, ...]:
        """What one awarding body awards, in order of id."""
        self.catalogue.reads.note("awarded", key)
        return next((one.offerings for one in self._awarding if one.key == key), ())

    def outcome_letters(self, provider: ProviderId) -> Mapping[str, str]:
        """By purpose of a provider's policy, its outcome for each offering of each awarding body, in their order.

        One character an offering: the first letter of the outcome, "-" where the policy says nothing.
        """
        self.catalogue.reads.note("awarding-order")
        found: dict[str, bytearray] = {}
        for share in self.shares(provider):
            letters = found.setdefault(share.purpose, bytearray(b"-" * len(self._recognition.offerings)))
            letter = ord("-" if share.outcome == NO_RULE else share.outcome[0])
            for place in numbers_in(share.offerings):
                letters[place] = letter
        return {purpose: bytes(letters[place] for place in self._places).decode() for purpose, letters in found.items()}

    def recognise(self) -> None:
        """Works out what all policies come to, once and for all processes that are forked afterwards."""
        for policy in self._recognition.policies:
            self._recognition.shares(policy)

    def _shares_of(self, provider: ProviderId) -> tuple[Share, ...]:
        whole = self._recognition
        policy = next((one for one in whole.policies if one.provider == provider), None)
        return whole.shares(policy) if policy else ()

    @cached_property
    def _awarding(self) -> tuple[Awarding, ...]:
        catalogue = self.catalogue
        return catalogue.reads.apart(lambda: awarding_bodies(catalogue, catalogue.published_offerings))

    @cached_property
    def _places(self) -> tuple[int, ...]:
        """The numbers of the offerings of each awarding body, one body after the other."""
        number = {one.id: place for place, one in enumerate(self._recognition.offerings)}
        return tuple(number[offering.id] for one in self._awarding for offering in one.offerings)

    @cached_property
    def _receivers(self) -> Mapping[ProviderId, str | None]:
        providers = self.catalogue.providers
        names = [one.provider for one in self._recognition.policies]
        found = self.catalogue.reads.apart(lambda: [providers.get(name) for name in names])
        return {name: one.country if one else None for name, one in zip(names, found, strict=True)}

    @cached_property
    def _recognition(self) -> Recognition:
        return self.catalogue.reads.apart(lambda: Recognition(self.catalogue))

    def past(self, key: Key) -> RecordHistory | None:
        """What git knows of a record; None without history or for a record never published."""
        self.catalogue.reads.note("past", *key)
        return self.whole_history.records.get(key) if self.whole_history else None

    def changes_of(self, key: Key) -> tuple[Change, ...]:
        """The changes of a record, those under its former ids included, oldest first; none without history."""
        self.catalogue.reads.note("past", *key)
        keys = (key, *((key[0], former) for former in self.former_ids(key)))
        return tuple(
            sorted((one for other in keys for one in self._changes.get(other, ())), key=lambda one: one.number)
        )

    def with_deadlines(self, scope: Scope) -> tuple[Offering, ...]:
        """The offerings of a part of the catalogue with deadlines that calendars show, in order of id."""
        self.catalogue.reads.note("deadlines", *scope)
        as_of = self.catalogue.as_of
        return tuple(one for one in self._offerings_in(scope) if told_deadlines(one, as_of))

    def latest_changes(self, scope: Scope) -> tuple[tuple[Key, Change], ...]:
        """The last changes in a part of the catalogue, the latest first, each with its record as it is called now."""
        self.catalogue.reads.note("latest", *scope)
        if scope not in self._latest:
            self._latest[scope] = self.catalogue.reads.apart(lambda: self._newest(scope))
        return self._latest[scope]

    def published(self) -> tuple[Key, ...]:
        """Kind and id of every record that appears in pages and feeds, in order."""
        catalogue = self.catalogue
        return (
            *(("provider", key) for key in catalogue.providers),
            *(("offering", one.id) for one in catalogue.published_offerings),
            *(("pathway", one.id) for one in catalogue.published_pathways),
            *(("recognition-policy", key) for key in catalogue.policies),
        )

    def before(self, offering: RecordId) -> tuple[int, int]:
        """How many offerings, and how many runs, stand in tables before those of a published offering."""
        self.catalogue.reads.note("all", "offering")
        return self._before[offering]

    def former_ids(self, key: Key) -> tuple[str, ...]:
        """The ids that a record had before, whose addresses stay alive."""
        record = self.catalogue.record(key)
        return record.formerly if isinstance(record, Offering | Pathway) else ()

    def spoken(self, key: Key) -> tuple[str, ...]:
        """The languages of the site in which a record's own words exist: its title, and its summary if it has one.

        Search engines are sent to these pages alone; where there is none, the first language of the site stands in.
        """
        record = self.catalogue.record(key)
        texts = tuple(text for text in _words_of(record) if text is not None)
        languages = self.catalogue.settings.languages
        return tuple(code for code in languages if all(code in text.languages for text in texts)) or languages[:1]

    def _newest(self, scope: Scope) -> tuple[tuple[Key, Change], ...]:
        records = self.whole_history.records if self.whole_history else {}
        told = (
            (key, one)
            for key in self._keys_in(scope)
            if key in records
            for one in told_changes(self.changes_of(key), records[key].first)
        )
        return tuple(nlargest(LATEST, told, key=lambda pair: pair[1].number))

    def _keys_in(self, scope: Scope) -> Iterator[Key]:
        """The records of a part of the catalogue; those of a provider are itself, and all that lies in its folder."""
        if scope == ALL:
            yield from self.published()
            return
        yield from (("offering", one.id) for one in self._offerings_in(scope))
        if scope.kind == "provider":
            provider = ProviderId(scope.code)
            yield "provider", provider
            yield from (("pathway", one.id) for one in self.catalogue.pathways_of(provider))
            if provider in self.catalogue.policies:
                yield "recognition-policy", provider

    def _offerings_in(self, scope: Scope) -> tuple[Offering, ...]:
        """The published offerings of a part of the catalogue, withdrawn ones included, in order of id."""
        catalogue = self.catalogue
        if scope.kind == "field":
            return self._by_field.get(scope.code, ())
        if scope.kind == "provider":
            return catalogue.reads.apart(lambda: catalogue.offerings_of(ProviderId(scope.code)))
        if scope.kind == "offering":
            return catalogue.reads.apart(lambda: (catalogue.offerings[scope.code],))
        return catalogue.reads.apart(lambda: catalogue.published_offerings)

    @cached_property
    def _shared(self) -> dict[tuple[str, ...], tuple[object, Looked]]:
        return {}

    @cached_property
    def _latest(self) -> dict[Scope, tuple[tuple[Key, Change], ...]]:
        return {}

    @cached_property
    def _before(self) -> Mapping[RecordId, tuple[int, int]]:
        found, runs = {}, 0
        for number, one in enumerate(self._offerings_in(ALL)):
            found[one.id] = number, runs
            runs += len(runs_of(one))
        return found

    @cached_property
    def _by_field(self) -> Mapping[str, tuple[Offering, ...]]:
        found: dict[str, list[Offering]] = defaultdict(list)
        for one in self._offerings_in(ALL):
            for code in dict.fromkeys(fields(self.catalogue, one)):
                found[code].append(one)
        return {code: tuple(those) for code, those in found.items()}

    @cached_property
    def _groups(self) -> Groups:
        return self.catalogue.reads.apart(lambda: grouped(self.catalogue))

    @cached_property
    def _counts(self) -> Counts:
        return {facet: {code: len(those) for code, those in codes.items()} for facet, codes in self._groups.items()}

    @cached_property
    def _ordered(self) -> dict[tuple[str, str, str], tuple[Offering, ...]]:
        return {}

    @cached_property
    def _members(self) -> Members:
        return self.catalogue.reads.apart(lambda: members_of(self.catalogue))

    @cached_property
    def _search_rows(self) -> tuple[Offering, ...]:
        every = self.catalogue.reads.apart(lambda: self.catalogue.published_offerings)
        return tuple(sorted(every, key=lambda one: (one.status == "withdrawn", one.id)))

    @cached_property
    def _changes(self) -> Mapping[Key, list[Change]]:
        changes: dict[Key, list[Change]] = defaultdict(list)
        for change in self.whole_history.changes if self.whole_history else ():
            changes[change.kind, change.id].append(change)
        return changes


def _place(offering: Offering, language: str) -> tuple[bool, str, str]:
    title = offering.title.best(language, "en")[1]
    return offering.status == "withdrawn", title.casefold(), offering.id


def _words_of(record: Provider | Offering | Pathway | RecognitionPolicy) -> tuple[Text | None, ...]:
    if isinstance(record, Provider):
        return (record.name,)
    if isinstance(record, RecognitionPolicy):
        return (record.title,)
    return (record.title, record.summary)
