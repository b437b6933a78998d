"""Small nodes of schema.org that several others are made of: terms of vocabularies, places, lengths of time, identifiers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from ...content import decimal_text
from ...model import NONE, Contact, Place
from ..voice import Voice, uri

Json = dict[str, Any]

CONTEXT = "https://schema.org"

SETS = {
    "eqf": ("European Qualifications Framework", "http://data.europa.eu/snb/eqf/25831c2"),
    "isced-f": ("ISCED-F 2013", "http://data.europa.eu/snb/isced-f/25831c2"),
    "assessment-type": (
        "Assessment types of the European Learning Model",
        "http://data.europa.eu/snb/assessment/25831c2",
    ),
    "opportunity-type": ("Types of learning opportunities of the European Learning Model", ""),
}
"""The names of vocabularies of which terms are given, with the URI of their scheme where there is one."""


def stated(fields: Mapping[str, Any]) -> Json:
    """The fields that say something."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], (), {})}


def one_or_all(values: list[Any]) -> Any:
    """A single value as itself, several as a list, none as None."""
    return values[0] if len(values) == 1 else values or None


def term(table: str, code: str, voice: Voice) -> Json:
    """A code of a vocabulary as DefinedTerm, as short as it can be."""
    return stated({"@type": "DefinedTerm", "name": voice.label(table, code), "termCode": code, "url": uri(table, code)})


def whole_term(table: str, code: str, voice: Voice, description: str = "") -> Json:
    """The same with the vocabulary that it belongs to."""
    name, address = SETS[table]
    belongs = stated({"@type": "DefinedTermSet", "name": name, "url": address})
    return term(table, code, voice) | stated(
        {"termCode": code, "inDefinedTermSet": belongs, "description": description}
    )


def length(duration: str) -> Json:
    """A length of time as a typed literal: what schema.org means by Duration, and an object as Bioschemas wants it."""
    return {"@type": "Duration", "@value": duration}


def quantity(value: Decimal, unit: str) -> Json:
    """A number with its unit; QuantitativeValue is the StructuredValue that has both."""
    return {"@type": "QuantitativeValue", "value": decimal_text(value), "unitText": unit}


def identifiers(known: Mapping[str, str] | None) -> list[Json]:
    """Identifiers of other schemes; a scheme in which there is none is left out."""
    return [
        {"@type": "PropertyValue", "propertyID": scheme, "value": value}
        for scheme, value in (known or {}).items()
        if value != NONE
    ]


def contact_point(contact: Contact, kind: str, description: str = "") -> Json:
    """How to reach somebody, and for what."""
    return stated(
        {
            "@type": "ContactPoint",
            "contactType": kind,
            "email": contact.email,
            "telephone": contact.phone,
            "url": contact.homepage,
            "description": description,
        }
    )


def place(of: Place, voice: Voice) -> Json:
    """Where something is, by the name that people would look for, with its address."""
    named = of.venue or of.city
    address = stated(
        {
            "@type": "PostalAddress",
            "streetAddress": voice.words(of.address) if of.address else None,
            "addressLocality": voice.words(of.city) if of.city else None,
            "addressRegion": voice.label("nuts", of.region) if of.region else None,
            "addressCountry": of.country,
        }
    )
    return stated(
        {
            "@type": "Place",
            "name": voice.words(named) if named else None,
            "address": address if len(address) > 1 else None,
        }
    )


def town(of: Place, voice: Voice) -> Json:
    """Where something is, as search engines narrow down by it: in which town of which country."""
    city = voice.words(of.city) if of.city else ""
    venue = voice.words(of.venue) if of.venue else city
    return stated({"@type": "Place", "name": venue, "address": ", ".join(one for one in (city, of.country) if one)})


def alignment(kind: str, framework: str, name: str, address: str = "", description: str = "") -> Json:
    """An AlignmentObject: how the course stands to an entry of a framework."""
    return stated(
        {
            "@type": "AlignmentObject",
            "alignmentType": kind,
            "educationalFramework": framework,
            "targetName": name,
            "targetUrl": address,
            "targetDescription": description,
        }
    )


def sentences(pairs: Iterable[tuple[str, str | None]]) -> str:
    """What is stated under labels, as one text, a sentence each."""
    said = (f"{label}: {words}" if label else words for label, words in pairs if words)
    return " ".join(one if one.endswith((".", "!", "?")) else f"{one}." for one in said)
