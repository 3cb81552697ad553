"""What the values of one doses.yml must agree on: every disagreement is named at its line, all of a file at once.

And no file, whatever stands in it, ends in anything but problems in words or doses that can be shown.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tandem.dosing.engine import Figure, capped, crossing, figures, too_fast
from tandem.dosing.model import Doses

from tests.dosing.data import FICTIONAL, ROOT, changed, read
from tests.trials import examples, sample
from tests.vectors.lists import DRUGS

Changes = tuple[tuple[str, str], ...]
PLAIN = "    low: 1\n    high: 2\n    unit: mg/kg\n"
WHERE = "where: {zh: 某地, en: somewhere}, cite: [a]"
AGES = "ages:\n  - {id: young, from: 0, below: 12, unit: years}\n  - {id: old, from: 12, unit: years}\nregimens:\n"
UNITS = (FICTIONAL / "heparoxin.yml").read_text(encoding="utf-8")
PRODUCT = changed().split("products:\n")[1].split("limits:")[0]
COMPARISON = changed().split("comparisons:\n")[1].split("labels:")[0]


def single(*lines: str) -> Changes:
    """The first regimen with these lines for its dose; nothing is compared with it."""
    return ((PLAIN, "".join(f"    {line}\n" for line in lines)), ("comparisons:\n" + COMPARISON, ""))


def by_kg(*lines: str) -> Changes:
    return single("low: 1", "high: 2", "unit: mg/kg", *lines)


# The other regimen is for everybody.
DRIP = ("    hours: {min: 1, max: 24}\n", "    hours: {min: 1, max: 24}\n    age: all\n")
AGED = (("regimens:\n", AGES), DRIP)


def bands(*lines: str, unit: str = "mg/kg") -> Changes:
    """Bands of all ages, but for those that name one."""
    told = [line if "age:" in line else line.replace("{", "{age: all, ", 1) for line in lines]
    return (*single(f"unit: {unit}", "bands:", *(f"  - {line}" for line in told)), *AGED)


def ages(before: str, after: str) -> Changes:
    """The first regimen for everybody too, and the groups with a change."""
    return ((PLAIN, f"{PLAIN}    age: all\n"), ("regimens:\n", AGES.replace(before, after)), DRIP)


def maximum(amount: str, unit: str) -> str:
    return f"maximum: {{amount: {amount}, unit: {unit}, {WHERE}}}"


def without_ion(*more: tuple[str, str]) -> Changes:
    return (("  molar_mass: 100\n  ion: {symbol: X⁺, valence: 1}\n", ""), *more)


def compared(regimen: str, unit: str) -> Changes:
    return (
        (
            "  - regimen: single\n    above: 4\n    unit: g\n",
            f"  - regimen: {regimen}\n    above: 4\n    unit: {unit}\n",
        ),
    )


TWICE = "give one of the two another id"
PARTED = "part them: `below` of one is `from` of the next"
TOLD = "give `dose`, or `low` and `high`"
NEEDS_ION = "needs the drug's `molar_mass` and `ion`"
BY_MASS = "does not fit a drug that is measured by mass"
BY_UNITS = "does not fit a drug that is measured in units of activity"

# What is changed in the small file, how the problem's line begins, what is wrong, and the fix.
DISAGREEMENTS: dict[str, tuple[Changes, str, str, str]] = {
    # ids
    "two regimens of one name": (
        (("id: drip", "id: single"),), "- id: single", "the id 'single' stands here twice under 'regimens'", TWICE),
    "two products of one name": (
        ((PRODUCT, PRODUCT * 2),), "- id: ten", "the id 'ten' stands here twice under 'products'", TWICE),
    "two ages of one name": (
        ages("old", "young"), "- {id: young, from: 12",
        "the id 'young' stands here twice under 'ages'", TWICE),
    # ages
    "an age of nobody": (
        ages("from: 12", "from: 12, below: 12"), "- {id: old",
        "no age is of the group 'old'", "from < below"),
    "ages that overlap": (
        ages("from: 12", "from: 11"), "- {id: old",
        "the group 'old' begins before the one above it ends", "write the groups from the youngest, without overlap"),
    "ages out of order": (
        ages("from: 0, below: 12", "from: 65"), "- {id: old",
        "the group 'old' begins before the one above it ends", "write the groups from the youngest"),
    "months and years that overlap": (
        ages("from: 0, below: 12, unit: years", "from: 0, below: 145, unit: months"),
        "- {id: old", "the group 'old' begins before", "write the groups from the youngest"),
    # products
    "a percentage that does not agree": (
        (("strength: 100", "strength: 250"), ("    container: {volume: 10, amount: 1}\n", "")), "percent: 10",
        "10% is 100 mg/mL, not 250 mg/mL", "correct one of the two"),
    "a percentage that does not agree with micrograms": (
        (("strength: 100\n", "strength: 100\n    unit: mcg/mL\n"), ("    container: {volume: 10, amount: 1}\n", "")),
        "percent: 10", "10% is 100 mg/mL, not 100 mcg/mL", "correct one of the two"),
    "a container that does not agree": (
        (("amount: 1}", "amount: 2.5}"),), "container:", "10 mL hold 1 g, not 2.5",
        "correct the container or the strength"),
    "a container of another unit that does not agree": (
        (("amount: 1}", "amount: 1, unit: mg}"),), "container:", "10 mL hold 1000 mg, not 1", "correct"),
    "a container of ions that does not agree": (
        (("amount: 1}", "amount: 1, unit: mmol}"),), "container:", "10 mL hold 10 mmol, not 1", "correct"),
    "a container of ions without an ion": (
        without_ion(("amount: 1}", "amount: 1, unit: mmol}")), "container:", f"'mmol' {NEEDS_ION}", "give both under"),
    "a container of units": (
        (("amount: 1}", "amount: 1, unit: units}"),), "container:", f"'units' {BY_MASS}", "write mg, or"),
    "a container of volume": (
        (("amount: 1}", "amount: 1, unit: mL}"),), "container:", "'mL' is no amount of a drug", "write it in mg"),
    "a strength in units of a drug by mass": (
        (("strength: 100\n", "strength: 100\n    unit: units/mL\n"),), "unit: units/mL",
        "a strength in 'units/mL' does not fit a drug that is measured in mg", "write `unit: mg/mL`"),
    # units of a dose
    "a product that is not there": (
        by_kg("product: tne"), "product:", "no product is called 'tne'", "ten"),
    "a volume of a product that is not there": (
        single("low: 1", "high: 2", "unit: mL/kg", "show: [mL, mg]", "product: tne"), "product:",
        "no product is called 'tne'", "ten"),
    "a product for a mass": (
        by_kg("product: ten"), "product:", "'mg/kg' is an amount whatever the product",
        "remove `product`, or write the dose in mL"),
    "a volume of no product": (
        single("low: 1", "high: 2", "unit: mL/kg"), "unit:", "'mL/kg' is no amount of a drug without a strength",
        "add `product:` with one of: ten"),
    "units of a drug by mass": (
        single("low: 1", "high: 2", "unit: units/kg"), "unit:", f"'units/kg' {BY_MASS}", "write mg, or `measured_in"),
    "mmol without an ion": (
        without_ion(*single("low: 1", "high: 2", "unit: mmol/kg")), "unit:", f"'mmol/kg' {NEEDS_ION}", "give both"),
    "mEq without an ion": (
        without_ion(*single("dose: 1", "unit: mEq", "weight: {from: 30}")), "unit:", f"'mEq' {NEEDS_ION}",
        "give both under drug"),
    # time
    "an infusion without hours": (
        (("    hours: {min: 1, max: 24}\n", ""),), "unit: mg/kg/h", "'mg/kg/h' is an infusion, and its length is not",
        "add `hours: {min: …, max: …}`"),
    "a fixed infusion without hours": (
        single("dose: 1", "unit: mg/min", "weight: {from: 30}"), "unit: mg/min", "'mg/min' is an infusion",
        "add `hours"),
    "hours of a dose": (
        by_kg("hours: {min: 1, max: 2}"), "hours:", "`hours` belongs to an infusion, and 'mg/kg' is a dose",
        "remove it, or write mg/kg/h"),
    "a time over which an infusion is given": (
        (("    hours: {min: 1, max: 24}\n", "    hours: {min: 1, max: 24}\n    over: {time: 1, unit: h}\n"),), "over:",
        "`over` belongs to a dose, and this is an infusion", "remove it, or give `hours`"),
    # show
    "a result by weight": (
        by_kg("show: [mg, mg/kg]"), "show:", "a result of 'mg/kg' cannot be shown in 'mg/kg'", "write an amount"),
    "a rate of a dose": (
        by_kg("show:", "  - mg", "  - mg/h"), "- mg/h", "a result of 'mg/kg' cannot be shown in 'mg/h'", "write"),
    "units of a result by mass": (
        by_kg("show:", "  - mg", "  - units"), "- units", f"'units' {BY_MASS}", "write mg"),
    "a volume of a result by mass": (
        by_kg("show: [mg, mL]"), "show:", "'mL' is no amount of a drug without a strength", "write it in mg"),
    "mmol of a drug without an ion": (
        without_ion(*by_kg("show: [mg, mmol]")), "show:", f"'mmol' {NEEDS_ION}", "give both under drug"),
    "an infusion without its total": (
        (("low: 3\n", "low: 3\n    show: [mg/h]\n"),), "show:", "the units of the result are not complete",
        "write a rate and an amount, such as [mg/h, g]"),
    "an infusion without its rate": (
        (("low: 3\n", "low: 3\n    show: [g]\n"),), "show:", "the units of the result are not complete",
        "write a rate and an amount, such as [mg/h, g]"),
    "a unit that is shown twice": (
        by_kg("show: [mg, mg]"), "show:", "'mg'", "remove one"),
    # bands
    "a dose beside bands": (
        single("dose: 1", "unit: mg/kg", "bands:", "  - {weight: {below: 50}, dose: 1}"), "bands:",
        "the dose stands in the regimen and in its bands", "write it in one of the two places"),
    "a maximum beside bands": (
        single("unit: mg/kg", maximum("1", "g"), "bands:", "  - {weight: {below: 50}, dose: 1}"), "maximum:",
        "`maximum` stands beside the bands", "write it inside each band that it is for, and remove it here"),
    "a maximum beside bands and inside one": (
        single("unit: mg/kg", maximum("1", "g"), "bands:",
               f"  - {{weight: {{below: 50}}, dose: 1, {maximum('1', 'g')}}}"), "maximum: {amount: 1",
        "`maximum` stands beside the bands", "write it inside each band that it is for"),
    "a weight beside bands": (
        single("unit: mg/kg", "weight: {from: 40}", "bands:", "  - {weight: {below: 50}, dose: 1}"),
        "weight: {from: 40}", "`weight` stands beside the bands", "write it inside each band"),
    "an age beside bands": (
        (*single("unit: mg/kg", "age: all", "bands:", "  - {age: old, dose: 1}"), *AGED), "age: all",
        "`age` stands beside the bands", "write it inside each band"),
    # whom a dose is for
    "a group of ages that no dose names": (
        ((PLAIN, f"{PLAIN}    age: old\n"), ("regimens:\n", AGES), (DRIP[0], DRIP[1].replace("all", "old"))),
        "- {id: young", "no regimen says what it is for the group 'young'", "write `age: young` where a"),
    "a dose by weight of no age in a file with ages": (
        AGED, "- id: single", "the file has groups of ages, and this dose does not say which of them it is for",
        "add `age:` with one of: young, old, all"),
    "a band of no age in a file with ages": (
        (*single("unit: mg/kg", "bands:", "  - {weight: {below: 50}, dose: 1}"), *AGED), "- {weight: {below: 50}",
        "this dose does not say which of them", "add `age:`"),
    "all ages of a file without ages": (
        by_kg("age: all"), "age: all", "the file has no groups of ages", "remove `age`, or give `ages`"),
    "an age of a file without ages": (
        by_kg("age: old"), "age: old", "no group of ages is called 'old'", "write one of: all"),
    "a group with the name of all": (ages("id: old", "id: all"), "- {id: all", "'all' means every group", "another id"),
    "a fixed dose for anybody": (
        single("dose: 1", "unit: g"), "- id: single", "a fixed dose does not say whom it is for",
        "add `weight: {from: …}`, the lowest weight that it is meant for, or `age:`"),
    "a fixed infusion for anybody": (
        single("dose: 1", "unit: g/h", "hours: {min: 1, max: 24}"), "- id: single", "a fixed dose does not say", "add"),
    "a fixed amount a day for anybody": (
        single("dose: 1", "unit: g/day", "divided: {into: 2}"), "- id: single", "a fixed dose does not say", "add"),
    "a fixed dose for the lightest": (
        single("dose: 1", "unit: g", "weight: {below: 50}"), "- id: single", "a fixed dose does not say", "add"),
    "a fixed dose for the lightest in a band": (
        single("unit: g", "bands:", "  - {weight: {below: 50}, dose: 1}", "  - {weight: {from: 50}, dose: 2}"),
        "- {weight: {below: 50}", "a fixed dose does not say", "add"),
    # doses of a day
    "a day of an untold number of doses": (
        single("dose: 1", "unit: mg/kg/day"), "unit: mg/kg/day",
        "'mg/kg/day' is the amount of a day, and the number of doses is not told", "add `divided: {into: …}`"),
    "the doses of no day": (
        by_kg("divided: {into: 3}"), "divided:", "`divided` parts the amount of a day, and 'mg/kg' is none",
        "remove it, or write mg/kg/day"),
    "the doses of an infusion": (
        (("low: 3\n", "low: 3\n    divided: {into: 3}\n"),), "divided:", "`divided` parts the amount of a day",
        "remove it"),
    "hours of a day": (
        single("dose: 1", "unit: mg/kg/day", "divided: {into: 3}", "hours: {min: 1, max: 2}"), "hours:",
        "`hours` belongs to an infusion, and 'mg/kg/day' is a dose", "remove it, or write mg/kg/h"),
    "a day's result without one dose": (
        single("dose: 1", "unit: mg/kg/day", "divided: {into: 3}", "show: [mg/day]"), "show:",
        "the units of the result are not complete", "an amount a day and one of a dose, such as [g/day, g]"),
    "a day's result without the day": (
        single("dose: 1", "unit: mg/kg/day", "divided: {into: 3}", "show: [mg]"), "show:",
        "the units of the result are not complete", "an amount a day"),
    "a day's result as a rate": (
        single("dose: 1", "unit: mg/kg/day", "divided: {into: 3}", "show: [mg/h, mg]"), "show:",
        "a result of 'mg/kg/day' cannot be shown in 'mg/h'", "write an amount"),
    "a day as the result of a dose": (
        by_kg("show: [mg/day, mg]"), "show:", "a result of 'mg/kg' cannot be shown in 'mg/day'", "write an amount"),
    "a maximum of one dose of a day": (
        single("dose: 1", "unit: mg/kg/day", "divided: {into: 3}", maximum("1", "g")), "maximum:",
        "a maximum in 'g' does not fit 'mg/kg/day'", "write that of the whole day, such as g/day"),
    "a maximum of a day of a dose": (
        by_kg(maximum("1", "g/day")), "maximum:", "a maximum in 'g/day' does not fit 'mg/kg'", "write an amount"),
    "a day compared with a dose": (
        compared("single", "g/day"), "unit: g/day", "a comparison in 'g/day' does not fit 'single'", "write an"),
    "a label's limit of a day": (
        (("rate_unit: mg/min", "rate_unit: g/day"),), "rate_unit:", "'g/day' is not a rate", "write it as an"),
    # the formula
    "a molar mass of another hydrate": (
        (("formula: CrO₃\n  molar_mass: 100", "formula: MgSO₄·7H₂O\n  molar_mass: 120.37"),), "molar_mass:",
        "MgSO₄·7H₂O has 246.47 g/mol, not 120.37", "is the water of its crystals in it?"),
    "two digits of a molar mass exchanged": (
        (("formula: CrO₃\n  molar_mass: 100", "formula: MgSO₄·7H₂O\n  molar_mass: 246.74"),), "molar_mass:",
        "MgSO₄·7H₂O has 246.47 g/mol, not 246.74", "correct"),
    "an ion with another charge than its sign": (
        (("formula: CrO₃\n  molar_mass: 100\n  ion: {symbol: X⁺, valence: 1}",
          "formula: CaCl₂·2H₂O\n  molar_mass: 147.01\n  ion: {symbol: Ca²⁺, valence: 1}"),), "ion:",
        "Ca²⁺ has the valence 2, not 1", "write `valence: 2`"),
    "more of an ion than the formula holds": (
        (("formula: CrO₃\n  molar_mass: 100\n  ion: {symbol: X⁺, valence: 1}",
          "formula: KCl\n  molar_mass: 74.55\n  ion: {symbol: K⁺, per_formula: 2, valence: 1}"),), "ion:",
        "KCl holds 1 K, not 2", "correct `per_formula`"),
    "an ion that the formula does not hold": (
        (("formula: CrO₃\n  molar_mass: 100\n  ion: {symbol: X⁺, valence: 1}",
          "formula: KCl\n  molar_mass: 74.55\n  ion: {symbol: Na⁺, valence: 1}"),), "ion:",
        "KCl holds 0 Na, not 1", "correct `per_formula`, the ion"),
    "a formula that cannot be read": (
        (("formula: CrO₃", "formula: MgS0₄"),), "formula:", "'MgS0₄' cannot be read as a chemical formula",
        "write elements, numbers, brackets and a dot"),
    "a formula of no elements": (
        without_ion(("formula: CrO₃", "formula: XY")), "formula:", "'XY' cannot be read as a chemical",
        "write elements"),
    "no dose": (single("unit: mg/kg"), "- id: single", "the dose is not told once", TOLD),
    "half a range": (single("low: 1", "unit: mg/kg"), "- id: single", "the dose is not told once", TOLD),
    "the other half": (single("high: 1", "unit: mg/kg"), "- id: single", "the dose is not told once", TOLD),
    "a range and a dose": (
        single("low: 1", "high: 2", "dose: 1", "unit: mg/kg"), "- id: single", "the dose is not told once", TOLD),
    "half a range and a dose": (
        single("low: 1", "dose: 1", "unit: mg/kg"), "- id: single", "the dose is not told once", TOLD),
    "a band without a dose": (
        bands("{weight: {below: 50}}", "{weight: {from: 50}, dose: 1}"), "- {age: all, weight: {below: 50}}",
        "the dose is not told once", TOLD),
    "an age that is not there": (
        bands("{age: yuong, dose: 1}"), "- {age: yuong", "no group of ages is called 'yuong'", "young"),
    "a band over the highest weight": (
        bands("{weight: {from: 200.01}, dose: 1}"), "- {age: all, weight: {from: 200.01}",
        "no weight that is read is of this band", "correct it, or `weight` above"),
    "a band under the lowest weight": (
        bands("{weight: {below: 30}, dose: 1}"), "- {age: all, weight: {below: 30}",
        "no weight that is read is of this band",
        "correct it, or `weight` above"),
    "bands that overlap": (
        bands("{weight: {below: 50}, dose: 1}", "{weight: {from: 49.99}, dose: 2}"), "- {age: all, weight: {from: 4",
        "this band overlaps another one above it", PARTED),
    "bands of one age that overlap": (
        bands("{age: old, dose: 1}", "{age: old, weight: {from: 100}, dose: 2}"), "- {age: old, weight",
        "this band overlaps another one above it", PARTED),
    "a band of all ages beside one of some": (
        bands("{age: old, dose: 1}", "{weight: {from: 100}, dose: 2}"), "- {age: all, weight: {from: 100}",
        "this band overlaps another one above it", PARTED),
    "two bands for all": (
        bands("{dose: 1}", "{dose: 2}"), "- {age: all, dose: 2}", "this band overlaps another one above it", PARTED),
    # maximum
    "a maximum of the rate of a dose": (
        by_kg(maximum("1", "g/h")), "maximum:", "a maximum in 'g/h' does not fit 'mg/kg'", "write an amount"),
    "a maximum of the amount of an infusion": (
        (("low: 3\n", f"low: 3\n    {maximum('1', 'g')}\n"),), "maximum:", "a maximum in 'g' does not fit 'mg/kg/h'",
        "write an amount by time, such as g/h"),
    "a maximum in units": (by_kg(maximum("1", "units")), "maximum:", f"'units' {BY_MASS}", "write mg"),
    "a maximum in a volume": (
        by_kg(maximum("1", "mL")), "maximum:", "'mL' is no amount of a drug without a strength", "write it in mg"),
    "a maximum in mmol without an ion": (
        without_ion(*by_kg(maximum("1", "mmol"))), "maximum:", f"'mmol' {NEEDS_ION}", "give both under drug"),
    "a maximum in a band": (
        bands(f"{{weight: {{below: 50}}, dose: 1, {maximum('1', 'g/min')}}}"), "- {age: all, weight: {below: 50}",
        "a maximum in 'g/min' does not fit 'mg/kg'", "write an amount"),
    # limits
    "a limit in units": (
        (("rate_unit: mg/min", "rate_unit: units/min"),), "rate_unit:", f"'units/min' {BY_MASS}", "write mg"),
    "a limit in a volume": (
        (("rate_unit: mg/min", "rate_unit: mL/min"),), "rate_unit:", "'mL/min' is no amount of a", "write it in mg"),
    "a limit in mEq without an ion": (
        without_ion(("rate_unit: mg/min", "rate_unit: mEq/min")), "rate_unit:", f"'mEq/min' {NEEDS_ION}", "give both"),
    # comparisons
    "a comparison with no regimen": (
        compared("drp", "g"), "- regimen: drp", "a comparison names no regimen: 'drp'", "drip"),
    "a rate compared with a dose": (
        compared("single", "g/h"), "unit: g/h", "a comparison in 'g/h' does not fit 'single'",
        "write an amount, such as g"),
    "a dose by weight as a comparison": (
        compared("drip", "mg/kg/h"), "unit: mg/kg/h", "a comparison in 'mg/kg/h' does not fit 'drip'",
        "for an infusion also a rate, such as g/h"),
    "a comparison in units": (compared("single", "units"), "unit: units", f"'units' {BY_MASS}", "write mg"),
    "a comparison in a volume": (compared("single", "mL"), "unit: mL", "'mL' is no amount of a drug", "write it in mg"),
    "a comparison in mEq without an ion": (
        without_ion(*compared("single", "mEq")), "unit: mEq", f"'mEq' {NEEDS_ION}", "give both under drug"),
}  # fmt: skip


def found(folder: Path, text: str) -> list[tuple[str, str, str]]:
    """The problems of a file that cannot be used: the line, what is wrong and the fix."""
    doses, problems = read(folder, text)
    assert doses is None
    lines = text.splitlines()
    return [(lines[problem.line - 1].strip(), problem.what, problem.fix) for problem in problems]


@pytest.mark.parametrize("name", DISAGREEMENTS)
def test_disagreement(name: str, tmp_path: Path) -> None:
    changes, at, what, fix = DISAGREEMENTS[name]
    ((line, said, mend),) = found(tmp_path, changed(*changes))
    assert line.startswith(at)
    assert what in said
    assert fix in mend


# The same of a drug that is measured in units of activity.
DISAGREEMENTS_OF_UNITS: dict[str, tuple[Changes, str, str, str]] = {
    "a dose by mass": ((("unit: units/kg\n", "unit: mg/kg\n"),), "unit: mg/kg", f"'mg/kg' {BY_UNITS}", "write units"),
    "a dose in mmol": (
        (("unit: units/kg\n", "unit: mmol/kg\n"),), "unit: mmol/kg", f"'mmol/kg' {BY_UNITS}", "write units"),
    "a strength by mass": (
        (("strength: 300\n    unit: units/mL", "strength: 300\n    unit: mg/mL"),), "unit: mg/mL",
        "a strength in 'mg/mL' does not fit a drug that is measured in units", "write `unit: units/mL`"),
    "a strength without a unit": (
        (("strength: 300\n    unit: units/mL", "strength: 300"),), "- id: hep-300",
        "a strength in 'mg/mL' does not fit a drug that is measured in units", "write `unit: units/mL`"),
    "a container by mass": (
        (("amount: 5000, unit: units}", "amount: 5000}"),), "container:", f"'g' {BY_UNITS}", "write units"),
    "a limit by mass": (
        (("rate_unit: units/min", "rate_unit: mg/min"),), "rate_unit:", f"'mg/min' {BY_UNITS}", "write units"),
    "a limit without a unit": (
        (("  rate_unit: units/min\n", ""),), "limits:", f"'mg/min' {BY_UNITS}", "write units"),
    "a percentage of the label": (
        (("  rate: 3000\n", "  rate: 3000\n  concentration: 20\n"),), "concentration:",
        "a percentage does not fit a drug that is measured in units of activity", "remove it"),
    "a percentage of a product": (
        (("strength: 300\n", "percent: 5\n    strength: 300\n"),), "percent:", "percent", "remove"),
    "a percentage that happens to be a tenth of the strength": (
        (("strength: 300\n", "percent: 30\n    strength: 300\n"),), "percent:", "percent", "remove"),
    "a comparison by mass": (
        (("above: 5000\n    unit: units\n", "above: 5000\n    unit: mg\n"),), "unit: mg", f"'mg' {BY_UNITS}", "write"),
    "a result by mass": (
        (("show: [units/min, units/h, units]", "show: [units/min, mg]"),), "show:", f"'mg' {BY_UNITS}", "write units"),
    "a maximum by mass": (
        (("{amount: 10000, unit: units,", "{amount: 10000, unit: g,"),), "maximum:", f"'g' {BY_UNITS}", "write units"),
}  # fmt: skip


@pytest.mark.parametrize("name", DISAGREEMENTS_OF_UNITS)
def test_disagreement_of_units_of_activity(name: str, tmp_path: Path) -> None:
    changes, at, what, fix = DISAGREEMENTS_OF_UNITS[name]
    ((line, said, mend),) = found(tmp_path, changed(*changes, text=UNITS))
    assert line.startswith(at)
    assert what in said
    assert fix in mend


def test_an_adults_dose_is_not_shown_to_a_child_because_ages_are_declared(tmp_path: Path) -> None:
    """Groups of ages that nobody uses must not look as if doses went by them."""
    said = [
        (line.split(",")[0], what.split(",")[0]) for line, what, _ in found(tmp_path, changed(("regimens:\n", AGES)))
    ]
    assert said == [
        ("- {id: young", "no regimen says what it is for the group 'young'"),
        ("- {id: old", "no regimen says what it is for the group 'old'"),
        ("- id: single", "the file has groups of ages"),
        ("- id: drip", "the file has groups of ages"),
    ]


def test_a_dose_and_a_maximum_beside_bands_are_two_problems(tmp_path: Path) -> None:
    both = single("dose: 1", "unit: mg/kg", maximum("1", "g"), "bands:", "  - {weight: {below: 50}, dose: 1}")
    assert [line.split(":")[0] for line, _, _ in found(tmp_path, changed(*both))] == ["maximum", "bands"]


def test_two_infusions_of_which_one_is_shorter(tmp_path: Path) -> None:
    """The calculator has one field for the hours: it must not take for one infusion what only the other allows."""
    drip = changed()[changed().index("  - id: drip") : changed().index("products:")]
    short = drip.replace("id: drip", "id: brief").replace("max: 24", "max: 2")
    ((line, said, _),) = found(tmp_path, changed((drip, drip + short)))
    assert line.startswith("hours: {min: 1, max: 2}")
    assert "hours" in said


def test_all_disagreements_of_a_file_are_said_at_once(tmp_path: Path) -> None:
    text = changed(
        ("id: drip", "id: single"),
        ("percent: 10", "percent: 11"),
        ("amount: 1}", "amount: 2}"),
        (
            PLAIN,
            PLAIN
            + "    hours: {min: 1, max: 24}\n    show: [mg, units]\n    product: nine\n    over: {time: 1, unit: h}\n",
        ),
        ("low: 3\n", "low: 3\n    over: {time: 1, unit: h}\n    maximum: {amount: 1, unit: mL, " + WHERE + "}\n"),
        ("rate_unit: mg/min", "rate_unit: mL/min"),
        ("above: 4\n    unit: g\n", "above: 4\n    unit: mL\n"),
    )
    assert [line.split(":")[0] for line, _, _ in found(tmp_path, text)] == [
        *("hours", "show", "product"),  # of the first regimen
        *("- id", "over", "maximum"),  # of the second
        *("percent", "container", "rate_unit", "unit"),
    ]


def test_all_mistakes_of_a_file_are_said_at_once(tmp_path: Path) -> None:
    text = changed(
        ("molar_mass: 100", "molar_mass: heavy"),
        ("min: 30", "min: 30.125"),
        ("unit: mg/kg\n", "unit: ug/kg\n"),
        ("id: ten", "id: Ten"),
        ("rate_unit: mg/min", "rate_unit: mg"),
        ("en: cough", "en: <b>cough</b>"),
    )
    lines = [line.split(":")[0] for line, _, _ in found(tmp_path, text)]
    assert lines == ["molar_mass", "min", "unit", "- id", "rate_unit", "licensed_for"]


def test_bands_may_touch_and_may_leave_gaps(tmp_path: Path) -> None:
    parted = bands(
        "{age: young, weight: {below: 50}, dose: 1}",
        "{age: young, weight: {from: 50, below: 60}, dose: 1}",
        "{age: old, weight: {from: 70}, dose: 1}",
        "{age: young, weight: {from: 200}, dose: 1}",
    )
    doses, problems = read(tmp_path, changed(*parted))
    assert doses is not None, problems


# Whatever stands in a file: junk in the place of any value, or a value taken away.
JUNK: list[Any] = [
    *(None, True, [], {}, [[]], {"zh": 1}, "", " ", "x" * 3000, "<b>", "NaN", ".inf", "-.inf", "1e999999", "0x1F"),
    *(-1, 0, 7, 10**30, "0.000001", "999999.999999", "9" * 400, "1.1234567", "mg", "mg/kg/min", "mmol/h", "mL/kg"),
    *("units", "single", "ten", "¹", "\u202e1", "1\n", "{}", "{0}", "%s", "{weight}"),
]


def places(value: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in plain data, the whole file included."""
    yield place
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inner:
        yield from places(item, (*place, key))


