"""Source pages: what stands on which line, and what would vanish or turn to something else when rendered."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tandem.core.page import CITATION, Page, read_page, split_citation, split_front_matter, written_citation
from tandem.core.problems import Problems

from tests.fixtures.sources import FIRST, FRONT, fixes, page_of, said

HEAD = "# Title {#title}\n\n"  # what follows begins on line 7
TEXT = FIRST + 2


def good(folder: Path, body: str) -> Page:
    page, problems = page_of(folder, HEAD + body)
    assert problems.report() == "0 problems"
    assert page is not None
    return page


def faults(folder: Path, body: str) -> list[str]:
    """The faults of a text below a heading, with lines counted from its own first one."""
    _, problems = page_of(folder, HEAD + body)
    assert all(fixes(problems))
    return [f"{line - TEXT + 1}: {what}" for line, what in said(problems)]


def cited(page: Page) -> list[tuple[tuple[str, ...], int]]:
    return [(citation.keys, citation.line - TEXT + 1) for citation in page.citations]


# --- front matter ----------------------------------------------------------------------------------------------------


def test_front_matter(tmp_path: Path) -> None:
    page = good(tmp_path, "Text.\n")
    assert (page.front.title, page.front.description, page.body) == ("T", "D", HEAD + "Text.\n")
    assert (page.locale, page.name) == ("en", "page")


@pytest.mark.parametrize(
    "text", ["", "# T {#t}\n", "--\ntitle: T\n--\n", "---\ntitle: T\n", " ---\ntitle: T\n---\n", "---\n---\n"]
)
def test_no_front_matter(tmp_path: Path, text: str) -> None:
    page, problems = page_of(tmp_path, "", front=text)
    assert page is None
    assert said(problems) == [(1, "the page has no front matter")]


@pytest.mark.parametrize(
    ("front", "line", "what"),
    [
        ("title: T\n", 2, "'description' is missing"),
        ("title: T\ndescription: D\nauthor: me\n", 4, "unknown key 'author'"),
        ('title: T\ndescription: ""\n', 3, "'description' is empty"),
        ("title:\ndescription: D\n", 2, "'title' has no text"),
        ("title: 5\ndescription: D\n", 2, "'title' must be text, not '5'"),
        ("title: T\ndescription: a <b>word</b>\n", 3, "'description': markup in a text"),
        ("title: T\ndescription: one: two\n", 3, "this is not valid YAML: a second colon in one line"),
        ("title: T\ndescription: D\ntitle: U\n", 4, "'title' stands here twice (first on line 2)"),
        ("- title\n", 2, "the front matter must hold keys and values, not a list"),
        ("# nothing\n", 2, "the front matter is empty"),
    ],
)
def test_faults_of_front_matter(tmp_path: Path, front: str, line: int, what: str) -> None:
    page, problems = page_of(tmp_path, "# T {#t}\n", front=f"---\n{front}---\n")
    assert page is None
    assert said(problems) == [(line, what)]
    assert all(fixes(problems))


def test_front_matter_and_the_line_of_the_body() -> None:
    assert split_front_matter("---\na: 1\n---\nb\n") == ("a: 1\n", "b\n", 4)
    assert split_front_matter("---  \na: 1\n---  \nb") == ("a: 1\n", "b", 4)
    assert split_front_matter("---\na: 1\n---") == ("a: 1\n", "", 3)
    assert split_front_matter("b\n") == ("", "b\n", 1)
    assert split_front_matter("---\na: |\n  ---\n---\nb") == ("a: |\n  ---\n", "b", 5)


def test_windows_lines(tmp_path: Path) -> None:
    text = (FRONT + HEAD + "One\ntwo [@a]\n").replace("\n", "\r\n")
    (tmp_path / "page.en.md").write_bytes(text.encode())
    problems = Problems(tmp_path)
    page = read_page(tmp_path / "page.en.md", "en", "page", problems)
    assert page is not None
    assert cited(page) == [(("a",), 2)]
    assert not len(problems)


def test_a_missing_page(tmp_path: Path) -> None:
    problems = Problems(tmp_path)
    assert read_page(tmp_path / "page.en.md", "en", "page", problems) is None
    assert said(problems) == [(1, "the file is missing")]


# --- headings --------------------------------------------------------------------------------------------------------


def test_headings(tmp_path: Path) -> None:
    page = good(
        tmp_path,
        "## Two *words* {#two-words}\n\ntext\n\n### 镁 { #mg }\n\nUnder\n-----\n".replace("Under", "Under {#under}"),
    )
    found = [(heading.level, heading.id, heading.text, heading.line) for heading in page.headings]
    assert found == [
        (1, "title", "Title", FIRST),
        (2, "two-words", "Two *words*", TEXT),
        (3, "mg", "镁", TEXT + 4),
        (2, "under", "Under", TEXT + 6),
    ]
    assert page.ids == {"title", "two-words", "mg", "under"}


def test_a_heading_without_an_id(tmp_path: Path) -> None:
    _, problems = page_of(tmp_path, HEAD + "text\n\n## Key points\n")
    assert problems.report() == (
        f"page.en.md:{TEXT + 2}: the heading 'Key points' has no id\n"
        "  fix: end it with an id, the same in every language: `## Key points {#some-words}`\n"
        "1 problem"
    )


@pytest.mark.parametrize("name", ["Two", "a b", "镁", "-a", "a-", "a--b", "a_b", "1a", "", "a.b"])
def test_ids_that_make_no_link(tmp_path: Path, name: str) -> None:
    (only,) = faults(tmp_path, f"## Two {{#{name}}}\n")
    assert only in {f"1: the id '{name}' cannot be used in a link", "1: the heading 'Two' has no id"}


def test_an_id_that_stands_twice(tmp_path: Path) -> None:
    assert faults(tmp_path, "## A {#a}\n\n## B {#b}\n\n## C {#a}\n") == [
        "5: the id 'a' stands here twice (first on line 7)"
    ]


@pytest.mark.parametrize("name", ["cited-here", "cite-doe2020", "ref-doe2020", "tutorial-salt"])
def test_ids_that_the_site_gives_itself(tmp_path: Path, name: str) -> None:
    assert faults(tmp_path, f"## A {{#{name}}}\n") == [f"1: the id '{name}' is one that the site gives itself"]


def test_the_order_of_headings(tmp_path: Path) -> None:
    assert faults(tmp_path, "### A {#a}\n") == ["1: the heading 'A' skips a level"]
    first = "the page must have one first-level heading, at its top"
    assert faults(tmp_path, "# A {#a}\n") == [f"-1: {first}"]
    for body in ("", "text\n", "## A {#a}\n"):
        _, problems = page_of(tmp_path, body)
        assert said(problems) == [(FIRST, first)]


def test_headings_in_code_are_none(tmp_path: Path) -> None:
    assert len(good(tmp_path, "```\n# no\n```\n\n    # no\n").headings) == 1


# --- citations -------------------------------------------------------------------------------------------------------


def test_citations(tmp_path: Path) -> None:
    page = good(tmp_path, "A.[@a] B.[@b; @c-d_e:1]\n\nC.[@a;@b]\n")
    assert cited(page) == [(("a",), 1), (("b", "c-d_e:1"), 1), (("a", "b"), 3)]


@pytest.mark.parametrize(
    ("written", "keys", "pages"),
    [
        ("[@a, p. 12]", ("a",), ("12",)),
        ("[@a, pp. 12-15]", ("a",), ("12-15",)),
        ("[@a, pp. 3, 7-9; @b; @c, p. xii]", ("a", "b", "c"), ("3, 7-9", "", "xii")),
        ("[@a:1;@b, p. e13583]", ("a:1", "b"), ("", "e13583")),
    ],
)
def test_pages_of_a_citation(tmp_path: Path, written: str, keys: tuple[str, ...], pages: tuple[str, ...]) -> None:
    (citation,) = good(tmp_path, f"Text.{written}\n").citations
    assert (citation.keys, citation.pages) == (keys, pages)
    again = "; ".join(written_citation(key, at) for key, at in zip(keys, pages, strict=True))
    assert again == written.strip("[]").replace(";@", "; @")


PAGE = st.from_regex(r"[A-Z]?[1-9][0-9]{0,4}", fullmatch=True)
SPAN = st.tuples(st.integers(1, 900), st.integers(1, 99)).map(lambda ends: f"{ends[0]}-{ends[0] + ends[1]}")
PAGES = st.one_of(st.just(""), PAGE, st.lists(st.one_of(PAGE, SPAN), min_size=1, max_size=4).map(", ".join))
WORKS = st.lists(
    st.tuples(st.from_regex(r"[A-Za-z][A-Za-z0-9_:-]{0,8}", fullmatch=True), PAGES), min_size=1, max_size=4
)


@given(WORKS)
def test_what_is_written_is_read(works: list[tuple[str, str]]) -> None:
    written = "; ".join(written_citation(key, pages) for key, pages in works)
    match = CITATION.fullmatch(f"[{written}]")
    assert match is not None
    assert split_citation(match.group(1)) == tuple(works)


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("[@a, pp. 15-12]", "the pages 15-12 of 'a' run backwards"),
        ("[@a, pp. 127-9]", "the pages 127-9 of 'a' run backwards"),
        ("[@a, pp. 7-7]", "the pages 7-7 of 'a' run backwards"),
        ("[@a, pp. 12]", "one page is p., not pp.: 12"),
        ("[@a]15-17.", "a number right behind a citation: 15-17"),
        ("[@a]15", "a number right behind a citation: 15"),
    ],
)
def test_pages_that_cannot_be(tmp_path: Path, written: str, what: str) -> None:
    assert faults(tmp_path, f"Text.{written}\n") == [f"1: {what}"]


@pytest.mark.parametrize("written", ["[@a]15 例", "[@a] 15.", "[@a]30 至 50 mg", "[@a]（15）"])
def test_numbers_that_are_no_pages(tmp_path: Path, written: str) -> None:
    good(tmp_path, f"正文{written}\n")


@pytest.mark.parametrize(
    ("written", "fix"),
    [
        ("[@a p12]", "write `[@a, p. 12]`"),
        ("[@a, p.12]", "write `[@a, p. 12]`"),
        ("[@a,p. 12]", "write `[@a, p. 12]`"),
        ("[@a, 12]", "write `[@a, p. 12]`"),
        ("[@a, p. 12-15]", "write `[@a, pp. 12-15]`"),
        ("[@a, pp. 12–15]", "write `[@a, pp. 12-15]`"),
        ("[@a, pages 3–5, 9]", "write `[@a, pp. 3-5, 9]`"),
        ("［@a，第12页］", "write `[@a, p. 12]`"),
        ("[@a, 第 12～15 页]", "write `[@a, pp. 12-15]`"),
        ("[@a, pp 127–9]", "write `[@a, p. 12]`, or `[@a, pp. 12-15]` for several pages"),
        ("[@a, ch. 3]", "of what stands in a work only its pages can be named: `[@a, p. 12]`, or `[@a, pp. 12-15]`"),
        ("[@a, @b]", "write `[@key]`, or `[@key1; @key2]` for several"),
    ],
)
def test_what_to_write_instead(tmp_path: Path, written: str, fix: str) -> None:
    _, problems = page_of(tmp_path, HEAD + f"Text.{written}\n")
    assert [problem.fix for problem in problems] == [fix]


@pytest.mark.parametrize("piece", ["[@a, ", "[@a, p. 1", "[@a, pp. 1-", "[@a;", "9", "-", "[", " "])
def test_no_text_is_slow_to_read(piece: str) -> None:
    text = "[@a, pp. " + piece * 20_000
    assert CITATION.search(text) is None or len(piece) > 2


def test_lines_inside_a_paragraph(tmp_path: Path) -> None:
    body = """\
