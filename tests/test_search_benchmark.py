"""What the search benchmark measures with: records, made-up words, the host, the browser, judging, and each peer at work."""

from __future__ import annotations

import base64
import gzip
import http.client
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit

import pytest
from benchmarks.generated import parts_of, write_catalogue
from benchmarks.judging import Question, by_language, by_reason, judge, questions_of, shares, table_of
from benchmarks.lunr_index import Material
from benchmarks.measuring import CommandFailedError, Run
from benchmarks.own_search import Microcatalogue
from benchmarks.pagefind_index import Pagefind, run_service
from benchmarks.search_engines import Built, Corpus, Engine, sizes_of
from benchmarks.searching import HEADER, corpus_of, lines_of, measure, queries_of
from benchmarks.searching_in_chromium import SLOW, Answer, Found, SearchPage, typical, visit
from benchmarks.searching_records import languages_of, records_of
from benchmarks.serving_compressed import served
from benchmarks.zipf_words import COMMON, ZipfWords
from built import AS_OF, edition_of
from microcatalogue.check import check
from microcatalogue.edition import Edition

ROOT = Path(__file__).parent.parent
PEERS: tuple[Engine, ...] = (Microcatalogue(), Pagefind(), Material())


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return corpus_of(parts_of(ROOT / "offerings", ZipfWords), 20, tmp_path_factory.mktemp("made") / "offerings")


@pytest.fixture(scope="module")
def edition() -> Edition:
    return edition_of(ROOT / "offerings")


class _Listed:
    """An engine for tests: finds the records that have all words of a query, in the order in which they are listed."""

    name = "Listed"

    def missing(self) -> str:
        return ""

    def build(self, corpus: Corpus, folder: Path) -> Built:
        listed = [[one.id, f"{one.title} {one.text}".lower(), one.filters] for one in corpus.records]
        (folder / "listed.json").write_text(json.dumps(listed), "utf-8")
        (folder / "en.html").write_text(
            "<!doctype html><html lang=en><link rel=icon href=data:,><script src=listed.js></script>", "utf-8"
        )
        (folder / "listed.js").write_text(_LISTED, "utf-8")
        return Built(Run(1.0, 2.0, 3.0), *sizes_of([folder / "listed.json"]))

    def page(self, folder: Path, language: str) -> str:
        return "en.html"


_LISTED = """
window.searchFor = async (query, choices) => {
  const all = await (await fetch("listed.json")).json(), words = query.toLowerCase().split(" ");
  const has = ([, text]) => words.every((word) => text.includes(word));
  const fits = ([, , filters]) => Object.entries(choices).every(([name, codes]) => codes.some((code) => filters[name]?.includes(code)));
  const ids = all.filter((one) => has(one) && fits(one)).map(([id]) => id);
  return { total: ids.length, ids: ids.slice(0, 10) };
};
"""


def test_words_fall_off_as_zipf_says_and_come_in_forms() -> None:
    texts = ["The cat sits on the mat and the dog looks on.", "A dog and the cats run over the mats."] * 9
    words = ZipfWords("en", texts)
    random = Random(1)  # noqa: S311 - drawn again and again for the same words; nothing is kept secret by it
    counted = Counter(words.words(40_000, random).lower().replace(".", "").split())
    ranked = [word for word, _ in counted.most_common()]
    assert ranked[:2] == ["the", "and"]
    assert 2 < counted["the"] / counted[ranked[7]] < 4, "as the ranks, shifted: 10.7 to 3.7"
    assert sum(number == 1 for number in counted.values()) > 0.4 * len(counted) > 4_000
    stem = next(one for one in ranked if len(one) > 4 and {one + "s", one + "ing"} <= {*counted})
    assert counted[stem] > counted[stem + "s"] > counted[stem + "ing"]
    assert len(words.title(4, random).split()) == 4


def test_made_up_words_are_those_of_their_language_and_the_same_every_time() -> None:
    russian = ["Слушатель оценивает качество воды и почвы, составляет отчёт."] * 9
    one, again, other = (ZipfWords("ru", russian).words(200, Random(seed)) for seed in (2, 2, 3))  # noqa: S311
    assert one == again != other
    assert set("".join(one.split()).lower()) <= set("абвгдеёжзийклмнопрстуфхцчшщъыьэюя.")
    assert COMMON < 100


