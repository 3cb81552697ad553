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
from tandem.evidence.plot import LARGEST, SMALLEST, draw, plot_of, style_of
from tandem.evidence.scale import EDGE, MOST, axis_for
from tandem.evidence.stated import stated

from tests.dosing.data import changed, real_site
from tests.evidence.data import FICTIONAL, MAGNESIUM, SMALL, as_golden, blocks, loaded, read, rendering

GOLDEN = Path(__file__).parent / "golden"
LOCALES = ["zh", "en"]
PAGES = {
    "zh": ("magnesium/estimates.html", "magnesium/other-uses.html"),
    "en": ("en/magnesium/estimates.html", "en/magnesium/other-uses.html"),
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
        (axis,) = table.xpath(".//tr[@class='evidence__axis']/td/svg")
        self.ticks = [(percent(text.getparent().get("x")), number(text.text)) for text in axis.iter("text")]
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
        return abs(even(self.read(place)) - even(value)) < width / 250 + 1e-9


def drawn(row: Any) -> tuple[float | None, tuple[float, float] | None, int]:
    """A row's point, its whisker, and how many arrows it has. A diamond is both: its peak is the point."""
    (svg,) = row.xpath(".//svg[contains(@class, 'forest')]")
    points = [percent(place) for place in svg.xpath("./svg[rect]/@x")]
    spans = svg.xpath("./svg[*[contains(@class, 'forest__whisker') or @class='forest__diamond']]")
    ends = [(percent(span.get("x")), percent(span.get("x")) + percent(span.get("width"))) for span in spans]
    peaks = [
        float(path.get("d").split("L")[1].split("-")[0]) for path in svg.xpath(".//path[@class='forest__diamond']")
    ]
    points += [low + (high - low) * peak / 100 for peak, (low, high) in zip(peaks, ends, strict=False)]
    return (
        points[0] if points else None,
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
        (effect,) = NUMBER.findall(row.xpath("string(.//strong)").replace("1000", ""))
        assert effect == str(estimate.effect).replace("-", "\u2212")
        numbers = NUMBER.findall(row.xpath("string(.//span[@class='evidence__interval'])"))
        interval = estimate.interval
        told = [interval.level, interval.low, interval.high] if interval else []
        told += [value for value in estimate.points if not value and (outcome.is_ratio or value.is_signed())][:1]
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
    titles = {item.title[locale]: item for item in evidence.outcomes}
    pairs = [(table, titles.pop(table.get("aria-label"))) for table in tables]
    assert [item.id for item in titles.values()] == ["overall"]  # in the summary alone
    figures = sum(len(item.figures) for item in evidence.outcomes)
    assert sum(compare(table, outcome) for table, outcome in pairs if outcome.figures) == figures == 21


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
        row.xpath("string(.//*[contains(@class, 'forest__whisker')]/@class)").split("--")[-1] for row in rows(table)
    ]
    assert styles == ["usual", "wider", "usual"]


@pytest.mark.parametrize("locale", LOCALES)
def test_a_fictional_drug_is_drawn_as_its_table_says(tmp_path: Path, locale: str) -> None:
    page = rendering(tmp_path, locale)("/// evidence\n///")
    tables = list(page.iter("table"))
    outcomes = loaded(FICTIONAL).outcomes
    pairs = list(zip(tables, outcomes, strict=True))
    assert [compare(table, outcome) for table, outcome in pairs if outcome.figures] == [2, 2, 0, 4, 1, 1, 1]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", ["evidence", "evidence-summary"])
def test_golden(tmp_path: Path, name: str, locale: str) -> None:
    (block,) = rendering(tmp_path, locale)(f"/// {name}\n///").xpath(".//div[starts-with(@class, 'tandem-block')]")
    built = as_golden(block)
    path = GOLDEN / f"{name}.{locale}.html"
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
    (legend,) = page.find_class("evidence__legend")  # one for all plots of the block
    found = [item.text_content().strip() for item in legend]
    separator = {"zh": "、", "en": ", "}[locale]
    assert found[:-1] == [
        t("evidence.legend.null.both"),
        t("evidence.legend.narrower", levels="90%"),
        t("evidence.legend.untold"),
        t("evidence.legend.none"),
        t("evidence.legend.wider", levels=f"97.5%{separator}99%"),
        t("evidence.legend.usual", levels="95%"),
        t("evidence.legend.weight"),
        t("evidence.legend.diamond"),
        t("evidence.legend.beyond"),
    ]
    page = rendering(tmp_path / "less", locale)("/// evidence\n    outcomes: [one, told]\n///")
    (legend,) = page.find_class("evidence__legend")
    assert [item.text_content().strip() for item in legend] == [
        t("evidence.legend.null.difference"),
        t("evidence.legend.none"),
    ]
    assert "Pain" in legend.getparent().text_content() or "疼痛" in legend.getparent().text_content()


@pytest.mark.parametrize("locale", LOCALES)
def test_a_block_says_what_was_read_and_where(tmp_path: Path, locale: str) -> None:
    page = rendering(tmp_path, locale)("/// evidence\n///")
    last = page.find_class("evidence__legend")[0][-1].text_content().strip()
    assert (
        last
        == {
            "zh": "核对所据：张 2022，全文，馆藏印本，2026-02；张 2022，书目记录，PubMed 1（存档副本）",
            "en": "Checked against: 张 2022, full text, a printed copy, 2026-02; "
            "张 2022, catalogue record, PubMed 1 (stored copy)",
        }[locale]
    )


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_invented_says_so_in_every_row(tmp_path: Path, locale: str) -> None:
    text = changed(("    cite: [doe2020]\n", "    invented: true\n"), ("        checked: yes\n", ""), text=SMALL)
    page = rendering(tmp_path, locale, text)("/// evidence\n///\n\n/// evidence-summary\n///")
    word = {"zh": "虚构", "en": "Invented"}[locale]
    assert [mark.text for mark in page.find_class("evidence__invented")] == [word] * 2
    assert not page.find_class("cite")


def test_nothing_invented_is_held_against_texts_or_told_as_unread(tmp_path: Path) -> None:
    text = changed(("    cite: [doe2020]\n", "    invented: true\n"), ("        checked: yes\n", ""), text=SMALL)
    evidence, problems = read(tmp_path, text)
    assert not problems
    assert evidence is not None
    assert not list(stated(evidence))
    assert not list(evidence.checked_figures(LOCALES))


def test_a_drawing_tells_those_who_do_not_see_it(tmp_path: Path) -> None:
    page = rendering(tmp_path, "en")("/// evidence\n///")
    labels = [svg.get("aria-label") for svg in page.xpath(".//svg[@role='img']")]
    assert labels == [
        "Fewer with the drug; the interval includes 1",
        "More with the drug; the interval includes 1",
        "at 1, no difference",
        "Axis: 0.2 to 20",
        "Less; the interval includes 0; extends beyond the axis",
        "More; the interval excludes 0; extends beyond the axis",
        "Less; the interval excludes 0; extends beyond the axis",
        "Axis: −12.5 to 40\u00a0mcg",
        "Less",
        "Axis: −25 to 5%",
        "Less often; the interval excludes 1",
        "Less often; the interval includes 1; extends beyond the axis; published as 0.00",
        "Less often; the interval excludes 1; extends beyond the axis; published as 0.00",
        "Less often; the interval excludes 1",
        "Axis: 0.02 to 2",
        "at 0, no difference; the interval includes 0; published as −0.00",
        "Axis: −0.5 to 0.5",
        "Fewer; the interval includes 0",
        "Fewer",
        "Axis: −80 to 40\u00a0per 1000",
        "Fewer; the interval includes 1",
        "Axis: 0.5 to 1.4",
    ]
    assert not page.xpath(".//svg[not(@role) and not(@aria-hidden) and not(ancestor::svg)]")


@pytest.mark.parametrize("locale", LOCALES)
def test_the_figures_and_what_is_missing_in_words(tmp_path: Path, locale: str) -> None:
    """The paper's silence and our own are two statements; each measure writes its figures in its own way."""
    page = rendering(tmp_path, locale)("/// evidence\n///")
    cells = [" ".join(cell.text_content().split()) for cell in page.find_class("evidence__found")]
    counts = [" ".join(cell.text_content().split()) for cell in page.find_class("evidence__counts")]
    wanted = {
        "zh": ("HR 3.10 （区间 0.90 至 10.68，论文未给出置信水平）", "HR 1 （论文未给出区间）",
               "−24.40% （本站未记录区间）",
               "IRR 0.80 （区间 0.60 至 1.07，本站未记录置信水平）", "RD 每 1000 人 −21 （95% CI −76 至 34）",
               "SMD −0.00 （95% CI −0.42 至 0.41；发表时写作 −0.00）"),
        "en": ("HR 3.10 (interval 0.90 to 10.68, the paper gives no level)", "HR 1 (the paper gives no interval)",
               "−24.40% (interval not recorded here)", "IRR 0.80 (interval 0.60 to 1.07, level not recorded here)",
               "RD −21 per 1000 (95% CI −76 to 34)", "SMD −0.00 (95% CI −0.42 to 0.41; published as −0.00)"),
    }[locale]  # fmt: skip
    for text in wanted:
        assert sum(cell.startswith(text) for cell in cells) == 1, (text, cells)
    roe = {"zh": "本站未记录（论文未给出）", "en": "not recorded here (not given in the paper)"}[locale]
    assert roe in counts
    events = {"zh": "1（200） 事件：治疗组 12/100，对照组 25/98", "en": "1 (200) Events: 12/100 treated, 25/98 control"}
    assert events[locale] in counts


def test_squares_are_as_large_as_their_weights(tmp_path: Path) -> None:
    page = rendering(tmp_path, "en")("/// evidence\n    outcomes: [trials]\n///")
    (table,) = page.iter("table")
    sides = [float(side) for side in table.xpath(".//rect/@width")]
    assert sides == [18, 13]  # the third lies beyond the axis, and the pooled one is a diamond
    assert sides[1] ** 2 / sides[0] ** 2 == pytest.approx(30.2 / 60.5, abs=0.05)
    assert len(table.xpath(".//path[@class='forest__diamond']")) == 1


FIGURES = st.decimals(-500, 500, places=2)
WEIGHTS = st.decimals("0.1", 100, places=1)


@given(WEIGHTS, WEIGHTS)
def test_a_heavier_trial_is_never_drawn_smaller(one: Decimal, two: Decimal) -> None:
    axis = axis_for([], Decimal(0), ends=(Decimal(-1), Decimal(1)))
    light, heavy = (
        draw(axis, Estimate.model_construct(effect=Decimal(0), interval=None, weight=weight), max(one, two)).side
        for weight in sorted((one, two))
    )
    assert SMALLEST <= light <= heavy == LARGEST


@given(st.tuples(FIGURES, FIGURES, FIGURES), st.tuples(FIGURES, FIGURES).filter(lambda ends: ends[0] < 0 < ends[1]))
def test_a_diamond_is_its_interval_as_far_as_the_axis_goes(
    triple: tuple[Decimal, Decimal, Decimal], ends: tuple[Decimal, Decimal]
) -> None:
    low, effect, high = sorted(triple)
    axis = axis_for([], Decimal(0), ends=ends)
    estimate = Estimate.model_construct(
        effect=effect, interval=Interval.model_construct(low=low, high=high, level=None), pooled=True
    )
    place = draw(axis, estimate)
    if place.whisker is None:
        assert place.diamond is None
        assert place.left or place.right
    else:
        assert place.diamond is not None
        assert 0 <= place.diamond <= 100
        assert place.width > 0
        peak = place.whisker[0] + (place.whisker[1] - place.whisker[0]) * place.diamond / 100
        assert place.point is None or peak == pytest.approx(place.point, abs=0.15)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_summary_of_findings(tmp_path: Path, locale: str) -> None:
    """Outcome, effect, certainty, reference; of pooled trials only what they come to."""
    page = rendering(tmp_path, locale)("/// evidence-summary\n    outcomes: [trials, ratios]\n///")
    (table,) = page.iter("table")
    for group in table.xpath(".//sup[@class='cite']"):
        group.text = f"[{group.get('data-cite')}]"
        for child in list(group):
            group.remove(child)
    found = [[" ".join(cell.text_content().split()) for cell in row] for row in table.iter("tr")][1:]
    assert found == {
        "zh": [
            ["感染"],
            ["RR 0.41 （95% CI 0.22 至 0.76）", "中", "Doe 2020[doe2020]"],
            ["呕吐"],
            ["HR 0.5 （90% CI 0.25 至 1）", "极低[zhang2022]", "Doe 2020[doe2020]"],
            ["HR 3.10 （区间 0.90 至 10.68，论文未给出置信水平）", "本站未记录", "Roe & *Roe* {: #x } 2021[label2021]"],
            ["HR 1 （论文未给出区间）", "未评级", "张 2022[zhang2022]"],
            ["寒战：较少", "极低至高", "Doe 2020[doe2020]"],
        ],
        "en": [
            ["Infection"],
            ["RR 0.41 (95% CI 0.22 to 0.76)", "moderate", "Doe 2020[doe2020]"],
            ["Vomiting"],
            ["HR 0.5 (90% CI 0.25 to 1)", "very low[zhang2022]", "Doe 2020[doe2020]"],
            ["HR 3.10 (interval 0.90 to 10.68, the paper gives no level)", "not recorded here",
             "Roe & *Roe* {: #x } 2021[label2021]"],
            ["HR 1 (the paper gives no interval)", "not rated", "张 2022[zhang2022]"],
            ["Shivering: Fewer", "very low to high", "Doe 2020[doe2020]"],
        ],
    }[locale]  # fmt: skip


def test_data_stay_data_whatever_they_look_like(tmp_path: Path) -> None:
    text = rendering(tmp_path, "en").text("/// evidence\n    outcomes: [told]\n///")
    assert "Roe &amp; *Roe* {: #x } 2021" in text


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
