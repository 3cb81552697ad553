"""The glossary's page: order, letters, and what stands with each term."""

from __future__ import annotations

import pytest
from tandem.core.settings import AS_WRITTEN, LETTERS, PINYIN
from tandem.glossary.listing import grouped

from tests.fixtures.rendering import Rendering, flat
from tests.terminology.terms import term


def letters(names: list[str], order: str) -> list[tuple[str, list[str]]]:
    terms = [term(f"t{number}", en=[name]) for number, name in enumerate(names)]
    return [(group.letter, [item.term["en"] for item in group.terms]) for group in grouped(terms, "en", order)]


def test_by_letters() -> None:
    names = ["wind-up", "Aδ fibre", "I² (heterogeneity)", "infusion", "élan", "C fibre", "eclampsia", "5-HT", "NMDA"]
    assert letters(names, LETTERS) == [
        ("#", ["5-HT"]), ("A", ["Aδ fibre"]), ("C", ["C fibre"]), ("E", ["eclampsia", "élan"]),
        ("I", ["I² (heterogeneity)", "infusion"]), ("N", ["NMDA"]), ("W", ["wind-up"]),
    ]  # fmt: skip


def test_by_the_sound_of_characters() -> None:
    """重 is zhòng in 重症 and chóng in 重复; a word of Latin letters stands among the sounds."""
    names = ["重症肌无力", "重复给药", "NMDA 受体", "脑脊液", "子痫前期", "子痫", "“上发条”现象", "荟萃分析", "Aδ 纤维"]
    assert letters(names, PINYIN) == [
        ("A", ["Aδ 纤维"]), ("C", ["重复给药"]), ("H", ["荟萃分析"]), ("N", ["脑脊液", "NMDA 受体"]),
        ("S", ["“上发条”现象"]), ("Z", ["重症肌无力", "子痫", "子痫前期"]),
    ]  # fmt: skip


def test_as_written() -> None:
    assert letters(["b", "a"], AS_WRITTEN) == [("", ["b", "a"])]


@pytest.mark.parametrize("name", ["english", "chinese"])
def test_the_page(request: pytest.FixtureRequest, name: str) -> None:
    rendering: Rendering = request.getfixturevalue(name)
    page = rendering("/// glossary\n///")
    ids = page.xpath(".//@id")
    assert len(ids) == len(set(ids))
    assert {"receptor", "eclampsia", "pre-eclampsia", "millimole"} <= set(ids)
    assert [link[1:] for link in page.xpath(".//nav//a/@href")] == page.xpath(".//p[@class='glossary-letter']/@id")


def test_an_entry(english: Rendering) -> None:
    (entry,) = english("/// glossary\n///").xpath(".//div[@id='pre-eclampsia']")
    assert flat(entry.find("dt")) == "pre-eclampsia 子痫前期"
    assert [(item.get("lang"), flat(item)) for item in entry.xpath(".//*[@lang]")] == [
        ("zh-Hans", "子痫前期"), ("en", "preeclampsia"), ("zh-Hans", "先兆子痫"),
    ]  # fmt: skip
    assert flat(entry.findall("dd")[0]) == "A disease of pregnancy."


def test_a_name_that_both_languages_have_stands_once(english: Rendering) -> None:
    (entry,) = english("/// glossary\n///").xpath(".//div[@id='receptor']")
    assert flat(entry.findall("dd")[1]) == "Also: NMDA"
    assert flat(entry.findall("dd")[0]) == "A receptor for glutamate, 5 <10 &amp; *all* of it."