One [@a] with `code
over lines` and
a [link
over](https://x.example/ "title
too") lines [@b] and ![an
image](a.svg) and [@c]
[t](x.md)\\
[@d] <!-- a
comment --> [@e]
**bold
[@f]** *[@g]*
"""
    page = good(tmp_path, body)
    assert cited(page) == [(("a",), 1), (("b",), 5), (("c",), 6), (("d",), 8), (("e",), 9), (("f",), 11), (("g",), 11)]
    assert [(link.target, link.line - TEXT + 1) for link in page.links] == [
        ("https://x.example/", 3),
        ("a.svg", 5),
        ("x.md", 7),
    ]


def test_faults_inside_a_paragraph_have_their_line(tmp_path: Path) -> None:
    assert faults(tmp_path, "One `a\nb` two\n[@] and\n<b>x</b>\n") == [
        "3: a citation that cannot be read: [@] and",
        "4: raw HTML in the text: </b>",
        "4: raw HTML in the text: <b>",
    ]


def test_citations_in_lists_tables_and_quotations(tmp_path: Path) -> None:
    body = """\
- one [@a]
    - two
      more [@b]

    para [@c]

1. x [@d]

| h [@e] | i |
|---|---|
| `[@no]` | j [@f] |
| k | l [@g] |

> quoted
> text [@h]
lazy [@i]
"""
    assert cited(good(tmp_path, body)) == [
        (("a",), 1),
        (("b",), 3),
        (("c",), 5),
        (("d",), 7),
        (("e",), 9),
        (("f",), 11),
        (("g",), 12),
        (("h",), 15),
        (("i",), 16),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "`[@a]`",
        "``x ` [@a]``",
        "```\n[@a]\n\n/// dose-table\n///\n```",
        "~~~ text\n[@a]\n~~~",
        "````\n```\n[@a]\n```\n````",
        "    [@a]\n    /// dose-table",
        "- item\n\n    ```\n    [@a]\n    /// x\n    ```",
        "<!-- [@a]\n\n/// dose-table\n/// -->",
        "text <!-- [@a] --> text",
        r"\[@a]",
        r"a \[@a] b \[@b; @c]",
        r"\[@doe2020; @roe2021]",
        "&#91;@a]",
        r"[a@b.example](mailto:a@b.example), @ a, a [ b",
    ],
)
def test_what_stays_literal(tmp_path: Path, body: str) -> None:
    page = good(tmp_path, body + "\n")
    assert page.items == []


@pytest.mark.parametrize(
    "written",
    [
        "[@]",
        "[@a, @b]",
        "[@a;]",
        "[@a; b]",
        "[@1a]",
        "[ @a]",
        "[@a p. 3]",
        "［@a］",
        "【@a】",
        "[＠a]",
        "[@a；@b]",
        "[@镁]",
    ],
)
def test_malformed_citations(tmp_path: Path, written: str) -> None:
    (only,) = faults(tmp_path, f"Text.\nText {written} text.\n")
    assert only.startswith("2: a citation that cannot be read: ")


def test_a_citation_that_would_be_a_definition(tmp_path: Path) -> None:
    assert faults(tmp_path, "Text.\n\n[@Doe2020]: shows\n") == ["3: a citation that cannot be read: [@doe2020]:"]


def test_a_citation_inside_a_link(tmp_path: Path) -> None:
    assert faults(tmp_path, "[text [@a]](x.md) [@b]\n") == ["1: a link that cannot be read: ](x.md) "]


# --- blocks ----------------------------------------------------------------------------------------------------------


def test_blocks(tmp_path: Path) -> None:
    body = """\
