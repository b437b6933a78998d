"""What an error of form means to the person who wrote the file: code, facts for its wording, and place.

Reads errors of the schema validator, one function a keyword; which errors matter is decided in `conformance`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from jsonschema.exceptions import ValidationError

from . import conformance_codes as conformance_codes
from .schema import Node
from .values import FORMATS, repaired_url
from .vocabulary import vocabulary

# The stubs of jsonschema give schema and values the widest types; each function below runs for the one keyword that
# makes them what it takes them for, which the "type: ignore" comments say to the type checker.
_MARK_CODES = {"id": "missing-required", "annex": "missing-annex", "feed": "missing-feed"}

Explanation = tuple[str, dict[str, str], tuple[str, ...]]


def _field(error: ValidationError) -> str:
    """The name of the field an error is about: the last step of its path that is a name and no language."""
    names = [step for step in error.absolute_path if isinstance(step, str)]
    if len(names) > 1 and names[-1] in vocabulary("language"):
        names.pop()
    return names[-1] if names else "the file"


def _explain_unknown_field(error: ValidationError, _language: str) -> Explanation:
    known = sorted(error.schema.get("properties", {}))  # type: ignore[union-attr]
    return (
        "unknown-field",
        {"field": shown(error.message), "suggestion": _suggest(error.message, known)},
        (error.message,),
    )


def _explain_enum(error: ValidationError, _language: str) -> Explanation:
    if not isinstance(error.instance, str | int | Decimal) or isinstance(error.instance, bool):
        return wrong_type(error, _language)
    codes = [str(code) for code in error.validator_value]  # type: ignore[union-attr]
    name = error.schema.get("x-vocabulary", "")  # type: ignore[union-attr]
    suggestion = _suggest(str(error.instance), codes, name)
    if name == "language":
        return "unknown-language", {"code": shown(str(error.instance)), "suggestion": suggestion}, ()
    return "unknown-code", {"code": shown(str(error.instance)), "field": _field(error), "suggestion": suggestion}, ()


def _explain_key(error: ValidationError, _language: str) -> Explanation:
    kind = error.schema.get("x-type", "")  # type: ignore[union-attr]
    if kind in ("text", "rich", "texts", "language-map"):
        suggestion = _suggest(error.message, list(vocabulary("language").terms), "language")
        return "unknown-language", {"code": shown(error.message), "suggestion": suggestion}, (error.message,)
    suggestion = _suggest(error.message, list(error.validator_value.get("enum", ())))  # type: ignore[union-attr]
    return "unknown-field", {"field": shown(error.message), "suggestion": suggestion}, (error.message,)


def _suggest(word: str, known: list[str], vocabulary_name: str = "") -> str:
    """ "Did you mean", by likeness of spelling or of label; else the first words that there are."""
    terms = vocabulary(vocabulary_name).terms.values() if vocabulary_name else ()
    labels = {label.lower(): term.code for term in terms for label in term.labels.values()}
    near = [labels[word.lower()]] if word.lower() in labels else get_close_matches(word.lower(), known, n=1)
    if not near:
        near = [labels[label] for label in get_close_matches(word.lower(), labels, n=1, cutoff=0.75)]
    if near:
        return f"did you mean “{near[0]}”?"
    some = ", ".join(known[:12]) + (" …" if len(known) > 12 else "")
    return f"known here: {some}" if known else "delete it"


def _explain_required(error: ValidationError, language: str) -> Explanation:
    name = error.message
    field: Node = error.schema["properties"][name]  # type: ignore[index]
    mark = error.validator_value[name]  # type: ignore[index]
    write = f"{name}: {example(field)}"
    facts = {"field": name, "title": field.get("title", name), "write": write}
    return _MARK_CODES[mark], facts | {"source": field.get("x-source", "Annex I")}, ()


def _explain_least(error: ValidationError, language: str) -> Explanation:
    least: Node = error.validator_value  # type: ignore[assignment]
    names = _either(least["fields"])
    if least.get("mark", "id") == "id":
        return "at-least-one-of", {"fields": names, "field": _field(error)}, ()
    field: Node = error.schema["properties"][least["fields"][0]]  # type: ignore[index]
    write = f"{least['fields'][0]}: {example(field)}"
    facts = {"field": names, "title": error.schema.get("title", ""), "write": write}  # type: ignore[union-attr]
    return _MARK_CODES[least["mark"]], facts | {"source": error.schema.get("x-source", "Annex I")}, ()  # type: ignore[union-attr]


def _either(names: list[str]) -> str:
    return " or ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def _explain_exactly(error: ValidationError, _language: str) -> Explanation:
    names: list[str] = error.validator_value  # type: ignore[assignment]
    there = [name for name in names if name in error.instance]  # type: ignore[operator]
    found = "both are stated" if len(there) == 2 else f"{len(there)} are stated" if there else "none is stated"
    return "exactly-one-of", {"fields": _either(names), "found": found}, ()


def _explain_excludes(error: ValidationError, _language: str) -> Explanation:
    field, other = error.message.split("/")
    return "not-together", {"field": field, "other": other}, (other,)


def wrong_type(error: ValidationError, language: str) -> Explanation:
    """A value of the wrong kind, or of an alternative that there is not."""
    node: Node = error.schema  # type: ignore[assignment]
    value, name = error.instance, _field(error)
    wanted = node.get("type", "")
    if isinstance(value, str) and node.get("x-type") in ("text", "rich"):
        return "bare-text", {"field": name, "language": language, "text": quoted(value)}, ()
    if isinstance(value, str) and wanted in ("number", "integer"):
        return "not-a-number", {"value": shown(value), "field": name, "example": example(node)}, ()
    if isinstance(value, str) and wanted == "boolean":
        return "not-true-or-false", {"value": shown(value), "field": name}, ()
    kinds = {"object": "fields with names", "array": "a list", "string": "a text", "boolean": "true or false"}
    facts = {"field": name, "found": _kind(value), "example": example(node)}
    return "wrong-type", facts | {"wanted": kinds.get(wanted, "a number" if wanted else "another kind of value")}, ()


def _kind(value: object) -> str:
    kinds = {dict: "fields with names", list: "a list", str: "a text", bool: "true or false"}
    return kinds.get(type(value), "a number")


def _explain_format(error: ValidationError, language: str) -> Explanation:
    node: Node = error.schema  # type: ignore[assignment]
    value = str(error.instance)
    kind = node.get("format") or node.get("x-type", "")
    facts = {"value": shown(value), "field": _field(error), "example": example(node)}
    if kind in ("date", "month"):
        exists = FORMATS["month" if kind == "month" else "date"]
        form = len(value) in (7, 10) and value.replace("-", "").isdigit() and value[4:5] == "-" and not exists(value)
        month = " (or 2027-02 where only the month is known)" if kind == "month" else ""
        return ("no-such-date" if form else "bad-date"), facts | {"month": month}, ()
    if kind == "url":
        repair = repaired_url(value)
        insecure = value.lower().startswith("http://") and repair != ""
        return (
            ("insecure-url" if insecure else "bad-url"),
            facts | {"repair": repair or "https://www.example.org/course"},
            (),
        )
    codes = {
        "uri": "bad-uri",
        "email": "bad-email",
        "phone": "bad-phone",
        "provider-id": "bad-reference",
        "record-id": "bad-reference",
    }
    return codes.get(kind, "bad-id"), facts, ()


def _explain_length(error: ValidationError, _language: str) -> Explanation:
    facts = {"field": _field(error), "length": str(len(error.instance)), "limit": str(error.validator_value)}  # type: ignore[arg-type]
    return "too-long", facts, ()


def _explain_range(error: ValidationError, _language: str) -> Explanation:
    node: Node = error.schema  # type: ignore[assignment]
    facts = {"value": shown(str(error.instance)), "field": _field(error)}
    return "out-of-range", facts | {"least": str(node.get("minimum", 0)), "most": str(node.get("maximum", "any"))}, ()


def _explain_decimals(error: ValidationError, _language: str) -> Explanation:
    return "too-many-decimals", {"value": str(error.instance)}, ()


def _explain_empty(error: ValidationError, _language: str) -> Explanation:
    return "empty-value", {"key": _field(error)}, ()


def _explain_repeated(error: ValidationError, _language: str) -> Explanation:
    items: list[Any] = error.instance  # type: ignore[assignment]
    twice = next(index for index, item in enumerate(items) if item in items[:index])
    return "repeated-item", {"field": _field(error), "value": shown(str(items[twice]))}, (twice,)  # type: ignore[return-value]


def _explain_const(error: ValidationError, _language: str) -> Explanation:
    return "wrong-value", {"field": _field(error), "wanted": _flow(error.validator_value)}, ()


EXPLANATIONS: Mapping[str, Callable[[ValidationError, str], Explanation]] = {
    "additionalProperties": _explain_unknown_field,
    "const": _explain_const,
    "enum": _explain_enum,
    "format": _explain_format,
    "pattern": _explain_format,
    "maxLength": _explain_length,
    "maximum": _explain_range,
    "minimum": _explain_range,
    "minItems": _explain_empty,
    "minLength": _explain_empty,
    "minProperties": _explain_empty,
    "multipleOf": _explain_decimals,
    "propertyNames": _explain_key,
    "uniqueItems": _explain_repeated,
    "x-at-least-one-of": _explain_least,
    "x-exactly-one-of": _explain_exactly,
    "x-excludes": _explain_excludes,
    "x-required": _explain_required,
}


def shown(text: str) -> str:
    """Text of a file as a message may show it: one line, short, without anything that moves a terminal's cursor."""
    safe = "".join(c if c.isprintable() else f"U+{ord(c):04X}" for c in text[:80])
    return safe + ("…" if len(text) > 80 else "")


def quoted(text: str) -> str:
    """Text as YAML takes it inside braces: in quotes where it holds a sign that YAML would read."""
    plain_enough = (
        text and not set(text) & set(",:#[]{}\"'&*!|>%@`\\\n") and text == text.strip() and text[0] not in "-?"
    )
    return shown(text) if plain_enough else json.dumps(shown(text), ensure_ascii=False)


def example(node: Node) -> str:
    """The first example of a field as one line of YAML."""
    examples = node.get("examples") or ["…"]
    return _flow(examples[0])[:160]


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(below)}" for key, below in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return quoted(value) if isinstance(value, str) else str(value)
