"""The strict reader: what it takes, what it refuses and where, and that nothing makes it raise."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from microcatalogue.reading.careful import CarefulReader
from microcatalogue.reading.fast import read_fast
from microcatalogue.reading.scalars import MAX_BYTES, MAX_DEPTH, MAX_FINDINGS, MAX_VALUES, Shape
from microcatalogue.source import look_at_text, read

SHAPE = Shape(
    fields={
        "title": Shape(others=Shape()),
        "text": Shape(others=Shape(scalar="rich")),
        "ects": Shape(scalar="decimal"),
        "seats": Shape(scalar="integer"),
        "free": Shape(scalar="bool"),
        "amounts": Shape(items=Shape(scalar="decimal")),
    }
)


def refused(content: bytes | str) -> list[tuple[str, tuple[int, int, int] | None]]:
    """Codes and positions of what the reader finds."""
    raw = content.encode() if isinstance(content, str) else content
    reading = read("x.yml", raw, SHAPE)
    assert reading.source is None or not reading.findings or reading.source.document == {}
    return [(finding.code, finding.position) for finding in reading.findings]


def document(content: bytes | str) -> dict[str, Any]:
    """What a file without findings says."""
    raw = content.encode() if isinstance(content, str) else content
    reading = read("x.yml", raw, SHAPE)
    assert reading.findings == ()
    assert reading.source is not None
    return reading.source.document


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("a: &x 1\n", [("alias", (1, 4, 4))]),
        ("a: 1\nb: *x\n", [("alias", (2, 4, 2))]),
        ("&k a: 1\n", [("alias", (1, 1, 4))]),
        ("a: !!int 3\n", [("tag", (1, 4, 7))]),
        ("a: !include /etc/passwd\n", [("tag", (1, 4, 20))]),
        ("a: ! x\n", []),
        ("%YAML 1.1\n---\na: b\n", [("directive", (1, 1, 1))]),
        ("%TAG !y! tag:yaml.org,2002:\n---\na: b\n", [("directive", (1, 1, 1))]),
        ("a: b\n---\nc: d\n", [("several-documents", (2, 1, 3))]),
        ("", [("not-a-mapping", (1, 1, 1))]),
        ("# only a comment\n", [("not-a-mapping", (1, 1, 1))]),
        ("- a\n- b\n", [("not-a-mapping", (1, 1, 1))]),
        ("just words\n", [("not-a-mapping", (1, 1, 1))]),
        ("? [a, b]\n: x\n", [("key-not-text", (1, 3, 1))]),
        ("? {a: b}\n: x\n", [("key-not-text", (1, 3, 1))]),
        (": x\n", [("yaml-syntax", (1, 1, 1))]),
        ("'': x\n", [("key-not-text", (1, 1, 2))]),
        ("<<: {a: b}\n", [("key-not-text", (1, 1, 2))]),
        ("!!str a: x\n", [("key-not-text", (1, 1, 7))]),
        (f"{'k' * 129}: x\n", [("key-not-text", (1, 1, 129))]),
        ("a: 1\nb: 2\na: 3\n", [("duplicate-key", (3, 1, 1))]),
        ("a:\n  b: 1\n  b: 2\n", [("duplicate-key", (3, 3, 1))]),
        ("a:\n", [("empty-value", (1, 1, 1))]),
        ("a: ~\n", [("empty-value", (1, 1, 1))]),
        ("a: null\n", [("empty-value", (1, 1, 1))]),
        ("a: ''\n", [("empty-value", (1, 1, 1))]),
        ('a: "\u00a0\u3000 "\n', [("empty-value", (1, 1, 1))]),
        ("a: [x, ~]\n", [("empty-value", (1, 8, 1))]),
        ("a: 'null'\n", []),
        ("title: {en: Rules, forms}\n", [("unquoted-comma", (1, 20, 5))]),
        ("title: {en: Rules, et: }\n", [("unquoted-comma", (1, 20, 2))]),
        ("title: {en: , et: x}\n", [("empty-value", (1, 9, 2))]),
        ("a:\n\tb: 1\n", [("tab", (2, 1, 1))]),
        ("a: b: c\n", [("yaml-syntax", (1, 5, 1))]),
        ("a: [b\n", [("yaml-syntax", (2, 1, 1))]),
        ("a: 'b\n", [("yaml-syntax", (2, 1, 1))]),
        ("a: {b: c\nd: e\n", [("yaml-syntax", (2, 2, 1))]),
        ("a: @b\n", [("yaml-syntax", (1, 4, 1))]),
        ('a: "\\q"\n', [("yaml-syntax", (1, 5, 1))]),
        ("<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> other\n", [("conflict-marker", (1, 1, 7))]),
        ("version https://git-lfs.github.com/spec/v1\noid sha256:0\n", [("lfs-pointer", (1, 1, 42))]),
        ("a: b\u202ec\n", [("bad-character", (1, 5, 1))]),
        ("a: b\u200bc\n", [("bad-character", (1, 5, 1))]),
        ("a: \u200dc\n", [("bad-character", (1, 4, 1))]),
        ('a: "x\\u202e"\n', [("bad-character", (1, 4, 9))]),
        ('a: "x\\0"\n', [("bad-character", (1, 4, 5))]),
        ('a: "\\ud800"\n', [("bad-character", (1, 7, 1))]),
        ("a: a" + "\u0300" * 9 + "\n", [("bad-character", (1, 5, 1))]),
        (b"a: \x00\n", [("bad-character", (1, 4, 1))]),
        (b"\xef\xbb\xbf\xef\xbb\xbfa: b\n", [("bad-character", (1, 1, 1))]),
        (b"a: \xff\n", [("not-utf8", (0, 0, 1))]),
        (b"a: x\xc0\xafy\n", [("not-utf8", (0, 0, 1))]),
        ("a: é\n".encode("utf-16"), [("not-utf8", (0, 0, 1))]),
        (b"a: b\n#" + b"x" * MAX_BYTES, [("file-too-big", (0, 0, 1))]),
        ("a: " + "[" * 50_000, [("too-deep", (1, MAX_DEPTH + 3, 1))]),
        ("a: " + "[" * 20_000 + "]" * 20_000, [("too-deep", (1, MAX_DEPTH + 3, 1))]),
        ("a:\n" + "".join(" " * i + "k:\n" for i in range(1, 300)), [("too-deep", (MAX_DEPTH + 1, MAX_DEPTH + 1, 1))]),
    ],
)
def test_refusal_has_code_and_position(content: bytes | str, found: list[Any]) -> None:
    assert refused(content) == found


def test_all_troubles_of_a_file_are_told_at_once() -> None:
    assert [code for code, _ in refused("a: &x 1\nb:\nb: !t 2\n")] == ["alias", "empty-value", "duplicate-key", "tag"]


def test_value_budget() -> None:
    content = "a: [" + "x, " * MAX_VALUES + "x]\n"
    assert [code for code, _ in refused(content)] == ["too-many-values"]


def test_findings_are_limited() -> None:
    content = "".join(f"k{number}:\n" for number in range(200))
    assert len(refused(content)) == MAX_FINDINGS


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("ects: 6\n", {"ects": Decimal(6)}),
        ("ects: 2.50\n", {"ects": Decimal("2.50")}),
        ("ects: '6'\n", {"ects": "6"}),
        ("ects: 1_000\n", {"ects": "1_000"}),
        ("ects: 017\n", {"ects": "017"}),
        ("ects: 1e3\n", {"ects": "1e3"}),
        ("ects: .nan\n", {"ects": ".nan"}),
        ("ects: 12:30\n", {"ects": "12:30"}),
        ("seats: 12\n", {"seats": 12}),
        ("seats: 2.5\n", {"seats": Decimal("2.5")}),
        ("seats: -1\n", {"seats": -1}),
        ("free: true\n", {"free": True}),
        ("free: false\n", {"free": False}),
        ("free: yes\n", {"free": "yes"}),
        ("amounts: [1, 2.5]\n", {"amounts": [Decimal(1), Decimal("2.5")]}),
        ("code: 0613\nno: no\nday: 2027-02-01\n", {"code": "0613", "no": "no", "day": "2027-02-01"}),
        ("title:\n  no: Tittel\n  on: x\n", {"title": {"no": "Tittel", "on": "x"}}),
        ("title: {en: >-\n}\n", None),
        ("title:\n  en: |\n    two\n    lines\n", {"title": {"en": "two lines"}}),
        ("title:\n  en: ' edges '\n", {"title": {"en": "edges"}}),
        ("text:\n  en: |\n    two\n\n    lines\n", {"text": {"en": "two\n\nlines"}}),
        ("a: U\u0308bung\n", {"a": "\u00dcbung"}),
        ('a: "U\\u0308bung"\n', {"a": "\u00dcbung"}),
        ("a: \U0001f469\u200d\U0001f393\n", {"a": "\U0001f469\u200d\U0001f393"}),
        (b"\xef\xbb\xbfa: b\r\nc: d\r", {"a": "b", "c": "d"}),
    ],
)
def test_scalars_are_taken_as_the_shape_asks(content: bytes | str, said: dict[str, Any] | None) -> None:
    if said is None:
        assert refused(content)
    else:
        assert document(content) == said


def test_positions_of_values_and_keys() -> None:
    text = "title: {en: Data}\nruns:\n  - id: one\n    starts: 2027-02-01\n"
    read_source = read("x.yml", text.encode()).source
    assert read_source is not None
    assert read_source.position(("title", "en")) == (1, 13, 4)
    assert read_source.position(("title", "en"), at_key=True) == (1, 9, 2)
    assert read_source.position(("runs", 0)) == (3, 5, 1)
    assert read_source.position(("runs", 0, "starts")) == (4, 13, 10)
    assert read_source.position(("runs", 0, "missing")) == (3, 5, 1)
    assert read_source.position(()) == (1, 1, 1)
    assert read_source.line(4) == "    starts: 2027-02-01"
    assert read_source.line(0) == read_source.line(99) == ""


def test_positions_survive_broken_text() -> None:
    broken = read("x.yml", b"a: 1\nb: [c\n").source
    assert broken is not None
    assert broken.position(("a",)) == (1, 4, 1)
    deep = read("x.yml", b"a: " + b"[" * 40).source
    assert deep is not None
    assert deep.position(("a",)) == (1, 4, 1)


def test_syntax_messages_speak_to_people() -> None:
    finding = read("x.yml", b"a: b: c\n").findings[0]
    assert finding.facts == {
        "problem": "a colon followed by a space stands inside a text",
        "cure": "put the text in quotes",
    }
    unknown = read("x.yml", b"a: |x\n").findings[0]
    assert unknown.code == "yaml-syntax"
    assert unknown.facts["cure"] == "compare the line with the one above it"


@given(st.binary(max_size=300))
@example(b"\x85")
def test_no_bytes_make_it_raise(content: bytes) -> None:
    read("x.yml", content, SHAPE)


YAML_BITS = st.sampled_from(
    [
        "a",
        "b",
        ": ",
        "\n",
        "  ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        ", ",
        "'",
        '"',
        "&x",
        "*x",
        "!t ",
        "|",
        ">",
        "#",
        "~",
        "é",
        "6",
        "\\",
        "%",
        "---\n",
    ]
)


@given(st.lists(YAML_BITS, max_size=30).map("".join))
def test_both_readers_come_to_the_same_verdict(text: str) -> None:
    """The fast reader takes exactly what the careful one finds nothing in, and reads the same values."""
    if look_at_text(text):
        return
    fast = read_fast(text, SHAPE)
    careful = CarefulReader(text, SHAPE)
    careful.run()
    if fast is not None:
        assert not careful.refused
        assert careful.root == fast
    elif "\\" not in text:
        assert careful.refused


def test_plain_documents_agree_with_pyyaml(offerings: Path) -> None:
    """On real records the reader sees the structure and texts that PyYAML's base loader sees."""

    def as_text(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: as_text(below) for key, below in value.items()}
        if isinstance(value, list):
            return [as_text(item) for item in value]
        return " ".join(value.split())

    files = sorted(offerings.rglob("*.yml"))
    assert files
    for path in files:
        assert as_text(document_of(path)) == as_text(texts_alone(path)), path


