"""What is new, changed and withdrawn in a part of the catalogue, as feeds tell it: the last changes, the latest first.

A record is told as it is now; of a withdrawn offering every entry says so first, with the reason and its successor.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..catalogue import Key
from ..content import decimal_text
from ..edition import Edition
from ..history import Change, ChangeKind
from ..model import Offering, Pathway, Provider, RecognitionPolicy
from ..pages.language import Language, message
from ..urls import iri, page
from ..values import Text
from ..vocabulary import vocabulary
from .deadlines import stated, time_without_past
from .subscriptions import Subscription, page_of, title_of
from .writing import coded

HAPPENED = {
    ChangeKind.CREATED: message("New: {what}"),
    ChangeKind.UPDATED: message("Changed: {what}"),
    ChangeKind.WITHDRAWN: message("Withdrawn: {what}"),
    ChangeKind.REINSTATED: message("Offered again: {what}"),
    ChangeKind.RENAMED: message("Renamed: {what}"),
}
_KINDS = {
    "provider": message("{name} (provider)"),
    "pathway": message("{name} (pathway)"),
    "recognition-policy": message("{name} (recognition policy)"),
}
Record = Offering | Provider | Pathway | RecognitionPolicy

_STATUSES = {"offering": "offering-status", "provider": "provider-status", "pathway": "pathway-status"}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of education: its ISCED-F code, the URI of the EU's concept, its label."""

    code: str
    uri: str
    label: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One change. `language` is that of `text`, where it is not the feed's; `facts` are ours, in the words of the format.

    `successor` is the address of what came after a withdrawn offering, empty where there is none.
    """

    id: str
    time: datetime
    title: str
    url: str
    by: str
    by_url: str
    text: str
    language: str
    fields: tuple[Field, ...]
    successor: str
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class News:
    """The changes of a part of the catalogue with what is said of all of them; `about` is where the form is explained."""

    address: str
    page: str
    title: str
    language: str
    updated: datetime
    publisher: str
    publisher_url: str
    licence: str
    about: str
    entries: tuple[Entry, ...]


def news_of(edition: Edition, one: Subscription, language: Language) -> News:
    """The last changes of what a subscription is about; without a past there are none."""
    teller = _Teller(edition, language)
    settings = edition.catalogue.settings
    entries = tuple(teller.entry(key, change) for key, change in edition.latest_changes(one.scope))
    return News(
        address=f"{edition.base}{one.path}",
        page=page_of(edition, one),
        title=title_of(edition, one, language),
        language=language.code,
        updated=max((entry.time for entry in entries), default=time_without_past(edition)),
        publisher=settings.publisher.name.best(language.code, *settings.languages)[1],
        publisher_url=settings.publisher.homepage,
        licence=settings.licence,
        about=f"{edition.base}{language.code}/guide/aggregators/",
        entries=entries,
    )


def number_of_entries(edition: Edition, one: Subscription) -> int:
    """How many changes a feed tells."""
    return len(edition.latest_changes(one.scope))


class _Teller:
    """Tells changes in one language."""

    def __init__(self, edition: Edition, language: Language) -> None:
        self._edition, self._language = edition, language

    def entry(self, key: Key, change: Change) -> Entry:
        """A change of the record that is `key` now."""
        record = self._edition.catalogue.record(key)
        provider = ("provider", record.id if isinstance(record, Provider) else record.provider)
        language, text = self._text(record)
        successor = self._successor(record)
        return Entry(
            id=f"{iri(self._edition.base, change.kind, change.id)}#change-{change.number}",
            time=change.time,
            title=self._title(key, change),
            url=self._page(key),
            by=self._name(provider),
            by_url=self._page(provider),
            text=text,
            language="" if language == self._language.code else language,
            fields=tuple(self._fields(record)),
            successor=self._page(("offering", successor)) if successor else "",
            facts=self._facts(key, change),
        )

    def _page(self, key: Key) -> str:
        """The page of a record; a policy stands on its provider's."""
        base, code = self._edition.base, self._language.code
        if key[0] == "recognition-policy":
            return f"{base}{page(code, 'provider', key[1])}#recognition-policy"
        return f"{base}{page(code, *key)}"

    def _title(self, key: Key, change: Change) -> str:
        """What happened to what; what is no offering says what it is."""
        name = self._name(key)
        what = self._language.say(_KINDS[key[0]], name=name) if key[0] in _KINDS else name
        return self._language.say(HAPPENED[change.change], what=what)

    def _name(self, key: Key) -> str:
        record = self._edition.catalogue.record(key)
        return self._best(record, record.name if isinstance(record, Provider) else record.title)[1]

    def _best(self, record: Record, text: Text) -> tuple[str, str]:
        return text.best(self._language.code, self._edition.catalogue.default_language(record), "en")

    def _text(self, record: Record) -> tuple[str, str]:
        """Language and words of what a record is about."""
        if isinstance(record, Provider):
            kind = vocabulary("provider-kind")[record.kind].label(self._language.code) if record.kind else ""
            return self._language.code, kind
        language, words = self._best(record, record.summary) if record.summary else (self._language.code, "")
        if isinstance(record, Offering) and record.status == "withdrawn":
            return self._language.code, "\n".join((*self._withdrawn(record), words)).strip()
        return language, words

    def _withdrawn(self, offering: Offering) -> Iterator[str]:
        """Since when and why it is not offered, and what came after it."""
        say = self._language.say
        if offering.withdrawn_on:
            yield stated(say("Withdrawn on"), self._language.date(offering.withdrawn_on))
        if offering.withdrawal_reason:
            yield stated(say("Reason"), self._best(offering, offering.withdrawal_reason)[1])
        if successor := self._successor(offering):
            yield stated(say("Successor"), self._name(("offering", successor)))

    def _successor(self, record: Record) -> str | None:
        """What came after an offering, where it is published."""
        successor = record.replaced_by if isinstance(record, Offering) else None
        return None if successor and self._edition.catalogue.is_draft("offering", successor) else successor

    def _fields(self, record: Record) -> Iterator[Field]:
        table = vocabulary("isced-f")
        for code in record.isced_f if isinstance(record, Offering) else ():
            if code in table:
                yield Field(code, table[code].uri, table[code].label(self._language.code))

    def _facts(self, key: Key, change: Change) -> dict[str, Any]:
        """What programs need to follow a record, in the words of the JSON feeds."""
        kind, record_id = key
        record, past = self._edition.catalogue.record(key), self._edition.past(key)
        return {
            "id": record_id,
            "iri": iri(self._edition.base, kind, record_id),
            "record_kind": kind,
            "change": str(change.change),
            "number": change.number,
            **({"version": past.version} if past else {}),
            **({} if isinstance(record, RecognitionPolicy) else {"status": coded(_STATUSES[kind], record.status)}),
            **(self._of_offering(record) if isinstance(record, Offering) else {}),
        }

    def _of_offering(self, offering: Offering) -> dict[str, Any]:
        workload, level, successor = offering.workload, offering.level, self._successor(offering)
        return {
            "provider": offering.provider,
            **({"ects": decimal_text(workload.ects)} if workload and workload.ects is not None else {}),
            **({"eqf": coded("eqf", str(level.eqf))} if level and level.eqf is not None else {}),
            **({"isced_f": [coded("isced-f", code) for code in offering.isced_f]} if offering.isced_f else {}),
            **({"withdrawn_on": offering.withdrawn_on.isoformat()} if offering.withdrawn_on else {}),
            **({"replaced_by": successor} if successor else {}),
        }
