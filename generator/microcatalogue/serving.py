"""Shows a built site on this computer, for a look before it is published. Listens on the loopback address alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path as FilePath
from typing import Any

from .hosting import media_type


class Handler(SimpleHTTPRequestHandler):
    """Serves files without a word on each, with the media types of the feeds."""

    def guess_type(self, path: Any) -> str:
        """The media type of a file: that which the registry of feeds gives it, else that of its name."""
        inside = FilePath(path).relative_to(self.directory).as_posix()
        return media_type(inside) or super().guess_type(path)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the address is all that a reader needs."""


def serve_folder(folder: FilePath, port: int, started: Callable[[str], None]) -> None:
    """Serve `folder` until interrupted; `started` is told the address. OSError where the port cannot be had."""
    with ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, directory=str(folder))) as server:
        started(f"http://127.0.0.1:{server.server_address[1]}/")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return
