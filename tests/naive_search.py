"""What an offering has in each facet, read off its YAML, and what is left of a catalogue under given choices.

Slow and plain, and shares no code with the generator: tests hold the page to it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

Codes = dict[str, set[str]]


@dataclass
class Records:
    """The documents of a catalogue folder by id."""

    offerings: dict[str, dict[str, Any]] = field(default_factory=dict)
    providers: dict[str, dict[str, Any]] = field(default_factory=dict)
    pathways: dict[str, dict[str, Any]] = field(default_factory=dict)


def records_in(folder: Path) -> Records:
    """All published documents; scalars stay text."""
    found = Records()
    for path in sorted(folder.glob("*/**/*.yml")):
        document = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - text alone
        provider = path.relative_to(folder).parts[0]
        if document.get("status") == "draft":
            continue
        if path.parent.name == "pathways":
            found.pathways[f"{provider}/{path.stem}"] = document
        elif path.stem == "provider":
            found.providers[provider] = document
        elif path.stem != "recognition-policy":
            found.offerings[f"{provider}/{path.stem}"] = document
    return found


def codes_of(offering: str, records: Records, today: date) -> Codes:
    """The codes of an offering in every facet, those of a day included."""
    document = records.offerings[offering]
    provider_id = offering.split("/")[0]
    provider = records.providers[provider_id]
    runs = document.get("runs", [])
    bodies = document.get("awarding_bodies") or [{"provider": provider_id}]
    level, needs = document.get("level", {}), document.get("prerequisites", {})
    funding = [one["scheme"] for one in document.get("funding", [])]
    free = is_free(document)
    entries = {one["id"]: one for one in provider.get("quality_assurance", [])}
    cited = document.get("quality_assurance") or list(entries)
    quality = [entries[one] if isinstance(one, str) else one for one in cited]
    stacks = document.get("stackability", {})
    return {
        "field": {code[:length] for code in document.get("isced_f", []) for length in (2, 3, 4) if length <= len(code)},
        "level": {level["eqf"]} if "eqf" in level else set(),
        "nqf": {f"{level['nqf']['framework']}/{level['nqf']['level']}"} if "nqf" in level else set(),
        "participation": {
            *document.get("participation", []),
            *(r["participation"] for r in runs if "participation" in r),
        },
        "language": {*document.get("languages", []), *(code for run in runs for code in run.get("languages", []))},
        "country": {
            country
            for one in bodies
            if (country := records.providers[one["provider"]].get("country") if "provider" in one else one["country"])
        },
        "funding": {
            *funding,
            *(["free-of-charge"] if free else []),
            *(["free-or-funded"] if free or funding else []),
        },
        "target-group": set(document.get("target_groups", [])),
        "stackability": {stacks["option"]} if stacks else set(),
        "provider": {provider_id},
        "kind": {provider["kind"]} if "kind" in provider else set(),
        "times": {one for run in runs for one in run.get("times", [])},
        "setting": {document["learning_setting"]} if "learning_setting" in document else set(),
        "entry": {"none"} if needs.get("none") == "true" else set(),
        "entry-language": {f"{code}-{cefr.lower()}" for code, cefr in needs.get("language_level", {}).items()},
        "validation": {"available"} if document.get("validation", {}).get("available") == "true" else set(),
        "access": {
            name.replace("_", "-")
            for name in ("step_free", "captions", "sign_language", "easy_read")
            if document.get("access", {}).get(name) == "true"
        },
        "assessment": {one["type"] for one in document.get("assessment", [])},
        "supervision": {one["supervision"] for one in document.get("assessment", []) if "supervision" in one},
        "quality": {one["framework"] for one in quality if counts(one, today)},
        "transition": set(document.get("transitions", [])),
        "occupation": {one["uri"].rsplit("/", 1)[1] for one in document.get("esco_occupations", [])},
        "region": set(regions(document, provider)),
        "into": {
            *(one.replace("/", "~") for one in records.pathways if offering in steps_of(records.pathways[one])),
            *(one["offering"].replace("/", "~") for one in stacks.get("into", []) if "offering" in one),
        },
        "credits": bands(figures(document)["credits"], (None, 2, 4, 7, 16, None)),
        "hours-a-week": bands(figures(document)["hours-a-week"], (None, 4, 8, 16, None)),
        "price": bands(figures(document)["price"], (0, 1, 100, 300, 1000, None)),
        "apply": set(applying(document, today)),
        "starts": set(starting(document, today)),
    }


def regions(document: Mapping[str, Any], provider: Mapping[str, Any]) -> Iterator[str]:
    """Where it takes place, else where the provider is, with the wider regions (three, four and five letters)."""
    stated = [run["place"]["region"] for run in document.get("runs", []) if "region" in run.get("place", {})]
    for code in stated or [provider[name] for name in ("region",) if name in provider]:
        yield from (code[:length] for length in range(3, len(code) + 1))


def steps_of(pathway: Mapping[str, Any]) -> set[str]:
    """The offerings that a pathway lists."""
    return {one for step in pathway.get("steps", []) for one in step.get("offerings", [])}


def bands(values: set[float], bounds: tuple[int | None, ...]) -> set[str]:
    """In which bands some figures are; the upper bound is no part of a band."""
    return {
        f"{'' if low is None else low}-{'' if high is None else high}"
        for low, high in pairwise(bounds)
        for one in values
        if (low is None or one >= low) and (high is None or one < high)
    }


def is_free(document: Mapping[str, Any]) -> bool:
    """Whether a price of nothing is stated for it, or for each of its runs."""
    runs = document.get("runs", [])

    def nothing(prices: list[dict[str, str]]) -> bool:
        return any(float(price["amount"]) == 0 for price in prices)

    return nothing(document.get("price", [])) or (bool(runs) and all(nothing(run.get("price", [])) for run in runs))


def counts(entry: Mapping[str, Any], today: date) -> bool:
    """Whether a piece of quality assurance counts on a day."""
    expired = "expires" in entry and date.fromisoformat(entry["expires"]) < today
    return entry.get("decision") not in ("negative", "withdrawn") and not expired


def coming(document: Mapping[str, Any], today: date) -> Iterator[Mapping[str, Any]]:
    """The runs of an active offering that one can still take part in."""
    if document.get("status", "active") != "active":
        return
    for run in document.get("runs", []):
        if run.get("status") in ("full", "cancelled"):
            continue
        if "apply_by" in run:
            if date.fromisoformat(run["apply_by"]) < today:
                continue
        elif "starts" in run and run.get("rolling") != "true":
            last = run["starts"] if len(run["starts"]) == 10 else f"{run['starts']}-31"
            if last < today.isoformat():
                continue
        yield run


def applying(document: Mapping[str, Any], today: date) -> Iterator[str]:
    """Open now, and within how many days it closes."""
    for run in coming(document, today):
        opened = "apply_from" not in run or date.fromisoformat(run["apply_from"]) <= today
        if opened and ("apply_by" in run or run.get("rolling") == "true" or run.get("status") == "open"):
            yield "open"
        if "apply_by" in run:
            closes = date.fromisoformat(run["apply_by"])
            yield from (str(days) for days in (14, 30, 60) if closes <= today + timedelta(days))


def starting(document: Mapping[str, Any], today: date) -> Iterator[str]:
    """The months in which it starts."""
    for run in coming(document, today):
        if run.get("rolling") == "true":
            yield "any-time"
        elif "starts" in run:
            yield run["starts"][:7]


def figures(document: Mapping[str, Any]) -> dict[str, set[float]]:
    """Credits, hours a week, and the price in euro."""
    ects = document.get("workload", {}).get("ects")
    hours = {float(run["hours_per_week"]) for run in document.get("runs", []) if "hours_per_week" in run}
    cost = price_of(document)
    return {
        "credits": {float(ects)} if ects else set(),
        "hours-a-week": hours,
        "price": set() if cost is None else {cost},
    }


def price_of(document: Mapping[str, Any]) -> float | None:
    """What everybody pays at least, or, where all prices are for some alone, what nobody pays more than; None if unknown."""
    if is_free(document):
        return 0.0
    prices = document.get("price") or [price for run in document.get("runs", []) for price in run.get("price", [])]
    for_all = [price for price in prices if "audience" not in price]
    sums = [paid(price, document) for price in for_all or prices]
    known = [one for one in sums if one is not None]
    if not known or (not for_all and len(known) < len(sums)):
        return None
    return min(known) if for_all else max(known)


def paid(price: Mapping[str, str], document: Mapping[str, Any]) -> float | None:
    """A price as a sum in euro; a price a month is none."""
    amount = float(price["amount"])
    if amount == 0:
        return amount
    if price["currency"] != "EUR" or price.get("per") == "month":
        return None
    if price.get("per") == "ects":
        ects = document.get("workload", {}).get("ects")
        return amount * float(ects) if ects else None
    return amount


def left(
    records: Records,
    today: date,
    choices: Mapping[str, set[str]],
    ranges: Mapping[str, tuple[float, float]] | None = None,
) -> dict[str, Codes]:
    """The offerings that fit all choices, with their codes: any within a facet, all between. Withdrawn ones are left out."""
    found = {}
    for offering, document in records.offerings.items():
        codes, stated = codes_of(offering, records, today), figures(document)
        fits = all(codes[name] & wanted for name, wanted in choices.items() if name not in (ranges or {}))
        within = all(any(low <= one <= high for one in stated[name]) for name, (low, high) in (ranges or {}).items())
        if document.get("status") != "withdrawn" and fits and within:
            found[offering] = codes
    return found


def numbers(
    records: Records,
    today: date,
    facet: str,
    choices: Mapping[str, set[str]],
    ranges: Mapping[str, tuple[float, float]] | None = None,
) -> Counter[str]:
    """How many there are of each value of a facet when the choice in it is set aside."""
    others = {name: wanted for name, wanted in choices.items() if name != facet}
    return Counter(code for codes in left(records, today, others, ranges).values() for code in codes[facet])


def pretty(choices: Mapping[str, set[str]]) -> str:
    """The choices as the query of an address."""
    return "&".join(f"{name}={','.join(sorted(values))}" for name, values in choices.items())


def as_json(found: Mapping[str, Codes]) -> str:
    """For messages of tests."""
    return json.dumps({one: sorted(codes["provider"]) for one, codes in found.items()})
