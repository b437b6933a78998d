"""`catalogue plan` and the page for planning: the same answers, and what people see of them."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import HealthCheck, Phase, given, settings
from invalid_cases import BASE
from microcatalogue.catalogue import Catalogue
from microcatalogue.content import decimal_text
from microcatalogue.progress import needs_of, progress
from microcatalogue.routes import MEASURES, best_route, currency_of_pathways, network, on_pathways, worth_of
from microcatalogue.stacking import target_credits
from microcatalogue.values import RecordId
from stacking_worlds import WORLDS, World
from test_build import run

UNIT = 10_000
COORDINATOR = "example-coastal-university/digital-care-coordinator"
BASICS, ADVANCED = "example-nurses-association/wound-care-basics", "example-nurses-association/advanced-wound-care"
COMPUTING = ROOT / "theme/assets/planning.js"


def plan(*arguments: str, folder: Path = ROOT) -> Any:
    return run(folder, "plan", *arguments)


# The command


def test_the_command_says_what_remains_and_what_brings_it() -> None:
    done = plan("--goal", COORDINATOR, "--have", BASICS)
    assert done.returncode == 0, done.stderr
    text = done.stdout
    assert text.startswith(
        f"Digital care coordinator ({COORDINATOR})\nleads to: Continuing programme in digital care\n"
    )
    assert "3 ECTS of 16 ECTS reached, 13 ECTS remaining; 1 of 4 steps done" in text
    assert "Step 2: Clinical part - done\n  have  Basics of wound care" in text
    assert "still to take: all of these\n        Remote patient monitoring" in text
    assert "besides: A plan for remote care in one's own unit, 3 ECTS" in text
    assert "The receiving organisation decides" in text


STEWARD = "example-university/data-steward-to-open-science"
LITERACY = "example-university/data-literacy"


def test_steps_that_are_done_with_too_few_credits_are_said_to_miss_the_target() -> None:
    said = "  the steps are then done, but 4 ECTS of the 12 ECTS are missing: take more than the least"
    assert said in plan("--goal", STEWARD, "--have", LITERACY).stdout
    document = json.loads(plan("--goal", STEWARD, "--have", LITERACY, "--format", "json").stdout)
    assert {one["ects_short_of_target"] for one in document["routes"].values()} == {"4"}
    arrived = plan("--goal", STEWARD, "--have", f"{LITERACY},example-university/research-data-stewardship").stdout
    assert "You have all the micro-credentials" in arrived
    assert said in arrived
    enough = plan("--goal", STEWARD, "--have", "example-university/data-analysis-with-python").stdout
    assert "are missing" not in enough


def test_the_page_says_that_credits_are_missing(browser: Any, site_address: str) -> None:
    page = browser.new_page()
    page.goto(f"{site_address}en/plan/#goal={STEWARD.replace('/', '~')}&have={LITERACY.replace('/', '~')}")
    page.wait_for_selector(".cards .note")
    said = "The steps are then done, but 4 ECTS of 12 ECTS are missing: take more than the least."
    assert page.inner_text(".cards .note") == said


def test_the_command_tells_longer_routes() -> None:
    done = plan("--goal", COORDINATOR)
    assert (
        "also by the pathway Wound care, from the basics to advanced practice (example-nurses-association/wound-care)"
        in done.stdout
    )
    held = plan(
        "--goal",
        "example-solar-energy/solar-technician",
        "--have",
        "example-vocational-school~electrical-safety-basics",
    )
    assert "You have all the micro-credentials that this pathway asks for." in held.stdout


def test_the_answer_as_json_is_whole(tmp_path: Path) -> None:
    done = plan("--goal", COORDINATOR, "--have", f"{BASICS}, ,{BASICS}", "--have", ADVANCED, "--format", "json")
    answer = json.loads(done.stdout)
    assert (answer["goal"], answer["have"]) == (COORDINATOR, [BASICS, ADVANCED])
    assert answer["ects"] == {"reached": "12", "target": "16", "remaining": "4"}
    assert answer["steps"][1]["held"] == [BASICS, ADVANCED]
    assert set(answer["routes"]) == set(MEASURES)
    assert answer["routes"]["cheapest"]["take"] == [
        "example-coastal-university/remote-patient-monitoring",
        "example-coastal-university/service-design-for-public-services",
    ]


def test_former_ids_are_understood_and_unknown_ones_refused_with_a_guess() -> None:
    former = plan("--goal", "example-coastal-university/digital-health-coordinator")
    assert former.stdout.startswith("Digital care coordinator")
    wrong = plan(
        "--goal", "example-coastal-university/digital-care", "--have", "example-nurses-association/wound-care-basic,x/y"
    )
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr.splitlines() == [
        f"there is no pathway “example-coastal-university/digital-care”; did you mean “{COORDINATOR}”?",
        f"there is no offering “example-nurses-association/wound-care-basic”; did you mean “{BASICS}”?",
        "there is no offering “x/y”",
    ]
    assert plan("--have", BASICS).returncode == 2
    assert plan("--goal", COORDINATOR, "--offerings", "nowhere").returncode == 2


def test_a_pathway_that_is_over_is_said_to_be() -> None:
    done = plan(
        "--goal", "example-chamber-of-crafts/digital-craft-office", "--have", "example-university/data-literacy"
    )
    assert "This pathway is no longer offered." in done.stdout
    assert "Step 1: Figures and prices\n  have  Data literacy" in done.stdout


def test_a_route_through_another_pathway_is_told_leg_by_leg(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "offerings", tmp_path / "offerings")
    path = tmp_path / "offerings" / "example-university/pathways/maintainer.yml"
    path.write_text(
        "title: {en: Towards everything, et: Kõige poole}\nleads_to: {title: {en: All, et: Kõik}}\n"
        "steps: [{choose: all, offerings: [example-solar-energy/solar-park-maintenance]},"
        " {choose: {count: 1}, offerings: [example-adult-education-centre/everyday-data-skills]}]\n",
        "utf-8",
    )
    done = plan("--goal", "example-university/maintainer", folder=tmp_path)
    assert "Everyday data skills (example-adult-education-centre/everyday-data-skills)" in done.stdout
    assert "- no longer offered" in done.stdout
    assert "nothing that is offered today brings it" in done.stdout
    assert "With what is offered today no route leads to the end" in done.stdout
    held = plan(
        "--goal",
        "example-university/maintainer",
        "--have",
        "example-adult-education-centre/everyday-data-skills",
        folder=tmp_path,
    )
    assert "completes Towards solar park maintenance, which leads to Maintenance of solar parks" in held.stdout
    assert "completes Towards everything\n" in held.stdout


def test_drafts_and_broken_files_are_named(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "offerings")
    university = tmp_path / "offerings/example-university"
    text = (university / "data-literacy.yml").read_text("utf-8")
    (university / "new.yml").write_text(f"{text}status: draft\n", "utf-8")
    (university / "broken.yml").write_text(text.replace("participation: [online]", "participation: 7"), "utf-8")
    said = plan(
        "--goal",
        "example-university/data-science",
        "--have",
        "example-university/new,example-university/broken",
        folder=tmp_path,
    )
    assert said.returncode == 2
    assert "“example-university/new” is a draft" in said.stderr
    assert "“example-university/broken” has errors" in said.stderr
    assert plan("--goal", "example-university/data-science", folder=tmp_path).returncode == 0
    (tmp_path / "offerings/catalogue.yml").write_text("title: 7\n", "utf-8")
    assert plan("--goal", "example-university/data-science", folder=tmp_path).returncode == 1


# The script computes what the program computes


def document_of(catalogue: Catalogue) -> dict[str, Any]:
    """The file of pathways of a made-up catalogue, without the titles and addresses that the page's maker adds."""
    refs, currency = on_pathways(catalogue), currency_of_pathways(catalogue)
    places = {ref: place for place, ref in enumerate(refs)}

    def text(number: Decimal | None) -> str | None:
        return None if number is None else decimal_text(number)

    offerings = []
    for ref in refs:
        worth = worth_of(ref, catalogue, currency)
        offerings.append([ref, "", "", "", text(worth.ects), text(worth.price), worth.is_open])
    pathways = []
    for one in catalogue.published_pathways:
        steps = [
            [
                "",
                "",
                need.kind,
                text(need.needed),
                [places[ref] for ref in need.offerings],
                ["", "", text(step.other.ects)] if step.other else None,
            ]
            for need, step in zip(needs_of(one, catalogue), one.steps, strict=True)
        ]
        gives = one.leads_to.offering
        target = target_credits(one, catalogue)
        stated = {"id": one.id, "steps": steps, "target": text(target), "open": one.status != "withdrawn"}
        pathways.append(stated | {"gives": places.get(gives) if gives else None})
    return {"currency": currency, "offerings": offerings, "pathways": pathways}


