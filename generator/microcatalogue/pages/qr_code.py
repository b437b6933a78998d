"""The QR code of an offering's permanent link, one for all languages: from paper to the record (ISO/IEC 18004)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import segno

from ..site_file import SiteFile
from ..urls import identity

_MASK = 3
"""Every mask can be read; to try all eight and keep the evenest takes five times as long (2.0 for 9.7 ms)."""

_QUIET = 4
"""Modules of white on each side, which readers need (ISO/IEC 18004, 6.3.8)."""

_DARK = re.compile(b"\x01+")


def code_path(offering: str) -> str:
    """The path of the code of an offering."""
    return f"{identity('offering', offering)}qr.svg"


def code(offering: str, address: str) -> SiteFile:
    """The code of an address, as SVG without styles; a seventh of it may be soiled before it cannot be read."""
    matrix = segno.make(address, error="m", boost_error=False, micro=False, mask=_MASK).matrix
    size = len(matrix) + 2 * _QUIET
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path stroke="#000" d="{"".join(_strokes(matrix))}"/></svg>\n'
    )
    return SiteFile(code_path(offering), svg.encode("ascii"))


def _strokes(matrix: Iterable[bytearray]) -> Iterator[str]:
    """Each run of dark modules as a stroke one module high; in a third of the time that the library's writer takes."""
    for y, row in enumerate(matrix, _QUIET):
        for run in _DARK.finditer(row):
            yield f"M{run.start() + _QUIET} {y}.5h{run.end() - run.start()}"
