"""A build with what an earlier one kept gives the same bytes as one that knows nothing, whatever was changed between."""

from __future__ import annotations

import os
import pickle
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from edited_world import EDITS, Document, World, copied, document_of, id_of, modelled, offerings_in, opened_by, rewrite
from hypothesis import given, settings
from hypothesis import strategies as st
from microcatalogue import answers
from microcatalogue.build import plan
from microcatalogue.cache import Known, Made, read_known, write_known
from microcatalogue.check import load
from microcatalogue.diagnostics import Severity
from microcatalogue.history import Unpublished
from microcatalogue.loading import FileRead
from microcatalogue.renewal import NAME, Renewal, program
from microcatalogue.scope import ALL, Scope
from microcatalogue.site_file import Stamp
from sites import reading


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return modelled(tmp_path_factory.mktemp("model"))


@pytest.fixture
def world(model: Path, tmp_path: Path) -> World:
    return copied(model, tmp_path / "copy", 0)


def _agree(world: World) -> int | None:
    """A build with what was kept finds and publishes what one that knows nothing does; how many files it took over.

    None where there are errors.
    """
    opened, publication = world.build()
    diagnostics, wanted = world.cold()
    assert opened.diagnostics == diagnostics
    assert (publication is None) == (not wanted)
    if publication is None:
        return None
    found = reading(world.site)
    assert {path for path in found.keys() | wanted.keys() if found.get(path) != wanted.get(path)} == set()
    return len(publication.laid.kept)


_STEPS = st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=4)


@settings(max_examples=12)
@given(st.lists(_STEPS, min_size=1, max_size=4), st.integers(0, 10**6))
def test_random_edits(
    model: Path, tmp_path_factory: pytest.TempPathFactory, rounds: list[list[str]], seed: int
) -> None:
    world = copied(model, tmp_path_factory.mktemp("world") / "copy", seed)
    assert _agree(world) == 0
    for edits in rounds:
        shutil.copytree(world.folder, world.top / "before")
        for name in edits:
            EDITS[name](world)
        if _agree(world) is None:  # with errors: nothing is published, and the next round begins from what was there
            shutil.rmtree(world.folder)
            shutil.copytree(world.top / "before", world.folder)
        shutil.rmtree(world.top / "before")
    shutil.rmtree(world.top)


@pytest.mark.parametrize("name", sorted(EDITS))
def test_each_edit(world: World, name: str) -> None:
    assert _agree(world) == 0
    taken_over = []
    for _ in range(4):
        EDITS[name](world)
        taken_over.append(_agree(world) or 0)
    # The date stands on every page, so nothing can be taken over; of other edits at least one leaves most as it was.
    assert (max(taken_over) > 60) == (name != "later"), taken_over


@pytest.mark.parametrize("edit", ["words", "added", "renamed", "status", "gone"])
def test_what_was_built_before_it_was_committed_is_made_again(world: World, edit: str) -> None:
    """Pages and records name the commit of their last change, which is not known before."""
    EDITS["added"](world)
    _agree(world)
    EDITS[edit](world)
    _agree(world)
    EDITS["committed"](world)
    assert _agree(world) is not None


def _withdrawn_for(ref: str) -> Document:
    reason = {"et": "Läbi.", "en": "Over."}
    return {"status": "withdrawn", "withdrawn_on": "2026-02-01", "withdrawal_reason": reason, "replaced_by": ref}


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(
            lambda ref: {"stackability": {"option": "integrated-stackable", "into": [{"offering": ref}]}},
            id="stacks into it",
        ),
        pytest.param(lambda ref: {"prerequisites": {"offerings": [ref]}}, id="needs it"),
        pytest.param(_withdrawn_for, id="came before it"),
    ],
)
def test_a_page_shows_what_others_say_of_it(world: World, said: Callable[[str], Document]) -> None:
    *_, one, other = offerings_in(world.folder)
    assert _agree(world) == 0
    rewrite(other, **said(id_of(one)))
    assert (_agree(world) or 0) > 60


