"""Drawings are painted as the site's own styles show them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import html
from tandem.exports.paint import paint

Element = Any

PAGE = """<!doctype html><html><head><link rel="stylesheet" href="../a/one.css">
<link rel="stylesheet" href="../a/two.css"></head><body class="light"><article style="--local: #010203">
<figure class="f"><svg>{parts}</svg></figure></article>
</body></html>"""


def painted(folder: Path, one: str, parts: str = '<rect class="r"></rect>', two: str = "") -> Element:
    (folder / "a").mkdir(exist_ok=True)
    (folder / "a/one.css").write_text(one, encoding="utf-8")
    (folder / "a/two.css").write_text(two, encoding="utf-8")
    root: Element = html.document_fromstring(PAGE.format(parts=parts))
    paint(root.xpath("//article")[0], folder, "t/page.html")
    return root


def rect(root: Element) -> dict[str, str]:
    (found,) = root.iter("rect")
    return {name: value for name, value in found.attrib.items() if name not in {"class", "id"}}


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (".r { fill: red }", {"fill": "#ff0000"}),
        (".r { fill: none; stroke-width: 2 }", {"fill": "none", "stroke-width": "2"}),
        (".r { fill: #00000080 }", {"fill": "#000000", "fill-opacity": "0.50"}),
        (".r { fill: hsla(120, 100%, 50%, 1) }", {"fill": "#00ff00"}),
        (".r { fill: url(#g) }", {"fill": "url(#g)"}),
        (":root { --a: #fff } .light { --b: var(--a) } .r { fill: var(--b) }", {"fill": "#ffffff"}),
        (".r { fill: var(--local); stroke: var(--none, blue) }", {"fill": "#010203", "stroke": "#0000ff"}),
        (".r { fill: var(--none) }", {}),
        (":root { --a: var(--b); --b: var(--a) } .r { fill: var(--a) }", {}),
        (":root { --h: 0 } .r { fill: hsl(var(--h), 100%, 50%) }", {"fill": "#ff0000"}),
        ("body { color: #123456 } .r { fill: currentColor }", {"fill": "#123456"}),
        (".f .r { fill: red } .r { fill: blue }", {"fill": "#ff0000"}),
        (".f .r { fill: red } .r { fill: blue !important }", {"fill": "#0000ff"}),
        (".q, .r:not(.q) { fill: red } .r:hover, .r::after { fill: blue }", {"fill": "#ff0000"}),
        (".f :is(rect, .q) { fill: red }", {"fill": "#ff0000"}),
        ("@media screen { .r { fill: red } } @media print { .r { fill: blue } }", {"fill": "#ff0000"}),
        ("@media (prefers-color-scheme: dark) { .r { fill: red } }", {}),
        (".r { font: 13px/1.5 var(--none, serif); text-anchor: end }", {"font-size": "13px", "text-anchor": "end"}),
        (".r { fill: red", {"fill": "#ff0000"}),
        ("}} ::: { .r { fill: blue } .x", {}),
    ],
)
def test_a_part_gets_what_the_styles_say(tmp_path: Path, style: str, expected: dict[str, str]) -> None:
    assert rect(painted(tmp_path, style)) == expected


def test_a_later_sheet_and_an_elements_own_style_win(tmp_path: Path) -> None:
    assert rect(painted(tmp_path, ".r { fill: red }", two=".r { fill: blue }")) == {"fill": "#0000ff"}
    own = '<rect class="r" style="fill: lime; cursor: pointer"></rect>'
    assert rect(painted(tmp_path, ".r { fill: red }", own)) == {"fill": "#00ff00"}


def test_what_the_styles_hide_is_taken_out(tmp_path: Path) -> None:
    parts = '<g class="g"><rect></rect></g><rect class="h"></rect><rect class="r"></rect>'
    root = painted(tmp_path, ".g { display: none } .h { visibility: hidden } .r { fill: red }", parts)
    assert rect(root) == {"fill": "#ff0000"}
    assert not list(root.iter("g"))


def test_a_page_without_drawings_reads_no_style(tmp_path: Path) -> None:
    root: Element = html.document_fromstring(PAGE.format(parts=""))
    root.xpath("//svg")[0].drop_tree()
    paint(root.xpath("//article")[0], tmp_path, "t/page.html")  # the styles are not even there
