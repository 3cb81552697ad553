"""Python and JavaScript agree on thousands of inputs, each kind compared in one visit to the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page
from tandem.dosing.engine import Figure, Way, capped, crossing, figures, show, too_fast
from tandem.dosing.entry import REFUSALS, understand
from tandem.dosing.markup import attributes, per_product
from tandem.dosing.model import Doses, Product
from tandem.dosing.views import worked as in_working

from tests.browser.watch import Watch
from tests.calculator.conftest import ADDRESS
from tests.calculator.regimens import any_doses
from tests.dosing.data import fictional, magnesium
from tests.trials import FULL, examples
from tests.vectors.lists import LIMITS, Dose, cases, doses, entries

pytestmark = pytest.mark.browser

UNDERSTAND = """texts => {
  const {understand} = window.doseArithmetic;
  const { rules } = document.querySelector("dose-calculator");
  return texts.map(([text, low, high]) => {
    const {value, code} = understand(text, rules, BigInt(low), BigInt(high));
    return [value === undefined ? null : String(value), code ?? ""];
  });
}"""
SHOW = """fractions => {
  const {show} = window.doseArithmetic;
  return fractions.map(([n, d, significant, way]) => show(BigInt(n), BigInt(d), significant, way));
}"""
# Each figure as the markup carries it: what is shown of it, and whether it is above 1; null where something lacks.
WORK = """cases => {
  const {work, show} = window.doseArithmetic;
  const read = (attributes) => {
    const template = document.createElement("template");
    template.innerHTML = `<data${attributes}></data>`;
    return template.content.firstChild.dataset;
  };
  return cases.map(([attributes, bound, weight, hours, product]) => {
    const data = read(attributes);
    const found = work(data, BigInt(weight), hours === null ? undefined : BigInt(hours), product && read(product));
    return found ? [show(...found, Number(data.significant || 0), data.way ?? bound), found[0] > found[1]] : null;
  });
}"""

WAYS: tuple[Way, ...] = ("down", "nearest", "up")

# Repeatable: what fails here must fail again. Shrinking is of no use where the answer comes later, for all at once.
RUN = settings(max_examples=1000, derandomize=True, phases=[Phase.generate])
TRICKY = st.sampled_from("０７９．。｡..,，-－+eExXkgKGh½²①七〇 \u3000\u00a0\u2009\u2028\t\n小时公斤٧∞OIl\u200b😀")
NUMBERS = st.integers(min_value=0, max_value=250).map(str)
TEXTS = st.one_of(
    st.text(max_size=6),
    st.text(TRICKY | st.sampled_from("0123456789"), max_size=9),
    st.builds("{}{}{}".format, st.text(TRICKY, max_size=1), NUMBERS, st.text(TRICKY, max_size=2)),
    st.builds("{}{}{}".format, NUMBERS, TRICKY, NUMBERS),
)


@pytest.fixture(scope="module")
def page(pages: dict[str, tuple[Page, Watch]], served: str) -> Page:
    page, _ = pages["en"]
    page.goto(served + ADDRESS["en"], wait_until="domcontentloaded")
    return page


def hundredths(value: Decimal | None) -> str | None:
    return None if value is None else str(int(value * 100))


def compare_texts(page: Page, cases: list[tuple[str, str]]) -> None:
    asked = [[text, *(hundredths(limit) for limit in LIMITS[field])] for field, text in cases]
    answers: list[Any] = page.evaluate(UNDERSTAND, asked)
    wrong = []
    for (field, text), answer in zip(cases, answers, strict=True):
        value, refusal = understand(text, *LIMITS[field])
        if [hundredths(value), refusal] != answer:
            wrong.append((len(text), text, (value, refusal), answer))
    assert not wrong, min(wrong)


def test_the_list_of_entries(page: Page) -> None:
    asked = [[item["text"], *(hundredths(limit) for limit in LIMITS[item["field"]])] for item in entries()]
    for item, answer in zip(entries(), page.evaluate(UNDERSTAND, asked), strict=True):
        wanted = hundredths(Decimal(item["value"])) if "value" in item else None
        assert answer == [wanted, item.get("refusal", "")], item


def test_the_page_has_the_rules_of_python(page: Page) -> None:
    rules = page.evaluate("document.querySelector('dose-calculator').rules.map(([code, {source}]) => [code, source])")
    assert rules == [list(rule) for rule in REFUSALS]


def test_any_text(page: Page) -> None:
    cases: list[tuple[str, str]] = []

    @RUN
    @given(st.sampled_from(["weight", "hours"]), TEXTS)
    def collect(field: str, text: str) -> None:
        cases.append((field, text))

    collect()
    accepted = [text for field, text in cases if understand(text, *LIMITS[field])[0] is not None]
    assert len(cases) >= 1000
    assert len(accepted) >= 50
    compare_texts(page, cases)


def test_any_number_as_it_may_be_written(page: Page) -> None:
    cases: list[tuple[str, str]] = []
    full_width = str.maketrans("0123456789", "０１２３４５６７８９")

    @RUN
    @given(
        st.sampled_from(["weight", "hours"]),
        st.decimals(min_value=0, max_value=999, places=2),
        st.integers(min_value=0, max_value=2),
        st.sampled_from(".．。｡"),
        st.booleans(),
        st.sampled_from(["", " ", "\u3000", "\u2009", "\t"]),
    )
    def collect(field: str, number: Decimal, places: int, point: str, wide: bool, space: str) -> None:
        text = f"{number:.{places}f}"
        text = (text.translate(full_width) if wide else text).replace(".", point)
        cases.append((field, f"{space}{text}{space}"))

    collect()
    assert len({understand(text, *LIMITS[field])[0] for field, text in cases}) > 200
    compare_texts(page, cases)


def test_any_fraction(page: Page) -> None:
    cases: list[tuple[Fraction, int, Way]] = []  # 0: in full
    figures_shown = st.integers(min_value=1, max_value=6)
    with_an_end = st.builds(
        lambda n, places: Fraction(n, 10**places),
        st.integers(min_value=0, max_value=10**15),
        st.integers(min_value=0, max_value=12),
    )
    ties = st.builds(
        lambda n, places: Fraction(2 * n + 1, 2 * 10**places),
        st.integers(min_value=0, max_value=2000),
        st.integers(min_value=0, max_value=6),
    )

    @RUN
    @given(
        st.tuples(with_an_end, st.just(0) | figures_shown)
        | st.tuples(ties, figures_shown)
        | st.tuples(st.fractions(min_value=0, max_value=10**9), figures_shown),
        st.sampled_from(WAYS),
    )
    def collect(case: tuple[Fraction, int], way: Way) -> None:
        cases.append((*case, way))

    collect()
    assert len(set(cases)) >= 500
    asked = [[str(value.numerator), str(value.denominator), figures, way] for value, figures, way in cases]
    wrong = [
        (value, figures, way, wanted, answer)
        for (value, figures, way), answer in zip(cases, page.evaluate(SHOW, asked), strict=True)
        if answer != (wanted := show(value, exact=not figures, significant=figures, way=way))
    ]
    assert not wrong, min(wrong)


Given = tuple[Figure, Decimal, Decimal | None, Product | None]


def carried(product: Product) -> str:
    """A product as its option carries it."""
    n, d = per_product(product)
    return f' data-n="{n}" data-d="{d}"'


def worked(page: Page, cases: list[Given]) -> list[Any]:
    """What the browser makes of each figure."""
    asked = [
        [str(attributes(figure)), figure.bound, hundredths(weight), hundredths(hours), product and carried(product)]
        for figure, weight, hours, product in cases
    ]
    answers: list[Any] = page.evaluate(WORK, asked)
    return answers


def compare(page: Page, cases: list[Given]) -> None:
    """Holds the browser to the engine, for every case."""
    for (figure, weight, hours, product), answer in zip(cases, worked(page, cases), strict=True):
        if (figure.by_hours and hours is None) or (figure.by_product and product is None):
            assert answer is None, (figure, weight, hours, product)
            continue
        assert answer[1] == (figure.value(weight, hours, product) > 1), (figure, weight, hours, product)
        if figure.unit:  # a note's has none: all that counts of it is whether it is above 1
            assert answer[0] == figure.show(weight, hours, product), (figure, weight, hours, product)


def test_a_coefficient_that_is_a_tenth_too_large_is_found(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = attributes

    def wrong(figure: Figure) -> Any:
        return whole(replace(figure, coefficient=figure.coefficient * Fraction(11, 10)))

    product = magnesium().products[0]
    cases: list[Given] = [(figure, Decimal(70), Decimal(6), product) for figure in figures(magnesium())]
    compare(page, cases)
    monkeypatch.setattr(f"{__name__}.attributes", wrong)
    with pytest.raises(AssertionError):
        compare(page, cases)


TYPED = {
    "weight": st.decimals(min_value=Decimal("30"), max_value=Decimal("200"), places=2),
    "hours": st.none() | st.decimals(min_value=Decimal("0.5"), max_value=Decimal("48"), places=2),
}


def test_any_weight_hours_and_product(page: Page) -> None:
    """The coefficients in the markup times whole hundredths come to what the engine computes."""
    known = figures(magnesium())
    cases: list[Given] = []

    @RUN
    @given(
        st.sampled_from(known),
        TYPED["weight"],
        TYPED["hours"],
        st.none() | st.sampled_from(magnesium().products),
    )
    def collect(figure: Figure, weight: Decimal, hours: Decimal | None, product: Product | None) -> None:
        cases.append((figure, weight, hours, product))

    collect()
    assert len({case[0] for case in cases}) == len(known)
    compare(page, cases)


def parts(doses: Doses) -> Iterator[Figure]:
    """Every figure that the markup carries: those shown, the working's without a maximum, and the notes'."""
    for figure in figures(doses):
        yield figure
        yield in_working(figure)
    for regimen in doses.regimens:
        for index in range(len(regimen.all_bands)):
            yield from filter(None, (capped(doses, regimen, index), too_fast(doses, regimen, index)))
            for comparison in doses.comparisons:
                if comparison.regimen == regimen.id:
                    yield crossing(doses, regimen, index, comparison)


def capped_at(case: Given) -> Fraction | None:
    """What a figure comes to where its maximum holds; None without one."""
    figure, weight, hours, product = case
    if figure.cap is None:
        return None
    return replace(figure, coefficient=figure.cap, by_weight=False).value(weight, hours, product)


def is_tie(figure: Figure, value: Fraction) -> bool:
    """Whether a rounded value stands just between two that could be shown, so that only the rule decides."""
    if figure.significant is None:
        return False
    near = (max(value - Fraction(1, 10**13), Fraction(0)), value)
    return len({show(part, exact=False, significant=figure.significant, way=figure.way) for part in near}) == 2


def test_calculation_1_any_regimen(page: Page) -> None:
    """Regimens in any unit, with bands, maxima, times and roundings, at weights that find their borders."""
    cases: list[Given] = []
    drawn: list[Doses] = []

    @settings(RUN, max_examples=examples(300, 80))
    @given(any_doses(), st.lists(st.integers(min_value=1, max_value=99_999), min_size=2, max_size=2), TYPED["hours"])
    def collect(doses: Doses, weights: list[int], hours: Decimal | None) -> None:
        drawn.append(doses)
        found = list(parts(doses))
        # Where a maximum begins to hold: that weight, to a hundredth, and those beside it.
        bends = [
            int(100 * figure.cap / figure.coefficient)
            for figure in found
            if figure.cap is not None and figure.by_weight and figure.unit
        ]
        near = [bend + step for bend in bends[:1] for step in (-1, 0, 1) if 1 <= bend + step <= 99_999]
        for hundredth in [*weights, *near]:
            for figure in found:
                length = hours if figure.by_hours else None
                product = doses.products[hundredth % 2] if figure.by_product else None
                cases.append((figure, Decimal(hundredth) / 100, length, product))

    collect()
    kinds = {(regimen.measure, bool(regimen.bands)) for doses in drawn for regimen in doses.regimens}
    # Of 30 kinds: what amount, by weight, by time, by day.
    assert len({measured for measured, _ in kinds}) >= (16 if FULL else 12)
    assert len(kinds) > (30 if FULL else 20)  # of 60: in bands or not
    assert len(cases) > examples(10_000)
    whole = [
        (case, case[0].value(case[1], case[2], case[3]))
        for case in cases
        if case[2] is not None or not case[0].by_hours
    ]
    assert sum(value == capped_at(case) for case, value in whole) > examples(500)
    assert sum(is_tie(case[0], value) for case, value in whole if case[0].unit) > examples(50)
    compare(page, cases)


def test_calculation_1_the_lists_of_doses(page: Page) -> None:
    """Every vector, of magnesium sulfate and of the drugs that do not exist, from the whole numbers in the markup."""
    of_magnesium = [(magnesium(), dose, 0) for dose in doses()]
    of_others = [(fictional(case["drug"]), case, case["band"]) for case in cases() if case["band"] is not None]
    vectors: list[tuple[Doses, Dose, int]] = [*of_magnesium, *of_others]
    asked: list[Given] = []
    wanted: list[str] = []
    for drug, dose, band in vectors:
        weight, hours = Decimal(dose["weight"]), Decimal(dose["hours"]) if dose["hours"] else None
        for figure in figures(drug):
            if (figure.regimen, figure.band) != (dose["regimen"], band) or (figure.by_hours and hours is None):
                continue
            end = ("low", "high").index(figure.bound)
            for product in drug.products if figure.by_product else [None]:
                asked.append((figure, weight, hours, product))
                ends = dose["volumes"][product.id] if product else dose["figures"][figure.unit]
                wanted.append(ends[end])
    assert len(asked) > 2000
    for case, answer, text in zip(asked, worked(page, asked), wanted, strict=True):
        assert answer[0] == text, case
