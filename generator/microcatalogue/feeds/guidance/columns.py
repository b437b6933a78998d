"""All columns of the table of offerings, in their order."""

from __future__ import annotations

from .column import Column
from .facts import OfferingFacts
from .offering_columns import BEHIND_IT, IDENTITY, LEARNT
from .taking_part_columns import ENTRY, FOR_WHOM, MONEY, WHEN
from .worth_columns import ASSESSED, RECOGNISED, RELEVANT

OFFERING_COLUMNS: tuple[Column[OfferingFacts], ...] = (
    *IDENTITY,
    *BEHIND_IT,
    *LEARNT,
    *ENTRY,
    *WHEN,
    *MONEY,
    *FOR_WHOM,
    *ASSESSED,
    *RECOGNISED,
    *RELEVANT,
)
