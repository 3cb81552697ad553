"""The questions as the build writes them: the small site's against `golden/`, and what a build makes of the real ones.

UPDATE_GOLDEN=1 writes the golden files anew.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from tandem.lean import waiting_parts

from tests.fixtures.rendering import Rendering
from tests.fixtures.sources import change, copy
from tests.quiz.conftest import ADDRESS
from tests.quiz.data import SMALL, add, magnesium
from tests.quiz.oracle import vector

GOLDEN = Path(__file__).parent / "golden"
BLOCK = "/// quiz\n///\n"
OFFICIAL = SMALL[SMALL.index("official") :]


def rendered(folder: Path, locale: str = "en", *, text: str = SMALL, source: bool = True) -> Any:
    root = add(copy(folder / "site"), text)
    if not source:
        tutorial = root / "docs/salt/tutorial.yml"
        before, rest = tutorial.read_text(encoding="utf-8").split("source:\n")
        tutorial.write_text(before + rest[rest.index("sections:") :], encoding="utf-8")
    return Rendering(folder, root=root, locale=locale)(BLOCK).find_class("quiz")[0]


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_golden(tmp_path: Path, locale: str) -> None:
    element = rendered(tmp_path, locale)
    for group in element.xpath(".//sup[@class='cite']"):
        for child in list(group):
            group.remove(child)
        group.text = group.attrib.pop("data-cite")
    built = html.tostring(element, encoding="unicode", with_tail=False).replace("\u00a0", "&nbsp;") + "\n"
    path = GOLDEN / f"quiz.{locale}.html"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(built, encoding="utf-8")
    assert built == path.read_text(encoding="utf-8")


def credit(element: Any) -> str:
    (found,) = element.find_class("quiz__credit")
    return " ".join(found.text_content().split())


def test_without_words_of_its_own_the_source_is_named(tmp_path: Path) -> None:
    element = rendered(tmp_path, text=SMALL.replace(OFFICIAL, ""))
    assert credit(element).endswith("an official test. The source tutorial: Tutorials for tests 1")
    assert element.xpath(".//p[@class='quiz__credit']/a/@href") == ["https://doi.org/10.5555/salvoxine.1"]


def test_without_a_source_there_is_no_such_line(tmp_path: Path) -> None:
    element = rendered(tmp_path, text=SMALL.replace(OFFICIAL, ""), source=False)
    assert credit(element) == "This self-test earns no credit."


def test_the_review_stands_in_the_record(tmp_path: Path) -> None:
    (record,) = rendered(tmp_path).find_class("quiz__record")
    assert "Reviewed by A. Tester, 2026-02-28" in record.text_content()


def test_a_text_that_looks_like_markup_stays_text(tmp_path: Path) -> None:
    element = rendered(tmp_path, text=SMALL.replace("en: A real drug", 'en: "a & b < c _d_ {#e} &amp;"'))
    assert "a & b < c _d_ {#e} &amp;" in element.text_content()


@pytest.mark.parametrize("locale", ADDRESS)
def test_the_real_questions_stand_whole_without_a_script(site: Path, locale: str) -> None:
    page: Any = html.fromstring((site / ADDRESS[locale]).read_text(encoding="utf-8"))
    (listed,) = page.find_class("quiz__list")
    items = listed.find_class("quiz__item")
    assert [item.get("id") for item in items] == [f"quiz-{question.id}" for question in magnesium().questions]
    for item, question in zip(items, magnesium().questions, strict=True):
        said = " ".join(item.text_content().replace("\u00a0", " ").split())
        parts = re.split(r" ?\{[a-z]+\} ?", question.question[locale])  # of a number: what stands around its case
        assert all(part in said for part in parts)
        assert question.explanation[locale] in said
        assert all(option.text[locale] in said for option in question.options)
        assert all(step[locale] in said for step in question.steps)
        (answer,) = item.xpath("./details")
        assert answer.get("open") is None
        separator = {"zh": "、", "en": ", "}[locale]
        key = item.xpath("string(.//span[@data-key])").split(separator)
        lines = item.xpath(".//li[@data-right]/span/text()")
        if question.options:
            assert key == ["ABCD"[index] for index in question.right]
            assert lines != []
        elif question.steps:
            assert len(lines) == len(key) == len(question.steps)
            assert [lines["ABCDEFGH".index(letter)] for letter in key] == [step[locale] for step in question.steps]
            assert lines != [step[locale] for step in question.steps]
        (more,) = answer.xpath("./p/a/@href")
        assert more == f"{question.section}.html" + (f"#{question.anchor}" if question.anchor else "")
        (cited,) = answer.xpath(".//sup[@class='cite']/@data-cite")
        assert cited.split()[: len(question.cite)] == list(question.cite)


def test_what_needs_the_script_is_hidden_without_it(site: Path) -> None:
    page: Any = html.fromstring((site / ADDRESS["en"]).read_text(encoding="utf-8"))
    fields = "//div[contains(@class, 'tandem-block')]//*[self::input or self::button or self::form]"
    assert page.xpath(fields) == []
    (script,) = (site / "assets/tandem").glob("waiting.en.*.js")
    (end,) = page.find_class("quiz__end")
    assert end.get("hidden") is not None and end.get("data-live") is not None
    (place,) = end.xpath("./*[@data-waiting='quiz']")
    place.append(html.fromstring(f"<div>{waiting_parts(script.read_text(encoding='utf-8'))['quiz']}</div>"))
    assert len(page.xpath(fields)) > 8


def test_the_script_holds_no_language() -> None:
    folder = Path(__file__).resolve().parents[2] / "hooks/tandem"
    for name in ("quiz/quiz.js", "quiz/number/number.js", "progress/progress.js"):
        assert (folder / name).read_text(encoding="utf-8").isascii(), name


def test_a_heading_alone_leads_to_its_section(tmp_path: Path) -> None:
    root = add(copy(tmp_path / "site"), SMALL.replace("section: index\n    anchor: key", "anchor: key"))
    element = Rendering(tmp_path, root=root)(BLOCK)
    (link, *_) = element.xpath("//details/p/a")
    assert link.text == "Overview, Key points"
    assert link.get("href").endswith("#key-points") and link.get("href") == _first_link(rendered(tmp_path / "whole"))


def _first_link(element: Any) -> str:
    return str(element.xpath("//details/p/a/@href")[0])


def test_a_section_may_be_renamed_and_the_link_follows(tmp_path: Path) -> None:
    root = add(copy(tmp_path / "site"))
    change(root, "docs/salt/index.en.md", "## Key points {#", "## Key *points* [@doe2020] {#")
    element = Rendering(tmp_path, root=root)(BLOCK)
    assert element.xpath("//details/p/a/text()") == ["Overview, Key points", "Dosing", "Overview", "Overview"]


def test_the_orders_differ() -> None:
    assert vector(1, [4] * 10) != vector(2, [4] * 10)
