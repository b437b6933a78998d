"""The index of search: what its files say, read without its own code; folding, compounds, packing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

import pytest
from built import AS_OF, site_of
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from microcatalogue.search.compounds import Parting
from microcatalogue.search.packing import cells, packed
from microcatalogue.search.postings import impact, occurrence, packed_postings
from microcatalogue.search.shards import numbers_of, shard_of, shards_of
from microcatalogue.search.texts import DESCRIPTION, KEYWORD, OUTCOME, SUMMARY, TITLE
from microcatalogue.search.tongues import LINKERS, SIMPLEMMA, SNOWBALL, folded, stemmer, words_of
from microcatalogue.search.words import Group
from naive_search import Records, codes_of, records_in
from unpacked_index import Words, numbers, postings, unpacked

EU = "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split()  # noqa: SIM905
ANY_FACET = ("field", "level", "nqf", "participation", "language", "country", "funding", "target-group", "stackability",
             "kind", "times", "setting", "entry", "entry-language", "validation", "access", "assessment", "supervision",
             "quality", "transition")  # fmt: skip


@pytest.fixture(scope="module")
def site() -> Mapping[str, bytes]:
    return site_of(ROOT / "offerings")


@pytest.fixture(scope="module")
def records() -> Records:
    return records_in(ROOT / "offerings")


@pytest.fixture(scope="module")
def ids(site: Mapping[str, bytes]) -> list[str]:
    """The ids of all rows, as the cards have them."""
    files = sorted((path for path in site if path.startswith("en/search/cards/")), key=_number)
    return [card[0] for path in files for card in unpacked(site[path])[0]["cards"]]


def _number(path: str) -> int:
    return int(re.findall(r"\d+", path)[-1])


def test_rows_are_all_published_offerings_withdrawn_ones_last(ids: list[str], records: Records) -> None:
    ended = [one for one in sorted(records.offerings) if records.offerings[one].get("status") == "withdrawn"]
    assert ids == [*(one for one in sorted(records.offerings) if one not in ended), *ended]


@pytest.mark.parametrize("facet", ANY_FACET)
def test_columns_say_what_records_say(site: Mapping[str, bytes], ids: list[str], records: Records, facet: str) -> None:
    head, parts = unpacked(site["search/columns.bin"])
    place = next(number for number, one in enumerate(head["facets"]) if one["name"] == facet)
    column, rows = head["facets"][place], numbers(parts[place], len(ids))
    said = {one: {column["values"][value] for value in column["sets"][row]} for one, row in zip(ids, rows, strict=True)}
    assert said == {one: codes_of(one, records, AS_OF)[facet] for one in ids}


def test_names_belong_to_codes(site: Mapping[str, bytes]) -> None:
    head, _ = unpacked(site["search/columns.bin"])
    names, _ = unpacked(site["et/search/names.bin"])
    assert names["stamp"] == head["stamp"]
    for one in head["facets"]:
        if "values" in one:
            assert len(names["names"][one["name"]]) == len(one["values"])
        else:
            more, _ = unpacked(site[f"et/search/names/{one['name']}.bin"])
            assert len(more["names"]) == len(more["values"]) == one["number"]
    level = next(one for one in head["facets"] if one["name"] == "level")
    assert names["names"]["level"][level["values"].index("6")] == "EQFi 6. tase"


def test_every_word_of_every_title_leads_to_it(site: Mapping[str, bytes], ids: list[str], records: Records) -> None:
    words = Words(site)
    looked = 0
    for offering, document in records.offerings.items():
        for language, title in document["title"].items():
            for word in re.findall(r"[^\W\d_]{2,}", title):
                plain = "".join(
                    one for one in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(one)
                )
                assert words.rows(plain).get((language, ids.index(offering))), (offering, word)
                looked += 1
    assert looked > 500


def test_the_title_weighs_more_than_the_description(site: Mapping[str, bytes], ids: list[str]) -> None:
    weights = {ids[row]: weight for (language, row), weight in Words(site).rows("python").items() if language == "en"}
    assert max(weights, key=lambda one: weights[one]) == "example-university/data-analysis-with-python"
    assert impact(TITLE) > impact(KEYWORD) > impact(OUTCOME) >= impact(SUMMARY) > impact(DESCRIPTION)
    assert impact(1) == 1 < impact(16) < impact(32) < impact(10_000) == 15


def test_forms_of_a_word_share_their_rows(site: Mapping[str, bytes]) -> None:
    words = Words(site)
    assert {key for key in words.rows("wounds") if key[0] == "en"} == {
        key for key in words.rows("wound") if key[0] == "en"
    }


def test_a_part_of_a_compound_leads_to_it(site: Mapping[str, bytes], ids: list[str]) -> None:
    """Andmeanalüüs is found by analüüs."""
    rows = {ids[row] for language, row in Words(site).rows("analuus") if language == "et"}
    assert "example-university/data-analysis-with-python" in rows


@pytest.mark.parametrize(
    ("language", "known", "word", "parts"),
    [
        ("et", ["andmete", "andmed", "analüüsi"], "andmeanalüüs", ("andme", "analüüs")),
        ("et", ["andmed"], "andmeanalüüs", ("andme", "analüüs")),
        ("et", ["õpetaja"], "õpetajatele", ()),
        ("de", ["gesundheit", "pflege"], "gesundheitspflege", ("gesundheits", "pflege")),
        ("fi", ["verkko", "sivu", "suunnittelu"], "verkkosivusuunnittelu", ("verkko", "sivu", "suunnittelu")),
        ("sv", ["arbete", "miljö"], "arbetsmiljö", ("arbets", "miljö")),
        ("en", ["water", "quality"], "waterquality", ()),
        ("et", [], "andmeanalüüs", ()),
    ],
)
def test_compounds_are_parted(language: str, known: list[str], word: str, parts: tuple[str, ...]) -> None:
    assert Parting(language, known, stemmer(language)).parts(word) == parts


@given(
    st.sampled_from(sorted(LINKERS)), st.lists(st.text("abdeilnorst", min_size=1, max_size=9)), st.text("abdeilnorst")
)
def test_parts_make_the_word(language: str, known: list[str], word: str) -> None:
    parts = Parting(language, known, stemmer(language)).parts(word)
    assert "".join(parts) in ("", word)


@pytest.mark.parametrize("language", EU)
def test_every_language_of_the_union_has_its_stems(language: str) -> None:
    """But Maltese, for which no library has any."""
    pairs = {
        "bg": ("книгата", "книга"), "cs": ("knihy", "knihou"), "da": ("bøger", "bøgerne"), "de": ("kursen", "kurse"),
        "el": ("μαθήματα", "μαθημάτων"), "en": ("courses", "course"), "es": ("datos", "dato"), "et": ("andmed", "andmete"),
        "fi": ("kurssit", "kurssin"), "fr": ("données", "donnée"), "ga": ("bhfoghlaim", "foghlaim"), "hr": ("knjige", "knjigu"),
        "hu": ("könyvek", "könyvet"), "it": ("corsi", "corso"), "lt": ("knygos", "knyga"), "lv": ("grāmatas", "grāmatai"),
        "nl": ("boeken", "boek"), "pl": ("kursy", "kursu"), "pt": ("cursos", "curso"), "ro": ("cursuri", "cursurile"),
        "sk": ("knihy", "knihou"), "sl": ("knjige", "knjigo"), "sv": ("böckerna", "böcker"),
    }  # fmt: skip
    if language == "mt":
        assert language not in SNOWBALL and language not in SIMPLEMMA
        return
    one, other = pairs[language]
    assert stemmer(language)(one) == stemmer(language)(other)


def test_elisions_and_hyphens_part_words() -> None:
    assert words_of("L’université d'été, dell'acqua, e-õpe, 5 C-taset") == [
        "université", "été", "dell", "acqua", "õpe", "5", "taset", "eõpe", "ctaset",
    ]  # fmt: skip


def test_folding_leaves_letters_alone() -> None:
    assert [folded(one) for one in ("Ärzte", "Straße", "Łódź", "Ørsted", "ÕUN", "Ψυχολογίας", "Ћирилица")] == [
        "arzte", "strasse", "lodz", "orsted", "oun", "ψυχολογιασ", "ћирилица",
    ]  # fmt: skip


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.dictionaries(st.integers(0, 200_000), st.integers(1, 3000)))
def test_postings_are_what_was_packed(weights: dict[int, int]) -> None:
    occurrences = sorted(occurrence(row, weight) for row, weight in weights.items())
    assert postings(packed_postings(occurrences)) == {row: impact(weight) for row, weight in weights.items()}


@given(st.lists(st.integers(0, 2**32 - 1), min_size=1))
def test_cells_take_no_more_bytes_than_they_need(given_numbers: list[int]) -> None:
    column = cells(given_numbers)
    assert numbers(column, len(given_numbers)) == given_numbers
    widest = max(given_numbers)
    assert len(column) == len(given_numbers) * (1 if widest < 256 else 2 if widest < 65_536 else 4)


@given(st.lists(st.binary(max_size=40)))
def test_packing_can_be_undone(parts: list[bytes]) -> None:
    head, found = unpacked(packed({"name": "õ"}, parts))
    assert (head["name"], found) == ("õ", parts)


FORMS = st.lists(st.lists(st.text("abõж", min_size=1, max_size=5), min_size=1, max_size=3, unique=True), max_size=40)


@given(FORMS, st.integers(0, 300))
def test_every_form_lies_where_its_boundary_says(forms: list[list[str]], rows: int) -> None:
    groups = [
        Group(tuple(sorted(those)), "et", packed_postings([occurrence(number, 1)]))
        for number, those in enumerate(forms)
    ]
    shards = shards_of(groups, rows)
    assert (len(shards.words), len(shards.ends)) == numbers_of(rows)
    site = {f"search/words/{number}.bin": content for number, content in enumerate(shards.words)}
    site["search/columns.bin"] = packed({"words": shards.first_words})
    words = Words(site)
    for form in {one for those in forms for one in those}:
        wanted = {("et", number) for number, those in enumerate(forms) if form in those}
        assert set(words.rows(form)) == wanted
        ends, _ = unpacked(shards.ends[shard_of(form[::-1], shards.first_ends)])
        assert form[::-1] in ends["words"]
