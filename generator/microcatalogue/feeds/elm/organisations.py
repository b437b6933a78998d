"""Organisations in the model: providers, awarding bodies that are named in an offering, agencies, the publisher.

A recognition policy has no class in the model, whose shapes allow no foreign property on an organisation: it stands by
itself and points at the organisation (point 9c of the Recommendation).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...awarding import key_of
from ...edition import Edition
from ...model import NONE, AwardingBody, Provider, QualityAssurance, RecognitionPolicy, Register
from ...urls import iri, page
from ...values import Text
from ..recognition import path_of
from ..registry import record_path
from . import times
from .graph import Graph, Thing, part, stated
from .speech import Said, Speech, joined, words

# Topics of notes; the list has no published scheme.
_TOPICS = "http://data.europa.eu/snb/qualification-topics#"
PATHWAYS = f"{_TOPICS}pathways"
QUALITY = f"{_TOPICS}accreditation-and-quality-assurance"

_SCHEMES: Mapping[str, str] = {
    "deqar": "DEQARINST ID",
    "eter": "ETER ID",
    "orgreg": "OrgReg",
    "schac": "SCHAC",
    "ror": "ROR",
    "pic": "PIC",
}
OWN = "Microcatalogue"
"""The name of the scheme of the catalogue's own ids."""

_LEGAL = {"vat": "vatIdentifier", "registration": "registration", "eidas": "eidasLegalIdentifier"}


