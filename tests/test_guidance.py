"""The guidance tables say what the files say, in forms that programs of others read and judge."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import jsonschema_rs
import pytest
import yaml
from built import AS_OF, edition_of
from conftest import ROOT
from frictionless import Package, system
from guidance_read import Tables, stated_in, tables_of
from invalid_cases import BASE
from microcatalogue.edition import Edition
from microcatalogue.feed_counts import records_in
from microcatalogue.feeds import all_feeds
from microcatalogue.feeds.formulas import as_stated
from microcatalogue.feeds.guidance import limits, recognition_columns, tables, workbook
from microcatalogue.feeds.guidance.column import BOOLEAN, CODES, DATE, INTEGER, LINES, NUMBER, TIME
from microcatalogue.feeds.guidance.layout import OFFERINGS, RECOGNITION, RUNS, TABLES, layout_of
from microcatalogue.feeds.schemas import feed_schema
from microcatalogue.recognition import NO_RULE, evaluate
from microcatalogue.vocabulary import vocabulary, vocabulary_names

OFFERINGS_FOLDER = ROOT / "offerings"
GOLDEN = ROOT / "tests/golden"


@pytest.fixture(scope="module")
def edition() -> Edition:
    return edition_of(OFFERINGS_FOLDER, with_history=True)


@pytest.fixture(scope="module")
def found(edition: Edition) -> Tables:
    return tables_of(edition)


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """A tiny catalogue to write into."""
    root = tmp_path / "offerings"
    shutil.copytree(BASE, root)
    return root


def rewrite(root: Path, **fields: Any) -> None:
    """States other fields of its one offering."""
    path = root / "example-university/data-literacy.yml"
    document = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    document |= fields
    path.write_text("".join(f"{name}: {json.dumps(value)}\n" for name, value in document.items()), "utf-8")
    text = re.sub(r'"(\d+(?:\.\d+)?|true|false)"', r"\1", path.read_text("utf-8"))
    path.write_text(text.replace("[0611]", '["0611"]'), "utf-8")


def on_disk(found: Tables, folder: Path) -> str:
    """The tables as files; the path of what describes them."""
    for path, content in found.site.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return str(folder / "guidance/datapackage.json")


def faults(descriptor: str) -> set[str]:
    """The kinds of errors that frictionless finds in a package."""
    with system.use_context(trusted=True):
        report = Package(descriptor).validate()
    return {error.type for task in report.tasks for error in task.errors} | {error.type for error in report.errors}


def test_the_package_is_valid(found: Tables, tmp_path: Path) -> None:
    assert faults(on_disk(found, tmp_path)) == set()
    names = [one["name"] for one in found.package["resources"]]
    assert names == ["offerings", "offerings-excel", "runs", "runs-excel", "recognition", "recognition-excel"]
    for one in found.package["resources"]:
        assert f"guidance/{one['path']}" in found.site


@pytest.mark.parametrize(
    ("file", "before", "after", "fault"),
    [
        ("runs", "example-university/data-literacy,", "example-university/none,", "foreign-key"),
        ("recognition", "example-chamber-of-crafts/energy-advice-for-homes,", "no/such,", "foreign-key"),
        ("offerings", ",active,", ",draft,", "constraint-error"),
        ("runs", ",true,", ",yes,", "type-error"),
        ("offerings", "example-university/data-literacy,", "example-university/accessible-web-content,", "primary-key"),
    ],
)
def test_a_broken_table_is_found_out(
    found: Tables, tmp_path: Path, file: str, before: str, after: str, fault: str
) -> None:
    descriptor = on_disk(found, tmp_path)
    table = tmp_path / f"guidance/{file}.csv"
    text = table.read_bytes().decode("utf-8")
    assert before in text
    table.write_bytes(text.replace(before, after).encode("utf-8"))
    assert any(fault in one for one in faults(descriptor)), faults(descriptor)


def test_the_json_conforms_to_its_schema(found: Tables) -> None:
    jsonschema_rs.validate(dict(feed_schema("guidance")), found.offerings)
    assert found.offerings["record_count"] == len(found.offerings["items"])
    assert found.offerings["languages"] == ["et", "en"]
    for item in found.offerings["items"]:
        own = json.loads(found.site[f"guidance/offerings/{item['id']}.json"])
        assert own == item
        jsonschema_rs.validate(dict(feed_schema("guidance-offering")), own)
    with pytest.raises(jsonschema_rs.ValidationError):
        jsonschema_rs.validate(dict(feed_schema("guidance-offering")), {**own, "ects": 2.5})


def _titles(document: dict[str, Any], language: str) -> str:
    return str(document["title"].get(language, ""))


def test_all_forms_say_what_the_files_state(found: Tables) -> None:
    """Ids, titles, credits, languages and status, as an independent reader finds them in the YAML."""
    stated = stated_in(OFFERINGS_FOLDER)
    lines = {line["id"]: line for line in found.csv("offerings")}
    items = {item["id"]: item for item in found.offerings["items"]}
    rows = {row["id"]: row for row in found.sheet("Offerings")}
    assert list(lines) == list(items) == list(rows) == sorted(stated)
    for record_id, document in stated.items():
        line, item, row = lines[record_id], items[record_id], rows[record_id]
        for language in ("et", "en"):
            title = _titles(document, language)
            assert (
                as_stated(line[f"title_{language}"]) == item[f"title_{language}"] == row[f"title_{language}"] == title
            )
        ects = document.get("workload", {}).get("ects", "")
        assert (line["ects"], item.get("ects", "")) == (ects, ects)
        assert row["ects"] == (None if ects == "" else float(ects))
        status = document.get("status", "active")
        assert line["status"] == item["status"] == row["status"] == status
        taught = [*document.get("languages", ())]
        runs = document.get("runs", ()) if status != "suspended" else ()
        taught += [code for run in runs if run.get("status") != "cancelled" for code in run.get("languages", ())]
        wanted = list(dict.fromkeys(taught))
        assert item.get("languages", []) == wanted
        assert line["languages"] == (row["languages"] or "") == "; ".join(wanted)


def test_runs_are_those_of_the_files(found: Tables) -> None:
    wanted = [
        (record_id, run["id"], run.get("starts", "")[:7], run.get("apply_by", ""), run.get("seats", ""))
        for record_id, document in sorted(stated_in(OFFERINGS_FOLDER).items())
        if document.get("status") != "suspended"
        for run in document.get("runs", ())
    ]
    names = ("offering", "run", "starts_month", "apply_by", "seats")
    assert [tuple(line[name] for name in names) for line in found.csv("runs")] == wanted
    assert len(wanted) > 50
    assert [(row["offering"], row["run"]) for row in found.sheet("Runs")] == [one[:2] for one in wanted]
    assert [run["run"] for item in found.offerings["items"] for run in item.get("runs", ())] == [
        one[1] for one in wanted
    ]


def test_next_start_and_deadline_are_those_of_the_runs_still_open(found: Tables) -> None:
    runs: dict[str, list[dict[str, str]]] = {}
    for run in found.csv("runs"):
        if run["open"] == "true":
            runs.setdefault(run["offering"], []).append(run)
    dated = 0
    for line in found.csv("offerings"):
        those = runs.get(line["id"], [])
        assert line["as_of"] == AS_OF.isoformat()
        assert line["runs_open"] == str(len(those))
        assert line["next_deadline"] == min((run["apply_by"] for run in those if run["apply_by"]), default="")
        assert line["next_deadline"] == "" or line["next_deadline"] >= AS_OF.isoformat()
        assert line["next_start_month"] == min(
            (run["starts_month"] for run in those if run["starts_month"]), default=""
        )
        dated += bool(line["next_start_on"])
    assert dated > 20


def test_recognition_has_a_line_an_outcome(edition: Edition, found: Tables) -> None:
    catalogue = edition.catalogue
    wanted = Counter(
        (one.by, one.offering, one.purpose, one.outcome)
        for policy in catalogue.policies.values()
        for offering in catalogue.published_offerings
        for one in evaluate(policy, offering, catalogue)
        if one.outcome != NO_RULE
    )
    names = ("by", "offering", "purpose", "outcome")
    assert Counter(tuple(line[name] for name in names) for line in found.csv("recognition")) == wanted
    assert Counter(tuple(row[name] for name in names) for row in found.sheet("Recognition")) == wanted
    for line in found.csv("offerings"):
        for outcome, column in (("automatic", "recognised_automatically"), ("conditional", "recognised_on_conditions")):
            by = sorted({one[0] for one in wanted if one[1] == line["id"] and one[3] == outcome})
            assert (line[column], line[f"{column}_by"]) == (str(len(by)), "; ".join(by))


def test_of_too_many_outcomes_offerings_share_lines(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_OUTCOMES", 10)
    monkeypatch.setattr(tables, "MOST", 10)
    monkeypatch.setattr(recognition_columns, "MOST", 10)
    shared = tables_of(edition)
    lines = list(recognition_columns.recognition_lines(edition, layout_of(RECOGNITION, edition), 100_000))
    for those in (shared.csv("recognition"), shared.sheet("Recognition")):
        assert {line["offering"] for line in those} <= {"", None}
        assert sum(int(line["offerings"]) for line in those) == len(lines)
        assert all(
            re.fullmatch(r"https://.*/api/v1/recognition/[a-z-]+\.ndjson", line["all_outcomes"]) for line in those
        )


def test_excel_finds_its_mark_and_the_same_bytes(found: Tables) -> None:
    for table in TABLES:
        plain = found.site[f"guidance/{table.name}.csv"]
        assert found.site[f"guidance/{table.name}.excel.csv"] == b"\xef\xbb\xbf" + plain
        assert not plain.startswith(b"\xef\xbb\xbf")
        text = re.sub(r'"(?:[^"]|"")*"', "", plain.decode("utf-8"))
        assert text.count("\r\n") == text.count("\n") == text.count("\r")
        assert len(re.findall("\r\n", text)) == len(found.csv(table.name)) + 1


def test_empty_is_empty(found: Tables) -> None:
    for table in TABLES:
        for line in found.csv(table.name):
            assert not {"-", "–", "None", "null", "nan"} & set(line.values())


def _cell(text: str, type: str) -> Any:
    """What a cell of the workbook holds where the CSV says this."""
    if text == "":
        return None
    if type == DATE:
        return datetime.fromisoformat(text)
    if type == TIME:
        return datetime.fromisoformat(text.removesuffix("Z"))
    if type in (NUMBER, INTEGER):
        return float(text)
    return text == "true" if type == BOOLEAN else as_stated(text)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_workbook_says_the_same_in_types_of_its_own(edition: Edition, found: Tables, table: Any) -> None:
    layout = layout_of(table, edition)
    lines, rows = found.csv(table.name), found.sheet(table.name.capitalize())
    assert len(lines) == len(rows) > 50
    for line, row in zip(lines, rows, strict=True):
        assert row == {one.name: _cell(line[one.name], "" if one.separator else one.type) for one in layout}
        for one in layout:
            assert isinstance(row[one.name], bool) == (row[one.name] is not None and one.type == BOOLEAN)


def test_the_workbook_is_one_to_work_with(found: Tables) -> None:
    book = found.workbook
    assert book.sheetnames == ["Offerings", "Runs", "Recognition", "Veerud (et)", "Columns (en)"]
    for sheet in book:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, sheet.max_column).column_letter}{sheet.max_row}"
        assert all(cell.font.bold for cell in sheet[1])
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    assert book.properties.created == datetime.combine(AS_OF, datetime.min.time())
    sheet = book["Offerings"]
    heads = {cell.value: cell.column_letter for cell in sheet[1]}
    assert sheet[f"{heads['modified']}2"].number_format == "yyyy-mm-dd hh:mm"
    assert sheet[f"{heads['as_of']}2"].number_format == "yyyy-mm-dd"
    for name in ("page_et", "page_en", "homepage", "application_url"):
        cells = [cell for cell in sheet[heads[name]][1:] if cell.value]
        assert cells
        assert all(cell.hyperlink.target == cell.value for cell in cells), name
    widths = {number: one.width for one in sheet.column_dimensions.values() for number in range(one.min, one.max + 1)}
    numbers = {cell.value: cell.column for cell in sheet[1]}
    assert widths[numbers["summary_en"]] > 2 * widths[numbers["as_of"]] > 0


def test_every_column_is_explained_in_every_language(edition: Edition, found: Tables) -> None:
    for name, heads in (("Veerud (et)", ("Tabel", "Veerg")), ("Columns (en)", ("Table", "Column"))):
        rows = found.sheet(name)
        assert tuple(rows[0])[:2] == heads
        explained = [(row[heads[0]], row[heads[1]]) for row in rows if row[heads[1]]]
        assert explained == [(table.name, one.name) for table in TABLES for one in layout_of(table, edition)]
        assert all(all(list(row.values())[2:]) for row in rows)
    estonian = {row["Veerg"]: row["Pealkiri"] for row in found.sheet("Veerud (et)") if row["Tabel"] == "offerings"}
    assert estonian["ects"] == "EAP"
    assert estonian["status_label_en"] == "Olek sõnadega (inglise keel)"
    field = next(one for one in found.package["resources"][0]["schema"]["fields"] if one["name"] == "next_deadline")
    assert field["titles"] == {"et": "Järgmine tähtpäev", "en": "Next deadline"}
    assert (field["title"], field["type"]) == ("Next deadline", "date")


def test_columns_have_names_of_their_own_that_say_what_they_are(edition: Edition) -> None:
    for table in TABLES:
        names = [one.name for one in layout_of(table, edition)]
        assert len(set(names)) == len(names)
        assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names)
        assert all(column.title and column.description.endswith(".") for column in table.columns)
        assert all(column.separator in ("", CODES, LINES) for column in table.columns)


def test_no_code_and_no_label_holds_what_parts_them() -> None:
    used = {column.vocabulary for table in TABLES for column in table.columns if column.separator} - {""}
    assert used <= set(vocabulary_names())
    for name in used:
        for term in vocabulary(name).terms.values():
            assert not any(";" in text for text in (term.code, *term.labels.values())), term.code


def test_the_table_of_a_tiny_catalogue(world: Path, golden: Any) -> None:
    small = tables_of(edition_of(world))
    for table in TABLES:
        golden(
            GOLDEN / f"guidance-{table.name}.csv",
            small.site[f"guidance/{table.name}.csv"].decode().replace("\r\n", "\n"),
        )


HOSTILE = ["=1+1", "+SUM(A1)", "-2+3", "@x", "<r>a</r>", "<r><t>b</t></r>", "_x0041_", "=cmd|' /C calc'!A0", "a;=1"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_titles_are_texts(world: Path, text: str) -> None:
    rewrite(world, title={"en": text, "et": text}, summary={"en": text, "et": text})
    small = tables_of(edition_of(world))
    (line,), (row,) = small.csv("offerings"), small.sheet("Offerings")
    assert as_stated(line["title_en"]) == small.offerings["items"][0]["title_en"] == text
    assert not line["title_en"].startswith(("=", "+", "-", "@"))
    written = row["title_en"]
    assert written.replace("_x005F_", "_").rstrip() == text
    assert all(cell.data_type != "f" for cells in small.workbook["Offerings"].iter_rows() for cell in cells)


def test_the_empty_catalogue_has_heads_alone(tmp_path: Path) -> None:
    root = tmp_path / "offerings"
    root.mkdir()
    shutil.copy(BASE / "catalogue.yml", root)
    empty = tables_of(edition_of(root))
    assert faults(on_disk(empty, tmp_path)) == set()
    for table in TABLES:
        assert empty.csv(table.name) == []
        assert empty.site[f"guidance/{table.name}.csv"].endswith(b"\r\n")
        assert empty.sheet(table.name.capitalize()) == []
    assert empty.offerings["items"] == []


def test_a_third_language_has_columns_of_its_own(world: Path, tmp_path: Path) -> None:
    settings = world / "catalogue.yml"
    settings.write_text(settings.read_text("utf-8").replace("languages: [en, et]", "languages: [en, et, de]"), "utf-8")
    rewrite(world, title={"en": "Data literacy", "et": "Andmepädevus", "de": "Datenkompetenz", "fr": "Données"})
    three = tables_of(edition_of(world))
    (line,) = three.csv("offerings")
    assert (line["title_de"], line["title_en"], line["title_et"]) == ("Datenkompetenz", "Data literacy", "Andmepädevus")
    assert line["summary_de"] == ""
    assert line["status_label_de"] == "Active"
    assert "title_fr" not in line
    assert [name for name in line if name.startswith("page_")] == ["page_en", "page_et", "page_de"]
    assert three.workbook.sheetnames[-1] == "Columns (de)"
    jsonschema_rs.validate(dict(feed_schema("guidance")), three.offerings)
    assert faults(on_disk(three, tmp_path)) == set()
    assert {"title"} == set(_lost(three)["offering", "example-university/data-literacy"]) & {"title", "summary"}


def _lost(found: Tables) -> dict[tuple[str, str], list[str]]:
    report = json.loads(found.site["api/v1/loss/guidance.json"])
    jsonschema_rs.validate(dict(feed_schema("loss")), report)
    reasons = {kind: {**those, **report["reasons_of_parts"]} for kind, those in report["reasons"].items()}
    for item in report["items"]:
        assert all(field in reasons[item["record_kind"]] for field in item["lost"]), item
    return {(item["record_kind"], item["id"]): item["lost"] for item in report["items"]}


def test_all_that_is_lost_has_its_reason(found: Tables) -> None:
    lost = _lost(found)
    assert {kind for kind, _ in lost} == {"offering", "provider", "recognition-policy"}
    assert "learning_outcomes.id" in lost["offering", "example-university/data-literacy"]


def test_the_same_tables_give_the_same_bytes(edition: Edition, found: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    before = os.umask(0o077)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    try:
        again = tables_of(edition_of(OFFERINGS_FOLDER, with_history=True))
    finally:
        os.umask(before)
    assert again.site == found.site
    for part in ZipFile(io.BytesIO(found.site["guidance/offerings.xlsx"])).infolist():
        assert part.date_time[:3] == (1980, 1, 31)
        assert part.external_attr == 0o600 << 16


def test_every_feed_counts_what_it_says(edition: Edition, found: Tables) -> None:
    counted = 0
    for feed in all_feeds():
        if feed.path in found.site:
            assert records_in(feed.path, feed.media_type, found.site[feed.path]) == feed.records(edition), feed.path
            counted += 1
    assert counted == 10


def test_what_a_cell_has_no_room_for_is_cut_and_told(world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_CHARACTERS", 40)
    from microcatalogue.feeds.guidance import losses

    monkeypatch.setattr(losses, "_SHORT", 0)
    long = "😀" * 30
    rewrite(world, title={"en": "long", "et": "Lühike"})
    path = world / "example-university/data-literacy.yml"
    path.write_text(path.read_text("utf-8").replace("long", long), "utf-8")
    small = tables_of(edition_of(world))
    (row,), (line,) = small.sheet("Offerings"), small.csv("offerings")
    assert row["title_en"] == "😀" * 19 + "…"
    assert line["title_en"] == long
    lost = _lost(small)["offering", "example-university/data-literacy"]
    assert "title" in lost
    assert "summary" not in lost


def test_what_fits_is_not_cut() -> None:
    assert limits.MOST_CHARACTERS == 32_767
    assert limits.cut("a" * 32_767) == "a" * 32_767
    assert limits.cut("a" * 32_768) == "a" * 32_766 + "…"
    assert limits.cut("😀" * 16_384) == "😀" * 16_383 + "…"


def test_what_a_sheet_has_no_row_for_is_left_out_and_told(
    edition: Edition, found: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_ROWS", 11)
    short = tables_of(edition)
    ids = [line["id"] for line in short.csv("offerings")]
    assert len(ids) > 50
    assert [row["id"] for row in short.sheet("Offerings")] == ids[:10]
    assert len(short.sheet("Runs")) == 10
    lost = _lost(short)
    assert [one for one in ids if "participation" not in lost["offering", one]] == ids[:10]
    whole = {(line["offering"], line["run"]) for line in short.csv("runs")}
    missing = whole - {(row["offering"], row["run"]) for row in short.sheet("Runs")}
    assert {one for one in ids if "runs" in lost["offering", one]} == {offering for offering, _ in missing}
    assert not any(
        {"participation", "runs"} & set(those) for (kind, _), those in _lost(found).items() if kind == "offering"
    )
    for feed in all_feeds():
        if feed.path == "guidance/offerings.xlsx":
            assert feed.records(edition) == 10


def test_beyond_the_last_link_addresses_are_texts_and_that_is_told(
    edition: Edition, found: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_LINKS", 40)
    short = tables_of(edition)
    for name in ("Offerings", "Runs", "Recognition"):
        links = [cell for row in short.workbook[name].iter_rows() for cell in row if cell.hyperlink]
        assert len(links) <= 40
    assert short.sheet("Offerings") == found.sheet("Offerings")
    assert not [cell for row in short.workbook["Recognition"].iter_rows() for cell in row if cell.hyperlink]
    lost = _lost(short)
    ids = [line["id"] for line in short.csv("offerings")]
    assert "homepage" not in lost["offering", ids[9]]
    assert [one for one in ids[10:] if "homepage" not in lost["offering", one]] == [
        line["id"] for line in short.csv("offerings")[10:] if not line["homepage"]
    ]
    beyond = {line["offering"] for line in short.csv("runs")[40:]}
    for line in short.csv("runs")[:40]:
        assert "runs.application.url" not in lost["offering", line["offering"]] or line["offering"] in beyond
    stated = {line["offering"] for line in short.csv("runs")[40:] if line["application_url"]}
    assert stated
    for one in stated:
        assert {"runs.application.url", "application.url"} & set(lost["offering", one]), one
    assert all("document" in those for (kind, _), those in lost.items() if kind == "recognition-policy")
    assert not any("document" in those for (kind, _), those in _lost(found).items() if kind == "recognition-policy")


def test_days_before_excel_are_texts(world: Path) -> None:
    rewrite(world, review_by="1901-01-01")
    edition = edition_of(world)
    early = replace(edition.catalogue.offerings["example-university/data-literacy"], reviewed_on=date(1, 2, 3))
    offerings = {early.id: early}
    (row,) = tables_of(replace(edition, catalogue=replace(edition.catalogue, offerings=offerings))).sheet("Offerings")
    assert row["reviewed_on"] == "0001-02-03"
    assert row["review_by"] == datetime.combine(date(1901, 1, 1), datetime.min.time())


def test_lists_of_hostile_texts_are_texts_too(world: Path) -> None:
    rewrite(world, documents=[{"title": {"en": "=1+1", "et": "=1+1"}, "url": "https://university.example.org/a"}])
    rewrite(world, keywords={"en": ["@a", "b", "-c"]}, contact={"phone": "+372 000 0001"})
    (line,) = tables_of(edition_of(world)).csv("offerings")
    assert line["documents_en"] == "'=1+1 – https://university.example.org/a"
    assert line["keywords_en"] == "'@a\nb\n'-c"
    assert line["contact_phone"] == "'+372 000 0001"


def test_what_was_called_off_counts_for_nothing(world: Path) -> None:
    runs = [
        {"id": "off", "status": "cancelled", "starts": "2027-02-01", "apply_by": "2027-01-01", "hours_per_week": 2},
        {"id": "on", "starts": "2027-03-01", "apply_by": "2027-02-01", "hours_per_week": 4},
    ]
    rewrite(world, runs=runs)
    small = tables_of(edition_of(world))
    (line,) = small.csv("offerings")
    assert [(run["run"], run["status"], run["open"]) for run in small.csv("runs")] == [
        ("off", "cancelled", "false"),
        ("on", "", "true"),
    ]
    names = ("runs_open", "next_start_on", "next_start_month", "next_deadline")
    assert [line[name] for name in names] == ["1", "2027-03-01", "2027-03", "2027-02-01"]
    assert line["hours_per_week_least"] == line["hours_per_week_most"] == "4"


@pytest.mark.parametrize(("status", "runs"), [("active", 1), ("suspended", 0)])
def test_suspended_offerings_have_no_runs(world: Path, status: str, runs: int) -> None:
    rewrite(world, status=status, runs=[{"id": "autumn", "starts": "2027-09"}])
    small = tables_of(edition_of(world))
    assert len(small.csv("runs")) == len(small.sheet("Runs")) == runs
    assert small.csv("offerings")[0]["next_start_month"] == ("2027-09" if runs else "")
    assert small.csv("offerings")[0]["next_start_on"] == ""


def test_withdrawn_offerings_stay(edition: Edition, found: Tables) -> None:
    withdrawn = [one for one in edition.catalogue.published_offerings if one.status == "withdrawn"]
    lines = {line["id"]: line for line in found.csv("offerings")}
    assert withdrawn
    for one in withdrawn:
        assert (lines[one.id]["status"], lines[one.id]["withdrawn_on"]) == ("withdrawn", str(one.withdrawn_on))
        assert lines[one.id]["replaced_by"] == (one.replaced_by or "")
        assert lines[one.id]["runs_open"] == "0"


def test_prices_are_figures(found: Tables) -> None:
    priced = [line for line in found.csv("offerings") if line["price_least"]]
    assert len(priced) > 20
    for line in priced:
        assert Decimal(line["price_least"]) >= 0
        assert re.fullmatch("[A-Z]{3}", line["price_currency"])
        assert line["prices_en"]


def test_tables_refer_to_each_other_by_keys(found: Tables) -> None:
    schemas = {one["name"]: one["schema"] for one in found.package["resources"]}
    to_offerings = {"fields": "offering", "reference": {"resource": "offerings", "fields": "id"}}
    assert schemas["offerings"]["primaryKey"] == "id"
    assert schemas["runs"]["primaryKey"] == ["offering", "run"]
    assert schemas["runs"]["foreignKeys"] == schemas["recognition"]["foreignKeys"] == [to_offerings]
    assert (OFFERINGS.name, RUNS.name) == ("offerings", "runs")


def test_long_lists_of_addresses_are_cut_and_told(world: Path) -> None:
    """Of addresses nobody thinks as of texts, but twenty long ones fill a cell."""
    pages = [f"https://agency.example.org/{number:02}/{'a' * 1_900}" for number in range(20)]
    rewrite(world, funding=[{"scheme": "esf-plus", "how": page} for page in pages])
    small = tables_of(edition_of(world))
    (row,), (line,) = small.sheet("Offerings"), small.csv("offerings")
    assert line["funding_pages"].split("\n") == pages
    assert len(row["funding_pages"]) == 32_767
    assert row["funding_pages"].endswith("…")
    assert "funding.how" in _lost(small)["offering", "example-university/data-literacy"]
