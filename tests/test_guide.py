"""The guide and MkDocs: the same site from two commands, a preview that follows changes, pages made from the sources."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest
from built import edition_of, whole_site_of
from conftest import ROOT, git
from microcatalogue import explain as explain
from microcatalogue.codes import all_codes
from microcatalogue.feeds.described import templates
from microcatalogue.guide.article import GuidePage
from microcatalogue.guide.source import guide_of
from microcatalogue.mkdocs_plugin import GuideError, render_guide
from microcatalogue.pages.frame import POLICY
from microcatalogue.schema import KINDS, annotated

BIN = Path(sys.executable).parent


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The example catalogue in a repository of its own, with the settings of MkDocs."""
    folder = tmp_path / "catalogue"
    shutil.copytree(ROOT / "offerings", folder / "offerings")
    (folder / "theme/guide").mkdir(parents=True)
    (folder / "theme/guide/.keep").write_text("MkDocs wants the folder that its settings name.\n", "utf-8")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "Begin")
    return folder


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "generator"), "NO_MKDOCS_2_WARNING": "1"}
    program, *arguments = command
    return subprocess.run(
        [str(BIN / program), *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_both_commands_make_the_same_site(repository: Path) -> None:
    ours = run(repository, "catalogue", "build", "--site", "ours")
    theirs = run(repository, "mkdocs", "build", "--quiet", "--site-dir", "theirs")
    assert (ours.returncode, theirs.returncode) == (0, 0), ours.stderr + theirs.stderr
    files = {path.relative_to(repository / "ours") for path in (repository / "ours").rglob("*") if path.is_file()}
    assert files == {
        path.relative_to(repository / "theirs") for path in (repository / "theirs").rglob("*") if path.is_file()
    }
    assert len(files) > 500
    for path in files:
        assert (repository / "ours" / path).read_bytes() == (repository / "theirs" / path).read_bytes(), path


def test_mkdocs_says_what_is_wrong_and_leaves_the_site(repository: Path) -> None:
    run(repository, "mkdocs", "build", "--quiet")
    before = (repository / "site/SHA256SUMS").read_bytes()
    offering = repository / "offerings/example-university/data-literacy.yml"
    offering.write_text(offering.read_text("utf-8").replace("eqf: 5", "eqf: 55"), "utf-8")
    done = run(repository, "mkdocs", "build", "--quiet")
    assert done.returncode == 1
    assert "data-literacy.yml:" in done.stderr
    assert "Nothing was built" in done.stderr
    assert (repository / "site/SHA256SUMS").read_bytes() == before


@contextmanager
def preview(folder: Path) -> Iterator[str]:
    """The address at which `mkdocs serve` shows the catalogue in `folder`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "generator"), "NO_MKDOCS_2_WARNING": "1"}
    command = [str(BIN / "mkdocs"), "serve", "--quiet", "--dev-addr", f"127.0.0.1:{port}"]
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()


def fetched(address: str) -> str:
    try:
        with urllib.request.urlopen(address) as answer:  # noqa: S310 - an address of this computer
            text: str = answer.read().decode()
            return text
    except urllib.error.HTTPError as error:
        error.close()
        return ""
    except OSError:
        return ""


def awaited(address: str, words: str) -> str:
    """The page at an address once it holds some words; fails after 30 seconds."""
    for _ in range(300):
        page = fetched(address)
        if words in page:
            return page
        time.sleep(0.1)
    raise AssertionError(f"{words!r} did not appear at {address}")


def test_a_preview_follows_changes_and_reloads(repository: Path) -> None:
    offering = repository / "offerings/example-university/data-literacy.yml"
    with preview(repository) as address:
        page = awaited(f"{address}en/offerings/example-university/data-literacy/", "Data literacy")
        assert "livereload" in page
        assert "'unsafe-inline'" in page.replace("&#39;", "'")
        assert awaited(f"{address}en/guide/errors/unknown-code/", "unknown-code")
        offering.write_text(offering.read_text("utf-8").replace("en: Data literacy", "en: Zebra literacy"), "utf-8")
        awaited(f"{address}en/offerings/example-university/data-literacy/", "Zebra literacy")
        assert fetched(f"{address}en/nowhere/") == ""


def test_the_published_policy_allows_no_inline_script() -> None:
    assert "unsafe" not in POLICY


def test_a_link_to_no_page_is_refused() -> None:
    with pytest.raises(GuideError, match=r"nowhere\.md"):
        render_guide("en", (GuidePage("index.md", "# Guide\n\n[gone](nowhere.md)\n"),))


def test_articles_are_reachable_by_keyboard_and_keep_their_headings() -> None:
    text = "---\ndescription: What it is.\n---\n# A & B\n\n## One `x`\n\n| a |\n|---|\n| b |\n\n```yaml\na: <b>\n```\n"
    article = render_guide("en", (GuidePage("index.md", text),))[""]
    assert article.title == "A & B"
    assert [(one.anchor, one.words) for one in article.headings] == [("one-x", "One x")]
    assert article.description == "What it is."
    assert 'role="region" aria-label="Table 1" tabindex="0"' in article.html
    assert '<pre tabindex="0">' in article.html
    assert "&lt;b&gt;" in article.html


def test_every_code_and_every_field_has_its_page() -> None:
    edition = edition_of(ROOT / "offerings")
    guide = guide_of(edition, render_guide)
    for language in ("et", "en"):
        pages = {page.path: page.markdown for page in guide.pages[language]}
        for code in all_codes():
            assert code.name in pages["errors/index.md"]
            assert pages[f"errors/{code.name}.md"].count(f"`{code.name}`")
            assert code.wrong in pages[f"errors/{code.name}.md"]
        for kind in KINDS:
            fields = "".join(text for path, text in pages.items() if path.startswith(f"providers/fields-{kind}"))
            for name in annotated(kind)["properties"]:
                assert f"`{name}`\n" in fields, (kind, name)


def test_prose_that_is_missing_in_a_language_comes_in_english_and_says_so() -> None:
    edition = edition_of(ROOT / "offerings")
    guide = guide_of(edition, render_guide)
    assert all(page.lang is None for page in guide.pages["et"]), "the Estonian guide is whole"
    settings = replace(edition.catalogue.settings, languages=("en", "fi"))
    finnish = guide_of(replace(edition, catalogue=replace(edition.catalogue, settings=settings)), render_guide)
    prose = {page.path: page for page in finnish.pages["fi"]}
    assert prose["learners.md"].lang == "en"


def test_slots_of_the_prose_are_filled() -> None:
    site = whole_site_of(ROOT / "offerings")
    for language in ("et", "en"):
        for path, content in site.items():
            if path.startswith(f"{language}/guide/") and "/errors/" not in path:
                for slot in ("{publisher", "{contact}", "{catalogue}", "{base_url}", "{base}", "{as_of}"):
                    assert slot.encode() not in content, (path, slot)
    statement = site["en/guide/accessibility/index.html"].decode()
    assert "errors@catalogue.example.org" in statement
    assert "Example Catalogue Office" in statement


def test_prose_is_the_same_in_kind_in_every_language() -> None:
    """Each page has its counterpart, one heading, and a description that search engines show whole."""
    folder = ROOT / "theme/guide"
    pages = {path.relative_to(folder / "en") for path in (folder / "en").rglob("*.md")}
    for language in ("et", "en"):
        assert pages == {path.relative_to(folder / language) for path in (folder / language).rglob("*.md")}
        for path in pages:
            text = (folder / language / path).read_text("utf-8")
            article = render_guide("en", (GuidePage(path.name, re.sub(r"\]\([^)]*\)", "]", text)),))
            shown = next(iter(article.values()))
            assert 40 <= len(shown.description) <= 160, (language, path)
            assert shown.html.count("<h1") == 1, (language, path)


@pytest.mark.parametrize("page", ["en/operators/hosting.md", "et/operators/hosting.md"])
def test_operators_copy_the_policy_of_the_pages(page: str) -> None:
    text = (ROOT / "theme/guide" / page).read_text("utf-8")
    assert text.count(POLICY) >= 2


@pytest.mark.parametrize("page", ["en/operators/hosting.md", "et/operators/hosting.md"])
def test_operators_copy_the_media_type_of_every_format(page: str) -> None:
    """Each extension of a file for programs stands with its media type in the words and in both settings to copy."""
    text = (ROOT / "theme/guide" / page).read_text("utf-8")
    kinds = {PurePosixPath(one.template).suffix: one.media_type for one in templates()}
    kinds |= {".json": "application/json"}
    assert len(kinds) >= 8
    for extension, kind in kinds.items():
        bare = extension.removeprefix(".")
        assert f"`{extension}` {'on' if page.startswith('et') else 'is'} `{kind}`" in text
        assert re.search(rf"\n {{8}}{re.escape(kind)} +{bare};\n", text), extension
        assert re.search(rf'\n    AddType "?{re.escape(kind)}(; charset=utf-8")? \.{bare}\n', text), extension
        assert len(re.findall(rf"[(|]{bare}[|)]", text)) == 2, extension
    assert text.count("application/feed+json") >= 4
