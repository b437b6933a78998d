"""What the functions of the columns look at: an offering, or one of its runs, with what others say of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ...catalogue import Catalogue
from ...edition import Edition
from ...model import AwardingBody, Membership, NationalLevel, Offering, Price, Provider, RecognitionPolicy, Run
from ...pages.language import Language
from ...rich_words import cell_words
from ...runs import lasting_runs, runs_of
from ...urls import iri, page
from ...values import RichText, Text
from ...vocabulary import vocabulary


@dataclass(frozen=True)
class OfferingFacts:
    """One offering as a line of the table sees it."""

    edition: Edition
    offering: Offering

    @property
    def catalogue(self) -> Catalogue:
        """The records that it belongs to."""
        return self.edition.catalogue

    @cached_property
    def provider(self) -> Provider | None:
        """The provider in whose folder it lies; None where that could not be read."""
        return self.catalogue.providers.get(self.offering.provider)

    @property
    def nqf(self) -> NationalLevel | None:
        """Its level in a national framework."""
        return self.offering.level.nqf if self.offering.level else None

    @cached_property
    def awarding(self) -> tuple[AwardingBody | Provider, ...]:
        """Those who award it: providers of the catalogue, and bodies that its own record describes."""
        bodies = self.catalogue.awarding_bodies(self.offering)
        found = (self.catalogue.providers.get(one.provider) if one.provider else one for one in bodies)
        return tuple(one for one in found if one is not None)

    @cached_property
    def alliances(self) -> tuple[Membership, ...]:
        """The alliances and networks to which those who award it belong."""
        return tuple(one for body in self.awarding if isinstance(body.member_of, tuple) for one in body.member_of)

    @cached_property
    def lasting(self) -> tuple[Run, ...]:
        """The runs that one can still take part in on the date of the build."""
        return lasting_runs(self.offering, self.catalogue.as_of)

    @property
    def runs(self) -> tuple[Run, ...]:
        """Its runs; a suspended offering has none."""
        return runs_of(self.offering)

    @cached_property
    def held(self) -> tuple[Run, ...]:
        """The runs that were not called off."""
        return tuple(run for run in self.runs if run.status != "cancelled")

    @cached_property
    def next_run(self) -> Run | None:
        """Of the runs that one can still take part in the one that starts first; None where none has a start."""
        return min((run for run in self.lasting if run.starts), key=lambda run: str(run.starts), default=None)

    @cached_property
    def prices(self) -> tuple[Price, ...]:
        """The prices of the offering, else those of its runs, each once."""
        return self.offering.price or tuple(dict.fromkeys(price for run in self.held for price in run.price))

    @cached_property
    def recognised(self) -> dict[str, tuple[RecognitionPolicy, ...]]:
        """The policies that recognise it, by whether they do so automatically or on conditions, each once."""
        found: dict[str, dict[str, RecognitionPolicy]] = {}
        for policy, share in self.edition.outcomes(self.offering.id):
            found.setdefault(share.outcome, {})[policy.provider] = policy
        return {outcome: tuple(those[one] for one in sorted(those)) for outcome, those in found.items()}

    @property
    def iri(self) -> str:
        """Its identity in every feed."""
        return iri(self.edition.base, "offering", self.offering.id)

    def page(self, language: Language) -> str:
        """The address of its page in a language."""
        return f"{self.edition.base}{page(language.code, 'offering', self.offering.id)}"

    def name_of(self, provider: str, language: Language) -> str | None:
        """The name of a provider in a language; None where it has none in it."""
        record = self.catalogue.providers.get(provider)
        return words(record.name, language) if record else None


@dataclass(frozen=True)
class RunFacts:
    """One run of an offering; what it does not state is as for the whole offering."""

    of: OfferingFacts
    run: Run


def words(text: Text | None, language: Language) -> str | None:
    """What is stated in exactly that language, rich text without its markup; None where nothing is."""
    found = text.get(language.code) if text is not None else None
    return cell_words(found) if found is not None and isinstance(text, RichText) else found


def label(table: str, code: str | int | None, language: Language) -> str | None:
    """The label of a code; None without one."""
    if code is None:
        return None
    term = vocabulary(table).terms.get(str(code))
    return term.label(language.code) if term else str(code)


def texts(found: Iterable[str | None]) -> tuple[str, ...]:
    """The texts that are there."""
    return tuple(one for one in found if one)


def one_after_other(parts: Iterable[str | None]) -> str:
    """Several facts of one thing in a line."""
    return " – ".join(texts(parts))


def once(found: Iterable[str]) -> tuple[str, ...]:
    """Each code or id once, in the order in which they came."""
    return tuple(dict.fromkeys(found))


def not_drafts(catalogue: Catalogue, kind: str, ids: Iterable[str]) -> Iterator[str]:
    """The ids of records that are published."""
    return (one for one in ids if not catalogue.is_draft(kind, one))
