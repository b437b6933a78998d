"""Strict reading of one YAML file: bytes in, plain values and findings out.

Works over libyaml's events, so that limits hold before anything is built and every finding has a place. Plain
scalars become numbers or booleans only where a `Shape` asks for them; everything else stays text. What a field
means is not known here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

import yaml

from . import reading_codes as reading_codes
from .diagnostics import Finding, Path

if not yaml.__with_libyaml__:  # pragma: no cover - a broken installation, not an input
    raise ImportError("PyYAML was installed without libyaml; install its binary wheel")

MAX_BYTES = 262_144
MAX_DEPTH = 16
MAX_VALUES = 20_000
MAX_KEY = 128
MAX_FINDINGS = 50
_MERGE = "<<"  # copies another mapping into this one, to readers of YAML 1.1

Value = str | int | bool | Decimal | list[Any] | dict[str, Any]
ScalarKind = Literal["line", "rich", "decimal", "integer", "bool"]


@dataclass(frozen=True, slots=True)
class Shape:
    """What a schema wants at one place, as far as reading goes: how plain scalars are taken, and what lies below."""

    scalar: ScalarKind = "line"
    fields: Mapping[str, Shape] = field(default_factory=dict)
    others: Shape | None = None
    items: Shape | None = None


ANY = Shape()

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,17}")
# Words and signs that one YAML reader or another takes for "nothing".
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
# White space and letters without ink: text made of these alone is no text.
_BLANK = (
    " \t\n\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200c\u200d\u202f\u205f\u3000"
    + ("\u115f\u1160\u2800\u3164\uffa0")
)
# Control characters, line separators, byte order marks, direction overrides, soft hyphen, zero-width and tag
# characters, surrogates and non-characters (reliability: they hide or reorder text, or are ill-formed in XML).
# U+200C and U+200D stay: Persian words and family emoji need them between letters.
_FORBIDDEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\ufdd0-\ufdef\U000e0000-\U000e007f"
    + "".join(chr(plane * 0x10000 + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
)
_COMBINING = "\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff"
# One character class scans ten times faster than the full pattern, and almost no text holds any of these.
_SUSPECT = re.compile(f"[{_FORBIDDEN}{_COMBINING}\u200c\u200d]")
_BAD = re.compile(f"[{_FORBIDDEN}]|(?<![^\\s])[\u200c\u200d]|[\u200c\u200d](?![^\\s])|[{_COMBINING}]{{9}}")
_CONFLICT = re.compile(r"^(?:<{7} |>{7} )", re.MULTILINE)
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: its path, its text (lines end in LF) and its values; `document` is empty on findings."""

    file: str
    text: str
    document: dict[str, Any]

    def position(self, path: Path, *, at_key: bool = False) -> tuple[int, int, int]:
        """Line, column and width of the value (or key) at `path`, or of the nearest mapping that holds it."""
        values, keys = _positions(self.text)
        if at_key and path in keys:
            return keys[path]
        while path not in values and path:
            path = path[:-1]
        return values.get(path, (1, 1, 1))

    def line(self, number: int) -> str:
        """The text of one line, counted from 1; empty where there is none."""
        return _lines(self.text)[number - 1] if 0 < number <= len(_lines(self.text)) else ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a file gave: the source (None where not even text could be had) and the findings."""

    source: Source | None
    findings: tuple[Finding, ...]


def read(file: str, content: bytes, shape: Shape = ANY) -> Reading:
    """Read `content` as one strict YAML mapping; never raises on any bytes.

    The source's `document` is empty where there are findings: a file that breaks a rule of reading says nothing.
    """
    try:
        text = _decode(content)
    except _Refused as refused:
        return Reading(None, (refused.finding(file),))
    early = _look_at_text(text)
    if early:
        return Reading(Source(file, text, {}), (early.finding(file),))
    document = _read_fast(text, shape)
    if document is not None:
        return Reading(Source(file, text, document), ())
    reader = _Reader(text, shape)
    reader.run()
    findings = tuple(refused.finding(file) for refused in reader.refused[:MAX_FINDINGS])
    document = reader.root if isinstance(reader.root, dict) and not findings else {}
    return Reading(Source(file, text, document), findings)


def _read_fast(text: str, shape: Shape) -> dict[str, Any] | None:
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
    except (yaml.YAMLError, _Odd):
        return None


class _Odd(Exception):  # noqa: N818 - says that the other reader is asked
    """Something that the fast reader leaves to the careful one."""


def _fast_document(next_event: Callable[[], Any], shape: Shape) -> dict[str, Any]:
    next_event()
    start = next_event()
    if type(start) is not yaml.DocumentStartEvent or start.version or start.tags:
        raise _Odd
    budget = [MAX_VALUES]
    root = _fast_node(next_event, next_event(), shape, 0, budget)
    next_event()
    if type(root) is not dict or type(next_event()) is not yaml.StreamEndEvent:
        raise _Odd
    return root


def _fast_node(next_event: Callable[[], Any], event: Any, shape: Shape, depth: int, budget: list[int]) -> Any:
    """One value; recursion is bounded by MAX_DEPTH, whatever the file holds."""
    kind = type(event)
    budget[0] -= 1
    if kind is yaml.AliasEvent or event.anchor is not None or depth > MAX_DEPTH or budget[0] < 0:
        raise _Odd
    if event.tag is not None and event.tag != "!":
        raise _Odd
    if kind is yaml.ScalarEvent:
        value: str = event.value
        plain = event.implicit[0]
        if (plain and value in _NOTHING) or not value.strip(_BLANK):
            raise _Odd
        return value if shape is ANY and not plain else _converted(value, plain, shape)
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
            raise _Odd
        key: str = event.value
        if key in mapping or key == _MERGE or not 0 < len(key) <= MAX_KEY:
            raise _Odd
        mapping[key] = _fast_node(next_event, next_event(), fields.get(key, others), depth + 1, budget)
    return mapping


class _Refused(Exception):  # noqa: N818 - carries a finding, which is a value
    """A reason to refuse a file, with its place; raised only inside this module."""

    def __init__(self, code: str, position: tuple[int, int, int] = (0, 0, 1), **facts: str) -> None:
        super().__init__(code)
        self.code, self.position, self.facts = code, position, facts

    def finding(self, file: str) -> Finding:
        return Finding(self.code, file, facts=self.facts, position=self.position)


def _decode(content: bytes) -> str:
    """UTF-8 text with LF line ends; one leading byte order mark is tolerated."""
    if len(content) > MAX_BYTES:
        raise _Refused("file-too-big", limit=str(MAX_BYTES))
    try:
        text = content.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        raise _Refused("not-utf8", byte=str(error.start + 1)) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _look_at_text(text: str) -> _Refused | None:
    """Troubles that are best seen in the raw text: forbidden characters, merge markers, LFS pointers."""
    if _SUSPECT.search(text) and (bad := _BAD.search(text)):
        return _Refused("bad-character", _position_of(text, bad.start()), character=_name(bad[0]))
    if text.startswith("version https://git-lfs.github.com/spec/"):
        return _Refused("lfs-pointer", (1, 1, len(text.split("\n", 1)[0])))
    if ("<<<<<<<" in text or ">>>>>>>" in text) and (marker := _CONFLICT.search(text)):
        return _Refused("conflict-marker", _position_of(text, marker.start(), 7))
    return None


def _position_of(text: str, offset: int, width: int = 1) -> tuple[int, int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset), width


def _name(characters: str) -> str:
    if len(characters) > 1:
        return f"a pile of {len(characters)} combining marks"
    return f"U+{ord(characters):04X} ({unicodedata.name(characters, 'a character without a name')})"


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is being read."""

    value: Any
    shape: Shape
    is_mapping: bool
    is_flow: bool
    key: str | None = None
    key_position: tuple[int, int, int] = (0, 0, 1)
    lines: dict[str, int] = field(default_factory=dict)
    last_text_key: str = ""


