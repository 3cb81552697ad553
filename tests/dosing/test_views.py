"""Doses as text on a page: ranges, plain figures, the citations that a block brings, and the check of its options."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
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
from tandem.dosing.views import Shown, between, check, cited, cited_by_calculator, plain

from tests.dosing.data import magnesium, product, real_site

BLOCKS = {block.name: block for feature in (dose_table.FEATURE, calculator.FEATURE) for block in feature.blocks}
Cited = Callable[[Tutorial | None, BlockCall], tuple[str, ...]]


def call(name: str, **options: Any) -> BlockCall:
    lines: dict[Place, int] = {(): 1}
    lines.update({(option,): 2 for option in options})
    return BlockCall(name, "", Document(Path("dosing.en.md"), options, lines), 1)


def context(locale: str = "en") -> Context:
    site = real_site()
    tutorial, page = site.shelf.find("magnesium", locale, "dosing")
    return Context(site.settings, site.shelf, site.settings.language(locale), site.strings[locale], page, tutorial)


def rendered(block: Block, request: BlockCall, locale: str = "en") -> ElementTree.Element:
    return ElementTree.fromstring(f"<div>{block.render(context(locale), request)}</div>")


def test_a_range_has_one_form_in_each_language() -> None:
    zh, en = (real_site().settings.language(locale) for locale in ("zh", "en"))
    assert between("30", "50", zh) == "30 至 50"
    assert between("30", "50", en) == "30 to 50"
    assert between("30", "30", en) == "30"


def test_a_range_at_a_weight() -> None:
    shown = Shown(magnesium(), real_site().settings.language("en"))
    loading, infusion = magnesium().regimens
    assert shown.range(loading, "g", 70) == "2.1 to 3.5"
    assert shown.range(loading, "mL", Decimal("70.75"), product("mg-50")) == "4.25 to 7.08"
    assert shown.range(infusion, "mg/h", 70) == "420 to 1400"
    with pytest.raises(KeyError):
        shown.figure(infusion, "min", "low")


@pytest.mark.parametrize(
    ("value", "shown"), [("2.50", "2.5"), ("100", "100"), ("1E+2", "100"), ("0.50", "0.5"), ("30.0", "30")]
)
def test_figures_of_the_data_file_are_shown_plain(value: str, shown: str) -> None:
    assert plain(Decimal(value)) == shown


@pytest.mark.parametrize("regimens", [None, ["loading"], ["infusion"]])
@pytest.mark.parametrize(("name", "keys"), [("dose-table", cited), ("dose-calculator", cited_by_calculator)])
def test_a_block_brings_the_citations_that_it_shows_in_their_order(
    name: str, keys: Cited, regimens: list[str] | None
) -> None:
    request = call(name, **({"regimens": regimens} if regimens else {}))
    groups = [element.get("data-cite", "").split() for element in rendered(BLOCKS[name], request).iter("sup")]
    shown = tuple(dict.fromkeys(key for group in groups for key in group))
    assert keys(context().tutorial, request) == shown


@pytest.mark.parametrize("keys", [cited, cited_by_calculator])
def test_without_doses_nothing_is_cited(keys: Cited) -> None:
    assert keys(None, call("dose-table")) == ()


@pytest.mark.parametrize("name", BLOCKS)
@pytest.mark.parametrize("locale", ["zh", "en"])
def test_a_block_shows_only_the_regimens_that_are_asked_for(name: str, locale: str) -> None:
    block = rendered(BLOCKS[name], call(name, regimens=["infusion"]), locale)
    assert {element.get("data-regimen") for element in block.iter() if element.get("data-regimen")} == {"infusion"}
    named = [text for element in block.iter() if element.tag in {"th", "strong"} and (text := element.text or "")]
    loading, infusion = magnesium().regimens
    assert infusion.name[locale] in named
    assert loading.name[locale] not in named


@pytest.mark.parametrize(
    ("value", "what", "fix"),
    [
        ("loading", "`regimens` must be a list of regimens", "write `regimens: [loading, infusion]`"),
        ([], "`regimens` must be a list of regimens", "write `regimens: [loading, infusion]`"),
        (["bolus"], "unknown regimen 'bolus'", "doses.yml knows: loading, infusion"),
        (["loading", None], "unknown regimen 'None'", "doses.yml knows: loading, infusion"),
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
