"""News as JSON Feed 1.1: an item a change, with what programs need of the record under one key of ours."""

from __future__ import annotations

from typing import Any

from .news import Entry, News
from .writing import json_bytes

MEDIA_TYPE = "application/feed+json"
VERSION = "1.1"

OURS = "_microcredential"
"""The key of what is ours, as the format names extensions."""


def json_feed_bytes(news: News) -> bytes:
    """The file of a feed, in UTF-8."""
    document = {
        "version": f"https://jsonfeed.org/version/{VERSION}",
        "title": news.title,
        "home_page_url": news.page,
        "feed_url": news.address,
        "language": news.language,
        "authors": [{"name": news.publisher, "url": news.publisher_url}],
        "items": [_item(entry) for entry in news.entries],
        OURS: {"about": news.about, "licence": news.licence, "updated": f"{news.updated:%Y-%m-%dT%H:%M:%SZ}"},
    }
    return json_bytes(document)


def _item(entry: Entry) -> dict[str, Any]:
    time = f"{entry.time:%Y-%m-%dT%H:%M:%SZ}"
    return {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        # An item has to have a text; a record without any words of its own is told by its title.
        "content_text": entry.text or entry.title,
        "date_published": time,
        "date_modified": time,
        "authors": [{"name": entry.by, "url": entry.by_url}],
        **({"language": entry.language} if entry.language else {}),
        **({"tags": [field.label for field in entry.fields]} if entry.fields else {}),
        OURS: entry.facts,
    }
