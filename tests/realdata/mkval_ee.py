"""Micro-credentials and micro-degrees of nine Estonian universities and colleges, collected from their pages.

250 records with 156 distinct `@id`: 82 ids stand twice or more, which makes 94 surplus records. Most of these repeat the
first word for word or differ in a deadline; three share the address of a list and are different micro-credentials.
Left out, because the source does not state it or the format cannot say it:

- a deadline without a start (a run needs a start), and the field `muu`, which says "other";
- level, assessment, participation, quality assurance, ISCED field and the providers' pages: nowhere stated;
- the language of a text: the source tags none, and all are read as Estonian, an English title among them.

Summaries of more than 300 characters are cut; outcomes come cut at 320 characters and stay so.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from .documents import Catalogue, Document, settings, stated
from .ids import slug, slug_of_url, unique
from .texts import SUMMARY_LIMIT, number, text

SOURCE = "mkval-ee/catalog.jsonld"
_UNSPECIFIC_FIELD = "muu"


def records(shared: Path, repeats: bool = False) -> Catalogue:
    """Give the catalogue; with `repeats` also the surplus records, each as an offering with the same identifier.

    An id is the last segment of the `@id`. The first record of an `@id` has the same id in both variants.
    """
    source = _read(shared)
    firsts, surplus = _apart(source)
    names = tuple(dict.fromkeys(record["provider"]["name"] for record in source))
    providers = dict(zip(names, unique(map(slug, names)), strict=True))
    catalogue: Catalogue = {"catalogue.yml": _settings()}
    for name, provider in providers.items():
        own = [record for record in firsts if record["provider"]["name"] == name]
        ids = unique(slug_of_url(record["@id"]) for record in own)
        if repeats:
            again = [record for record in surplus if record["provider"]["name"] == name]
            ids += unique((slug_of_url(record["@id"]) for record in again), taken=ids)
            own += again
        catalogue[f"{provider}/provider.yml"] = _provider(name)
        for offering, record in zip(ids, own, strict=True):
            catalogue[f"{provider}/{offering}.yml"] = _offering(record)
    return catalogue


def _read(shared: Path) -> list[dict[str, Any]]:
    content = (shared / "realdata" / SOURCE).read_text(encoding="utf-8")
    graph: list[dict[str, Any]] = json.loads(content, parse_float=Decimal)["@graph"]
    return graph


def _apart(source: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Give the first record of each `@id` and, apart, all later ones, both in the order of the source."""
    seen: set[str] = set()
    firsts: list[dict[str, Any]] = []
    surplus: list[dict[str, Any]] = []
    for record in source:
        (surplus if record["@id"] in seen else firsts).append(record)
        seen.add(record["@id"])
    return firsts, surplus


def _settings() -> Document:
    title = {
        "en": "Micro-credentials of Estonian universities",
        "et": "Eesti kõrgkoolide mikrokvalifikatsioonitunnistused",
    }
    return settings(title, "EE", "Apache-2.0", "Europe/Tallinn")


def _provider(name: str) -> Document:
    """All nine are universities or colleges of professional higher education."""
    return {
        "name": text({"et": name}),
        "kind": "higher-education-institution",
        "country": "EE",
        "languages": ["et"],
    }


def _offering(record: dict[str, Any]) -> Document:
    return stated(
        title=text({"et": record["name"]}),
        summary=text({"et": record["summary"]}, SUMMARY_LIMIT),
        homepage=record["url"] if record["url"].startswith("https://") else None,
        learning_outcomes=[
            {"id": f"outcome-{place}", "statement": text({"et": outcome})}
            for place, outcome in enumerate(record.get("learningOutcome", ()), start=1)
        ],
        workload=_workload(record),
        languages=[record["language"]],
        runs=_runs(record),
        keywords=None if record["field"] == _UNSPECIFIC_FIELD else {"et": [record["field"]]},
        identifiers={"mkval": record["@id"]},
    )


def _workload(record: dict[str, Any]) -> Document:
    return {"ects": number(record["ectsCredits"])} if "ectsCredits" in record else {}


def _runs(record: dict[str, Any]) -> list[Document]:
    if "startDate" not in record:
        return []
    return [stated(id="run-1", starts=record["startDate"], apply_by=record.get("registrationDeadline"))]
