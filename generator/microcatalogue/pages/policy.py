"""The parts of a recognition policy as pages show them: how to ask, every rule as a line of a table, grants, limits."""

from __future__ import annotations

from decimal import Decimal

from ..model import Asks, Grant, Origin, Range, RecognitionPolicy, Rule, Terms, Toward
from ..recognition import granted_ects
from ..urls import iri
from .frame import Site
from .parts import Anchor, Group, Row, Table, Value, Words, stated, there
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


def how_to_ask(policy: RecognitionPolicy, speaker: Speaker) -> tuple[Row, ...]:
    """How a learner asks for recognition, what it takes and costs, and what can be done against a decision."""
    say = speaker.say
    fee = None
    if policy.fee:
        free = policy.fee.amount == 0
        fee = Words(say("free of charge") if free else speaker.language.money(policy.fee.amount, policy.fee.currency))
    contact: tuple[Value, ...] = speaker.contact(policy.contact)
    return (
        *stated(say("How to ask for recognition"), speaker.text(policy.procedure)),
        *stated(say("Evidence needed"), speaker.text(policy.evidence)),
        *stated(say("Decision within so many days"), speaker.number(policy.decision_days)),
        *stated(say("Fee"), fee),
        *stated(say("Appeal"), speaker.text(policy.appeal)),
        *stated(say("Contact"), *contact),
        *stated(say("Binding text"), speaker.outside(policy.document)),
    )


def policy_date(policy: RecognitionPolicy, speaker: Speaker) -> str:
    """The date of a policy; where its day of review has passed, that it has not been looked over since."""
    day, as_of = speaker.language.date(policy.adopted), speaker.catalogue.as_of
    if policy.review_by and as_of and policy.review_by < as_of:
        return speaker.say("Policy of {day}, not reviewed since", day=day)
    return speaker.say("Policy of {day}", day=day)


def dates(policy: RecognitionPolicy, site: Site, speaker: Speaker) -> tuple[Row, ...]:
    """From when to when a policy holds, on what basis, and where it stays."""
    say = speaker.say
    past = site.edition.past(("recognition-policy", policy.provider))
    return (
        *stated(say("Adopted"), speaker.day(policy.adopted)),
        *stated(say("Applies from"), speaker.day(policy.applies_from)),
        *stated(say("Applies until"), speaker.day(policy.applies_until)),
        *stated(say("To be looked over by"), speaker.day(policy.review_by)),
        *stated(say("Legal basis"), speaker.outside(policy.legal_basis)),
        *stated(say("Permanent link"), Words(iri(site.urls.base, "recognition-policy", policy.provider))),
        *stated(say("Last changed"), speaker.day(past.modified) if past else None),
    )


def rules_table(policy: RecognitionPolicy, speaker: Speaker) -> Table:
    """Every rule as a line, in the order in which they are read."""
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
        (*speaker.codes("recognition-purpose", rule.purposes), Anchor(f"rule-{rule.id}", rule.id)),
        _origin(rule.from_, speaker),
        _terms(rule.when, speaker),
        (*speaker.codes("recognition-decision", [rule.decision]), *((note,) if note else ())),
        _cell(granted(rule.grants, speaker)),
        _cell(asked(rule.asks, speaker)),
    )


def _cell(rows: tuple[Row, ...]) -> tuple[Value, ...]:
    return (Group(None, rows),) if rows else ()


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
        *stated(say("EQF level"), Words(range_words(terms.eqf, speaker)) if terms.eqf else None),
        *stated(say("ECTS"), Words(range_words(terms.ects, speaker)) if terms.ects else None),
        *stated(say("Languages of teaching"), *speaker.languages(terms.languages)),
    )
    for name, table in _TERM_CODES:
        rows += stated(labels[name], *speaker.codes(table, getattr(terms, name)))
    return (Group(None, rows),)


def range_words(bounds: Range, speaker: Speaker) -> str:
    """From where to where, both ends included."""
    least = speaker.language.number(bounds.min) if bounds.min is not None else None
    most = speaker.language.number(bounds.max) if bounds.max is not None else None
    if least and most:
        return least if least == most else f"{least}–{most}"
    return speaker.say("from {number}", number=least) if least else speaker.say("up to {number}", number=most)


def granted(grant: Grant | None, speaker: Speaker, ects: Decimal | None = None) -> tuple[Row, ...]:
    """What recognition gives, as rows: credits, for an offering of so many where that is known, and towards what."""
    if grant is None:
        return ()
    credits = granted_credits(grant, speaker)
    if grant.ects == "same" and ects is not None:
        number = speaker.language.number(granted_ects(grant, ects) or 0)
        credits = speaker.say("{number} ECTS", number=number)
    return (
        *stated(speaker.say("Credits"), speaker.words(credits or None)),
        *stated(speaker.say("Towards"), *(toward(one, speaker) for one in grant.towards)),
    )


def granted_credits(grant: Grant, speaker: Speaker) -> str:
    """How many credits a grant gives, in words; empty where it says nothing of credits."""
    say = speaker.say
    most = speaker.language.number(grant.max_ects) if grant.max_ects is not None else ""
    if grant.ects == "same":
        return say("the same credits, at most {number} ECTS", number=most) if most else say("the same credits")
    return say("up to {number} ECTS", number=most) if most else ""


def toward(one: Toward, speaker: Speaker) -> Value | None:
    """What recognised credits count towards: a link, or the name of a programme; None for a draft."""
    if one.offering:
        return speaker.to("offering", one.offering)
    return speaker.to("pathway", one.pathway) if one.pathway else speaker.text(one.title)


def asked(asks: Asks | None, speaker: Speaker) -> tuple[Row, ...]:
    """What is asked of the learner besides, as rows."""
    if asks is None:
        return ()
    say = speaker.say
    return (
        *stated(say("Not older than so many years"), speaker.number(asks.max_age_years)),
        *stated(say("At least the grade"), speaker.text(asks.min_grade)),
        *stated(say("Besides"), speaker.text(asks.other)),
    )


def limits(policy: RecognitionPolicy, speaker: Speaker) -> tuple[Row, ...]:
    """What holds for all outcomes of a policy together, as rows."""
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


def examples(policy: RecognitionPolicy, speaker: Speaker) -> Table | None:
    """The examples that the provider gives, as a table; None where it gives none."""
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
