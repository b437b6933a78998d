"""The gate between what contributors write and what browsers run."""

from __future__ import annotations

import pytest
from microcatalogue.rich_text import rich_html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*a* **b**", "<p><em>a</em> <strong>b</strong></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. c", '<ol start="3">\n<li>c</li>\n</ol>'),
        ("[a](https://example.org/)", '<p><a href="https://example.org/" rel="noopener noreferrer">a</a></p>'),
        ("<a@example.org>", '<p><a href="mailto:a@example.org" rel="noopener noreferrer">a@example.org</a></p>'),
        ("[a](javascript:x)", "<p>[a](javascript:x)</p>"),
        ("[a](mailto:a@example.org?bcc=b@example.org)", "<p>[a](mailto:a@example.org?bcc=b@example.org)</p>"),
        ("<b onclick=x>a</b>", "<p>&lt;b onclick=x&gt;a&lt;/b&gt;</p>"),
        ("# a", "<p># a</p>"),
        (
            "![a](https://example.org/a.png)",
            '<p>!<a href="https://example.org/a.png" rel="noopener noreferrer">a</a></p>',
        ),
        ("x" * 6000, "<p>" + "x" * 5000 + "</p>"),
    ],
)
def test_rich_text_lets_only_its_own_markup_through(text: str, html: str) -> None:
    assert rich_html(text) == html
