"""The words of the QualityLink profile 0.4.0: prefixes, and small things that its records are made of.

The profile is that of https://specs.quality-link.eu/, which builds on the European Learning Model 3.3.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache, partial
from zoneinfo import ZoneInfo

from ...model import EscoConcept
from ...values import Text
from ...vocabulary import Term, vocabulary
from ..linked_data import Described, Literal, Resource, Says, resource

PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcterms": "http://purl.org/dc/terms/",
    "elm": "http://data.europa.eu/snb/model/ontology/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "ql": "http://data.quality-link.eu/ontology/v1#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rov": "http://www.w3.org/ns/regorg#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
ECTS = "http://data.europa.eu/snb/education-credit/6fcec5c5af"

_END_OF_DAY = time(23, 59)


def texts(text: Text | None) -> tuple[Literal, ...]:
    """A text in all its languages, one literal each, by language."""
    return tuple(Literal(words, language) for language, words in sorted(text)) if text else ()


def labels(terms: Iterable[Term]) -> tuple[Literal, ...]:
    """The labels of terms of a vocabulary in all languages that it has, several as one list."""
    chosen = tuple(terms)
    languages = sorted({language for term in chosen for language in term.labels})
    return tuple(Literal("; ".join(term.label(code) for term in chosen), code) for code in languages) if chosen else ()


def note(words: Iterable[Literal]) -> Resource | None:
    """A note with the words in each language; None without any."""
    said = tuple(words)
    return resource("elm:Note", says={"elm:noteLiteral": said}) if said else None


def web_resource(url: str | None, title: Text | None = None, language: str | None = None) -> Resource | None:
    """A page or document at an address; None without one."""
    if url is None:
        return None
    says: Says = {
        "dcterms:title": texts(title),
        "dcterms:language": concepts("language", (language,) if language else ()),
        "elm:contentUrl": address(url),
    }
    return resource("elm:WebResource", says=says)


def address(url: str | None) -> Literal | None:
    """An address as a value of its own."""
    return Literal(url, datatype="xsd:anyURI") if url is not None else None


def identifier(notation: str, scheme: str = "", *types: str) -> Resource:
    """An identifier with the name of its scheme."""
    name = Literal(scheme) if scheme else None
    return resource("elm:Identifier", *types, says={"skos:notation": Literal(notation), "elm:schemeName": name})


def concepts(table: str, codes: Iterable[str | int]) -> tuple[Described, ...]:
    """The EU concepts of codes of a vocabulary; codes that have none are left out."""
    found = (_known(table, str(code)) for code in codes)
    return tuple(one for one in found if one)


@cache
def _known(table: str, code: str) -> Described | None:
    term = vocabulary(table).terms.get(code)
    return concept(term.uri, labels([term])) if term and term.uri else None


def concept(uri: str, called: tuple[Literal, ...]) -> Described:
    """A concept at an address with its labels."""
    return Described(uri, partial(_concept, uri, called))


def _concept(uri: str, called: tuple[Literal, ...]) -> Resource:
    return resource("skos:Concept", id=uri, says={"skos:prefLabel": called})


def skills(those: Iterable[EscoConcept]) -> Iterator[Described]:
    """Skills of ESCO with the label that a provider gives them."""
    return (concept(one.uri, texts(one.label)) for one in those)


def hours(number: Decimal | None) -> Literal | None:
    """So many hours as xsd:duration, to the minute."""
    return None if number is None else _duration(int(number * 60))


def weeks(number: Decimal | None) -> Literal | None:
    """So many weeks as xsd:duration, which knows days and no weeks."""
    if number is None:
        return None
    days, rest = divmod(int(number * 7 * 24 * 60), 24 * 60)
    return _duration(rest, days)


def _duration(minutes: int, days: int = 0) -> Literal:
    full, rest = divmod(minutes, 60)
    clock = (f"{full}H" if full else "") + (f"{rest}M" if rest else "")
    text = (f"P{days}D" if days else "P") + (f"T{clock}" if clock else "")
    return Literal(text if text != "P" else "PT0H", datatype="xsd:duration")


def begins(day: date | None, zone: str) -> Literal | None:
    """The first minute of a day where the catalogue is at home."""
    return _moment(day, time(), zone)


def ends(day: date | None, zone: str) -> Literal | None:
    """The last minute of a day there: a deadline ends at 23:59."""
    return _moment(day, _END_OF_DAY, zone)


def _moment(day: date | None, at: time, zone: str) -> Literal | None:
    return date_time(datetime.combine(day, at, ZoneInfo(zone))) if day else None


def date_time(moment: datetime) -> Literal:
    """A moment as xsd:dateTime, with its distance from UTC."""
    return Literal(moment.isoformat(timespec="seconds"), datatype="xsd:dateTime")
