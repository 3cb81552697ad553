"""The oracle of the drugs that do not exist: their numbers typed a second time, worked out with `decimal`.

Nothing is taken from the engine or from `tests/fixtures/doses`. Each drug has a base of its own here, in which doses,
caps, strengths and limits are typed (by the hour for an infusion): mg for fentavine, units for heparoxin, mmol for
triphosol, whose mg come from its molar mass of 310.18 g/mol and three ions in a formula.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext

from .lists import Case
from .oracle import PRECISE, rounded


@dataclass(frozen=True)
class Unit:
    """How many of a unit one of the drug's base is, as `times/by`."""

    times: str
    by: str = "1"


@dataclass(frozen=True)
class Band:
    """Low and high in the regimen's own unit, and for whom."""

    low: str
    high: str
    start: str = "0"
    below: str = "1000"
    age: str = ""
    cap: str = ""  # in the base; by the hour for an infusion, of a day for doses of a day


@dataclass(frozen=True)
class Regimen:
    """A regimen: how much of the base one of its unit is, and what is shown of it."""

    base: str
    bands: tuple[Band, ...]
    rates: dict[str, Unit] = field(default_factory=dict)
    amounts: dict[str, Unit] = field(default_factory=dict)
    days: dict[str, Unit] = field(default_factory=dict)
    divided: tuple[str, str] = ("1", "1")  # fewest and most doses a day
    fixed: bool = False
    over: tuple[str, str, str, Unit] | None = None  # shortest, longest, unit shown, and that unit
    compared: tuple[tuple[str, str], ...] = ()  # figure in the base, and whether of the rate, of the amount or of a day


@dataclass(frozen=True)
class Drug:
    """One drug: strengths and the label's rate in its base."""

    regimens: dict[str, Regimen]
    strengths: dict[str, tuple[str, str]]  # as times/by
    fastest: tuple[str, str]  # of the base in a minute, as times/by
    slower_than: dict[str, str] = field(default_factory=dict)  # regimen → the label's rate in its own `over` unit
    ion: dict[str, Unit] = field(default_factory=dict)
    figures: dict[str, int] = field(default_factory=dict)  # of amounts that are not shown in three


MG, MMOL, MEQ = Unit("1"), Unit("1"), Unit("2")
MG_OF_MMOL = Unit("310.18", "3")
G_OF_MMOL = Unit("0.31018", "3")

