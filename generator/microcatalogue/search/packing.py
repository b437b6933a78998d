"""How a file of the index is packed: a JSON head and columns of numbers behind it, compressed.

Hosts compress what they know by name alone, so the files are compressed when they are made, in the form that browsers
call "deflate" (zlib, RFC 1950): it carries neither time nor system, so the same content has the same bytes.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable, Mapping, Sequence
from sys import byteorder
from typing import Any

import orjson

_ALIGNED = 4
BEST, QUICK = 9, 7
"""Levels of compression: the best for a file that every visitor fetches; the other makes words hardly larger in half the time."""
_TYPES = {array(name).itemsize: name for name in "BHIL"}


def packed(head: Mapping[str, Any], parts: Sequence[bytes] = (), level: int = BEST) -> bytes:
    """The bytes of a file: length of the head, head, then each part from a multiple of four bytes on.

    The head gets `parts`, their lengths in bytes.
    """
    said = orjson.dumps({**head, "parts": [len(part) for part in parts]})
    said += b" " * (-len(said) % _ALIGNED)
    body = b"".join(part + b"\0" * (-len(part) % _ALIGNED) for part in parts)
    return zlib.compress(len(said).to_bytes(4, "little") + said + body, level)


def cells(numbers: Iterable[int], width: int = 0) -> bytes:
    """Whole numbers from 0 on, little end first, all in as few bytes as the largest needs: one, two or four.

    `width` is the number of bytes where it has to be a certain one. OverflowError where a number does not fit.
    """
    listed = list(numbers)
    most = max(listed, default=0)
    needed = width or next((one for one in (1, 2) if most < 1 << 8 * one), 4)
    found = array(_TYPES[needed], listed)
    if byteorder == "big":
        found.byteswap()
    return found.tobytes()
