"""Other dialects of Markdown: what is no Markdown here is named with its line and what to write, in every language."""

from __future__ import annotations

import pytest
from tandem.core.dialects import foreign

from tests.fixtures.sources import FIRST, FRONT, page_of

BOX = "a box of another dialect"
AS_IT_STANDS = "which would be shown as it stands"


@pytest.mark.parametrize(
    ("text", "what", "fix"),
    [
        ("As @doe2020 found.", "a citation outside of its own brackets", "write `[@doe2020]` behind the statement"),
        ("如 @doe2020 所示。", "a citation outside of its own brackets", "write `[@doe2020]` behind the statement"),
        ("如@doe2020所示。", "a citation outside of its own brackets", "write `[@doe2020]` behind the statement"),
        ("Word.[see @doe2020]", "a citation outside of its own brackets", "write `[@doe2020]` behind the statement"),
        ("Doe.[-@doe2020]", "a citation outside of its own brackets", "write `[@doe2020]` behind the statement"),
        ("x^a b^ and y^a_b^ in blood", "a raised text that cannot be read", "raise or lower no more than"),
        ("x~*a*~ in blood", "a lowered text that cannot be read", "raise or lower no more than"),
        ("so 10^6/L cells", "a raised text that is not closed", "close it behind what is raised: `10^6^`"),
        ("of 10^-3.", "a raised text that is not closed", "close it behind what is raised: `10^-3^`"),
        ("约 10^{-3}。", "a raised text that is not closed", "close it behind what is raised: `10^-3^`"),
        ("at 25 kg/m^2 and", "a raised text that is not closed", "close it behind what is raised: `m^2^`"),
        ("gives Ca^2+ ions", "a raised text that is not closed", "close it behind what is raised: `Ca^2+^`"),
        ("gives Na^+, too", "a raised text that is not closed", "close it behind what is raised: `Na^+^`"),
        ("the 25^th centile", "a raised text that is not closed", "close it behind what is raised: `25^th^`"),
        ("at 37^oC", "a raised text that is not closed", "close it behind what is raised: `37^o^`"),
        ("so $5 = NZ$ 8", "a formula that cannot be read", "write what is reckoned"),
        ("so 2^3 = 8", "a raised text that is not closed", "close it behind what is raised: `2^3^`"),
        ("with H~2O here", "a lowered text that is not closed", "close it behind what is lowered: `H~2~`"),
        ("测 SpO~2，再", "a lowered text that is not closed", "close it behind what is lowered: `SpO~2~`"),
        ("the V~max of it", "a lowered text that is not closed", "close it behind what is lowered: `V~max~`"),
        ("so $x = 5 here", "a formula that is never closed", "write `$` on both sides"),
        ("$$", "a formula that cannot be read", "write what is reckoned"),
        ("$$\nx = 1", "a formula that cannot be read", "write what is reckoned"),
        ("Term\n: ", "a list of definitions that cannot be read", "write each term on one line"),
        ("Term\n:   Meaning\n:", "a list of definitions that cannot be read", "write each term on one line"),
        ("Term\n:Meaning", "a list of definitions that cannot be read", "write each term on one line"),
        ("Term\n:     Meaning", "a list of definitions that cannot be read", "write each term on one line"),
        ("术语\n：含义", "a list of definitions that cannot be read", "write each term on one line"),
        ("from $5 to 6$ each", "a formula that cannot be read", "write what is reckoned"),
        ("so $a = [b]$ here", "a formula that cannot be read", "write what is reckoned"),
        ("- [ ] one", "a box to tick", "write a plain list"),
        ("- [x] 一", "a box to tick", "write a plain list"),
        ("Term\nTerm two\n:   Meaning", "a list of definitions that cannot be read", "write each term on one line"),
        ("Said.^[in short]", "a footnote that cannot be read", "write `[^name]` here and"),
        ("Said.[^ä]", "a footnote that cannot be read", "write `[^name]` here and"),
        ("Said\n[^a]: so.", "a footnote that cannot be read", "write `[^name]` here and"),
        ("~~old~~ new", "a text that is struck out", "write only what holds"),
        ("==标记== 文字", "a text that is marked", "write `**…**`"),
        ("press ++ctrl+c++ now", "keys to press", "write them in words"),
        (
            "*[NMDA]: N-methyl",
            "the meaning of an abbreviation",
            "write the term with its abbreviations into docs/glossary.yml",
        ),
        ("Warning :warning: here", "the name of a picture sign", "write it in words"),
        (
            "See https://example.org/b for more.",
            "an address that would be no link",
            "write what it is: `[words](https://example.org/b)`",
        ),
        ("{{ page.title }} here", "a place for a template to fill", "write the text itself"),
        ("{% include x %}", "a place for a template to fill", "write the text itself"),
        ('--8<-- "other.md"', "a file to be put in here", "write the text itself"),
        ("{++new++} text", "a change that is marked", "write only what holds"),
        ("see [[other page]]", "a link of another dialect", "write `[text](section.md)`"),
        ("[TOC]", "a place for a table of contents", "remove it"),
        (
            "| a | b |\n| 1 | 2 |",
            "a table or a line that begins with a bar",
            "for a table, write a line `| --- | --- |`",
        ),
        ("!!! warning\n    text", BOX, "write `/// admonition | Title`"),
        ("??? note\n    文", BOX, "write `/// admonition | Title`"),
        ("::: note\ntext", BOX, "write `/// admonition | Title`"),
        ("> [!NOTE]\n> text", BOX, "write `/// admonition | Title`"),
        ('=== "Tab"\n    text', "a tab of another dialect", "write `/// tab | Title`"),
    ],
)
def test_what_would_be_shown_as_it_stands(
    tmp_path_factory: pytest.TempPathFactory, text: str, what: str, fix: str
) -> None:
    _, problems = page_of(tmp_path_factory.mktemp("page"), f"# T {{#t}}\n\nFirst.\n\n{text}\n")
    named = [problem for problem in problems if problem.what.startswith(f"{what}, which would be shown as it stands: ")]
    assert named, problems.report()
    assert named[0].fix.startswith(fix)
    assert FIRST + 4 <= named[0].line <= FIRST + 4 + text.count("\n")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Said.[^ä]\n\n[^ä]: Short.", "a footnote that cannot be read: [^ä]:"),
        (
            "![Mg^2_^ here](a.png)",
            "a raised text that cannot be read, which would be shown as it stands: ^2_^, in an alternative text",
        ),
        (
            "![see :warning: here](a.png)",
            "the name of a picture sign, which would be shown as it stands: :warning:, in an alternative text",
        ),
        ("```{note}\ntext\n```", "a box of another dialect: {note}"),
    ],
)
def test_what_would_be_lost(tmp_path_factory: pytest.TempPathFactory, text: str, what: str) -> None:
    _, problems = page_of(tmp_path_factory.mktemp("page"), f"# T {{#t}}\n\n{text}\n")
    assert what in [problem.what for problem in problems]


