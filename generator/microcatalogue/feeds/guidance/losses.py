"""What the guidance tables do not say, and why; what the workbook cuts, and which texts have no column, record by record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from ...catalogue import Key
from ...edition import Edition
from ...runs import runs_of
from ...stated import stated
from ...values import MAX_ID, ProviderId
from ..losses import losses, states
from ..recognition import published_shares
from .column import CODES, Placed
from .facts import OfferingFacts
from .layout import FORMAT, OFFERINGS, RECOGNITION, RUNS, TABLES, Table, layout_of, offering_line
from .limits import (
    MOST_CHARACTERS,
    MOST_LINKS,
    MOST_OUTCOMES,
    MOST_ROWS,
    fits,
    has_row,
    rows_with_links,
)
from .recognition_columns import OutcomeFacts, number_of_lines
from .worth_columns import RECOGNISED

_PARTS = "The name of a part of a file; in a line of a table there is nothing that refers to it."
_PAGE = "It would be the same on the line of every offering; the page of the provider and its record have it."
_POLICY = "It would be the same on every line of the policy, and is long; the page at `policy_page` has it."

UNSAID: Mapping[str, Mapping[str, str]] = {
    "offering": {
        "corrections": "The history of a record is no matter of guidance; the offering’s page and record have it.",
        "learning_outcomes.id": _PARTS,
        "learning_outcomes.kind": "Outcomes stand as sentences below each other; the record has what each of them is.",
        "learning_outcomes.reuse": "Outcomes stand as sentences below each other; the record has where each is of use.",
        "assessment.id": _PARTS,
        "assessment.assesses": "It names outcomes by their ids, which stand in no column.",
        "quality_assurance.id": _PARTS,
        "credential.image": "A table holds no pictures.",
        "awarding_bodies.member_of.homepage": "Alliances stand in a column of ids and one of names.",
    },
    "provider": {
        **dict.fromkeys(
            (
                *("languages", "legal_name", "address", "description", "email", "phone", "logo", "registers"),
                *("member_of.homepage", "internal_quality", "guidance.text", "enic_naric", "ceased_on"),
                *("replaced_by", "former_names"),
            ),
            _PAGE,
        ),
        "quality_assurance.id": _PARTS,
    },
    "recognition-policy": {
        **dict.fromkeys(
            (
                *("title", "summary", "procedure", "legal_basis", "evidence", "appeal", "rules.note"),
                *("limits.max_total_ects", "limits.max_share_percent", "limits.text"),
            ),
            _POLICY,
        ),
        "expects": "Examples by which the organisation tries its own rules; their outcomes stand in the table anyway.",
    },
}

_TEXTS = frozenset({"text", "rich", "texts"})
_NO_COLUMN = "There are columns for the languages of the site alone; texts in other languages are left out."
_CUT = f"The workbook cuts what is longer than Excel’s {MOST_CHARACTERS:,} characters a cell; the CSV and the JSON have it."
_NO_ROW = f"The workbook leaves out what is beyond Excel’s {MOST_ROWS:,} rows a sheet; the CSV and the JSON have it."
_NO_LINK = f"In the workbook the address stands as text, beyond Excel’s {MOST_LINKS:,} links a sheet."

# So many characters in all leave room in every cell for what is said between them.
_SHORT = MOST_CHARACTERS // 2

# An id with what parts it from the next.
_LONGEST_ID = MAX_ID + len(CODES)


@cache
def said(kind: str) -> frozenset[str]:
    """The fields of a kind of record that the tables say."""
    name = {"offering": "says", "provider": "of_provider", "recognition-policy": "of_policy"}[kind]
    return frozenset(field for table in TABLES for one in table.columns for field in getattr(one, name))


def _partly(edition: Edition, key: Key) -> Iterator[str]:
    """The fields of a record that are said in part: texts without a column, and what Excel has no room for."""
    kind, record_id = key
    yield from _without_column(edition, key)
    if kind == "offering":
        yield from _beyond_offerings(edition, key)
        yield from _cut_of_offering(edition, key)
    elif kind == "recognition-policy":
        yield from _beyond_outcomes(edition)
        yield from _cut_of_policy(edition, ProviderId(record_id))


def _without_column(edition: Edition, key: Key) -> Iterator[str]:
    catalogue = edition.catalogue
    languages = set(catalogue.settings.languages)
    # Beside the columns of languages the title has one that is in the record's own.
    own = {catalogue.default_language(catalogue.offerings[key[1]])} if key[0] == "offering" else set()
    for one in stated(*key, catalogue.documents[key], _TEXTS):
        field = ".".join(str(step) for step in one.path if not isinstance(step, int))
        columns = languages | own if field == "title" else languages
        if field in said(key[0]) and not one.value.keys() <= columns:
            yield field


def _beyond_offerings(edition: Edition, key: Key) -> Iterator[str]:
    offering = edition.catalogue.offerings[key[1]]
    before, runs_before = edition.before(offering.id)
    runs, beyond = len(runs_of(offering)), set[str]()
    if not has_row(before):
        beyond |= said("offering")
    elif before >= rows_with_links(layout_of(OFFERINGS, edition)):
        beyond |= _linked(OFFERINGS)
    if runs and not has_row(runs_before + runs - 1):
        beyond.add("runs")
    elif runs and runs_before + runs > rows_with_links(layout_of(RUNS, edition)):
        beyond |= _linked(RUNS)
    if beyond:
        document = edition.catalogue.documents[key]
        yield from (field for field in sorted(beyond) if states(document, tuple(field.split("."))))


def _linked(table: Table) -> set[str]:
    """The fields of offerings whose addresses can be followed in the sheet of a table."""
    return {field for one in table.columns if one.link for field in one.says}


def _beyond_outcomes(edition: Edition) -> Iterator[str]:
    number = number_of_lines(edition, MOST_OUTCOMES)
    if number and not has_row(number - 1):
        yield "rules"
    if number > rows_with_links(layout_of(RECOGNITION, edition)):
        yield "document"


def _cut_of_offering(edition: Edition, key: Key) -> Iterator[str]:
    if len(edition.receivers()) * _LONGEST_ID > MOST_CHARACTERS:
        yield from _many_recognising(OfferingFacts(edition, edition.catalogue.offerings[key[1]]))
    provider = "provider", edition.catalogue.offerings[key[1]].provider
    if _size(edition, key) + _size(edition, provider) > _SHORT:
        written = offering_line(edition, key)
        yield from _too_long(layout_of(OFFERINGS, edition), written)
        for run in written.get("runs", ()):
            yield from _too_long(layout_of(RUNS, edition), run)


def _many_recognising(facts: OfferingFacts) -> Iterator[str]:
    """The columns in which more organisations stand than fit, by their own names: no field of the record says them."""
    for column in RECOGNISED:
        if column.value and column.name.endswith("_by"):
            stated = column.value(facts)
            if isinstance(stated, tuple) and not fits(column.separator.join(stated)):
                yield column.name


def _cut_of_policy(edition: Edition, provider: ProviderId) -> Iterator[str]:
    if _size(edition, ("recognition-policy", provider)) > _SHORT:
        policy, layout = edition.catalogue.policies[provider], layout_of(RECOGNITION, edition)
        for share in published_shares(edition, provider):
            yield from _too_long(layout, layout.line(OutcomeFacts(edition, policy, share)))


def _size(edition: Edition, key: Key) -> int:
    """At most how many characters a record states in all; 0 for one that could not be read."""
    documents = edition.catalogue.documents
    return len(str(documents[key])) if key in documents else 0


def _too_long(layout: Iterable[Placed[Any]], written: Mapping[str, Any]) -> Iterator[str]:
    """What a line says in a cell that is cut: the fields, or the name of a column that says what others state."""
    for one in layout:
        if one.name in written:
            value = written[one.name]
            if not fits(one.separator.join(value) if one.separator else str(value)):
                column = one.column
                yield from column.says or column.of_policy or (column.name,)


def _reasons() -> dict[str, str]:
    """Why a field is said in part; which of the sentences holds for a record is plain from the record."""
    found = {"runs": (_NO_ROW,), "rules": (_NO_ROW,)}
    for table in TABLES:
        for one in table.columns:
            texts = (_NO_COLUMN, _CUT, _NO_ROW) if one.spoken else (_CUT, _NO_ROW)
            for field in (*one.says, *one.of_provider, *one.of_policy) or (one.name,):
                more = (_NO_LINK,) if one.link else ()
                found[field] = tuple(dict.fromkeys((*found.get(field, ()), *texts, *more)))
    return {field: " ".join(sentences) for field, sentences in found.items()}


losses(FORMAT, "the guidance tables", UNSAID, reasons_of_parts=_reasons(), partly=_partly)
