"""A chart of dose against weight: the range as a band, its maximum and comparison figures as lines.

Life: while a page is rendered, `plot` turns one regimen, for one group of ages, into coordinates in the units of the
drawing; the template writes them as SVG, whose words are text in the page's language and whose colours follow the
page. The tables hold the same figures, so a screen reader is told the ends of the band and sent there.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from markupsafe import Markup

from ..core.context import Context
from ..core.features import Report
from ..core.page import BlockCall
from ..core.render import render
from ..core.tutorial import Tutorial
from ..dosing.engine import BOUNDS, Bound, in_base, plain, show, threshold
from ..dosing.labels import cited_labels, licences
from ..dosing.model import Comparison, Doses, Maximum, Regimen
from ..dosing.units import measure
from ..dosing.views import DATA, Shown, by_weight, chosen
from ..dosing.views import check as check_regimens

WIDTH, HEIGHT = 560, 300
LEFT, RIGHT, TOP, BOTTOM = 62, 14, 36, 50
_LEGIBLE = 48  # the least distance between two weights' numbers
_LINE = 20  # the least distance between two lines' words
_OVER, _UNDER = 8, 32  # from a line's end to its words

Crossed = Comparison | Maximum


@dataclass(frozen=True)
class Tick:
    """A place in the drawing and what stands there."""

    at: float
    label: str


@dataclass(frozen=True)
class Line:
    """A figure across the chart: a comparison, or the maximum; its words stand at `label_at`."""

    at: float
    label_at: float
    figure: Crossed


@dataclass(frozen=True)
class Plot:
    """One chart, in the drawing's units; `regimen` for one group of ages (`whom`) or for all."""

    regimen: Regimen
    whom: str
    unit: str
    areas: list[str]  # points of a polygon for each band; nothing for a single figure
    edges: list[str]  # points of the lines of low and high
    doses: list[Tick]  # the figures of the last band, over the ends of their lines
    across: list[Tick]
    up: list[Tick]
    lines: list[Line]
    key: list[Crossed]  # the lines' figures in the order of the file
    maxima: list[Crossed]  # those of them that a dose is never more than
    first: str  # the range at the lightest weight; '' where there is none
    last: str  # and at the heaviest


@dataclass(frozen=True)
class _Curve:
    """One bound of one band within the table's weights: its weights in kg, and what it comes to at each."""

    band: int
    bound: Bound
    points: list[tuple[Decimal, Fraction]]


def plots(shown: Shown, regimens: list[Regimen]) -> list[Plot]:
    """A chart for each regimen by weight and each group of ages that it tells apart."""
    found = []
    for regimen in regimens:
        for age, bands in drawn_bands(shown.doses, regimen).items():
            curves = [curve for index in bands for curve in _curves(shown, regimen, index)]
            found.append(_plot(shown, regimen, age, bands, curves))
    return found


def drawn_bands(doses: Doses, regimen: Regimen) -> dict[str | None, list[int]]:
    """The bands that a chart shows, by group of ages: those that hold somewhere between the table's weights."""
    found: dict[str | None, list[int]] = {}
    table = doses.weight.table
    for index, band in enumerate(regimen.all_bands if by_weight(regimen) else ()):
        if max(band.weights[0], table.first) < min(band.weights[1], table.last):
            found.setdefault(band.group, []).append(index)
    return found