def loaded(path: Path) -> Any:
    # Numbers as they are written: a float would be written anew in another way.
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)


FILES = [loaded(path) for path in (*sorted(FICTIONAL.glob("*.yml")), ROOT / "docs/magnesium/doses.yml")]
PLACES = [(index, place) for index, data in enumerate(FILES) for place in places(data)]
REMOVED = "<removed>"


def written(data: Any) -> str:
    """Plain data as YAML whose texts stand without quotes where they can, as an author would write them."""
    text: str = yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=100_000)
    return re.sub(r"(: |- )'([0-9A-Za-z.+-]+)'$", r"\1\2", text, flags=re.MULTILINE)


def put(data: Any, place: tuple[str | int, ...], junk: Any) -> Any:
    """A copy of the data with junk at a place."""
    if not place:
        return junk
    result = copy.deepcopy(data)
    holder = result
    for key in place[:-1]:
        holder = holder[key]
    if junk == REMOVED:
        del holder[place[-1]]
    else:
        holder[place[-1]] = junk
    return result


def everything(doses: Doses) -> None:
    """Works out all that a page would show of the doses."""
    product = doses.products[0] if doses.products else None
    parts: list[Figure | None] = [*figures(doses)]
    for regimen in doses.regimens:
        for index in range(len(regimen.all_bands)):
            parts += [capped(doses, regimen, index), too_fast(doses, regimen, index)]
            parts += [crossing(doses, regimen, index, item) for item in doses.comparisons if item.regimen == regimen.id]
    for weight in (doses.weight.min, doses.weight.example, doses.weight.max):
        assert all(part.value(weight, Decimal(1), product) > 0 for part in parts if part)
        assert all(figure.show(weight, Decimal("0.01"), product) for figure in figures(doses))


