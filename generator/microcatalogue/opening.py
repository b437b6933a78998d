"""Opens a catalogue for publishing: reads and checks it, lays its history over it, judged on one date.

What commands and MkDocs's plugin share. Nothing here prints; reasons not to publish come as values and errors.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath

from .catalogue import Key
from .check import Judgement, Loaded, load
from .diagnostics import Diagnostic, in_order
from .edition import Edition
from .git import HistoryError
from .loading import Memory, Progress
from .moment import Moment, MomentError, moment
from .promises import broken_promises
from .pseudo import PSEUDO
from .rules import all_rules, judge

SHALLOW = (
    "This clone does not hold the whole history, so dates and published ids cannot be known. "
    "Fetch it with “git fetch --unshallow” (in a workflow: fetch-depth: 0) and build again."
)


class OpeningError(Exception):
    """Not the catalogue, but what surrounds it stands in the way: a date that cannot be read, a broken history."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A catalogue and all that the checker said of it; `edition` is None where it has errors.

    `preview` says why there is no history, and is empty where there is one; `judgements` are those of each record.
    """

    edition: Edition | None
    diagnostics: tuple[Diagnostic, ...]
    preview: str = ""
    judgements: Mapping[Key, Judgement] = field(default_factory=dict, repr=False)


def open_edition(
    root: FilePath,
    *,
    as_of: str | None,
    environment: Mapping[str, str],
    progress: Progress | None = None,
    pseudo: bool = False,
    memory: Memory | None = None,
    known: Callable[[Edition], Mapping[Key, Judgement]] | None = None,
) -> Opened:
    """The catalogue folder `root` as it will be published; `pseudo` adds the language for looking at layouts.

    `memory` and `known` are for those who read and judge again: what was read, and which judgements hold for an edition.
    MomentError for a date that cannot be read, OpeningError for a history that cannot be read or is not all there.
    """
    loaded = load(root, progress=progress, memory=memory)
    try:
        now = moment(root, loaded, as_of=as_of, base=None, environment=environment)
    except (HistoryError, OSError) as error:
        raise OpeningError(str(error)) from None
    if now.history and not now.history.complete:
        raise OpeningError(SHALLOW)
    loaded = loaded.on(now.as_of, now.prefix)
    if known is not None:
        loaded = loaded.watched()
    if loaded.catalogue is None:
        return Opened(None, loaded.judged(), now.reason)
    edition = Edition(loaded.catalogue, now.past(), now.prefix.rstrip("/"))
    judgements = loaded.judgements(known=known(edition) if known else {})
    diagnostics = with_promises(loaded, loaded.diagnosed(loaded.findings, judgements), now)
    if any(one.is_error for one in diagnostics):
        return Opened(None, diagnostics, now.reason)
    return Opened(_with_pseudo(edition) if pseudo else edition, diagnostics, now.reason, judgements)


def _with_pseudo(edition: Edition) -> Edition:
    settings = edition.catalogue.settings
    longer = replace(settings, languages=(*settings.languages, PSEUDO))
    return replace(edition, catalogue=replace(edition.catalogue, settings=longer))


def reopen(before: Edition, root: FilePath, memory: Memory) -> Opened:
    """The catalogue again after some of its files changed, quickly: for looking at pages while writing.

    Only files that changed are parsed and only their records judged by the rules; the past stays as it was. A check
    or a build judges everything.
    """
    prefix = f"{before.folder}/" if before.folder else ""
    loaded = load(root, as_of=before.catalogue.as_of, prefix=prefix, memory=memory)
    if loaded.catalogue is None:
        return Opened(None, loaded.diagnosed(loaded.findings))
    known, now = before.catalogue.content_hashes, loaded.catalogue.content_hashes
    changed = {key for key in loaded.catalogue.documents if key not in now or known.get(key) != now[key]}
    diagnostics = loaded.diagnosed((*loaded.findings, *judge(loaded.catalogue, all_rules(), changed)))
    if any(one.is_error for one in diagnostics):
        return Opened(None, diagnostics)
    return Opened(Edition(loaded.catalogue, before.history, before.folder), diagnostics)


def with_promises(loaded: Loaded, diagnostics: tuple[Diagnostic, ...], now: Moment) -> tuple[Diagnostic, ...]:
    """The findings with those on promises that were given when ids were published."""
    if loaded.catalogue is None or now.history is None:
        return diagnostics
    return in_order((*diagnostics, *loaded.diagnosed(broken_promises(loaded.catalogue, now.history, now.present))))


__all__ = ["SHALLOW", "MomentError", "Opened", "OpeningError", "open_edition", "reopen", "with_promises"]
