"""Texts for notes: what providers write, as plain text, and what only codes say, in words of the site's languages.

A note has no structure, so a fact stands in it as a label and its value, in the words of the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from ...pages.language import Language
from ...rich_words import plain_words
from ...values import RichText, Text
from ...vocabulary import vocabulary

Said = dict[str, str]
"""What is said, by language."""


@cache
def languages(codes: tuple[str, ...]) -> tuple[Language, ...]:
    """The languages of the site, each made once."""
    return tuple(Language(code) for code in codes)


def words(text: Text | None) -> Said:
    """What a record says, in all its languages; rich text loses its marks. Nothing where it says nothing."""
    if text is None:
        return {}
    return {code: plain_words(said) for code, said in text} if isinstance(text, RichText) else dict(text)


class Speech:
    """Says facts in all languages of the site."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        self.languages = languages(codes)

    def fact(self, label: str, value: Callable[[Language], str] | str) -> Said:
        """A label and its value; nothing where the value is empty."""
        said = {one.code: value if isinstance(value, str) else value(one) for one in self.languages}
        return {one.code: f"{one.say(label)}: {said[one.code]}" for one in self.languages if said[one.code]}

    def labelled(self, label: str, text: Text | None) -> Said:
        """A label before what a record says, in each language that both have; elsewhere without the label."""
        spoken = {one.code: one for one in self.languages}
        return {
            code: f"{spoken[code].say(label)}: {said}" if code in spoken else said for code, said in words(text).items()
        }

    def say(self, message: str) -> Said:
        """A message of the pages."""
        return {one.code: one.say(message) for one in self.languages}

    def code(self, table: str, code: str) -> Said:
        """The label of a code."""
        return {one.code: vocabulary(table)[code].label(one.code) for one in self.languages}

    def listed(self, table: str, codes: Iterable[str]) -> Callable[[Language], str]:
        """The labels of some codes as a list in a language."""
        terms = [vocabulary(table)[code] for code in codes]
        return lambda language: language.listed([term.label(language.code) for term in terms]) if terms else ""


def joined(*told: Said, between: str = "\n") -> Said:
    """Several things said one after the other, in each language in which any of them is said."""
    codes = dict.fromkeys(code for one in told for code in one)
    return {code: between.join(one[code] for one in told if code in one) for code in codes}
