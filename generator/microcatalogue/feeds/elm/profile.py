"""The part of the LOQ profile of the European Learning Model that a catalogue can fill: classes, properties, namespaces.

Properties stand in the order in which the XML schema (loq.xsd 3.1.0) wants them; RDF does not mind. Names are those of
the XML schema; only the type of a thing is called `dcType` here, because `type` names its class.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What the values of a property are, and so how each form writes them."""

    TEXT = "text"  # one text a language
    STRING = "string"
    ADDRESS = "address"  # xsd:anyURI, a literal
    TIME = "time"  # xsd:dateTime
    DURATION = "duration"  # xsd:duration, without weeks
    NUMBER = "number"  # xsd:decimal
    TRUTH = "truth"  # xsd:boolean
    CODE = "code"  # a concept of a list that the XML schema knows: nothing but its URI
    CONCEPT = "concept"  # any concept, with its labels
    LINK = "link"  # another thing with an identity of its own
    PART = "part"  # a thing without one
    MAILBOX = "mailbox"  # the IRI of an e-mail address
    RESOURCE = "resource"  # any other IRI; RDF alone


@dataclass(frozen=True, slots=True)
class Property:
    """A property: its name here, as prefixed name in RDF, its XML element (empty where XML has none), and its kind."""

    name: str
    rdf: str
    element: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the model: where it lies below `/elm/`, its namespaces, and what its XML can hold.

    `notes_in_all_languages` is whether one note holds its text in all languages (3.3), or in one (3.1).
    `validated` is whether its published schema and shapes are to be had and pass.
    """

    name: str
    folder: str
    namespace: str
    xml_namespace: str
    xml_version: str
    notes_in_all_languages: bool
    validated: bool


ELM_3_1 = Version(
    "3.1",
    "elm",
    "http://data.europa.eu/snb/model/elm/",
    "http://data.europa.eu/snb/model/ap/loq-constraints/",
    "3.1.0",
    notes_in_all_languages=False,
    validated=True,
)
ELM_3_3 = Version(
    "3.3",
    "elm/3.3",
    "http://data.europa.eu/snb/model/ontology/",
    "http://data.europa.eu/snb/model/application-profile/loq-constraints/",
    "3.3.1",
    notes_in_all_languages=True,
    validated=False,
)
VERSIONS = (ELM_3_1, ELM_3_3)

PREFIXES: Mapping[str, str] = {
    "adms": "http://www.w3.org/ns/adms#",
    "dc": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "rov": "http://www.w3.org/ns/regorg#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The namespaces that do not change with the version of the model."""

CLASSES: Mapping[str, str] = {
    "Location": "dc:Location",
    "PeriodOfTime": "dc:PeriodOfTime",
    "Policy": "dc:Policy",
    "Concept": "skos:Concept",
    "ConceptScheme": "skos:ConceptScheme",
}
"""Classes that are not the model's own, as prefixed names; all others lie in its namespace."""

_TEXT, _STRING, _ADDRESS, _TIME = Kind.TEXT, Kind.STRING, Kind.ADDRESS, Kind.TIME
_CODE, _CONCEPT, _LINK, _PART = Kind.CODE, Kind.CONCEPT, Kind.LINK, Kind.PART


def _named(prefix: str, kind: Kind, *names: str) -> dict[str, Property]:
    return {name: Property(name, f"{prefix}:{name}", name, kind) for name in names}


