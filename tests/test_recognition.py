"""What a policy comes to: a truth table of its conditions, and the order in which its rules are read."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from microcatalogue.conditions import all_of, any_of, elements_of
from microcatalogue.model import Grant, RecognitionPolicy
from microcatalogue.recognition import NO_RULE, Recognition, evaluate, granted_ects, outcome_for
from recognition_worlds import ONLINE, ONSITE, RECEIVER, TEXT, Document, World, entry_of, policy_of


def _world(asked: Document, offering: Document, giver: Document | None = None) -> World:
    """A policy of one rule that asks, and one offering of one provider."""
    rule = {"id": "rule", "purposes": ["admission"], "decision": "automatic", **asked}
    return World({"giver": giver or {}, RECEIVER: {}}, {"giver/one": {"title": TEXT, **offering}}, policy_of([rule]))


YES, NO, UNKNOWN = "automatic", "no-rule", "undetermined"
MEMBER = {"id": "alliance", "name": TEXT}


def _when(**asked: Any) -> Document:
    return {"when": asked}


def _from(**asked: Any) -> Document:
    return {"from": asked}


def _supervised(*stated: str | None) -> Document:
    entries = [{"id": f"a{number}", "type": "project", "supervision": one} for number, one in enumerate(stated)]
    return {"assessment": [{key: value for key, value in one.items() if value} for one in entries]}


def _bodies(*bodies: Document) -> Document:
    return {"awarding_bodies": [{"name": TEXT, **body} if "provider" not in body else body for body in bodies]}


# What a rule asks, what the offering states, what its provider states, what comes of it, which fields are open.
TABLE: list[tuple[Document, Document, Document, str, tuple[str, ...]]] = [
    ({}, {}, {}, YES, ()),
    (_when(eqf={"min": 5, "max": 6}), {"level": {"eqf": 5, "basis": "in-framework"}}, {}, YES, ()),
    (_when(eqf={"min": 5, "max": 6}), {"level": {"eqf": 6, "basis": "in-framework"}}, {}, YES, ()),
    (_when(eqf={"min": 5}), {"level": {"eqf": 4, "basis": "in-framework"}}, {}, NO, ()),
    (_when(eqf={"max": 6}), {"level": {"eqf": 7, "basis": "in-framework"}}, {}, NO, ()),
    (_when(eqf={"min": 5}), {}, {}, UNKNOWN, ("level.eqf",)),
    (
        _when(eqf={"min": 5}),
        {"level": {"basis": "in-framework", "nqf": {"framework": "EE", "level": "7"}}},
        {},
        UNKNOWN,
        ("level.eqf",),
    ),
    (
        _when(eqf={"min": 5}),
        {"level": {"basis": "in-framework", "qf_ehea": "first-cycle"}},
        {},
        UNKNOWN,
        ("level.eqf",),
    ),
    (_when(eqf={"min": 1}), {"level": {"not_applicable": TEXT}}, {}, NO, ()),
    (_when(level_basis=["in-framework"]), {"level": {"not_applicable": TEXT}}, {}, NO, ()),
    (_when(level_basis=["in-framework"]), {"level": {"eqf": 5, "basis": "in-framework"}}, {}, YES, ()),
    (_when(level_basis=["in-framework"]), {"level": {"eqf": 5, "basis": "stated-by-provider"}}, {}, NO, ()),
    (_when(level_basis=["in-framework"]), {}, {}, UNKNOWN, ("level.basis",)),
    (_when(ects={"min": Decimal("2.5")}), {"workload": {"ects": Decimal("2.5")}}, {}, YES, ()),
    (_when(ects={"max": 2}), {"workload": {"ects": Decimal("2.5")}}, {}, NO, ()),
    (_when(ects={"min": 1}), {"workload": {"hours": 60}}, {}, UNKNOWN, ("workload.ects",)),
    (_when(isced_f=["061"]), {"isced_f": ["0613"]}, {}, YES, ()),
    (_when(isced_f=["061"]), {"isced_f": ["06"]}, {}, UNKNOWN, ("isced_f",)),
    (_when(isced_f=["061"]), {"isced_f": ["06", "0613"]}, {}, YES, ()),
    (_when(isced_f=["061"]), {"isced_f": ["07", "0542"]}, {}, NO, ()),
    (_when(isced_f=["061"]), {}, {}, UNKNOWN, ("isced_f",)),
    (_when(supervision=[ONSITE]), _supervised(ONSITE, ONSITE), {}, YES, ()),
    (_when(supervision=[ONSITE]), _supervised(ONSITE, ONLINE), {}, NO, ()),
    (_when(supervision=[ONSITE]), _supervised(ONSITE, None), {}, UNKNOWN, ("assessment.supervision",)),
    (_when(supervision=[ONSITE]), _supervised(ONLINE, None), {}, NO, ()),
    (_when(supervision=[ONSITE]), {}, {}, UNKNOWN, ("assessment.supervision",)),
    (_when(supervision_of_one=[ONSITE]), _supervised(ONSITE, None), {}, YES, ()),
    (_when(supervision_of_one=[ONSITE]), _supervised(ONLINE, ONLINE), {}, NO, ()),
    (_when(supervision_of_one=[ONSITE]), _supervised(ONLINE, None), {}, UNKNOWN, ("assessment.supervision",)),
    (_when(supervision_of_one=[ONSITE]), {}, {}, UNKNOWN, ("assessment.supervision",)),
    (_when(settings=["formal"]), {"learning_setting": "formal"}, {}, YES, ()),
    (_when(settings=["formal"]), {"learning_setting": "non-formal"}, {}, NO, ()),
    (_when(settings=["formal"]), {}, {}, UNKNOWN, ("learning_setting",)),
    (_when(languages=["et", "en"]), {"languages": ["lv", "en"]}, {}, YES, ()),
    (_when(languages=["et"]), {"languages": ["lv"]}, {}, NO, ()),
    (_when(languages=["et"]), {}, {}, UNKNOWN, ("languages",)),
    (_when(formats=["paper"]), {"credential": {"formats": ["paper"]}}, {}, YES, ()),
    (_when(formats=["paper"]), {"credential": {"formats": ["sealed-pdf"]}}, {}, NO, ()),
    (_when(formats=["paper"]), {"credential": {"image": "credential.png"}}, {}, UNKNOWN, ("credential.formats",)),
    (_when(formats=["paper"]), {}, {}, UNKNOWN, ("credential.formats",)),
    (_from(kinds=["employer"]), {}, {"kind": "employer"}, YES, ()),
    (_from(kinds=["employer"]), {}, {"kind": "other"}, NO, ()),
    (_from(kinds=["employer"]), {}, {}, UNKNOWN, ("provider.kind",)),
    (_from(countries=["EE"]), {}, {"country": "EE"}, YES, ()),
    (_from(countries=["EE"]), {}, {"country": "FI"}, NO, ()),
    (_from(countries=["EE"]), {}, {}, UNKNOWN, ("provider.country",)),
    (_from(providers=["giver"]), {}, {}, YES, ()),
    (_from(providers=["other"]), {}, {}, NO, ()),
    (_from(providers=["giver"]), _bodies({"country": "EE"}), {}, NO, ()),
    (_from(offerings=["giver/one"]), {}, {}, YES, ()),
    (_from(offerings=["giver/two"]), {}, {}, NO, ()),
    (_from(alliances=["alliance"]), {}, {"member_of": [MEMBER]}, YES, ()),
    (_from(alliances=["alliance"]), {}, {"member_of": [MEMBER | {"id": "other"}]}, NO, ()),
    (_from(alliances=["alliance"]), {}, {"member_of": "none"}, NO, ()),
    (_from(alliances=["alliance"]), {}, {}, UNKNOWN, ("provider.member_of",)),
    (_from(identifiers=["deqar", "eter"]), {}, {"identifiers": {"eter": "EE0001"}}, YES, ()),
    (_from(identifiers=["deqar", "eter"]), {}, {"identifiers": {"deqar": "none", "eter": "none"}}, NO, ()),
    (
        _from(identifiers=["deqar", "eter"]),
        {},
        {"identifiers": {"deqar": "none"}},
        UNKNOWN,
        ("provider.identifiers.eter",),
    ),
    (_from(identifiers=["deqar"]), {}, {}, UNKNOWN, ("provider.identifiers.deqar",)),
    (_from(frameworks=["esg"]), {}, {"quality_assurance": [entry_of("esg")]}, YES, ()),
    (_from(frameworks=["esg"]), {}, {"quality_assurance": [entry_of("eqavet")]}, NO, ()),
    (_from(frameworks=["esg"]), {}, {"quality_assurance": [entry_of("esg", decision="negative")]}, NO, ()),
    (_from(frameworks=["esg"]), {}, {"quality_assurance": [entry_of("esg", decision="withdrawn")]}, NO, ()),
    (_from(frameworks=["esg"]), {}, {"quality_assurance": [entry_of("esg", expires="2026-11-24")]}, NO, ()),
    (_from(frameworks=["esg"]), {}, {"quality_assurance": [entry_of("esg", expires="2026-11-25")]}, YES, ()),
    (
        _from(frameworks=["esg"]),
        {"quality_assurance": ["eqavet"]},
        {"quality_assurance": [entry_of("esg"), entry_of("eqavet")]},
        NO,
        (),
    ),
    (_from(frameworks=["esg"]), {"quality_assurance": [entry_of("esg")]}, {}, YES, ()),
    (_from(frameworks=["esg"]), {}, {}, UNKNOWN, ("quality_assurance",)),
    (_from(kinds=["employer"]), _bodies({"country": "EE"}), {"kind": "employer"}, UNKNOWN, ("awarding_bodies.kind",)),
    # All of it for one and the same body.
    (
        _from(kinds=["employer"], countries=["EE"]),
        _bodies({"kind": "employer", "country": "FI"}, {"kind": "other", "country": "EE"}),
        {},
        NO,
        (),
    ),
    (
        _from(kinds=["employer"], countries=["EE"]),
        _bodies({"kind": "employer", "country": "FI"}, {"country": "EE"}),
        {},
        UNKNOWN,
        ("awarding_bodies.kind",),
    ),
    (
        _from(kinds=["employer"], countries=["EE"]),
        _bodies({"country": "EE"}, {"kind": "employer", "country": "EE"}),
        {},
        YES,
        (),
    ),
    # What is false decides, whatever is unknown beside it.
    (_when(eqf={"min": 5}, settings=["formal"]), {"learning_setting": "non-formal"}, {}, NO, ()),
    (_when(eqf={"min": 5}, settings=["formal"]), {"learning_setting": "formal"}, {}, UNKNOWN, ("level.eqf",)),
]


@pytest.mark.parametrize(("asked", "offering", "giver", "outcome", "fields"), TABLE)
def test_truth_table(
    asked: Document, offering: Document, giver: Document, outcome: str, fields: tuple[str, ...]
) -> None:
    found = _world(asked, offering, giver).outcome()
    assert (found.outcome, found.open_elements) == (outcome, fields)


def test_the_three_values() -> None:
    assert [all_of(pair) for pair in ((True, True), (True, None), (None, False), ())] == [True, None, False, True]
    assert [any_of(pair) for pair in ((False, False), (True, None), (None, False), ())] == [False, True, None, False]


@pytest.mark.parametrize(
    ("rules", "outcome", "names", "possible"),
    [
        pytest.param([{}], "automatic", ["r0"], [], id="a rule that asks nothing holds"),
        pytest.param(
            [{"asks": {"max_age_years": 5}}], "conditional", ["r0"], [], id="automatic that asks is conditional"
        ),
        pytest.param(
            [{"decision": "individual", "asks": {"other": TEXT}}], "individual", ["r0"], [], id="only automatic"
        ),
        pytest.param([_when(eqf={"min": 5}), {}], "automatic", ["r0", "r1"], [], id="both come to the same"),
        pytest.param(
            [_when(eqf={"min": 5}), {"decision": "individual"}],
            "undetermined",
            ["r0", "r1"],
            ["automatic", "individual"],
            id="two possibilities",
        ),
        pytest.param(
            [_when(eqf={"min": 5}), _when(settings=["formal"])],
            "undetermined",
            ["r0", "r1"],
            ["automatic", "automatic", NO_RULE],
            id="the open end",
        ),
        pytest.param(
            [_when(eqf={"min": 5}) | {"asks": {"max_age_years": 5}}, {}],
            "undetermined",
            ["r0", "r1"],
            ["conditional", "automatic"],
            id="asks differ",
        ),
        pytest.param([_from(providers=["other"])], "no-rule", [], [], id="nothing collected"),
        pytest.param([{}, {"decision": "not-recognised"}], "automatic", ["r0"], [], id="what follows is not read"),
    ],
)
def test_rules_in_order(rules: list[Document], outcome: str, names: list[str], possible: list[str]) -> None:
    world = _world({}, {})
    world.policy["rules"] = [
        {"id": f"r{number}", "purposes": ["admission"], "decision": "automatic", **one}
        for number, one in enumerate(rules)
    ]
    found = world.outcome()
    assert found.outcome == outcome
    assert [one.id for one in found.rules] == names
    assert [one.outcome for one in found.possible] == possible


def test_only_elements_that_matter_are_open() -> None:
    """An unknown rule after the last one that differs from the end needs not be known."""
    world = _world({}, {})
    world.policy["rules"] = [
        {"id": "a", "purposes": ["admission"], "decision": "individual", "when": {"eqf": {"min": 5}}},
        {"id": "b", "purposes": ["admission"], "decision": "automatic", "when": {"settings": ["formal"]}},
        {"id": "c", "purposes": ["admission"], "decision": "automatic"},
    ]
    assert world.outcome().open_elements == ("level.eqf",)


def test_towards_is_a_set_and_grants_are_compared_as_written() -> None:
    first, second = {"title": {"en": "One"}}, {"title": {"en": "Two"}}

    def outcome(one: Document, other: Document) -> str:
        world = _world({}, {})
        world.policy["rules"] = [
            {"id": "a", "purposes": ["exemption"], "decision": "automatic", "when": {"eqf": {"min": 5}}, "grants": one},
            {"id": "b", "purposes": ["exemption"], "decision": "automatic", "grants": other},
        ]
        return world.outcome("exemption").outcome

    assert (
        outcome({"ects": "same", "towards": [first, second]}, {"ects": "same", "towards": [second, first]})
        == "automatic"
    )
    assert outcome({"ects": "same", "towards": [first]}, {"ects": "same", "towards": [second]}) == "undetermined"
    assert outcome({"ects": "same"}, {"ects": "up-to", "max_ects": 6}) == "undetermined"


def test_own_micro_credentials_where_the_policy_says_nothing_of_the_purpose() -> None:
    world = _world({}, _bodies({"provider": RECEIVER}))
    catalogue = world.catalogue()
    elements = elements_of(catalogue.offerings["giver/one"], catalogue)
    assert outcome_for(catalogue.policies[RECEIVER], "employment", elements).outcome == "own"


def test_own_micro_credentials() -> None:
    world = _world({}, _bodies({"provider": "giver"}, {"provider": RECEIVER}))
    assert world.outcome().outcome == "own"
    world.policy["rules"][0]["from"] = {"providers": [RECEIVER]}
    assert world.outcome().outcome == "automatic"
    world.policy["rules"][0]["when"] = {"settings": ["formal"]}
    world.offerings["giver/one"]["learning_setting"] = "non-formal"
    assert world.outcome().outcome == "no-rule"


@pytest.mark.parametrize(
    ("dates", "computed"),
    [
        ({}, True),
        ({"applies_from": "2026-11-25", "applies_until": "2026-11-25"}, True),
        ({"applies_from": "2026-11-26"}, False),
        ({"applies_until": "2026-11-24"}, False),
    ],
)
def test_only_a_policy_in_force_comes_to_anything(dates: Document, computed: bool) -> None:
    world = _world({}, {})
    world.policy |= dates
    catalogue = world.catalogue()
    assert bool(evaluate(catalogue.policies[RECEIVER], catalogue.offerings["giver/one"], catalogue)) == computed
    assert bool(Recognition(catalogue).of("giver/one")) == computed


def test_without_a_date_every_policy_is_in_force() -> None:
    world = _world({}, {})
    world.policy["applies_until"] = "2020-01-01"
    catalogue = replace(world.catalogue(), as_of=None)
    assert [share.outcome for _, share in Recognition(catalogue).of("giver/one")] == ["automatic"]


@pytest.mark.parametrize(
    ("grant", "ects", "granted"),
    [
        (Grant(ects="same"), Decimal(6), Decimal(6)),
        (Grant(ects="same", max_ects=Decimal(4)), Decimal(6), Decimal(4)),
        (Grant(ects="same", max_ects=Decimal(8)), Decimal(6), Decimal(6)),
        (Grant(ects="same"), None, None),
        (Grant(ects="same", max_ects=Decimal(4)), None, None),
        (Grant(ects="up-to", max_ects=Decimal(4)), Decimal(2), Decimal(4)),
        (Grant(), Decimal(2), None),
    ],
)
def test_credits_that_are_granted(grant: Grant, ects: Decimal | None, granted: Decimal | None) -> None:
    assert granted_ects(grant, ects) == granted


def test_an_outcome_can_be_asked_for_whatever_the_date() -> None:
    world = _world({}, {})
    world.policy["applies_until"] = "2020-01-01"
    catalogue = world.catalogue()
    recognition = Recognition(catalogue)
    assert recognition.policies == ()
    policy = catalogue.policies[RECEIVER]
    assert isinstance(policy, RecognitionPolicy)
    assert outcome_for(policy, "admission", recognition.elements[0]).outcome == "automatic"
    assert [one.offerings.bit_count() for one in recognition.shares(policy)] == [1]
