"""What formats cannot say, held against what they do: a field is reported exactly if changing it changes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from built import AS_OF, edition_of
from conftest import ROOT
from microcatalogue.build import plan
from microcatalogue.catalogue import Key
from microcatalogue.check import check
from microcatalogue.edition import Edition
from microcatalogue.feeds.losses import all_losses
from microcatalogue.feeds.registry import all_feeds, all_record_feeds
from microcatalogue.schema import fields
from microcatalogue.site_file import Shelf
from microcatalogue.stated import Stated, stated
from microcatalogue.vocabulary import vocabulary

FULL = ROOT / "tests/catalogues/full"

# Records in which, together, every field is stated.
RECORDS: tuple[Key, ...] = (
    ("offering", "example-college/everything"),
    ("offering", "example-college/withdrawn"),
    ("offering", "example-college/suspended"),
    ("provider", "example-college"),
    ("provider", "example-works"),
    ("recognition-policy", "example-college"),
    ("pathway", "example-college/data-work"),
    ("offering", "example-works/turning"),
)
FORMATS = tuple(one.format for one in all_losses())


@cache
def whole() -> Edition:
    return edition_of(FULL)


def files_of(formats: tuple[str, ...], edition: Edition) -> dict[str, dict[str, bytes]]:
    """Whatever is published in each format, by path."""
    shelf = Shelf(part for part in plan(edition, FULL).parts if not part.path.endswith(".html"))
    found: dict[str, dict[str, bytes]] = {format: {} for format in formats}
    for one in all_feeds():
        if one.format in found:
            found[one.format][one.path] = shelf.content(one.path)
    for each in all_record_feeds():
        if each.format in found:
            keys = (key for key in edition.published() if key[0] == each.kind and each.takes(edition, key))
            paths = (each.path(id) for _, id in keys)
            found[each.format] |= {path: shelf.content(path) for path in paths}
    return found


@cache
def before() -> dict[str, dict[str, bytes]]:
    return files_of(FORMATS, whole())


# Another value of the same form, by the type that the format gives it.
_OTHER: Mapping[str, Callable[[Any], Any]] = {
    "string": lambda text: f"{text}7",
    "rich": lambda text: f"{text} Other.",
    "text": lambda text: f"{text} other",
    "date": lambda text: (date.fromisoformat(text) + timedelta(days=1)).isoformat(),
    "month": lambda text: f"{text[:3]}{int(text[3]) + 1}{text[4:]}",
    "decimal": lambda number: number + 1,
    "integer": lambda number: number + 1,
    "bool": lambda truth: not truth,
    "url": lambda url: f"{url}x",
    "uri": lambda url: f"{url}x",
    "email": lambda address: f"x{address}",
    "phone": lambda number: f"{number}9",
}


def _other(one: Stated) -> Any:
    """Another value of the same form; None where a value stands for a place or decides what else may stand."""
    table, value = one.node.get("x-vocabulary"), one.value
    if table == "language":
        return "et" if value == "en" else "en"  # in which there are texts
    if table:
        codes = list(vocabulary(table).terms)
        return codes[(codes.index(str(value)) + 1) % len(codes)]
    if one.type in ("text", "rich"):
        return {**value, "en": _OTHER[one.type](value["en"])}
    if one.type == "texts":
        return {**value, "en": [*value["en"], "other"]}
    if one.type == "ref":
        return {"offering": "example-college/further", "provider": "example-works"}.get(one.node["x-ref"][0])
    kind = one.type or {"integer": "integer", "boolean": "bool", "number": "decimal"}.get(one.node.get("type", ""), "")
    return _OTHER[kind](value) if kind in _OTHER else None


def changes() -> Iterator[tuple[Key, str, dict[str, Any]]]:
    """For each field of the records a document in which it alone is another."""
    for key in RECORDS:
        document = whole().catalogue.documents[key]
        for one in stated(*key, document):
            other = (
                _other(one) if not isinstance(one.value, list | dict) or one.type in ("text", "rich", "texts") else None
            )
            if other in (None, one.value) or one.node.get("x-private"):
                continue
            changed = deepcopy(dict(document))
            at: Any = changed
            for step in one.path[:-1]:
                at = at[step]
            at[one.path[-1]] = other
            yield key, ".".join(str(step) for step in one.path if not isinstance(step, int)), changed


def _with(key: Key, document: Mapping[str, Any], root: Path) -> Edition | None:
    """The full catalogue with one other document; None where it could not be read then."""
    for path in FULL.rglob("*"):
        target = root / path.relative_to(FULL)
        if path.is_dir():
            target.mkdir(exist_ok=True)
        elif not target.exists():
            target.hardlink_to(path)
    file = root / whole().catalogue.file(*key)
    file.unlink()
    file.write_text(json.dumps(document, ensure_ascii=False, default=_number), "utf-8")
    loaded, _ = check(root, as_of=AS_OF)
    file.unlink()
    if loaded.catalogue is None or key not in loaded.catalogue.documents:
        return None
    return Edition(loaded.catalogue, None)


def _number(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    raise TypeError(type(value))


def _is_within(field: str, told: Collection[str]) -> bool:
    """Whether a field, or what it lies in, is among those told."""
    steps = field.split(".")
    return any(".".join(steps[: number + 1]) in told for number in range(len(steps)))


def test_a_field_is_reported_exactly_if_the_format_leaves_it_out(tmp_path: Path) -> None:
    silent: dict[str, set[tuple[Key, str]]] = {format: set() for format in FORMATS}
    heard: dict[str, set[tuple[str, str]]] = {format: set() for format in FORMATS}
    tried = 0
    for key, field, document in changes():
        edition = _with(key, document, tmp_path)
        if edition is None or key not in edition.published():
            continue
        tried += 1
        for format, files in files_of(FORMATS, edition).items():
            if files == before()[format]:
                silent[format].add((key, field))
            else:
                heard[format].add((key[0], field))
    assert tried > 250
    for losses in all_losses():
        format = losses.format
        # What one record of a kind makes a format say, it says; another may have no place for it.
        unsaid = {
            (key, field)
            for key, field in silent[format]
            if key[0] in losses.unsaid and (key[0], field) not in heard[format]
        }
        untold = {one for one in unsaid if not _is_within(one[1], losses.of(whole(), one[0]))}
        assert not untold, f"{format} does not say {sorted(untold)} and does not report it"
        wrong = {one for one in heard[format] if _is_within(one[1], losses.unsaid.get(one[0], ()))}
        assert not wrong, f"{format} reports {sorted(wrong)}, which it says"


@pytest.mark.parametrize("format", FORMATS)
def test_what_is_reported_are_fields_of_the_format(format: str) -> None:
    losses = next(one for one in all_losses() if one.format == format)
    for kind, reasons in losses.unsaid.items():
        known = {".".join(str(step) for step in path if step != "*") for path, _ in fields(kind)}
        assert set(reasons) <= known, set(reasons) - known
        assert all(reason.endswith(".") for reason in reasons.values())


@pytest.mark.parametrize("format", FORMATS)
def test_every_record_is_told_with_a_reason_for_each_loss(format: str) -> None:
    losses = next(one for one in all_losses() if one.format == format)
    edition = edition_of(ROOT / "offerings")
    shelf = Shelf(part for part in plan(edition, ROOT / "offerings").parts if not part.path.endswith(".html"))
    report = json.loads(shelf.content(losses.path))
    assert [(one["record_kind"], one["id"]) for one in report["items"]] == [
        key for key in edition.published() if key[0] in losses.unsaid
    ]
    assert report["record_count"] == len(report["items"])
    for one in report["items"]:
        for field in one["lost"]:
            assert report["reasons"][one["record_kind"]].get(field) or report["reasons_of_parts"][field]


def test_every_field_is_stated_in_the_full_catalogue() -> None:
    """Else the law would be silent about it."""
    exceptions = {
        # What can stand only beside something else that the records state, or only in another record.
        "offering": {"corrections", "formerly"},
        "provider": set(),
        "recognition-policy": set(),
        "pathway": {"formerly"},
    }
    for kind in exceptions:
        known = {path[0] for path, _ in fields(kind)}
        seen = {name for key in RECORDS if key[0] == kind for name in whole().catalogue.documents[key]}
        assert known - seen == exceptions[kind], (kind, known - seen)
