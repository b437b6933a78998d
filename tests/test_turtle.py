"""Turtle and JSON-LD as their writers write them, read by rdflib: every text and address comes back as it was."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linked import read_json_ld, read_turtle, statements
from microcatalogue.feeds import turtle
from microcatalogue.feeds.linked_data import Described, Iri, Literal, Resource, json_ld, legal_iri, one_by_one, resource
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.term import Literal as RdfLiteral

PREFIXES = {"ex": "https://vocabulary.example.org/", "xsd": "http://www.w3.org/2001/XMLSchema#"}
THING = "https://catalogue.example.org/id/thing"
HOSTILE = [
    '"',
    '\\"',
    '"@en .',
    "\\",
    "\\u0041",
    "\n",
    "\r\n",
    "\t",
    "\x00",
    "\x1f",
    "\x7f",
    "'''",
    '"""',
    "<script>",
    "]",
    "; a",
]
HOSTILE += ["\u2028", "\u0085", "\ufeff", "🎓", "e\u0301", "\u202e", "^^xsd:integer", "#", "<a> <b> <c> ."]
TEXTS = st.text() | st.lists(st.sampled_from(HOSTILE)).map("".join)
LANGUAGES = st.from_regex(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?", fullmatch=True)


def _turtle(*records: Resource | Described) -> Graph:
    return read_turtle(b"".join(turtle.document(PREFIXES, records)))


def _json_ld(*records: Resource | Described) -> Graph:
    document = {"@context": PREFIXES, "@graph": [json_ld(one) for one in one_by_one(records)]}
    return read_json_ld(json.dumps(document).encode())


def _saying(*values: Literal | Iri) -> Resource:
    return resource("ex:Thing", id=THING, says={"ex:says": values})


@given(TEXTS, LANGUAGES)
def test_every_text_comes_back_as_it_was(text: str, language: str) -> None:
    one = _saying(Literal(text, language), Literal(text), Literal(text, datatype="ex:type"))
    wanted = {
        RdfLiteral(text, lang=language),
        RdfLiteral(text),
        RdfLiteral(text, datatype=URIRef("https://vocabulary.example.org/type")),
    }
    for graph in (_turtle(one), _json_ld(one)):
        assert set(graph.objects(None, URIRef("https://vocabulary.example.org/says"))) == wanted


@given(TEXTS)
def test_a_literal_is_one_token_of_the_grammar(text: str) -> None:
    """STRING_LITERAL_QUOTE of the Turtle grammar, word for word."""
    quoted = r'"(?:[^\x22\x5C\x0A\x0D]|\\[tbnrf"\'\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*"'
    assert re.fullmatch(quoted, turtle.literal(text))


@given(TEXTS)
def test_an_address_is_one_token_of_the_grammar_and_legal(text: str) -> None:
    """IRIREF without its escapes, which may not stand for the characters that are left out."""
    written = turtle.iri(f"https://catalogue.example.org/{text}")
    assert re.fullmatch(r'<[^\x00-\x20<>"{}|^`\\]*>', written)
    assert written[1:-1] == legal_iri(written[1:-1]), "what is legal stays as it is"


@given(TEXTS)
def test_both_forms_name_the_same_addresses(text: str) -> None:
    one = _saying(Iri(f"https://other.example.org/{text}"))
    assert statements(_turtle(one)) == statements(_json_ld(one))


@pytest.mark.parametrize("language", ["en us", "1", "en-", "", "en\n"])
def test_a_language_that_is_none_is_a_mistake_of_the_program(language: str) -> None:
    if language:
        with pytest.raises(ValueError, match="language"):
            turtle.literal("text", language=language)
    else:
        assert turtle.literal("text") == '"text"'


def _shared() -> Described:
    return Described("https://concepts.example.org/1", lambda: _concept("https://concepts.example.org/1"))


def _concept(address: str) -> Resource:
    return resource("ex:Concept", id=address, says={"ex:broader": Described(f"{address}/up", lambda: _plain(address))})


def _plain(address: str) -> Resource:
    return resource("ex:Concept", id=f"{address}/up", says={})


def _record(number: int) -> Resource:
    inside = resource("ex:Note", says={"ex:text": Literal("a", "en"), "ex:about": _shared()})
    part = resource("ex:Part", id=f"{THING}/{number}#part", says={"ex:text": [Literal("b"), Literal("b")]})
    return resource("ex:Thing", id=f"{THING}/{number}", says={"ex:note": inside, "ex:part": part, "ex:none": None})


def test_what_many_point_at_is_described_once() -> None:
    records = [_record(1), _shared(), _record(2)]
    written = b"".join(turtle.document(PREFIXES, records)).decode()
    assert written.count("<https://concepts.example.org/1> a ex:Concept") == 1
    assert written.count("<https://concepts.example.org/1/up> a ex:Concept") == 1
    assert 'ex:text "b" .' in written, "a value that is given twice is stated once"
    assert "ex:none" not in written
    assert isomorphic(_turtle(*records), _json_ld(*records))
    assert statements(_turtle(*records)) == statements(_json_ld(*records))
    assert statements(_turtle(*records)) != statements(_turtle(_record(1)))
