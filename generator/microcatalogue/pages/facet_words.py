"""What facets and their values are called on pages."""

from __future__ import annotations

from collections.abc import Callable

from ..facet_codes import esco_code, stacking_code
from ..facets import FREE, FUNDED, Facet, Measure
from ..values import Text
from .language import message
from .parts import Link, Words
from .speaker import Speaker

GROUPS = (
    (
        message("What it is about"),
        {
            "field": message("Field of education"),
            "occupation": message("Occupation"),
            "transition": message("Digital and green"),
        },
    ),
    (
        message("Level and size"),
        {
            "level": message("Level"),
            "nqf": message("Level in a national framework"),
            "credits": message("Credits (ECTS)"),
            "stackability": message("Stacking"),
            "into": message("Counts towards"),
        },
    ),
    (
        message("When, where and how"),
        {
            "apply": message("Applying"),
            "starts": message("Starts"),
            "language": message("Language of teaching"),
            "participation": message("Form of participation"),
            "times": message("Times of day"),
            "hours-a-week": message("Hours of work a week"),
            "country": message("Country of the awarding body"),
            "region": message("Region"),
        },
    ),
    (message("What it costs"), {"price": message("Price"), "funding": message("Money")}),
    (
        message("Getting in"),
        {
            "entry": message("Entry requirements"),
            "entry-language": message("Language level to begin"),
            "validation": message("Validation of earlier learning"),
            "target-group": message("For whom"),
            "access": message("Access"),
        },
    ),
    (
        message("What it is worth"),
        {
            "recognised": message("Recognised by"),
            "assessment": message("Assessment"),
            "supervision": message("Supervision and identity check"),
            "quality": message("Quality assurance"),
            "setting": message("Learning setting"),
        },
    ),
    (message("Who offers it"), {"provider": message("Provider"), "kind": message("Kind of provider")}),
)
"""All facets and figures by which one narrows down, in groups and in the order in which pages show them."""

TITLES = {name: title for _, titles in GROUPS for name, title in titles.items()}
"""What each facet and figure is called."""

_SAID = {
    "funding": {FREE: message("Free of charge"), FUNDED: message("Free or funded")},
    "entry": {"none": message("No entry requirements")},
    "validation": {"available": message("Can be had by validating what you have learnt elsewhere")},
    "access": {
        "step-free": message("Step-free access"),
        "captions": message("Captions"),
        "sign-language": message("Sign language"),
        "easy-read": message("Easy-to-read materials"),
    },
}


def facet_title(facet: Facet, speaker: Speaker) -> str:
    """What a facet is called."""
    return speaker.say(TITLES[facet.name])


def value_label(facet: Facet, code: str, speaker: Speaker) -> Words:
    """What a value of a facet is called: the label of its code, or the name of a record."""
    if code in _SAID.get(facet.name, ()):
        return Words(speaker.say(_SAID[facet.name][code]))
    named = _NAMED.get(facet.name)
    return named(code, speaker) if named else Words(speaker.label(facet.table, code))


def _provider(code: str, speaker: Speaker) -> Words:
    named = speaker.to("provider", code)
    return named.words if isinstance(named, Link) else Words(code)


def _language(code: str, speaker: Speaker) -> Words:
    return Words(speaker.language.language_name(code))


def _entry_language(code: str, speaker: Speaker) -> Words:
    language, _, level = code.partition("-")
    name = speaker.language.language_name(language)
    return Words(speaker.say("{language}, level {level}", language=name, level=level.upper()))


def _goal(code: str, speaker: Speaker) -> Words:
    """A pathway or an offering of the catalogue, or a qualification outside it as those who name it do."""
    for kind in ("pathway", "offering"):
        named = speaker.to(kind, code.replace("~", "/"))
        if isinstance(named, Link):
            return named.words
    return _words(speaker.once(("qualifications",), lambda: _qualifications(speaker)).get(code), code, speaker)


def _qualifications(speaker: Speaker) -> dict[str, Text]:
    """Titles of the qualifications outside the catalogue that offerings count towards, by code."""
    offerings = speaker.catalogue.published_offerings
    options = (option for one in offerings if one.stackability for option in one.stackability.into)
    return {stacking_code(one): one.qualification.title for one in options if one.qualification}


def _occupation(code: str, speaker: Speaker) -> Words:
    return _words(speaker.once(("occupations",), lambda: _occupations(speaker)).get(code), code, speaker)


def _occupations(speaker: Speaker) -> dict[str, Text]:
    """Labels of the occupations that offerings prepare for, by code."""
    concepts = (concept for one in speaker.catalogue.published_offerings for concept in one.esco_occupations)
    return {esco_code(one.uri): one.label for one in concepts}


def _words(text: Text | None, code: str, speaker: Speaker) -> Words:
    return speaker.text(text) or Words(code)


_NAMED: dict[str, Callable[[str, Speaker], Words]] = {
    "provider": _provider,
    "language": _language,
    "entry-language": _entry_language,
    "into": _goal,
    "occupation": _occupation,
}


def band_label(measure: Measure, code: str, currency: str, speaker: Speaker) -> str:
    """What a band of a figure is called: free of charge, less than, from to less than, and more."""
    low, _, high = code.partition("-")
    if measure.name == "price" and high == "1":
        return speaker.say("Free of charge")
    words = "{from} and more" if low and not high else "{from} to less than {to}" if low else "less than {to}"
    bounds = {"from": low, "to": high}
    written = {name: speaker.language.number(int(bound)) for name, bound in bounds.items() if bound}
    return f"{speaker.say(words, **written)} {currency}".rstrip()


def value_gloss(facet: Facet, code: str, speaker: Speaker) -> str:
    """One plain sentence on a value; empty where its vocabulary has none."""
    if code in _SAID.get(facet.name, ()):
        return ""
    coded = speaker.code(facet.table, code) if facet.table else None
    return coded.gloss if coded else ""


def value_path(language: str, facet: Facet, code: str) -> str:
    """The path of the first list page of a value."""
    return f"{language}/browse/{facet.name}/{code}/"
