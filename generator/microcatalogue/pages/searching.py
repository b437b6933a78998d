"""The files from which browsers search and narrow down: the index, and in each language cards and names of codes.

The index is the same for every language and is worked out once. Cards lie in files of a few neighbours, since a list of
results shows few of many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from ..edition import Edition
from ..facets import FACETS
from ..model import Offering
from ..recognition import purposes_of
from ..search.columns import MANY_VALUED, Column
from ..search.index import COLUMNS, FOLDER, Index, ends_path, index_of, words_path
from ..search.packing import packed
from ..search.shards import numbers_of
from ..site_file import Kept, Planned, SiteFile
from ..values import ProviderId
from ..vocabulary import vocabulary
from .cards import card
from .facet_words import value_label
from .frame import Site
from .language import Language
from .parts import Link, Words
from .speaker import Speaker

CARDS_A_FILE = 6
_KINDS = ("offering", "provider", "pathway", "recognition-policy")


def names_path(language: str) -> str:
    """The path of the names of all codes in one language."""
    return f"{language}/{FOLDER}/names.bin"


def values_path(language: str, facet: str) -> str:
    """The path of codes and names of a facet of many values in one language."""
    return f"{language}/{FOLDER}/names/{facet}.bin"


def cards_path(language: str, number: int) -> str:
    """The path of a file of cards in one language."""
    return f"{language}/{FOLDER}/cards/{number}.bin"


def _files_of_cards(edition: Edition) -> int:
    return -(-len(edition.catalogue.published_offerings) // CARDS_A_FILE)


@dataclass(frozen=True)
class Searching:
    """The search files of a site, made from one index, which is worked out when the first of them is asked for."""

    site: Site

    @cached_property
    def index(self) -> Index:
        """The index of the site."""
        edition = self.site.edition
        return edition.catalogue.reads.apart(lambda: index_of(edition))

    def make_ready(self, parts: Sequence[Planned | Kept]) -> None:
        """Works the index out where any of the parts needs it, once for all processes that are forked afterwards."""
        if any(one.path in self._of_index for one in parts):
            _ = self.index

    @cached_property
    def _of_index(self) -> frozenset[str]:
        return frozenset(one.path for one in self.planned() if "/cards/" not in one.path)

    def planned(self) -> Iterator[Planned]:
        """Every file of the index and of each language."""
        edition = self.site.edition
        of_words, of_ends = numbers_of(len(edition.catalogue.published_offerings))
        yield self._whole(COLUMNS, lambda: self.index.columns)
        for number in range(of_words):
            yield self._whole(words_path(number), partial(self._words, number))
        for number in range(of_ends):
            yield self._whole(ends_path(number), partial(self._ends, number))
        for language in self.site.languages:
            yield self._whole(names_path(language.code), partial(self._names, language))
            yield self._whole(values_path(language.code, "receivers"), partial(self._receivers, language))
            for facet in sorted(MANY_VALUED):
                yield self._whole(values_path(language.code, facet), partial(self._values, language, facet))
            for number in range(_files_of_cards(edition)):
                path = cards_path(language.code, number)
                yield Planned(path, partial(self._cards, language, path, number), lasting=True)

    def _whole(self, path: str, content: Callable[[], bytes]) -> Planned:
        """A file that hangs on all records, and on the past, from which the newest are told."""

        def made() -> SiteFile:
            edition = self.site.edition
            for kind in _KINDS:
                edition.catalogue.reads.note("all", kind)
            edition.catalogue.reads.note("history")
            return SiteFile(path, edition.catalogue.reads.apart(content))

        return Planned(path, made, lasting=True)

    def _words(self, number: int) -> bytes:
        return self.index.shards.words[number]

    def _ends(self, number: int) -> bytes:
        return self.index.shards.ends[number]

    def _names(self, language: Language) -> bytes:
        """Names of the codes of each facet, in the order of its column, and of the organisations with a policy."""
        speaker = self.site.speaker(language, f"{language.code}/browse/")
        names = {one.name: _named(one, speaker) for one in self.index.facets if one.name not in MANY_VALUED}
        receivers = len(self.site.edition.receivers())
        purposes = [[one.code, one.label] for one in speaker.codes("recognition-purpose", _purposes(self.site))]
        return packed({"stamp": self.index.stamp, "names": names, "receivers": receivers, "purposes": purposes})

    def _values(self, language: Language, facet: str) -> bytes:
        """Codes and names of a facet of many values."""
        speaker = self.site.speaker(language, f"{language.code}/browse/")
        column = next(one for one in self.index.facets if one.name == facet)
        return packed({"values": column.values, "names": _named(column, speaker)})

    def _receivers(self, language: Language) -> bytes:
        """The organisations with a policy by name: id, name, purposes."""
        speaker = self.site.speaker(language, f"{language.code}/browse/")
        named = (_receiver(self.site, provider, speaker) for provider in self.site.edition.receivers())
        return packed({"receivers": sorted(named, key=lambda one: (str(one[1]).casefold(), one[0]))})

    def _cards(self, language: Language, path: str, number: int) -> SiteFile:
        speaker = self.site.speaker(language, f"{language.code}/browse/")
        rows = self.site.edition.search_slice(number * CARDS_A_FILE, CARDS_A_FILE)
        return SiteFile(path, packed({"cards": [_card(one, speaker) for one in rows]}))


def _named(column: Column, speaker: Speaker) -> list[str | list[str]]:
    """The names of the values of a facet."""
    facet = next(one for one in FACETS if one.name == column.name)
    return [_said(value_label(facet, code, speaker)) for code in column.values]


def _said(words: Words) -> str | list[str]:
    """A name, with its language where that is not the page's."""
    return [words.text, words.lang] if words.lang else words.text


def _receiver(site: Site, provider: ProviderId, speaker: Speaker) -> tuple[str, str | list[str], tuple[str, ...]]:
    """Id, name and purposes of an organisation with a policy."""
    named = speaker.to("provider", provider)
    name = named.words if isinstance(named, Link) else Words(provider)
    return provider, _said(name), purposes_of(site.catalogue.policies[provider])


def _purposes(site: Site) -> list[str]:
    """The purposes that policies in force speak of."""
    policies = (site.catalogue.policies[one] for one in site.edition.receivers())
    found = {purpose for policy in policies for purpose in purposes_of(policy)}
    return [code for code in vocabulary("recognition-purpose").terms if code in found]


def _card(offering: Offering, speaker: Speaker) -> list[object]:
    """What a card shows: id, title, by whom, summary, facts, badge, deadline; see `cards.card`."""
    shown = card(offering, speaker)
    closes = shown.deadline
    return [
        offering.id,
        _said(shown.title.words),
        _said(shown.by) if shown.by else "",
        _said(shown.summary) if shown.summary else "",
        shown.facts,
        shown.badge,
        [closes.text, closes.day, closes.opens, closes.closes if closes.countdown else ""] if closes else [],
    ]
