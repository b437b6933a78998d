"""The value types of the format and what each accepts: ids, references, dates, addresses, texts in languages.

The patterns are matched whole, never by `^…$` (which lets a trailing line end pass). Nothing here knows a field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NewType, Self
from urllib.parse import quote, urlsplit

Url = NewType("Url", str)
Uri = NewType("Uri", str)
LocalId = NewType("LocalId", str)
ProviderId = NewType("ProviderId", str)
RecordId = NewType("RecordId", str)

RESERVED_IDS = frozenset({"catalogue", "provider", "recognition-policy", "pathways", "index"})

_ID = r"[a-z0-9](?:-?[a-z0-9])*"
_LOCAL_ID = re.compile(_ID)
_REFERENCE = re.compile(f"{_ID}/{_ID}")
_DATE = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile(r"[12][0-9]{3}-[0-9]{2}")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_REST = r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*"
_HOST = rf"(?P<host>(?:{_LABEL}\.)+[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])?)"
_URL = re.compile(rf"https://{_HOST}(?:[/?]{_REST})?(?:#{_REST})?", re.IGNORECASE)
_URI = re.compile(rf"https?://{_HOST}(?:[/?]{_REST})?(?:#{_REST})?", re.IGNORECASE)
_EMAIL = re.compile(
    rf"[A-Za-z0-9](?:[A-Za-z0-9._%+-]{{0,62}}[A-Za-z0-9_%+-])?@(?:{_LABEL}\.)+[a-z]{{2,63}}", re.IGNORECASE
)
_PHONE = re.compile(r"\+?[0-9(][0-9 ().\-/]{3,30}[0-9)]")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_CTID = re.compile(r"ce-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")

MAX_ID = 64


@dataclass(frozen=True, slots=True)
class Text:
    """A text in several languages, in the order written: the languages, and what stands in each.

    A catalogue holds some hundred thousand of them, so the languages are one tuple for all that have the same.
    """

    languages: tuple[str, ...]
    words: tuple[str, ...]

    @classmethod
    def of(cls, versions: Mapping[str, str]) -> Self:
        """From texts by language."""
        return cls(_shared(tuple(versions)), tuple(versions.values()))

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return zip(self.languages, self.words, strict=True)

    def get(self, language: str) -> str | None:
        """The text in exactly that language, or None."""
        return self.words[self.languages.index(language)] if language in self.languages else None

    def best(self, *preferred: str) -> tuple[str, str]:
        """Language and text of the first preferred language that is stated, else the first stated."""
        for wanted in preferred:
            if wanted in self.languages:
                return wanted, self.words[self.languages.index(wanted)]
        return self.languages[0], self.words[0]


@cache
def _shared(languages: tuple[str, ...]) -> tuple[str, ...]:
    return languages


@dataclass(frozen=True, slots=True)
class RichText(Text):
    """A text in several languages in the CommonMark subset: paragraphs, lists, emphasis, links."""


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date, or a month where only the month is known (`day` is 0)."""

    year: int
    month: int
    day: int = 0

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}" + (f"-{self.day:02}" if self.day else "")

    @property
    def first_day(self) -> date:
        """The earliest day it can mean."""
        return date(self.year, self.month, self.day or 1)

    @property
    def last_day(self) -> date:
        """The latest day it can mean."""
        if self.day:
            return date(self.year, self.month, self.day)
        following = date(self.year + self.month // 12, self.month % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """From `2027-02` or `2027-02-01`; ValueError on anything else."""
        if _MONTH.fullmatch(text):
            date.fromisoformat(f"{text}-01")
        else:
            parse_date(text)
        return cls(*(int(part) for part in text.split("-")))


def parse_date(text: str) -> date:
    """From `2027-02-01`; ValueError on anything else, and on days that do not exist."""
    if not _DATE.fullmatch(text):
        raise ValueError(f"not a date: {text!r}")
    return date.fromisoformat(text)


def is_id(text: str) -> bool:
    """True for an id as records and parts have it: small letters, digits, single hyphens, at most 64."""
    return len(text) <= MAX_ID and _LOCAL_ID.fullmatch(text) is not None


def is_url(text: str) -> bool:
    """True for an https address with a dotted ASCII host, without user, port or IP; both parsers must agree."""
    match = _URL.fullmatch(text)
    return match is not None and urlsplit(text).hostname == match["host"].lower()


def is_uri(text: str) -> bool:
    """True for an http or https identifier, as the EU vocabularies and ESCO use them."""
    return _URI.fullmatch(text) is not None


def is_ctid(text: str) -> bool:
    """True for a Credential Transparency Identifier: `ce-` and a UUID of version 4."""
    return _CTID.fullmatch(text) is not None


def repaired_url(text: str) -> str:
    """The address that was probably meant: https, no blanks, other letters percent-encoded; empty if none."""
    candidate = re.sub(r"^http://", "https://", text.strip(), flags=re.IGNORECASE)
    if "://" not in candidate and "." in candidate.split("/")[0]:
        candidate = f"https://{candidate.lstrip('/')}"
    candidate = quote(candidate, safe="%:/?#[]@!$&'()*+,;=~-._")
    return candidate if is_url(candidate) else ""


def _accepts(parse: Callable[[str], object]) -> Callable[[str], bool]:
    def check(text: str) -> bool:
        try:
            parse(text)
        except ValueError:
            return False
        return True

    return check


# Type of a value in the schemas (`x-type`) -> does this text have that form?
FORMATS: Mapping[str, Callable[[str], bool]] = {
    "date": _accepts(parse_date),
    "month": _accepts(PartialDate.parse),
    "url": is_url,
    "uri": is_uri,
    "email": lambda text: len(text) <= 254 and _EMAIL.fullmatch(text) is not None,
    "phone": lambda text: _PHONE.fullmatch(text) is not None,
    "local-id": is_id,
    "provider-id": is_id,
    "record-id": lambda text: _REFERENCE.fullmatch(text) is not None and all(map(is_id, text.split("/"))),
    "language": lambda text: _LANGUAGE.fullmatch(text) is not None,
}
