"""What may stand in an address."""

from __future__ import annotations

from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st
from tandem.core.addresses import escape


@given(st.text())
def test_a_browser_reads_it_back(text: str) -> None:
    written = escape(text, "/:")
    assert unquote(written) == text or "\ufffd" in unquote(written)
    assert not set(written) & set(" \t\n\"'<>#?&{}\\")


def test_other_scripts_stand_as_they_are() -> None:
    assert escape("镁 & pain/50%", "/") == "镁%20%26%20pain/50%25"
