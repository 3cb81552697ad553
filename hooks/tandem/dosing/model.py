"""doses.yml: what clinicians write about one drug's doses.

Life: read once with the tutorial; each value is checked here, one by one, and whatever several of them must agree on
in `consistency`; `engine` computes from it. The texts under the fields are the help that an editor shows: `schema`
publishes them. Masses of drug are in mg or g, strengths in mg/mL, molar masses in g/mol, weights in kg.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator
from pydantic.json_schema import SkipJsonSchema

from ..core.cited import Citations
from ..core.data import Retired, Strict, shown
from ..core.translated import Text, Translated
from .labels import Label
from .units import AMOUNTS, DOSES, STRENGTHS, TIMES, Measure, known, measure

_NUMBER = re.compile(r"(0|[1-9][0-9]{0,5})(\.[0-9]{1,6})?\Z")
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_ROWS = 60  # a longer table of weights is a slip in its step
EVERYONE = "all"  # instead of a group of ages: whoever declares ages says so where a dose is for all of them


def _decimal(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (int, str)) or not _NUMBER.match(str(value)):
        raise ValueError(f"{shown(value)} is not a number | write plain digits with a point, such as 0.5")
    if not Decimal(str(value)):
        raise ValueError("the number is zero | write a number above zero")
    return Decimal(str(value))


def _hundredths(value: Decimal) -> Decimal:
    if value >= 1000 or value * 100 % 1:
        raise ValueError(
            f"{shown(value)} has more digits than can be typed | write at most three, a point and two more"
        )
    return value


def _identifier(value: str) -> str:
    if not _NAME.match(value):
        raise ValueError(f"{shown(value)} is not an id | use small Latin letters, digits and hyphens")
    return value


def _moved(value: object) -> None:
    raise ValueError(
        "the cautions have a file of their own | write each into cautions.yml beside this file, and remove them here"
    )


def _dose_unit(value: str) -> str:
    measure(value)
    return value


def _in_schema(**keys: object) -> WithJsonSchema:
    return WithJsonSchema(dict(keys))


def _one_of(units: tuple[str, ...], what: str) -> tuple[AfterValidator, WithJsonSchema]:
    return AfterValidator(lambda value: known(value, units, what)), _in_schema(type="string", enum=list(units))


_SCHEMA_OF_NUMBER = {"exclusiveMinimum": 0, "maximum": 999999.999999}
Number = Annotated[Decimal, BeforeValidator(_decimal), _in_schema(type="number", **_SCHEMA_OF_NUMBER)]
Typed = Annotated[Number, AfterValidator(_hundredths), _in_schema(type="number", **_SCHEMA_OF_NUMBER)]
Id = Annotated[
    str, AfterValidator(_identifier), _in_schema(type="string", pattern=f"^{_NAME.pattern}".replace(r"\Z", "$"))
]
DoseUnit = Annotated[str, AfterValidator(_dose_unit), _in_schema(type="string", enum=list(DOSES))]
AmountUnit = Annotated[str, *_one_of(AMOUNTS, "an amount")]
StrengthUnit = Annotated[str, *_one_of(STRENGTHS, "a strength")]
RoundedUnit = Annotated[str, *_one_of((*AMOUNTS, *TIMES), "a figure")]
TimeUnit = Annotated[str, *_one_of(TIMES, "time")]
Cite = Annotated[Citations, Field(min_length=1)]


class Ion(Strict):
    """What the salt brings into solution."""

    symbol: Text
    """Its sign, such as Mg²⁺."""
    per_formula: Annotated[int, Field(ge=1, le=12)] = 1
    """How many of it one formula unit of the salt holds."""
    valence: Annotated[int, Field(ge=1, le=4)]
    """Its charge without the sign: mEq = mmol × valence."""


class Drug(Strict):
    """The drug by its full name, and the salt that every mass means."""

    name: Translated
    """The full name, never a formula or an abbreviation."""
    use: Translated
    """What the tutorial's doses are for, as it stands in “use for …”, such as pain."""
    measured_in: Literal["mass", "units"] = "mass"
    """`units` for a drug whose doses are units of activity, such as heparin."""
    salt: Translated | None = None
    """What the mass is the mass of, such as the heptahydrate."""
    formula: Text | None = None
    """The chemical formula of that salt."""
    molar_mass: Number | None = None
    """In g/mol, of that salt. With `ion`, it lets amounts be shown in mmol and mEq."""
    ion: Ion | None = None
    """What the salt brings into solution."""
    cite: Cite
    """The sources of the salt and its molar mass, by their ids in references.json."""

    @model_validator(mode="after")
    def _of_one_kind(self) -> Drug:
        if (self.molar_mass is None) != (self.ion is None):
            raise ValueError("`molar_mass` and `ion` go together | give both, or neither")
        if (self.salt is None) != (self.formula is None):
            raise ValueError("`salt` and `formula` go together | give both, or neither")
        if self.ion and (self.measured_in == "units" or not self.salt):
            raise ValueError("mmol need a mass of a named salt | give `salt` and `formula`, or remove `ion`")
        return self

    @property
    def base(self) -> str:
        """The unit that every amount is computed in: mg, or units."""
        return "mg" if self.measured_in == "mass" else "units"


