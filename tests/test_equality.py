"""What every format says of an offering is what its file says: id, title in every language, ECTS, languages, status.

Where a format has no place for one of the five, or takes no record, `NO_PLACE` and `NOT_TAKEN` say so, with the reason; and
the format's own report on what it cannot say has to agree, record by record.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import facts_read as reading
import pytest
import yaml
from built import edition_of
from conftest import ROOT, git
from facts_read import Facts, Read, Said, Site
from guidance_read import stated_in
from microcatalogue.build import plan
from microcatalogue.site_file import Shelf

FULL = ROOT / "tests/catalogues/full"
COMMA = "Nein & \"ja\"; 'vielleicht', 50 %"
"""A title with all that tables, markup and lists part by."""


@dataclass(frozen=True)
class Stated:
    """An offering as its file has it, with what decides whether a format takes it and in which language it speaks."""

    id: str
    facts: Said
    document: Said
    provider: Said
    site_languages: tuple[str, ...]

    @property
    def language(self) -> str:
        return str(self.document.get("default_language", self.provider["languages"][0]))

    @property
    def spoken(self) -> str:
        """The language of the site in which single feeds speak of it."""
        return self.language if self.language in self.site_languages else self.site_languages[0]

    def shown(self, language: str) -> str:
        """The title for readers of a language: theirs, its own, English, any."""
        titles = self.facts["titles"]
        return str(next(titles[one] for one in (language, self.language, "en", *titles) if one in titles))


def _fields(document: Said, *names: str) -> list[str]:
    """Those of some fields that are not stated."""
    return [name for name in names if not document.get(name)]


# Which records a format does not take: the fields for which it does not, as its report names them.


def _not_in_elm(one: Stated) -> list[str]:
    found = _fields(one.document, "homepage", "isced_f", "languages", "learning_outcomes")
    return found + ([] if one.provider.get("country") else ["provider.country"])


def _not_in_quality_link(one: Stated) -> list[str]:
    numbers = one.provider.get("identifiers", {})
    found = _fields(one.document, "learning_outcomes", "languages", "isced_f")
    found += [] if one.document.get("level", {}).get("eqf") else ["level.eqf"]
    found += [] if one.provider.get("kind") == "higher-education-institution" else ["provider.kind"]
    is_known = any(numbers.get(name, "none") != "none" for name in ("schac", "orgreg"))
    return found + ([] if is_known else ["provider.identifiers"])


NOT_TAKEN: Mapping[str, Callable[[Stated], list[str]]] = {
    # The profile demands a home page, a field, languages of teaching, outcomes and the country of the provider.
    "elm": _not_in_elm,
    "elm-xml": _not_in_elm,
    # It is of higher education institutions with a number, and demands outcomes, languages, a field and an EQF level.
    "quality-link": _not_in_quality_link,
}


# What a format says instead of what the file states, with the reason and the field under which its report tells the loss.


@dataclass(frozen=True)
class Instead:
    """`says` gives what stands in the format, `loses` whether that is less than the record; None is nothing at all."""

    reason: str
    field: str
    says: Callable[[Stated], Any] = field(default=lambda one: None)
    loses: Callable[[Stated], bool] = field(default=lambda one: True)


def _is_beyond_the_site(one: Stated) -> bool:
    return not set(one.facts["titles"]) <= set(one.site_languages)


def _of_the_site(one: Stated) -> dict[str, str]:
    titles = one.facts["titles"]
    return {code: titles[code] for code in titles if code in (*one.site_languages, one.language)}


def _of_runs(one: Stated) -> list[str]:
    runs = one.document.get("runs", []) if one.facts["status"] != "suspended" else []
    return [code for run in runs if run.get("status") != "cancelled" for code in run.get("languages", [])]


_PAGES = Instead(
    "A page has one language and there is one in each of the site; what is in no other shows in the record's own.",
    "title",
    lambda one: {language: one.shown(language) for language in one.site_languages},
    _is_beyond_the_site,
)
_OWN_AND_PAGES = Instead(
    "A course has one name, in the record's own language, and names of its pages, one in each language of the site.",
    "title",
    lambda one: _PAGES.says(one) | {reading.OWN: one.facts["titles"][one.language]},
    lambda one: not set(one.facts["titles"]) <= {*one.site_languages, one.language},
)
_NEWS = Instead(
    "A change is told in one language; the record that it leads to has all.",
    "",
    lambda one: {one.spoken: one.shown(one.spoken)},
)
_SET = "Linked data has sets: in which order languages are named is not kept."
_AS_A_SET = Instead(_SET, "languages", lambda one: sorted(one.facts["languages"]), lambda one: False)
_TOLD = "News tell what changed; the record that they lead to has it."

NO_PLACE: Mapping[tuple[str, str], Instead] = {
    ("pages", "titles"): _PAGES,
    ("schema-org", "titles"): _OWN_AND_PAGES,
    ("openbadges", "titles"): Instead(
        "An achievement has one language.",
        "title",
        lambda one: {one.language: one.facts["titles"][one.language]},
        lambda one: len(one.facts["titles"]) > 1,
    ),
    ("guidance", "titles"): Instead(
        "A table has a column for each language of the site, and one for the record's own.",
        "title",
        _of_the_site,
        lambda one: _of_the_site(one) != one.facts["titles"],
    ),
    ("guidance", "languages"): Instead(
        "One column has all languages in which it is taught, those of single runs last.",
        "languages",
        lambda one: list(dict.fromkeys((*one.facts["languages"], *_of_runs(one)))),
        lambda one: False,
    ),
    ("yaml", "id"): Instead("The address of a file is the id.", ""),
    ("credential", "status"): Instead(
        "A credential holds whatever becomes of the offering later.",
        "status",
        loses=lambda one: "status" in one.document,
    ),
    ("quality-link", "status"): Instead(
        "It is active or it is not; of one that is suspended neither is said.",
        "status",
        lambda one: None if one.facts["status"] == "suspended" else one.facts["status"],
        lambda one: one.facts["status"] == "suspended",
    ),
    ("elm", "languages"): _AS_A_SET,
    ("elm-xml", "languages"): _AS_A_SET,
    ("quality-link", "languages"): _AS_A_SET,
    ("news", "titles"): _NEWS,
    ("atom", "titles"): _NEWS,
    ("atom", "ects"): Instead(_TOLD, ""),
    ("atom", "status"): Instead("It is said in words, before the summary.", ""),
    ("atom", "languages"): Instead(_TOLD, ""),
    ("news", "languages"): Instead(_TOLD, ""),
}


@dataclass(frozen=True)
class Format:
    """How a format is read, by which name the tables above know it, and whether every record has a file in it.

    `is_part` is set for a dataset that holds some of the offerings only.
    """

    read: Read
    name: str = ""
    by_record: bool = False
    is_part: Callable[[Stated], bool] = field(default=lambda one: True)


def _is_active(one: Stated) -> bool:
    return bool(one.facts["status"] == "active")


FORMATS: Mapping[str, Format] = {
    "published YAML": Format(reading.published_yaml, "yaml", by_record=True),
    "JSON of records": Format(reading.own_records, by_record=True),
    "JSON": Format(reading.own_list),
    "NDJSON": Format(reading.own_lines),
    "data in pages": Format(reading.pages, "pages"),
    "schema.org of records": Format(reading.schema_org_files, "schema-org", by_record=True),
    "schema.org": Format(reading.schema_org_feed, "schema-org"),
    "Open Badges of records": Format(reading.badges, "openbadges", by_record=True),
    "Open Badges": Format(reading.badge_list, "openbadges"),
    "credential templates": Format(reading.credentials, "credential", by_record=True),
    "ELM of records": Format(reading.elm_records, "elm", by_record=True),
    "ELM 3.1 Turtle": Format(reading.elm_turtle("elm"), "elm"),
    "ELM 3.3 Turtle": Format(reading.elm_turtle("elm/3.3"), "elm"),
    "ELM 3.1 specifications in JSON-LD": Format(reading.elm_json_ld("elm", "specifications"), "elm"),
    "ELM 3.3 specifications in JSON-LD": Format(reading.elm_json_ld("elm/3.3", "specifications"), "elm"),
    "ELM 3.1 specifications in XML": Format(reading.elm_xml("elm", "specifications"), "elm-xml"),
    "ELM 3.3 specifications in XML": Format(reading.elm_xml("elm/3.3", "specifications"), "elm-xml"),
    "ELM 3.1 opportunities in JSON-LD": Format(reading.elm_json_ld("elm", "opportunities"), "elm", is_part=_is_active),
    "ELM 3.1 opportunities in XML": Format(reading.elm_xml("elm", "opportunities"), "elm-xml", is_part=_is_active),
    "ELM 3.3 opportunities in XML": Format(reading.elm_xml("elm/3.3", "opportunities"), "elm-xml", is_part=_is_active),
    "QualityLink Turtle": Format(reading.quality_link_turtle, "quality-link"),
    "QualityLink JSON-LD": Format(reading.quality_link_json_ld, "quality-link"),
    "QualityLink of institutions": Format(reading.quality_link_institutions, "quality-link"),
    "guidance CSV": Format(reading.guidance_csv, "guidance"),
    "guidance CSV for Excel": Format(reading.guidance_for_excel, "guidance"),
    "guidance JSON": Format(reading.guidance_list, "guidance"),
    "guidance JSON of records": Format(reading.guidance_records, "guidance", by_record=True),
    "guidance workbook": Format(reading.guidance_workbook, "guidance"),
    "Atom": Format(reading.atom, "atom", by_record=True),
    "JSON Feed": Format(reading.json_feed, "news", by_record=True),
}


# Catalogues


def _document(path: Path) -> Said:
    return yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - texts, lists and mappings alone


@cache
def _sparse(top: Path) -> Path:
    """The full catalogue with records in which much is missing, and one that is known by two names."""
    root = top / "offerings"
    shutil.copytree(FULL, root)
    settings = root / "catalogue.yml"
    settings.write_text(settings.read_text("utf-8") + "incomplete: mark\n", "utf-8")
    college = root / "example-college"
    (college / "bare.yml").write_text(
        json.dumps({"title": {"de": COMMA}, "default_language": "de"}, ensure_ascii=False)
    )
    changes = {"ects: 12": "ects: 2.25", "languages: [en]": 'languages: ["no", et]'}
    further = (college / "further.yml").read_text("utf-8")
    for old, new in changes.items():
        assert old in further
        further = further.replace(old, new)
    (college / "paused.yml").write_text(f"{further}\nstatus: suspended\n", "utf-8")
    (college / "before.yml").write_text(further.replace("en: Further data work", "en: Before"), "utf-8")
    git(top, "init", "-q")
    git(top, "add", "-A")
    git(top, "commit", "-q", "-m", "Publish")
    (college / "before.yml").rename(college / "after.yml")
    after = (college / "after.yml").read_text("utf-8").replace("en: Before", "en: After")
    (college / "after.yml").write_text(f"{after}\nformerly: [example-college/before]\n", "utf-8")
    git(top, "add", "-A")
    git(top, "commit", "-q", "-m", "Rename", day="2026-02-10T12:00:00Z")
    return root


CATALOGUES = ("example", "full", "sparse")


@cache
def _root(which: str, top: Path) -> Path:
    return {"example": ROOT / "offerings", "full": FULL}.get(which) or _sparse(top)


_FORMATS = re.compile(
    r"(api/v1|openbadges|credentials|elm|quality-link|guidance|feeds/offerings)/.+|[a-z]{2}/offerings/[^/]+/[^/]+/index\.html"
)


@cache
def _site(root: Path) -> Site:
    """The files of the site in which formats stand, with its pages of offerings."""
    shelf = Shelf(plan(edition_of(root, with_history=True), root).parts)
    return {path: shelf.content(path) for path in shelf.paths if _FORMATS.fullmatch(path)}


@cache
def _stated(root: Path) -> Mapping[str, Stated]:
    languages = tuple(_document(root / "catalogue.yml")["languages"])
    found = {}
    for name, document in stated_in(root).items():
        provider = _document(root / name.split("/")[0] / "provider.yml")
        found[name] = Stated(name, reading.stated(document), document, provider, languages)
    return found


@pytest.fixture(scope="module")
def top(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sparse")


def _said(site: Site, form: Format) -> Facts:
    return form.read(site)


def _lost(site: Site, name: str) -> Mapping[str, set[str]]:
    items = json.loads(site[f"api/v1/loss/{name}.json"])["items"]
    return {one["id"]: set(one["lost"]) for one in items if one["record_kind"] == "offering"}


def _places(one: Stated, form: Format) -> tuple[str, ...]:
    """Where an offering stands: also at every id that it had, where each has a file."""
    return (one.id, *one.document.get("formerly", ())) if form.by_record else (one.id,)


def _is_taken(one: Stated, form: Format) -> bool:
    return not NOT_TAKEN.get(form.name, lambda _: [])(one)


def _expected(one: Stated, form: Format) -> Said:
    """What a format is to say of an offering; a fact that it says nothing of is left out."""
    facts = {"id": one.id, **one.facts}
    for name in facts:
        if instead := NO_PLACE.get((form.name, name)):
            facts[name] = instead.says(one)
    return {name: value for name, value in facts.items() if value is not None or name == "ects"}


def _without_silence(said: Said) -> Said:
    return {name: value for name, value in said.items() if value is not None} | {"ects": said.get("ects")}


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")
@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("which", CATALOGUES)
def test_every_format_says_what_the_files_say(which: str, name: str, top: Path) -> None:
    root, form = _root(which, top), FORMATS[name]
    said = {place: _without_silence(one) for place, one in _said(_site(root), form).items()}
    taken = [one for one in _stated(root).values() if _is_taken(one, form)]
    expected = {place: _without_silence(_expected(one, form)) for one in taken for place in _places(one, form)}
    must = {place for one in taken if form.is_part(one) for place in _places(one, form)}
    assert not said.keys() - expected.keys()
    assert not must - said.keys()
    wrong = {
        (place, fact): (one.get(fact), expected[place].get(fact))
        for place, one in said.items()
        for fact in {*one, *expected[place]}
        if one.get(fact) != expected[place].get(fact)
    }
    assert not wrong
    assert len(said) >= 2


@pytest.mark.parametrize("name", sorted({one.name for one in FORMATS.values() if one.name}))
@pytest.mark.parametrize("which", CATALOGUES)
def test_the_reports_agree_with_the_tables(which: str, name: str, top: Path) -> None:
    """What a format says less of one of the facts is told, and nothing else; so is every record that it does not take."""
    root = _root(which, top)
    report = f"api/v1/loss/{name}.json"
    if report not in _site(root):
        assert all(instead.field in ("", "title") for (of, _), instead in NO_PLACE.items() if of == name)
        assert name in ("yaml", "pages", "atom", "news"), "they repeat what a format with a report says"
        return
    lost = _lost(_site(root), name)
    assert lost.keys() == _stated(root).keys()
    for one in _stated(root).values():
        if left_out := NOT_TAKEN.get(name, lambda _: [])(one):
            assert set(left_out) <= lost[one.id], one.id
            continue
        for fact, reported in (("titles", "title"), ("languages", "languages"), ("status", "status")):
            instead = NO_PLACE.get((name, fact))
            told = bool(instead and instead.loses(one))
            assert (reported in lost[one.id]) == told, (one.id, reported)
        assert not {"workload", "workload.ects"} & lost[one.id]


def test_the_tables_are_needed(top: Path) -> None:
    """An exception that no record needs would hide whatever goes wrong there."""
    every = [one for which in CATALOGUES for one in _stated(_root(which, top)).values()]
    for (name, fact), instead in NO_PLACE.items():
        taken = [one for one in every if not NOT_TAKEN.get(name, lambda _: [])(one)]
        assert any(instead.says(one) != {"id": one.id, **one.facts}[fact] for one in taken), (name, fact)
    for name, left_out in NOT_TAKEN.items():
        assert any(left_out(one) for one in every), name
    assert {one.facts["status"] for one in every} == {"active", "suspended", "withdrawn"}
    assert any(one.document.get("formerly") for one in every)
    assert any("no" in one.facts["languages"] for one in every)
    assert any(one.facts["ects"] and one.facts["ects"] % 1 for one in every)