ASKING = """([file, have]) => {
    const net = readPathways(file), held = new Set(have);
    return [...net.pathways.values()].map((one) => {
        const now = progressOn(one, held, net);
        return [one.id, now.reached, now.remaining, shortOf(one, held, net), now.done, now.steps, MEASURES.map((measure) => bestRoute(net, one.id, held, measure))];
    });
}"""


def expected(catalogue: Catalogue, have: tuple[RecordId, ...]) -> list[Any]:
    net, found = network(catalogue, currency_of_pathways(catalogue)), []
    for one in catalogue.published_pathways:
        now = progress(one, have, catalogue)
        steps = [
            {
                "held": list(step.held),
                "credits": int(step.credits * UNIT),
                "reached": _amount(step.reached, step.need.kind),
                "remaining": _amount(step.remaining, step.need.kind),
                "alternatives": list(step.alternatives),
                "closed": list(step.closed),
            }
            for step in now.steps
        ]
        found_routes = [_route(best_route(net, one.id, have, measure)) for measure in MEASURES]
        remaining = None if now.remaining is None else int(now.remaining * UNIT)
        short = int(now.short * UNIT)
        found.append([one.id, int(now.reached * UNIT), remaining, short, now.steps_done, steps, found_routes])
    return found


def _amount(number: Decimal, kind: str) -> int:
    return int(number * UNIT) if kind == "ects" else int(number)


