"""Microcatalogue: checks a catalogue of micro-credentials kept as YAML files and publishes its site and feeds."""

from .catalogue import Catalogue
from .check import check, load
from .diagnostics import Diagnostic

__version__ = "0.1.0"

__all__ = ["Catalogue", "Diagnostic", "__version__", "check", "load"]
