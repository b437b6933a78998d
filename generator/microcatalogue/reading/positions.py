"""Where values and keys stand in a text: a second pass, made only for files that need a message."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import yaml

from ..diagnostics import Path
from .refusal import mark
from .scalars import MAX_DEPTH


@lru_cache(maxsize=64)
def lines(text: str) -> list[str]:
    """The lines of a text, split once for all messages about it."""
    return text.split("\n")


@lru_cache(maxsize=64)
def positions(text: str) -> tuple[dict[Path, tuple[int, int, int]], dict[Path, tuple[int, int, int]]]:
    """Places of all values and of all keys of a text; a second pass, made only for files that need a message."""
    values: dict[Path, tuple[int, int, int]] = {}
    keys: dict[Path, tuple[int, int, int]] = {}
    try:
        for path, is_key, position in _walk(text):
            (keys if is_key else values).setdefault(path, position)
    except yaml.YAMLError:
        pass  # the reader has said so; what was seen up to there is all there is
    return values, keys


def _walk(text: str) -> Iterator[tuple[Path, bool, tuple[int, int, int]]]:
    stack: list[tuple[Path, bool, list[Any]]] = []  # path, is mapping, [pending key] or [next index]
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
            continue
        if not isinstance(event, yaml.NodeEvent):
            continue
        path: Path = ()
        if stack:
            parent, is_mapping, state = stack[-1]
            if is_mapping and state[0] is None and isinstance(event, yaml.ScalarEvent):
                state[0] = event.value
                yield (*parent, event.value), True, mark(event)
                continue
            path = (*parent, state[0])
            state[0] = None if is_mapping else state[0] + 1
        yield path, False, mark(event) if isinstance(event, yaml.ScalarEvent) else (*mark(event)[:2], 1)
        if isinstance(event, yaml.CollectionStartEvent):
            is_mapping = isinstance(event, yaml.MappingStartEvent)
            stack.append((path, is_mapping, [None if is_mapping else 0]))
        if len(stack) > MAX_DEPTH:
            return
