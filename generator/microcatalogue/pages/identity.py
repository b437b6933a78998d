"""The page at a record's identity, which links every language and format and never moves; and pages that moved."""

from __future__ import annotations

from collections.abc import Iterator

from ..feeds.registry import record_path
from ..model import Provider
from ..urls import identity, iri, page
from ..values import Text
from .frame import Page, Site
from .language import Language, own_name
from .parts import Link, Words

FORMATS = {"offering": ("json", "yml"), "provider": ("json",), "pathway": ("json",), "recognition-policy": ("json",)}


def identity_pages(site: Site) -> Iterator[Page]:
    """One page a published record, and one for each id that it had before."""
    for key in site.edition.published():
        for shown_id in (key[1], *site.edition.former_ids(key)):
            yield _identity(site, key[0], shown_id, key[1])


def moved_pages(site: Site, language: Language) -> Iterator[Page]:
    """At each page address that a record had before: a page that leads to the new one, without any script."""
    for kind, record_id in site.edition.published():
        for former in site.edition.former_ids((kind, record_id)):
            path = page(language.code, kind, former)
            target = Link(
                _title(site, kind, record_id, language),
                site.urls.link(page(language.code, kind, record_id), from_path=path),
            )
            yield Page(
                "moved.html.j2", path, target.words, {"target": target}, canonical=page(language.code, kind, record_id)
            )


def _title(site: Site, kind: str, record_id: str, language: Language) -> Words:
    record = site.catalogue.record((kind, record_id))
    title: Text = record.name if isinstance(record, Provider) else record.title
    stated, words = title.best(language.code, "en")
    return Words(words, None if stated == language.code else stated)


def _identity(site: Site, kind: str, shown_id: str, record_id: str) -> Page:
    path = identity(kind, shown_id)
    language = site.languages[0]
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
        (extension.upper(), speaker.link(record_path(kind, record_id, extension))) for extension in FORMATS[kind]
    ]
    content = {"iri": iri(site.urls.base, kind, record_id), "choices": choices, "formats": formats}
    return Page(
        "identity.html.j2", path, _title(site, kind, record_id, language), content, canonical=identity(kind, record_id)
    )
