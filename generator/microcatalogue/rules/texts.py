"""Rules on texts: languages, promises in titles, markup, personal data, addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from stdnum.dk import cpr
from stdnum.ee import ik
from stdnum.exceptions import ValidationError
from stdnum.fi import hetu
from stdnum.is_ import kennitala
from stdnum.lt import asmens
from stdnum.lv import pvn
from stdnum.no import fodselsnummer
from stdnum.se import personnummer

from ..catalogue import Catalogue
from ..diagnostics import Severity
from ..model import Offering, Pathway, Provider, RecognitionPolicy
from ..stated import Stated
from ..vocabulary import vocabulary
from .registry import Problem, at, rule


@rule(
    "no-default-language",
    Severity.ERROR,
    "Text not stated in the record's own language",
    of=("text", "rich", "texts"),
    message="“{field}” is not stated in “{language}”, the default language of this record",
    hint="add {language}: …, or set default_language to {stated}",
    why="Every reader gets at least the text in the default language; without it a page has holes.",
    wrong="default_language: et\ntitle: {en: Data literacy}",
    right="default_language: et\ntitle: {et: Andmepädevus, en: Data literacy}",
)
def no_default_language(value: Stated, catalogue: Catalogue) -> Iterator[Problem]:
    if value.type in ("text", "rich", "texts"):
        language = _default_language(value, catalogue)
        if language and language not in value.value:
            stated = next(iter(value.value))
            yield at(*value.path, key=True, field=_name(value), language=language, stated=stated)


def _name(value: Stated) -> str:
    return next(str(step) for step in reversed(value.path) if isinstance(step, str))


def _default_language(value: Stated, catalogue: Catalogue) -> str | None:
    """The default language of the record that a value stands in; None where the provider could not be read."""
    if value.kind == "catalogue":
        return catalogue.settings.languages[0]
    record = _record(value, catalogue)
    if not isinstance(record, Provider) and record.provider not in catalogue.providers:
        return record.default_language if isinstance(record, Offering) else None
    return catalogue.default_language(record)


def _record(value: Stated, catalogue: Catalogue) -> Offering | Provider | RecognitionPolicy | Pathway:
    return catalogue.record((value.kind, value.record))


@rule(
    "missing-translation",
    Severity.NOTE,
    "Text not stated in a language of the site",
    of=("text", "rich"),
    message="“{field}” is not stated in {languages}",
    hint="add the translation when you have it; until then the page shows another language and says so",
    why="The site is read in each of its languages.",
    wrong="title: {en: Data literacy}",
    right="title: {et: Andmepädevus, en: Data literacy}",
)
def missing_translation(value: Stated, catalogue: Catalogue) -> Iterator[Problem]:
    if value.type in ("text", "rich"):
        missing = [language for language in catalogue.settings.languages if language not in value.value]
        if missing and _default_language(value, catalogue) in value.value:
            yield at(*value.path, key=True, field=_name(value), languages=", ".join(missing))


@rule(
    "no-english-title",
    Severity.WARNING,
    "No English title",
    on="offering",
    message="the title is not stated in English",
    hint="add en: … to the title",
    why="Europass and readers in other countries find an offering by its English title.",
    wrong="title: {et: Andmepädevus}",
    right="title: {et: Andmepädevus, en: Data literacy}",
    source="points 11a and 18a",
)
def no_english_title(offering: Offering, _catalogue: Catalogue) -> Iterator[Problem]:
    if offering.title.get("en") is None:
        yield at("title", key=True)


# Words of full qualifications. Estonian "mikrokraad" is a provider's own word for a larger micro-credential and
# "kraadiõpe" names a target group, so only the words that name a qualification count.
_PROMISES = re.compile(
    r"\b(?:(?:bachelor|master|doctor)(?:['’]?s|ate)?\b|degrees?\b|diplomas?\b|(?:bakalaureus|magistri|doktori)\w*|"
    r"diplom\w*|(?:\w*(?<!mikro))kraad(?:i|id|iga)?\b)",
    re.IGNORECASE,
)


@rule(
    "overpromising-title",
    Severity.WARNING,
    "Title that promises too much",
    on="offering",
    message="“{word}” in a title makes readers think of a full qualification",
    hint="leave the word out of the title; say in “stackability” what the micro-credential counts towards",
    why="A micro-credential does not by itself give a right to a degree or qualification.",
    wrong="title: {en: Mini diploma in data}",
    right="title: {en: Data literacy}",
    source="point 5h",
)
def overpromising_title(offering: Offering, _catalogue: Catalogue) -> Iterator[Problem]:
    for language, text in offering.title:
        if promise := _PROMISES.search(text):
            yield at("title", language, word=promise[0])


_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?/?>|&(?:[a-z]{2,8}|#[0-9]{2,5});|<!--")


@rule(
    "html-in-text",
    Severity.WARNING,
    "HTML in a text",
    of=("text", "rich"),
    message="“{tag}” looks like HTML, and will be shown letter by letter",
    hint="{cure}",
    why="Texts are plain, so that every feed and every reader shows the same.",
    wrong='summary: {en: "Learn <b>data</b> skills."}',
    right="summary: {en: Learn data skills.}",
)
def html_in_text(value: Stated, _catalogue: Catalogue) -> Iterator[Problem]:
    if value.type in ("text", "rich"):
        for language, text in value.value.items():
            if ("<" in text or "&" in text) and (tag := _TAG.search(text)):
                cure = "write **bold** or [text](https://…) instead" if value.type == "rich" else "delete it"
                yield at(*value.path, language, tag=tag[0][:30], cure=cure)


# Numbers are recognised by their country's own check digits, so that telephone numbers and codes pass.
_NATIONAL_NUMBERS: tuple[tuple[str, re.Pattern[str], Callable[[str], str]], ...] = (
    ("Estonian", re.compile(r"(?<![\d-])[1-8]\d{10}(?![\d-])"), ik.validate),
    ("Lithuanian", re.compile(r"(?<![\d-])[3-6]\d{10}(?![\d-])"), asmens.validate),
    ("Latvian", re.compile(r"(?<![\d-])\d{6}-\d{5}(?![\d-])"), pvn.validate),
    ("Finnish", re.compile(r"(?<![\w-])\d{6}[-+A-FU-Y]\d{3}[0-9A-Y](?![\w-])"), hetu.validate),
    ("Swedish", re.compile(r"(?<![\d-])(?:19|20)?\d{6}[-+]\d{4}(?![\d-])"), personnummer.validate),
    ("Norwegian", re.compile(r"(?<![\d-])\d{6} ?\d{5}(?![\d-])"), fodselsnummer.validate),
    ("Danish", re.compile(r"(?<![\d-])\d{6}-\d{4}(?![\d-])"), cpr.validate),
    ("Icelandic", re.compile(r"(?<![\d-])\d{6}-\d{4}(?![\d-])"), kennitala.validate),
)
_DAY = r"(?:\d{1,2}\s*[./-]\s*\d{1,2}\s*[./-]\s*(?:19|20)\d{2}|(?:19|20)\d{2}-\d{2}-\d{2}|\d{1,2}\.?\s+\w+\s+(?:19|20)\d{2})"
_BIRTH = re.compile(
    rf"(?:\b(?:born|date of birth|dob|sünd(?:inud|is)|sünniaeg|sünnikuupäev|isikukood|syntynyt|född|født|dzim\w*|gim\w*)\b"
    rf"\W{{0,4}}(?:on\s+)?{_DAY})",
    re.IGNORECASE,
)
_PRIVATE_MAIL = re.compile(
    r"[\w.+-]+@(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|icloud|me|aol|gmx|web|proton|protonmail|pm|"
    r"zoho|yandex|mail|inbox|hot|online|suhtlus|one|seznam|wp|onet|interia|libero|orange|free|laposte|t-online)"
    r"\.(?:com|ee|lv|lt|fi|se|no|dk|de|net|fr|it|pl|cz|es|pt|ru|eu|me|at|ch|co\.uk|is)\b",
    re.IGNORECASE,
)


# No number of a person and no day of birth is without four digits in a row; the many texts that are need no search.
_DIGITS = re.compile(r"\d{4}")


def _personal(text: str) -> tuple[str, str] | None:
    """What in a text looks like data of a person, and of which kind; None where nothing does."""
    if _DIGITS.search(text):
        for country, pattern, validate in _NATIONAL_NUMBERS:
            for match in pattern.finditer(text):
                if _is_valid(validate, match[0]):
                    return match[0], f"a personal identification number ({country})"
        if birth := _BIRTH.search(text):
            return birth[0], "a date of birth"
    if "@" in text and (mail := _PRIVATE_MAIL.search(text)):
        return mail[0], "a private e-mail address"
    return None


@lru_cache(maxsize=1024)
def _is_valid(validate: Callable[[str], str], number: str) -> bool:
    try:
        validate(number)
    except ValidationError:
        return False
    return True


@rule(
    "personal-data",
    Severity.WARNING,
    "Data of a person in a text",
    of=("text", "rich", "string", "email", "phone"),
    message="this looks like {what}: “{masked}”",
    hint="delete it; name an office or a function and its address instead",
    why="The catalogue is public for ever, its history included; data of persons does not belong in it.",
    wrong="contact: {email: anna.tamm85@gmail.com}",
    right="contact: {email: courses@university.example.org}",
    discreet=True,
)
def personal_data(value: Stated, _catalogue: Catalogue) -> Iterator[Problem]:
    for steps, text in _strings(value):
        if found := _personal(text):
            # Messages end up in public logs, so they must not spread what they warn of.
            masked = found[0][:4] + "…"
            yield at(*value.path, *steps, what=found[1], masked=masked)


def _strings(value: Stated) -> Iterator[tuple[tuple[str, ...], str]]:
    """The texts in one stated value that a person wrote freely; addresses and identifiers of the outside are not."""
    if value.type in ("text", "rich"):
        for language, text in value.value.items():
            yield (language,), text
    elif value.type in ("string", "email", "phone") and isinstance(value.value, str) and value.path[0] != "identifiers":
        yield (), value.value


@rule(
    "broad-field",
    Severity.NOTE,
    "Broad or narrow field of education",
    on="offering",
    message="“{code}” names a whole {breadth} field ({label})",
    hint="choose the detailed field of four digits that fits best, for example {example}",
    why="Readers search by detailed fields, and recognition rules compare them.",
    wrong='isced_f: ["06"]',
    right='isced_f: ["0613"]',
)
def broad_field(offering: Offering, _catalogue: Catalogue) -> Iterator[Problem]:
    terms = vocabulary("isced-f").terms
    for index, code in enumerate(offering.isced_f):
        if len(code) < 4:
            example = next((other for other in terms if len(other) == 4 and other.startswith(code)), "0613")
            breadth = {2: "broad", 3: "narrow"}[len(code)]
            yield at("isced_f", index, code=code, breadth=breadth, label=terms[code].label("en"), example=example)


@rule(
    "punycode-host",
    Severity.WARNING,
    "Host name with letters that look like others",
    of=("url",),
    message="the host name of this address is written in punycode and shows as “{host}”",
    hint="make sure that it is the right host; letters of other alphabets can imitate a known name",
    why="Learners who follow the link must end up where they believe they are.",
    wrong="homepage: https://xn--exmple-4nf.org/",
    right="homepage: https://example.org/",
)
def punycode_host(value: Stated, _catalogue: Catalogue) -> Iterator[Problem]:
    if value.type == "url" and isinstance(value.value, str) and "xn--" in value.value.lower():
        host = value.value.split("/")[2]
        try:
            readable = host.encode("ascii").decode("idna")
        except UnicodeError:
            readable = host
        yield at(*value.path, host=readable)
