"""`/// cautions` and `{caution:…}`: the same words from the one file, in every language, numbered and compared."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lxml import etree
from tandem.cautions import FEATURE
from tandem.citations.numbering import number
from tandem.core.features import blocks_of, inlines_of
from tandem.core.problems import Problems
from tandem.parity.agreement import agreement_of
from tandem.registry import FEATURES

from tests.cautions.invented import CAUTIONS, shower
from tests.fixtures.rendering import Rendering, flat
from tests.fixtures.sources import SITE, change, check, copy

GOLDEN = Path(__file__).parent / "golden"
EN, ZH = "docs/salt/dosing.en.md", "docs/salt/dosing.zh.md"


@pytest.mark.parametrize("locale", ["en", "zh"])
def test_the_table(locale: str, tmp_path: Path) -> None:
    page = Rendering(tmp_path, locale=locale)("/// cautions\n///\n")
    (block,) = page.xpath("//div[contains(@class, 'cautions')]")
    text = etree.tostring(block, encoding="unicode", pretty_print=True)
    path = GOLDEN / f"table.{locale}.html"
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_the_strongest_word_comes_first_whatever_the_order_of_the_file() -> None:
    shown = {caution.id: shower("en").show(caution) for caution in CAUTIONS.cautions}
    assert [(word.word, word.labels) for word in shown["severe-renal-failure"].words] == [
        ("contraindicated", "UK label (5%, 1%)"),
        ("reduce the dose", "US label (1%)"),
    ]
    assert [word.word for word in shown["heart-block"].words] == ["contraindicated", "avoid"]
    assert shown["asthma-severe"].name == "asthma (severe)"
    assert shown["asthma-mild"].name == "asthma (mild)"


def test_the_short_list() -> None:
    assert shower("en").lines() == [
        "Heart block: contraindicated (US); avoid (UK)",
        "Renal failure (severe): contraindicated (UK); reduce the dose (US)",
        "Renal impairment (mild): reduce the dose (UK)",
        "Myasthenia gravis: contraindicated (US); caution (UK)",
        "Recent reversal: A reason.",
        "Calcium-channel blocker: caution (UK)",
        "Asthma (severe): contraindicated (UK)",
        "Asthma (mild): caution (UK)",
    ]
    assert shower("zh").lines()[:2] == [
        "心脏传导阻滞：禁忌（美国）；应避免（英国）",
        "肾衰竭（重度）：禁忌（英国）；减量（美国）",
    ]


def test_a_caution_amid_a_text(tmp_path: Path) -> None:
    page = Rendering(tmp_path)("Mind {caution:severe-fever}, and `{caution:pregnancy}`.\n")
    assert flat(page.xpath(".//p[code]")[0]).replace("\u2060", "") == (
        "Mind high fever (above 39 °C; reduce the dose: UK 1% label[3]; a trial found no difference[2]), "
        "and {caution:pregnancy}."
    )
    chinese = Rendering(tmp_path, locale="zh")("须知 {caution:pregnancy}。\n")
    assert (
        flat(chinese.xpath(".//p[span[contains(@class, 'caution')]]")[0]).replace("\u2060", "")
        == "须知 妊娠（禁忌：英国 1% 说明书[3]）。"
    )


INLINE_FAULTS = {
    "an unknown id": ("{caution:pregnanc}", "cautions.yml has no 'pregnanc': {caution:pregnanc}",
                      "did you mean 'pregnancy'?"),
    "an unknown name": ("{cautoin:pregnancy}", "nothing is printed in the place of {cautoin:pregnancy}",
                        "did you mean 'caution'?"),
    "a name in capitals": ("{Caution:pregnancy}", "nothing is printed in the place of {Caution:pregnancy}",
                           "did you mean 'caution'?"),
}  # fmt: skip


@pytest.mark.parametrize("case", INLINE_FAULTS)
def test_a_slip_in_an_inline_is_found(case: str, tmp_path: Path) -> None:
    written, what, fix = INLINE_FAULTS[case]
    root = copy(tmp_path / "site")
    for file in (EN, ZH):
        change(root, file, "[@doe2020]", f"[@doe2020] {written}")
    found = [(problem.what, problem.fix) for problem in check(root)[1]]
    assert found == [(what, fix)] * 2


def test_an_inline_outside_a_tutorial_and_in_a_heading(tmp_path: Path) -> None:
    root = copy(tmp_path / "site")
    for name in ("docs/index.en.md", "docs/salt/dosing.en.md"):
        path = root / name
        path.write_text(path.read_text(encoding="utf-8") + "\n## A {caution:pregnancy} {#more}\n", encoding="utf-8")
    said = [problem.what for problem in check(root)[1]]
    assert "{caution:pregnancy} stands outside a tutorial" in said
    assert "{caution:pregnancy} in a heading would not be shown in links to it" in said


def test_the_languages_print_the_same_cautions(tmp_path: Path) -> None:
    root = copy(tmp_path / "site")
    change(root, EN, "[@doe2020]", "[@doe2020] {caution:pregnancy}")
    change(root, ZH, "[@doe2020]", "[@doe2020]{caution:severe-fever}")
    site, problems = check(root)
    assert site is not None and not len(problems), problems.report()
    (finding,) = (found for found in agreement_of(site.shelf, site.settings, problems) if "data prints" in found.what)
    assert finding.fix in {
        "add {caution:severe-fever} and remove {caution:pregnancy}",
        "add {caution:pregnancy} and remove {caution:severe-fever}",
    }


def test_texts_of_the_file_are_compared_like_others(tmp_path: Path) -> None:
    root = copy(tmp_path / "site")
    change(root, "docs/salt/cautions.yml", "en: above 39 °C", "en: above 38 °C")
    site, _ = check(root)
    assert site is not None
    found = agreement_of(site.shelf, site.settings, Problems(root))
    assert [(one.path.name, one.kind) for one in found] == [("cautions.yml", "numbers")]


def test_what_it_cites_is_numbered_where_it_stands(tmp_path: Path) -> None:
    root = copy(tmp_path / "site")
    for file in ("docs/salt/index.en.md", "docs/salt/index.zh.md"):
        path = root / file
        path.write_text(path.read_text(encoding="utf-8").replace("[@doe2020", "{caution:pregnancy}[@doe2020", 1),
                        encoding="utf-8")  # fmt: skip
    site, _ = check(root)
    assert site is not None
    numbering = number(site.shelf.tutorials[0], site.settings, blocks_of(FEATURES), inlines_of(FEATURES))
    assert numbering.numbers["label2021"] == 1


def test_the_block_counts_as_a_dose() -> None:
    block, of_list = FEATURE.blocks
    assert block.dose and of_list.dose
    site, _ = check(SITE)
    assert site is not None
    (call,) = (call for call in site.shelf.tutorials[0].pages[("en", "dosing")].blocks if call.name == "dose-table")
    assert block.text(site.shelf.tutorials[0], call, "en") == (
        "pregnancy Nothing is known of it.\nhigh fever The temperature may rise further."
    )
    assert of_list.text(site.shelf.tutorials[0], call, "en") == "pregnancy\nhigh fever"


SITE_FAULTS: dict[str, tuple[dict[str, tuple[str, str] | None], list[str]]] = {
    "no cautions": ({"docs/salt/cautions.yml": None}, ["docs/salt/doses.yml:1: doses without their cautions: there is "
                    "no cautions.yml beside this file"]),
    "an unknown label": ({"docs/salt/cautions.yml": ("{label: uk, calls: contraindicated}",
                                                     "{label: gb, calls: contraindicated}")},
                         ["docs/salt/cautions.yml:9: 'pregnancy' names the label 'gb', which is not in doses.yml"]),
    "a label that was not read": ({"docs/salt/doses.yml": ("    outside: true\n",
                                                           "    outside: true\n    not_read: [cautions]\n")},
                                  ["docs/salt/cautions.yml:9: 'pregnancy' rests on the label 'uk', whose cautions are "
                                   "said to be unread",
                                   "docs/salt/cautions.yml:16: 'severe-fever' rests on the label 'uk', whose cautions "
                                   "are said to be unread"]),
    "another word in a page": ({EN: ("Nothing here is a real drug.", "Pregnancy calls for caution.")},
                               ["docs/salt/dosing.en.md:11: 'caution' is another word for 'Pregnancy' than "
                                "cautions.yml has: Pregnancy: contraindicated (UK)"]),
    "another word in a data file": ({"docs/salt/doses.yml": ("en: The range that trials used.}\n    cite: [doe2020]",
                                                             "en: In pregnancy with care.}\n    cite: [doe2020]")},
                                    ["docs/salt/doses.yml:26: 'with care' is another word for 'pregnancy' than "
                                     "cautions.yml has: Pregnancy: contraindicated (UK)"]),
    "a reason given": ({EN: ("Nothing here is a real drug.",
                             "<!-- allow: strength | quotes an old label -->\n\nPregnancy calls for caution.")}, []),
    "a reason that is not needed": ({EN: ("Nothing here is a real drug.",
                                          "<!-- allow: strength | once -->\n\nNothing here.")},
                                    ["docs/salt/dosing.en.md:11: the exception for strength is not needed: nothing "
                                     "here differs from cautions.yml"]),
    "a reason that is none": ({EN: ("Nothing here is a real drug.",
                                    "<!-- allow: strength -->\n\nPregnancy calls for caution.")},
                              ["docs/salt/dosing.en.md:13: 'caution' is another word for 'Pregnancy' than cautions.yml "
                               "has: Pregnancy: contraindicated (UK)"]),
}  # fmt: skip


@pytest.mark.parametrize("case", SITE_FAULTS)
def test_what_a_site_is_told(case: str, tmp_path: Path) -> None:
    changes, wanted = SITE_FAULTS[case]
    root = copy(tmp_path / "site")
    for file, pair in changes.items():
        if pair is None:
            (root / file).unlink()
        else:
            change(root, file, *pair)
    assert [str(problem).split("\n")[0] for problem in check(root)[1]] == wanted


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    root = copy(tmp_path / "site")
    change(root, "docs/salt/cautions.yml", "en: Nothing is known of it.", 'en: "[x] {: .b} &amp; {x} known."')
    assert "[x] {: .b} &amp; {x} known." in flat(Rendering(tmp_path, root=root)("/// cautions\n///\n"))
