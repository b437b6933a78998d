"""What the index knows of languages: folding of letters, words of a text, and what forms of a word have in common.

Snowball stems where it has a stemmer, simplemma where only it knows the language; forms of Maltese, for which neither has
anything, stay as they are. Browsers need none of this: the index lists the forms that occur.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache

import simplemma
import Stemmer

SNOWBALL: Mapping[str, str] = {
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hr": "serbian",
    "hu": "hungarian",
    "it": "italian",
    "lt": "lithuanian",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "tr": "turkish",
}
"""Languages by the name of their Snowball stemmer; the Serbian one takes Croatian as well, since it knows both letters."""

SIMPLEMMA = frozenset({"bg", "lv", "mk", "sk", "sl", "uk"})
"""Languages whose base forms simplemma knows and Snowball does not."""

LINKERS: Mapping[str, tuple[str, ...]] = {
    "da": ("", "s", "e"),
    "de": ("", "s", "es", "n", "en", "er", "e"),
    "et": ("",),
    "fi": ("",),
    "hu": ("",),
    "nl": ("", "s", "e", "en", "er"),
    "no": ("", "s", "e"),
    "sv": ("", "s", "o", "u", "e", "a"),
}
"""Languages that write compounds as one word, and the letters that may join the parts."""

# Letters alone are left out, since what an apostrophe leaves behind (l, d, n) is no word; digits alone stay.
_WORD = re.compile(r"[^\W_]{2,}|\d")
_HYPHEN = re.compile("[-\u2010\u2011]")
_JOINED = re.compile("[^\\W\\d_]+(?:[-\u2010\u2011][^\\W\\d_]+)+")
_MARKS = re.compile(r"[\u0300-\u036f]")
_FOLDED = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ð": "d", "þ": "th", "ı": "i", "ς": "σ"}
)


def folded(word: str) -> str:
    """A word in small letters without accents, as queries and words of the index are compared."""
    if word.isascii():
        return word.lower()
    return _MARKS.sub("", unicodedata.normalize("NFKD", word)).lower().translate(_FOLDED)


def words_of(text: str) -> list[str]:
    """The words of a text in small letters: apostrophes and hyphens part them, so that l’université gives its noun.

    What a hyphen joins comes as one word besides, since others write it so: e-mail, email.
    """
    small = text.lower()
    words = _WORD.findall(small)
    if "-" in small or "\u2010" in small or "\u2011" in small:
        words += [_HYPHEN.sub("", joined) for joined in _JOINED.findall(small)]
    return words


@cache
def stemmer(language: str) -> Callable[[str], str]:
    """Gives what the forms of a word have in common, with accents; the word itself where nothing is known of a language."""
    if language in SNOWBALL:
        stem: Callable[[str], str] = Stemmer.Stemmer(SNOWBALL[language]).stemWord
        return stem
    if language in SIMPLEMMA:
        return lambda word: simplemma.lemmatize(word, lang=language).lower()
    return lambda word: word
