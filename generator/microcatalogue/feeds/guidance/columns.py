"""All columns of the table of offerings, in their order."""

from __future__ import annotations

from .column import Column
from .facts import OfferingFacts
from .learning_columns import LEARNT
from .offering_columns import BEHIND_IT, IDENTITY
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