class Rounding(Strict):
    """How results are shown: nothing is rounded before it is shown, and then to the safe side (`engine.Way`)."""

    significant: Annotated[int, Field(ge=2, le=6)] = 3
    """Significant figures. A figure is never coarser than a whole unit."""
    by_unit: dict[RoundedUnit, Annotated[int, Field(ge=2, le=6)]] = Field(default_factory=dict)
    """Other numbers of significant figures for some units, such as `{mL: 2}`."""


class WeightTable(Strict):
    """The weights of the worked table, in kg."""

    first: Typed
    """The weight of the first row."""
    last: Typed
    """The weight of the last row."""
    step: Typed
    """From one row to the next; it must reach the last."""

    @property
    def weights(self) -> list[Decimal]:
        """Every weight of the table, in kg."""
        return [self.first + self.step * row for row in range(int((self.last - self.first) / self.step) + 1)]


class WeightKind(Strict):
    """Which body weight the sources mean by it, or that they do not say, and from which weight on a result says so."""

    meant: Literal["actual", "ideal", "adjusted", "lean", "not-said"]
    """The kind of weight that the sources mean; `not-said` where they leave it open."""
    start: Typed = Field(default=Decimal(100), alias="from")
    """The weight from which on it is said, in kg."""


class Weights(Strict):
    """Which weights are read, in kg: outside `min` to `max` none, outside the `confirm` band only once confirmed."""

    who: Translated
    """Whose weights these are, such as adults."""
    min: Typed
    """The lowest weight that is read."""
    max: Typed
    """The highest weight that is read."""
    confirm_below: Typed
    """Under this the calculator asks whether the weight is right."""
    confirm_above: Typed
    """Above this the calculator asks whether the weight is right."""
    table: WeightTable
    """The weights of the worked table."""
    example: Typed
    """The weight of the worked example that stands without a script."""
    kind: WeightKind | None = None
    """Which body weight the sources mean; left out, results for heavy people say that it is not recorded."""

    @model_validator(mode="after")
    def _in_order(self) -> Weights:
        if not self.min <= self.confirm_below < self.confirm_above <= self.max:
            raise ValueError("the weights are out of order | min ≤ confirm_below < confirm_above ≤ max")
        if not self.min <= self.table.first < self.table.last <= self.max:
            raise ValueError("the table's weights are out of order | min ≤ first < last ≤ max")
        if (self.table.last - self.table.first) % self.table.step:
            raise ValueError("the table's last weight is not reached | choose a step that divides last − first")
        if (self.table.last - self.table.first) / self.table.step >= _ROWS:
            raise ValueError(f"the table would have more than {_ROWS} rows | choose a larger step")
        if not self.confirm_below <= self.example <= self.confirm_above:
            raise ValueError("the example weight would have to be confirmed | choose one inside the confirm band")
        return self

    @property
    def kind_said_from(self) -> Decimal:
        """The weight in kg from which on a result says which body weight is meant."""
        return self.kind.start if self.kind else Decimal(100)


