"""The standard elements of Annex I as sixteen rows, in the order and wording of the Recommendation.

All sixteen always show: what the provider does not state is said to be missing, and what only a credential can say
is said to stand there.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from ..model import Level, Offering, Workload
from ..vocabulary import vocabulary
from .parts import Row, Value, there
from .speaker import Speaker

Values = tuple[Value, ...]


def annex_one(offering: Offering, speaker: Speaker) -> tuple[Row, ...]:
    """The sixteen rows of an offering."""
    return tuple(
        Row(label, _values(number, offering, speaker), gloss, number, on_credential, code=number)
        for number, label, gloss, on_credential in _elements(speaker.language.code)
    )


def _values(number: str, offering: Offering, speaker: Speaker) -> Values:
    """What is stated of an element, as far as an offering can say it."""
    return _VALUES[number](offering, speaker) if number in _VALUES else ()


@cache
def _elements(language: str) -> tuple[tuple[str, str, str, bool], ...]:
    """Number, wording and gloss of each element in a language, and whether only a credential can say it."""
    return tuple(
        (number, term.label(language), term.gloss(language), term.more["stated_on"] == "credential")
        for number, term in vocabulary("annex-one").terms.items()
    )


def _title(offering: Offering, speaker: Speaker) -> Values:
    return there(speaker.text(offering.title))


def _countries(offering: Offering, speaker: Speaker) -> Values:
    bodies = speaker.catalogue.awarding_bodies(offering)
    countries = dict.fromkeys(speaker.catalogue.awarding_country(body) for body in bodies)
    regions = dict.fromkeys(
        provider.region
        for body in bodies
        if body.provider and (provider := speaker.catalogue.providers.get(body.provider))
    )
    shown = speaker.codes("country", (code for code in countries if code))
    return (*shown, *speaker.codes("nuts", (code for code in regions if code)))


def _awarding(offering: Offering, speaker: Speaker) -> Values:
    return there(*(speaker.body(body) for body in speaker.catalogue.awarding_bodies(offering)))


def _outcomes(offering: Offering, speaker: Speaker) -> Values:
    return there(*(speaker.text(outcome.statement) for outcome in offering.learning_outcomes))


def workload(stated: Workload | None, speaker: Speaker) -> Values:
    """Credits and hours as stated; none is derived from another."""
    if stated is None:
        return ()
    credits = (
        speaker.number(entry.points, f"{{number}} {speaker.label('credit-system', entry.system)}")
        for entry in stated.credits
    )
    return there(
        speaker.number(stated.ects, speaker.language.gettext("{number} ECTS")),
        speaker.number(stated.hours, speaker.language.gettext("{number} hours of work")),
        speaker.number(stated.contact_hours, speaker.language.gettext("{number} contact hours")),
        *credits,
    )


def level(stated: Level | None, speaker: Speaker) -> Values:
    """Levels and cycle as stated, what they are based on, or why none applies."""
    if stated is None:
        return ()
    national = stated.nqf
    framework = speaker.label("nqf-framework", national.framework) if national else ""
    words = f"{framework}: {national.level}" if national else None
    return there(
        speaker.code("eqf", stated.eqf),
        speaker.code("qf-ehea", stated.qf_ehea),
        speaker.outside(national.register, words) if national and national.register else speaker.words(words),
        speaker.code("level-basis", stated.basis),
        speaker.text(stated.not_applicable),
    )


def _assessment(offering: Offering, speaker: Speaker) -> Values:
    return speaker.codes("assessment-type", dict.fromkeys(entry.type for entry in offering.assessment))


def _participation(offering: Offering, speaker: Speaker) -> Values:
    return speaker.codes("participation", offering.participation)


def _quality(offering: Offering, speaker: Speaker) -> Values:
    entries = speaker.catalogue.quality_assurance(offering)
    return speaker.codes("quality-assurance-type", dict.fromkeys(entry.type for entry in entries))


def _prerequisites(offering: Offering, speaker: Speaker) -> Values:
    needs = offering.prerequisites
    if needs is None:
        return ()
    none = speaker.words(speaker.say("none")) if needs.none else None
    return there(none, speaker.text(needs.text), *(speaker.to("offering", ref) for ref in needs.offerings))


def _supervision(offering: Offering, speaker: Speaker) -> Values:
    stated = dict.fromkeys(entry.supervision for entry in offering.assessment if entry.supervision)
    return speaker.codes("supervision", stated)


def _stackability(offering: Offering, speaker: Speaker) -> Values:
    return there(speaker.code("stackability", offering.stackability.option)) if offering.stackability else ()


def _further(offering: Offering, speaker: Speaker) -> Values:
    documents = (speaker.outside(document.url, speaker.text(document.title)) for document in offering.documents)
    homepage = speaker.outside(offering.homepage, speaker.say("the provider’s page of this offering"))
    return there(*documents, *speaker.contact(offering.contact), homepage)


_VALUES: dict[str, Callable[[Offering, Speaker], Values]] = {
    "2": _title,
    "3": _countries,
    "4": _awarding,
    "6": _outcomes,
    "7": lambda offering, speaker: workload(offering.workload, speaker),
    "8": lambda offering, speaker: level(offering.level, speaker),
    "9": _assessment,
    "10": _participation,
    "11": _quality,
    "12": _prerequisites,
    "13": _supervision,
    "15": _stackability,
    "16": _further,
}