def _route(route: Any) -> Any:
    return route and {
        "legs": [{"pathway": leg.pathway, "uses": list(leg.uses), "gives": leg.gives} for leg in route.legs],
        "take": list(route.take),
        "ects": int(route.ects * UNIT),
        "price": int(route.price * UNIT),
        "unknownEcts": list(route.unknown_ects),
        "unpriced": list(route.unpriced),
    }


@pytest.fixture(scope="module")
def computing(browser: Any) -> Any:
    page = browser.new_page()
    page.goto("about:blank")
    page.add_script_tag(content=COMPUTING.read_text("utf-8"))
    return page


@settings(
    max_examples=300,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(world=WORLDS)
def test_the_script_and_the_program_come_to_the_same(computing: Any, world: World) -> None:
    catalogue = world.catalogue()
    said = computing.evaluate(ASKING, [document_of(catalogue), list(world.have)])
    assert said == expected(catalogue, tuple(map(RecordId, world.have)))


def test_they_come_to_the_same_on_the_example_catalogue(computing: Any, site_folder: Path) -> None:
    from built import edition_of

    catalogue = edition_of(ROOT / "offerings").catalogue
    file = json.loads((site_folder / "en/plan/pathways.json").read_bytes())
    refs, random = sorted(on_pathways(catalogue)), Random(5)  # noqa: S311 - a choice of cases is no secret
    for _ in range(25):
        have = random.sample(refs, random.randrange(8))
        assert computing.evaluate(ASKING, [file, have]) == expected(catalogue, tuple(have))


# The page


def opened(browser: Any, address: str, fragment: str = "", language: str = "en", **options: Any) -> Any:
    page = browser.new_context(**options).new_page()
    page.goto(f"{address}{language}/plan/#{fragment}")
    page.wait_for_selector("#plan form")
    return page


def status(page: Any) -> str:
    return str(page.locator("#plan [role=status]").inner_text())


FRAGMENT = "goal=example-coastal-university~digital-care-coordinator"


def test_ticking_changes_what_remains_and_the_address(browser: Any, site_address: str) -> None:
    page = opened(browser, site_address, FRAGMENT)
    assert status(page) == "0 ECTS of 16 ECTS reached, 16 ECTS remaining; steps done: 0 of 4."
    page.get_by_label("Basics of wound care").first.check()
    assert status(page) == "3 ECTS of 16 ECTS reached, 13 ECTS remaining; steps done: 1 of 4."
    fragment = f"{FRAGMENT}&have=example-nurses-association~wound-care-basics"
    assert page.evaluate("location.hash") == f"#{fragment}"
    other = opened(browser, site_address, fragment)
    assert status(other) == status(page)
    assert other.get_by_label("Basics of wound care").first.is_checked()
    assert other.locator(".languages a").first.get_attribute("href").endswith(fragment)


def test_the_page_says_what_the_command_says(browser: Any, site_address: str) -> None:
    page = opened(browser, site_address, f"{FRAGMENT}&have=example-nurses-association~wound-care-basics")
    answer = json.loads(plan("--goal", COORDINATOR, "--have", BASICS, "--format", "json").stdout)
    shown = page.locator("#plan ol.steps > li")
    assert shown.count() == len(answer["steps"])
    for number, step in enumerate(answer["steps"]):
        links = shown.nth(number).locator("ul > li > a:first-child").evaluate_all("all => all.map(one => one.href)")
        ids = ["/".join(link.rstrip("/").split("/")[-2:]) for link in links]
        assert ids == [*step["alternatives"], *step["no_longer_offered"]]
    taken = page.locator(".cards .card").first.locator("ul a").evaluate_all("all => all.map(one => one.href)")
    assert ["/".join(link.rstrip("/").split("/")[-2:]) for link in taken] == answer["routes"]["shortest"]["take"]


def test_without_a_pathway_it_says_where_what_one_has_counts(browser: Any, site_address: str) -> None:
    page = opened(browser, site_address, "have=example-nurses-association~wound-care-basics")
    assert status(page) == "What it counts towards"
    titles = page.locator("#plan .closing-list a").all_inner_texts()
    assert titles == ["Wound care, from the basics to advanced practice", "Digital care coordinator"]
    page.get_by_role("link", name="Digital care coordinator").click()
    page.wait_for_selector("#plan ol.steps")
    assert page.locator("select[name=goal]").input_value() == COORDINATOR
    assert opened(browser, site_address).locator("#plan [role=status]").inner_text().startswith("Choose a pathway")


def test_a_title_is_found_and_strange_words_stay_words(browser: Any, site_address: str) -> None:
    page = opened(browser, site_address)
    page.locator("#plan input[type=search]").fill("data LIT")
    page.get_by_label("Data literacy").check()
    assert page.evaluate("location.hash") == "#have=example-university~data-literacy"
    page.locator("#plan input[type=search]").fill("<img src=x>")
    assert page.locator("#plan img").count() == 0
    strange = opened(browser, site_address, "goal=<b>&have=x~y,__proto__,%00")
    assert status(strange).startswith("Choose a pathway")


@pytest.mark.parametrize("width", [390, 1280])
def test_it_works_by_keyboard_at_every_width(browser: Any, site_address: str, width: int) -> None:
    page = opened(browser, site_address, viewport={"width": width, "height": 800})
    page.locator("select[name=goal]").focus()
    page.keyboard.type("Digital care")
    page.wait_for_selector("#plan ol.steps")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_function("() => location.hash.endsWith('have=example-coastal-university~remote-patient-monitoring')")
    assert page.evaluate("document.activeElement.type") == "checkbox"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("[role=status]").count() == 1


def test_nothing_leaves_the_browser(browser: Any, site_address: str) -> None:
    page = browser.new_context().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site_address}en/plan/#{FRAGMENT}")
    page.wait_for_selector("#plan ol.steps")
    before = len(asked)
    page.locator("#plan input[type=checkbox]").first.check()
    page.wait_for_timeout(100)
    assert len(asked) == before
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.context.cookies() == []


def test_without_a_script_or_its_file_it_says_how_to_go_on(browser: Any, site_address: str) -> None:
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(f"{site_address}en/plan/")
    assert "This page needs JavaScript" in plain.locator("main").inner_text()
    assert plain.get_by_role("link", name="All pathways").get_attribute("href") == "../pathways/"
    page = browser.new_context().new_page()
    page.route("**/pathways.json", lambda route: route.abort())
    page.goto(f"{site_address}en/plan/")
    page.wait_for_selector("#plan .notice")
    assert "could not be loaded" in page.locator("#plan").inner_text()
