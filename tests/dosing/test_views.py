"""Doses as text on a page: ranges, plain figures, the citations that a block brings, and the check of its options."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from tandem import calculator, dose_table
from tandem.core.context import Context
from tandem.core.data import Document, Place
from tandem.core.features import Block
from tandem.core.page import BlockCall
from tandem.core.tutorial import Tutorial
from tandem.dose_table import chart
from tandem.dosing.cautions import DATA as CAUTIONS
from tandem.dosing.model import Doses
from tandem.dosing.units import DOSES
from tandem.dosing.views import DATA, Shown, between, check, cited, cited_by_calculator

from tests.cautions.data import fictional_cautions
from tests.dosing.data import fictional, magnesium, product, real_site, small
from tests.vectors.lists import DRUGS

BLOCKS = {block.name: block for feature in (dose_table.FEATURE, calculator.FEATURE) for block in feature.blocks}
Cited = Callable[[Tutorial | None, BlockCall], tuple[str, ...]]


def call(name: str, **options: Any) -> BlockCall:
    lines: dict[Place, int] = {(): 1}
    lines.update({(option,): 2 for option in options})  # and what is in it
    return BlockCall(name, "", Document(Path("dosing.en.md"), options, lines), 1)


def context(locale: str = "en", doses: Doses | None = None) -> Context:
    """The page of doses, with another drug's data where some are given."""
    site = real_site()
    tutorial, page = site.shelf.find("magnesium", locale, "dosing")
    assert tutorial is not None
    if doses:
        cautions = {} if doses is magnesium() else {CAUTIONS: fictional_cautions()}
        tutorial = replace(tutorial, data={**tutorial.data, DATA: doses, **cautions})
    return Context(site.settings, site.shelf, site.settings.language(locale), site.strings[locale], page, tutorial)


def rendered(block: Block, request: BlockCall, locale: str = "en", doses: Doses | None = None) -> ElementTree.Element:
    return ElementTree.fromstring(f"<div>{block.render(context(locale, doses), request)}</div>")


def text(element: ElementTree.Element) -> str:
    """Its words, each run of white space as one."""
    for line in element.iter("br"):
        line.text = " "
    return " ".join("".join(element.itertext()).split())


def shown(doses: Doses, locale: str = "en") -> Shown:
    return Shown(doses, real_site().settings.language(locale), real_site().strings[locale])


def test_a_range_has_one_form_in_each_language() -> None:
    zh, en = (real_site().settings.language(locale) for locale in ("zh", "en"))
    assert between("30", "50", zh) == "30 至 50"
    assert between("30", "50", en) == "30 to 50"
    assert between("30", "30", en) == "30"


def test_a_range_at_a_weight() -> None:
    views = shown(magnesium())
    loading, infusion = magnesium().regimens
    assert views.range(loading, "g", Decimal(70)) == "2.1 to 3.5"
    assert views.range(loading, "mL", Decimal("70.75"), product("mg-50")) == "4.25 to 7.07"  # 4.245 to 7.075
    assert views.range(loading, "g", Decimal("70.55")) == "2.12 to 3.52"
    assert views.range(loading, "g", Decimal("70.55"), working=True) == "2.1165 to 3.5275"
    assert views.range(infusion, "mg/h", Decimal(70)) == "420 to 1400"
    with pytest.raises(KeyError):
        views.figure(infusion, "min", "low")


def test_a_range_whose_ends_come_to_the_same_is_one_figure() -> None:
    views, (_, bolus, fixed, *_) = shown(fictional("fentavine")), fictional("fentavine").regimens
    assert views.range(bolus, "mcg", Decimal("99.98")) == "99.98 to 100"
    assert views.range(bolus, "mcg", Decimal(100)) == "100"
    assert views.range(fixed, "mg", Decimal(20)) == "0.5"


