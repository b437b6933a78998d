"""An offering as an Achievement of Open Badges 3.0, in its default language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...content import decimal_text
from ...edition import Edition
from ...model import Assessment, Offering, Workload
from ..durations import hours as in_hours
from ..voice import Voice, course_code, uri
from .alignments import alignment, alignments
from .context import contexts
from .criteria import narrative
from .profile import awarding_profiles, identifiers

Json = dict[str, Any]


def achievement(edition: Edition, offering: Offering) -> Json:
    """The Achievement of an offering: what an issuer puts into each badge, and nothing of any learner."""
    voice = Voice.of(edition, offering)
    bodies = awarding_profiles(offering, voice)
    past = edition.past(("offering", offering.id))
    page = voice.page("offering", offering.id)
    stated = {
        "@context": contexts(edition.base),
        "id": voice.iri("offering", offering.id),
        "type": ["Achievement"],
        "achievementType": "MicroCredential",
        "name": voice.words(offering.title),
        "description": _description(offering, voice),
        "inLanguage": voice.language,
        "version": str(past.version) if past else None,
        "url": offering.homepage,
        "criteria": {"id": f"{page}#assessment", "narrative": narrative(offering, voice)},
        "creator": bodies[0],
        "creditsAvailable": credits_available(offering.workload),
        "fieldOfStudy": ", ".join(voice.labels("isced-f", offering.isced_f)),
        "humanCode": course_code(offering),
        "otherIdentifier": [*identifiers(offering.identifiers), *_former(offering, voice)],
        "image": _image(offering, voice),
        "tag": list(voice.listed(offering.keywords)),
        "alignment": alignments(offering, voice),
        "resultDescription": [_result(entry, offering, voice) for entry in offering.assessment],
        "related": [*_versions(edition, offering, voice), *_related(edition, offering, voice)],
        **_beyond(offering, bodies),
        **_status(offering, voice),
    }
    return {field: value for field, value in stated.items() if value not in (None, "", [])}


def _description(offering: Offering, voice: Voice) -> str:
    texts = [voice.words(text) for text in (offering.summary, offering.description) if text]
    return "\n\n".join(texts) or voice.words(offering.title)


def credits_available(workload: Workload | None) -> float | None:
    """The number of ECTS credits, or where none are stated that of the first other system; an alignment has the unit."""
    if workload is None:
        return None
    points = workload.ects if workload.ects is not None else next((one.points for one in workload.credits), None)
    return float(points) if points is not None else None


def _former(offering: Offering, voice: Voice) -> Iterator[Json]:
    """The IRIs that it had before, which older badges name."""
    for former in offering.formerly:
        address = voice.iri("offering", former)
        yield {"type": "IdentifierEntry", "identifierType": "ext:formerId", "identifier": address}


def _image(offering: Offering, voice: Voice) -> Json | None:
    if offering.credential is None or offering.credential.image is None:
        return None
    address = voice.picture(offering.provider, offering.credential.image)
    return {"id": address, "type": "Image", "caption": voice.words(offering.title)}


def _result(entry: Assessment, offering: Offering, voice: Voice) -> Json:
    """What the result of an assessment means; the grading scheme is stated in words, so that its type is the general one."""
    assessed = {outcome.id: outcome for outcome in offering.learning_outcomes}
    outcomes = [assessed[one] for one in entry.assesses if one in assessed]
    stated = {
        "id": voice.iri("offering", offering.id, f"result-{entry.id}"),
        "type": ["ResultDescription"],
        "name": voice.words(entry.title) if entry.title else voice.label("assessment-type", entry.type),
        "resultType": "Result",
        "description": voice.words(entry.grading) if entry.grading else None,
        "alignment": [
            alignment(
                "ceasn:Competency",
                voice.words(one.statement),
                voice.iri("offering", offering.id, f"outcome-{one.id}"),
                code=one.id,
            )
            for one in outcomes
        ],
        "assessmentType": uri("assessment-type", entry.type),
        "idVerification": uri("supervision", entry.supervision),
    }
    return {field: value for field, value in stated.items() if value}


def _versions(edition: Edition, offering: Offering, voice: Voice) -> Iterator[Json]:
    """The same in the other languages of the site in which its words exist; its pages there are read by people."""
    for language in edition.spoken(("offering", offering.id)):
        if language not in (voice.language, voice.page_language):
            other = Voice(voice.catalogue, language, voice.own)
            yield _relation("translation", other.page("offering", offering.id)) | {"inLanguage": language}


def _related(edition: Edition, offering: Offering, voice: Voice) -> Iterator[Json]:
    """Other achievements: what it stacks into, what is needed first, what came after it."""
    into = offering.stackability.into if offering.stackability else ()
    needed = offering.prerequisites.offerings if offering.prerequisites else ()
    found = (
        *(("stacks-into", one.offering) for one in into),
        *(("requires", ref) for ref in needed),
        ("replaced-by", offering.replaced_by),
    )
    for relation, ref in found:
        if ref is not None and _is_published(ref, voice):
            past = edition.past(("offering", ref))
            version = {"version": str(past.version)} if past else {}
            yield _relation(relation, voice.iri("offering", ref)) | version


def _relation(relation: str, address: str) -> Json:
    return {"id": address, "type": ["Related"], "relation": relation}


def _is_published(ref: str, voice: Voice) -> bool:
    return ref in voice.catalogue.offerings and not voice.catalogue.is_draft("offering", ref)


def _beyond(offering: Offering, bodies: list[Json]) -> Json:
    """What Annex I asks for and the standard has no field for, in the terms of our context."""
    workload = offering.workload
    hours = workload.hours if workload else None
    contact = workload.contact_hours if workload else None
    return {
        "awardingBody": bodies if len(bodies) > 1 else None,
        "volumeOfLearning": in_hours(hours) if hours is not None else None,
        "contactHour": decimal_text(contact) if contact is not None else None,
        "learningMode": [uri("participation", code) for code in offering.participation],
        "learningSetting": uri("learning-setting", offering.learning_setting),
        "teachingLanguage": list(offering.languages),
    }


def _status(offering: Offering, voice: Voice) -> Json:
    """Whether it is still offered; its successor where it is not."""
    successor = offering.replaced_by
    return {
        "achievementStatus": offering.status,
        "withdrawnOn": offering.withdrawn_on.isoformat() if offering.withdrawn_on else None,
        "replacedBy": voice.iri("offering", successor) if successor and _is_published(successor, voice) else None,
    }
