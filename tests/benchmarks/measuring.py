"""Runs commands as whole processes, in turns, and says how long they took and how much memory they held."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from threading import Event, Thread

_SAMPLED_EVERY = 0.05


class CommandFailedError(Exception):
    """A command of the benchmark ended with an error; the message holds what it printed."""


@dataclass(frozen=True)
class Run:
    """One run: seconds on the clock, seconds of processors, and the peak memory of its largest process in MB."""

    wall: float
    cpu: float
    largest: float


def run(command: Sequence[str]) -> Run:
    """Runs a command to its end; CommandFailedError where it fails."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        said = process.stdout.read() if process.stdout else b""
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise CommandFailedError(
            f"{' '.join(command)} ended with {process.returncode}:\n{said.decode(errors='replace')}"
        )
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2))


def together(command: Sequence[str]) -> float:
    """The peak memory in MB that a command's processes hold together, what they share counted once (Linux)."""
    peak, done = 0.0, Event()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:

        def watch() -> None:
            nonlocal peak
            while not done.wait(_SAMPLED_EVERY):
                peak = max(peak, sum(map(_share_of, _family(process.pid))))

        watcher = Thread(target=watch)
        watcher.start()
        process.wait()
        done.set()
        watcher.join()
    return peak


def _family(process: int) -> list[int]:
    """A process and all that come from it."""
    found = [process]
    for one in found:
        try:
            found += [
                int(child)
                for task in Path(f"/proc/{one}/task").iterdir()
                for child in (task / "children").read_text().split()
            ]
        except OSError:
            continue
    return found


def _share_of(process: int) -> float:
    """The proportional share of memory of a process in MB."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def in_turns(
    commands: Mapping[str, Sequence[str]], rounds: int, prepare: Mapping[str, Sequence[Path]]
) -> dict[str, list[Run]]:
    """Every command once a round, the order turned round by round; the folders that `prepare` names are removed before."""
    names = list(commands)
    runs: dict[str, list[Run]] = {name: [] for name in names}
    for number in range(rounds):
        for name in names[number % len(names) :] + names[: number % len(names)]:
            for folder in prepare.get(name, ()):
                subprocess.run(["rm", "-rf", str(folder)], check=True)
            runs[name].append(run(commands[name]))
    return runs


def middle(runs: Sequence[Run], figure: str) -> float:
    """The median of a figure over the runs."""
    return median(getattr(one, figure) for one in runs)


def ratio(runs: Sequence[Run], peers: Sequence[Run], figure: str = "wall") -> float:
    """The median of the ratios round by round, so that a machine that grows slower counts on both sides."""
    return median(getattr(one, figure) / getattr(peer, figure) for one, peer in zip(runs, peers, strict=True))
