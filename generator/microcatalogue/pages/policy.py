"""A recognition policy on its provider's page: how to ask, and every rule as a line of a table."""

from __future__ import annotations

from typing import Any

from ..model import Asks, Grant, Origin, Range, RecognitionPolicy, Rule, Terms
from ..urls import iri
from .frame import Site
from .parts import Group, Row, Table, Value, Words, stated, there
from .speaker import Speaker

_ORIGIN_CODES = (
    ("kinds", "provider-kind"),
    ("countries", "country"),
    ("frameworks", "framework"),
    ("identifiers", "provider-identifier"),
)
_TERM_CODES = (
    ("level_basis", "level-basis"),
    ("isced_f", "isced-f"),
    ("supervision", "supervision"),
    ("supervision_of_one", "supervision"),
    ("settings", "learning-setting"),
    ("formats", "credential-format"),
)


def policy_content(policy: RecognitionPolicy, site: Site, speaker: Speaker) -> dict[str, Any]:
    """What the page prints of a policy: words, how to ask, the table of rules, limits, the provider's examples."""
    return {
        "title": speaker.text(policy.title),
        "summary": speaker.text(policy.summary),
        "rows": _how_to_ask(policy, site, speaker),
        "rules": _table(policy, speaker),
        "limits": _limits(policy, speaker),
        "examples": _examples(policy, speaker),
        "legal": speaker.say(
            "The receiving organisation decides on recognition. Stacking gives no automatic right to a qualification."
        ),
    }


def _how_to_ask(policy: RecognitionPolicy, site: Site, speaker: Speaker) -> tuple[Row, ...]:
    say = speaker.say
    past = site.edition.past(("recognition-policy", policy.provider))
    fee = None
    if policy.fee:
        free = policy.fee.amount == 0
        fee = Words(say("free of charge") if free else speaker.language.money(policy.fee.amount, policy.fee.currency))
    contact: tuple[Value, ...] = speaker.contact(policy.contact)
    return (
        *stated(say("Binding text"), speaker.outside(policy.document)),
        *stated(say("Legal basis"), speaker.outside(policy.legal_basis)),
        *stated(say("Adopted"), speaker.day(policy.adopted)),
        *stated(say("Applies from"), speaker.day(policy.applies_from)),
        *stated(say("Applies until"), speaker.day(policy.applies_until)),
        *stated(say("To be looked over by"), speaker.day(policy.review_by)),
        *stated(say("How to ask for recognition"), speaker.text(policy.procedure)),
        *stated(say("Evidence needed"), speaker.text(policy.evidence)),
        *stated(say("Decision within so many days"), speaker.number(policy.decision_days)),
        *stated(say("Fee"), fee),
        *stated(say("Appeal"), speaker.text(policy.appeal)),
        *stated(say("Contact"), *contact),
        *stated(say("Permanent link"), Words(iri(site.urls.base, "recognition-policy", policy.provider))),
        *stated(say("Last changed"), speaker.day(past.modified) if past else None),
    )


def _table(policy: RecognitionPolicy, speaker: Speaker) -> Table:
    say = speaker.say
    columns = (
        say("For what"),
        say("From whom"),
        say("When"),
        say("Decision"),
        say("What it gives"),
        say("What is asked"),
    )
    lines = tuple(_line(rule, speaker) for rule in policy.rules)
    return Table(say("Rules, read in this order for each purpose"), columns, lines)


def _line(rule: Rule, speaker: Speaker) -> tuple[tuple[Value, ...], ...]:
    note = speaker.text(rule.note)
    return (
        (*speaker.codes("recognition-purpose", rule.purposes), Words(rule.id)),
        _origin(rule.from_, speaker),
        _terms(rule.when, speaker),
        (*speaker.codes("recognition-decision", [rule.decision]), *((note,) if note else ())),
        _grant(rule.grants, speaker),
        _asks(rule.asks, speaker),
    )


