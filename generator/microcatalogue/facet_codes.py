"""Which codes an offering has in each facet: what readers narrow down by, read off its record.

Codes are those of the vocabularies, or ids of records, so that an address means the same in every language and for years.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from hashlib import sha256

from .catalogue import Catalogue
from .model import Offering, QualityAssurance, StackingOption
from .vocabulary import vocabulary

FREE = "free-of-charge"
FUNDED = "free-or-funded"
ACCESS = ("step_free", "captions", "sign_language", "easy_read")

Codes = Callable[[Catalogue, Offering], Iterable[str]]


def levels(_catalogue: Catalogue, offering: Offering) -> Iterator[str]:
    """The EQF level (Annex I, element 8)."""
    if offering.level and offering.level.eqf is not None:
        yield str(offering.level.eqf)


def national_levels(_catalogue: Catalogue, offering: Offering) -> Iterator[str]:
    """The level of a national framework, as the codes of its vocabulary are written."""
    if offering.level and offering.level.nqf:
        yield f"{offering.level.nqf.framework}/{offering.level.nqf.level}"


def fields(_catalogue: Catalogue, offering: Offering) -> Iterator[str]:
    """The stated fields and the wider ones that hold them (ISCED-F 2013: two, three and four digits)."""
    for code in offering.isced_f:
        yield from field_line(code)


@cache
def field_line(code: str) -> tuple[str, ...]:
    """A field and those that hold it, the widest first."""
    table = vocabulary("isced-f")
    line = [code]
    while line[0] in table and (parent := table[line[0]].more.get("parent")):
        line.insert(0, parent)
    return tuple(line)


def countries(catalogue: Catalogue, offering: Offering) -> Iterator[str]:
    """The countries of the awarding bodies (Annex I, element 3)."""
    for body in catalogue.awarding_bodies(offering):
        country = catalogue.awarding_country(body)
        if country:
            yield country


def regions(catalogue: Catalogue, offering: Offering) -> Iterator[str]:
    """Where one takes part: the regions of the runs' places, else that of the provider, with the wider ones (NUTS)."""
    stated = [run.place.region for run in offering.runs if run.place and run.place.region]
    provider = catalogue.providers.get(offering.provider)
    if not stated and provider and provider.region:
        stated = [provider.region]
    table = vocabulary("nuts")
    for code in stated:
        yield from (code[:length] for length in range(3, len(code) + 1) if code[:length] in table)


def participation(_catalogue: Catalogue, offering: Offering) -> Iterator[str]:
    """The forms of participation, of the offering and of its runs (Annex I, element 10)."""
    yield from offering.participation
    yield from (run.participation for run in offering.runs if run.participation)


def times(_catalogue: Catalogue, offering: Offering) -> Iterator[str]:
    """The times of day at which runs are taught."""
    for run in offering.runs:
        yield from run.times


def languages(_catalogue: Catalogue, offering: Offering) -> Iterator[str]:
    """The languages of teaching, of the offering and of its runs."""
    yield from offering.languages
    for run in offering.runs:
        yield from run.languages


def entry_languages(_catalogue: Catalogue, offering: Offering) -> Iterator[str]:
    """What one has to know of languages to begin, as language and CEFR level: et-b1."""
    needed = offering.prerequisites.language_level if offering.prerequisites else None
    for language, level in (needed or {}).items():
        yield f"{language}-{level.lower()}"


def settings(_catalogue: Catalogue, offering: Offering) -> Iterator[str]:
    """Formal, non-formal or informal learning."""
    if offering.learning_setting:
        yield offering.learning_setting


def kinds(catalogue: Catalogue, offering: Offering) -> Iterator[str]:
    """The kind of the provider."""
    provider = catalogue.providers.get(offering.provider)
    if provider and provider.kind:
        yield provider.kind


def is_free(offering: Offering) -> bool:
    """True where a learner can take part without paying: a price of 0 is stated, or of 0 for every run."""
    return any(price.amount == 0 for price in offering.price) or (
        bool(offering.runs) and all(any(price.amount == 0 for price in run.price) for run in offering.runs)
    )


def money(_catalogue: Catalogue, offering: Offering) -> Iterator[str]:
    """Whether it is free of charge, and which money a learner can get for it (point 12b)."""
    if is_free(offering):
        yield FREE
    if is_free(offering) or offering.funding:
        yield FUNDED
    yield from (funding.scheme for funding in offering.funding)


def access(_catalogue: Catalogue, offering: Offering) -> Iterator[str]:
    """What is there for people with access needs (Annex II, principle 8)."""
    if offering.access:
        yield from (name.replace("_", "-") for name in ACCESS if getattr(offering.access, name))


def entry(_catalogue: Catalogue, offering: Offering) -> Iterator[str]:
    """`none` where it is stated that nothing is needed to enrol (Annex I, element 12)."""
    if offering.prerequisites and offering.prerequisites.none:
        yield "none"


def validation(_catalogue: Catalogue, offering: Offering) -> Iterator[str]:
    """`available` where it can be had by validating what one has learnt elsewhere (point 8c)."""
    if offering.validation and offering.validation.available:
        yield "available"


def stackability(_catalogue: Catalogue, offering: Offering) -> Iterator[str]:
    """Stand-alone, or integrated and stackable (Annex I, element 15)."""
    if offering.stackability:
        yield offering.stackability.option


def stacks_into(catalogue: Catalogue, offering: Offering) -> Iterator[str]:
    """What it counts towards: the pathways that list it, and what its own record names."""
    yield from (_in_address(one.id) for one in catalogue.pathways_with(offering.id))
    for option in offering.stackability.into if offering.stackability else ():
        yield stacking_code(option)


def stacking_code(option: StackingOption) -> str:
    """An offering by its id, a qualification outside the catalogue by its title."""
    if option.offering:
        return _in_address(option.offering)
    title = option.qualification.title if option.qualification else ()
    return "qualification-" + sha256("\n".join(f"{code} {words}" for code, words in title).encode()).hexdigest()[:8]


def _in_address(record_id: str) -> str:
    """An id as fragments and queries write it."""
    return record_id.replace("/", "~")


def assessment_types(_catalogue: Catalogue, offering: Offering) -> Iterator[str]:
    """The types of assessment (Annex I, element 9)."""
    yield from (one.type for one in offering.assessment)


def supervision(_catalogue: Catalogue, offering: Offering) -> Iterator[str]:
    """Supervision and identity check (Annex I, element 13)."""
    yield from (one.supervision for one in offering.assessment if one.supervision)


def frameworks(catalogue: Catalogue, offering: Offering) -> Iterator[str]:
    """The frameworks of the quality assurance that counts on the as-of date (Annex I, element 11)."""
    entries: Iterable[QualityAssurance] = catalogue.quality_assurance(offering)
    yield from (one.framework for one in entries if one.counts(catalogue.as_of))


def transitions(_catalogue: Catalogue, offering: Offering) -> Iterator[str]:
    """Digital and green (points 11e and 11f)."""
    yield from offering.transitions


def occupations(_catalogue: Catalogue, offering: Offering) -> Iterator[str]:
    """The occupations that it prepares for, by the last part of their ESCO URI."""
    yield from (esco_code(one.uri) for one in offering.esco_occupations)


def esco_code(uri: str) -> str:
    """What tells one ESCO concept from the others: the last part of its URI."""
    return uri.rpartition("/")[2]
