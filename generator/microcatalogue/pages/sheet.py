"""The information sheet of an offering for recognition officers: two pages of paper with what is documented.

OUTPUTS.md: the sixteen rows of Annex I, the seven questions with the evidence for each answer, the national ENIC-NARIC
centre (point 13), permanent link, QR code, content hash and date. Long lists and texts are cut, so that it stays at two
pages of A4; the page of the offering and its record hold all of them.
"""

from __future__ import annotations

from collections import Counter

from ..model import Offering
from ..urls import iri, page
from ..vocabulary import vocabulary
from .annex_one import annex_one
from .centres import centres_for
from .frame import Page, Site
from .language import Language
from .legal import regulated_professions, who_decides
from .parts import Coded, Link, Picture, Row, Section, Sentence, Value, Words, stated
from .qr_code import code_path
from .questions import Question, questions
from .receivers import best_of_each
from .speaker import Speaker

_VALUES, _OUTCOMES, _LETTERS = 3, 8, 140
"""How many values of a row show, how many learning outcomes, and how many letters of a text."""


def sheet_path(language: str, offering: str) -> str:
    """The path of the sheet of an offering in a language."""
    return f"{page(language, 'offering', offering)}sheet/"


def sheet_page(site: Site, language: Language, *, record: Offering) -> Page:
    """The sheet of one offering in one language."""
    offering, path = record, sheet_path(language.code, record.id)
    speaker = site.speaker(language, path, offering)
    own = page(language.code, "offering", offering.id)
    cutting = _Cutting(speaker)
    title = speaker.text(offering.title) or Words(offering.id)
    content = {
        "by": speaker.to("provider", offering.provider),
        "about": _about(site, offering, speaker),
        "code": Picture(speaker.link(code_path(offering.id)), speaker.say("QR code of the permanent link")),
        "notice": _notice(offering, speaker),
        "annex_one": tuple(map(cutting.row, annex_one(offering, speaker))),
        "questions": tuple(map(cutting.question, questions(offering, speaker))),
        "recognised": _recognised(site, offering, speaker),
        "centres": centres_for(offering, speaker),
        "legal": (who_decides(speaker), regulated_professions(speaker)),
        "own_page": Link(Words(speaker.say("The whole record on its page")), speaker.link(own)),
    }
    return Page(
        "sheet.html.j2",
        path,
        title,
        content,
        trail=(Link(title, speaker.link(own)),),
        fallbacks=tuple(sorted(speaker.fallbacks)),
        source=site.catalogue.file("offering", offering.id),
        key=("offering", offering.id),
        needs=("sheet.css",),
        indexed=False,
    )


def _about(site: Site, offering: Offering, speaker: Speaker) -> tuple[Row, ...]:
    """What the sheet is of, and as of when."""
    say, key = speaker.say, ("offering", offering.id)
    past, as_of = site.edition.past(key), site.catalogue.as_of
    return (
        *stated(say("Permanent link"), Words(iri(site.urls.base, *key))),
        *stated(say("Content hash"), Words(site.catalogue.content_hashes[key])),
        *stated(say("Version"), speaker.number(past.version) if past else None),
        *stated(say("Last changed"), speaker.day(past.modified) if past else None),
        *stated(say("As of"), speaker.day(as_of)),
    )


def _notice(offering: Offering, speaker: Speaker) -> Section | None:
    if offering.status != "withdrawn":
        return None
    rows = (
        *stated(speaker.say("Withdrawn on"), speaker.day(offering.withdrawn_on)),
        *stated(speaker.say("What earlier holders keep"), speaker.text(offering.holders_keep)),
    )
    lead = speaker.say("This micro-credential is no longer offered. The page stays for those who hold it.")
    return Section("status", speaker.say("Withdrawn"), rows, lead=lead)


def _recognised(site: Site, offering: Offering, speaker: Speaker) -> tuple[Row, ...]:
    """How many organisations come to which outcome at best, so that an officer sees how others read the same evidence."""
    numbers = Counter(best_of_each(site.edition.outcomes(offering.id)).values())
    return tuple(
        Row(term.label(speaker.language.code), (Words(speaker.language.number(numbers[outcome])),))
        for outcome, term in vocabulary("recognition-outcome").terms.items()
        if numbers[outcome]
    )


class _Cutting:
    """Cuts lists and texts to the room of a sheet and says that something was left out."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker

    def row(self, row: Row) -> Row:
        """A row of Annex I; the learning outcomes have more room than others."""
        most = _OUTCOMES if row.number == "6" else _VALUES
        return row._replace(values=self.values(row.values, most), gloss="")

    def question(self, one: Question) -> Question:
        """A question with its answer and evidence cut."""
        return Question(one.words, self.values(one.answer, _VALUES), self.values(one.evidence, _VALUES))

    def values(self, values: tuple[Value, ...], most: int) -> tuple[Value, ...]:
        """At most so many values, each short, and how many more there are."""
        shown, more = values[:most], len(values) - most
        short = tuple(self._short(one) for one in shown)
        if more <= 0:
            return short
        said = self._speaker.language.say_many(
            "and {number} more in the record", "and {number} more in the record", more
        )
        return (*short, Words(said))

    def _short(self, value: Value) -> Value:
        if isinstance(value, Words):
            return Words(_cut(" ".join(value.text.split())), value.lang)
        if isinstance(value, Coded):
            return Words(value.label)
        if isinstance(value, Link):
            return value._replace(words=value.words._replace(text=_cut(value.words.text)))
        if isinstance(value, Sentence):
            return Sentence(
                tuple(one._replace(text=_cut(one.text)) if isinstance(one, Words) else one for one in value.parts)
            )
        return value


def _cut(text: str) -> str:
    """A text of at most so many letters, cut between words."""
    if len(text) <= _LETTERS:
        return text
    return f"{text[:_LETTERS].rsplit(' ', 1)[0]} …"
