"""What git knows of published records: when each was created and last changed, how often, and every id ever used.

One pass over first-parent history and one over the files that it names. What a file says is told by a callable, so
nothing here knows YAML, schemas or rules. Only first-parent commits count: what was published is what reached the
main branch, on the day that it did.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum, StrEnum
from pathlib import Path as FilePath
from threading import Thread
from typing import IO, cast

Key = tuple[str, str]

_FILE_MODES = frozenset({"100644", "100755"})


class HistoryError(Exception):
    """Git failed, or does not know what it was asked for; the message says what to do."""


class NoHistory(Exception):  # noqa: N818 - a state of the world, not an error
    """There is no history to read; the message says why."""


class Unpublished(Enum):
    """Why a file is no published record: it is a draft, or it cannot be understood."""

    DRAFT = "draft"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What one version of a file says, as far as the past matters.

    `content_hash` moves only with what the record states; `promises` are facts that must not change under one id;
    `formerly` are ids that it had before; `corrections` names fields whose repair is declared.
    """

    kind: str
    id: str
    status: str
    content_hash: str
    promises: tuple[tuple[str, str], ...] = ()
    formerly: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """Kind and id."""
        return self.kind, self.id


Identified = Snapshot | Unpublished
Identify = Callable[[str, bytes], Identified]


class ChangeKind(StrEnum):
    """What happened to a record at a commit."""

    CREATED = "created"
    UPDATED = "updated"
    WITHDRAWN = "withdrawn"
    REINSTATED = "reinstated"
    RENAMED = "renamed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the change log; `number` counts from 1 over the whole catalogue, `commit` is empty if uncommitted."""

    number: int
    time: datetime
    commit: str
    change: ChangeKind
    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class RecordHistory:
    """The past of one record; `version` counts its published changes, `removed` says that its file is gone.

    A record that took over the id of another one continues that one's past.
    """

    created: datetime
    modified: datetime
    version: int
    first: Snapshot
    last: Snapshot
    commit: str
    removed: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """The past of a catalogue at `head`; not `complete` where the clone is shallow, and dates are wrong then."""

    head: str
    head_time: datetime
    complete: bool
    records: Mapping[Key, RecordHistory]
    changes: tuple[Change, ...]


def find_repository(folder: FilePath) -> tuple[FilePath, str]:
    """The repository that holds `folder`, and the folder's path in it; NoHistory where there is none."""
    try:
        top = _git(folder, "rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").rstrip("\n")
        _git(folder, "rev-parse", "--verify", "-q", "HEAD^{commit}")
    except FileNotFoundError:
        raise NoHistory("the command git is not installed, or the folder is not there") from None
    except HistoryError as error:
        reason = "there is no commit yet" if "not a git repository" not in str(error) else "this is no git repository"
        raise NoHistory(reason) from None
    inside = folder.resolve().relative_to(FilePath(top).resolve()).as_posix()
    return FilePath(top), "" if inside == "." else inside


def read_history(repository: FilePath, folder: str, identify: Identify, *, ref: str = "HEAD") -> History:
    """The past of the catalogue in `folder` of a repository, up to `ref`.

    Times are those of the commits on the main line, never earlier than the one before, since a clock may be wrong.
    HistoryError where git fails or does not know `ref`.
    """
    head, head_time = _resolve(repository, ref)
    complete = _git(repository, "rev-parse", "--is-shallow-repository").strip() == b"false"
    commits = list(_commits(repository, folder, head))
    blobs = {(path, blob) for commit in commits for path, blob in commit.files if blob}
    said = dict(_identified(repository, sorted(blobs), identify))
    book = _Book()
    for commit in commits:
        book.turn(commit, said)
    return History(head, max(head_time, book.now), complete, book.records, tuple(book.changes))


