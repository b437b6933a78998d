"""Education of the Finnish national catalogue, from its published test documents: synthetic text, real structure.

The search documents are the 41 that are published; the 44 of `koulutus` hold an archived one and two drafts besides.
Providers come from `oppilaitos`, prices from `toteutus`; `hakukohde` holds nothing that the format can say, since no
implementation has a date of start. Left out, because the source does not state it or the format cannot say it:

- EQF and national level: every record carries the same two placeholders (`eqf_01` and `eqf_02`);
- fields of study, participation and languages where the code is none of the national code list;
- start (a semester) and application periods (a run needs a start), and a price on which implementations differ;
- web addresses that are not https;
- editors, contact persons, e-mail and postal addresses: no part of the mapping reads them.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from .documents import Catalogue, Document, settings, stated
from .ids import slug, unique
from .texts import number, rich, text

FOLDER = "opintopolku"

_LANGUAGES = {
    "oppilaitoksenopetuskieli_1": "fi",
    "oppilaitoksenopetuskieli_2": "sv",
    "oppilaitoksenopetuskieli_4": "en",
}
_KINDS = {
    "oppilaitostyyppi_21": "vet-institution",
    "oppilaitostyyppi_41": "higher-education-institution",
    "oppilaitostyyppi_42": "higher-education-institution",
}
_HIGHER_EDUCATION = ("amk", "yo")
_CREDIT_POINT = "opintojenlaajuusyksikko_2"
_COMPETENCE_POINT = "opintojenlaajuusyksikko_6"


def records(shared: Path) -> Catalogue:
    """Give the catalogue; an id is the whole OID with hyphens, a provider's the Finnish name."""
    folder = shared / "realdata" / FOLDER
    education = {document["oid"]: document for document in _documents(folder, "koulutus-kouta-0")}
    institutions = {document["oid"]: document for document in _documents(folder, "oppilaitos-kouta-0")}
    prices = {document["oid"]: _price(document) for document in _documents(folder, "toteutus-kouta-0")}
    published = _documents(folder, "koulutus-kouta-search-0")
    organisations = {
        oid: institutions.get(oid, name)
        for document in published
        for oid, name in _organisations(document, education[document["oid"]]).items()
    }
    ids = unique(slug(organisation["nimi"]["fi"]) for organisation in organisations.values())
    providers = dict(zip(organisations, ids, strict=True))
    catalogue: Catalogue = {"catalogue.yml": _settings()}
    for oid, provider in providers.items():
        catalogue[f"{provider}/provider.yml"] = _provider(oid, organisations[oid])
    for document in published:
        detail = education[document["oid"]]
        offered_by = [providers[oid] for oid in _organisations(document, detail)]
        path = f"{offered_by[0]}/{slug(document['oid'])}.yml"
        catalogue[path] = _offering(document, detail, offered_by, prices)
    return catalogue


def _documents(folder: Path, prefix: str) -> list[dict[str, Any]]:
    file = next(folder.glob(f"{prefix}*.json"))
    lines = file.read_text(encoding="utf-8").splitlines()
    return [json.loads(line, parse_float=Decimal)["_source"] for line in lines]


def _organisations(document: dict[str, Any], detail: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Give who offers the education, by OID; the organisation that keeps the record where nobody does."""
    offered_by = {
        term["oppilaitosOid"]: {"nimi": term["nimi"]} for term in document["search_terms"] if "oppilaitosOid" in term
    }
    return offered_by or {detail["organisaatio"]["oid"]: {"nimi": detail["organisaatio"]["nimi"]}}


def _code(coded: dict[str, Any] | None) -> str:
    """Give the code without the version of its list (`#1`), which not every document states."""
    uri: str = (coded or {}).get("koodiUri", "")
    return uri.partition("#")[0]


def _settings() -> Document:
    title = {"en": "Test records of the Finnish national catalogue", "et": "Soome riikliku kataloogi proovikirjed"}
    return settings(title, "FI", "EUPL-1.2", "Europe/Helsinki")


def _provider(oid: str, organisation: dict[str, Any]) -> Document:
    return stated(
        name=text(organisation["nimi"]),
        kind=_KINDS.get(_code(organisation.get("oppilaitostyyppi"))),
        country="FI",
        homepage=_homepage(organisation),
        languages=["fi", "sv"],
        registers=[{"name": {"fi": "Opintopolku"}, "id": oid}],
    )


def _homepage(organisation: dict[str, Any]) -> str | None:
    published = (organisation.get("oppilaitos") or {}).get("metadata") or {}
    address = ((published.get("yhteystiedot") or {}).get("www") or {}).get("fi")
    return address if address and address.startswith("https://") else None


def _offering(
    document: dict[str, Any], detail: dict[str, Any], offered_by: list[str], prices: dict[str, Document]
) -> Document:
    outcomes = text(document["osaamistavoitteet"])
    return stated(
        title=text(document["nimi"]),
        description=rich(document["kuvaus"]),
        awarding_bodies=[{"provider": provider} for provider in offered_by] if len(offered_by) > 1 else [],
        learning_outcomes=[{"id": "outcome-1", "statement": outcomes}] if outcomes else [],
        workload=_workload(document),
        languages=_languages(document),
        opportunity_type="educational-programme" if detail["johtaaTutkintoon"] else None,
        price=_common_price(document, prices),
        identifiers={"opintopolku": document["oid"]},
    )


def _workload(document: dict[str, Any]) -> Document:
    """Credit points are ECTS in higher education and national points elsewhere; competence points are ECVET."""
    unit, extent = _code(document["opintojenLaajuusyksikko"]), document["opintojenLaajuusNumero"]
    if extent is None or unit not in (_CREDIT_POINT, _COMPETENCE_POINT):
        return {}
    if unit == _CREDIT_POINT and document["koulutustyyppi"] in _HIGHER_EDUCATION:
        return {"ects": number(extent)}
    system = "ecvet" if unit == _COMPETENCE_POINT else "national"
    return {"credits": [{"system": system, "points": number(extent)}]}


def _languages(document: dict[str, Any]) -> list[str]:
    codes = (code for term in document["search_terms"] for code in term.get("opetuskielet") or ())
    return list(dict.fromkeys(_LANGUAGES[code] for code in codes if code in _LANGUAGES))


def _price(implementation: dict[str, Any]) -> Document:
    """Give the price in euros, the currency of the service; empty where it states none."""
    teaching = (implementation["metadata"] or {}).get("opetus") or {}
    if teaching.get("maksullisuustyyppi") == "maksuton":
        return {"amount": 0, "currency": "EUR"}
    if teaching.get("maksunMaara") is None:
        return {}
    return {"amount": number(teaching["maksunMaara"]), "currency": "EUR"}


def _common_price(document: dict[str, Any], prices: dict[str, Document]) -> list[Document]:
    """Give the price that all published implementations of the education state alike."""
    terms = document["search_terms"]
    offered = [prices.get(term["toteutusOid"], {}) for term in terms if term.get("toteutusOid")]
    return [offered[0]] if offered and offered[0] and all(price == offered[0] for price in offered) else []
