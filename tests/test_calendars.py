"""Calendars of deadlines as programs of others read them: which days, what becomes of them, and RFC 5545 to the letter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from built import edition_of
from conftest import ROOT
from followed import BASE_URL, OFFERING, UNIVERSITY, WITHDRAWN, Followed, calendar_of, events, files_of, run
from hypothesis import given
from hypothesis import strategies as st
from microcatalogue.edition import Edition
from microcatalogue.feeds.icalendar import Calendar, Day, calendar_bytes, escaped, folded
from microcatalogue.model import Offering

BASE = BASE_URL
UID = f"{BASE}id/offerings/{OFFERING}#deadline-"


@pytest.fixture
def followed(tmp_path: Path) -> Followed:
    return Followed.begun(tmp_path)


@pytest.fixture(scope="module")
def edition() -> Edition:
    return edition_of(ROOT / "offerings", with_history=True)


@pytest.fixture(scope="module")
def files(edition: Edition) -> Mapping[str, bytes]:
    return {path: content for path, content in files_of(edition).items() if path.endswith(".ics")}


def _days(content: bytes) -> dict[str, date]:
    return {uid: one["DTSTART"].dt for uid, one in events(calendar_of(content)).items()}


def _expected(edition: Edition, wanted: Any) -> dict[str, date]:
    """The deadlines that a calendar has to have, read off the records."""
    assert edition.catalogue.as_of is not None
    assert edition.whole_history is not None
    since = edition.catalogue.as_of - timedelta(days=365)
    found = {}
    for offering in edition.catalogue.offerings.values():
        if offering.status == "draft" or not wanted(offering):
            continue
        first = edition.whole_history.records["offering", offering.id].first.id
        for one in offering.runs:
            if one.apply_by and one.apply_by >= since:
                found[f"{edition.base}id/offerings/{first}#deadline-{one.id}"] = one.apply_by
    return found


def test_the_catalogue_has_every_deadline(edition: Edition, files: Mapping[str, bytes]) -> None:
    wanted = _expected(edition, lambda _: True)
    assert len(wanted) > 50
    assert _days(files["calendar/deadlines.ics"]) == _days(files["calendar/en/deadlines.ics"]) == wanted


def test_providers_fields_and_offerings_have_theirs(edition: Edition, files: Mapping[str, bytes]) -> None:
    def parts(offering: Offering) -> Any:
        yield f"providers/{offering.provider}"
        yield from (f"offerings/{one}" for one in (offering.id, *offering.formerly))
        yield from {f"fields/{code[:length]}" for code in offering.isced_f for length in range(2, len(code) + 1)}

    names = {re.sub(r"^calendar/(en/)?|\.ics$", "", path) for path in files} - {"deadlines"}
    shown = [one for one in edition.catalogue.offerings.values() if one.status != "draft"]
    assert names == {part for one in shown for part in parts(one)} | {
        f"providers/{one}" for one in edition.catalogue.providers
    }
    for name in names:
        wanted = _expected(edition, lambda offering, name=name: name in parts(offering))
        assert _days(files[f"calendar/{name}.ics"]) == wanted, name
        if not name.startswith("offerings/"):
            assert _days(files[f"calendar/en/{name}.ics"]) == wanted, name


def test_every_calendar_is_valid(files: Mapping[str, bytes]) -> None:
    """RFC 5545: lines of at most 75 octets that end with CR LF and cut no character; what each component has to have."""
    assert len(files) > 100
    for path, content in files.items():
        assert content.endswith(b"\r\n"), path
        lines = content.removesuffix(b"\r\n").split(b"\r\n")
        assert not any(b"\n" in line or b"\r" in line or len(line) > 75 for line in lines), path
        assert [line.decode() for line in lines], path
        calendar = calendar_of(content)
        assert (calendar["VERSION"], bool(calendar["PRODID"])) == ("2.0", True), path
        assert calendar.errors == [], path
        assert calendar.subcomponents, "a calendar has at least one component (3.6)"
        assert files[str(calendar["SOURCE"]).removeprefix(BASE)] == content, "where it was before it is the same"
        assert str(calendar["NAME"]) == str(calendar["X-WR-CALNAME"])
        for event in events(calendar).values():
            assert event.errors == [], path
            assert all(len(event[name]) and event[name] for name in ("SUMMARY", "DESCRIPTION", "URL"))
            assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(days=1)
            assert type(event["DTSTART"].dt) is date
            assert event["DTSTART"].params["VALUE"] == event["DTEND"].params["VALUE"] == "DATE"
            assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt
            assert event["DTSTAMP"].dt.tzinfo is UTC or event["DTSTAMP"].dt.utcoffset() == timedelta(0)
            assert event["STATUS"] in ("CONFIRMED", "CANCELLED")
            assert event["TRANSP"] == "TRANSPARENT"
            assert int(event["SEQUENCE"]) >= 0


def test_a_calendar_to_the_letter(followed: Followed, golden: Any) -> None:
    first = run("spring", "2027-01-15", starts="2027-02-01", participation="online")
    followed.write(runs=[first, run("autumn", "2027-08-01", status="cancelled")])
    followed.commit("2026-11-20")
    content = followed.files()[f"calendar/offerings/{OFFERING}.ics"]
    golden(ROOT / "tests/golden/deadlines.ics", content.decode().replace("\r\n", "\n"))


def test_a_moved_deadline_is_the_same_event(followed: Followed) -> None:
    followed.write(runs=[run("spring", "2027-01-15")])
    followed.commit("2026-10-01")
    before = events(followed.calendar())[f"{UID}spring"]
    followed.write(runs=[run("spring", "2027-02-20")])
    followed.commit("2026-11-01")
    (after,) = events(followed.calendar()).values()
    assert after["UID"] == before["UID"]
    assert (before["DTSTART"].dt, after["DTSTART"].dt) == (date(2027, 1, 15), date(2027, 2, 20))
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])
    assert after["LAST-MODIFIED"].dt == datetime(2026, 11, 1, 12, tzinfo=UTC)


def test_renaming_makes_no_other_event(followed: Followed) -> None:
    followed.write(runs=[run("spring", "2027-01-15")])
    followed.commit("2026-10-01")
    before = int(events(followed.calendar())[f"{UID}spring"]["SEQUENCE"])
    for day, old, new in (("2026-10-05", "data-literacy", "charts"), ("2026-10-06", "charts", "tables")):
        followed.rename(f"{UNIVERSITY}/{old}", f"{UNIVERSITY}/{new}")
        followed.commit(day)
        event = events(followed.calendar())[f"{UID}spring"]
        assert int(event["SEQUENCE"]) >= before
        assert f"/{new}/" in event["URL"]
        files = followed.files()
        assert (
            files[f"calendar/offerings/{UNIVERSITY}/{old}.ics"] == files[f"calendar/offerings/{UNIVERSITY}/{new}.ics"]
        )


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"runs": [run("spring", "2027-01-15")]}, "CONFIRMED"),
        ({"runs": [run("spring", "2027-01-15", status="full")]}, "CONFIRMED"),
        ({"runs": [run("spring", "2027-01-15", status="cancelled")]}, "CANCELLED"),
        ({"runs": [run("spring", "2027-01-15")], "status": "suspended"}, "CANCELLED"),
        ({"runs": [run("spring", "2027-01-15")], **WITHDRAWN}, "CANCELLED"),
    ],
    ids=["on offer", "full", "cancelled run", "suspended", "withdrawn"],
)
def test_what_is_not_offered_is_cancelled(followed: Followed, fields: dict[str, Any], status: str) -> None:
    followed.write(**fields)
    followed.commit("2026-11-01")
    event = events(followed.calendar())[f"{UID}spring"]
    assert event["STATUS"] == status
    # A calendar that shows no status still shows the words.
    summary, description = str(event["SUMMARY"]), str(event["DESCRIPTION"])
    assert summary.startswith("Cancelled: ") == (status == "CANCELLED")
    is_open = fields == {"runs": [run("spring", "2027-01-15")]}
    assert summary.startswith("Apply by: Data literacy – Example University") == is_open
    assert ("23:59 in the time zone Europe/Tallinn" in description) == is_open


def test_only_deadlines_with_a_day_make_events(followed: Followed) -> None:
    """A start is no deadline, a month no day, and what begins at any time has no last day."""
    rolling = {"id": "rolling", "rolling": True}
    followed.write(runs=[run("month"), run("day", starts="2027-03-01"), rolling])
    followed.commit("2026-11-01")
    calendar = followed.calendar()
    assert events(calendar) == {}
    assert [one.name for one in calendar.subcomponents] == ["VTIMEZONE"]


def test_past_deadlines_stay_for_a_year(followed: Followed) -> None:
    gone = [
        run("kept", "2025-11-24"),
        run("kept-cancelled", "2025-11-24", status="cancelled"),
        run("over", "2025-11-23"),
    ]
    followed.write(runs=gone)
    followed.commit("2025-01-01")
    assert events(followed.calendar()).keys() == {f"{UID}kept", f"{UID}kept-cancelled"}


def test_without_a_past_the_date_of_the_build_stands_for_it(followed: Followed) -> None:
    followed.write(runs=[run("spring", "2027-01-15")])
    for as_of, wanted in (
        (date(2026, 11, 24), datetime(2026, 11, 24, tzinfo=UTC)),
        (None, datetime(1970, 1, 1, tzinfo=UTC)),
    ):
        followed.as_of = as_of
        calendar = calendar_of(followed.files(with_history=False)["calendar/deadlines.ics"])
        (event,) = events(calendar).values()
        assert (event["DTSTAMP"].dt, int(event["SEQUENCE"])) == (wanted, 0)


def test_words_are_in_the_language_of_the_file(followed: Followed) -> None:
    followed.write(runs=[run("spring", "2027-01-15")])
    followed.commit("2026-11-01")
    english, estonian = (events(followed.calendar(f"calendar/{part}deadlines.ics")) for part in ("", "et/"))
    assert english.keys() == estonian.keys()
    (one,), (other,) = english.values(), estonian.values()
    assert (one["SUMMARY"].params["LANGUAGE"], other["SUMMARY"].params["LANGUAGE"]) == ("en", "et")
    assert str(other["SUMMARY"]) == "Kandideerimise tähtaeg: Andmepädevus – Näidisülikool"
    assert one["CATEGORIES"].cats == ["Computer use"]
    assert (one["URL"], other["URL"]) == (f"{BASE}en/offerings/{OFFERING}/", f"{BASE}et/offerings/{OFFERING}/")


def test_an_offering_speaks_its_own_language(followed: Followed) -> None:
    """Where the site speaks it; the first language of the site where it does not."""
    followed.write(f"{UNIVERSITY}/estonian", default_language="et", title={"et": "Eesti keel", "en": "Estonian"})
    latvian = {"lv": "Latviešu valoda", "en": "Latvian"}
    outcomes = [{"id": "speak", "statement": latvian}]
    assessment = [{"id": "test", "type": "written-examination", "criteria": latvian}]
    texts = {"title": latvian, "summary": latvian, "learning_outcomes": outcomes, "assessment": assessment}
    followed.write(f"{UNIVERSITY}/latvian", default_language="lv", **texts)
    files = followed.files(with_history=False)
    for name, language in (("estonian", "et"), ("latvian", "en")):
        calendar = calendar_of(files[f"calendar/offerings/{UNIVERSITY}/{name}.ics"])
        assert calendar["NAME"].params["LANGUAGE"] == language
    assert not [path for path in files if re.match(r"\w+/(en|et)/offerings/", path)]


_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


@given(_TEXTS)
def test_folding_can_be_undone_and_cuts_no_character(line: str) -> None:
    line = re.sub(r"[\r\n]", "", line)
    written = folded(line)
    parts = written.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(part) <= 75 and part.decode() is not None for part in parts)
    assert all(part.startswith(b" ") for part in parts[1:])
    assert b"".join((parts[0], *(part[1:] for part in parts[1:]))).decode() == line


@given(_TEXTS)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    """But for control characters, which no text may have, and for which sign ends a line."""
    day = Day("uid", date(2027, 1, 1), 0, datetime(2026, 1, 1, tzinfo=UTC), False, text, text, BASE, (text or "-",))
    content = calendar_bytes(Calendar(f"{BASE}a.ics", BASE, "Name", "en", (day,)))
    (event,) = calendar_of(content).walk("VEVENT")
    wanted = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", re.sub(r"\r\n?", "\n", text))
    assert str(event["SUMMARY"]) == str(event["DESCRIPTION"]) == wanted
    assert event.errors == []


@given(_TEXTS)
def test_an_escaped_text_can_be_read_back(text: str) -> None:
    """Read by the rule of the standard alone: a backslash takes the next character along."""
    written = escaped(text)
    assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]|(?<!\\)(?:\\\\)*[,;]", written)
    read = re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], written)
    assert read == re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", re.sub(r"\r\n?", "\n", text))
