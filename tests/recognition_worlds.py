"""Small catalogues as documents, with one policy: made by hand, and made up by hypothesis."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from hypothesis import HealthCheck
from hypothesis import strategies as st
from invalid_cases import BASE
from microcatalogue.catalogue import Catalogue
from microcatalogue.check import load
from microcatalogue.model import Offering, Provider, Settings
from microcatalogue.recognition import Outcome, evaluate
from microcatalogue.structure import structure
from naive_recognition import Naive

Document = dict[str, Any]
AS_OF = date(2026, 11, 25)
TEXT = {"en": "Words"}
RECEIVER = "receiver"


ONSITE, ONLINE = "supervised-onsite-with-id", "supervised-online-with-id"


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


def policy_of(rules: list[Document], **more: Any) -> Document:
    named = {"title": TEXT, "summary": TEXT, "document": "https://example.org/policy", "adopted": "2026-01-01"}
    return {**named, "rules": rules, **more}


def entry_of(framework: str, **more: Any) -> Document:
    return {"id": framework, "type": "internal", "framework": framework, "title": TEXT, **more}


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
        lambda framework, more: entry_of(framework, **more),
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
        dict(zip(GIVERS, providers, strict=True)), dict(zip(REFS, offerings, strict=True)), policy_of(rules)
    ),
    st.tuples(*(_stated(**ORGANISATION, quality_assurance=ENTRIES) for _ in GIVERS)),
    st.tuples(*(OFFERINGS for _ in REFS)),
    RULES,
)
QUIET = {"suppress_health_check": [HealthCheck.too_slow, HealthCheck.filter_too_much]}
