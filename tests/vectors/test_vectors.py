"""The lists themselves: complete against the rule book, and both lists of doses as their oracles compute them.

UPDATE_VECTORS=1 writes doses.json and fictional.json anew.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence

import pytest

from tests.vectors import fictional, oracle
from tests.vectors.lists import DRUGS, HERE, Case, cases, doses, entries

ACCEPTED = {"70": "70", "70.5": "70.5", "７０": "70", "７０．５": "70.5", "70。5": "70.5", "30": "30", "200": "200"}
REFUSED = [
    *("", "   ", "0", "-70", "－70", "70,5", "７０，５", "1,000", "7²", "⑦", "½", "٧٠", "70kg", "1e3", "0x46"),
    *("Infinity", ".5", "70.", "070", "7 0", "705", "29.9", "200.1", "七十"),
]


def test_every_vector_of_the_rule_book_is_in_the_list() -> None:
    of_the_book = [entry for entry in entries() if entry.get("document")]
    assert {entry["text"]: entry["value"] for entry in of_the_book if "value" in entry} == ACCEPTED
    assert [entry["text"] for entry in of_the_book if "refusal" in entry] == REFUSED


def test_each_entry_has_one_outcome_and_stands_once() -> None:
    assert all(("value" in entry) != ("refusal" in entry) for entry in entries())
    keys = [(entry["field"], entry["text"]) for entry in entries()]
    assert len(keys) == len(set(keys))


def computed(name: str, vectors: Sequence[object]) -> list[object]:
    if os.environ.get("UPDATE_VECTORS"):
        lines = ",\n".join("  " + json.dumps(vector) for vector in vectors)
        (HERE / name).write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    return list(vectors)


def test_the_file_of_doses_is_what_the_oracle_computes() -> None:
    vectors = computed("doses.json", oracle.every_vector())
    assert doses() == vectors


def test_the_file_of_fictional_drugs_is_what_its_oracle_computes() -> None:
    vectors = computed("fictional.json", fictional.every_case())
    assert cases() == vectors


def test_the_rule_book_at_70_kg() -> None:
    loading, infusion = oracle.vector("loading", "70", None), oracle.vector("infusion", "70", None)
    assert loading["figures"]["mg"] == ["2100", "3500"]
    assert loading["figures"]["g"] == ["2.1", "3.5"]
    assert loading["figures"]["mmol"] == ["8.52", "14.2"]
    assert loading["volumes"]["mg-25"] == ["8.4", "14"]
    assert loading["volumes"]["mg-50"] == ["4.2", "7"]
    assert loading["figures"]["min"] == ["14", "23.4"]  # 23.33…: no shorter than it is
    assert infusion["figures"] == {"mg/h": ["420", "1400"]}
    assert loading in doses()
    assert infusion in doses()


def test_the_list_would_notice_another_way_of_rounding() -> None:
    assert "70.75" in oracle.ties()


# Worked by hand, from the drugs' files: the oracle of the fictional drugs is held to these.
Asked = tuple[str, str, str, str, str | None]  # drug, regimen, weight, age, hours
Figures = dict[str, list[str]]
BY_HAND: list[tuple[Asked, int | None, Figures, Figures, list[str]]] = [
    # 80 kg × 0.25 mcg/kg/min = 20 mcg/min = 1.2 mg/h, exactly the maximum; in 24 h 28.8 mg, exactly the comparison
    (("fentavine", "pressor", "80", "", "24"), 0,
     {"mcg/min": ["4", "20"], "mg/h": ["0.24", "1.2"], "mg": ["5.76", "28.8"]},
     {"fent-50": ["115", "576"], "fent-1": ["5.7", "28"]}, ["0"]),
    # a hundredth of a kilogram more: the high end stays, and the note says so
    (("fentavine", "pressor", "80.01", "", "24"), 0,
     {"mcg/min": ["4", "20"], "mg/h": ["0.24", "1.2"], "mg": ["5.76", "28.8"]},
     {"fent-50": ["115", "576"], "fent-1": ["5.7", "28"]}, ["maximum", "0"]),
    # from 100 kg both ends are the maximum, and it is the capped rate that is too fast: 100 mcg / 3 min
    (("fentavine", "bolus", "100.01", "", None), 0,
     {"mcg": ["100", "100"], "min": ["3.34", "3.34"], "mcg/min": ["10", "33.33"]},
     {"fent-50": ["2", "2"], "fent-1": ["0.1", "0.1"]}, ["too fast", "maximum", "0"]),
    (("fentavine", "bolus", "36", "", None), 0,
     {"mcg": ["36", "90"], "min": ["1.2", "3"], "mcg/min": ["3.6", "30"]},
     {"fent-50": ["0.72", "1.8"], "fent-1": ["0.036", "0.09"]}, ["0"]),
    # the border of two bands belongs to the upper one
    (("fentavine", "by-age", "20", "child", None), 2,
     {"mg": ["5", "10"], "min": ["167", "334"]}, {"fent-50": ["100", "200"], "fent-1": ["5", "10"]}, []),
    (("fentavine", "by-age", "80", "adult", None), None, {}, {}, []),
    # 125 kg × 80 units/kg = 10000 units in 2 min; 10000 / 300 units/mL is 33.33… mL
    (("heparoxin", "bolus", "125", "", None), 0,
     {"units": ["10000", "10000"], "min": ["3.34", "3.34"], "units/min": ["5000", "5000"]},
     {"hep-1000": ["10", "10"], "hep-300": ["33.3", "33.3"]}, ["too fast", "0"]),
    # 70 kg would be 14 to 35 mmol: 40 mEq of a charge of two are 20 mmol, 20 × 310.18 / 3 mg
    (("triphosol", "single", "100", "", None), 0,
     {"mmol": ["20", "20"], "mEq": ["40", "40"], "min": ["40", "40"]},
     {"tri-10": ["20.6", "20.6"], "tri-8": ["25.8", "25.8"]}, ["maximum", "0"]),
    # 5 mEq/h = 2.5 mmol/h = 258.48 mg/h = 4.308 mg/min
    (("triphosol", "fixed-drip", "70", "", "10"), 0,
     {"mEq/h": ["5", "5"], "mg/min": ["4.3", "4.3"], "mmol": ["25", "25"], "mEq": ["50", "50"]},
     {"tri-10": ["25.8", "25.8"], "tri-8": ["32.3", "32.3"]}, []),
    # 30 kg × 1 mL/kg × 100 mg/mL = 3000 mg = 3000 × 3 / 310.18 mmol
    (("triphosol", "volume", "30", "", None), 0,
     {"mL": ["15", "30"], "mg": ["1500", "3000"], "mmol": ["14.5", "29"], "mEq": ["29", "58"], "min": ["29.1", "58.1"]},
     {"tri-10": ["15", "30"], "tri-8": ["18.8", "37.5"]}, []),
    # a day's 50.01 to 100.02 mg stop at 100; 50.01 / 4 = 12.5025 mg and 100 / 2 = 50 mg a dose, over 30 min; at 0.03
    # mg/min they would take 416.75 and 1666.7 min
    (("fentavine", "daily", "50.01", "", None), 0,
     {"mg/day": ["50", "100"], "mg": ["12.5", "50"], "min": ["417", "1667"], "mg/min": ["0.416", "1.66"]},
     {"fent-50": ["250", "1000"], "fent-1": ["12", "50"]}, ["too fast", "maximum", "0", "1"]),
    # 20000 units in three doses are 6666.67 each, in no fewer than 2.22… min
    (("heparoxin", "thrice", "70", "", None), 0,
     {"units/day": ["20000", "20000"], "units": ["6666.6", "6666.6"], "min": ["2.23", "2.23"]},
     {"hep-1000": ["6.66", "6.66"], "hep-300": ["22.2", "22.2"]}, []),
    (("heparoxin", "thrice", "39.99", "", None), None, {}, {}, []),
    # 1.5 to 2 mL/h of 1000 units/mL, for 24 h
    (("heparoxin", "fixed-volume", "50", "", "24"), 0,
     {"mL/h": ["1.5", "2"], "units/h": ["1500", "2000"], "units": ["36000", "48000"]},
     {"hep-1000": ["36", "48"], "hep-300": ["120", "160"]}, []),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "band", "figures", "volumes", "notes"), BY_HAND)
def test_the_fictional_drugs_by_hand(
    asked: Asked,
    band: int | None,
    figures: Figures,
    volumes: Figures,
    notes: list[str],
) -> None:
    drug, regimen, weight, age, hours = asked
    wanted: Case = {
        "drug": drug, "regimen": regimen, "age": age, "weight": weight, "hours": hours,
        "band": band, "figures": figures, "volumes": volumes, "notes": notes,
    }  # fmt: skip
    assert fictional.case(*asked) == wanted
    assert wanted in cases()


def test_the_fictional_drugs_have_everything_that_a_dose_can_be() -> None:
    """Each kind of case stands in the list, so that a list that is cut short is noticed."""
    found = cases()
    assert {item["drug"] for item in found} == set(DRUGS)
    assert {note for item in found for note in item["notes"]} == {"maximum", "too fast", "0", "1"}
    assert {item["band"] for item in found} == {None, 0, 1, 2, 3}
    units = {unit for item in found for unit in item["figures"]}
    assert {"mcg", "mg", "g", "mmol", "mEq", "mL", "units", "min"} <= units
    assert {"mcg/min", "mg/h", "mg/min", "mmol/h", "mEq/h", "units/h", "units/min", "mL/h"} <= units
    assert {"mg/day", "mmol/day", "units/day"} <= units
    assert len(found) > 200