class Age(Strict):
    """A group of ages that regimens can name: from the first age to just under the second."""

    id: Id
    """The name that bands use for it."""
    start: Annotated[int, Field(alias="from", ge=0, le=2000)]
    """Its first age."""
    below: Annotated[int, Field(ge=1, le=2000)] | None = None
    """The age that is no longer of the group; left out, the group has no upper end."""
    unit: Literal["months", "years"]
    """What both ages are counted in."""

    @property
    def months(self) -> tuple[int, int]:
        """Its ends in months: the first is in it, the second is not."""
        times = 1 if self.unit == "months" else 12
        return self.start * times, (10_000 if self.below is None else self.below * times)


class Hours(Strict):
    """Which lengths of an infusion are read, in hours."""

    min: Typed
    """The shortest time that is read."""
    max: Typed
    """The longest time that is read."""

    @model_validator(mode="after")
    def _in_order(self) -> Hours:
        if not self.min < self.max:
            raise ValueError("the hours are out of order | min < max")
        return self


class Maximum(Strict):
    """What a dose, or the rate of an infusion, is never more than, whatever the weight."""

    amount: Number
    """The figure."""
    unit: DoseUnit
    """An amount for a dose (`g`), by time for an infusion (`g/h`), a day for the doses of a day (`g/day`)."""
    where: Translated
    """Where this maximum holds, such as a country's label."""
    cite: Cite
    """Its sources, by their ids in references.json."""

    @model_validator(mode="after")
    def _not_by_weight(self) -> Maximum:
        if measure(self.unit).by_weight:
            raise ValueError(f"a maximum in '{self.unit}' would grow with the weight | write it without /kg | unit")
        return self


class WeightBand(Strict):
    """From the first weight to just under the second, in kg; either may be left out."""

    start: Typed | None = Field(default=None, alias="from")
    """Its first weight."""
    below: Typed | None = None
    """The weight that is no longer of the band."""

    @model_validator(mode="after")
    def _in_order(self) -> WeightBand:
        if self.start is None and self.below is None:
            raise ValueError("the band has no end | give `from`, `below` or both")
        if self.start is not None and self.below is not None and self.start >= self.below:
            raise ValueError("the band's weights are out of order | from < below")
        return self

    @property
    def ends(self) -> tuple[Decimal, Decimal]:
        """Its ends in kg: the first is in it, the second is not."""
        return self.start or Decimal(0), self.below or Decimal(1000)


class Amounts(Strict):
    """A dose: one figure, or a range from low to high, and whom it is for."""

    low: Number | None = None
    """The lowest figure of a range."""
    high: Number | None = None
    """The highest figure of a range."""
    dose: Number | None = None
    """The one figure of a regimen that is no range."""
    maximum: Maximum | None = None
    """What it is never more than, whatever the weight."""
    age: Id | None = None
    """The id of one of `ages`, or `all`; needed where the file has any."""
    weight: WeightBand | None = None
    """The weights that it is for; a fixed dose names at least the lowest, unless it names an age."""

    @model_validator(mode="after")
    def _one_or_two(self) -> Amounts:
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise ValueError(
                f"low ({self.low}) is above high ({self.high}) | exchange the two"
                if self.low > self.high
                else "low and high are the same | write it once, as `dose`"
            )
        return self

    @property
    def given(self) -> bool:
        """Whether the figures stand here, and stand here once."""
        pair = self.low is not None and self.high is not None
        return pair != (self.dose is not None) and (self.low is None) == (self.high is None)

    @property
    def ends(self) -> tuple[Decimal, Decimal]:
        """Low and high; twice the same for a single figure."""
        low, high = (self.dose, self.dose) if self.dose is not None else (self.low, self.high)
        assert low is not None and high is not None
        return low, high

    @property
    def group(self) -> str | None:
        """The group of ages that it is for; None where it is for all."""
        return None if self.age == EVERYONE else self.age

    @property
    def weights(self) -> tuple[Decimal, Decimal]:
        """The ends of its weights in kg: the first is in it, the second is not."""
        return self.weight.ends if self.weight else (Decimal(0), Decimal(1000))


