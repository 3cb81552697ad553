"""A work that was retracted or corrected says so beside its number, in the page's own list and in the references."""

from __future__ import annotations

import copy
from collections.abc import Iterator

import pytest
from lxml import html
from tandem.citations.syntax import WORD_JOINER
from tandem.core.checked import Checked, Day
from tandem.core.translated import Translated
from tandem.core.works import DATA, Status, Work, Works
from tandem.exports.card import _citation

from tests.citations.test_syntax import KEYS
from tests.fixtures.rendering import Rendering
from tests.fixtures.shown import numbered

WHY = Translated({"zh": "说明后来的试验为何而做", "en": "it tells why later trials were done"})


def work(
    kind: str = "", why: Translated | None = None, notice: str = "10.5555/notice.1", on: str = "2024-05-01"
) -> Work:
    status = Status.model_validate({"kind": kind, "on": on, "notice": notice}) if kind else None
    if status is not None and why is not None:
        status = status.model_copy(update={"why": why})
    return Work.model_construct(checked=Checked((), "no"), status=status)


WORKS = {
    "k2": work("retracted", WHY),
    "k5": work("corrected", notice="https://journal.example/correction", on="2024-06"),
    "k7": work("concern", on="unknown"),
}


@pytest.fixture(scope="module", params=["en", "zh"])
def rendering(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Rendering]:
    made = numbered(Rendering(tmp_path_factory.mktemp("rendering"), locale=request.param), KEYS)
    works = {key: WORKS.get(key, work()) for key in KEYS}
    made.tutorial.data[DATA] = Works.model_construct(works=works, figures=[])
    yield made
    del made.tutorial.data[DATA]


def groups(tree: html.HtmlElement) -> list[str]:
    shown = (str(group.text_content()) for group in tree.iterfind('.//sup[@class="cite"]'))
    return [text.removeprefix(WORD_JOINER).replace("\u00a0", " ") for text in shown]


def test_the_number_says_it(rendering: Rendering) -> None:
    tree = rendering("A.[@k2] B.[@k1; @k2; @k3; @k4] C.[@k5; @k6; @k7] D.[@k2, p. 9]\n")
    assert (
        groups(tree)
        == {
            "en": ["[2 retracted]", "[1,2 retracted,3,4]", "[5 corrected,6,7 under concern]", "[2 retracted(p9)]"],
            "zh": ["[2 已撤稿]", "[1,2 已撤稿,3,4]", "[5 有更正,6,7 有关注声明]", "[2 已撤稿]9"],
        }[rendering.locale]
    )


def test_who_hears_the_page_hears_it(rendering: Rendering) -> None:
    tree = rendering("A.[@k2, p. 9]\n")
    (link,) = tree.findall('.//sup[@class="cite"]/a')
    assert (
        link.get("aria-label")
        == {
            "en": "Reference 2, page 9, retracted",
            "zh": "参考文献 2，第 9 页，已撤稿",
        }[rendering.locale]
    )


def test_blocks_say_it_too(rendering: Rendering) -> None:
    markup = str(rendering.context(rendering.page("x\n")).cite(["k5"]))
    assert 'data-cite="k5"' in markup  # one place fills the numbers of texts and blocks


@pytest.mark.parametrize(
    ("key", "en", "zh", "address"),
    [
        (
            "k2",
            "This work was retracted (2024-05-01) The notice Why it is cited all the same: "
            "it tells why later trials were done",
            "本文献已撤稿（2024 年 5 月 1 日） 声明原文 仍引用的原因：说明后来的试验为何而做",
            "https://doi.org/10.5555/notice.1",
        ),
        (
            "k5",
            "This work was corrected (2024-06) The notice",
            "本文献有更正（2024-06） 声明原文",
            "https://journal.example/correction",
        ),
        (
            "k7",
            "The journal published an expression of concern about this work The notice",
            "期刊对本文献发表了关注声明 声明原文",
            "https://doi.org/10.5555/notice.1",
        ),
    ],
)
def test_the_lists_say_it(rendering: Rendering, key: str, en: str, zh: str, address: str) -> None:
    tree = rendering(f"A.[@{key}]\n\n/// reference-list\n///\n")
    for place in (f'.//section[@class="cited-here"]//li[@data-ref="{key}"]', f'.//li[@id="ref-{key}"]'):
        (item,) = tree.findall(place)
        (notice,) = item.findall('.//span[@class="references__notice"]')
        assert " ".join(str(notice.text_content()).split()) == {"en": en, "zh": zh}[rendering.locale]
        assert [link.get("href") for link in notice.iter("a")] == [address]
    (item,) = tree.findall('.//li[@id="ref-k1"]')
    assert not item.findall('.//span[@class="references__notice"]')


def test_the_dose_card_says_it(rendering: Rendering) -> None:
    tree = rendering("A.[@k2]\n\n/// reference-list\n///\n")
    items = [copy.deepcopy(tree.find(f'.//li[@id="ref-{key}"]')) for key in ("k1", "k2")]
    shown = str(_citation(items).text_content()).replace("\u00a0", " ")
    assert shown == WORD_JOINER + {"en": "[1,2 retracted]", "zh": "[1,2 已撤稿]"}[rendering.locale]


def test_no_notice_no_word(rendering: Rendering) -> None:
    assert groups(rendering("A.[@k1; @k3]\n")) == ["[1,3]"]


def test_a_day() -> None:
    assert str(Day(2024, 5)) == "2024-05"
    assert Day(2024, 5).parts == [2024, 5]
    assert Day(2024, 5, 1).parts == [2024, 5, 1]