text [@a]

/// dose-table
    regimens: [x,
      y]
    more: 1_0
///

/// details | A title | with a bar
[@b]
///

/// admonition|tight
text
///
"""
    page = good(tmp_path, body)
    first, second, third = page.blocks
    assert (first.name, first.argument, first.line - TEXT + 1, first.content) == ("dose-table", "", 3, 0)
    assert first.options.value == {"regimens": ["x", "y"], "more": "1_0"}
    assert [first.options.line((name,)) - TEXT + 1 for name in ("regimens", "more")] == [4, 6]
    assert first.option("regimens") == ["x", "y"]
    assert first.option("other") is None
    assert (second.name, second.argument, second.content - TEXT + 1) == ("details", "A title | with a bar", 10)
    assert (third.name, third.argument) == ("admonition", "tight")
    assert [type(item).__name__ for item in page.items] == [
        "Citation",
        "BlockCall",
        "BlockCall",
        "Citation",
        "BlockCall",
    ]


def test_blocks_in_blocks_and_lists(tmp_path: Path) -> None:
    body = """\
//// details | Outer

/// dose-table
    regimens: [x]
///

////

- item

    /// dose-table
        regimens: [y]
    ///

    - inner

        /// dose-table
            regimens: [z]
        ///
"""
    page = good(tmp_path, body)
    assert [(call.name, call.option("regimens"), call.line - TEXT + 1) for call in page.blocks] == [
        ("details", None, 1),
        ("dose-table", ["x"], 3),
        ("dose-table", ["y"], 11),
        ("dose-table", ["z"], 17),
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("/// dose-table\n\ntext\n", ["1: the block 'dose-table' is never closed"]),
        ("/// dose-table\n", ["1: the block 'dose-table' is never closed"]),
        ("/// dose-table", ["1: the block 'dose-table' is never closed"]),
        ("- a\n\n    /// dose-table\n\n- b\n", ["3: the block 'dose-table' is never closed"]),
        ("/// a\n\n/// b\n\n///\n\n///\n", ["7: a block marker that cannot be read: ///"]),
        ("/// a\n////\n", ["2: the block 'a' is opened with /// and closed with ////"]),
        ("///\n", ["1: a block marker that cannot be read: ///"]),
        ("text\n///\n", ["2: a block marker that cannot be read: ///"]),
        (
            "// dose-table\n//\n",
            ["1: a block marker that cannot be read: // dose-table", "2: a block marker that cannot be read: //"],
        ),
        ("/// dose table\n///\n", ["1: a block that cannot be read: /// dose table"]),
        ("/// | x\n///\n", ["1: a block that cannot be read: /// | x"]),
        ("/// 剂量表！\n///\n", ["1: a block that cannot be read: /// 剂量表！"]),
        ("> /// a\n> ///\n", ["1: a block that cannot be read: > /// a"]),
        ("/// a\n    - b\n///\n", ["2: the options of 'a' cannot be read"]),
        ("/// a\n    just words\n///\n", ["2: the options of 'a' cannot be read"]),
        ("/// a\n    # nothing\n///\n", ["2: the list of options of 'a' is empty"]),
        ("/// a\n    b: 1\n    b: 2\n///\n", ["3: 'b' stands here twice (first on line 8)"]),
        (
            "/// a\n    b: [1\n///\n",
            ["2: this is not valid YAML: the list in [ ] that opens here is not closed, or lacks a comma"],
        ),
    ],
)
def test_malformed_blocks(tmp_path: Path, body: str, expected: list[str]) -> None:
    assert faults(tmp_path, body) == expected


def test_a_page_with_an_unreadable_part_says_so(tmp_path: Path) -> None:
    for body in ("/// a\n    - b\n///\n", "> /// a\n> ///\n", "[@a,]\n"):
        page, _ = page_of(tmp_path, HEAD + body)
        assert page is not None
        assert not page.whole
    assert good(tmp_path, "[@a]\n").whole


# --- links, images, HTML ---------------------------------------------------------------------------------------------


def test_links(tmp_path: Path) -> None:
    body = """\