class _Reader:
    """One pass over the events of one file. Iterative: depth costs no stack."""

    def __init__(self, text: str, shape: Shape) -> None:
        self.text, self.shape = text, shape
        self.root: Any = None
        self.refused: list[_Refused] = []
        self._frames: list[_Frame] = []
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
        except _Refused as refused:
            self.refused.append(refused)
        except yaml.YAMLError as error:
            self.refused.append(_syntax_error(self.text, error))
        if not self.refused and not isinstance(self.root, dict):
            found = "a list" if isinstance(self.root, list) else "a text" if self.root else "nothing"
            self.refused.append(_Refused("not-a-mapping", (1, 1, 1), found=found))

    def _document(self, event: Any) -> None:
        self._documents += 1
        if event.version or event.tags:
            raise _Refused("directive", (1, 1, 1))
        if self._documents > 1:
            raise _Refused("several-documents", _mark(event))

    def _alias(self, event: Any) -> None:
        self._refuse("alias", event, sign="*")
        self._put("", event)

    def _refuse(self, code: str, event: Any, **facts: str) -> None:
        self.refused.append(_Refused(code, _mark(event), **facts))

    def _count(self, event: Any) -> None:
        self._values += 1
        if self._values > MAX_VALUES:
            raise _Refused("too-many-values", _mark(event), limit=str(MAX_VALUES))
        if event.anchor is not None:
            self._refuse("alias", event, sign="&")
        if event.tag is not None and event.tag != "!":
            self._refuse("tag", event, tag=_shown(event.tag))

    def _start(self, event: Any) -> None:
        self._count(event)
        if len(self._frames) >= MAX_DEPTH:
            raise _Refused("too-deep", _mark(event), limit=str(MAX_DEPTH))
        is_mapping = type(event) is yaml.MappingStartEvent
        value: Any = {} if is_mapping else []
        shape = self._put(value, event)
        self._frames.append(_Frame(value, shape, is_mapping, bool(event.flow_style)))

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
        if (plain and text in _NOTHING) or not text.strip(_BLANK):
            self._nothing(frame, event)
        if self._escapes and (bad := _BAD.search(text)):
            self._refuse("bad-character", event, character=_name(bad[0]))
        self._put_scalar(text, plain, event)

    def _nothing(self, frame: _Frame | None, event: Any) -> None:
        """An empty value; in a flow mapping a key without one is most often the rest of a text cut by a comma."""
        if frame is None:
            return
        if not frame.is_mapping:
            self._refuse("empty-value", event, key="the list")
        elif frame.is_flow and event.start_mark.index == event.end_mark.index and frame.last_text_key:
            facts = {"key": _shown(frame.key or ""), "field": frame.last_text_key}
            self.refused.append(_Refused("unquoted-comma", frame.key_position, **facts))
        else:
            key = _shown(frame.key or "")
            self.refused.append(_Refused("empty-value", frame.key_position, key=key))

    def _key(self, frame: _Frame, event: Any) -> None:
        key: str = event.value
        position = _mark(event)
        if event.anchor is not None:
            self._refuse("alias", event, sign="&")
        if (
            key in ("", _MERGE)
            or len(key) > MAX_KEY
            or (event.tag is not None and event.tag != "!")
            or _BAD.search(key)
        ):
            raise _Refused("key-not-text", position)
        if key in frame.lines:
            facts = {"key": _shown(key), "line": str(frame.lines[key])}
            self.refused.append(_Refused("duplicate-key", position, **facts))
        frame.lines.setdefault(key, position[0])
        frame.key, frame.key_position = key, position

    def _put_scalar(self, text: str, plain: bool, event: Any) -> None:
        """Convert a scalar as its shape asks and store it."""
        frame = self._frames[-1] if self._frames else None
        shape = self._shape_below(frame)
        self._put(_converted(text if self._normal else unicodedata.normalize("NFC", text), plain, shape), event)

    def _shape_below(self, frame: _Frame | None) -> Shape:
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
            raise _Refused("key-not-text", _mark(event))
        else:
            frame.value[frame.key] = value
            frame.last_text_key = frame.key if isinstance(value, str) else ""
            frame.key = None
        return shape


