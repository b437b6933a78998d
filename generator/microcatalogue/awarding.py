"""The awarding bodies of a catalogue, each with what it awards: the rows of the table of recognition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from .catalogue import Catalogue
from .model import AwardingBody, Offering


@dataclass(frozen=True, slots=True)
class Awarding:
    """An awarding body with its offerings in order of id; `key` names it in addresses."""

    key: str
    body: AwardingBody
    offerings: tuple[Offering, ...]


def key_of(body: AwardingBody) -> str:
    """A provider's id; for a body without a folder a name made from its own names and homepage."""
    if body.provider is not None:
        return body.provider
    stated = "\n".join((*(words for _, words in body.name or ()), body.homepage or "", body.country or ""))
    return f"other-{sha256(stated.encode()).hexdigest()[:10]}"


def awarding_bodies(catalogue: Catalogue, offerings: Iterable[Offering]) -> tuple[Awarding, ...]:
    """All awarding bodies of some offerings, in order of key."""
    bodies: dict[str, AwardingBody] = {}
    awarded: dict[str, list[Offering]] = {}
    for offering in offerings:
        for body in catalogue.awarding_bodies(offering):
            key = key_of(body)
            bodies.setdefault(key, body)
            those = awarded.setdefault(key, [])
            if not those or those[-1] is not offering:
                those.append(offering)
    return tuple(Awarding(key, bodies[key], tuple(awarded[key])) for key in sorted(bodies))
