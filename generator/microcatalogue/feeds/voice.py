"""The words of a record in one language for formats that carry one: its texts, the labels of codes, the words of the interface.

Texts come in the language asked for, else in the record's own, in English or as first stated, as on pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from gettext import NullTranslations

from ..catalogue import Catalogue
from ..edition import Edition
from ..model import AwardingBody, Offering, Provider
from ..pages.language import translations
from ..rich_words import in_markdown, in_plain_words
from ..urls import iri, page
from ..values import Text
from ..vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Voice:
    """Speaks for one record in one language; `own` is the language that all texts of the record have."""

    catalogue: Catalogue
    language: str
    own: str

    @classmethod
    def of(cls, edition: Edition, offering: Offering) -> Voice:
        """For an offering in its default language."""
        own = edition.catalogue.default_language(offering)
        return cls(edition.catalogue, own, own)

    @property
    def base(self) -> str:
        """The base address of the site, with its slash."""
        return self.catalogue.settings.base_url

    @property
    def page_language(self) -> str:
        """The language of the pages that serve readers of this one: itself where the site has it, else the site's first."""
        languages = self.catalogue.settings.languages
        return self.language if self.language in languages else languages[0]

    def words(self, text: Text) -> str:
        """A text without any markup."""
        return in_plain_words(type(text), text.best(self.language, self.own, "en")[1])

    def markdown(self, text: Text) -> str:
        """A text as Markdown in which nothing that a contributor wrote as plain words is markup."""
        return in_markdown(type(text), text.best(self.language, self.own, "en")[1])

    def listed(self, texts: Mapping[str, tuple[str, ...]] | None) -> tuple[str, ...]:
        """The words of a list by language, by the same preference as texts."""
        known = texts or {}
        for language in (self.language, self.own, "en", *known):
            if language in known:
                return tuple(known[language])
        return ()

    def label(self, table: str, code: str | int) -> str:
        """The label of a code; English where the vocabulary has none in the language, the code where it has no such code."""
        term = vocabulary(table).terms.get(str(code))
        return term.label(self.language) if term else str(code)

    def labels(self, table: str, codes: Iterable[str]) -> list[str]:
        """The labels of several codes, each once."""
        return [self.label(table, code) for code in dict.fromkeys(codes)]

    def say(self, message: str) -> str:
        """Words of the interface; English where they have not been translated."""
        return _sayings(self.language).gettext(message)

    def answer(self, answer: bool) -> str:
        """Yes or no."""
        return self.say("yes") if answer else self.say("no")

    def iri(self, kind: str, record_id: str, part: str = "") -> str:
        """The IRI of a record or of a part of it."""
        return iri(self.base, kind, record_id, part)

    def page(self, kind: str, record_id: str) -> str:
        """The address of a record's page for readers of this language."""
        return f"{self.base}{page(self.page_language, kind, record_id)}"

    def picture(self, provider: str, file: str) -> str:
        """The address of a picture in a provider's folder."""
        return f"{self.base}media/{provider}/{file}"

    def organisation(self, body: AwardingBody) -> Provider | AwardingBody | None:
        """An awarding body as its provider's record, or as it is named; None where its record could not be read."""
        return self.catalogue.providers.get(body.provider) if body.provider is not None else body


def uri(table: str, code: str | int | None) -> str:
    """The URI of the EU's concept of a code; empty where there is none."""
    term = vocabulary(table).terms.get(str(code))
    return term.uri if term else ""


def course_code(offering: Offering) -> str | None:
    """The code under which the provider itself knows an offering, where it states one."""
    known = offering.identifiers or {}
    return known.get("course-code") or known.get("local")


@cache
def _sayings(language: str) -> NullTranslations:
    return translations(language)
