"""The micro-credential itself as EducationalOccupationalCredential: who awards it, what it certifies, who recognises it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...model import Offering, StackingOption, StatedRecognition
from ...values import ProviderId
from ..voice import Voice
from .organisations import awarding_bodies, organisation, reference
from .parts import stated, term, whole_term

Json = dict[str, Any]


def credential(offering: Offering, voice: Voice, recognising: Iterable[ProviderId]) -> Json:
    """The credential as pages give it; `recognising` are organisations whose rules recognise it."""
    by_rule = (voice.catalogue.providers.get(one) for one in recognising)
    ruled = [reference(one, voice) for one in by_rule if one]
    return stated(
        {
            "@type": "EducationalOccupationalCredential",
            "name": voice.words(offering.title),
            "credentialCategory": "micro-credential",
            "sourceOrganization": awarding_bodies(offering, voice),
            "recognizedBy": [*ruled, *_without({str(one["@id"]) for one in ruled}, _stated_by(offering, voice))],
        }
    )


def whole_credential(offering: Offering, voice: Voice, recognising: Mapping[ProviderId, str]) -> Json:
    """The credential with all that schema.org can say; `recognising` gives the outcome of each organisation's rules."""
    level, form = offering.level, offering.credential
    eqf = level.eqf if level else None
    into = offering.stackability.into if offering.stackability else ()
    return credential(offering, voice, recognising) | stated(
        {
            "@id": voice.iri("offering", offering.id, "credential"),
            "sourceOrganization": awarding_bodies(offering, voice, whole=True),
            "educationalLevel": whole_term("eqf", str(eqf), voice) if eqf is not None else None,
            "competencyRequired": [
                {"@id": voice.iri("offering", offering.id, f"outcome-{one.id}")} for one in offering.learning_outcomes
            ],
            "validIn": _valid_in(offering, voice),
            "encodingFormat": voice.labels("credential-format", form.formats) if form else None,
            "image": voice.picture(offering.provider, form.image) if form and form.image else None,
            "url": form.verification if form else None,
            "isPartOf": [node for one in into if (node := _larger(one, voice))],
            "recognizedBy": [*_by_rule(recognising, voice), *_recognitions(offering, voice)],
        }
    )


def _valid_in(offering: Offering, voice: Voice) -> Json | None:
    """The country in whose framework of qualifications it is included."""
    level = offering.level
    if level is None or level.nqf is None or level.basis != "in-framework":
        return None
    country = level.nqf.framework[:2]
    return {"@type": "Country", "name": voice.label("country", country), "identifier": country}


def _larger(one: StackingOption, voice: Voice) -> Json | None:
    """What it counts towards."""
    if one.offering is not None:
        goal = voice.catalogue.offerings.get(one.offering)
        if goal is None or goal.status == "draft":
            return None
        address = voice.iri("offering", goal.id, "credential")
        return {"@type": "EducationalOccupationalCredential", "@id": address, "name": voice.words(goal.title)}
    wanted = one.qualification
    if wanted is None:
        return None
    return stated(
        {
            "@type": "EducationalOccupationalCredential",
            "name": voice.words(wanted.title),
            "url": wanted.homepage,
            "educationalLevel": term("eqf", str(wanted.eqf), voice) if wanted.eqf is not None else None,
        }
    )


def _by_rule(recognising: Mapping[ProviderId, str], voice: Voice) -> Iterator[Json]:
    """Organisations by their own rules; where these set conditions, a role says that they do."""
    for name, outcome in recognising.items():
        provider = voice.catalogue.providers.get(name)
        if provider is None:
            continue
        node = organisation(provider, voice)
        said = {"roleName": voice.label("recognition-outcome", outcome), "recognizedBy": node}
        yield node if outcome == "automatic" else {"@type": "OrganizationRole", **said}


def _recognitions(offering: Offering, voice: Voice) -> Iterator[Json]:
    """Organisations as the provider states them: a role has for what, the statement, where it can be read and until when.

    What is said of a relation must not be said of the organisation, which stands in it to many offerings.
    """
    for entry in _in_force(offering, voice):
        node = _recogniser(entry, voice)
        if node:
            yield stated(
                {
                    "@type": "OrganizationRole",
                    "roleName": voice.label("recognition-purpose", entry.purpose),
                    "description": voice.words(entry.statement),
                    "url": entry.evidence,
                    "endDate": entry.valid_until.isoformat() if entry.valid_until else None,
                    "recognizedBy": node,
                }
            )


def _stated_by(offering: Offering, voice: Voice) -> Iterator[Json]:
    found = (_recogniser(entry, voice) for entry in _in_force(offering, voice))
    yield from (one for one in found if one)


def _without(known: set[str], those: Iterator[Json]) -> Iterator[Json]:
    """Each organisation once: those that are known already are left out."""
    for one in those:
        key = str(one.get("@id") or one["name"])
        if key not in known:
            known.add(key)
            yield one


def _in_force(offering: Offering, voice: Voice) -> Iterator[StatedRecognition]:
    as_of = voice.catalogue.as_of
    for entry in offering.recognised_by:
        if entry.valid_until is None or as_of is None or entry.valid_until >= as_of:
            yield entry


def _recogniser(entry: StatedRecognition, voice: Voice) -> Json | None:
    if entry.provider is None:
        return {"@type": "Organization", "name": voice.words(entry.name)} if entry.name else None
    provider = voice.catalogue.providers.get(entry.provider)
    return reference(provider, voice) if provider else None
