"""Schemas and shapes as they are published, found by name in a folder: they are not ours to hand on.

Looked for, in any folder below: `loq.xsd` with the schemas that it imports beside it; `LOQ-constraints.ttl` and
`LOQ-constraints-mdr.ttl`; `EDC-generic-no-cv.ttl`
and `EDC-generic-full.ttl` with `edc-ap-context.jsonld`; `ob_v3p0_achievementcredential_schema.json`;
`quality-link-shacl-….ttl`. Of several with one name, that of the wanted namespace is taken, the first by path.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path as FilePath

from .verdict import NotCheckedError

# Patterns of the shapes are Java's; these say the same to Python.
_JAVA = (
    ("^(?i)(http|https)", "^([hH][tT][tT][pP][sS]?)"),
    ("[[A-Fa-f0-9]\\\\:\\\\.]*", "[A-Fa-f0-9:.]*"),
    ("[%[\\\\p{L}\\\\p{Nl}\\\\p{Nd}]]*", "[%\\\\w]*"),
)
# The shapes of code lists name schemes that ESCO does not have, ask an entitlement for a status where the profile has an
# entitlementStatus, and want a concept for the status of an accreditation, which the profile takes as a text.
_MISTAKES = (
    (
        re.compile(r'sh:pattern "\^https://ec\.europa\.eu/esco/skill/" ;'),
        "sh:hasValue <http://data.europa.eu/esco/concept-scheme/skills> ;",
    ),
    (
        re.compile(r'sh:pattern "\^http://data\.europa\.eu/esco/occupation" ;'),
        "sh:hasValue <http://data.europa.eu/esco/concept-scheme/occupations> ;",
    ),
    (re.compile(r"(:LearningEntitlementSpecificationShapeCV.*?)elm:status", re.DOTALL), r"\1elm:entitlementStatus"),
    (re.compile(r"sh:property\s*\[(?:(?!sh:property)[^\]])*sh:node :AccreditationStatusRestriction;[^\]]*\];"), ""),
)
_PATTERN = re.compile(r'sh:pattern "(?:[^"\\]|\\.)*"')


@dataclass(frozen=True, slots=True)
class Standards:
    """A folder of published schemas; None where none was named."""

    folder: FilePath | None

    def find(self, pattern: str, holding: str = "") -> FilePath:
        """The file of that name that holds a text; NotCheckedError where it is not there."""
        if self.folder is None:
            raise NotCheckedError(f"name the folder that has {pattern}: --standards DIR")
        for path in sorted(self.folder.rglob(pattern)):
            if not holding or holding in path.read_text("utf-8", "replace"):
                return path
        raise NotCheckedError(f"{self.folder} has no {pattern}" + (f" for {holding}" if holding else ""))

    def shapes(self, pattern: str, holding: str = "") -> str:
        """Shapes as Turtle, their patterns in Python's words, and without mistakes that refuse what is right."""
        text = in_python(self.find(pattern, holding).read_text("utf-8"))
        for wrong, right in _MISTAKES:
            text = wrong.sub(right, text)
        return text


def in_python(shapes: str) -> str:
    """Shapes with their patterns in Python's words."""
    return _PATTERN.sub(_rewritten, shapes)


def _rewritten(found: re.Match[str]) -> str:
    pattern = found[0]
    for java, python in _JAVA:
        pattern = pattern.replace(java, python)
    return pattern
