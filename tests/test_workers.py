"""Work in shares: the same results as in one process, what goes wrong is told, and no process is left behind."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from multiprocessing import active_children

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from microcatalogue.workers import Advance, WorkerLostError, in_shares, workers_here

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


def doubled(items: Sequence[int], told: Advance) -> list[int]:
    for _ in items:
        told(1)
    return [2 * item for item in items]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(), max_size=200), st.integers(1, 4))
def test_shares_come_to_the_same_as_the_whole(items: list[int], workers: int) -> None:
    found = [one for share in in_shares(items, doubled, workers=workers) for one in share]
    assert sorted(found) == sorted(doubled(items, lambda _: None))


def test_progress_counts_every_item() -> None:
    told: list[int] = []
    in_shares(range(333), doubled, progress=told.append, workers=2)
    assert sum(told) == 333


def test_neighbours_stay_together_and_all_shares_get_some() -> None:
    shares = in_shares(range(128), lambda items, _: list(items), workers=2)
    assert shares == [[*range(32), *range(64, 96)], [*range(32, 64), *range(96, 128)]]


def test_little_work_is_done_here() -> None:
    assert in_shares(range(3), lambda items, _: os.getpid()) == [os.getpid()]
    assert in_shares([], lambda items, _: len(items), workers=3) == [0]


def test_there_is_at_least_one_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    assert workers_here() >= 1
    monkeypatch.setattr("sys.platform", "darwin")
    assert workers_here() == 1


def test_what_a_share_raises_is_raised_here() -> None:
    def failing(items: Sequence[int], _told: Advance) -> None:
        raise LookupError(f"not {items[0]}")

    with pytest.raises(LookupError, match="not "):
        in_shares(range(100), failing, workers=2)
    assert active_children() == []


def test_an_error_that_cannot_travel_is_told_in_words() -> None:
    class LocalError(Exception):
        """A class that no other process can name."""

    def failing(_items: Sequence[int], _told: Advance) -> None:
        raise LocalError("from within")

    with pytest.raises(RuntimeError, match="from within"):
        in_shares(range(100), failing, workers=2)


def test_a_process_that_is_ended_is_missed() -> None:
    def ended(_items: Sequence[int], _told: Advance) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(WorkerLostError, match="memory"):
        in_shares(range(100), ended, workers=2)
    assert active_children() == []


def test_what_every_process_needs_is_done_once_before_they_part() -> None:
    done: list[int] = []
    shares = in_shares(range(100), lambda items, _: len(done) + 0 * len(items), workers=3, ready=lambda: done.append(1))
    assert shares == [1, 1, 1]
    in_shares(range(100), lambda items, _: len(items), workers=1, ready=lambda: done.append(1))
    assert done == [1]