@pytest.mark.parametrize(
    ("drug", "rates", "amounts", "speeds", "ions"),
    [
        (
            "fentavine",
            [["mcg/min", "mg/h"], [], [], ["mg/h"], [], [], []],
            [["mg"], ["mcg"], ["mg"], ["mg"], ["mg"], ["mg"], ["mg"]],
            ["", "mcg/min", "", "", "", "", "mg/min"],
            [[]] * 7,
        ),
        (
            "triphosol",
            [[], [], ["mmol/h"], ["mEq/h", "mg/min"], [], [], []],
            [["mmol"], ["mEq", "mmol", "mg", "g"], ["mmol"], ["mmol"], ["mg", "g"], ["mL", "mg", "mmol"], ["mmol"]],
            [""] * 7,
            [["mEq"], [], ["mEq"], ["mEq"], ["mmol", "mEq"], ["mEq"], ["mEq"]],
        ),
    ],
)
def test_the_units_of_a_regimen(
    drug: str, rates: list[list[str]], amounts: list[list[str]], speeds: list[str], ions: list[list[str]]
) -> None:
    views, regimens = shown(fictional(drug)), fictional(drug).regimens
    assert [views.rates(regimen) for regimen in regimens] == rates
    assert [views.amounts(regimen) for regimen in regimens] == amounts
    days = {"fentavine": {"daily": ["mg/day"]}, "triphosol": {"daily": ["mmol/day"]}}[drug]
    assert {item.id: found for item in regimens if (found := views.days(item))} == days
    assert [views.working(regimen) for regimen in regimens] == [
        a or [*days.get(regimen.id, []), *b] for a, b, regimen in zip(rates, amounts, regimens, strict=True)
    ]
    assert [views.speed(regimen) for regimen in regimens] == speeds
    assert [views.ion(regimen) for regimen in regimens] == ions


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        (
            "en",
            [
                "under 12 months old",
                "1 to under 18 years old, under 20 kg",
                "1 to under 18 years old, 20 to under 40 kg",
                "18 years and older, 40 to under 80 kg",
            ],
        ),
        (
            "zh",
            [
                "不足 12 月龄",
                "1 岁至不足 18 岁，不足 20 kg",
                "1 岁至不足 18 岁，20 kg 及以上、不足 40 kg",
                "18 岁及以上，40 kg 及以上、不足 80 kg",
            ],
        ),
    ],
)
def test_a_band_says_whom_it_is_for(locale: str, words: list[str]) -> None:
    doses = fictional("fentavine")
    by_age = doses.regimen("by-age")
    assert by_age is not None
    assert [shown(doses, locale).band(band) for band in by_age.bands] == words
    assert [shown(doses, locale).band(band) for band in doses.regimens[0].all_bands] == [""]


def test_the_bands_that_a_weight_is_of() -> None:
    doses = fictional("fentavine")
    by_age, tiers, _ = doses.regimens[-3:]
    wanted = {"2.5": [0, 1], "19.99": [0, 1], "20": [0, 2], "39.99": [0, 2], "40": [0, 3], "79.99": [0, 3], "80": [0]}
    assert {weight: shown(doses).bands_at(by_age, Decimal(weight)) for weight in wanted} == wanted
    wanted = {"9.99": [], "10": [0], "20": [1], "40.49": [1], "40.5": [2], "99.99": [2], "100": []}
    assert {weight: shown(doses).bands_at(tiers, Decimal(weight)) for weight in wanted} == wanted


def test_a_product_is_named_by_its_percentage_or_its_strength() -> None:
    views, (weak, strong) = shown(fictional("fentavine")), fictional("fentavine").products
    assert [views.named(item) for item in (weak, strong)] == ["50 mcg/mL", "0.1%"]
    assert [views.strength(item) for item in (weak, strong)] == ["50 mcg/mL", "1 mg/mL"]
    assert [views.held(item) for item in (weak, strong)] == ["2 mL = 100 mcg", ""]


DRUGS_OF: dict[str, Callable[[], Doses]] = {
    "magnesium": magnesium,
    **{name: partial(fictional, name) for name in DRUGS},
}
ASKED = [("magnesium", None), ("magnesium", ["loading"]), ("magnesium", ["infusion"])]
ASKED += [(name, None) for name in DRUGS]
ASKED += [("fentavine", ["by-age"]), ("fentavine", ["fixed", "bolus"]), ("triphosol", ["volume", "single"])]


@pytest.mark.parametrize(("drug", "regimens"), ASKED)
@pytest.mark.parametrize(
    ("name", "keys"), [("dose-table", cited), ("dose-calculator", cited_by_calculator), ("dose-chart", chart.cited)]
)
def test_a_block_brings_the_citations_that_it_shows_in_their_order(
    name: str, keys: Cited, drug: str, regimens: list[str] | None
) -> None:
    doses = DRUGS_OF[drug]()
    request = call(name, **({"regimens": regimens} if regimens else {}))
    block = rendered(BLOCKS[name], request, doses=doses)
    groups = [element.get("data-cite", "").split() for element in block.iter("sup")]
    found = tuple(dict.fromkeys(key for group in groups for key in group))
    assert found
    assert keys(context(doses=doses).tutorial, request) == found


