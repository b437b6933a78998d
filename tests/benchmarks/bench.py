"""`make bench`: seconds, memory and bytes of check and build beside Hugo and MkDocs, on the same records in turns.

Prints a table; with --record it is kept in DEVELOPING.md. Sites are built on a disk in memory where there is one.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory

from . import hugo, mkdocs_best
from .generated import Parts, parts_of, write_catalogue
from .measuring import Run, in_turns, middle, ratio, run, together

ROOT = Path(__file__).parents[2]
AS_OF = "2026-11-25"
MOST_FOR_MKDOCS = 1_000

HUGO = "Hugo, pages of offerings alone"

HEADER = (
    "| offerings | what | seconds | ms an offering | CPU seconds | largest process, MB | all processes, MB | time to Hugo's | memory to Hugo's |",
    "|---|---|---|---|---|---|---|---|---|",
)


@dataclass(frozen=True)
class Place:
    """Where the files of one size lie."""

    folder: Path
    count: int

    def at(self, name: str) -> Path:
        """A folder or file of this size."""
        return self.folder / f"{name}-{self.count}"


def catalogue(*arguments: str) -> tuple[str, ...]:
    """The command under test."""
    return (str(Path(sys.executable).parent / "catalogue"), *arguments)


def build(offerings: Path, site: Path, *more: str) -> tuple[str, ...]:
    """A whole build: checked, pages, feeds, hashes, verified."""
    return catalogue("build", "--offerings", str(offerings), "--site", str(site), "--as-of", AS_OF, *more)


def prepare(place: Place, parts: Parts) -> None:
    """Writes the catalogues, commits them, and writes the peers' sites with pages as large as ours."""
    for name, languages in (("one", ("en",)), ("two", ("et", "en"))):
        folder = place.at(name)
        write_catalogue(parts, place.count, folder / "offerings", languages=languages)
        _commit(folder)
    run(build(place.at("one") / "offerings", place.at("site")))
    offerings, site = place.at("one") / "offerings", place.at("hugo")
    hugo.write_site(offerings, site)
    run(hugo.command(site, place.at("hugo-site")))
    missing = round(bytes_a_page(place.at("site") / "en/offerings") - bytes_a_page(place.at("hugo-site")))
    if missing < 0:
        raise ValueError(
            f"the peer writes {-missing} bytes a page more than we do; take something out of its templates"
        )
    hugo.write_site(offerings, site, padding=missing)
    if place.count <= MOST_FOR_MKDOCS:
        mkdocs_best.write_site(place.at("site"), place.at("mkdocs"))


def bytes_a_page(folder: Path) -> float:
    """The mean size of the pages of offerings below a folder, their information sheets left out."""
    pages = (page for page in folder.rglob("index.html") if page.parent.name not in ("offerings", "sheet"))
    return mean(page.stat().st_size for page in pages)


def _commit(folder: Path) -> None:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    author = ("-c", "user.name=Example", "-c", "user.email=example@example.org")
    for words in (("init", "-q"), ("add", "-A"), (*author, "commit", "-q", "-m", "Publish")):
        subprocess.run(["git", *words], cwd=folder, env=environment, check=True)


def commands_of(place: Place) -> dict[str, Sequence[str]]:
    """What is measured, by name."""
    one, two = place.at("one") / "offerings", place.at("two") / "offerings"
    commands: dict[str, Sequence[str]] = {
        HUGO: hugo.command(place.at("hugo"), place.at("hugo-site")),
        "build, one language": build(one, place.at("site")),
        "build, two languages": build(two, place.at("site-two")),
        "check": catalogue("check", "--offerings", str(one), "--as-of", AS_OF),
        "CSafeLoader, loading alone": (sys.executable, str(Path(__file__).with_name("loading_yaml.py")), str(one)),
    }
    if place.count <= MOST_FOR_MKDOCS:
        commands["MkDocs at its quickest"] = mkdocs_best.command(place.at("mkdocs"), place.at("mkdocs-site"))
    return commands


