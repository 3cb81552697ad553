"""Citations as a page shows them: numbers, ranges, links there and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from tandem.citations.bibliography import Run
from tandem.citations.numbering import Numbering
from tandem.citations.syntax import WORD_JOINER, to_markup

from tests.fixtures.rendering import Rendering

KEYS = [f"k{number}" for number in range(1, 13)]


@pytest.fixture(scope="module")
def rendering(tmp_path_factory: pytest.TempPathFactory) -> Rendering:
    """A tutorial whose references are k1 to k12, with these numbers."""
    made = Rendering(tmp_path_factory.mktemp("rendering"))
    made.tutorial.data["references.json"] = {key: {"id": key, "type": "book", "language": "en"} for key in KEYS}
    numbering = Numbering({key: number for number, key in enumerate(KEYS, 1)}, {key: ["dosing"] for key in KEYS})
    shown = {f"salt/{key}": (Run(f"Entry {key}"),) for key in KEYS}
    made.library = type(made.library)({"zh": shown, "en": shown}, {"salt": numbering}, {})
    made.site.shelf.prepared["citations"] = made.library
    return made


def groups(tree: html.HtmlElement) -> list[html.HtmlElement]:
    return list(tree.iterfind('.//sup[@class="cite"]'))


def words(group: html.HtmlElement) -> str:
    return str(group.text_content()).removeprefix(WORD_JOINER)


def links(group: html.HtmlElement) -> list[tuple[str, str]]:
    return [(link.text or "", link.get("href", "")) for link in group.iterfind("a")]


def ids(tree: html.HtmlElement) -> list[str]:
    return [
        element.get("id", "") for element in tree.iterfind(".//*[@id]") if element.get("id", "").startswith("cite-")
    ]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[@k4]", "[4]"),
        ("[@k1; @k2]", "[1,2]"),
        ("[@k1; @k2; @k3]", "[1–3]"),
        ("[@k3;@k1 ;  @k2]", "[1–3]"),
        ("[@k9; @k1; @k5; @k6; @k7; @k12]", "[1,5–7,9,12]"),
        ("[@k10; @k9; @k11; @k1; @k2]", "[1,2,9–11]"),
    ],
)
def test_numbers(rendering: Rendering, written: str, shown: str) -> None:
    (group,) = groups(rendering(f"Text.{written}\n"))
    assert words(group) == shown
    assert group.text == f"{WORD_JOINER}["
    numbers = [text for text, _ in links(group)]
    assert numbers == shown.strip("[]").replace("–", ",").split(",")
    assert [href for _, href in links(group)] == [f"references.md#ref-k{number}" for number in numbers]
    assert {link.get("role") for link in group.iterfind("a")} == {"doc-biblioref"}
    assert [link.get("aria-label") for link in group.iterfind("a")] == [f"Reference {number}" for number in numbers]


def test_every_key_has_one_place_to_come_back_to(rendering: Rendering) -> None:
    tree = rendering("A.[@k2] B.[@k1; @k2; @k3; @k4] C.[@k3] D.[@k4; @k5; @k6]\n")
    assert [words(group) for group in groups(tree)] == ["[2]", "[1–4]", "[3]", "[4–6]"]
    assert ids(tree) == ["cite-k2", "cite-k1", "cite-k3", "cite-k4", "cite-k5", "cite-k6"]
    hidden = [element.get("id") for element in tree.iterfind(".//sup/span")]
    assert hidden == ["cite-k3", "cite-k5"]
    assert tree.find('.//a[@id="cite-k4"]').text == "4"


def test_every_page_begins_anew(rendering: Rendering) -> None:
    for _ in range(2):
        assert ids(rendering("A.[@k2]\n")) == ["cite-k2"]


def test_text_around_a_citation_stays(rendering: Rendering) -> None:
    tree = rendering("Before[@k1; @k2; @k3], *after[@k4]* **end**[@k5].\n")
    paragraph = next(p for p in tree.iterfind("p") if p.get("class") is None)
    assert str(paragraph.text_content()).replace(WORD_JOINER, "") == "Before[1–3], after[4] end[5]."


def test_citations_of_blocks(rendering: Rendering) -> None:
    markup = rendering.context(rendering.page("x\n")).cite(["k3", "k1"])
    assert str(markup) == '<sup class="cite" data-cite="k3 k1"/>'
    assert str(rendering.context(rendering.page("x\n")).cite([])) == ""


def references_here(tree: html.HtmlElement) -> Iterator[tuple[str, str, str]]:
    for item in tree.iterfind('.//section[@class="cited-here"]/details/ol/li'):
        yield item.get("value", ""), item.get("data-ref", ""), str(item.text_content()).strip()


def test_the_page_closes_with_what_it_cites(rendering: Rendering) -> None:
    tree = rendering("A.[@k9; @k2] B.[@k4; @k2]\n")
    assert list(references_here(tree)) == [("2", "k2", "Entry k2"), ("4", "k4", "Entry k4"), ("9", "k9", "Entry k9")]
    heading = tree.find('.//section[@class="cited-here"]/details/summary/h2')
    assert (heading.get("id"), heading.text) == ("cited-here", "Cited on this page")
    assert tree[-1].get("class") == "cited-here"


def test_that_list_is_no_section_of_the_text(rendering: Rendering) -> None:
    rendering("## A {#a}\n\nText.[@k1]\n")
    tokens = rendering.markdown.toc_tokens  # type: ignore[attr-defined]
    assert [child["id"] for child in tokens[0]["children"]] == ["a"]


def test_a_page_that_cites_nothing_has_none(rendering: Rendering) -> None:
    tree = rendering("Text.\n")
    assert not tree.findall(".//section")
    assert not groups(tree)


def test_citations_in_code_stay_literal(rendering: Rendering) -> None:
    tree = rendering("`[@k1]` and \\[@k2]\n\n```\n[@k3]\n```\n")
    assert not groups(tree)
    assert all(text in str(tree.text_content()) for text in ("[@k1]", "[@k2]", "[@k3]"))


def test_runs_as_a_template_takes_them() -> None:
    runs = (Run("a "), Run("b", italic=True, bold=True, href="https://x.example"), Run("2", superscript=True))
    assert to_markup(runs) == [
        {"text": "a ", "tags": [], "href": ""},
        {"text": "b", "tags": ["i", "b"], "href": "https://x.example"},
        {"text": "2", "tags": ["sup"], "href": ""},
    ]


def test_an_entry_with_signs_of_markup_is_shown_as_text(rendering: Rendering, tmp_path: Path) -> None:
    shown = {f"salt/{key}": (Run("a & *b* <i>c</i> &amp; [d](e)", italic=True),) for key in KEYS}
    library = type(rendering.library)({"en": shown}, rendering.library.numbering, {})
    rendering.site.shelf.prepared["citations"] = library
    try:
        tree = rendering("Text.[@k1]\n")
    finally:
        rendering.site.shelf.prepared["citations"] = rendering.library
    (item,) = tree.findall('.//section[@class="cited-here"]/details/ol/li')
    assert str(item.text_content()).strip() == "a & *b* <i>c</i> &amp; [d](e)"
    assert [child.tag for child in item.find("span")] == ["i"]
