"""Which words of a page are marked, and the list of terms that it closes with."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from tests.fixtures import sources
from tests.fixtures.rendering import Rendering, flat


def marks(page: html.HtmlElement) -> list[tuple[str, str]]:
    return [(mark.get("href", ""), mark.text_content()) for mark in page.xpath(".//a[@class='term']")]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("The NMDA receptor. An NMDA receptor.", ["NMDA receptor"]),
        ("NMDA receptors in *pre-eclampsia*, and eclampsia.", ["NMDA receptors", "pre-eclampsia", "eclampsia"]),
        ("Eclampsia **and NMDA\nreceptors** or not", ["Eclampsia", "NMDA\nreceptors"]),
        ("eclampsia\n\n## Two {#two}\n\neclampsia\n\n### Three {#three}\n\neclampsia", ["eclampsia", "eclampsia"]),
        ("- eclampsia\n- NMDA", ["eclampsia", "NMDA"]),
        ("> eclampsia", ["eclampsia"]),
        ("## Eclampsia {#one}\n\nNothing.", []),
        ("[eclampsia](dosing.md) and eclampsia", ["eclampsia"]),
        ("`eclampsia`, [the *NMDA* way](dosing.md)", []),
        ("    eclampsia", []),
        ("```\neclampsia\n```", []),
        ("| eclampsia | b |\n|---|---|\n| NMDA | c |", []),
        ("![eclampsia](curve.png)", []),
        ("/// admonition | Eclampsia\n\nIn NMDA.\n///", ["NMDA"]),
        ("/// details | Eclampsia\n\nIn NMDA.\n///", ["NMDA"]),
        ("12 mmol/L, 3 mmol, g/mmol or mmol", ["mmol"]),
        ("eclampsias and antieclampsia, the nmda receptor", []),
    ],
)
def test_what_is_marked(english: Rendering, body: str, expected: list[str]) -> None:
    (english.folder / "curve.png").write_bytes(b"")
    assert [text for _, text in marks(english(body))] == expected


def test_chinese_needs_no_spaces(chinese: Rendering) -> None:
    page = chinese("患者有子痫前期和子痫，NMDA受体受累；子痫前期。")
    assert marks(page) == [
        ("#term-pre-eclampsia", "子痫前期"), ("#term-eclampsia", "子痫"), ("#term-receptor", "NMDA受体"),
    ]  # fmt: skip
    assert flat(page.xpath(".//p[2]")[0]) == "患者有子痫前期和子痫，NMDA受体受累；子痫前期。"


BODIES = [
    "In *NMDA **receptors** NMDA* and eclampsia, [eclampsia](dosing.md), eclampsia[@doe2020] mmol.",
    "eclampsia pre-eclampsia NMDA mmol",
    "a &lt; b &amp; NMDA &nbsp; eclampsia {x}",
]


@pytest.mark.parametrize("body", BODIES)
def test_a_page_says_the_same_with_marks(english: Rendering, tmp_path: Path, body: str) -> None:
    plain = Rendering(tmp_path, root=sources.copy(tmp_path / "plain"))
    with_marks, without = english(body), plain(body)
    assert marks(with_marks)
    for mark in with_marks.xpath(".//a[@class='term']"):
        mark.drop_tag()
    for added in with_marks.xpath(".//section[@class='terms-here']"):
        added.drop_tree()
    assert b"".join(html.tostring(with_marks).split()) == b"".join(html.tostring(without).split())


def test_the_page_closes_with_its_terms(english: Rendering) -> None:
    page = english("Pre-eclampsia and the NMDA receptor.\n\n## Two {#two}\n\nNMDA.")
    (section,) = page.xpath(".//section[@class='terms-here']")
    entries = section.xpath(".//div[@class='terms-here__term']")
    assert [entry.get("id") for entry in entries] == ["term-receptor", "term-pre-eclampsia"]  # as the file has them
    assert [flat(entry.find("dd")) for entry in entries] == [
        "A receptor for glutamate, 5 <10 &amp; *all* of it.",
        "A disease of pregnancy.",
    ]
    (other,) = entries[0].xpath(".//*[@lang]")
    assert (other.get("lang"), flat(other)) == ("zh-Hans", "NMDA 受体")
    assert entries[0].xpath(".//dt/a/@href")[0] == "../glossary.md#receptor"
    assert section.get("data-alone") is not None and section.get("data-search-exclude") == "true"
    assert flat(section.find("details/summary/h2")) == "Terms on this page"


def test_every_mark_leads_to_its_entry_and_back(english: Rendering) -> None:
    page = english("Eclampsia, NMDA.\n\n## Two {#two}\n\nNMDA and eclampsia, pre-eclampsia.")
    ids = page.xpath(".//@id")
    assert len(ids) == len(set(ids))
    for mark in page.xpath(".//a[@class='term']"):
        assert mark.get("href", "")[1:] in ids
        assert mark.get("aria-describedby") in ids
    backs = page.xpath(".//a[@role='doc-backlink']/@href")
    assert len(backs) == 3
    assert all(back[1:] in ids for back in backs)


def test_a_page_without_terms_has_no_list(english: Rendering) -> None:
    page = english.page("Nothing of it.")
    english.extension.context = context = english.context(page)
    text = english.markdown.reset().convert(page.body)
    assert "terms-here" not in text
    assert "glossary" not in context.used


def test_without_a_glossary_nothing_is_marked(tmp_path: Path) -> None:
    plain = Rendering(tmp_path, root=sources.copy(tmp_path / "plain"))
    assert marks(plain("The NMDA receptor in eclampsia.")) == []


def test_the_glossary_s_own_page_is_not_marked(english: Rendering) -> None:
    page = english("NMDA.\n\n/// glossary\n///")
    assert marks(page) == []
