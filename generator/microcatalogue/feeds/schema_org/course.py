"""An offering as Course: what search engines use, for pages, and all that schema.org can say, for a file of its own.

Both conform to Bioschemas Course 1.0 where name, description and keywords are known. A page has to stay light, so that it
leaves out what no search engine and no aggregator of courses reads; the file shares its `@id`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...model import Access, Assessment, Offering, Prerequisites
from ...values import ProviderId
from ..durations import hours
from ..voice import Voice, course_code, uri
from .credential import credential, whole_credential
from .offers import grant, offer, whole_offer
from .organisations import certification, organisation, partners, whole_organisation
from .parts import (
    CONTEXT,
    alignment,
    contact_point,
    identifiers,
    length,
    quantity,
    sentences,
    stated,
    term,
    whole_term,
)
from .runs import application, instance, shown_runs, whole_instance
from .standing import around

Json = dict[str, Any]

CONFORMS = {"@id": "https://bioschemas.org/profiles/Course/1.0-RELEASE"}


def course(offering: Offering, voice: Voice, recognising: Iterable[ProviderId]) -> Json:
    """What search engines and aggregators of courses use of an offering; `recognising` as in `credential`."""
    provider = voice.catalogue.providers.get(offering.provider)
    level, workload, needs = offering.level, offering.workload, offering.prerequisites
    keywords = _keywords(offering, voice)
    said = stated(
        {
            "@context": CONTEXT,
            "@type": "Course",
            "@id": voice.iri("offering", offering.id),
            "url": voice.page("offering", offering.id),
            "name": voice.words(offering.title),
            "description": _description(offering, voice),
            "keywords": keywords,
            "creativeWorkStatus": offering.status if offering.status != "active" else None,
            "inLanguage": list(offering.languages),
            "provider": organisation(provider, voice) if provider else None,
            "teaches": [voice.words(one.statement) for one in offering.learning_outcomes],
            "numberOfCredits": quantity(workload.ects, "ECTS") if workload and workload.ects is not None else None,
            "educationalLevel": term("eqf", str(level.eqf), voice) if level and level.eqf is not None else None,
            "about": [term("isced-f", code, voice) for code in offering.isced_f],
            "coursePrerequisites": voice.words(needs.text) if needs and needs.text else None,
            "offers": [offer(price) for price in offering.price],
            "isAccessibleForFree": True if _is_free(offering) else None,
            "hasCourseInstance": [instance(offering, run, voice) for run in shown_runs(offering)],
            "educationalCredentialAwarded": credential(offering, voice, recognising),
        }
    )
    return said | ({"dct:conformsTo": CONFORMS} if keywords else {})


def whole_course(offering: Offering, voice: Voice, recognising: Mapping[ProviderId, str]) -> Json:
    """All that schema.org can say of an offering; `recognising` gives the outcome of each organisation's rules."""
    workload = offering.workload
    return course(offering, voice, recognising) | stated(
        {
            "description": _whole_description(offering, voice),
            "provider": _provider(offering, voice),
            "teaches": list(_teaches(offering, voice)),
            "numberOfCredits": _credits(offering, voice),
            "timeRequired": length(hours(workload.hours)) if workload and workload.hours is not None else None,
            "educationalLevel": _level(offering, voice),
            "educationalAlignment": list(_alignments(offering, voice)),
            "about": [whole_term("isced-f", code, voice) for code in offering.isced_f],
            "coursePrerequisites": _prerequisites(offering.prerequisites, voice),
            "learningResourceType": whole_term("opportunity-type", offering.opportunity_type, voice),
            "hasPart": [_assessment(entry, offering, voice) for entry in offering.assessment],
            "offers": [whole_offer(price, voice) for price in offering.price],
            "funding": [grant(one, voice) for one in offering.funding],
            "financialAidEligible": voice.labels("funding-scheme", (one.scheme for one in offering.funding)),
            "audience": list(_audience(offering, voice)),
            "accessibilityFeature": _features(offering.access),
            "accessibilitySummary": _accessibility(offering.access, voice),
            "contributor": partners(offering.developed_with, voice),
            "identifier": identifiers(offering.identifiers),
            "courseCode": course_code(offering),
            "potentialAction": _actions(offering, voice),
            "hasCourseInstance": [whole_instance(offering, run, voice) for run in shown_runs(offering)],
            "educationalCredentialAwarded": whole_credential(offering, voice, recognising),
            **around(offering, voice),
        }
    )


