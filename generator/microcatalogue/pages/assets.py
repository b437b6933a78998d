"""What pages load: a stylesheet and a script a language for all of them, and more for the kinds that need it.

Names change with the content, so that browsers may keep the files for ever."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping

from ..legal import REGULATED_PROFESSIONS, WHO_DECIDES
from ..site_file import SiteFile
from ..theme import theme_folder
from .browse_words import browse_words
from .compare_words import compare_words
from .language import Language

_STYLESHEETS = (
    "browse.css",
    "cards.css",
    "catalogue.css",
    "counsellors.css",
    "compare.css",
    "home.css",
    "matrix.css",
    "recognition.css",
    "sheet.css",
    "stacking.css",
    "statistics.css",
)
# They say nothing, so one file serves every language.
_WORDLESS = ("chosen", "comparing", "facets", "offerings", "planning", "results", "search", "start", "words")


def stylesheets() -> dict[str, SiteFile]:
    """The stylesheets by the names of their files: that of every page, and those of some kinds of pages."""
    return {name: _named(name.removesuffix(".css"), "css", _without_comments(_read(name))) for name in _STYLESHEETS}


def _without_comments(css: bytes) -> bytes:
    """The stylesheet without comments and needless spaces; strings of ours hold neither."""
    text = re.sub(
        r"/\*.*?\*/|\s+", lambda found: "" if found[0].startswith("/*") else " ", css.decode(), flags=re.DOTALL
    )
    return re.sub(r" *([{};,]) *|(:) ", r"\1\2", text).replace(";}", "}").strip().encode()


def scripts(languages: Iterable[Language]) -> dict[str, SiteFile]:
    """The scripts in each language, by name, language and `js`: that of every page, and those of some kinds of pages."""
    found = {}
    for language in languages:
        found[f"catalogue.{language.code}.js"] = _script("catalogue", "words", _words(language), language)
        found[f"recognition.{language.code}.js"] = _script(
            "recognition", "tableWords", _table_words(language), language
        )
        found[f"plan.{language.code}.js"] = _script("plan", "planWords", _plan_words(language), language)
        found[f"compare.{language.code}.js"] = _script("compare", "compareWords", compare_words(language), language)
        found[f"browse.{language.code}.js"] = _script("browse", "browseWords", browse_words(language), language)
        for name in _WORDLESS:
            found[f"{name}.{language.code}.js"] = _named(name, "js", b'"use strict";\n' + _code(name))
    return found


def _script(name: str, variable: str, words: Mapping[str, object], language: Language) -> SiteFile:
    """A script in one language: its words, then what it does with them."""
    said = json.dumps(words, ensure_ascii=False, sort_keys=True)
    opening = f'"use strict";\nconst {variable} = {said};\n'
    return _named(f"{name}.{language.code}", "js", opening.encode() + _code(name))


def _plan_words(language: Language) -> dict[str, object]:
    """What the script of the page for planning says."""
    say = language.say
    return {
        "goal": say("Pathway"),
        "choose": say("choose a pathway"),
        "have": say("What you have"),
        "others": say("On the way through other pathways"),
        "through": say("{title}, which leads to {goal}"),
        "more": say("Other micro-credentials"),
        "find": say("Find a micro-credential by its title"),
        "foundNone": say("No micro-credential on a pathway has this title."),
        "remains": say("What remains"),
        "reached": say("{reached} reached; steps done: {done} of {all}."),
        "reachedOf": say("{reached} of {target} reached, {remaining} remaining; steps done: {done} of {all}."),
        "ects": language.gettext("{number} ECTS"),
        "noEcts": say("no ECTS stated"),
        "free": say("free of charge"),
        "noPrice": say("price not known"),
        "done": say("done"),
        "stepAll": say("Still to take:"),
        "stepCount": language.plural_forms("Still to take: {number} of these", "Still to take: {number} of these"),
        "stepEcts": say("Still to take: {ects} from these"),
        "nothingBrings": say("Nothing that is offered today brings what remains of this step."),
        "closed": say("no longer offered"),
        "besides": say("Besides:"),
        "also": say("also by the pathway"),
        "routes": say("The best routes"),
        "shortest": say("shortest"),
        "cheapest": say("cheapest"),
        "fewest": say("fewest credits"),
        "take": language.plural_forms("Take {number} micro-credential:", "Take {number} micro-credentials:"),
        "sum": say("In all {ects}, {price}."),
        "short": say("The steps are then done, but {ects} of {target} are missing: take more than the least."),
        "otherParts": say("Parts that are no micro-credential, such as a thesis, are not in the sum."),
        "unpriced": say("Not in the sum, because no price is known: {titles}."),
        "unknownEcts": say("Not in the sum, because no ECTS are stated: {titles}."),
        "leg": say("{uses}: this completes {pathway}, which leads to {goal}."),
        "lastLeg": say("{uses}: this completes {pathway}."),
        "noRoute": say("With what is offered today no route leads to the end of this pathway."),
        "arrived": say("You have all the micro-credentials that this pathway asks for."),
        "withdrawn": say("This pathway is no longer offered."),
        "counts": say("What it counts towards"),
        "countsNone": say("It counts in no pathway of this catalogue."),
        "begin": say("Choose a pathway, or tick what you have to see where it counts."),
        "failed": say("The pathways could not be loaded. The page of each pathway says the same step by step."),
    }


def _table_words(language: Language) -> dict[str, object]:
    """What the script of the table of recognition says."""
    say = language.say
    return {
        "purpose": say("For what"),
        "body": say("Awarding body"),
        "bodyCountry": say("Country of the awarding body"),
        "by": say("Receiving organisation"),
        "byCountry": say("Country of the receiving organisation"),
        "field": say("Field of education"),
        "level": say("EQF level"),
        "all": say("all"),
        "more": say("Show more awarding bodies"),
        "next": say("Next organisations"),
        "previous": say("Previous organisations"),
        "caption": say("Awarding bodies by receiving organisations: {purpose}"),
        "shown": say("{bodies} of {allBodies} awarding bodies, {receivers} of {allReceivers} receiving organisations"),
        "noPolicy": say("no policy published"),
        "none": say("Nothing fits what you chose."),
        "close": say("Close"),
        "law": [say(WHO_DECIDES), say(REGULATED_PROFESSIONS)],
        "policy": say("The policy of the organisation"),
        "failed": say("The table could not be loaded. The numbers below are complete without it."),
    }


def _words(language: Language) -> dict[str, object]:
    """What the script says; a word that depends on a number has a form for each CLDR plural category."""
    say = language.say
    return {
        "language": language.code,
        "open": say("open now"),
        "closed": say("closed"),
        "lastDay": say("last day to apply"),
        "left": language.plural_forms("{number} day left to apply", "{number} days left to apply"),
        "opens": language.plural_forms("opens in {number} day", "opens in {number} days"),
        "save": say("Save"),
        "saved": say("Saved"),
        "full": say("The shortlist is full: it holds 20. Remove one to save another."),
        "unkept": say("This browser keeps nothing for this site, so the list is lost when you leave the page."),
    }


def _code(name: str) -> bytes:
    """A script without comments, which in ours begin and end a line, and without the spaces before lines."""
    return re.sub(rb"^ */\*.*?\*/\n|^ +", b"", _read(f"{name}.js"), flags=re.DOTALL | re.MULTILINE)


def _read(name: str) -> bytes:
    return (theme_folder() / "assets" / name).read_bytes()


def _named(stem: str, extension: str, content: bytes) -> SiteFile:
    return SiteFile(f"assets/{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{extension}", content)
