"""The machine-readable files of the site: a registry in which a format is one module."""

from . import api, credential, elm, openapi, quality_link, recognition, recognition_table, stacking, subscribing
from .guidance import losses as guidance_losses
from .guidance import package as guidance_package
from .guidance import tables as guidance_tables
from .guidance import workbook as guidance_workbook
from .openbadges import publishing as openbadges
from .registry import Feed, all_feeds, record_path
from .schema_org import publishing as schema_org

__all__ = [
    "Feed",
    "all_feeds",
    "api",
    "credential",
    "elm",
    "guidance_losses",
    "guidance_package",
    "guidance_tables",
    "guidance_workbook",
    "openapi",
    "openbadges",
    "quality_link",
    "recognition",
    "recognition_table",
    "record_path",
    "schema_org",
    "stacking",
    "subscribing",
]
