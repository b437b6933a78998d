"""What the questions that `reads` takes note of come to in an edition: short texts that differ where the answers do.

A record stands for the bytes of its file, so a changed comment counts as a change; what was found by an index stands for
the records found, with their bytes. Settings, date and theme are no questions: where they differ, nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import Any

from .edition import Edition
from .history import RecordHistory
from .model import Offering, Pathway
from .reads import Query
from .scope import Scope
from .values import ProviderId

_TABLES = {
    "offering": "offerings",
    "provider": "providers",
    "pathway": "pathways",
    "recognition-policy": "policies",
    "": "documents",  # whose names are kind and id
}


def answer(edition: Edition, query: Query) -> str:
    """The answer to a question that was noted; KeyError for a name that nothing notes."""
    name, *about = query
    return _ANSWERS[name](edition, *about)


def _record(edition: Edition, kind: str, record_id: str) -> str:
    return edition.catalogue.blobs.get((kind, record_id), "")


def _ids(edition: Edition, kind: str) -> str:
    return _digest(map(str, _table(edition, kind)))


def _all(edition: Edition, kind: str) -> str:
    blobs: Mapping[Any, str] = edition.catalogue.blobs
    return _digest(f"{one} {blobs.get((kind, one) if kind else one, '')}" for one in _table(edition, kind))


def _table(edition: Edition, kind: str) -> Mapping[str, Any]:
    table: Mapping[str, Any] = getattr(edition.catalogue, _TABLES[kind])
    return table


def _index(edition: Edition, name: str, about: str) -> str:
    found: Iterable[Offering | Pathway] = getattr(edition.catalogue, name)(about)
    return _of_records(edition, found)


def _of_records(edition: Edition, found: Iterable[Offering | Pathway]) -> str:
    kinds = ((one, "offering" if isinstance(one, Offering) else "pathway") for one in found)
    return " ".join([f"{one.id}:{_record(edition, kind, one.id)}" for one, kind in kinds])


def _holders(edition: Edition, scheme: str, value: str) -> str:
    return " ".join(edition.catalogue.identifier_holders(scheme, value))


def _pictures(edition: Edition) -> str:
    return _digest(sorted(edition.catalogue.pictures))


def _past(edition: Edition, kind: str, record_id: str) -> str:
    past, key = edition.past((kind, record_id)), (kind, record_id)
    known = key in edition.catalogue.documents
    changes = edition.changes_of(key) if known and kind != "catalogue" else ()
    told = [f"{one.number} {one.time} {one.commit} {one.change} {one.id}" for one in changes]
    return "\n".join([_of_past(past), *told])


def _of_past(past: RecordHistory | None) -> str:
    if past is None:
        return ""
    stated = past.created, past.modified, past.version, past.commit, past.removed, past.first.id
    return " ".join(str(one) for one in stated)


def _deadlines(edition: Edition, kind: str, code: str) -> str:
    found = edition.with_deadlines(Scope(kind, code)) if _is_there(edition, kind, code) else ()
    return _digest([_of_records(edition, found)])


def _latest(edition: Edition, kind: str, code: str) -> str:
    found = edition.latest_changes(Scope(kind, code)) if _is_there(edition, kind, code) else ()
    return _digest(f"{key} {one.number} {one.time} {one.change} {one.id}" for key, one in found)


def _is_there(edition: Edition, kind: str, code: str) -> bool:
    """Whether a part of the catalogue is there: a record may be gone since, a field is empty then."""
    return kind not in ("offering", "provider") or code in _table(edition, kind)


def _history(edition: Edition) -> str:
    history = edition.whole_history
    if history is None:
        return ""
    changes = (f"{one.number} {one.time} {one.commit} {one.change} {one.kind} {one.id}" for one in history.changes)
    return f"{history.head} {history.head_time} {_digest(changes)}"


def _groups(edition: Edition) -> str:
    groups = edition.groups.items()
    return _digest(
        f"{facet} {code} {[one.id for one in those]}" for facet, codes in groups for code, those in codes.items()
    )


def _counts(edition: Edition) -> str:
    return _digest(str(edition.counts[facet]) for facet in edition.counts)


def _list(edition: Edition, language: str, facet: str, code: str, first: str, most: str) -> str:
    if facet and code not in edition.groups[facet]:
        return ""
    total, shown = edition.listed(language, facet, code, int(first), int(most))
    return f"{total} {_of_records(edition, shown)}"


def _rows(edition: Edition, first: str, most: str) -> str:
    return _of_records(edition, edition.search_slice(int(first), int(most)))


def _codes(edition: Edition, facet: str) -> str:
    return _digest(map(str, edition.codes_of(facet).items()))


def _fitting(edition: Edition, query: str) -> str:
    return str(edition.fitting(query))


def _shares(edition: Edition, provider: ProviderId) -> str:
    """Offerings are numbered in order of id, so that their ids belong to the answer."""
    told = (
        f"{one.purpose} {one.outcome} {[rule.id for rule in one.rules]} {one.ended} {one.open_elements} {one.offerings:x}"
        for one in edition.shares(provider)
    )
    return _digest((_digest(one.id for one in edition.catalogue.published_offerings), *told))


def _coverage(edition: Edition, provider: ProviderId) -> str:
    return _digest(map(str, edition.coverage(provider).items()))


def _receivers(edition: Edition) -> str:
    return _digest(map(str, edition.receivers().items()))


def _awarding(edition: Edition) -> str:
    return _digest(f"{one.key} {one.body} {_of_records(edition, one.offerings)}" for one in edition.awarding())


def _awarding_order(edition: Edition) -> str:
    return _digest(f"{one.key} {[offering.id for offering in one.offerings]}" for one in edition.awarding())


def _awarded(edition: Edition, key: str) -> str:
    return _of_records(edition, edition.awarded_by(key))


def _digest(texts: Iterable[str]) -> str:
    return sha256("\n".join(texts).encode()).hexdigest()


_ANSWERS: Mapping[str, Callable[..., str]] = {
    "record": _record,
    "ids": _ids,
    "all": _all,
    "index": _index,
    "holders": _holders,
    "pictures": _pictures,
    "past": _past,
    "history": _history,
    "deadlines": _deadlines,
    "latest": _latest,
    "groups": _groups,
    "counts": _counts,
    "list": _list,
    "rows": _rows,
    "codes": _codes,
    "fitting": _fitting,
    "shares": _shares,
    "coverage": _coverage,
    "awarding": _awarding,
    "awarding-order": _awarding_order,
    "awarded": _awarded,
    "receivers": _receivers,
}

NAMES = frozenset(_ANSWERS)
"""The names of all questions."""
