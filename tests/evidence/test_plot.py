"""What is drawn is what the table says: every point and whisker read back off the axis, in both languages."""

from __future__ import annotations

import math
import os
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tandem.evidence.model import Estimate, Interval, Outcome
from tandem.evidence.plot import draw, plot_of, style_of
from tandem.evidence.scale import EDGE, MOST, axis_for

from tests.dosing.data import real_site
from tests.evidence.data import FICTIONAL, MAGNESIUM, as_golden, blocks, loaded, rendering

GOLDEN = Path(__file__).parent / "golden"
LOCALES = ["zh", "en"]
PAGES = {
    "zh": ("magnesium/perioperative.html", "magnesium/other-uses.html"),
    "en": ("en/magnesium/perioperative.html", "en/magnesium/other-uses.html"),
}
NUMBER = re.compile("\u2212?[0-9]+(?:\\.[0-9]+)?")


def number(text: str) -> float:
    return float(text.replace("\u2212", "-"))


def percent(value: str) -> float:
    assert value.endswith("%")
    return float(value[:-1])


class Ruler:
    """Reads values off a drawn axis by the numbers that stand under it."""

    def __init__(self, table: Any, *, log: bool) -> None:
        (axis,) = table.xpath(".//tr[@class='evidence__axis']//svg")
        self.ticks = [(percent(text.get("x")), number(text.text)) for text in axis.iter("text")]
        self.log = log

    def read(self, place: float) -> float:
        even = math.log if self.log else float
        (x0, v0), (x1, v1) = self.ticks[0], self.ticks[-1]
        found = even(v0) + (place - x0) / (x1 - x0) * (even(v1) - even(v0))
        return math.exp(found) if self.log else found

    def near(self, place: float, value: float) -> bool:
        """Within a pixel of a phone's screen."""
        even = math.log if self.log else float
        width = abs(even(self.ticks[-1][1]) - even(self.ticks[0][1]))
        return abs(even(self.read(place)) - even(value)) < width / 250


def drawn(row: Any) -> tuple[float | None, tuple[float, float] | None, int]:
    """A row's point, its whisker, and how many arrows it has."""
    (svg,) = row.xpath(".//svg[contains(@class, 'forest')]")
    points = svg.xpath(".//rect/parent::svg/@x")
    lines = svg.xpath("./line[contains(@class, 'forest__whisker')]")
    ends = [(percent(line.get("x1")), percent(line.get("x2"))) for line in lines]
    return (
        percent(points[0]) if points else None,
        ends[0] if ends else None,
        len(svg.xpath(".//path[@class='forest__arrow']")),
    )


def rows(table: Any) -> list[Any]:
    return list(table.xpath(".//tr[td[@class='evidence__drawn']][th]"))


def compare(table: Any, outcome: Outcome) -> int:
    """Every figure of a table against its drawing and the data; gives how many whiskers were read."""
    ruler = Ruler(table, log=outcome.is_ratio)
    read = 0
    assert len(rows(table)) == len(outcome.figures)
    for row, estimate in zip(rows(table), outcome.figures, strict=True):
        (effect,) = NUMBER.findall(row.xpath("string(.//strong)"))
        assert effect == str(estimate.effect).replace("-", "\u2212")
        numbers = NUMBER.findall(row.xpath("string(.//span[@class='evidence__interval'])"))
        interval = estimate.interval
        told = [interval.level, interval.low, interval.high] if interval else []
        assert numbers == [str(item).replace("-", "\u2212") for item in told if item is not None]
        point, whisker, arrows = drawn(row)
        low, high = ruler.read(EDGE), ruler.read(100 - EDGE)
        inside = low <= number(effect) <= high
        assert (point is not None) == inside
        if point is not None:
            assert ruler.near(point, number(effect)), (effect, ruler.read(point))
        if whisker is not None and interval is not None:
            wanted = (max(float(interval.low), low), min(float(interval.high), high))
            assert all(ruler.near(place, value) for place, value in zip(whisker, wanted, strict=True))
            read += 1
        ends = (float(interval.low), float(interval.high)) if interval else (number(effect), number(effect))
        slack = (high - low) / 1e4
        assert arrows == (ends[0] < low - slack) + (ends[1] > high + slack)
    return read


