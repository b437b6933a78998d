"""MkDocs as it is quickest: pages out of the navigation, no search, bodies that are HTML already.

It is given the finished article of each offering, so what it takes is a lower bound.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

_HOOK = """\
from pathlib import Path

from mkdocs.structure.files import File, InclusionLevel

ARTICLES = Path(__file__).parent / "articles"


def on_files(files, config):
    for path in sorted(ARTICLES.rglob("*.html")):
        name = path.relative_to(ARTICLES).with_suffix(".md").as_posix()
        files.append(File.generated(config, name, content="", inclusion=InclusionLevel.NOT_IN_NAV))
    return files


def on_page_content(html, page, config, files):
    path = ARTICLES / page.file.src_uri.replace(".md", ".html")
    return path.read_text(encoding="utf-8") if path.is_file() else html
"""


def write_site(built: Path, site: Path) -> None:
    """Writes the MkDocs site of a built catalogue site, in place of what is there."""
    shutil.rmtree(site, ignore_errors=True)
    (site / "docs").mkdir(parents=True)
    (site / "docs" / "index.md").write_text("# Catalogue\n", encoding="utf-8")
    (site / "hook.py").write_text(_HOOK, encoding="utf-8")
    (site / "mkdocs.yml").write_text(
        "site_name: Catalogue\ntheme: {name: material, font: false}\nplugins: []\nhooks: [hook.py]\nnav: [index.md]\n"
        "validation: {links: {not_found: ignore, absolute_links: ignore, unrecognized_links: ignore, anchors: ignore}}\n",
        encoding="utf-8",
    )
    for page in sorted((built / "en" / "offerings").rglob("index.html")):
        article = page.read_text(encoding="utf-8").partition("<main")[2].partition(">")[2].partition("</main>")[0]
        target = site / "articles" / page.parent.relative_to(built / "en").with_suffix(".html")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(article, encoding="utf-8")


def command(site: Path, target: Path) -> tuple[str, ...]:
    """What is run to build the site into `target`."""
    settings = str(site / "mkdocs.yml")
    return (
        str(Path(sys.executable).parent / "mkdocs"),
        "build",
        "--quiet",
        "--config-file",
        settings,
        "--site-dir",
        str(target),
    )
