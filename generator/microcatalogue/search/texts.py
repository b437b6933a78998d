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
    yield from _in_all(offering.title, TITLE)
    for language, listed in (offering.keywords or {}).items():
        yield from ((language, word, KEYWORD) for word in listed)
    for concept in offering.esco_occupations:
        yield from _in_all(concept.label, SKILL)
    for outcome in offering.learning_outcomes:
        yield from _in_all(outcome.statement, OUTCOME)
        for concept in outcome.esco:
            yield from _in_all(concept.label, SKILL)
    yield from _in_all(offering.summary, SUMMARY)
    yield from _in_all(offering.description, DESCRIPTION)
    for body in catalogue.awarding_bodies(offering):
        yield from _in_all(catalogue.awarding_name(body), NAME)
    yield from _fields(offering.isced_f, catalogue.settings.languages)


def _in_all(text: Text | None, weight: int) -> Iterator[Weighted]:
    return ((language, words, weight) for language, words in text or ())


def _fields(codes: Iterable[str], languages: Iterable[str]) -> Iterator[Weighted]:
    table = vocabulary("isced-f")
    for code in codes:
        if code in table:
            yield from ((language, table[code].label(language), FIELD) for language in languages)
