"""Serves a folder as an ordinary host would, and counts what it sends.

HTML, scripts, styles and JSON go out compressed by gzip; what a host does not know by name (.bin, .pf_index and the like)
goes out as it lies there. Connections are kept (HTTP/1.1). A file is compressed once, as hosts keep what they compressed.
"""

from __future__ import annotations

import gzip
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

COMPRESSED = frozenset({".html", ".js", ".mjs", ".json", ".css", ".svg", ".xml", ".txt"})
_LEVEL = 6


@dataclass
class Host:
    """A folder that is served: its address, and path and bytes of every answer, headers included, in order."""

    address: str
    sent: list[tuple[str, int]] = field(default_factory=list)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder = folder
        self.host = Host(f"http://127.0.0.1:{self.server_address[1]}/")


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    # What is written goes out at once: else the client's delayed acknowledgement is measured.
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        file = self.server.folder / path.lstrip("/")
        file = file / "index.html" if path.endswith("/") else file
        if not file.is_file():
            self._answer(HTTPStatus.NOT_FOUND, {"Content-Type": "text/plain"}, b"")
            return
        headers = {"Content-Type": mimetypes.guess_type(file.name)[0] or "application/octet-stream"}
        body, is_packed = content_of(file, "gzip" in self.headers.get("Accept-Encoding", ""))
        if is_packed:
            headers["Content-Encoding"] = "gzip"
        self._answer(HTTPStatus.OK, headers, body)

    def _answer(self, status: HTTPStatus, headers: dict[str, str], body: bytes) -> None:
        said = {**headers, "Content-Length": str(len(body)), "Cache-Control": "max-age=600"}
        lines = (f"HTTP/1.1 {status.value} {status.phrase}", *(f"{name}: {value}" for name, value in said.items()))
        answer = "".join(f"{line}\r\n" for line in (*lines, "")).encode("latin-1") + body
        self.server.host.sent.append((self.path, len(answer)))
        self.wfile.write(answer)

    def log_message(self, format: str, *args: Any) -> None:
        pass


def content_of(file: Path, takes_gzip: bool) -> tuple[bytes, bool]:
    """What is sent of a file, and whether it is compressed."""
    if takes_gzip and file.suffix in COMPRESSED:
        return _packed(file, file.stat().st_mtime_ns), True
    return file.read_bytes(), False


@cache
def _packed(file: Path, _written: int) -> bytes:
    return gzip.compress(file.read_bytes(), _LEVEL, mtime=0)


@contextmanager
def served(folder: Path) -> Iterator[Host]:
    """Serves a folder while the context lasts."""
    server = _Server(folder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.host
    finally:
        server.shutdown()
        server.server_close()
        _packed.cache_clear()
