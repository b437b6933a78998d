"""Reads XML of the LOQ profile into RDF by the published schema and shapes alone; shares no code with the writers.

Which property an element means and of what type its value is, the shapes say; what is nested has no identity.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree
from rdflib import RDF, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

SH = Namespace("http://www.w3.org/ns/shacl#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
_OTHER_CLASSES = {"location": "http://purl.org/dc/terms/Location"}


class Shapes:
    """What the shapes say of a class: the property behind the name of an element, its datatype, its class."""

    def __init__(self, path: Path, namespace: str) -> None:
        self.namespace = namespace
        graph = Graph().parse(path, format="turtle")
        self._known: dict[tuple[str, str], tuple[Node, Node | None, str]] = {}
        for shape in graph.subjects(RDF.type, SH.NodeShape):
            for cls in graph.objects(shape, SH.targetClass):
                for one in graph.objects(shape, SH.property):
                    path_of = graph.value(one, SH.path)
                    name = str(path_of).replace("#", "/").rsplit("/", 1)[-1]
                    within = next((str(each) for each in graph.objects(one, SH["class"])), "")
                    self._known[str(cls), name] = (path_of, graph.value(one, SH.datatype), within)

    def of(self, cls: str, element: str) -> tuple[Node, Node | None, str]:
        return self._known[cls, element]

    def class_of(self, element: str) -> str:
        return _OTHER_CLASSES.get(element) or f"{self.namespace}{element[0].upper()}{element[1:]}"


@cache
def shapes(path: Path, namespace: str) -> Shapes:
    return Shapes(path, namespace)


def graph_of(document: bytes, known: Shapes) -> Graph:
    """The triples of an XML document."""
    graph = Graph()
    for container in etree.fromstring(document):
        for element in container:
            _read(graph, element, known.class_of(_name(element)), URIRef(element.get("id")), known)
    return graph


def _name(element: Any) -> str:
    return str(etree.QName(element).localname)


def _read(graph: Graph, element: Any, cls: str, node: Node, known: Shapes) -> None:
    graph.add((node, RDF.type, URIRef(cls)))
    for child in element:
        name = _name(child)
        prop, datatype, within = known.of(cls, name)
        for value in _values(graph, child, name, datatype, within, known):
            graph.add((node, prop, value))


def _values(graph: Graph, child: Any, name: str, datatype: Any, within: str, known: Shapes) -> Iterator[Node]:
    if child.get("idref"):
        yield URIRef(child.get("idref"))
    elif child.get("uri"):
        concept = URIRef(child.get("uri"))
        for label in child:
            graph.add((concept, SKOS[_name(label)], Literal(label.text, lang=label.get("language"))))
        yield concept
    elif child.get("language"):
        yield Literal(child.text, lang=child.get("language"))
    elif name == "emailAddress":
        yield URIRef(child.text)
    elif within or len(child):
        part = BNode()
        cls = f"{known.namespace}Identifier" if name == "identifier" else within or known.class_of(name)
        _read(graph, child, cls, part, known)
        yield part
    else:
        yield Literal(child.text, datatype=datatype) if datatype not in (None, XSD.string) else Literal(child.text)
