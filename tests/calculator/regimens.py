"""Doses of any drug that the model takes: drawn at random, as a file of doses would give them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st
from tandem.dosing.consistency import inconsistencies
from tandem.dosing.model import Doses

TEXT = {"zh": "文", "en": "text"}
CITED: dict[str, Any] = {"where": TEXT, "cite": ["a"]}


def written(value: Decimal) -> str:
    """As an author writes it: no exponent."""
    return format(value, "f")


# Any number of a file, and often one that divides evenly, so that ties and maxima that are just reached are met.
NUMBERS = st.one_of(
    st.sampled_from(
        ["0.05", "0.1", "0.125", "0.25", "0.5", "1", "1.5", "2", "2.5", "5", "10", "20", "25", "100", "500"]
    ),
    st.builds(
        lambda digits, places: written(Decimal(digits).scaleb(-places)),
        st.integers(min_value=1, max_value=999_999),
        st.integers(min_value=0, max_value=6),
    ),
)
SIGNIFICANT = st.integers(min_value=2, max_value=6)


def ends(draw: st.DrawFn, single: str) -> dict[str, str]:
    """`low` and `high`, or one figure under its own name."""
    one, other = sorted((draw(NUMBERS), draw(NUMBERS)), key=Decimal)
    if Decimal(one) == Decimal(other) or draw(st.booleans()):
        return {single: one}
    return {"low": one, "high": other}


def bands(draw: st.DrawFn, maximum: st.SearchStrategy[dict[str, Any]], *, fixed: bool) -> dict[str, Any]:
    """A dose for all, or one for each band of weights, some of them left out; a fixed one from a lowest weight."""
    if draw(st.booleans()):
        return {**ends(draw, "dose"), **draw(maximum), **({"weight": {"from": "0.01"}} if fixed else {})}
    borders = sorted(draw(st.sets(st.integers(min_value=31, max_value=199), min_size=1, max_size=3)))
    parted: list[dict[str, Any]] = []
    for start, below in zip(["0.01" if fixed else None, *borders], [*borders, None], strict=True):
        weight = {name: str(end) for name, end in (("from", start), ("below", below)) if end is not None}
        if parted and draw(st.integers(0, 3)) == 0:
            continue
        parted.append({"weight": weight, **ends(draw, "dose"), **draw(maximum)})
    return {"bands": parted}


@st.composite
def regimens(draw: st.DrawFn, name: str, amounts: list[str]) -> dict[str, Any]:
    """One regimen in any unit of the drug."""
    amount, time = draw(st.sampled_from([*amounts, "mL"])), draw(st.sampled_from(["", "/h", "/min", "/day"]))
    unit = amount + draw(st.sampled_from(["/kg", "/kg", ""])) + time
    known = [*amounts, "mL"] if amount == "mL" else amounts
    rates = [f"{name}/{per}" for name in known for per in (["day"] if time == "/day" else ["h", "min"])]
    maximum: st.SearchStrategy[dict[str, Any]] = st.just({}) | st.builds(
        lambda amount, unit: {"maximum": {"amount": amount, "unit": unit, **CITED}},
        NUMBERS,
        st.sampled_from(rates if time else known),
    )
    found: dict[str, Any] = {
        "id": name, "name": TEXT, "unit": unit, "note": TEXT, "cite": ["a"],
        **bands(draw, maximum, fixed="/kg" not in unit),
    }  # fmt: skip
    if amount == "mL":
        found["product"] = "one"
    if time == "/day":
        one, other = sorted((draw(st.integers(1, 24)), draw(st.integers(1, 24))))
        found["divided"] = {"into": one} if one == other else {"low": one, "high": other}
    if time in ("/h", "/min"):
        found["hours"] = {"min": "0.01", "max": "999.99"}
    elif draw(st.booleans()):
        found["over"] = {**ends(draw, "time"), "unit": draw(st.sampled_from(["h", "min"]))}
    if draw(st.booleans()):
        shown = draw(st.lists(st.sampled_from(known), min_size=1, max_size=3, unique=True))
        also = draw(st.lists(st.sampled_from(rates), min_size=1, max_size=2, unique=True)) if time else []
        found["show"] = [*also, *shown]
    return found


@st.composite
def any_doses(draw: st.DrawFn) -> Doses:
    """A whole file: a drug by mass, with or without an ion, or in units; two regimens, two products."""
    kind = draw(st.sampled_from(["mass", "ion", "units"]))
    amounts = {"mass": ["mg", "g", "mcg"], "ion": ["mg", "g", "mcg", "mmol", "mEq"], "units": ["units"]}[kind]
    drug: dict[str, Any] = {"name": TEXT, "use": TEXT, "cite": ["a"]}
    if kind == "ion":
        ion = {"symbol": "X", "per_formula": draw(st.integers(1, 12)), "valence": draw(st.integers(1, 4))}
        drug |= {"salt": TEXT, "formula": "XY", "molar_mass": draw(NUMBERS), "ion": ion}
    if kind == "units":
        drug["measured_in"] = "units"
    strength = "units/mL" if kind == "units" else draw(st.sampled_from(["mg/mL", "mcg/mL"]))
    raw: dict[str, Any] = {
        "drug": drug,
        "rounding": {
            "significant": draw(SIGNIFICANT),
            "by_unit": draw(st.dictionaries(st.sampled_from([*amounts, "mL", "min"]), SIGNIFICANT, max_size=3)),
        },
        "weight": {
            "who": TEXT, "min": "0.01", "max": "999.99", "confirm_below": "1", "confirm_above": "200",
            "table": {"first": "40", "last": "120", "step": "10"}, "example": "70",
        },
        "regimens": [draw(regimens(name, amounts)) for name in ("r1", "r2")],
        "products": [{"id": name, "strength": draw(NUMBERS), "unit": strength, **CITED} for name in ("one", "two")],
        "limits": {"rate": draw(NUMBERS), "rate_unit": draw(st.sampled_from(amounts)) + "/min", **CITED},
        "comparisons": [
            {"regimen": "r1", "above": draw(NUMBERS), "unit": draw(st.sampled_from(amounts)), "label": TEXT,
             "note": TEXT, "cite": ["a"]},
        ],
        "labels": [
            {"id": "uk", "country": TEXT, "product": TEXT, "cite": ["a"], "licensed_for": TEXT, "outside": True},
        ],
    }  # fmt: skip
    doses = Doses.model_validate(raw)
    assume(not list(inconsistencies(doses)))
    return doses
