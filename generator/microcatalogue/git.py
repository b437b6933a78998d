"""What the command git says: the one module that runs another program.

Git (2.31 or later) only reads here: it writes and fetches nothing, and listens to no settings but the repository's.
What the answers mean for a catalogue is told elsewhere.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from hashlib import sha1
from io import BytesIO
from pathlib import Path as FilePath

FILE_MODES = frozenset({"100644", "100755"})
_WHOLE_CLONE = "a clone made with --filter does not hold all files, so make one without it"
_BLOBS_AT_ONCE = 500
_PATIENCE_SECONDS = 600.0
_SETTINGS = (
    # Builds in containers often belong to another user than the files; nothing is written or run here.
    ("safe.directory", "*"),
    # A watcher of files is a program that a repository can name.
    ("core.fsmonitor", "false"),
    # A file that was touched and not changed is no change.
    ("diff.autoRefreshIndex", "true"),
)


class HistoryError(Exception):
    """Git failed, or does not know what it was asked for; the message says what to do."""


class NoHistory(Exception):  # noqa: N818 - a state of the world, not an error
    """There is no history to read; the message says why."""


def find_repository(folder: FilePath) -> tuple[FilePath, str]:
    """The repository that holds `folder`, and the folder's path in it.

    NoHistory where there is no git, no repository or no commit yet; HistoryError where git fails.
    """
    if shutil.which("git") is None:
        raise NoHistory("the command git is not installed")
    try:
        said = answer(folder, "rev-parse", "--show-toplevel")
    except HistoryError as error:
        if "not a git repository" in str(error):
            raise NoHistory("this is no git repository") from None
        raise
    if _commit_named(folder, "HEAD") is None:
        raise NoHistory("there is no commit yet")
    top = FilePath(said.decode("utf-8", "surrogateescape").removesuffix("\n"))
    inside = folder.resolve().relative_to(top.resolve()).as_posix()
    return top, "" if inside == "." else inside


def commit_named(repository: FilePath, ref: str) -> str:
    """The full name of the one commit that `ref` names; HistoryError where there is none."""
    name = _commit_named(repository, ref)
    if name is None:
        raise HistoryError(
            f"git does not know “{ref}”; name a commit or branch that is here (in a workflow: fetch-depth: 0)"
        )
    return name


def changed_files(repository: FilePath, ref: str) -> frozenset[str]:
    """The path of every file in which the present work differs from where it left `ref`.

    Committed, uncommitted and untracked work counts, in the whole repository; a file that was renamed is deleted under
    one name and added under the other. HistoryError where git fails, does not know `ref`, or finds nothing in common.
    """
    compare = ("diff", "--name-only", "-z", "--no-renames", "--no-relative", "--no-ext-diff")
    said = [answer(repository, "ls-files", "--others", "--exclude-standard", "-z")]
    for base in _left_at(repository, ref):
        # A submodule is another repository: what it points to counts, what lies in it is not looked at.
        said.append(answer(repository, *compare, "--ignore-submodules=dirty", base, "--"))
    return frozenset(path for one in said for path in one.decode("utf-8", "surrogateescape").split("\0") if path)


def files_at(repository: FilePath, ref: str, folder: str) -> dict[str, str]:
    """Path and blob of everything below `folder` at `ref`; an empty blob for links and submodules."""
    within = ["--", folder] if folder else []
    said = answer(repository, "ls-tree", "-r", "-z", "--full-tree", commit_named(repository, ref), *within)
    found = {}
    for line in filter(None, said.decode("utf-8", "surrogateescape").split("\0")):
        entry, _, path = line.partition("\t")
        mode, _, blob = entry.split(" ")
        found[path] = blob if mode in FILE_MODES else ""
    return found


def left_at(repository: FilePath, ref: str) -> str:
    """The last commit that `ref` and the present work have in common; HistoryError where there is none."""
    return _left_at(repository, ref)[0]


def _left_at(repository: FilePath, ref: str) -> list[str]:
    """The last commits that `ref` and the present one have in common: one, or several where branches crossed.

    All of them count: to look at one alone would let a crossed history hide a change.
    """
    done = _run(repository, "merge-base", "--all", commit_named(repository, ref), "HEAD")
    if done.returncode:
        raise HistoryError(
            f"git finds nothing that “{ref}” and the present commit have in common; "
            "fetch the whole history with “git fetch --unshallow” (in a workflow: fetch-depth: 0)"
        )
    return done.stdout.decode("ascii").split()


def _commit_named(repository: FilePath, ref: str) -> str | None:
    if "\0" in ref or ref.startswith("^"):
        return None
    done = _run(repository, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    return None if done.returncode else done.stdout.decode("ascii").strip()


def blob_name(content: bytes) -> str:
    """The name that git gives to a file of these bytes, in a repository of the usual kind (SHA-1)."""
    return sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def contents(repository: FilePath, blobs: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Name and content of each blob, some hundreds at a time: no pipe fills up, no history fills the memory."""
    for start in range(0, len(blobs), _BLOBS_AT_ONCE):
        asked = blobs[start : start + _BLOBS_AT_ONCE]
        answers = BytesIO(answer(repository, "cat-file", "--batch", asked="".join(f"{blob}\n" for blob in asked)))
        for blob in asked:
            _, _, size = answers.readline().partition(b" blob ")
            if not size:
                raise HistoryError(f"git lacks the content of {blob}; {_WHOLE_CLONE}")
            yield blob, answers.read(int(size))
            answers.read(1)


def answer(folder: FilePath, *arguments: str, asked: str = "") -> bytes:
    """What git says, given what it is `asked`; HistoryError where it fails."""
    done = _run(folder, *arguments, asked=asked)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        cure = f"; {_WHOLE_CLONE}" if "promisor" in said else ""
        raise HistoryError(f"git could not read the history: {said}{cure}")
    return done.stdout


def _run(folder: FilePath, *arguments: str, asked: str = "") -> subprocess.CompletedProcess[bytes]:
    """Git when it has ended, well or not; HistoryError where it is not there or does not end."""
    command = ["git", "-C", str(folder), *arguments]
    wait, given = _PATIENCE_SECONDS, asked.encode("ascii")
    try:
        return subprocess.run(command, input=given, capture_output=True, env=_environment(), check=False, timeout=wait)
    except OSError as error:
        raise HistoryError(f"git could not be run: {error.strerror}; is it installed?") from None
    except subprocess.TimeoutExpired:
        reason = f"git {arguments[0]} did not end within {wait:g} seconds; try it by hand in {folder}"
        raise HistoryError(reason) from None


def _environment() -> dict[str, str]:
    """An environment in which git speaks English, reads nobody's settings but the repository's and fetches nothing."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    fixed = {
        "LC_ALL": "C",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_OPTIONAL_LOCKS": "0",
        # A folder's name is a name, not a pattern; history is what was committed, not what replaces it.
        "GIT_LITERAL_PATHSPECS": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        # What a partial clone lacks would be fetched: a build opens no connection.
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "",
        "GIT_CONFIG_COUNT": str(len(_SETTINGS)),
    }
    for number, (key, value) in enumerate(_SETTINGS):
        fixed |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return kept | fixed
