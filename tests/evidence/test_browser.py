"""Evidence as a reader meets it: on a narrow phone, in the dark, on paper, with forced colours, side by side."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import ROOT
from tests.evidence.data import rendering

LOCALES = ["zh", "en"]
PAGES = {
    "zh": ("magnesium/estimates.html", "magnesium/other-uses.html", "magnesium/estimates.zh-en.html"),
    "en": ("en/magnesium/estimates.html", "en/magnesium/other-uses.html"),
}

# What lies beyond the window; numbers of an axis that lie over each other; words cut off.
LOOK = """() => {
  const root = document.documentElement;
  const seen = (element) => element.checkVisibility() && element.getClientRects().length > 0;
  const blocks = [...document.querySelectorAll(".evidence__outcome")];
  const parts = blocks.flatMap((block) => [...block.querySelectorAll("*")]).filter(seen)
    .filter((element) => !element.closest("thead"));
  const beyond = parts.filter((element) => {
    const box = element.getBoundingClientRect();
    return box.left < -0.5 || box.right > root.clientWidth + 0.5;
  });
  const over = [...document.querySelectorAll(".evidence__axis svg")].filter((axis) => {
    const boxes = [...axis.querySelectorAll("text")].map((text) => text.getBoundingClientRect());
    return boxes.some((box, index) => index && box.left < boxes[index - 1].right);
  });
  return {
    blocks: blocks.length, sideways: root.scrollWidth > root.clientWidth,
    beyond: beyond.map((element) => `${element.tagName}.${element.getAttribute("class")}: ${element.textContent}`),
    over: over.map((axis) => axis.textContent),
  };
}"""

# For each row: is the drawing as wide and at the same place as the axis, and as high as its cell where rows meet.
ALIGNED = """() => [...document.querySelectorAll(".evidence-table")].map((table) => {
  const axis = table.querySelector(".evidence__axis svg")?.getBoundingClientRect();
  return [...table.querySelectorAll("td.evidence__drawn > svg")].map((svg) => {
    const box = svg.getBoundingClientRect();
    return Math.abs(box.left - axis.left) < 0.5 && Math.abs(box.width - axis.width) < 0.5;
  });
}).flat()"""

CONTRAST = """() => {
  const channels = (text) => text.match(/[0-9.]+/g).map(Number);
  const light = (text) => channels(text).slice(0, 3).map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const page = getComputedStyle(document.body).backgroundColor;
  const ratio = (colour) => {
    const [high, low] = [light(colour), light(page)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const of = (selector, name) => ratio(getComputedStyle(document.querySelector(selector))[name]);
  return {
    whisker: of(".evidence-table .forest__whisker", "stroke"), point: of(".evidence-table .forest__point", "fill"),
    null: of(".evidence-table .forest__null", "stroke"), number: of(".evidence__axis text", "fill"),
    words: of(".evidence__sides", "color"), legend: of(".evidence__legend", "color"),
    partly: of(".evidence__partly", "color"),
  };
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def fictional(page: Page, tmp_path: Path, locale: str) -> None:
    """Put the fictional drug's evidence in the place of a block of the page that is open."""
    built = rendering(tmp_path, locale)("/// evidence\n///")
    html: Any = lxml.html.tostring(built, encoding="unicode")
    page.evaluate("html => { document.querySelector('.tandem-block.evidence').innerHTML = html; }", html)


@pytest.mark.browser
@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("width", [320, 360, 700, 1280])
def test_nothing_is_cut_off_or_scrolls_sideways(
    page: Page, served: str, tmp_path: Path, width: int, locale: str
) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    for name in PAGES[locale]:
        page.goto(served + name)
        found = page.evaluate(LOOK)
        assert found.pop("blocks") >= 2
        assert found == {"sideways": False, "beyond": [], "over": []}, name
    page.goto(served + PAGES[locale][0])
    fictional(page, tmp_path, locale)
    found = page.evaluate(LOOK)
    assert found.pop("blocks") >= 4
    assert found == {"sideways": False, "beyond": [], "over": []}


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_every_row_is_drawn_over_the_one_axis(page: Page, served: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(served + PAGES["en"][0])
    aligned = page.evaluate(ALIGNED)
    assert len(aligned) == 26  # eighteen estimates and eight axes
    assert all(aligned)


@pytest.mark.browser
def test_the_line_of_no_difference_is_one_where_rows_are_a_table(page: Page, served: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 740})
    page.goto(served + PAGES["en"][0])
    boxes = (
        page.locator(".evidence-table")
        .first.locator("td.evidence__drawn > svg")
        .evaluate_all(
            "drawings => drawings.map((svg) => svg.getBoundingClientRect()).map((box) => [box.top, box.bottom])"
        )
    )
    assert len(boxes) == 4
    assert all(abs(upper[1] - lower[0]) <= 1 for upper, lower in pairwise(boxes))


@pytest.mark.browser
@pytest.mark.parametrize("media", ["light", "dark", "print"])
def test_lines_and_words_stand_out(page: Page, served: str, media: str) -> None:
    page.emulate_media(
        color_scheme="dark" if media != "light" else "light", media="print" if media == "print" else None
    )
    page.goto(served + PAGES["en"][0])
    found = page.evaluate(CONTRAST)
    assert {name for name in ("whisker", "point", "null") if found[name] < 3} == set()
    assert {name for name, ratio in found.items() if ratio < 4.5 and name not in {"whisker", "point"}} == set()


@pytest.mark.browser
def test_forced_colours_keep_every_line(browser: Browser, served: str) -> None:
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(served + PAGES["en"][0])
    strokes = page.evaluate(
        """() => ["whisker", "null", "end", "point"].map((name) =>
             getComputedStyle(document.querySelector(`.evidence-table .forest__${name}`)).stroke)"""
    )
    ink = page.evaluate("getComputedStyle(document.querySelector('.evidence-table th')).color")
    context.close()
    assert set(strokes) == {ink}


@pytest.mark.browser
@pytest.mark.parametrize("locale", LOCALES)
def test_paper_has_a_table_with_its_drawing(page: Page, served: str, locale: str) -> None:
    """At the width of a sheet of A4 without its margins, with the styles of paper."""
    page.set_viewport_size({"width": 672, "height": 1000})
    page.emulate_media(media="print")
    page.goto(served + PAGES[locale][0])
    assert page.evaluate("getComputedStyle(document.querySelector('.evidence-table')).display") == "table"
    found = page.evaluate(LOOK)
    assert found["beyond"] == []
    assert found["over"] == []


@pytest.mark.browser
def test_a_screen_reader_finds_a_table_and_its_drawings(page: Page, served: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(served + PAGES["en"][0])
    table = page.get_by_role("table", name="Opioid use")
    assert table.get_by_role("row").count() == 7  # heads, three estimates, the axis, a head, one in words
    assert table.get_by_role("img", name="Less with magnesium; the interval excludes 0").count() == 3
    assert table.get_by_role("rowheader", name="De Oliveira 2013").count() == 1


def test_the_style_is_small_and_there_is_no_script() -> None:
    folder = ROOT / "hooks/tandem/evidence"
    assert len(gzip.compress((folder / "evidence.css").read_bytes(), compresslevel=9, mtime=0)) <= 2 * 1024
    assert not list(folder.glob("*.js"))
