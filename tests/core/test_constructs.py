"""Raised and lowered text, formulas, footnotes and lists of definitions: both readers of Markdown agree on each."""

from __future__ import annotations

import pytest
from tandem.parity.paragraphs import read_units

from tests.fixtures.rendering import Rendering
from tests.fixtures.sources import FIRST, page_of


@pytest.fixture(scope="module")
def rendering(tmp_path_factory: pytest.TempPathFactory) -> Rendering:
    return Rendering(tmp_path_factory.mktemp("rendering"))


BODY = """Mg^2+^ and V~max~ are *10^-3^* of [a^2^](https://example.org/x~c~d^e^f); `a^2^` is code.[^rounded]

$$
d = \\frac{30 \\text{ mg}}{2}
$$

| Sign | Value[^two] |
|---|---|
| H~2~O | $x = 5 \\%$ |

[^rounded]: To whole milligrams, 5 mg^2^.[@doe2020]
[^two]: Of two,
    and more.[@roe2021]

Term *one*
:   What it means.
:   Another
    meaning.
Term two
:   That of it.

/// admonition | Box

Again.[^in-box]

[^in-box]: Here.
///
"""


def test_what_is_shown(rendering: Rendering) -> None:
    tree = rendering(BODY.replace("[@roe2021]", "").replace("[@doe2020]", ""))
    tags = ("sub", "em", "code", "span", "td", "dt", "dd")
    shown = {(found.tag, found.text_content().replace("\u00a0", " ")) for found in tree.iter(*tags)}
    assert shown >= {
        *(
            ("sub", "max"),
            ("em", "10⁻³"),
            ("code", "a^2^"),
            ("span", "d = (30 mg) / 2"),
            ("td", "H₂O"),
            ("td", "x = 5%"),
        ),
        *(("dt", "Term one"), ("dd", "What it means."), ("dd", "Another\nmeaning."), ("dt", "Term two")),
    }
    assert [link.get("href") for link in tree.iter("a") if link.text == "a²"] == ["https://example.org/x~c~d^e^f"]
    notes = tree.findall('.//p[@role="doc-footnote"]')
    assert [note.text_content().replace("\u00a0", " ") for note in notes] == [
        "a To whole milligrams, 5 mg².",
        "b Of two,\nand more.",
        "c Here.",
    ]
    for note in notes:
        back = note.find(".//a")
        (mark,) = tree.xpath(f'.//a[@role="doc-noteref"][@href="#{back.get("id")}"]')
        assert f"#{mark.get('id')}" == back.get("href")


def test_a_caption_stands_in_a_figure_with_what_it_belongs_to(rendering: Rendering) -> None:
    body = "![An ECG](ecg.png)\n\n/// caption\nAn *ECG*. J Doe, CC BY 4.0.\n///\n"
    body += "\n| a |\n|---|\n| b |\n\n/// caption\nSigns.\n///\n"
    picture, table = rendering(body).findall(".//figure")
    assert picture.find(".//img").get("alt") == "An ECG"
    assert picture.find("figcaption").text_content() == "An ECG. J Doe, CC BY 4.0."
    assert picture.find("figcaption/em") is not None and picture.find("figcaption/p") is None
    assert table.find(".//td").text == "b" and table.find("figcaption").text == "Signs."