def test_a_catalogue_of_made_up_words_has_no_errors_and_the_same_bytes_every_time(tmp_path: Path) -> None:
    parts = parts_of(ROOT / "offerings", ZipfWords)
    for name in ("one", "again"):
        write_catalogue(parts, 30, tmp_path / name)
    one, again = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.yml")}
        for folder in (tmp_path / "one", tmp_path / "again")
    )
    assert one == again
    _, found = check(tmp_path / "one", as_of=AS_OF)
    assert [f"{problem.place.file}: {problem.code}" for problem in found if problem.is_error] == []


def test_every_published_offering_has_a_record_in_each_language_of_the_site(edition: Edition) -> None:
    records = [*records_of(edition)]
    published = [one.id for one in edition.catalogue.published_offerings]
    for language in edition.catalogue.settings.languages:
        assert sorted(one.id for one in records if one.language == language) == sorted(published)
    assert len(records) == len(published) * len(edition.catalogue.settings.languages)
    assert {one.url for one in records} >= {f"/et/offerings/{one}/" for one in published}


def test_a_record_says_what_our_own_index_reads(edition: Edition) -> None:
    name = "example-university/data-analysis-with-python"
    offering, provider = edition.catalogue.offerings[name], edition.catalogue.providers["example-university"]
    record = next(one for one in records_of(edition, ["en"]) if one.id == name)
    assert record.title == offering.title.get("en")
    texts = [one.statement for one in offering.learning_outcomes] + [provider.name]
    texts += [concept.label for one in offering.learning_outcomes for concept in one.esco]
    for text in texts:
        assert (text.get("en") or "?") in record.text
    assert record.filters["provider"] == ("example-university",)
    assert record.filters["country"] == ("EE",)
    assert set(record.sort) >= {"title", "credits"}
    assert float(record.sort["credits"]) == float(offering.workload.ects) if offering.workload else False


def test_a_record_falls_back_to_its_own_language_and_figures_compare_as_texts(edition: Edition) -> None:
    others = languages_of(edition)[len(edition.catalogue.settings.languages) :]
    assert others
    for record in records_of(edition, others[:1]):
        offering = edition.catalogue.offerings[record.id]
        own = edition.catalogue.default_language(offering)
        assert record.title == (offering.title.get(others[0]) or offering.title.get(own))
    credits = [one.sort["credits"] for one in records_of(edition, ["en"]) if "credits" in one.sort]
    assert sorted(credits) == sorted(credits, key=float)


def test_the_host_compresses_what_hosts_know_and_counts_what_it_sends(tmp_path: Path) -> None:
    content = b"many words " * 500
    for name in ("a.js", "a.bin", "index.html"):
        (tmp_path / name).write_bytes(content)
    with served(tmp_path) as host:
        line = http.client.HTTPConnection(urlsplit(host.address).netloc)
        got = {}
        for path in ("/a.js", "/a.bin", "/", "/none.js"):
            line.request("GET", path, headers={"Accept-Encoding": "gzip, br"})
            local = line.sock.getsockname()
            answer = line.getresponse()
            got[path] = (answer.status, answer.headers["Content-Encoding"], answer.read(), local)
        line.request("GET", "/a.js")
        assert line.getresponse().read() == content
        line.close()
    assert [status for status, *_ in got.values()] == [200, 200, 200, 404]
    assert gzip.decompress(got["/a.js"][2]) == gzip.decompress(got["/"][2]) == content
    assert got["/a.bin"][1:3] == (None, content)
    assert len({local for *_, local in got.values()}) == 1, "one connection for all"
    assert [path for path, _ in host.sent] == [*got, "/a.js"]
    assert len(got["/a.js"][2]) < host.sent[0][1] < len(content) < host.sent[1][1]


