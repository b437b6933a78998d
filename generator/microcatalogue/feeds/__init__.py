"""The machine-readable files of the site: a registry in which a format is one module."""

from . import api, credential, elm, openapi, quality_link, recognition, recognition_table, stacking, subscribing
from .registry import Feed, all_feeds, record_path

__all__ = [
    "Feed",
    "all_feeds",
    "api",
    "credential",
    "elm",
    "openapi",
    "quality_link",
    "recognition",
    "recognition_table",
    "record_path",
    "stacking",
    "subscribing",
]
