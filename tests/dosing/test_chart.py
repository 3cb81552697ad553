"""The chart of dose against weight: what is drawn is what the tables say, read back off its own axes."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from tandem.dose_table.chart import nice_step, plots
from tandem.dosing.model import Doses
from tandem.dosing.views import Shown

from tests.dosing.data import fictional, magnesium, real_site

PAGES = {"zh": "magnesium/trial-doses.html", "en": "en/magnesium/trial-doses.html"}


def charts(site: Path, locale: str) -> list[Any]:
    page: Any = lxml.html.fromstring((site / PAGES[locale]).read_text(encoding="utf-8"))
    return list(page.xpath("//figure[contains(@class, 'dose-chart')]"))


def drawn(doses: Doses, *names: str) -> list[Any]:
    shown = Shown(doses, real_site().settings.language("en"), real_site().strings["en"])
    return list(plots(shown, [regimen for regimen in doses.regimens if regimen.id in names]))


def read_back(plot: Any, points: str) -> list[tuple[float, float]]:
    """Points in kilograms and the chart's unit, by the numbers that stand on its axes."""
    (x0, w0), (x1, w1) = ((tick.at, float(tick.label)) for tick in (plot.across[0], plot.across[-1]))
    (y0, v0), (y1, v1) = ((tick.at, float(tick.label)) for tick in (plot.up[0], plot.up[-1]))
    found = []
    for point in points.split():
        x, y = (float(part) for part in point.split(","))
        found.append((w0 + (x - x0) / (x1 - x0) * (w1 - w0), v0 + (y - y0) / (y1 - y0) * (v1 - v0)))
    return found


def near(found: list[tuple[float, float]], wanted: list[tuple[float, float]], most: float) -> bool:
    """Whether points are the wanted ones, to a part of the axis that no eye tells apart."""
    return len(found) == len(wanted) and all(
        abs(x - w) < 0.2 and abs(y - v) < most / 200 for (x, y), (w, v) in zip(found, wanted, strict=True)
    )


def test_the_band_is_the_range_at_each_end() -> None:
    loading, infusion = drawn(magnesium(), "loading", "infusion")
    assert (loading.unit, infusion.unit) == ("g", "mg/h")
    assert near(read_back(loading, loading.areas[0]), [(40, 1.2), (120, 3.6), (120, 6), (40, 2)], 6)
    assert near(read_back(infusion, infusion.areas[0]), [(40, 240), (120, 720), (120, 2400), (40, 800)], 2400)
    assert [tick.label for tick in loading.across] == [str(weight) for weight in range(40, 121, 10)]
    assert [tick.label for tick in loading.doses] == ["30 mg/kg", "50 mg/kg"]
    assert (loading.first, loading.last) == ("1.2 to 2 g", "3.6 to 6 g")


def test_comparisons_of_its_kind_are_lines_at_their_figures() -> None:
    loading, infusion = drawn(magnesium(), "loading", "infusion")
    for plot, value in ((loading, 4), (infusion, 2000)):
        (line,) = plot.lines  # the total of 28 g is no rate, and no line here
        assert near(read_back(plot, f"100,{line.at}"), [(read_back(plot, f"100,{line.at}")[0][0], value)], value)
        assert line.figure in plot.key
        assert not plot.maxima


def test_a_maximum_bends_the_band_and_is_a_line() -> None:
    (bolus,) = drawn(fictional("fentavine"), "bolus")
    heights = [value for edge in bolus.edges for _, value in read_back(bolus, edge)]
    (maximum,) = bolus.maxima
    assert (maximum.amount, maximum.unit, bolus.unit) == (Decimal("0.1"), "mg", "mcg")
    assert max(heights) == pytest.approx(100, abs=0.5)
    assert any(len(edge.split()) == 3 for edge in bolus.edges)
    assert [line.figure for line in bolus.lines].count(maximum) == 1


def test_each_group_of_ages_has_its_chart_and_a_fixed_dose_has_none() -> None:
    assert len(drawn(fictional("fentavine"), "by-age")) == 3
    assert drawn(fictional("fentavine"), "fixed", "drip") == []


def test_a_single_figure_is_a_line_without_an_area() -> None:
    tiers = drawn(fictional("fentavine"), "tiers")
    assert all(len(plot.edges) >= len(plot.areas) for plot in tiers)
    single = [plot for plot in tiers if len(plot.areas) < len(plot.regimen.bands)]
    assert single


@pytest.mark.parametrize("locale", PAGES)
def test_a_screen_reader_is_told_the_ends_and_where_the_figures_are(site: Path, locale: str) -> None:
    to = {"zh": "至", "en": "to"}[locale]
    strings = real_site().strings[locale]
    loading, infusion = (chart.xpath("string(svg/@aria-label)") for chart in charts(site, locale))
    for text, ends in ((loading, (f"1.2 {to} 2 g", f"3.6 {to} 6 g")), (infusion, (f"240 {to} 800 mg/h",))):
        assert all(end in text.replace("\u00a0", " ") for end in ends)
        assert strings("dose_table.chart_numbers") in text


@pytest.mark.parametrize("locale", PAGES)
def test_words_are_text_of_the_language_and_each_line_is_cited(site: Path, locale: str) -> None:
    for chart, names in zip(charts(site, locale), (["4 g"], ["2 g/h"]), strict=True):
        words = [text.text for text in chart.iter("text")]
        assert [any(word.replace("\u00a0", " ").startswith(name) for word in words) for name in names] == [True]
        keys = chart.xpath(".//ul[contains(@class, 'chart__key')]/li")
        assert len(keys) == 1
        assert all(key.xpath(".//sup[@class='cite']") for key in keys)
        chinese = [word for word in words if re.search("[\u4e00-\u9fff]", word)]
        assert bool(chinese) == (locale == "zh")


@pytest.mark.parametrize(("top", "step"), [("6", "1"), ("2400", "500"), ("0.3", "0.05"), ("61", "20"), ("12", "2")])
def test_an_axis_has_round_steps(top: str, step: str) -> None:
    assert nice_step(Fraction(top)) == Fraction(step)
