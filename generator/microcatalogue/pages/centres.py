"""The national ENIC-NARIC centres, whom learners and officers ask about recognition (point 13)."""

from __future__ import annotations

from ..model import Offering, Provider
from ..vocabulary import vocabulary
from .parts import Link, Value, Words
from .speaker import Speaker


def centre_of(provider: Provider, speaker: Speaker) -> Link | None:
    """The centre that a provider states, else that of its country; None where there is neither."""
    centres = vocabulary("enic-naric")
    if provider.country and provider.country in centres:
        term = centres[provider.country]
        return speaker.outside(provider.enic_naric or term.uri, term.label(speaker.language.code))
    return speaker.outside(provider.enic_naric)


def centres_for(offering: Offering, speaker: Speaker) -> tuple[Value, ...]:
    """The centre for the country of each awarding body, each country once; one without a centre is said to have none.

    Nothing where no awarding body states a country.
    """
    catalogue, found = speaker.catalogue, dict[str, Value]()
    for body in catalogue.awarding_bodies(offering):
        country = catalogue.awarding_country(body)
        if country is None or country in found:
            continue
        provider = catalogue.providers.get(body.provider) if body.provider else None
        centre = centre_of(provider, speaker) if provider else _centre_in(country, speaker)
        found[country] = centre or _none_in(country, speaker)
    return tuple(found.values())


def _centre_in(country: str, speaker: Speaker) -> Link | None:
    centres = vocabulary("enic-naric")
    if country not in centres:
        return None
    term = centres[country]
    return speaker.outside(term.uri, term.label(speaker.language.code))


def _none_in(country: str, speaker: Speaker) -> Words:
    name = speaker.label("country", country)
    return Words(speaker.say("{country}: no centre of the ENIC-NARIC networks is known to the catalogue", country=name))
