"""The graph of a pathway: laid out without overlap, legible in a browser, and the same as the list beside it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from time import process_time
from typing import Any
from unicodedata import combining

import html5lib
import pytest
import yaml
from built import pages_and_records_of
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from microcatalogue.pages.graph_layout import Band, Box, Drawing, Graph, Node, drawings, links_of
from microcatalogue.pages.lettering import lines_of, width_of
from microcatalogue.pages.parts import Words
from serving_site import served

LANGUAGES = ("et", "en")
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=80)


def node(title: str, sources: tuple[Node, ...] = ()) -> Node:
    return Node("offering", Words(title), f"../{len(title)}/", "6 ECTS", sources)


NODES = st.builds(node, WORDS, st.lists(st.builds(node, WORDS), max_size=2).map(tuple))
BANDS = st.builds(Band, WORDS.map(Words), WORDS, st.lists(NODES, max_size=7).map(tuple))
GRAPHS = st.builds(
    Graph,
    WORDS,
    WORDS,
    st.lists(BANDS, min_size=1, max_size=4).map(tuple),
    NODES,
    st.lists(st.builds(node, WORDS), max_size=3).map(tuple),
    WORDS,
)


def overlap(one: Box, other: Box) -> bool:
    beside = one.x + one.width <= other.x or other.x + other.width <= one.x
    above = one.y + one.height <= other.y or other.y + other.height <= one.y
    return not (beside or above)


@settings(max_examples=150)
@given(GRAPHS)
def test_boxes_do_not_overlap_and_hold_their_words(graph: Graph) -> None:
    for drawing in drawings(graph):
        assert not [
            (one, other)
            for place, one in enumerate(drawing.boxes)
            for other in drawing.boxes[:place]
            if overlap(one, other)
        ]
        assert not [
            (one, other)
            for place, one in enumerate(drawing.frames)
            for other in drawing.frames[:place]
            if overlap(one, other)
        ]
        for box in (*drawing.frames, *drawing.boxes):
            assert box.x >= 0
            assert box.y >= 0
            assert box.x + box.width <= drawing.width
            assert box.y + box.height <= drawing.height
            for line in box.lines:
                assert box.x < line.x
                assert box.y < line.y < box.y + box.height
        for points in drawing.arrows:
            for (x, y), (after_x, after_y) in pairwise(points):
                assert x == after_x or y == after_y


@given(GRAPHS)
def test_both_drawings_show_the_same_words_and_links(graph: Graph) -> None:
    across, down = drawings(graph)
    assert (across.name, down.name) == ("across", "down")
    assert sorted(links_of(across)) == sorted(links_of(down))
    assert _said(across) == _said(down)
    assert drawings(graph) == (across, down)


def _said(drawing: Drawing) -> list[str]:
    """What stands in each box, however its lines are broken."""
    boxes = (*drawing.frames, *drawing.boxes)
    return sorted("".join("".join(line.text.split()) for line in box.lines).replace("-", "") for box in boxes)


@given(WORDS, st.floats(20, 400), st.floats(8, 20))
def test_lines_fit_and_lose_nothing(words: str, width: float, size: float) -> None:
    lines = lines_of(words, width, size)
    assert "".join("".join(lines).split()).replace("-", "") == "".join(words.split()).replace("-", "")
    for line in lines:
        letters = [one for one in line.removesuffix("-") if not combining(one)]
        assert width_of(line, size) <= width or len(letters) <= 1


def test_forty_boxes_are_laid_out_in_no_time() -> None:
    band = Band(Words("Step"), "2 of them", tuple(node(f"A title of some length, number {n}") for n in range(10)))
    graph = Graph("A", "B", (band,) * 4, node("Goal"), (), "")
    begun = process_time()
    for _ in range(20):
        drawings(graph)
    assert (process_time() - begun) / 20 < 0.05


# The page


def parsed(content: bytes) -> Any:
    page = html5lib.parse(content.decode(), treebuilder="etree", namespaceHTMLElements=False)
    for element in page.iter():
        if isinstance(element.tag, str):  # comments have none
            element.tag = element.tag.split("}")[-1]
    return page


def words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def pathways() -> Iterator[str]:
    for path in sorted((ROOT / "offerings").glob("*/pathways/*.yml")):
        if yaml.safe_load(path.read_text("utf-8")).get("status") != "draft":
            yield f"pathways/{path.parent.parent.name}/{path.stem}/index.html"


@cache
def example_site() -> Mapping[str, bytes]:
    return pages_and_records_of(ROOT / "offerings")


@pytest.mark.parametrize("path", tuple(pathways()))
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_graph_shows_what_the_list_says(language: str, path: str) -> None:
    page = parsed(example_site()[f"{language}/{path}"])
    by_id = {one.get("id"): one for one in page.iter("section")}
    facts = next(one for one in page.iter("div") if one.get("class") == "panel")
    listed = {(link.get("href"), words(link)) for part in (by_id["steps"], facts) for link in part.iter("a")}
    told = words(by_id["steps"]) + words(facts)
    graphs = list(by_id["graph"].iter("svg"))
    assert [one.get("class") for one in graphs] == ["graph across", "graph down"]
    for graph in graphs:
        shown = {(link.get("href"), _title(link)) for link in graph.iter("a")}
        assert {link for link, _ in shown} <= {link for link, _ in listed}
        assert {link for link, _ in listed if "/offerings/" in (link or "")} <= {link for link, _ in shown}
        for box in graph.iter("g"):
            if box.get("class") == "other":
                assert _whole(_title(box)) in _whole(told)
        for link in graph.iter("a"):
            assert link.get("aria-label") is None, "a name that differs from what stands there fails WCAG 2.5.3"
            assert _whole(_title(link)) in _whole(told)


def _whole(text: str) -> str:
    """Words without what breaking them into lines may add."""
    return text.replace(" ", "").replace("-", "")


def _title(box: Any) -> str:
    return " ".join(words(one) for one in box.iter("text") if one.get("class") == "title")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_graph_is_named_described_and_without_style(language: str) -> None:
    page = parsed(example_site()[f"{language}/pathways/example-university/applied-data-analysis/index.html"])
    ids = [one.get("id") for one in page.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    graphs = list(page.iter("svg"))
    assert len(graphs) == 2
    for graph in graphs:
        assert graph.get("role") == "group"
        title, description = graph.find("title"), graph.find("desc")
        assert graph.get("aria-labelledby") == title.get("id")
        assert graph.get("aria-describedby") == description.get("id")
        assert words(title) and words(description)
        for element in graph.iter():
            assert not {"style", "fill", "stroke", "font-size"} & set(element.attrib)


def test_a_pathway_says_what_is_reached_and_remains_after_each_step() -> None:
    page = parsed(example_site()["en/pathways/example-coastal-university/digital-care-coordinator/index.html"])
    steps = next(one for one in page.iter("section") if one.get("id") == "steps")
    rows = [
        {words(row.find("dt")): words(row.find("dd")) for row in group.find("dl").findall("div")}
        for group in steps.iter("div")
        if (group.get("id") or "").startswith("step-")
    ]
    assert [(row["Reached after this step"], row["Remaining after this step"]) for row in rows] == [
        ("5 ECTS", "11 ECTS"),
        ("8–21 ECTS", "0–8 ECTS"),
        ("13–26 ECTS", "0–3 ECTS"),
        ("16–29 ECTS", "nothing"),
    ]
    assert "Advanced wound care – 9 ECTS; also by the pathway Wound care" in rows[1]["To choose from"]


def test_both_directions_stand_on_the_offering() -> None:
    def rows(name: str) -> dict[str, str]:
        page = parsed(example_site()[f"en/offerings/{name}/index.html"])
        section = next(one for one in page.iter("section") if one.get("id") == "stacking")
        return {words(row.find("dt")): words(row.find("dd")) for row in section.find("dl").findall("div")}

    part = rows("example-vocational-school/home-care-documentation")
    assert "Wound care, from the basics to advanced practice – step" in part["Part of the pathways"]
    assert "leads to Advanced wound care" in part["Part of the pathways"]
    assert part["Further on"] == (
        "Wound care, from the basics to advanced practice → Advanced wound care → Digital care coordinator"
    )
    whole = rows("example-nurses-association/advanced-wound-care")
    assert whole["Built from"].startswith("Wound care, from the basics to advanced practice: Basics of wound care, ")
    assert "Basics of wound care" in whole["Comes before it"]


# In a browser


@pytest.fixture(scope="module")
def wide_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site with a pathway of forty offerings and one of two."""
    top = tmp_path_factory.mktemp("wide")
    root = top / "offerings"
    shutil.copytree(ROOT / "offerings", root)
    refs = []
    for path in sorted(root.glob("*/*.yml")):
        document = yaml.safe_load(path.read_text("utf-8"))
        if path.stem not in ("provider", "recognition-policy") and document.get("status", "active") == "active":
            refs.append(f"{path.parent.name}/{path.stem}")
    for name, count, each in (("forty", 40, 10), ("two", 2, 1)):
        parts = [refs[first : first + each] for first in range(0, count, each)]
        steps = [
            {"title": {"en": f"Part {n}", "et": f"Osa {n}"}, "choose": {"count": 1}, "offerings": one}
            for n, one in enumerate(parts)
        ]
        target = {"title": {"en": "A programme", "et": "Õppekava"}, "ects": 60}
        document = {"title": {"en": name, "et": name}, "leads_to": target, "steps": steps}
        target_file = root / "example-university/pathways" / f"{name}.yml"
        target_file.write_text(yaml.safe_dump(document, allow_unicode=True, sort_keys=False), "utf-8")
    site = top / "site"
    from built import site_of

    for file, content in site_of(root).items():
        if file.startswith(("assets/", "et/pathways/", "en/pathways/")):
            (site / file).parent.mkdir(parents=True, exist_ok=True)
            (site / file).write_bytes(content)
    with served(site) as address:
        yield address


