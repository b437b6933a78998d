"""Course units of one degree programme of the University of Pavia, in Italian and English.

40 units, 29 of them with learning outcomes. Left out, because the source does not state it or the format cannot say it:

- assessment: described in words, without the type that the format asks for;
- hours of 0, which stand for "unknown" beside missing credits, and the sum of contact and self-study hours;
- year and semester (no dates), the sustainable development goals (no field), literature and teaching methods;
- a text that names a person, in both languages, and one that has no Italian, the language of the records;
- level, quality assurance, ISCED field, and the pages of the units and of the university: nowhere stated.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from .documents import Catalogue, Document, settings, stated
from .ids import slug, unique
from .texts import number, rich, text

SOURCE = "ec2u/pavia-courses.it-en.json"
PROVIDER = "university-of-pavia"

_LANGUAGES = {"ITALIANO": "it", "INGLESE": "en"}
_PARTICIPATION = {"Convenzionale": "presential"}
_PERSON = re.compile(r"\b(?i:dott|dr|prof)(?:\.?ssa|ess\w+)?\.?\s+[A-ZÀ-Þ]|@")
_WORD = re.compile(r"\w")


def records(shared: Path) -> Catalogue:
    """Give the catalogue; an id is the code of the unit."""
    content = (shared / "realdata" / SOURCE).read_text(encoding="utf-8")
    units: list[dict[str, Any]] = json.loads(content, parse_float=Decimal)
    ids = unique(slug(unit["code"]) for unit in units)
    return {
        "catalogue.yml": _settings(),
        f"{PROVIDER}/provider.yml": _provider(),
        **{f"{PROVIDER}/{name}.yml": _offering(unit) for name, unit in zip(ids, units, strict=True)},
    }


def _settings() -> Document:
    title = {"en": "Course units of the University of Pavia", "et": "Pavia ülikooli õppeained"}
    return settings(title, "IT", "Apache-2.0", "Europe/Rome")


def _provider() -> Document:
    return {
        "name": {"it": "Università degli Studi di Pavia", "en": "University of Pavia"},
        "kind": "higher-education-institution",
        "country": "IT",
        "languages": ["it", "en"],
    }


def _offering(unit: dict[str, Any]) -> Document:
    texts = unit["texts"]
    outcomes = text(_publishable(texts.get("OBIETT_FORM")))
    return stated(
        title=text(unit["title"]),
        description=rich(_publishable(texts.get("CONTENUTI"))),
        learning_outcomes=[{"id": "outcome-1", "statement": outcomes}] if outcomes else [],
        workload=_workload(unit),
        participation=[_PARTICIPATION[mode] for mode in unit["mode"] if mode in _PARTICIPATION],
        languages=[_LANGUAGES[language] for language in unit["language"] if language in _LANGUAGES],
        opportunity_type="course",
        prerequisites=stated(text=rich(_publishable(texts.get("PREREQ")))),
        identifiers={"pavia": unit["code"]},
    )


def _publishable(source: dict[str, str] | None) -> dict[str, str]:
    """Give the languages that say something; nothing where a person is named or Italian says nothing."""
    said = {language: words for language, words in (source or {}).items() if _WORD.search(words)}
    if "it" not in said or any(_PERSON.search(words) for words in said.values()):
        return {}
    return {language: said[language] for language in ("it", "en") if language in said}


def _workload(unit: dict[str, Any]) -> Document:
    """Credits and contact hours; none without credits, because contact hours alone are no workload."""
    if unit["cfu_ects"] is None:
        return {}
    contact = Decimal(unit["contact_hours"])
    return stated(ects=number(unit["cfu_ects"]), contact_hours=number(contact) if contact else None)