[a](x.md#y) <https://b.example> [c][d] ![alt](e.svg) [f]( <g h.md> "t" )
[j](javascript:alert(1)) [k](data:text/html,x)

[d]: z.md
"""
    page = good(tmp_path, body)
    assert [(link.target, link.image) for link in page.links] == [
        ("x.md#y", False),
        ("https://b.example", False),
        ("z.md", False),
        ("e.svg", True),
        ("g%20h.md", False),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
    ]


def test_links_in_code_are_none(tmp_path: Path) -> None:
    assert good(tmp_path, "`[a](b.md)`\n\n    [a](b.md)\n").links == []


def test_an_image_without_words(tmp_path: Path) -> None:
    assert faults(tmp_path, "x\n![](a.svg)\n![ ](a.svg)\n") == [
        "2: the image has no alternative text",
        "3: the image has no alternative text",
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("a <b>c</b>\n", ["1: raw HTML in the text: </b>", "1: raw HTML in the text: <b>"]),
        ("<div>\ntext\n</div>\n", ["1: raw HTML in the text"]),
        ("a\n\n<script>alert(1)</script>\n", ["3: raw HTML in the text"]),
        ("<!-- ok --> <script>alert(1)</script>\n", ["1: a comment that shares its lines with something else"]),
        ("<!-- a --> text [@b]\n", ["1: a comment that shares its lines with something else"]),
        ("<!-- a\n\n[@b]\n", ["1: a comment that is never closed"]),
        ("<?php x ?>\n", ["1: raw HTML in the text"]),
        ("a <![CDATA[x]]>\n", ["1: raw HTML in the text: <![CDATA[x]]>"]),
        ("a <img src=x onerror=alert(1) =>\n", ["1: this may be taken for HTML: <img src=x onerror=alert(1) =>"]),
        ("if a<b and c>d\n", ["1: raw HTML in the text: <b and c>"]),
        (r"\<b onclick=x>" "\n", ["1: a backslash that would be shown: \\<"]),
    ],
)
def test_html(tmp_path: Path, body: str, expected: list[str]) -> None:
    assert faults(tmp_path, body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "<!-- one -->\n",
        "<!-- one\n\ntwo -->\n",
        "<!-- one --> <!-- two -->\n",
        "text <!-- note --> text\n",
        "P < 0.05 and n <5, &lt;b&gt; &amp; &copy;\n",
        "`<b>`\n\n    <b>\n",
    ],
)
def test_what_is_no_html(tmp_path: Path, body: str) -> None:
    good(tmp_path, body)


# --- what Python-Markdown reads otherwise ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("text\n- a\n- b\n", ["2: a list right under a text would not be shown as one"]),
        ("text\n1. a\n", ["2: a list right under a text would not be shown as one"]),
        ("text\n| a |\n|---|\n| b |\n", ["2: a table right under a text would not be shown as one"]),
        ("- a\n\n    text\n    - b\n", ["4: a list right under a text would not be shown as one"]),
        ("1) a\n2) b\n", ["1: a list numbered with brackets would not be shown as one"]),
        ("```\n[@a]\n", ["1: code that is never closed"]),
        ("~~~\n[@a]\n```\n", ["1: code that is never closed"]),
        ("a {: .b}\n", ["1: attributes cannot be given to a text: {: .b}"]),
        ("[a](b c.md)\n", ["1: a link that cannot be read: [a](b c.md)"]),
        ("text\n[a]: b\n", ["2: this may be taken for the address of a link: [a]: b"]),
        ("text\n[@a]: b\n", ["2: this may be taken for the address of a link: : b"]),
        ("5\\% and 1\\. x\n", ["1: a backslash that would be shown: \\%"]),
        ("[@a]{#b}\n", ["1: attributes cannot be given to a text: {#b}"]),
    ],
)
def test_unlike_readings(tmp_path: Path, body: str, expected: list[str]) -> None:
    assert faults(tmp_path, body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "- a\n  - b\n",
        "- a\n\n  text\n",
        "1. a\n\n   text\n",
        "- a\n\n  ```\n  x\n  ```\n",
        "- a\n\n  /// b\n  ///\n",
        "- a\n    - b\n\n      text\n",
        "- a\n\n      code\n",
    ],
)
def test_too_little_indent(tmp_path: Path, body: str) -> None:
    assert [fault.split(": ", 1)[1] for fault in faults(tmp_path, body)][:1] == [
        "what belongs to a list item must be indented by four spaces for each level"
    ]


@pytest.mark.parametrize(
    "body",
    [
        "- a\n- b\n\n    text\n\n    - c\n    - d\n        1. e\n\n            text\n",
        "- a\n    - b\n\n- c\n",
        "- a\nlazy\n",
        "- a\n  more\n",
        "* a\n\n+ b\n",
        "-\ta\n\n\ttext\n",
        "text\n\n- a\n\ntext\n",
        "- a\n\n        code\n",
        "> - a\n>   - b\n",
        "| a |\n|---|\n| b |\n\ntext {x}, **a**{x} and { y z }\n",
        "```\n```\n\n~~~\nx\n~~~~\n\n> ```\n> x\n> ```\n",
        "# ",
    ],
)
def test_like_readings(tmp_path: Path, body: str) -> None:
    assert [fault for fault in faults(tmp_path, body) if "heading" not in fault] == []
