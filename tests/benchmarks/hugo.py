"""Hugo as the peer: a site whose pages of offerings hold the same parts and as many bytes as ours, from the same YAML.

A content adapter reads every offering file; vocabularies and providers come as data. Everything that Hugo would make
besides (feeds, taxonomies, site map) is switched off.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from microcatalogue.vocabulary import vocabulary, vocabulary_names

TEMPLATES = Path(__file__).parent / "hugo_site"

_SETTINGS = """\
baseURL = "https://catalogue.example.org/"
title = "Example catalogue of micro-credentials"
disableKinds = ["home", "section", "taxonomy", "term", "RSS", "sitemap", "404"]

[outputs]
page = ["html"]

[[module.mounts]]
source = "layouts"
target = "layouts"

[[module.mounts]]
source = "content"
target = "content"

[[module.mounts]]
source = "data"
target = "data"

[[module.mounts]]
source = {offerings}
target = "assets/catalogue"

[[module.mounts]]
source = {offerings}
target = "data/catalogue"
files = ["*/provider.yml"]
"""


def write_site(offerings: Path, site: Path, padding: int = 0) -> None:
    """Writes the Hugo site of a catalogue folder, in place of what is there; `padding` bytes are added to each page."""
    shutil.rmtree(site, ignore_errors=True)
    (site / "content" / "offerings").mkdir(parents=True)
    (site / "layouts" / "_partials").mkdir(parents=True)
    (site / "data").mkdir()
    (site / "hugo.toml").write_text(_SETTINGS.format(offerings=json.dumps(str(offerings.resolve()))), encoding="utf-8")
    shutil.copy(TEMPLATES / "_content.gotmpl", site / "content" / "offerings")
    shutil.copy(TEMPLATES / "page.html", site / "layouts")
    for name in ("header.html", "footer.html"):
        shutil.copy(TEMPLATES / name, site / "layouts" / "_partials")
    footer = site / "layouts" / "_partials" / "footer.html"
    footer.write_text(footer.read_text(encoding="utf-8") + " " * padding, encoding="utf-8")
    tables = {name: _table(name) for name in vocabulary_names()}
    (site / "data" / "vocabulary.json").write_text(json.dumps(tables), encoding="utf-8")
    annexes = {"one": _annex("annex-one"), "two": _annex("annex-two")}
    (site / "data" / "annexes.json").write_text(json.dumps(annexes), encoding="utf-8")


def command(site: Path, target: Path) -> tuple[str, ...]:
    """What is run to build the site into `target`."""
    binary = shutil.which("hugo")
    if binary is None:
        raise FileNotFoundError("hugo is not installed; install the packages of requirements-bench.lock")
    return (binary, "--quiet", "--source", str(site), "--destination", str(target), "--noBuildLock")


def _table(name: str) -> dict[str, dict[str, str]]:
    return {
        code: {"label": term.label("en"), "gloss": term.gloss("en")} for code, term in vocabulary(name).terms.items()
    }


def _annex(name: str) -> list[dict[str, object]]:
    return [
        {
            "n": number,
            "label": term.label("en"),
            "gloss": term.gloss("en"),
            "credential": term.more.get("stated_on") == "credential",
        }
        for number, term in vocabulary(name).terms.items()
    ]
