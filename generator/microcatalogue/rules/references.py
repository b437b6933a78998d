"""Rules on references: between records, to parts of a file, to pictures, and identifiers that must be unique."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches

from ..catalogue import Catalogue
from ..diagnostics import Path, Severity
from ..model import Offering, Pathway, Provider, Settings
from ..stated import Stated
from ..values import is_ctid
from .registry import Problem, at, rule

Table = Mapping[str, Offering] | Mapping[str, Pathway] | Mapping[str, Provider]


def _tables(catalogue: Catalogue, kinds: Iterable[str]) -> Iterator[Table]:
    """The records of the kinds that a reference may name, by id."""
    tables: Mapping[str, Table] = {
        "provider": catalogue.providers,
        "offering": catalogue.offerings,
        "pathway": catalogue.pathways,
    }
    return (tables[kind] for kind in kinds)


def _status(value: Stated, catalogue: Catalogue) -> str | None:
    """The status of the record that a reference names; None where it names none, empty where it was not read."""
    kinds = value.node.get("x-ref", ())
    if any((kind, value.value) in catalogue.unread for kind in kinds):
        return ""
    named = (table.get(value.value) for table in _tables(catalogue, kinds))
    return next((record.status for record in named if record is not None), None)


def _is_reference(value: Stated) -> bool:
    return value.type == "ref" and isinstance(value.value, str)


@rule(
    "unknown-reference",
    Severity.ERROR,
    "Reference to a record that does not exist",
    of=("ref",),
    message="there is no {what} “{ref}” in this catalogue",
    hint="{suggestion}",
    why="A link that leads nowhere misleads learners, and recognition cannot be worked out from it.",
    wrong="prerequisites: {offerings: [example-university/data-litracy]}",
    right="prerequisites: {offerings: [example-university/data-literacy]}",
)
def unknown_reference(value: Stated, catalogue: Catalogue) -> Iterator[Problem]:
    if not _is_reference(value) or _status(value, catalogue) is not None:
        return
    kinds = value.node["x-ref"]
    known = [ref for table in _tables(catalogue, kinds) for ref in table]
    near = get_close_matches(value.value, known, n=1)
    suggestion = f"did you mean “{near[0]}”?" if near else "add the record, or delete the reference"
    yield at(*value.path, what=" or ".join(kinds), ref=value.value, suggestion=suggestion)


@rule(
    "withdrawn-reference",
    Severity.WARNING,
    "Reference to a withdrawn record",
    of=("ref",),
    message="“{ref}” is withdrawn",
    hint="{suggestion}",
    why="Learners would be sent to something that is no longer offered.",
    wrong="prerequisites: {offerings: [example-university/data-basics]}",
    right="prerequisites: {offerings: [example-university/data-literacy]}",
)
def withdrawn_reference(value: Stated, catalogue: Catalogue) -> Iterator[Problem]:
    if not _is_reference(value) or _status(value, catalogue) != "withdrawn":
        return
    if _may_look_back(value, catalogue):
        return
    withdrawn = catalogue.offerings.get(value.value)
    successor = withdrawn.replaced_by if withdrawn else None
    in_steps = value.kind == "pathway" and value.path[0] == "steps"
    suggestion = (
        f"refer to its successor “{successor}”" if successor else "delete the reference, or name a successor there"
    )
    severity = Severity.ERROR if in_steps and not successor else None
    yield at(*value.path, severity=severity, ref=value.value, suggestion=suggestion)


def _may_look_back(value: Stated, catalogue: Catalogue) -> bool:
    """A policy may speak of credentials issued earlier, and what is withdrawn of what was there with it."""
    if value.kind not in ("offering", "pathway"):
        return value.kind == "recognition-policy"
    record = catalogue.record((value.kind, value.record))
    return isinstance(record, Offering | Pathway) and record.status == "withdrawn" and value.path[0] != "replaced_by"


@rule(
    "draft-reference",
    Severity.WARNING,
    "Reference to a draft",
    of=("ref",),
    message="“{ref}” is a draft and appears nowhere on the site",
    hint="publish “{ref}” by removing its status, or leave the reference out until then",
    why="The link is left out of the page, so readers do not see what is meant.",
    wrong="stackability: {option: integrated-stackable, into: [{offering: example-university/new-idea}]}",
    right="stackability: {option: integrated-stackable, into: [{offering: example-university/data-path}]}",
)
def draft_reference(value: Stated, catalogue: Catalogue) -> Iterator[Problem]:
    if _is_reference(value) and _status(value, catalogue) == "draft":
        yield at(*value.path, ref=value.value)


@rule(
    "draft-only-step",
    Severity.ERROR,
    "Step of a pathway that holds only drafts",
    on="pathway",
    message="step {number} names only drafts, so nobody can take it",
    hint="publish one of them, or set the pathway's status to draft",
    why="A pathway with a step that nobody can take leads nowhere.",
    wrong="steps: [{choose: all, offerings: [example-university/new-idea]}]",
    right="steps: [{choose: all, offerings: [example-university/data-literacy]}]",
)
def draft_only_step(pathway: Pathway, catalogue: Catalogue) -> Iterator[Problem]:
    if pathway.status == "draft":
        return
    for index, step in enumerate(pathway.steps):
        found = [catalogue.offerings.get(ref) for ref in step.offerings]
        if found and all(offering is not None and offering.status == "draft" for offering in found):
            yield at("steps", index, "offerings", number=index + 1)


def _edges(catalogue: Catalogue) -> dict[str, dict[str, tuple[str, Path]]]:
    """Who has to come after whom: from prerequisites, stacking and pathways; each edge with its file and path."""
    edges: dict[str, dict[str, tuple[str, Path]]] = defaultdict(dict)
    for key, offering in catalogue.offerings.items():
        file = catalogue.file("offering", key)
        for index, ref in enumerate(offering.prerequisites.offerings if offering.prerequisites else ()):
            edges[ref].setdefault(key, (file, ("prerequisites", "offerings", index)))
        for index, option in enumerate(offering.stackability.into if offering.stackability else ()):
            if option.offering:
                edges[key].setdefault(option.offering, (file, ("stackability", "into", index, "offering")))
    for key, pathway in catalogue.pathways.items():
        file = catalogue.file("pathway", key)
        for number, step in enumerate(pathway.steps):
            for index, ref in enumerate(step.offerings):
                edges[ref].setdefault(key, (file, ("steps", number, "offerings", index)))
        if pathway.leads_to.offering:
            edges[key].setdefault(pathway.leads_to.offering, (file, ("leads_to", "offering")))
    return edges


def _cycles(edges: Mapping[str, Mapping[str, tuple[str, Path]]]) -> Iterator[list[str]]:
    """One way round for each knot of records that lead to themselves; iterative, so that length costs no stack."""
    state: dict[str, int] = {}
    for start in sorted(edges):
        if state.get(start):
            continue
        trail = [start]
        todo = [iter(sorted(edges.get(start, ())))]
        state[start] = 1
        while todo:
            following = next(todo[-1], None)
            if following is None:
                state[trail.pop()] = 2
                todo.pop()
            elif state.get(following) == 1:
                yield trail[trail.index(following) :]
            elif not state.get(following):
                state[following] = 1
                trail.append(following)
                todo.append(iter(sorted(edges.get(following, ()))))


def _told(cycle: list[str], edges: Mapping[str, Mapping[str, tuple[str, Path]]]) -> Problem:
    """A cycle told once, at the edge that leaves its first record by name."""
    first = cycle.index(min(cycle))
    ring = cycle[first:] + cycle[:first]
    steps = list(zip(ring, [*ring[1:], ring[0]], strict=True))
    places = [edges[before][after] for before, after in steps]
    file, path = places[0]
    return replace(at(*path, path=" → ".join([*ring, ring[0]])), file=file, also=tuple(places[1:]))


@rule(
    "cycle",
    Severity.ERROR,
    "Records that lead to themselves",
    on="catalogue",
    message="this leads in a circle: {path}",
    hint="remove one of the references, so that the order has a beginning and an end",
    why="Nobody can begin a pathway in which each part needs another one first.",
    wrong="# a.yml\nprerequisites: {offerings: [example-university/b]}\n# b.yml\nprerequisites: {offerings: [example-university/a]}",
    right="# b.yml\nprerequisites: {offerings: [example-university/a]}",
)
def cycle(_settings: Settings, catalogue: Catalogue) -> Iterator[Problem]:
    edges = _edges(catalogue)
    for found in _cycles(edges):
        yield _told(found, edges)


@rule(
    "successor-cycle",
    Severity.ERROR,
    "Successors that lead back",
    on="catalogue",
    message="the successors lead in a circle: {path}",
    hint="name the offering that is offered today in replaced_by",
    why="Holders of an older micro-credential look for what came after it.",
    wrong="# a.yml\nreplaced_by: example-university/b\n# b.yml\nreplaced_by: example-university/a",
    right="# a.yml\nreplaced_by: example-university/b",
)
def successor_cycle(_settings: Settings, catalogue: Catalogue) -> Iterator[Problem]:
    edges: dict[str, dict[str, tuple[str, Path]]] = {
        key: {offering.replaced_by: (catalogue.file("offering", key), ("replaced_by",))}
        for key, offering in catalogue.offerings.items()
        if offering.replaced_by
    }
    for found in _cycles(edges):
        yield _told(found, edges)


@rule(
    "unknown-part",
    Severity.ERROR,
    "Id of a part that does not exist",
    on="offering",
    message="there is no {what} “{ref}”",
    hint="{suggestion}",
    why="The assessment or quality assurance would stand on the page without what it is about.",
    wrong="assessment: [{id: exam, type: written-examination, assesses: [lo-9]}]",
    right="assessment: [{id: exam, type: written-examination, assesses: [lo-1]}]",
)
def unknown_part(offering: Offering, catalogue: Catalogue) -> Iterator[Problem]:
    outcomes: list[str] = [outcome.id for outcome in offering.learning_outcomes]
    for index, assessment in enumerate(offering.assessment):
        for number, ref in enumerate(assessment.assesses):
            if ref not in outcomes:
                yield _unknown(("assessment", index, "assesses", number), "learning outcome", ref, outcomes)
    provider = catalogue.providers.get(offering.provider)
    entries: list[str] | None = [entry.id for entry in provider.quality_assurance] if provider else None
    for index, entry in enumerate(offering.quality_assurance):
        if isinstance(entry, str) and entries is not None and entry not in entries:
            yield _unknown(("quality_assurance", index), "quality assurance entry of the provider", entry, entries)


def _unknown(path: Path, what: str, ref: str, known: list[str]) -> Problem:
    near = get_close_matches(ref, known, n=1)
    suggestion = f"did you mean “{near[0]}”?" if near else f"known here: {', '.join(known) or 'none'}"
    return at(*path, what=what, ref=ref, suggestion=suggestion)


@rule(
    "repeated-part-id",
    Severity.ERROR,
    "Id used twice in a file",
    of=("",),
    message="the id “{ref}” was used before in this list",
    hint="give each entry an id of its own, for example {ref}-2",
    why="Ids of parts become addresses within the page, and recognition refers to them.",
    wrong="learning_outcomes: [{id: a, statement: {en: Explain.}}, {id: a, statement: {en: Apply.}}]",
    right="learning_outcomes: [{id: a, statement: {en: Explain.}}, {id: b, statement: {en: Apply.}}]",
)
def repeated_part_id(value: Stated, _catalogue: Catalogue) -> Iterator[Problem]:
    if not isinstance(value.value, list):
        return
    seen: set[str] = set()
    for index, item in enumerate(value.value):
        if isinstance(item, dict) and isinstance(item.get("id"), str) and value.path[-1] != "owners":
            if item["id"] in seen:
                yield at(*value.path, index, "id", ref=item["id"])
            seen.add(item["id"])


@rule(
    "duplicate-identifier",
    Severity.ERROR,
    "Identifier of another offering",
    on="offering",
    message="the {scheme} identifier “{value}” belongs to {other} as well",
    hint="keep it on the offering that it names; if both files describe one offering, delete the newer one",
    why="One identifier in the outside world names one micro-credential; harvesters would merge the two.",
    wrong="# a.yml and b.yml\nidentifiers: {ctid: ce-0f8fad5b-d9cb-469f-a165-70867728950e}",
    right="# a.yml alone\nidentifiers: {ctid: ce-0f8fad5b-d9cb-469f-a165-70867728950e}",
)
def duplicate_identifier(offering: Offering, catalogue: Catalogue) -> Iterator[Problem]:
    for scheme, value in (offering.identifiers or {}).items():
        holders = catalogue.identifier_holders(scheme, value)
        if len(holders) > 1 and holders[0] != offering.id:
            first = catalogue.file("offering", holders[0])
            problem = at("identifiers", scheme, scheme=scheme, value=value, other=holders[0])
            yield replace(problem, also=((first, ("identifiers", scheme)),))


@rule(
    "bad-ctid",
    Severity.ERROR,
    "Not the form of a CTID",
    on="offering",
    message="“{value}” is no Credential Transparency Identifier",
    hint="write ce- and a UUID of version 4 in small letters, for example ce-0f8fad5b-d9cb-469f-a165-70867728950e",
    why="Registries that use the identifier refuse any other form.",
    wrong="identifiers: {ctid: 4711}",
    right="identifiers: {ctid: ce-0f8fad5b-d9cb-469f-a165-70867728950e}",
)
def bad_ctid(offering: Offering, _catalogue: Catalogue) -> Iterator[Problem]:
    value = (offering.identifiers or {}).get("ctid")
    if value is not None and not is_ctid(value):
        yield at("identifiers", "ctid", value=value)


@rule(
    "missing-picture",
    Severity.ERROR,
    "Picture that is not there",
    of=("file",),
    message="there is no picture “{name}” in the folder",
    hint="put the PNG beside the file, or correct the name",
    why="The page would show a broken picture.",
    wrong="logo: crest.png",
    right="logo: logo.png",
)
def missing_picture(value: Stated, catalogue: Catalogue) -> Iterator[Problem]:
    if value.type == "file" and f"{value.record.split('/')[0]}/{value.value}" not in catalogue.picture_names():
        yield at(*value.path, name=value.value)


@rule(
    "unused-picture",
    Severity.WARNING,
    "Picture that no file names",
    on="provider",
    message="the picture “{name}” is named by no file of this folder",
    hint="name it as logo or credential.image, or delete it",
    why="It is not published, so it only takes room.",
    wrong="example-university/old-logo.png",
    right="logo: logo.png",
)
def unused_picture(provider: Provider, catalogue: Catalogue) -> Iterator[Problem]:
    folder = f"{provider.id}/"
    if any(catalogue.files[key].startswith(folder) for key in catalogue.unread):
        return
    pictures = sorted(picture for picture in catalogue.picture_names() if picture.startswith(folder))
    if not pictures:
        return
    own = catalogue.folder_of(provider.id)
    named = {provider.logo, *(offering.credential.image for offering in own if offering.credential)}
    for picture in pictures:
        if picture.removeprefix(folder) not in named:
            yield replace(at(name=picture.removeprefix(folder)), file=picture)
