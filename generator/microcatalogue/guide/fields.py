"""The guide's pages on the format: one a group of fields, from the schemas' own titles, descriptions and examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from ..pages.language import Language, message
from ..schema import KINDS, Node, annotated
from ..vocabulary import vocabulary
from .article import GuidePage

_KINDS = {
    "catalogue": (message("The catalogue"), "catalogue.yml"),
    "provider": (message("Provider"), "<provider>/provider.yml"),
    "recognition-policy": (message("Recognition policy"), "<provider>/recognition-policy.yml"),
    "offering": (message("Micro-credential"), "<provider>/<offering>.yml"),
    "pathway": (message("Pathway"), "<provider>/pathways/<pathway>.yml"),
}
_GROUPS = {
    "identity": message("Name and identity"),
    "description": message("Description"),
    "status": message("Status"),
    "quality": message("Quality assurance"),
    "contact": message("Contact and address"),
    "recognition": message("Recognition by others"),
    "outcomes": message("Learning outcomes"),
    "workload-and-level": message("Workload and level"),
    "assessment": message("Assessment"),
    "entry": message("Getting in"),
    "stacking": message("Stacking"),
    "runs": message("Runs"),
    "money": message("Price and funding"),
    "people": message("For whom, and access"),
    "evidence": message("Evidence and relevance"),
}
_MARKS = {
    "id": message("Always needed."),
    "annex": message("Needed: a standard element of the Recommendation."),
    "feed": message("Needed by the feeds."),
}
# A table of more codes than this is not shown in full: the published vocabularies have it.
_MANY = 20

Group = tuple[str, str, Mapping[str, Node]]


def field_pages(language: Language) -> Iterator[GuidePage]:
    """An overview of all groups, then a page a group."""
    groups = [(kind, group, nodes) for kind in KINDS for group, nodes in _grouped(kind).items()]
    yield GuidePage("providers/fields.md", _overview(groups, language))
    for one in groups:
        yield GuidePage(f"providers/{_name(one)}.md", "\n".join(_page(one, language)))


def _grouped(kind: str) -> Mapping[str, Mapping[str, Node]]:
    """The fields of a kind of record by group, in the order of the schema; `` is the one group of a kind without any."""
    groups: dict[str, dict[str, Node]] = {}
    for name, node in annotated(kind)["properties"].items():
        groups.setdefault(node.get("x-group", ""), {})[name] = node
    return groups


def _name(one: Group) -> str:
    kind, group, _ = one
    return f"fields-{kind}-{group}" if group else f"fields-{kind}"


def _title(one: Group, language: Language) -> str:
    kind, group, _ = one
    words = language.say(_KINDS[kind][0])
    return f"{words}: {language.say(_GROUPS[group])}" if group else words


def _overview(groups: list[Group], language: Language) -> str:
    say = language.say
    title = say("Every field of the format")
    lines = [f"# {title}", "", say("All that a file can say, group by group."), ""]
    for one in groups:
        names = ", ".join(f"`{name}`" for name in one[2])
        lines.append(f"- [{_title(one, language)}]({_name(one)}.md): {names}")
    return "\n".join(lines)


def _page(one: Group, language: Language) -> Iterator[str]:
    kind, _, nodes = one
    yield f"# {_title(one, language)}"
    yield ""
    yield language.say("Fields of the file {file}.", file=f"`offerings/{_KINDS[kind][1]}`")
    required = annotated(kind).get("x-required", {})
    for name, node in nodes.items():
        yield ""
        title = node["title"]
        yield f"## {language.say(title)} `{name}`"
        yield ""
        yield from _about(name, node, required.get(name, node.get("x-mark")), language)


def _about(name: str, node: Node, mark: Any, language: Language) -> Iterator[str]:
    """What a field says, whether it is needed, its source, its codes, its own fields, an example."""
    description = node["description"]
    yield language.say(description)
    yield ""
    facts = [language.say(_MARKS[mark])] if mark in _MARKS else []
    if source := node.get("x-source"):
        facts.append(language.say("Source: {source}.", source=source))
    if node.get("x-private"):
        facts.append(language.say("It is published nowhere."))
    if facts:
        yield " ".join(facts)
        yield ""
    yield from _codes(node, language)
    yield from _below(node, language)
    yield from _example(name, node)


def _inner(node: Node) -> Node:
    """What a list holds, or the node itself; of several forms the one with fields."""
    inner = node["items"] if node.get("type") == "array" and isinstance(node.get("items"), Mapping) else node
    parts = inner.get("x-union")
    return next((part for part in parts if part.get("properties")), parts[0]) if parts else inner


def _codes(node: Node, language: Language) -> Iterator[str]:
    table = _inner(node).get("x-vocabulary")
    if not table:
        return
    terms = vocabulary(table).terms
    if len(terms) > _MANY:
        said = language.say("One of {number} codes of the vocabulary {name}.", number=len(terms), name=f"`{table}`")
        yield f"{said} [vocabularies.json](../../../../api/v1/vocabularies.json)"
        yield ""
        return
    code, meaning = language.say("Code"), language.say("Meaning")
    yield f"| {code} | {meaning} | |"
    yield "|---|---|---|"
    for term in terms.values():
        yield f"| `{term.code}` | {term.label(language.code)} | {term.gloss(language.code)} |"
    yield ""


def _below(node: Node, language: Language) -> Iterator[str]:
    """The fields within a field as a table."""
    rows = list(_rows(_inner(node), "", language))
    if rows:
        field, meaning = language.say("Field"), language.say("Meaning")
        yield f"| {field} | {meaning} |"
        yield "|---|---|"
        yield from rows
        yield ""


def _rows(node: Node, prefix: str, language: Language) -> Iterator[str]:
    if "x-type" in node:
        return
    for name, inner in node.get("properties", {}).items():
        title, description = inner["title"], inner["description"]
        table = _inner(inner).get("x-vocabulary")
        terms = list(vocabulary(table).terms) if table else []
        codes = f" ({', '.join(f'`{code}`' for code in terms)})" if 0 < len(terms) <= _MANY else ""
        yield f"| `{prefix}{name}` | **{language.say(title)}.** {language.say(description)}{codes} |"
        yield from _rows(_inner(inner), f"{prefix}{name}.", language)


def _example(name: str, node: Node) -> Iterator[str]:
    text = yaml.safe_dump({name: node["examples"][0]}, allow_unicode=True, sort_keys=False, width=100)
    yield "```yaml"
    yield text.rstrip()
    yield "```"
