"""The page for those who advise others: from a client's situation to a search, what is new by field, and how to hand over."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..edition import Edition
from .digest import DAYS, FieldDigest, digest
from .frame import Page, Site
from .language import Language, message
from .parts import Row, Words
from .prepared import situations
from .speaker import Speaker
from .subscribe import subscribing

_KINDS = {
    "new": message("New"),
    "changed": message("Changed"),
    "closing": message("Closing soon"),
    "withdrawn": message("Withdrawn"),
}


def pages(_edition: Edition, language: str) -> Iterator[tuple[str, Callable[[Site, Language], Page]]]:
    """The path of the page in a language, and how it is made."""
    yield f"{language}/counsellors/", _page


def _page(site: Site, language: Language) -> Page:
    path = f"{language.code}/counsellors/"
    speaker = site.speaker(language, path)
    fields = digest(site, speaker)
    content = {
        "search": speaker.link(f"{language.code}/browse/"),
        "situations": situations(site, speaker),
        "digest": tuple((one.field, _rows(one, speaker)) for one in fields),
        "period": speaker.say(
            "New, changed and withdrawn in the {days} days before {day}, and what closes in the {days} days after it.",
            days=language.number(DAYS),
            day=language.date(site.catalogue.as_of),
        )
        if site.catalogue.as_of
        else "",
        "changes": speaker.link(f"{language.code}/changes/"),
        "deadlines": speaker.link(f"{language.code}/deadlines/"),
        "plan": speaker.link(f"{language.code}/plan/"),
        "guide": speaker.link(f"{language.code}/guide/counsellors/") if site.guide else "",
    }
    title = Words(speaker.say("For counsellors"))
    offered = subscribing(site, speaker)
    return Page("counsellors.html.j2", path, title, content, needs=("home.css", "counsellors.css"), subscribing=offered)


def _rows(one: FieldDigest, speaker: Speaker) -> tuple[Row, ...]:
    """A row for each kind of which there is any: how many, and the first of them."""
    return tuple(
        Row(f"{speaker.say(_KINDS[told.kind])} ({told.number})", told.shown) for told in one.told if told.shown
    )
