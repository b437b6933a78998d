"""The registry of everything the checker can say: one entry a code, read by `check`, `explain` and the guide.

Readers, schema checks and rules declare their codes here through `declare`; nothing here looks at a record.
"""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter
from textwrap import dedent

from .diagnostics import Severity


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of finding.

    `message` and `hint` are wordings with `{fact}` slots; `why` says what it costs readers; `wrong` and `right`
    are short YAML examples; `source` is the annex, point or standard that asks for it (empty: our own).
    A `discreet` code never quotes the line that it is about.
    """

    name: str
    severity: Severity
    title: str
    message: str
    hint: str
    why: str
    wrong: str
    right: str
    source: str = ""
    discreet: bool = False

    @property
    def facts(self) -> frozenset[str]:
        """The names of the slots that a finding of this code has to fill."""
        slots = (name for text in (self.message, self.hint) for _, name, _, _ in Formatter().parse(text))
        return frozenset(name for name in slots if name)


_REGISTRY: dict[str, Code] = {}


def declare(
    name: str,
    severity: Severity,
    title: str,
    *,
    message: str,
    hint: str,
    why: str,
    wrong: str = "",
    right: str = "",
    source: str = "",
    discreet: bool = False,
) -> Code:
    """Enter a code into the registry and give it back; a name declared twice is a mistake in the program."""
    if name in _REGISTRY:
        raise ValueError(f"the code {name!r} is declared twice")
    code = Code(
        name, severity, title, message, hint, why, dedent(wrong).strip(), dedent(right).strip(), source, discreet
    )
    _REGISTRY[name] = code
    return code


def code_named(name: str) -> Code:
    """The code of that name; KeyError where there is none."""
    return _REGISTRY[name]


def all_codes() -> tuple[Code, ...]:
    """Every declared code, by name."""
    return tuple(_REGISTRY[name] for name in sorted(_REGISTRY))
