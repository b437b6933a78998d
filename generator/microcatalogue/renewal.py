"""Which of what an earlier build made still holds: all of whose questions have the answers that they had.

A build with what was kept gives the same bytes as one without; tests hold it to that over random edits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path as FilePath
from platform import python_version

import orjson

from .answers import answer
from .cache import Known, Made, read_known, write_known
from .catalogue import Key
from .check import Judgement
from .edition import Edition
from .loading import Memory
from .reads import Looked, Query, Reads
from .site_file import Kept, Part, Planned, SiteFile
from .staging import Laid
from .theme import theme_folder

NAME = "build.sqlite"


class Renewal:
    """What was kept beside a site, and what of it holds for the edition at hand."""

    def __init__(self, folder: FilePath) -> None:
        self._path = folder / NAME
        self._program = program(FilePath(__file__).parent, theme_folder())
        self._known = read_known(self._path, self._program)
        self._answered: tuple[Edition, dict[Query, str]] | None = None
        self.memory = Memory(self._known.files)

    def judgements(self, edition: Edition) -> Mapping[Key, Judgement]:
        """The judgements that would be the same; none where a record could not be read, since rules are silent on those."""
        if edition.catalogue.unread:
            return {}
        holds = self._holding(edition)
        return {key: one for key, one in self._known.judgements.items() if holds(one.seen)}

    def parts(self, edition: Edition, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        """The same files; lasting ones as kept where they hold, and else with a note of what is looked at to make them."""
        holds, made = self._holding(edition), self._known.made

        def renewed(part: Part) -> Part:
            if not isinstance(part, Planned) or not part.lasting:
                return part
            noting = replace(part, make=partial(_noted, edition.catalogue.reads, part))
            known = made.get(part.path)
            return Kept(noting, known.digest, known.stamp) if known is not None and holds(known.seen) else noting

        return tuple(map(renewed, parts))

    def keep(self, edition: Edition, judgements: Mapping[Key, Judgement], laid: Laid) -> None:
        """Keeps what was just published, for the next build. OSError, sqlite3.Error."""
        made = {path: self._known.made[path] for path in laid.kept}
        made |= {path: Made(laid.sums[path], laid.stamps[path], seen) for path, seen in laid.seen.items()}
        queries = frozenset().union(*(one.seen for one in made.values()), *(one.seen for one in judgements.values()))
        known = self._answers(edition)
        answers = {query: known[query] if query in known else answer(edition, query) for query in queries}
        now = Known(self._program, setting(edition), self.memory.files(), judgements, made, answers)
        write_known(self._path, now, self._known)

    def _holding(self, edition: Edition) -> _Holding:
        if not edition.catalogue.is_watched:
            raise ValueError("nothing can be kept of a catalogue whose questions nobody notes")
        if self._known.setting != setting(edition):
            return _Holding(None)
        now = self._answers(edition)
        return _Holding(frozenset(query for query, was in self._known.answers.items() if now[query] != was))

    def _answers(self, edition: Edition) -> dict[Query, str]:
        """The answers of an edition to all questions that were asked before; worked out once."""
        if self._answered is None or self._answered[0] is not edition:
            self._answered = edition, {query: answer(edition, query) for query in self._known.answers}
        return self._answered[1]


@dataclass(frozen=True, slots=True)
class _Holding:
    """Says whether nothing that was looked at has changed."""

    changed: Looked | None

    def __call__(self, seen: Looked) -> bool:
        return self.changed is not None and self.changed.isdisjoint(seen)


def _noted(reads: Reads, part: Planned) -> SiteFile:
    file, seen = reads.recorded(part.make)
    return replace(file, seen=seen)


def setting(edition: Edition) -> str:
    """What every page and judgement depends on besides the records: settings, date, folder, languages, whether dated."""
    catalogue = edition.catalogue
    stated = {
        "settings": catalogue.blobs["catalogue", ""],
        "languages": catalogue.settings.languages,
        "as_of": str(catalogue.as_of),
        "folder": edition.folder,
        "preview": edition.is_preview,
    }
    return orjson.dumps(stated, option=orjson.OPT_SORT_KEYS).decode()


def program(code: FilePath, theme: FilePath) -> str:
    """A name for what makes sites: the code with its tables and schemas, the theme, the packages, the interpreter."""
    digest = sha256(python_version().encode())
    for name in sorted(f"{one.name} {one.version}" for one in distributions()):
        digest.update(f"{name}\n".encode())
    for folder in (code, theme):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(f"{path.relative_to(folder).as_posix()}\n".encode() + sha256(path.read_bytes()).digest())
    return digest.hexdigest()
