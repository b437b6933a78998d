"""Writes a document as YAML in the layout that people use: blocks, short texts in one line, long ones folded."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

WIDTH = 116

_PLAIN = re.compile(r"[^\W\d_][^:#\n\[\]{},&*!|>'\"%@`?]*(?<!\s)")
_DATE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
_WORDS_OF_YAML = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})


def yaml_text(document: dict[str, Any]) -> str:
    """The YAML of a document; reading it strictly gives the document again."""
    return "\n".join(_mapping(document, 0)) + "\n"


def _mapping(value: dict[str, Any], depth: int) -> Iterator[str]:
    for key, below in value.items():
        yield from _entry(f"{'  ' * depth}{key}:", below, depth)


def _entry(head: str, value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, dict):
        flow = _flow(value)
        if len(head) + len(flow) < WIDTH:
            yield f"{head} {flow}"
        else:
            yield head
            yield from _mapping(value, depth + 1)
    elif isinstance(value, list):
        yield from _list(head, value, depth)
    else:
        yield from _scalar(head, value, depth)


def _list(head: str, value: list[Any], depth: int) -> Iterator[str]:
    if not any(isinstance(item, dict | list) for item in value):
        flow = f"[{', '.join(_inline(item) for item in value)}]"
        if len(head) + len(flow) < WIDTH:
            yield f"{head} {flow}"
            return
    yield head
    for item in value:
        if isinstance(item, dict):
            lines = list(_mapping(item, depth + 2))
            yield f"{'  ' * (depth + 1)}- {lines[0].lstrip()}"
            yield from lines[1:]
        else:
            yield f"{'  ' * (depth + 1)}- {_inline(item)}"


def _scalar(head: str, value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, str) and "\n" in value:
        yield f"{head} |-"
        yield from (f"{'  ' * (depth + 1)}{line}" if line else "" for line in value.split("\n"))
    elif isinstance(value, str) and len(head) + len(value) > WIDTH and " " in value:
        yield f"{head} >-"
        indent = "  " * (depth + 1)
        yield from textwrap.wrap(
            value,
            WIDTH,
            initial_indent=indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
    else:
        yield f"{head} {_inline(value)}"


def _flow(value: Any) -> str:
    """A small mapping in one line; too long to fit where it is no small one."""
    if any(isinstance(below, dict | list) or "\n" in str(below) for below in value.values()):
        return " " * WIDTH
    return "{" + ", ".join(f"{key}: {_inline(below)}" for key, below in value.items()) + "}"


def _inline(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return str(value)
    plain = _DATE.fullmatch(value) or (_PLAIN.fullmatch(value) and value.lower() not in _WORDS_OF_YAML)
    return (
        str(value)
        if plain or (value.startswith("https://") and "#" not in value)
        else json.dumps(value, ensure_ascii=False)
    )
