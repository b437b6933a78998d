"""Recognition: a truth table, a second evaluator that shares no code, and the laws of FORMAT.md."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from invalid_cases import BASE
from microcatalogue.catalogue import Catalogue
from microcatalogue.check import load
from microcatalogue.conditions import all_of, any_of, elements_of
from microcatalogue.model import Grant, Offering, Provider, RecognitionPolicy, Settings
from microcatalogue.recognition import NO_RULE, Outcome, Recognition, evaluate, granted_ects, outcome_for
from microcatalogue.recognition import Possibility as PossibleOutcome
from microcatalogue.structure import structure
from naive_recognition import Naive

Document = dict[str, Any]
AS_OF = date(2026, 11, 25)
TEXT = {"en": "Words"}
RECEIVER = "receiver"


@dataclass
class World:
    """A small catalogue as documents, with one policy."""

    providers: dict[str, Document]
    offerings: dict[str, Document]
    policy: Document

    def catalogue(self) -> Catalogue:
        providers: Any = {
            one: structure("provider", one, _provider(document)) for one, document in self.providers.items()
        }
        offerings: Any = {one: structure("offering", one, document) for one, document in self.offerings.items()}
        policies: Any = {RECEIVER: structure("recognition-policy", RECEIVER, self.policy)}
        assert all(isinstance(one, Provider) for one in providers.values())
        assert all(isinstance(one, Offering) for one in offerings.values())
        return Catalogue(_settings(), providers, offerings, policies, {}, {}, {}, as_of=AS_OF)

    def naive(self) -> Naive:
        return Naive(self.providers, self.offerings, AS_OF.isoformat())

    def outcome(self, purpose: str = "admission", offering: str = "giver/one") -> Outcome:
        catalogue = self.catalogue()
        found = evaluate(catalogue.policies[RECEIVER], catalogue.offerings[offering], catalogue)
        return next(one for one in found if one.purpose == purpose)


@cache
def _settings() -> Settings:
    """Settings that are sound; recognition asks nothing of them."""
    catalogue = load(BASE).catalogue
    assert catalogue is not None
    return catalogue.settings


def _provider(document: Document) -> Document:
    return {"name": TEXT, "languages": ["en"], **document}


def _policy(rules: list[Document], **more: Any) -> Document:
    named = {"title": TEXT, "summary": TEXT, "document": "https://example.org/policy", "adopted": "2026-01-01"}
    return {**named, "rules": rules, **more}


def _entry(framework: str, **more: Any) -> Document:
    return {"id": framework, "type": "internal", "framework": framework, "title": TEXT, **more}


def _world(asked: Document, offering: Document, giver: Document | None = None) -> World:
    """A policy of one rule that asks, and one offering of one provider."""
    rule = {"id": "rule", "purposes": ["admission"], "decision": "automatic", **asked}
    return World({"giver": giver or {}, RECEIVER: {}}, {"giver/one": {"title": TEXT, **offering}}, _policy([rule]))


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


ONSITE, ONLINE = "supervised-onsite-with-id", "supervised-online-with-id"

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
    (_from(frameworks=["esg"]), {}, {"quality_assurance": [_entry("esg")]}, YES, ()),
    (_from(frameworks=["esg"]), {}, {"quality_assurance": [_entry("eqavet")]}, NO, ()),
    (_from(frameworks=["esg"]), {}, {"quality_assurance": [_entry("esg", decision="negative")]}, NO, ()),
    (_from(frameworks=["esg"]), {}, {"quality_assurance": [_entry("esg", decision="withdrawn")]}, NO, ()),
    (_from(frameworks=["esg"]), {}, {"quality_assurance": [_entry("esg", expires="2026-11-24")]}, NO, ()),
    (_from(frameworks=["esg"]), {}, {"quality_assurance": [_entry("esg", expires="2026-11-25")]}, YES, ()),
    (
        _from(frameworks=["esg"]),
        {"quality_assurance": ["eqavet"]},
        {"quality_assurance": [_entry("esg"), _entry("eqavet")]},
        NO,
        (),
    ),
    (_from(frameworks=["esg"]), {"quality_assurance": [_entry("esg")]}, {}, YES, ()),
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
    assert [one.outcome for one in Recognition(catalogue).of("giver/one")] == ["automatic"]


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


# Made-up worlds: few values, so that conditions often meet what is stated.
KINDS, COUNTRIES, ALLIANCES = ["employer", "higher-education-institution"], ["EE", "FI"], ["one", "two"]
SCHEMES, FRAMEWORKS = ["deqar", "eter"], ["esg", "eqavet", "internal-only"]
SUPERVISION, SETTINGS = [ONSITE, ONLINE, "unsupervised-without-id"], ["formal", "non-formal"]
LANGUAGES, FORMATS, CODES = ["et", "en", "fi"], ["paper", "sealed-pdf"], ["06", "061", "0613", "0542", "05"]
BASES, PURPOSES = ["in-framework", "stated-by-provider"], ["admission", "exemption"]
GIVERS = ["giver", "other", RECEIVER]
REFS = ["giver/one", "other/two", "receiver/three"]


def _some(values: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True)


def _stated(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Document]:
    """Some of the fields."""
    return st.fixed_dictionaries({}, optional=fields)


def _ranges(least: int, most: int) -> st.SearchStrategy[Document]:
    number = st.integers(least, most)
    return _stated(min=number, max=number).filter(bool)


ENTRIES = st.lists(
    st.builds(
        lambda framework, more: _entry(framework, **more),
        st.sampled_from(FRAMEWORKS),
        _stated(
            decision=st.sampled_from(["positive", "negative"]), expires=st.sampled_from(["2026-11-24", "2027-01-01"])
        ),
    ),
    min_size=1,
    max_size=2,
    unique_by=lambda one: one["id"],
)
MEMBERS = st.just("none") | st.builds(lambda ids: [{"id": one, "name": TEXT} for one in ids], _some(ALLIANCES))
IDENTIFIERS = st.dictionaries(st.sampled_from(SCHEMES), st.sampled_from(["none", "4711"]), min_size=1)
ORGANISATION = {
    "kind": st.sampled_from(KINDS),
    "country": st.sampled_from(COUNTRIES),
    "member_of": MEMBERS,
    "identifiers": IDENTIFIERS,
}
NAMED = st.fixed_dictionaries({"name": st.just(TEXT)}, optional=ORGANISATION)
BODIES = st.lists(st.sampled_from(GIVERS).map(lambda one: {"provider": one}) | NAMED, min_size=1, max_size=2)
LEVELS = st.just({"not_applicable": TEXT}) | _stated(eqf=st.integers(4, 7), basis=st.sampled_from(BASES)).filter(bool)
ASSESSMENT = st.lists(_stated(supervision=st.sampled_from(SUPERVISION)), min_size=1, max_size=2).map(
    lambda those: [{"id": f"a{number}", "type": "project", **one} for number, one in enumerate(those)]
)
OFFERING = {
    "awarding_bodies": BODIES,
    "level": LEVELS,
    "workload": _stated(ects=st.integers(1, 6), hours=st.just(30)).filter(bool),
    "isced_f": _some(CODES),
    "assessment": ASSESSMENT,
    "learning_setting": st.sampled_from(SETTINGS),
    "languages": _some(LANGUAGES),
    "credential": st.builds(lambda those: {"formats": those}, _some(FORMATS)),
    "quality_assurance": ENTRIES,
}
OFFERINGS = st.fixed_dictionaries({"title": st.just(TEXT)}, optional=OFFERING)
FROM = _stated(
    kinds=_some(KINDS),
    providers=_some(GIVERS),
    offerings=_some(REFS),
    countries=_some(COUNTRIES),
    alliances=_some(ALLIANCES),
    frameworks=_some(FRAMEWORKS),
    identifiers=_some(SCHEMES),
)
WHEN = _stated(
    eqf=_ranges(4, 7),
    level_basis=_some(BASES),
    ects=_ranges(1, 6),
    isced_f=_some(CODES),
    supervision=_some(SUPERVISION),
    supervision_of_one=_some(SUPERVISION),
    settings=_some(SETTINGS),
    languages=_some(LANGUAGES),
    formats=_some(FORMATS),
)
TOWARDS = st.lists(st.sampled_from([{"title": {"en": one}} for one in "AB"]), min_size=1, max_size=2, unique_by=repr)
GRANTS = st.sampled_from([{"ects": "same"}, {"ects": "up-to", "max_ects": 4}]) | st.builds(
    lambda those: {"ects": "same", "towards": those}, TOWARDS
)
RULES = st.lists(
    st.fixed_dictionaries(
        {
            "purposes": _some(PURPOSES),
            "decision": st.sampled_from(["automatic", "automatic", "individual", "not-recognised"]),
        },
        optional={
            "from": FROM.filter(lambda one: len(one) in (1, 2)),
            "when": WHEN.filter(lambda one: len(one) in (1, 2)),
            "asks": st.sampled_from([{"max_age_years": 5}, {"other": TEXT}]),
            "grants": GRANTS,
        },
    ),
    min_size=1,
    max_size=5,
).map(lambda those: [{"id": f"r{number}", **one} for number, one in enumerate(those)])
WORLDS = st.builds(
    lambda providers, offerings, rules: World(
        dict(zip(GIVERS, providers, strict=True)), dict(zip(REFS, offerings, strict=True)), _policy(rules)
    ),
    st.tuples(*(_stated(**ORGANISATION, quality_assurance=ENTRIES) for _ in GIVERS)),
    st.tuples(*(OFFERINGS for _ in REFS)),
    RULES,
)
QUIET = {"suppress_health_check": [HealthCheck.too_slow, HealthCheck.filter_too_much]}


def _result(possibility: PossibleOutcome, world: World) -> tuple[Any, ...]:
    """A possibility in the words of the naive evaluator."""
    if possibility.rule is None:
        return ("no-rule", None, None)
    return Naive.result(next(one for one in world.policy["rules"] if one["id"] == possibility.rule.id))


@settings(max_examples=1500, **QUIET)
@given(WORLDS)
def test_a_second_evaluator_comes_to_the_same(world: World) -> None:
    catalogue, naive = world.catalogue(), world.naive()
    policy = catalogue.policies[RECEIVER]
    for ref in REFS:
        expected = naive.outcomes(RECEIVER, world.policy, ref)
        found = evaluate(policy, catalogue.offerings[ref], catalogue)
        assert [one.purpose for one in found] == list(expected)
        for one in found:
            wanted = expected[one.purpose]
            event(f"{one.outcome}")
            assert one.outcome == wanted["outcome"]
            assert [rule.id for rule in one.rules] == wanted["rules"]
            assert [_result(each, world) for each in one.possible] == wanted["possible"]
            assert set(one.open_elements) == wanted["open"]


@settings(max_examples=600, **QUIET)
@given(WORLDS)
def test_all_at_once_comes_to_the_same_as_one_by_one(world: World) -> None:
    catalogue = world.catalogue()
    policy, whole = catalogue.policies[RECEIVER], Recognition(catalogue)
    for ref in REFS:
        alone = evaluate(policy, catalogue.offerings[ref], catalogue)
        assert sorted(whole.of(ref), key=str) == sorted((one for one in alone if one.outcome != NO_RULE), key=str)
        for one in alone:
            shares = [share for share in whole.shares(policy) if share.purpose == one.purpose]
            mine = [share for share in shares if catalogue.offerings[ref] in whole.members(share)]
            assert [(share.outcome, share.rules) for share in mine] == [(one.outcome, one.rules)]


def _completions(world: World, ref: str) -> list[tuple[str, Document]]:
    """Other worlds in which one more element of an offering, or of its provider, is stated."""
    provider = ref.split("/")[0]
    more: list[tuple[str, Document]] = []
    stated: Document = {
        "level": {"eqf": 5, "basis": "in-framework"},
        "workload": {"ects": 3},
        "isced_f": ["0613"],
        "assessment": [{"id": "a", "type": "project", "supervision": ONSITE}],
        "learning_setting": "formal",
        "languages": ["et"],
        "credential": {"formats": ["paper"]},
    }
    for field, value in stated.items():
        if field not in world.offerings[ref]:
            more.append((ref, {field: value}))
    organisation: Document = {
        "kind": "employer",
        "country": "EE",
        "member_of": "none",
        "identifiers": {"deqar": "4711"},
    }
    for field, value in organisation.items():
        if field not in world.providers[provider]:
            more.append((provider, {field: value}))
    if "quality_assurance" not in world.providers[provider]:
        more.append((provider, {"quality_assurance": [_entry("esg")]}))
    return more


@settings(max_examples=300, **QUIET)
@given(WORLDS, st.sampled_from(REFS), st.data())
def test_stating_an_unknown_element_only_narrows(world: World, ref: str, data: st.DataObject) -> None:
    choices = _completions(world, ref)
    if not choices:
        return
    where, stated = data.draw(st.sampled_from(choices))
    fuller = deepcopy(world)
    ((fuller.offerings if "/" in where else fuller.providers)[where]).update(stated)
    for purpose in dict.fromkeys(one for rule in world.policy["rules"] for one in rule["purposes"]):
        before, after = world.outcome(purpose, ref), fuller.outcome(purpose, ref)
        if before.outcome != "undetermined":
            assert (after.outcome, after.grants, after.asks) == (before.outcome, before.grants, before.asks)
        else:
            assert _results(after) <= _results(before)


def _results(outcome: Outcome) -> set[tuple[object, ...]]:
    if outcome.outcome == "undetermined":
        return {one.result for one in outcome.possible}
    return {PossibleOutcome(outcome.outcome, outcome.rules[-1] if outcome.rules else None).result}


@settings(max_examples=300, **QUIET)
@given(WORLDS, st.sampled_from(REFS))
def test_a_rule_that_no_outcome_names_may_go(world: World, ref: str) -> None:
    catalogue = world.catalogue()
    policy = catalogue.policies[RECEIVER]
    outcomes = evaluate(policy, catalogue.offerings[ref], catalogue)
    named = {rule.id for one in outcomes for rule in one.rules}
    lean = deepcopy(world)
    lean.policy["rules"] = [rule for rule in world.policy["rules"] if rule["id"] in named]
    for one in outcomes:
        if any(one.purpose in rule["purposes"] for rule in lean.policy["rules"]):
            assert _plain(lean.outcome(one.purpose, ref)) == _plain(one)


@settings(max_examples=300, **QUIET)
@given(WORLDS, st.sampled_from(REFS), st.data())
def test_order_matters_only_among_rules_that_can_both_hold(world: World, ref: str, data: st.DataObject) -> None:
    rules = world.policy["rules"]
    if len(rules) < 2:
        return
    place = data.draw(st.integers(0, len(rules) - 2))
    naive = world.naive()
    truths = [naive.rule(one, ref)[0] for one in rules[place : place + 2]]
    if "no" not in truths:
        return
    swapped = deepcopy(world)
    swapped.policy["rules"][place : place + 2] = rules[place + 1], rules[place]
    for purpose in dict.fromkeys(one for rule in rules for one in rule["purposes"]):
        assert _plain(swapped.outcome(purpose, ref)) == _plain(world.outcome(purpose, ref))


def _plain(outcome: Outcome) -> tuple[object, ...]:
    return outcome.outcome, [one.id for one in outcome.rules], outcome.open_elements


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
