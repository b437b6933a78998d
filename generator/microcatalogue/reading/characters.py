"""Characters that no text may hold, since readers cannot see them or feeds cannot carry them."""

from __future__ import annotations

import re
import unicodedata

# Control characters, line separators, byte order marks, direction overrides, soft hyphen, zero-width and tag
# characters, surrogates and non-characters (reliability: they hide or reorder text, or are ill-formed in XML).
# U+200C and U+200D stay: Persian words and family emoji need them between letters.
_PLANE_ENDS = tuple(plane * 0x10000 + last for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
_FORBIDDEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\ufdd0-\ufdef\U000e0000-\U000e007f" + "".join(map(chr, _PLANE_ENDS))
)
_COMBINING = "\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff"
_SUSPECT = re.compile(f"[{_FORBIDDEN}{_COMBINING}\u200c\u200d]")
# To look for one of these among the characters that a text is made of is quicker than to search the text.
_SUSPECTS = frozenset(filter(_SUSPECT.fullmatch, map(chr, (*range(0x10000), *range(0xE0000, 0xE0080), *_PLANE_ENDS))))
BAD = re.compile(f"[{_FORBIDDEN}]|(?<![^\\s])[\u200c\u200d]|[\u200c\u200d](?![^\\s])|[{_COMBINING}]{{9}}")


def is_suspect(text: str) -> bool:
    """True where a text holds a character that may be a bad one; almost no text does."""
    return not _SUSPECTS.isdisjoint(set(text))


def name_of(characters: str) -> str:
    """A character by its number and Unicode name, for a message about what cannot be seen."""
    if len(characters) > 1:
        return f"a pile of {len(characters)} combining marks"
    return f"U+{ord(characters):04X} ({unicodedata.name(characters, 'a character without a name')})"
