"""Does a document have the form that the schemas ask for? Findings with place, cause and cure.

A compiled validator says yes or no for all documents; only those that fail are looked at again, slowly, to say why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from typing import Any

import jsonschema_rs
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from . import conformance_codes as conformance_codes
from .diagnostics import Finding, Severity
from .explanations import EXPLANATIONS, wrong_type
from .schema import MARKS, Node, annotated, plain
from .source import Source
from .values import FORMATS

# Where several keywords fail on one value, the first of these says what matters.
_PRIORITY = ("x-union", "type", "const", "enum", "propertyNames", "maxLength", "format", "pattern")


def conform(source: Source, kind: str, *, gaps: Severity = Severity.ERROR, language: str = "en") -> tuple[Finding, ...]:
    """Findings on the form of one document; empty where it has all that the schema of its kind asks for.

    `gaps` is the weight of a missing annex or feed field (`incomplete: mark` makes it a warning); `language` is
    the one that examples of texts are written in.
    """
    if _gate(kind).is_valid(source.document):
        return ()
    errors = _most_telling(_explainer(kind).iter_errors(source.document))
    return tuple(_finding(source, error, gaps, language) for error in _without_echoes(errors))


def is_publishable(document: Mapping[str, Any], kind: str) -> bool:
    """True where a document has the right form but for annex and feed fields that may be missing."""
    return _lenient_gate(kind).is_valid(document)


def without_form(findings: tuple[Finding, ...]) -> bool:
    """True where something else than a gap was found, so that the record cannot be read any further."""
    return any(finding.code not in ("missing-annex", "missing-feed") for finding in findings)


@cache
def _gate(kind: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(dict(plain(kind, MARKS)), formats=dict(FORMATS), validate_formats=True)


@cache
def _lenient_gate(kind: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(dict(plain(kind, ("id",))), formats=dict(FORMATS), validate_formats=True)


@cache
def _explainer(kind: str) -> Validator:
    checker = FormatChecker(formats=())
    for name, accepts in FORMATS.items():
        checker.checks(name)(_only_text(accepts))
    keywords = {
        "additionalProperties": _unknown_fields,
        "propertyNames": _property_names,
        "multipleOf": _multiple_of,
        "x-required": _required,
        "x-union": _union,
        "x-exactly-one-of": _exactly_one_of,
        "x-at-least-one-of": _at_least_one_of,
        "x-excludes": _excludes,
    }
    explainer: Validator = extend(Draft202012Validator, keywords)(annotated(kind), format_checker=checker)  # type: ignore[no-untyped-call]
    return explainer


def _only_text(accepts: Callable[[str], bool]) -> Callable[[object], bool]:
    return lambda value: not isinstance(value, str) or accepts(value)


Errors = Iterator[ValidationError]


def _unknown_fields(validator: Any, allowed: Any, value: Any, schema: Node) -> Errors:
    if not isinstance(value, dict):
        return
    for name, below in value.items():
        if name in schema.get("properties", {}):
            continue
        if allowed is False:
            yield ValidationError(name)
        else:
            yield from validator.descend(below, allowed, path=name)


def _property_names(validator: Any, names: Node, value: Any, _schema: Node) -> Errors:
    if isinstance(value, dict):
        for name in value:
            if any(True for _ in validator.descend(name, names)):
                yield ValidationError(name)


def _multiple_of(_validator: Any, step: float, value: Any, _schema: Node) -> Errors:
    if isinstance(value, Decimal) and value % Decimal(str(step)):
        yield ValidationError("too many decimals")


def _required(_validator: Any, marks: Mapping[str, str], value: Any, schema: Node) -> Errors:
    if not isinstance(value, dict):
        return
    released = {name for key, others in schema.get("x-excludes", {}).items() if key in value for name in others}
    for name in marks:
        if name not in value and name not in released:
            yield ValidationError(name)


def _union(validator: Any, parts: list[Node], value: Any, _schema: Node) -> Errors:
    wanted = "object" if isinstance(value, dict) else "array" if isinstance(value, list) else None
    for part in parts:
        if (part.get("type") if part.get("type") in ("object", "array") else None) == wanted:
            yield from validator.descend(value, part)
            return
    yield ValidationError("no such alternative")


def _exactly_one_of(_validator: Any, names: list[str], value: Any, _schema: Node) -> Errors:
    if isinstance(value, dict) and sum(name in value for name in names) != 1:
        yield ValidationError("exactly one")


def _at_least_one_of(_validator: Any, least: Node, value: Any, _schema: Node) -> Errors:
    if isinstance(value, dict) and not any(name in value for name in least["fields"]):
        yield ValidationError("at least one")


def _excludes(_validator: Any, excludes: Mapping[str, list[str]], value: Any, _schema: Node) -> Errors:
    if not isinstance(value, dict):
        return
    for key, others in excludes.items():
        for other in others:
            if key in value and other in value:
                yield ValidationError(f"{key}/{other}")


def _most_telling(errors: Errors) -> list[ValidationError]:
    """One error a value, the most telling; what is wrong with fields of one mapping is told field by field."""
    kept: dict[tuple[Any, ...], ValidationError] = {}
    for error in errors:
        path = tuple(error.absolute_path)
        keyword = str(error.validator)
        key = (path, "") if keyword in _PRIORITY[:4] + _PRIORITY[5:] else (path, keyword, error.message)
        if key not in kept or _rank(error) < _rank(kept[key]):
            kept[key] = error
    return list(kept.values())


def _without_echoes(errors: list[ValidationError]) -> Iterator[ValidationError]:
    """The errors without those that only echo a misspelt field: what it was meant to be is then missing as well."""
    meant = {
        (*error.absolute_path, near)
        for error in errors
        if error.validator == "additionalProperties"
        for near in get_close_matches(error.message.lower(), error.schema.get("properties", {}), n=1)  # type: ignore[union-attr]
    }
    for error in errors:
        names: list[str] = {
            "x-required": [error.message],
            "x-exactly-one-of": error.validator_value,
            "x-at-least-one-of": error.validator_value["fields"] if error.validator == "x-at-least-one-of" else [],  # type: ignore[index]
        }.get(str(error.validator), [])
        if not any((*error.absolute_path, name) in meant for name in names):
            yield error


def _rank(error: ValidationError) -> int:
    return _PRIORITY.index(str(error.validator)) if error.validator in _PRIORITY else len(_PRIORITY)


def _finding(source: Source, error: ValidationError, gaps: Severity, language: str) -> Finding:
    explain = EXPLANATIONS.get(str(error.validator), wrong_type)
    code, facts, more = explain(error, language)
    mark_gap = code in ("missing-annex", "missing-feed")
    path = (*error.absolute_path, *more)
    at_key = str(error.validator) in ("additionalProperties", "propertyNames", "x-excludes")
    return Finding(code, source.file, path, facts, at_key, gaps if mark_gap else None)
