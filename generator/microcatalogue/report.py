"""Diagnostics as text for people and programs: terminal, JSON, GitHub annotations, SARIF, Markdown.

Pure functions from diagnostics to strings. Text of contributors is made inert for each format here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from rich.cells import cell_len

from .codes import Code, code_named
from .diagnostics import Diagnostic, Place, Severity, count

Diagnostics = Sequence[Diagnostic]

MAX_EXCERPT = 160


def as_text(diagnostics: Diagnostics) -> str:
    """One block a message: place, severity, code and what is wrong; the line with a caret; how to put it right."""
    blocks = ["\n".join(block(diagnostic)) for diagnostic in diagnostics]
    return "".join(f"{part}\n" for part in [*blocks, summary(diagnostics)])


def block(diagnostic: Diagnostic) -> Iterator[str]:
    """The lines of one message, without colour."""
    yield f"{diagnostic.place}: {diagnostic.severity} {diagnostic.code}: {diagnostic.message}"
    yield from _excerpt(diagnostic)
    margin = " " * (len(str(diagnostic.place.line)) + 4)
    for place in diagnostic.also:
        yield f"{margin} also: {place}"
    yield from (f"{margin} : {line}" for line in diagnostic.details)
    yield f"{margin} = {diagnostic.hint}"
    yield f"{margin}   (catalogue explain {diagnostic.code})"


def _excerpt(diagnostic: Diagnostic) -> Iterator[str]:
    """The source line with a caret under what is meant; long lines are cut around it."""
    place, line = diagnostic.place, diagnostic.excerpt
    if not line or not place.line:
        return
    start = max(0, place.column - 1 - MAX_EXCERPT // 2)
    shown = "".join(c if c.isprintable() else " " for c in line[start : start + MAX_EXCERPT])
    number = str(place.line)
    before = cell_len(shown[: place.column - 1 - start])
    carets = max(1, min(cell_len(shown[place.column - 1 - start :][: place.width]), MAX_EXCERPT))
    yield f"    {number} | {shown}".rstrip()
    yield f"    {' ' * len(number)} | {' ' * before}{'^' * carets}"


def summary(diagnostics: Diagnostics) -> str:
    """How many errors, warnings and notes there are, in words."""
    found = count(diagnostics)
    parts = [f"{number} {severity}{'' if number == 1 else 's'}" for severity, number in found.items() if number]
    return ", ".join(parts) if parts else "no problems found"


def as_json(diagnostics: Diagnostics, effects: Mapping[str, Any] | None = None) -> str:
    """A document with counts, all diagnostics and effects, fields absent where they say nothing."""
    document: dict[str, Any] = {
        "schema_version": "1",
        "counts": {str(severity): number for severity, number in count(diagnostics).items()},
        "diagnostics": [_record(diagnostic) for diagnostic in diagnostics],
    }
    if effects is not None:
        document["effects"] = effects
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _record(diagnostic: Diagnostic) -> dict[str, Any]:
    record: dict[str, Any] = {"code": diagnostic.code, "severity": str(diagnostic.severity)}
    record |= _where(diagnostic.place) | {"message": diagnostic.message, "hint": diagnostic.hint}
    if diagnostic.also:
        record["also"] = [_where(place) for place in diagnostic.also]
    if diagnostic.details:
        record["details"] = list(diagnostic.details)
    return record


def _where(place: Place) -> dict[str, Any]:
    where: dict[str, Any] = {"file": place.file}
    return where | ({"line": place.line, "column": place.column, "width": place.width} if place.line else {})


def as_github(diagnostics: Diagnostics, changed: Collection[str] = frozenset()) -> str:
    """Workflow commands, one a line: those on `changed` files before all others, errors first within each.

    GitHub shows ten annotations a step and drops the rest. Whoever proposes a change has to see what is
    wrong with it, not the warnings of files that others keep; the job summary lists everything.
    """
    commands = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
    by_weight = sorted(diagnostics, key=lambda one: (one.place.file not in changed, one.severity.rank))
    return "".join(_command(commands[one.severity], one) for one in by_weight)


def _command(command: str, diagnostic: Diagnostic) -> str:
    place = diagnostic.place
    properties = {"file": place.file, "title": diagnostic.code}
    if place.line:
        end = place.column + place.width
        properties |= {"line": str(place.line), "col": str(place.column), "endColumn": str(end)}
    stated = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    words = _message("\n".join((diagnostic.message, *diagnostic.details, diagnostic.hint)))
    return f"::{command} {stated}::{words}\n"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(diagnostics: Diagnostics, effects: Mapping[str, Any] | None = None) -> str:
    """SARIF 2.1.0 (OASIS), for code scanning and editors; effects are a property of the run."""
    codes = sorted({diagnostic.code for diagnostic in diagnostics})
    driver = {"name": "catalogue", "informationUri": "https://eur-lex.europa.eu/eli/C/2022/243/oj"}
    rules = [_sarif_rule(code_named(code)) for code in codes]
    results = [_sarif_result(diagnostic, codes) for diagnostic in diagnostics]
    run: dict[str, Any] = {"tool": {"driver": driver | {"rules": rules}}, "columnKind": "unicodeCodePoints"}
    run |= {"results": results} | ({"properties": {"effects": effects}} if effects is not None else {})
    document = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _sarif_rule(code: Code) -> dict[str, Any]:
    return {
        "id": code.name,
        "shortDescription": {"text": code.title},
        "fullDescription": {"text": code.why},
        "defaultConfiguration": {"level": str(code.severity)},
        "help": {"text": "\n".join(part for part in (code.why, code.wrong, code.right) if part)},
    }


def _sarif_result(diagnostic: Diagnostic, codes: list[str]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": codes.index(diagnostic.code),
        "level": str(diagnostic.severity),
        "message": {"text": "\n".join((diagnostic.message, *diagnostic.details, diagnostic.hint))},
        "locations": [_sarif_location(diagnostic.place)],
    }
    if diagnostic.also:
        result["relatedLocations"] = [
            _sarif_location(place) | {"id": number} for number, place in enumerate(diagnostic.also, 1)
        ]
    return result


def _sarif_location(place: Place) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": place.file}}
    if place.line:
        end = place.column + place.width
        physical["region"] = {"startLine": place.line, "startColumn": place.column, "endColumn": end}
    return {"physicalLocation": physical}


def as_markdown(diagnostics: Diagnostics, effects: Sequence[str] = ()) -> str:
    """A summary for a pull request: what the change does to others, then a heading a file, a list item a message."""
    lines = [f"## Catalogue check: {summary(diagnostics)}", ""]
    if effects:
        heading, *items = effects
        lines += [f"### {_inert(heading)}", "", *(f"- {_inert(item.removeprefix('- '))}" for item in items), ""]
    for file, found in groupby(diagnostics, key=lambda diagnostic: diagnostic.place.file):
        lines += [f"### {_inert(file)}", ""]
        lines += [_item(diagnostic) for diagnostic in found]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _item(diagnostic: Diagnostic) -> str:
    where = f"line {diagnostic.place.line}" if diagnostic.place.line else "the file"
    also = "".join(f" Also: {_inert(str(place))}." for place in diagnostic.also)
    words = f"{_inert(diagnostic.message)}.{also} *{_inert(diagnostic.hint)}*"
    details = "".join(f"\n  - {_inert(line.strip())}" for line in diagnostic.details)
    return f"- **{diagnostic.severity}** `{diagnostic.code}`, {where}: {words}{details}"


def _inert(text: str) -> str:
    """Text that Markdown shows letter by letter: no markup, no HTML, no mention of accounts or issues."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    signs = {sign: f"&#{ord(sign)};" for sign in "\\`*_{}[]()#+!|~@:\n\r"}
    return "".join(signs.get(character, character) for character in escaped)


FORMATS: Mapping[str, Callable[[Diagnostics], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
    "markdown": as_markdown,
}
