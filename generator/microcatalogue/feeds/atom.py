"""News as Atom 1.0 (RFC 4287): a feed with an entry a change, the same bytes for the same news."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from .news import Entry, Field, News

MEDIA_TYPE = "application/atom+xml"
VERSION = "1.0"

# What stands for itself nowhere in XML, and what XML 1.0 has no place for (2.2): control characters, halves of pairs.
_ESCAPES = str.maketrans(
    {code: None for code in (*range(32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF) if code not in (9, 10, 13)}
    | {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;", 13: "&#13;"}
)


def atom_bytes(news: News) -> bytes:
    """The file of a feed, in UTF-8."""
    return ("\n".join(_lines(news)) + "\n").encode()


def _lines(news: News) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{_xml(news.language)}">'
    yield _element("id", news.address)
    yield _element("title", news.title)
    yield _element("updated", _time(news.updated))
    yield _person(news.publisher, news.publisher_url)
    yield _link("self", news.address, MEDIA_TYPE)
    yield _link("alternate", news.page, "text/html")
    yield _element("rights", news.licence)
    yield _element("generator", "Microcatalogue")
    for entry in news.entries:
        yield from _entry(entry)
    yield "</feed>"


def _entry(entry: Entry) -> Iterator[str]:
    yield "<entry>"
    yield _element("id", entry.id)
    yield _element("title", entry.title)
    yield _element("published", _time(entry.time))
    yield _element("updated", _time(entry.time))
    yield _person(entry.by, entry.by_url)
    yield _link("alternate", entry.url, "text/html")
    if entry.successor:
        yield _link("related", entry.successor, "text/html")
    yield from map(_category, entry.fields)
    if entry.text:
        language = f' xml:lang="{_xml(entry.language)}"' if entry.language else ""
        yield f"<summary{language}>{_xml(entry.text)}</summary>"
    yield "</entry>"


def _element(name: str, text: str) -> str:
    return f"<{name}>{_xml(text)}</{name}>"


def _person(name: str, uri: str) -> str:
    return f"<author>{_element('name', name)}{_element('uri', uri)}</author>"


def _link(relation: str, address: str, media_type: str) -> str:
    return f'<link rel="{relation}" type="{media_type}" href="{_xml(address)}"/>'


def _category(field: Field) -> str:
    """A field, its scheme the URI of the vocabulary, to which the code is added."""
    scheme = f' scheme="{_xml(field.uri.removesuffix(field.code))}"' if field.uri else ""
    return f'<category term="{_xml(field.code)}"{scheme} label="{_xml(field.label)}"/>'


def _xml(text: str) -> str:
    return text.translate(_ESCAPES)


def _time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
