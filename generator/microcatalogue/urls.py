"""Addresses of the site: every page and file that a build will make, and links between them.

A link to something that is not made is a mistake in the program and raises; nothing is looked up on a disk.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

KIND_FOLDERS = {
    "provider": "providers",
    "offering": "offerings",
    "pathway": "pathways",
    "recognition-policy": "policies",
}


class UnknownTargetError(Exception):
    """A link to a path that the build does not make."""


@dataclass(frozen=True, slots=True)
class Urls:
    """The paths that a build makes, relative to the site's root, folders ending in a slash."""

    base: str
    paths: frozenset[str]

    def link(self, target: str, *, from_path: str) -> str:
        """The address of `target` relative to the page at `from_path`; UnknownTargetError where it is not made."""
        path, hash_sign, fragment = target.partition("#")
        if path not in self.paths:
            raise UnknownTargetError(f"{from_path} links to {path!r}, which the build does not make")
        return relative(path, from_path) + hash_sign + fragment

    def absolute(self, target: str) -> str:
        """The address of `target` below the catalogue's base address."""
        path = target.partition("#")[0]
        if path not in self.paths:
            raise UnknownTargetError(f"no page or file {path!r}")
        return f"{self.base}{target if _PLAIN.fullmatch(target) else quote(target, safe='/#~')}"


def relative(path: str, from_path: str) -> str:
    """The address of one path of the site as seen from another, so that the site works below any folder."""
    common = 0
    while (end := path.find("/", common) + 1) and path[common:end] == from_path[common:end]:
        common = end
    address = "../" * from_path.count("/", common) + path[common:]
    return (address if _PLAIN.fullmatch(address) else quote(address, safe="/~")) or "./"


# What quoting leaves as it is, as it does nearly every address.
_PLAIN = re.compile(r"[A-Za-z0-9_.~/-]*")


def page(language: str, kind: str, record_id: str) -> str:
    """The path of a record's page in one language."""
    return f"{language}/{KIND_FOLDERS[kind]}/{record_id}/"


def identity(kind: str, record_id: str) -> str:
    """The path of a record's identity page, which links every language and format."""
    return f"id/{KIND_FOLDERS[kind]}/{record_id}/"


def iri(base: str, kind: str, record_id: str, part: str = "") -> str:
    """The IRI of a record or of a part of it: the same in every feed, and never changed."""
    return f"{base}id/{KIND_FOLDERS[kind]}/{record_id}" + (f"#{part}" if part else "")


def file_of(path: str) -> str:
    """The file that answers at a path: folders answer with their index."""
    return f"{path}index.html" if path.endswith("/") or path == "" else path