LEGIBLE = """() => [...document.querySelectorAll("svg.graph")].filter((one) => one.getBoundingClientRect().width).map((graph) => {
    const scale = graph.getBoundingClientRect().width / graph.viewBox.baseVal.width;
    const out = [...graph.querySelectorAll("rect")].flatMap((rect) => {
        const frame = rect.getBoundingClientRect();
        return [...rect.parentElement.querySelectorAll("text")].filter((text) => {
            const box = text.getBoundingClientRect();
            return box.right > frame.right || box.left < frame.left || box.bottom > frame.bottom || box.top < frame.top - 1;
        }).map((text) => text.textContent);
    });
    const sizes = [...graph.querySelectorAll("text")].map((text) => parseFloat(getComputedStyle(text).fontSize) * scale);
    return {name: graph.classList[1], out, smallest: Math.min(...sizes), nodes: graph.querySelectorAll("a").length};
})"""


@pytest.mark.parametrize(("name", "nodes"), [("forty", 40), ("two", 2)])
@pytest.mark.parametrize(("width", "form"), [(320, "down"), (390, "down"), (1280, "across")])
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_legible(
    browser: Any, wide_address: str, language: str, width: int, form: str, name: str, nodes: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(f"{wide_address}{language}/pathways/example-university/{name}/")
    (found,) = page.evaluate(LEGIBLE)
    assert found["name"] == form
    assert found["out"] == []
    assert found["smallest"] >= 10.5
    assert found["nodes"] >= nodes
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_its_boxes_are_reached_and_followed_by_keyboard(browser: Any, wide_address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(f"{wide_address}en/pathways/example-university/two/")
    page.locator("svg.graph.down a").first.focus()
    ring = "getComputedStyle(document.activeElement.querySelector('rect')).strokeWidth"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert page.evaluate(ring) == "4px"
    target = page.evaluate("document.activeElement.href.baseVal")
    assert target.startswith("../../../offerings/")
    page.close()
