"""The documents that every mapping makes alike: the catalogue's own, and fields without those not stated."""

from __future__ import annotations

from typing import Any, TypeAlias

Document: TypeAlias = dict[str, Any]
Catalogue: TypeAlias = dict[str, Document]


def stated(**fields: Any) -> Document:
    """Give the fields that have a value, in the order given: what is None or empty was not stated."""
    return {name: value for name, value in fields.items() if value is not None and value not in ({}, [], "")}


def settings(title: dict[str, str], country: str, licence: str, time_zone: str) -> Document:
    """Give the `catalogue.yml` of a mapped source: gaps are marked, not refused, and the publisher is an example."""
    return {
        "format": 1,
        "title": title,
        "publisher": {
            "name": {"en": "Example publisher", "et": "Näidisväljaandja"},
            "country": country,
            "homepage": "https://example.org/",
            "email": "catalogue@example.org",
        },
        "licence": licence,
        "time_zone": time_zone,
        "base_url": "https://catalogue.example.org/",
        "languages": ["en", "et"],
        "incomplete": "mark",
    }
