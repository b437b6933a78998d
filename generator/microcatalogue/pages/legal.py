"""What recognition does and does not mean in law, said wherever an outcome shows (points 5h and 9c, recital 23)."""

from __future__ import annotations

from .speaker import Speaker


def who_decides(speaker: Speaker) -> str:
    """The receiving organisation decides; nothing in a catalogue gives a right to a qualification (point 5h)."""
    return speaker.say(
        "The receiving organisation decides on recognition. Stacking gives no automatic right to a qualification."
    )


def regulated_professions(speaker: Speaker) -> str:
    """Recognition of professional qualifications has rules of its own (recital 23)."""
    return speaker.say(
        "Directive 2005/36/EC on the recognition of professional qualifications is not affected: whoever wants to work in "
        "a regulated profession turns to its competent authority."
    )