def _description(offering: Offering, voice: Voice) -> str:
    return voice.words(offering.summary or offering.description or offering.title)


def _whole_description(offering: Offering, voice: Voice) -> str:
    texts = [voice.words(text) for text in (offering.summary, offering.description) if text]
    return "\n\n".join(texts) or voice.words(offering.title)


def _keywords(offering: Offering, voice: Voice) -> str:
    """Keywords as stated, else the names of its fields, which are what somebody would file it under."""
    return ", ".join(voice.listed(offering.keywords) or voice.labels("isced-f", offering.isced_f))


def _is_free(offering: Offering) -> bool:
    """Whether anybody can have it free of charge; a price of 0 for some does not make it free."""
    return any(price.amount == 0 and price.audience is None for price in offering.price)


def _provider(offering: Offering, voice: Voice) -> Json | None:
    provider = voice.catalogue.providers.get(offering.provider)
    if provider is None:
        return None
    node = whole_organisation(provider, voice)
    entries = voice.catalogue.quality_assurance(offering)
    node |= stated({"hasCertification": [certification(entry, offering, voice) for entry in entries]})
    if offering.contact:
        asked = contact_point(offering.contact, "enquiries") | {"productSupported": voice.words(offering.title)}
        node["contactPoint"] = [asked, *node.get("contactPoint", [])]
    return node


def _teaches(offering: Offering, voice: Voice) -> Iterator[Json]:
    """Outcomes, each followed by the skills of ESCO that it stands for."""
    for outcome in offering.learning_outcomes:
        marks = (("outcome-kind", outcome.kind), ("outcome-reuse", outcome.reuse))
        yield stated(
            {
                "@type": "DefinedTerm",
                "@id": voice.iri("offering", offering.id, f"outcome-{outcome.id}"),
                "name": voice.words(outcome.statement),
                "termCode": outcome.id,
                "description": "; ".join(voice.label(table, code) for table, code in marks if code),
            }
        )
        for skill in outcome.esco:
            belongs = {
                "@type": "DefinedTermSet",
                "name": "ESCO",
                "url": "http://data.europa.eu/esco/concept-scheme/skills",
            }
            name = voice.words(skill.label)
            yield {"@type": "DefinedTerm", "name": name, "url": skill.uri, "inDefinedTermSet": belongs}


def _credits(offering: Offering, voice: Voice) -> Any:
    workload = offering.workload
    if workload is None:
        return None
    ects = [quantity(workload.ects, "ECTS")] if workload.ects is not None else []
    others = [quantity(one.points, voice.label("credit-system", one.system)) for one in workload.credits]
    return ects[0] if ects and not others else ects + others


def _level(offering: Offering, voice: Voice) -> Any:
    """The EQF level with what it is based on, or why none applies."""
    level = offering.level
    if level is None:
        return None
    if level.eqf is None:
        return voice.words(level.not_applicable) if level.not_applicable else None
    return whole_term("eqf", str(level.eqf), voice, voice.label("level-basis", level.basis) if level.basis else "")


def _alignments(offering: Offering, voice: Voice) -> Iterator[Json]:
    """National levels and cycles, occupations, frameworks of competences, a regulated profession."""
    level, profession = offering.level, offering.regulated_profession
    if level and level.nqf:
        name = f"{voice.label('nqf-framework', level.nqf.framework)}: {level.nqf.level}"
        concept = uri("nqf-level", f"{level.nqf.framework}/{level.nqf.level}")
        yield alignment("educationalLevel", level.nqf.framework, name, level.nqf.register or concept)
    if level and level.qf_ehea:
        yield alignment("educationalLevel", "QF-EHEA", voice.label("qf-ehea", level.qf_ehea))
    for one in offering.esco_occupations:
        yield alignment("occupation", "ESCO", voice.words(one.label), one.uri)
    for table, framework, codes in (
        ("digcomp", "DigComp 2.2", offering.digcomp),
        ("greencomp", "GreenComp", offering.greencomp),
    ):
        yield from (alignment("teaches", framework, f"{code} {voice.label(table, code)}") for code in codes)
    for label in voice.labels("transition", offering.transitions):
        yield alignment("teaches", "Digital and green transitions", label)
    if profession:
        authority = voice.words(profession.authority) if profession.authority else ""
        title, address = voice.words(profession.title), profession.homepage or ""
        yield alignment("regulatedProfession", "Directive 2005/36/EC", title, address, authority)


