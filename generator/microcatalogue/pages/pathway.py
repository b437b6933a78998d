"""The page of a pathway: where it leads, its steps as a graph and in words, and the credits that they can bring."""

from __future__ import annotations

from ..feeds.registry import record_path
from ..model import Pathway
from ..stacking import PathwayCredits, pathway_credits
from ..urls import iri, page
from .bodies import awarding_bodies
from .frame import Page, Site
from .language import Language
from .legal import who_decides
from .parts import Link, Row, Section, Value, Words, stated
from .pathway_graph import pathway_drawings
from .pathway_steps import onward, steps
from .plan import plan_link
from .record import past_of, ways_to_mend
from .speaker import Speaker


def pathway_page(site: Site, language: Language, *, record: Pathway) -> Page:
    """The page of one pathway in one language."""
    pathway = record
    path = page(language.code, "pathway", pathway.id)
    speaker = site.speaker(language, path, pathway)
    credits = pathway_credits(pathway, site.catalogue)
    content = {
        "summary": speaker.text(pathway.summary),
        "notice": _notice(pathway, speaker),
        "key_facts": (*_target(pathway, speaker), *_credits(credits, speaker)),
        "plan": plan_link(speaker, goal=pathway.id),
        "graph": pathway_drawings(pathway, credits, speaker),
        "steps": Section("steps", speaker.say("Steps"), values=steps(pathway, credits, speaker)),
        "admission": speaker.text(pathway.admission),
        "note": speaker.text(pathway.note),
        "record": Section("record", speaker.say("About this record"), _record(site, pathway, speaker)),
        "past": past_of(site, ("pathway", pathway.id), speaker),
        "mend": ways_to_mend(site, ("pathway", pathway.id), speaker),
        "legal": who_decides(speaker),
    }
    return Page(
        "pathway.html.j2",
        path,
        speaker.text(pathway.title) or Words(pathway.id),
        content,
        description=speaker.plain(pathway.summary) if pathway.summary else "",
        trail=(Link(Words(speaker.say("Pathways")), speaker.link(f"{language.code}/pathways/")),),
        fallbacks=tuple(sorted(speaker.fallbacks)),
        source=site.catalogue.file("pathway", pathway.id),
        key=("pathway", pathway.id),
        needs=("stacking.css",),
    )


def _notice(pathway: Pathway, speaker: Speaker) -> Section | None:
    if pathway.status != "withdrawn":
        return None
    return Section("status", speaker.say("Withdrawn"), lead=speaker.say("This pathway is no longer offered."))


def _target(pathway: Pathway, speaker: Speaker) -> tuple[Row, ...]:
    say, target, number = speaker.say, pathway.leads_to, speaker.language.gettext("{number} ECTS")
    national = target.nqf
    words = f"{speaker.label('nqf-framework', national.framework)}: {national.level}" if national else None
    leads_to: Value | None = speaker.to("offering", target.offering) if target.offering else speaker.text(target.title)
    return (
        *stated(say("Leads to"), leads_to),
        *stated(say("Kind"), speaker.code("pathway-target", target.kind)),
        *stated(
            say("Level"),
            speaker.code("eqf", target.eqf),
            speaker.outside(national.register, words) if national and national.register else speaker.words(words),
        ),
        *stated(say("Size"), speaker.number(target.ects, number)),
        *stated(say("Counts in turn towards"), *onward(pathway, speaker)),
        *stated(say("Awarded by"), *(speaker.body(body) for body in target.awarding_bodies)),
        *stated(say("Homepage"), speaker.outside(target.homepage)),
        *stated(say("Offered by"), speaker.to("provider", pathway.provider)),
    )


def _credits(credits: PathwayCredits, speaker: Speaker) -> tuple[Row, ...]:
    say, ects = speaker.say, speaker.language.gettext("{number} ECTS")
    remaining = credits.target - credits.most if credits.target is not None else None
    return (
        speaker.row(say("The steps bring at least"), speaker.number(credits.least, ects)),
        speaker.row(say("The steps bring at most"), speaker.number(credits.most, ects)),
        *stated(
            say("Still missing after all steps"),
            speaker.number(remaining, ects) if remaining is not None and remaining > 0 else None,
        ),
    )


def _record(site: Site, pathway: Pathway, speaker: Speaker) -> tuple[Row, ...]:
    say = speaker.say
    past = site.edition.past(("pathway", pathway.id))
    return (
        *stated(say("Awarding bodies"), *awarding_bodies(pathway.leads_to.awarding_bodies, speaker)),
        *stated(say("Permanent link"), Words(iri(site.urls.base, "pathway", pathway.id))),
        *stated(say("Status"), speaker.code("pathway-status", pathway.status)),
        *stated(say("First published"), speaker.day(past.created) if past else None),
        *stated(say("Last changed"), speaker.day(past.modified) if past else None),
        *stated(say("Earlier ids"), *(Words(former) for former in pathway.formerly)),
        *stated(say("For programs"), Link(Words("JSON"), speaker.link(record_path("pathway", pathway.id, "json")))),
    )
