"""The page of statistics: how much of what there is, as numbers with bars (Recommendation, points 20 to 22)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from ..edition import Edition
from ..facets import LISTED, Facet, field_line
from ..model import Offering
from ..vocabulary import vocabulary
from .facet_words import facet_title, value_label, value_path
from .frame import Page, Site
from .language import Language, message
from .parts import Bar, Chart, Link, Words
from .speaker import Speaker

SHOWN = ("field", "level", "participation", "language", "country", "funding", "stackability")

# Upper bounds of bands of credits, with what they are called; the last has none.
_BANDS = (
    (2, message("up to 2 ECTS")),
    (5, message("more than 2, up to 5 ECTS")),
    (10, message("more than 5, up to 10 ECTS")),
)
_MORE = message("more than 10 ECTS")
_UNSTATED = message("not stated in ECTS")


def pages(_edition: Edition, language: str) -> Iterator[tuple[str, Callable[[Site, Language], Page]]]:
    """The path of the page in a language, and how it is made."""
    path = f"{language}/statistics/"
    yield path, partial(_statistics, path=path)


def _statistics(site: Site, language: Language, *, path: str) -> Page:
    speaker = site.speaker(language, path)
    offered = tuple(one for one in site.catalogue.published_offerings if one.status != "withdrawn")
    withdrawn = len(site.catalogue.published_offerings) - len(offered)
    facets = (facet for facet in LISTED if facet.name in SHOWN)
    charts = (
        _credits(offered, speaker),
        *(_facet(site, facet, speaker) for facet in facets),
        _providers(site, speaker),
        _elements(site, offered, speaker),
    )
    content = {
        "lead": language.say_many(
            "{number} micro-credential on offer", "{number} micro-credentials on offer", len(offered)
        ),
        "withdrawn": language.say_many("{number} withdrawn", "{number} withdrawn", withdrawn),
        "charts": tuple(chart for chart in charts if chart.bars),
        "feed": speaker.link("api/v1/offerings.json"),
    }
    return Page("statistics.html.j2", path, Words(speaker.say("Statistics")), content, needs=("statistics.css",))


def _facet(site: Site, facet: Facet, speaker: Speaker) -> Chart:
    """How many offerings have each value; of the fields the widest. One offering may count more than once."""
    groups = site.edition.groups[facet.name]
    codes = [code for code in groups if groups[code] and (facet.name != "field" or len(field_line(code)) == 1)]
    counts = [(_value(facet, code, speaker), len(groups[code])) for code in codes]
    note = speaker.say("One micro-credential can count more than once.")
    several = sum(number for _, number in counts) > len({one.id for code in codes for one in groups[code]})
    return Chart(
        facet.name,
        facet_title(facet, speaker),
        speaker.say("Micro-credentials"),
        _bars(counts, speaker),
        note if several else "",
    )


def _value(facet: Facet, code: str, speaker: Speaker) -> Link:
    return Link(value_label(facet, code, speaker), speaker.link(value_path(speaker.language.code, facet, code)))


def _credits(offered: tuple[Offering, ...], speaker: Speaker) -> Chart:
    counts = dict.fromkeys((*(words for _, words in _BANDS), _MORE, _UNSTATED), 0)
    for offering in offered:
        counts[_band(offering)] += 1
    named = [(Words(speaker.say(words)), number) for words, number in counts.items() if number]
    return Chart("credits", speaker.say("Size"), speaker.say("Micro-credentials"), _bars(named, speaker))


def _band(offering: Offering) -> str:
    ects = offering.workload.ects if offering.workload else None
    if ects is None:
        return _UNSTATED
    return next((words for bound, words in _BANDS if ects <= bound), _MORE)


def _providers(site: Site, speaker: Speaker) -> Chart:
    kinds: dict[str, int] = {}
    for provider in site.catalogue.providers.values():
        if provider.kind:
            kinds[provider.kind] = kinds.get(provider.kind, 0) + 1
    ordered = sorted(kinds.items(), key=lambda item: (-item[1], item[0]))
    counts = [(Words(speaker.label("provider-kind", kind)), number) for kind, number in ordered]
    return Chart("provider-kind", speaker.say("Kinds of providers"), speaker.say("Providers"), _bars(counts, speaker))


# What shows of a record for each element of Annex I that a catalogue can state.
_STATED: Mapping[str, Callable[[Offering], object]] = {
    "2": lambda one: one.title,
    "6": lambda one: one.learning_outcomes,
    "7": lambda one: one.workload,
    "8": lambda one: one.level,
    "9": lambda one: one.assessment,
    "10": lambda one: one.participation,
    "12": lambda one: one.prerequisites,
    "13": lambda one: any(entry.supervision for entry in one.assessment),
    "15": lambda one: one.stackability,
    "16": lambda one: one.documents or one.contact or one.homepage,
}


def _elements(site: Site, offered: tuple[Offering, ...], speaker: Speaker) -> Chart:
    """How many offerings state each element of Annex I."""
    stated = {**_STATED, "11": site.catalogue.quality_assurance}
    counts = []
    for number, term in vocabulary("annex-one").terms.items():
        if number in stated:
            label = Words(f"{number} {term.label(speaker.language.code)}")
            counts.append((label, sum(1 for one in offered if stated[number](one))))
    title = speaker.say("Standard elements stated (Annex I)")
    return Chart("annex-one", title, speaker.say("Micro-credentials"), _bars(counts, speaker))


def _bars(counts: list[tuple[Words, int]] | list[tuple[Link, int]], speaker: Speaker) -> tuple[Bar, ...]:
    longest = max((number for _, number in counts), default=0)
    return tuple(
        Bar(label, speaker.language.number(number), round(100 * number / longest) if longest else 0)
        for label, number in counts
    )
