"""The template of a European Digital Credential, filled as far as a catalogue can: what is left are named slots.

The Recommendation wants the learner identified, date of issue and grade on each credential (Annex I, elements 1, 5, 14);
a catalogue has no learner, so these are slots. What is published here is never anybody's credential.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...catalogue import Key
from ...edition import Edition
from ...model import Assessment, Offering
from ..elm.graph import Graph
from ..elm.organisations import Organisations
from ..elm.specifications import Specifications, missing
from ..elm.speech import Speech, words
from ..registry import VALIDATED, record_feed
from ..writing import json_bytes
from .nesting import Nesting
from .slots import ISSUER, Slot, grade_slot, slot

MEDIA_TYPE = "application/ld+json"
VERSION = "1.2"
FORMAT = "credential"
CONTEXT = ["https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap"]
SCHEMA = "http://data.europa.eu/snb/model/ap/edc-generic-full"

_SNB = "http://data.europa.eu/snb/"
_AUTHORITY = "http://publications.europa.eu/resource/authority/"
_GENERIC = (f"{_SNB}credential/e34929035b", {"en": "Generic"}, f"{_SNB}credential/25831c2")
_BASE64 = (f"{_SNB}encoding/6146cde7dd", {"en": "base64"}, f"{_SNB}encoding/25831c2")
_PNG = (f"{_AUTHORITY}file-type/PNG", {"en": "PNG"}, f"{_AUTHORITY}file-type")


def templated(edition: Edition, offering: Offering) -> bool:
    """Whether there can be a template: the profile takes no issuer without a country."""
    return not {"provider.country", "awarding_bodies.country"} & set(missing(offering, edition.catalogue))


def slots_of(edition: Edition, offering: Offering) -> Iterator[Slot]:
    """The slots that the template of an offering has besides those of every template."""
    for entry in offering.assessment:
        yield grade_slot(entry.id, _title(edition, entry).get("en") or entry.id)
    if ISSUER.name in str(template(edition, offering)["issuer"]):
        yield ISSUER


@record_feed(
    "credentials/{id}.jsonld",
    "Template of a European Digital Credential",
    media_type=MEDIA_TYPE,
    version=VERSION,
    conforms_to=SCHEMA,
    format=FORMAT,
    validation=VALIDATED,
    takes=lambda edition, key: templated(edition, edition.catalogue.offerings[key[1]]),
)
def credential(edition: Edition, key: Key) -> bytes:
    """The template of an offering as JSON-LD."""
    return json_bytes(template(edition, edition.catalogue.offerings[key[1]]))


def template(edition: Edition, offering: Offering) -> dict[str, Any]:
    """The template of an offering for which there can be one."""
    return _Template(edition, offering).document()


def _title(edition: Edition, entry: Assessment) -> dict[str, str]:
    speech = Speech(edition.catalogue.settings.languages)
    return words(entry.title) or speech.code("assessment-type", entry.type)


class _Template:
    """Writes the template of one offering."""

    def __init__(self, edition: Edition, offering: Offering) -> None:
        self._edition, self._offering, self._graph = edition, offering, Graph()
        self._speech = Speech(edition.catalogue.settings.languages)
        self._organisations = Organisations(edition, self._graph, self._speech)
        self._specifications = Specifications(edition, self._graph, self._speech, self._organisations, learnt=True)
        self._nesting = Nesting(self._graph)
        self._language = edition.catalogue.default_language(offering)

    def document(self) -> dict[str, Any]:
        """The whole credential."""
        specification = self._specifications.add(self._offering)
        issuer = self._issuer()
        issued = slot("date_of_issue")
        return {
            "@context": CONTEXT,
            "id": slot("credential_id"),
            "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
            "credentialSchema": {"id": SCHEMA, "type": "ShaclValidator2017"},
            "credentialProfiles": self._concept(*_GENERIC),
            "displayParameter": self._display(),
            "issuer": issuer,
            "issued": issued,
            "issuanceDate": issued,
            "validFrom": issued,
            "validUntil": slot("valid_until"),
            "credentialSubject": self._learner(self._achievement(specification, issuer["id"])),
        }

    def _concept(self, uri: str, labels: dict[str, str], scheme: str) -> dict[str, Any]:
        return self._nesting.concept(self._graph.concept(uri, labels, scheme))

    def _code(self, table: str, code: str) -> list[dict[str, Any]]:
        found = self._graph.code(table, code)
        return [self._nesting.concept(found)] if found else []

    def _spoken(self) -> tuple[str, ...]:
        """The languages of the credential, its own first."""
        return tuple(dict.fromkeys((self._language, *self._offering.title.languages)))

    def _said(self, text: str) -> dict[str, str]:
        """What issuing fills in, in the credential's own language."""
        return {self._language: text}

    def _issuer(self) -> dict[str, Any]:
        """The first awarding body; with a slot for its legal identifier where it does not state one."""
        bodies = self._edition.catalogue.awarding_bodies(self._offering)
        found = next(body for body in map(self._organisations.body, bodies) if body)
        issuer = self._nesting.thing(found)
        if "eIDASIdentifier" not in issuer:
            country = issuer["location"][0]["address"][0]["countryCode"]
            issuer["eIDASIdentifier"] = self._nesting.part(
                "LegalIdentifier", notation=slot(ISSUER.name), spatial=country
            )
        return issuer

    def _display(self) -> dict[str, Any]:
        """How a wallet shows it: titles in all languages, one picture in each."""
        languages = [one for code in self._spoken() for one in self._code("language", code)]
        described = words(self._offering.summary)
        return self._nesting.part(
            "DisplayParameter",
            title=dict(self._offering.title),
            **({"description": described} if described else {}),
            language=languages,
            primaryLanguage=languages[0],
            individualDisplay=[self._shown(language) for language in languages],
        )

    def _shown(self, language: dict[str, Any]) -> dict[str, Any]:
        picture = self._nesting.part(
            "MediaObject",
            content=slot("picture"),
            contentEncoding=self._concept(*_BASE64),
            contentType=self._concept(*_PNG),
        )
        detail = self._nesting.part("DisplayDetail", page=1, image=picture)
        return self._nesting.part("IndividualDisplay", language=language, displayDetail=[detail])

    def _learner(self, achievement: dict[str, Any]) -> dict[str, Any]:
        """The learner (element 1): who it is stands nowhere but in the credential."""
        said, part = self._said, self._nesting.part
        country = {"id": slot("national_id_country"), "type": "Concept", "inScheme": _countries()}
        return part(
            "Person",
            givenName=said(slot("given_name")),
            familyName=said(slot("family_name")),
            fullName=said(slot("full_name")),
            dateOfBirth=slot("date_of_birth"),
            nationalID=part("LegalIdentifier", notation=slot("national_id"), spatial=country),
            contactPoint=[part("ContactPoint", emailAddress=[{"id": f"mailto:{slot('email')}", "type": "Mailbox"}])],
            hasClaim=[achievement],
        )

    def _achievement(self, specification: str, issuer: str) -> dict[str, Any]:
        """What was achieved: the specification with the date and place of issue, and a grade for each assessment."""
        offering, part = self._offering, self._nesting.part
        nested = self._nesting.thing(specification)
        awarding = part(
            "AwardingProcess",
            awardingBody=[self._nesting.thing(issuer), *self._others(issuer)],
            awardingDate=slot("date_of_issue"),
            location=self._place(issuer),
        )
        named = {"id": awarding["id"], "type": "AwardingProcess"}
        proofs = [self._proof(entry, named, specification) for entry in offering.assessment]
        points = {"creditReceived": nested["creditPoint"]} if "creditPoint" in nested else {}
        return part(
            "LearningAchievement",
            title=dict(offering.title),
            awardedBy=awarding,
            specifiedBy=nested,
            **points,
            **({"provenBy": proofs} if proofs else {}),
        )

    def _others(self, issuer: str) -> Iterator[dict[str, Any]]:
        """The awarding bodies besides the issuer."""
        for body in self._edition.catalogue.awarding_bodies(self._offering):
            found = self._organisations.body(body)
            if found and found != issuer:
                yield self._nesting.thing(found)

    def _place(self, issuer: str) -> dict[str, Any]:
        """Where it is issued: a town to be filled in, in the country of the issuer (elements 3 and 5)."""
        location = self._graph.things[self._graph.things[issuer]["location"][0]]
        country = self._nesting.concept(location["address"][0]["countryCode"])
        return self._nesting.part(
            "Location",
            geographicName=self._said(slot("place_of_issue")),
            address=[self._nesting.part("Address", countryCode=country)],
        )

    def _proof(self, entry: Assessment, awarding: dict[str, Any], specification: str) -> dict[str, Any]:
        """An assessment with its grade, and how the learner was watched and identified (elements 9, 13, 14)."""
        verified = self._code("supervision", entry.supervision or "")
        return self._nesting.part(
            "LearningAssessment",
            title=_title(self._edition, entry),
            awardedBy=awarding,
            grade=self._nesting.part("Note", noteLiteral=self._said(slot(grade_slot(entry.id, "").name))),
            **({"idVerification": verified[0]} if verified else {}),
            specifiedBy=self._nesting.thing(f"{specification}#assessment-{entry.id}"),
        )


def _countries() -> dict[str, str]:
    return {"id": f"{_AUTHORITY}country", "type": "ConceptScheme"}
