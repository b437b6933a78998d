"""`catalogue recognise`: who recognises an offering, and by which rules."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path as FilePath
from typing import Annotated

import typer

from .. import answering
from ..catalogue import Catalogue
from ..model import Offering, RecognitionPolicy
from ..values import ProviderId
from ..vocabulary import vocabulary
from .app import app
from .asked import AnswerFormat, did_you_mean, read_catalogue
from .opened import AsOfOption, OfferingsOption, root_of
from .terminal import ERRORS, USAGE, fail


@app.command("recognise")
def recognise_command(
    offering: Annotated[
        str, typer.Argument(help="The id of an offering, as example-university/data-literacy, or its file.")
    ],
    by: Annotated[str | None, typer.Option(help="The receiving organisation; else all that say something.")] = None,
    purpose: Annotated[str | None, typer.Option(help="For what, as credit-transfer; else all purposes.")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show every rule that was read and what it asks.")] = False,
    offerings: OfferingsOption = FilePath("offerings"),
    form: Annotated[AnswerFormat, typer.Option("--format", help="How the answer is written.")] = AnswerFormat.TEXT,
    as_of: AsOfOption = None,
) -> None:
    """Say who recognises an offering, for what and on what conditions, by the policies that organisations publish."""
    _known_purpose(purpose)
    catalogue = read_catalogue(root_of(offerings, []), as_of)
    record = _offering(catalogue, offering)
    _need_bodies(catalogue, record)
    found = answering.answers(catalogue, record, _policies(catalogue, by), purpose)
    write = answering.as_json if form is AnswerFormat.JSON else answering.as_text
    typer.echo(write(catalogue, record, found, explain=explain, silent=by is not None), nl=False)


def _known_purpose(purpose: str | None) -> None:
    purposes = vocabulary("recognition-purpose").terms
    if purpose is not None and purpose not in purposes:
        meant = did_you_mean(purpose, purposes)
        fail(f"“{purpose}” is no purpose{meant}; the purposes are {', '.join(purposes)}", USAGE)


def _offering(catalogue: Catalogue, offering: str) -> Offering:
    """The offering of that id or file, or of that id before; ends the command where there is none that could be read."""
    offering = _id_of(offering)
    found = catalogue.offerings.get(offering)
    if found is None:
        found = next((one for one in catalogue.published_offerings if offering in one.formerly), None)
    if found is not None:
        return found
    if ("offering", offering) in catalogue.unread:
        fail(f"the file of “{offering}” has errors; catalogue check says which", ERRORS)
    if offering in catalogue.pathways:
        fail(f"“{offering}” is a pathway; what is recognised are the micro-credentials of its steps", USAGE)
    if offering in catalogue.providers:
        own = [one.id for one in catalogue.offerings_of(ProviderId(offering))][:3]
        fail(f"“{offering}” is a provider; name one of its offerings{f', as {own[0]}' if own else ''}", USAGE)
    fail(_unknown("offering", offering, catalogue.offerings), USAGE)


def _id_of(named: str) -> str:
    """The id that is meant by the path of a file, or what was written."""
    return "/".join(named.removesuffix(".yml").split("/")[-2:]) if named.endswith(".yml") else named


def _need_bodies(catalogue: Catalogue, offering: Offering) -> None:
    """Ends the command where what an awarding body states cannot be read: it would be taken for not stated."""
    bodies = {offering.provider, *(body.provider for body in catalogue.awarding_bodies(offering) if body.provider)}
    for one in sorted(bodies):
        if ("provider", one) in catalogue.unread:
            fail(
                f"the provider.yml of “{one}”, on which the answer rests, has errors; catalogue check says which",
                ERRORS,
            )


def _policies(catalogue: Catalogue, by: str | None) -> tuple[RecognitionPolicy, ...]:
    if by is None:
        return tuple(catalogue.policies.values())
    if by in catalogue.policies:
        return (catalogue.policies[by],)
    if ("recognition-policy", by) in catalogue.unread:
        fail(f"the recognition policy of “{by}” has errors; catalogue check says which", ERRORS)
    if by in catalogue.providers:
        fail(
            f"“{by}” publishes no recognition policy in this catalogue, so nothing is known of what it recognises",
            USAGE,
        )
    fail(_unknown("provider", by, catalogue.providers), USAGE)


def _unknown(kind: str, name: str, known: Iterable[str]) -> str:
    return f"there is no {kind} “{name}”{did_you_mean(name, known)}"
