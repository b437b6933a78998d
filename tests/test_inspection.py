"""The last look at a staged site: what was lost, added or damaged on the way to the disk is found before it is published."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import jsonschema_rs
import pytest
from built import edition_of
from invalid_cases import BASE
from microcatalogue.build import site_files
from microcatalogue.edition import Edition
from microcatalogue.feeds.registry import all_feeds
from microcatalogue.feeds.schemas import feed_schema
from microcatalogue.inspection import checks

OFFERING = "api/v1/offerings/example-university/data-literacy.json"
GUIDANCE = "guidance/offerings/example-university/data-literacy.json"
DUMP = "api/v1/offerings.json"
BADGES = "openbadges/achievements.json"
LINES = "api/v1/offerings.ndjson"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Edition, Path]:
    root, folder = (tmp_path_factory.mktemp("built") / name for name in ("offerings", "site"))
    shutil.copytree(BASE, root)
    shutil.copy(root / "example-university/data-literacy.yml", root / "example-university/more-data-literacy.yml")
    edition = edition_of(root)
    for file in site_files(edition, root):
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.content)
    return edition, folder


def said(edition: Edition, site: Path) -> Iterator[str]:
    return (problem for check in checks(edition) for problem in check(site, frozenset()))


def test_a_site_as_it_was_made_passes(built: tuple[Edition, Path]) -> None:
    assert list(said(*built)) == []


def test_every_dump_is_a_document_that_conforms(built: tuple[Edition, Path]) -> None:
    edition, site = built
    for one in (feed for feed in all_feeds() if feed.joins):
        content = (site / one.path).read_bytes()
        by_line = one.media_type == "application/x-ndjson"
        documents = [json.loads(line) for line in (content.splitlines() if by_line else [content])]
        assert one.schema or one.conforms_to  # formats that others keep are judged by tests of their own
        for document in documents if one.schema else ():
            jsonschema_rs.validate(dict(feed_schema(one.schema)), document)
        assert len(documents if by_line else documents[0][one.joined_in]) == one.records(edition)


def _damaged(path: str, damage: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def change(site: Path) -> None:
        before = (site / path).read_bytes()
        after = damage(before)
        assert after != before
        (site / path).write_bytes(after)

    return change


def _copied(path: str, to: str) -> Callable[[Path], None]:
    def change(site: Path) -> None:
        (site / to).parent.mkdir(parents=True)
        shutil.copy(site / path, site / to)

    return change


CHANGES: dict[str, tuple[Callable[[Path], None], str]] = {
    "a page is gone": (
        lambda site: (site / "en/offerings/example-university/data-literacy/index.html").unlink(),
        "en/offerings/ lacks 1 of ",
    ),
    "a page too many": (
        _copied(
            "en/offerings/example-university/data-literacy/index.html", "en/offerings/example-university/x/index.html"
        ),
        "has 1 that belong to no record",
    ),
    "a page in the place of another": (
        lambda site: (site / "et/providers/example-university").rename(site / "et/providers/example-univercity"),
        "has 1 that belong to no record",
    ),
    "a page of a list too many": (
        _copied("en/providers/index.html", "en/providers/page/2/index.html"),
        "en/providers/ lacks 0 of ",
    ),
    "a record is gone": (lambda site: (site / OFFERING).unlink(), "api/v1/offerings/ has "),
    "a record that does not conform": (
        _damaged(OFFERING, lambda content: content.replace(b'"title"', b'"titel"')),
        f"{OFFERING} does not conform",
    ),
    "a record that is no JSON": (_damaged(OFFERING, lambda content: content[:-3]), f"{OFFERING} cannot be read back"),
    "a record in another format that does not conform": (
        _damaged(GUIDANCE, lambda content: content.replace(b'"title"', b'"titel"')),
        f"{GUIDANCE} does not conform",
    ),
    "a record in another format is gone": (
        lambda site: (site / GUIDANCE).unlink(),
        "guidance/offerings.json cannot be read back",
    ),
    "a dump in another format with one letter changed": (
        _damaged("guidance/offerings.json", lambda content: content.replace(b"Example", b"Exemple", 1)),
        "guidance/offerings.json is not made of",
    ),
    "a feed that does not conform": (
        _damaged("api/v1/changes.json", lambda content: content.replace(b'"items"', b'"item"')),
        "api/v1/changes.json does not conform",
    ),
    "a dump with a comma too few": (
        _damaged(DUMP, lambda content: content.replace(b"},{", b"} {")),
        f"{DUMP} is not made of",
    ),
    "a dump with one letter changed": (
        _damaged(DUMP, lambda content: content.replace(b"example-university", b"example-univercity", 1)),
        f"{DUMP} is not made of",
    ),
    "a dump with something after its end": (_damaged(DUMP, lambda content: content + b"\n"), f"{DUMP} is not made of"),
    "a dump cut off": (_damaged(DUMP, lambda content: content[:-1]), f"{DUMP} is not made of"),
    "a dump of hardly anything": (_damaged(DUMP, lambda _: b"{"), f"{DUMP} is not made of"),
    "lines without one of them": (
        _damaged(LINES, lambda content: content.partition(b"\n")[2]),
        f"{LINES} is not made of",
    ),
    "a dump of another format with one letter changed": (
        _damaged(BADGES, lambda content: content.replace(b"MicroCredential", b"MacroCredential", 1)),
        f"{BADGES} is not made of",
    ),
    "a dump is gone": (lambda site: (site / DUMP).unlink(), f"{DUMP} cannot be read back"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_damage_is_named(change: str, built: tuple[Edition, Path], tmp_path: Path) -> None:
    edition, site = built
    shutil.copytree(site, tmp_path / "site")
    damage, expected = CHANGES[change]
    damage(tmp_path / "site")
    assert any(expected in problem for problem in said(edition, tmp_path / "site"))
