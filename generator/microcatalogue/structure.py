"""From checked documents to the typed model: the only place that knows both.

Documents must have passed `conformance`; gaps in annex and feed fields become None or an empty tuple.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache, partial
from operator import eq
from types import MappingProxyType
from typing import Any, Literal

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, override

from .model import (
    NONE,
    Choice,
    Membership,
    NoneStated,
    Offering,
    Pathway,
    Provider,
    QualityAssurance,
    Range,
    RecognitionPolicy,
    Rule,
    Settings,
)
from .values import LocalId, PartialDate, RichText, Text

Record = Settings | Provider | RecognitionPolicy | Offering | Pathway

_CLASSES: Mapping[str, type[Any]] = {
    "catalogue": Settings,
    "provider": Provider,
    "recognition-policy": RecognitionPolicy,
    "offering": Offering,
    "pathway": Pathway,
}


def structure(kind: str, record_id: str, document: Mapping[str, Any]) -> Record:
    """The record of `kind` that `document` states; `record_id` comes from its path alone."""
    identity = {
        "catalogue": {},
        "provider": {"id": record_id},
        "recognition-policy": {"provider": record_id},
        "offering": {"id": record_id, "provider": record_id.split("/")[0]},
        "pathway": {"id": record_id, "provider": record_id.split("/")[0]},
    }[kind]
    record: Record = _converter().structure({**document, **identity}, _CLASSES[kind])
    return record


@cache
def _converter() -> Converter:
    converter = Converter(detailed_validation=False)
    for passed in (str, int, bool, Decimal):
        converter.register_structure_hook(passed, lambda value, _: value)
    converter.register_structure_hook(date, lambda value, _: date.fromisoformat(value))
    converter.register_structure_hook(PartialDate, lambda value, _: PartialDate.parse(value))
    converter.register_structure_hook(Text, lambda value, _: Text.of(value))
    converter.register_structure_hook(RichText, lambda value, _: RichText.of(value))

    def membership(value: Any, _: object) -> tuple[Membership, ...] | NoneStated:
        return NONE if value == NONE else tuple(converter.structure(item, Membership) for item in value)

    def choice(value: Any, _: object) -> Choice | Literal["all"]:
        return "all" if value == "all" else converter.structure(value, Choice)

    def cited(value: Any, _: object) -> LocalId | QualityAssurance:
        return LocalId(value) if isinstance(value, str) else converter.structure(value, QualityAssurance)

    def words(value: Any, _: object) -> Mapping[str, tuple[str, ...]]:
        return MappingProxyType({language: tuple(texts) for language, texts in value.items()})

    def ranges(value: Any, _: object) -> Mapping[str, Range]:
        return MappingProxyType({key: converter.structure(below, Range) for key, below in value.items()})

    # Types that are no classes are told apart by equality.
    special: tuple[tuple[object, Any], ...] = (
        (Mapping[str, str] | None, lambda value, _: MappingProxyType(dict(value))),
        (Mapping[str, tuple[str, ...]] | None, words),
        (Mapping[str, Range] | None, ranges),
        (tuple[Membership, ...] | NoneStated | None, membership),
        (Literal["all"] | Choice | None, choice),
        (LocalId | QualityAssurance, cited),
    )
    for wanted, hook in special:
        converter.register_structure_hook_func(partial(eq, wanted), hook)
    # "from" is a word of the format and of Python.
    converter.register_structure_hook(Rule, make_dict_structure_fn(Rule, converter, from_=override(rename="from")))
    return converter