class Organisations:
    """Adds organisations to a graph, each once, with what belongs to them."""

    def __init__(self, edition: Edition, graph: Graph, speech: Speech) -> None:
        self._edition, self._graph, self._speech = edition, graph, speech
        self._zone = edition.catalogue.settings.time_zone

    def publisher(self) -> str:
        """Who publishes the catalogue."""
        publisher = self._edition.catalogue.settings.publisher
        id = f"{self._edition.base}#publisher"
        if id in self._graph.things:
            return id
        return self._organisation(
            id,
            legalName=dict(publisher.name),
            homepage=[web(publisher.homepage)],
            location=[self._place(id, publisher.country)],
            contactPoint=[self._contact(publisher.email, None, {})],
        )

    def body(self, body: AwardingBody) -> str | None:
        """An awarding body: a provider, or one that is named alone. None where no country is known."""
        if body.provider is not None:
            provider = self._edition.catalogue.providers.get(body.provider)
            return self.provider(provider) if provider else None
        if body.country is None or body.name is None:
            return None
        member_of = () if body.member_of in (None, NONE) else body.member_of
        id = f"{self._edition.base}#{key_of(body)}"
        return self._organisation(
            id,
            legalName=dict(body.name),
            additionalNote=self._kind(body.kind),
            **self._identifiers(body.identifiers or {}, body.country),
            homepage=[web(body.homepage)] if body.homepage else [],
            location=[self._place(id, body.country)],
            groupMemberOf=[self._group(id, one.id, one.name, one.homepage) for one in member_of or ()],
        )

    def provider(self, provider: Provider) -> str | None:
        """A provider with its place, its quality assurance and its alliances; None where no country is known."""
        id = iri(self._edition.base, "provider", provider.id)
        if provider.country is None:
            return None
        if id not in self._graph.things:
            # Every offering of a provider refers to it.
            self._graph.take(self._edition.once(("elm", "provider", provider.id), lambda: self._whole(provider, id)))
        return id

    def _whole(self, provider: Provider, id: str) -> Graph:
        """A provider with all that belongs to it, by itself."""
        graph = Graph()
        Organisations(self._edition, graph, self._speech)._add(provider, id, provider.country or "")
        return graph

    def _add(self, provider: Provider, id: str, country: str) -> None:
        self._graph.things[id] = {}  # what belongs to it refers to it
        legal = provider.legal_name or provider.name
        names = (provider.name, *provider.former_names) if provider.legal_name else provider.former_names
        identified = self._identifiers(provider.identifiers or {}, country)
        others = [identifier(number, name, one.url) for one in provider.registers for name, number in (listed(one),)]
        member_of = () if provider.member_of in (None, NONE) else provider.member_of
        past = self._edition.past(("provider", provider.id))
        self._graph.things[id] = stated(
            {
                "id": id,
                "type": "Organisation",
                "legalName": dict(legal),
                "altLabel": _together(names),
                **identified,
                "identifier": [*identified.get("identifier", ()), *others],
                "homepage": [web(provider.homepage)] if provider.homepage else [],
                "additionalNote": list(self._notes(provider)),
                "accreditation": list(self._accreditations(id, provider)),
                "location": [self._place(id, country, provider.region, provider.address)],
                "contactPoint": list(self._contacts(provider)),
                "groupMemberOf": [self._group(id, one.id, one.name, one.homepage) for one in member_of or ()],
                "status": provider.status,
                "modified": times.moment(past.modified) if past else None,
            }
        )

    def accreditation(self, record: str, entry: QualityAssurance, organisation: str) -> str | None:
        """A piece of external quality assurance (Annex I, element 11); None for an internal one, which nobody accredits."""
        kind = self._graph.code("quality-assurance-type", entry.type)
        if entry.agency is None or kind is None:
            return None
        id = f"{record}#quality-assurance-{entry.id}"
        agency = self._organisation(
            f"{record}#agency-{entry.id}",
            legalName=dict(entry.agency.name),
            homepage=[web(entry.agency.homepage)],
            location=[self._place(f"{record}#agency-{entry.id}", entry.agency.country)],
        )
        return self._graph.add(
            stated(
                {
                    "id": id,
                    "type": "Accreditation",
                    "dcType": kind,
                    "title": dict(entry.title),
                    "report": web(entry.report) if entry.report else None,
                    "organisation": [organisation],
                    "accreditingAgent": agency,
                    "issued": times.beginning(entry.issued, self._zone) if entry.issued else None,
                    "reviewDate": times.beginning(entry.next_review, self._zone) if entry.next_review else None,
                    "expiryDate": times.end(entry.expires, self._zone) if entry.expires else None,
                    "additionalNote": [note(self._of_entry(entry))],
                }
            )
        )

    def quality_note(self, entry: QualityAssurance) -> Thing:
        """A piece of quality assurance in words, where nothing may link it."""
        kind = self._speech.fact("Kind", self._speech.listed("quality-assurance-type", (entry.type,)))
        agency = self._speech.labelled("Agency", entry.agency.name) if entry.agency else {}
        report = self._speech.fact("Report", entry.report or "")
        return self.topical(joined(words(entry.title), kind, agency, self._of_entry(entry), report), QUALITY)

    def policy(self, policy: RecognitionPolicy) -> None:
        """The recognition policy as a thing of its own, with where its rules and its outcomes are to be had in full."""
        catalogue, base = self._edition.catalogue, self._edition.base
        provider = catalogue.providers.get(policy.provider)
        organisation = self.provider(provider) if provider else None
        pages = [f"{base}{page(one, 'provider', policy.provider)}" for one in catalogue.settings.languages]
        period = part(
            "PeriodOfTime",
            startDate=times.beginning(policy.applies_from, self._zone) if policy.applies_from else None,
            endDate=times.end(policy.applies_until, self._zone) if policy.applies_until else None,
        )
        outcomes = [f"{base}{path_of(policy)}"] if policy.provider in self._edition.receivers() else []
        self._graph.add(
            stated(
                {
                    "id": iri(base, "recognition-policy", policy.provider),
                    "type": "Policy",
                    "title": dict(policy.title),
                    "description": dict(policy.summary),
                    "issued": times.beginning(policy.adopted, self._zone),
                    "temporal": period if len(period) > 1 else None,
                    "publisher": organisation,
                    "page": [policy.document, *(f"{one}#recognition-policy" for one in pages)],
                    "conformsTo": [policy.legal_basis] if policy.legal_basis else [],
                    "seeAlso": [f"{base}{record_path('recognition-policy', policy.provider, 'json')}", *outcomes],
                }
            )
        )

    def topical(self, said: Mapping[str, str], topic: str) -> Thing:
        """A note on a topic."""
        return note(said, self._graph.concept(topic, {}))

    def place(self, id: str, country: str, region: str | None, lines: Text | None, names: Mapping[str, str]) -> str:
        """A place with an id of its own; `names` are what it is called."""
        return self._graph.add(
            stated(
                {
                    "id": id,
                    "type": "Location",
                    "geographicName": dict(names),
                    "spatialCode": self._graph.codes("nuts", (region,)) if region else [],
                    "address": [
                        part(
                            "Address",
                            fullAddress=note(dict(lines)) if lines else None,
                            countryCode=self._graph.code("country", country),
                        )
                    ],
                }
            )
        )

    def _place(self, owner: str, country: str, region: str | None = None, lines: Text | None = None) -> str:
        return self.place(f"{owner}{_below(owner)}location", country, region, lines, {})

    def _organisation(self, id: str, **properties: Any) -> str:
        return self._graph.add(stated({"id": id, "type": "Organisation", **properties}))

    def _group(self, owner: str, group: str, name: Text, homepage: str | None) -> str:
        contact = part("ContactPoint", contactForm=[web(homepage)]) if homepage else None
        id = f"{owner}{_below(owner)}alliance-{group}"
        return self._graph.add(
            stated({"id": id, "type": "Group", "prefLabel": dict(name), "contactPoint": [contact] if contact else []})
        )

    def _identifiers(self, known: Mapping[str, str], country: str) -> dict[str, Any]:
        """Numbers in registers; legal ones by the country whose they are. That there is none cannot be said."""
        found: dict[str, Any] = {"identifier": [identifier(number, name) for name, number in numbers(known)]}
        for scheme, name in _LEGAL.items():
            if known.get(scheme, NONE) != NONE:
                spatial = self._graph.code("country", country)
                legal = part("LegalIdentifier", notation=known[scheme], spatial=spatial)
                found[name] = [legal] if scheme == "vat" else legal
        return stated(found)

    def _notes(self, provider: Provider) -> Iterator[Thing]:
        catalogue = self._edition.catalogue
        if provider.description:
            yield note(words(provider.description))
        yield from self._kind(provider.kind)
        yield from self._standing(provider)
        if policy := catalogue.policies.get(provider.id):
            document: Said = dict.fromkeys(policy.summary.languages, policy.document)
            yield self.topical(joined(dict(policy.summary), document), PATHWAYS)
        quality = provider.internal_quality
        for label, text in (
            ("How the micro-credential itself is assured", quality.credential if quality else None),
            ("How the course is assured", quality.course if quality else None),
            ("Feedback of learners", quality.learner_feedback if quality else None),
            ("Feedback of peers", quality.peer_feedback if quality else None),
            ("How learners are involved", quality.learners_involved if quality else None),
        ):
            if text:
                yield self.topical(self._speech.labelled(label, text), QUALITY)
        if quality and quality.procedure:
            yield self.topical(self._speech.fact("Internal quality assurance", quality.procedure), QUALITY)
        yield from (self.quality_note(entry) for entry in provider.quality_assurance if entry.agency is None)

    def _kind(self, kind: str | None) -> list[Thing]:
        """What kind of organisation it is, for which the EU has no concepts."""
        return [note(self._speech.fact("Kind", self._speech.listed("provider-kind", (kind,))))] if kind else []

    def _standing(self, provider: Provider) -> Iterator[Thing]:
        """That it has ceased, what came after it, and which national centre recognises its credentials abroad."""
        speech = self._speech
        told = joined(
            speech.fact("Ceased on", provider.ceased_on.isoformat() if provider.ceased_on else ""),
            speech.fact("Successor", provider.replaced_by or ""),
            speech.fact("National ENIC-NARIC centre", provider.enic_naric or ""),
        )
        if told:
            yield note(told)

    def _accreditations(self, id: str, provider: Provider) -> Iterator[str]:
        for entry in provider.quality_assurance:
            if found := self.accreditation(id, entry, id):
                yield found

    def _contacts(self, provider: Provider) -> Iterator[Thing]:
        if provider.email or provider.phone:
            yield self._contact(provider.email, provider.phone, {})
        if guidance := provider.guidance:
            yield self._contact(
                guidance.email, guidance.phone, self._speech.labelled("Guidance", guidance.text), guidance.homepage
            )

    def _contact(
        self, email: str | None, phone: str | None, said: Mapping[str, str], homepage: str | None = None
    ) -> Thing:
        return part(
            "ContactPoint",
            description=dict(said),
            phone=[part("Phone", phoneNumber=phone)] if phone else [],
            emailAddress=[self._graph.mailbox(email)] if email else [],
            contactForm=[web(homepage)] if homepage else [],
        )

    def _of_entry(self, entry: QualityAssurance) -> dict[str, str]:
        """What the model has no property for: by what framework, and how it was decided."""
        framework = self._speech.fact("Framework", self._speech.listed("framework", (entry.framework,)))
        decision = entry.decision
        decided = self._speech.listed("decision-of-agency", (decision,)) if decision else ""
        return joined(framework, self._speech.fact("Decision", decided))


