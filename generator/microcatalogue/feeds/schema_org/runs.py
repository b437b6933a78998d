"""Runs as CourseInstance: when, where, in which form and language; conforming to Bioschemas where enough is stated.

Bioschemas CourseInstance 1.0 wants a form and a place of each, one language at most and whole dates; what does not have
these says what it has and claims no conformity.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...model import Application, Offering, Run
from ..durations import hours, weeks
from ..voice import Voice, uri
from .offers import run_offers, whole_run_offers
from .parts import length, one_or_all, place, stated, town

Json = dict[str, Any]

CONFORMS = {"@id": "https://bioschemas.org/profiles/CourseInstance/1.0-RELEASE"}

# The words that search engines know.
_MODES = {"presential": "onsite", "online": "online", "blended": "blended", "hybrid": "blended"}
_ATTENDANCE = {
    "presential": "Offline",
    "workbased": "Offline",
    "research-lab-based": "Offline",
    "online": "Online",
    "blended": "Mixed",
    "hybrid": "Mixed",
}


def shown_runs(offering: Offering) -> tuple[Run, ...]:
    """Every run of an offering that is offered; none of one that is suspended or withdrawn."""
    return offering.runs if offering.status == "active" else ()


def instance(offering: Offering, run: Run, voice: Voice) -> Json:
    """A run as short as search engines need it; that it conforms to Bioschemas is claimed in the file alone."""
    return stated(
        {
            "@type": "CourseInstance",
            "@id": voice.iri("offering", offering.id, f"run-{run.id}"),
            "courseMode": one_or_all([_MODES.get(mode, mode) for mode in _forms(offering, run)]),
            "startDate": str(run.starts) if run.starts else None,
            "endDate": str(run.ends) if run.ends else None,
            "inLanguage": one_or_all(list(run.languages)),
            "location": _location(offering, run, voice, whole=False),
            "eventStatus": {"@id": "https://schema.org/EventCancelled"} if run.status == "cancelled" else None,
            "offers": run_offers(run),
        }
    )


def whole_instance(offering: Offering, run: Run, voice: Voice) -> Json:
    """A run with all that schema.org can say of it."""
    forms = _forms(offering, run)
    attendance = next((_ATTENDANCE[one] for one in forms if one in _ATTENDANCE), None)
    status = "EventCancelled" if run.status == "cancelled" else "EventScheduled"
    said = instance(offering, run, voice) | stated(
        {
            "url": f"{voice.page('offering', offering.id)}#run-{run.id}",
            "courseMode": one_or_all([*(_MODES.get(one, one) for one in forms), *_forms_by_uri(forms)]),
            "inLanguage": one_or_all(list(run.languages or offering.languages)),
            "eventStatus": {"@id": f"https://schema.org/{status}"},
            "eventAttendanceMode": {"@id": f"https://schema.org/{attendance}EventAttendanceMode"}
            if attendance
            else None,
            "location": _location(offering, run, voice, whole=True),
            "duration": length(weeks(run.duration_weeks)) if run.duration_weeks is not None else None,
            "maximumAttendeeCapacity": run.seats,
            "organizer": {"@id": voice.iri("provider", offering.provider)},
            "courseWorkload": _workload(offering),
            "courseSchedule": _whole_schedule(run, voice),
            "offers": whole_run_offers(offering, run, voice),
            "potentialAction": application(run.application, voice),
        }
    )
    return said | ({"dct:conformsTo": CONFORMS} if conforms(said) else {})


def _forms(offering: Offering, run: Run) -> tuple[str, ...]:
    return (run.participation,) if run.participation else offering.participation


def _forms_by_uri(forms: Iterable[str]) -> list[str]:
    return [address for one in forms if (address := uri("participation", one))]


def _location(offering: Offering, run: Run, voice: Voice, *, whole: bool) -> Json | None:
    """The place of a run; where it has none and is online, that it is on the internet and where one finds it."""
    if run.place:
        return place(run.place, voice) if whole else town(run.place, voice)
    if not {"online", "blended", "hybrid"} & set(_forms(offering, run)):
        return None
    address = (run.application.url if run.application else None) or offering.homepage
    return stated({"@type": "VirtualLocation", "url": address or voice.page("offering", offering.id)})


def _schedule(run: Run) -> Json | None:
    """How much a week and for how long: a week is repeated so many times."""
    if run.hours_per_week is None or run.duration_weeks is None:
        return None
    return {
        "@type": "Schedule",
        "repeatFrequency": "P1W",
        "repeatCount": int(run.duration_weeks.to_integral_value(rounding="ROUND_CEILING")),
        "duration": hours(run.hours_per_week),
    }


def _whole_schedule(run: Run, voice: Voice) -> Json | None:
    labels = [
        *voice.labels("schedule", [run.schedule] if run.schedule else []),
        *voice.labels("daytime", run.times),
        *([voice.say("at any time")] if run.rolling else []),
    ]
    weekly = {"repeatFrequency": "P1W", "duration": hours(run.hours_per_week)} if run.hours_per_week else {}
    said = {**weekly, **(_schedule(run) or {}), **({"name": ", ".join(labels)} if labels else {})}
    return {"@type": "Schedule", **said} if said else None


def _workload(offering: Offering) -> str | None:
    """The work of a learner in all, as search engines read it."""
    workload = offering.workload
    return hours(workload.hours) if workload and workload.hours is not None else None


def application(of: Application | None, voice: Voice) -> Json | None:
    """How to apply."""
    if of is None:
        return None
    procedure = voice.words(of.procedure) if of.procedure else None
    return stated({"@type": "ApplyAction", "target": of.url, "description": procedure})


def conforms(said: Json) -> bool:
    """Whether Bioschemas CourseInstance 1.0 takes it: a form, a place, one language, dates to the day."""
    dates = [str(said[name]) for name in ("startDate", "endDate") if name in said]
    return (
        "courseMode" in said
        and "location" in said
        and not isinstance(said.get("inLanguage"), list)
        and all(len(one) == len("2027-02-01") for one in dates)
    )
