"""What search engines are given: of every published offering a record in each language, with the texts that our index reads.

Engines that know one language a record get the words of that language, and those of the record's own where a text has none
in it. What `microcatalogue.search.texts` weighs is here one text after the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from microcatalogue.catalogue import Catalogue
from microcatalogue.edition import Edition
from microcatalogue.facets import FACETS, MEASURES
from microcatalogue.model import Offering
from microcatalogue.prices import usual_currency
from microcatalogue.values import RecordId, Text
from microcatalogue.vocabulary import vocabulary

FILTERS = ("field", "level", "participation", "language", "country", "funding", "target-group", "provider")


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """An offering in one language. Values of `sort` compare as texts: figures have leading zeros."""

    id: RecordId
    url: str
    language: str
    title: str
    summary: str
    text: str
    filters: Mapping[str, tuple[str, ...]]
    sort: Mapping[str, str]


def records_of(edition: Edition, languages: Sequence[str] = ()) -> Iterator[SearchRecord]:
    """The records of an edition, language by language; those of the site where none are named."""
    rows = edition.search_rows()
    currency = usual_currency(rows)
    for language in languages or edition.catalogue.settings.languages:
        for offering in rows:
            yield _record(offering, edition.catalogue, language, currency)


def languages_of(edition: Edition) -> tuple[str, ...]:
    """Every language in which a title is stated, those of the site first."""
    stated = {language for one in edition.search_rows() for language in one.title.languages}
    own = edition.catalogue.settings.languages
    return (*own, *sorted(stated - set(own)))


def _record(offering: Offering, catalogue: Catalogue, language: str, currency: str) -> SearchRecord:
    own = catalogue.default_language(offering)

    def said(text: Text | None) -> str:
        return text.best(language, own)[1] if text else ""

    return SearchRecord(
        id=offering.id,
        url=f"/{language}/offerings/{offering.id}/",
        language=language,
        title=said(offering.title),
        summary=said(offering.summary),
        text="\n".join(filter(None, (*map(said, _texts(offering, catalogue)), *_words(offering, language, own)))),
        filters=_filters(offering, catalogue),
        sort={"title": said(offering.title), **_figures(offering, currency)},
    )


def _texts(offering: Offering, catalogue: Catalogue) -> Iterator[Text | None]:
    """The texts besides title and summary: outcomes, labels of ESCO, description, names of those who award it."""
    for outcome in offering.learning_outcomes:
        yield outcome.statement
        yield from (concept.label for concept in outcome.esco)
    yield from (concept.label for concept in offering.esco_occupations)
    yield offering.description
    yield from (catalogue.awarding_name(body) for body in catalogue.awarding_bodies(offering))


def _words(offering: Offering, language: str, own: str) -> Iterator[str]:
    """Keywords and the names of the fields."""
    keywords = offering.keywords or {}
    yield from keywords.get(language) or keywords.get(own) or ()
    fields = vocabulary("isced-f")
    yield from (fields[code].label(language) for code in offering.isced_f if code in fields)


def _filters(offering: Offering, catalogue: Catalogue) -> Mapping[str, tuple[str, ...]]:
    found = {
        facet.name: tuple(dict.fromkeys(facet.codes(catalogue, offering))) for facet in FACETS if facet.name in FILTERS
    }
    return {name: codes for name, codes in found.items() if codes}


def _figures(offering: Offering, currency: str) -> Mapping[str, str]:
    found = {measure.name: min(measure.of(offering, currency), default=None) for measure in MEASURES}
    return {name: f"{figure:012.2f}" for name, figure in found.items() if figure is not None}
