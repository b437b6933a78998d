"""What the strict reader can say about the bytes and the YAML of a file, before any field is looked at."""

from __future__ import annotations

from .codes import declare
from .diagnostics import Severity

_E = Severity.ERROR

declare(
    "not-utf8",
    _E,
    "File is not UTF-8 text",
    message="this file is not UTF-8 text (byte {byte})",
    hint="save the file as “UTF-8” in your editor; Windows-1257, Latin-1 and UTF-16 are not read",
    why="Every program that harvests the catalogue reads UTF-8; other encodings turn letters such as õ or š into noise.",
)
declare(
    "bad-character",
    _E,
    "Invisible or forbidden character",
    message="{character} stands in the text, which readers cannot see",
    hint="delete the character and type the text again; text copied from a PDF or a web page often brings it",
    why="Control characters, text direction overrides and invisible letters can hide what a text really says and break feeds.",
    wrong='title: {en: "Data\\u202e literacy"}',
    right='title: {en: "Data literacy"}',
)
declare(
    "file-too-big",
    _E,
    "File is too big",
    message="this file has more than {limit} bytes",
    hint="shorten the texts, or split the record: one file describes one offering",
    why="A record of a micro-credential takes a few kilobytes; a file of this size is a mistake or an attack.",
)
declare(
    "yaml-syntax",
    _E,
    "File is not well-formed YAML",
    message="the file cannot be read from here on: {problem}",
    hint="{cure}",
    why="A file that is not well-formed says nothing reliable, so none of it is used.",
    wrong="title: {en: Data literacy",
    right="title: {en: Data literacy}",
)
declare(
    "tab",
    _E,
    "Tab used for indentation",
    message="a tab stands where spaces are needed",
    hint="replace the tab by spaces, two for each step to the right",
    why="Programs disagree about how wide a tab is, so YAML forbids it before a field.",
    wrong="workload:\n\tects: 6",
    right="workload:\n  ects: 6",
)
declare(
    "too-deep",
    _E,
    "Lists and groups nested too deeply",
    message="lists or groups are nested more than {limit} deep here",
    hint="close the brackets, or correct the indentation; no field of the format is deeper than ten",
    why="Thousands of nested brackets make some YAML readers crash; no honest record needs them.",
)
declare(
    "too-many-values",
    _E,
    "Too many values in one file",
    message="this file has more than {limit} values",
    hint="split the record, or take out the repeated part",
    why="A record of this size is a mistake or an attack, and would slow down every reader.",
)
declare(
    "alias",
    _E,
    "Anchor or alias",
    message="anchors (&name) and aliases (*name) are not used in this format",
    hint="write the value out where it is needed, or put the text in quotes if it really begins with {sign}",
    why="Each file is read by people and by other programs as it stands; copies made by reference hide what is said.",
    wrong="contact: &office {email: info@example.org}",
    right="contact: {email: info@example.org}",
)
declare(
    "tag",
    _E,
    "YAML tag",
    message="the tag {tag} is not used in this format",
    hint="remove the tag, or put the text in quotes if it really begins with an exclamation mark",
    why="Tags can make a YAML reader run code; this format needs none.",
    wrong='workload: {ects: !!float "6"}',
    right="workload: {ects: 6}",
)
declare(
    "directive",
    _E,
    "YAML directive",
    message="a line that begins with % changes how YAML is read; this format does not use it",
    hint="delete the line",
    why="Every file is read by the same rules, whoever wrote it.",
    wrong="%YAML 1.1\n---\ntitle: {en: Data literacy}",
    right="title: {en: Data literacy}",
)
declare(
    "several-documents",
    _E,
    "More than one document in a file",
    message="a second document begins here",
    hint="delete the line --- and what follows, or move it to a file of its own: one file, one record",
    why="The id of a record is the name of its file, so a file can hold only one.",
    wrong="title: {en: Data literacy}\n---\ntitle: {en: Statistics}",
    right="title: {en: Data literacy}",
)
declare(
    "not-a-mapping",
    _E,
    "File holds no fields",
    message="this file holds {found} instead of fields such as “title:”",
    hint="write fields with a name, a colon and a value; CONTRIBUTING.md has a file to start from",
    why="A record is a set of named fields.",
    wrong="- Data literacy",
    right="title: {en: Data literacy}",
)
declare(
    "key-not-text",
    _E,
    "Field name is no plain word",
    message="a field name is missing or is no plain word here",
    hint="write the name of the field, a colon and a space, then the value",
    why="Fields are found by their names.",
    wrong="? [title]\n: Data literacy",
    right="title: {en: Data literacy}",
)
declare(
    "duplicate-key",
    _E,
    "Field written twice",
    message="“{key}” was written before, in line {line}",
    hint="keep one of the two and delete the other",
    why="Readers would take one of the two values without saying which.",
    wrong="summary: {en: First}\nsummary: {en: Second}",
    right="summary: {en: Second}",
)
declare(
    "empty-value",
    _E,
    "Field without a value",
    message="“{key}” has no value",
    hint="write the value, or delete the field: what is left out counts as not stated",
    why="“Not stated” and “stated as nothing” must not look alike to readers and recognition officers.",
    wrong="summary:\ntitle: {en: Data literacy}",
    right="title: {en: Data literacy}",
)
declare(
    "unquoted-comma",
    _E,
    "Comma inside braces without quotes",
    message="“{key}” looks like the end of a text that a comma cut off",
    hint='put the text in quotes: {{{field}: "…, {key}"}}',
    why="Inside braces a comma begins the next field, so the rest of the sentence is lost.",
    wrong="title: {en: Rules, forms}",
    right='title: {en: "Rules, forms"}',
)
declare(
    "conflict-marker",
    _E,
    "Unfinished merge",
    message="this line is left over from a merge of two versions",
    hint="choose the version that is right and delete the lines that begin with <<<<<<<, ======= and >>>>>>>",
    why="The file holds two versions of the record; only a person can say which one is meant.",
)
declare(
    "lfs-pointer",
    _E,
    "Pointer instead of a file",
    message="this is a pointer of Git LFS, not the file itself",
    hint="run “git lfs pull”, or store the file in git directly: records are small",
    why="The text of the record is not in the repository.",
)
