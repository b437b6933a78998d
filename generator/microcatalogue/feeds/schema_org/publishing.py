"""schema.org as files: one an offering, and all of them as a DataFeed."""

from __future__ import annotations

from collections.abc import Iterator

from ...catalogue import Key
from ...edition import Edition
from ...values import ProviderId, RecordId
from ..registry import API, VALIDATED, feed, record_feed
from ..voice import Voice
from ..writing import json_bytes
from .course import whole_course
from .parts import CONTEXT
from .unsaid import FORMAT

TEMPLATE = f"{API}/offerings/{{id}}.jsonld"
VERSION = "30.0"
"""The version of schema.org whose terms are used."""


def _number(edition: Edition) -> int:
    return len(edition.catalogue.published_offerings)


def recognising(edition: Edition, offering: RecordId) -> dict[ProviderId, str]:
    """The organisations whose rules recognise an offering without a separate decision, with the better outcome of each."""
    found: dict[ProviderId, str] = {}
    for policy, share in edition.outcomes(offering):
        if share.outcome == "automatic" or (share.outcome == "conditional" and policy.provider not in found):
            found[policy.provider] = share.outcome
    return found


@record_feed(
    TEMPLATE,
    "An offering in terms of schema.org (JSON-LD)",
    media_type="application/ld+json",
    version=VERSION,
    conforms_to=CONTEXT,
    format=FORMAT,
    validation=VALIDATED,
)
def whole(edition: Edition, key: Key) -> bytes:
    offering = edition.catalogue.offerings[key[1]]
    return json_bytes(whole_course(offering, Voice.of(edition, offering), recognising(edition, offering.id)))


@feed(
    f"{API}/offerings.jsonld",
    "All offerings in terms of schema.org (JSON-LD)",
    records=_number,
    media_type="application/ld+json",
    version=VERSION,
    joins=TEMPLATE,
    joined_in="dataFeedElement",
    conforms_to=CONTEXT,
    format=FORMAT,
    validation=VALIDATED,
)
def all_courses(edition: Edition) -> Iterator[bytes]:
    settings, as_of = edition.catalogue.settings, edition.catalogue.as_of
    language = settings.languages[0]
    publisher = {"@type": "Organization", "name": settings.publisher.name.best(language, "en")[1]}
    feed_itself = {
        "@context": CONTEXT,
        "@type": "DataFeed",
        "@id": f"{edition.base}{API}/offerings.jsonld",
        "name": settings.title.best(language, "en")[1],
        "license": f"https://spdx.org/licenses/{settings.licence}",
        "publisher": publisher | {"url": settings.publisher.homepage},
        "dataFeedElement": [],
    }
    yield json_bytes(feed_itself | ({"dateModified": as_of.isoformat()} if as_of else {}))
