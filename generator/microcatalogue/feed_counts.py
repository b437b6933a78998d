"""How many records the file of a feed holds, counted in its bytes by its media type or, where that says too little, its name.

For those who check a site as strangers: nothing here knows how a feed was written.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZipFile

Count = Callable[[bytes], int]


def records_in(path: str, media_type: str, content: bytes) -> int | None:
    """The number of records of a feed at `path`; None where nobody knows how to count. ValueError for broken bytes."""
    count = _BY_NAME.get(PurePosixPath(path).name) or _BY_MEDIA_TYPE.get(media_type)
    return count(content) if count else None


def _items(content: bytes) -> int:
    return len(json.loads(content)["items"])


def _lines_of_table(content: bytes) -> int:
    return sum(1 for _ in csv.DictReader(content.decode("utf-8-sig").splitlines(keepends=True)))


def _rows_of_first_sheet(content: bytes) -> int:
    """The lines of the first sheet of a workbook below its head; a less-than sign in a text is escaped."""
    with ZipFile(BytesIO(content)) as parts:
        return parts.read("xl/worksheets/sheet1.xml").count(b"<row ") - 1


# Each format ends its lines, and JSON stands in one.
_BY_MEDIA_TYPE: dict[str, Count] = {
    "application/json": _items,
    "application/x-ndjson": lambda content: len(content.splitlines()),
    "application/atom+xml": lambda content: content.count(b"<entry>") + content.count(b"<entry "),
    "application/feed+json": _items,
    "text/calendar": lambda content: content.count(b"BEGIN:VEVENT\r\n"),
    "text/csv": _lines_of_table,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": _rows_of_first_sheet,
}


def _elements(*names: bytes) -> Count:
    """Elements with an identity; those that refer to them have none."""
    return lambda content: sum(content.count(b"<%s id=" % name) for name in names)


def _of_types(*types: bytes) -> Count:
    """Things of some types, in JSON-LD as it is written here: keys in order, no needless space."""
    return lambda content: sum(content.count(b'"type":"%s"' % name) for name in types)


def _subjects(*types: bytes) -> Count:
    """Things of some types in Turtle, each of which begins a line; its parts do not."""
    pattern = re.compile(rb"^<[^>]*> a elm:(?:%s) ;" % b"|".join(types), re.MULTILINE)
    return lambda content: len(pattern.findall(content))


_BY_NAME: dict[str, Count] = {
    "opportunities.xml": _elements(b"learningOpportunity"),
    "specifications.xml": _elements(b"learningAchievementSpecification", b"qualification"),
    "accreditations.xml": _elements(b"accreditation"),
    "opportunities.jsonld": _of_types(b"LearningOpportunity"),
    "specifications.jsonld": _of_types(b"LearningAchievementSpecification", b"Qualification"),
    "accreditations.jsonld": _of_types(b"Accreditation"),
    "catalogue.ttl": _subjects(
        b"LearningOpportunity", b"LearningAchievementSpecification", b"Qualification", b"Accreditation"
    ),
    "openapi.json": lambda content: len(json.loads(content)["paths"]),
    "quality-link-manifest.json": lambda content: len(json.loads(content)["sources"]),
    # A line begins where a resource does, since texts hold no line ends.
    "quality-link.ttl": lambda content: len(
        re.findall(rb"^<[^>]*> a ql:LearningOpportunitySpecification ", content, re.M)
    ),
    "quality-link.jsonld": lambda content: sum(
        "ql:LearningOpportunitySpecification" in one["@type"] for one in json.loads(content)["@graph"]
    ),
    "offerings.jsonld": lambda content: len(json.loads(content)["dataFeedElement"]),
    "context.jsonld": lambda content: len(json.loads(content)["@context"]),
    "context-1.json": lambda content: len(json.loads(content)["@context"]),
    "datapackage.json": lambda content: len(json.loads(content)["resources"]),
}
