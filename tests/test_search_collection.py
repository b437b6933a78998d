"""The judged collection for search is what it says: every query asks what its `why` states, and its answer is fair."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from built import problems_of
from search_collection import FIRST, Collection, Query, Record, collection, write_catalogue
from search_words import plain, slips, words

MOST_SPOKEN = ("et", "en", "fi", "sv", "de", "fr", "it", "nl", "pl")
FEWEST_OF = {
    "exact": 15,
    "inflected": 30,
    "compound": 20,
    "elision": 8,
    "typo": 25,
    "diacritics": 15,
    "synonym": 15,
    "cross-language": 12,
    "prefix": 10,
    "words": 10,
    "phrase": 10,
    "outcome": 8,
    "provider": 5,
}
# The letters of each language beyond a to z; Greek and Cyrillic stand alone, but for names and abbreviations.
LETTERS = {
    "cs": "áčďéěíňóřšťúůýž",
    "da": "æøåé",
    "de": "äöüß",
    "en": "",
    "es": "áéíñóúü",
    "et": "äöõüšž",
    "fi": "äöåšž",
    "fr": "àâæçéèêëîïôœùûü",
    "ga": "áéíóú",
    "hr": "čćđšž",
    "hu": "áéíóöőúüű",
    "it": "àèéìòù",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūž",
    "mt": "ċġħżà",
    "nl": "éëïóö",
    "pl": "ąćęłńóśźż",
    "pt": "áâãàçéêíóôõú",
    "ro": "ăâîșț",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "sl": "čšž",
    "sv": "åäöé",
}
ALPHABETS = {"bg": "абвгдежзийклмнопрстуфхцчшщъьюя", "el": "αάβγδεέζηήθιίϊΐκλμνξοόπρσςτυύϋΰφχψωώ"}
# The 24 official languages of the Union.
ALL_LANGUAGES = frozenset(LETTERS) | frozenset(ALPHABETS)


@pytest.fixture(scope="module")
def made() -> Collection:
    return collection()


def plains(these: Iterable[str]) -> set[str]:
    return {plain(one) for one in these}


def titles(record: Record) -> set[str]:
    return words(*record.title.values())


def labels(record: Record) -> set[str]:
    keywords = (word for those in record.keywords.values() for word in those)
    skills = (label for skill in record.skills for label in skill.values())
    return words(*keywords, *record.occupation.values(), *skills)


def outcomes(record: Record) -> set[str]:
    return words(*(text for outcome in record.outcomes for text in outcome.values()))


def head(record: Record) -> set[str]:
    return titles(record) | words(*record.summary.values())


def everything(record: Record) -> set[str]:
    return head(record) | outcomes(record) | labels(record)


def all_texts(record: Record) -> list[tuple[str, str]]:
    """Each text of a record with its language."""
    mappings = (record.title, record.summary, record.occupation, *record.outcomes, *record.skills)
    texts = [pair for mapping in mappings for pair in mapping.items()]
    return texts + [(language, word) for language, those in record.keywords.items() for word in those]


def is_exact(query: Query, record: Record) -> bool:
    return words(query.text) <= titles(record) | labels(record)


def is_inflected(query: Query, record: Record) -> bool:
    stems = {word[:3] for word in plains(everything(record))}
    new = words(query.text) - everything(record)
    return any(plain(word)[:3] in stems for word in new)


def is_compound(query: Query, record: Record) -> bool:
    """A word stands inside another one, or at the beginning of a much longer one, here or there."""
    there = plains(everything(record))

    def joined(word: str) -> bool:
        longer = (one for one in there if one.startswith(word[:4]) and len(one) >= len(word) + 4)
        inside = (one for one in there if one.find(word[:4]) > 0)
        made_of = (one for one in there if len(one) >= 4 and word.find(one[:4]) > 0)
        return word not in there and any((*longer, *inside, *made_of))

    return any(joined(word) for word in plains(words(query.text)))


def is_elision(query: Query, record: Record) -> bool:
    text = " ".join(text for _, text in all_texts(record)).lower()
    hanging = {word for word in words(query.text) if re.search(rf"\w[’-]{word}\b", text)}
    return "'" in query.text or bool(hanging)


def is_typo(query: Query, record: Record) -> bool:
    there = everything(record)
    wrong = words(query.text) - there
    beginnings = {word[:length] for word in there for length in range(4, len(word) + 1)}
    return len(wrong) == 1 and min(slips(wrong.copy().pop(), one) for one in beginnings) == 1


def is_without_marks(query: Query, record: Record) -> bool:
    there = everything(record)
    text = " ".join(sorted(plains(there)))
    return (
        query.text == plain(query.text)
        and not words(query.text) <= there
        and all(re.search(rf"\b{word}", text) for word in words(query.text))
    )


def is_synonym(query: Query, record: Record) -> bool:
    said = head(record) | outcomes(record)
    known = {label for label in labels(record) for word in words(query.text) if label.startswith(word)}
    return bool(known - said)


def is_other_title(query: Query, record: Record) -> bool:
    others = (text for language, text in record.title.items() if language != record.own_language)
    return words(query.text) <= words(*others)


def is_unfinished(query: Query, record: Record) -> bool:
    last = query.text.split()[-1]
    there = everything(record)
    return last not in there and any(word.startswith(last) for word in there)


def is_outcome(query: Query, record: Record) -> bool:
    """A word, give or take its ending, that only the outcomes have."""
    beginnings = [word[: max(4, len(word) - 3)] for word in words(query.text) if len(word) > 3]
    return any(
        any(word.startswith(one) for word in outcomes(record))
        and not any(word.startswith(one) for word in head(record))
        for one in beginnings
    )


WHY: dict[str, Callable[[Query, Record], bool]] = {
    "exact": is_exact,
    "inflected": is_inflected,
    "compound": is_compound,
    "elision": is_elision,
    "typo": is_typo,
    "diacritics": is_without_marks,
    "synonym": is_synonym,
    "cross-language": is_other_title,
    "prefix": is_unfinished,
    "words": lambda query, record: len(query.text.split()) >= 2,
    "phrase": lambda query, record: len(query.text.split()) >= 3,
    "outcome": is_outcome,
}


# The records


def test_every_official_language_of_the_union_is_written(made: Collection) -> None:
    written = Counter(record.own_language for record in made.records.values())
    assert set(written) == ALL_LANGUAGES
    assert len(made.records) >= 160
    assert sum(times >= 5 for times in written.values()) >= 14


def test_each_record_stands_once_in_the_folder_of_a_provider(made: Collection) -> None:
    assert {record.provider for record in made.records.values()} == set(made.providers)
    every_title = Counter((language, text) for one in made.records.values() for language, text in one.title.items())
    assert max(every_title.values()) == 1


def test_a_record_says_enough_in_its_own_language(made: Collection) -> None:
    for record in made.records.values():
        own = record.own_language
        assert own in record.summary, record.id
        assert set(record.title) == set(record.summary), record.id
        assert len(record.outcomes) >= 2, record.id
        assert all(own in outcome for outcome in record.outcomes), record.id


def test_letters_are_those_of_the_language(made: Collection) -> None:
    """A Finnish text with a letter of Polish is a slip of whoever wrote it; texts are composed as readers type them."""
    texts = [(language, text, one.id) for one in made.records.values() for language, text in all_texts(one)]
    texts += [(query.language, query.text, query.text) for query in made.queries]
    for language, text, where in texts:
        assert unicodedata.is_normalized("NFC", text), where
        letters = {letter for letter in text.lower() if letter.isalpha() and not "a" <= letter <= "z"}
        assert letters <= set(LETTERS.get(language, ALPHABETS.get(language, ""))), (where, language, letters)
        if language in ALPHABETS:
            latin = re.findall(r"[a-zA-Z]+", text)
            assert not latin, (where, latin)


def test_the_catalogue_of_the_records_has_no_error(tmp_path: Path) -> None:
    write_catalogue(tmp_path / "offerings")
    problems = problems_of(tmp_path / "offerings")
    assert not [problem for problem in problems if problem.is_error]
    assert {problem.code for problem in problems} == {
        "missing-annex",
        "missing-feed",
        "missing-translation",
        "no-english-title",
        "no-quality-assurance",
    }


# The queries


def test_there_are_enough_queries_of_each_kind_and_language(made: Collection) -> None:
    kinds = Counter(query.why for query in made.queries)
    languages = Counter(query.language for query in made.queries)
    assert set(kinds) == set(FEWEST_OF)
    assert all(kinds[why] >= fewest for why, fewest in FEWEST_OF.items()), kinds
    assert set(languages) == ALL_LANGUAGES
    assert all(languages[one] >= 8 for one in MOST_SPOKEN), languages
    assert min(languages.values()) >= 3


def test_a_third_of_each_kind_is_held_out(made: Collection) -> None:
    held = Counter(query.why for query in made.queries if query.held_out)
    for why, times in Counter(query.why for query in made.queries).items():
        assert abs(held[why] - times / 3) < 1, why
    assert {query.language for query in made.queries if query.held_out} >= set(MOST_SPOKEN)


def test_no_query_stands_twice(made: Collection) -> None:
    assert max(Counter((query.text, query.language) for query in made.queries).values()) == 1


def test_queries_are_typed_as_people_type(made: Collection) -> None:
    for query in made.queries:
        assert query.text == query.text.lower(), query.text
        assert not re.search(r"[.,;:!?()\"’]|^\s|\s$|\s\s", query.text), query.text


def test_what_is_to_be_found_exists_and_fits_into_the_first_three(made: Collection) -> None:
    for query in made.queries:
        assert query.finds, query.text
        assert set(query.finds) <= set(made.records), query.text
        assert len(set(query.finds)) == len(query.finds), query.text
        assert not query.wants_all or 2 <= len(query.finds) <= FIRST, query.text


def test_a_query_asks_what_it_says_it_asks(made: Collection) -> None:
    wrong = [
        (query.why, query.text)
        for query in made.queries
        if query.why != "provider" and not any(WHY[query.why](query, made.records[one]) for one in query.finds)
    ]
    assert not wrong


def test_a_query_for_a_provider_is_its_name(made: Collection) -> None:
    for query in made.queries:
        if query.why == "provider":
            (provider,) = {made.records[one].provider for one in query.finds}
            assert words(query.text) in [words(name) for name in made.providers[provider].name.values()], query.text


def test_no_three_others_answer_better(made: Collection) -> None:
    """With too many other titles that have all words of a query, a search could be right and still miss."""
    for query in made.queries:
        asked = plains(words(query.text))
        rivals = [one.id for one in made.records.values() if one.id not in query.finds and asked <= plains(titles(one))]
        assert len(rivals) <= FIRST - (len(query.finds) if query.wants_all else 1), (query.text, rivals)


# Reading them


def a_query(finds: str, folder: Path) -> Query:
    record = "id: p/a, languages: [en], isced_f: '0613', title: {en: A}, summary: {en: A}, outcomes: [{en: A}]"
    second = record.replace("p/a", "p/b")
    provider = "providers: {p: {country: EE, name: {en: P}}}"
    (folder / "records.yml").write_text(f"{provider}\nrecords: [{{{record}}}, {{{second}}}]\n", "utf-8")
    (folder / "queries.yml").write_text(f"queries: [{{query: a, language: en, why: exact, finds: {finds}}}]\n", "utf-8")
    return collection(folder).queries[0]


@pytest.mark.parametrize(
    ("finds", "found", "met"),
    [
        ("p/a", ["p/x", "p/y", "p/a"], True),
        ("p/a", ["p/x", "p/y", "p/z", "p/a"], False),
        ("{any: [p/a, p/b]}", ["p/b"], True),
        ("{all: [p/a, p/b]}", ["p/b"], False),
        ("{all: [p/a, p/b]}", ["p/b", "p/x", "p/a"], True),
        ("{all: [p/a, p/b]}", ["p/b", "p/x", "p/y", "p/a"], False),
        ("{any: [p/*]}", ["p/x", "p/b"], True),
        ("p/a", [], False),
    ],
)
def test_a_query_is_met_by_the_first_three(finds: str, found: list[str], met: bool, tmp_path: Path) -> None:
    assert a_query(finds, tmp_path).is_met(found) is met


def test_another_word_than_any_and_all_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="neither any nor all"):
        a_query("{some: [p/a]}", tmp_path)


@pytest.mark.parametrize(
    ("one", "other", "slipped"),
    [
        ("abc", "abc", 0),
        ("abc", "abd", 1),
        ("abc", "ab", 1),
        ("abc", "aabc", 1),
        ("abc", "acb", 1),
        ("abcd", "badc", 2),
    ],
)
def test_slips(one: str, other: str, slipped: int) -> None:
    assert slips(one, other) == slipped
