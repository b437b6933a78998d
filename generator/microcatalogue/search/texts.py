"""The texts of an offering that words are looked for in, each with its weight: the title counts most.

Labels of ESCO, keywords and the names of fields and providers are synonyms: who searches by them finds the offering.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..catalogue import Catalogue
from ..model import Offering
from ..values import Text
from ..vocabulary import vocabulary

TITLE, KEYWORD, SKILL, NAME, OUTCOME, SUMMARY, FIELD, DESCRIPTION = 16, 10, 8, 6, 5, 5, 4, 2

Weighted = tuple[str, str, int]
"""Language, text, weight."""


def weighted_texts(offering: Offering, catalogue: Catalogue) -> Iterator[Weighted]:
    """Every text of an offering in every language in which it is stated, and the names of its fields in those of the site."""
    outcomes = offering.learning_outcomes
    skills = (*offering.esco_occupations, *(skill for outcome in outcomes for skill in outcome.esco))
    yield from _together((offering.title,), TITLE)
    yield from ((language, " ".join(listed), KEYWORD) for language, listed in (offering.keywords or {}).items())
    yield from _together((skill.label for skill in skills), SKILL)
    yield from _together((outcome.statement for outcome in outcomes), OUTCOME)
    yield from _together((offering.summary,), SUMMARY)
    yield from _together((offering.description,), DESCRIPTION)
    yield from _together((catalogue.awarding_name(one) for one in catalogue.awarding_bodies(offering)), NAME)
    yield from _fields(offering.isced_f, catalogue.settings.languages)


def _together(texts: Iterable[Text | None], weight: int) -> Iterator[Weighted]:
    """All that is said in a language as one text."""
    said: dict[str, list[str]] = {}
    for text in texts:
        for language, words in text or ():
            said.setdefault(language, []).append(words)
    return ((language, "\n".join(words), weight) for language, words in said.items())


def _fields(codes: Iterable[str], languages: Iterable[str]) -> Iterator[Weighted]:
    table = vocabulary("isced-f")
    for code in codes:
        if code in table:
            yield from ((language, table[code].label(language), FIELD) for language in languages)
