"""What a figure becomes: a copy of its drawing for each stage, with the words of the page's language and no others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lxml import etree

from tests.conftest import ROOT
from tests.figure.data import DRAWING, SMALL, STAGE, as_golden, letters, magnesium, read, rendering

GOLDEN = Path(__file__).parent / "golden"
LOCALES = ("zh", "en")


@pytest.mark.parametrize("locale", LOCALES)
def test_the_block_as_a_whole(locale: str, tmp_path: Path) -> None:
    built = rendering(tmp_path, locale)("/// figure | gate\n///")
    found = as_golden(built.xpath("//figure/..")[0])
    path = GOLDEN / f"figure.{locale}.html"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


STAGES = {
    "en": [
        {"primary afferent", "glutamate", "second-order neuron", "NMDA receptor", "magnesium plug"},
        {"primary afferent", "glutamate", "second-order neuron", "NMDA receptor", "plug still in place"},
        {"rapid C-fibre firing", "second-order neuron", "stays depolarised", "plug expelled", "calcium enters"},
        {"rapid C-fibre firing", "second-order neuron", "plug restored", "magnesium given"},
    ],
    "zh": [
        {"初级传入纤维", "谷氨酸", "二级神经元", "NMDA 受体", "镁离子阻滞通道"},
        {"初级传入纤维", "谷氨酸", "二级神经元", "NMDA 受体", "仍被阻滞"},
        {"C 纤维高频放电", "二级神经元", "持续去极化", "镁离子被逐出", "钙离子进入"},
        {"C 纤维高频放电", "二级神经元", "恢复阻滞", "给予的镁"},
    ],
}


@pytest.mark.parametrize("locale", LOCALES)
def test_each_stage_of_the_receptor_has_its_words_and_no_others(locale: str) -> None:
    figure = magnesium().by_id["nmda"]
    drawing = magnesium().drawing(figure)
    for number, wanted in enumerate(STAGES[locale], start=1):
        found = letters(drawing.markup(number, "name", figure.words(locale)))
        assert set(found) - {"Mg²⁺", "Ca²⁺"} == wanted
    # The ion is in the pore, out of it, in it again; calcium is inside the cell in the third stage only.
    below = [[float(text.get("y")) > 200 for text in _texts(drawing, number, "Ca²⁺")] for number in range(1, 5)]
    assert [any(places) for places in below] == [False, False, True, False]
    pore = [[150 < float(text.get("y")) < 190 for text in _texts(drawing, number, "Mg²⁺")] for number in range(1, 5)]
    assert [places.count(True) for places in pore] == [1, 1, 0, 1]


def _texts(drawing, number: int, word: str):  # type: ignore[no-untyped-def]
    figure = magnesium().by_id["nmda"]
    root = etree.fromstring(drawing.markup(number, "name", figure.words("en")))
    return [text for text in root.iter("text") if text.text == word]


def test_nothing_of_the_author_s_marks_is_left(tmp_path: Path) -> None:
    figures, _ = read(tmp_path)
    assert figures is not None
    figure = figures.figures[0]
    markup = figures.drawing(figure).markup(1, 'a "name" & <more>', figure.words("en"))
    root = etree.fromstring(markup)
    assert not root.xpath("//@data-stage | //@data-label | //@data-same | //comment() | //processing-instruction()")
    assert "\n" not in markup and "xmlns" not in markup
    assert (root.get("role"), root.get("aria-label")) == ("img", 'a "name" & <more>')
    assert letters(figures.drawing(figure).markup(2, "", figure.words("en"))) == ["way in & out", "Mg2+"]
    # The first copy took nothing from the drawing itself.
    assert figures.drawing(figure).markup(1, "b", figure.words("zh")).count("门闩") == 1


def test_one_stage_is_a_drawing_without_steps(tmp_path: Path) -> None:
    second = SMALL[SMALL.index("      - title: {zh: 开") :]
    labels = "      - {id: way, text: {zh: 通道, en: way in & out}}\n"
    text = SMALL.replace(second, "").replace(labels, "")
    drawing = DRAWING[: DRAWING.index('  <g data-stage="2">')] + "</svg>"
    built = rendering(tmp_path, "en", text, drawing)("/// figure | gate\n///")
    assert built.xpath("//button | //*[@data-live] | //*[@class='figure__number']") == []
    assert len(built.xpath("//figure//svg")) == 1


def test_eight_stages(tmp_path: Path) -> None:
    drawing = DRAWING.replace('data-stage="1"', 'data-stage="1 3 4 5 6 7"').replace(
        'data-stage="2"', 'data-stage="2 8"'
    )
    built = rendering(tmp_path, "zh", SMALL + STAGE * 6, drawing)("/// figure | gate\n///")
    words = [text.text for text in built.xpath("//figure//svg/g/text[1]")]
    assert words == ["门闩", "通道", *["门闩"] * 5, "通道"]
    assert len(built.xpath("//button[@data-stage]")) == 8


@pytest.mark.parametrize("locale", LOCALES)
def test_the_same_figure_may_stand_on_a_page_twice(locale: str, tmp_path: Path) -> None:
    """Nothing in it has an id that would be there twice: on such a page, or side by side."""
    built = rendering(tmp_path, locale)("/// figure | gate\n///\n\nText.\n\n/// figure | gate\n///")
    assert len(built.xpath("//figure")) == 2
    assert built.xpath("//figure/descendant-or-self::*[@id and not(starts-with(@id, 'cite-'))]") == []


def test_the_drawing_itself_is_not_in_the_site(site: Path) -> None:
    assert not list(site.glob("*/drawings")) and not list(site.rglob("nmda.svg"))
    assert (ROOT / "docs/magnesium/drawings/nmda.svg").is_file()
