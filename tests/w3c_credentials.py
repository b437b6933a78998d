"""The terms of the W3C's context for credentials (version 1) that a European Digital Credential uses, written from its text.

The context itself lies on a server, and tests ask none.
"""

from __future__ import annotations

_CREDENTIALS = "https://www.w3.org/2018/credentials#"
_TIME = "http://www.w3.org/2001/XMLSchema#dateTime"

CONTEXT = {
    "id": "@id",
    "type": "@type",
    "VerifiableCredential": f"{_CREDENTIALS}VerifiableCredential",
    **{
        name: {"@id": f"{_CREDENTIALS}{name}", "@type": "@id"}
        for name in ("credentialSchema", "credentialStatus", "credentialSubject", "evidence", "holder", "issuer")
    },
    **{
        name: {"@id": f"{_CREDENTIALS}{name}", "@type": _TIME}
        for name in ("expirationDate", "issuanceDate", "issued", "validFrom", "validUntil")
    },
}
