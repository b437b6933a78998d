"""Who recognises what as a table for spreadsheets: a line an outcome, or a line for all offerings that share one.

RFC 4180. Words are those of the policy in the first language of the catalogue that it has; codes are the format's own.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from ..content import decimal_text
from ..edition import Edition
from ..model import RecognitionPolicy, Toward
from ..recognition import Share, credits_for, granted_ects
from ..values import Text
from .formulas import harmless
from .recognition import MOST, outcomes, published_shares, receivers
from .registry import API, feed

COLUMNS = (
    *("by", "purpose", "outcome", "offering", "offerings", "ects", "towards"),
    *("max_age_years", "min_grade", "other", "open_elements", "rules", "policy_adopted", "document"),
)
"""The columns; `offering` is empty where `offerings` says how many share the line."""

Line = dict[str, str]

_PIECE = 1 << 16


def _lines_of_all(edition: Edition) -> int:
    number = outcomes(edition)
    if number <= MOST:
        return number
    return sum(1 for policy in receivers(edition) for _ in published_shares(edition, policy.provider))


@feed(f"{API}/recognition.csv", "Who recognises what, as a table", records=_lines_of_all, media_type="text/csv")
def recognition_table(edition: Edition) -> Iterator[bytes]:
    """The table with its head, in UTF-8."""
    whole = outcomes(edition) <= MOST
    written = StringIO()
    table = csv.DictWriter(written, COLUMNS, restval="")
    table.writeheader()
    for line in (line for policy in receivers(edition) for line in _lines(edition, policy, whole)):
        table.writerow({name: harmless(text) for name, text in line.items()})
        if written.tell() > _PIECE:
            yield written.getvalue().encode()
            written.seek(0)
            written.truncate()
    yield written.getvalue().encode()


def _lines(edition: Edition, policy: RecognitionPolicy, whole: bool) -> Iterator[Line]:
    for share in published_shares(edition, policy.provider):
        line = _line(policy, share, edition)
        if whole:
            for offering in edition.offerings_in(share):
                ects = credits_for(share.grants, offering)
                yield line | {
                    "offering": offering.id,
                    "offerings": "1",
                    "ects": "" if ects is None else decimal_text(ects),
                }
        else:
            most = granted_ects(share.grants, None) if share.grants else None
            yield line | {
                "offerings": str(share.offerings.bit_count()),
                "ects": "" if most is None else decimal_text(most),
            }


def _line(policy: RecognitionPolicy, share: Share, edition: Edition) -> Line:
    rule = share.deciding
    asks = rule.asks if rule else None

    def words(text: Text | None) -> str:
        return text.best(*edition.catalogue.settings.languages)[1] if text else ""

    return {
        "by": policy.provider,
        "purpose": share.purpose,
        "outcome": share.outcome,
        "towards": "; ".join(one.offering or one.pathway or words(one.title) for one in _towards(share, edition)),
        "max_age_years": decimal_text(asks.max_age_years) if asks and asks.max_age_years is not None else "",
        "min_grade": words(asks.min_grade) if asks else "",
        "other": words(asks.other) if asks else "",
        "open_elements": _joined(share.open_elements),
        "rules": _joined(one.id for one in share.rules),
        "policy_adopted": policy.adopted.isoformat(),
        "document": policy.document,
    }


def _towards(share: Share, edition: Edition) -> Iterator[Toward]:
    """What credits count towards, less drafts."""
    draft = edition.catalogue.is_draft
    for one in share.grants.towards if share.grants else ():
        if not draft("offering", one.offering or "") and not draft("pathway", one.pathway or ""):
            yield one


def _joined(texts: Iterable[str]) -> str:
    return " ".join(texts)