def _origin(origin: Origin | None, speaker: Speaker) -> tuple[Value, ...]:
    say = speaker.say
    if origin is None:
        return (Words(say("anyone")),)
    labels = {
        "kinds": say("Kind of awarding body"),
        "countries": say("Country"),
        "frameworks": say("Quality assurance by"),
        "identifiers": say("Registered in"),
    }
    rows = (
        *stated(say("Provider"), *(speaker.to("provider", ref) for ref in origin.providers)),
        *stated(say("Micro-credential"), *(speaker.to("offering", ref) for ref in origin.offerings)),
        *stated(say("Member of"), *(Words(one) for one in origin.alliances)),
    )
    for name, table in _ORIGIN_CODES:
        rows += stated(labels[name], *speaker.codes(table, getattr(origin, name)))
    return (Group(None, rows),)


def _terms(terms: Terms | None, speaker: Speaker) -> tuple[Value, ...]:
    say = speaker.say
    if terms is None:
        return (Words(say("always")),)
    labels = {
        "level_basis": say("Basis of the level"),
        "isced_f": say("Field of education (ISCED-F)"),
        "supervision": say("Supervision of every assessment"),
        "supervision_of_one": say("Supervision of at least one assessment"),
        "settings": say("Learning setting"),
        "formats": say("Format of the credential"),
    }
    rows = (
        *stated(say("EQF level"), _range(terms.eqf, speaker)),
        *stated(say("ECTS"), _range(terms.ects, speaker)),
        *stated(say("Languages of teaching"), *speaker.languages(terms.languages)),
    )
    for name, table in _TERM_CODES:
        rows += stated(labels[name], *speaker.codes(table, getattr(terms, name)))
    return (Group(None, rows),)


def _range(bounds: Range | None, speaker: Speaker) -> Words | None:
    if bounds is None:
        return None
    least = speaker.language.number(bounds.min) if bounds.min is not None else None
    most = speaker.language.number(bounds.max) if bounds.max is not None else None
    if least and most:
        return Words(least if least == most else f"{least}–{most}")
    return Words(speaker.say("from {number}", number=least) if least else speaker.say("up to {number}", number=most))


def _grant(grant: Grant | None, speaker: Speaker) -> tuple[Value, ...]:
    if grant is None:
        return ()
    say = speaker.say
    most = speaker.language.number(grant.max_ects) if grant.max_ects is not None else ""
    credits = None
    if grant.ects == "same":
        credits = say("the same credits, at most {number} ECTS", number=most) if most else say("the same credits")
    elif most:
        credits = say("up to {number} ECTS", number=most)
    towards = tuple(
        speaker.to("offering", one.offering)
        if one.offering
        else speaker.to("pathway", one.pathway)
        if one.pathway
        else speaker.text(one.title)
        for one in grant.towards
    )
    return (Group(None, (*stated(say("Credits"), speaker.words(credits)), *stated(say("Towards"), *towards))),)


def _asks(asks: Asks | None, speaker: Speaker) -> tuple[Value, ...]:
    if asks is None:
        return ()
    say = speaker.say
    rows = (
        *stated(say("Not older than so many years"), speaker.number(asks.max_age_years)),
        *stated(say("At least the grade"), speaker.text(asks.min_grade)),
        *stated(say("Besides"), speaker.text(asks.other)),
    )
    return (Group(None, rows),)


def _limits(policy: RecognitionPolicy, speaker: Speaker) -> tuple[Row, ...]:
    limits, say = policy.limits, speaker.say
    if limits is None:
        return ()
    share = Words(speaker.language.percent(limits.max_share_percent)) if limits.max_share_percent is not None else None
    return (
        *stated(
            say("At most in all"), speaker.number(limits.max_total_ects, speaker.language.gettext("{number} ECTS"))
        ),
        *stated(say("At most of a programme"), share),
        *stated(say("Limits"), speaker.text(limits.text)),
    )


def _examples(policy: RecognitionPolicy, speaker: Speaker) -> Table | None:
    say = speaker.say
    if not policy.expects:
        return None
    lines: list[tuple[tuple[Value, ...], ...]] = []
    for one in policy.expects:
        target = speaker.to("offering", one.offering)
        lines.append(
            (
                there(target),
                speaker.codes("recognition-purpose", [one.purpose]),
                speaker.codes("recognition-outcome", [one.outcome]),
            )
        )
    columns = (say("Micro-credential"), say("For what"), say("Outcome"))
    return Table(say("Examples given by the provider"), columns, tuple(lines))
