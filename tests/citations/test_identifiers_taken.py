"""Whatever the reader of records takes for an identifier, the writer of references can link."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tandem.citations.entry import identifiers
from tandem.citations.references import DOI, PMCID, PMID, URL

from tests.trials import examples


@pytest.mark.parametrize(("name", "pattern"), [("DOI", DOI[0]), ("PMID", PMID[0]), ("PMCID", PMCID[0])])
@settings(max_examples=examples(100))
@given(data=st.data())
def test_every_identifier_is_linked(name: str, pattern: str, data: st.DataObject) -> None:
    value = data.draw(st.from_regex(re.compile(pattern)))
    (found,) = identifiers({"id": "doe2020", name: value})
    assert found.label == name and urlsplit(found.href).hostname


@settings(max_examples=examples(200))
@given(st.from_regex(re.compile(URL[0])))
def test_every_address_has_a_host(value: str) -> None:
    parts = urlsplit(value)
    assert parts.hostname and parts.username is None


@pytest.mark.parametrize(
    "value",
    ["https://[::1", "https://[::1]/", "https://a@b.example/", "https:///x", "https://a..example", "ftp://a.org"],
)
def test_what_is_no_place_on_the_web(value: str) -> None:
    assert not re.match(URL[0], value)
