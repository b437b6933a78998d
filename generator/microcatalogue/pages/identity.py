"""The page at a record's identity, which links every language and format and never moves; and pages that moved."""

from __future__ import annotations

from ..catalogue import Key
from ..feeds.described import NAMES, format_at, formats_of
from ..model import Provider
from ..urls import identity, iri, page
from ..values import Text
from .frame import Page, Site
from .language import Language, own_name
from .parts import Link, Words
from .sheet import sheet_path
from .speaker import Speaker


def moved_page(site: Site, language: Language, *, key: Key, former: str) -> Page:
    """At the page address that a record had before: a page that leads to the new one, without any script."""
    kind, record_id = key
    return _moved(site, language, key, page(language.code, kind, former), page(language.code, kind, record_id))


def moved_sheet(site: Site, language: Language, *, key: Key, former: str) -> Page:
    """The same at the address that the information sheet of an offering had before."""
    return _moved(site, language, key, sheet_path(language.code, former), sheet_path(language.code, key[1]))


def _moved(site: Site, language: Language, key: Key, path: str, target: str) -> Page:
    link = Link(_title(site, key, language), site.urls.link(target, from_path=path))
    return Page("moved.html.j2", path, link.words, {"target": link}, canonical=target, indexed=False)


def _title(site: Site, key: Key, language: Language) -> Words:
    record = site.catalogue.record(key)
    title: Text = record.name if isinstance(record, Provider) else record.title
    stated, words = title.best(language.code, "en")
    return Words(words, None if stated == language.code else stated)


def identity_page(site: Site, language: Language, *, key: Key, shown_id: str) -> Page:
    """The page at a record's identity, or at one that it had before."""
    kind, record_id = key
    path = identity(kind, shown_id)
    speaker = site.speaker(language, path)
    # A policy has no page of its own: it stands on its provider's.
    target = "provider" if kind == "recognition-policy" else kind
    fragment = "#recognition-policy" if kind == "recognition-policy" else ""
    choices = [
        {
            "code": one.code,
            "name": own_name(one.code),
            "url": speaker.link(page(one.code, target, record_id) + fragment),
        }
        for one in site.languages
    ]
    formats = [
        {"name": _called(path, speaker), "kind": media_type, "url": speaker.link(path)}
        for path, media_type in formats_of(site.edition, key)
    ]
    content = {"iri": iri(site.urls.base, kind, record_id), "choices": choices, "formats": formats}
    return Page("identity.html.j2", path, _title(site, key, language), content, canonical=identity(kind, record_id))


_FORMS = {"json": "JSON", "jsonld": "JSON-LD", "ttl": "Turtle", "yml": "YAML"}


def _called(path: str, speaker: Speaker) -> str:
    """What a file is called: its form, and the format that has it where that is not the catalogue's own."""
    extension, format = path.rpartition(".")[2], format_at(path)
    form = _FORMS.get(extension, extension.upper())
    if not format:
        return form
    name = NAMES.get(format) or speaker.say("Guidance")
    return f"{name} ({form})"