FENTAVINE = Drug(
    regimens={
        "pressor": Regimen(
            base="0.06",  # 1 mcg/min is 0.06 mg/h
            bands=(Band("0.05", "0.25", cap="1.2"),),
            rates={"mcg/min": Unit("1000", "60"), "mg/h": MG},
            amounts={"mg": MG},
            compared=(("0.9", "rate"), ("28.8", "amount")),
        ),
        "bolus": Regimen(
            base="0.001",
            bands=(Band("1", "2.5", cap="0.1"),),
            amounts={"mcg": Unit("1000")},
            over=("3", "10", "mcg/min", Unit("1000")),
            compared=(("0.05", "amount"), ("0.1", "amount")),
        ),
        "fixed": Regimen(base="1", bands=(Band("0.5", "0.5", age="adult"),), amounts={"mg": MG}, fixed=True),
        "drip": Regimen(base="1", bands=(Band("2", "6"),), rates={"mg/h": MG}, amounts={"mg": MG}, fixed=True),
        "by-age": Regimen(
            base="1",
            bands=(
                Band("0.1", "0.1", age="infant"),
                Band("0.2", "0.4", below="20", age="child"),
                Band("0.25", "0.5", start="20", below="40", age="child"),
                Band("0.3", "0.6", start="40", below="80", age="adult", cap="30"),
            ),
            amounts={"mg": MG},
        ),
        "tiers": Regimen(
            base="1",
            bands=(
                Band("125", "125", start="10", below="20"),
                Band("250", "250", start="20", below="40.5"),
                Band("250", "500", start="40.5", below="100"),
            ),
            amounts={"mg": MG},
            fixed=True,
        ),
        "daily": Regimen(
            base="1",
            bands=(Band("1", "2", cap="100"),),
            days={"mg/day": MG},
            amounts={"mg": MG},
            divided=("2", "4"),
            over=("30", "30", "mg/min", Unit("1")),
            compared=(("45", "day"), ("20", "amount")),
        ),
    },
    strengths={"fent-50": ("0.05", "1"), "fent-1": ("1", "1")},
    figures={"mL": 2, "mcg": 4},
    fastest=("0.03", "1"),
    slower_than={"bolus": "0.03", "daily": "0.03"},  # 30 mcg/min
)
HEPAROXIN = Drug(
    regimens={
        "bolus": Regimen(
            base="1",
            bands=(Band("80", "80", cap="10000"),),
            amounts={"units": MG},
            over=("2", "2", "units/min", Unit("1")),
            compared=(("5000", "amount"),),
        ),
        "drip": Regimen(
            base="1",
            bands=(Band("12", "18", cap="2250"),),
            rates={"units/h": MG},
            amounts={"units": MG},
            compared=(("1500", "rate"),),
        ),
        "slow": Regimen(
            base="60",  # a minute to an hour
            bands=(Band("0.2", "0.3"),),
            rates={"units/min": Unit("1", "60"), "units/h": MG},
            amounts={"units": MG},
        ),
        "prophylaxis": Regimen(
            base="1",
            bands=(Band("5000", "5000", start="40"),),
            amounts={"units": MG},
            fixed=True,
            over=("0.5", "0.5", "units/h", Unit("1")),
        ),
        "thrice": Regimen(
            base="1",
            bands=(Band("20000", "20000", start="40"),),
            days={"units/day": MG},
            amounts={"units": MG},
            divided=("3", "3"),
            fixed=True,
        ),
        "fixed-volume": Regimen(
            base="1000",  # units in 1 mL
            bands=(Band("1.5", "2", start="50"),),
            rates={"mL/h": Unit("1", "1000"), "units/h": MG},
            amounts={"units": MG},
            fixed=True,
        ),
        "volume": Regimen(
            base="1000",  # units in 1 mL
            bands=(Band("0.05", "0.1"),),
            amounts={"mL": Unit("1", "1000"), "units": MG},
        ),
    },
    strengths={"hep-1000": ("1000", "1"), "hep-300": ("300", "1")},
    figures={"units": 5},
    fastest=("3000", "1"),
    slower_than={"bolus": "3000", "prophylaxis": "180000"},  # units/min, units/h
)
TRIPHOSOL = Drug(
    regimens={
        "single": Regimen(
            base="1",
            bands=(Band("0.2", "0.5", cap="20"),),  # 40 mEq
            amounts={"mmol": MMOL},
            compared=(("15", "amount"),),
        ),
        "charge": Regimen(
            base="0.5",  # mmol in 1 mEq
            bands=(Band("0.4", "1"),),
            amounts={"mEq": MEQ, "mmol": MMOL, "mg": MG_OF_MMOL, "g": G_OF_MMOL},
        ),
        "drip": Regimen(
            base="1",
            bands=(Band("0.05", "0.125", cap="10"),),
            rates={"mmol/h": MMOL},
            amounts={"mmol": MMOL},
            compared=(("100", "amount"),),
        ),
        "fixed-drip": Regimen(
            base="0.5",
            bands=(Band("5", "5", start="50"),),
            rates={"mEq/h": MEQ, "mg/min": Unit("310.18", "180")},
            amounts={"mmol": MMOL},
            fixed=True,
        ),
        "mass": Regimen(
            base="3/310.18",
            bands=(Band("20", "35"),),
            amounts={"mg": Unit("310.18", "3"), "g": Unit("0.31018", "3")},
        ),
        "daily": Regimen(
            base="1",
            bands=(Band("1", "2", cap="75"),),  # 150 mEq
            days={"mmol/day": MMOL},
            amounts={"mmol": MMOL},
            divided=("3", "3"),
        ),
        "volume": Regimen(
            base="300/310.18",  # 100 mg in 1 mL
            bands=(Band("0.5", "1"),),
            amounts={"mL": Unit("310.18", "300"), "mg": Unit("310.18", "3"), "mmol": Unit("1")},
        ),
    },
    strengths={"tri-10": ("300", "310.18"), "tri-8": ("240", "310.18")},  # 100 and 80 mg/mL
    fastest=("0.5", "1"),
    ion={"mmol": Unit("1"), "mEq": Unit("2")},
)
KNOWN = {"fentavine": FENTAVINE, "heparoxin": HEPAROXIN, "triphosol": TRIPHOSOL}

