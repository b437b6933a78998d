"""Who awards: an organisation as the Profile of Open Badges 3.0."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...model import NONE, AwardingBody, Offering, Provider
from ..voice import Voice

Json = dict[str, Any]


def awarding_profiles(offering: Offering, voice: Voice) -> list[Json]:
    """The profiles of all awarding bodies, in the order stated; of those that could not be read only the IRI."""
    bodies = voice.catalogue.awarding_bodies(offering)
    return [_profile(body, number, offering, voice) for number, body in enumerate(bodies, 1)]


def _profile(body: AwardingBody, number: int, offering: Offering, voice: Voice) -> Json:
    if body.provider is None:
        return _named(body, number, offering, voice)
    provider = voice.catalogue.providers.get(body.provider)
    head = {"id": voice.iri("provider", body.provider), "type": ["Profile"]}
    return {**head, **(_of_provider(provider, voice) if provider else {})}


def _of_provider(provider: Provider, voice: Voice) -> Json:
    speaking = Voice(voice.catalogue, voice.language, provider.languages[0])
    logo = provider.logo
    stated = {
        "name": speaking.words(provider.name),
        "url": provider.homepage,
        "description": speaking.words(provider.description) if provider.description else None,
        "email": provider.email,
        "phone": provider.phone,
        "image": {"id": voice.picture(provider.id, logo), "type": "Image"} if logo else None,
        "address": _address(provider, speaking),
        "otherIdentifier": identifiers(provider.identifiers),
    }
    return {field: value for field, value in stated.items() if value}


def _named(body: AwardingBody, number: int, offering: Offering, voice: Voice) -> Json:
    stated = {
        "name": voice.words(body.name) if body.name else None,
        "url": body.homepage,
        "address": _country(body.country, voice) if body.country else None,
        "otherIdentifier": identifiers(body.identifiers),
    }
    address = voice.iri("offering", offering.id, f"awarding-body-{number}")
    return {"id": address, "type": ["Profile"], **{field: value for field, value in stated.items() if value}}


def _address(provider: Provider, voice: Voice) -> Json | None:
    said = {
        **(_country(provider.country, voice) if provider.country else {}),
        **({"addressRegion": voice.label("nuts", provider.region)} if provider.region else {}),
        **({"streetAddress": voice.words(provider.address)} if provider.address else {}),
    }
    return {"type": ["Address"], **said} if said else None


def _country(code: str, voice: Voice) -> Json:
    return {"type": ["Address"], "addressCountry": voice.label("country", code), "addressCountryCode": code}


def identifiers(stated: Mapping[str, str] | None) -> list[Json]:
    """Identifiers of other schemes; a scheme in which there is none has no entry."""
    return [
        {"type": "IdentifierEntry", "identifierType": f"ext:{scheme}", "identifier": value}
        for scheme, value in (stated or {}).items()
        if value != NONE
    ]
