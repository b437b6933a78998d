"""What the profile has no property for, in words: notes on an offering that lose none of it, though their structure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...catalogue import Catalogue
from ...model import CreditPoints, Offering, StatedRecognition
from ...pages.language import Language
from ...vocabulary import vocabulary
from .graph import Thing
from .organisations import note
from .speech import Said, Speech, joined, words


class Remarks:
    """Says in words what an offering states besides the properties of the profile."""

    def __init__(self, catalogue: Catalogue, speech: Speech) -> None:
        self._catalogue, self._speech = catalogue, speech

    def entry(self, offering: Offering) -> Thing | None:
        """What is needed to begin, in one note (element 12)."""
        needs = offering.prerequisites
        if needs is None:
            return None
        catalogue, speech = self._catalogue, self._speech
        published = [ref for ref in needs.offerings if ref in catalogue.offerings]
        titles = [catalogue.offerings[ref].title for ref in published if not catalogue.is_draft("offering", ref)]
        tongues = sorted((needs.language_level or {}).items())
        told = joined(
            words(needs.text),
            speech.say("No entry requirements") if needs.none else {},
            speech.fact("Needed first", lambda language: "; ".join(one.best(language.code, "en")[1] for one in titles)),
            speech.fact(
                "Language level",
                lambda language: ", ".join(f"{language.language_name(code)} {cefr}" for code, cefr in tongues),
            ),
            self._answer("Prior learning is recognised", needs.prior_learning_recognised),
        )
        return note(told) if told else None

    def onward(self, offering: Offering) -> Iterator[Said]:
        """What it counts towards and who recognises it, as the provider says."""
        stackability = offering.stackability
        if stackability:
            yield joined(self._speech.code("stackability", stackability.option), words(stackability.note))
        yield from (self._recognised(one) for one in offering.recognised_by)

    def _recognised(self, one: StatedRecognition) -> Said:
        catalogue, speech = self._catalogue, self._speech
        provider = catalogue.providers.get(one.provider) if one.provider else None
        name = provider.name if provider else one.name
        return joined(
            speech.labelled("Recognised by", name),
            speech.fact("Purpose", speech.listed("recognition-purpose", (one.purpose,))),
            words(one.statement),
            speech.fact("Evidence", one.evidence),
            speech.fact("Valid until", one.valid_until.isoformat() if one.valid_until else ""),
        )

    def facts(self, offering: Offering) -> Iterator[Said]:
        """What an offering states besides, fact by fact; some are empty."""
        yield from self._standing(offering)
        yield from self.learnt(offering)
        yield from self._taking_part(offering)
        yield from self._relevance(offering)

    def _standing(self, offering: Offering) -> Iterator[Said]:
        """What became of it, and who has looked it over when."""
        speech = self._speech
        if offering.description and offering.summary:
            yield words(offering.summary)
        if offering.withdrawn_on:
            successor = offering.replaced_by
            hidden = successor is not None and self._catalogue.is_draft("offering", successor)
            yield joined(
                speech.fact("Withdrawn on", offering.withdrawn_on.isoformat()),
                speech.labelled("Reason", offering.withdrawal_reason),
                speech.fact("Successor", "" if hidden else successor or ""),
                speech.labelled("What earlier holders keep", offering.holders_keep),
            )
        yield joined(
            speech.fact("Looked over on", offering.reviewed_on.isoformat() if offering.reviewed_on else ""),
            speech.fact("To be looked over by", offering.review_by.isoformat() if offering.review_by else ""),
        )

    def learnt(self, offering: Offering) -> Iterator[Said]:
        """Level, credits, setting and people for which the EU has no concept."""
        speech, level = self._speech, offering.level
        if level and level.not_applicable:
            yield speech.labelled("Level", level.not_applicable)
        if level and level.basis:
            yield speech.fact("Basis of the level", speech.listed("level-basis", (level.basis,)))
        if level and level.qf_ehea:
            yield speech.fact("Cycle", speech.listed("qf-ehea", (level.qf_ehea,)))
        for one in offering.workload.credits if offering.workload else ():
            if not vocabulary("credit-system")[one.system].uri:
                yield speech.fact("Credits", self._points(one))
        if offering.learning_setting and not vocabulary("learning-setting")[offering.learning_setting].uri:
            yield speech.fact("Learning setting", speech.listed("learning-setting", (offering.learning_setting,)))
        yield speech.fact("Transitions", speech.listed("transition", offering.transitions))
        yield speech.fact("Digital competences (DigComp)", speech.listed("digcomp", offering.digcomp))
        yield speech.fact("Sustainability competences (GreenComp)", speech.listed("greencomp", offering.greencomp))
        groups = [code for code in offering.target_groups if not vocabulary("target-group")[code].uri]
        yield joined(
            speech.labelled("For", offering.audience), speech.fact("For", speech.listed("target-group", groups))
        )

    def _taking_part(self, offering: Offering) -> Iterator[Said]:
        """Validation, access and whom to ask."""
        speech, validation, contact = self._speech, offering.validation, offering.contact
        if validation:
            yield joined(
                self._answer("By validating what you have learnt elsewhere", validation.available),
                words(validation.procedure),
                speech.fact("Homepage", validation.homepage or ""),
            )
        yield from self._access(offering)
        if contact:
            yield joined(
                speech.fact("E-mail", contact.email or ""),
                speech.fact("Telephone", contact.phone or ""),
                speech.fact("Homepage", contact.homepage or ""),
            )

    def _relevance(self, offering: Offering) -> Iterator[Said]:
        """Why the skills are asked for, and in what form they are certified."""
        speech = self._speech
        if offering.relevance:
            yield speech.labelled("Evidence of need", offering.relevance.evidence)
        if profession := offering.regulated_profession:
            yield joined(
                speech.labelled("Regulated profession", profession.title),
                speech.labelled("Competent authority", profession.authority),
                speech.fact("Homepage", profession.homepage or ""),
            )
        for one in offering.developed_with:
            kind = speech.listed("provider-kind", (one.kind,)) if one.kind else ""
            yield joined(speech.labelled("Developed with", one.name), speech.fact("Kind", kind))
        for occupation in offering.esco_occupations:
            yield joined(speech.labelled("Occupations", occupation.label), speech.fact("ESCO address", occupation.uri))
        if offering.credential:
            yield speech.fact("Formats", speech.listed("credential-format", offering.credential.formats))

    def _access(self, offering: Offering) -> Iterator[Said]:
        access, speech = offering.access, self._speech
        if access is None:
            return
        answers = (
            ("Step-free access", access.step_free),
            ("Captions", access.captions),
            ("Sign language", access.sign_language),
            ("Easy-to-read materials", access.easy_read),
        )
        yield joined(
            speech.labelled("Support and adjustments", access.accommodations),
            *(self._answer(label, told) for label, told in answers),
            speech.labelled("Equipment needed", access.equipment),
            speech.fact("Whom to ask about access", access.contact or ""),
        )

    def _points(self, credits: CreditPoints) -> Callable[[Language], str]:
        label, number = self._speech.listed("credit-system", (credits.system,)), credits.points
        return lambda language: f"{language.number(number)} {label(language)}"

    def _answer(self, label: str, told: bool | None) -> Said:
        """A label with yes or no; nothing where that is not stated."""
        if told is None:
            return {}
        return self._speech.fact(label, lambda language: language.say("yes") if told else language.say("no"))
