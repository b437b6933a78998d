"""The promises that publishing makes: an id once published stays, means the same and is never used again.

Compares the catalogue at hand with what git says was published. Facts of the past come from `history`; how a file
was meant at some commit is read here with today's rules.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from .catalogue import Catalogue, Key
from .codes import declare
from .conformance import is_publishable
from .content import content_hash, decimal_text
from .diagnostics import Finding, Severity
from .history import History, Identified, RecordHistory, Snapshot, Unpublished, former_ids
from .model import Offering, Pathway
from .schema import shape
from .source import read
from .tree import Entry, classify

_E = Severity.ERROR

declare(
    "deleted-record",
    _E,
    "Published record deleted",
    message="the {kind} “{id}” was published and is gone",
    hint="{cure}",
    why="People hold credentials that refer to it, and harvesters rely on its address; it has to stay findable.",
    wrong="# example-university/data-literacy.yml was deleted",
    right="status: withdrawn\nwithdrawn_on: 2026-08-31\nwithdrawal_reason: {en: No longer offered.}",
)
declare(
    "renamed-record",
    _E,
    "Published record renamed",
    message="the {kind} “{id}” was published and now seems to be “{new}”",
    hint="add formerly: [{id}] to “{new}”, so that the old address stays alive, or give the file its name back",
    why="Links, credentials and harvesters know it by its old id.",
    wrong="# data-literacy.yml was renamed to data-skills.yml",
    right="# data-skills.yml\nformerly: [example-university/data-literacy]",
)
declare(
    "reused-id",
    _E,
    "Published id used again",
    message="the id “{id}” was published for something else{before}",
    hint="give the new record a name that was never used",
    why="A credential issued years ago must not seem to be about something that came later.",
    wrong="# a new data-literacy.yml where an older one was withdrawn or renamed",
    right="# data-literacy-2.yml",
)
declare(
    "unpublished-record",
    _E,
    "Published record turned into a draft",
    message="“{id}” was published and cannot become a draft again",
    hint="write status: suspended while it is not offered, or status: withdrawn",
    why="A draft appears nowhere, so its address would break.",
    wrong="status: draft",
    right="status: suspended",
)
declare(
    "changed-credits",
    _E,
    "Other credits under one id",
    message="this was published with {before} ECTS and now states {after}",
    hint="give the changed offering a new id and name it in replaced_by; or declare the repair of a mistake in corrections: "
    "[{{on: …, field: workload, note: …}}]",
    why="Two learners with the same credential would have different credits.",
    wrong="workload: {ects: 9}  # published with 6",
    right="workload: {ects: 9}\ncorrections: [{on: 2026-11-24, field: workload, note: {en: The figure was mistyped.}}]",
    source="Annex I, element 7",
)
declare(
    "former-id-in-use",
    _E,
    "Earlier id that is still in use",
    message="“{id}” is named in “formerly”, but a record with this id exists",
    hint="delete one of the two: the old file, or the entry in “formerly”",
    why="An address can lead to one record only.",
    wrong="# data-skills.yml, beside data-literacy.yml\nformerly: [example-university/data-literacy]",
    right="# data-skills.yml, data-literacy.yml is gone\nformerly: [example-university/data-literacy]",
)
declare(
    "former-id-claimed-twice",
    _E,
    "Earlier id claimed by two records",
    message="“{id}” is named in “formerly” of {other} as well",
    hint="keep it in the record that continues the old one",
    why="An address can lead to one record only.",
    wrong="# a.yml and b.yml\nformerly: [example-university/data-literacy]",
    right="# a.yml alone\nformerly: [example-university/data-literacy]",
)
declare(
    "unknown-former-id",
    Severity.WARNING,
    "Earlier id that was never published",
    message="“{id}” was never published",
    hint="correct the id, or delete it from “formerly”",
    why="An entry without effect hides a spelling mistake, and the old address stays broken.",
    wrong="formerly: [example-university/data-litracy]",
    right="formerly: [example-university/data-literacy]",
)


def identify(path: str, content: bytes) -> Identified:
    """What a file said at some commit, as far as the past matters: for `history.read_history`."""
    entry = classify(path)
    if not isinstance(entry, Entry) or entry.kind == "catalogue":
        return Unpublished.INVALID
    source = read(path, content, shape(entry.kind)).source
    if source is None or not source.document or not is_publishable(source.document, entry.kind):
        return Unpublished.INVALID
    return snapshot(entry.kind, entry.id, source.document, content_hash(entry.kind, source.document))


def snapshot(kind: str, record_id: str, document: Mapping[str, Any], content: str) -> Identified:
    """What a document with the hash `content` says, as far as the past matters; DRAFT where it is not published."""
    status = document.get("status", "active")
    if status == "draft":
        return Unpublished.DRAFT
    promised = tuple(_promised(document)) if kind == "offering" else ()
    corrections = tuple(str(one["field"]) for one in document.get("corrections", ()))
    formerly = tuple(document.get("formerly", ()))
    return Snapshot(kind, record_id, status, content, promised, formerly, corrections)


def _promised(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The facts that must not change under one id: ECTS, and with them the learning outcomes."""
    ects = document.get("workload", {}).get("ects")
    if ects is not None:
        yield "ects", decimal_text(ects)
    statements = [outcome["statement"] for outcome in document.get("learning_outcomes", ())]
    if statements:
        said = json.dumps(statements, ensure_ascii=False, sort_keys=True)
        yield "learning_outcomes", sha256(said.encode()).hexdigest()  # whether they are the same is all that is asked


