"""`catalogue export`: the files of one format are those of the site."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from built import AS_OF
from conftest import ROOT
from microcatalogue.cli import app
from microcatalogue.export import formats
from microcatalogue.feeds.registry import all_feeds, all_record_feeds
from typer.testing import CliRunner

FULL = ROOT / "tests/catalogues/full"
CATALOGUE = ("--offerings", str(FULL), "--as-of", AS_OF.isoformat())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The site that the command builds."""
    folder = tmp_path_factory.mktemp("site") / "site"
    result = CliRunner().invoke(app, ["build", "--site", str(folder), *CATALOGUE])
    assert result.exit_code == 0, result.output
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _run(*arguments: str | Path) -> Any:
    return CliRunner().invoke(app, ["export", *map(str, arguments), *CATALOGUE])


def test_there_are_as_many_as_one_expects() -> None:
    assert {"api", "atom", "credential", "elm", "elm-xml", "guidance", "icalendar"} <= set(formats())
    assert {"json-feed", "openbadges", "quality-link", "schema-org"} <= set(formats())


def test_every_feed_is_in_one_format(site: Mapping[str, bytes], tmp_path: Path) -> None:
    found: dict[str, bytes] = {}
    for format in formats():
        result = _run(format, "--out", tmp_path / format)
        assert result.exit_code == 0, result.output
        files = {
            path.relative_to(tmp_path / format).as_posix(): path
            for path in (tmp_path / format).rglob("*")
            if path.is_file()
        }
        assert not found.keys() & files.keys()
        found |= {path: file.read_bytes() for path, file in files.items()}
        assert f"{len(files)} files, {sum(map(len, (found[path] for path in files))):,} bytes" in result.output
    assert {one.path for one in all_feeds()} <= found.keys()
    for one in all_record_feeds():
        assert any(path.startswith(one.template.partition("{id}")[0]) for path in found)
    differing = [path for path, content in found.items() if site.get(path) != content]
    assert not differing


def test_what_else_lies_there_stays(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    assert _run("guidance", "--out", tmp_path).exit_code == 0
    first = (tmp_path / "guidance/offerings.csv").read_bytes()
    (tmp_path / "guidance/offerings.csv").write_bytes(b"old")
    assert _run("guidance", "--out", tmp_path).exit_code == 0
    assert (tmp_path / "guidance/offerings.csv").read_bytes() == first
    assert (tmp_path / "mine.txt").read_text("utf-8") == "mine"
    assert not list(tmp_path.rglob(".*"))


def test_mistakes_are_said(tmp_path: Path) -> None:
    result = _run("elmm", "--out", tmp_path)
    assert (result.exit_code, "did you mean “elm”?" in result.output) == (2, True)
    result = _run("elm", "--out", FULL / "export")
    assert (result.exit_code, "lies in the catalogue" in result.output) == (2, True)
    assert not (FULL / "export").exists()
    (tmp_path / "file").touch()
    assert _run("elm", "--out", tmp_path / "file").exit_code == 2
