"""What facets and their values are called on pages."""

from __future__ import annotations

from ..facets import FREE, FUNDED, Facet
from .language import message
from .parts import Link, Words
from .speaker import Speaker

_TITLES = {
    "field": message("Field of education"),
    "level": message("Level"),
    "participation": message("Form of participation"),
    "language": message("Language of teaching"),
    "country": message("Country of the awarding body"),
    "funding": message("Money"),
    "target-group": message("For whom"),
    "stackability": message("Stacking"),
    "provider": message("Provider"),
}
_MONEY = {FREE: message("Free of charge"), FUNDED: message("Free or funded")}


def facet_title(facet: Facet, speaker: Speaker) -> str:
    """What a facet is called."""
    return speaker.say(_TITLES[facet.name])


def value_label(facet: Facet, code: str, speaker: Speaker) -> Words:
    """What a value of a facet is called: the label of its code, or the name of a provider."""
    if facet.name == "provider":
        named = speaker.to("provider", code)
        return named.words if isinstance(named, Link) else Words(code)
    if facet.name == "funding" and code in _MONEY:
        return Words(speaker.say(_MONEY[code]))
    if facet.name == "language":
        return Words(speaker.language.language_name(code))
    return Words(speaker.label(facet.table, code))


def value_gloss(facet: Facet, code: str, speaker: Speaker) -> str:
    """One plain sentence on a value; empty where its vocabulary has none."""
    if facet.name == "funding" and code in _MONEY:
        return ""
    coded = speaker.code(facet.table, code) if facet.table else None
    return coded.gloss if coded else ""


def value_path(language: str, facet: Facet, code: str) -> str:
    """The path of the first list page of a value."""
    return f"{language}/browse/{facet.name}/{code}/"
