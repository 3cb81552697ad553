"""The dose table as built, in both languages, against `golden/`; UPDATE_GOLDEN=1 writes it anew.

A citation stands in the golden file as its keys: its number is the page's affair.
"""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import lxml.html
import pytest

from tests.dosing.data import magnesium
from tests.vectors.lists import doses

GOLDEN = Path(__file__).parent / "golden"
PAGES = {"zh": "magnesium/dosing.html", "en": "en/magnesium/dosing.html"}


def table(site: Path, locale: str) -> lxml.html.HtmlElement:
    page = lxml.html.fromstring((site / PAGES[locale]).read_text(encoding="utf-8"))
    found: Any
    (found,) = cast(
        "Any", page.xpath("//div[contains(@class, 'tandem-block')][.//table[contains(@class, 'dose-table')]]")
    )
    assert isinstance(found, lxml.html.HtmlElement)
    return found


@pytest.mark.parametrize("locale", PAGES)
def test_golden(site: Path, locale: str) -> None:
    element = table(site, locale)
    for group in element.xpath(".//sup[@class='cite']"):
        for child in list(group):
            group.remove(child)
        group.text = group.attrib.pop("data-cite")
    built = lxml.html.tostring(element, encoding="unicode", with_tail=False).replace("\u00a0", "&nbsp;") + "\n"
    path = GOLDEN / f"dose-table.{locale}.html"
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(built, encoding="utf-8")
    assert built == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("locale", PAGES)
def test_the_worked_rows_are_those_of_the_vectors(site: Path, locale: str) -> None:
    element = table(site, locale)
    to = {"zh": "至", "en": "to"}[locale]
    weights = [str(weight) for weight in magnesium().weight.table.weights]
    compared = 0
    for dose in doses():
        if dose["hours"] or dose["weight"] not in weights:
            continue
        rows = element.xpath(f".//table[@data-regimen='{dose['regimen']}']//tr[@data-weight='{dose['weight']}']")
        shown = [cell.text_content() for row in rows for cell in row.xpath("td")]
        units = ("mg/h",) if dose["regimen"] == "infusion" else ("g", "mmol")
        ranges = [(*dose["figures"][unit], unit) for unit in units]
        ranges += [(*dose["volumes"][product.id], "mL") for product in magnesium().products if dose["volumes"]]
        assert shown == [f"{low} {to} {high}\u00a0{unit}" for low, high, unit in ranges]
        compared += 1
    assert compared == 8


@pytest.mark.parametrize("locale", PAGES)
def test_every_weight_of_the_data_file_has_its_row(site: Path, locale: str) -> None:
    for worked in table(site, locale).xpath(".//table[@data-regimen]"):
        weights = [Decimal(row.get("data-weight", "")) for row in worked.xpath(".//tr[@data-weight]")]
        assert weights == [40, 50, 60, 70, 80, 90, 100, 110, 120]
