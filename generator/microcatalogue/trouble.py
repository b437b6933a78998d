"""Why nothing was published: errors whose messages say what to do."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class PublicationError(Exception):
    """Nothing new was published, or it may not outlast a power cut; the message says why and what to do."""


class PublicationRefused(PublicationError):
    """The files are not fit to be published; `problems` gives every reason as a sentence."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        reasons = "".join(f"\n- {problem}" for problem in problems)
        super().__init__(f"Nothing was published, the site before is untouched. Mend this, then build again:{reasons}")
        self.problems = problems


class TargetBusy(PublicationError):
    """Another build is publishing to the same target."""


class TargetNotOurs(PublicationError):
    """The target holds something that publishing did not write and would have to remove."""


class DiskTrouble(PublicationError):
    """The disk or its permissions stood in the way; the cause is the OSError."""


@contextmanager
def explained(target: Path) -> Iterator[None]:
    """Turns an OSError of the disk into one that says what to do."""
    try:
        yield
    except OSError as error:
        raise DiskTrouble(
            f"Publishing to {target} stopped: {error}. No half-finished site was put there. {_advice(error, target)}"
        ) from error


def _advice(error: OSError, target: Path) -> str:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"Make room on the disk of {target.parent}: it must hold the old site and the new one for a moment."
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"Give this user the right to write in {target.parent}, and close programs that use the site."
    if error.errno in {errno.EBUSY, errno.EXDEV}:
        return f"{target} is mounted or part of an image, and cannot be swapped: publish to a folder below it."
    return "Mend what the system reports, then build again."
