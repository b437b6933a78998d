"""Reasons to refuse a file, with their place, in the words of someone who fills in a form."""

from __future__ import annotations

import re
from typing import Any

import yaml

from ..diagnostics import Finding
from .scalars import MAX_DEPTH


class Refused(Exception):  # noqa: N818 - carries a finding, which is a value
    """A reason to refuse a file, with its place; raised only inside this module."""

    def __init__(self, code: str, position: tuple[int, int, int] = (0, 0, 1), **facts: str) -> None:
        super().__init__(code)
        self.code, self.position, self.facts = code, position, facts

    def finding(self, file: str) -> Finding:
        return Finding(self.code, file, facts=self.facts, position=self.position)


def position_of(text: str, offset: int, width: int = 1) -> tuple[int, int, int]:
    """Line, column and width of what stands at an offset of a text."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset), width


def mark(event: Any) -> tuple[int, int, int]:
    """Line, column and width of an event; what runs over several lines has the width 1."""
    start, end = event.start_mark, event.end_mark
    width = end.column - start.column if end.line == start.line else 1
    return start.line + 1, start.column + 1, max(width, 1)


def shown(text: str) -> str:
    """Text of a file as a message may show it: short, and without anything that moves a terminal's cursor."""
    safe = "".join(c if c.isprintable() else f"U+{ord(c):04X}" for c in text[:60])
    return safe + ("…" if len(text) > 60 else "")


# libyaml speaks to programmers; these are the same troubles in the words of someone who fills in a form.
_SYNTAX = (
    ("mapping values are not allowed", "a colon followed by a space stands inside a text", "put the text in quotes"),
    ("expected ',' or '}'", "a brace { is not closed", "close it with }, and put texts that hold commas in quotes"),
    ("expected ',' or ']'", "a bracket [ is not closed", "close it with ], and put texts that hold commas in quotes"),
    ("unexpected end of stream", "a quotation mark is not closed", "close the quotation mark"),
    (
        "could not find expected ':'",
        "a field name without a colon",
        "write “name: value”, or indent the line under its field",
    ),
    ("expected <block end>", "the indentation does not fit", "give fields of one group the same number of spaces"),
    ("expected key", "the indentation does not fit", "give fields of one group the same number of spaces"),
    ("cannot start any token", "a sign that means something else in YAML", "put the text in quotes"),
    ("unknown escape character", "a backslash inside double quotes", "use single quotes, or write two backslashes"),
    ("undefined alias", "a star at the beginning of a text", "put the text in quotes"),
)


def _depth_position(text: str, position: tuple[int, int, int]) -> tuple[int, int, int]:
    """Where brackets go too deep. libyaml 0.2.6 gives up while it looks ahead, before any event tells the place."""
    run = re.search(rf"(?:[\[{{]\s*){{{MAX_DEPTH}}}", text)
    return position_of(text, run.end() - 1) if run else position


def syntax_error(text: str, error: yaml.YAMLError) -> Refused:
    """What libyaml could not read, as a refusal in plain words."""
    mark = getattr(error, "problem_mark", None)
    position = (mark.line + 1, mark.column + 1, 1) if mark else (0, 0, 1)
    problem = " ".join(str(getattr(error, "problem", None) or error).split())[:120]
    written = text.split("\n")
    line = written[position[0] - 1] if 0 < position[0] <= len(written) else ""
    before = line[: position[1]]
    if "\t" in before and not before.strip("\t ").strip():
        return Refused("tab", (position[0], before.index("\t") + 1, 1))
    if "invalid Unicode character" in problem:
        return Refused("bad-character", position, character="an escape that names no character")
    if "nesting depth" in problem:
        return Refused("too-deep", _depth_position(text, position), limit=str(MAX_DEPTH))
    for words, said, cure in _SYNTAX:
        if words in problem:
            return Refused("yaml-syntax", position, problem=said, cure=cure)
    return Refused("yaml-syntax", position, problem=shown(problem), cure="compare the line with the one above it")
