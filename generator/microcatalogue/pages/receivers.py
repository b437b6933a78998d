"""Who recognises an offering: each receiving organisation with what its own policy comes to, and how to ask it.

Computed from the policies that organisations publish (point 9c); nothing here decides. An answer is the same on the
pages of all offerings that share it, so each is made once a language.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from ..awarding import key_of
from ..model import Offering, RecognitionPolicy
from ..recognition import NO_RULE, OWN, UNDETERMINED, Possibility, Share
from ..urls import page
from ..values import ProviderId
from ..vocabulary import vocabulary
from .frame import Site
from .legal import regulated_professions, who_decides
from .open_elements import to_state
from .parts import Answer, Disclosure, Group, Link, Receiver, Row, Section, Words, stated
from .policy import asked, granted, how_to_ask, limits, policy_date
from .speaker import Speaker

_SHOWN = 12
"""Organisations that a page shows in full; the table of recognition holds all of them."""

_ORDER = ("automatic", "conditional", UNDETERMINED, "individual", OWN, "not-recognised", NO_RULE)
"""Outcomes in the order in which a learner wants to read them."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """The section of a page: the organisations shown in full, the others counted, and what it all means.

    `automatic` are those shown whose rules recognise the offering without a separate decision.
    """

    title: str
    lead: str
    receivers: tuple[Receiver, ...]
    others: Section | None
    meaning: Disclosure
    notes: tuple[str, ...]
    table: Link | None
    automatic: tuple[ProviderId, ...]
    number: int

    def counted(self, speaker: Speaker) -> tuple[Link, ...]:
        """A link to the section that says how many policies speak of the offering; none where none does."""
        said = speaker.language.say_many(
            "policies of {number} organisation say something of it",
            "policies of {number} organisations say something of it",
            self.number,
        )
        return (Link(Words(said), "#who-recognises"),) if self.number else ()


@dataclass(frozen=True, slots=True)
class _Receiving:
    """A policy with what it comes to for the offering, purpose by purpose."""

    policy: RecognitionPolicy
    shares: tuple[Share, ...]

    @property
    def best(self) -> int:
        """The place of its best outcome in the order of reading."""
        return min(_ORDER.index(share.outcome) for share in self.shares)


def recognised(site: Site, offering: Offering, speaker: Speaker) -> Recognised:
    """The section "Who recognises this" of an offering."""
    say, catalogue = speaker.say, speaker.catalogue
    countries = {catalogue.awarding_country(body) for body in catalogue.awarding_bodies(offering)}
    where = site.edition.receivers()
    found = sorted(
        _by_policy(site.edition.outcomes(offering.id)),
        key=lambda one: (one.best, where[one.policy.provider] not in countries, one.policy.provider),
    )
    lead = speaker.language.say_many(
        "{number} organisation has published rules that say something of this micro-credential.",
        "{number} organisations have published rules that say something of this micro-credential.",
        len(found),
    )
    ects = offering.workload.ects if offering.workload else None
    return Recognised(
        say("Who recognises this"),
        lead if found else say("No organisation has published rules that say something of this micro-credential."),
        tuple(_receiver(site, one, where[one.policy.provider], ects, speaker) for one in found[:_SHOWN]),
        _others(found[_SHOWN:], speaker),
        meaning(speaker),
        (who_decides(speaker), regulated_professions(speaker)),
        _table(offering, speaker),
        tuple(
            one.policy.provider for one in found[:_SHOWN] if any(share.outcome == "automatic" for share in one.shares)
        ),
        len(found),
    )


def best_of_each(outcomes: Iterable[tuple[RecognitionPolicy, Share]]) -> dict[ProviderId, str]:
    """The best outcome that the policy of each receiving organisation comes to, over all purposes."""
    return {one.policy.provider: _ORDER[one.best] for one in _by_policy(outcomes)}


def _by_policy(outcomes: Iterable[tuple[RecognitionPolicy, Share]]) -> Iterator[_Receiving]:
    shares: dict[str, tuple[RecognitionPolicy, list[Share]]] = {}
    for policy, share in outcomes:
        shares.setdefault(policy.provider, (policy, []))[1].append(share)
    return (_Receiving(policy, tuple(those)) for policy, those in shares.values())


def meaning(speaker: Speaker) -> Disclosure:
    """What each outcome and each purpose means."""
    tables = ("recognition-outcome", "recognition-purpose")
    terms = (speaker.codes(table, vocabulary(table).terms) for table in tables)
    rows = (Row(one.label, (Words(one.gloss),)) for those in terms for one in those)
    return Disclosure(speaker.say("What these answers mean"), tuple(rows))


def _others(rest: list[_Receiving], speaker: Speaker) -> Section | None:
    """How many more there are, by the best that each comes to."""
    if not rest:
        return None
    numbers = Counter(one.best for one in rest)
    rows = (
        Row(speaker.label("recognition-outcome", _ORDER[best]), (Words(speaker.language.number(number)),))
        for best, number in sorted(numbers.items())
    )
    lead = speaker.say("Counted by the best outcome of each:")
    return Section("other-receivers", speaker.say("Further organisations"), tuple(rows), lead=lead)


def _table(offering: Offering, speaker: Speaker) -> Link | None:
    """The table of recognition, with the row of its first awarding body chosen."""
    path = f"{speaker.language.code}/recognition/"
    if path not in speaker.urls.paths:
        return None
    body = speaker.catalogue.awarding_bodies(offering)[0]
    chosen = f"{path}#body={key_of(body)}"
    return Link(Words(speaker.say("See all organisations in the table of recognition")), speaker.link(chosen))


def _receiver(site: Site, one: _Receiving, country: str | None, ects: Decimal | None, speaker: Speaker) -> Receiver:
    policy = one.policy
    shared = _Shared(site, policy, speaker)
    name = speaker.to("provider", policy.provider) or Words(policy.provider)
    place = speaker.label("country", country) if country else ""
    answers = tuple(shared.answer(share, ects) for share in one.shares)
    return Receiver(name, place, answers, shared.asking())


@dataclass(frozen=True, slots=True)
class _Shared:
    """What the pages of many offerings show alike of one policy, as HTML.

    It is made as on any page of an offering: links are relative, and all of these lie equally deep.
    """

    site: Site
    policy: RecognitionPolicy
    speaker: Speaker

    def answer(self, share: Share, ects: Decimal | None) -> Markup:
        """What the policy comes to for the offerings of a share that have so many credits."""
        same = any(rule.grants and rule.grants.ects == "same" for rule in share.rules)
        credits = ects if same else None
        rules = (str(share.ended), *(rule.id for rule in share.rules))
        key = (share.purpose, *rules, "", *share.open_elements, str(credits))
        return self._once(
            key, "answer.html.j2", lambda speaker: {"answer": _answer(self.policy, share, credits, speaker)}
        )

    def asking(self) -> Markup:
        """How to ask the organisation, and the date of its policy."""
        return self._once(("asking",), "asking.html.j2", lambda speaker: _asking(self.policy, speaker))

    def _once(self, key: tuple[str, ...], template: str, content: Callable[[Speaker], dict[str, Any]]) -> Markup:
        language = self.speaker.language

        def made() -> tuple[Markup, frozenset[str]]:
            speaker = self.site.speaker(language, f"{language.code}/offerings/-/-/", self.policy)
            return self.site.templates.part(template, language, content(speaker)), frozenset(speaker.fallbacks)

        html, fallbacks = self.speaker.once(("receiver", self.policy.provider, *key), made)
        self.speaker.fallbacks |= fallbacks
        return html


def _answer(policy: RecognitionPolicy, share: Share, ects: Decimal | None, speaker: Speaker) -> Answer:
    purpose = speaker.label("recognition-purpose", share.purpose)
    outcome = speaker.codes("recognition-outcome", [share.outcome])[0]
    rule = share.deciding
    rows = (*granted(rule.grants, speaker, ects), *asked(rule.asks, speaker)) if rule else _open(share, ects, speaker)
    return Answer(purpose, outcome, rows, Disclosure(speaker.say("Rule and evidence"), _why(policy, share, speaker)))


def _open(share: Share, ects: Decimal | None, speaker: Speaker) -> tuple[Row, ...]:
    """What may come of it, and what the provider would have to state."""
    say = speaker.say
    missing = (Words(one) for one in to_state(share.open_elements, speaker))
    return (
        *stated(say("Possible"), *dict.fromkeys(_possibility(one, ects, speaker) for one in share.possible)),
        *stated(say("The provider would have to state"), *missing),
    )


def _possibility(one: Possibility, ects: Decimal | None, speaker: Speaker) -> Group:
    rows = (*granted(one.grants, speaker, ects), *asked(one.asks, speaker))
    return Group(Words(speaker.label("recognition-outcome", one.outcome)), rows)


def _why(policy: RecognitionPolicy, share: Share, speaker: Speaker) -> tuple[Row, ...]:
    """The rules, the deciding one last; the text that binds stands with how to ask."""
    say = speaker.say
    own_page = speaker.link(page(speaker.language.code, "provider", policy.provider))
    rules = tuple(Link(Words(one.id), f"{own_page}#rule-{one.id}") for one in share.rules)
    decided = share.deciding is not None
    earlier = rules[:-1] if decided else rules
    none = None if rules else Words(say("No rule of its policy names its own micro-credentials for this purpose."))
    return (
        *stated(say("Rules"), none),
        *stated(say("Rules that may hold"), *earlier),
        *stated(say("Deciding rule"), *(rules[-1:] if decided else ())),
        *stated(say("Note"), *(speaker.text(one.note) for one in share.rules)),
    )


def _asking(policy: RecognitionPolicy, speaker: Speaker) -> dict[str, Any]:
    say, language = speaker.say, speaker.language
    facts = []
    if policy.decision_days is not None:
        facts.append(
            language.say_many("decision within {number} day", "decision within {number} days", policy.decision_days)
        )
    if policy.fee:
        free = policy.fee.amount == 0
        facts.append(say("free of charge") if free else language.money(policy.fee.amount, policy.fee.currency))
    summary = ": ".join((say("How to ask"), ", ".join(facts))) if facts else say("How to ask")
    return {
        "date": policy_date(policy, speaker),
        "asking": Disclosure(summary, (*how_to_ask(policy, speaker), *limits(policy, speaker))),
    }
