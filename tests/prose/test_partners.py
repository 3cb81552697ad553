"""Numbers that are known, in the wrong company: of other drugs, and every exchange of products in the tutorial."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import permutations

import pytest

from tests.conftest import ROOT
from tests.prose.changes import Bench, Change
from tests.prose.test_numbers import said


@pytest.mark.parametrize(
    ("body", "locale", "doses", "limit"),
    [
        ("Give at most 0.1% into a vein.[@label2021]", "en", "fentavine.yml", "0.05%"),
        ("A label allows up to 0.1%.[@label2021]", "en", "fentavine.yml", "0.05%"),
        ("The maximum is 10%.[@label2021]", "en", "triphosol.yml", "8%"),
        ("浓度不超过 0.1%。[@label2021]", "zh", "fentavine.yml", "0.05%"),
        ("最高浓度为 10%。[@label2021]", "zh", "triphosol.yml", "8%"),
    ],
)
def test_what_is_called_a_limit_is_one(body: str, locale: str, doses: str, limit: str) -> None:
    (found,) = said(body, locale, doses=doses)
    assert "is called a limit" in found and found.endswith(f"| write {limit}"), found


@pytest.mark.parametrize(
    ("body", "locale", "doses"),
    [
        ("Give at most 0.05% into a vein.[@label2021]", "en", "fentavine.yml"),
        ("The 0.1% product is diluted to at most 0.05%.[@label2021]", "en", "fentavine.yml"),
        ("At most 8%: dilute the 10% product.[@label2021]", "en", "triphosol.yml"),
        ("不超过 8%，10% 的产品先稀释。[@label2021]", "zh", "triphosol.yml"),
        ("The 10% product holds 1 g in 10 mL.[@label2021]", "en", "triphosol.yml"),
    ],
)
def test_what_is_right_is_let_be(body: str, locale: str, doses: str) -> None:
    assert said(body, locale, doses=doses) == []


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(ROOT, tmp_path_factory.mktemp("partners") / "site", "magnesium")


AMOUNT = re.compile(r"(?<![0-9.])(?:1|2\.5|5) g")  # what 10 mL of the three products hold
LINE = re.compile(r"[^.。\n]*10 mL[^。\n]*?(?:5 g|2\.5 g)[^\n]*?(?:\]|。)")


def sentences(text: str) -> Iterator[re.Match[str]]:
    """Each place that tells what 10 mL of all three products hold."""
    yield from (match for match in LINE.finditer(text) if len(set(AMOUNT.findall(match.group()))) == 3)


@pytest.mark.parametrize("file", ["index.en.md", "index.zh.md", "trial-doses.en.md", "trial-doses.zh.md"])
def test_no_product_is_given_what_another_holds(bench: Bench, file: str) -> None:
    """Every amount put in another's place."""
    tried = 0
    for sentence in sentences(bench.listing.text(file)):
        amounts = [(sentence.start() + match.start(), match.group()) for match in AMOUNT.finditer(sentence.group())]
        assert len(amounts) == 3, sentence
        for (at, old), (_, new) in permutations(amounts, 2):
            change = Change("digit", file, at, at + len(old), old, new)
            told = bench.said(bench.listing.marked[0], change)
            assert any("doses.yml" in finding.what for finding in told), (change, told)
            tried += 1
    assert tried == 6
