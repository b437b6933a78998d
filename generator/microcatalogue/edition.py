"""One edition of a catalogue: the linked records, what git knows of them, and the date it all holds for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from .catalogue import Catalogue, Key
from .facets import Groups, grouped
from .history import Change, History, RecordHistory
from .model import Offering, Pathway, Provider, RecognitionPolicy
from .values import Text


@dataclass(frozen=True)
class Edition:
    """What is published together; `history` is None for a preview without git, and dates are absent then."""

    catalogue: Catalogue
    history: History | None
    folder: str = "offerings"

    @property
    def base(self) -> str:
        """The base address of the site, with its slash."""
        return self.catalogue.settings.base_url

    @cached_property
    def groups(self) -> Groups:
        """Offerings by facet and code."""
        return grouped(self.catalogue)

    def past(self, key: Key) -> RecordHistory | None:
        """What git knows of a record; None without history or for a record never published."""
        return self.history.records.get(key) if self.history else None

    def changes_of(self, key: Key) -> tuple[Change, ...]:
        """The changes of a record, those under its former ids included, oldest first; none without history."""
        keys = (key, *((key[0], former) for former in self.former_ids(key)))
        return tuple(
            sorted((one for other in keys for one in self._changes.get(other, ())), key=lambda one: one.number)
        )

    def published(self) -> tuple[Key, ...]:
        """Kind and id of every record that appears in pages and feeds, in order."""
        catalogue = self.catalogue
        return (
            *(("provider", key) for key in catalogue.providers),
            *(("offering", one.id) for one in catalogue.published_offerings),
            *(("pathway", one.id) for one in catalogue.published_pathways),
            *(("recognition-policy", key) for key in catalogue.policies),
        )

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

    @cached_property
    def _changes(self) -> Mapping[Key, list[Change]]:
        changes: dict[Key, list[Change]] = defaultdict(list)
        for change in self.history.changes if self.history else ():
            changes[change.kind, change.id].append(change)
        return changes


def _words_of(record: Provider | Offering | Pathway | RecognitionPolicy) -> tuple[Text | None, ...]:
    if isinstance(record, Provider):
        return (record.name,)
    if isinstance(record, RecognitionPolicy):
        return (record.title,)
    return (record.title, record.summary)
