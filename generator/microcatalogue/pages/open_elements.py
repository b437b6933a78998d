"""What a provider would have to state so that an open outcome can be decided, in the words of the pages.

The fields are those that `conditions` names: paths of the format.
"""

from __future__ import annotations

from .language import message
from .speaker import Speaker

_OF_OFFERING = {
    "quality_assurance": message("Quality assurance"),
    "level.eqf": message("EQF level"),
    "level.basis": message("Basis of the level"),
    "workload.ects": message("Workload in ECTS"),
    "isced_f": message("Field of education (ISCED-F)"),
    "assessment.supervision": message("Supervision and identity verification"),
    "learning_setting": message("Learning setting"),
    "languages": message("Languages of teaching"),
    "credential.formats": message("Formats of the credential"),
}
_OF_BODY = {
    "kind": message("Kind of the awarding body"),
    "country": message("Country of the awarding body"),
    "member_of": message("Alliances and associations of the awarding body"),
}


def to_state(fields: tuple[str, ...], speaker: Speaker) -> tuple[str, ...]:
    """What would have to be stated, each once, in order; a field without words of its own as the format names it."""
    return tuple(dict.fromkeys(_words(field, speaker) for field in fields))


def _words(field: str, speaker: Speaker) -> str:
    if field in _OF_OFFERING:
        return speaker.say(_OF_OFFERING[field])
    _, _, below = field.partition(".")
    kind, _, scheme = below.partition(".")
    if kind == "identifiers":
        register = speaker.label("provider-identifier", scheme)
        return speaker.say("Whether the awarding body is registered in {register}", register=register)
    return speaker.say(_OF_BODY[below]) if below in _OF_BODY else field
