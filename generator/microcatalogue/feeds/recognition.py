"""What every policy comes to for every offering, as feeds: whole, as a table, and one file an organisation.

OUTPUTS.md: an outcome says by whom, for what, by which rules and on what evidence; "no rule" is not published. Of many
outcomes the whole list is an index of the files of the organisations, in which offerings with one outcome share a line.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from ..content import decimal_text
from ..edition import Edition
from ..model import RecognitionPolicy, Rule
from ..recognition import NO_RULE, Possibility, Share, credits_for
from ..site_file import Planned, SiteFile
from ..urls import iri
from ..values import ProviderId
from .api import envelope_around
from .record import is_published
from .registry import API, feed
from .schemas import schema_path
from .writing import coded, json_bytes, stated_fields

MOST = 100_000
"""So many outcomes are published in one list."""

LINES = "recognition-outcomes"
"""The name of the schema of a line in the file of an organisation."""

Json = dict[str, Any]


def receivers(edition: Edition) -> tuple[RecognitionPolicy, ...]:
    """The policies that come to something for an offering, in order of id."""
    policies = edition.catalogue.policies
    found = (provider for provider in edition.receivers() if any(published_shares(edition, provider)))
    return tuple(policies[provider] for provider in found)


ONE_ORGANISATION = f"{API}/recognition/{{provider}}.ndjson"
"""Where the outcomes of an organisation lie."""


def path_of(policy: RecognitionPolicy) -> str:
    """The file of the outcomes of one policy."""
    return ONE_ORGANISATION.replace("{provider}", policy.provider)


def planned_outcomes(edition: Edition) -> Iterator[Planned]:
    """One file an organisation: a line for all offerings with one outcome."""
    for policy in receivers(edition):
        yield Planned(path_of(policy), partial(_file, edition, policy.provider), lasting=True)


def _file(edition: Edition, provider: ProviderId) -> SiteFile:
    policy = edition.catalogue.policies[provider]
    writer = _Writer(edition, policy)
    lines = [json_bytes(writer.line(share)) for share in published_shares(edition, provider)]
    return SiteFile(path_of(policy), b"".join(lines), edition.catalogue.file("recognition-policy", provider))


def published_shares(edition: Edition, provider: ProviderId) -> Iterator[Share]:
    """The shares of a policy that are published: all but those of which it says nothing."""
    return (share for share in edition.shares(provider) if share.outcome != NO_RULE)


def outcomes(edition: Edition) -> int:
    """How many outcomes there are."""
    providers = edition.receivers()
    return sum(share.offerings.bit_count() for one in providers for share in published_shares(edition, one))


def _records(edition: Edition) -> int:
    number = outcomes(edition)
    return number if number <= MOST else len(receivers(edition))


@feed(f"{API}/recognition.json", "Who recognises what", records=_records, schema="recognition")
def recognition(edition: Edition) -> Iterator[bytes]:
    """Every outcome, or where there are too many, where those of each organisation are."""
    listed = _every if outcomes(edition) <= MOST else _files
    yield from envelope_around(edition, {}, _records(edition), map(json_bytes, listed(edition)))


def _every(edition: Edition) -> Iterator[Json]:
    for policy in receivers(edition):
        writer = _Writer(edition, policy)
        items = (item for share in published_shares(edition, policy.provider) for item in writer.outcomes(share))
        yield from sorted(items, key=lambda item: str(item["offering"]))


def _files(edition: Edition) -> Iterator[Json]:
    for policy in receivers(edition):
        numbers = [share.offerings.bit_count() for share in published_shares(edition, policy.provider)]
        yield {
            "by": policy.provider,
            "url": f"{edition.base}{path_of(policy)}",
            "media_type": "application/x-ndjson",
            "schema": f"{edition.base}{schema_path(LINES)}",
            "outcomes": sum(numbers),
            "lines": len(numbers),
        }


class _Writer:
    """Writes the outcomes of one policy."""

    def __init__(self, edition: Edition, policy: RecognitionPolicy) -> None:
        self._edition, self._policy = edition, policy
        catalogue = edition.catalogue
        document = catalogue.documents["recognition-policy", policy.provider]
        stated = stated_fields("recognition-policy", document, partial(is_published, edition))
        self._rules: dict[str, Json] = {rule["id"]: rule for rule in stated.get("rules", ())}
        self._evidence = {
            "policy": iri(edition.base, "recognition-policy", policy.provider),
            "document": policy.document,
            "adopted": policy.adopted.isoformat(),
            **({"review_by": policy.review_by.isoformat()} if policy.review_by else {}),
        }

    def line(self, share: Share) -> Json:
        """A share with the ids of its offerings."""
        return self._of(share) | {"offerings": [one.id for one in self._edition.offerings_in(share)]}

    def outcomes(self, share: Share) -> Iterator[Json]:
        """The outcome for each offering of a share, with the most credits that it gives for it."""
        common = self._of(share)
        for offering in self._edition.offerings_in(share):
            ects = credits_for(share.grants, offering)
            yield common | {"offering": offering.id, **({"ects": decimal_text(ects)} if ects is not None else {})}

    def _of(self, share: Share) -> Json:
        stated = {
            "rules": [rule.id for rule in share.rules],
            "possible": [self._possibility(one) for one in share.possible],
            "open_elements": list(share.open_elements),
        }
        return {
            "by": self._policy.provider,
            "purpose": coded("recognition-purpose", share.purpose),
            "outcome": coded("recognition-outcome", share.outcome),
            "evidence": self._evidence,
            **{name: value for name, value in stated.items() if value},
            **self._given(share.deciding),
        }

    def _possibility(self, one: Possibility) -> Json:
        named = {"rule": one.rule.id} if one.rule else {}
        return {"outcome": coded("recognition-outcome", one.outcome), **named, **self._given(one.rule)}

    def _given(self, rule: Rule | None) -> Json:
        """What a rule grants and asks, as its policy states it."""
        stated = self._rules.get(rule.id, {}) if rule else {}
        return {name: stated[name] for name in ("grants", "asks") if name in stated}
