"""The page that a host shows where there is none: in every language of the site, since nobody's is known.

Its links are absolute, because it answers at every depth.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from .frame import Page, Site
from .language import Language, own_name
from .parts import Words


def missing(site: Site, language: Language) -> Page:
    """The page `404.html`."""
    root = urlsplit(site.urls.base).path
    choices = [
        {
            "code": one.code,
            "name": own_name(one.code),
            "title": one.say("This page does not exist"),
            "words": one.say(
                "Pages of this catalogue never move without a trace, so the address was probably mistyped or cut off."
            ),
            "home": (one.say("To the front page"), f"{root}{one.code}/"),
            "browse": (one.say("All micro-credentials"), f"{root}{one.code}/browse/"),
        }
        for one in site.languages
    ]
    content = {"choices": choices, "root": root, "stylesheet": f"{root}{site.assets['catalogue.css'].path}"}
    return Page("missing.html.j2", "404.html", Words(language.say("This page does not exist")), content, indexed=False)
