"""The machine-readable files of the site: a registry in which a format is one module."""

from . import api, recognition, recognition_table, stacking, subscribing
from .guidance import losses as guidance_losses
from .guidance import package as guidance_package
from .guidance import tables as guidance_tables
from .guidance import workbook as guidance_workbook
from .registry import Feed, all_feeds, record_path

__all__ = [
    "Feed",
    "all_feeds",
    "api",
    "guidance_losses",
    "guidance_package",
    "guidance_tables",
    "guidance_workbook",
    "recognition",
    "recognition_table",
    "record_path",
    "stacking",
    "subscribing",
]