def _plot(shown: Shown, regimen: Regimen, age: str | None, bands: list[int], curves: list[_Curve]) -> Plot:
    unit = shown.drawn(regimen)
    weights = shown.doses.weight.table.weights
    crossed = _crossed(shown, regimen, unit, bands)
    top = max(
        value for _, value in [*(point for curve in curves for point in curve.points), *((0, v) for v, _ in crossed)]
    )
    step = nice_step(top)
    highest = -(-top // step) * step

    def x(weight: Decimal) -> float:
        share = (weight - weights[0]) / (weights[-1] - weights[0])
        return round(LEFT + (WIDTH - LEFT - RIGHT) * float(share), 1)

    def y(value: Fraction) -> float:
        return round(float(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / highest), 1)

    drawn = {(curve.band, curve.bound): [(x(weight), y(value)) for weight, value in curve.points] for curve in curves}
    last = max(band for band, _ in drawn)
    figures = dict(zip(BOUNDS, regimen.all_bands[last].ends, strict=True))
    every = next(n for n in (1, 2, 5, 10, 20, 50) if n * (WIDTH - LEFT - RIGHT) >= _LEGIBLE * (len(weights) - 1))
    areas = [(drawn[band, "low"], drawn[band, "high"]) for band, bound in drawn if bound == "low"]
    levels = [y(value) for value, _ in crossed]
    return Plot(
        regimen=regimen,
        whom=shown.age(age) if age else "",
        unit=unit,
        areas=[_points([*low, *reversed(high)]) for low, high in areas if low != high],
        edges=list(dict.fromkeys(map(_points, drawn.values()))),
        doses=list(
            dict.fromkeys(
                Tick(_beside(drawn[last, bound][-1][1], levels), f"{plain(figures[bound])} {regimen.unit}")
                for bound in BOUNDS
            )
        ),
        across=[Tick(x(weight), plain(weight)) for weight in weights[::every]],
        up=[Tick(y(step * n), show(step * n, exact=True)) for n in range(int(highest / step) + 1)],
        lines=_apart([(y(value), figure) for value, figure in crossed]),
        key=[figure for _, figure in crossed],
        maxima=[figure for _, figure in crossed if isinstance(figure, Maximum)],
        first=_at(shown, regimen, unit, weights[0], bands),
        last=_at(shown, regimen, unit, weights[-1], bands),
    )


def _beside(end: float, levels: list[float]) -> float:
    """Where the words of a rising line stand: over its end, or under it where another line would cross them."""
    over = end - _OVER
    return end + _UNDER if any(over - _LINE < level < over + _OVER for level in levels) else over


def _at(shown: Shown, regimen: Regimen, unit: str, weight: Decimal, bands: list[int]) -> str:
    """The range at a weight with its unit; '' where there is none."""
    index = next((index for index in shown.bands_at(regimen, weight) if index in bands), None)
    return "" if index is None else f"{shown.range(regimen, unit, weight, band=index)} {unit}"


def _curves(shown: Shown, regimen: Regimen, index: int) -> list[_Curve]:
    """Low and high of one band: its ends within the table's weights, and where the maximum begins to hold."""
    table = shown.doses.weight.table
    start, below = regimen.all_bands[index].weights
    ends = [max(start, table.first), min(below, table.last)]
    found = []
    for bound in BOUNDS:
        figure = shown.figure(regimen, shown.drawn(regimen), bound, index)
        at = list(ends)
        if figure.cap is not None and figure.by_weight:
            bend = figure.cap / figure.coefficient
            if ends[0] < bend < ends[1]:
                at.insert(1, Decimal(bend.numerator) / Decimal(bend.denominator))
        found.append(_Curve(index, bound, [(weight, figure.value(weight)) for weight in at]))
    return found


def _crossed(shown: Shown, regimen: Regimen, unit: str, bands: list[int]) -> list[tuple[Fraction, Crossed]]:
    """The figures across the chart, in its unit: comparisons of the same kind, and the bands' maximum."""
    doses = shown.doses
    product = doses.product_of(regimen)
    found: list[tuple[Fraction, Crossed]] = [
        (threshold(doses, item) / in_base(doses, unit, product), item)
        for item in doses.comparisons
        if _compared(item, regimen)
    ]
    for index in bands:
        cap, maximum = shown.figure(regimen, unit, "high", index).cap, regimen.all_bands[index].maximum
        if cap is not None and maximum is not None and (cap, maximum) not in found:
            found.append((cap, maximum))
    return found


def _apart(lines: list[tuple[float, Crossed]]) -> list[Line]:
    """The lines from the lowest up, their words above them and never over each other's."""
    found: list[Line] = []
    for at, figure in sorted(lines, key=lambda line: -line[0]):
        above = found[-1].label_at - _LINE if found else HEIGHT
        found.append(Line(at, min(at - 6, above), figure))
    return found


def nice_step(top: Fraction) -> Fraction:
    """The smallest of 1, 2 or 5 times a power of ten that parts an axis up to `top` into six or fewer.

    >>> nice_step(Fraction(6)), nice_step(Fraction(2400))
    (Fraction(1, 1), Fraction(500, 1))
    """
    steps = (Fraction(10) ** power * n for power in range(-12, 12) for n in (1, 2, 5))
    return next(step for step in steps if top <= 6 * step)


def _points(points: list[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in points)


def render_chart(context: Context, call: BlockCall) -> Markup:
    """The block's markup."""
    doses: Doses = context.data(DATA)
    shown = Shown(doses, context.language, context.strings)
    return render(
        "dose_table/dose_chart.html.jinja",
        context,
        doses=doses,
        plots=plots(shown, chosen(doses, call)),
        plain=plain,
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=RIGHT,
        bottom=BOTTOM,
        licences=licences(context, doses),
    )


def cited(tutorial: Tutorial | None, call: BlockCall) -> tuple[str, ...]:
    """The keys that a chart brings, in the order of the page."""
    doses = tutorial.data.get(DATA) if tutorial else None
    if not isinstance(doses, Doses):
        return ()
    keys: list[str] = []
    for regimen in chosen(doses, call):
        for bands in drawn_bands(doses, regimen).values():
            keys += regimen.cite
            keys += [key for item in doses.comparisons if _compared(item, regimen) for key in item.cite]
            maxima = [regimen.all_bands[index].maximum for index in bands]
            keys += [key for maximum in maxima if maximum for key in maximum.cite]
    return tuple(dict.fromkeys([*keys, *cited_labels(doses)])) if keys else ()


def _compared(comparison: Comparison, regimen: Regimen) -> bool:
    """Whether a comparison's figure is of the chart's kind: an amount for a dose, a rate, or the amount of a day."""
    kind = measure(comparison.unit)
    return comparison.regimen == regimen.id and (kind.by_time, kind.by_day) == (regimen.by_time, regimen.by_day)


def check(tutorial: Tutorial | None, call: BlockCall, report: Report) -> None:
    """The `regimens:` option names regimens of this tutorial, and one of them can be drawn."""
    doses = tutorial.data.get(DATA) if tutorial else None
    if check_regimens(tutorial, call, report) and isinstance(doses, Doses):
        drawn = chosen(doses, call)
        if not any(drawn_bands(doses, regimen) for regimen in drawn):
            what = "no regimen here depends on the weight between those of the table"
            report(call.line, what, "remove the chart, or choose other regimens")
