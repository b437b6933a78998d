"""A build with what an earlier one kept gives the same bytes as one that knows nothing, whatever was changed between."""

from __future__ import annotations

import os
import pickle
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from benchmarks.generated import parts_of, write_catalogue
from benchmarks.yaml_layout import yaml_text
from conftest import ROOT, git
from hypothesis import given, settings
from hypothesis import strategies as st
from microcatalogue import answers
from microcatalogue.build import plan
from microcatalogue.cache import Known, Made, read_known, write_known
from microcatalogue.check import load
from microcatalogue.diagnostics import Diagnostic, Severity
from microcatalogue.history import Unpublished
from microcatalogue.inspection import checks
from microcatalogue.loading import FileRead
from microcatalogue.opening import Opened, open_edition
from microcatalogue.publish import Publication, publish
from microcatalogue.renewal import NAME, Renewal, program
from microcatalogue.schema import KINDS, shape
from microcatalogue.scope import ALL, Scope
from microcatalogue.site_file import Stamp, made
from microcatalogue.source import read
from sites import Swift, reading

COUNT = 14
Document = dict[str, Any]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a small catalogue, made of parts of the example one."""
    top = tmp_path_factory.mktemp("model")
    write_catalogue(parts_of(ROOT / "offerings"), COUNT, top / "offerings")
    _enrich(top / "offerings")
    git(top, "init", "-q")
    git(top, "add", "-A")
    git(top, "commit", "-q", "-m", "Publish")
    return top


def _enrich(folder: Path) -> None:
    """What a made-up catalogue lacks: a renamed, a withdrawn and a draft offering, a picture, links between records."""
    first, second, third, fourth, *_ = _offerings(folder)
    _rewrite(first, prerequisites={"offerings": [_id(second)]}, formerly=["example-provider-0001/earlier"])
    into = {"option": "integrated-stackable", "into": [{"offering": _id(first)}]}
    _rewrite(second, stackability=into, identifiers={"local": "4711"})
    withdrawn = {"withdrawn_on": "2026-01-01", "withdrawal_reason": {"et": "Otsa sai.", "en": "It is over."}}
    _rewrite(third, status="withdrawn", replaced_by=_id(first), **withdrawn)
    _rewrite(fourth, status="draft")
    logo = ROOT / "offerings/example-university/logo.png"
    for provider in folder.glob("*/provider.yml"):
        shutil.copy(logo, provider.parent)
        _rewrite(provider, logo="logo.png")


def _offerings(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*/*.yml") if path.stem not in ("provider", "recognition-policy"))


def _id(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def _document(path: Path) -> Document:
    kind = "pathway" if path.parent.name == "pathways" else path.stem
    shaped = shape(kind if kind in KINDS else "offering")
    source = read(path.name, path.read_bytes(), shaped).source
    assert source is not None
    return dict(source.document)


def _rewrite(path: Path, **fields: Any) -> None:
    """The same document with some fields stated otherwise, or not at all where None is given."""
    document = {name: value for name, value in (_document(path) | fields).items() if value is not None}
    path.write_text(yaml_text(document), encoding="utf-8")


@dataclass
class World:
    """A repository, the site that it is published to, and the day."""

    top: Path
    random: Random
    as_of: date = date(2026, 11, 25)
    renewed: int = 0

    @property
    def folder(self) -> Path:
        return self.top / "offerings"

    @property
    def site(self) -> Path:
        return self.top / "site"

    def a(self, pattern: str) -> Path:
        found = sorted(path for path in self.folder.glob(pattern))
        return self.random.choice(found)

    def an_offering(self) -> Path:
        return self.random.choice(_offerings(self.folder))

    def build(self) -> tuple[Opened, Publication | None]:
        """Builds as the command does; nothing is published where there are errors."""
        renewal = Renewal(self.top / "cache")
        opened = _open(self, renewal)
        edition = opened.edition
        if edition is None:
            return opened, None
        whole = plan(edition, self.folder)
        parts = renewal.parts(edition, whole.parts)
        publication = publish(parts, self.site, checks=checks(edition), disk=Swift(), workers=1)
        renewal.keep(edition, opened.judgements, publication.laid)
        return opened, publication

    def cold(self) -> tuple[tuple[Diagnostic, ...], dict[str, bytes]]:
        """What the checker says and every file, by one who knows nothing."""
        opened = _open(self, None)
        if opened.edition is None:
            return opened.diagnostics, {}
        return opened.diagnostics, {one.path: one.content for one in made(plan(opened.edition, self.folder).parts)}


def _open(world: World, renewal: Renewal | None) -> Opened:
    known = {"memory": renewal.memory, "known": renewal.judgements} if renewal else {}
    return open_edition(world.folder, as_of=world.as_of.isoformat(), environment={}, **known)


def _words(world: World) -> None:
    path = world.an_offering()
    field = world.random.choice(["title", "summary"])
    text = _document(path).get(field, {"et": "Uus.", "en": "New."})
    _rewrite(path, **{field: {code: f"{world.random.choice('AMZ')} {words}" for code, words in text.items()}})


def _comment(world: World) -> None:
    path = world.a("**/*.yml")
    path.write_text(path.read_text("utf-8") + "# Looked over.\n", encoding="utf-8")


def _status(world: World) -> None:
    stated: list[Document] = [
        {"status": None, "withdrawn_on": None, "withdrawal_reason": None, "replaced_by": None},
        {"status": "suspended", "withdrawn_on": None, "withdrawal_reason": None, "replaced_by": None},
        {"status": "withdrawn", "withdrawn_on": "2026-02-01", "withdrawal_reason": {"et": "Läbi.", "en": "Over."}},
    ]
    path = world.an_offering()
    _rewrite(path, **world.random.choice(stated))
    if path.stem.startswith("added-"):
        _rewrite(path, status="draft", withdrawn_on=None, withdrawal_reason=None, replaced_by=None)


def _facets(world: World) -> None:
    choose = world.random.choice
    stated: list[Document] = [
        {"isced_f": [choose(["0613", "0111", "0413", "09"])]},
        {"languages": [choose(["et", "en", "fi", "pt"])]},
        {"participation": [choose(["online", "onsite", "blended"])]},
        {"level": {"eqf": choose([4, 5, 6, 7]), "basis": choose(["in-framework", "stated-by-provider"])}},
        {"workload": {"ects": choose([Decimal(2), Decimal(6)])}},
        {"learning_setting": choose(["formal", "non-formal"])},
        {"awarding_bodies": [{"name": {"et": "Näidisliit", "en": "Example Union"}, "country": choose(["EE", "FI"])}]},
        {"price": [{"amount": choose([Decimal(0), Decimal(120)]), "currency": "EUR", "per": "offering"}]},
        {"target_groups": ["job-seekers"]},
    ]
    _rewrite(world.an_offering(), **choose(stated))


def _links(world: World) -> None:
    one, other = world.an_offering(), world.an_offering()
    stated: list[Document] = [
        {"prerequisites": {"offerings": [_id(other)]}},
        {"stackability": {"option": "integrated-stackable", "into": [{"offering": _id(other)}]}},
        {"replaced_by": _id(other)},
        {"identifiers": {"local": world.random.choice(["1", "2"])}},
        {"prerequisites": None, "stackability": {"option": "stand-alone"}},
    ]
    _rewrite(one, **world.random.choice(stated))


def _provider(world: World) -> None:
    path = world.a("*/provider.yml")
    document = _document(path)
    stated: list[Document] = [
        {"name": {code: f"Näidis {words}" for code, words in document["name"].items()}},
        {"country": world.random.choice(["EE", "FI", "LV"])},
        {"kind": world.random.choice(["employer", "vet-institution", "higher-education-institution"])},
        {"status": "ceased", "ceased_on": "2026-03-01"},
        {"status": None, "ceased_on": None},
        {"quality_assurance": document.get("quality_assurance", [])[1:] or None},
        {"logo": None},
    ]
    _rewrite(path, **world.random.choice(stated))


def _policy(world: World) -> None:
    path = world.a("*/recognition-policy.yml")
    document = _document(path)
    title = {code: f"{words} *" for code, words in document["title"].items()}
    rules = document["rules"]
    stated: list[Document] = [
        {"title": title},
        {"rules": rules[:-1] or rules},
        {"rules": [{**rules[0], "decision": "individual", "asks": None}, *rules[1:]]},
        {"adopted": "2026-01-02"},
        {"review_by": "2026-11-01"},
        {"applies_from": None, "applies_until": "2026-11-01"},
    ]
    chosen = world.random.choice(stated)
    if "rules" in chosen:
        chosen["rules"] = [{name: value for name, value in one.items() if value is not None} for one in chosen["rules"]]
    _rewrite(path, **chosen)


def _pathway(world: World) -> None:
    path = world.a("*/pathways/*.yml")
    document = _document(path)
    steps = document["steps"]
    # Pages of what the steps list say where they lead, and so do those further on. What is over cannot be listed, and
    # what leads to itself is an error.
    there = [_id(one) for one in _offerings(world.folder)[4:] if _document(one).get("status", "active") == "active"]
    other = {"title": {"et": "Samm", "en": "Step"}, "choose": "all", "offerings": [world.random.choice(there)]}
    listed = {ref for step in steps for ref in step.get("offerings", ())}
    goal = {"leads_to": {"offering": next((ref for ref in there if ref not in listed), there[0])}}
    stated = [{"steps": [other, *steps]}, {"steps": steps[::-1]}, {"status": "withdrawn"}, goal]
    _rewrite(path, **world.random.choice(stated))


def _settings(world: World) -> None:
    title = {"et": f"Näidis {world.random.random()}", "en": "Example"}
    stated = [
        {"title": title},
        {"languages": ["en", "et"]},
        {"languages": ["et", "en"]},
        {"large_from_ects": Decimal(3)},
    ]
    _rewrite(world.folder / "catalogue.yml", **world.random.choice(stated))


def _added(world: World) -> None:
    path = world.an_offering()
    name = f"added-{world.random.randrange(10**6)}"
    path.with_stem(name).write_text(path.read_text("utf-8"), encoding="utf-8")
    fresh = {"title": {"et": f"Lisatud {name}", "en": f"Added {name}"}, "formerly": None, "identifiers": None}
    _rewrite(path.with_stem(name), **fresh)


def _gone(world: World) -> None:
    """What was never committed may go again."""
    for path in world.folder.glob("*/added-*.yml"):
        path.unlink()
        return


def _renamed(world: World) -> None:
    path = world.an_offering()
    before = tuple(_document(path).get("formerly", ()))
    target = path.with_stem(f"{path.stem}-x")
    path.rename(target)
    _rewrite(target, formerly=[_id(path), *before])


def _picture(world: World) -> None:
    source = world.random.choice(sorted((ROOT / "offerings").glob("*/logo.png")))
    shutil.copy(source, world.a("*/provider.yml").parent / world.random.choice(["logo.png", "other.png"]))


def _committed(world: World) -> None:
    git(world.top, "add", "-A", "offerings")
    git(world.top, "commit", "-q", "--allow-empty", "-m", "Change", day=f"{world.as_of}T12:00:00Z")


def _later(world: World) -> None:
    world.as_of += timedelta(days=world.random.choice([1, 40]))


def _damaged(world: World) -> None:
    """Somebody wrote into the site, or took a file from it."""
    files = sorted(path for path in world.site.rglob("*.html") if path.is_file())
    if files and world.random.random() < 0.5:
        files[world.random.randrange(len(files))].unlink()
    elif files:
        files[world.random.randrange(len(files))].write_text("Not ours.", encoding="utf-8")


EDITS: dict[str, Callable[[World], None]] = {
    one.__name__.removeprefix("_"): one
    for one in (
        *(_words, _comment, _status, _facets, _links, _provider, _policy, _pathway, _settings, _added, _gone, _renamed),
        *(_picture, _committed, _later, _damaged),
    )
}


@pytest.fixture
def world(model: Path, tmp_path: Path) -> World:
    return _copied(model, tmp_path / "copy", 0)


def _copied(model: Path, top: Path, seed: int) -> World:
    shutil.copytree(model, top)
    return World(top, Random(seed))  # noqa: S311 - a choice of edits is no secret


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


@settings(max_examples=8)
@given(st.lists(_STEPS, min_size=1, max_size=4), st.integers(0, 10**6))
def test_random_edits(
    model: Path, tmp_path_factory: pytest.TempPathFactory, rounds: list[list[str]], seed: int
) -> None:
    world = _copied(model, tmp_path_factory.mktemp("world") / "copy", seed)
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


@pytest.mark.parametrize("edit", [_words, _added, _renamed, _status, _gone])
def test_what_was_built_before_it_was_committed_is_made_again(world: World, edit: Callable[[World], None]) -> None:
    """Pages and records name the commit of their last change, which is not known before."""
    _added(world)
    _agree(world)
    edit(world)
    _agree(world)
    _committed(world)
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
    *_, one, other = _offerings(world.folder)
    assert _agree(world) == 0
    _rewrite(other, **said(_id(one)))
    assert (_agree(world) or 0) > 60


@pytest.mark.parametrize("field", ["steps", "leads_to"])
def test_a_page_shows_which_pathways_it_is_on(world: World, field: str) -> None:
    *_, one = _offerings(world.folder)
    path = world.a("*/pathways/*.yml")
    assert _agree(world) == 0
    step = {"title": {"et": "Samm", "en": "Step"}, "choose": "all", "offerings": [_id(one)]}
    _rewrite(
        path,
        **({"steps": [*_document(path)["steps"], step]} if field == "steps" else {"leads_to": {"offering": _id(one)}}),
    )
    assert (_agree(world) or 0) > 60


def test_a_finding_on_a_record_that_did_not_change(world: World) -> None:
    """Two records with one identifier are told at the later one, whichever of them changed."""
    earlier, *_, later = _offerings(world.folder)
    _rewrite(later, identifiers={"local": "9"})
    assert _agree(world) is not None
    _rewrite(earlier, identifiers={"local": "9"})
    assert _agree(world) is None
    _rewrite(earlier, identifiers=None)
    assert _agree(world) is not None


def test_a_judgement_looks_at_every_file_whose_lines_it_names(world: World) -> None:
    earlier, *_, later = _offerings(world.folder)
    for path in (earlier, later):
        _rewrite(path, identifiers={"local": "9"})
    judgement = load(world.folder).watched().judgements()["offering", _id(later)]
    assert "duplicate-identifier" in {one.code for one in judgement.diagnostics}
    assert judgement.seen >= {("record", "offering", _id(earlier)), ("record", "offering", _id(later))}


def test_every_question_that_can_be_noted_has_an_answer(world: World) -> None:
    edition = _open(world, Renewal(world.top / "cache")).edition
    assert edition is not None
    catalogue, key = edition.catalogue, ("offering", _id(_offerings(world.folder)[0]))

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
    """Nothing is taken over after a change, so what stands after the last shows all of them."""
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
    assert reading(top / "site") == reading(top / "cold")


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
    edition = _open(world, None).edition
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
    other = _copied(model, tmp_path / "other", 1)
    for one in (world, other, world):
        _words(one)
        shutil.copytree(world.top / "cache", other.top / "cache", dirs_exist_ok=True) if one is other else _agree(one)
        assert _agree(one) is not None
