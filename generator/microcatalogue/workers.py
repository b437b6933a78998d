"""Does a long piece of work in shares, in processes forked from this one, where the system can and it pays.

A forked process sees all that this one holds, so nothing is sent to it; what it finds out comes back through a pipe.
Elsewhere, and for little work, everything happens here: the results are the same.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import warnings
from collections.abc import Callable, Collection, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Advance = Callable[[int], None]
Work = Callable[[Sequence[Item], Advance], Result]

MOST_WORKERS = 8
FEWEST_ITEMS = 400
_BLOCK = 32
_TOLD_EVERY = 50


class WorkerLostError(OSError):
    """A process that did a share was ended from outside, most likely for want of memory."""


def workers_here() -> int:
    """How many processes may work at once: one for each processor that this one may use, one where nothing can fork."""
    if sys.platform != "linux":  # macOS has fork, but its libraries do not bear it
        return 1
    return min(MOST_WORKERS, len(os.sched_getaffinity(0)))


def in_shares(
    items: Sequence[Item],
    work: Callable[[Sequence[Item], Advance], Result],
    *,
    progress: Advance | None = None,
    workers: int | None = None,
    ready: Callable[[], None] | None = None,
    block: int = _BLOCK,
) -> list[Result]:
    """What `work` gives for each share of the items; `work` is told how to say that it has done so many more.

    Shares are made of blocks of neighbours, because neighbours are alike; `block` is their size. `workers` is their number, for tests; else it
    depends on the machine and on how much there is to do. `ready` does once, before there are several, what each process
    would do for itself. What `work` raises is raised here; WorkerLostError where a process was ended.
    """
    number = workers or (workers_here() if len(items) >= FEWEST_ITEMS else 1)
    if number == 1 or not items:
        return [work(items, progress or _untold)]
    if ready is not None:
        ready()
    blocks = [items[start : start + block] for start in range(0, len(items), block)]
    shares = [[item for block in blocks[worker::number] for item in block] for worker in range(number)]
    return _forked([share for share in shares if share], work, progress or _untold)


def adding_up(progress: Callable[[int], None] | None) -> Advance:
    """What is told of so many more and tells `progress` how many they are by now; tells nobody where it is None."""
    number = 0

    def told(more: int) -> None:
        nonlocal number
        number += more
        if progress is not None:
            progress(number)

    return told


def _untold(_number: int) -> None:
    """Nobody wants to know."""


def _forked(
    shares: Sequence[Sequence[Item]], work: Callable[[Sequence[Item], Advance], Result], told: Advance
) -> list[Result]:
    context = multiprocessing.get_context("fork")
    gc.freeze()  # what is there already is not looked through again, so its memory stays shared
    running = {}
    try:
        for share in shares:
            here, there = context.Pipe(duplex=False)
            process = context.Process(target=_child, args=(there, share, work), daemon=True)
            with warnings.catch_warnings():
                # A thread that draws a progress bar is no danger: the child prints nothing.
                warnings.simplefilter("ignore", DeprecationWarning)
                process.start()
            there.close()
            running[here] = process
        return _collected(list(running), told)
    finally:
        for connection, process in running.items():
            connection.close()
            process.terminate()
            process.join()
        gc.unfreeze()


def _collected(connections: Sequence[Connection], told: Advance) -> list[Any]:
    """The result of each share in order, while the shares tell how far they are."""
    results: dict[Connection, Any] = {}
    while len(results) < len(connections):
        for connection in _waiting(connections, results):
            try:
                kind, said = connection.recv()
            except EOFError:
                raise WorkerLostError(
                    "a process of the build was ended from outside; is there memory enough?"
                ) from None
            if kind == "failed":
                raise said
            if kind == "done":
                results[connection] = said
            else:
                told(said)
    return [results[connection] for connection in connections]


def _waiting(connections: Sequence[Connection], results: Collection[Connection]) -> Iterator[Connection]:
    """The connections on which something has come, when it has."""
    ready = wait([one for one in connections if one not in results])
    return (one for one in connections if one in ready)


# Coverage does not follow a forked process; the tests of this module look at what comes back from it instead.
def _child(connection: Connection, share: Sequence[Any], work: Work[Any, Any]) -> None:  # pragma: no cover
    """Does one share in a forked process and sends how far it is, then the result or what went wrong."""
    waiting = 0

    def told(number: int) -> None:
        nonlocal waiting
        waiting += number
        if waiting >= _TOLD_EVERY:
            connection.send(("told", waiting))
            waiting = 0

    try:
        result = work(share, told)
        connection.send(("told", waiting))
        connection.send(("done", result))
    except BaseException as error:
        try:
            connection.send(("failed", error))
        except Exception:  # pickling fails in as many ways as there are classes; no error may be lost for it
            connection.send(("failed", RuntimeError(f"{type(error).__name__}: {error}")))
    finally:
        connection.close()
