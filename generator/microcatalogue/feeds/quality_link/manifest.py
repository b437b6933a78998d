"""The manifests by which QualityLink finds the files: one of the catalogue, and one of each institution.

QualityLink looks for `/.well-known/quality-link-manifest.json` at the internet name of an institution, or for a DNS record there,
`v=qldiscover1; m=` and the address of a manifest. A catalogue of one institution that lies at its own name is found like
that; one below a path of its host, or at another name, is found by the DNS record. In a catalogue of several institutions each
has a manifest of its own for that record, and that of the catalogue, which speaks for none of them, names no institution.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...catalogue import Key
from ...edition import Edition
from ...model import NONE, Provider
from ...values import ProviderId, Text
from .. import turtle
from ..registry import VALIDATED, feed, record_feed
from ..writing import json_bytes
from .institutions import obstacles, orgreg, schac
from .records import FORMAT, ONE_INSTITUTION, TURTLE, takes

PATH = ".well-known/quality-link-manifest.json"
VERSION = "1.0"
SPECIFICATION = "https://specs.quality-link.eu/discovery.html#manifest"
ELM_VERSION = "3.3"
"""The version of the European Learning Model that the profile builds on."""


@feed(
    PATH,
    "Where QualityLink finds what this catalogue offers",
    records=lambda _: 1,
    version=VERSION,
    conforms_to=SPECIFICATION,
    format=FORMAT,
    validation=VALIDATED,
)
def of_the_catalogue(edition: Edition) -> Iterator[bytes]:
    institutions = [one for one in edition.catalogue.providers.values() if not obstacles(one)]
    settings = edition.catalogue.settings
    source = _source(edition, TURTLE, "catalogue", settings.title, settings.languages[0])
    yield json_bytes(_manifest(source, institutions[0] if len(institutions) == 1 else None))


@record_feed(
    "quality-link/providers/{id}.json",
    "Where QualityLink finds what an institution offers",
    kind="provider",
    media_type="application/json",
    version=VERSION,
    conforms_to=SPECIFICATION,
    format=FORMAT,
    validation=VALIDATED,
    takes=takes,
)
def of_an_institution(edition: Edition, key: Key) -> bytes:
    provider = edition.catalogue.providers[ProviderId(key[1])]
    path = ONE_INSTITUTION.replace("{id}", provider.id)
    return json_bytes(_manifest(_source(edition, path, provider.id, provider.name, provider.languages[0]), provider))


def _source(edition: Edition, path: str, name: str, title: Text, own: str) -> dict[str, Any]:
    return {
        "type": "elm",
        "path": f"{edition.base}{path}",
        "version": ELM_VERSION,
        "auth": {"type": "none"},
        # For hosts that do not know what a file is by its name.
        "contentType": turtle.MEDIA_TYPE,
        "id": name,
        "name": title.best("en", own)[1],
    }


def _manifest(source: dict[str, Any], provider: Provider | None) -> dict[str, Any]:
    return {"sources": [source], **({"meta": _meta(provider)} if provider else {})}


def _meta(provider: Provider) -> dict[str, str]:
    """The institution's identifiers, as far as it has them; its number in ETER is that in OrgReg."""
    stated = {name: value for name, value in (provider.identifiers or {}).items() if value != NONE}
    found = {
        "schac": schac(provider),
        "eterid": stated.get("eter") or orgreg(provider),
        "deqarid": stated.get("deqar", ""),
    }
    return {name: value for name, value in found.items() if value}
