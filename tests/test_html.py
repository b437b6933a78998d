"""The HTML and CSS of the whole site before the Nu HTML checker: no error."""

from __future__ import annotations

import subprocess
from pathlib import Path

# The checker looks at files on a disk, where 'self' is nothing, so it takes every relative address for a violation.
EXPECTED = ("violates Content Security Policy", "Consider using “lang=")


def complaints(vnu: Path, folder: Path) -> list[str]:
    """What the checker says of every page and stylesheet below a folder."""
    command = [
        "java",
        "-Xss4m",
        "-jar",
        str(vnu),
        "--also-check-css",
        "--skip-non-html",
        "--format",
        "gnu",
        str(folder),
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300).stderr
    return [line for line in said.splitlines() if line and not any(known in line for known in EXPECTED)]


def test_the_site_has_no_error(vnu: Path, site_folder: Path) -> None:
    assert complaints(vnu, site_folder) == []


def test_the_checker_really_looks(vnu: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text("<!doctype html><html lang=en><title>x</title><p><div></p><img src=x>", "utf-8")
    (tmp_path / "bad.css").write_text("p { colour: red; }", "utf-8")
    found = "\n".join(complaints(vnu, tmp_path))
    assert "img" in found
    assert "colour" in found
