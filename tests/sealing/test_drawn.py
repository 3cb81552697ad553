"""Drawings beside the texts: nothing in one runs, loads or leads anywhere; what drawing programs save is taken."""

from __future__ import annotations

from pathlib import Path

import pytest
from tandem.core.problems import Problems
from tandem.sealing.drawn import check_drawing

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">\n{}\n</svg>\n'
PNG = "data:image/png;base64,iVBORw0KGgo="


def said(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "figure.svg"
    path.write_text(text, encoding="utf-8")
    problems = Problems(tmp_path)
    check_drawing(path, problems)
    return [f"{problem.line}: {problem.what}" for problem in problems.everything()]


@pytest.mark.parametrize(
    ("inner", "what"),
    [
        ("<script>alert(1)</script>", "2: a drawing may not hold <script>"),
        ('<script xlink:href="https://example.org/x.js"/>', "2: a drawing may not hold <script>"),
        ("<g><foreignObject><p/></foreignObject></g>", "2: a drawing may not hold <foreignObject>"),
        ('<h:script xmlns:h="http://www.w3.org/1999/xhtml">x</h:script>', "2: a drawing may not hold <script>"),
        ('<x:thing xmlns:x="urn:x"/>', "2: a drawing may not hold <thing>"),
        ('<a href="https://example.org"><path d="M0 0"/></a>', "2: a drawing may not hold <a>"),
        ('<set attributeName="href" to="javascript:x"/>', "2: a drawing may not hold <set>"),
        ('<rect onload="x()"/>', "2: a drawing may not run onload"),
        ('<rect ONCLICK="x()"/>', "2: a drawing may not run ONCLICK"),
        ('<use href="other.svg#a"/>', "2: a drawing may not lead to or load other.svg#a"),
        ('<use xlink:href="  jav&#9;ascript:x"/>', "2: a drawing may not lead to or load jav\tascript:x"),
        ('<image href="https://example.org/a.png"/>', "2: a drawing may not lead to or load https://example.org/a.png"),
        ('<image href="data:text/html;base64,AA"/>', "2: a drawing may not lead to or load data:text/html;base64,AA"),
        (f'<use href="{PNG}"/>', f"2: a drawing may not lead to or load {PNG[:40]}"),
        ('<rect fill="url(https://a.org/#a)"/>', "2: a drawing may not load what fill names: url(https://a.org/#a)"),
        ('<rect style="fill:u\\72l(//x)"/>', "2: a drawing may not load what style names: fill:u\\72l(//x)"),
        ("<style>@import '//example.org/a.css';</style>", "2: the drawing's style loads something from elsewhere"),
        ("<style>rect { fill: URL( 'a.svg#b' ) }</style>", "2: the drawing's style loads something from elsewhere"),
    ],
)  # fmt: skip
def test_what_could_run_or_load_is_named_at_its_line(tmp_path: Path, inner: str, what: str) -> None:
    assert what in said(tmp_path, SVG.format(inner))


def test_what_drawing_programs_save_is_taken(tmp_path: Path) -> None:
    inner = (
        '<sodipodi:namedview xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" id="v"/>'
        '<defs><linearGradient id="a"><stop offset="0" style="stop-color:#fff"/></linearGradient></defs>'
        f'<style>.b {{ fill: url("#a") }}</style><use xlink:href="#c"/><image href="{PNG}"/>'
        '<g inkscape:label="L" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" clip-path="url(#d)">'
        '<!-- a note --><text x="1" y="2" xml:space="preserve">50 mg/kg</text></g>'
    )
    doctype = '<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'
    assert said(tmp_path, doctype + SVG.format(inner)) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "1: this is no SVG that can be read"),
        ("<html><script>x</script></html>", "1: the file is no drawing but <html>"),
        ("<svg><script/></svg>", "1: the file is no drawing but <svg>"),
        (SVG.format("<g>"), "3: this is no SVG that can be read"),
        ('<!DOCTYPE svg [<!ENTITY a "b">]>\n' + SVG.format("<text>&a;</text>"), "1: the drawing declares entities"),
        ('<?xml-stylesheet href="//example.org/a.css"?>\n' + SVG.format(""), "1: the drawing asks for something else"),
        ("<svg " + "<g>" * 100_000, "1: this is no SVG that can be read"),
    ],
)
def test_what_is_no_plain_drawing_is_named(tmp_path: Path, text: str, what: str) -> None:
    assert any(found.startswith(what) for found in said(tmp_path, text)), said(tmp_path, text)


def test_bombs_of_entities_end_at_once(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE svg [<!ENTITY l0 "ha">{laughs}]>\n' + SVG.format("<text>&l11;</text>")
    assert said(tmp_path, bomb)
