"""Mapped documents as YAML files, as a provider could have written them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import yaml

from .documents import Document


class _Dumper(yaml.SafeDumper):
    """Writes no anchors, which the format refuses, and decimals as plain numbers."""

    def ignore_aliases(self, data: object) -> bool:
        """Write an object that occurs twice in full, twice."""
        return True


def _decimal(dumper: _Dumper, value: Decimal) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:float", f"{value:f}")


_Dumper.add_representer(Decimal, _decimal)


def as_yaml(document: Document) -> str:
    """Give `document` as YAML: keys in their order, text unescaped, strings that look like other types quoted."""
    return yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


def write(catalogue: Mapping[str, Document], folder: Path) -> None:
    """Write each document of `catalogue` to its path under `folder`, which may exist and is not emptied."""
    for path, document in catalogue.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(as_yaml(document), encoding="utf-8", newline="\n")