@pytest.fixture(scope="module")
def attempt(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], None]:
    folder = tmp_path_factory.mktemp("anything")

    def run(text: str) -> None:
        doses, problems = read(folder, text)
        assert doses or problems, text
        for problem in problems:
            assert 1 <= problem.line <= text.count("\n") + 1
            assert problem.what
            assert problem.fix
            assert "pydantic" not in problem.what + problem.fix
        if doses:
            everything(doses)

    return run


def test_the_files_themselves_can_be_written_anew(attempt: Callable[[str], None], tmp_path: Path) -> None:
    """What is changed below is right before it is changed."""
    for data in FILES:
        doses, problems = read(tmp_path, written(data))
        assert doses is not None, problems


@settings(max_examples=examples(250))
@given(st.sampled_from(PLACES), st.sampled_from([REMOVED, *JUNK]) | st.text(max_size=8))
def test_no_value_in_any_place_is_more_than_a_problem(
    attempt: Callable[[str], None], where: tuple[int, tuple[str | int, ...]], junk: Any
) -> None:
    index, place = where
    attempt(written(put(FILES[index], place, junk)))


@settings(max_examples=examples(100))
@given(st.sampled_from(PLACES), st.sampled_from(PLACES))
def test_no_value_from_another_place_is_more_than_a_problem(
    attempt: Callable[[str], None], where: tuple[int, tuple[str | int, ...]], whence: tuple[int, tuple[str | int, ...]]
) -> None:
    taken = FILES[whence[0]]
    for key in whence[1]:
        taken = taken[key]
    attempt(written(put(FILES[where[0]], where[1], taken)))


@pytest.mark.parametrize("drug", DRUGS)
@pytest.mark.parametrize("unit", ["g", "mmol/kg", "mL/kg/h", "units", "mEq/min", "kg", "ml"])
def test_a_wrong_unit_in_every_place_of_one(drug: str, unit: str, attempt: Callable[[str], None]) -> None:
    data = loaded(FICTIONAL / f"{drug}.yml")
    units = [place for place in places(data) if place and (place[-1] in ("unit", "rate_unit") or "show" in place[:-1])]
    assert len(units) >= 10
    for place in sample(units, 5, f"{unit} {drug}"):
        attempt(written(put(data, place, unit)))
