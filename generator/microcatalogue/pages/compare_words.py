"""What the script of the page of the shortlist and the comparison says."""

from __future__ import annotations

from .key_facts import FACTS
from .language import Language

# Who awards it stands among the elements of Annex I as well.
_TWICE = "awarded-by"


def compare_words(language: Language) -> dict[str, object]:
    """The words of the script in one language, and the key facts that it compares, in order."""
    say = language.say
    return {
        "facts": [[code, say(label)] for code, label in FACTS if code != _TWICE],
        "list": say("Your shortlist"),
        "listed": language.plural_forms("{number} of 20 places is taken.", "{number} of 20 places are taken."),
        "empty": say(
            "Nothing is saved yet. Press “Save” on the page or the card of a micro-credential to put it here."
        ),
        "pick": say("Tick what you want to compare, two to six of them."),
        "first": say("Of your list the first six stand side by side. Tick others to compare those."),
        "compareOne": say("Compare: {title}"),
        "most": say("At most six can stand side by side. Untick one first."),
        "comparison": say("Comparison"),
        "caption": language.plural_forms(
            "{number} micro-credential side by side", "{number} micro-credentials side by side"
        ),
        "few": say("A comparison needs at least two micro-credentials."),
        "loading": say("The pages of the micro-credentials are being read."),
        "differing": language.plural_forms("{number} of {all} rows differs.", "{number} of {all} rows differ."),
        "differs": say("differs"),
        "only": say("Show only rows that differ"),
        "noneDiffers": say("All rows say the same."),
        "by": say("Recognised by"),
        "nobody": say("choose an organisation"),
        "recognised": say("Recognised by {name}"),
        "policy": say("The policy of the organisation"),
        "noTable": say("What organisations recognise could not be loaded."),
        "keyFacts": say("Key facts"),
        "elements": say("The standard elements (Annex I)"),
        "further": say("On paper and in full"),
        "permanent": say("Permanent link"),
        "code": say("QR code of the permanent link"),
        "sheet": say("Information sheet"),
        "nothing": say("nothing stated"),
        "gap": say("not stated by the provider"),
        "remove": say("Remove"),
        "removeOne": say("Remove {choice}"),
        "add": say("Add these to my shortlist"),
        "foreign": say("This comparison came with the address. Your own shortlist stays as it is."),
        "full": say("The shortlist is full: it holds 20. Remove one to save another."),
        "copy": say("Copy the link"),
        "copied": say("The link is copied. Whoever opens it sees this comparison, without your note."),
        "copyYourself": say("The browser does not let this page copy. The link is marked; copy it yourself."),
        "link": say("Link to this comparison"),
        "print": say("Print"),
        "gone": say("This catalogue has no micro-credential {id}."),
        "failed": say("{id} could not be loaded."),
        "again": say("Try again"),
        "over": say("At most six stand side by side. Left out of the address:"),
        "wrong": language.plural_forms(
            "{number} part of the address is no id and was left out.",
            "{number} parts of the address are no ids and were left out.",
        ),
        "note": say("Note"),
        "noteFor": say("Your note on this comparison"),
        "noteHint": say(
            "Saved only in this browser, printed with the table, and no part of the link. At most 2,000 characters; "
            "do not write names of clients here."
        ),
        "notesFull": say("There are 20 notes already, so this one is not kept. Delete them to keep new ones."),
        "unkept": say("This browser keeps nothing for this site, so the note is lost when you leave the page."),
        "clear": say("Delete shortlist and all notes"),
        "clearSure": say("Delete the shortlist and all notes from this browser?"),
        "cleared": say("The shortlist and all notes are deleted from this browser."),
        "address": say("Address of this comparison: {address}"),
    }
