"""The columns of the table of recognition: what a published policy comes to for an offering and a purpose.

As in the API's table, offerings with one outcome share a line where there are too many outcomes for a line each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ...content import decimal_text
from ...edition import Edition
from ...model import Asks, RecognitionPolicy, Toward
from ...pages.language import Language, message
from ...recognition import Share, credits_for, granted_ects
from ...urls import page
from ..recognition import MOST, outcomes, path_of, published_shares, receivers
from .column import CODES, DATE, INTEGER, LINES, NUMBER, URL, Column, Layout, column
from .facts import texts, words


@dataclass(frozen=True)
class OutcomeFacts:
    """What a policy comes to for all offerings of a share, which have one line where it `is_shared`."""

    edition: Edition
    policy: RecognitionPolicy
    share: Share
    is_shared: bool = False

    @property
    def asks(self) -> Asks | None:
        """What is asked of the learner besides."""
        return self.share.deciding.asks if self.share.deciding else None

    @cached_property
    def towards(self) -> tuple[Toward, ...]:
        """What credits count towards, less drafts."""
        draft = self.edition.catalogue.is_draft
        stated = self.share.grants.towards if self.share.grants else ()
        return tuple(
            one
            for one in stated
            if not draft("offering", one.offering or "") and not draft("pathway", one.pathway or "")
        )

    def name(self, language: Language) -> str | None:
        """The name of the organisation in a language."""
        provider = self.edition.catalogue.providers.get(self.policy.provider)
        return words(provider.name, language) if provider else None


# What the outcome is worked out from.
_CONDITIONS = tuple(
    f"rules.{part}.{field}"
    for part, those in {
        "from": ("kinds", "providers", "offerings", "countries", "alliances", "frameworks", "identifiers"),
        "when": (
            *("eqf.min", "eqf.max", "level_basis", "ects.min", "ects.max", "isced_f", "supervision"),
            *("supervision_of_one", "settings", "languages", "formats"),
        ),
    }.items()
    for field in those
)

RECOGNITION_COLUMNS: tuple[Column[OutcomeFacts], ...] = (
    column(
        "offering",
        title=message("Offering"),
        description=message(
            "The id of the offering, as in the table of offerings; empty where several share the line, which the file at “all outcomes” names."
        ),
    ),
    column(
        "offerings",
        title=message("Number of offerings"),
        description=message("How many offerings share the line; 1 where one is named."),
        type=INTEGER,
        required=True,
    ),
    column(
        "by",
        lambda f: f.policy.provider,
        title=message("Recognised by"),
        description=message("The id of the receiving organisation, which decides."),
        required=True,
    ),
    column(
        "by_name",
        spoken=lambda f, language: f.name(language),
        title=message("Name of the organisation"),
        description=message("The receiving organisation, which decides."),
        of_provider=("name",),
    ),
    column(
        "purpose",
        lambda f: f.share.purpose,
        title=message("Purpose"),
        description=message("For what it is recognised."),
        kind="recognition-policy",
        says="rules.purposes",
        vocabulary="recognition-purpose",
        labelled=True,
        required=True,
    ),
    column(
        "outcome",
        lambda f: f.share.outcome,
        title=message("Outcome"),
        description=message("What the published policy comes to for what the offering states."),
        kind="recognition-policy",
        says=("rules.decision", "applies_from", *_CONDITIONS),
        vocabulary="recognition-outcome",
        labelled=True,
        required=True,
    ),
    column(
        "ects",
        title=message("ECTS granted"),
        description=message("The most credits that it gives, in ECTS; empty where nothing is said of credits."),
        kind="recognition-policy",
        says=("rules.grants.ects", "rules.grants.max_ects"),
        type=NUMBER,
    ),
    column(
        "towards",
        lambda f: texts(one.offering or one.pathway for one in f.towards),
        title=message("Towards"),
        description=message("The ids of offerings and pathways towards which the credits count."),
        kind="recognition-policy",
        says=("rules.grants.towards.offering", "rules.grants.towards.pathway"),
        separator=CODES,
    ),
    column(
        "towards_programmes",
        spoken=lambda f, language: texts(words(one.title, language) for one in f.towards),
        title=message("Towards programmes"),
        description=message("The names of other programmes towards which the credits count."),
        kind="recognition-policy",
        says="rules.grants.towards.title",
        separator=LINES,
    ),
    column(
        "max_age_years",
        lambda f: f.asks.max_age_years if f.asks else None,
        kind="recognition-policy",
        says="rules.asks.max_age_years",
        description=message("How many years ago the credential may have been issued at most."),
        type=NUMBER,
    ),
    column(
        "min_grade",
        spoken=lambda f, language: words(f.asks and f.asks.min_grade, language),
        kind="recognition-policy",
        says="rules.asks.min_grade",
        description=message("The lowest grade with which it is recognised."),
    ),
    column(
        "other_conditions",
        spoken=lambda f, language: words(f.asks and f.asks.other, language),
        kind="recognition-policy",
        says="rules.asks.other",
        title=message("Other conditions"),
        description=message("What else the learner has to fulfil."),
    ),
    column(
        "open_elements",
        lambda f: f.share.open_elements,
        title=message("What is left open"),
        description=message(
            "What the provider of the offering would have to state before the outcome is known, as fields of the format."
        ),
        separator=CODES,
    ),
    column(
        "rules",
        lambda f: tuple(rule.id for rule in f.share.rules),
        title=message("Rules"),
        description=message("The ids of the rules of the policy that hold or may hold; the deciding one is the last."),
        kind="recognition-policy",
        says="rules.id",
        separator=CODES,
    ),
    column(
        "document",
        lambda f: f.policy.document,
        kind="recognition-policy",
        says="document",
        description=message("Address of the text that binds."),
        type=URL,
        link=True,
        required=True,
    ),
    column(
        "policy_page",
        spoken=lambda f, language: (
            f"{f.edition.base}{page(language.code, 'provider', f.policy.provider)}#recognition-policy"
        ),
        title=message("Policy in this catalogue"),
        description=message("How to ask for it, evidence that is needed, how to appeal."),
        type=URL,
        required=True,
    ),
    column(
        "adopted",
        lambda f: f.policy.adopted,
        kind="recognition-policy",
        says="adopted",
        description=message("When the policy was adopted."),
        type=DATE,
        required=True,
    ),
    column(
        "applies_until",
        lambda f: f.policy.applies_until,
        kind="recognition-policy",
        says="applies_until",
        description=message("The last day on which the policy applies."),
        type=DATE,
    ),
    column(
        "review_by",
        lambda f: f.policy.review_by,
        kind="recognition-policy",
        says="review_by",
        description=message("When the policy is to be looked over."),
        type=DATE,
    ),
    column(
        "decision_days",
        lambda f: f.policy.decision_days,
        kind="recognition-policy",
        says="decision_days",
        description=message("In how many days the organisation decides."),
        type=INTEGER,
    ),
    column(
        "fee",
        lambda f: f.policy.fee.amount if f.policy.fee else None,
        kind="recognition-policy",
        says="fee.amount",
        title=message("Fee"),
        description=message("What the decision costs the learner."),
        type=NUMBER,
    ),
    column(
        "fee_currency",
        lambda f: f.policy.fee.currency if f.policy.fee else None,
        kind="recognition-policy",
        says="fee.currency",
        title=message("Currency of the fee"),
        vocabulary="currency",
    ),
    column(
        "contact_email",
        lambda f: f.policy.contact.email if f.policy.contact else None,
        kind="recognition-policy",
        says="contact.email",
        description=message("Whom to ask about recognition."),
    ),
    column(
        "contact_homepage",
        lambda f: f.policy.contact.homepage if f.policy.contact else None,
        kind="recognition-policy",
        says="contact.homepage",
        title=message("Page of whom to ask"),
        description=message("Whom to ask about recognition."),
        type=URL,
    ),
    column(
        "all_outcomes",
        lambda f: f"{f.edition.base}{path_of(f.policy)}" if f.is_shared else None,
        title=message("All outcomes"),
        description=message(
            "The file with all outcomes of the organisation and the ids of the offerings of each, where several share a line."
        ),
        type=URL,
    ),
)


def number_of_lines(edition: Edition, most: int = MOST) -> int:
    """How many lines the table has, if it has a line an outcome for so many at most."""
    number = outcomes(edition)
    if number <= most:
        return number
    return sum(1 for policy in receivers(edition) for _ in published_shares(edition, policy.provider))


def recognition_lines(edition: Edition, layout: Layout[OutcomeFacts], most: int) -> Iterator[dict[str, Any]]:
    """Every line, by organisation; a line an outcome for so many at most, else one for all that share it."""
    whole = outcomes(edition) <= most
    for policy in receivers(edition):
        for share in published_shares(edition, policy.provider):
            shared = layout.line(OutcomeFacts(edition, policy, share, not whole))
            if not whole:
                yield shared | _granted(share) | {"offerings": share.offerings.bit_count()}
                continue
            for offering in edition.offerings_in(share):
                ects = credits_for(share.grants, offering)
                stated = {} if ects is None else {"ects": decimal_text(ects)}
                yield shared | stated | {"offering": offering.id, "offerings": 1}


def _granted(share: Share) -> dict[str, Any]:
    most = granted_ects(share.grants, None) if share.grants else None
    return {} if most is None else {"ects": decimal_text(most)}
