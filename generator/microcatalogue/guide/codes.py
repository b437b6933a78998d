"""The guide's pages on messages: one a code, from the registry that the checker speaks from."""

from __future__ import annotations

from collections.abc import Iterator

from .. import explain as explain
from ..codes import Code, all_codes
from ..diagnostics import Severity
from ..pages.language import Language, message
from .article import GuidePage

_SEVERITIES = {
    Severity.ERROR: message("Errors: they have to be put right before a change can be accepted"),
    Severity.WARNING: message("Warnings: please look again"),
    Severity.NOTE: message("Notes: suggestions"),
}


def code_pages(language: Language) -> Iterator[GuidePage]:
    """A list of all codes, then a page a code."""
    yield GuidePage("errors/index.md", "\n".join(_list(language)))
    for code in all_codes():
        yield GuidePage(f"errors/{code.name}.md", "\n".join(_page(code, language)))


def _list(language: Language) -> Iterator[str]:
    say = language.say
    title = say("What messages mean")
    yield f"# {title}"
    yield ""
    yield say("The checker says what is wrong, where and how to put it right. Each kind of message has a code.")
    for severity, words in _SEVERITIES.items():
        yield ""
        yield f"## {say(words)}"
        yield ""
        for code in all_codes():
            if code.severity is severity:
                yield f"- [{say(code.title)}]({code.name}.md) `{code.name}`"


def _page(code: Code, language: Language) -> Iterator[str]:
    say = language.say
    wrong, right = say("Wrong"), say("Right")
    yield f"# {say(code.title)}"
    yield ""
    yield f"`{code.name}`"
    yield ""
    yield say(code.why)
    yield ""
    if code.source:
        yield say("Source: {source}.", source=code.source)
        yield ""
    yield say("What the checker says, with what it is about in braces:")
    yield ""
    yield from _block("text", f"{code.message}\n{code.hint}".strip())
    if code.wrong:
        yield f"## {wrong}"
        yield ""
        yield from _block("yaml", code.wrong)
    if code.right:
        yield f"## {right}"
        yield ""
        yield from _block("yaml", code.right)


def _block(language: str, text: str) -> Iterator[str]:
    yield f"```{language}"
    yield text
    yield "```"
    yield ""
