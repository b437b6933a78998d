"""A record as a card in a list: title, who it is by, and the facts one chooses by."""

from __future__ import annotations

from ..facets import is_free
from ..model import Offering
from ..urls import page
from .applying import deadline
from .learning import next_run
from .parts import Card, Link, Words
from .speaker import Speaker


def card(offering: Offering, speaker: Speaker) -> Card:
    """The card of an offering on the page that `speaker` speaks for; texts fall back to the offering's own language."""
    known = speaker.once(("card", offering.id), lambda: _card(offering, speaker))
    address = speaker.link(page(speaker.language.code, "offering", offering.id))
    return known._replace(title=Link(known.title.words, address))


def _card(offering: Offering, speaker: Speaker) -> Card:
    """The card without its address, which depends on the page that it stands on."""
    language = speaker.language.code
    own = speaker.catalogue.default_language(offering)
    title_language, title = offering.title.best(language, own, "en")
    summary = offering.summary.best(language, own, "en") if offering.summary else None
    provider = speaker.to("provider", offering.provider)
    run = next_run(offering, speaker.catalogue.as_of) if offering.status == "active" else None
    return Card(
        Link(Words(title, None if title_language == language else title_language), ""),
        provider.words if isinstance(provider, Link) else provider,
        Words(summary[1], None if summary[0] == language else summary[0]) if summary else None,
        _facts(offering, speaker),
        "" if offering.status == "active" else speaker.label("offering-status", offering.status),
        deadline(run, speaker) if run else None,
        offering.id,
    )


def _facts(offering: Offering, speaker: Speaker) -> tuple[str, ...]:
    workload, level = offering.workload, offering.level
    ects = speaker.number(workload.ects, speaker.language.gettext("{number} ECTS")) if workload else None
    hours = speaker.number(workload.hours, speaker.language.gettext("{number} hours of work")) if workload else None
    eqf = speaker.code("eqf", level.eqf) if level else None
    size = ects or hours
    free = is_free(offering)
    return tuple(
        fact
        for fact in (
            size.text if size else "",
            eqf.label if eqf else "",
            ", ".join(one.label for one in speaker.codes("participation", offering.participation)),
            ", ".join(one.text for one in speaker.languages(offering.languages)),
            speaker.say("free of charge") if free else "",
        )
        if fact
    )
