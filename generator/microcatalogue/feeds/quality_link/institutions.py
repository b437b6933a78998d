"""Higher education institutions as QualityLink knows them, and which providers of a catalogue are such.

An institution is known by its SCHAC code or its number in OrgReg; the profile has no room for other registers. Where it is
an address of the internet that is its home, the course identifiers are made from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from ...edition import Edition
from ...model import NONE, Membership, Provider, QualityAssurance
from ...urls import iri
from ...values import ProviderId, Text
from ...vocabulary import Term, vocabulary
from ..linked_data import Described, Iri, Literal, Resource, Says, resource
from . import terms

_ORGREG = re.compile(r"(INT|[A-Z]{2})[0-9]{4}")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])?", re.IGNORECASE)
_KIND = "higher-education-institution"


def schac(provider: Provider) -> str:
    """The SCHAC code of a provider, which is a domain name; empty where it states none."""
    stated = (provider.identifiers or {}).get("schac", "")
    return stated if _DOMAIN.fullmatch(stated) else ""


def orgreg(provider: Provider) -> str:
    """The number of a provider in OrgReg; empty where it states none of the form that the profile asks for."""
    stated = (provider.identifiers or {}).get("orgreg", "")
    return stated if _ORGREG.fullmatch(stated) else ""


def obstacles(provider: Provider) -> tuple[str, ...]:
    """The fields for which the profile cannot take a provider; none where it can."""
    found = {
        "kind": provider.kind == _KIND,
        "identifiers": bool(schac(provider) or orgreg(provider)),
        "country": provider.country is not None,
    }
    return tuple(field for field, is_well in found.items() if not is_well)


def institution(edition: Edition, provider: ProviderId) -> Described | None:
    """An institution to point at; None for a provider that the profile cannot take."""
    known = edition.catalogue.providers.get(provider)
    if known is None or obstacles(known):
        return None
    return Described(iri(edition.base, "provider", provider), partial(_institution, edition, known))


def _institution(edition: Edition, provider: Provider) -> Resource:
    past = edition.past(("provider", provider.id))
    called = () if provider.legal_name is None else (provider.name,)
    return resource(
        "ql:HigherEducationInstitution",
        "elm:Organisation",
        id=iri(edition.base, "provider", provider.id),
        says={
            "rov:legalName": terms.texts(provider.legal_name or provider.name),
            "skos:altLabel": [one for text in (*called, *provider.former_names) for one in terms.texts(text)],
            "adms:identifier": _identifiers(provider),
            "elm:eidasLegalIdentifier": _legal(provider, "eidas"),
            "rov:registration": _legal(provider, "registration"),
            "elm:vatIdentifier": _legal(provider, "vat"),
            "foaf:homepage": terms.web_resource(provider.homepage),
            "elm:additionalNote": terms.note(terms.texts(provider.description)),
            "elm:location": _location(provider),
            "elm:contactPoint": _contact(provider),
            "elm:groupMemberOf": [_group(one) for one in provider.member_of or () if not isinstance(one, str)],
            "elm:accreditation": [_accreditation(edition, provider, one) for one in accreditations(edition, provider)],
            "elm:status": Literal(provider.status),
            "dcterms:modified": terms.date_time(past.modified) if past else None,
        },
    )


def _identifiers(provider: Provider) -> list[Resource]:
    stated = (
        ("ql:SchacIdentifier", "ql:Schac", schac(provider)),
        ("ql:OrgRegIdentifier", "ql:OrgReg", orgreg(provider)),
    )
    return [_identifier(kind, scheme, value) for kind, scheme, value in stated if value]


def _identifier(kind: str, scheme: str, value: str) -> Resource:
    # The profile wants the scheme as an IRI, where that of ELM wants the same address as a value.
    name, space = scheme.removeprefix("ql:"), terms.PREFIXES["ql"]
    says: Says = {
        "skos:notation": Literal(value),
        "elm:schemeId": Iri(f"{space}{name}"),
        "elm:schemeName": Literal(name),
    }
    return resource("elm:Identifier", kind, says=says)


def _legal(provider: Provider, scheme: str) -> Resource | None:
    """A number of the legal person in its country."""
    stated = (provider.identifiers or {}).get(scheme, NONE)
    if stated == NONE:
        return None
    says: Says = {
        "skos:notation": Literal(stated),
        "dcterms:spatial": terms.concepts("country", (str(provider.country),)),
    }
    return resource("elm:LegalIdentifier", says=says)


def _location(provider: Provider) -> Resource:
    return location(str(provider.country), provider.region, address=provider.address)


def location(
    country: str,
    region: str | None = None,
    *,
    city: Text | None = None,
    address: Text | None = None,
    venue: Text | None = None,
) -> Resource:
    """A place, of which the country at least is known."""
    full = terms.note(terms.texts(address))
    lies: Says = {"elm:fullAddress": full, "elm:countryCode": terms.concepts("country", (country,))}
    says: Says = {
        "elm:geographicName": terms.texts(city),
        "dcterms:description": terms.texts(venue),
        "elm:spatialCode": terms.concepts("nuts", (region,) if region else ()),
        "elm:address": resource("elm:Address", says=lies),
    }
    return resource("dcterms:Location", says=says)


def _contact(provider: Provider) -> Resource | None:
    if provider.email is None and provider.phone is None:
        return None
    mailbox = resource("elm:Mailbox", id=f"mailto:{provider.email}", says={}) if provider.email else None
    phone = resource("elm:Phone", says={"elm:phoneNumber": Literal(provider.phone)}) if provider.phone else None
    return resource("elm:ContactPoint", says={"elm:emailAddress": mailbox, "elm:phone": phone})


def _group(one: Membership) -> Resource:
    return resource("elm:Group", says={"skos:prefLabel": terms.texts(one.name)})


def accreditations(edition: Edition, provider: Provider) -> tuple[QualityAssurance, ...]:
    """The entries on quality that count and that an agency stands for: the profile knows accreditations alone."""
    as_of = edition.catalogue.as_of
    kinds = vocabulary("quality-assurance-type").terms
    return tuple(one for one in provider.quality_assurance if one.agency and kinds[one.type].uri and one.counts(as_of))


def _accreditation(edition: Edition, provider: Provider, one: QualityAssurance) -> Resource:
    zone = edition.catalogue.settings.time_zone
    return resource(
        "elm:Accreditation",
        id=iri(edition.base, "provider", provider.id, f"quality-assurance-{one.id}"),
        says={
            "dcterms:type": terms.concepts("quality-assurance-type", (one.type,)),
            "dcterms:title": terms.texts(one.title),
            "elm:organisation": Iri(iri(edition.base, "provider", provider.id)),
            "elm:accreditingAgent": _agency(one),
            "elm:additionalNote": terms.note(terms.labels(_judgement(one))),
            "elm:report": terms.web_resource(one.report),
            "dcterms:issued": terms.begins(one.issued, zone),
            "elm:expiryDate": terms.ends(one.expires, zone),
            "elm:reviewDate": terms.begins(one.next_review, zone),
        },
    )


def _judgement(one: QualityAssurance) -> Iterator[Term]:
    """By which framework it was judged and with what result, for which the EU has no concepts."""
    yield vocabulary("framework")[one.framework]
    if one.decision:
        yield vocabulary("decision-of-agency")[one.decision]


def _agency(one: QualityAssurance) -> Resource | None:
    if one.agency is None:
        return None
    says: Says = {
        "rov:legalName": terms.texts(one.agency.name),
        "foaf:homepage": terms.web_resource(one.agency.homepage),
        "elm:location": location(one.agency.country),
    }
    return resource("elm:Organisation", says=says)
