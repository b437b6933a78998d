"""What the aggregator of QualityLink reads: a manifest that says where, and the institutions with their offerings.

The profile takes higher education institutions that have a SCHAC code or a number in OrgReg, and of their offerings those with
outcomes, languages, fields and an EQF level; the report on losses names all others.
"""

from . import losses, manifest, records

__all__ = ["losses", "manifest", "records"]
