"""Which files make a catalogue: finds them, tells their kind and id from the path, refuses everything else by name.

Looks at names and file types only; what a file says is read elsewhere.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath

from . import tree_codes as tree_codes
from .diagnostics import Finding
from .values import MAX_ID, RESERVED_IDS, is_id

MAX_PICTURE = 200_000
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the catalogue: its path relative to the catalogue folder, its kind and the id that the path gives."""

    path: str
    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Tree:
    """The files of a catalogue in order of path, pictures apart, and what was refused."""

    entries: tuple[Entry, ...]
    pictures: tuple[str, ...]
    findings: tuple[Finding, ...]


def walk(root: FilePath) -> Tree:
    """Look through the catalogue folder `root`; OSError where it cannot be listed at all."""
    entries: list[Entry] = []
    pictures: list[str] = []
    findings: list[Finding] = []
    for path, mode in sorted(_files(root, "")):
        found = classify(path) if stat.S_ISREG(mode) else Finding("not-a-file", path, facts={"what": _what(mode)})
        if isinstance(found, Entry):
            entries.append(found)
        elif isinstance(found, Finding):
            findings.append(found)
        else:
            pictures.append(path)
            findings.extend(_picture_findings(root, path))
    findings.extend(_collisions([entry.path for entry in entries]))
    findings.extend(_missing_files(entries))
    return Tree(tuple(entries), tuple(pictures), tuple(findings))


def classify(path: str) -> Entry | Finding | None:
    """What a path says: an entry, a refusal, or None for a picture. A pure function of the path."""
    parts = path.split("/")
    folder, name = parts[:-1], parts[-1]
    if path == "catalogue.yml":
        return Entry(path, "catalogue", "")
    stem, dot, extension = name.rpartition(".")
    if extension in ("yaml", "YML", "YAML", "Yml") and stem:
        return Finding("wrong-extension", path, facts={"name": shown_path(name), "right": shown_path(f"{stem}.yml")})
    if not folder or len(folder) > 2 or (len(folder) == 2 and folder[1] != "pathways"):
        return Finding("misplaced-file", path, facts={"name": shown_path(path)})
    if not is_id(folder[0]) or folder[0] in RESERVED_IDS:
        return _bad_name(path, folder[0], "folder")
    if extension == "png" and len(folder) == 1 and dot and is_id(stem):
        return None
    if extension != "yml" or not stem:
        return Finding("unexpected-file", path, facts={"name": shown_path(name)})
    if len(folder) == 1 and stem in ("provider", "recognition-policy"):
        return Entry(path, stem, folder[0])
    if not is_id(stem) or stem in RESERVED_IDS:
        return _bad_name(path, stem, "file")
    return Entry(path, "pathway" if len(folder) == 2 else "offering", f"{folder[0]}/{stem}")


def _bad_name(path: str, name: str, what: str) -> Finding:
    if name in RESERVED_IDS:
        return Finding("reserved-id", path, facts={"name": name, "what": what})
    return Finding(
        "bad-file-name", path, facts={"name": shown_path(name), "what": what, "suggestion": suggested_id(name)}
    )


def suggested_id(name: str) -> str:
    """An id made from any name: ASCII letters and digits joined by single hyphens; `new-name` where none is left."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = "".join(c if c.isalnum() else " " for c in ascii_name).split()
    return "-".join(words)[:MAX_ID].strip("-") or "new-name"


def shown_path(path: str) -> str:
    """A path as a message may show it: what cannot be seen is written as U+XXXX."""
    return "".join(c if c.isprintable() else f"U+{ord(c):04X}" for c in path)


def _files(root: FilePath, prefix: str) -> Iterator[tuple[str, int]]:
    """Path and mode of everything below `root` that is no folder; links are never followed."""
    with os.scandir(root / prefix) as found:
        for entry in found:
            path = f"{prefix}{entry.name}"
            mode = entry.stat(follow_symlinks=False).st_mode
            if stat.S_ISDIR(mode) and not entry.name.endswith((".yml", ".yaml", ".png")):
                yield from _files(root, f"{path}/")
            else:
                yield path, mode


def _what(mode: int) -> str:
    kinds = ((stat.S_ISLNK, "a symbolic link"), (stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a named pipe"))
    return next((name for test, name in kinds if test(mode)), "a special file")


def _picture_findings(root: FilePath, path: str) -> Iterator[Finding]:
    with (root / path).open("rb") as picture:
        head = picture.read(len(_PNG))
    size = (root / path).stat().st_size
    if head != _PNG:
        yield Finding("bad-picture", path, facts={"name": shown_path(path), "trouble": "is no PNG picture"})
    elif size > MAX_PICTURE:
        trouble = f"has {size} bytes, more than the {MAX_PICTURE} that a page may carry"
        yield Finding("bad-picture", path, facts={"name": shown_path(path), "trouble": trouble})


def _collisions(paths: list[str]) -> Iterator[Finding]:
    """An offering and a pathway of one provider share one namespace."""
    by_id: dict[str, str] = {}
    for path in paths:
        record = path.replace("/pathways/", "/")
        if record in by_id:
            yield Finding("id-used-twice", path, facts={"other": by_id[record]}, also=((by_id[record], ()),))
        by_id.setdefault(record, path)


def _missing_files(entries: list[Entry]) -> Iterator[Finding]:
    if not any(entry.kind == "catalogue" for entry in entries):
        yield Finding("no-catalogue-file", "catalogue.yml")
    providers = {entry.id for entry in entries if entry.kind == "provider"}
    folders = {entry.path.split("/")[0] for entry in entries if entry.kind != "catalogue"}
    for folder in sorted(folders - providers):
        yield Finding("no-provider-file", f"{folder}/provider.yml", facts={"folder": folder})
