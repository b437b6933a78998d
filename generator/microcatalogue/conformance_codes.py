"""What the checker can say where a record does not have the form that the schemas ask for."""

from __future__ import annotations

from .codes import declare
from .diagnostics import Severity

_E = Severity.ERROR

declare(
    "unknown-field",
    _E,
    "Unknown field",
    message="there is no field “{field}” here",
    hint="{suggestion}",
    why="A misspelt field would be dropped in silence, and readers would take it for not stated.",
    wrong="titel: {en: Data literacy}",
    right="title: {en: Data literacy}",
)
declare(
    "unknown-code",
    _E,
    "Unknown code",
    message="“{code}” is no code of “{field}”",
    hint="{suggestion}",
    why="Codes are what search, recognition rules and Europass compare; a word that is not in the table matches nothing.",
    wrong="participation: [on-line]",
    right="participation: [online]",
)
declare(
    "bare-text",
    _E,
    "Text without its language",
    message="“{field}” is a text, and a text says in which language it is",
    hint="write {field}: {{{language}: {text}}}",
    why="Readers, screen readers and feeds need to know the language of every text.",
    wrong="title: Data literacy",
    right="title: {en: Data literacy}",
)
declare(
    "wrong-type",
    _E,
    "Value of the wrong kind",
    message="“{field}” holds {found}; {wanted} is wanted",
    hint="write for example {field}: {example}",
    why="Every field has one kind of value, so that each program that reads the catalogue finds what it expects.",
    wrong="languages: et",
    right="languages: [et]",
)
declare(
    "missing-required",
    _E,
    "Field without which the record cannot be shown",
    message="“{field}” is missing: {title}",
    hint="write for example {write}",
    why="Without this field the record cannot be shown or told from others.",
    wrong="summary: {en: Learn to read tables and charts.}",
    right="title: {en: Data literacy}",
)
declare(
    "missing-annex",
    _E,
    "Mandatory element of Annex I is missing",
    message="“{field}” is missing: {title} ({source})",
    hint="write for example {write}; where the catalogue allows gaps, the page says “not stated by the provider”",
    why="The Council Recommendation counts it among the elements that every micro-credential is described by.",
    wrong="title: {en: Data literacy}",
    right="title: {en: Data literacy}\nparticipation: [online]",
    source="Annex I",
)
declare(
    "missing-feed",
    _E,
    "Field that readers and Europass need is missing",
    message="“{field}” is missing: {title}",
    hint="write for example {write}; without it the record stays out of the Europass feed",
    why="Readers look for it first, and the European Learning Model asks for it.",
    wrong="title: {en: Data literacy}",
    right="title: {en: Data literacy}\nlanguages: [et]",
    source="European Learning Model, profile LOQ",
)
declare(
    "unknown-language",
    _E,
    "Unknown language",
    message="“{code}” is no language code",
    hint="{suggestion}",
    why="Browsers, screen readers and search choose voice, hyphenation and dictionary by the language code.",
    wrong="title: {eng: Data literacy}",
    right="title: {en: Data literacy}",
)
declare(
    "not-a-number",
    _E,
    "Number expected",
    message="“{value}” is no number as this format writes them",
    hint="write digits with a point and no quotes, for example {field}: {example}",
    why="Numbers are compared and added up; a comma, a unit or quotes make them text.",
    wrong='workload: {ects: "6,0"}',
    right="workload: {ects: 6}",
)
declare(
    "out-of-range",
    _E,
    "Number out of range",
    message="{value} is out of range for “{field}”",
    hint="write a number from {least} to {most}",
    why="A figure that cannot be is most often a slip of the key.",
    wrong="level: {eqf: 12, basis: stated-by-provider}",
    right="level: {eqf: 6, basis: stated-by-provider}",
)
declare(
    "too-many-decimals",
    _E,
    "More than two decimals",
    message="{value} has more than two decimals",
    hint="round it to two decimals",
    why="Amounts and credits are published exactly as they are written.",
    wrong="workload: {ects: 2.3333}",
    right="workload: {ects: 2.33}",
)
declare(
    "not-true-or-false",
    _E,
    "true or false expected",
    message="“{value}” is neither true nor false",
    hint="write {field}: true or {field}: false, without quotes",
    why="“yes”, “no” and “on” mean different things to different YAML readers.",
    wrong="validation: {available: yes}",
    right="validation: {available: true}",
)
declare(
    "bad-date",
    _E,
    "Date in another form",
    message="“{value}” is no date as this format writes them",
    hint="write year, month and day, for example 2027-02-01{month}",
    why="Dates in other orders are read differently from country to country.",
    wrong="reviewed_on: 01.02.2027",
    right="reviewed_on: 2027-02-01",
)
declare(
    "no-such-date",
    _E,
    "Date that does not exist",
    message="the day {value} does not exist",
    hint="correct the day or the month",
    why="Deadlines and calendars are made from this date.",
    wrong="reviewed_on: 2027-02-30",
    right="reviewed_on: 2027-02-28",
)
declare(
    "insecure-url",
    _E,
    "Address without https",
    message="“{value}” is not sent over a safe connection",
    hint="write {repair}",
    why="Learners follow these links to apply and pay; over http anyone on the way can change the page.",
    wrong="homepage: http://university.example.org/course",
    right="homepage: https://university.example.org/course",
)
declare(
    "bad-url",
    _E,
    "No web address",
    message="“{value}” is no web address that the catalogue can link to",
    hint="write {repair}: https, a host name in ASCII, no user name, port or blank",
    why="Only plain https addresses are linked: others can hide where they lead.",
    wrong="homepage: www.example.org/a b",
    right="homepage: https://www.example.org/a%20b",
)
declare(
    "bad-uri",
    _E,
    "No identifier",
    message="“{value}” is no identifier of the form http://… or https://…",
    hint="copy the identifier from ESCO or the EU vocabulary, for example {example}",
    why="Other systems compare the identifier letter by letter.",
    wrong="esco_occupations: [{uri: data analyst, label: {en: data analyst}}]",
    right="esco_occupations: [{uri: http://data.europa.eu/esco/occupation/d3edb8f8-3a06-47a0-8fb9-9b212c006aa2, label: {en: data analyst}}]",
)
declare(
    "bad-email",
    _E,
    "No e-mail address",
    message="“{value}” is no e-mail address",
    hint="write an address such as info@example.org",
    why="Learners write to this address.",
    wrong="contact: {email: info(at)example.org}",
    right="contact: {email: info@example.org}",
)
declare(
    "bad-phone",
    _E,
    "No telephone number",
    message="“{value}” is no telephone number",
    hint="write it in quotes with the country code, for example '+372 600 0000'",
    why="A number without its country code cannot be called from abroad.",
    wrong="contact: {phone: call us}",
    right="contact: {phone: '+372 600 0000'}",
)
declare(
    "bad-id",
    _E,
    "Not the form of an id",
    message="“{value}” cannot be an id",
    hint="use small letters a to z, digits and single hyphens, at most 64 characters, for example {example}",
    why="Ids become web addresses that must be the same on every computer, for years.",
    wrong="learning_outcomes: [{id: LO 1, statement: {en: Explain a chart.}}]",
    right="learning_outcomes: [{id: lo-1, statement: {en: Explain a chart.}}]",
)
declare(
    "bad-reference",
    _E,
    "Not the form of a reference",
    message="“{value}” does not name a record",
    hint="write {example}: the name of the folder, a slash and the name of the file without .yml",
    why="References tie offerings, pathways and policies together.",
    wrong="replaced_by: data-literacy",
    right="replaced_by: example-university/data-literacy",
)
declare(
    "too-long",
    _E,
    "Text is too long",
    message="“{field}” has {length} characters; at most {limit} are shown",
    hint="shorten it; details belong in “description”",
    why="The text has a place of fixed size on cards, in feeds and on phones.",
    wrong="summary: {en: A text of four hundred characters …}",
    right="summary: {en: Learn to read tables and charts and to question them.}",
)
declare(
    "repeated-item",
    _E,
    "Entry written twice in a list",
    message="“{field}” lists {value} twice",
    hint="delete one of the two",
    why="Counts and filters would count it twice.",
    wrong="languages: [et, et]",
    right="languages: [et]",
)
declare(
    "exactly-one-of",
    _E,
    "Exactly one of several fields",
    message="exactly one of {fields} is wanted here; {found}",
    hint="keep the one that fits and delete the others",
    why="The fields are different ways to say the same thing, and only one can be right.",
    wrong="awarding_bodies: [{provider: example-university, name: {en: Example University}}]",
    right="awarding_bodies: [{provider: example-university}]",
)
declare(
    "at-least-one-of",
    _E,
    "At least one of several fields",
    message="at least one of {fields} is wanted here",
    hint="write one of them, or delete “{field}”",
    why="An entry without any of them says nothing.",
    wrong="contact: {}",
    right="contact: {email: info@example.org}",
)
declare(
    "not-together",
    _E,
    "Fields that exclude each other",
    message="“{field}” and “{other}” cannot both be stated",
    hint="keep the one that is true and delete the other",
    why="Together they contradict each other.",
    wrong="level: {not_applicable: {en: No level applies.}, eqf: 6, basis: stated-by-provider}",
    right="level: {eqf: 6, basis: stated-by-provider}",
)
declare(
    "wrong-value",
    _E,
    "Another value expected",
    message="“{field}” can only be {wanted}",
    hint="write {field}: {wanted}",
    why="Other values have no meaning in this version of the format.",
    wrong="format: 2",
    right="format: 1",
)
