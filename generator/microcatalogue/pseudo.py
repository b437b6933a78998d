"""A language that nobody speaks, for looking at layouts: English with accents and forty per cent longer.

What it does not change on a page is not translatable yet; what it breaks would break in a longer language.
"""

from __future__ import annotations

import re
from gettext import NullTranslations

PSEUDO = "qps"
"""The code of the language, of the range that ISO 639 leaves to private use."""

_ACCENTED = str.maketrans("aceinosuyzACEINOSUYZ", "áçéíñóšúýžÁÇÉÍÑÓŠÚÝŽ")
_LONGER = 0.4


class PseudoTranslations(NullTranslations):
    """Translates every message of the interface into the pseudo-language, its `{slots}` untouched."""

    def gettext(self, message: str) -> str:
        """The message with accents, between brackets, forty per cent longer in words of their own."""
        parts = re.split(r"({\w+})", message)
        accented = "".join(part if part.startswith("{") else part.translate(_ACCENTED) for part in parts)
        fill = " ".join(["lörem"] * -(-int(len(message) * _LONGER) // 6))
        return f"[{accented} {fill}]" if fill else f"[{accented}]"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """One or the other message, translated."""
        return self.gettext(msgid1 if n == 1 else msgid2)
