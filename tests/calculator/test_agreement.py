"""Python and JavaScript agree on thousands of inputs, each kind compared in one visit to the page."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page
from tandem.calculator import coefficient, per_product
from tandem.dosing.engine import figures, show
from tandem.dosing.entry import REFUSALS, understand

from tests.browser.watch import Watch
from tests.calculator.conftest import ADDRESS
from tests.dosing.data import magnesium
from tests.vectors.lists import LIMITS, entries

pytestmark = pytest.mark.browser

UNDERSTAND = """texts => {
  const {understand} = customElements.get("dose-calculator");
  const rules = JSON.parse(document.querySelector("dose-calculator").dataset.rules)
    .map(([code, pattern]) => [code, new RegExp(pattern, "u")]);
  return texts.map(([text, low, high]) => {
    const {value, code} = understand(text, rules, BigInt(low), BigInt(high));
    return [value === undefined ? null : String(value), code ?? ""];
  });
}"""
SHOW = """fractions => {
  const {show} = customElements.get("dose-calculator");
  return fractions.map(([n, d, exact]) => show(BigInt(n), BigInt(d), exact));
}"""

# Repeatable: what fails here must fail again. Shrinking is of no use where the answer comes later, for all at once.
RUN = settings(max_examples=1000, deadline=None, database=None, derandomize=True, phases=[Phase.generate])
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
    rules = page.evaluate("JSON.parse(document.querySelector('dose-calculator').dataset.rules)")
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
    cases: list[tuple[Fraction, bool]] = []
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
        st.tuples(with_an_end, st.booleans())
        | st.tuples(ties, st.just(False))
        | st.tuples(st.fractions(min_value=0, max_value=10**9), st.just(False))
    )
    def collect(case: tuple[Fraction, bool]) -> None:
        cases.append(case)

    collect()
    assert len(set(cases)) >= 500
    asked = [[str(value.numerator), str(value.denominator), exact] for value, exact in cases]
    shown = page.evaluate(SHOW, asked)
    wrong = [
        (value, exact, show(value, exact=exact), answer)
        for (value, exact), answer in zip(cases, shown, strict=True)
        if show(value, exact=exact) != answer
    ]
    assert not wrong, min(wrong)


def test_any_weight_hours_and_product(page: Page) -> None:
    """The coefficients in the markup times whole hundredths come to what the engine computes."""
    known = figures(magnesium())
    cases: list[tuple[int, int, int, int]] = []

    @RUN
    @given(
        st.integers(min_value=0, max_value=len(known) - 1),
        st.integers(min_value=3000, max_value=20000),
        st.integers(min_value=50, max_value=4800),
        st.integers(min_value=0, max_value=len(magnesium().products) - 1),
    )
    def collect(figure: int, weight: int, hours: int, product: int) -> None:
        cases.append((figure, weight, hours, product))

    collect()
    assert len({case[0] for case in cases}) == len(known)
    asked, wanted = [], []
    for index, weight, hours, at in cases:
        figure, product = known[index], magnesium().products[at]
        n, d = coefficient(figure)
        n *= weight * (hours if figure.by_hours else 1)
        if figure.by_product:
            by_n, by_d = per_product(product)
            n, d = n * by_n, d * by_d
        asked.append([str(n), str(d), figure.exact])
        wanted.append(figure.show(Decimal(weight) / 100, Decimal(hours) / 100, product))
    for case, answer, value in zip(cases, page.evaluate(SHOW, asked), wanted, strict=True):
        assert answer == value, case
