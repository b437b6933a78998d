"""The fast reader: the values of a file in which nothing is amiss. What is amiss, the careful reader says."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from sys import intern
from typing import Any

import yaml

from .scalars import ANY, BLANK, MAX_DEPTH, MAX_KEY, MAX_VALUES, MERGE, NOTHING, Shape, converted


def read_fast(text: str, shape: Shape) -> dict[str, Any] | None:
    """The values of a file in which nothing is amiss, else None; the careful reader then says what it is.

    Two readers, because the careful one costs four times as much; a test holds both to the same verdicts.
    """
    if "\\" in text or not unicodedata.is_normalized("NFC", text):
        return None
    try:
        events = yaml.CSafeLoader(text)
        try:
            return _fast_document(events.get_event, shape)
        finally:
            events.dispose()
    except (yaml.YAMLError, Odd):
        return None


class Odd(Exception):  # noqa: N818 - says that the other reader is asked
    """Something that the fast reader leaves to the careful one."""


def _fast_document(next_event: Callable[[], Any], shape: Shape) -> dict[str, Any]:
    next_event()
    start = next_event()
    if type(start) is not yaml.DocumentStartEvent or start.version or start.tags:
        raise Odd
    budget = [MAX_VALUES]
    root = _fast_node(next_event, next_event(), shape, 0, budget)
    next_event()
    if type(root) is not dict or type(next_event()) is not yaml.StreamEndEvent:
        raise Odd
    return root


def _fast_node(next_event: Callable[[], Any], event: Any, shape: Shape, depth: int, budget: list[int]) -> Any:
    """One value; recursion is bounded by MAX_DEPTH, whatever the file holds."""
    kind = type(event)
    budget[0] -= 1
    if kind is yaml.AliasEvent or event.anchor is not None or depth > MAX_DEPTH or budget[0] < 0:
        raise Odd
    if event.tag is not None and event.tag != "!":
        raise Odd
    if kind is yaml.ScalarEvent:
        value: str = event.value
        plain = event.implicit[0]
        if (plain and value in NOTHING) or not value.strip(BLANK):
            raise Odd
        return value if shape is ANY and not plain else converted(value, plain, shape)
    if kind is yaml.SequenceStartEvent:
        items: list[Any] = []
        below = shape.items or ANY
        while type(event := next_event()) is not yaml.SequenceEndEvent:
            items.append(_fast_node(next_event, event, below, depth + 1, budget))
        return items
    return _fast_mapping(next_event, shape, depth, budget)


def _fast_mapping(next_event: Callable[[], Any], shape: Shape, depth: int, budget: list[int]) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    fields, others = shape.fields, shape.others or ANY
    while type(event := next_event()) is not yaml.MappingEndEvent:
        if type(event) is not yaml.ScalarEvent or event.anchor is not None or event.tag not in (None, "!"):
            raise Odd
        key: str = event.value
        if key in mapping or key == MERGE or not 0 < len(key) <= MAX_KEY:
            raise Odd
        mapping[intern(key)] = _fast_node(next_event, next_event(), fields.get(key, others), depth + 1, budget)
    return mapping
