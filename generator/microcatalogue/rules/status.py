"""Rules on the state of records: withdrawn, ceased, quality assurance that has to be there, the catalogue's settings."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..catalogue import Catalogue
from ..diagnostics import Severity
from ..model import Offering, Provider, QualityAssurance, Settings
from ..stated import Stated
from ..theme import translated_languages
from .registry import Problem, at, rule


@rule(
    "withdrawn-without-reason",
    Severity.ERROR,
    "Withdrawn without date or reason",
    on="offering",
    message="a withdrawn offering says when and why; “{field}” is missing",
    hint="write {example}",
    why="Holders of the credential and harvesters have to know since when it is no longer offered.",
    wrong="status: withdrawn",
    right="status: withdrawn\nwithdrawn_on: 2026-08-31\nwithdrawal_reason: {en: Replaced by a longer course.}",
)
def withdrawn_without_reason(offering: Offering, _catalogue: Catalogue) -> Iterator[Problem]:
    examples = {
        "withdrawn_on": "withdrawn_on: 2026-08-31",
        "withdrawal_reason": "withdrawal_reason: {en: Replaced by a newer offering.}",
    }
    if offering.status == "withdrawn":
        for field, example in examples.items():
            if getattr(offering, field) is None:
                yield at("status", field=field, example=example)


@rule(
    "not-withdrawn",
    Severity.ERROR,
    "Words of a withdrawal on an offering that is not withdrawn",
    on="offering",
    message="“{field}” is stated, but the status is “{status}”",
    hint="write status: withdrawn, or delete the field",
    why="Readers would not know whether they can still enrol.",
    wrong="status: active\nwithdrawn_on: 2026-08-31",
    right="status: withdrawn\nwithdrawn_on: 2026-08-31\nwithdrawal_reason: {en: Replaced by a newer offering.}",
)
def not_withdrawn(offering: Offering, _catalogue: Catalogue) -> Iterator[Problem]:
    if offering.status != "withdrawn":
        for field in ("withdrawn_on", "withdrawal_reason", "replaced_by", "holders_keep"):
            if getattr(offering, field) is not None:
                yield at(field, key=True, field=field, status=offering.status)


@rule(
    "ceased-without-date",
    Severity.ERROR,
    "Ceased provider without a date",
    on="provider",
    message="a provider that has ceased says when",
    hint="write ceased_on: 2026-08-31",
    why="Holders of its credentials have to know until when it could confirm them.",
    wrong="status: ceased",
    right="status: ceased\nceased_on: 2026-08-31",
)
def ceased_without_date(provider: Provider, _catalogue: Catalogue) -> Iterator[Problem]:
    if provider.status == "ceased" and provider.ceased_on is None:
        yield at("status")


@rule(
    "ceased-provider-offers",
    Severity.WARNING,
    "Ceased provider that still offers",
    on="offering",
    message="the provider has ceased, but this offering is “{status}”",
    hint="write status: withdrawn with the date and the reason, or correct the provider's status",
    why="Learners would apply to an organisation that is no longer there.",
    wrong="# provider.yml: status: ceased\nstatus: active",
    right="status: withdrawn\nwithdrawn_on: 2026-08-31\nwithdrawal_reason: {en: The provider has ceased.}",
)
def ceased_provider_offers(offering: Offering, catalogue: Catalogue) -> Iterator[Problem]:
    provider = catalogue.providers.get(offering.provider)
    if provider and provider.status == "ceased" and offering.status in ("active", "suspended"):
        yield at("status", status=offering.status)


@rule(
    "no-quality-assurance",
    Severity.ERROR,
    "No quality assurance",
    on="offering",
    message="neither the offering nor its provider states any quality assurance (Annex I, element 11)",
    hint="state quality_assurance in provider.yml, or here for this offering alone; an internal procedure counts too",
    why="It is the first thing that a recognition officer asks for.",
    wrong="# neither provider.yml nor the offering has quality_assurance",
    right="quality_assurance: [{id: internal, type: internal, framework: internal-only, title: {en: Yearly course review}}]",
    source="Annex I, element 11",
)
def no_quality_assurance(offering: Offering, catalogue: Catalogue) -> Iterator[Problem]:
    provider = catalogue.providers.get(offering.provider)
    if provider and not provider.quality_assurance and not offering.quality_assurance:
        gap = Severity.WARNING if catalogue.settings.incomplete == "mark" else None
        yield at(severity=gap)


@rule(
    "agency-missing",
    Severity.ERROR,
    "External quality assurance without its agency",
    on=("provider", "offering"),
    message="quality assurance of type “{type}” names the agency that stands behind it; “agency” is missing",
    hint="add agency: {{name: …, country: …, homepage: …}}, or write type: internal",
    why="External quality assurance is worth as much as the agency that did it.",
    wrong="quality_assurance: [{id: review, type: institutional-license, framework: esg, title: {en: Review}}]",
    right=(
        "quality_assurance: [{id: review, type: institutional-license, framework: esg, title: {en: Review}, "
        "agency: {name: {en: Example Agency}, country: EE, homepage: https://agency.example.org/}}]"
    ),
    source="Annex II, principle 1",
)
def agency_missing(record: Provider | Offering, _catalogue: Catalogue) -> Iterator[Problem]:
    for index, entry in enumerate(record.quality_assurance):
        if isinstance(entry, QualityAssurance) and entry.type != "internal" and entry.agency is None:
            yield at("quality_assurance", index, type=entry.type)


@rule(
    "unknown-time-zone",
    Severity.ERROR,
    "Unknown time zone",
    on="catalogue",
    message="there is no time zone “{zone}”",
    hint="write a name such as Europe/Tallinn, Europe/Brussels or Europe/Lisbon",
    why="A deadline ends at 23:59 in this time zone.",
    wrong="time_zone: Tallinn",
    right="time_zone: Europe/Tallinn",
)
def unknown_time_zone(settings: Settings, _catalogue: Catalogue) -> Iterator[Problem]:
    try:
        ZoneInfo(settings.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield at("time_zone", zone=settings.time_zone)


@rule(
    "base-url-without-slash",
    Severity.ERROR,
    "Base address without a slash at the end",
    on="catalogue",
    message="base_url has to end in a slash",
    hint="write {right}",
    why="The addresses of all records are made by adding to it; they have to be right for years.",
    wrong="base_url: https://catalogue.example.org/microcredentials",
    right="base_url: https://catalogue.example.org/microcredentials/",
)
def base_url_without_slash(settings: Settings, _catalogue: Catalogue) -> Iterator[Problem]:
    if not settings.base_url.endswith("/") or "?" in settings.base_url or "#" in settings.base_url:
        yield at("base_url", right=settings.base_url.split("?")[0].split("#")[0].rstrip("/") + "/")


@rule(
    "untranslated-site-language",
    Severity.WARNING,
    "Language of the site without translations",
    on="catalogue",
    message="the words of the interface are not translated into “{language}”; pages in it show English ones",
    hint="leave the language out, or add the catalogue of translations {language}.po to the theme",
    why="Readers and screen readers expect a page in the language that it says it is in.",
    wrong="languages: [en, mt]",
    right="languages: [en, et]",
)
def untranslated_site_language(settings: Settings, _catalogue: Catalogue) -> Iterator[Problem]:
    for index, language in enumerate(settings.languages):
        if language not in translated_languages():
            yield at("languages", index, language=language)


# Licences under which metadata is usually published, by SPDX identifier.
_LICENCES = frozenset(
    [
        "CC0-1.0",
        "CC-BY-4.0",
        "CC-BY-3.0",
        "CC-BY-SA-4.0",
        "CC-BY-SA-3.0",
        "CC-BY-NC-4.0",
        "CC-BY-NC-SA-4.0",
        "CC-BY-ND-4.0",
        "PDDL-1.0",
        "ODC-By-1.0",
        "ODbL-1.0",
        "DL-DE-BY-2.0",
        "DL-DE-ZERO-2.0",
        "etalab-2.0",
        "OGL-UK-3.0",
        "NLOD-2.0",
        "EUPL-1.2",
    ]
)


@rule(
    "unknown-licence",
    Severity.WARNING,
    "Licence that is not known by this name",
    on="catalogue",
    message="“{licence}” is no SPDX identifier of a licence for metadata that is known here",
    hint="write the identifier from the SPDX list, for example CC-BY-4.0 or CC0-1.0",
    why="Harvesters may only reuse what says under which licence.",
    wrong="licence: Creative Commons",
    right="licence: CC-BY-4.0",
)
def unknown_licence(settings: Settings, _catalogue: Catalogue) -> Iterator[Problem]:
    if settings.licence not in _LICENCES:
        yield at("licence", licence=settings.licence)


@rule(
    "upside-down-range",
    Severity.ERROR,
    "Range whose lower bound is above its upper one",
    of=("",),
    message="min {least} is above max {most}",
    hint="exchange the two",
    why="Nothing can lie in such a range.",
    wrong="hours_per_ects: {min: 30, max: 25}",
    right="hours_per_ects: {min: 25, max: 30}",
)
def upside_down_range(value: Stated, _catalogue: Catalogue) -> Iterator[Problem]:
    bounds = value.value
    if isinstance(bounds, dict) and "min" in value.node.get("properties", {}) and {"min", "max"} <= bounds.keys():
        yield from _reversed(value, bounds["min"], bounds["max"])


def _reversed(value: Stated, least: Decimal | int, most: Decimal | int) -> Iterator[Problem]:
    if least > most:
        yield at(*value.path, "min", least=least, most=most)
