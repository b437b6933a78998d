"""The guide's pages for aggregators: excerpts that are in the feeds, commands that fetch, addresses that are all there."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from xml.etree.ElementTree import ParseError

import pytest
from built import whole_site_of
from conftest import ROOT, git
from excerpts import (
    Excerpt,
    addresses,
    commands,
    example_of,
    excerpts,
    holds,
    named,
    pairs,
    wrong_ones,
)
from microcatalogue.cli.app import app
from microcatalogue.feeds.described import templates
from serving_site import served
from typer.testing import CliRunner

BASE = "https://catalogue.example.org/"
GUIDE = ROOT / "theme/guide"
PAGES = ["aggregators.md", *sorted(f"aggregators/{path.name}" for path in (GUIDE / "en/aggregators").glob("*.md"))]
EVERY = pairs(PAGES, ("en", "et"))
FORMATS = {
    *("aggregators/json.md", "aggregators/europass.md", "aggregators/quality-link.md", "aggregators/credentials.md"),
    *("aggregators/schema-org.md", "aggregators/guidance-tables.md"),
}


def page(language: str, name: str) -> str:
    return (GUIDE / language / name).read_text("utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The site of the example catalogue in a repository of its own, where an offering was renamed and the rest followed."""
    top = tmp_path_factory.mktemp("catalogue")
    university = top / "offerings/example-university"
    university.mkdir(parents=True)
    source = ROOT / "offerings/example-university"
    shutil.copy(source / "provider.yml", university)
    shutil.copy(source / "data-analysis-with-python.yml", university / "python-for-analysts.yml")
    git(top, "init", "-q")
    _commit(top, "2026-01-12T09:00:00Z")
    (university / "python-for-analysts.yml").rename(university / "data-analysis-with-python.yml")
    _commit(top, "2026-02-03T09:00:00Z")
    shutil.copytree(ROOT / "offerings", top / "offerings", dirs_exist_ok=True)
    _commit(top, "2026-03-02T09:00:00Z")
    return whole_site_of(top / "offerings")


def _commit(top: Path, day: str) -> None:
    git(top, "add", "-A", day=day)
    git(top, "commit", "-q", "-m", "Publish", day=day)


def test_every_format_has_its_page() -> None:
    assert set(PAGES) >= FORMATS


@pytest.mark.parametrize(("language", "name"), EVERY)
def test_every_excerpt_is_in_the_file_that_it_names(site: Mapping[str, bytes], language: str, name: str) -> None:
    shown = excerpts(page(language, name))
    assert shown
    for one in shown:
        if one.language == "text" and not one.path:
            continue  # what a command prints; the command is run below
        assert one.path in site, f"no file of the site stands above the block: {one.text[:60]}"
        assert holds(one, site[one.path]), f"{one.path} does not say\n{one.text}"


@pytest.mark.parametrize("name", PAGES)
def test_an_excerpt_that_says_something_else_is_found(site: Mapping[str, bytes], name: str) -> None:
    for one in excerpts(page("en", name)):
        if one.path:
            wrong = list(wrong_ones(one))
            assert wrong
            for other in wrong:
                assert not _reads(other, site[one.path]), other.text


def _reads(one: Excerpt, content: bytes) -> bool:
    """Whether an excerpt holds; one that cannot be read does not."""
    try:
        return holds(one, content)
    except (ValueError, ParseError):
        return False


@pytest.mark.parametrize("name", PAGES)
def test_both_languages_show_the_same(name: str) -> None:
    assert excerpts(page("en", name)) == excerpts(page("et", name))
    assert commands(page("en", name)) == commands(page("et", name))
    assert [one.pattern for one in addresses(page("en", name))] == [one.pattern for one in addresses(page("et", name))]


@pytest.mark.parametrize("name", PAGES)
def test_every_command_fetches_what_is_there(site: Mapping[str, bytes], name: str) -> None:
    known = {one.name or "" for one in app.registered_commands}
    fetched = 0
    for line in commands(page("en", name)):
        program, *words = shlex.split(line)
        if program == "curl":
            (address,) = (word for word in words if word.startswith("{base}"))
            assert address.removeprefix("{base}") in site, line
            fetched += 1
        elif program == "catalogue":
            assert words[0] in known, line
        else:
            assert program == "sha256sum", line
    assert fetched


def test_the_commands_work_as_they_stand(site: Mapping[str, bytes], tmp_path: Path) -> None:
    """What the shell fetches from a served site is the file, to the byte."""
    if shutil.which("curl") is None:
        pytest.skip("no curl is installed")
    folder, taken = tmp_path / "site", tmp_path / "taken"
    taken.mkdir()
    lines = [line for name in PAGES for line in commands(page("en", name)) if line.startswith("curl ")]
    paths = [re.search(r"\{base\}(\S+)", line)[1] for line in lines]
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(site[path])
    with served(folder) as address:
        for line, path in zip(lines, paths, strict=True):
            subprocess.run(["sh", "-c", line.replace("{base}", address)], cwd=taken, check=True)
            assert (taken / Path(path).name).read_bytes() == site[path], line


def test_pages_give_the_address_of_the_catalogue_itself(site: Mapping[str, bytes]) -> None:
    for language in ("en", "et"):
        shown = site[f"{language}/guide/aggregators/index.html"].decode()
        assert f"curl -sS -O {BASE}api/v1/index.json" in shown
        assert "{base}" not in shown


@pytest.mark.parametrize("language", ["en", "et"])
def test_every_feed_is_named(site: Mapping[str, bytes], language: str) -> None:
    patterns = [one for name in PAGES for one in addresses(page(language, name))]
    wanted = {one.template for one in templates()}
    index = json.loads(site["api/v1/index.json"])
    wanted |= {one["url"].removeprefix(BASE) for one in index["items"]}
    assert len(wanted) > 60
    assert sorted(path for path in wanted if not named(patterns, example_of(path))) == []


FOLDERS = (
    "api/",
    "elm/",
    "credentials/",
    "openbadges/",
    "guidance/",
    "quality-link/",
    "schemas/",
    "feeds/",
    "calendar/",
)


@pytest.mark.parametrize("name", PAGES)
def test_every_address_in_the_words_is_there(site: Mapping[str, bytes], name: str) -> None:
    text = page("en", name)
    known = set(site) | {example_of(one.template) for one in templates()}
    for pattern in addresses(text):
        path = pattern.pattern
        if path.startswith((*FOLDERS, r"\.well")) and not path.endswith("/"):
            # An id of an offering is two parts of a path.
            wide = re.compile(path)
            assert any(wide.fullmatch(one) for one in known), path


def test_the_columns_of_learners_are_those_that_the_command_names() -> None:
    arguments = ["credential", "example-university/data-literacy", "--offerings", str(ROOT / "offerings")]
    printed = CliRunner().invoke(app, arguments).output
    for language in ("en", "et"):
        (block,) = (one for one in excerpts(page(language, "aggregators/credentials.md")) if not one.path)
        assert printed.startswith(block.text)


def test_the_register_is_given_one_address_a_dataset(site: Mapping[str, bytes]) -> None:
    for language in ("en", "et"):
        text = page(language, "aggregators/europass.md")
        for dataset in ("opportunities", "specifications", "accreditations"):
            assert f"](../../../../elm/{dataset}.xml)" in text
            assert f"elm/{dataset}.xml" in site