PROPERTIES: Mapping[str, Property] = {
    **_named("dc", _TEXT, "title", "description"),
    **_named("dc", _TIME, "issued", "modified"),
    **_named("dc", _CODE, "language", "spatial"),
    **_named("dc", _LINK, "publisher"),
    **_named("dc", _PART, "temporal"),
    **_named("foaf", _PART, "homepage"),
    **_named("rov", _TEXT, "legalName"),
    **_named("rov", _PART, "registration"),
    **_named("adms", _PART, "identifier"),
    **_named("elm", _TEXT, "category", "geographicName", "noteLiteral"),
    **_named("elm", _STRING, "contactHour", "phoneNumber", "point", "schemeName", "status"),
    **_named("elm", _ADDRESS, "contentUrl", "schemeId"),
    **_named("elm", _TIME, "applicationDeadline", "endDate", "expiryDate", "reviewDate", "startDate"),
    **_named("elm", Kind.DURATION, "duration", "volumeOfLearning"),
    **_named("elm", Kind.TRUTH, "isPartialQualification"),
    **_named(
        "elm",
        _CODE,
        *("ISCEDFCode", "EQFLevel", "NQFLevel", "countryCode", "defaultLanguage", "entitlementStatus", "framework"),
        *("learningSchedule", "learningSetting", "mode", "reusabilityLevel", "spatialCode", "targetGroup", "unit"),
    ),
    **_named("elm", _CONCEPT, "educationLevel", "relatedESCOSkill"),
    **_named(
        "elm",
        _LINK,
        *("accreditation", "accreditingAgent", "awardingBody", "entitlesTo", "gradingScheme", "groupMemberOf"),
        *("influencedBy", "influences", "learningAchievementSpecification", "learningActivitySpecification"),
        *("learningOutcome", "limitOrganisation", "location", "organisation", "proves", "provenBy", "providedBy"),
    ),
    **_named(
        "elm",
        _PART,
        *("additionalNote", "address", "admissionProcedure", "amount", "awardingOpportunity", "contactPoint"),
        *("creditPoint", "eidasLegalIdentifier", "entryRequirement", "fullAddress", "grant", "landingPage", "phone"),
        *("priceDetail", "report", "scheduleInformation", "supplementaryDocument", "vatIdentifier"),
    ),
    "dcType": Property("dcType", "dc:type", "type", _CODE),
    "subject": Property("subject", "dc:subject", "dc:subject", _CONCEPT),
    "altLabel": Property("altLabel", "skos:altLabel", "skos:altLabel", _TEXT),
    "prefLabel": Property("prefLabel", "skos:prefLabel", "skos:prefLabel", _TEXT),
    "notation": Property("notation", "skos:notation", "skos:notation", _STRING),
    "inScheme": Property("inScheme", "skos:inScheme", "", Kind.RESOURCE),
    "value": Property("value", "rdf:value", "value", Kind.NUMBER),
    "emailAddress": Property("emailAddress", "elm:emailAddress", "emailAddress", Kind.MAILBOX),
    # Of a recognition policy, for which the model has no class (point 9c of the Recommendation).
    "page": Property("page", "foaf:page", "", Kind.RESOURCE),
    "seeAlso": Property("seeAlso", "rdfs:seeAlso", "", Kind.RESOURCE),
    "conformsTo": Property("conformsTo", "dc:conformsTo", "", Kind.RESOURCE),
}

