"""Validators that others have written, held to a built site: each runs where it is installed, and says so where it is not.

None of them is needed by anything else. They read the folder of the site and know nothing of the catalogue.
"""

from .run import verdicts_of
from .verdict import Verdict

__all__ = ["Verdict", "verdicts_of"]
