"""What one can subscribe to, where the files lie, and what they are called: calendars of deadlines, feeds of changes.

The addresses are a contract. Those of the site's first language have no language in them; an offering has one file of each
form, in its own language where the site speaks it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..edition import Edition
from ..pages.language import Language, message
from ..scope import ALL, Scope
from ..urls import page
from ..vocabulary import vocabulary

CALENDAR, ATOM, JSON_FEED = "ics", "atom", "json"
"""The forms, by the ends of their files' names."""

FOLDERS = {CALENDAR: "calendar", ATOM: "feeds", JSON_FEED: "feeds"}
TITLES = {
    CALENDAR: message("Deadlines: {name}"),
    ATOM: message("New, changed and withdrawn: {name}"),
    JSON_FEED: message("New, changed and withdrawn: {name}"),
}
_WHOLE = {CALENDAR: "deadlines", ATOM: "new", JSON_FEED: "new"}
_PLURALS = {"provider": "providers", "field": "fields", "offering": "offerings"}


@dataclass(frozen=True, slots=True)
class Subscription:
    """One file to subscribe to: what it is about, in which form and language, and where it lies."""

    scope: Scope
    form: str
    language: str
    path: str


def subscription(edition: Edition, scope: Scope, form: str, language: str) -> Subscription:
    """The file of a part of the catalogue in a form for readers of a language, which is another one where it has to be."""
    languages = edition.catalogue.settings.languages
    spoken = _own_language(edition, scope.code) if scope.kind == "offering" else language
    is_first = scope.kind == "offering" or spoken == languages[0]
    return Subscription(scope, form, spoken, _path(scope, form, "" if is_first else spoken))


def _own_language(edition: Edition, offering: str) -> str:
    catalogue = edition.catalogue
    own = catalogue.default_language(catalogue.offerings[offering])
    return own if own in catalogue.settings.languages else catalogue.settings.languages[0]


def _path(scope: Scope, form: str, language: str) -> str:
    own = f"{_PLURALS[scope.kind]}/{scope.code}" if scope.kind else _WHOLE[form]
    return "/".join(part for part in (FOLDERS[form], language, f"{own}.{form}") if part)


def whole_path(form: str) -> str:
    """The file of the whole catalogue in its first language."""
    return _path(ALL, form, "")


def templates(form: str) -> tuple[str, ...]:
    """The addresses of all files of a form but that of the whole catalogue in its first language (RFC 6570)."""
    kinds = {"provider": "{provider}", "field": "{code}", "offering": "{provider}/{offering}"}
    scopes = [Scope(kind, code) for kind, code in kinds.items()]
    others = [ALL, *(one for one in scopes if one.kind != "offering")]
    return (*(_path(one, form, "") for one in scopes), *(_path(one, form, "{language}") for one in others))


def scopes(edition: Edition) -> Iterator[Scope]:
    """Every part of the catalogue that one can subscribe to; fields are those that have a list page."""
    yield ALL
    yield from (Scope("provider", one) for one in edition.catalogue.providers)
    yield from (Scope("field", one) for one in edition.groups["field"])
    yield from (Scope("offering", one.id) for one in edition.catalogue.published_offerings)


def subscriptions(edition: Edition) -> Iterator[Subscription]:
    """Every file that one can subscribe to, once."""
    for scope in scopes(edition):
        languages: Sequence[str] = edition.catalogue.settings.languages
        for language in languages[:1] if scope.kind == "offering" else languages:
            yield from (subscription(edition, scope, form, language) for form in FOLDERS)


def former_paths(edition: Edition, one: Subscription) -> Iterator[str]:
    """Where the file lay before: at the ids that an offering had."""
    if one.scope.kind == "offering":
        for former in edition.former_ids(("offering", one.scope.code)):
            yield _path(Scope("offering", former), one.form, "")


def name_of(edition: Edition, scope: Scope, language: Language) -> str:
    """What a part of the catalogue is called in a language, or as near to it as its words come."""
    catalogue = edition.catalogue
    if scope.kind == "field":
        return vocabulary("isced-f")[scope.code].label(language.code)
    if scope.kind == "provider":
        provider = catalogue.providers[scope.code]
        return provider.name.best(language.code, catalogue.default_language(provider), "en")[1]
    if scope.kind == "offering":
        offering = catalogue.offerings[scope.code]
        return offering.title.best(language.code, catalogue.default_language(offering), "en")[1]
    return catalogue.settings.title.best(language.code, catalogue.settings.languages[0])[1]


def title_of(edition: Edition, one: Subscription, language: Language) -> str:
    """What a calendar or feed is called."""
    return language.say(TITLES[one.form], name=name_of(edition, one.scope, language))


def page_of(edition: Edition, one: Subscription) -> str:
    """The address of the page that shows the same."""
    folders = {"": "deadlines/" if one.form == CALENDAR else "changes/", "field": f"browse/field/{one.scope.code}/"}
    if one.scope.kind in folders:
        return f"{edition.base}{one.language}/{folders[one.scope.kind]}"
    return f"{edition.base}{page(one.language, one.scope.kind, one.scope.code)}"
