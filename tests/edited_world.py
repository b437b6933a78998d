"""A small catalogue in a repository, and edits of every sort, each somewhere else every time."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.generated import parts_of, write_catalogue
from benchmarks.yaml_layout import yaml_text
from conftest import ROOT, git
from microcatalogue.build import plan
from microcatalogue.diagnostics import Diagnostic
from microcatalogue.inspection import checks
from microcatalogue.opening import Opened, open_edition
from microcatalogue.publish import Publication, publish
from microcatalogue.renewal import Renewal
from microcatalogue.schema import KINDS, shape
from microcatalogue.site_file import made
from microcatalogue.source import read
from sites import Swift

COUNT = 14
Document = dict[str, Any]


def modelled(top: Path) -> Path:
    """A repository with a small catalogue, made of parts of the example one."""
    write_catalogue(parts_of(ROOT / "offerings"), COUNT, top / "offerings")
    _enrich(top / "offerings")
    git(top, "init", "-q")
    git(top, "add", "-A")
    git(top, "commit", "-q", "-m", "Publish")
    return top


def _enrich(folder: Path) -> None:
    """What a made-up catalogue lacks: a renamed, a withdrawn and a draft offering, a picture, links between records."""
    first, second, third, fourth, *_ = offerings_in(folder)
    rewrite(first, prerequisites={"offerings": [id_of(second)]}, formerly=["example-provider-0001/earlier"])
    into = {"option": "integrated-stackable", "into": [{"offering": id_of(first)}]}
    rewrite(second, stackability=into, identifiers={"local": "4711"})
    withdrawn = {"withdrawn_on": "2026-01-01", "withdrawal_reason": {"et": "Otsa sai.", "en": "It is over."}}
    rewrite(third, status="withdrawn", replaced_by=id_of(first), **withdrawn)
    rewrite(fourth, status="draft")
    logo = ROOT / "offerings/example-university/logo.png"
    for provider in folder.glob("*/provider.yml"):
        shutil.copy(logo, provider.parent)
        rewrite(provider, logo="logo.png")


def offerings_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*/*.yml") if path.stem not in ("provider", "recognition-policy"))


def id_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def document_of(path: Path) -> Document:
    kind = "pathway" if path.parent.name == "pathways" else path.stem
    shaped = shape(kind if kind in KINDS else "offering")
    source = read(path.name, path.read_bytes(), shaped).source
    assert source is not None
    return dict(source.document)


def rewrite(path: Path, **fields: Any) -> None:
    """The same document with some fields stated otherwise, or not at all where None is given."""
    document = {name: value for name, value in (document_of(path) | fields).items() if value is not None}
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
        return self.random.choice(offerings_in(self.folder))

    def build(self) -> tuple[Opened, Publication | None]:
        """Builds as the command does; nothing is published where there are errors."""
        renewal = Renewal(self.top / "cache")
        opened = opened_by(self, renewal)
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
        opened = opened_by(self, None)
        if opened.edition is None:
            return opened.diagnostics, {}
        return opened.diagnostics, {one.path: one.content for one in made(plan(opened.edition, self.folder).parts)}


def opened_by(world: World, renewal: Renewal | None) -> Opened:
    known = {"memory": renewal.memory, "known": renewal.judgements} if renewal else {}
    return open_edition(world.folder, as_of=world.as_of.isoformat(), environment={}, **known)


def _words(world: World) -> None:
    path = world.an_offering()
    field = world.random.choice(["title", "summary"])
    text = document_of(path).get(field, {"et": "Uus.", "en": "New."})
    rewrite(path, **{field: {code: f"{world.random.choice('AMZ')} {words}" for code, words in text.items()}})


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
    rewrite(path, **world.random.choice(stated))
    if path.stem.startswith("added-"):
        rewrite(path, status="draft", withdrawn_on=None, withdrawal_reason=None, replaced_by=None)


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
    rewrite(world.an_offering(), **choose(stated))


def _links(world: World) -> None:
    one, other = world.an_offering(), world.an_offering()
    stated: list[Document] = [
        {"prerequisites": {"offerings": [id_of(other)]}},
        {"stackability": {"option": "integrated-stackable", "into": [{"offering": id_of(other)}]}},
        {"replaced_by": id_of(other)},
        {"identifiers": {"local": world.random.choice(["1", "2"])}},
        {"prerequisites": None, "stackability": {"option": "stand-alone"}},
    ]
    rewrite(one, **world.random.choice(stated))


def _provider(world: World) -> None:
    path = world.a("*/provider.yml")
    document = document_of(path)
    stated: list[Document] = [
        {"name": {code: f"Näidis {words}" for code, words in document["name"].items()}},
        {"country": world.random.choice(["EE", "FI", "LV"])},
        {"kind": world.random.choice(["employer", "vet-institution", "higher-education-institution"])},
        {"status": "ceased", "ceased_on": "2026-03-01"},
        {"status": None, "ceased_on": None},
        {"quality_assurance": document.get("quality_assurance", [])[1:] or None},
        {"logo": None},
    ]
    rewrite(path, **world.random.choice(stated))


def _policy(world: World) -> None:
    path = world.a("*/recognition-policy.yml")
    document = document_of(path)
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
    rewrite(path, **chosen)


def _pathway(world: World) -> None:
    path = world.a("*/pathways/*.yml")
    document = document_of(path)
    steps = document["steps"]
    # Pages of what the steps list say where they lead, and so do those further on. What is over cannot be listed, and
    # what leads to itself is an error.
    there = [
        id_of(one) for one in offerings_in(world.folder)[4:] if document_of(one).get("status", "active") == "active"
    ]
    other = {"title": {"et": "Samm", "en": "Step"}, "choose": "all", "offerings": [world.random.choice(there)]}
    listed = {ref for step in steps for ref in step.get("offerings", ())}
    goal = {"leads_to": {"offering": next((ref for ref in there if ref not in listed), there[0])}}
    stated = [{"steps": [other, *steps]}, {"steps": steps[::-1]}, {"status": "withdrawn"}, goal]
    rewrite(path, **world.random.choice(stated))


def _settings(world: World) -> None:
    title = {"et": f"Näidis {world.random.random()}", "en": "Example"}
    stated = [
        {"title": title},
        {"languages": ["en", "et"]},
        {"languages": ["et", "en"]},
        {"large_from_ects": Decimal(3)},
    ]
    rewrite(world.folder / "catalogue.yml", **world.random.choice(stated))


def _added(world: World) -> None:
    path = world.an_offering()
    name = f"added-{world.random.randrange(10**6)}"
    path.with_stem(name).write_text(path.read_text("utf-8"), encoding="utf-8")
    fresh = {"title": {"et": f"Lisatud {name}", "en": f"Added {name}"}, "formerly": None, "identifiers": None}
    rewrite(path.with_stem(name), **fresh)


def _gone(world: World) -> None:
    """What was never committed may go again."""
    for path in world.folder.glob("*/added-*.yml"):
        path.unlink()
        return


def _renamed(world: World) -> None:
    path = world.an_offering()
    before = tuple(document_of(path).get("formerly", ()))
    target = path.with_stem(f"{path.stem}-x")
    path.rename(target)
    rewrite(target, formerly=[id_of(path), *before])


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


def copied(model: Path, top: Path, seed: int) -> World:
    shutil.copytree(model, top)
    return World(top, Random(seed))  # noqa: S311 - a choice of edits is no secret
