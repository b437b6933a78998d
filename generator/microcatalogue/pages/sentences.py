"""A recognition policy in plain sentences, one a rule, made from the rules in each language of the site.

A sentence names the decision and what an offering must be; what it must be reads "X is A or B", so that languages with
cases can say it in the nominative. Links and texts of records stand in a sentence as characters of the private use area
until its words are in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from ..model import Origin, Range, RecognitionPolicy, Rule, Terms
from ..recognition import purposes_of
from .language import message
from .parts import Link, Section, Sentence, Statement, Value, Words
from .policy import granted_credits, range_words, toward
from .speaker import Speaker

_FIRST_MARK = 0xE000
_MARK = re.compile("([\ue000-\uf8ff])")

_WHERE = {
    "automatic": message("We recognise without a separate decision micro-credentials where {condition}."),
    "conditional": message("We recognise on conditions micro-credentials where {condition}."),
    "individual": message("We decide individually on micro-credentials where {condition}."),
    "not-recognised": message("We do not recognise micro-credentials where {condition}."),
}
_WHERE_ALL = {
    "automatic": message("We recognise without a separate decision micro-credentials where all of this holds:"),
    "conditional": message("We recognise on conditions micro-credentials where all of this holds:"),
    "individual": message("We decide individually on micro-credentials where all of this holds:"),
    "not-recognised": message("We do not recognise micro-credentials where all of this holds:"),
}
_ALL = {
    "automatic": message("We recognise all micro-credentials without a separate decision."),
    "conditional": message("We recognise all micro-credentials on conditions."),
    "individual": message("We decide individually on every micro-credential."),
    "not-recognised": message("We do not recognise micro-credentials."),
}
_ALL_OTHER = {
    "automatic": message("We recognise all other micro-credentials without a separate decision."),
    "conditional": message("We recognise all other micro-credentials on conditions."),
    "individual": message("We decide individually on all other micro-credentials."),
    "not-recognised": message("We do not recognise other micro-credentials."),
}
_TERMS = {
    "level_basis": ("level-basis", message("the basis of the level is {labels}")),
    "isced_f": ("isced-f", message("the field of education is {labels}")),
    "supervision": ("supervision", message("every assessment is {labels}")),
    "supervision_of_one": ("supervision", message("at least one assessment is {labels}")),
    "settings": ("learning-setting", message("the learning setting is {labels}")),
    "formats": ("credential-format", message("the format of the credential is {labels}")),
}
_COMMON = frozenset({"isced_f", "settings"})
"""Terms whose labels are common nouns, which stand in a sentence with a small letter."""


def policy_in_words(policy: RecognitionPolicy, speaker: Speaker) -> tuple[Section, ...]:
    """For each purpose of a policy its rules as sentences, in the order in which they are read."""
    return tuple(_section(policy, purpose, speaker) for purpose in purposes_of(policy))


def _section(policy: RecognitionPolicy, purpose: str, speaker: Speaker) -> Section:
    rules = [rule for rule in policy.rules if purpose in rule.purposes]
    values = tuple(_Marked(speaker).rule(rule, first=number == 0) for number, rule in enumerate(rules))
    return Section(f"recognises-{purpose}", speaker.label("recognition-purpose", purpose), values=values)


class _Marked:
    """Words of one rule, in which a character of the private use area stands for each link and each stated text."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker, self._marked = speaker, list[Words | Link]()

    def rule(self, rule: Rule, *, first: bool) -> Statement:
        """What a rule says; `first` where no other one is read before it."""
        decision = "conditional" if rule.decision == "automatic" and rule.asks else rule.decision
        conditions = (*self._of_body(rule.from_ or Origin()), *self._of_offering(rule.when or Terms()))
        listed = tuple(self._sentence(one) for one in conditions) if len(conditions) > 1 else ()
        rest = " ".join((*self._grants(rule), *self._asks(rule), *self._note(rule)))
        return Statement(self._sentence(self._opening(decision, conditions, first)), listed, self._sentence(rest))

    def _opening(self, decision: str, conditions: tuple[str, ...], first: bool) -> str:
        """One condition stands in the sentence, several are a list that it opens."""
        if not conditions:
            return self._say((_ALL if first else _ALL_OTHER)[decision])
        if len(conditions) > 1:
            return self._say(_WHERE_ALL[decision])
        return self._say(_WHERE[decision], condition=conditions[0])

    def _of_body(self, origin: Origin) -> Iterator[str]:
        """What the awarding body must be."""
        speaker, one_of = self._speaker, self._one_of
        if origin.offerings:
            links = (speaker.to("offering", ref) for ref in origin.offerings)
            yield self._say(message("the micro-credential is {offerings}"), offerings=one_of(self._marks(links)))
        if origin.kinds:
            kinds = self._labels("provider-kind", origin.kinds, lower=True)
            yield self._say(message("the kind of awarding body is {kinds}"), kinds=kinds)
        if origin.providers:
            links = (speaker.to("provider", ref) for ref in origin.providers)
            yield self._say(message("the awarding body is {providers}"), providers=one_of(self._marks(links)))
        if origin.countries:
            countries = self._labels("country", origin.countries)
            yield self._say(message("the country of the awarding body is {countries}"), countries=countries)
        if origin.alliances:
            alliances = one_of(self._marks(Words(one) for one in origin.alliances))
            yield self._say(message("the awarding body is a member of {alliances}"), alliances=alliances)
        if origin.identifiers:
            registers = self._labels("provider-identifier", origin.identifiers)
            yield self._say(message("the awarding body is registered in {registers}"), registers=registers)
        if origin.frameworks:
            frameworks = self._labels("framework", origin.frameworks)
            yield self._say(message("quality assurance is by {frameworks}"), frameworks=frameworks)

    def _of_offering(self, terms: Terms) -> Iterator[str]:
        """What the micro-credential must be."""
        if terms.eqf:
            yield self._say(message("the EQF level is {level}"), level=self._range(terms.eqf))
        if terms.ects:
            yield self._say(message("the workload is {number} ECTS"), number=self._range(terms.ects))
        if terms.languages:
            names = [words.text for words in self._speaker.languages(terms.languages)]
            yield self._say(message("the language of teaching is {languages}"), languages=self._one_of(names))
        for name, (table, words) in _TERMS.items():
            if codes := getattr(terms, name):
                yield self._say(words, labels=self._labels(table, codes, lower=name in _COMMON))

    def _grants(self, rule: Rule) -> Iterator[str]:
        grants = rule.grants
        if grants is None:
            return
        if credits := granted_credits(grants, self._speaker):
            yield self._say(message("This gives {credits}."), credits=credits)
        if grants.towards:
            targets = self._marks(toward(one, self._speaker) for one in grants.towards)
            yield self._say(message("It counts towards: {targets}."), targets=self._speaker.language.listed(targets))

    def _asks(self, rule: Rule) -> Iterator[str]:
        asks, speaker = rule.asks, self._speaker
        if asks is None:
            return
        if asks.max_age_years is not None:
            yield self._age(asks.max_age_years)
        if grade := self._marks((speaker.text(asks.min_grade),)):
            yield self._say(message("The grade must be at least: {grade}."), grade=grade[0])
        if other := self._marks((speaker.text(asks.other),)):
            yield self._say(message("Besides: {other}"), other=other[0])

    def _age(self, years: Decimal) -> str:
        language = self._speaker.language
        if years == years.to_integral_value():
            return language.say_many(
                "The credential must not be older than {number} year.",
                "The credential must not be older than {number} years.",
                int(years),
            )
        years_written = language.number(years)
        return self._say(
            message("The credential must not be older than this many years: {years}."), years=years_written
        )

    def _note(self, rule: Rule) -> Iterator[str]:
        yield from self._marks((self._speaker.text(rule.note),))

    def _range(self, bounds: Range) -> str:
        number = self._speaker.language.number
        if bounds.min is None:
            return self._say(message("at most {number}"), number=number(bounds.max or 0))
        if bounds.max is None:
            return self._say(message("at least {number}"), number=number(bounds.min))
        return range_words(bounds, self._speaker)

    def _labels(self, table: str, codes: Iterable[str], *, lower: bool = False) -> str:
        labels = [self._speaker.label(table, code) for code in codes]
        return self._one_of([f"{one[0].lower()}{one[1:]}" for one in labels] if lower else labels)

    def _one_of(self, words: list[str]) -> str:
        return self._speaker.language.either(words)

    def _say(self, words: str, **facts: str) -> str:
        return self._speaker.say(words, **facts)

    def _marks(self, values: Iterable[Value | None]) -> list[str]:
        """A mark for each value that there is."""
        found = []
        for value in values:
            if isinstance(value, Words | Link):
                found.append(chr(_FIRST_MARK + len(self._marked)))
                self._marked.append(value)
        return found

    def _sentence(self, words: str) -> Sentence:
        parts = _MARK.split(words)
        return Sentence(
            tuple(self._marked[ord(one) - _FIRST_MARK] if _MARK.fullmatch(one) else one for one in parts if one)
        )
