"""The list of checksums of a site: what it says, what departs from it, and which paths it may hold.

Reads alone; writing the list is part of publishing.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path

from .workers import Advance, in_shares

SUMS = "SHA256SUMS"

_PIECE = 2**20

_SUMS_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_NAME = r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*"
_USUAL = re.compile(rf"{_NAME}(?:/{_NAME})*")  # what nearly every path is, and nothing can be wrong with
_OWN = SUMS.casefold()
_UNSTORABLE = frozenset('\\<>:"|?*')  # what a name on Windows cannot hold
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})  # Unicode categories


def verify_sums(root: Path, kept: Collection[str] = frozenset()) -> tuple[str, ...]:
    """What differs between the tree at `root` and its own SHA256SUMS, a sentence for each file.

    Missing, changed and added files are named, in order of their paths. Of a list that is itself
    missing, cut off or malformed only that is said, since nothing can be compared with it. The bytes of files
    that were `kept` are not read again.
    """
    try:
        content = (root / SUMS).read_bytes()
        present = dict(entries(root))
    except OSError as error:
        return (f"{error.filename} cannot be read: {error.strerror}.",)
    sums, faults = parse_sums(content)
    if faults:
        return faults
    known = {path for path in kept if present.get(path) and path in sums}
    pairs = [(path, sums.get(path), present.get(path)) for path in sorted((sums | present).keys() - known)]
    shares = in_shares(pairs, partial(_differences, root))
    return tuple(said for _, said in sorted(found for share in shares for found in share))


def _differences(
    root: Path, pairs: Sequence[tuple[str, str | None, bool | None]], told: Advance
) -> list[tuple[str, str]]:
    """Path and sentence of each file of a share that departs from its line in the list."""
    found = []
    for path, listed, regular in pairs:
        if said := _difference(root / path, path, listed, regular):
            found.append((path, said))
        told(1)
    return found


def _difference(file: Path, path: str, listed: str | None, regular: bool | None) -> str:
    """How one file departs from its line in the list; empty where it does not."""
    if listed is None:
        return f"{path!r} is there, but {SUMS} does not list it."
    if regular is None:
        return f"{path!r} is missing."
    if not regular:
        return f"{path!r} is a link or a device, not a file."
    try:
        with file.open("rb", buffering=0) as stream:
            digest = sha256()
            most = min(os.fstat(stream.fileno()).st_size + 1, _PIECE)  # a larger buffer costs more than the reading
            while piece := stream.read(most):
                digest.update(piece)
    except OSError as error:
        return f"{path!r} cannot be read: {error.strerror}."
    return "" if digest.hexdigest() == listed else f"{path!r} has other bytes than {SUMS} says."


def entries(folder: Path) -> Iterator[tuple[str, bool]]:
    """Every path below the root except the list of checksums, in order, and whether it is a regular file."""
    return _entries(str(folder), "")


def _entries(folder: str, prefix: str) -> Iterator[tuple[str, bool]]:
    with os.scandir(folder) as found:
        for entry in sorted(found, key=lambda entry: entry.name):
            path = prefix + entry.name
            if entry.is_dir(follow_symlinks=False):
                yield from _entries(entry.path, f"{path}/")
            elif path != SUMS:
                yield path, entry.is_file(follow_symlinks=False)


def parse_sums(content: bytes) -> tuple[dict[str, str], tuple[str, ...]]:
    """The checksum of each path of a list, and what is wrong with the list itself."""
    if not content.endswith(b"\n"):
        return {}, (f"{SUMS} is empty or cut off: its last line has no end.",)
    try:
        lines = content.decode().split("\n")[:-1]
    except UnicodeDecodeError:
        return {}, (f"{SUMS} is not UTF-8.",)
    sums: dict[str, str] = {}
    faults: list[str] = []
    last = ""
    for number, line in enumerate(lines, start=1):
        match = _SUMS_LINE.fullmatch(line)
        if match is None or any(path_faults(match[2])):
            faults.append(f"Line {number} of {SUMS} is not a checksum, two spaces and a path.")
            continue
        if match[2] <= last:
            faults.append(f"Line {number} of {SUMS} is out of order or there twice.")
        last = match[2]
        sums[last] = match[1]
    return sums, tuple(faults)


def path_faults(path: str) -> Iterator[str]:
    """Why a path cannot name a file of the site on every system that may hold it."""
    if _USUAL.fullmatch(path) and not path.startswith(_OWN):
        return
    segments = path.split("/")
    if "" in segments:
        yield "has an empty segment: it must be relative, with single slashes between names"
    if any(segment.endswith((".", " ")) for segment in segments):
        yield "has a segment that ends in a dot or a space: `..` leaves the site, and Windows drops both"
    if not _UNSTORABLE.isdisjoint(path):
        yield 'holds one of \\ < > : " | ? *, which not every system can store'
    plain = path.isascii() and path.isprintable()  # as nearly every path is; the two questions below take their time
    if not plain and any(unicodedata.category(character) in _INVISIBLE for character in path):
        yield "holds a control character or an invisible one"
    if not plain and not unicodedata.is_normalized("NFC", path):
        yield "is not in the Unicode form NFC, in which it would have to be linked"
    if folded(segments[0]) == folded(SUMS):
        yield "is the name of the list of checksums, which publishing writes itself"


def folded(path: str) -> str:
    """The path as a disk sees it that ignores case and the form of characters."""
    return unicodedata.normalize("NFC", path).casefold()
