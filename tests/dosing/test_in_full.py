"""Where a figure of the working stands in full, and where it has too many decimals and is rounded.

At most twelve decimals are shown, whatever hundredth of a kilogram and of an hour is typed.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tandem.dosing.engine import Figure, figures, in_full

from tests.dosing.data import small

DOSE = "    low: 1\n    high: 2\n    unit: mg/kg\n"
DRIP = "    low: 3\n    high: 4\n    unit: mg/kg/h\n"


def figure(folder: Path, before: str, after: str, unit: str) -> Figure:
    doses = small(folder, (before, after))
    regimen = "single" if before == DOSE else "drip"
    return next(item for item in figures(doses) if item.regimen == regimen and item.unit == unit)


def maximum(amount: str, unit: str) -> str:
    return f"    maximum: {{amount: {amount}, unit: {unit}, where: {{zh: 某地, en: somewhere}}, cite: [a]}}\n"


@pytest.mark.parametrize(
    ("before", "after", "unit", "whole"),
    [
        # 0.0001 mcg/kg × 0.01 kg are 12 decimals of a gram; a tenth of that are 13.
        (DOSE, "    dose: 0.0001\n    unit: mcg/kg\n    show: [mcg, g]\n", "g", True),
        (DOSE, "    dose: 0.00001\n    unit: mcg/kg\n    show: [mcg, g]\n", "g", False),
        (DOSE, "    dose: 0.00001\n    unit: mcg/kg\n    show: [mcg, g]\n", "mcg", True),
        # A fixed dose is not multiplied by hundredths.
        (DOSE, "    dose: 0.000001\n    unit: mcg\n    weight: {from: 30}\n    show: [mcg, g]\n", "g", True),
        # An infusion's total is multiplied by hundredths of hours too, its rate is not.
        (DRIP, "    dose: 0.00001\n    unit: mg/kg/h\n    show: [g/h, g]\n", "g", True),
        (DRIP, "    dose: 0.000001\n    unit: mg/kg/h\n    show: [g/h, g]\n", "g", False),
        (DRIP, "    dose: 0.000001\n    unit: mg/kg/h\n    show: [g/h, g]\n", "g/h", True),
        (DRIP, "    dose: 0.0001\n    unit: mcg/h\n    weight: {from: 30}\n    show: [g/h, g]\n", "g", True),
        (DRIP, "    dose: 0.00001\n    unit: mcg/h\n    weight: {from: 30}\n    show: [g/h, g]\n", "g", False),
        # What has no end in decimals at all: 1 mg/kg/h by the minute.
        (DRIP, "    dose: 1\n    unit: mg/kg/h\n    show: [mg/min, mg]\n", "mg/min", False),
        (DRIP, "    dose: 3\n    unit: mg/kg/h\n    show: [mg/min, mg]\n", "mg/min", True),
        # The maximum is shown as well, without hundredths of kilograms.
        (DOSE, f"    dose: 1\n    unit: mg/kg\n    show: [g]\n{maximum('0.000001', 'mcg')}", "g", True),
        (DRIP, f"    dose: 1\n    unit: mg/kg/h\n    show: [g/h, g]\n{maximum('0.0001', 'mcg/h')}", "g", True),
        (DRIP, f"    dose: 1\n    unit: mg/kg/h\n    show: [g/h, g]\n{maximum('0.00001', 'mcg/h')}", "g", False),
        (DRIP, f"    dose: 1\n    unit: mg/kg/h\n    show: [g/h, g]\n{maximum('0.00001', 'mcg/h')}", "g/h", True),
        (DRIP, f"    dose: 1\n    unit: mg/kg/h\n    show: [g/h, g]\n{maximum('100', 'mg/min')}", "g", True),
        (DRIP, f"    dose: 3\n    unit: mg/kg/h\n    show: [mg/min, mg]\n{maximum('1', 'mg/h')}", "mg/min", False),
    ],
)
def test_in_full(before: str, after: str, unit: str, whole: bool, tmp_path: Path) -> None:
    found = figure(tmp_path, before, after, unit)
    assert found.significant == 3
    assert in_full(found).significant == (None if whole else 3)


def test_a_unit_may_have_figures_of_its_own(tmp_path: Path) -> None:
    doses = small(
        tmp_path,
        ("weight:\n", "rounding: {significant: 4, by_unit: {mL: 2, min: 5}}\nweight:\n"),
        (DOSE, f"{DOSE}    over: {{time: 7, unit: min}}\n"),
    )
    shown = {item.unit: item.significant for item in figures(doses) if item.regimen == "single"}
    assert shown == {"mg": 4, "mmol": 4, "mEq": 4, "mL": 2, "min": 5, "mg/min": 4}
