"""doses.yml: what clinicians write about one drug's doses, checked so that no figure contradicts another.

Life: read once with the tutorial; `engine` computes from it; the JSON Schema of `DosesFile` serves editors.
Masses of drug are in mg or g, concentrations in mg/mL, molar masses in g/mol, weights in kg.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from ..core.cited import Citations
from ..core.data import Strict
from ..core.problems import Problems
from ..core.settings import Settings
from ..core.translated import Text, Translated, load_model
from .units import AMOUNT, PER_KG, PER_KG_PER_TIME, PER_TIME, dimension

_NUMBER = re.compile(r"(0|[1-9][0-9]{0,5})(\.[0-9]{1,6})?\Z")
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")


def _decimal(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (int, str)) or not _NUMBER.match(str(value)):
        raise ValueError(f"'{value}' is not a number | write plain digits with a point, such as 0.5")
    if not Decimal(str(value)):
        raise ValueError("the number is zero | write a number above zero")
    return Decimal(str(value))


def _identifier(value: str) -> str:
    if not _NAME.match(value):
        raise ValueError(f"'{value}' is not an id | use small Latin letters, digits and hyphens")
    return value


def _unit(value: str) -> str:
    dimension(value)
    return value


Number = Annotated[Decimal, BeforeValidator(_decimal)]
Id = Annotated[str, AfterValidator(_identifier)]
Unit = Annotated[str, AfterValidator(_unit)]
Cite = Annotated[Citations, Field(min_length=1)]


class Ion(Strict):
    """What the salt brings into solution: its symbol, how many of it a formula unit holds, and its charge."""

    symbol: Text
    per_formula: Annotated[int, Field(ge=1, le=12)] = 1
    valence: Annotated[int, Field(ge=1, le=4)]


class Drug(Strict):
    """The drug by its full name, and the salt that every mass means."""

    name: Translated
    salt: Translated
    formula: Text
    molar_mass: Number  # g/mol
    ion: Ion
    cite: Cite


class WeightTable(Strict):
    """The weights of the worked table, in kg."""

    first: Annotated[int, Field(ge=1, le=500)]
    last: Annotated[int, Field(ge=1, le=500)]
    step: Annotated[int, Field(ge=1, le=100)]

    @property
    def weights(self) -> list[int]:
        """Every weight of the table, in kg."""
        return list(range(self.first, self.last + 1, self.step))


class Weights(Strict):
    """Which weights are read, in kg: outside `min` to `max` none, outside the `confirm` band only once confirmed."""

    min: Number
    max: Number
    confirm_below: Number
    confirm_above: Number
    table: WeightTable
    example: Number

    @model_validator(mode="after")
    def _in_order(self) -> Weights:
        if not self.min <= self.confirm_below < self.confirm_above <= self.max:
            raise ValueError("the weights are out of order | min ≤ confirm_below < confirm_above ≤ max")
        if not self.min <= self.table.first < self.table.last <= self.max:
            raise ValueError("the table's weights are out of order | min ≤ first < last ≤ max")
        if (self.table.last - self.table.first) % self.table.step:
            raise ValueError("the table's last weight is not reached | choose a step that divides last − first")
        if not self.confirm_below <= self.example <= self.confirm_above:
            raise ValueError("the example weight would have to be confirmed | choose one inside the confirm band")
        return self


class Hours(Strict):
    """Which lengths of an infusion are read, in hours."""

    min: Number
    max: Number

    @model_validator(mode="after")
    def _in_order(self) -> Hours:
        if not self.min < self.max:
            raise ValueError("the hours are out of order | min < max")
        return self


class Regimen(Strict):
    """A dose per kilogram, or per kilogram and time, as a range. `words` says the unit in words."""

    id: Id
    name: Translated
    low: Number
    high: Number
    unit: Unit
    words: Translated
    note: Translated
    hours: Hours | None = None
    cite: Cite

    @model_validator(mode="after")
    def _fits(self) -> Regimen:
        if self.low > self.high:
            raise ValueError(f"low ({self.low}) is above high ({self.high}) | exchange the two")
        measures = dimension(self.unit)
        if measures not in (PER_KG, PER_KG_PER_TIME):
            raise ValueError(f"'{self.unit}' is not a dose by weight | write mg/kg, or mg/kg/h for an infusion")
        if (measures == PER_KG_PER_TIME) != (self.hours is not None):
            raise ValueError("`hours` and a unit by time go together | give both for an infusion, neither for a dose")
        return self

    @property
    def by_time(self) -> bool:
        """Whether this is an infusion."""
        return self.hours is not None


class Container(Strict):
    """What one ampoule, vial or bag holds."""

    volume: Number  # mL
    mass: Number  # g of the salt


class Product(Strict):
    """A product by its strength. The percentage, mg/mL and grams per container must agree."""

    id: Id
    percent: Number
    strength: Number  # mg/mL
    container: Container | None = None
    where: Translated
    cite: Cite

    @model_validator(mode="after")
    def _agrees(self) -> Product:
        if self.percent * 10 != self.strength:
            raise ValueError(
                f"{self.percent}% is {self.percent * 10} mg/mL, not {self.strength} | correct one of the two"
            )
        if self.container and self.container.mass * 1000 != self.container.volume * self.strength:
            held = self.container.volume * self.strength / 1000
            raise ValueError(
                f"{self.container.volume} mL hold {held} g, not {self.container.mass} | correct the container"
            )
        return self


class Limits(Strict):
    """What a label sets for intravenous use, and where that label holds."""

    rate: Number
    rate_unit: Unit
    concentration: Number  # percent
    where: Translated
    cite: Cite

    @model_validator(mode="after")
    def _a_rate(self) -> Limits:
        if dimension(self.rate_unit) != PER_TIME:
            raise ValueError(f"'{self.rate_unit}' is not a rate | write mg/min")
        return self

    @property
    def strength(self) -> Decimal:
        """The concentration in mg/mL."""
        return self.concentration * 10


class Comparison(Strict):
    """A figure from elsewhere: the note is shown when a result passes it. It is no limit."""

    regimen: Id
    above: Number
    unit: Unit
    note: Translated
    cite: Cite


class Cautions(Strict):
    """What to think of beside every result."""

    items: Annotated[list[Translated], Field(min_length=1)]
    cite: Cite


class Doses(Strict):
    """doses.yml."""

    drug: Drug
    weight: Weights
    regimens: Annotated[list[Regimen], Field(min_length=1)]
    products: Annotated[list[Product], Field(min_length=1)]
    limits: Limits
    comparisons: list[Comparison] = Field(default_factory=list)
    cautions: Cautions

    @model_validator(mode="after")
    def _whole(self) -> Doses:
        for kind, ids in (
            ("regimen", [regimen.id for regimen in self.regimens]),
            ("product", [product.id for product in self.products]),
        ):
            twice = sorted({name for name in ids if ids.count(name) > 1})
            if twice:
                raise ValueError(f"the {kind} '{twice[0]}' stands here twice | give one of the two another id")
        by_id = {regimen.id: regimen for regimen in self.regimens}
        for comparison in self.comparisons:
            regimen = by_id.get(comparison.regimen)
            if regimen is None:
                raise ValueError(
                    f"a comparison names no regimen: '{comparison.regimen}' | write one of: {', '.join(by_id)}"
                )
            measures = dimension(comparison.unit)
            if measures != AMOUNT and not (regimen.by_time and measures == PER_TIME):
                raise ValueError(f"a comparison in '{comparison.unit}' does not fit '{regimen.id}' | write g, or g/h")
        return self

    def regimen(self, name: str) -> Regimen | None:
        """A regimen by its id."""
        return next((regimen for regimen in self.regimens if regimen.id == name), None)


def load_doses(path: Path, settings: Settings, problems: Problems) -> Doses | None:
    """Read and check doses.yml; None, with problems, when it cannot be used."""
    return load_model(Doses, path, settings, problems)
