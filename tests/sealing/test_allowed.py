"""What a published page may hold: parsed as browsers do, judged by one list, led back to a line."""

from __future__ import annotations

from pathlib import Path

import pytest
from tandem.core.problems import Problems
from tandem.sealing import findings, report

FINE = [
    '<p>A text with <em>stress</em>, <a href="dosing.html#x">a link</a> and <a href="https://a.example/">another</a>.</p>',
    '<a href="mailto:a@b.example">write</a><a href="#here">here</a><a href="../x.html?q=1">there</a>',
    '<a download="x.bib" href="data:application/x-bibtex;charset=utf-8,@misc">BibTeX</a>',
    '<script type="application/ld+json">{"a": "</p><b>"}</script>',
    '<script defer src="../assets/tandem/search.1.js"></script>',
    '<svg viewBox="0 0 1 1"><use href="#a"/><path d="M0 0"/></svg>',
    '<link rel="canonical" href="https://a.example/x.html"><link rel="stylesheet" href="../assets/a.css">',
    "<!-- a comment --><p data-anything='javascript:alert(1)' aria-label='onclick=x'>x</p>",
    '<table><tr><th scope="col">a</th><td colspan="2">b</td></tr></table>',
]

REFUSED = {
    "<script>alert(1)</script>": "a <script> that is not the site's own: alert(1)",
    # HTML ends this comment at once, whatever XML says.
    "<!--><p><script>alert('X')</script>x -->": "a <script> that is not the site's own",
    "<!-- --!><script>alert(1)</script> -->": "a <script> that is not the site's own",
    '<script src="https://evil.example/x.js"></script>': "the address src=",
    '<script src="//evil.example/x.js"></script>': "the address src=",
    '<script src="data:text/javascript,alert(1)"></script>': "the address src=",
    '<script type="module">alert(1)</script>': "a <script> that is not the site's own",
    "<style>p{background:url(//evil.example)}</style>": "a <style> that is not the site's own",
    '<p onclick="alert(1)">x</p>': 'the attribute onclick="alert(1)" of <p>',
    '<p ONCLICK="alert(1)">x</p>': "the attribute onclick=",
    '<p style="position:fixed;inset:0">x</p>': "the attribute style=",
    '<a href="javascript:alert(1)">x</a>': "the address href=",
    '<a href=" java\nscript:alert(1)">x</a>': "the address href=",
    '<a href="JAVASCRIPT&colon;alert(1)">x</a>': "the address href=",
    '<a href="&#1;javascript:alert(1)">x</a>': "the address href=",
    '<a href="data:text/html,<script>alert(1)</script>">x</a>': "the address href=",
    '<a href="data:application/x-bibtex,@misc">x</a>': "the address href=",  # opened, not handed over
    '<a href="vbscript:x">x</a>': "the address href=",
    '<a href="//evil.example/">x</a>': "the address href=",
    '<a href="/\\evil.example/">x</a>': "the address href=",
    '<img src="https://evil.example/x.png" alt="">': "the address src=",
    '<img src="x.png" srcset="//evil.example/x.png 2x" alt="">': "the attribute srcset=",
    '<link rel="stylesheet" href="https://evil.example/x.css">': "the address href=",
    '<link rel="alternate stylesheet" href="https://evil.example/x.css">': "the address href=",
    '<meta http-equiv="refresh" content="0;//evil.example">': 'http-equiv="refresh"',
    '<base href="https://evil.example/">': "the element <base>",
    '<iframe src="x.html"></iframe>': "the element <iframe>",
    '<object data="x.swf"></object>': "the element <object>",
    '<embed src="x.swf">': "the element <embed>",
    '<form action="https://evil.example/"></form>': "the attribute action=",
    '<button formaction="javascript:alert(1)">x</button>': "the attribute formaction=",
    "<template><img src=x onerror=alert(1)></template>": "the element <template>",
    "<noscript><p>x</p></noscript>": "the element <noscript>",
    "<svg><script>alert(1)</script></svg>": "a <script> that is not the site's own",
    "<svg><foreignObject><p>x</p></foreignObject></svg>": "the element <foreignObject>",
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>': "the attribute xlink:href=",
    '<svg><use href="https://evil.example/x.svg#a"/></svg>': "the address href=",
    "<svg><animate attributeName=href to=javascript:alert(1) /></svg>": "the element <animate>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>": "the element <math>",
    "<marquee>x</marquee>": "the element <marquee>",
    '<video src="x.mp4"></video>': "the element <video>",
    "<my-element>x</my-element>": "the element <my-element>",
    '<p is="x-y">x</p>': "the attribute is=",
    '<a ping="https://evil.example" href="x.html">x</a>': "the attribute ping=",
}


@pytest.mark.parametrize("markup", FINE)
def test_what_pages_may_have(markup: str) -> None:
    assert list(findings(markup)) == []


@pytest.mark.parametrize("markup", REFUSED)
def test_what_no_page_may_have(markup: str) -> None:
    assert any(REFUSED[markup] in found.what for found in findings(markup)), list(findings(markup))


def test_a_known_program_may_stand(tmp_path: Path) -> None:
    assert list(findings("<script>known()</script>", {"known()"})) == []
    assert list(findings("<script>known();</script>", {"known()"})) != []


def test_a_finding_is_led_to_the_line_that_brought_it(tmp_path: Path) -> None:
    page, data = tmp_path / "page.en.md", tmp_path / "quiz.yml"
    page.write_text("---\ntitle: x\n---\n\n# X {#x}\n\n[y](javascript:alert(1))\n")
    data.write_text("questions:\n  - text: <b onclick='f(\"x\")'>y</b>\n")
    problems = Problems(tmp_path)
    markup = '<a href="javascript:alert(1)">y</a><b onclick="f(&quot;x&quot;)">y</b><iframe></iframe>'
    report(findings(markup), [page, data], "x.html", problems)
    lines = [line for line in problems.report().splitlines() if "would be published" in line]
    assert [line.split(" ")[0] for line in lines] == ["page.en.md:1:", "page.en.md:7:", "quiz.yml:2:"]


def test_every_page_of_the_site_is_within_the_list(site: Path) -> None:
    from tandem.sealing import programs

    from tests.conftest import ROOT

    known = programs((ROOT / "overrides").rglob("*.html"))
    assert len(known) == 4  # two scripts of pages; script and style of the page for missing addresses
    pages = sorted(path for path in site.rglob("*.html") if "downloads" not in path.parts)
    assert len(pages) > 40
    for path in pages:
        assert list(findings(path.read_text(encoding="utf-8"), known)) == [], path
