"""What leads programs from a page to the same as data: links in its head, by the registry of formats."""

from __future__ import annotations

from ..catalogue import Key
from ..feeds import openapi
from ..feeds.described import dumps, formats_of
from ..feeds.registry import API
from ..values import RecordId
from .frame import Site
from .parts import Alternate
from .speaker import Speaker

_LINKED = ("application/json", "application/ld+json")


def of_record(site: Site, speaker: Speaker, key: Key) -> tuple[Alternate, ...]:
    """The files about a record in every format."""
    return tuple(Alternate(kind, speaker.link(path)) for path, kind in formats_of(site.edition, key))


def of_offering(site: Site, speaker: Speaker, offering: RecordId) -> tuple[Alternate, ...]:
    """The files that say all that the page says, as JSON and linked data: a page of an offering has to be light.

    It names its YAML further down, and its identity leads to every format.
    """
    found = formats_of(site.edition, ("offering", offering))
    whole = ((path, kind) for path, kind in found if path.startswith(f"{API}/") and kind in _LINKED)
    return tuple(Alternate(kind, speaker.link(path)) for path, kind in whole)


def of_catalogue(speaker: Speaker) -> tuple[Alternate, ...]:
    """The files that hold all of it, and the description of all that there is for programs (RFC 8631)."""
    whole = (Alternate(one.media_type, speaker.link(one.path)) for one in dumps())
    return (*whole, Alternate("application/json", speaker.link(openapi.PATH), "service-desc"))
