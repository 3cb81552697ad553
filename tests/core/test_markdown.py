"""Rendering: blocks where they were read, data as it was written, numbers that stay with their units."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from markupsafe import Markup
from tandem.core.context import Context
from tandem.core.features import Block, Feature
from tandem.core.markdown import check_rendered
from tandem.core.page import BlockCall
from tandem.core.render import to_elements

from tests.fixtures.rendering import Rendering
from tests.fixtures.sources import SITE, change, copy

NB = "\u00a0"


def _echo(context: Context, call: BlockCall) -> Markup:
    return Markup('<p title="{0}" class="echo">{0}<b>x</b>{0}</p>').format(call.option("say"))


ECHO = Feature(Path(__file__).parent / "echo", blocks=(Block("echo", _echo, options={"say": "a text"}),))


@pytest.fixture(scope="module")
def rendering(tmp_path_factory: pytest.TempPathFactory) -> Rendering:
    return Rendering(tmp_path_factory.mktemp("rendering"), more=(ECHO,))


def echo(say: str, indent: str = "") -> str:
    return f"{indent}/// echo\n{indent}    say: {say}\n{indent}///\n"


# --- blocks ----------------------------------------------------------------------------------------------------------


def test_each_block_has_its_own_options(rendering: Rendering) -> None:
    body = "\n".join(
        [
            echo("one"),
            "//// admonition | Outer\n",
            echo("two"),
            "////\n",
            "- item\n",
            echo("three", "    "),
            "    - inner\n",
            echo("four", "        "),
            "/// tab | A\ntext\n///\n",
            "//// details | B\n",
            echo("five"),
            "////\n",
            "text",
            echo("six"),
            "text",
        ]
    )
    tree = rendering(body)
    assert [p.get("title") for p in tree.findall('.//p[@class="echo"]')] == [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
    ]
    assert "///" not in tree.text_content()
    assert [li.get("class") for li in tree.findall(".//li")] == [None, None]
    assert len(tree.findall(".//li//li")) == 1


def test_pages_do_not_disturb_each_other(rendering: Rendering) -> None:
    for word in ("one", "two"):
        assert [p.get("title") for p in rendering(echo(word)).iter("p") if p.get("title")] == [word]


def test_what_a_page_used(rendering: Rendering) -> None:
    rendering.text("/// dose-table\n///\n")
    assert rendering.extension.current().used == {"dose_table", "citations"}
    rendering.text("text\n")
    assert rendering.extension.current().used == set()


@pytest.mark.parametrize("body", ["```\n/// echo\n    say: x\n///\n```\n", "    /// echo\n    ///\n", "`/// echo`\n"])
def test_blocks_in_code_stay_literal(rendering: Rendering, body: str) -> None:
    tree = rendering(body)
    assert "/// echo" in tree.text_content()
    assert not tree.findall(".//p[@title]")


def test_a_block_that_vanishes_fails_the_build(rendering: Rendering) -> None:
    context = rendering.context(rendering.page(echo("x")))
    with pytest.raises(RuntimeError, match="echo"):
        check_rendered(context, rendering.features)
    context.rendered.append("echo")
    check_rendered(context, rendering.features)


def test_no_page_no_rendering(rendering: Rendering) -> None:
    rendering.extension.context = None
    with pytest.raises(RuntimeError, match="no page"):
        rendering.extension.current()


# --- data ------------------------------------------------------------------------------------------------------------

TRAPS = [
    "a *b* **c** _d_ __e__",
    "[x](y) ![x](y) [x][y] <https://x.example>",
    "[@doe2020] and [@nobody]",
    "<script>alert(1)</script>",
    "</p></div><img src=x onerror=alert(1)>",
    "a & b, a &amp; b, &lt;i&gt;, &copy; &#60; &",
    "`code` \\* \\[ {#id} {: .x} :smile: ~~x~~",
    "# not a heading",
    "- not a list",
    "/// dose-table",
    "\"quoted\" and 'single'",
    "{{ x }} {% y %}",
    "2 < 3 > 1",
    "wzxhzdk:0",
    "| a | b |",
    "$x$ --- ...",
]


@pytest.mark.parametrize("trap", TRAPS)
def test_data_in_a_block_stays_literal(rendering: Rendering, trap: str) -> None:
    quoted = trap.replace("\\", "\\\\").replace('"', '\\"')
    tree = rendering(echo(f'"{quoted}"'))
    (paragraph,) = tree.findall('.//p[@class="echo"]')
    assert paragraph.text_content() == f"{trap}x{trap}"
    assert [child.tag for child in paragraph] == ["b"]
    assert paragraph.get("title") == trap


@pytest.mark.parametrize("trap", [trap for trap in TRAPS if not trap.startswith("<")])
def test_data_of_a_tutorial_stays_literal(tmp_path: Path, trap: str) -> None:
    """The same through a data file, its model, its template and a table."""
    if "<" in trap and "2 <" not in trap:
        return  # the model refuses it
    root = copy(tmp_path / "site")
    quoted = trap.replace("\\", "\\\\").replace('"', '\\"')
    change(root, "docs/salt/doses.yml", "en: Bolus", f'en: "{quoted}"')
    tree = Rendering(tmp_path, root=root)("/// dose-table\n    regimens: [bolus]\n///\n")
    assert tree.find(".//tbody/tr/th").text_content() == trap


def test_markup_that_is_not_well_formed_is_refused() -> None:
    from xml.etree.ElementTree import ParseError

    for text in ("<p>", "<p></b>", "a & b", "<br>"):
        with pytest.raises(ParseError):
            to_elements(Markup(text))


# --- units -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2 to 4 mg/kg of", f"2 to 4{NB}mg/kg of"),
        ("0.5 mg/kg/h, 4 mg, 4 g.", f"0.5{NB}mg/kg/h, 4{NB}mg, 4{NB}g."),
        ("2 至 4 毫克每千克", f"2 至 4{NB}毫克每千克"),
        ("4 mgs, 4 grams, 4 months, 4 gx, 4 h2", "4 mgs, 4 grams, 4 months, 4 gx, 4 h2"),
        ("a mg, 4  mg, 4mg", "a mg, 4  mg, 4mg"),
        ("*4 mg* and **4 g**", f"4{NB}mg and 4{NB}g"),
        ("`4 mg` and 4 mg", f"4 mg and 4{NB}mg"),
        ("    4 mg", "4 mg"),
        ("```\n4 mg\n```", "4 mg"),
        ("[4 mg](index.md)", f"4{NB}mg"),
        ("| 4 mg |\n|---|\n| `4 mg` 4 g |", f"4{NB}mg 4 mg 4{NB}g"),
        ("- 4 mg\n- `4 mg`", f"4{NB}mg 4 mg"),
    ],
)
def test_a_number_and_its_unit_never_part(rendering: Rendering, written: str, shown: str) -> None:
    tree = rendering(written + "\n")
    for element in tree.findall(".//h1") + tree.find_class("tandem-lead"):
        element.drop_tree()
    assert " ".join(part.strip("\n") for part in tree.itertext() if part.strip("\n")).replace(" ,", ",").split() == (
        shown.split()
    )
    assert tree.text_content().count(NB) == shown.count(NB)


def test_numbers_in_blocks_have_their_units_too(rendering: Rendering) -> None:
    assert rendering(echo("about 4 mg/kg")).find('.//p[@class="echo"]').text == f"about 4{NB}mg/kg"
    words = rendering("/// dose-table\n///\n").text_content()
    assert f"50{NB}kg" in words
    assert "50 kg" not in words


# --- both parsers ----------------------------------------------------------------------------------------------------

BODIES = [
    "One [@doe2020] *two [@zhang2022]* [@doe2020; @label2021]\n",
    "- a [@doe2020]\n- b\n    - c [@zhang2022]\n\n    text [@doe2020]\n\ntext [@label2021]\n",
    "1. a [@doe2020]\n\n    | x [@zhang2022] |\n    |---|\n    | y [@label2021] |\n",
    "> a [@doe2020]\n> b\nlazy [@zhang2022]\n",
    "| x | y |\n|---|---|\n| [@doe2020] | `[@zhang2022]` |\n",
    "## Heading [@doe2020] {#h}\n\ntext [@zhang2022]\n",
    "`[@doe2020]` ``[@doe2020] ` `` \\[@doe2020] [@zhang2022]\n\n    [@doe2020]\n\n~~~\n[@doe2020]\n~~~\n",
    "//// details | T\n\ntext [@doe2020]\n\n/// admonition | U\n[@zhang2022]\n///\n\n////\n",
    "//// tab | T\n\n- a [@doe2020]\n\n        [@zhang2022]\n\n////\n",
    "[a](index.md)[@doe2020] ![b](c.svg)[@zhang2022]<!-- [@doe2020] --> <https://x.example>[@doe2020]\n",
    "<!-- [@doe2020]\n\n/// dose-table\n/// -->\n\n[@zhang2022]\n",
    "text [@doe2020]\n/// dose-table\n    regimens: [bolus]\n///\ntext [@zhang2022]\n",
    "a\\\n[@doe2020]  \n[@zhang2022] : x\n\n***\n\nb\n\n[@doe2020]\n",
    "P < 0.05 [@doe2020], n <5 & x &lt; [@zhang2022]\n",
    "*a[@doe2020]b* **镁[@zhang2022]。**镁[@doe2020]\n",
]


@pytest.mark.parametrize("body", BODIES)
def test_both_parsers_find_the_same_citations(rendering: Rendering, body: str) -> None:
    """What is numbered was read by one parser, what is shown by another."""
    page = rendering.page(body)
    read = [key for citation in page.citations for key in citation.keys]
    tree = rendering(body)
    shown = [
        key
        for group in tree.findall('.//sup[@class="cite"]')
        if not [outer for outer in group.iterancestors() if "tandem-block" in outer.get("class", "")]
        for key in group.get("data-cite").split()
    ]
    assert shown == read


def test_ids_and_levels_of_headings(rendering: Rendering) -> None:
    tree = rendering("## One {#one}\n\n### Two [@doe2020] {#two}\n")
    assert [(h.tag, h.get("id")) for h in tree.iter("h1", "h2", "h3") if h.get("id") != "cited-here"] == [
        ("h1", "title"),
        ("h2", "one"),
        ("h3", "two"),
    ]


def test_the_description_stands_under_the_title_as_it_was_written(tmp_path: Path) -> None:
    rendering = Rendering(tmp_path, root=SITE)
    page = rendering.page("text\n")
    page.front = page.front.model_copy(update={"description": "a *b* [c](d) & <e>"})
    rendering.extension.context = replace(rendering.context(page))
    rendering.markdown.reset()
    text = rendering.markdown.convert(page.body)
    assert '<p class="tandem-lead">a *b* [c](d) &amp; &lt;e&gt;</p>' in text
