"""Shows a built site on this computer, for a look before it is published. Listens on the loopback address alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path as FilePath
from typing import Any


class Handler(SimpleHTTPRequestHandler):
    """Serves files without a word on each, with the media types of the feeds."""

    extensions_map = {  # noqa: RUF012 - the base class has it as a class attribute
        **SimpleHTTPRequestHandler.extensions_map,
        ".json": "application/json",
        ".ndjson": "application/x-ndjson",
        ".yml": "application/yaml",
        ".ics": "text/calendar; charset=utf-8",
        ".atom": "application/atom+xml",
    }

    def guess_type(self, path: Any) -> str:
        """The media type of a file: that of its name, and of a JSON Feed the one that readers look for."""
        guessed = super().guess_type(path)
        inside = FilePath(path).relative_to(self.directory).parts
        return "application/feed+json" if inside[:1] == ("feeds",) and guessed == "application/json" else guessed

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