class Band(Amounts):
    """What a regimen is for some weights, or one group of ages, or both."""


class Over(Strict):
    """The time that a dose is given over: one figure, or a range from low to high."""

    low: Number | None = None
    """The shortest time."""
    high: Number | None = None
    """The longest time."""
    time: Number | None = None
    """The one figure of a time that is no range."""
    unit: TimeUnit
    """Hours or minutes."""

    @model_validator(mode="after")
    def _one_or_two(self) -> Over:
        pair = (self.low, self.high)
        if (self.time is None) == (None in pair) or pair.count(None) == 1:
            raise ValueError("the time is not told once | give `time`, or `low` and `high`")
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise ValueError(f"low ({self.low}) is not under high ({self.high}) | exchange the two, or write `time`")
        return self

    @property
    def ends(self) -> tuple[Decimal, Decimal]:
        """Shortest and longest; twice the same for a single figure."""
        low, high = (self.time, self.time) if self.time is not None else (self.low, self.high)
        assert low is not None and high is not None
        return low, high


Count = Annotated[int, Field(ge=1, le=24)]


class Divided(Strict):
    """Into how many doses the amount of a day is divided: one number, or from the fewest to the most."""

    into: Count | None = None
    """The one number of doses a day."""
    low: Count | None = None
    """The fewest doses a day."""
    high: Count | None = None
    """The most doses a day."""

    @model_validator(mode="after")
    def _one_or_two(self) -> Divided:
        pair = (self.low, self.high)
        if (self.into is None) == (None in pair) or pair.count(None) == 1:
            raise ValueError("the number of doses is not told once | give `into`, or `low` and `high`")
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise ValueError(f"low ({self.low}) is not under high ({self.high}) | exchange the two, or write `into`")
        return self

    @property
    def ends(self) -> tuple[int, int]:
        """Fewest and most; twice the same for a single number."""
        low, high = (self.into, self.into) if self.into is not None else (self.low, self.high)
        assert low is not None and high is not None
        return low, high


class Regimen(Amounts):
    """A dose, an infusion, or the doses of a day: by weight or fixed, one figure or a range, for all or in bands."""

    retired: ClassVar[Mapping[str, Retired]] = {
        "words": Retired("the words of a unit come from the unit, in every language")
    }

    id: Id
    """The name that blocks and comparisons use for it."""
    name: Translated
    """What readers call it, such as loading dose."""
    unit: DoseUnit
    """mg/kg for a dose by weight, mg/kg/h for an infusion, mg/kg/day for doses of a day; mg or mg/h for a fixed one."""
    product: Id | None = None
    """Which of `products` a dose in mL or mL/kg means."""
    show: list[DoseUnit] = Field(default_factory=list)
    """The units of the result, in the order of the working, such as [mg, g]; rates or amounts a day first."""
    divided: Divided | None = None
    """Into how many doses the amount of a day is divided."""
    over: Over | None = None
    """The time that a dose is given over."""
    hours: Hours | None = None
    """Which lengths of an infusion the calculator takes."""
    bands: list[Band] = Field(default_factory=list)
    """What the regimen is for some weights or ages, where it is not one for all."""
    note: Translated
    """What the regimen is and how sure it is."""
    cite: Cite
    """Its sources, by their ids in references.json."""

    @property
    def measure(self) -> Measure:
        """What its unit measures."""
        return measure(self.unit)

    @property
    def by_time(self) -> bool:
        """Whether this is an infusion."""
        return self.measure.by_time

    @property
    def by_day(self) -> bool:
        """Whether this is the amount of a day, given in doses."""
        return self.measure.by_day

    @property
    def all_bands(self) -> list[Band]:
        """Its bands; where the file gives none, one for whom the regimen itself is for."""
        own = {name: getattr(self, name) for name in Amounts.model_fields}
        return self.bands or [Band.model_construct(**own)]


