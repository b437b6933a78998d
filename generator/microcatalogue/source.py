"""Strict reading of one YAML file: bytes in, plain values and findings out.

Works over libyaml's events, so that limits hold before anything is built and every finding has a place. Plain
scalars become numbers or booleans only where a `Shape` asks for them; everything else stays text. What a field
means is not known here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from . import reading_codes as reading_codes
from .diagnostics import Finding, Path
from .reading.careful import CarefulReader
from .reading.characters import BAD, is_suspect, name_of
from .reading.fast import read_fast
from .reading.positions import lines, positions
from .reading.refusal import Refused, position_of
from .reading.scalars import ANY, MAX_BYTES, MAX_FINDINGS, Shape

if not yaml.__with_libyaml__:  # pragma: no cover - a broken installation, not an input
    raise ImportError("PyYAML was installed without libyaml; install its binary wheel")

__all__ = ["ANY", "MAX_BYTES", "Reading", "Shape", "Source", "read"]

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
        values, keys = positions(self.text)
        if at_key and path in keys:
            return keys[path]
        while path not in values and path:
            path = path[:-1]
        return values.get(path, (1, 1, 1))

    def line(self, number: int) -> str:
        """The text of one line, counted from 1; empty where there is none."""
        return lines(self.text)[number - 1] if 0 < number <= len(lines(self.text)) else ""


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
    except Refused as refused:
        return Reading(None, (refused.finding(file),))
    early = look_at_text(text)
    if early:
        return Reading(Source(file, text, {}), (early.finding(file),))
    document = read_fast(text, shape)
    if document is not None:
        return Reading(Source(file, text, document), ())
    reader = CarefulReader(text, shape)
    reader.run()
    findings = tuple(refused.finding(file) for refused in reader.refused[:MAX_FINDINGS])
    document = reader.root if isinstance(reader.root, dict) and not findings else {}
    return Reading(Source(file, text, document), findings)


def _decode(content: bytes) -> str:
    """UTF-8 text with LF line ends; one leading byte order mark is tolerated."""
    if len(content) > MAX_BYTES:
        raise Refused("file-too-big", limit=str(MAX_BYTES))
    try:
        text = content.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused("not-utf8", byte=str(error.start + 1)) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def look_at_text(text: str) -> Refused | None:
    """Troubles that are best seen in the raw text: forbidden characters, merge markers, LFS pointers."""
    if is_suspect(text) and (bad := BAD.search(text)):
        return Refused("bad-character", position_of(text, bad.start()), character=name_of(bad[0]))
    if text.startswith("version https://git-lfs.github.com/spec/"):
        return Refused("lfs-pointer", (1, 1, len(text.split("\n", 1)[0])))
    if ("<<<<<<<" in text or ">>>>>>>" in text) and (marker := _CONFLICT.search(text)):
        return Refused("conflict-marker", position_of(text, marker.start(), 7))
    return None
