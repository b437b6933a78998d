"""What pages say of recognition: the answers on every offering are the evaluator's; a policy is said in whole sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest
from built import AS_OF, edition_of, site_of
from conftest import ROOT
from microcatalogue.content import decimal_text
from microcatalogue.edition import Edition
from microcatalogue.model import RecognitionPolicy
from microcatalogue.pages.html import statement
from microcatalogue.pages.language import Language
from microcatalogue.pages.open_elements import to_state
from microcatalogue.pages.parts import Statement
from microcatalogue.pages.policy import policy_date
from microcatalogue.pages.sentences import policy_in_words
from microcatalogue.pages.site import prepare
from microcatalogue.pages.speaker import Speaker
from microcatalogue.recognition import NO_RULE, evaluate, granted_ects
from microcatalogue.structure import structure
from microcatalogue.vocabulary import vocabulary
from recognition_worlds import policy_of

Document = dict[str, Any]
SITE_LANGUAGES = ("et", "en")


@pytest.fixture(scope="module")
def site() -> Mapping[str, bytes]:
    return site_of(ROOT / "offerings")


@pytest.fixture(scope="module")
def edition() -> Edition:
    return edition_of(ROOT / "offerings")


def _labels(table: str, language: str) -> dict[str, str]:
    return {term.label(language): code for code, term in vocabulary(table).terms.items()}


def _answers(html: str, language: str) -> dict[tuple[str, str], tuple[str, str]]:
    """Outcome and the text beside it, by receiving organisation and purpose, as a page shows them."""
    found = {}
    purposes = _labels("recognition-purpose", language)
    section = html.split('id="who-recognises"')[1].split("</section>")[0]
    for block in section.split('class="group receiver"')[1:]:
        provider = re.search(r'<h3><a href="[./]*providers/([a-z0-9-]+)/"', block)
        assert provider
        for answer in block.split('class="answer"')[1:]:
            purpose = re.search(r"<dt>(.*?)</dt>", answer)
            outcome = re.search(r'class="outcome ([a-z-]+)"', answer)
            assert purpose
            assert outcome
            found[provider[1], purposes[purpose[1]]] = outcome[1], _plain(answer.split("<details")[0])
    return found


def _plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize("language", SITE_LANGUAGES)
def test_every_offering_shows_every_answer(site: Mapping[str, bytes], edition: Edition, language: str) -> None:
    catalogue, seen = edition.catalogue, 0
    for offering in catalogue.published_offerings:
        shown = _answers(site[f"{language}/offerings/{offering.id}/index.html"].decode(), language)
        wanted = {
            (one.by, one.purpose): one
            for policy in catalogue.policies.values()
            for one in evaluate(policy, offering, catalogue)
            if one.outcome != NO_RULE
        }
        assert {pair: outcome for pair, (outcome, _) in shown.items()} == {
            pair: one.outcome for pair, one in wanted.items()
        }, offering.id
        for pair, one in wanted.items():
            ects = offering.workload.ects if offering.workload else None
            most = granted_ects(one.grants, ects) if one.grants else None
            if most is not None:
                seen += 1
                unit = "EAP" if language == "et" else "ECTS"
                number = decimal_text(most).replace(".", "," if language == "et" else ".")
                assert f"{number} {unit}" in shown[pair][1]
    assert seen > 100


def test_an_answer_comes_with_its_rule_its_conditions_and_how_to_ask(site: Mapping[str, bytes]) -> None:
    html = site["en/offerings/example-solar-energy/solar-park-maintenance/index.html"].decode()
    block = next(
        one for one in html.split('class="group receiver"') if "providers/example-university/" in one.split("</h3>")[0]
    )
    assert 'href="../../../providers/example-university/#rule-solar-agreement"' in block
    text = _plain(block)
    for words in (
        "Exemption on conditions Credits up to 3 ECTS Towards Practical placement in energy engineering",
        "Not older than so many years 3",
        "Policy of 28 May 2026",
        "How to ask: decision within 30 days, €25",
        "An appeal can be made to the vice-rector",
        "The programme manager decides",
        "At most in all 60 ECTS",
    ):
        assert words in text, words
    assert 'id="rule-solar-agreement"' in site["en/providers/example-university/index.html"].decode()


def test_an_open_answer_says_what_would_have_to_be_stated(site: Mapping[str, bytes]) -> None:
    html = site["en/offerings/example-solar-energy/solar-park-maintenance/index.html"].decode()
    block = next(one for one in html.split('class="group receiver"') if "providers/example-island" in one)
    assert "cannot be determined" in block
    assert "The provider would have to state Workload in ECTS" in _plain(block)


def test_the_law_is_said_wherever_answers_show(site: Mapping[str, bytes]) -> None:
    for path in (
        "en/offerings/example-university/data-literacy/index.html",
        "en/offerings/example-university/data-literacy/sheet/index.html",
        "en/providers/example-university/index.html",
        "en/recognition/index.html",
    ):
        text = _plain(site[path].decode())
        assert "The receiving organisation decides on recognition." in text, path
        assert "no automatic right to a qualification" in text, path
        assert "Directive 2005/36/EC" in text, path


def test_every_field_that_can_be_open_has_words() -> None:
    speaker = _speaker("en")
    fields = {"quality_assurance", "level.eqf", "level.basis", "workload.ects", "isced_f", "assessment.supervision"}
    fields |= {"learning_setting", "languages", "credential.formats"}
    fields |= {
        f"{place}.{one}" for place in ("provider", "awarding_bodies") for one in ("kind", "country", "member_of")
    }
    fields |= {"provider.identifiers.deqar"}
    for field in fields:
        (words,) = to_state((field,), speaker)
        assert words != field
        assert words[0].isupper()
    assert to_state(("something.new",), speaker) == ("something.new",)


def _speaker(language: str, as_of: date | None = AS_OF) -> Speaker:
    edition = edition_of(ROOT / "offerings")
    edition = replace(edition, catalogue=replace(edition.catalogue, as_of=as_of))
    site, _ = prepare(edition)
    return site.speaker(Language(language), f"{language}/providers/example-university/")


def _policy(*rules: Document, **more: Any) -> RecognitionPolicy:
    named = [{"id": f"rule-{number}", "purposes": ["admission"], **rule} for number, rule in enumerate(rules)]
    policy = structure("recognition-policy", "example-university", policy_of(named, **more))
    assert isinstance(policy, RecognitionPolicy)
    return policy


def _sentences(language: str, *rules: Document) -> list[str]:
    (section,) = policy_in_words(_policy(*rules), _speaker(language))
    assert all(isinstance(one, Statement) for one in section.values)
    return [_plain(statement(one)) for one in section.values if isinstance(one, Statement)]


ONE = {"when": {"eqf": {"min": 5}}}


@pytest.mark.parametrize(
    ("rule", "en", "et"),
    [
        (
            {"decision": "automatic", **ONE},
            "We recognise without a separate decision micro-credentials where the EQF level is at least 5.",
            "Tunnustame eraldi otsuseta mikrokvalifikatsioonitunnistusi, mille puhul EQFi tase on vähemalt 5.",
        ),
        (
            {"decision": "automatic", **ONE, "asks": {"max_age_years": Decimal(1)}},
            "We recognise on conditions micro-credentials where the EQF level is at least 5. "
            "The credential must not be older than 1 year.",
            "Tunnustame tingimuslikult mikrokvalifikatsioonitunnistusi, mille puhul EQFi tase on vähemalt 5. "
            "Tunnistus ei tohi olla vanem kui 1 aasta.",
        ),
        (
            {"decision": "individual", "when": {"ects": {"max": 6}}},
            "We decide individually on micro-credentials where the workload is at most 6 ECTS.",
            "Otsustame eraldi mikrokvalifikatsioonitunnistuste üle, mille puhul töökoormus on kõige rohkem 6 EAPd.",
        ),
        (
            {"decision": "not-recognised", "when": {"eqf": {"min": 2, "max": 3}}},
            "We do not recognise micro-credentials where the EQF level is 2–3.",
            "Ei tunnusta mikrokvalifikatsioonitunnistusi, mille puhul EQFi tase on 2–3.",
        ),
        (
            {"decision": "individual"},
            "We decide individually on every micro-credential.",
            "Otsustame iga mikrokvalifikatsioonitunnistuse üle eraldi.",
        ),
    ],
)
def test_a_rule_is_said_as_a_sentence(rule: Document, en: str, et: str) -> None:
    assert _sentences("en", rule) == [en]
    assert _sentences("et", rule) == [et]


def test_a_last_rule_without_conditions_is_for_all_others() -> None:
    _, last = _sentences("en", {"decision": "automatic", **ONE}, {"decision": "not-recognised"})
    assert last == "We do not recognise other micro-credentials."


def test_several_conditions_are_a_list_and_several_values_alternatives() -> None:
    rule = {
        "decision": "automatic",
        "from": {"kinds": ["employer", "vet-institution"], "countries": ["EE", "FI", "LV"]},
        "grants": {"ects": "same", "max_ects": 4, "towards": [{"offering": "example-university/data-literacy"}]},
    }
    policy = _policy(rule)
    (section,) = policy_in_words(policy, _speaker("en"))
    (said,) = section.values
    assert isinstance(said, Statement)
    html = statement(said)
    assert "where all of this holds:</span><ul><li>" in html
    assert "the kind of awarding body is employer or vocational education and training institution" in html
    assert "the country of the awarding body is Estonia, Finland or Latvia" in html
    assert "This gives the same credits, at most 4 ECTS." in html
    assert '<a href="../../offerings/example-university/data-literacy/">Data literacy</a>' in html


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)


def test_a_stated_text_stays_a_text_whatever_it_holds() -> None:
    hostile = "\ue000<script>\ue001{number}%s"
    rule = {
        "decision": "automatic",
        "from": {"alliances": ["an-alliance"]},
        "asks": {"min_grade": {"en": hostile}, "other": {"en": hostile}},
        "note": {"en": hostile},
    }
    (section,) = policy_in_words(_policy(rule), _speaker("en"))
    (said,) = section.values
    assert isinstance(said, Statement)
    tags = _Tags()
    tags.feed(statement(said))
    assert tags.found <= {"span", "bdi", "ul", "li"}
    assert statement(said).count("&lt;script&gt;") == 3


@pytest.mark.parametrize("language", SITE_LANGUAGES)
def test_every_rule_of_every_policy_is_said_for_each_of_its_purposes(edition: Edition, language: str) -> None:
    speaker = _speaker(language)
    for policy in edition.catalogue.policies.values():
        said = policy_in_words(policy, speaker)
        assert sum(len(one.values) for one in said) == sum(len(rule.purposes) for rule in policy.rules)
        for section in said:
            for one in section.values:
                assert isinstance(one, Statement)
                assert not re.search(r"[{}\ue000-\uf8ff]", _plain(statement(one)))


@pytest.mark.parametrize(
    ("review_by", "as_of", "said"),
    [
        (None, AS_OF, "Policy of 1 January 2026"),
        ("2026-11-24", AS_OF, "Policy of 1 January 2026"),
        ("2026-11-23", AS_OF, "Policy of 1 January 2026, not reviewed since"),
        ("2026-11-23", None, "Policy of 1 January 2026"),
    ],
)
def test_a_policy_that_was_not_reviewed_in_time_says_so(review_by: str | None, as_of: date | None, said: str) -> None:
    more = {"review_by": review_by} if review_by else {}
    policy = _policy({"decision": "individual"}, **more)
    assert policy_date(policy, _speaker("en", as_of)) == said


def test_a_provider_says_what_of_the_catalogue_its_policy_covers(edition: Edition, site: Mapping[str, bytes]) -> None:
    catalogue = edition.catalogue
    policy = catalogue.policies["example-university"]
    outcomes = [
        one.outcome
        for offering in catalogue.published_offerings
        for one in evaluate(policy, offering, catalogue)
        if one.purpose == "credit-transfer"
    ]
    text = _plain(site["en/providers/example-university/index.html"].decode())
    line = re.search(r"no statement Credit transfer ([\d– ]+) Exemption", text)
    assert line
    order = ("automatic", "conditional", "individual", "not-recognised", "undetermined", "own", "no-rule")
    assert line[1].split() == [str(outcomes.count(one)) if outcomes.count(one) else "–" for one in order]