class Container(Strict):
    """What one ampoule, vial or bag holds."""

    retired: ClassVar[Mapping[str, Retired]] = {
        "mass": Retired("a container has `amount` and `unit`, for drugs of units too", ("amount",))
    }

    volume: Number
    """In mL."""
    amount: Number
    """How much of the drug it holds."""
    unit: AmountUnit = "g"
    """Of the amount."""


class Product(Strict):
    """A product by its strength. The percentage, the strength and what a container holds must agree."""

    id: Id
    """The name that regimens in mL use for it."""
    percent: Number | None = None
    """Grams in 100 mL, where the product is named by it."""
    strength: Number
    """How much of the drug 1 mL holds."""
    unit: StrengthUnit = "mg/mL"
    """Of the strength."""
    container: Container | None = None
    """What one ampoule, vial or bag holds, where that is known."""
    where: Translated
    """Where the product is sold."""
    cite: Cite
    """Its sources, by their ids in references.json."""


class Limits(Strict):
    """What a label sets for intravenous use, and where that label holds."""

    rate: Number | None = None
    """The highest rate."""
    rate_unit: DoseUnit = "mg/min"
    """Of the rate: an amount by time."""
    concentration: Number | None = None
    """The highest concentration in percent: grams in 100 mL."""
    where: Translated
    """Where this label holds."""
    cite: Cite
    """Its sources, by their ids in references.json."""

    @model_validator(mode="after")
    def _limits_something(self) -> Limits:
        if self.rate is None and self.concentration is None:
            raise ValueError("nothing is limited | give `rate`, `concentration` or both, or remove `limits`")
        unit = measure(self.rate_unit)
        if unit.by_weight or not unit.by_time:
            raise ValueError(f"'{self.rate_unit}' is not a rate | write it as an amount by time: mg/min | rate_unit")
        return self


class Comparison(Strict):
    """A figure from elsewhere: the note is shown when a result passes it. It is no limit."""

    regimen: Id
    """The id of the regimen whose results are compared."""
    above: Number
    """The figure; the note is shown for what is more."""
    unit: DoseUnit
    """An amount, or for an infusion also an amount by time."""
    label: Translated
    """A few words beside the line of the chart."""
    note: Translated
    """What is said when a result passes it."""
    cite: Cite
    """Its sources, by their ids in references.json."""


class SectionPart(Strict):
    """A part of a section: from one of its headings to the next of the same rank."""

    section: Id
    """The section, as tutorial.yml names it."""
    anchor: Id
    """The id of the heading."""


class Doses(Strict):
    """The doses of one drug, with the source of every figure."""

    drug: Drug
    """What the doses are doses of."""
    rounding: Rounding = Field(default_factory=Rounding)
    """How figures are rounded, where three significant figures are not right."""
    weight: Weights
    """Which weights are read, and which the table shows."""
    ages: list[Age] = Field(default_factory=list)
    """The groups of ages, youngest first; each dose names the one that it is for, or `all`."""
    regimens: Annotated[list[Regimen], Field(min_length=1)]
    """The doses, in the order of the page."""
    products: list[Product] = Field(default_factory=list)
    """What the drug is drawn from. None is ever chosen in advance."""
    limits: Limits | None = None
    """What a label limits."""
    comparisons: list[Comparison] = Field(default_factory=list)
    """Figures from elsewhere that a result is compared with."""
    labels: list[Label]
    """The product labels that are cited, each with the uses that it licenses. `[]` where none is."""
    cautions: SkipJsonSchema[Annotated[None, BeforeValidator(_moved)]] = None
    card: list[SectionPart] = Field(default_factory=list)
    """What the printed dose card shows besides doses, products and cautions: short parts of sections."""

    def regimen(self, name: str) -> Regimen | None:
        """A regimen by its id."""
        return next((regimen for regimen in self.regimens if regimen.id == name), None)

    def product_of(self, regimen: Regimen) -> Product | None:
        """The product that a regimen in mL means; None for other regimens, and where no product has that id."""
        return next((product for product in self.products if product.id == regimen.product), None)
