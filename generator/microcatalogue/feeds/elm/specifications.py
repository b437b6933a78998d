"""What a micro-credential certifies, as a specification of the model: outcomes, workload, level, assessment, what it opens.

It is a Qualification only where a national framework holds it and its register says so; else it is a
LearningAchievementSpecification, for which the profile has neither levels nor accreditations (elements 6 to 15 of Annex I).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...catalogue import Catalogue
from ...content import decimal_text
from ...edition import Edition
from ...model import Assessment, LearningOutcome, Level, Offering, QualityAssurance, StackingOption
from ...urls import iri
from ...vocabulary import vocabulary
from . import times
from .graph import Graph, Thing, part, stated
from .organisations import OWN, PATHWAYS, Organisations, identifier, note, web
from .remarks import Remarks
from .speech import Speech, joined, words

ECTS = "http://data.europa.eu/snb/education-credit/6fcec5c5af"
_ECTS_NAME = {"en": "European Credit Transfer System"}
_CREDITS = "http://data.europa.eu/snb/education-credit/25831c2"
_TO_A_LEARNING_OPPORTUNITY = "http://data.europa.eu/snb/entitlement/64aad92881"
_PROSPECTIVE = "http://data.europa.eu/snb/entitlement-status/5b8d6b34fb"
_ESCO = "http://data.europa.eu/esco/concept-scheme/skills"
CATEGORY = {"en": "micro-credential", "et": "mikrokvalifikatsioonitunnistus"}
"""What it is, in the words of the Recommendation: the model has no concept for it."""


def missing(offering: Offering, catalogue: Catalogue) -> tuple[str, ...]:
    """The fields without which the profile takes no offering, as the format names them; empty where nothing is missing.

    The check says so on the line of the file (`missing-annex`, `missing-feed`).
    """
    bodies = catalogue.awarding_bodies(offering)
    needed = {
        "homepage": offering.homepage,
        "isced_f": offering.isced_f,
        "languages": offering.languages,
        "learning_outcomes": offering.learning_outcomes,
        "provider.country": _country(offering, catalogue),
        "awarding_bodies.country": all(catalogue.awarding_country(body) for body in bodies),
    }
    return tuple(field for field, value in needed.items() if not value)


def _country(offering: Offering, catalogue: Catalogue) -> str | None:
    provider = catalogue.providers.get(offering.provider)
    return provider.country if provider else None


def is_qualification(level: Level | None) -> bool:
    """Whether a national framework holds it and a register says so (LOQ wants both levels of a Qualification)."""
    if level is None or level.nqf is None or level.eqf is None:
        return False
    known = vocabulary("nqf-level").terms.get(f"{level.nqf.framework}/{level.nqf.level}")
    return bool(level.basis == "in-framework" and level.nqf.register and known and known.uri)


class Specifications:
    """Adds the specification of an offering to a graph, with all that hangs on it.

    `learnt` leaves out what is said of taking part, for those who describe what somebody has learnt.
    """

    def __init__(
        self, edition: Edition, graph: Graph, speech: Speech, organisations: Organisations, *, learnt: bool = False
    ) -> None:
        self._edition, self._graph, self._speech, self._organisations = edition, graph, speech, organisations
        self._remarks = Remarks(edition.catalogue, speech)
        self._facts = self._remarks.learnt if learnt else self._remarks.facts

    def add(self, offering: Offering) -> str:
        """The specification of an offering that lacks nothing; gives its IRI, which is that of the record."""
        id = iri(self._edition.base, "offering", offering.id)
        qualification = is_qualification(offering.level)
        self._graph.things[id] = {}  # what hangs on it refers to it
        past = self._edition.past(("offering", offering.id))
        self._graph.things[id] = stated(
            {
                "id": id,
                "type": "Qualification" if qualification else "LearningAchievementSpecification",
                **self._naming(offering),
                "status": offering.status,
                "modified": times.moment(past.modified) if past else None,
                "publisher": self._organisations.publisher(),
                **self._size(offering),
                **self._learning(offering, id),
                "additionalNote": list(self._notes(offering, qualification)),
                "awardingOpportunity": [self._awarding(offering, id)],
                **(self._in_framework(offering, id) if qualification else {}),
                "educationLevel": list(self._levels(offering.level, qualification)),
            }
        )
        return id

    def _naming(self, offering: Offering) -> dict[str, Any]:
        """How it is called and where more is said of it."""
        base = self._edition.base
        earlier = [identifier(one, f"{OWN}, earlier id") for one in offering.formerly]
        others = [identifier(value, scheme) for scheme, value in sorted((offering.identifiers or {}).items())]
        return {
            "identifier": [identifier(offering.id, OWN, f"{base}id/offerings/"), *earlier, *others],
            "title": dict(offering.title),
            "description": words(offering.description) or words(offering.summary),
            "homepage": [web(offering.homepage or "")],
            "supplementaryDocument": list(self.documents(offering)),
            "category": dict(CATEGORY),
            "dcType": self._graph.codes("opportunity-type", (offering.opportunity_type,)),
        }

    def documents(self, offering: Offering) -> Iterator[Thing]:
        """Further documents of an offering, and where its level, its relevance and its credential are shown."""
        for one in offering.documents:
            yield web(one.url, dict(one.title), self._graph.code("language", one.language) if one.language else None)
        register = offering.level.nqf.register if offering.level and offering.level.nqf else None
        source = offering.relevance.source if offering.relevance else None
        verification = offering.credential.verification if offering.credential else None
        for label, url in (
            ("Register", register),
            ("Evidence of need", source),
            ("Where it can be verified", verification),
        ):
            if url:
                yield web(url, self._speech.say(label))

    def _size(self, offering: Offering) -> dict[str, Any]:
        """Field, workload and credits (elements 7 and 8)."""
        workload, codes = offering.workload, self._graph.codes
        points = [(one.system, one.points) for one in workload.credits] if workload else []
        credits = [
            part("CreditPoint", framework=framework, point=decimal_text(number))
            for system, number in points
            if (framework := self._graph.code("credit-system", system))
        ]
        if workload and workload.ects is not None:
            ects = self._graph.concept(ECTS, _ECTS_NAME, _CREDITS)
            credits = [part("CreditPoint", framework=ects, point=decimal_text(workload.ects)), *credits]
        return {
            "ISCEDFCode": codes("isced-f", offering.isced_f),
            "volumeOfLearning": times.hours(workload.hours) if workload and workload.hours is not None else None,
            "creditPoint": credits,
            "language": codes("language", offering.languages),
            "mode": codes("participation", offering.participation),
            "learningSetting": self._graph.code("learning-setting", offering.learning_setting or ""),
            "targetGroup": codes("target-group", offering.target_groups),
            "entryRequirement": self._remarks.entry(offering),
        }

    def _learning(self, offering: Offering, id: str) -> dict[str, Any]:
        outcomes = {str(one.id): one for one in offering.learning_outcomes}
        return {
            "learningOutcome": [self._outcome(one, id) for one in offering.learning_outcomes],
            "influencedBy": [self.activity(offering, id, f"{id}#activity", offering.languages)],
            "provenBy": [self._assessment(one, id, outcomes) for one in offering.assessment],
            "entitlesTo": list(self._entitlements(offering, id)),
        }

    def activity(self, offering: Offering, specification: str, id: str, languages: Iterable[str]) -> str:
        """What one does to learn it, in which languages."""
        workload = offering.workload
        contact = workload.contact_hours if workload else None
        return self._graph.add(
            stated(
                {
                    "id": id,
                    "type": "LearningActivitySpecification",
                    "title": dict(offering.title),
                    "contactHour": [decimal_text(contact)] if contact is not None else [],
                    "language": self._graph.codes("language", languages),
                    "mode": self._graph.codes("participation", offering.participation),
                    "influences": [specification],
                }
            )
        )

    def _outcome(self, outcome: LearningOutcome, id: str) -> str:
        """A learning outcome (element 6)."""
        return self._graph.add(
            stated(
                {
                    "id": f"{id}#outcome-{outcome.id}",
                    "type": "LearningOutcome",
                    "title": dict(outcome.statement),
                    "dcType": self._graph.code("outcome-kind", outcome.kind or ""),
                    "reusabilityLevel": self._graph.code("outcome-reuse", outcome.reuse or ""),
                    "additionalNote": self._kind(outcome.kind),
                    "relatedESCOSkill": [self._graph.concept(one.uri, dict(one.label), _ESCO) for one in outcome.esco],
                }
            )
        )

    def _kind(self, kind: str | None) -> list[Thing]:
        """That an outcome is a competence, for which the EU has no concept."""
        if kind is None or self._graph.code("outcome-kind", kind):
            return []
        return [note(self._speech.code("outcome-kind", kind))]

    def _assessment(self, entry: Assessment, id: str, outcomes: Mapping[str, LearningOutcome]) -> str:
        """An assessment (element 9); supervision and identification (13) stand in a note, as the profile has no property."""
        of_type = self._speech.code("assessment-type", entry.type)
        own = f"{id}#assessment-{entry.id}"
        return self._graph.add(
            stated(
                {
                    "id": own,
                    "type": "LearningAssessmentSpecification",
                    "title": words(entry.title) or of_type,
                    "additionalNote": list(self._of_assessment(entry, outcomes)),
                    "dcType": self._graph.codes("assessment-type", (entry.type,)),
                    "language": self._graph.codes("language", entry.languages),
                    "mode": self._graph.codes("participation", (entry.mode,) if entry.mode else ()),
                    "gradingScheme": self._graph.add(
                        {"id": f"{own}-grading", "type": "GradingScheme", "title": dict(entry.grading)}
                    )
                    if entry.grading
                    else None,
                    "proves": [id],
                }
            )
        )

    def _of_assessment(self, entry: Assessment, outcomes: Mapping[str, LearningOutcome]) -> Iterator[Thing]:
        if entry.criteria:
            yield note(words(entry.criteria))
        if entry.supervision:
            said = self._speech.code("supervision", entry.supervision)
            concept = self._graph.code("supervision", entry.supervision)
            yield note(said, concept)
        if entry.assessor:
            yield note(self._speech.labelled("Assessed by", entry.assessor))
        for ref in entry.assesses:
            if ref in outcomes:
                yield note(self._speech.labelled("Outcomes assessed", outcomes[ref].statement))

    def _entitlements(self, offering: Offering, id: str) -> Iterator[str]:
        """What it counts towards (element 15): a place in a further learning opportunity, not a right (point 5h)."""
        for number, option in enumerate(offering.stackability.into if offering.stackability else (), 1):
            if option.offering and self._edition.catalogue.is_draft("offering", option.offering):
                continue
            yield self._entitlement(option, f"{id}#counts-towards-{number}")

    def _entitlement(self, option: StackingOption, id: str) -> str:
        catalogue = self._edition.catalogue
        target = catalogue.offerings.get(option.offering) if option.offering else None
        outside = option.qualification
        title = target.title if target else outside.title if outside else None
        address = outside.homepage if outside else iri(self._edition.base, "offering", option.offering or "")
        provider = catalogue.providers.get(target.provider) if target else None
        organisation = self._organisations.provider(provider) if provider else None
        counted = self._speech.fact("ECTS that count", decimal_text(option.ects) if option.ects is not None else "")
        level = self._speech.fact("EQF level", str(outside.eqf) if outside and outside.eqf is not None else "")
        of_all = outside.ects if outside else None
        size = self._speech.fact("ECTS", decimal_text(of_all) if of_all is not None else "")
        return self._graph.add(
            stated(
                {
                    "id": id,
                    "type": "LearningEntitlementSpecification",
                    "title": words(title),
                    "description": joined(counted, level, size),
                    "homepage": [web(address)] if address else [],
                    "dcType": self._graph.concept(
                        _TO_A_LEARNING_OPPORTUNITY, {}, "http://data.europa.eu/snb/entitlement/25831c2"
                    ),
                    "entitlementStatus": self._graph.concept(
                        _PROSPECTIVE, {}, "http://data.europa.eu/snb/entitlement-status/25831c2"
                    ),
                    "limitOrganisation": [organisation] if organisation else [],
                }
            )
        )

    def _awarding(self, offering: Offering, id: str) -> Thing:
        """Who awards it and where (elements 3 and 4)."""
        organisations = self._organisations
        bodies = [organisations.body(body) for body in self._edition.catalogue.awarding_bodies(offering)]
        known = [one for one in bodies if one]
        first = self._graph.things[known[0]]["location"][0] if len(known) == 1 else None
        return part("AwardingOpportunity", awardingBody=known, location=first, learningAchievementSpecification=id)

    def _in_framework(self, offering: Offering, id: str) -> dict[str, Any]:
        """The levels and the accreditations of a Qualification; whether it is a part of a larger one."""
        level, stackability = offering.level, offering.stackability
        nqf = level.nqf if level else None
        return {
            "isPartialQualification": stackability.option == "integrated-stackable" if stackability else None,
            "EQFLevel": self._graph.code("eqf", str(level.eqf)) if level else None,
            "NQFLevel": self._graph.codes("nqf-level", (f"{nqf.framework}/{nqf.level}",)) if nqf else [],
            "accreditation": [found for found in map(self._accredited(offering, id), self._quality(offering)) if found],
        }

    def _accredited(self, offering: Offering, id: str) -> Any:
        """What gives the accreditation of an entry: the provider's own, or one that the offering states itself."""
        provider = self._edition.catalogue.providers.get(offering.provider)
        organisation = self._organisations.provider(provider) if provider else None
        cited = {one.id for one in provider.quality_assurance} if provider else set()

        def accredited(entry: QualityAssurance) -> str | None:
            if organisation is None:
                return None
            record = organisation if entry.id in cited else id
            return self._organisations.accreditation(record, entry, organisation)

        return accredited

    def _quality(self, offering: Offering) -> tuple[QualityAssurance, ...]:
        return self._edition.catalogue.quality_assurance(offering)

    def _levels(self, level: Level | None, qualification: bool) -> Iterator[str]:
        """The levels as concepts where the profile has no property for them."""
        if level is None or qualification:
            return
        nqf = level.nqf
        stated_levels = (
            ("eqf", str(level.eqf) if level.eqf is not None else ""),
            ("nqf-level", f"{nqf.framework}/{nqf.level}" if nqf else ""),
        )
        for table, code in stated_levels:
            if found := self._graph.code(table, code):
                yield found

    def _notes(self, offering: Offering, qualification: bool) -> Iterator[Thing]:
        """What the profile has no property for, each in a note of its own."""
        for said in self._facts(offering):
            if said:
                yield note(said)
        for said in self._remarks.onward(offering):
            if said:
                yield self._organisations.topical(said, PATHWAYS)
        for entry in self._quality(offering):
            if not qualification or entry.agency is None:
                yield self._organisations.quality_note(entry)