def texts_alone(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)  # noqa: S506 - makes nothing but texts


def document_of(path: Path) -> dict[str, Any]:
    reading = read(path.name, path.read_bytes())
    assert reading.source is not None
    return reading.source.document


def _suite_text(text: str) -> str:
    """The YAML test suite writes what cannot be seen with signs of its own."""
    text = re.sub("—*»", "\t", text).replace("␣", " ").replace("⇔", "\ufeff").replace("↵", "")
    return text.replace("←", "\r").replace("∎\n", "")


def test_every_case_of_the_yaml_test_suite_gets_a_verdict(shared: Path) -> None:
    cases = []
    for path in sorted((shared / "corpora/yaml-test-suite/src").glob("*.yaml")):
        inherited: dict[str, Any] = {}
        for case in yaml.safe_load(path.read_text("utf-8")):
            inherited = {**inherited, **case}
            cases.append((path.stem, _suite_text(inherited["yaml"])))
    assert len(cases) == 406
    accepted = 0
    for name, text in cases:
        reading = read(f"{name}.yml", text.encode("utf-8", "surrogatepass"))
        assert reading.findings or (reading.source and reading.source.document), name
        accepted += not reading.findings
    assert 40 < accepted < 120


def test_every_hostile_loader_input_gets_its_verdict(shared: Path, tmp_path: Path) -> None:
    """Bytes, YAML structure, typing and characters: 74 cases, each refused where it has to be."""
    subprocess.run(
        [sys.executable, shared / "hostile/make_hostile.py", "--demo", tmp_path], check=True, capture_output=True
    )
    manifest = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    cases = [case for case in manifest if case["layer"] in ("bytes", "yaml", "typing", "unicode")]
    assert len(cases) == 74
    shape = Shape(fields={"credits": Shape(scalar="decimal")})
    for case in cases:
        path = tmp_path / "cases" / case["dir"] / case["files"][0]
        reading = read(case["name"], path.read_bytes(), shape)
        codes = {finding.code for finding in reading.findings}
        if case["code"] in _READER_CODES and case["expect"] == "reject":
            assert codes & _READER_CODES[case["code"]], (case["name"], codes)
        elif case["layer"] in ("bytes", "yaml") and case["expect"] == "reject" and case["code"] != "unknown-field":
            assert codes, case["name"]
        elif case["expect"] == "safe":
            assert not codes, (case["name"], codes)


# The generator suggests codes of its own; these are ours for the same trouble.
_READER_CODES = {
    "alias": {"alias"},
    "tag": {"tag"},
    "directive": {"directive"},
    "too-deep": {"too-deep"},
    "not-utf8": {"not-utf8"},
    "bad-character": {"bad-character"},
    "duplicate-key": {"duplicate-key"},
    "file-too-big": {"file-too-big"},
    "not-a-mapping": {"not-a-mapping"},
    "several-documents": {"several-documents"},
    "key-not-text": {"key-not-text"},
    "yaml-syntax": {"yaml-syntax", "tab", "conflict-marker"},
}
