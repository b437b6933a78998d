"""Pagefind as a peer of the search benchmark: a bundle of records, made by its binary through the pipe of its service.

Its own Python client waits a tenth of a second before it reads each answer, 17 minutes for 10,000 records, so the pipe is
spoken to here: a request is JSON in base64 with a comma behind it, and so is the answer. Requests are written down before
the clock runs; what counts is the binary's work alone. It answers that all is written while files are still empty, and leaves
them so where it is told to end at once, so it is kept until none is. Of the bundle, the ready-made widgets are left out, since
no search needs them.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from .measuring import CommandFailedError, Run
from .search_engines import Built, Corpus, sizes_of, write_page
from .searching_records import SearchRecord

BUNDLE = "pagefind"
_WIDGETS = ("-ui.", "-highlight.")
_END = b","
_PIECE = 65_536
_PAUSE, _LONGEST = 0.01, 60.0


class Pagefind:
    """Pagefind: an index of words in chunks, filters and fragments of results, run as WebAssembly in a worker."""

    name = "Pagefind"

    def missing(self) -> str:
        """The package of the binary, where it is not installed."""
        return (
            "" if find_spec("pagefind_bin_extended") else "pagefind is not installed; it is in requirements-test.lock"
        )

    def build(self, corpus: Corpus, folder: Path) -> Built:
        """Indexes the records of all languages into one bundle; which one is searched is for the page to say."""
        took = run_service(_binary(), [*_requests(corpus.records, folder / BUNDLE)], folder / BUNDLE)
        kept = (one for one in (folder / BUNDLE).rglob("*") if not any(part in one.name for part in _WIDGETS))
        for language in corpus.languages:
            write_page(folder, language, "pagefind.js")
        return Built(took, *sizes_of(kept))

    def page(self, folder: Path, language: str) -> str:
        """The page of a language."""
        return f"{language}.html"


def _binary() -> str:
    from pagefind_bin_extended import get_executable

    return str(get_executable())


def _requests(records: Sequence[SearchRecord], bundle: Path) -> Iterator[Mapping[str, Any]]:
    """An index, its records, and the order to write it; the first index of a service has the number 0."""
    yield {"type": "NewIndex", "config": {}}
    for one in records:
        yield {
            "type": "AddRecord",
            "index_id": 0,
            "url": one.url,
            "content": "\n".join((one.title, one.summary, one.text)),
            "language": one.language,
            "meta": {"title": one.title, "summary": one.summary},
            "filters": one.filters,
            "sort": one.sort,
        }
    yield {"type": "WriteFiles", "index_id": 0, "output_path": str(bundle)}


def run_service(binary: str, requests: Sequence[Mapping[str, Any]], bundle: Path) -> Run:
    """Sends requests one after the other, each when the last is answered, until the files of a folder are written.

    CommandFailedError where a request is refused, a file stays empty or the service ends with an error.
    """
    written = [_written(number, request) for number, request in enumerate(requests, 1)]
    start = time.perf_counter()
    with subprocess.Popen([binary, "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        if process.stdin is None or process.stdout is None:
            raise CommandFailedError(f"{binary} has no pipes")
        for request in written:
            process.stdin.write(request)
            process.stdin.flush()
            _accepted(_read(process.stdout.fileno()))
        _settle(bundle)
        process.stdin.close()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise CommandFailedError(f"{binary} ended with {process.returncode}")
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2))


def _written(number: int, request: Mapping[str, Any]) -> bytes:
    return base64.b64encode(json.dumps({"message_id": number, "payload": request}).encode()) + _END


def _read(pipe: int) -> bytes:
    """One answer, without the comma; nothing is sent behind it, so that it may be read in any pieces."""
    answer = bytearray()
    while not answer.endswith(_END):
        piece = os.read(pipe, _PIECE)
        if not piece:
            raise CommandFailedError(f"the service ended in the middle of an answer: {bytes(answer[:200])!r}")
        answer += piece
    return bytes(answer[:-1])


def _settle(bundle: Path) -> None:
    """Waits until no file of a folder is empty."""
    begun, empty = time.perf_counter(), [path for path in bundle.rglob("*") if path.is_file()]
    while empty := [path for path in empty if not path.stat().st_size]:
        if time.perf_counter() - begun > _LONGEST:
            raise CommandFailedError(f"{empty[0]} stays empty, and {len(empty) - 1} other files")
        time.sleep(_PAUSE)


def _accepted(answer: bytes) -> None:
    payload = json.loads(base64.b64decode(answer))["payload"]
    if payload["type"] == "Error":
        raise CommandFailedError(payload["message"])