@pytest.mark.parametrize("locale", LOCALES)
def test_the_tutorials_plots_say_what_its_tables_say(site: Path, locale: str) -> None:
    evidence = loaded(MAGNESIUM)
    tables = [table for page in PAGES[locale] for block in blocks(site / page) for table in block.iter("table")]
    assert [table.get("aria-label") for table in tables] == [item.title[locale] for item in evidence.outcomes]
    pairs = list(zip(tables, evidence.outcomes, strict=True))
    assert sum(compare(table, outcome) for table, outcome in pairs if outcome.figures) == 13


# What facts.md holds of the three pooled estimates, written here a second time on purpose.
POOLED = [("−7.6", "95", "−9.5", "−5.8"), ("−10.52", "99", "−13.50", "−7.54"), ("−5.6", "95", "−7.54", "−3.66")]


@pytest.mark.parametrize("locale", LOCALES)
def test_three_pooled_opioid_estimates_lie_left_of_zero(site: Path, locale: str) -> None:
    table = next(blocks(site / PAGES[locale][0])[0].iter("table"))
    told = ".//strong//text() | .//span[@class='evidence__interval']//text()"
    found = [tuple(NUMBER.findall(" ".join(row.xpath(told)))) for row in rows(table)]
    assert found == POOLED
    null = next(place for place, value in Ruler(table, log=False).ticks if value == 0)
    for row in rows(table):
        point, whisker, _ = drawn(row)
        assert point is not None
        assert whisker is not None
        assert max(point, *whisker) < null
    styles = [
        row.xpath("string(.//line[contains(@class, 'forest__whisker')]/@class)").split("--")[-1] for row in rows(table)
    ]
    assert styles == ["usual", "wider", "usual"]


@pytest.mark.parametrize("locale", LOCALES)
def test_a_fictional_drug_is_drawn_as_its_table_says(tmp_path: Path, locale: str) -> None:
    page = rendering(tmp_path, locale)("/// evidence\n///")
    tables = list(page.iter("table"))
    outcomes = loaded(FICTIONAL).outcomes
    assert [compare(table, outcome) for table, outcome in zip(tables, outcomes, strict=True) if outcome.figures] == [
        2,
        2,
        0,
    ]


@pytest.mark.parametrize("locale", LOCALES)
def test_golden(tmp_path: Path, locale: str) -> None:
    (block,) = rendering(tmp_path, locale)("/// evidence\n///").xpath(".//div[@class='tandem-block evidence']")
    built = as_golden(block)
    path = GOLDEN / f"evidence.{locale}.html"
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(built, encoding="utf-8")
    assert built == path.read_text(encoding="utf-8")


def test_the_block_shows_the_outcomes_it_names_in_its_order(tmp_path: Path) -> None:
    page = rendering(tmp_path, "en")("/// evidence\n    outcomes: [one, ratios]\n///")
    assert [table.get("aria-label") for table in page.iter("table")] == ["Pain", "Vomiting"]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_legend_explains_what_is_there_and_nothing_else(tmp_path: Path, locale: str) -> None:
    t = real_site().strings[locale]
    page = rendering(tmp_path, locale)("/// evidence\n///")
    legends = [[item.text_content().strip() for item in legend] for legend in page.find_class("evidence__legend")]
    upright = {null: t("evidence.legend.null", null=null) for null in (0, 1)}
    narrower = t("evidence.legend.narrower", levels="90%")
    wider = t("evidence.legend.wider", levels={"zh": "97.5%、99%", "en": "97.5%, 99%"}[locale])
    assert legends == [
        [upright[1], narrower, t("evidence.legend.untold"), t("evidence.legend.none")],
        [upright[0], wider, t("evidence.legend.usual", levels="95%"), t("evidence.legend.beyond")],
        [upright[0], t("evidence.legend.none")],
    ]


