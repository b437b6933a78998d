"""What the benchmark measures with: made-up catalogues are sound, of real size and the same for the same seed."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from random import Random
from statistics import mean

import pytest
from benchmarks.bench import bytes_a_page
from benchmarks.generated import Parts, parts_of, write_catalogue
from benchmarks.hugo import write_site
from benchmarks.measuring import CommandFailedError, run
from benchmarks.words import WordChain
from benchmarks.yaml_layout import yaml_text
from built import AS_OF
from hypothesis import given, settings
from hypothesis import strategies as st
from microcatalogue.check import check
from microcatalogue.source import read

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def parts() -> Parts:
    return parts_of(ROOT / "offerings")


@pytest.fixture(scope="module")
def made(parts: Parts, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "offerings"
    write_catalogue(parts, 120, folder)
    return folder


def test_a_made_up_catalogue_has_no_errors_and_few_warnings(made: Path) -> None:
    loaded, found = check(made, as_of=AS_OF)
    assert loaded.catalogue is not None
    counted = Counter(str(one.severity) for one in found)
    assert counted["error"] == 0, [f"{one.place.file}: {one.code}" for one in found if one.is_error][:5]
    assert counted["warning"] <= 6
    catalogue = loaded.catalogue
    assert len(catalogue.offerings) == 120
    assert (len(catalogue.providers), len(catalogue.policies), len(catalogue.pathways)) == (6, 3, 3)


def test_records_have_the_size_and_the_languages_of_real_ones(made: Path) -> None:
    files = [path for path in made.glob("*/*.yml") if path.stem not in ("provider", "recognition-policy")]
    assert 4_000 <= mean(path.stat().st_size for path in files) <= 5_000
    loaded, _ = check(made, as_of=AS_OF)
    assert loaded.catalogue is not None
    titles = Counter(len(one.title.languages) for one in loaded.catalogue.offerings.values())
    assert set(titles) == {3}


def test_the_same_seed_gives_the_same_bytes_and_another_one_others(parts: Parts, tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        write_catalogue(parts, 30, tmp_path / name, seed=seed)
    one, again, other = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.yml")}
        for folder in (tmp_path / "a", tmp_path / "b", tmp_path / "c")
    )
    assert one == again
    assert one != other


def test_words_fall_off_as_in_real_text_and_go_on_growing() -> None:
    chain = WordChain(["the cat sits on the mat. the dog sits.", "the mat is red and the dog barks."] * 30)
    random = Random(1)  # noqa: S311 - drawn again and again for the same words; nothing is kept secret by it
    text = " ".join(chain.words(50, random) for _ in range(200)).lower().split()
    counted = Counter(text)
    assert counted["the"] > counted["barks."] > 0
    assert len(set(text[: len(text) // 2])) < len(set(text))


_VALUES = st.recursive(
    st.text(alphabet="aõ :#-'\",[]{}&*0\n1", min_size=1, max_size=150).filter(lambda text: text.strip() == text)
    | st.booleans()
    | st.integers(0, 999),
    lambda below: (
        st.lists(below.filter(lambda value: not isinstance(value, list)), min_size=1, max_size=3)
        | st.dictionaries(st.sampled_from(["en", "et", "title"]), below, min_size=1, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(["title", "summary", "runs"]), _VALUES, min_size=1))
def test_the_layout_says_what_the_document_says(document: dict[str, object]) -> None:
    found = read("a.yml", yaml_text(document).encode()).source
    assert found is not None
    assert _as_text(found.document) == _as_text(document)


def _as_text(value: object) -> object:
    """Values as text, because the reader makes numbers and booleans only where a schema asks for them."""
    if isinstance(value, dict):
        return {key: _as_text(below) for key, below in value.items()}
    if isinstance(value, list):
        return [_as_text(item) for item in value]
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def test_the_peer_gets_every_record_and_nothing_besides(made: Path, tmp_path: Path) -> None:
    write_site(made, tmp_path / "hugo", padding=10)
    assert (tmp_path / "hugo/layouts/_partials/footer.html").read_text("utf-8").endswith(" " * 10)
    assert json.loads((tmp_path / "hugo/data/annexes.json").read_text("utf-8"))["one"][0]["credential"] is True
    assert str(made.resolve()) in (tmp_path / "hugo/hugo.toml").read_text("utf-8")


def test_a_run_says_what_it_took_and_a_failing_one_what_it_said(tmp_path: Path) -> None:
    taken = run(["sh", "-c", "sleep 0.2"])
    assert 0.2 <= taken.wall < 5
    assert taken.largest > 0
    with pytest.raises(CommandFailedError, match="not today"):
        run(["sh", "-c", "echo not today; exit 3"])
    (tmp_path / "a").mkdir()
    (tmp_path / "a/index.html").write_bytes(b"four")
    assert bytes_a_page(tmp_path) == 4
