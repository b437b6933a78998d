"""What describes the guidance tables to programs: a Data Package with a Table Schema a table (Frictionless, version 1).

Written from the columns, in English, with what each column is called and holds in every language of the site beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...edition import Edition
from ...vocabulary import vocabulary
from ..registry import feed
from ..writing import json_bytes
from .column import BOOLEAN, INTEGER, NUMBER, STRING, TIME, URL, Placed
from .layout import FOLDER, FORMAT, TABLES, Table, languages_of, layout_of, spoken
from .tables import csv_path, excel_path

PROFILE = "tabular-data-package"
_RESOURCE_PROFILE = "tabular-data-resource"
CONFORMS_TO = "https://specs.frictionlessdata.io/tabular-data-package/"

# A list of codes in a schema helps to check; one of two thousand regions only makes it long.
MOST_CODES = 60

Json = dict[str, Any]


@feed(
    f"{FOLDER}/datapackage.json",
    "The guidance tables described (Data Package)",
    records=lambda _: 2 * len(TABLES),
    version="1",
    conforms_to=CONFORMS_TO,
    format=FORMAT,
)
def data_package(edition: Edition) -> Iterator[bytes]:
    """The package: every table and its copy for Excel, with types, constraints and keys."""
    settings, english = edition.catalogue.settings, spoken("en")
    as_of = edition.catalogue.as_of
    yield json_bytes(
        {
            "profile": PROFILE,
            "name": FORMAT,
            "title": settings.title.best("en", *settings.languages)[1],
            "titles": dict(settings.title),
            "homepage": edition.base,
            "licenses": [{"name": settings.licence}],
            "contributors": [
                {
                    "title": settings.publisher.name.best("en", *settings.languages)[1],
                    "path": settings.publisher.homepage,
                    "role": "publisher",
                }
            ],
            **({"version": as_of.isoformat()} if as_of else {}),
            "languages": list(settings.languages),
            "resources": [
                {
                    "name": name,
                    "path": path.removeprefix(f"{FOLDER}/"),
                    "profile": _RESOURCE_PROFILE,
                    "title": english.say(table.title),
                    "description": english.say(table.description),
                    "format": "csv",
                    "mediatype": "text/csv",
                    "encoding": encoding,
                    "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
                    "schema": table_schema(table, edition),
                }
                for table in TABLES
                for name, path, encoding in (
                    (table.name, csv_path(table), "utf-8"),
                    (f"{table.name}-excel", excel_path(table), "utf-8-sig"),
                )
            ],
        }
    )


def table_schema(table: Table, edition: Edition) -> Json:
    """The Table Schema of a table."""
    keys = [
        {"fields": field, "reference": {"resource": resource, "fields": other}}
        for field, resource, other in table.refers_to
    ]
    return {
        "fields": [_field(one, edition) for one in layout_of(table, edition)],
        "missingValues": [""],
        **({"primaryKey": list(table.key) if len(table.key) > 1 else table.key[0]} if table.key else {}),
        "foreignKeys": keys,
    }


def _field(one: Placed[Any], edition: Edition) -> Json:
    english = spoken("en")
    languages = languages_of(edition)
    constraints = _constraints(one)
    separated = {"separator": one.separator} if one.separator else {}
    return {
        "name": one.name,
        "title": one.title_in(english),
        "description": one.description_in(english),
        "titles": {each.code: one.title_in(each) for each in languages},
        "descriptions": {each.code: one.description_in(each) for each in languages},
        **_type(one),
        **separated,
        **({"vocabulary": one.column.vocabulary} if one.column.vocabulary and not one.is_label else {}),
        **({"constraints": constraints} if constraints else {}),
    }


def _type(one: Placed[Any]) -> Json:
    if one.type == URL and not one.separator:
        return {"type": STRING, "format": "uri"}
    if one.type == BOOLEAN:
        return {"type": BOOLEAN, "trueValues": ["true"], "falseValues": ["false"]}
    if one.type == TIME:
        return {"type": TIME, "format": "default"}
    return {"type": STRING if one.separator else one.type}


def _constraints(one: Placed[Any]) -> Json:
    column = one.column
    found: Json = {}
    if column.required:
        found["required"] = True
    if column.unique:
        found["unique"] = True
    if one.type in (NUMBER, INTEGER):
        found["minimum"] = 0
    if codes := codes_of(one):
        found["enum"] = [int(code) for code in codes] if one.type == INTEGER else codes
    return found


def codes_of(one: Placed[Any]) -> list[str]:
    """The codes that may stand in a column of single codes; empty where any text may, or too many codes."""
    if not one.column.vocabulary or one.is_label or one.separator:
        return []
    # Drafts appear nowhere.
    codes = [code for code in vocabulary(one.column.vocabulary).terms if code != "draft"]
    return codes if len(codes) <= MOST_CODES else []
