"""Hostile text is inert in every output: it appears letter by letter, and adds no element, attribute or link.

Thousands of payloads stand in plain and rich texts of a catalogue; pages are parsed as browsers do and compared with
the pages of the same catalogue with harmless text. The hostile catalogues of the shared generator never crash.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib
import pytest
import yaml
from built import pages_and_records_of, problems_of
from invalid_cases import BASE
from microcatalogue.reading.characters import BAD
from microcatalogue.report import FORMATS, as_github, as_json, as_markdown
from microcatalogue.rich_text import rich_html

CHUNK = 250


def payloads(shared: Path) -> list[str]:
    """All lines of the corpora that a text may hold at all."""
    found = json.loads((shared / "corpora/blns/blns.json").read_text("utf-8"))
    for folder, pattern in (("xss", "*.txt"), ("xml", "*.txt"), ("unicode", "*.txt")):
        for path in sorted((shared / "corpora" / folder).glob(pattern)):
            if "copyright" not in path.name:
                found += path.read_bytes().decode("utf-8", "replace").splitlines()
    lines = (" ".join(line.split()) for line in found)
    return [line for line in dict.fromkeys(lines) if line.strip() and len(line) < 280 and not BAD.search(line)]


def shape(page: bytes) -> Counter[tuple[str, ...]]:
    """The elements of a page with the names of their attributes."""
    tree = html5lib.parse(page.decode(), treebuilder="etree", namespaceHTMLElements=False)
    return Counter((str(one.tag), *sorted(map(str, one.attrib))) for one in tree.iter())


def catalogue_with(root: Path, texts: list[str]) -> None:
    """A catalogue whose offering states the texts in titles, outcomes, criteria and a list of conditions."""
    shutil.copytree(BASE, root)
    path = root / "example-university/data-literacy.yml"
    record: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    both = [{"en": text, "et": text} for text in texts]
    record["title"], record["summary"] = both[0], both[-1]
    record["learning_outcomes"] = [{"id": f"o-{number}", "statement": text} for number, text in enumerate(both)]
    record["corrections"] = [{"on": "2026-01-01", "field": text["en"][:90], "note": text} for text in both]
    record["keywords"] = {"en": [texts[0][:150]], "et": ["andmed"]}
    record["identifiers"] = {"local": texts[0]}
    path.write_text(yaml.dump(record, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=100_000), "utf-8")


class _Plain(yaml.SafeDumper):
    """Writes what occurs twice twice, since the format has no anchors."""

    def ignore_aliases(self, data: object) -> bool:
        return True


LOOKED_AT = (
    "en/offerings/example-university/data-literacy/index.html",
    "en/browse/index.html",
    "en/index.html",
)


def test_plain_text_is_inert_in_every_page_and_feed(shared: Path, tmp_path: Path) -> None:
    lines = payloads(shared)
    assert len(lines) > 6_000
    harmless: dict[int, list[Counter[tuple[str, ...]]]] = {}  # by number of texts
    for start in range(0, len(lines), CHUNK):
        texts = lines[start : start + CHUNK]
        if len(texts) not in harmless:
            catalogue_with(tmp_path / f"s{start}", [f"harmless {number}" for number in range(len(texts))])
            plain = pages_and_records_of(tmp_path / f"s{start}")
            harmless[len(texts)] = [shape(plain[path]) for path in LOOKED_AT]
        catalogue_with(tmp_path / f"h{start}", texts)
        hostile = pages_and_records_of(tmp_path / f"h{start}")
        for path, wanted in zip(LOOKED_AT, harmless[len(texts)], strict=True):
            assert shape(hostile[path]) == wanted, (start, path)
        record = json.loads(hostile["api/v1/offerings/example-university/data-literacy.json"])
        said = [outcome["statement"]["en"] for outcome in record["learning_outcomes"]]
        assert said == [yaml_text(text) for text in texts]
        again = yaml.safe_load(hostile["api/v1/offerings/example-university/data-literacy.yml"])
        assert [outcome["statement"]["en"] for outcome in again["learning_outcomes"]] == said


def yaml_text(text: str) -> str:
    """A text as the reader normalises it."""
    import unicodedata

    return unicodedata.normalize("NFC", text)


def test_rich_text_is_inert(shared: Path) -> None:
    allowed = {"p", "ul", "ol", "li", "em", "strong", "a", "br", "html", "head", "body"}
    for line in payloads(shared):
        for text in (line, f"[x]({line})", f"<{line}>", f"- {line}"):
            tree = html5lib.parse(str(rich_html(text)), treebuilder="etree", namespaceHTMLElements=False)
            for element in tree.iter():
                assert element.tag in allowed, text
                assert set(element.attrib) <= {"href", "rel", "start"}, text
                target = element.get("href", "https://")
                assert target.startswith(("https://", "mailto:")), text


def test_reports_are_inert(shared: Path, tmp_path: Path) -> None:
    """Field names of contributors can neither forge a workflow command nor markup."""
    names = [line for line in payloads(shared) if len(line) < 120][:2000]
    root = tmp_path / "offerings"
    shutil.copytree(BASE, root)
    path = root / "example-university/data-literacy.yml"
    extra = "".join(f"{json.dumps(name, ensure_ascii=False)}: x\n" for name in names)
    path.write_text(path.read_text("utf-8") + extra, "utf-8")
    diagnostics = problems_of(root)
    assert len(diagnostics) > 1000
    assert all(re.match(r"::(error|warning|notice) file=", line) for line in as_github(diagnostics).splitlines())
    assert "<" not in as_markdown(diagnostics)
    assert len(json.loads(as_json(diagnostics))["diagnostics"]) == len(diagnostics)
    for form in FORMATS.values():
        assert "\x1b" not in form(diagnostics)


def test_no_hostile_catalogue_makes_the_checker_raise(shared: Path, tmp_path: Path) -> None:
    """All 219 cases of the shared generator, laid over a valid record: a verdict each, never an exception."""
    seen = 0
    for case, root in hostile_catalogues(shared, tmp_path):
        diagnostics = problems_of(root)
        errors = [one for one in diagnostics if one.is_error]
        if case["layer"] in ("bytes", "yaml", "unicode", "files", "url") and case["expect"] == "reject":
            assert errors, case["name"]
        for form in FORMATS.values():
            assert form(diagnostics)
        seen += 1
    assert seen >= 200


def hostile_catalogues(
    shared: Path, tmp_path: Path, needed: str = "example-university/data-literacy"
) -> Iterator[tuple[dict[str, Any], Path]]:
    """Each case of the shared generator, laid over a valid catalogue, with the folder of that catalogue.

    `needed` is what the offering names as a prerequisite; naming itself is a mistake of its own.
    """
    record = yaml.safe_load((BASE / "example-university/data-literacy.yml").read_text("utf-8"))
    valid = record | {
        "description": {"en": "Text.", "et": "Tekst."},
        "runs": [{"id": "spring", "starts": "2027-02-01", "ends": "2027-05-01"}],
        "prerequisites": {"offerings": [needed]},
        "contact": {"email": "info@university.example.org"},
        "keywords": {"en": ["data"], "et": ["andmed"]},
    }
    places = {
        "id": ["learning_outcomes", 0, "id"],
        "provider": ["homepage"],
        "text": ["title", "en"],
        "rich": ["description", "en"],
        "number": ["workload", "ects"],
        "url": ["homepage"],
        "date_from": ["runs", 0, "starts"],
        "date_to": ["runs", 0, "ends"],
        "refs": ["prerequisites", "offerings"],
        "lang": ["languages", 0],
        "email": ["contact", "email"],
        "list": ["keywords", "en"],
    }
    (tmp_path / "record.yml").write_text(yaml.safe_dump(valid, allow_unicode=True, sort_keys=False), "utf-8")
    (tmp_path / "fields.json").write_text(json.dumps(places | {"id": ["title"]}), "utf-8")
    command = [sys.executable, str(shared / "hostile/make_hostile.py"), "--record", str(tmp_path / "record.yml")]
    command += ["--fields", str(tmp_path / "fields.json"), "--out", str(tmp_path / "out")]
    command += ["--path", "example-university/data-literacy.yml"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.fail(done.stderr)
    for case in json.loads((tmp_path / "out/manifest.json").read_text("utf-8")):
        root = tmp_path / "catalogue" / case["dir"]
        shutil.copytree(BASE, root)
        (root / "example-university/data-literacy.yml").unlink()
        _overlay(tmp_path / "out/cases" / case["dir"], root)
        yield case, root


def _overlay(case: Path, root: Path) -> None:
    """Lay a case over a catalogue: links and pipes as they are."""
    import os
    import stat

    for folder, _, names in os.walk(case):
        for name in names:
            source = Path(folder) / name
            target = root / source.relative_to(case)
            target.parent.mkdir(parents=True, exist_ok=True)
            mode = source.lstat().st_mode
            if stat.S_ISLNK(mode):
                target.symlink_to(source.readlink())
            elif stat.S_ISFIFO(mode):
                os.mkfifo(target)
            else:
                shutil.copyfile(source, target)
        for name in list(_):
            if (Path(folder) / name).is_symlink():
                (root / Path(folder).relative_to(case) / name).symlink_to((Path(folder) / name).readlink())
