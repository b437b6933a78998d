"""Organisations in schema.org: by name and address alone as pages give them, or with all that is stated of a provider."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ...model import NONE, AwardingBody, Contact, Guidance, Offering, Organisation, Place, Provider, QualityAssurance
from ..voice import Voice
from .parts import contact_point, identifiers, place, stated

Json = dict[str, Any]

# Kinds of providers that are schools in the sense of schema.org.
_TEACHING = frozenset({"higher-education-institution", "vet-institution", "adult-education-provider"})


def organisation(provider: Provider, voice: Voice) -> Json:
    """A provider as EducationalOrganization or Organization, by name and address alone."""
    return stated(
        {
            "@type": _type(provider.kind),
            "@id": voice.iri("provider", provider.id),
            "name": _own(provider, voice).words(provider.name),
            "url": provider.homepage,
        }
    )


def reference(provider: Provider, voice: Voice) -> Json:
    """A provider by its IRI and name, where its own page says the rest."""
    return {name: value for name, value in organisation(provider, voice).items() if name != "url"}


def _type(kind: str | None) -> str:
    return "EducationalOrganization" if kind in _TEACHING else "Organization"


def _own(provider: Provider, voice: Voice) -> Voice:
    """The same language, falling back on what the provider's own texts have."""
    return Voice(voice.catalogue, voice.language, provider.languages[0])


def whole_organisation(provider: Provider, voice: Voice) -> Json:
    """A provider with all that schema.org can say of it."""
    own = _own(provider, voice)
    where = Place(address=provider.address, region=provider.region, country=provider.country)
    numbers = provider.identifiers or {}
    return organisation(provider, voice) | stated(
        {
            "additionalType": provider.kind,
            "legalName": own.words(provider.legal_name) if provider.legal_name else None,
            "alternateName": [own.words(name) for name in provider.former_names],
            "description": own.words(provider.description) if provider.description else None,
            "email": provider.email,
            "telephone": provider.phone,
            "logo": voice.picture(provider.id, provider.logo) if provider.logo else None,
            "address": place(where, own).get("address"),
            "knowsLanguage": list(provider.languages),
            "identifier": [*identifiers(numbers), *_registers(provider, own)],
            "vatID": numbers.get("vat") if numbers.get("vat") != NONE else None,
            "memberOf": _memberships(provider, own),
            "dissolutionDate": provider.ceased_on.isoformat() if provider.ceased_on else None,
            "contactPoint": _guidance(provider.guidance, own),
        }
    )


def _registers(provider: Provider, voice: Voice) -> Iterator[Json]:
    for one in provider.registers:
        value = {"@type": "PropertyValue", "propertyID": voice.words(one.name), "value": one.id, "url": one.url}
        yield stated(value)


def _memberships(body: Provider | AwardingBody, voice: Voice) -> list[Json]:
    belongs = body.member_of
    if belongs is None or belongs == NONE:
        return []
    return [
        stated({"@type": "Organization", "identifier": one.id, "name": voice.words(one.name), "url": one.homepage})
        for one in belongs
    ]


def _guidance(guidance: Guidance | None, voice: Voice) -> list[Json]:
    if guidance is None:
        return []
    reached = Contact(email=guidance.email, phone=guidance.phone, homepage=guidance.homepage)
    return [contact_point(reached, "guidance", voice.words(guidance.text) if guidance.text else "")]


def awarding_bodies(offering: Offering, voice: Voice, *, whole: bool = False) -> list[Json]:
    """Who awards it, in the order stated; bodies whose record could not be read are left out."""
    found = (_body(body, voice, whole=whole) for body in voice.catalogue.awarding_bodies(offering))
    return [one for one in found if one]


def _body(body: AwardingBody, voice: Voice, *, whole: bool) -> Json | None:
    if body.provider is not None:
        provider = voice.catalogue.providers.get(body.provider)
        return (organisation if whole else reference)(provider, voice) if provider else None
    if body.name is None:
        return None
    short = stated({"@type": _type(body.kind), "name": voice.words(body.name), "url": body.homepage})
    more = {
        "additionalType": body.kind,
        "address": body.country,
        "identifier": identifiers(body.identifiers),
        "memberOf": _memberships(body, voice),
    }
    return short | (stated(more) if whole else {})


def partners(those: Iterable[Organisation], voice: Voice) -> list[Json]:
    """Organisations that took part in making an offering."""
    return [
        stated({"@type": _type(one.kind), "name": voice.words(one.name), "additionalType": one.kind}) for one in those
    ]


def certification(entry: QualityAssurance, offering: Offering, voice: Voice) -> Json:
    """A piece of quality assurance, inactive where it does not count any more."""
    agency = entry.agency
    counts = entry.counts(voice.catalogue.as_of)
    decision = voice.label("decision-of-agency", entry.decision) if entry.decision else ""
    kind = voice.label("quality-assurance-type", entry.type)
    return stated(
        {
            "@type": "Certification",
            "name": voice.words(entry.title),
            "identifier": entry.id,
            "description": "; ".join(one for one in (kind, voice.label("framework", entry.framework), decision) if one),
            "url": entry.report,
            "issuedBy": _agency(agency.name, agency.country, agency.homepage, voice) if agency else None,
            "validFrom": entry.issued.isoformat() if entry.issued else None,
            "expires": entry.expires.isoformat() if entry.expires else None,
            "auditDate": entry.next_review.isoformat() if entry.next_review else None,
            "certificationStatus": {"@id": f"https://schema.org/Certification{'Active' if counts else 'Inactive'}"},
            "about": {"@id": voice.iri("offering", offering.id)} if entry.type.startswith("program") else None,
        }
    )


def _agency(name: Any, country: str, homepage: str, voice: Voice) -> Json:
    return {"@type": "Organization", "name": voice.words(name), "url": homepage, "address": country}