@pytest.mark.parametrize(
    "text",
    [
        "Mg²⁺, H₂O and 10⁻³; a^b, a~b, ~5 mL, 5 ~ 6, 5~10 mg, 维生素 A~D.",
        "Between $5 and $6, $5/$6, US$5-US$6, $ 5, 5 $ and 10% of $7.50; C5~C7, ^99m^Tc, 10^3^-10^4^, H~2~O.",
        "It costs $5 here and US$6 there, 3:1, at 10:30:00, a: b: c, C++ and 1 + 1 = 2 == 2.",
        "Write to a.name@example.org, or see <https://example.org/a>.",
        "See [the label](https://example.org/a), [https://example.org](https://example.org/b) and `https://example.org/c`.",
        "Code: `$x$ @key :warning: ==x== [^1] {{ x }}`.\n\n```\n$$\n!!! note\n[ ] x\n: x\n```",
        "Word.[@doe2020; @roe2021, p. 12]",
        "A list [x] of signs and [ ] of none; a bar | inside.",
        "| a | b |\n| --- | --- |\n| 1 | 2 |",
        "/// admonition | T\nText.\n///",
        "图：如下：甲、乙。时间 10:30，比例 1:2。",
    ],
)
def test_what_is_plain_text(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    _, problems = page_of(tmp_path_factory.mktemp("page"), f"# T {{#t}}\n\n{text}\n")
    assert not len(problems), problems.report()


def test_the_line_is_that_of_the_sign(tmp_path_factory: pytest.TempPathFactory) -> None:
    body = "# T {#t}\n\nOne `code`\ntwo [a\nb](https://a.example/)\nthree ==four==\nfive :tada: six\n"
    _, problems = page_of(tmp_path_factory.mktemp("page"), body)
    assert [problem.line - FIRST for problem in problems] == [5, 6]


def test_one_place_is_named_once() -> None:
    assert [found.what.split(",")[0] for found in foreign("{~~a~~}")] == ["a change that is marked"]
    assert len(list(foreign("==a== " * 500))) == 20


@pytest.mark.parametrize(
    "text",
    [
        "==" * 50_000,
        "$" + "a" * 100_000,
        "~a" * 50_000,
        "[^" * 50_000,
        "@" * 100_000,
        ":a" * 50_000,
        "++a" * 30_000,
        "https://" * 20_000,
        "[[" * 50_000,
        "^" * 100_000,
        "$a " * 30_000,
        "{" * 100_000,
        "\n:" * 50_000,
        "a" * 100_000 + "^",
        "a~" * 50_000,
        "\\a" * 50_000,
    ],
)
def test_no_text_makes_it_slow(text: str) -> None:
    assert len(list(foreign(text))) <= 20


def test_the_front_matter_is_no_text(tmp_path_factory: pytest.TempPathFactory) -> None:
    assert "description" in FRONT
    _, problems = page_of(tmp_path_factory.mktemp("page"), "# T {#t}\n\nText.\n")
    assert not len(problems)
