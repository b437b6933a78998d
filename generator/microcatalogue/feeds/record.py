"""One record as the JSON feed publishes it: what every record says of itself, then all that its file states."""

from __future__ import annotations

from functools import partial
from typing import Any

from ..catalogue import Key
from ..content import decimal_text
from ..edition import Edition
from ..history import RecordHistory
from ..model import Offering, Pathway
from ..schema import Node
from ..stacking import pathway_credits
from ..urls import iri, page
from .registry import SCHEMA_VERSION
from .writing import coded, stated_fields


def record(edition: Edition, key: Key) -> dict[str, Any]:
    """The record of a kind and id, as an item of a feed and as a file of its own."""
    kind, record_id = key
    document = edition.catalogue.documents[key]
    stated = stated_fields(kind, document, partial(is_published, edition))
    return stated | _defaults(edition, key) | _identity(edition, kind, record_id) | _dates(edition.past(key))


def is_published(edition: Edition, node: Node, ref: str) -> bool:
    """Whether a reference is published: drafts appear nowhere, so references to them are not either."""
    return not any(edition.catalogue.is_draft(kind, ref) for kind in node["x-ref"])


def _identity(edition: Edition, kind: str, record_id: str) -> dict[str, Any]:
    catalogue = edition.catalogue
    shown = "provider" if kind == "recognition-policy" else kind
    fragment = "#recognition-policy" if kind == "recognition-policy" else ""
    languages = catalogue.settings.languages
    past = edition.past((kind, record_id))
    source = {"path": f"{edition.folder}/{catalogue.file(kind, record_id)}"}
    return {
        "schema_version": SCHEMA_VERSION,
        "id": record_id,
        "iri": iri(edition.base, kind, record_id),
        "record_kind": kind,
        "content_hash": catalogue.content_hashes[kind, record_id],
        "licence": catalogue.settings.licence,
        "source": source | ({"commit": past.commit} if past and past.commit else {}),
        "pages": {code: f"{edition.base}{page(code, shown, record_id)}{fragment}" for code in languages},
    }


def _dates(past: RecordHistory | None) -> dict[str, Any]:
    """Dates and version come from git; without it they are absent."""
    if past is None:
        return {}
    return {"version": past.version, "created": _time(past.created), "modified": _time(past.modified)}


def _time(moment: Any) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")  # type: ignore[no-any-return]


def _defaults(edition: Edition, key: Key) -> dict[str, Any]:
    """What holds where a file states nothing, so that readers need not know the defaults of the format."""
    kind, record_id = key
    catalogue = edition.catalogue
    if kind == "offering":
        return _offering_defaults(edition, catalogue.offerings[record_id])
    if kind == "pathway":
        return _pathway_defaults(edition, catalogue.pathways[record_id])
    if kind == "provider":
        return {"status": coded("provider-status", catalogue.providers[record_id].status)}
    return {"provider": record_id, "status": coded("pathway-status", "active")}


def _offering_defaults(edition: Edition, offering: Offering) -> dict[str, Any]:
    catalogue = edition.catalogue
    defaults: dict[str, Any] = {
        "provider": offering.provider,
        "status": coded("offering-status", offering.status),
        "default_language": coded("language", catalogue.default_language(offering)),
        "opportunity_type": coded("opportunity-type", offering.opportunity_type),
    }
    if not offering.awarding_bodies:
        defaults["awarding_bodies"] = [{"provider": offering.provider}]
    if not offering.quality_assurance and (entries := catalogue.quality_assurance(offering)):
        defaults["quality_assurance"] = [entry.id for entry in entries]
    return defaults


def _pathway_defaults(edition: Edition, pathway: Pathway) -> dict[str, Any]:
    credits = pathway_credits(pathway, edition.catalogue)
    brings = {"least": decimal_text(credits.least), "most": decimal_text(credits.most)}
    return {
        "provider": pathway.provider,
        "status": coded("pathway-status", pathway.status),
        "ects": brings | ({"target": decimal_text(credits.target)} if credits.target is not None else {}),
    }
