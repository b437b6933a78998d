"""The guidance tables read back by programs that share no code with what wrote them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from microcatalogue.edition import Edition
from microcatalogue.feeds import api
from microcatalogue.site_file import Shelf
from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook

Lines = list[dict[str, str]]


@dataclass(frozen=True)
class Tables:
    """The files of a site, by path, as readers of tables see them."""

    site: Mapping[str, bytes]

    def csv(self, name: str) -> Lines:
        return list(csv.DictReader(io.StringIO(self.site[f"guidance/{name}.csv"].decode("utf-8"), newline="")))

    @cached_property
    def package(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.site["guidance/datapackage.json"])
        return found

    @cached_property
    def offerings(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.site["guidance/offerings.json"])
        return found

    @cached_property
    def workbook(self) -> Workbook:
        return load_workbook(io.BytesIO(self.site["guidance/offerings.xlsx"]))

    def sheet(self, name: str) -> list[dict[str, Any]]:
        """The lines of a sheet, each cell by the name of its column."""
        heads, *rows = self.workbook[name].iter_rows(values_only=True)
        return [dict(zip(heads, row, strict=True)) for row in rows]


def tables_of(edition: Edition) -> Tables:
    """The guidance tables of an edition, and the report on what they do not say."""
    shelf = Shelf((*api.planned_record_feeds(edition), *api.derived_feeds(edition)))
    wanted = [path for path in shelf.paths if path.startswith("guidance/") or path == "api/v1/loss/guidance.json"]
    return Tables({path: shelf.content(path) for path in wanted})


def stated_in(root: Path) -> dict[str, dict[str, Any]]:
    """What the files of the published offerings state, by id, read by PyYAML with all scalars as texts."""
    found = {}
    for path in sorted(root.glob("*/*.yml")):
        if path.stem not in ("provider", "recognition-policy"):
            document = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - builds texts, lists and mappings alone
            if document.get("status") != "draft":
                found[f"{path.parent.name}/{path.stem}"] = document
    return found
