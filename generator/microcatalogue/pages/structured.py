"""What search engines read beside the words: schema.org as JSON-LD, from the records alone.

Course, CourseInstance and EducationalOccupationalCredential for an offering; ItemList for lists, which search engines
want of catalogues of courses. Nothing is said here that the page does not say.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..feeds.schema_org import course as of_offering
from ..feeds.schema_org import organisations
from ..feeds.schema_org.parts import CONTEXT
from ..feeds.voice import Voice
from ..model import Offering, Provider
from ..values import ProviderId
from .speaker import Speaker

Json = dict[str, Any]


def item_list(addresses: Iterable[str]) -> Json | None:
    """A list of pages by their addresses, in the order shown; None for an empty one."""
    items = [
        {"@type": "ListItem", "position": position, "url": address} for position, address in enumerate(addresses, 1)
    ]
    return {"@context": CONTEXT, "@type": "ItemList", "itemListElement": items} if items else None


def course(offering: Offering, speaker: Speaker, recognising: Iterable[ProviderId] = ()) -> Json:
    """An offering as Course, as short as search engines need it; the file of the offering says all, of the same `@id`.

    `recognising` are the organisations whose published rules recognise it without a separate decision and without
    conditions; what is conditional could not be told from it in a list of names, and stands in the file with its outcome.
    """
    return of_offering.course(offering, _voice(speaker), recognising)


def organisation(provider: Provider, speaker: Speaker) -> Json:
    """A provider as EducationalOrganization or Organization."""
    return {"@context": CONTEXT, **organisations.organisation(provider, _voice(speaker))}


def _voice(speaker: Speaker) -> Voice:
    return Voice(speaker.catalogue, speaker.language.code, speaker.default_language)