# Weights with a hundredth below and above each border, cap and figure compared; some with ties; the ends of the range.
WEIGHTS: dict[tuple[str, str], list[str]] = {
    ("fentavine", "pressor"): ["2.5", "60", "60.01", "79.99", "80", "80.01", "150"],
    ("fentavine", "bolus"): [
        *("2.51", "20", "20.01", "35.99", "36", "36.01", "39.99", "40", "40.01", "99.99", "100", "100.01", "150")
    ],
    ("fentavine", "fixed"): ["2.5", "20", "150"],
    ("fentavine", "drip"): ["2.5", "150"],
    ("fentavine", "by-age"): [
        "2.5",
        "12.55",
        "19.99",
        "20",
        "39.99",
        "40",
        "49.99",
        "50",
        "50.01",
        "79.99",
        "80",
        "150",
    ],
    ("fentavine", "tiers"): ["2.5", "9.99", "10", "19.99", "20", "40.49", "40.5", "99.99", "100"],
    ("fentavine", "daily"): [
        "2.5",
        "12.55",
        "22.5",
        "22.51",
        "39.99",
        "40.01",
        "50",
        "50.01",
        "99.99",
        "100.01",
        "150",
    ],
    ("heparoxin", "bolus"): ["30", "62.5", "62.51", "75", "75.01", "124.99", "125", "125.01", "200"],
    ("heparoxin", "drip"): ["30", "83.33", "83.34", "124.99", "125", "125.01", "187.5", "187.51", "200"],
    ("heparoxin", "slow"): ["30", "66.67", "123.45"],
    ("heparoxin", "prophylaxis"): ["30", "39.99", "40", "70"],
    ("heparoxin", "thrice"): ["30", "39.99", "40", "70"],
    ("heparoxin", "fixed-volume"): ["49.99", "50", "200"],
    ("heparoxin", "volume"): ["30", "70.15", "200"],
    ("triphosol", "single"): ["30", "30.01", "39.99", "40", "40.01", "99.99", "100", "100.01", "200"],
    ("triphosol", "charge"): ["30", "66.67", "123.45"],
    ("triphosol", "drip"): ["30", "79.99", "80", "80.01", "200"],
    ("triphosol", "fixed-drip"): ["30", "49.99", "50", "70"],
    ("triphosol", "daily"): ["30", "37.5", "37.51", "66.67", "75", "75.01", "200"],
    ("triphosol", "mass"): ["30", "70.05", "123.45"],
    ("triphosol", "volume"): ["30", "70.05", "123.45"],
}
HOURS = {
    "fentavine": ["0.25", "24", "24.01", "72"],  # 24 h at the capped 1.2 mg/h are the 28.8 mg compared
    "heparoxin": ["1", "6.67", "24"],
    "triphosol": ["1", "10", "10.01", "24"],  # 10 h at the capped 10 mmol/h are the 100 mmol compared
}
AGES = {("fentavine", "by-age"): ["infant", "child", "adult"], ("fentavine", "fixed"): ["infant", "adult"]}


def _times(value: Decimal, times: str, by: str = "1") -> Decimal:
    return value * Decimal(times) / Decimal(by)


