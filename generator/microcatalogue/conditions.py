"""The conditions of recognition rules, three-valued: true, false, or unknown where an element is not stated.

FORMAT.md, "Evaluation is three-valued". A condition asks something of one element of an offering, so that offerings with
the same element get one answer. Nothing here knows the order of rules or what they come to.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .catalogue import Catalogue
from .model import NONE, AwardingBody, Offering, Origin, Range, Rule, Terms
from .values import ProviderId, RecordId

Truth = bool | None
"""True, False, or None for what is not known."""


def all_of(truths: Iterable[Truth]) -> Truth:
    """True where all are true, false where one is false, else unknown (Kleene's strong conjunction)."""
    found = set(truths)
    return False if False in found else None if None in found else True


def any_of(truths: Iterable[Truth]) -> Truth:
    """True where one is true, false where all are false, else unknown (Kleene's strong disjunction)."""
    found = set(truths)
    return True if True in found else None if None in found else False


@dataclass(frozen=True, slots=True)
class Body:
    """What rules read of an awarding body; None is what is not stated.

    `place` is where it would have to be stated: in the file of a provider, or among the awarding bodies of the offering.
    """

    place: str
    provider: ProviderId | None
    kind: str | None
    country: str | None
    alliances: tuple[str, ...] | None
    identifiers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Elements:
    """What rules read of an offering; None, or an empty tuple, is what is not stated.

    `frameworks` are those of the quality assurance that counts on the date of the build, None where none is stated at
    all. `eqf` and `level_basis` are False where the provider states that a level does not apply.
    """

    offering: RecordId
    bodies: tuple[Body, ...]
    frameworks: tuple[str, ...] | None
    eqf: int | bool | None
    level_basis: str | bool | None
    ects: Decimal | None
    isced_f: tuple[str, ...]
    supervision: tuple[str | None, ...]
    setting: str | None
    languages: tuple[str, ...]
    formats: tuple[str, ...]


def elements_of(offering: Offering, catalogue: Catalogue) -> Elements:
    """The elements of an offering that rules read."""
    entries = catalogue.quality_assurance(offering)
    counting = dict.fromkeys(entry.framework for entry in entries if entry.counts(catalogue.as_of))
    level, workload = offering.level, offering.workload
    applies = level is None or level.not_applicable is None
    return Elements(
        offering=offering.id,
        bodies=tuple(_body(body, catalogue) for body in catalogue.awarding_bodies(offering)),
        frameworks=tuple(counting) if entries else None,
        eqf=(level.eqf if level else None) if applies else False,
        level_basis=(level.basis if level else None) if applies else False,
        ects=workload.ects if workload else None,
        isced_f=offering.isced_f,
        supervision=tuple(entry.supervision for entry in offering.assessment),
        setting=offering.learning_setting,
        languages=offering.languages,
        formats=offering.credential.formats if offering.credential else (),
    )


def _body(body: AwardingBody, catalogue: Catalogue) -> Body:
    """A body of the catalogue as its own file describes it, another one as the offering does."""
    provider = catalogue.providers.get(body.provider) if body.provider else None
    stated = provider or body
    members = stated.member_of
    return Body(
        "provider" if body.provider else "awarding_bodies",
        body.provider,
        stated.kind,
        stated.country,
        None if members is None else () if members == NONE else tuple(one.id for one in members),
        tuple(sorted((stated.identifiers or {}).items())),
    )


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that a rule asks: of which element, and what is wanted of it."""

    element: str
    wanted: Any

    @property
    def field(self) -> str:
        """The field of `Elements` that it asks about."""
        return _ASKS_ABOUT.get(self.element, self.element)

    def holds(self, stated: Any) -> Truth:
        """Whether it holds for what an offering states of the element."""
        return _TESTS[self.element](self.wanted, stated)

    def open_in(self, stated: Any) -> tuple[str, ...]:
        """The fields that would have to be stated to know, where it is unknown."""
        if self.element != "bodies":
            return (_FIELDS[self.element],)
        return tuple(
            field
            for body in stated
            if _body_holds(self.wanted, body) is None
            for field in _open_in_body(self.wanted, body)
        )

    def of_body(self, body: Body) -> Iterable[tuple[str, Any, Any, Truth]]:
        """Of a condition on awarding bodies: field of the rule, what is wanted, what a body states, whether it agrees."""
        stated: Mapping[str, tuple[str, Any]] = {
            "kind": ("kinds", body.kind),
            "provider": ("providers", body.provider),
            "country": ("countries", body.country),
            "member_of": ("alliances", body.alliances),
            "identifiers": ("identifiers", body.identifiers),
        }
        for field, truth in _of_body(self.wanted, body):
            name, found = stated[field]
            yield name, getattr(self.wanted, name), found, truth


def conditions_of(rule: Rule) -> tuple[Condition, ...]:
    """What a rule asks; all of it must hold."""
    origin, terms = rule.from_ or Origin(), rule.when or Terms()
    of_bodies = _OfBody(origin.kinds, origin.providers, origin.countries, origin.alliances, origin.identifiers)
    asked: tuple[tuple[str, Hashable], ...] = (
        ("offering", origin.offerings),
        ("bodies", of_bodies if of_bodies != _OfBody() else ()),
        ("frameworks", origin.frameworks),
        ("eqf", terms.eqf),
        ("level_basis", terms.level_basis),
        ("ects", terms.ects),
        ("isced_f", terms.isced_f),
        ("supervision", terms.supervision),
        ("supervision_of_one", terms.supervision_of_one),
        ("setting", terms.settings),
        ("languages", terms.languages),
        ("formats", terms.formats),
    )
    return tuple(Condition(element, wanted) for element, wanted in asked if wanted)


def stated_for(condition: Condition, elements: Elements) -> Any:
    """What an offering states of the element that a condition asks about."""
    return getattr(elements, condition.field)


# Two conditions ask about one element.
_ASKS_ABOUT = {"supervision_of_one": "supervision"}

# Where an element is stated, as fields of the format.
_FIELDS = {
    "frameworks": "quality_assurance",
    "eqf": "level.eqf",
    "level_basis": "level.basis",
    "ects": "workload.ects",
    "isced_f": "isced_f",
    "supervision": "assessment.supervision",
    "supervision_of_one": "assessment.supervision",
    "setting": "learning_setting",
    "languages": "languages",
    "formats": "credential.formats",
}


@dataclass(frozen=True, slots=True)
class _OfBody:
    """What must hold for one and the same awarding body."""

    kinds: tuple[str, ...] = ()
    providers: tuple[ProviderId, ...] = ()
    countries: tuple[str, ...] = ()
    alliances: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()


def _body_holds(wanted: _OfBody, body: Body) -> Truth:
    return all_of(truth for _, truth in _of_body(wanted, body))


def _of_body(wanted: _OfBody, body: Body) -> Iterable[tuple[str, Truth]]:
    """Each thing that is wanted of a body: the field that states it, and whether it holds."""
    if wanted.kinds:
        yield "kind", _one_of(wanted.kinds, body.kind)
    if wanted.providers:
        yield "provider", body.provider in wanted.providers  # a body without a folder is none of them
    if wanted.countries:
        yield "country", _one_of(wanted.countries, body.country)
    if wanted.alliances:
        members = body.alliances
        yield "member_of", None if members is None else any(one in wanted.alliances for one in members)
    if wanted.identifiers:
        yield "identifiers", _identified(wanted.identifiers, dict(body.identifiers))


def _identified(wanted: Collection[str], stated: Mapping[str, str]) -> Truth:
    """True where one of the identifiers is stated, false where all are stated to be none, else unknown."""
    return any_of(None if one not in stated else stated[one] != NONE for one in wanted)


def _open_in_body(wanted: _OfBody, body: Body) -> Iterable[str]:
    for field, truth in _of_body(wanted, body):
        if truth is None and field == "identifiers":
            stated = dict(body.identifiers)
            yield from (f"{body.place}.identifiers.{one}" for one in wanted.identifiers if one not in stated)
        elif truth is None:
            yield f"{body.place}.{field}"


def _one_of(wanted: Collection[Any], stated: Any) -> Truth:
    return None if stated is None else stated in wanted


def _some_of(wanted: Collection[Any], stated: Collection[Any] | None) -> Truth:
    """True where any of what is stated is wanted; unknown where nothing is stated."""
    return any(one in wanted for one in stated) if stated else None


def _within(wanted: Range, stated: Any) -> Truth:
    """Both bounds are inclusive."""
    if stated is None:
        return None
    return (wanted.min is None or wanted.min <= stated) and (wanted.max is None or stated <= wanted.max)


def _field_of_education(wanted: Collection[str], stated: Collection[str]) -> Truth:
    """By prefixes of ISCED-F; a stated code that is shorter than the prefix that it agrees with is unknown."""
    if not stated:
        return None
    return any_of(_agrees(prefix, code) for prefix in wanted for code in stated)


def _agrees(prefix: str, code: str) -> Truth:
    return True if code.startswith(prefix) else None if prefix.startswith(code) else False


def _every_assessment(wanted: Collection[str], stated: Collection[str | None]) -> Truth:
    return all_of(_one_of(wanted, one) for one in stated) if stated else None


def _one_assessment(wanted: Collection[str], stated: Collection[str | None]) -> Truth:
    return any_of(_one_of(wanted, one) for one in stated) if stated else None


def _applies(test: Callable[[Any, Any], Truth]) -> Callable[[Any, Any], Truth]:
    """Where a level is stated not to apply, what is asked of it is false."""
    return lambda wanted, stated: False if stated is False else test(wanted, stated)


_TESTS: Mapping[str, Callable[[Any, Any], Truth]] = {
    "offering": lambda wanted, stated: stated in wanted,
    "bodies": lambda wanted, stated: any_of(_body_holds(wanted, body) for body in stated),
    "frameworks": lambda wanted, stated: None if stated is None else any(one in wanted for one in stated),
    "eqf": _applies(_within),
    "level_basis": _applies(_one_of),
    "ects": _within,
    "isced_f": _field_of_education,
    "supervision": _every_assessment,
    "supervision_of_one": _one_assessment,
    "setting": _one_of,
    "languages": _some_of,
    "formats": _some_of,
}
