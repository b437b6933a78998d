"""The page for counsellors: the digest follows what happened, every situation has its searches, and it says how to hand over."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from followed import UNIVERSITY, WITHDRAWN, Followed, run
from microcatalogue.edition import Edition
from microcatalogue.pages.site import planned_files, prepare
from test_site import parsed, words

PAGE = "en/counsellors/index.html"
KINDS = ("New", "Changed", "Closing soon", "Withdrawn")


@pytest.fixture
def followed(tmp_path: Path) -> Followed:
    return Followed.begun(tmp_path)


def _page(edition: Edition) -> Any:
    found = next(one for one in planned_files(*prepare(edition)) if one.path == PAGE)
    return parsed(found.make().content)


def _digest(page: Any) -> dict[str, dict[str, set[str]]]:
    """By broad field and kind the names of the offerings told; the number beside the kind is theirs."""
    found: dict[str, dict[str, set[str]]] = {}
    for field in page.findall(".//ul[@class='digest']/li"):
        told = found.setdefault(_last(field.find("h3/a")), {})
        for row in field.findall(".//dl/div"):
            kind, number = words(row.find("dt")).removesuffix(")").split(" (")
            told[kind] = {_last(one) for one in row.findall("dd//a")}
            assert kind in KINDS
            assert int(number) == len(told[kind]) or len(told[kind]) == 5 < int(number)
    return found


def _last(link: Any) -> str:
    """The last part of the address that a link leads to."""
    return str(link.get("href")).rstrip("/").rpartition("/")[2]


def _offering(followed: Followed, name: str, field: str, **fields: Any) -> str:
    followed.write(f"{UNIVERSITY}/{name}", isced_f=[field], title={"en": name, "et": name}, **fields)
    return name


def test_the_digest_says_what_happened_by_field(followed: Followed) -> None:
    """The last 30 days before the as-of date, 24 November 2026, and the 30 days after it, the ends included."""
    for name in ("old", "edited", "gone", "long-gone"):
        _offering(followed, name, "0611")
    followed.commit("2026-09-01")
    _offering(followed, "long-gone", "0611", **WITHDRAWN)
    followed.commit("2026-10-24")
    _offering(followed, "edited", "0611", keywords={"en": ["more"]})
    _offering(followed, "arrived", "0421")
    _offering(followed, "arrived-and-edited", "0421")
    followed.commit("2026-10-25")
    _offering(followed, "gone", "0611", **WITHDRAWN)
    _offering(followed, "arrived-and-edited", "0421", keywords={"en": ["more"]})
    _offering(followed, "closing", "0421", runs=[run("first", "2026-12-24")])
    _offering(followed, "closing-later", "0421", runs=[run("first", "2026-12-25")])
    followed.commit("2026-11-24")
    new = {"arrived", "arrived-and-edited", "closing", "closing-later"}
    assert _digest(_page(followed.edition())) == {
        "04": {"New": new, "Closing soon": {"closing"}},
        "06": {"Changed": {"edited"}, "Withdrawn": {"gone"}},
    }


def test_what_was_withdrawn_does_not_close(followed: Followed) -> None:
    _offering(followed, "closing", "0421", runs=[run("first", "2026-12-01")])
    followed.commit("2026-09-01")
    assert _digest(_page(followed.edition()))["04"]["Closing soon"] == {"closing"}
    _offering(followed, "closing", "0421", **WITHDRAWN)
    followed.commit("2026-11-20")
    assert _digest(_page(followed.edition())) == {"04": {"Withdrawn": {"closing"}}}


def test_without_a_past_what_closes_is_told(followed: Followed) -> None:
    _offering(followed, "closing", "0421", runs=[run("first", "2026-12-01")])
    followed.commit("2026-11-20")
    assert _digest(_page(followed.edition(with_history=False))) == {"04": {"Closing soon": {"closing"}}}


SITUATIONS = (
    ("The goal: an occupation or a skill", {"occupation", "field", "transition"}),
    ("Money", {"price", "funding"}),
    ("Time", {"times", "hours-a-week", "credits"}),
    ("Place and language of teaching", {"participation", "language", "region"}),
    ("Entry and language level", {"level", "entry", "entry-language", "validation"}),
    ("Access and support", {"access", "target-group"}),
    ("Towards a qualification", {"stackability", "into"}),
    ("Recognised by an organisation", {"recognised", "for"}),
)


def test_every_situation_can_be_stated_and_has_searches_that_are_ready(site_folder: Path) -> None:
    page = parsed((site_folder / PAGE).read_bytes())
    form = page.find(".//form[@class='situation']")
    assert urljoin(f"/{PAGE}", form.get("action")) == "/en/browse/"
    stated = {
        words(one.find("legend")): {choice.get("name") for choice in one.iter("select")}
        for one in form.findall(".//fieldset")
    }
    ready = {
        words(way.find("h3")): [one.get("href") for one in way.findall(".//a")]
        for way in page.findall(".//section[@class='way']")
    }
    for title, names in SITUATIONS:
        assert stated[title] == names, title
        assert ready[title], title
        for address in ready[title]:
            path, _, query = address.partition("?")
            assert urljoin(f"/{PAGE}", path) == "/en/browse/"
            assert {one.partition("=")[0] for one in query.split("&")} <= names | {"apply", "starts"}, address


@pytest.mark.parametrize(
    ("language", "names"), [("en", ("Cite", "Printing", "Subscribe")), ("et", ("Viitamine", "Trükkimine", "Tellimine"))]
)
def test_it_says_how_to_cite_print_and_subscribe(site_folder: Path, language: str, names: tuple[str, ...]) -> None:
    page = parsed((site_folder / PAGE.replace("en", language, 1)).read_bytes())
    said = {words(one) for name in ("dt", "h2") for one in page.iter(name)}
    assert set(names) <= said, said