def test_a_visit_says_what_was_fetched_and_found(corpus: Corpus, tmp_path: Path, browser: Any) -> None:
    _Listed().build(corpus, tmp_path)
    record = next(one for one in corpus.records if one.language == "en")
    with served(tmp_path) as host:
        made = visit(browser, host, "en.html", record.title, {"provider": record.filters["provider"]})
        slow = visit(browser, host, "en.html", record.title, {"provider": ["example-nobody"]}, slow=True)
    assert made.first.requests == 1
    assert made.page_bytes == sum(size for path, size in host.sent[:2])
    assert made.first.bytes == host.sent[2][1] > 1_000
    assert made.first.found is not None and record.id in made.first.found.ids
    assert made.narrowed.requests == 0, "the browser keeps it"
    assert slow.narrowed.found == Found(0, ())
    assert slow.first.ms >= SLOW["latency"]


def test_a_figure_is_typical_of_the_answers_that_were_given() -> None:
    given = [Answer(bytes, 1, 5.0, Found(1, ("a",))) for bytes in (1, 2, 9)]
    assert typical([*given, Answer(100, 1, 5.0, None)], "bytes") == 2
    assert typical([Answer(0, 0, 0, None)], "bytes") is None


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)
def test_a_peer_finds_a_word_of_a_title_in_the_language_of_the_page(
    peer: Engine, corpus: Corpus, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if peer.missing():
        pytest.skip(peer.missing())
    browser = request.getfixturevalue("browser")
    built = peer.build(corpus, tmp_path)
    assert built.files > 0 and built.bytes > 10_000 and built.took.wall > 0
    assert all(path.stat().st_size for path in tmp_path.rglob("*"))
    with served(tmp_path) as host:
        for language in ("et", "en"):
            record = [one for one in corpus.records if one.language == language][7]
            page = SearchPage(browser, host, peer.page(tmp_path, language))
            assert not any("index" in path for path, _ in host.sent), "nothing of the index before the first search"
            answer = page.search(record.title)
            assert answer.found is not None and answer.found.ids[0] == record.id
            assert answer.bytes > 5_000
            narrowed = page.search(record.title, {"provider": [*record.filters["provider"], "example-nobody"]})
            excluded = page.search(record.title, {"provider": ["example-nobody"]})
            page.close()
            host.sent.clear()
            if peer.name != Material.name:
                assert narrowed.found is not None and narrowed.found.ids[0] == record.id
                assert excluded.found == Found(0, ())
            else:
                assert narrowed.found is excluded.found is None


def _service(folder: Path, does: str) -> str:
    """A program that stands in for a service; what it `does` is a line of Python."""
    program = folder / "service"
    program.write_text(f"#!{sys.executable}\nimport sys\n{does}\nsys.stdout.flush()\n", "utf-8")
    program.chmod(0o755)
    return str(program)


def test_a_service_that_refuses_or_ends_is_an_error(tmp_path: Path) -> None:
    refusal = base64.b64encode(json.dumps({"payload": {"type": "Error", "message": "not today"}}).encode()).decode()
    for does, expected in (
        (f"sys.stdin.read(1); sys.stdout.write('{refusal},')", "not today"),
        (f"sys.stdin.read(1); sys.stdout.write('{refusal[:10]}')", "in the middle of an answer"),
    ):
        with pytest.raises(CommandFailedError, match=expected):
            run_service(_service(tmp_path, does), [{"type": "NewIndex"}], tmp_path)
    with pytest.raises(CommandFailedError, match="ended with 3"):
        run_service(_service(tmp_path, "sys.exit(3)"), [], tmp_path)


def test_a_service_is_kept_until_no_file_is_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.pagefind_index._LONGEST", 0.0)
    service, bundle = _service(tmp_path, "sys.stdin.read()"), tmp_path / "bundle"
    bundle.mkdir()
    (bundle / "full.js").write_text("full", "utf-8")
    assert run_service(service, [], bundle).wall > 0
    (bundle / "entry.json").touch()
    with pytest.raises(CommandFailedError, match=r"entry\.json stays empty, and 0 other files"):
        run_service(service, [], bundle)


def test_materials_index_is_what_its_plugin_writes(corpus: Corpus, tmp_path: Path) -> None:
    Material().build(corpus, tmp_path)
    index = json.loads((tmp_path / "en/search/search_index.json").read_text("utf-8"))
    assert index["config"]["lang"] == ["en"]
    assert index["config"]["pipeline"] == ["stopWordFilter"]
    assert index["config"]["separator"] == r"[\s\-]+"
    record = next(one for one in corpus.records if one.language == "en")
    documents = {one["location"]: one for one in index["docs"]}
    assert len(documents) == 20
    assert documents[f"offerings/{record.id}/"]["title"] == record.title
    assert record.text.splitlines()[0][:10] in documents[f"offerings/{record.id}/"]["text"]


def test_queries_are_of_several_rarities_and_leave_something(corpus: Corpus) -> None:
    queries = queries_of(corpus.records)
    assert len({one.words for one in queries}) == 5
    for query in queries:
        those = [
            one
            for one in corpus.records
            if all(word.lower() in f"{one.title} {one.text}".lower() for word in query.words.split())
        ]
        assert any(set(one.filters.get("level", ())) & set(query.choices["level"]) for one in those)


def test_an_engine_alone_makes_a_table_without_peers(corpus: Corpus, tmp_path: Path, browser: Any) -> None:
    measured = measure([_Listed()], corpus, 2, tmp_path / "site", browser)
    assert [len(measured["Listed"].built), len(measured["Listed"].quick), len(measured["Listed"].slow)] == [2, 10, 2]
    (line,) = lines_of(20, measured)
    assert line.startswith("| 20 | Listed | 1.00 | 2.00 |  | 3 | ")
    assert line.count("|") == HEADER[0].count("|") == HEADER[1].count("|")
    assert not (tmp_path / "site").exists()


def _questions() -> Sequence[Question]:
    return (
        Question("one", "en", frozenset({"a/1", "a/9"}), "exact"),
        Question("two", "en", frozenset({"a/4"}), "exact"),
        Question("three", "et", frozenset({"a/5"}), "compound"),
    )


_FIXED = """
const found = { one: ["a/1", "a/1", "a/2"], two: ["a/1", "a/1", "a/2", "a/3", "a/4"], three: ["a/5"] };
window.searchFor = async (query) => ({ total: 1, ids: document.documentElement.lang === "en" || query === "three" ? found[query] : [] });
"""


class _Fixed(_Listed):
    """An engine for tests that answers from a table."""

    name = "Fixed"

    def build(self, corpus: Corpus, folder: Path) -> Built:
        for language in ("en", "et"):
            page = f"<!doctype html><html lang={language}><link rel=icon href=data:,><script src=fixed.js></script>"
            (folder / f"{language}.html").write_text(page, "utf-8")
        (folder / "fixed.js").write_text(_FIXED, "utf-8")
        return Built(Run(1.0, 1.0, 1.0), 0, 0)

    def page(self, folder: Path, language: str) -> str:
        return f"{language}.html"


def test_a_question_is_answered_by_the_first_three_offerings(corpus: Corpus, tmp_path: Path, browser: Any) -> None:
    engine = _Fixed()
    engine.build(corpus, tmp_path)
    verdicts = [*judge(engine, tmp_path, _questions(), browser)]
    assert [(one.question.query, one.first, one.is_found) for one in verdicts] == [
        ("one", ("a/1", "a/2"), True),
        ("two", ("a/1", "a/2", "a/3"), False),
        ("three", ("a/5",), True),
    ]
    assert {name: str(one) for name, one in shares(verdicts, by_reason).items()} == {
        "compound": "1.00 (1 of 1)",
        "exact": "0.50 (1 of 2)",
    }
    assert [*shares(verdicts, by_language)] == ["en", "et"]
    assert [*table_of({"Fixed": verdicts})][-1] == "| all | 0.67 (2 of 3) |"


def test_questions_are_read_from_a_table_and_want_something(tmp_path: Path) -> None:
    table = tmp_path / "questions.csv"
    table.write_text('query,language,wanted,reason\n"one, two",en,a/1 a/2,exact\n', "utf-8")
    assert questions_of(table) == (Question("one, two", "en", frozenset({"a/1", "a/2"}), "exact"),)
    table.write_text("query,language,wanted,reason\none,en,,exact\n", "utf-8")
    with pytest.raises(ValueError, match="wants no offering"):
        questions_of(table)
