"""The European Digital Credential that an issuer fills: one template an offering, with named slots for what only issuing knows."""

from . import lost, template

__all__ = ["lost", "template"]
