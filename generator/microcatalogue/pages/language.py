"""One language of the site: its words for the interface, dates, numbers, money and lists.

Words come from the theme's gettext catalogues, forms from CLDR through Babel. English is the language of the keys.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal, format_percent

from ..pseudo import PSEUDO, PseudoTranslations
from ..theme import theme_folder
from ..values import PartialDate
from ..vocabulary import vocabulary

# The European forms of languages that CLDR would otherwise take from elsewhere.
_LOCALES = {"en": "en_IE", "pt": "pt_PT", PSEUDO: "en_IE"}


def message(words: str) -> str:
    """Marks words of the interface that are said elsewhere, so that translators find them; gives them back."""
    return words


class Language:
    """A language in which pages are made; equal for equal codes."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.locale = Locale.parse(_LOCALES.get(code, code))
        self._translations = translations(code)
        self._said: dict[str, str] = {}
        self._written: dict[tuple[object, ...], str] = {}

    def say(self, message: str, **facts: object) -> str:
        """A message of the interface in this language, its `{slots}` filled."""
        said = self._said.get(message)
        if said is None:
            said = self._said[message] = self._translations.gettext(message)
        return said.format(**facts) if facts else said

    def say_many(self, one: str, many: str, number: int) -> str:
        """A message that depends on a number, with `{number}` filled in this language's form."""
        return self._translations.ngettext(one, many, number).format(number=self.number(number))

    def plural_forms(self, one: str, many: str) -> dict[str, str]:
        """A message that depends on a number, its slot unfilled, by the CLDR plural categories that browsers know.

        gettext and CLDR count forms differently in some languages, so each category is asked for by a number of its own.
        """
        category = self.locale.plural_form
        numbers = {category(number): number for number in reversed(range(200))}
        return {name: self._translations.ngettext(one, many, number) for name, number in numbers.items()}

    def gettext(self, message: str) -> str:
        """For templates."""
        return self._translations.gettext(message)

    def ngettext(self, one: str, many: str, number: int) -> str:
        """For templates."""
        return self._translations.ngettext(one, many, number)

    def date(self, day: date | datetime | PartialDate) -> str:
        """A day as 24 November 2026, or a month as November 2026."""
        return self._once(_date, day)

    def number(self, number: int | Decimal) -> str:
        """A number with this language's separators and no needless decimals."""
        return self._once(_number, str(number))

    def _once(self, write: Callable[..., str], *what: object) -> str:
        """What is written in CLDR's forms, remembered: a catalogue repeats its dates, numbers and amounts."""
        key = (write, *what)
        written = self._written.get(key)
        if written is None:
            written = self._written[key] = write(self.locale, *what)
        return written

    def percent(self, number: Decimal) -> str:
        """A share given in percent."""
        return format_percent(number / 100, locale=self.locale, decimal_quantization=False)

    def money(self, amount: Decimal, currency: str) -> str:
        """An amount of money; whole amounts without decimals."""
        return self._once(_money, str(amount), currency)

    def listed(self, words: list[str]) -> str:
        """Words joined as a list: a, b and c."""
        return format_list(words, locale=self.locale)

    def either(self, words: list[str]) -> str:
        """Words joined as alternatives: a, b or c."""
        return format_list(words, style="or", locale=self.locale)

    def language_name(self, code: str) -> str:
        """The name of a language in this language."""
        table = vocabulary("language")
        return table[code].label(self.code) if code in table else code


def _date(locale: Locale, day: date | datetime | PartialDate) -> str:
    if isinstance(day, PartialDate):
        if not day.day:
            return format_skeleton("yMMMM", day.first_day, locale=locale)
        day = day.first_day
    return format_date(day, "long", locale=locale)


def _number(locale: Locale, number: str) -> str:
    return format_decimal(Decimal(number), locale=locale, decimal_quantization=False)


def _money(locale: Locale, figure: str, currency: str) -> str:
    amount = Decimal(figure)
    pattern = locale.currency_formats["standard"].pattern.split(";")[0]
    if amount == amount.to_integral_value():
        pattern = pattern.replace(".00", "")
    written = format_currency(amount, currency, pattern, locale=locale, currency_digits=False)
    # CLDR sets a code of letters apart from the figure, which Babel leaves out.
    return written.replace(currency, f"{currency}\u00a0") if written.startswith(currency) else written


def translations(code: str) -> NullTranslations:
    """The interface's words in a language; the keys themselves for English and for languages without a catalogue."""
    if code == PSEUDO:
        return PseudoTranslations()
    path = theme_folder() / "translations" / f"{code}.po"
    if not path.is_file():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=_LOCALES.get(code, code)))
    compiled.seek(0)
    return GNUTranslations(compiled)


@cache
def own_name(code: str) -> str:
    """A language's name for itself, as language lists show it."""
    if code == PSEUDO:
        return PseudoTranslations().gettext("Pseudo")
    table = vocabulary("language")
    return (table[code].more.get("label_own") or table[code].label("en")) if code in table else code
