"""What the script of the page for searching and narrowing down says."""

from __future__ import annotations

from .facet_words import GROUPS, TITLES
from .language import Language, message

# Parted by spaces. Translators give the words of their own language, not translations of these.
EMPTY = message(
    "a about an and are at be become by can course courses do does for from get how i in is it learn learning looking "
    "me my need of on or studies study that the to training want what where which who with would"
)
"""Words that questions are made of and that tell nothing of what is looked for."""


def browse_words(language: Language) -> dict[str, object]:
    """The words of the script in one language; those of English questions are left out of account in every language."""
    say = language.say
    return {
        "groups": [[say(heading), list(titles)] for heading, titles in GROUPS],
        "titles": {name: say(title) for name, title in TITLES.items()},
        "empty": sorted({*EMPTY.split(), *say(EMPTY).split()}),
        "found": language.plural_forms("{number} micro-credential found", "{number} micro-credentials found"),
        "partly": say("None has all the words; these have most of them."),
        "missing": say("Nowhere to be found: {words}."),
        "failed": say("The search could not be loaded. The lists on this page work without it."),
        "applyBy": say("Apply by"),
        "more": say("Show {number} more"),
        "chosen": say("What you chose"),
        "quoted": say("“{words}”"),
        "drop": say("Remove {choice}"),
        "dropAll": say("Remove all"),
        "nothing": say("Nothing fits all that you chose. You could leave out:"),
        "without": language.plural_forms(
            "{choice}: then {number} micro-credential", "{choice}: then {number} micro-credentials"
        ),
        "ended": language.plural_forms(
            "Show {number} micro-credential that is no longer offered",
            "Show {number} micro-credentials that are no longer offered",
        ),
        "all": say("Everything: then {number} micro-credentials"),
        "withdrawn": say("also what is no longer offered"),
        "showWithdrawn": say("Show also what is no longer offered"),
        "showResults": say("Show the results"),
        "allValues": say("Show all {number}"),
        "from": say("from"),
        "to": say("to"),
        "upTo": say("up to {to}"),
        "atLeast": say("{from} and more"),
        "between": say("{from} to {to}"),
        "under": say("less than {to}"),
        "fromUnder": say("{from} to less than {to}"),
        "free": say("Free of charge"),
        "applying": {
            "open": say("Open now"),
            "14": say("Closes within 14 days"),
            "30": say("Closes within 30 days"),
            "60": say("Closes within 60 days"),
        },
        "anyTime": say("At any time"),
        "organisation": say("Organisation"),
        "any": say("any"),
        "singly": say("also where each case is decided by itself"),
    }
