"""doses.yml, value by value: each mistake is named at its line, with what to write instead."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.dosing.data import changed, magnesium, read, small

Changes = tuple[tuple[str, str], ...]
MAXIMUM = "    maximum: {amount: 1, unit: g, where: {zh: 某地, en: somewhere}, cite: [a]}\n"
PLAIN = "    low: 1\n    high: 2\n    unit: mg/kg\n"
AGES = "ages:\n  - {id: young, from: 1, below: 12, unit: years}\nregimens:\n"
ION = "  molar_mass: 100\n  ion: {symbol: X⁺, valence: 1}\n"
SALT = "  salt: {zh: 盐, en: a salt}\n  formula: CrO₃\n"


def number(value: str) -> Changes:
    return (("molar_mass: 100", f"molar_mass: {value}"),)


def plain(*lines: str) -> Changes:
    """The first regimen with these lines for its dose."""
    return ((PLAIN, "".join(f"    {line}\n" for line in lines)),)


def more(*lines: str) -> Changes:
    """The first regimen with these lines after its dose."""
    return plain("low: 1", "high: 2", "unit: mg/kg", *lines)


def banded(band: str) -> Changes:
    return plain("unit: mg/kg", "bands:", f"  - {band}")


DIGITS = "write plain digits with a point, such as 0.5"
TYPED = "write at most three, a point and two more"
ID = "use small Latin letters, digits and hyphens"
OVER = "give `time`, or `low` and `high`"

# What is changed in the small file, how the problem's line begins, what is wrong, and the fix.
MISTAKES: dict[str, tuple[Changes, str, str, str]] = {
    "a word for a number": (number("heavy"), "molar_mass:", "'heavy' is not a number", DIGITS),
    "a comma": (number('"1,5"'), "molar_mass:", "'1,5' is not a number", DIGITS),
    "an exponent": (number("1e3"), "molar_mass:", "'1e3' is not a number", DIGITS),
    "a large exponent": (number("1e999999"), "molar_mass:", "'1e999999' is not a number", DIGITS),
    "a truth for a number": (number("true"), "molar_mass:", "is not a number", DIGITS),
    "not a number": (number("NaN"), "molar_mass:", "'NaN' is not a number", DIGITS),
    "YAML's not a number": (number(".nan"), "molar_mass:", "'.nan' is not a number", DIGITS),
    "infinity": (number("Infinity"), "molar_mass:", "'Infinity' is not a number", DIGITS),
    "YAML's infinity": (number("-.inf"), "molar_mass:", "'-.inf' is not a number", DIGITS),
    "seven decimals": (number("1.1234567"), "molar_mass:", "is not a number", DIGITS),
    "seven digits": (number("1000000"), "molar_mass:", "'1000000' is not a number", DIGITS),
    "hundreds of digits": (number("9" * 300), "molar_mass:", "is not a number", DIGITS),
    "no digit before the point": (number(".5"), "molar_mass:", "'.5' is not a number", DIGITS),
    "no digit after it": (number("5."), "molar_mass:", "'5.' is not a number", DIGITS),
    "a zero too many": (number("070"), "molar_mass:", "'070' is not a number", DIGITS),
    "an octal number": (number("0o17"), "molar_mass:", "'0o17' is not a number", DIGITS),
    "a line feed after a number": (number('"100\\n"'), "molar_mass:", "is not a number", DIGITS),
    "other digits": (number("１００"), "molar_mass:", "'１００' is not a number", DIGITS),
    "a list for a number": (number("[1]"), "molar_mass:", "is not a number", DIGITS),
    "zero": (number("0"), "molar_mass:", "the number is zero", "write a number above zero"),
    "zero with decimals": (number("0.000"), "molar_mass:", "the number is zero", "write a number above zero"),
    "a negative number": (number("-1"), "molar_mass:", "'-1' is not a number", DIGITS),
    "no citation": (((ION + "  cite: [a]", ION + "  cite: []"),), "cite: []", "'drug.cite'", "write at least one"),
    "a missing citation": (((ION + "  cite: [a]", ION),), "drug:", "'drug.cite' is missing", "add `cite: [doe2020]`"),
    "a charge of nine": ((("valence: 1", "valence: 9"),), "ion:", "must be at most 4", "correct the number"),
    "no ion in a formula": (
        (("valence: 1", "valence: 1, per_formula: 0"),), "ion:", "must be at least 1", "correct the number"),
    "half a charge": ((("valence: 1", "valence: 1.5"),), "ion:", "must be a whole number", "write plain digits"),
    "a charge of nothing": ((("valence: 1", "valence: NaN"),), "ion:", "must be a whole number", "write plain digits"),
    "a truth for a charge": (
        (("valence: 1", "valence: true"),), "ion:", "must be a whole number, not 'true'", "write plain digits"),
    "markup in a name": ((("en: a drug", "en: <b>a drug</b>"),), "name:", "markup in a text", "write plain text"),
    "markup in a salt": ((("en: a salt", "en: <i>a salt"),), "salt:", "markup in a text", "write plain text"),
    "markup in a formula": ((("formula: CrO₃", "formula: X<sub>2</sub>"),), "formula:", "markup", "write plain text"),
    "markup in a sign": ((("symbol: X⁺", "symbol: X<sup>+</sup>"),), "ion:", "markup", "write plain text"),
    "a script in whose weights": ((("en: people", 'en: "<script>x</script>"'),), "who:", "markup", "write plain text"),
    "markup in a regimen": ((("en: Single", 'en: "<!-- -->"'),), "name:", "markup", "write plain text"),
    "markup in a licensed use": ((("en: cough", 'en: "</div>"'),), "licensed_for:", "markup", "write plain text"),
    "one language only": (
        (("{zh: 药, en: a drug}", "{zh: 药}"),), "name:", "'drug.name' has no text in 'en'", "add `en: …`"),
    "a language of nobody": (
        (("{zh: 药, en: a drug}", "{zh: 药, en: a drug, de: Arznei}"),), "name:", "no language 'de'", "write one of"),
    "another kind of measure": (
        (("drug:\n", "drug:\n  measured_in: moles\n"),), "measured_in:", "cannot be 'moles'", "one of: mass, units"),
    "a molar mass without an ion": (
        ((ION, "  molar_mass: 100\n"),), "drug:", "`molar_mass` and `ion` go together", "give both, or neither"),
    "an ion without a molar mass": (
        (("  molar_mass: 100\n", ""),), "drug:", "`molar_mass` and `ion` go together", "give both, or neither"),
    "a salt without a formula": (
        (("  formula: CrO₃\n", ""),), "drug:", "`salt` and `formula` go together", "give both, or neither"),
    "a formula without a salt": (
        (("  salt: {zh: 盐, en: a salt}\n", ""),), "drug:", "`salt` and `formula` go together", "give both"),
    "an ion of no salt": (
        ((SALT, ""),), "drug:", "mmol need a mass of a named salt", "give `salt` and `formula`, or remove `ion`"),
    "an ion of units": (
        (("drug:\n", "drug:\n  measured_in: units\n"),), "drug:", "mmol need a mass of a named salt", "remove `ion`"),
    "one figure": (
        (("weight:\n", "rounding: {significant: 1}\nweight:\n"),), "rounding:", "must be at least 2", "correct"),
    "seven figures": (
        (("weight:\n", "rounding: {significant: 7}\nweight:\n"),), "rounding:", "must be at most 6", "correct"),
    "figures of one unit": (
        (("weight:\n", "rounding:\n  by_unit:\n    mL: 0\nweight:\n"),), "mL: 0", "must be at least 2", "correct"),
    "figures of no unit": (
        (("weight:\n", "rounding:\n  by_unit:\n    ml: 2\nweight:\n"),), "ml: 2", "'ml' is not a unit of a figure",
        "write mL"),
    "figures of a rate": (
        (("weight:\n", "rounding:\n  by_unit:\n    mg/h: 2\nweight:\n"),), "mg/h: 2",
        "'mg/h' is not a unit of a figure", "write mg, g, mcg, units, mmol, mEq, mL, h or min"),
    "weights out of order": (
        (("min: 30", "min: 50"),), "weight:", "the weights are out of order", "min ≤ confirm_below < confirm_above"),
    "an empty confirm band": (
        (("confirm_above: 120", "confirm_above: 40"),), "weight:", "the weights are out of order", "min ≤"),
    "a confirm band over the highest weight": (
        (("confirm_above: 120", "confirm_above: 201"),), "weight:", "the weights are out of order", "confirm_above ≤"),
    "a table under the lowest weight": (
        (("first: 40", "first: 20"),), "weight:", "the table's weights are out of order", "min ≤ first < last ≤ max"),
    "a table over the highest weight": (
        (("last: 120", "last: 210"),), "weight:", "the table's weights are out of order", "min ≤ first < last ≤ max"),
    "a table of one weight": (
        (("last: 120", "last: 40"),), "weight:", "the table's weights are out of order", "min ≤ first < last ≤ max"),
    "a table that misses its end": (
        (("step: 10", "step: 30"),), "weight:", "the table's last weight is not reached", "choose a step that divides"),
    "a table of thousands of rows": (
        (("step: 10", "step: 0.01"),), "weight:", "the table would have more than 60 rows", "choose a larger step"),
    "a table of 61 rows": (
        (("first: 40, last: 120, step: 10", "first: 40, last: 100, step: 1"),), "weight:",
        "the table would have more than 60 rows", "choose a larger step"),
    "an unusual example": (
        (("example: 70", "example: 130"),), "weight:", "the example weight would have to be confirmed",
        "choose one inside the confirm band"),
    "a light example": (
        (("example: 70", "example: 39.99"),), "weight:", "the example weight would have to be confirmed", "choose one"),
    "a weight of three decimals": (
        (("min: 30", "min: 30.125"),), "min:", "'30.125' has more digits than can be typed", TYPED),
    "a weight of four digits": ((("max: 200", "max: 1000"),), "max:", "'1000' has more digits than", TYPED),
    "a border of three decimals": (
        (("confirm_below: 40", "confirm_below: 40.001"),), "confirm_below:", "more digits than can be typed", TYPED),
    "an upper border of three decimals": (
        (("confirm_above: 120", "confirm_above: 120.001"),), "confirm_above:", "more digits than can be typed", TYPED),
    "a row of three decimals": (
        (("first: 40", "first: 40.125"),), "table:", "'40.125' has more digits than can be typed", TYPED),
    "a step of three decimals": (
        (("step: 10", "step: 0.001"),), "table:", "'0.001' has more digits than can be typed", TYPED),
    "an example of three decimals": (
        (("example: 70", "example: 70.005"),), "example:", "'70.005' has more digits than can be typed", TYPED),
    "hours of three decimals": (
        (("hours: {min: 1,", "hours: {min: 0.125,"),), "hours:", "'0.125' has more digits than can be typed", TYPED),
    "hours out of order": (
        (("hours: {min: 1, max: 24}", "hours: {min: 24, max: 1}"),), "hours:", "the hours are out of order",
        "min < max"),
    "hours of one length": (
        (("hours: {min: 1, max: 24}", "hours: {min: 24, max: 24}"),), "hours:", "the hours are out of order",
        "min < max"),
    "an age before birth": (
        (("regimens:\n", AGES.replace("from: 1", "from: -1")),), "- {id: young", "must be at least 0", "correct"),
    "an age of nobody": (
        (("regimens:\n", AGES.replace("below: 12", "below: 2001")),), "- {id: young", "must be at most 2000",
        "correct"),
    "half an age": (
        (("regimens:\n", AGES.replace("from: 1", "from: 1.5")),), "- {id: young", "must be a whole number", "write"),
    "ages in weeks": (
        (("regimens:\n", AGES.replace("years", "weeks")),), "- {id: young", "cannot be 'weeks'", "of: months, years"),
    "an age with capitals": (
        (("regimens:\n", AGES.replace("young", "Young")),), "- {id: Young", "'Young' is not an id", ID),
    "low above high": ((("low: 1\n", "low: 3\n"),), "- id: single", "low (3) is above high (2)", "exchange the two"),
    "low as high": ((("low: 1\n", "low: 2\n"),), "- id: single", "low and high are the same", "write it once"),
    "low above high in a band": (
        banded("{low: 3, high: 2}"), "- {low: 3, high: 2}", "low (3) is above high (2)", "exchange the two"),
    "a unit that is none": ((("unit: mg/kg\n", "unit: ug/kg\n"),), "unit:", "'ug/kg' is not a unit", "write mcg/kg"),
    "an old spelling": ((("unit: mg/kg\n", "unit: IU/kg\n"),), "unit:", "'IU/kg' is not a unit", "write units/kg"),
    "no unit": ((("unit: mg/kg\n", 'unit: ""\n'),), "unit:", "'' is not a unit of a dose", "write an amount"),
    "a list for a unit": ((("unit: mg/kg\n", "unit: [mg]\n"),), "unit:", "must be text, not a list", "write it in"),
    "a unit of time for a result": (
        more("show: [mg, h]"), "show:", "'h' is not a unit of a dose", "write an amount"),
    "a unit for a maximum": (
        more(MAXIMUM.strip().replace("unit: g", "unit: gr")), "maximum:", "'gr' is not a unit of a dose", "write"),
    "a maximum by weight": (
        more(MAXIMUM.strip().replace("unit: g", "unit: mg/kg")), "maximum:", "a maximum in 'mg/kg' would grow",
        "write it without /kg"),
    "a maximum of nothing": (
        more(MAXIMUM.strip().replace("amount: 1", "amount: 0")), "maximum:", "the number is zero", "above zero"),
    "a maximum of nowhere": (
        more("maximum: {amount: 1, unit: g, cite: [a]}"), "maximum:", "'regimens.maximum.where' is missing", "add"),
    "a maximum of nobody": (
        more("maximum: {amount: 1, unit: g, where: {zh: 某地, en: somewhere}}"), "maximum:",
        "'regimens.maximum.cite' is missing", "add"),
    "a band without an end": (
        banded("{weight: {}, dose: 1}"), "- {weight: {}", "the band has no end", "give `from`, `below` or both"),
    "a band out of order": (
        banded("{weight: {from: 50, below: 50}, dose: 1}"), "- {weight:", "the band's weights are out of order",
        "from < below"),
    "a band of three decimals": (
        banded("{weight: {from: 50.125}, dose: 1}"), "- {weight:", "'50.125' has more digits than", TYPED),
    "a band to three decimals": (
        banded("{weight: {below: 50.125}, dose: 1}"), "- {weight:", "'50.125' has more digits than", TYPED),
    "a band from zero": (banded("{weight: {from: 0}, dose: 1}"), "- {weight:", "the number is zero", "above zero"),
    "a time that is not told": (
        more("over: {unit: min}"), "over:", "the time is not told once", OVER),
    "a time that is told twice": (
        more("over: {time: 1, low: 1, high: 2, unit: min}"), "over:", "the time is not told once", OVER),
    "half a time": (more("over: {low: 1, unit: min}"), "over:", "the time is not told once", OVER),
    "one and a half times": (
        more("over: {time: 1, low: 1, unit: min}"), "over:", "the time is not told once", OVER),
    "a time out of order": (
        more("over: {low: 2, high: 2, unit: min}"), "over:", "low (2) is not under high (2)", "or write `time`"),
    "a time in days": (more("over: {time: 1, unit: d}"), "over:", "'d' is not a unit of time", "write h or min"),
    "a time in hours, spelt out": (
        more("over: {time: 1, unit: hours}"), "over:", "'hours' is not a unit of time", "write h"),
    "an id with capitals": ((("id: single", "id: Single"),), "- id: Single", "'Single' is not an id", ID),
    "an id with markup": ((("id: ten", 'id: "a b"'),), "- id:", "'a b' is not an id", ID),
    "an id with a line feed": ((("id: ten", 'id: "ten\\n1"'),), "- id:", "is not an id", ID),
    "an empty id": ((("id: ten", 'id: ""'),), "- id:", "'' is not an id", ID),
    "a product with capitals": (
        plain("low: 1", "high: 2", "unit: mL/kg", "product: Ten"), "product: Ten", "'Ten' is not an id", ID),
    "a strength in another unit": (
        (("    strength: 100\n", "    strength: 100\n    unit: g/L\n"),), "unit: g/L",
        "'g/L' is not a unit of a strength", "write mg/mL, mcg/mL or units/mL"),
    "a strength in an old spelling": (
        (("    strength: 100\n", "    strength: 100\n    unit: ug/ml\n"),), "unit: ug/ml",
        "'ug/ml' is not a unit of a strength", "write mcg/mL"),
    "a container in another unit": (
        (("amount: 1}", "amount: 1, unit: gm}"),), "container:", "'gm' is not a unit of an amount", "write g"),
    "a container by the hour": (
        (("amount: 1}", "amount: 1, unit: g/h}"),), "container:", "'g/h' is not a unit of an amount", "write mg, g,"),
    "a container of the earlier form": (
        (("amount: 1}", "amount: 1, mass: 1}"),), "container:",
        "'products.container.mass' is no longer read: a container has `amount`",
        "run `make migrate`"),
    "a limit that is no rate": (
        (("rate_unit: mg/min", "rate_unit: mg"),), "rate_unit:", "'mg' is not a rate", "write it as"),
    "a limit by weight": (
        (("rate_unit: mg/min", "rate_unit: mg/kg/min"),), "rate_unit:", "'mg/kg/min' is not a rate", "write it as"),
    "a limit of nothing": (
        (("  rate: 150\n  rate_unit: mg/min\n  concentration: 20\n", ""),), "limits:", "nothing is limited",
        "give `rate`, `concentration` or both"),
    "a comparison in another unit": (
        (("    above: 4\n    unit: g\n", "    above: 4\n    unit: grams\n"),), "unit: grams", "'grams' is not a unit",
        "write g"),
    "no regimen": (
        ((changed().split("regimens:\n")[1].split("products:")[0], "  []\n"),), "regimens:", "'regimens' is empty",
        "write at least one"),
    "cautions where they stood once": (
        (("labels:\n", "cautions:\n  cite: [a]\n  items: [{zh: 注意, en: care}]\nlabels:\n"),), "cautions:",
        "the cautions have a file of their own", "write each into cautions.yml"),
    "no labels": (
        (("labels:\n" + changed().split("labels:\n")[1], ""),), "drug:", "'labels' is missing", "add `labels: [{id: "),
    "words of a unit": (
        (("    unit: mg/kg\n", "    unit: mg/kg\n    words: {zh: 微克, en: micrograms}\n"),), "words:",
        "'regimens.words' is no longer read: the words of a unit come from the unit", "run `make migrate`"),
    "a kind of body weight that is none": (
        (("example: 70", "example: 70\n  kind: {meant: real}"),), "kind:", "be 'real'", "ideal, adjusted"),
    "doses of a day told twice": (
        plain("dose: 1", "unit: mg/kg/day", "divided: {into: 3, low: 2, high: 4}"), "divided:",
        "the number of doses is not told once", "give `into`, or `low` and `high`"),
    "half a number of doses": (
        plain("dose: 1", "unit: mg/kg/day", "divided: {low: 2}"), "divided:", "the number of doses is not told once",
        "give `into`"),
    "numbers of doses out of order": (
        plain("dose: 1", "unit: mg/kg/day", "divided: {low: 4, high: 2}"), "divided:", "low (4) is not under high (2)",
        "exchange the two"),
    "no doses in a day": (
        plain("dose: 1", "unit: mg/kg/day", "divided: {into: 0}"), "divided:", "must be at least 1", "correct"),
    "half a dose": (
        plain("dose: 1", "unit: mg/kg/day", "divided: {into: 1.5}"), "divided:", "must be a whole number", "write"),
    "a dose every few minutes": (
        plain("dose: 1", "unit: mg/kg/day", "divided: {into: 48}"), "divided:", "must be at most 24", "correct"),
    "a key that nobody reads": ((("above: 4", "within: 24\n    above: 4"),), "within:", "unknown key", "write one of"),
    "a key written nearly right": (
        (("regimens:\n", "ages:\n  - {id: young, frm: 1, unit: years, from: 0}\nregimens:\n"),), "- {id: young",
        "unknown key 'ages.frm'", "from"),
    "a key that stands twice": ((("low: 1\n", "low: 1\n    low: 2\n"),), "low: 2", "'low' stands here twice", "keep"),
    "a merge key": ((("drug:\n", "drug:\n  <<: {}\n"),), "<<", "YAML merge keys are not read", "write the values out"),
    "an object of Python": (
        (("min: 30", "min: !!python/name:os.system x"),), "min:", "the tag", "write the value as plain text"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake(mistake: str, tmp_path: Path) -> None:
    changes, at, what, fix = MISTAKES[mistake]
    text = changed(*changes)
    doses, problems = read(tmp_path, text)
    # A language more or less is said, and the rest of the file can still be looked at.
    assert doses is None or mistake in {"one language only", "a language of nobody"}
    (problem,) = problems
    assert problem.path == "doses.yml"
    assert what in problem.what
    assert fix in problem.fix
    assert text.splitlines()[problem.line - 1].strip().startswith(at)


def test_what_is_quoted_is_short_and_in_words(tmp_path: Path) -> None:
    """As in every other message: the value as the author wrote it, or what it is, never a page of it."""
    for value, words in (("true", "'true'"), ("[1, 2]", "a list"), ("{a: 1}", "keys and values")):
        _, (problem,) = read(tmp_path, changed(*number(value)))
        assert f"{words} is not a number" in problem.what
    for changes in (
        number("9" * 5000),
        (("id: ten", f"id: {'A' * 5000}"),),
        (("unit: mg/kg\n", f"unit: {'u' * 5000}\n"),),
    ):
        _, (problem,) = read(tmp_path, changed(*changes))
        assert len(problem.what) < 200


def test_the_small_file_is_right(tmp_path: Path) -> None:
    doses = small(tmp_path)
    assert doses.weight.table.weights == [40, 50, 60, 70, 80, 90, 100, 110, 120]
    assert [regimen.by_time for regimen in doses.regimens] == [False, True]
    assert doses.regimen("drip") is doses.regimens[1]
    assert doses.regimen("other") is None
    assert doses.product_of(doses.regimens[0]) is None


def test_a_table_of_sixty_rows_is_not_too_long(tmp_path: Path) -> None:
    doses = small(tmp_path, ("first: 40, last: 120, step: 10", "first: 40, last: 99, step: 1"))
    assert len(doses.weight.table.weights) == 60


def test_numbers_are_exact(tmp_path: Path) -> None:
    doses = small(tmp_path, ("low: 1\n", "low: 0.1\n"))
    assert str(doses.regimens[0].low) == "0.1"
    large = small(tmp_path, ("high: 2\n", "high: 999999.999999\n"))
    assert str(large.regimens[0].high) == "999999.999999"


def test_numbers_in_quotes_are_numbers(tmp_path: Path) -> None:
    assert small(tmp_path, ("molar_mass: 100", 'molar_mass: "99.990"')).drug.molar_mass == Decimal("99.99")


def test_the_tutorial_has_the_numbers_of_the_rule_book() -> None:
    doses = magnesium()
    assert str(doses.drug.molar_mass) == "246.47"
    assert doses.drug.ion is not None
    assert (doses.drug.ion.per_formula, doses.drug.ion.valence) == (1, 2)
    weight = doses.weight
    assert [str(item) for item in (weight.min, weight.confirm_below, weight.confirm_above, weight.max)] == [
        *("30", "40", "120", "200")
    ]
    assert [(item.id, str(item.low), str(item.high), item.unit) for item in doses.regimens] == [
        ("loading", "30", "50", "mg/kg"),
        ("infusion", "6", "20", "mg/kg/h"),
    ]
    limits = doses.limits
    assert limits is not None
    assert (str(limits.rate), limits.rate_unit, str(limits.concentration)) == ("150", "mg/min", "20")
    assert {item.id: (str(item.percent), str(item.strength), item.unit) for item in doses.products} == {
        "mg-10": ("10", "100", "mg/mL"),
        "mg-20": ("20", "200", "mg/mL"),
        "mg-25": ("25", "250", "mg/mL"),
        "mg-50": ("50", "500", "mg/mL"),
        "mg-4-premix": ("4", "40", "mg/mL"),
        "mg-8-premix": ("8", "80", "mg/mL"),
    }
    held = {
        item.id: (str(item.container.volume), str(item.container.amount), item.container.unit)
        for item in doses.products
        if item.container
    }
    assert held == {
        "mg-10": ("10", "1", "g"),
        "mg-25": ("10", "2.5", "g"),
        "mg-50": ("10", "5", "g"),
        "mg-8-premix": ("50", "4", "g"),
    }
    assert [(item.regimen, str(item.above), item.unit) for item in doses.comparisons] == [
        *(("loading", "4", "g"), ("infusion", "2", "g/h"), ("infusion", "24", "g"), ("infusion", "28", "g"))
    ]