def _converted(text: str, plain: bool, shape: Shape) -> Value:
    """The value of a scalar: numbers and booleans only where the shape asks and the spelling is plain."""
    kind = shape.scalar
    if kind == "line":
        return " ".join(text.split()) if "\n" in text or "\t" in text or text != text.strip() else text
    if kind == "rich" or not plain:
        return text.strip() if kind == "rich" else text
    if kind == "bool":
        return text == "true" if text in ("true", "false") else text
    if _INTEGER.fullmatch(text):
        return int(text) if kind == "integer" else Decimal(text)
    return Decimal(text) if _DECIMAL.fullmatch(text) else text


def _mark(event: Any) -> tuple[int, int, int]:
    start, end = event.start_mark, event.end_mark
    width = end.column - start.column if end.line == start.line else 1
    return start.line + 1, start.column + 1, max(width, 1)


def _shown(text: str) -> str:
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


def _syntax_error(text: str, error: yaml.YAMLError) -> _Refused:
    mark = getattr(error, "problem_mark", None)
    position = (mark.line + 1, mark.column + 1, 1) if mark else (0, 0, 1)
    problem = " ".join(str(getattr(error, "problem", None) or error).split())[:120]
    line = _lines(text)[position[0] - 1] if 0 < position[0] <= len(_lines(text)) else ""
    before = line[: position[1]]
    if "\t" in before and not before.strip("\t ").strip():
        return _Refused("tab", (position[0], before.index("\t") + 1, 1))
    if "invalid Unicode character" in problem:
        return _Refused("bad-character", position, character="an escape that names no character")
    for words, said, cure in _SYNTAX:
        if words in problem:
            return _Refused("yaml-syntax", position, problem=said, cure=cure)
    return _Refused("yaml-syntax", position, problem=_shown(problem), cure="compare the line with the one above it")


@lru_cache(maxsize=64)
def _lines(text: str) -> list[str]:
    return text.split("\n")


@lru_cache(maxsize=64)
def _positions(text: str) -> tuple[dict[Path, tuple[int, int, int]], dict[Path, tuple[int, int, int]]]:
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
                yield (*parent, event.value), True, _mark(event)
                continue
            path = (*parent, state[0])
            state[0] = None if is_mapping else state[0] + 1
        yield path, False, _mark(event) if isinstance(event, yaml.ScalarEvent) else (*_mark(event)[:2], 1)
        if isinstance(event, yaml.CollectionStartEvent):
            is_mapping = isinstance(event, yaml.MappingStartEvent)
            stack.append((path, is_mapping, [None if is_mapping else 0]))
        if len(stack) > MAX_DEPTH:
            return
