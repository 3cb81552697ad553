"""Figures without a source: what is one, where a citation counts, and what needs none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tandem.prose.uncited import Figures, uncited

from tests.parity.texts import languages
from tests.prose.making import TUTORIAL, source
from tests.prose.test_notation import rules

FIGURES = {locale: Figures(languages()[locale], rules()[locale]) for locale in ("en", "zh")}


def missed(body: str, locale: str, *, description: str = "All.") -> list[str]:
    """The figures that have no source, as the message shows them."""
    found = uncited([source(body, locale, description=description)], FIGURES)
    return [item.what.split("'")[1] for item in found]


FOUND = [
    ("en", "Give ketamine 0.3 mg/kg.", ["0.3 mg/kg"]),
    ("en", "Of the patients, 16% felt sick.", ["16%"]),
    ("en", "An odds ratio of 2 was found.", ["2"]),
    ("en", "It was 1.08 (95% CI 0.89 to 1.32).", ["1.08"]),
    ("en", "The difference was −9 points.", ["−9"]),
    ("en", "The block lasted 45 min.", ["45 min"]),
    ("en", "Reflexes go at 5 mmol/L.", ["5 mmol/L"]),
    ("en", "The NNT was 8.", ["8"]),
    ("en", "One source.[@a2020] Another gives 5 mg.", ["5 mg"]),
    ("en", "- An item.[@a2020]\n- Then 5 mg.", ["5 mg"]),
    ("en", "| Drug | Level |\n|---|---|\n| A[@a2020] | 3.5 to 5 |\n| B | 4 to 6 |", ["4 to 6"]),
    ("en", "| Drug | mmol/L |\n|---|---|\n| B | 5 |", ["5"]),
    ("en", "## It takes 5 mg {#x}", ["5 mg"]),
    ("en", "![A curve that peaks at 5 mg/L](picture.png)", ["5 mg/L"]),
    ("en", "Give 3 vials.", ["3"]),
    ("en", "Give 30 drops/min.", ["30"]),
    ("en", "About 6 breaths/min are left.", ["6"]),
    ("zh", "给 3 支。", ["3"]),
    ("zh", "呼吸约 6 次/min。", ["6"]),
    ("en", "Give 7 mg.[@a2020] So 2 × 30 mg = 60 mg.", ["30 mg"]),
    ("zh", "给氯胺酮 0.3 mg/kg。", ["0.3 mg/kg"]),
    ("zh", "有 16% 的患者恶心。", ["16%"]),
    ("zh", "给氯胺酮 5 毫克。", ["5 毫克"]),
    ("zh", "比值比为 2。", ["2"]),
    ("zh", "前一句[@a2020]。后一句是 5 mg。", ["5 mg"]),
]

FINE = [
    ("en", "Give ketamine 0.3 mg/kg.[@a2020]"),
    ("en", "Give ketamine[@a2020] 0.3 mg/kg."),
    ("en", "Nine trials with 418 participants, 2 sources and 3 of them large."),
    ("en", "The review of 2013, section 2.3, version 1.0 and CC BY 4.0."),
    ("en", "A woman of 60 years who weighs 70 kg."),
    ("en", "A 99% interval is wider than a 95% CI."),
    ("en", "It takes 20 min to read."),
    ("en", "Ten milligrams, in words, and half of them."),
    ("en", "Code `5 mg` stands apart."),
    ("en", "See https://example.org/5mg/16%25 for more."),
    ("en", "The trials gave:[@a2020]\n\n- 5 mg\n- 7 mg"),
    ("en", "They gave:[@a2020]\n\n| Drug | Dose |\n|---|---|\n| A | 5 mg |"),
    ("en", "| Drug | Dose[@a2020] |\n|---|---|\n| A | 5 mg |"),
    ("en", "| Drug | Dose |\n|---|---|\n| A[@a2020] | 5 mg |"),
    ("en", "They gave 5 mg.[@a2020] Those 5 mg were enough."),
    ("en", "They gave 30 mg/kg.[@a2020] So 60 kg × 30 mg/kg = 1800 mg."),
    ("en", "## It takes 5 mg {#x}\n\nThey gave 5 mg.[@a2020]"),
    ("en", "An invented drug of 5 mg."),
    ("en", "/// admonition | A case\n    type: example\n\nShe took 5 mg.\n///"),
    ("zh", "给氯胺酮 0.3 mg/kg[@a2020]。"),
    ("zh", "9 项试验，共 418 人，2013 年发表。"),
    ("zh", "体重 70 kg 的成人，60 岁。"),
    ("zh", "99% 置信区间比 95% CI 宽。"),
    ("zh", "读完约需 20 分钟。"),
    ("zh", "虚构的药，5 mg。"),
    ("zh", "采用 CC BY 4.0 许可，第 2.3 节。"),
]


@pytest.mark.parametrize(("locale", "body", "expected"), FOUND)
def test_found(locale: str, body: str, expected: list[str]) -> None:
    assert missed(body, locale) == expected


@pytest.mark.parametrize(("locale", "body"), FINE)
def test_left_alone(locale: str, body: str) -> None:
    assert missed(body, locale) == []


def test_a_description_says_what_the_page_says() -> None:
    assert missed("They gave 5 mg.[@a2020]", "en", description="A dose of 5 mg.") == []
    assert missed("They gave 6 mg.[@a2020]", "en", description="A dose of 5 mg.") == ["5 mg"]


def test_a_page_that_cannot_cite() -> None:
    """Outside of tutorials times and percentages may stand; a dose belongs into a section."""
    of = source("Reading takes long, 20 min, for 90% of people. Give 5 mg.", "en", tutorial=None)
    (found,) = uncited([of], FIGURES)
    assert found.what == "the figure '5 mg' has no source in its sentence"
    assert found.fix == "say it in a section of a tutorial, with its `[@key]`"


def test_what_is_said() -> None:
    found = uncited(
        [source("# A {#a}\n\nOne.\n\n| H |\n|---|\n| 5 mg |\n\nA 5%\nand 6%.\n\n## 7% {#b}", "en")], FIGURES
    )
    assert [(item.text.line_at(item.at), item.what, item.fix) for item in found] == [
        (
            12,
            "the figure '5 mg' has no source in its row or the heads of its table",
            "write the citation behind it, in its row or in a head of its table: `[@key]`",
        ),
        (14, "the figure '5%' has no source in its sentence", "write the citation behind the statement: `[@key]`"),
        (
            17,
            "the figure '7%' has no source in the page's text",
            "say it in the text with its `[@key]`, or leave it out here",
        ),
    ]


@given(
    st.lists(
        st.sampled_from([*"0123456789.,-% =|\n", "mg", " to ", "OR ", "[@a2020]", "至", "。", "比值比"]), max_size=40
    ).map("".join)
)
def test_any_text_is_read(body: str) -> None:
    for locale in ("en", "zh"):
        for item in uncited([source(f"# T {{#t}}\n\n{body}", locale)], FIGURES):
            assert item.text.tutorial is TUTORIAL and item.what and item.fix
