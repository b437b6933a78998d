"""The demonstration catalogue: as large, as varied and as free of repetition as one that people copy from has to be."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from built import edition_of, problems_of
from microcatalogue.catalogue import Catalogue
from microcatalogue.schema import KINDS, fields
from microcatalogue.stated import Stated, stated

OFFERINGS = Path(__file__).parent.parent / "offerings"

# Names of bodies, labels of concepts and places are no prose: they repeat because they mean the same.
NAMES = {"name", "label", "agency", "city", "venue", "address", "qualification", "keywords"}
RUN = 8


@cache
def catalogue() -> Catalogue:
    return edition_of(OFFERINGS).catalogue


def values() -> Iterator[Stated]:
    for (kind, record), document in catalogue().documents.items():
        yield from stated(kind, record, document)


def test_it_looks_like_a_real_one() -> None:
    providers = catalogue().providers.values()
    assert len(catalogue().published_offerings) >= 72
    assert len(providers) >= 12
    assert len({one.kind for one in providers}) >= 9
    assert len({one.country for one in providers}) >= 6
    assert len(catalogue().policies) >= 9
    assert len(catalogue().published_pathways) >= 8


def test_four_providers_are_an_alliance() -> None:
    members = Counter(
        member.id
        for one in catalogue().providers.values()
        if isinstance(one.member_of, tuple)
        for member in one.member_of
    )
    assert members["example-alliance"] == 4


def test_nothing_passes_for_real() -> None:
    for kind, record in catalogue().documents:
        text = (OFFERINGS / catalogue().file(kind, record)).read_text("utf-8")
        assert re.match(r"# (?:Example|Näidis)", text), f"{record} does not begin by saying that it is an example"
        outside = set(re.findall(r"https?://([^/\s\"'})]+)", text)) | set(re.findall(r"[\w.+-]+@([\w.-]+\w)", text))
        strange = {host for host in outside if not (f".{host}".endswith(".example.org") or host == "data.europa.eu")}
        assert strange <= {"ror.org"}, f"{record} names {strange}"
    for one in catalogue().providers.values():
        said = dict(one.name)["en"]
        assert "Example" in said, said


def _pathways() -> dict[str, int]:
    found: Counter[str] = Counter()
    for one in catalogue().published_pathways:
        own = {offering.split("/")[0] for step in one.steps for offering in step.offerings}
        found["across providers"] += len(own) > 1
        for step in one.steps:
            choice = step.choose
            found["by ECTS"] += getattr(choice, "ects", None) is not None
            found["by count"] += getattr(choice, "count", None) is not None
        goal = one.leads_to
        found["to a larger micro-credential"] += goal.offering is not None
        found["to a degree"] += goal.kind == "qualification" and (goal.eqf or 0) >= 6
        found["to a vocational qualification"] += goal.kind == "qualification" and 0 < (goal.eqf or 0) < 6
    return dict(found)


@pytest.mark.parametrize(
    "sort",
    [
        "across providers",
        "by ECTS",
        "by count",
        "to a larger micro-credential",
        "to a degree",
        "to a vocational qualification",
    ],
)
def test_every_sort_of_pathway_is_there(sort: str) -> None:
    assert _pathways()[sort] >= 1


def test_every_status_is_there() -> None:
    offerings, providers, pathways = catalogue().offerings, catalogue().providers, catalogue().pathways
    assert {one.status for one in offerings.values()} == {"draft", "active", "suspended", "withdrawn"}
    assert {one.status for one in providers.values()} == {"active", "ceased"}
    assert {one.status for one in pathways.values()} == {"draft", "active", "withdrawn"}
    runs = [run for one in catalogue().offerings.values() for run in one.runs]
    assert {run.status for run in runs} >= {"planned", "open", "full", "cancelled"}
    assert any(run.rolling for run in runs)
    assert any(run.starts and not run.starts.day for run in runs)


def test_every_optional_field_is_used_three_times() -> None:
    used: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for one in values():
        used[one.kind, tuple(step if isinstance(step, str) else "*" for step in one.path)] += 1
    languages = re.compile(r"^[a-z]{2}$")
    wanted = {
        (kind, tuple(str(step) for step in path))
        for kind in KINDS
        if kind != "catalogue"
        for path, _ in fields(kind)
        if path and path[-1] != "*"
    }
    scarce = {
        f"{kind}: {'.'.join(path)} ({used[kind, path]})"
        for kind, path in wanted
        if used[kind, path] < 3 and not languages.match(path[-1])
    }
    assert not scarce, "\n".join(sorted(scarce))


def test_every_text_is_in_estonian_and_english() -> None:
    lacking = [
        f"{one.record} {one.path}"
        for one in values()
        if one.type in ("text", "rich") and not {"et", "en"} <= one.value.keys()
    ]
    assert lacking == []


def test_providers_speak_their_own_languages() -> None:
    spoken = {language for one in catalogue().published_offerings for language in one.title.languages}
    assert spoken >= {"et", "en", "ru", "fi", "sv", "lv", "lt", "de", "fr", "pt", "el"}


def test_no_two_offerings_share_an_outcome() -> None:
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for offering in catalogue().offerings.values():
        for outcome in offering.learning_outcomes:
            for language, text in outcome.statement:
                owners[language, _plain(text)].add(offering.id)
    assert {text: those for text, those in owners.items() if len(those) > 1} == {}


def test_no_two_offerings_share_a_run_of_words() -> None:
    runs: dict[tuple[str, tuple[str, ...]], set[str]] = defaultdict(set)
    for one in values():
        if one.kind == "offering" and one.type in ("text", "rich") and not NAMES & set(map(str, one.path)):
            for language, text in one.value.items():
                words = _plain(text).split()
                for start in range(len(words) - RUN + 1):
                    runs[language, tuple(words[start : start + RUN])].add(one.record)
    shared: Counter[tuple[str, str]] = Counter()
    for those in runs.values():
        shared.update(combinations(sorted(those), 2))
    assert not shared, shared.most_common(20)


def test_words_that_stand_for_nothing_are_not_there() -> None:
    empty = re.compile(r"\bTODO\b|\bTBD\b|(?i:lorem|ipsum|xxx|placeholder|kohatäide|sample text|näidistekst)")
    found = [
        f"{one.record} {one.path}: {text}"
        for one in values()
        if one.type in ("text", "rich")
        for text in one.value.values()
        if empty.search(text)
    ]
    assert found == []


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


# Warnings that are kept on purpose, each explained in the file that it is about.
KEPT: frozenset[tuple[str, str]] = frozenset()


def test_only_warnings_that_are_kept_on_purpose_are_left() -> None:
    found = {
        (one.place.file.removeprefix("offerings/"), one.code)
        for one in problems_of(OFFERINGS)
        if str(one.severity) != "note"
    }
    assert found == KEPT


def test_policies_together_use_every_rule_key() -> None:
    used: Counter[str] = Counter()
    for one in values():
        if one.kind == "recognition-policy" and one.path[0] == "rules":
            used[".".join(step for step in one.path if isinstance(step, str))] += 1
    keys = {
        ".".join(str(step) for step in path if step != "*")
        for path, _ in fields("recognition-policy")
        if path[:1] == ("rules",) and path[-1] != "*"
    }
    missing = {key for key in keys if not used[key] and not re.search(r"\.[a-z]{2}$", key)}
    assert not missing
    outcomes = {example.outcome for policy in catalogue().policies.values() for example in policy.expects}
    assert outcomes >= {"automatic", "conditional", "individual", "not-recognised", "undetermined", "own", "no-rule"}
