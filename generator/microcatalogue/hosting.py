"""How a host should send the files of a site: their media types, and the headers of a `_headers` file (Netlify, Cloudflare Pages).

Media types are those of the registry of feeds. Hosts know `.html`, `.css`, `.js`, `.json` and `.png`; what they get wrong is named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from functools import cache
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from .feeds.described import Address, templates
from .feeds.schemas import FOLDER
from .pages.frame import POLICY
from .site_file import SiteFile
from .values import Url

PATH = "_headers"

EVERYWHERE = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""What is sent with every file; what the pages say of it in a `meta` element, and who may frame them besides."""

FOR_A_YEAR = "public, max-age=31536000, immutable"
_SHARED = {"Access-Control-Allow-Origin": "*"}
_TEXTS = ("llms.txt", "robots.txt", "SHA256SUMS")
_JSON = {".json": "application/json"}
"""What hosts send with this extension by themselves, so that only what differs is named."""


def media_type(path: str) -> str | None:
    """The media type of a file for programs, with its character set where it is text; None for other files."""
    exact, folders, extensions = _kinds(templates())
    suffix, folder = PurePosixPath(path).suffix, path.split("/")[0]
    found = exact.get(path) or folders.get((folder, suffix)) or extensions.get(suffix)
    return _with_charset(found) if found else None


def _with_charset(kind: str) -> str:
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


_Kinds = tuple[Mapping[str, str], Mapping[tuple[str, str], str], Mapping[str, str]]


@cache
def _kinds(found: tuple[Address, ...]) -> _Kinds:
    """Media types by file, by folder and extension, and by extension: the widest that holds for all that lies there."""
    by_suffix: dict[str, set[str]] = defaultdict(set)
    by_folder: dict[tuple[str, str], set[str]] = defaultdict(set)
    by_suffix[".xml"].add("application/xml")  # the site map, which some hosts send as text
    for one in found:
        suffix, folder = _place(one)
        by_suffix[suffix].add(one.media_type)
        by_folder[folder, suffix].add(one.media_type)
    extensions = {suffix: next(iter(kinds)) for suffix, kinds in by_suffix.items() if len(kinds) == 1} | _JSON
    folders = {
        place: next(iter(kinds))
        for place, kinds in by_folder.items()
        if place[0] and len(kinds) == 1 and extensions.get(place[1]) not in kinds
    }
    exact = {one.template: one.media_type for one in found if _stands_out(one, folders, extensions)}
    return exact, folders, extensions


def _place(one: Address) -> tuple[str, str]:
    return PurePosixPath(one.template).suffix, one.template.split("/")[0] if "/" in one.template else ""


def _stands_out(one: Address, folders: Mapping[tuple[str, str], str], extensions: Mapping[str, str]) -> bool:
    suffix, folder = _place(one)
    return (folders.get((folder, suffix)) or extensions.get(suffix)) != one.media_type


def headers_file(base: Url) -> SiteFile:
    """The `_headers` file of a site at a base address: rules of a path and indented headers.

    Hosts join what several rules say of one header by commas, so that no two rules that can hold for one file name the same
    one. What is not kept for a year these hosts send to be asked for again each time, without being told.
    """
    root = urlsplit(base).path
    rules = [(f"{root}{path}", headers) for path, headers in _rules()]
    text = "".join(
        f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in said.items()) for path, said in rules
    )
    return SiteFile(PATH, text.encode())


def _rules() -> Iterator[tuple[str, Mapping[str, str]]]:
    yield "*", EVERYWHERE
    yield "assets/*", {"Cache-Control": FOR_A_YEAR}
    yield from ((path, _SHARED) for path in _open_paths())
    exact, folders, extensions = _kinds(templates())
    for suffix, kind in sorted(extensions.items()):
        if suffix not in _JSON:
            yield f"*{suffix}", {"Content-Type": _with_charset(kind)}
    for (folder, suffix), kind in sorted(folders.items()):
        yield f"{folder}/*{suffix}", {"Content-Type": _with_charset(kind)}
    for path, kind in sorted(exact.items()):
        yield path.replace("{", ":").replace("}", ""), {"Content-Type": _with_charset(kind)}
    yield from ((name, {"Content-Type": "text/plain; charset=utf-8"}) for name in _TEXTS)
    yield from ((_pattern(one.template), _ending(one.sunset)) for one in templates() if one.sunset)


def _open_paths() -> list[str]:
    """The folders and files that pages of other sites may read too."""
    found = {f"{one.template.split('/')[0]}/*" if "/" in one.template else one.template for one in templates()}
    return sorted({*found, f"{FOLDER.split('/')[0]}/*", *_TEXTS})


def _pattern(template: str) -> str:
    """A template as a pattern: from its first parameter on, anything with its ending."""
    start, brace, _ = template.partition("{")
    return f"{start}*{PurePosixPath(template).suffix}" if brace else template


def _ending(sunset: date) -> Mapping[str, str]:
    """When a feed ends (RFC 8594), and that it should be left: RFC 9745 asks for a day, and only that of the end is known."""
    at = datetime.combine(sunset, time(), UTC)
    return {"Sunset": format_datetime(at, usegmt=True), "Deprecation": f"@{int(at.timestamp())}"}
