"""What pages load: one stylesheet, and one script a language. Names change with the content, so that browsers may keep
the files for ever."""

from __future__ import annotations

import hashlib
import json
import re

from ..site_file import SiteFile
from ..theme import theme_folder
from .language import Language


def stylesheet() -> SiteFile:
    """The stylesheet of every page."""
    return _named("catalogue", "css", _without_comments(_read("catalogue.css")))


def _without_comments(css: bytes) -> bytes:
    """The stylesheet without comments and needless spaces; strings of ours hold neither."""
    text = re.sub(
        r"/\*.*?\*/|\s+", lambda found: "" if found[0].startswith("/*") else " ", css.decode(), flags=re.DOTALL
    )
    return re.sub(r" *([{};,]) *|(:) ", r"\1\2", text).replace(";}", "}").strip().encode()


def script(language: Language) -> SiteFile:
    """The script of every page in one language: its words, then what it does with them."""
    words = json.dumps(_words(language), ensure_ascii=False, sort_keys=True)
    return _named(
        f"catalogue.{language.code}", "js", f'"use strict";\nconst words = {words};\n'.encode() + _read("catalogue.js")
    )


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
