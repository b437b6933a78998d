"""What counts towards what, as edges: offerings in steps of pathways, what pathways lead to, and stated stacking.

An offering counts in the first step of a pathway that lists it; drafts are no part of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from ..catalogue import Catalogue
from ..content import decimal_text
from ..edition import Edition
from ..model import Offering, Pathway, Qualification
from ..progress import COUNT, ECTS, Need, needs_of
from ..stacking import offering_credits
from .api import envelope_around
from .record import is_published
from .registry import API, feed
from .writing import coded, json_bytes, stated_fields

PATH = f"{API}/stacking.json"

Json = dict[str, Any]


def _records(edition: Edition) -> int:
    return sum(1 for _ in edges(edition))


@feed(PATH, "What counts towards what", records=_records, schema="stacking")
def stacking(edition: Edition) -> Iterator[bytes]:
    """Every edge, those of pathways first, in order of id."""
    yield from envelope_around(edition, {}, _records(edition), map(json_bytes, edges(edition)))


def edges(edition: Edition) -> Iterator[Json]:
    """What counts towards what, edge by edge."""
    catalogue = edition.catalogue
    for pathway in catalogue.published_pathways:
        for number, need in enumerate(needs_of(pathway, catalogue), 1):
            yield from (_counting(ref, pathway, number, need, catalogue) for ref in need.offerings)
        document = catalogue.documents["pathway", pathway.id]
        stated = stated_fields("pathway", document, partial(is_published, edition))
        if "leads_to" in stated:
            yield {"relation": "leads-to", "pathway": pathway.id, "to": stated["leads_to"]}
    for offering in catalogue.published_offerings:
        yield from _stacking_into(offering, catalogue)


def _counting(ref: str, pathway: Pathway, number: int, need: Need, catalogue: Catalogue) -> Json:
    ects = offering_credits(catalogue.offerings[ref].id, catalogue)
    return {
        "relation": "counts-in-step",
        "offering": ref,
        "pathway": pathway.id,
        "step": number,
        "choose": _choice(need),
        **({"ects": decimal_text(ects)} if ects is not None else {}),
    }


def _choice(need: Need) -> Any:
    """What the step asks for, as files state it."""
    if need.kind == COUNT:
        return {"count": int(need.needed)}
    return {"ects": decimal_text(need.needed)} if need.kind == ECTS else "all"


def _stacking_into(offering: Offering, catalogue: Catalogue) -> Iterator[Json]:
    for option in offering.stackability.into if offering.stackability else ():
        if option.offering and catalogue.is_draft("offering", option.offering):
            continue
        into = {"offering": option.offering} if option.offering else _qualification(option.qualification)
        counted = {"ects": decimal_text(option.ects)} if option.ects is not None else {}
        yield {"relation": "stacks-into", "offering": offering.id, "to": into, **counted}


def _qualification(stated: Qualification | None) -> Json:
    if stated is None:
        return {}
    return {
        "title": dict(stated.title),
        **({"eqf": coded("eqf", str(stated.eqf))} if stated.eqf is not None else {}),
        **({"ects": decimal_text(stated.ects)} if stated.ects is not None else {}),
        **({"homepage": stated.homepage} if stated.homepage else {}),
    }