def test_every_check_reads_what_is_shown(tmp_path_factory: pytest.TempPathFactory, rendering: Rendering) -> None:
    page, problems = page_of(tmp_path_factory.mktemp("page"), f"# T {{#t}}\n\n{BODY}")
    assert not len(problems), problems.report()
    assert page is not None
    units = [unit for unit in read_units(page).units if unit.section == "t"]
    texts = [piece.text for unit in units for piece in unit.pieces]
    assert "Mg²⁺ and Vmax are 10⁻³ of a²; a^2^ is code." in texts
    assert {"d = (30 mg) / 2", "H₂O", "x = 5%", "Term one", "Another\nmeaning.", "Of two,\nand more."} <= set(texts)
    (note,) = [unit for unit in units if "milligrams" in unit.text]
    assert [cited.keys for cited in note.pieces[0].citations] == [("doe2020",)]
    assert note.around == ("footnote",)
    assert note.pieces[0].calls == ("[^rounded]:",)
    assert note.line == FIRST + BODY[: BODY.index("[^rounded]: ")].count("\n") + 2
    assert page.marks == {"rounded": "a", "two": "b", "in-box": "c"}
    assert [citation.keys for citation in page.citations] == [("doe2020",), ("roe2021",)]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("As Trial^1^ found.", "^1^ would be read as the number of a reference or of a footnote"),
        ("如试验^2^所示。", "^2^ would be read as the number of a reference or of a footnote"),
        ("So 10^6/L^ cells.", "^6/L^ would be read as a part of the figure before it"),
        ("So $\\frac{1}{2} it is.", "a backslash that would be shown: \\f"),
        ("So 5 \\times 3 it is.", "a backslash that would be shown: \\t"),
        ("So 10^3-10^6 cells.", "^3-10^ would be read as one text, where two of them are not closed"),
        ("So kg/m^2/s^-1 it is.", "^2/s^ would be read as one text, where two of them are not closed"),
        ("So H~2O/CO~2 it is.", "~2O/CO~ would be read as one text, where two of them are not closed"),
        ("每次 5~10(20~30) mg", "~10(20~ would be read as a part of the figure before it"),
        ("| a |\n|---|\n| 10^6/L |", "a raised text that is not closed"),
        ("See [10^6/L](https://example.org/a).", "in the words of a link, 10^6, which would be shown as it stands"),
        ("- 10^6/L", "a raised text that is not closed"),
        ("## At 10^6 {#at}", "a raised text that is not closed"),
        ("![a](a.png)\n\n/// caption\nAt 10^6/L.\n///", "a raised text that is not closed"),
        ("Word.[^a]\n\n[^a]: 10^6/L.", "a raised text that is not closed"),
        ("Term\n:   At 10^6/L.", "a raised text that is not closed"),
        ("Term\n:   One.\n\n    Two.", "a meaning in a list of definitions with a second paragraph"),
        ("Word.[^a]\n\n[^a]: One.\n\n    Two.", "a footnote with a second paragraph"),
        ("Term\n:   One:\n    - two", "a meaning in a list of definitions that is more than a paragraph: -"),
        ("Word.[^a]\n\n[^a]: One:\n    1. two", "a footnote that is more than a paragraph: 1."),
        ("## Mg^2+^ {#mg}", "^2+^ in a heading would be shown as it stands in links to it"),
        ("## So $a = 1$ {#a}", "$a = 1$ in a heading would be shown as it stands in links to it"),
        ("So $\\foo = 1$ it is.", "a formula with `\\foo`, which is not known here"),
        ("Text.\n\n/// caption\nWords.\n///", "a caption with no picture or table before it"),
        ("See ![a](a.png) here.\n\n/// caption\nWords.\n///", "a caption with no picture or table before it"),
        ("- ![a](a.png)\n\n    /// caption\n    Words.\n    ///", "a caption with no picture or table before it"),
        ("![a](a.png)\n\n/// caption\n///", "a caption that is not one paragraph"),
        ("![a](a.png)\n\n/// caption\nOne.\n\nTwo.\n///", "a caption that is not one paragraph"),
        ("![a](a.png)\n\n/// caption\n- One.\n///", "a caption that is not one paragraph"),
        ("![a](a.png)\n\n/// caption\nOne.\n///\n\n/// caption\nTwo.\n///", "a caption with no picture or table"),
        ("Word.[^none]", "the footnote [^none] is nowhere on this page"),
        ("Word.\n\n[^none]: Text.", "no text names the footnote [^none]"),
        ("Word.[^a]\n\n[^a]: Text.\n[^a]: Text.", "the footnote [^a] stands here twice"),
        ("Word.[^a]\n\n[^a]: Text.[^a]", "the footnote [^a] in a footnote"),
        ("## Word[^a] {#w}\n\n[^a]: Text.", "the footnote [^a] in a heading"),
        ("- Word.[^a]\n\n    [^a]: Text.", "a footnote that cannot be read"),
        ("Word.[^a]\n\n[^a]: Text.\n/// tab | T\nx\n///", "a footnote that cannot be read"),
    ],
)
def test_what_is_refused(tmp_path_factory: pytest.TempPathFactory, text: str, what: str) -> None:
    _, problems = page_of(tmp_path_factory.mktemp("page"), f"# T {{#t}}\n\n{text}\n")
    assert any(problem.what.startswith(what) for problem in problems), problems.report()
    assert all(problem.fix for problem in problems)


def test_no_more_footnotes_than_letters(tmp_path_factory: pytest.TempPathFactory) -> None:
    marks = " ".join(f"w[^n{number}]" for number in range(27))
    notes = "\n".join(f"[^n{number}]: T." for number in range(27))
    _, problems = page_of(tmp_path_factory.mktemp("page"), f"# T {{#t}}\n\n{marks}\n\n{notes}\n")
    assert [problem.what for problem in problems] == ["more than 26 footnotes on a page"]


@pytest.mark.parametrize(
    "text",
    ["^" * 9000, "~a" * 9000, "$a=" * 9000, "[^a" * 290, "[^a]: " * 290, "a\n: b\n" * 2000, "[^a]: b\n" * 2000],
)
def test_no_text_makes_it_slow(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    page_of(tmp_path_factory.mktemp("page"), f"# T {{#t}}\n\n{text}\n")
