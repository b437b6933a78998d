"""Excerpts of files in the pages of the guide, and whether a file still says what its excerpt shows.

An excerpt is a block of code below a line that begins with the path of its file. It may leave things out, and `…` stands
for the rest of a text; whatever it shows has to be in the file, together and in the same order.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any
from xml.etree import ElementTree

_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CAPTION = re.compile(r"(?:^|\n)`([^`\n]+)`[^\n]*:\n\n$")
COMMANDS = "console"


@dataclass(frozen=True)
class Excerpt:
    """A block of code, its language, and the path above it; none where the line above names no path."""

    path: str
    language: str
    text: str


def excerpts(markdown: str) -> tuple[Excerpt, ...]:
    """The blocks of code of a page that are no commands."""
    return tuple(one for one in _blocks(markdown) if one.language != COMMANDS)


def commands(markdown: str) -> tuple[str, ...]:
    """The commands of a page, one each, with the variables that the lines above them set."""
    return tuple(line for block in _blocks(markdown) if block.language == COMMANDS for line in _set(block.text))


def _set(text: str) -> Iterator[str]:
    values: dict[str, str] = {}
    for line in text.splitlines():
        if found := re.fullmatch(r"([A-Z]+)=(\S+)", line):
            values[found[1]] = found[2]
        else:
            yield re.sub(r"\$([A-Z]+)", lambda name: values[name[1]], line)


def _blocks(markdown: str) -> Iterator[Excerpt]:
    for found in _FENCE.finditer(markdown):
        caption = _CAPTION.search(markdown[: found.start()])
        yield Excerpt(caption[1] if caption else "", found[1], found[2])


def holds(excerpt: Excerpt, content: bytes) -> bool:
    """Whether the file says what the excerpt shows."""
    text = content.decode("utf-8")
    match excerpt.language:
        case "json":
            return _in_json(json.loads(excerpt.text), json.loads(text))
        case "xml":
            return _in_xml(ElementTree.fromstring(excerpt.text), ElementTree.fromstring(text))  # noqa: S314 - our own files
        case "csv":
            return _in_table(excerpt.text, text)
        case _:
            return _in_text(excerpt.text, text)


def _says(shown: str, said: str) -> bool:
    pieces = (re.escape(piece) for piece in shown.split("…"))
    return re.fullmatch(".*".join(pieces), said, re.DOTALL) is not None


def _in_json(shown: Any, said: Any) -> bool:
    if isinstance(shown, dict) and isinstance(said, dict):
        return all(name in said and _in_json(value, said[name]) for name, value in shown.items())
    if isinstance(shown, list) and isinstance(said, list):
        there = iter(said)
        return all(any(_in_json(one, other) for other in there) for one in shown)
    if isinstance(shown, str) and isinstance(said, str):
        return _says(shown, said)
    return type(shown) is type(said) and bool(shown == said)


def _in_xml(shown: ElementTree.Element, said: ElementTree.Element) -> bool:
    if shown.tag != said.tag or shown.attrib != said.attrib:
        return False
    if not _says((shown.text or "").strip(), (said.text or "").strip()):
        return False
    there = iter(said)
    return all(any(_in_xml(one, other) for other in there) for one in shown)


def _in_table(shown: str, said: str) -> bool:
    rows, lines = list(csv.DictReader(io.StringIO(shown))), list(csv.DictReader(io.StringIO(said)))
    return bool(rows) and all(any(_is_of(row, line) for line in lines) for row in rows)


def _is_of(row: Mapping[str | Any, Any], line: Mapping[str | Any, Any]) -> bool:
    return all(line.get(name) == value for name, value in row.items())


def _in_text(shown: str, said: str) -> bool:
    """The pieces between lines of `# …` stand in the file in their order, however they are broken into lines."""
    place, whole = 0, " ".join(said.split())
    for piece in re.split(r"^# …$", shown, flags=re.MULTILINE):
        words = " ".join(piece.split())
        found = whole.find(words, place)
        if found < 0:
            return False
        place = found + len(words)
    return True


def wrong_ones(excerpt: Excerpt) -> Iterator[Excerpt]:
    """The excerpt with one line said wrongly, for each line that says something."""
    lines = excerpt.text.splitlines()
    for number, line in enumerate(lines):
        letters = list(re.finditer(r"[A-Za-z0-9](?![^<]*…)", line))
        if letters and not line.startswith("# …"):
            place = letters[-1].start()
            wrong = f"{line[:place]}{'7' if line[place] != '7' else '8'}{line[place + 1 :]}"
            text = "\n".join((*lines[:number], wrong, *lines[number + 1 :])) + "\n"
            yield Excerpt(excerpt.path, excerpt.language, text)


def addresses(markdown: str) -> Iterator[re.Pattern[str]]:
    """The paths of files in a page's words: `{…}` stands for an id or a code, `…` for anything."""
    for words in re.findall(r"`([^`\n]+)`", _FENCE.sub("", markdown)):
        if "/" in words or words.startswith(("llms", "manifest")):
            yield re.compile("".join(_pattern(part) for part in re.split(r"(\{\w+\}|…)", words)))


def _pattern(part: str) -> str:
    return ".+" if part == "…" else "[^/]+" if part.startswith("{") else re.escape(part)


def named(patterns: Sequence[re.Pattern[str]], path: str) -> bool:
    """Whether one of the paths names a file."""
    return any(pattern.fullmatch(path) for pattern in patterns)


def example_of(template: str) -> str:
    """A path of the form that a template of a feed gives."""
    return re.sub(r"\{\w+\}", "x", template)


def pairs(names: Sequence[str], languages: Sequence[str]) -> list[tuple[str, str]]:
    """Every page in every language."""
    return list(product(languages, names))
