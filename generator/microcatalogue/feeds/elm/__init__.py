"""The European Learning Model, profile LOQ (learning opportunities, qualifications), as Europass takes it.

One file a record in JSON-LD, and whole datasets in XML, JSON-LD and Turtle that are written from those files.
"""

from . import feeds, lost

__all__ = ["feeds", "lost"]
