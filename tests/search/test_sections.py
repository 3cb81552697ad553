"""What a section's text is: as a reader sees it, in lines, and nothing that only stands beside it."""

from __future__ import annotations

import pytest
from tandem.search.sections import Section, read_sections

PAGE = "<!doctype html><html><body><nav>No</nav><article>{}</article><footer>No</footer></body></html>"


def text_of(body: str) -> str:
    (section,) = read_sections(PAGE.format(f'<h1 id="a">H</h1>{body}'))
    return section.text


def test_a_section_begins_at_each_heading_with_an_id() -> None:
    body = (
        '<p>before</p><h1 id="top">One<a class="headerlink" href="#top">¶</a></h1><p>a</p>'
        '<div><h2 id="two">Two <em>words</em></h2><p>b</p></div><h2>none</h2><p>c</p>'
        '<dl><dt id="term">Term</dt><dd>d</dd></dl>'
    )
    assert read_sections(PAGE.format(body)) == [
        Section("top", "One", "a"), Section("two", "Two words", "b\nnone\nc"), Section("term", "Term", "d")
    ]  # fmt: skip


def test_an_entry_of_a_list_of_terms_is_a_section_by_itself() -> None:
    body = (
        '<h1 id="a">H</h1><p id="letter-t">T</p><dl><div id="tetany"><dt>tetany <i>x</i></dt><dd>d</dd></div>'
        '<div id="two"><dt>two</dt><dd>e</dd><dd>f</dd></div></dl><p>no entry</p>'
        "<dl><div><dt>b</dt><dd>c</dd></div></dl>"
    )
    assert read_sections(PAGE.format(body)) == [
        Section("a", "H", "T"), Section("tetany", "tetany x", "d"), Section("two", "two", "e\nf")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>a\n  b\u00a0c</p>", "a b c"),
        ("<p>镁<em>中</em><b>毒</b></p>", "镁中毒"),
        ("<p>a</p>\n<p>b<br>c</p>", "a\nb\nc"),
        ("<p><b>a</b>\n<i>b</i></p>", "a b"),
        ("<table><tr><th>a</th><td>b</td></tr><tr><td>c</td></tr></table>", "a\tb\nc"),
        ("<table><tr><th>a</th>\n<th>b</th></tr><tr><td>c</td> <td>d<br>e</td></tr></table>", "\ta\tb\nc\td e"),
        ("<table><tr><td></td><td><p>a</p><p>b</p></td><td></td></tr></table>c", " \ta b\t\nc"),
        ("<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td><td>c</td></tr></table>", "a b\tc"),
        ("<p>so\u00adft\u2060</p>", "soft"),
        ('<p>镁<sup class="cite">[<a role="doc-biblioref" href="#r">1</a>]</sup>中毒</p>', "镁中毒"),
        ('<p><span>US (premix)<sup>[<a role="doc-biblioref" href="#r">1</a>]</sup></span></p>', "US (premix)"),
        ("<p>Mg<sup>2+</sup>, MgSO<sub>4</sub></p>", "Mg2+, MgSO4"),
        ('<p>a <span>Cited in: <a role="doc-backlink" href="#c">x</a></span></p>', "a"),
        ('<section role="doc-endnotes"><h2 id="cited-here">Cited</h2><p>x</p></section><p>a</p>', "a"),
        ("<p hidden>x</p><p aria-hidden='true'>x</p><div data-live>x</div><div data-alone>x</div>a", "a"),
        ("<svg><title>x</title></svg><form>x</form><button>x</button><script>x</script><template>x</template>a", "a"),
        ('<details data-search-exclude="true">x</details>a', "a"),
        ("<!-- x -->a<?x y?>", "a"),
        ("<p>a &lt;b&gt; &amp; c</p>", "a <b> & c"),
    ],
)
def test_text_is_what_is_read(body: str, text: str) -> None:
    assert text_of(body) == text