@pytest.mark.parametrize("field", ["steps", "leads_to"])
def test_a_page_shows_which_pathways_it_is_on(world: World, field: str) -> None:
    *_, one = offerings_in(world.folder)
    path = world.a("*/pathways/*.yml")
    assert _agree(world) == 0
    step = {"title": {"et": "Samm", "en": "Step"}, "choose": "all", "offerings": [id_of(one)]}
    rewrite(
        path,
        **(
            {"steps": [*document_of(path)["steps"], step]}
            if field == "steps"
            else {"leads_to": {"offering": id_of(one)}}
        ),
    )
    assert (_agree(world) or 0) > 60


def test_a_finding_on_a_record_that_did_not_change(world: World) -> None:
    """Two records with one identifier are told at the later one, whichever of them changed."""
    earlier, *_, later = offerings_in(world.folder)
    rewrite(later, identifiers={"local": "9"})
    assert _agree(world) is not None
    rewrite(earlier, identifiers={"local": "9"})
    assert _agree(world) is None
    rewrite(earlier, identifiers=None)
    assert _agree(world) is not None


def test_a_judgement_looks_at_every_file_whose_lines_it_names(world: World) -> None:
    earlier, *_, later = offerings_in(world.folder)
    for path in (earlier, later):
        rewrite(path, identifiers={"local": "9"})
    judgement = load(world.folder).watched().judgements()["offering", id_of(later)]
    assert "duplicate-identifier" in {one.code for one in judgement.diagnostics}
    assert judgement.seen >= {("record", "offering", id_of(earlier)), ("record", "offering", id_of(later))}


def test_every_question_that_can_be_noted_has_an_answer(world: World) -> None:
    edition = opened_by(world, Renewal(world.top / "cache")).edition
    assert edition is not None
    catalogue, key = edition.catalogue, ("offering", id_of(offerings_in(world.folder)[0]))

    def ask() -> None:
        for table in (catalogue.providers, catalogue.offerings, catalogue.policies, catalogue.pathways):
            _ = len(table), table.values(), table.items(), table.get("none"), "none" in table
        _ = (
            len(catalogue.documents),
            catalogue.documents.values(),
            catalogue.documents[key],
            catalogue.content_hashes[key],
        )
        for name in ("offerings_of", "pathways_of", "pathways_with", "pathways_to", "stacking_into", "requiring"):
            getattr(catalogue, name)("none")
        for name in ("predecessors", "folder_of"):
            getattr(catalogue, name)("none")
        _ = catalogue.identifier_holders("local", "1"), catalogue.picture_names(), catalogue.published_pathways
        _ = edition.history, edition.groups, edition.counts, edition.listed("et", "", "", 0, 5), edition.by_title("et")
        _ = edition.search_rows(), edition.search_slice(0, 8), edition.codes_of("times"), edition.fitting("level=6")
        for scope in (ALL, Scope("provider", "none"), Scope("field", "06"), Scope("offering", key[1])):
            _ = edition.with_deadlines(scope), edition.latest_changes(scope)
        _ = edition.shares("none"), edition.coverage("none"), edition.receivers()
        _ = edition.awarding(), edition.awarded_by("none"), edition.outcome_letters("none")
        _ = edition.past(("offering", "none")), edition.changes_of(key), edition.spoken(key)

    _, seen = catalogue.reads.recorded(ask)
    assert {query[0] for query in seen} == set(answers.NAMES)
    assert all(isinstance(answers.answer(edition, query), str) for query in seen)


@pytest.fixture
def program_copy(tmp_path: Path) -> Path:
    """The program where it may be changed: code and theme."""
    top = tmp_path / "program"
    shutil.copytree(ROOT / "generator", top / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "theme", top / "theme")
    return top


