"""What the catalogue says of itself on its front page: its rules for records, where it is kept, how it counts."""

from __future__ import annotations

from ..model import Range, Settings
from .parts import Section, Words, stated
from .speaker import Speaker


def about_catalogue(settings: Settings, speaker: Speaker) -> Section:
    """The settings of the catalogue in words."""
    say, repository = speaker.say, settings.repository
    hours = settings.hours_per_ects
    national = tuple(_national(country, bounds, speaker) for country, bounds in (hours.by_country or {}).items())
    usual = Range(min=hours.min, max=hours.max)
    rows = (
        *stated(say("Published in"), speaker.code("country", settings.publisher.country)),
        *stated(say("Languages of the site"), *speaker.languages(settings.languages)),
        *stated(say("A deadline ends at 23:59 in the time zone"), Words(settings.time_zone)),
        *stated(say("Gaps in descriptions"), speaker.code("incomplete", settings.incomplete)),
        *stated(say("The size is questioned above"), speaker.number(settings.large_from_ects, say("{number} ECTS"))),
        *stated(say("Hours of work for one ECTS"), Words(_bounds(usual, speaker)), *national),
        *stated(
            say("Where the files are kept"),
            speaker.outside(repository.url) if repository else None,
            speaker.code("repository-host", repository.host) if repository else None,
            Words(repository.branch) if repository else None,
        ),
    )
    return Section("about", say("About this catalogue"), rows)


def _bounds(bounds: Range, speaker: Speaker) -> str:
    ends = [speaker.language.number(end) for end in (bounds.min, bounds.max) if end is not None]
    return "–".join(dict.fromkeys(ends))


def _national(country: str, bounds: Range, speaker: Speaker) -> Words:
    return Words(f"{speaker.label('country', country)}: {_bounds(bounds, speaker)}")