def test_a_chart_of_weights_that_it_does_not_reach_cites_nothing(tmp_path: Path) -> None:
    """A regimen for weights under the table's is not drawn, so its sources must not be listed for it."""
    light = "    unit: mg/kg\n    bands:\n      - {weight: {below: 35}, low: 1, high: 2}\n"
    doses = small(
        tmp_path,
        ("    low: 1\n    high: 2\n    unit: mg/kg\n", light),
        ("cite: [a]\n  - id: drip", "cite: [b]\n  - id: drip"),
    )
    request = call("dose-chart", regimens=["single"])
    block = rendered(BLOCKS["dose-chart"], request, doses=doses)
    assert [element.get("data-cite") for element in block.iter("sup")] == []
    assert chart.cited(context(doses=doses).tutorial, request) == ()


@pytest.mark.parametrize("keys", [cited, cited_by_calculator, chart.cited])
def test_without_doses_nothing_is_cited(keys: Cited) -> None:
    assert keys(None, call("dose-table")) == ()


@pytest.mark.parametrize("name", BLOCKS)
@pytest.mark.parametrize("locale", ["zh", "en"])
def test_a_block_shows_only_the_regimens_that_are_asked_for(name: str, locale: str) -> None:
    block = rendered(BLOCKS[name], call(name, regimens=["infusion"]), locale)
    loading, infusion = magnesium().regimens
    if name == "dose-chart":
        assert [text(caption).split(":")[0].split("：")[0] for caption in block.iter("figcaption")] == [
            infusion.name[locale]
        ]
        return
    assert {element.get("data-regimen") for element in block.iter() if element.get("data-regimen")} == {"infusion"}
    named = [
        (element.text or "").split(",")[0].split("，")[0] for element in block.iter() if element.tag in {"th", "strong"}
    ]
    assert infusion.name[locale] in named
    assert loading.name[locale] not in named


@pytest.mark.parametrize("name", BLOCKS)
@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("drug", DRUGS)
def test_every_block_can_show_every_drug(name: str, drug: str, locale: str) -> None:
    doses = fictional(drug)
    words = text(rendered(BLOCKS[name], call(name), locale, doses))
    assert doses.drug.name[locale] in words
    regimens = [item for item in doses.regimens if name != "dose-chart" or item.id not in NOT_DRAWN]
    assert regimens
    for regimen in regimens:
        assert regimen.name[locale] in words


NOT_DRAWN = {
    "fixed",
    "drip",
    "prophylaxis",
    "fixed-drip",
    "thrice",
    "fixed-volume",
}  # no weight decides them; two of these are drawn elsewhere


def table_of(drug: str, regimen: str, kind: str = "worked") -> dict[tuple[str, str], list[str]]:
    """The rows of a regimen's table: the cells, by the words of the row's head and its weight."""
    block = rendered(BLOCKS["dose-table"], call("dose-table"), doses=fictional(drug))
    (table,) = (
        item for item in block.iter("table")
        if item.get("data-regimen") == regimen and f"dose-table--{kind}" in item.get("class", "")
    )  # fmt: skip
    found = {}
    for row in table.findall("tbody/tr"):
        head = row.find("th")
        words = text(head) if head is not None else ""
        found[words, row.get("data-weight", "")] = [text(cell) for cell in row.findall("td")]
    return found


def test_the_table_says_where_there_is_no_dose_and_where_the_maximum_holds() -> None:
    none = ["The sources give no dose for this weight"]
    tiers = table_of("fentavine", "tiers")
    assert tiers["10 kg", "10"] == ["125 mg"]
    assert tiers["20 kg", "20"] == ["250 mg"]
    assert tiers["50 kg", "50"] == ["250 to 500 mg"]
    assert tiers["100 kg", "100"] == tiers["110 kg", "110"] == none
    assert table_of("fentavine", "tiers", "volumes")["100 kg", "100"] == none
    bolus = table_of("fentavine", "bolus")
    assert bolus["40 kg", "40"] == ["40 to 100 mcg"]  # the maximum itself, not above it
    assert bolus["50 kg", "50"] == ["50 to 100 mcg (the maximum)"]
    assert bolus["100 kg", "100"] == ["100 mcg (the maximum)"]
    assert table_of("fentavine", "fixed") == {("18 years and older", ""): ["0.5 mg"]}
    assert table_of("fentavine", "drip") == {("", ""): ["2 to 6 mg/h"]}
    assert table_of("heparoxin", "thrice") == {("40 kg and over", ""): ["20000 units/day", "6666.6 units"]}
    assert table_of("heparoxin", "fixed-volume") == {("50 kg and over", ""): ["1500 to 2000 units/h"]}
    daily = table_of("fentavine", "daily")
    assert daily["20 kg", "20"] == ["20 to 40 mg/day", "5 to 20 mg"]
    assert daily["60 kg", "60"] == ["60 to 100 mg/day (the maximum)", "15 to 50 mg"]
    assert table_of("fentavine", "daily", "volumes")["20 kg", "20"] == ["100 to 400 mL", "5 to 20 mL"]
    by_age = table_of("fentavine", "by-age")
    assert by_age["10 kg under 12 months old", "10"] == ["1 mg"]
    assert by_age["10 kg 1 to under 18 years old", "10"] == ["2 to 4 mg"]
    assert by_age["60 kg 18 years and older", "60"] == ["18 to 30 mg (the maximum)"]
    assert [head for head, weight in by_age if weight == "20"] == [
        "20 kg under 12 months old",
        "20 kg 1 to under 18 years old",
        "20 kg 18 years and older",
    ]
    assert by_age["20 kg 18 years and older", "20"] == none


