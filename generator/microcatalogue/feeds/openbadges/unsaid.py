"""What an Achievement of Open Badges 3.0 cannot say of an offering and of the provider that awards it."""

from __future__ import annotations

from collections.abc import Iterator

from ...catalogue import Key
from ...edition import Edition
from ..losses import losses
from ..one_language import in_other_languages, reasons

FORMAT = "openbadges"

_TAKING_PART = (
    "An achievement says what is earned and how; when, where, for whom and at what price it is taught has no place."
)
_SIGNED = "Recognition by others is an endorsement in Open Badges, a credential that the one who endorses has to sign."
_CARRIED = "In which form a badge is carried and verified is stated by each credential, not by the achievement."
_RECORD = "An achievement has a version and says nothing of how its record came about or when it is looked over."
_ONE_PROFILE = (
    "A profile names an organisation and says how to reach it; what sort it is and to what it belongs has no place."
)
_GUIDANCE = (
    "A profile has one way to reach an organisation; advice to learners and centres of recognition have no place."
)

OFFERING = {
    "access": _TAKING_PART,
    "application": _TAKING_PART,
    "audience": _TAKING_PART,
    "awarding_bodies.kind": _ONE_PROFILE,
    "awarding_bodies.member_of": _ONE_PROFILE,
    "contact": _TAKING_PART,
    "corrections": _RECORD,
    "credential.formats": _CARRIED,
    "credential.verification": _CARRIED,
    "developed_with": "Only who awards an achievement is stated, not who took part in making it.",
    "documents": "An achievement has one page on its criteria and no list of further documents.",
    "funding": _TAKING_PART,
    "level.not_applicable": "An alignment names a level; that none applies cannot be aligned to anything.",
    "opportunity_type": "The type of every achievement here is MicroCredential; a second one has no place.",
    "price": _TAKING_PART,
    "recognised_by": _SIGNED,
    "relevance": "Evidence that skills are asked for has no place; occupations and skills are alignments.",
    "review_by": _RECORD,
    "reviewed_on": _RECORD,
    "runs": _TAKING_PART,
    "target_groups": _TAKING_PART,
    "transitions": "The digital and green transitions are no framework that one could align with; DigComp and GreenComp are.",
}

PROVIDER = {
    "ceased_on": _ONE_PROFILE,
    "enic_naric": _GUIDANCE,
    "former_names": "A profile has one name.",
    "guidance": _GUIDANCE,
    "internal_quality": "Quality assurance is an alignment with what somebody decided; how it is done inside has no place.",
    "kind": _ONE_PROFILE,
    "languages": "The first one decides in which language an achievement is written; the others have no place.",
    "legal_name": "A profile has one name.",
    "member_of": _ONE_PROFILE,
    "registers": "An identifier has a type and no name or address of the register that gave it.",
    "replaced_by": _ONE_PROFILE,
    "status": _ONE_PROFILE,
}

_UNSAID = {"offering": OFFERING, "provider": PROVIDER}
_BESIDES = {kind: frozenset(table) for kind, table in _UNSAID.items()}


def _partly(edition: Edition, key: Key) -> Iterator[str]:
    return in_other_languages(edition, key, _BESIDES[key[0]])


losses(
    FORMAT,
    "Open Badges 3.0",
    _UNSAID,
    reasons_of_parts={
        **reasons("provider", _BESIDES["provider"]),
        **reasons("offering", _BESIDES["offering"]),
    },
    partly=_partly,
)