def measured(place: Place, rounds: int) -> Iterator[str]:
    """The lines of the table for one size."""
    commands = commands_of(place)
    targets = {
        HUGO: [place.at("hugo-site")],
        "build, one language": [place.at("site")],
        "build, two languages": [place.at("site-two")],
        "MkDocs at its quickest": [place.at("mkdocs-site")],
    }
    runs = in_turns(commands, rounds, targets)
    for folder in (folder for folders in targets.values() for folder in folders):
        shutil.rmtree(folder, ignore_errors=True)
    shared = {name: together(command) for name, command in commands.items()}
    yield from _lines(place.count, runs, shared, _sizes(place))
    yield from _lines(place.count, _again(place, rounds), {}, {}, runs)


def _sizes(place: Place) -> dict[str, str]:
    """The bytes of a page of an offering, of ours and of the peer's."""
    ours, peers = bytes_a_page(place.at("site") / "en/offerings"), bytes_a_page(place.at("hugo-site"))
    return {HUGO: f"{peers:,.0f} bytes a page", "build, one language": f"{ours:,.0f} bytes a page"}


def _again(place: Place, rounds: int) -> dict[str, list[Run]]:
    """Builds that take over from the one before: the first, which has nothing to take, and those after one changed file."""
    offerings, cache = place.at("one") / "offerings", place.at("cache")
    command = build(offerings, place.at("site"), "--cache", str(cache))
    first, later = [], []
    for _ in range(rounds):
        shutil.rmtree(cache, ignore_errors=True)
        shutil.rmtree(place.at("site"), ignore_errors=True)
        first.append(run(command))
        change_one(offerings)
        later.append(run(command))
    return {"build with a cache, the first time": first, "build with a cache, after one changed file": later}


def change_one(offerings: Path) -> None:
    """Changes the words of one offering, not committed, as a provider would before looking at it."""
    path = sorted(offerings.glob("*/*-00007.yml"))[0]
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(summary:\n  et: (?:>-\n    )?)", r"\1Muudetud. ", text, count=1), encoding="utf-8")


def _lines(
    count: int,
    runs: Mapping[str, list[Run]],
    shared: Mapping[str, float],
    sizes: Mapping[str, str],
    peers: Mapping[str, list[Run]] | None = None,
) -> Iterator[str]:
    hugos = (peers or runs)[HUGO]
    for name, those in runs.items():
        shown = f"{name} ({sizes[name]})" if name in sizes else name
        wall, cpu, largest = (middle(those, figure) for figure in ("wall", "cpu", "largest"))
        beside = hugos[: len(those)]
        yield (
            f"| {count:,} | {shown} | {wall:.2f} | {wall / count * 1000:.2f} | {cpu:.2f} | {largest:.0f} | "
            f"{shared.get(name, 0) or '':{'.0f' if shared.get(name) else ''}} | {ratio(those, beside):.2f} | "
            f"{ratio(those, beside, 'largest'):.2f} |"
        )


def main() -> None:
    """Run the benchmark; the arguments say how large and how often."""
    reading = argparse.ArgumentParser(description=__doc__)
    reading.add_argument("--sizes", type=int, nargs="+", default=[100, 1_000, 10_000])
    reading.add_argument("--rounds", type=int, default=3)
    reading.add_argument("--parts", type=Path, default=ROOT / "offerings", help="the catalogue to take parts from")
    reading.add_argument("--record", action="store_true", help="keep the table in DEVELOPING.md")
    asked = reading.parse_args()
    parts = parts_of(asked.parts)
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else None, prefix="bench-") as folder:
        lines = list(HEADER)
        print(*HEADER, sep="\n", flush=True)
        for count in asked.sizes:
            place = Place(Path(folder), count)
            prepare(place, parts)
            for line in measured(place, asked.rounds):
                print(line, flush=True)
                lines.append(line)
    if asked.record:
        record(lines)


def record(lines: Sequence[str], mark: str = "bench") -> None:
    """Keeps a table in the developer's page, between its two marks."""
    page = ROOT / "DEVELOPING.md"
    text = page.read_text(encoding="utf-8")
    table = f"<!-- {mark} -->\n" + "\n".join(lines) + f"\n<!-- /{mark} -->"
    page.write_text(
        re.sub(f"<!-- {mark} -->.*<!-- /{mark} -->", lambda _: table, text, flags=re.DOTALL), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
