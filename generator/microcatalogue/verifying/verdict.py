"""What a validator says of the files of a format, and the files that the index of a site names."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from importlib.metadata import version
from pathlib import Path as FilePath
from typing import Any

MOST = 20
"""So many problems are told of a format."""


class NotCheckedError(Exception):
    """A validator did not run; the message says why, and how it would."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A line of the table: a format, its records, a validator with its version, and what it found.

    `unchecked` says why nothing was checked, empty where it was.
    """

    format: str
    records: int
    validator: str
    problems: tuple[str, ...] = ()
    unchecked: str = ""

    @property
    def result(self) -> str:
        """The result in a few words."""
        if self.unchecked:
            return f"not checked: {self.unchecked}"
        number = len(self.problems)
        return "ok" if not number else f"{number}{'+' if number >= MOST else ''} problem{'' if number == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class FeedFile:
    """A feed as the index describes it: its path in the site, media type, own schema (a path as well) and number of records."""

    path: str
    media_type: str
    schema: str
    records: int


@dataclass(frozen=True)
class BuiltSite:
    """A site in a folder, by its index."""

    folder: FilePath

    @cached_property
    def base(self) -> str:
        """The address at which the site is published."""
        return str(json.loads((self.folder / "manifest.json").read_bytes())["base_url"])

    @cached_property
    def feeds(self) -> tuple[FeedFile, ...]:
        """The feeds of the index; OSError, ValueError or KeyError where it cannot be read."""
        index = json.loads((self.folder / "api/v1/index.json").read_bytes())
        return tuple(self._feed(one) for one in index["items"])

    @cached_property
    def formats_of_records(self) -> tuple[dict[str, Any], ...]:
        """The formats that have a file a record, as the index describes them."""
        found = json.loads((self.folder / "api/v1/index.json").read_bytes()).get("record_feeds", ())
        return tuple(found)

    def of(self, *media_types: str) -> Iterator[FeedFile]:
        """The feeds of some media types."""
        return (one for one in self.feeds if one.media_type in media_types)

    def files(self, entry: Mapping[str, Any]) -> Iterator[FilePath]:
        """The files of records of a format, as the index describes it; those of offerings lie in a folder a provider."""
        before, _, after = entry["url_template"].removeprefix(self.base).partition("{id}")
        below = "*/*" if entry["record_kind"] in ("offering", "pathway") else "*"
        for path in sorted((self.folder / before).glob(f"{below}{after}")):
            # No id has a dot: what has one is of another format that ends in the same way.
            if path.is_file() and "." not in path.name.removesuffix(after):
                yield path

    def shown(self, path: FilePath) -> str:
        """A path as it is told."""
        return path.relative_to(self.folder).as_posix()

    def _feed(self, entry: dict[str, Any]) -> FeedFile:
        path, schema = (str(entry.get(name, "")).removeprefix(self.base) for name in ("url", "schema"))
        return FeedFile(path, entry["media_type"], schema, entry["record_count"])


def library(module: str, package: str = "") -> tuple[Any, str]:
    """A library with its name and version; NotCheckedError where it is not here."""
    name = package or module
    try:
        found = import_module(module)
    except ImportError:
        raise NotCheckedError(f"pip install {name}") from None
    return found, f"{name} {version(name)}"


def judged(format: str, records: int, name: str, find: Callable[[], tuple[str, Iterator[str]]]) -> Verdict:
    """The verdict of a validator: `find` gives its name with its version, and the problems that it finds.

    Whatever it cannot bear is a problem as well: a broken file must not end the command.
    """
    validator = name
    try:
        validator, problems = find()
        return Verdict(
            format, records, validator, tuple(problem for problem, _ in zip(problems, range(MOST), strict=False))
        )
    except NotCheckedError as missing:
        return Verdict(format, records, name, unchecked=str(missing))
    except Exception as trouble:  # validators of others fail in ways of their own
        said = str(trouble).strip().splitlines()
        return Verdict(format, records, validator, (f"{type(trouble).__name__}: {said[0][:200] if said else ''}",))


def each(site: BuiltSite, paths: Iterable[FilePath], find: Callable[[FilePath], Iterator[str]]) -> Iterator[str]:
    """What is wrong with each of some files; one that cannot be read does not keep the others from being read."""
    for path in paths:
        try:
            yield from (f"{site.shown(path)}: {problem}" for problem in find(path))
        except NotCheckedError:
            raise
        except Exception as trouble:  # readers of others fail in ways of their own
            yield f"{site.shown(path)}: {type(trouble).__name__}: {str(trouble)[:200]}"