def test_the_worked_example_says_where_the_maximum_holds(tmp_path: Path) -> None:
    """70 kg × 2 mg/kg are not 100 mg: the example must not write an equation that does not hold."""
    maximum = "    maximum: {amount: 100, unit: mg, where: {zh: 某地, en: somewhere}, cite: [a]}\n"
    doses = small(tmp_path, ("    unit: mg/kg\n", f"    unit: mg/kg\n{maximum}"))
    block = rendered(BLOCKS["dose-calculator"], call("dose-calculator"), doses=doses)
    (static,) = (item for item in block.iter("div") if item.get("class") == "calc__static")
    first = text(next(static.iter("li")))
    assert "70 kg × 1 to 2 mg/kg = 70 to 140 mg" in first
    assert "100 mg" in first  # and then what is given


def test_the_worked_example_says_where_there_is_no_dose(tmp_path: Path) -> None:
    bands = "    unit: mg/kg\n    bands:\n      - {weight: {from: 80}, low: 1, high: 2}\n"
    doses = small(tmp_path, ("    low: 1\n    high: 2\n    unit: mg/kg\n", bands))
    block = rendered(BLOCKS["dose-calculator"], call("dose-calculator"), doses=doses)
    (static,) = (item for item in block.iter("div") if item.get("class") == "calc__static")
    assert "no dose" in text(static)


@pytest.mark.parametrize(
    ("block", "regimens", "what"),
    [
        ("dose-calculator", ["fixed"], "no regimen here depends on the weight"),
        ("dose-calculator", ["fixed", "drip"], "no regimen here depends on the weight"),
        ("dose-calculator", ["fixed", "tiers"], ""),
        ("dose-calculator", ["daily"], ""),
        ("dose-calculator", ["bolus"], ""),
        ("dose-chart", ["fixed", "drip"], "no regimen here depends on the weight between those of the table"),
        ("dose-chart", ["drip", "tiers"], ""),
        ("dose-table", ["fixed", "drip"], ""),
    ],
)
def test_a_block_that_works_by_weight_needs_a_regimen_that_does(block: str, regimens: list[str], what: str) -> None:
    found: list[tuple[int, str, str]] = []
    checked = BLOCKS[block].check
    assert checked is not None
    tutorial = context(doses=fictional("fentavine")).tutorial
    checked(tutorial, call(block, regimens=regimens), lambda *problem: found.append(problem))
    assert [problem[1] for problem in found] == ([what] if what else [])


@pytest.mark.parametrize("name", BLOCKS)
def test_a_check_of_the_options_stops_at_what_is_no_list(name: str) -> None:
    """A wrong option is one problem, and not a second one about regimens that it does not name."""
    found: list[tuple[int, str, str]] = []
    checked = BLOCKS[name].check
    assert checked is not None
    checked(context().tutorial, call(name, regimens="loading"), lambda *problem: found.append(problem))
    assert [problem[1] for problem in found] == ["`regimens` must be a list of regimens"]


