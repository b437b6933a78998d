"""`catalogue init`, and the package as it is installed: from the wheel, and from the wheel of the source archive."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT, git
from microcatalogue import __version__
from microcatalogue.check import check
from microcatalogue.starter import StarterError, WouldOverwriteError, starter_files, write_starter

COMMAND = Path(sys.executable).parent / "catalogue"
PACKAGE = ROOT / "generator/microcatalogue"


def run(*words: str | Path, folder: Path, command: Path = COMMAND, fails: int = 0) -> subprocess.CompletedProcess[str]:
    """The command as somebody would type it in a folder; the exit code has to be the one that is named."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [command, *words], cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == fails, done.stdout + done.stderr
    return done


def listing(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def is_kept(path: Path) -> bool:
    """True for what belongs in the package: not what Python leaves beside its modules."""
    return path.is_file() and "__pycache__" not in path.parts


# --- what init writes ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("in_git", [False, True], ids=["plain", "git"])
def test_a_new_repository_passes_and_builds_at_once(tmp_path: Path, in_git: bool) -> None:
    folder = tmp_path / "new catalogue"
    if in_git:
        folder.mkdir()
        git(folder, "init", "--quiet")
    said = run("init", folder, folder=tmp_path).stdout
    assert len(said.splitlines()) == 3
    assert f"cd '{folder}' && catalogue build && catalogue serve" in said
    if in_git:
        git(folder, "add", ".")
        git(folder, "commit", "--quiet", "-m", "Start the catalogue")
    assert json.loads(run("check", "--format", "json", folder=folder).stdout)["diagnostics"] == []
    run("build", folder=folder)
    assert (folder / "site/index.html").is_file()
    run("verify", "site", folder=folder)
    if in_git:
        assert git(folder, "status", "--porcelain") == "", "what is built is no part of the repository"


@pytest.mark.parametrize("year", [2026, 2031, 2046])
def test_the_example_does_not_grow_old(tmp_path: Path, year: int) -> None:
    write_starter(tmp_path, starter_files(__version__))
    assert check(tmp_path / "offerings", as_of=date(year, 12, 31))[1] == ()


def test_the_example_shows_every_kind_of_record(tmp_path: Path) -> None:
    write_starter(tmp_path, starter_files(__version__))
    catalogue = check(tmp_path / "offerings", as_of=date(2026, 11, 24))[0].catalogue
    assert catalogue is not None
    assert len(catalogue.offerings) == 2
    assert len(catalogue.providers) == len(catalogue.policies) == len(catalogue.pathways) == 1


def test_the_version_is_filled_in() -> None:
    files = {file.path: file.content for file in starter_files("7.8.9")}
    assert b"microcatalogue==7.8.9\n" in files["requirements.in"]
    assert not [path for path, content in files.items() if b"@VERSION@" in content]


def test_every_file_of_the_starter_is_written_to_the_letter(tmp_path: Path) -> None:
    number = write_starter(tmp_path, starter_files(__version__))
    assert listing(tmp_path) == listing(PACKAGE / "starter")
    assert number == len(listing(tmp_path))
    for path in listing(tmp_path) - {"requirements.in"}:
        assert (tmp_path / path).read_bytes() == (PACKAGE / "starter" / path).read_bytes(), path


# --- what init refuses --------------------------------------------------------------------------------------------


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine", "utf-8")
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    said = run("init", ".", folder=tmp_path, fails=2)
    assert "README.md" in said.stderr
    assert "nothing was written" in said.stderr
    assert listing(tmp_path) == {"README.md", "notes.txt"}
    assert (tmp_path / "README.md").read_text("utf-8") == "mine"


def test_a_second_time_is_refused(tmp_path: Path) -> None:
    run("init", ".", folder=tmp_path)
    said = run("init", ".", folder=tmp_path, fails=2)
    assert f"and {len(listing(tmp_path)) - 5} more" in said.stderr


def test_other_files_stay(tmp_path: Path) -> None:
    (tmp_path / "offerings").mkdir()
    (tmp_path / "offerings/notes.txt").write_text("mine", "utf-8")
    run("init", ".", folder=tmp_path)
    assert (tmp_path / "offerings/notes.txt").read_text("utf-8") == "mine"
    assert (tmp_path / "offerings/catalogue.yml").is_file()


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("mine", "utf-8")
    assert "is no folder" in run("init", "there", folder=tmp_path, fails=2).stderr
    with pytest.raises(StarterError):
        write_starter(tmp_path / "there", starter_files(__version__))


@pytest.mark.parametrize("name", ["offerings", ".github/workflows"])
@pytest.mark.parametrize("kind", ["file", "link"])
def test_what_stands_in_the_way_is_named(tmp_path: Path, name: str, kind: str) -> None:
    """A link is never written through: it may lead out of the repository."""
    folder, elsewhere = tmp_path / "new", tmp_path / "elsewhere"
    (folder / name).parent.mkdir(parents=True)
    elsewhere.mkdir()
    if kind == "file":
        (folder / name).write_text("mine", "utf-8")
    else:
        (folder / name).symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(WouldOverwriteError) as refused:
        write_starter(folder, starter_files(__version__))
    assert refused.value.paths == (name,)
    assert listing(elsewhere) == set()
    assert listing(folder) <= {name}


def test_a_link_to_nowhere_counts_as_there(tmp_path: Path) -> None:
    (tmp_path / "README.md").symlink_to(tmp_path / "gone")
    with pytest.raises(WouldOverwriteError):
        write_starter(tmp_path, starter_files(__version__))


# --- the package --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Packages:
    """The wheel, the source archive and the wheel made from it."""

    wheel: Path
    archive: Path
    wheel_of_archive: Path


def build(folder: Path, target: Path, *kinds: str) -> None:
    words = [sys.executable, "-m", "hatchling", "build", "-d", str(target)]
    subprocess.run([*words, *(f"-t{kind}" for kind in kinds)], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Packages:
    folder = tmp_path_factory.mktemp("packages")
    build(ROOT, folder / "direct", "sdist", "wheel")
    (archive,) = (folder / "direct").glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        # Python 3.11 knows filters from its fourth patch on.
        opened.extractall(folder / "unpacked", **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))  # noqa: S202
    (source,) = (folder / "unpacked").iterdir()
    build(source, folder / "second", "wheel")
    (wheel,), (second,) = (folder / "direct").glob("*.whl"), (folder / "second").glob("*.whl")
    return Packages(wheel, archive, second)


@pytest.fixture(scope="module", params=["wheel", "wheel_of_archive"])
def installed(request: pytest.FixtureRequest, packages: Packages, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command in an environment of its own: the package from the wheel, its dependencies from the suite's."""
    folder = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    (own,) = folder.glob("lib/python*/site-packages")
    # A folder that a .pth file names is searched, but its own .pth files are not read: the checkout stays out of it.
    (own / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    words = [sys.executable, "-m", "pip", "--python", folder / "bin/python", "--disable-pip-version-check", "install"]
    words += ["--quiet", "--no-deps", "--no-index", "--force-reinstall", getattr(packages, request.param)]
    subprocess.run(words, check=True, capture_output=True)
    return folder / "bin/catalogue"


def test_the_installed_command_makes_a_catalogue_and_builds_it(installed: Path, tmp_path: Path) -> None:
    python = installed.parent / "python"
    where = run("-c", "import microcatalogue; print(microcatalogue.__file__)", folder=tmp_path, command=python).stdout
    assert Path(where.strip()).is_relative_to(installed.parents[1]), "the package from the wheel is the one that runs"
    assert run("--version", folder=tmp_path, command=installed).stdout == f"catalogue {__version__}\n"
    run("init", "new", folder=tmp_path, command=installed)
    assert listing(tmp_path / "new") == listing(PACKAGE / "starter")
    run("build", folder=tmp_path / "new", command=installed)
    run("verify", "site", folder=tmp_path / "new", command=installed)
    run("build", "--site", "again", folder=tmp_path / "new")
    assert contents(tmp_path / "new/site") == contents(tmp_path / "new/again"), "the checkout builds the same site"


def contents(folder: Path) -> dict[str, bytes]:
    return {path: (folder / path).read_bytes() for path in listing(folder)}


def names(wheel: Path) -> dict[str, int]:
    """What a wheel holds, with the checksum of each file; its own list of contents apart."""
    with zipfile.ZipFile(wheel) as opened:
        return {one.filename: one.CRC for one in opened.infolist() if not one.filename.endswith("/RECORD")}


def test_the_wheel_holds_the_whole_package_and_the_whole_theme(packages: Packages) -> None:
    wanted = {f"microcatalogue/{path.relative_to(PACKAGE).as_posix()}" for path in PACKAGE.rglob("*") if is_kept(path)}
    theme = ROOT / "theme"
    wanted |= {
        f"microcatalogue/theme/{path.relative_to(theme).as_posix()}" for path in theme.rglob("*") if is_kept(path)
    }
    held = set(names(packages.wheel))
    assert wanted <= held
    assert {one for one in held - wanted if ".dist-info/" not in one} == set()


@pytest.mark.parametrize(
    "pattern",
    [
        "theme/templates/offering.html.j2",
        "theme/assets/catalogue.css",
        "theme/translations/et.po",
        "schemas/v1/offering.schema.json",
        "vocabularies/eqf.csv",
        "starter/.gitignore",
        "starter/.gitlab-ci.yml",
        "starter/.github/workflows/check.yml",
        "starter/.github/ISSUE_TEMPLATE/offering.yml",
        "starter/offerings/catalogue.yml",
    ],
)
def test_the_wheel_holds(packages: Packages, pattern: str) -> None:
    assert f"microcatalogue/{pattern}" in names(packages.wheel)


def test_both_ways_give_the_same_wheel(packages: Packages) -> None:
    assert names(packages.wheel_of_archive) == names(packages.wheel)


def test_the_packages_carry_the_licence(packages: Packages) -> None:
    with tarfile.open(packages.archive) as opened:
        held = {name.partition("/")[2] for name in opened.getnames()}
    assert {"LICENSE", "README.md", "pyproject.toml"} <= held
    assert any(name.endswith("/licenses/LICENSE") for name in names(packages.wheel))
