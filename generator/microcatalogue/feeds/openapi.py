"""The description of all that is published for programs, as OpenAPI 3.1: worked out from the registry, so that a new feed appears.

Everything is read by GET from files. Schemas are those that are published beside the feeds; they stand here too, so that the
description is whole in one file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..edition import Edition
from ..urls import KIND_FOLDERS
from .described import Address, addresses
from .registry import API, SCHEMA_VERSION, feed
from .schemas import feed_schema
from .writing import json_bytes

Json = dict[str, Any]

VERSION = "3.1.1"
PATH = f"{API}/openapi.json"

_PARAMETERS = {
    "provider": "The id of a provider.",
    "offering": "The id of an offering within its provider.",
    "pathway": "The id of a pathway within its provider.",
    "code": "A code of ISCED-F, of two, three or four digits.",
    "language": "A language of the site, but its first.",
}
_ID = "^[a-z0-9](-?[a-z0-9])*$"
_LISTS = {
    "offerings": "offering",
    "providers": "provider",
    "pathways": "pathway",
    "recognition-policies": "recognition-policy",
}


@feed(
    PATH,
    "What there is for programs, as OpenAPI",
    records=lambda edition: len(tuple(addresses(edition))),
    version=VERSION,
    conforms_to="https://spec.openapis.org/oas/v3.1.1.html",
)
def openapi(edition: Edition) -> Iterator[bytes]:
    found = tuple(addresses(edition))
    settings = edition.catalogue.settings
    yield json_bytes(
        {
            "openapi": VERSION,
            "info": _info(edition),
            "servers": [{"url": edition.base.rstrip("/")}],
            "externalDocs": {"url": f"{edition.base}{settings.languages[0]}/"},
            "tags": [{"name": tag} for tag in sorted({_tag(one.template) for one in found})],
            "paths": {f"/{one.template}": _path(edition, one) for one in found},
            "components": {"schemas": _schemas({one.schema for one in found if one.schema})},
        }
    )


def _info(edition: Edition) -> Json:
    settings = edition.catalogue.settings
    own = settings.languages[0]
    told = {"description": settings.description.best("en", own)[1]} if settings.description else {}
    publisher = settings.publisher
    return {
        "title": settings.title.best("en", own)[1],
        "version": SCHEMA_VERSION,
        "license": {"name": settings.licence, "identifier": settings.licence},
        "contact": {
            "name": publisher.name.best("en", own)[1],
            "url": publisher.homepage,
            "email": publisher.email,
        },
        **told,
    }


def _tag(template: str) -> str:
    """The folder in which it lies, since that is how formats are kept apart."""
    folder, _, rest = template.partition("/")
    return folder.lstrip(".") if rest else "catalogue"


def _path(edition: Edition, one: Address) -> Json:
    """The one operation of an address, with the parameters that stand in it."""
    names = re.findall(r"\{(\w+)\}", one.template)
    operation: Json = {
        "operationId": re.sub(r"\W+", "-", one.template).strip("-"),
        "summary": one.title,
        "tags": [_tag(one.template)],
        "responses": {
            "200": _found(edition, one),
            **({"404": {"description": "There is no such record."}} if names else {}),
        },
        "x-version": one.version,
    }
    if one.conforms_to:
        operation["externalDocs"] = {"url": one.conforms_to}
    if one.validation:
        operation["x-validation"] = one.validation
    if one.sunset:
        operation |= {"deprecated": True, "x-sunset": one.sunset.isoformat()}
    values = dict(zip(names, _values(one.example, one.template), strict=True))
    return {"get": operation, **({"parameters": [_parameter(name, values[name]) for name in names]} if names else {})}


def _values(example: str, template: str) -> tuple[str, ...]:
    """What stands in an address where its template has parameters."""
    pattern = re.sub(r"\\\{\w+\\\}", "([^/]+)", re.escape(template))
    found = re.fullmatch(pattern, example)
    return found.groups() if found else ("",) * template.count("{")


def _parameter(name: str, value: str) -> Json:
    schema = {"type": "string", **({"pattern": _ID} if name in KIND_FOLDERS else {})}
    stated = {"name": name, "in": "path", "required": True, "description": _PARAMETERS[name], "schema": schema}
    return {**stated, **({"example": value} if value else {})}


def _found(edition: Edition, one: Address) -> Json:
    content: Json = {"schema": _body(one)}
    if one.example:
        content["examples"] = {"published": {"externalValue": f"{edition.base}{one.example}"}}
    return {"description": one.title, "content": {one.media_type: content}}


def _body(one: Address) -> Json:
    """The schema of what comes: ours by name; lines and other syntaxes are texts, and bytes have none."""
    reference = {"$ref": f"#/components/schemas/{one.schema}"} if one.schema else {}
    if one.media_type.endswith("ndjson"):
        return {"type": "string", "description": "A document of JSON on each line.", "x-line-schema": reference}
    if reference:
        return reference
    if one.media_type.endswith("json"):
        return {"type": "object"}
    is_text = one.media_type.startswith("text/") or one.media_type.endswith(("xml", "yaml"))
    return {"type": "string"} if is_text else {}


def _schemas(names: set[str]) -> Json:
    """The published schemas of feeds; the records of a list are those of the record's own schema."""
    wanted = sorted(names | {_LISTS[name] for name in names & _LISTS.keys()})
    return {name: _component(name) for name in wanted}


def _component(name: str) -> Json:
    schema = {key: value for key, value in feed_schema(name).items() if key not in ("$schema", "$id")}
    if name not in _LISTS:
        return schema
    properties: Mapping[str, Any] = schema["properties"]
    items = {**properties["items"], "items": {"$ref": f"#/components/schemas/{_LISTS[name]}"}}
    return {**schema, "properties": {**properties, "items": items}}
