"""Fills the template of an offering for each learner, in the form that issuers upload to the European platform.

What is made here belongs to persons: it is handed over as bytes, and written only where its asker says.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path as FilePath
from typing import Any

from .edition import Edition
from .feeds.credential.slots import ISSUE, LEARNER, Slot, filled
from .feeds.credential.template import slots_of, template
from .feeds.elm import times
from .feeds.writing import json_bytes
from .learners import Row
from .model import Offering
from .values import parse_date
from .vocabulary import vocabulary

# One white dot, since the profile wants a picture on every credential.
_BLANK = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg=="
PNG = b"\x89PNG\r\n\x1a\n"


def columns_of(edition: Edition, offering: Offering) -> tuple[Slot, ...]:
    """What a row of learners may hold for an offering: the learner, the issue, a grade for each assessment."""
    return (*LEARNER, *ISSUE, *slots_of(edition, offering))


def credentials(
    edition: Edition, offering: Offering, learners: Iterator[Row], picture: bytes, chance: Callable[[int], bytes]
) -> Iterator[bytes]:
    """One unsigned credential a learner as the platform takes it, in their order; each has an identifier of its own.

    `chance` gives so many random bytes: an identifier worked out from a person would tell who has it.
    """
    form = template(edition, offering)
    for row in learners:
        zone = edition.catalogue.settings.time_zone
        yield json_bytes({"credential": credential(form, row, picture, zone, random_urn(chance(16)))})


def random_urn(chance: bytes) -> str:
    """Sixteen random bytes as a URN of a UUID of version 4 (RFC 9562)."""
    number = bytearray(chance)
    number[6], number[8] = number[6] & 0x0F | 0x40, number[8] & 0x3F | 0x80
    digits = number.hex()
    return f"urn:uuid:{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def credential(form: dict[str, Any], row: Row, picture: bytes, zone: str, identifier: str) -> dict[str, Any]:
    """The template with the values of a row that was found right; days are those of the catalogue's time zone."""
    values = dict(row.values)
    for name, edge in (
        ("date_of_birth", times.midnight),
        ("date_of_issue", times.beginning),
        ("valid_until", times.end),
    ):
        if values.get(name):
            values[name] = edge(parse_date(values[name]), zone)
    if values.get("national_id_country"):
        values["national_id_country"] = vocabulary("country")[values["national_id_country"]].uri
    values["full_name"] = f"{values['given_name']} {values['family_name']}"
    values["credential_id"] = identifier
    values["picture"] = b64encode(picture).decode() if picture else _BLANK
    return filled(form, values)


def refused_folder(out: FilePath, root: FilePath, repository: FilePath | None) -> str:
    """Why a folder must not take what belongs to persons: whatever lies in a catalogue or a site is published. Empty if it may."""
    target = out.resolve()
    for folder, words in ((root, "the catalogue"), (repository, "the catalogue's repository")):
        if folder is not None and target.is_relative_to(folder.resolve()):
            return f"{out} lies in {words}, where everything is published; name a folder outside it"
    for folder in (target, *target.parents):
        if (folder / "SHA256SUMS").is_file() and (folder / "manifest.json").is_file():
            return f"{out} lies in a site that is published; name a folder outside it"
    return ""