def numbers(known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The numbers of an organisation in registers that are not the law's, each after the name of its scheme."""
    for scheme, name in _SCHEMES.items():
        if known.get(scheme, NONE) != NONE:
            yield name, known[scheme]


def listed(register: Register) -> tuple[str, str]:
    """Name and number of another register."""
    return register.name.best("en")[1], register.id


def web(url: str, title: Mapping[str, str] | None = None, language: str | None = None) -> Thing:
    """A page of the web."""
    return part("WebResource", title=dict(title or {}), language=language, contentUrl=url)


def note(said: Mapping[str, str], subject: str | None = None) -> Thing:
    """A note in all languages in which it is said, on a topic or on none."""
    return part("Note", subject=subject, noteLiteral=dict(said))


def identifier(value: str, scheme: str, address: str | None = None) -> Thing:
    """A number in a register or another scheme, whose address may be known."""
    return part("Identifier", notation=value, schemeName=scheme, schemeId=address)


def _below(owner: str) -> str:
    """What stands between the IRI of a thing and the name of a part of it, which are one fragment."""
    return "-" if "#" in owner else "#"


def _together(names: tuple[Text, ...]) -> dict[str, str]:
    """The first of some names in each language, since the model has one other name a language."""
    found: dict[str, str] = {}
    for name in names:
        for code, said in name:
            found.setdefault(code, said)
    return found
