"""What search engines read beside the words: schema.org as JSON-LD, from the records alone.

Course, CourseInstance and EducationalOccupationalCredential for an offering; ItemList for lists, which search engines
want of catalogues of courses. Nothing is said here that the page does not say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..catalogue import Catalogue
from ..model import AwardingBody, Offering, Price, Provider, Run
from ..urls import iri
from ..values import ProviderId, Text
from ..vocabulary import vocabulary
from .speaker import Speaker

CONTEXT = "https://schema.org"
_MODES = {"presential": "onsite", "online": "online", "blended": "blended", "hybrid": "blended"}

# Kinds of providers that are schools in the sense of schema.org.
_TEACHING = frozenset({"higher-education-institution", "vet-institution", "adult-education-provider"})

Json = dict[str, Any]


def item_list(addresses: Iterable[str]) -> Json | None:
    """A list of pages by their addresses, in the order shown; None for an empty one."""
    items = [
        {"@type": "ListItem", "position": position, "url": address} for position, address in enumerate(addresses, 1)
    ]
    return {"@context": CONTEXT, "@type": "ItemList", "itemListElement": items} if items else None


def course(offering: Offering, speaker: Speaker, address: str, recognised_by: Iterable[ProviderId] = ()) -> Json:
    """An offering as Course, with its runs as CourseInstance and its credential.

    `recognised_by` are the organisations whose published rules recognise it without a separate decision.
    """
    base, catalogue = speaker.urls.base, speaker.catalogue
    provider = catalogue.providers.get(offering.provider)
    workload, level = offering.workload, offering.level
    needs = offering.prerequisites
    return _stated(
        {
            "@context": CONTEXT,
            "@type": "Course",
            "@id": iri(base, "offering", offering.id),
            "url": address,
            "name": speaker.plain(offering.title),
            "description": speaker.plain(offering.summary) if offering.summary else speaker.plain(offering.title),
            "inLanguage": list(offering.languages),
            "provider": _provider(provider, speaker) if provider else None,
            "teaches": [speaker.plain(one.statement) for one in offering.learning_outcomes],
            "numberOfCredits": _credits(offering) if workload and workload.ects is not None else None,
            "educationalLevel": _term("eqf", str(level.eqf), speaker) if level and level.eqf is not None else None,
            "about": [_term("isced-f", code, speaker) for code in offering.isced_f],
            "keywords": list((offering.keywords or {}).get(speaker.language.code, ())),
            "coursePrerequisites": speaker.plain(needs.text) if needs and needs.text else None,
            "offers": [_offer(price) for price in offering.price],
            "isAccessibleForFree": True if any(price.amount == 0 for price in offering.price) else None,
            "hasCourseInstance": [_instance(offering, run, speaker) for run in _running(offering)],
            "educationalCredentialAwarded": _credential(offering, speaker, recognised_by),
        }
    )


def organisation(provider: Provider, speaker: Speaker) -> Json:
    """A provider as EducationalOrganization or Organization."""
    return {"@context": CONTEXT, **_provider(provider, speaker)}


def _provider(provider: Provider, speaker: Speaker) -> Json:
    teaching = provider.kind in _TEACHING
    return _stated(
        {
            "@type": "EducationalOrganization" if teaching else "Organization",
            "@id": iri(speaker.urls.base, "provider", provider.id),
            "name": speaker.plain(provider.name),
            "url": provider.homepage,
        }
    )


def _credential(offering: Offering, speaker: Speaker, recognised_by: Iterable[ProviderId]) -> Json:
    recognising = (speaker.catalogue.providers.get(one) for one in recognised_by)
    bodies = (_body(body, speaker) for body in speaker.catalogue.awarding_bodies(offering))
    return _stated(
        {
            "@type": "EducationalOccupationalCredential",
            "name": speaker.plain(offering.title),
            "credentialCategory": "micro-credential",
            "sourceOrganization": [body for body in bodies if body],
            "recognizedBy": [_provider(one, speaker) for one in recognising if one],
        }
    )


def _body(body: AwardingBody, speaker: Speaker) -> Json | None:
    catalogue: Catalogue = speaker.catalogue
    if body.provider is not None:
        provider = catalogue.providers.get(body.provider)
        return _provider(provider, speaker) if provider else None
    name: Text | None = body.name
    return _stated({"@type": "Organization", "name": speaker.plain(name), "url": body.homepage}) if name else None


def _credits(offering: Offering) -> Json:
    value = offering.workload.ects if offering.workload else None
    return {"@type": "StructuredValue", "value": str(value), "unitText": "ECTS"}


def _term(table: str, code: str, speaker: Speaker) -> Json:
    term = vocabulary(table).terms.get(code)
    label = term.label(speaker.language.code) if term else code
    return _stated({"@type": "DefinedTerm", "name": label, "termCode": code, "url": term.uri if term else None})


def _running(offering: Offering) -> Iterable[Run]:
    if offering.status != "active":
        return ()
    return (run for run in offering.runs if run.status != "cancelled")


def _instance(offering: Offering, run: Run, speaker: Speaker) -> Json:
    mode = run.participation or next(iter(offering.participation), "")
    hours = run.hours_per_week
    place = run.place.city if run.place and run.place.city else None
    return _stated(
        {
            "@type": "CourseInstance",
            "@id": iri(speaker.urls.base, "offering", offering.id, f"run-{run.id}"),
            "courseMode": _MODES.get(mode),
            "startDate": str(run.starts) if run.starts else None,
            "endDate": str(run.ends) if run.ends else None,
            "inLanguage": list(run.languages),
            "location": {"@type": "Place", "name": speaker.plain(place)} if place else None,
            "courseSchedule": _schedule(run) if hours is not None and run.duration_weeks is not None else None,
            "offers": [_offer(price) for price in run.price],
        }
    )


def _schedule(run: Run) -> Json:
    """How much a week and for how long: a week is repeated so many times."""
    minutes = int((run.hours_per_week or 0) * 60)
    weeks = int(run.duration_weeks or 0)
    return {"@type": "Schedule", "repeatFrequency": "P1W", "repeatCount": weeks, "duration": f"PT{minutes}M"}


def _offer(price: Price) -> Json:
    return {"@type": "Offer", "price": str(price.amount), "priceCurrency": price.currency}


def _stated(fields: Mapping[str, Any]) -> Json:
    """The fields that say something."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], ())}
