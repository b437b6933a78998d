"""What the template of a credential leaves out: what is said of taking part, which is over when it is issued."""

from __future__ import annotations

from collections.abc import Iterator

from ...catalogue import Key
from ...edition import Edition
from ...model import Offering
from ..losses import Reasons, losses
from .template import FORMAT, templated

_TAKING_PART = "A credential says what was learnt, not how one could take part."
_STANDING = "A credential holds whatever becomes of the offering later."
_WORTH = "A credential says what was learnt, not why it is asked for."
_OFFERING: Reasons = {
    "access": _TAKING_PART,
    "application": _TAKING_PART,
    "contact": _TAKING_PART,
    "credential.formats": "The credential is in one of them.",
    "developed_with": _WORTH,
    "esco_occupations": _WORTH,
    "holders_keep": _STANDING,
    "regulated_profession": _WORTH,
    "relevance.evidence": _WORTH,
    "replaced_by": _STANDING,
    "review_by": _STANDING,
    "reviewed_on": _STANDING,
    "status": _STANDING,
    "validation": _TAKING_PART,
    "withdrawal_reason": _STANDING,
    "withdrawn_on": _STANDING,
    "funding": _TAKING_PART,
    "price": _TAKING_PART,
    "runs": _TAKING_PART,
    "corrections": "The profile has no property for declared repairs of mistakes.",
    "credential.image": "A picture is put in when the credential is issued.",
    "keywords": "The profile has no property for keywords.",
}
_PARTS: Reasons = {
    "awarding_bodies.country": "The profile takes no issuer without a country, so there is no template.",
}


def _lost(edition: Edition, key: Key) -> Iterator[str]:
    record = edition.catalogue.record(key)
    if isinstance(record, Offering) and not templated(edition, record):
        yield "awarding_bodies.country"


losses(
    FORMAT,
    "the template of a European Digital Credential",
    {"offering": _OFFERING},
    reasons_of_parts=_PARTS,
    partly=_lost,
)
