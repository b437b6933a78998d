"""The command `catalogue`: reads arguments, shows progress and results, decides the exit code.

The only package that prints or exits.
"""

from __future__ import annotations

import gc
import os
import sys

from . import asking, building, checking, exporting, issuing, recognising, verifying
from .app import app
from .terminal import OK

__all__ = ["app", "asking", "building", "checking", "exporting", "issuing", "main", "recognising", "verifying"]


def main() -> None:
    """Run the command; the console script."""
    # What is read lives until the end and holds no circles: to look through all of it for waste takes a tenth of a build.
    gc.disable()
    try:
        app(windows_expand_args=False)
    except BrokenPipeError:
        # The reader of our output went away, as `| head` does; that is no error of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(OK) from None
