"""The rules by which the code hangs together, read off the code itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from conftest import ROOT

PACKAGE = ROOT / "generator/microcatalogue"
CLOCKS = {"datetime.now", "datetime.today", "date.today", "datetime.utcnow", "time.time", "time.monotonic"}
NETWORK_MODULES = {"socket", "urllib.request", "http.client", "requests", "httpx", "random", "secrets", "uuid"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")


def imports(path: Path) -> Iterator[str]:
    """The modules that a file imports, those of the package by their names within it."""
    here = path.relative_to(PACKAGE).parts[:-1]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield (node.module or "").removeprefix("microcatalogue.")
        elif isinstance(node, ast.ImportFrom):
            base = here[: len(here) - node.level + 1]
            target = ".".join((*base, node.module)) if node.module else ".".join(base)
            for alias in node.names:
                candidate = f"{target}.{alias.name}" if target else alias.name
                is_module = (PACKAGE / candidate.replace(".", "/")).with_suffix(".py").exists()
                yield candidate if is_module else target


def graph() -> dict[str, set[str]]:
    known = {name(path) for path in modules()}
    return {name(path): {one for one in imports(path) if one in known and one != name(path)} for path in modules()}


def test_only_the_plugin_imports_mkdocs() -> None:
    guilty = {name(path) for path in modules() if any(one.split(".")[0] == "mkdocs" for one in imports(path))}
    assert guilty <= {"mkdocs_plugin"}


def test_imports_have_one_direction() -> None:
    """No module reaches itself; packages' own __init__ files count as what they gather."""
    edges = {
        one: {other for other in others if other and not one.startswith(f"{other}.")} for one, others in graph().items()
    }
    gathering = {one for one in edges if (PACKAGE / one.replace(".", "/") / "__init__.py").exists()}
    TopologicalSorter({one: others - gathering for one, others in edges.items()}).prepare()


def test_the_reader_knows_nothing_but_findings() -> None:
    reading = {one for one in graph() if one.startswith("reading.")}
    for module in ("source", *reading):
        assert graph()[module] <= {"diagnostics", "codes", "reading_codes", *reading}, module


@pytest.mark.parametrize("path", modules(), ids=name)
def test_a_module_keeps_the_rules(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    if name(path).split(".")[0] != "cli":
        assert not called & {"print", "sys.exit", "exit", "typer.echo"}, "only the command prints and exits"
    assert not called & CLOCKS
    assert not NETWORK_MODULES & set(imports(path))
    if name(path) not in ("git",):
        assert "subprocess" not in set(imports(path))
    assert ast.get_docstring(tree), "a module says what its duty is"
    assert len(path.read_text("utf-8").splitlines()) <= 400 or name(path) in LONG, (
        "a file of this length has more than one duty"
    )
    assert path.stem not in ("utils", "helpers", "manager", "data", "misc")


# Wordings and fields, one after the other: long, but of one duty.
LONG: frozenset[str] = frozenset()


@pytest.mark.parametrize("path", modules(), ids=name)
def test_public_things_say_what_they_give(path: Path) -> None:
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            is_entry = any("rule(" in ast.unparse(one) or "feed(" in ast.unparse(one) for one in node.decorator_list)
            assert ast.get_docstring(node) or is_entry, f"{name(path)}.{node.name}"


def test_nothing_left_of_publishing_knows_it() -> None:
    for module, others in graph().items():
        if module.split(".")[0] in (
            "rules",
            "model",
            "feeds",
            "pages",
            "catalogue",
            "check",
            "source",
            "schema",
            "history",
        ):
            assert not others & {"publish", "checksums", "disk"}, module


def test_one_gate_marks_text_as_safe() -> None:
    # The guide's prose is ours, not a contributor's; what MkDocs makes of it is kept as an article.
    # `pages.environment` keeps what an escaping template rendered.
    # `pages.receivers` hands on what an escaping template rendered.
    # `pages.html` prints parts, every word of them escaped; its own test sends hostile words through each.
    allowed = {
        "rich_text",
        "pages.html",
        "pages.environment",
        "pages.browse",
        "pages.parts",
        "pages.receivers",
        "guide.article",
        "mkdocs_plugin",
    }
    marking = {name(path) for path in modules() if re.search(r"\bMarkup\b|markupsafe", path.read_text("utf-8"))}
    assert marking <= allowed
    called = {name(path) for path in modules() if "Markup(" in path.read_text("utf-8")}
    assert called == {"rich_text", "pages.html", "pages.environment", "mkdocs_plugin"}
    for template in sorted((ROOT / "theme/templates").rglob("*")):
        text = template.read_text("utf-8")
        assert not re.search(r"\|\s*safe|autoescape|Markup|mark_safe", text), template.name
    environment = (PACKAGE / "pages/environment.py").read_text("utf-8")
    assert "autoescape=True" in environment
    assert "StrictUndefined" in environment


def test_templates_hold_no_inline_style_or_script() -> None:
    for template in sorted((ROOT / "theme/templates").rglob("*")):
        text = template.read_text("utf-8")
        # A script of the site by its address, or a block that browsers do not run.
        text = re.sub(
            r'<script (src="{{ (one }}" defer|frame.start }}" data-later="{{ frame.later }}" data-root="{{ frame.root }}")|type="application/ld\+json")>',
            "",
            text,
        )
        assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=|https?://", text), template.name


def test_scripts_write_text_and_never_html() -> None:
    writing = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setTimeout\([\"'`]"
    )
    scripts = sorted((ROOT / "theme/assets").glob("*.js"))
    assert len(scripts) > 8
    assert [path.name for path in scripts if writing.search(path.read_text("utf-8"))] == []
