"""Turns values of records into what a page in one language shows.

Texts come in the page's language where they are stated, else in the record's default language, in English or in the
first stated, marked with their language. Whether a fallback happened is remembered for the page's one note.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from ..catalogue import Catalogue
from ..model import AwardingBody, Contact, Offering, Pathway, Price, Provider, RecognitionPolicy
from ..reads import Looked
from ..rich_text import rich_html
from ..urls import Urls, page, relative
from ..values import PartialDate, RichText, Text
from ..vocabulary import vocabulary
from .language import Language
from .parts import Coded, Link, Row, Value, Words
from .price_words import price_words

Made = TypeVar("Made")
Record = Offering | Provider | Pathway | RecognitionPolicy


class Speaker:
    """Speaks for one record on one page: knows the page's language and path and the record's default language."""

    def __init__(
        self,
        catalogue: Catalogue,
        urls: Urls,
        language: Language,
        path: str,
        record: Record | None,
        known: dict[tuple[str, ...], tuple[Any, Looked]] | None = None,
    ) -> None:
        self.catalogue, self.urls, self.language, self.path = catalogue, urls, language, path
        self._known = {} if known is None else known
        self.default_language = catalogue.default_language(record)
        self.fallbacks: set[str] = set()

    def say(self, message: str, **facts: object) -> str:
        """A message of the interface."""
        return self.language.say(message, **facts)

    def text(self, text: Text | None) -> Words | None:
        """A stated text, or None; rich text comes as safe HTML."""
        if text is None:
            return None
        language, words = text.best(self.language.code, self.default_language, "en")
        lang = None if language == self.language.code else language
        if lang:
            self.fallbacks.add(lang)
        return Words(words, lang, rich_html(words) if isinstance(text, RichText) else None)

    def plain(self, text: Text) -> str:
        """The words of a text alone, for titles and attributes that cannot carry a language."""
        return text.best(self.language.code, self.default_language, "en")[1]

    def words(self, words: str | None) -> Words | None:
        """A string as it stands, or None."""
        return Words(words) if words is not None else None

    def code(self, table: str, code: str | int | None) -> Coded | None:
        """A code with its label and gloss, or None."""
        return None if code is None else _coded(table, str(code), self.language.code)

    def codes(self, table: str, codes: Iterable[str | int]) -> tuple[Coded, ...]:
        """Several codes with their labels and glosses."""
        return tuple(_coded(table, str(code), self.language.code) for code in codes)

    def label(self, table: str, code: str | int) -> str:
        """The label of a code alone."""
        return _coded(table, str(code), self.language.code).label

    def languages(self, codes: Iterable[str]) -> tuple[Words, ...]:
        """Names of languages."""
        return tuple(Words(self.language.language_name(code)) for code in codes)

    def day(self, day: date | PartialDate | None) -> Words | None:
        """A date in words, or None."""
        return Words(self.language.date(day)) if day is not None else None

    def number(self, number: int | Decimal | None, unit: str = "{number}") -> Words | None:
        """A number with what it counts (`unit` has a slot), or None."""
        if number is None:
            return None
        return Words(unit.format(number=self.language.number(number)))

    def yes_or_no(self, answer: bool | None) -> Words | None:
        """Yes, no, or None where it is not stated."""
        if answer is None:
            return None
        return Words(self.say("yes") if answer else self.say("no"))

    def outside(self, url: str | None, words: Words | str | None = None) -> Link | None:
        """A link to another site; its text is the host where nothing else is given."""
        if url is None:
            return None
        shown = words if isinstance(words, Words) else Words(words or url.split("://")[1].rstrip("/"))
        return Link(shown, url, outside=True)

    def mail(self, address: str | None) -> Link | None:
        """A link to an e-mail address."""
        return Link(Words(address), f"mailto:{address}") if address else None

    def phone(self, number: str | None) -> Link | None:
        """A link to a telephone number."""
        dialled = "".join(c for c in number or "" if c.isdigit() or c == "+")
        return Link(Words(number), f"tel:{dialled}") if number else None

    def contact(self, contact: Contact | None) -> tuple[Value, ...]:
        """The ways to reach someone."""
        if contact is None:
            return ()
        ways = (self.mail(contact.email), self.phone(contact.phone), self.outside(contact.homepage))
        return tuple(way for way in ways if way is not None)

    def to(self, kind: str, record_id: str) -> Link | Words | None:
        """A link to a record's page, its id in words where it could not be read, None for a draft."""
        words, target = self.once(("to", kind, record_id), lambda: self._named(kind, record_id))
        return Link(words, self.link(target)) if words and target else words

    def once(self, key: tuple[str, ...], make: Callable[[], Made]) -> Made:
        """What is the same on every page in this language: made the first time that it is asked for."""
        return self.catalogue.reads.once(self._known, (self.language.code, *key), make)

    def _named(self, kind: str, record_id: str) -> tuple[Words | None, str]:
        """A record's name and the path of its page, which is empty where there is none to link to."""
        if self.catalogue.is_draft(kind, record_id):
            return None, ""
        tables: Mapping[str, Mapping[str, Provider | Offering | Pathway]] = {
            "provider": self.catalogue.providers,
            "offering": self.catalogue.offerings,
            "pathway": self.catalogue.pathways,
        }
        record = tables[kind].get(record_id)
        if record is None:
            return Words(record_id), ""
        name = record.name if isinstance(record, Provider) else record.title
        language, words = name.best(self.language.code, self.catalogue.default_language(record), "en")
        return Words(words, None if language == self.language.code else language), page(
            self.language.code, kind, record_id
        )

    def link(self, target: str) -> str:
        """The address of a path of the site, relative to this page."""
        return self.urls.link(target, from_path=self.path)

    def picture(self, file: str) -> str:
        """The address of a provider's picture, relative to this page."""
        return relative(f"media/{file}", self.path)

    def body(self, body: AwardingBody) -> Value | None:
        """An awarding body: a link to the provider's page, or its name and homepage."""
        if body.provider is not None:
            return self.to("provider", body.provider)
        name = self.text(body.name) or Words("")
        return self.outside(body.homepage, name) or name

    def price(self, price: Price) -> Words:
        """A price in words: amount, per what, taxes; 0 is "free of charge"."""
        return Words(price_words(price, self.language))

    def row(self, label: str, *values: Value | None) -> Row:
        """A row that always shows: without values it says that nothing is stated."""
        return Row(label, tuple(value for value in values if value is not None))


@cache
def _coded(table: str, code: str, language: str) -> Coded:
    term = vocabulary(table).terms.get(code)
    return Coded(code, term.label(language), term.gloss(language)) if term else Coded(code, code)
