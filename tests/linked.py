"""Linked data as tests look at it: with rdflib, which shares no code with what writes it."""

from __future__ import annotations

import warnings

from rdflib import BNode, Graph
from rdflib.term import Node


def read_turtle(content: bytes) -> Graph:
    """What a document of Turtle says."""
    return Graph().parse(data=content, format="turtle")


def read_json_ld(content: bytes) -> Graph:
    """What a document of JSON-LD says."""
    with warnings.catch_warnings():
        # The parser of rdflib calls parts of itself that it has given up.
        warnings.simplefilter("ignore", DeprecationWarning)
        return Graph().parse(data=content, format="json-ld")


def statements(graph: Graph) -> frozenset[tuple[str, ...]]:
    """What a graph says; a node without a name is what is said of it, so that equal sets are equal graphs.

    Nodes without names must hang together as trees, each pointed at once: then this is as strict as isomorphism, and takes
    a second where that takes a minute. ValueError where they do not.
    """
    pointed = [o for o in graph.objects() if isinstance(o, BNode)]
    if len(pointed) != len(set(pointed)):
        raise ValueError("a node without a name is pointed at more than once")
    named = [(s, p, o) for s, p, o in graph if not isinstance(s, BNode)]
    return frozenset((_told(graph, s), str(p), _told(graph, o)) for s, p, o in named)


def _told(graph: Graph, node: Node) -> str:
    if not isinstance(node, BNode):
        return node.n3()
    inside = sorted(f"{p} {_told(graph, o)}" for p, o in graph.predicate_objects(node))
    return f"[{' ; '.join(inside)}]"