def _ends(values: list[Decimal], figures: int, *, held: bool, converted: bool) -> list[str]:
    """Low and high as they are read: nothing that is held to something, and no largest dose, is more than it is."""
    low, high = values
    near = high < low * (1 + Decimal(1).scaleb(1 - figures))
    return [
        rounded(low, ROUND_FLOOR if held or (near and not converted) else ROUND_HALF_UP, figures),
        rounded(high, ROUND_HALF_UP if converted and not held else ROUND_FLOOR, figures),
    ]


def case(name: str, regimen_name: str, weight: str, age: str, hours: str | None) -> Case:
    """One vector."""
    drug = KNOWN[name]
    regimen = drug.regimens[regimen_name]
    found: Case = {
        "drug": name, "regimen": regimen_name, "age": age, "weight": weight, "hours": hours,
        "band": None, "figures": {}, "volumes": {}, "notes": [],
    }  # fmt: skip
    for index, band in enumerate(regimen.bands):
        if band.age in ("", age) and Decimal(band.start) <= Decimal(weight) < Decimal(band.below):
            found["band"] = index
            with localcontext(PRECISE):
                _work(found, drug, regimen, band)
    return found


def _work(found: Case, drug: Drug, regimen: Regimen, band: Band) -> None:
    base = _times(Decimal(1), *regimen.base.split("/"))
    kg = Decimal(1) if regimen.fixed else Decimal(found["weight"])
    asked = [kg * Decimal(dose) * base for dose in (band.low, band.high)]
    whole = [min(value, Decimal(band.cap)) for value in asked] if band.cap else asked
    fewest, most = map(Decimal, regimen.divided)
    given = [whole[0] / most, whole[1] / fewest]
    amounts: list[Decimal] | None = given
    figures = found["figures"]

    def shown(unit: str, values: list[Decimal], *, held: bool = False) -> list[str]:
        of_ion = unit in drug.ion and unit not in regimen.amounts
        return _ends(values, drug.figures.get(unit.split("/")[0], 3), held=held or bool(band.cap), converted=of_ion)

    for unit, how in regimen.days.items():
        figures[unit] = shown(unit, [_times(value, how.times, how.by) for value in whole])
    if regimen.rates:
        for unit, how in regimen.rates.items():  # each of these drugs has a label that limits rates
            figures[unit] = shown(unit, [_times(value, how.times, how.by) for value in given], held=True)
        amounts = [value * Decimal(found["hours"]) for value in given] if found["hours"] else None
    if amounts:
        for unit, how in {**drug.ion, **regimen.amounts}.items():
            figures[unit] = shown(unit, [_times(value, how.times, how.by) for value in amounts])
        for product, (times, by) in drug.strengths.items():
            found["volumes"][product] = shown("mL", [_times(value, by, times) for value in amounts])
    if not regimen.rates:
        times_taken = [_times(value, drug.fastest[1], drug.fastest[0]) for value in given]
        figures["min"] = [rounded(value, ROUND_CEILING, drug.figures.get("min", 3)) for value in times_taken]
    if regimen.over:
        shortest, longest, unit, how = regimen.over
        speeds = [given[0] / Decimal(longest), given[1] / Decimal(shortest)]
        figures[unit] = shown(unit, [_times(value, how.times, how.by) for value in speeds], held=True)
        if speeds[1] > Decimal(drug.slower_than[found["regimen"]]):
            found["notes"].append("too fast")
    if regimen.rates and given[1] > 60 * _times(Decimal(1), *drug.fastest):
        found["notes"].append("too fast")
    if band.cap and asked[1] > Decimal(band.cap):
        found["notes"].append("maximum")
    for number, (above, of) in enumerate(regimen.compared):
        compared = whole if of == "day" else given if of == "rate" else amounts
        if compared and compared[1] > Decimal(above):
            found["notes"].append(str(number))


def every_case() -> list[Case]:
    """The whole list."""
    return [
        case(drug, regimen, weight, age, hours)
        for (drug, regimen), weights in WEIGHTS.items()
        for weight in weights
        for age in AGES.get((drug, regimen), [""])
        for hours in ((None, *HOURS[drug]) if KNOWN[drug].regimens[regimen].rates else (None,))
    ]
