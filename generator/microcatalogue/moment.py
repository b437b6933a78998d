"""The one date and the one state of history that a run works with.

The date is `--as-of`, else SOURCE_DATE_EPOCH, else the day of the last commit in the catalogue's time zone. No clock
is read: the same commit and the same date give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path as FilePath
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .catalogue import Key
from .check import Loaded
from .git import NoHistory, find_repository
from .history import History, Identified, read_history, with_worktree
from .promises import identify
from .schema import shape
from .source import read
from .values import parse_date


class MomentError(Exception):
    """A date that was given cannot be read; the message says how to write it."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Date and history of a run; `reason` says why there is no history, `prefix` goes before file names.

    `present` is what the catalogue at hand says, as far as the past matters.
    """

    as_of: date | None
    history: History | None
    prefix: str
    present: Mapping[Key, Identified]
    reason: str = ""

    def past(self) -> History | None:
        """The history with what is not committed yet laid over it, as if committed on the as-of date."""
        if self.history is None or self.as_of is None:
            return self.history
        laid = datetime.combine(self.as_of, time(), UTC)
        return with_worktree(self.history, self.present, max(laid, self.history.head_time))


def moment(
    root: FilePath, loaded: Loaded, *, as_of: str | None, base: str | None, environment: Mapping[str, str]
) -> Moment:
    """The moment of a run over the catalogue folder `root`, which was `loaded`.

    `base` is the commit whose published ids are kept (the last one without it). MomentError for a date that cannot
    be read; HistoryError where git fails or does not know `base`.
    """
    stated = _stated_date(as_of, environment.get("SOURCE_DATE_EPOCH"), root)
    try:
        repository, folder = find_repository(root)
    except NoHistory as none:
        return Moment(stated, None, f"{root.absolute().name}/", loaded.present, str(none))
    history = read_history(repository, folder, identify, ref=base or "HEAD", known=_known(loaded))
    prefix = f"{folder}/" if folder not in ("", ".") else ""
    return Moment(stated or history.head_time.astimezone(_zone(root)).date(), history, prefix, loaded.present)


def _known(loaded: Loaded) -> dict[tuple[str, str], Identified]:
    """What the files at hand say, by path and by the name that git gives to their bytes."""
    if loaded.catalogue is None:
        return {}
    paths, unread = loaded.catalogue.files, loaded.catalogue.unread
    now = ((paths[key], said) for key, said in loaded.present.items() if key not in unread)
    return {(path, loaded.blobs[path]): said for path, said in now}


def _stated_date(as_of: str | None, epoch: str | None, root: FilePath) -> date | None:
    if as_of is not None:
        try:
            return parse_date(as_of)
        except ValueError:
            raise MomentError(f"“{as_of}” is no date; write it as 2026-11-24") from None
    if not epoch:
        return None
    try:
        return datetime.fromtimestamp(int(epoch), UTC).astimezone(_zone(root)).date()
    except (ValueError, OverflowError, OSError):
        raise MomentError(f"SOURCE_DATE_EPOCH is “{epoch}”; it has to be a number of seconds") from None


def _zone(root: FilePath) -> ZoneInfo:
    """The catalogue's time zone; UTC where it cannot be read, which the check will say."""
    try:
        content = (root / "catalogue.yml").read_bytes()
        source = read("catalogue.yml", content, shape("catalogue")).source
        return ZoneInfo(str(source.document["time_zone"])) if source else ZoneInfo("UTC")
    except (OSError, KeyError, ValueError, ZoneInfoNotFoundError):
        return ZoneInfo("UTC")