def _assessment(entry: Assessment, offering: Offering, voice: Voice) -> Json:
    """A part of the course whose use is to assess."""
    statements = {one.id: voice.words(one.statement) for one in offering.learning_outcomes}
    supervision = voice.label("supervision", entry.supervision) if entry.supervision else None
    facts = (
        (voice.say("Supervision and identity verification"), supervision),
        (voice.say("Form"), voice.label("participation", entry.mode) if entry.mode else None),
        (voice.say("Grading scheme"), voice.words(entry.grading) if entry.grading else None),
        (voice.say("Assessed by"), voice.words(entry.assessor) if entry.assessor else None),
    )
    return stated(
        {
            "@type": "LearningResource",
            "@id": voice.iri("offering", offering.id, f"assessment-{entry.id}"),
            "name": voice.words(entry.title) if entry.title else voice.label("assessment-type", entry.type),
            "educationalUse": "assessment",
            "learningResourceType": whole_term("assessment-type", entry.type, voice),
            "description": voice.words(entry.criteria) if entry.criteria else None,
            "abstract": sentences(facts),
            "inLanguage": list(entry.languages),
            "assesses": [statements[one] for one in entry.assesses if one in statements],
        }
    )


def _prerequisites(needs: Prerequisites | None, voice: Voice) -> Any:
    """What is needed first: words or other courses, or where it is both, nodes of one sort, as Bioschemas wants them."""
    if needs is None:
        return None
    answer = needs.prior_learning_recognised
    words = [
        *([voice.say("none")] if needs.none else []),
        *([voice.words(needs.text)] if needs.text else []),
        *(
            f"{voice.label('language', language)}: {voice.label('cefr', level)}"
            for language, level in (needs.language_level or {}).items()
        ),
    ]
    if answer is not None:
        recognised = voice.say("Prior learning is recognised")
        words.append(f"{recognised}: {voice.answer(answer)}")
    found = (voice.catalogue.offerings.get(ref) for ref in needs.offerings)
    courses = [_named(one, voice) for one in found if one is not None and one.status != "draft"]
    if not words:
        return courses
    if not courses:
        return words[0] if len(words) == 1 else words
    return [
        *(alignment("requires", "", one["name"], one["@id"]) for one in courses),
        *(alignment("requires", "", one) for one in words),
    ]


def _named(offering: Offering, voice: Voice) -> Json:
    """Another course by its IRI and title."""
    return {"@type": "Course", "@id": voice.iri("offering", offering.id), "name": voice.words(offering.title)}


def _audience(offering: Offering, voice: Voice) -> Iterator[Json]:
    if offering.audience:
        yield {"@type": "Audience", "audienceType": voice.words(offering.audience)}
    for code in offering.target_groups:
        yield stated(
            {"@type": "Audience", "audienceType": voice.label("target-group", code), "url": uri("target-group", code)}
        )


def _features(access: Access | None) -> list[str]:
    """Features in the words of the W3C vocabulary of accessibility."""
    if access is None:
        return []
    return [name for name, has in (("captions", access.captions), ("signLanguage", access.sign_language)) if has]


def _accessibility(access: Access | None, voice: Voice) -> str:
    if access is None:
        return ""
    say = voice.say
    answers = (
        (say("Step-free access"), access.step_free),
        (say("Captions"), access.captions),
        (say("Sign language"), access.sign_language),
        (say("Easy-to-read materials"), access.easy_read),
    )
    said = ((label, voice.answer(has)) for label, has in answers if has is not None)
    return sentences(
        (
            ("", voice.words(access.accommodations) if access.accommodations else None),
            *said,
            (voice.say("Equipment needed"), voice.words(access.equipment) if access.equipment else None),
            (voice.say("Whom to ask about access"), access.contact),
        )
    )


def _actions(offering: Offering, voice: Voice) -> list[Json]:
    """How to apply; by what it was replaced."""
    found = [application(offering.application, voice)]
    successor = voice.catalogue.offerings.get(offering.replaced_by) if offering.replaced_by else None
    if successor is not None and successor.status != "draft":
        replaced = {"@id": voice.iri("offering", offering.id)}
        found.append({"@type": "ReplaceAction", "replacee": replaced, "replacer": _named(successor, voice)})
    return [one for one in found if one]
