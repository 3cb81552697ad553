"""A style in the words of older browsers: the same selectors and values, written out."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from tandem.lean.older import lower
from tandem.lean.style import minify

from tests.conftest import ROOT

SELECTORS = [
    (":is(.a, .b) c", ".a c, .b c"),
    (".x > :is(p, li) :is(b, i)", ".x > p b, .x > p i, .x > li b, .x > li i"),
    (".x :is(:hover, [data-y])", ".x :hover, .x [data-y]"),
    (".a:is(p, ul)", "p.a, ul.a"),  # a name comes first
    (":is(p, .b) c", "p:not(._) c, .b c"),  # both weigh what the heavier does
    (".a :is(.b, .c i)", ".a .b:not(_), .a .c i"),
    (":is(:is(.a, .b) c, d)", ".a c, .b c, d:not(._)"),
    ("a:not(.b, .c)::before", "a:not(.b):not(.c)::before"),
    ("a:not(:is(.b, .c))", "a:not(.b):not(.c)"),
    ("#a > b + c ~ d, e", "#a > b + c ~ d, e"),
]
DECLARATIONS = [
    ("margin-block: 1px", "margin-top:1px;margin-bottom:1px"),
    ("padding-inline: 1px 2px", "padding-inline-start:1px;padding-inline-end:2px"),
    ("inset: 0 1px", "top:0;right:1px;bottom:0;left:1px"),
    ("inset-inline: calc(1px + 2px)", "left:calc(1px + 2px);right:calc(1px + 2px)"),
    ("inset-block-start: 0", "top:0"),
    ("border-block: 1px solid var(--a)", "border-top:1px solid var(--a);border-bottom:1px solid var(--a)"),
    ("margin-block: 0 !important", "margin-top:0 !important;margin-bottom:0 !important"),
    ("overflow-wrap: anywhere", "overflow-wrap:break-word;overflow-wrap:anywhere"),
    ("float: inline-end", "float:right;float:inline-end"),
    ("--a: {b: c}; inset: 0", "--a:{b: c};top:0;right:0;bottom:0;left:0"),
]


@pytest.mark.parametrize(("written", "sent"), SELECTORS)
def test_selectors_are_written_out(written: str, sent: str) -> None:
    assert minify(lower(f"{written} {{ x: y }}")) == minify(f"{sent}{{x: y }}")


@pytest.mark.parametrize(("written", "sent"), DECLARATIONS)
def test_shorthands_are_what_they_stand_for(written: str, sent: str) -> None:
    assert minify(lower(f"a {{ {written} }}")) == minify(f"a {{{sent}}}")


def test_what_the_floor_does_not_know_takes_nothing_with_it() -> None:
    for written, sent in [
        ("a:hover, a:focus-visible, b { x: y }", "a:hover,b{ x: y }a:focus-visible{ x: y }"),
        ("@media print { a:not(:has(b)), c { x: y } }", "@media print{c{x: y }a:not(:has(b)){x: y }}"),
    ]:
        assert minify(lower(written)) == minify(sent)


def test_what_cannot_be_written_out_is_refused() -> None:
    with pytest.raises(ValueError, match=r"cannot be written out: a:is\(\.b \.c\)"):
        lower("a:is(.b .c) { x: y }")


def test_rules_of_other_kinds_stay() -> None:
    for rule in ("@keyframes a{from{x:y}to{x:z}}", "@font-face{font-family:a;src:url(b)}", "@charset 'utf-8';"):
        assert minify(lower(rule)) == minify(rule)


def test_the_style_sheets_of_the_site_hold_none_of_it_any_more() -> None:
    for path in sorted((ROOT / "hooks/tandem").rglob("*.css")):
        sent = lower(path.read_text(encoding="utf-8"))
        assert not re.search(r":is\(|:where\(|[;{](margin|padding|inset|border)-(block|inline):|[;{]inset:", sent), path


COMPOUNDS = st.sampled_from(["p", "i", ".a", ".b", "[x]", "p.a", "#c", ".a.b"])
LISTS = st.lists(COMPOUNDS, min_size=1, max_size=3).map(", ".join)
PAGE = "".join(
    f"<{outer} class='{kind}' {more}><{inner} class='{other}'></{inner}></{outer}>"
    for outer in ("div", "section") for kind in ("a", "b", "a b", "") for more in ("x=1", "id=c", "")
    for inner in ("p", "i") for other in ("a", "b", "")
)  # fmt: skip


@given(LISTS, LISTS)
def test_the_same_elements_are_met(outer: str, inner: str) -> None:
    """By lxml's selectors, which know `:is()`: as written, and as sent."""
    page = html.fromstring(f"<main>{PAGE}</main>")
    written = f":is({outer}) > :is({inner})"
    sent = lower(f"{written}{{x:y}}").partition("{")[0]
    assert set(page.cssselect(written)) == set(page.cssselect(sent))
