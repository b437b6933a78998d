"""What a page offers to subscribe to: the calendar and the feeds of the part of the catalogue that it shows."""

from __future__ import annotations

from ..feeds.subscriptions import ATOM, CALENDAR, JSON_FEED, name_of, subscription
from ..scope import ALL, Scope
from .frame import Site
from .parts import Subscribing
from .speaker import Speaker

FORMS = (CALENDAR, ATOM, JSON_FEED)


def subscribing(site: Site, speaker: Speaker, scope: Scope = ALL, forms: tuple[str, ...] = FORMS) -> Subscribing:
    """The files of a part of the catalogue in some forms, in the language of the page where there is one in it."""
    language = speaker.language
    addresses = {
        form: speaker.link(subscription(site.edition, scope, form, language.code).path) if form in forms else ""
        for form in FORMS
    }
    guide = f"{language.code}/guide/subscribing/"
    return Subscribing(
        name_of(site.edition, scope, language),
        addresses[CALENDAR],
        addresses[ATOM],
        addresses[JSON_FEED],
        speaker.link(guide) if guide in site.urls.paths else "",
    )
