"""What recognition does and does not mean in law, in the language of a page."""

from __future__ import annotations

from ..legal import REGULATED_PROFESSIONS, WHO_DECIDES
from .speaker import Speaker


def who_decides(speaker: Speaker) -> str:
    """The receiving organisation decides; nothing in a catalogue gives a right to a qualification (point 5h)."""
    return speaker.say(WHO_DECIDES)


def regulated_professions(speaker: Speaker) -> str:
    """Recognition of professional qualifications has rules of its own (recital 23)."""
    return speaker.say(REGULATED_PROFESSIONS)
