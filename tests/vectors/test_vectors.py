"""The lists themselves: complete against the rule book, and doses.json as the oracle computes it.

UPDATE_VECTORS=1 writes doses.json anew.
"""

from __future__ import annotations

import json
import os

from tests.vectors import oracle
from tests.vectors.lists import HERE, doses, entries

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


def test_the_file_of_doses_is_what_the_oracle_computes() -> None:
    computed = oracle.every_vector()
    if os.environ.get("UPDATE_VECTORS"):
        lines = ",\n".join("  " + json.dumps(dose) for dose in computed)
        (HERE / "doses.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    assert doses() == computed


def test_the_rule_book_at_70_kg() -> None:
    loading, infusion = oracle.vector("loading", "70", None), oracle.vector("infusion", "70", None)
    assert loading["figures"]["mg"] == ["2100", "3500"]
    assert loading["figures"]["g"] == ["2.1", "3.5"]
    assert loading["figures"]["mmol"] == ["8.52", "14.2"]
    assert loading["volumes"]["mg-25"] == ["8.4", "14"]
    assert loading["volumes"]["mg-50"] == ["4.2", "7"]
    assert loading["figures"]["min"] == ["14", "23.3"]
    assert infusion["figures"] == {"mg/h": ["420", "1400"]}
    assert loading in doses()
    assert infusion in doses()


def test_the_list_would_notice_another_way_of_rounding() -> None:
    assert {"70.25", "70.75"} <= set(oracle.ties())
