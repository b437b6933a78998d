"""What recognition does and does not mean in law, said wherever an answer shows (points 5h and 9c, recital 23).

The English words are the keys by which pages find those of their language.
"""

from __future__ import annotations

WHO_DECIDES = "The receiving organisation decides on recognition. Stacking gives no automatic right to a qualification."
"""Nothing in a catalogue gives a right to a qualification (point 5h)."""

REGULATED_PROFESSIONS = (
    "Directive 2005/36/EC on the recognition of professional qualifications is not affected: whoever wants to work in "
    "a regulated profession turns to its competent authority."
)
"""Recognition of professional qualifications has rules of its own (recital 23)."""
