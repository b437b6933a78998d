"""What pages load: a stylesheet and a script a language for all of them, and more for the kinds that need it.

Names change with the content, so that browsers may keep the files for ever."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping

from ..site_file import SiteFile
from ..theme import theme_folder
from .language import Language

_STYLESHEETS = ("catalogue.css", "recognition.css", "sheet.css")


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
    return found


def _script(name: str, variable: str, words: Mapping[str, object], language: Language) -> SiteFile:
    """A script in one language: its words, then what it does with them."""
    said = json.dumps(words, ensure_ascii=False, sort_keys=True)
    opening = f'"use strict";\nconst {variable} = {said};\n'
    return _named(f"{name}.{language.code}", "js", opening.encode() + _read(f"{name}.js"))


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
        "found": language.plural_forms("{number} micro-credential found", "{number} micro-credentials found"),
    }


def _read(name: str) -> bytes:
    return (theme_folder() / "assets" / name).read_bytes()


def _named(stem: str, extension: str, content: bytes) -> SiteFile:
    return SiteFile(f"assets/{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{extension}", content)
