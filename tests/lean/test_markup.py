"""Pages without indentation: shorter, and shown the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from tandem.lean.markup import lean


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        ("\n<!doctype html>\n\n  <p>\n    a  b\n  </p>\n", "<!doctype html>\n<p>\na  b\n</p>\n"),
        ("<p>a <b>b</b> c</p>", "<p>a <b>b</b> c</p>"),
        ("<p>a\n  <b>b</b></p>", "<p>a\n<b>b</b></p>"),
        ("<pre>\n  a\n\n  b\n</pre>\n\n<p>", "<pre>\n  a\n\n  b\n</pre>\n<p>"),
        ("<textarea>\n a</textarea>", "<textarea>\n a</textarea>"),
        ("<script>\n  a\n  // b\n  c\n</script>\n  <p>", "<script>\n  a\n  // b\n  c\n</script>\n<p>"),
        ("<script>a</script>\n\n<script>\n b</script>", "<script>a</script>\n<script>\n b</script>"),
    ],
)
def test_white_space_that_breaks_a_line_is_one_break(page: str, wanted: str) -> None:
    assert lean(page) == wanted


PIECES = st.sampled_from(
    ["<p>", "</p>", "<b>", "</b>", "a", "词", " ", "\n", "\n   ", "\t\n\n", "<pre>\n  a\n\n b </pre>", "\u00a0"]
)


def told(page: str) -> list[tuple[str, str]]:
    """What a browser makes of a page: every text, white space folded where it folds it."""
    found = []
    for element in html.document_fromstring(page).iter():
        text, tail = element.text or "", element.tail or ""
        found.append((str(element.tag), text if element.tag == "pre" else re.sub(r"[ \t\n]+", " ", text)))
        found.append(("", re.sub(r"[ \t\n]+", " ", tail)))
    return found


@given(st.lists(PIECES, max_size=30).map("".join))
def test_a_reader_sees_the_same(body: str) -> None:
    page = f"<body><i>x</i>{body}</body>"
    assert told(lean(page)) == told(page)
    assert lean(lean(page)) == lean(page)
