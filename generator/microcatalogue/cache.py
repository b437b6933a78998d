"""What a build leaves for the next one beside the site: what was read, judged and made, and what was looked at for it.

One SQLite file. It holds no page: these lie in the site. Where the file is absent, damaged or of another program, nothing
is known, and all is made. Nothing here decides what still holds.
"""

from __future__ import annotations

import pickle
import sqlite3
from array import array
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

import orjson

from .catalogue import Key
from .check import Judgement
from .diagnostics import Diagnostic, Finding, Place, Severity
from .history import Snapshot, Unpublished
from .loading import FileRead
from .loading import Place as FilePlace
from .packed import packed_plain, plain
from .reads import Looked, Query
from .site_file import Stamp


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made: its digest, how it lies on the disk, what was looked at to make it."""

    digest: str
    stamp: Stamp
    seen: Looked


@dataclass(frozen=True, slots=True)
class Known:
    """What a build knew when it had published.

    `program` names the code, the theme and the packages, `setting` what every page depends on; `answers` are those to all
    questions that were asked.
    """

    program: str = ""
    setting: str = ""
    files: Mapping[FilePlace, FileRead] = field(default_factory=dict)
    judgements: Mapping[Key, Judgement] = field(default_factory=dict)
    made: Mapping[str, Made] = field(default_factory=dict)
    answers: Mapping[Query, str] = field(default_factory=dict)


_TABLES = """
create table stated (name text primary key, value text) without rowid;
create table questions (number integer primary key, question text, answer text);
create table files (path text, gaps text, language text, found blob, primary key (path, gaps, language));
create table judgements (kind text, id text, diagnostics blob, seen blob, primary key (kind, id));
create table made (path text primary key, digest text, inode integer, size integer, written integer, seen blob);
"""

_CLASSES: Mapping[tuple[str, str], type[Any]] = {
    (one.__module__, one.__qualname__): one
    for one in (Diagnostic, FileRead, Finding, Place, Severity, Snapshot, Unpublished)
}


def read_known(path: FilePath, program: str) -> Known:
    """What the file at `path` holds; nothing where it is not of this program, absent or damaged."""
    if not path.is_file():
        return Known()
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as store:
            stated = dict(store.execute("select name, value from stated"))
            return _known(store, program, stated["setting"]) if stated["program"] == program else Known()
    # A damaged file shows itself in many ways, and each of them means the same: nothing is known.
    except (sqlite3.Error, pickle.UnpicklingError, KeyError, ValueError, TypeError, EOFError, AttributeError):
        return Known()


def _known(store: sqlite3.Connection, program: str, setting: str) -> Known:
    questions: dict[int, Query] = {}
    answers: dict[Query, str] = {}
    for number, question, answer in store.execute("select number, question, answer from questions"):
        questions[number] = query = tuple(orjson.loads(question))
        answers[query] = answer
    looked = _reading(questions)
    return Known(
        program,
        setting,
        {
            (path, Severity(gaps), language): plain(found, _CLASSES)
            for path, gaps, language, found in store.execute("select path, gaps, language, found from files")
        },
        {
            (kind, record_id): Judgement(plain(diagnostics, _CLASSES) if diagnostics else (), looked(seen))
            for kind, record_id, diagnostics, seen in store.execute(
                "select kind, id, diagnostics, seen from judgements"
            )
        },
        {
            path: Made(digest, Stamp(inode, size, written), looked(seen))
            for path, digest, inode, size, written, seen in store.execute(
                "select path, digest, inode, size, written, seen from made"
            )
        },
        answers,
    )


def _reading(questions: Mapping[int, Query]) -> Callable[[bytes], Looked]:
    return lambda seen: frozenset(map(questions.__getitem__, array("I", seen)))


def write_known(path: FilePath, now: Known, before: Known) -> None:
    """Makes the file at `path` hold what is known `now`; it held what was known `before`. OSError, sqlite3.Error.

    Only rows that differ are written where it is of the same program.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if before.program != now.program:
        before = Known()
        with suppress(FileNotFoundError):
            path.unlink()
    with closing(sqlite3.connect(path)) as store, store:
        if not before.program:
            store.executescript(_TABLES)
        _Writing(store, before, now).write()


_WRITE = {
    "stated": "insert or replace into stated values (?, ?)",
    "questions": "insert or replace into questions values (?, ?, ?)",
    "files": "insert or replace into files values (?, ?, ?, ?)",
    "judgements": "insert or replace into judgements values (?, ?, ?, ?)",
    "made": "insert or replace into made values (?, ?, ?, ?, ?, ?)",
}
_DELETE = {
    "questions": "delete from questions where number = ?",
    "files": "delete from files where path = ? and gaps = ? and language = ?",
    "judgements": "delete from judgements where kind = ? and id = ?",
    "made": "delete from made where path = ?",
}


class _Writing:
    """Brings a store from what was known before to what is known now."""

    def __init__(self, store: sqlite3.Connection, before: Known, now: Known) -> None:
        self._store, self._before, self._now = store, before, now
        rows = store.execute("select number, question from questions")
        self._numbers: dict[Query, int] = {tuple(orjson.loads(question)): number for number, question in rows}

    def write(self) -> None:
        """Writes every row that differs and deletes what is gone."""
        before, now = self._before, self._now
        self._questions()
        self._store.executemany(_WRITE["stated"], (("program", now.program), ("setting", now.setting)))
        self._table("files", before.files, now.files, _file_row)
        self._table("judgements", before.judgements, now.judgements, self._judgement_row)
        self._table("made", before.made, now.made, self._made_row)

    def _questions(self) -> None:
        """Questions keep their numbers, since the rows that name them stay."""
        before, now = self._before.answers, self._now.answers
        new = (one for one in now if one not in self._numbers)
        self._numbers |= {query: number for number, query in enumerate(new, 1 + max(self._numbers.values(), default=0))}
        changed = (query for query, answer in now.items() if before.get(query) != answer)
        rows = ((self._numbers[one], orjson.dumps(one).decode(), now[one]) for one in changed)
        self._store.executemany(_WRITE["questions"], rows)
        self._store.executemany(_DELETE["questions"], ((self._numbers[one],) for one in before if one not in now))

    def _table(
        self, table: str, before: Mapping[Any, Any], now: Mapping[Any, Any], row: Callable[[Any, Any], tuple[Any, ...]]
    ) -> None:
        self._store.executemany(
            _WRITE[table], (row(key, one) for key, one in now.items() if before.get(key) is not one)
        )
        gone = (key for key in before if key not in now)
        self._store.executemany(
            _DELETE[table], ((key,) if isinstance(key, str) else tuple(map(str, key)) for key in gone)
        )

    def _judgement_row(self, key: Key, one: Judgement) -> tuple[Any, ...]:
        said = packed_plain(one.diagnostics) if one.diagnostics else b""
        return *key, said, self._numbered(one.seen)

    def _made_row(self, path: str, one: Made) -> tuple[Any, ...]:
        stamp = one.stamp
        return path, one.digest, stamp.inode, stamp.size, stamp.written, self._numbered(one.seen)

    def _numbered(self, seen: Looked) -> bytes:
        return array("I", [self._numbers[query] for query in seen]).tobytes()


def _file_row(place: FilePlace, done: FileRead) -> tuple[Any, ...]:
    return place[0], str(place[1]), place[2], packed_plain(done)
