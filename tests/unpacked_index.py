"""Reads the files of the search index as a browser does, without any code of the generator."""

from __future__ import annotations

import json
import zlib
from bisect import bisect_right
from collections.abc import Mapping
from typing import Any


def unpacked(content: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """Head and parts of a file."""
    whole = zlib.decompress(content)
    length = int.from_bytes(whole[:4], "little")
    head, at, parts = json.loads(whole[4 : 4 + length]), 4 + length, []
    for size in head["parts"]:
        parts.append(whole[at : at + size])
        at += size + -size % 4
    return head, parts


def numbers(part: bytes, rows: int) -> list[int]:
    """A column of as many numbers as there are rows."""
    width = len(part) // rows
    return [int.from_bytes(part[at : at + width], "little") for at in range(0, len(part), width)]


def postings(packed: bytes) -> dict[int, int]:
    """Weight by row."""
    found, row, number, shift = {}, -1, 0, 0
    for byte in packed:
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            row += (number >> 4) + 1
            found[row] = number & 15
            number = shift = 0
    return found


class Words:
    """The words of a site's index."""

    def __init__(self, site: Mapping[str, bytes]) -> None:
        self._site = site
        self.head, _ = unpacked(site["search/columns.bin"])

    def rows(self, form: str) -> dict[tuple[str, int], int]:
        """Weight by language and row of a form; nothing for a form that is not there."""
        number = max(0, bisect_right(self.head["words"], form) - 1)
        head, _ = unpacked(self._site[f"search/words/{number}.bin"])
        if form not in head["words"]:
            return {}
        found = {}
        for ref in head["groups"][head["words"].index(form)]:
            shard, place = ref if isinstance(ref, list) else (number, ref)
            other, parts = unpacked(self._site[f"search/words/{shard}.bin"])
            start = sum(other["sizes"][:place])
            packed = parts[0][start : start + other["sizes"][place]]
            found |= {(other["languages"][place], row): weight for row, weight in postings(packed).items()}
        return found