def broken_promises(catalogue: Catalogue, base: History, said: Mapping[Key, Identified]) -> Iterator[Finding]:
    """What the catalogue, which says `said`, breaks of what `base` published.

    Nothing where the history is not complete.
    """
    if not base.complete:
        return
    claimed = {(kind, old): key for key in said for kind, old in _former(catalogue, key)}
    taken = former_ids(base)
    for key, past in base.records.items():
        if key not in said:
            if key not in claimed:
                yield _gone(said, key, past, base)
            continue
        now = said[key]
        if key in taken and taken[key] != key and taken[key] in said:
            yield Finding("reused-id", catalogue.files[key], facts={"id": key[1], "before": f", now “{taken[key][1]}”"})
        elif now is Unpublished.DRAFT and not past.removed:
            yield Finding("unpublished-record", catalogue.files[key], ("status",), {"id": key[1]})
        elif isinstance(now, Snapshot):
            yield from _changed(catalogue, key, past, now)
    yield from _claims(catalogue, said, base)


def _former(catalogue: Catalogue, key: Key) -> Iterator[Key]:
    if key in catalogue.documents and key[0] in ("offering", "pathway"):
        record = catalogue.record(key)
        if isinstance(record, Offering | Pathway):
            yield from ((key[0], old) for old in record.formerly)


def _gone(said: Mapping[Key, Identified], key: Key, past: RecordHistory, base: History) -> Finding:
    """A record that is not there any more: renamed where a new one makes the same promises, else deleted."""
    kind, record_id = key
    file = _file_of(key)
    for other, now in said.items():
        same = isinstance(now, Snapshot) and now.promises == past.last.promises and other[0] == kind
        if same and past.last.promises and other not in base.records:
            return Finding("renamed-record", file, facts={"kind": _words(kind), "id": record_id, "new": other[1]})
    return Finding("deleted-record", file, facts={"kind": _words(kind), "id": record_id, "cure": _way_out(kind)})


def _words(kind: str) -> str:
    return kind.replace("-", " ")


def _way_out(kind: str) -> str:
    ways = {
        "offering": "bring the file back and write status: withdrawn, withdrawn_on and withdrawal_reason; "
        "if it was renamed, name the old id in “formerly” of the new file",
        "pathway": "bring the file back and write status: withdrawn; if it was renamed, name the old id in “formerly”",
        "provider": "bring the file back and write status: ceased and ceased_on",
        "recognition-policy": "bring the file back and write applies_until",
    }
    return ways[kind]


def _file_of(key: Key) -> str:
    kind, record_id = key
    provider, _, name = record_id.partition("/")
    return {
        "provider": f"{provider}/provider.yml",
        "recognition-policy": f"{provider}/recognition-policy.yml",
        "offering": f"{provider}/{name}.yml",
        "pathway": f"{provider}/pathways/{name}.yml",
    }[kind]


def _changed(catalogue: Catalogue, key: Key, past: RecordHistory, now: Snapshot) -> Iterator[Finding]:
    before, after = dict(past.last.promises), dict(now.promises)
    file = catalogue.files[key]
    same_outcomes = before.get("learning_outcomes") == after.get("learning_outcomes")
    if past.removed and before and not same_outcomes:
        yield Finding("reused-id", file, facts={"id": key[1], "before": ""})
    elif before.get("ects") and before.get("ects") != after.get("ects") and not _declared(now):
        facts = {"before": before["ects"], "after": after.get("ects", "none")}
        yield Finding("changed-credits", file, ("workload", "ects"), facts)


def _declared(now: Snapshot) -> bool:
    """True where the record declares the repair of its workload."""
    return any(field in ("workload", "ects", "workload.ects") for field in now.corrections)


def _claims(catalogue: Catalogue, said: Mapping[Key, Identified], base: History) -> Iterator[Finding]:
    """Entries of `formerly` that cannot be right."""
    first: dict[Key, Key] = {}
    for key in sorted(said):
        for index, old in enumerate(_former(catalogue, key)):
            file, path = catalogue.files[key], ("formerly", index)
            if old in said:
                yield Finding("former-id-in-use", file, path, {"id": old[1]})
            elif old in first:
                yield Finding("former-id-claimed-twice", file, path, {"id": old[1], "other": first[old][1]})
            elif old not in base.records:
                yield Finding("unknown-former-id", file, path, {"id": old[1]})
            first.setdefault(old, key)
