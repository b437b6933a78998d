"""What a page is made of: values, rows, sections. Plain frozen data that templates print and never compute.

Named tuples, because a page is made of some hundreds of them and they are made three times as fast as data classes.

Every value says in which language it stands, so that browsers and screen readers are told.
"""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup


class Words(NamedTuple):
    """A text; `lang` is set where its language is not the page's; `html` is set for rich text."""

    text: str
    lang: str | None = None
    html: Markup | None = None


class Link(NamedTuple):
    """A text that leads somewhere; `outside` marks an address of another site."""

    words: Words
    url: str
    outside: bool = False


class Alternate(NamedTuple):
    """The same in a form for programs: its media type, where it is, and as what it stands to the page."""

    media_type: str
    url: str
    rel: str = "alternate"


class Coded(NamedTuple):
    """A code of a vocabulary: its label, and its gloss where the table has one."""

    code: str
    label: str
    gloss: str = ""


class Deadline(NamedTuple):
    """The last day to apply. The date stands there; browsers add from `opens` and `closes` whether it is open now.

    Both are moments with offset as RFC 3339 says; `opens` is empty where no first day is stated. `countdown` is False
    for what is over or cancelled anyway.
    """

    text: str
    day: str
    opens: str
    closes: str
    countdown: bool = True


class Picture(NamedTuple):
    """A picture of the provider's folder."""

    url: str
    alt: str


class Anchor(NamedTuple):
    """An id of the format that stands in the page and that links can lead to."""

    anchor: str
    text: str


class Sentence(NamedTuple):
    """Words of the interface with texts, labels and links of records among them."""

    parts: tuple[str | Words | Link, ...]


class Statement(NamedTuple):
    """A sentence that may open a list of conditions, and what is said after it."""

    opening: Sentence
    conditions: tuple[Sentence, ...]
    rest: Sentence


class Group(NamedTuple):
    """A named part with rows of its own, such as one assessment.

    `anchor` makes it addressable; `marks` are codes that stand beside the title, such as the kind of an outcome.
    """

    title: Words | None
    rows: tuple[Row, ...]
    anchor: str = ""
    marks: tuple[Coded | Deadline, ...] = ()


Value = Words | Link | Coded | Deadline | Picture | Anchor | Sentence | Statement | Group


class Row(NamedTuple):
    """A label and its values; no values means "not stated by the provider". `number` is that of Annex I or II.

    `code` names the row in every language, so that scripts find it.
    """

    label: str
    values: tuple[Value, ...] = ()
    gloss: str = ""
    number: str = ""
    on_credential: bool = False
    code: str = ""


class Section(NamedTuple):
    """A part of a page with a heading; `lead` is a sentence before the rows."""

    anchor: str
    title: str
    rows: tuple[Row, ...] = ()
    values: tuple[Value, ...] = ()
    lead: str = ""
    note: str = ""


class Disclosure(NamedTuple):
    """Rows that open when a reader wants to know more."""

    summary: str
    rows: tuple[Row, ...]


class Answer(NamedTuple):
    """What a policy comes to for one purpose; `why` opens to the rule and its evidence."""

    purpose: str
    outcome: Coded
    rows: tuple[Row, ...]
    why: Disclosure


class Receiver(NamedTuple):
    """A receiving organisation with its answers, each already HTML, since many pages show the same ones.

    `place` is where it is, `asking` how one asks it for recognition.
    """

    name: Link | Words
    place: str
    answers: tuple[Markup, ...]
    asking: Markup


class Subscribing(NamedTuple):
    """What one can subscribe to on a page: addresses of a calendar and of feeds, empty where they are not offered.

    `name` is that of what they are about, `guide` the page that explains how.
    """

    name: str
    calendar: str = ""
    atom: str = ""
    json: str = ""
    guide: str = ""


class Card(NamedTuple):
    """A record in a list: where it leads, its title, who it is by, and the facts one chooses by.

    `saved_as` is the id under which readers can put it on their shortlist, if they can.
    """

    title: Link
    by: Words | None
    summary: Words | None
    facts: tuple[str, ...]
    badge: str = ""
    deadline: Deadline | None = None
    saved_as: str = ""


class Table(NamedTuple):
    """Columns and lines of cells, each cell a tuple of values; the caption names it for screen readers."""

    caption: str
    columns: tuple[str, ...]
    lines: tuple[tuple[tuple[Value, ...], ...], ...]


class Bar(NamedTuple):
    """One line of a statistic: what is counted, how often, and how long its bar is, in percent of the longest."""

    label: Words | Link
    number: str
    length: int


class Chart(NamedTuple):
    """A statistic as bars with their numbers: a table whose bars are decoration."""

    anchor: str
    title: str
    counted: str
    bars: tuple[Bar, ...]
    note: str = ""


def there(*values: Value | None) -> tuple[Value, ...]:
    """The values that there are."""
    return tuple([value for value in values if value is not None])


def stated(label: str, *values: Value | None) -> tuple[Row, ...]:
    """A row where there is something to show, else none: for what is optional."""
    shown = there(*values)
    return (Row(label, shown),) if shown else ()
