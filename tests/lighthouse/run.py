"""Measures pages of the example catalogue's site with Lighthouse, as `make lighthouse` does, and prints a table.

Three runs a page and form factor, the median counts. Exit code 1 where the front page, a list or an offering stays
below 0.98 in any of the four categories; 3 where Lighthouse or Chromium is missing.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TARGET = 0.98
RUNS = 3
PAGES = {
    "home": "en/",
    "list": "en/browse/",
    "offering": "en/offerings/example-university/data-analysis-with-python/",
    "provider": "en/providers/example-university/",
    "guide": "en/guide/learners/",
}
MUST_REACH = ("home", "list", "offering")
CHROME = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


class Host(SimpleHTTPRequestHandler):
    """Serves files as a plain host does: compressed, and to be kept where the name changes with the content."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        content = gzip.compress(path.read_bytes(), mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=31536000" if "/assets/" in self.path else "no-cache")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing of each request."""


def main() -> int:
    lighthouse = HERE / "node_modules/lighthouse/cli/index.js"
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not lighthouse.is_file() or chromium is None:
        print("Lighthouse or Chromium is missing; make lighthouse installs both where it can", file=sys.stderr)
        return 3
    with tempfile.TemporaryDirectory() as scratch:
        site = Path(scratch) / "site"
        catalogue = Path(sys.executable).parent / "catalogue"
        subprocess.run([catalogue, "build", "--offerings", ROOT / "offerings", "--site", site], check=True)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=str(site)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}/"
        environment = {**os.environ, "CHROME_PATH": chromium}
        return report(lighthouse, address, environment, Path(scratch))


def report(lighthouse: Path, address: str, environment: dict[str, str], scratch: Path) -> int:
    """Print the table and what failed; the exit code."""
    print("| page | form factor | performance | accessibility | best practices | SEO |\n|---|---|---|---|---|---|")
    missed, failing = [], set()
    for name, path in PAGES.items():
        for form in ("mobile", "desktop"):
            runs = [measured(lighthouse, address + path, form, environment, scratch) for _ in range(RUNS)]
            scores = [statistics.median(run["categories"][one]["score"] for run in runs) for one in CATEGORIES]
            print(f"| {name} | {form} | " + " | ".join(f"{score:.2f}" for score in scores) + " |", flush=True)
            if name in MUST_REACH and min(scores) < TARGET:
                missed.append(f"{name} ({form})")
            failing |= {f"{name}: {one}" for run in runs for one in failed_audits(run)}
    for one in sorted(failing):
        print(f"- {one}")
    if missed:
        print(f"Below {TARGET}: {', '.join(missed)}", file=sys.stderr)
    return 1 if missed else 0


def measured(lighthouse: Path, url: str, form: str, environment: dict[str, str], scratch: Path) -> dict[str, Any]:
    """What Lighthouse says of one page in one run."""
    output = scratch / "report.json"
    command = ["node", str(lighthouse), url, "--quiet", "--output=json", f"--output-path={output}"]
    command += [f"--chrome-flags={CHROME} --user-data-dir={scratch / 'profile'}"]
    command += ["--preset=desktop"] if form == "desktop" else []
    subprocess.run(command, env=environment, check=True, capture_output=True)
    said: dict[str, Any] = json.loads(output.read_text("utf-8"))
    return said


def failed_audits(run: dict[str, Any]) -> list[str]:
    """The audits of the four categories that are counted and did not reach 1."""
    counted = {ref["id"] for one in CATEGORIES for ref in run["categories"][one]["auditRefs"] if ref["weight"]}
    audits = run["audits"]
    return [
        f"{one} {audits[one]['score']}"
        for one in sorted(counted)
        if (audits[one]["score"] or 0) < 0.9
        and audits[one]["scoreDisplayMode"] not in ("notApplicable", "manual", "informative")
    ]


if __name__ == "__main__":
    sys.exit(main())
