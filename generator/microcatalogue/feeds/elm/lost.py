"""What the profile cannot say of a record, in linked data and, of that, in XML."""

from __future__ import annotations

from collections.abc import Iterator

from ...catalogue import Key
from ...edition import Edition
from ...model import NONE, Offering, Provider
from ...schema import annotated
from ...values import Text
from ...vocabulary import vocabulary
from ..losses import Reasons, losses
from .organisations import listed, numbers
from .profile import UNKNOWN_TO_XML
from .records import notations_of, numbers_of
from .specifications import missing

FORMAT = "elm"
XML_FORMAT = "elm-xml"

_PICTURE = "A picture would have to be carried within the document, not linked."
_NO_CLASS = (
    "The model has no class for a recognition policy: it is published as a dcterms:Policy that leads to the JSON."
)
_NO_CLASS_IN_XML = (
    "The schema takes no foreign element: title and document stand as notes and links of the organisation."
)
_OFFERING: Reasons = {
    "corrections": "The profile has no property for declared repairs of mistakes.",
    "credential.image": _PICTURE,
    "keywords": "The profile has no property for keywords.",
}
_PROVIDER: Reasons = {
    "logo": _PICTURE,
}


def _unsaid_of_policies(reason: str, *said: str) -> Reasons:
    return {field: reason for field in annotated("recognition-policy")["properties"] if field not in said}


_POLICY = _unsaid_of_policies(
    _NO_CLASS, "title", "summary", "document", "adopted", "applies_from", "applies_until", "legal_basis"
)
_POLICY_IN_XML = _unsaid_of_policies(_NO_CLASS_IN_XML, "title", "summary", "document")
_PATHWAY: Reasons = dict.fromkeys(
    annotated("pathway")["properties"], "The profile has no pathways: what an offering counts towards stands with it."
)
_NOT_TAKEN = "The profile takes no offering without this, so the whole record stays out."
_PARTS: Reasons = {
    "awarding_bodies.country": _NOT_TAKEN,
    "former_names": "An organisation has one other name in each language; the first of them is written.",
    "homepage": _NOT_TAKEN,
    "identifiers": "That an organisation has no such number cannot be said.",
    "isced_f": _NOT_TAKEN,
    "languages": "Of an offering: the profile takes none without. Of a provider: it has no property for them.",
    "learning_outcomes": _NOT_TAKEN,
    "provider.country": _NOT_TAKEN,
    "runs": "What is not on offer has no learning opportunities.",
    "runs.place": "A place without its country cannot be said.",
}
_ONE_LANGUAGE = "Version 3.1 holds this note in one language; the first of the catalogue's that is stated is written."
_ONCE = "The schema takes a number once in a document; one that several state under the same scheme is left out."
_PARTS_OF_XML: Reasons = {
    **_PARTS,
    "address": _ONE_LANGUAGE,
    "awarding_bodies.identifiers": _ONCE,
    "application": _ONE_LANGUAGE,
    "identifiers": f"{_PARTS['identifiers']} {_ONCE}",
    "opportunity_type": "The schema's list lacks this concept, which the EU added later.",
    "participation": "The schema's list lacks the concept of hybrid participation, which the EU added later.",
    "prerequisites": _ONE_LANGUAGE,
    "registers": _ONCE,
    "runs.application": _ONE_LANGUAGE,
    "runs.place.address": _ONE_LANGUAGE,
    "runs.times": _ONE_LANGUAGE,
}


def _lost(edition: Edition, key: Key) -> Iterator[str]:
    """What is lost of a record though the profile has a place for it."""
    record = edition.catalogue.record(key)
    if isinstance(record, Provider):
        yield from _of_provider(record)
    elif isinstance(record, Offering):
        yield from missing(record, edition.catalogue)
        if record.runs and record.status != "active":
            yield "runs"
        if any(run.place and not run.place.country for run in record.runs):
            yield "runs.place"


def _of_provider(provider: Provider) -> Iterator[str]:
    yield "languages"
    if provider.country is None:
        yield "provider.country"
    if NONE in (provider.identifiers or {}).values():
        yield "identifiers"
    languages = [code for name in provider.former_names for code in name.languages]
    taken = len(languages) > len(set(languages))
    # The name in use is another name where the legal one differs.
    if taken or (provider.legal_name and set(languages) & set(provider.name.languages)):
        yield "former_names"


def _lost_in_xml(edition: Edition, key: Key) -> Iterator[str]:
    """What is lost besides in XML."""
    yield from _lost(edition, key)
    record, site = edition.catalogue.record(key), edition.catalogue.settings.languages
    if isinstance(record, Provider | Offering):
        yield from _repeated(edition, record)
    if isinstance(record, Provider):
        if _is_many(record.address):
            yield "address"
    elif isinstance(record, Offering):
        needs, application = record.prerequisites, record.application
        several = len(site) > 1
        if needs and (several or _is_many(needs.text)):
            yield "prerequisites"
        if application and (_is_many(application.procedure) or (application.url and several)):
            yield "application"
        yield from _of_runs(record, several)
        yield from _newer(record)


def _repeated(edition: Edition, record: Provider | Offering) -> Iterator[str]:
    """Numbers that others state under the same scheme, of which a document takes none."""
    notations, registered = notations_of(edition), _registered(record)
    if notations.leaves_out(pair for pair in numbers_of(record) if pair not in registered):
        yield "identifiers"
    if notations.leaves_out(registered):
        yield "registers"
    bodies = record.awarding_bodies if isinstance(record, Offering) else ()
    if any(notations.leaves_out(numbers(body.identifiers or {})) for body in bodies):
        yield "awarding_bodies.identifiers"


def _registered(record: Provider | Offering) -> frozenset[tuple[str, str]]:
    return frozenset(map(listed, record.registers)) if isinstance(record, Provider) else frozenset()


def _of_runs(offering: Offering, several: bool) -> Iterator[str]:
    """Notes on runs in more than one language; `several` is whether the site has more than one."""
    if offering.status != "active":
        return
    for run in offering.runs:
        application = run.application
        if application and (_is_many(application.procedure) or (several and (application.url or run.apply_from))):
            yield "runs.application"
        if run.place and _is_many(run.place.address):
            yield "runs.place.address"
        if several and (run.times or run.hours_per_week is not None or run.seats is not None):
            yield "runs.times"


def _newer(offering: Offering) -> Iterator[str]:
    """Codes whose concepts the lists of the schema lack."""
    modes = (*offering.participation, *(run.participation for run in offering.runs))
    modes = (*modes, *(entry.mode for entry in offering.assessment))
    if any(mode and vocabulary("participation")[mode].uri in UNKNOWN_TO_XML for mode in modes):
        yield "participation"
    if vocabulary("opportunity-type")[offering.opportunity_type].uri in UNKNOWN_TO_XML:
        yield "opportunity_type"


def _is_many(text: Text | None) -> bool:
    """Whether a text has more than one language."""
    return text is not None and len(text.languages) > 1


losses(
    FORMAT,
    "the European Learning Model",
    {"offering": _OFFERING, "provider": _PROVIDER, "recognition-policy": _POLICY, "pathway": _PATHWAY},
    reasons_of_parts=_PARTS,
    partly=_lost,
)
losses(
    XML_FORMAT,
    "the XML of the European Learning Model",
    {
        "offering": _OFFERING,
        "provider": _PROVIDER,
        "recognition-policy": _POLICY_IN_XML,
        "pathway": _PATHWAY,
    },
    reasons_of_parts=_PARTS_OF_XML,
    partly=_lost_in_xml,
)