def _command(top: Path, program_copy: Path, *arguments: str) -> str:
    """What the command says, run from a copy of the program."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(top), "PYTHONPATH": str(program_copy / "generator")}
    command = [sys.executable, "-c", "from microcatalogue.cli import main; main()", "build", *arguments]
    done = subprocess.run(command, cwd=top, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


CHANGES = {
    "the shell": ("theme/templates/base.html.j2", "<body", '<body data-changed="yes"'),
    "a vocabulary": ("generator/microcatalogue/vocabularies/eqf.csv", "EQF level 6", "EQF level six"),
    "a translation": ("theme/translations/et.po", 'msgstr "Pakkuja"', 'msgstr "Koolitaja"'),
    "the stylesheet": ("theme/assets/catalogue.css", "body {", "body { color: inherit;"),
    "the code": ("generator/microcatalogue/pages/offering.py", '"Further information"', '"More information"'),
}


def test_a_change_of_the_program_shows_everywhere(model: Path, program_copy: Path, tmp_path: Path) -> None:
    top = tmp_path / "catalogue"
    shutil.copytree(model, top)
    _command(top, program_copy, "--cache", "cache")
    assert "(0 changed)" in _command(top, program_copy, "--cache", "cache")
    for what, (file, before, after) in CHANGES.items():
        text = (program_copy / file).read_text("utf-8")
        assert before in text, what
        (program_copy / file).write_text(text.replace(before, after), encoding="utf-8")
        assert "(0 changed)" not in _command(top, program_copy, "--cache", "cache"), what
        _command(top, program_copy, "--site", "cold")
        assert reading(top / "site") == reading(top / "cold"), what


@pytest.mark.parametrize("change", ["added", "changed", "removed"])
@pytest.mark.parametrize("folder", ["generator/microcatalogue", "theme"])
def test_every_file_of_the_program_counts(program_copy: Path, folder: str, change: str) -> None:
    code, theme = program_copy / "generator/microcatalogue", program_copy / "theme"
    before = program(code, theme)
    assert program(code, theme) == before
    files = sorted(path for path in (program_copy / folder).rglob("*") if path.is_file())
    for path in (files[0], files[len(files) // 2], files[-1]):
        content = path.read_bytes()
        if change == "removed":
            path.unlink()
        else:
            target = path if change == "changed" else path.with_name(f"{path.name}.more")
            target.write_bytes(content + b"\n")
        assert program(code, theme) != before, path
        before = program(code, theme)


def test_nothing_is_kept_of_a_catalogue_that_nobody_watches(world: World) -> None:
    edition = opened_by(world, None).edition
    assert edition is not None
    with pytest.raises(ValueError, match="nobody notes"):
        Renewal(world.top / "cache").parts(edition, plan(edition, world.folder).parts)


def test_what_is_kept_comes_back_as_it_was(world: World) -> None:
    loaded = load(world.folder).watched()
    judgements = loaded.judgements()
    read = {("a.yml", Severity.ERROR, "en"): FileRead("blob", loaded.findings, b"packed", Unpublished.DRAFT)}
    said = {key: one for key, one in judgements.items() if one.diagnostics}
    assert said
    asked = {
        query: str(number)
        for number, query in enumerate(sorted(frozenset().union(*(one.seen for one in said.values()))))
    }
    known = Known("program", "setting", read, said, {"a": Made("digest", Stamp(1, 2, 3), frozenset(asked))}, asked)
    write_known(world.top / "kept" / NAME, known, Known())
    assert read_known(world.top / "kept" / NAME, "program") == known
    assert read_known(world.top / "kept" / NAME, "another program") == Known()


class _Call:
    """Something that calls when it is unpickled, as a hostile file would."""

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return os.mkdir, ("called",)


def test_a_hostile_cache_calls_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(world.top)
    _agree(world)
    with sqlite3.connect(world.top / "cache" / NAME) as store:
        store.execute("update files set found = ?", (pickle.dumps(_Call()),))
    assert _agree(world) == 0
    assert not Path("called").exists()


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0" + bytes(5000)])
def test_a_damaged_cache_means_that_nothing_is_known(world: World, damage: bytes) -> None:
    _agree(world)
    store = world.top / "cache" / NAME
    store.write_bytes(damage)
    assert _agree(world) == 0
    assert (_agree(world) or 0) > 60
    store.write_bytes(store.read_bytes()[:-9000])
    assert _agree(world) is not None


def test_a_cache_without_its_site_makes_all_anew(world: World) -> None:
    _agree(world)
    shutil.rmtree(world.site)
    assert _agree(world) == 0


def test_a_cache_serves_one_site_and_harms_no_other(world: World, model: Path, tmp_path: Path) -> None:
    other = copied(model, tmp_path / "other", 1)
    for one in (world, other, world):
        EDITS["words"](one)
        shutil.copytree(world.top / "cache", other.top / "cache", dirs_exist_ok=True) if one is other else _agree(one)
        assert _agree(one) is not None