_BASE = "identifier title altLabel description additionalNote homepage supplementaryDocument category status modified publisher"
_SPECIFICATION = (
    f"{_BASE} dcType ISCEDFCode volumeOfLearning creditPoint educationLevel language mode learningSetting targetGroup "
    "entryRequirement learningOutcome influencedBy provenBy entitlesTo awardingOpportunity"
)
_ORDER: Mapping[str, str] = {
    "LearningOpportunity": "identifier title description dcType additionalNote homepage supplementaryDocument temporal "
    "duration mode grant learningSchedule scheduleInformation admissionProcedure applicationDeadline priceDetail providedBy "
    "location learningAchievementSpecification learningActivitySpecification defaultLanguage status modified publisher",
    "LearningAchievementSpecification": _SPECIFICATION,
    "Qualification": f"{_SPECIFICATION} isPartialQualification EQFLevel NQFLevel accreditation",
    "LearningOutcome": "identifier title dcType additionalNote reusabilityLevel relatedESCOSkill",
    "LearningActivitySpecification": f"{_BASE} dcType contactHour volumeOfLearning language mode influences",
    "LearningAssessmentSpecification": f"{_BASE} dcType language mode gradingScheme proves",
    "LearningEntitlementSpecification": f"{_BASE} dcType entitlementStatus limitOrganisation",
    "Organisation": "altLabel legalName identifier eidasLegalIdentifier registration vatIdentifier homepage "
    "additionalNote accreditation location contactPoint groupMemberOf status modified publisher",
    "Group": "prefLabel contactPoint",
    "Accreditation": "identifier dcType title description report organisation accreditingAgent issued reviewDate "
    "expiryDate additionalNote landingPage status modified publisher",
    "GradingScheme": "identifier title description",
    "Location": "identifier geographicName spatialCode description address",
    "Address": "identifier fullAddress countryCode",
    "Amount": "unit value",
    "AwardingOpportunity": "identifier awardingBody location temporal learningAchievementSpecification",
    "ContactPoint": "additionalNote description address phone emailAddress contactForm",
    "CreditPoint": "framework point",
    "Grant": "title description dcType supplementaryDocument contentUrl",
    "Identifier": "notation schemeName schemeId",
    "LegalIdentifier": "notation schemeName schemeId spatial",
    "Note": "subject noteLiteral",
    "PeriodOfTime": "prefLabel startDate endDate",
    "Phone": "phoneNumber",
    "PriceDetail": "identifier amount prefLabel description additionalNote",
    "WebResource": "title language contentUrl",
    "Policy": "title description issued temporal publisher page conformsTo seeAlso",
    "Concept": "prefLabel inScheme",
    "ConceptScheme": "",
    "Mailbox": "",
}

_CONTACT_FORM = Property("contactForm", "elm:contactForm", "contactForm", _PART)
# What is bound to a list of codes in most classes and to none in some; a specification may be of any type.
_ELSEWHERE: Mapping[tuple[str, str], Property] = {
    ("LearningAchievementSpecification", "dcType"): Property("dcType", "dc:type", "type", _CONCEPT),
    ("Qualification", "dcType"): Property("dcType", "dc:type", "type", _CONCEPT),
    ("Grant", "dcType"): Property("dcType", "dc:type", "dc:type", _CONCEPT),
    ("ContactPoint", "contactForm"): _CONTACT_FORM,
}


def _property(cls: str, name: str) -> Property:
    return _ELSEWHERE.get((cls, name)) or PROPERTIES[name]


PROFILE: Mapping[str, tuple[Property, ...]] = {
    cls: tuple(_property(cls, name) for name in names.split()) for cls, names in _ORDER.items()
}
"""The properties of each class, in the order of the XML schema."""

CONTAINERS: Mapping[str, tuple[str, ...]] = {
    "learningOpportunityReferences": ("LearningOpportunity",),
    "learningAchievementSpecificationReferences": ("LearningAchievementSpecification", "Qualification"),
    "learningOutcomeReferences": ("LearningOutcome",),
    "learningActivitySpecificationReferences": ("LearningActivitySpecification",),
    "learningAssessmentSpecificationReferences": ("LearningAssessmentSpecification",),
    "learningEntitlementSpecificationReferences": ("LearningEntitlementSpecification",),
    "agentReferences": ("Organisation",),
    "groupReferences": ("Group",),
    "accreditationReferences": ("Accreditation",),
    "gradingSchemeReferences": ("GradingScheme",),
    "locationReferences": ("Location",),
}
"""The containers of an XML document in their order, with the classes whose things each holds."""

UNKNOWN_TO_XML = frozenset(
    {
        "http://data.europa.eu/snb/learning-assessment/c_3a90b26d",
        "http://data.europa.eu/snb/learning-opportunity/c_170b037d",
    }
)
"""Concepts (hybrid; challenge) that the EU added to its lists after the lists of the XML schema were made."""
