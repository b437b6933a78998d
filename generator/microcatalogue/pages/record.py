"""What a page says of the record itself: id, dates, versions, corrections, its past, and how to change or question it."""

from __future__ import annotations

from urllib.parse import quote

from ..catalogue import Key
from ..feeds.registry import record_path
from ..model import Correction, Offering
from ..repository import edit_url, past_url
from ..urls import iri
from .changes import happened
from .frame import Site
from .parts import Group, Link, Row, Section, Table, Words, stated
from .speaker import Speaker


def about_record(site: Site, offering: Offering, speaker: Speaker) -> Section:
    """The record itself: id, dates, former ids, corrections, formats."""
    say = speaker.say
    past = site.edition.past(("offering", offering.id))
    identifiers = (Words(f"{scheme}: {value}") for scheme, value in (offering.identifiers or {}).items())
    rows = (
        *stated(say("Permanent link"), Words(iri(site.urls.base, "offering", offering.id))),
        *stated(say("Language of the record"), *speaker.languages([speaker.default_language])),
        *stated(say("Status"), speaker.code("offering-status", offering.status)),
        *stated(say("First published"), speaker.day(past.created) if past else None),
        *stated(say("Last changed"), speaker.day(past.modified) if past else None),
        *stated(say("Version"), speaker.number(past.version) if past else None),
        *stated(say("Looked over by the provider on"), speaker.day(offering.reviewed_on)),
        *stated(say("To be looked over by"), speaker.day(offering.review_by)),
        *stated(say("Other identifiers"), *identifiers),
        *stated(say("Earlier ids"), *(Words(former) for former in offering.formerly)),
        *stated(say("Corrections"), *_corrections(offering, speaker)),
        *stated(
            say("For programs"),
            Link(Words("JSON"), speaker.link(record_path("offering", offering.id, "json"))),
            Link(Words("YAML"), speaker.link(record_path("offering", offering.id, "yml"))),
        ),
    )
    return Section("record", say("About this record"), rows)


def _corrections(offering: Offering, speaker: Speaker) -> tuple[Group, ...]:
    return tuple(Group(None, _correction(one, speaker)) for one in offering.corrections)


def _correction(one: Correction, speaker: Speaker) -> tuple[Row, ...]:
    say = speaker.say
    return (
        *stated(say("On"), speaker.day(one.on)),
        *stated(say("Field"), Words(one.field)),
        *stated(say("What was corrected"), speaker.text(one.note)),
    )


def past_of(site: Site, key: Key, speaker: Speaker) -> Table | None:
    """The changes of a record as a table, the latest first; None where nothing is known of its past."""
    say, changes = speaker.say, site.edition.changes_of(key)
    lines = tuple(
        ((Words(speaker.language.date(one.time)),), (happened(one, speaker),), (Words(one.id),))
        for one in reversed(changes)
    )
    columns = (say("Date"), say("What happened"), say("Id at the time"))
    return Table(say("Published changes of this record"), columns, lines) if lines else None


def ways_to_mend(site: Site, key: Key, speaker: Speaker) -> tuple[Link, ...]:
    """Links to edit the record's file, to see all its past, and to report an error in it."""
    say, settings = speaker.say, site.catalogue.settings
    file = f"{site.edition.folder}/{site.catalogue.file(*key)}"
    links = (
        speaker.outside(edit_url(settings, file), say("Edit this file")),
        speaker.outside(past_url(settings, file), say("All versions of this file")),
        speaker.outside(settings.report_url, say("Report an error")),
        _report_mail(site, key, speaker),
    )
    return tuple(link for link in links if link is not None)


def _report_mail(site: Site, key: Key, speaker: Speaker) -> Link | None:
    """A letter that names the record and its version already, for those who have no account anywhere."""
    address = site.catalogue.settings.report_email
    if address is None:
        return None
    past = site.edition.past(key)
    subject = speaker.say("Error in {id}", id=key[1])
    version = speaker.say(", version {number}", number=past.version) if past else ""
    body = f"{iri(site.urls.base, *key)}{version}\n\n"
    words = Words(speaker.say("Report an error by e-mail"))
    return Link(words, f"mailto:{address}?subject={quote(subject)}&body={quote(body)}")
