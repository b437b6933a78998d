"""One edition of a catalogue: the linked records, what git knows of them, and the date it all holds for."""

from __future__ import annotations

from dataclasses import dataclass

from .catalogue import Catalogue, Key
from .history import History, RecordHistory
from .model import Offering, Pathway


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

    def past(self, key: Key) -> RecordHistory | None:
        """What git knows of a record; None without history or for a record never published."""
        return self.history.records.get(key) if self.history else None

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
