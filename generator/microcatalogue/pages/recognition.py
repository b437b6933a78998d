"""The table of recognition: awarding bodies by receiving organisations, one purpose at a time (point 9c).

The page counts outcomes organisation by organisation. Browsers draw the table from files beside it: an index of rows and
columns, a file of letters for each organisation, which is fetched when its column shows, and a file of titles for each
awarding body, which is fetched when one of its cells is opened. So it stays light however large the catalogue.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial

import orjson

from ..awarding import Awarding
from ..edition import Edition
from ..facets import field_line
from ..model import Offering, Provider
from ..recognition import purposes_of
from ..site_file import Planned, SiteFile
from ..urls import page
from ..values import ProviderId
from .frame import Page, Site
from .language import Language
from .legal import regulated_professions, who_decides
from .paging import numbered, on_page, page_paths, pager
from .parts import Link, Table, Value, Words, there
from .policy import policy_date
from .receivers import meaning
from .recognises import OUTCOMES
from .speaker import Speaker

FOLDER = "recognition"
_NEEDS = ("recognition.css", "matrix.css", "recognition.js")


def pages(edition: Edition, language: str) -> Iterator[tuple[str, Callable[[Site, Language], Page]]]:
    """The path of every page of the table, and how it is made: fifty receiving organisations a page."""
    for number, path in enumerate(page_paths(f"{language}/{FOLDER}/", len(edition.receivers())), 1):
        yield path, partial(_page, path=path, number=number)


def _page(site: Site, language: Language, *, path: str, number: int) -> Page:
    speaker = site.speaker(language, path)
    say, folder = speaker.say, f"{language.code}/{FOLDER}/"
    receiving = tuple(site.edition.receivers())
    content = {
        "lead": language.say_many(
            "{number} organisation publishes which micro-credentials of others it recognises.",
            "{number} organisations publish which micro-credentials of others they recognise.",
            len(receiving),
        ),
        "index": speaker.link(index_path(language.code)) if number == 1 else "",
        "totals": _totals(site, on_page(receiving, number), speaker),
        "meaning": meaning(speaker),
        "notes": (who_decides(speaker), regulated_professions(speaker)),
        "pager": pager(folder, len(receiving), number, speaker),
    }
    title = numbered(Words(say("Who recognises what")), number, speaker)
    return Page("recognition.html.j2", path, title, content, needs=_NEEDS)


def _totals(site: Site, receiving: tuple[ProviderId, ...], speaker: Speaker) -> Table:
    """How many micro-credentials of the catalogue each organisation recognises, purpose by purpose."""
    say = speaker.say
    heads = (say("Organisation"), say("For what"), *(speaker.label("recognition-outcome", one) for one in OUTCOMES))
    lines = tuple(line for one in receiving for line in _lines(site, one, speaker))
    return Table(say("Micro-credentials of this catalogue by outcome"), heads, lines)


def _lines(site: Site, provider: ProviderId, speaker: Speaker) -> Iterator[tuple[tuple[Value, ...], ...]]:
    coverage = site.edition.coverage(provider)
    name = there(_policy_link(provider, speaker))
    for purpose in dict.fromkeys(purpose for purpose, _ in coverage):
        numbers = (coverage.get((purpose, outcome), (0, ()))[0] for outcome in OUTCOMES)
        cells = ((Words(speaker.language.number(number)),) if number else () for number in numbers)
        yield name, (Words(speaker.label("recognition-purpose", purpose)),), *cells


def _policy_link(provider: ProviderId, speaker: Speaker) -> Value | None:
    """The organisation, led to its policy."""
    one = speaker.to("provider", provider)
    return Link(one.words, f"{one.url}#recognition-policy") if isinstance(one, Link) else one


def index_path(language: str) -> str:
    """The index of rows and columns in one language."""
    return f"{language}/{FOLDER}/index.json"


def letters_path(provider: ProviderId) -> str:
    """The file of the column of one organisation, the same in every language."""
    return f"{FOLDER}/{provider}.json"


def titles_path(language: str, key: str) -> str:
    """The file of what one awarding body awards, in one language."""
    return f"{language}/{FOLDER}/bodies/{key}.json"


def planned_tables(site: Site) -> Iterator[Planned]:
    """The files from which browsers draw the table."""
    for provider in site.edition.receivers():
        path = letters_path(provider)
        yield Planned(path, partial(_letters, site, provider, path), lasting=True)
    for language in site.languages:
        path = index_path(language.code)
        yield Planned(path, partial(_index, site, language, path), lasting=True)
        for one in site.edition.awarding():
            path = titles_path(language.code, one.key)
            yield Planned(path, partial(_titles, site, language, one.key, path), lasting=True)


def _letters(site: Site, provider: ProviderId, path: str) -> SiteFile:
    return _json(path, site.edition.outcome_letters(provider))


def _index(site: Site, language: Language, path: str) -> SiteFile:
    """Rows, columns, and of each offering of each row the level and the broad fields by which one narrows down."""
    speaker = site.speaker(language, path)
    awarding = site.edition.awarding()
    entries = [offering for one in awarding for offering in one.offerings]
    fields = [sorted({field_line(code)[0] for code in one.isced_f}) for one in entries]
    levels = [str(one.level.eqf) if one.level and one.level.eqf is not None else "" for one in entries]
    countries = {country for country in (*(_country(one, speaker) for one in awarding), *_countries(site)) if country}
    return _json(
        path,
        {
            "bodies": [_row(one, speaker) for one in awarding],
            "receivers": [_column(site, one, speaker) for one in site.catalogue.providers.values()],
            "levels": levels,
            "fields": [" ".join(one) for one in fields],
            "labels": {
                "country": _labels("country", sorted(countries), speaker),
                "level": _labels("eqf", sorted({one for one in levels if one}), speaker),
                "field": _labels("isced-f", sorted({code for codes in fields for code in codes}), speaker),
                "purpose": _labels("recognition-purpose", _purposes(site), speaker),
            },
            "outcomes": [[one.code, one.label] for one in speaker.codes("recognition-outcome", OUTCOMES)],
        },
    )


def _purposes(site: Site) -> list[str]:
    """The purposes that policies in force speak of, those of most policies first."""
    policies = (site.catalogue.policies[one] for one in site.edition.receivers())
    return [purpose for purpose, _ in Counter(one for policy in policies for one in purposes_of(policy)).most_common()]


def _country(one: Awarding, speaker: Speaker) -> str:
    return speaker.catalogue.awarding_country(one.body) or ""


def _countries(site: Site) -> Iterator[str]:
    return (one.country or "" for one in site.catalogue.providers.values())


def _labels(table: str, codes: Iterable[str], speaker: Speaker) -> dict[str, str]:
    return {code: speaker.label(table, code) for code in codes}


def _row(one: Awarding, speaker: Speaker) -> list[object]:
    """Key, name, country, number of offerings, and the file of their titles."""
    shown = speaker.to("provider", one.body.provider) if one.body.provider else speaker.text(one.body.name)
    words = shown.words if isinstance(shown, Link) else shown
    titles = speaker.link(titles_path(speaker.language.code, one.key))
    return [one.key, words.text if words else one.key, _country(one, speaker), len(one.offerings), titles]


def _column(site: Site, one: Provider, speaker: Speaker) -> list[object]:
    """Id, name, country, address of the policy, purposes, file of letters, date; empty where no policy is in force."""
    shown = _policy_link(one.id, speaker)
    name, address = (shown.words.text, shown.url) if isinstance(shown, Link) else (one.id, "")
    if one.id not in site.edition.receivers():
        return [one.id, name, one.country or "", address, [], "", ""]
    policy = site.catalogue.policies[one.id]
    letters, day = speaker.link(letters_path(one.id)), policy_date(policy, speaker)
    return [one.id, name, one.country or "", address, purposes_of(policy), letters, day]


def _titles(site: Site, language: Language, key: str, path: str) -> SiteFile:
    """Of each offering its address, title and the title's language where it is not the page's."""
    # Addresses are those from the page of the table, where browsers use the file.
    speaker = site.speaker(language, f"{language.code}/{FOLDER}/")
    return _json(path, [_title(one, speaker) for one in site.edition.awarded_by(key)])


def _title(offering: Offering, speaker: Speaker) -> list[str]:
    shown = speaker.to("offering", offering.id)
    words = shown.words if isinstance(shown, Link) else Words(offering.id)
    return [speaker.link(page(speaker.language.code, "offering", offering.id)), words.text, words.lang or ""]


def _json(path: str, document: object) -> SiteFile:
    return SiteFile(path, orjson.dumps(document) + b"\n")
