"""What git knows of published records: when each was created and last changed, how often, and every id ever used.

One pass over first-parent history and one over the files that it names. What a file says is told by a callable, so
nothing here knows YAML, schemas or rules. Only first-parent commits count: what was published is what reached the
main branch, on the day that it did.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum, StrEnum
from pathlib import Path as FilePath
from types import MappingProxyType

from .git import FILE_MODES, answer, commit_named, contents

Key = tuple[str, str]

# Times from the year 9999 on overflow in some time zones, so they count as not stated.
_END_OF_TIME = 253_370_764_800
_START_OF_TIME = datetime.fromtimestamp(0, UTC)


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
# From a path in the catalogue folder and its bytes. The path alone decides kind and id: one path, one record.
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


def read_history(
    repository: FilePath,
    folder: str,
    identify: Identify,
    *,
    ref: str = "HEAD",
    known: Mapping[tuple[str, str], Identified] = MappingProxyType({}),
) -> History:
    """The past of the catalogue in `folder` of a repository, up to `ref`.

    `known` is what is known already of files by path in the folder and blob: these are not read again.
    Times are those of the commits on the main line, never earlier than the one before, since a clock may be wrong;
    a time in the future stays as it is. HistoryError where git fails or does not know `ref`.
    """
    complete = answer(repository, "rev-parse", "--is-shallow-repository").strip() == b"false"
    head, head_time = _resolve(repository, ref)
    commits = list(_commits(repository, folder, head))
    versions = {(path, blob) for commit in commits for path, blob in commit.files if blob}
    said = {**known, **_identified(repository, versions - known.keys(), identify)}
    book = _Book()
    for commit in commits:
        book.turn(commit, said)
    return History(head, max(head_time, book.now), complete, book.records, tuple(book.changes))


def with_worktree(history: History, present: Mapping[Key, Identified], now: datetime) -> History:
    """The history as if what is in the files had been committed at `now`: for previews of uncommitted work.

    `present` is all that the files say; a record that it does not name is gone. `now` has a time zone; where the last
    change is later, that is the time. The commit of such changes is empty.
    """
    latest = max((now, *(change.time for change in history.changes[-1:])))
    book = _Book(dict(history.records), list(history.changes), latest.astimezone(UTC))
    book.note_all({key: present.get(key) for key in (*history.records, *present)}, "")
    return replace(history, records=book.records, changes=tuple(book.changes))


def told_changes(changes: Sequence[Change], first: Snapshot) -> Iterator[Change]:
    """The changes of one record as readers are told of them; `changes` are all of its past, `first` what it said first.

    That it took over another id is told once, as its renaming; what the log says of the id given up is left out. What was
    withdrawn before it came into the catalogue is not told as new.
    """
    for place, one in enumerate(changes):
        if one.change is ChangeKind.CREATED:
            yield replace(one, change=_first_told(first) if place == 0 else ChangeKind.RENAMED)
        elif one.change not in (ChangeKind.RENAMED, ChangeKind.REMOVED):
            yield one


def _first_told(first: Snapshot) -> ChangeKind:
    return ChangeKind.WITHDRAWN if first.status == "withdrawn" else ChangeKind.CREATED


def former_ids(history: History) -> Mapping[Key, Key]:
    """Which record took over which id, as the last version of each says.

    Renamed twice, an id belongs to the record that is there now; a record that is gone without heir has no ids.
    """
    records = history.records
    # Those that are there come last, so that what they claim counts.
    claims = sorted(records.items(), key=lambda item: (not item[1].removed, item[0]))
    taken = {(kind, old): (kind, new) for (kind, new), past in claims for old in past.last.formerly}
    heirs = {old: _heir(old, taken, records) for old in taken}
    return {old: heir for old, heir in heirs.items() if not records[heir].removed}


def _heir(old: Key, taken: Mapping[Key, Key], records: Mapping[Key, RecordHistory]) -> Key:
    """The last record in a row of renamed ones."""
    passed = {old}
    heir = taken[old]
    while records[heir].removed and heir in taken and heir not in passed:
        passed.add(heir)
        heir = taken[heir]
    return heir


@dataclass(frozen=True, slots=True)
class _Commit:
    """A commit on the main line with the files it changed: path in the catalogue and blob, empty for a deletion."""

    name: str
    time: datetime
    files: tuple[tuple[str, str], ...]


class _Book:
    """Keeps the records and the change log while commits go by."""

    def __init__(
        self,
        records: dict[Key, RecordHistory] | None = None,
        changes: list[Change] | None = None,
        now: datetime = _START_OF_TIME,
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
        else:
            self.records[key] = replace(past, last=now)

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
    name = commit_named(repository, ref)
    stated = answer(repository, "log", "-1", "--no-show-signature", "--format=%ct", name, "--").decode("ascii")
    return name, _time(stated.strip())


def _time(seconds: str) -> datetime:
    """The time that a commit states; the first of all where it states none, so that the one before it counts."""
    stated = int(seconds) if seconds.isdecimal() else 0
    return datetime.fromtimestamp(stated if stated < _END_OF_TIME else 0, UTC)


def _commits(repository: FilePath, folder: str, head: str) -> Iterator[_Commit]:
    """The commits of the main line that touched the catalogue, oldest first, each against its first parent."""
    prefix = f"{folder}/" if folder else ""
    said = answer(
        repository, "log", "--first-parent", "--diff-merges=first-parent", "--topo-order", "--reverse", "--root",
        "--raw", "-z", "--no-renames", "--no-abbrev", "--no-show-signature", "--format=%H %ct",
        head, "--", folder or ".",
    )  # fmt: skip
    name, seconds = "", ""
    files: list[tuple[str, str]] = []
    fields = iter(said.decode("utf-8", "surrogateescape").split("\0"))
    for field in fields:
        entry = field.removeprefix("\n")
        if entry.startswith(":"):
            _, mode, _, blob, _ = entry.split(" ")
            # The field after it is a path, whatever it looks like.
            files.append((next(fields).removeprefix(prefix), blob if mode in FILE_MODES else ""))
            continue
        # The next commit begins, or the empty field that ends it all.
        if name:
            yield _Commit(name, _time(seconds), tuple(files))
        files = []
        name, _, seconds = entry.partition(" ")


def _identified(
    repository: FilePath, versions: set[tuple[str, str]], identify: Identify
) -> dict[tuple[str, str], Identified]:
    """What each version of each file says; each is read once."""
    paths: dict[str, list[str]] = {}
    for path, blob in sorted(versions):
        paths.setdefault(blob, []).append(path)
    read = contents(repository, list(paths))
    return {(path, blob): identify(path, content) for blob, content in read for path in paths[blob]}