@pytest.mark.parametrize(
    ("value", "what", "fix"),
    [
        ("loading", "`regimens` must be a list of regimens", "write `regimens: [loading, infusion]`"),
        ([], "`regimens` must be a list of regimens", "write `regimens: [loading, infusion]`"),
        (["bolus"], "unknown regimen 'bolus'", "doses.yml knows: loading, infusion"),
        (["loading", None], "an item of `regimens` is no name but nothing", "doses.yml knows: loading, infusion"),
        (None, "`regimens` must be a list of regimens", "write `regimens: [loading, infusion]`"),
        (["loading", "infusion", "loading"], "the regimen 'loading' is named twice", "remove one of the two"),
        (["loading"], "", ""),
    ],
)
def test_the_option_is_checked(value: object, what: str, fix: str) -> None:
    found: list[tuple[int, str, str]] = []
    check(context().tutorial, call("dose-table", regimens=value), lambda *problem: found.append(problem))
    assert found == ([(2, what, fix)] if what else [])


def test_without_the_option_there_is_nothing_to_check() -> None:
    found: list[tuple[int, str, str]] = []
    check(context().tutorial, call("dose-table"), lambda *problem: found.append(problem))
    assert found == []


@pytest.mark.parametrize("name", BLOCKS)
def test_a_name_given_twice_is_refused_by_every_block(name: str) -> None:
    found: list[tuple[int, str, str]] = []
    BLOCKS[name].check(context().tutorial, call(name, regimens=["loading"] * 2), lambda *problem: found.append(problem))
    assert found == [(2, "the regimen 'loading' is named twice", "remove one of the two")]


@pytest.mark.parametrize(
    ("unit", "zh", "en"),
    [
        ("mg", "毫克", "milligrams"),
        ("mcg/kg/min", "微克每千克体重每分钟", "micrograms per kilogram of body weight per minute"),
        ("units/h", "单位每小时", "units per hour"),
        ("mL/kg/day", "毫升每千克体重每日", "millilitres per kilogram of body weight per day"),
    ],
)
def test_the_words_of_a_unit_come_from_the_unit(unit: str, zh: str, en: str) -> None:
    regimen = magnesium().regimens[0].model_copy(update={"unit": unit})
    assert shown(magnesium(), "zh").words(regimen) == zh
    assert shown(magnesium(), "en").words(regimen) == en


def test_every_unit_has_words_of_its_own_in_every_language() -> None:
    regimen = magnesium().regimens[0]
    for locale in ("zh", "en"):
        words = {shown(magnesium(), locale).words(regimen.model_copy(update={"unit": unit})) for unit in DOSES}
        assert len(words) == len(DOSES)


def test_a_regimen_is_named_by_its_dose() -> None:
    loading, _ = magnesium().regimens
    assert shown(magnesium()).named_dose(loading) == "Loading dose, 30 to 50 mg/kg"
    assert shown(magnesium(), "zh").named_dose(loading) == "负荷剂量，30 至 50 mg/kg"


@pytest.mark.parametrize(
    ("meant", "said"),
    [
        ("", "it is not recorded here whether the sources mean actual or ideal body weight"),
        ("not-said", "the sources do not say whether actual or ideal body weight is meant"),
        ("actual", "the sources mean actual body weight"),
        ("ideal", "the sources mean ideal body weight"),
        ("adjusted", "the sources mean adjusted body weight"),
        ("lean", "the sources mean lean body weight"),
    ],
)
def test_the_table_says_which_body_weight_is_meant(meant: str, said: str, tmp_path: Path) -> None:
    doses = small(tmp_path, *([("example: 70", f"example: 70\n  kind: {{meant: {meant}}}")] if meant else []))
    assert f"From 100 kg: {said}." in text(rendered(BLOCKS["dose-table"], call("dose-table"), doses=doses))
    light = small(tmp_path, ("last: 120", "last: 90"))
    assert "From 100 kg" not in text(rendered(BLOCKS["dose-table"], call("dose-table"), doses=light))


@pytest.mark.parametrize(("locale", "words"), [("zh", "须先稀释"), ("en", "must be diluted")])
def test_a_product_that_must_be_diluted_says_so_at_the_head_of_its_volumes(locale: str, words: str) -> None:
    block = rendered(BLOCKS["dose-table"], call("dose-table"), locale)
    (volumes,) = (item for item in block.iter("table") if "dose-table--volumes" in item.get("class", ""))
    heads = volumes.findall("thead/tr/th")[1:]
    strong = [item.percent is not None and item.percent > 20 for item in magnesium().products]
    assert [words in text(head) for head in heads] == strong
    for row in volumes.findall("tbody/tr"):  # a phone has no heads
        assert [words in cell.get("data-label", "") for cell in row.findall("td")] == strong
    (products,) = (item for item in block.iter("table") if "dose-table--products" in item.get("class", ""))
    assert [words in text(row) for row in products.findall("tbody/tr")] == strong  # the dose card has these
