"""Queries made by rule from real records: each comes from the title of one, so nobody chose them to suit a search.

Three rules, with every draw from one seeded sequence: the title without one word, the rarest word of the title alone, and
that word with one slip of a letter. A query that more records answer than there are first places is left out, forms and
parts of words counted generously; so is a slip that gives what the records say elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from realdata import mkval_ee, opintopolku, pavia
from realdata.documents import Catalogue, Document
from search_collection import FIRST, Query
from search_words import in_order

SEED = 1
SHORTEST_ALONE = 5
SHORTEST_SLIPPED = 6
FEWEST_TO_DROP_ONE = 3


def real_catalogue(shared: Path) -> Catalogue:
    """The records of all sources as one catalogue, with the settings of the first."""
    sources = (mkval_ee.records(shared), opintopolku.records(shared), pavia.records(shared))
    together: Catalogue = {}
    for source in reversed(sources):
        together |= source
    return together


def real_queries(catalogue: Catalogue, seed: int = SEED) -> Iterator[Query]:
    """The queries of a catalogue in the order of its records; the same catalogue and seed give the same."""
    offerings = {path.removesuffix(".yml"): document for path, document in catalogue.items() if _is_offering(path)}
    known = _Known(
        tuple(" ".join(document["title"].values()).lower() for document in offerings.values()),
        tuple(" ".join(_strings(document)).lower() for document in offerings.values()),
    )
    random = Random(seed)  # noqa: S311
    for name, document in offerings.items():
        for language, said in _titles(document["title"]).items():
            for why, text in _asked(said, known, random):
                yield Query(text, language, why, (name,), wants_all=False, held_out=True)


@dataclass(frozen=True)
class _Known:
    """What the records say: the titles of each as one text, and all that it says as one."""

    titles: tuple[str, ...]
    texts: tuple[str, ...]

    def titles_with(self, these: list[str]) -> int:
        """How many records have all of the words in their titles, as parts of words or in other forms too."""
        return sum(all(_root(word) in title for word in these) for title in self.titles)

    def records_with(self, word: str) -> int:
        """How many records have the word anywhere, as a part of a word or in another form too."""
        return sum(_root(word) in text for text in self.texts)


def _titles(title: Mapping[str, str]) -> dict[str, list[str]]:
    """The words of the title in each language, once where languages repeat it with their code behind."""
    different: dict[str, list[str]] = {}
    for language, text in title.items():
        said = [word for word in in_order(text) if word not in title]
        if said and said not in different.values():
            different[language] = said
    return different


def _asked(said: list[str], known: _Known, random: Random) -> Iterator[tuple[str, str]]:
    """Each query that the words of a title give, with the name of its rule."""
    if len(said) >= FEWEST_TO_DROP_ONE:
        gone = random.randrange(len(said))
        left = said[:gone] + said[gone + 1 :]
        if known.titles_with(left) <= FIRST:
            yield "word-dropped", " ".join(left)
    rarest = min(said, key=lambda word: (known.records_with(word), -len(word)))
    if len(rarest) < SHORTEST_ALONE or known.records_with(rarest) > FIRST:
        return
    yield "rare-word", rarest
    slipped = _slipped(rarest, random)
    if len(rarest) >= SHORTEST_SLIPPED and not any(slipped in text for text in known.texts):
        yield "typo", slipped


def _root(word: str) -> str:
    """The beginning that the forms of a long word share, near enough to count how common it is."""
    return word[: max(SHORTEST_ALONE, len(word) - 3)]


def _slipped(word: str, random: Random) -> str:
    """The word with one letter changed, left out, doubled, or swapped with the next one that differs."""
    at = random.randrange(len(word))
    changed = random.choice([letter for letter in "abcdefghijklmnopqrstuvwxyz" if letter != word[at]])
    swaps = [place for place in range(len(word) - 1) if word[place] != word[place + 1]]
    swap = random.choice(swaps) if swaps else 0
    ways = (
        word[:at] + changed + word[at + 1 :],
        word[:at] + word[at + 1 :],
        word[: at + 1] + word[at:],
        word[:swap] + word[swap + 1] + word[swap] + word[swap + 2 :],
    )
    return random.choice(ways)


def _is_offering(path: str) -> bool:
    return "/" in path and not path.endswith("/provider.yml")


def _strings(value: Document | list[Any] | Any) -> Iterator[str]:
    """All strings of a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)
