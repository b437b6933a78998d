"""The careful reader: one pass over the events of a file that says all that is amiss in it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml

from .characters import BAD, name_of
from .refusal import Refused, mark, shown, syntax_error
from .scalars import ANY, BLANK, MAX_DEPTH, MAX_KEY, MAX_VALUES, MERGE, NOTHING, Shape, converted


@dataclass(slots=True)
class Frame:
    """A mapping or list that is being read."""

    value: Any
    shape: Shape
    is_mapping: bool
    is_flow: bool
    key: str | None = None
    key_position: tuple[int, int, int] = (0, 0, 1)
    lines: dict[str, int] = field(default_factory=dict)
    last_text_key: str = ""


class CarefulReader:
    """One pass over the events of one file. Iterative: depth costs no stack."""

    def __init__(self, text: str, shape: Shape) -> None:
        self.text, self.shape = text, shape
        self.root: Any = None
        self.refused: list[Refused] = []
        self._frames: list[Frame] = []
        self._values = 0
        self._documents = 0
        # Escapes can bring in what the raw text does not show, so scalars are looked at one by one only then.
        self._escapes = "\\" in text
        self._normal = not self._escapes and unicodedata.is_normalized("NFC", text)

    def run(self) -> None:
        handle: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._start,
            yaml.SequenceStartEvent: self._start,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        try:
            for event in yaml.parse(self.text, Loader=yaml.CSafeLoader):
                if action := handle.get(type(event)):
                    action(event)
        except Refused as refused:
            self.refused.append(refused)
        except yaml.YAMLError as error:
            self.refused.append(syntax_error(self.text, error))
        if not self.refused and not isinstance(self.root, dict):
            found = "a list" if isinstance(self.root, list) else "a text" if self.root else "nothing"
            self.refused.append(Refused("not-a-mapping", (1, 1, 1), found=found))

    def _document(self, event: Any) -> None:
        self._documents += 1
        if event.version or event.tags:
            raise Refused("directive", (1, 1, 1))
        if self._documents > 1:
            raise Refused("several-documents", mark(event))

    def _alias(self, event: Any) -> None:
        self._refuse("alias", event, sign="*")
        self._put("", event)

    def _refuse(self, code: str, event: Any, **facts: str) -> None:
        self.refused.append(Refused(code, mark(event), **facts))

    def _count(self, event: Any) -> None:
        self._values += 1
        if self._values > MAX_VALUES:
            raise Refused("too-many-values", mark(event), limit=str(MAX_VALUES))
        if event.anchor is not None:
            self._refuse("alias", event, sign="&")
        if event.tag is not None and event.tag != "!":
            self._refuse("tag", event, tag=shown(event.tag))

    def _start(self, event: Any) -> None:
        self._count(event)
        if len(self._frames) >= MAX_DEPTH:
            raise Refused("too-deep", mark(event), limit=str(MAX_DEPTH))
        is_mapping = type(event) is yaml.MappingStartEvent
        value: Any = {} if is_mapping else []
        shape = self._put(value, event)
        self._frames.append(Frame(value, shape, is_mapping, bool(event.flow_style)))

    def _end(self, _event: Any) -> None:
        self._frames.pop()

    def _scalar(self, event: Any) -> None:
        frame = self._frames[-1] if self._frames else None
        if frame and frame.is_mapping and frame.key is None:
            self._key(frame, event)
            return
        self._count(event)
        plain = event.implicit[0]
        text: str = event.value
        if (plain and text in NOTHING) or not text.strip(BLANK):
            self._nothing(frame, event)
        if self._escapes and (bad := BAD.search(text)):
            self._refuse("bad-character", event, character=name_of(bad[0]))
        self._put_scalar(text, plain, event)

    def _nothing(self, frame: Frame | None, event: Any) -> None:
        """An empty value; in a flow mapping a key without one is most often the rest of a text cut by a comma."""
        if frame is None:
            return
        if not frame.is_mapping:
            self._refuse("empty-value", event, key="the list")
        elif frame.is_flow and event.start_mark.index == event.end_mark.index and frame.last_text_key:
            facts = {"key": shown(frame.key or ""), "field": frame.last_text_key}
            self.refused.append(Refused("unquoted-comma", frame.key_position, **facts))
        else:
            key = shown(frame.key or "")
            self.refused.append(Refused("empty-value", frame.key_position, key=key))

    def _key(self, frame: Frame, event: Any) -> None:
        key: str = event.value
        position = mark(event)
        if event.anchor is not None:
            self._refuse("alias", event, sign="&")
        if key in ("", MERGE) or len(key) > MAX_KEY or (event.tag is not None and event.tag != "!") or BAD.search(key):
            raise Refused("key-not-text", position)
        if key in frame.lines:
            facts = {"key": shown(key), "line": str(frame.lines[key])}
            self.refused.append(Refused("duplicate-key", position, **facts))
        frame.lines.setdefault(key, position[0])
        frame.key, frame.key_position = key, position

    def _put_scalar(self, text: str, plain: bool, event: Any) -> None:
        """Convert a scalar as its shape asks and store it."""
        frame = self._frames[-1] if self._frames else None
        shape = self._shape_below(frame)
        normal = text if self._normal else unicodedata.normalize("NFC", text)
        self._put(normal if shape is ANY and not plain else converted(normal, plain, shape), event)

    def _shape_below(self, frame: Frame | None) -> Shape:
        if frame is None:
            return self.shape
        if frame.is_mapping:
            return frame.shape.fields.get(frame.key or "") or frame.shape.others or ANY
        return frame.shape.items or ANY

    def _put(self, value: Any, event: Any) -> Shape:
        """Store a value where it belongs; gives the shape of that place."""
        frame = self._frames[-1] if self._frames else None
        shape = self._shape_below(frame)
        if frame is None:
            self.root = value
        elif not frame.is_mapping:
            frame.value.append(value)
        elif frame.key is None:
            raise Refused("key-not-text", mark(event))
        else:
            frame.value[frame.key] = value
            frame.last_text_key = frame.key if isinstance(value, str) else ""
            frame.key = None
        return shape
