"""The JSON-LD context of what achievements say beyond Open Badges 3.0.

The context of the standard (3.0.3) leaves `inLanguage` out, which its schema has, so that verifiers would drop it; here it
is given its meaning. The other terms are those of the European Learning Model, of Dublin Core and of schema.org.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...edition import Edition
from ..registry import feed
from ..writing import json_bytes

PATH = "openbadges/context-1.json"
"""Its address is part of every credential that is made of an achievement: what it says never changes."""

STANDARD = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)

_ELM = "http://data.europa.eu/snb/model/elm/"
_TERMS = "http://purl.org/dc/terms/"
_SCHEMA = "https://schema.org/"
_XSD = "http://www.w3.org/2001/XMLSchema#"

TERMS = {
    "inLanguage": {"@id": f"{_SCHEMA}inLanguage"},
    "teachingLanguage": {"@id": f"{_TERMS}language", "@container": "@set"},
    "volumeOfLearning": {"@id": f"{_ELM}volumeOfLearning", "@type": f"{_XSD}duration"},
    "contactHour": {"@id": f"{_ELM}contactHour"},
    "learningMode": {"@id": f"{_ELM}mode", "@type": "@id", "@container": "@set"},
    "learningSetting": {"@id": f"{_ELM}learningSetting", "@type": "@id"},
    "assessmentType": {"@id": f"{_TERMS}type", "@type": "@id"},
    "idVerification": {"@id": f"{_ELM}idVerification", "@type": "@id"},
    "awardingBody": {"@id": f"{_ELM}awardingBody", "@container": "@set"},
    "achievementStatus": {"@id": f"{_SCHEMA}creativeWorkStatus"},
    "withdrawnOn": {"@id": f"{_SCHEMA}expires", "@type": f"{_XSD}date"},
    "replacedBy": {"@id": f"{_TERMS}isReplacedBy", "@type": "@id"},
    "relation": {"@id": f"{_SCHEMA}roleName"},
}
"""Every term beyond the standard, with its meaning."""


def contexts(base: str) -> list[str]:
    """The contexts of an achievement, in the order in which a credential names them."""
    return [*STANDARD, f"{base}{PATH}"]


@feed(
    PATH,
    "The meaning of what achievements say beyond Open Badges 3.0 (JSON-LD context)",
    records=lambda _: len(TERMS),
    media_type="application/json",
    version="1",
)
def context(_edition: Edition) -> Iterator[bytes]:
    yield json_bytes({"@context": TERMS})
