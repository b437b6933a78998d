"""Parts of the catalogue that one can subscribe to: all of it, a provider, a field of education, one offering."""

from __future__ import annotations

from typing import NamedTuple


class Scope(NamedTuple):
    """A part of the catalogue: its kind, and the provider, the ISCED-F code or the offering; both empty for all of it."""

    kind: str = ""
    code: str = ""


ALL = Scope()