def test_a_drawing_tells_those_who_do_not_see_it(tmp_path: Path) -> None:
    page = rendering(tmp_path, "en")("/// evidence\n///")
    labels = [svg.get("aria-label") for svg in page.xpath(".//svg[@role='img']")]
    assert labels == [
        "Fewer with the drug; the interval includes 1",
        "More with the drug; the interval includes 1",
        "at 1, no difference",
        "Axis from 0.2 to 20. Left of 1: Fewer with the drug. Right of 1: More with the drug.",
        "Less; the interval includes 0; it goes beyond the axis",
        "More; the interval excludes 0; it goes beyond the axis",
        "Less; the interval excludes 0; it goes beyond the axis",
        "Axis from −12.5 to 40\u00a0mcg. Left of 0: Less. Right of 0: More.",
        "Less",
        "Axis from −25 to 5%. Left of 0: Less. Right of 0: More.",
    ]
    assert not page.xpath(".//svg[not(@role) and not(@aria-hidden) and not(ancestor::svg)]")


def test_data_stay_data_whatever_they_look_like(tmp_path: Path) -> None:
    text = rendering(tmp_path, "en").text("/// evidence\n    outcomes: [told]\n///")
    assert "Roe &amp; *Roe* {: #x } 2021" in text


FIGURES = st.decimals(-500, 500, places=2)


@given(st.lists(st.tuples(FIGURES, FIGURES, FIGURES), min_size=1, max_size=6), st.booleans())
def test_every_estimate_has_its_place(triples: list[tuple[Decimal, Decimal, Decimal]], log: bool) -> None:
    """Whatever the figures: in order, on the axis, and no arrow where the axis is made for them."""
    found = [sorted(abs(part) + Decimal("0.01") if log else part for part in triple) for triple in triples]
    axis = axis_for([part for triple in found for part in triple], Decimal(1 if log else 0), log=log)
    for low, effect, high in found:
        interval = Interval.model_construct(low=low, high=high, level=None)
        place = draw(axis, Estimate.model_construct(effect=effect, interval=interval))
        assert place.point is not None
        assert place.whisker is not None
        assert EDGE <= place.whisker[0] <= place.point <= place.whisker[1] <= 100 - EDGE
        assert not place.left
        assert not place.right
    assert len(axis.ticks) <= MOST


@pytest.mark.parametrize(
    ("level", "style"),
    [("95", "usual"), ("95.0", "usual"), ("99", "wider"), ("97.5", "wider"), ("90", "narrower"), (None, "untold")],
)
def test_levels_differ_by_more_than_colour(level: str | None, style: str) -> None:
    interval = Interval.model_construct(low=Decimal(0), high=Decimal(1), level=Decimal(level) if level else None)
    assert style_of(interval) == style
    css = (Path(__file__).parents[2] / "hooks/tandem/evidence/evidence.css").read_text(encoding="utf-8")
    assert (f".forest__whisker--{style} {{ stroke-dasharray:" in css) == (style != "usual")


def test_every_estimate_is_in_the_plot_or_under_it() -> None:
    for path in (FICTIONAL, MAGNESIUM):
        evidence = loaded(path)
        for outcome in evidence.outcomes:
            plot = plot_of(evidence, outcome)
            assert sorted(map(id, (row.estimate for row in plot.every))) == sorted(map(id, outcome.estimates))


@pytest.mark.parametrize(
    ("figures", "arrows", "whisker"),
    [
        (("-10", "0", "10"), (False, False), (EDGE, 100 - EDGE)),  # at the very ends
        (("-10.01", "0", "10"), (True, False), (EDGE, 100 - EDGE)),
        (("-10", "0", "10.01"), (False, True), (EDGE, 100 - EDGE)),
        (("11", "12", "13"), (False, True), None),
        (("-13", "-12", "-11"), (True, False), None),
        (("-5", "0", "5"), (False, False), (28.5, 71.5)),
    ],
)
def test_an_arrow_stands_only_where_something_goes_on(
    figures: tuple[str, str, str], arrows: tuple[bool, bool], whisker: tuple[float, float] | None
) -> None:
    low, effect, high = (Decimal(text) for text in figures)
    axis = axis_for([], Decimal(0), ends=(Decimal(-10), Decimal(10)))
    interval = Interval.model_construct(low=low, high=high, level=None)
    place = draw(axis, Estimate.model_construct(effect=effect, interval=interval))
    assert ((place.left, place.right), place.whisker) == (arrows, whisker)
    assert (place.point is None) == (whisker is None)
