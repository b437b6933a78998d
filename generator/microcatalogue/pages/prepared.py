"""Prepared searches: ways in from the situation of somebody who looks for learning, each an address of the search page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..facets import FACETS, FUNDED, MEASURES
from ..prices import usual_currency
from .facet_words import TITLES, band_label, value_label
from .frame import Site
from .language import message
from .parts import Words
from .speaker import Speaker

MOST_OPTIONS = 60
MOST_LINKS = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """A field of the form: its name in addresses, what it is called, and its options as code, words and number."""

    name: str
    title: str
    options: tuple[tuple[str, Words, str], ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A search that is ready: what it is called, its address, and how many it finds (empty where that hangs on the day)."""

    words: Words
    url: str
    number: str


@dataclass(frozen=True, slots=True)
class Situation:
    """One side of a client's situation: fields of the form that ask for it, and searches that are ready."""

    title: str
    choices: tuple[Choice, ...]
    searches: tuple[Prepared, ...]


# Heading, facets of the form, facets whose commonest values are searches of their own, and searches by name and query.
_SITUATIONS = (
    (
        message("The goal: an occupation or a skill"),
        ("occupation", "field", "transition"),
        ("occupation",),
        (
            (message("Skills for the digital transition"), "transition=digital"),
            (message("Skills for the green transition"), "transition=green"),
        ),
    ),
    (
        message("Money"),
        ("price", "funding"),
        (),
        (
            (message("Free of charge"), "price=0-1"),
            (message("Free or funded"), f"funding={FUNDED}"),
            (message("Free or funded, open now"), f"funding={FUNDED}&apply=open"),
            (message("Paid for by the employment service"), "funding=public-employment-service"),
            (message("With an individual learning account or a voucher"),
             "funding=individual-learning-account,training-voucher"),
        ),
    ),
    (
        message("Time"),
        ("times", "hours-a-week", "credits"),
        (),
        (
            (message("In the evening or at weekends"), "times=evening,weekend"),
            (message("At your own pace"), "times=self-paced"),
            (message("Less than 8 hours a week"), "hours-a-week=-4,4-8"),
            (message("Start at any time"), "starts=any-time"),
            (message("Closes within 30 days"), "apply=30"),
        ),
    ),
    (
        message("Place and language of teaching"),
        ("participation", "language", "region"),
        ("language",),
        (
            (message("Online"), "participation=online"),
            (message("At the workplace"), "participation=workbased"),
        ),
    ),
    (
        message("Entry and language level"),
        ("level", "entry", "entry-language", "validation"),
        ("entry-language",),
        (
            (message("No entry requirements"), "entry=none"),
            (message("No entry requirements, up to EQF level 4"), "entry=none&level=1,2,3,4"),
            (message("By validating what the client has learnt elsewhere"), "validation=available"),
        ),
    ),
    (
        message("Access and support"),
        ("access", "target-group"),
        ("access", "target-group"),
        (),
    ),
    (
        message("Towards a qualification"),
        ("stackability", "into"),
        ("into",),
        ((message("Counts towards another credential"), "stackability=integrated-stackable"),),
    ),
)  # fmt: skip
# Searches that hang on the reader's day have no number on the page.
_OF_A_DAY = frozenset({"apply", "starts"})


def situations(site: Site, speaker: Speaker) -> tuple[Situation, ...]:
    """All situations with what the catalogue has for them, recognition last."""
    found = (
        Situation(
            speaker.say(title),
            tuple(one for facet in facets if (one := _choice(site, facet, speaker)).options),
            (*_ready(site, searches, speaker), *(one for facet in common for one in _common(site, facet, speaker))),
        )
        for title, facets, common, searches in _SITUATIONS
    )
    return (*(one for one in found if one.choices or one.searches), *_recognition(site, speaker))


def _choice(site: Site, facet: str, speaker: Speaker) -> Choice:
    """The values of a facet, of many the commonest, as options with their numbers."""
    codes = site.edition.codes_of(facet)
    shown = _commonest(codes, MOST_OPTIONS)
    number = speaker.language.number
    options = tuple((code, _label(site, facet, code, speaker), number(codes[code])) for code in codes if code in shown)
    return Choice(facet, speaker.say(TITLES[facet]), options)


def _commonest(codes: Mapping[str, int], most: int) -> frozenset[str]:
    ordered = sorted((code for code in codes if codes[code]), key=lambda code: (-codes[code], code))
    return frozenset(ordered[:most])


def _label(site: Site, name: str, code: str, speaker: Speaker) -> Words:
    facet = next((one for one in FACETS if one.name == name), None)
    if facet:
        return value_label(facet, code, speaker)
    measure = next(one for one in MEASURES if one.name == name)
    currency = usual_currency(site.catalogue.published_offerings) if name == "price" else ""
    return Words(band_label(measure, code, currency, speaker))


def _ready(site: Site, searches: tuple[tuple[str, str], ...], speaker: Speaker) -> tuple[Prepared, ...]:
    found = ((Words(speaker.say(words)), query, _number(site, query, speaker)) for words, query in searches)
    return tuple(Prepared(words, _address(query, speaker), number) for words, query, number in found if number != "0")


def _number(site: Site, query: str, speaker: Speaker) -> str:
    if any(part.split("=")[0] in _OF_A_DAY for part in query.split("&")):
        return ""
    return speaker.language.number(site.edition.fitting(query))


def _common(site: Site, facet: str, speaker: Speaker) -> tuple[Prepared, ...]:
    """The commonest values of a facet, each as a search."""
    codes = site.edition.codes_of(facet)
    shown = _commonest(codes, MOST_LINKS)
    return tuple(
        Prepared(
            _label(site, facet, code, speaker),
            _address(f"{facet}={code}", speaker),
            speaker.language.number(codes[code]),
        )
        for code in codes
        if code in shown
    )


def _recognition(site: Site, speaker: Speaker) -> tuple[Situation, ...]:
    """Organisations with a policy: what they recognise, for any purpose or for one."""
    receiving = sorted(site.edition.receivers())
    if not receiving:
        return ()
    named = [(one, value_label(_PROVIDER, one, speaker)) for one in receiving]
    named.sort(key=lambda pair: (pair[1].text.casefold(), pair[0]))
    purposes = speaker.codes("recognition-purpose", _purposes(site))
    title = TITLES["recognised"]
    choices = (
        Choice("recognised", speaker.say(title), tuple((one, words, "") for one, words in named)),
        Choice("for", speaker.say("For what"), tuple((one.code, Words(one.label), "") for one in purposes)),
    )
    searches = tuple(Prepared(words, _address(f"recognised={one}", speaker), "") for one, words in named[:MOST_LINKS])
    return (Situation(speaker.say("Recognised by an organisation"), choices, searches),)


def _purposes(site: Site) -> tuple[str, ...]:
    policies = (site.catalogue.policies[one] for one in site.edition.receivers())
    return tuple(dict.fromkeys(purpose for policy in policies for rule in policy.rules for purpose in rule.purposes))


def _address(query: str, speaker: Speaker) -> str:
    return f"{speaker.link(f'{speaker.language.code}/browse/')}?{query}"


_PROVIDER = next(facet for facet in FACETS if facet.name == "provider")