def with_worktree(history: History, present: Mapping[Key, Identified], now: datetime) -> History:
    """The history as if what is in the files had been committed at `now`: for previews of uncommitted work."""
    book = _Book(dict(history.records), list(history.changes), now)
    book.note_all({key: present.get(key) for key in (*history.records, *present)}, "")
    return replace(history, records=book.records, changes=tuple(book.changes))


def former_ids(history: History) -> Mapping[Key, Key]:
    """Which record took over which id, as the last version of each says."""
    return {(kind, old): (kind, new) for (kind, new), past in history.records.items() for old in past.last.formerly}


@dataclass(frozen=True, slots=True)
class _Commit:
    """A commit on the main line with the files it changed: path in the catalogue and blob, empty for a deletion."""

    name: str
    time: datetime
    files: tuple[tuple[str, str], ...]


_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


class _Book:
    """Keeps the records and the change log while commits go by."""

    def __init__(
        self,
        records: dict[Key, RecordHistory] | None = None,
        changes: list[Change] | None = None,
        now: datetime = _BEFORE_ALL,
    ) -> None:
        self.records = {} if records is None else records
        self.changes = [] if changes is None else changes
        self.now = now
        self._key_of_path: dict[str, Key] = {}

    def turn(self, commit: _Commit, said: Mapping[tuple[str, str], Identified]) -> None:
        """Enter one commit: its changes in order of kind and id."""
        self.now = max(self.now, commit.time)
        noted: dict[Key, Identified | None] = {}
        for path, blob in commit.files:
            if not blob:
                if path in self._key_of_path:
                    noted.setdefault(self._key_of_path.pop(path), None)
                continue
            now = said[path, blob]
            if isinstance(now, Snapshot):
                self._key_of_path[path] = now.key
                noted[now.key] = now
            elif path in self._key_of_path:
                noted[self._key_of_path[path]] = now
        self.note_all(noted, commit.name)

    def note_all(self, noted: Mapping[Key, Identified | None], commit: str) -> None:
        """Enter what records say now, in order of kind and id; those that took over another id come last."""
        taken = {(now.kind, old) for now in noted.values() if isinstance(now, Snapshot) for old in now.formerly}
        for key in sorted(noted, key=lambda key: (_takes_over(noted[key]), key)):
            self._note(key, noted[key], commit, renamed=key in taken)

    def _note(self, key: Key, now: Identified | None, commit: str, *, renamed: bool) -> None:
        """Enter what a record says now; None where its file is gone. An unreadable version changes nothing."""
        past = self.records.get(key)
        if now is Unpublished.INVALID or (past is None and not isinstance(now, Snapshot)):
            return
        if not isinstance(now, Snapshot):
            if past is not None and not past.removed:
                self._log(ChangeKind.RENAMED if renamed else ChangeKind.REMOVED, key, commit)
                self.records[key] = replace(
                    past, modified=self.now, version=past.version + 1, commit=commit, removed=True
                )
        elif past is None:
            self._log(ChangeKind.CREATED, key, commit)
            before = next(
                (self.records[now.kind, old] for old in now.formerly if (now.kind, old) in self.records), None
            )
            created, version = (before.created, before.version) if before else (self.now, 1)
            self.records[key] = RecordHistory(created, self.now, version, before.first if before else now, now, commit)
        elif past.removed or past.last.content_hash != now.content_hash or past.last.status != now.status:
            self._log(_kind_of_change(past, now), key, commit)
            self.records[key] = replace(
                past, modified=self.now, version=past.version + 1, last=now, commit=commit, removed=False
            )

    def _log(self, change: ChangeKind, key: Key, commit: str) -> None:
        self.changes.append(Change(len(self.changes) + 1, self.now, commit, change, *key))


def _takes_over(now: Identified | None) -> bool:
    return isinstance(now, Snapshot) and bool(now.formerly)


def _kind_of_change(past: RecordHistory, now: Snapshot) -> ChangeKind:
    if now.status == "withdrawn" and past.last.status != "withdrawn":
        return ChangeKind.WITHDRAWN
    if past.removed or (past.last.status == "withdrawn" and now.status != "withdrawn"):
        return ChangeKind.REINSTATED
    return ChangeKind.UPDATED


