"""What stands around a course: its pages in each language, documents, corrections, its status, the licence of the data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...model import Offering
from ...urls import page
from ..voice import Voice
from .parts import sentences, stated

Json = dict[str, Any]


def around(offering: Offering, voice: Voice) -> Json:
    """The fields of a course that say how its record stands."""
    settings = voice.catalogue.settings
    return {
        "sameAs": [*([offering.homepage] if offering.homepage else []), *_former(offering, voice)],
        "mainEntityOfPage": list(_pages(offering, voice)),
        "subjectOf": list(_documents(offering, voice)),
        "correction": list(_corrections(offering, voice)),
        "creativeWorkStatus": _status(offering, voice),
        "expires": offering.withdrawn_on.isoformat() if offering.withdrawn_on else None,
        "sdLicense": f"https://spdx.org/licenses/{settings.licence}",
        "sdPublisher": {
            "@type": "Organization",
            "name": voice.words(settings.publisher.name),
            "url": settings.publisher.homepage,
        },
    }


def _former(offering: Offering, voice: Voice) -> list[str]:
    """The IRIs that it had before, which lead here."""
    return [voice.iri("offering", former) for former in offering.formerly]


def _pages(offering: Offering, voice: Voice) -> Iterator[Json]:
    """Its page in each language of the site, with title and summary in that language."""
    for language in voice.catalogue.settings.languages:
        other = Voice(voice.catalogue, language, voice.own)
        yield stated(
            {
                "@type": "WebPage",
                "@id": f"{voice.base}{page(language, 'offering', offering.id)}",
                "inLanguage": language,
                "name": other.words(offering.title),
                "description": other.words(offering.summary) if offering.summary else None,
                "lastReviewed": offering.reviewed_on.isoformat() if offering.reviewed_on else None,
            }
        )


def _documents(offering: Offering, voice: Voice) -> Iterator[Json]:
    for one in offering.documents:
        document = {"@type": "CreativeWork", "name": voice.words(one.title), "url": one.url, "inLanguage": one.language}
        yield stated(document)


def _corrections(offering: Offering, voice: Voice) -> Iterator[Json]:
    for one in offering.corrections:
        text = f"{one.field}: {voice.words(one.note)}"
        yield {"@type": "CorrectionComment", "datePublished": one.on.isoformat(), "text": text}


def _status(offering: Offering, voice: Voice) -> Json:
    """Whether it is offered; of one that is not, why, and what those keep who hold it."""
    reason, keep = offering.withdrawal_reason, offering.holders_keep
    return stated(
        {
            "@type": "DefinedTerm",
            "termCode": offering.status,
            "name": voice.label("offering-status", offering.status),
            "description": sentences(
                (
                    (voice.say("Reason"), voice.words(reason) if reason else None),
                    (voice.say("What earlier holders keep"), voice.words(keep) if keep else None),
                )
            ),
        }
    )
