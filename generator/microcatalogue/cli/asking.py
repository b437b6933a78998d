"""`catalogue plan`: what remains of a pathway, and what brings it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path as FilePath
from typing import Annotated

import typer

from ..catalogue import Catalogue
from ..model import Offering, Pathway
from ..plan_report import as_json, as_text, plan_report
from ..values import RecordId
from .app import app
from .asked import AnswerFormat, did_you_mean, read_catalogue
from .opened import OfferingsOption, root_of
from .terminal import USAGE, fail


@app.command("plan")
def plan_command(
    goal: Annotated[str, typer.Option(metavar="PATHWAY", help="The pathway, as provider/pathway.")],
    have: Annotated[
        list[str] | None,
        typer.Option(metavar="OFFERINGS", help="What the learner has, as provider/offering, with commas or repeated."),
    ] = None,
    offerings: OfferingsOption = FilePath("offerings"),
    form: Annotated[AnswerFormat, typer.Option("--format", help="How the answer is written.")] = AnswerFormat.TEXT,
) -> None:
    """Say what of a pathway is reached, what remains, what brings it, and the best routes there."""
    catalogue = read_catalogue(root_of(offerings, []))
    named = [one.strip() for stated in have or [] for one in stated.split(",") if one.strip()]
    wrong: list[str] = []
    pathway = _known(goal, "pathway", catalogue.pathways, catalogue, wrong)
    held = [_known(one, "offering", catalogue.offerings, catalogue, wrong) for one in named]
    if pathway is None or wrong:
        fail("\n".join(wrong), USAGE)
    report = plan_report(catalogue, pathway, [ref for ref in held if ref is not None])
    typer.echo(as_json(report) if form is AnswerFormat.JSON else as_text(report), nl=False)


def _known(
    stated: str,
    kind: str,
    table: Mapping[str, Offering] | Mapping[str, Pathway],
    catalogue: Catalogue,
    wrong: list[str],
) -> RecordId | None:
    """The id of a published record, written with / or ~, its present one for a former one; else `wrong` says why not."""
    name = stated.replace("~", "/")
    if (kind, name) in catalogue.unread:
        wrong.append(f"the {kind} “{name}” has errors; “catalogue check” shows them")
        return None
    record = table.get(name) or _formerly(name, table.values())
    if record is not None and record.status != "draft":
        return record.id
    if record is not None:
        wrong.append(f"the {kind} “{name}” is a draft and appears nowhere yet")
        return None
    near = did_you_mean(name, [one.id for one in table.values() if one.status != "draft"])
    wrong.append(f"there is no {kind} “{name}”{near}")
    return None


def _formerly(name: str, records: Iterable[Offering | Pathway]) -> Offering | Pathway | None:
    return next((one for one in records if name in one.formerly), None)
