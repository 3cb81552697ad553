"""The doses of the rule book, worked out a second time: with `decimal` to 60 figures, from numbers typed here.

Nothing is taken from the engine or from doses.yml; that the two agree is what the vectors prove.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, localcontext

from .lists import Dose

PRECISE = Context(prec=60, rounding=ROUND_HALF_UP)
MOLAR_MASS = Decimal("246.47")
VALENCE = 2
FASTEST = Decimal(150)  # mg/min
LOADING = (Decimal(30), Decimal(50))  # mg/kg
INFUSION = (Decimal(6), Decimal(20))  # mg/kg/h
STRENGTHS = {
    "mg-10": Decimal(100),
    "mg-20": Decimal(200),
    "mg-25": Decimal(250),
    "mg-50": Decimal(500),
    "mg-4-premix": Decimal(40),
    "mg-8-premix": Decimal(80),
}
# Those with decimals are chosen for ties: 70.75 kg × 30 mg/kg / 500 mg/mL is 4.245 mL, 100.25 kg × 30 / 500 is 6.015.
WEIGHTS = [
    *["30", "39.99", "40", "66.67", "70", "70.25", "70.5"],
    *["70.75", "80", "80.01", "100.25", "120", "123.45", "200"],
]
HOURS = ["0.5", "6.67", "24", "48"]


def in_full(value: Decimal) -> str:
    """All its decimals, without trailing zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value: Decimal, rounding: str = ROUND_HALF_UP, figures: int = 3) -> str:
    """So many significant figures, and never fewer than the whole units have; at sixty figures nothing is lost."""
    value = value.quantize(Decimal("1e-40"), rounding=ROUND_HALF_UP)
    places = max(0, figures - 1 - value.adjusted())
    return in_full(value.quantize(Decimal(1).scaleb(-places), rounding=rounding))


def ends(values: list[Decimal]) -> list[str]:
    """A range as it is read: its lower end to the nearest, its upper end never more than it is."""
    low, high = values
    return [rounded(low), rounded(high, ROUND_FLOOR)]


def vector(regimen: str, weight: str, hours: str | None) -> Dose:
    with localcontext(PRECISE):
        kg = Decimal(weight)
        figures: dict[str, list[str]] = {}
        if regimen == "infusion":
            rates = [kg * dose for dose in INFUSION]
            figures["mg/h"] = [rounded(rate, ROUND_FLOOR) for rate in rates]  # a label limits rates
            if hours is None:
                return {"regimen": regimen, "weight": weight, "hours": None, "figures": figures, "volumes": {}}
            masses = [rate * Decimal(hours) for rate in rates]
        else:
            masses = [kg * dose for dose in LOADING]
            figures["min"] = [rounded(mass / FASTEST, ROUND_CEILING) for mass in masses]
            figures["mg"] = ends(masses)
        figures["g"] = ends([mass / 1000 for mass in masses])
        figures["mmol"] = [rounded(mass / MOLAR_MASS) for mass in masses]
        figures["mEq"] = [rounded(mass * VALENCE / MOLAR_MASS) for mass in masses]
        volumes = {name: ends([mass / strength for mass in masses]) for name, strength in STRENGTHS.items()}
        return {"regimen": regimen, "weight": weight, "hours": hours, "figures": figures, "volumes": volumes}


def every_vector() -> list[Dose]:
    loading = [vector("loading", weight, None) for weight in WEIGHTS]
    infusion = [vector("infusion", weight, hours) for weight in WEIGHTS for hours in (None, *HOURS)]
    return loading + infusion


def ties() -> list[str]:
    """The weights at which rounding half to even would give another volume of the lower end."""
    found = []
    with localcontext(PRECISE):
        for weight in WEIGHTS:
            values = [Decimal(weight) * LOADING[0] / strength for strength in STRENGTHS.values()]
            if any(rounded(value) != rounded(value, ROUND_HALF_EVEN) for value in values):
                found.append(weight)
    return found