def _resolve(repository: FilePath, ref: str) -> tuple[str, datetime]:
    """Name and time of the commit that `ref` names."""
    try:
        said = _git(repository, "log", "-1", "--format=%H %ct", "--end-of-options", ref, "--")
    except HistoryError:
        raise HistoryError(
            f"git does not know “{ref}”; name a commit or branch that is here (in a workflow: fetch-depth: 0)"
        ) from None
    name, seconds = said.decode("ascii").split()
    return name, datetime.fromtimestamp(int(seconds), UTC)


def _commits(repository: FilePath, folder: str, head: str) -> Iterator[_Commit]:
    """The commits of the main line that touched the catalogue, oldest first, each against its first parent."""
    prefix = f"{folder}/" if folder else ""
    said = _git(
        repository, "log", "--first-parent", "--diff-merges=first-parent", "--reverse", "--root", "--raw", "-z",
        "--no-renames", "--no-abbrev", "--format=%x01%H %ct", head, "--", folder or ".",
    )  # fmt: skip
    name, time = "", 0
    files: list[tuple[str, str]] = []
    fields = iter(said.decode("utf-8", "surrogateescape").split("\0"))
    for field in fields:
        entry = field.lstrip("\n")
        if entry.startswith("\x01"):
            if name:
                yield _Commit(name, datetime.fromtimestamp(time, UTC), tuple(files))
            name, files = entry[1:].split()[0], []
            time = int(entry.split()[1])
        elif entry.startswith(":"):
            _, mode, _, blob, what = entry[1:].split(" ")
            path = next(fields).removeprefix(prefix)
            files.append((path, blob if what != "D" and mode in _FILE_MODES else ""))
    if name:
        yield _Commit(name, datetime.fromtimestamp(time, UTC), tuple(files))


def _identified(
    repository: FilePath, blobs: list[tuple[str, str]], identify: Identify
) -> Iterator[tuple[tuple[str, str], Identified]]:
    """What each version of each file says, each read once, through one process of git."""
    if not blobs:
        return
    command = ["git", "-C", str(repository), "cat-file", "--batch"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment()) as process:
        # Asking and reading at once: a full pipe on one side must not stop the other.
        asking = Thread(target=_ask, args=(_pipe(process.stdin), [blob for _, blob in blobs]), daemon=True)
        asking.start()
        answers = _pipe(process.stdout)
        for path, blob in blobs:
            size = int(answers.readline().split()[2])
            content = answers.read(size)
            answers.read(1)
            yield (path, blob), identify(path, content)
        asking.join()


def _pipe(end: IO[bytes] | None) -> IO[bytes]:
    """An end of a pipe that was asked for and is therefore there."""
    return cast("IO[bytes]", end)


def _ask(pipe: IO[bytes], blobs: list[str]) -> None:
    with pipe:
        for blob in blobs:
            pipe.write(f"{blob}\n".encode("ascii"))


def _git(folder: FilePath, *arguments: str) -> bytes:
    """What git says; HistoryError where it fails, FileNotFoundError where there is no git."""
    command = ["git", "-C", str(folder), "-c", "core.quotepath=off", *arguments]
    done = subprocess.run(command, capture_output=True, env=_environment(), check=False, stdin=subprocess.DEVNULL)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise HistoryError(f"git could not read the history: {said}")
    return done.stdout


def _environment() -> dict[str, str]:
    """An environment in which git speaks English and reads nobody's settings but the repository's."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    fixed = {
        "LC_ALL": "C",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_OPTIONAL_LOCKS": "0",
        # Builds in containers often belong to another user than the files; nothing is written or run here.
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "safe.directory",
        "GIT_CONFIG_VALUE_0": "*",
    }
    return kept | fixed
