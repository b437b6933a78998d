"""Limits of a file and how scalars are taken: text stays text unless a shape asks for a number or a boolean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

MAX_BYTES = 262_144
MAX_DEPTH = 16
MAX_VALUES = 20_000
MAX_KEY = 128
MAX_FINDINGS = 50
MERGE = "<<"  # copies another mapping into this one, to readers of YAML 1.1


Value = str | int | bool | Decimal | list[Any] | dict[str, Any]
ScalarKind = Literal["line", "rich", "decimal", "integer", "bool"]


@dataclass(frozen=True, slots=True)
class Shape:
    """What a schema wants at one place, as far as reading goes: how plain scalars are taken, and what lies below."""

    scalar: ScalarKind = "line"
    fields: Mapping[str, Shape] = field(default_factory=dict)
    others: Shape | None = None
    items: Shape | None = None


ANY = Shape()

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,17}")
# Words and signs that one YAML reader or another takes for "nothing".
NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
# White space and letters without ink: text made of these alone is no text.
BLANK = (
    " \t\n\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200c\u200d\u202f\u205f\u3000"
    + ("\u115f\u1160\u2800\u3164\uffa0")
)


def converted(text: str, plain: bool, shape: Shape) -> Value:
    """The value of a scalar: numbers and booleans only where the shape asks and the spelling is plain."""
    kind = shape.scalar
    if kind == "line":
        return " ".join(text.split()) if "\n" in text or "\t" in text or text != text.strip() else text
    if kind == "rich" or not plain:
        return text.strip() if kind == "rich" else text
    if kind == "bool":
        return text == "true" if text in ("true", "false") else text
    if _INTEGER.fullmatch(text):
        return int(text) if kind == "integer" else Decimal(text)
    return Decimal(text) if _DECIMAL.fullmatch(text) else text
