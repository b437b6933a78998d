"""A small catalogue whose past a test writes commit by commit, and the calendars and feeds that follow it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import icalendar
from benchmarks.yaml_layout import yaml_text
from conftest import git
from invalid_cases import BASE
from microcatalogue.check import check
from microcatalogue.edition import Edition
from microcatalogue.feeds.subscribing import planned_subscriptions
from microcatalogue.git import find_repository
from microcatalogue.history import read_history
from microcatalogue.pages.language import Language
from microcatalogue.promises import identify
from microcatalogue.schema import shape
from microcatalogue.source import read

UNIVERSITY = "example-university"
BASE_URL = "https://catalogue.example.org/"
OFFERING = f"{UNIVERSITY}/data-literacy"
WITHDRAWN = {
    "status": "withdrawn",
    "withdrawn_on": "2026-06-30",
    "withdrawal_reason": {"en": "The course ended.", "et": "Kursus lõppes."},
}

Json = dict[str, Any]


def run(name: str, apply_by: str = "", **fields: Any) -> Json:
    """A run, with the last day to apply where one is given."""
    stated = {"apply_by": apply_by} if apply_by else {}
    return {"id": name, "starts": "2027-09", **stated, **fields}


@dataclass
class Followed:
    """A catalogue in a repository of its own."""

    top: Path
    as_of: date | None = date(2026, 11, 24)

    @classmethod
    def begun(cls, top: Path) -> Followed:
        """One with the base catalogue, not committed yet; no pathway holds on to its offering."""
        shutil.copytree(BASE, top / "offerings", ignore=shutil.ignore_patterns("pathways"))
        git(top, "init", "-q")
        return cls(top)

    def path(self, offering: str) -> Path:
        return self.top / "offerings" / f"{offering}.yml"

    def write(self, offering: str = OFFERING, **fields: Any) -> None:
        """States some fields of an offering otherwise, and leaves out those given as None; a new one begins as a copy."""
        base = self.path(offering) if self.path(offering).exists() else BASE / f"{OFFERING}.yml"
        source = read("file.yml", base.read_bytes(), shape("offering")).source
        assert source is not None
        document = {name: value for name, value in (dict(source.document) | fields).items() if value is not None}
        self.path(offering).write_text(yaml_text(document), "utf-8")

    def rename(self, old: str, new: str) -> None:
        self.path(old).rename(self.path(new))
        self.write(new, formerly=[old])

    def commit(self, day: str) -> None:
        """Publishes what is there at noon of a day."""
        git(self.top, "add", "-A")
        git(self.top, "commit", "-q", "-m", "Publish", day=f"{day}T12:00:00Z")

    def edition(self, *, with_history: bool = True) -> Edition:
        root = self.top / "offerings"
        loaded, diagnostics = check(root, as_of=self.as_of)
        assert not [one for one in diagnostics if one.is_error], diagnostics
        assert loaded.catalogue is not None
        return Edition(loaded.catalogue, read_history(*find_repository(root), identify) if with_history else None)

    def files(self, *, with_history: bool = True) -> Mapping[str, bytes]:
        """Every calendar and feed, by path."""
        return files_of(self.edition(with_history=with_history))

    def calendar(self, path: str = "calendar/deadlines.ics") -> icalendar.Calendar:
        return calendar_of(self.files()[path])

    def items(self, path: str = "feeds/new.json") -> list[Json]:
        items: list[Json] = json.loads(self.files()[path])["items"]
        return items


def files_of(edition: Edition) -> Mapping[str, bytes]:
    """Every calendar and feed of an edition, by path."""
    languages = [Language(code) for code in edition.catalogue.settings.languages]
    return {one.path: one.make().content for one in planned_subscriptions(edition, languages)}


def calendar_of(content: bytes) -> icalendar.Calendar:
    """A calendar as a program of others reads it."""
    found = icalendar.Calendar.from_ical(content)
    assert isinstance(found, icalendar.Calendar)
    return found


def events(calendar: icalendar.Calendar) -> dict[str, icalendar.Event]:
    """The events of a calendar by what they are called for ever; no two are called the same."""
    found = calendar.walk("VEVENT")
    named = {str(one["UID"]): one for one in found}
    assert len(named) == len(found)
    return named
