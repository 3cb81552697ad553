"""The engine by itself, on texts written here: what is found, in which order, and what is marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

HERE = Path(__file__).parents[2] / "hooks/tandem/search"
FILES = (
    "vendor/searchable-map.js",
    "vendor/stemmers/english.js",
    "engine/text.js",
    "engine/index.js",
    "engine/find.js",
    "engine/ask.js",
)
Search = Callable[..., list[tuple[str, str]]]


@pytest.fixture(scope="module")
def search(browser: Browser) -> Iterator[Search]:
    """Gives for sections {anchor: text} and a query the results: anchor, and what is marked in its text."""
    page = browser.new_page()
    page.goto("about:blank")
    script = "\n".join((HERE / file).read_text(encoding="utf-8") for file in FILES)
    page.evaluate(
        f"""() => {{ window.tandemSearch = () => {{}}; {script}
        window.run = (
            {{ names, characters, meanings, empty, absent, define, readings, everyday, things, aside, asks, ...entry }},
            sections, query) => {{
          const finder = makeFinder(entry, stemmer);
          const values = Object.entries(sections).flatMap(([anchor, text]) => [anchor, "H", text]);
          finder.add("t", {{title: "T", names: "", titles: {{}}, asks, aside, list: "", pages: [["p", ...values]]}});
          finder.teach(makeAsker, {{ names, characters, meanings, empty, absent, define, readings, everyday, things }});
          const {{ results, some }} = finder.search(query);
          return results.map((result) => [(some ? "some " : "") + result.section.anchor,
            shown(finder.reading, result).snippet.filter(([, hit]) => hit).map(([text]) => text).join("|")]);
        }}; }}"""
    )

    def run(sections: dict[str, str], query: str, **entry: Any) -> list[tuple[str, str]]:
        words = dict.fromkeys(("names", "meanings", "empty", "absent", "define", "readings", "everyday", "things"), "")
        settings = {
            "tag": "zh",
            "characters": "鎂镁",
            "spellings": [],
            "endings": [["est", ""]],
            "aside": [],
            "asks": {},
        }
        whole = {**settings, **words, **entry}
        found = page.evaluate("([entry, sections, query]) => run(entry, sections, query)", [whole, sections, query])
        return [(anchor, marks) for anchor, marks in found]

    yield run
    page.close()


def test_a_run_is_found_wherever_words_begin_and_whole_words_come_first(search: Search) -> None:
    sections = {"one": "运动神经反射", "none": "动作"}
    assert search(sections, "经反") == [("one", "经反")]
    sections = {"inside": "他在研究生物理学", "whole": "他学习生物学"}
    assert search(sections, "生物") == [("whole", "生物"), ("inside", "生物")]


@pytest.mark.parametrize(
    ("text", "query", "marks"),
    [
        ("静脉给“镁”中毒者", "镁中毒", "镁”中毒"),
        ("镁\n中毒", "鎂中毒", "镁|中毒"),  # two lines are two things
        ("NMDA 受体的通道", "NMDA受体", "NMDA|受体"),
        ("给予 30 mg/kg，300 mg", "30mg", "30|mg"),
        ("每次 0.5 g", "0.5", "0.5"),
        ("每次 0.5 g", "5", ""),
        ("共 10,141 名", "10141", "10,141"),
        ("ＭｇＳＯ₄ 溶液", "mgso4", "ＭｇＳＯ₄"),
        ("Ménière's disease", "meniere", "Ménière's"),
        ("pre-operative care", "preoperative", "pre-operative"),
        ("preoperative care", "pre-operative", "preoperative"),
        ("preoperative care", "pre operative", "preoperative"),
        ("the smallest dose", "small", "smallest"),
        ("a small dose", "smallest", "small"),
        ("receptors", "receptor", "receptors"),
        ("the receptor", "recpetor", "receptor"),
        ("the receptor", "recepto", "receptor"),
        ("the receptor", "receptorz", "receptor"),
        ("a cat", "bat", ""),
    ],
)
def test_what_is_marked(search: Search, text: str, query: str, marks: str) -> None:
    found = search({"a": text, "b": "别的 nothing"}, query)
    assert [marked for anchor, marked in found if anchor == "a"] == ([marks] if marks else [])


def test_what_stands_together_comes_before_what_stands_apart(search: Search) -> None:
    sections = {"apart": "a block here, and a nerve there", "near": "a long text about a nerve block"}
    assert [anchor for anchor, _ in search(sections, "nerve block")] == ["near", "apart"]


def test_a_figure_is_marked_only_beside_its_unit_where_it_stands_there(search: Search) -> None:
    assert search({"a": "30 mL; then 30 mg/kg of it, 5 kg"}, "30 mg/kg") == [("a", "30|mg|kg")]


def test_other_names_of_a_thing_are_found_after_what_was_typed(search: Search) -> None:
    names = "magnesium sulfate|硫酸镁|MgSO4\nmcg|µg|微克"
    sections = {"zh": "用硫酸镁", "formula": "MgSO₄", "en": "of magnesium sulfate", "apart": "sulfate, no magnesium"}
    found = search(sections, "MgSO4", names=names)
    assert found[0] == ("formula", "MgSO₄")
    assert {anchor for anchor, _ in found} == {"zh", "formula", "en"}
    assert search(sections, "magnesium sulfates", names=names)[0][0] == "en"
    units = search({"a": "5 µg", "b": "5 mcg", "c": "5微克", "d": "5 mg"}, "5 ug", names=f"{names}|ug")
    assert {anchor for anchor, _ in units} == {"a", "b", "c"}


def test_a_run_that_stands_nowhere_is_taken_apart(search: Search) -> None:
    sections = {"both": "镁的剂量见下。吗啡", "one": "镁"}
    assert [anchor for anchor, _ in search(sections, "吗啡镁", names="吗啡|morphine\n镁|magnesium")] == ["both"]


def test_where_no_section_has_all_the_ones_with_most_are_shown(search: Search) -> None:
    sections = {"three": "alpha beta gamma", "one": "delta"}  # none is unknown
    assert search(sections, "alpha beta gamma delta") == [("some three", "alpha|beta|gamma")]


def test_spellings_are_one(search: Search) -> None:
    spellings = [["ae", "e", 0, False], ["our", "or", 2, False], ["tre", "ter", 2, True]]
    sections = {"a": "anaesthesia", "b": "tumor", "c": "litre", "d": "treat"}
    for query, anchor in (("anesthesia", "a"), ("tumours", "b"), ("liter", "c"), ("treats", "d")):
        assert [found for found, _ in search(sections, query, spellings=spellings)] == [anchor]


@pytest.mark.parametrize(
    "query", ["", " ", "，。", "\"'", "-", "()[]{}*+?\\", "𠮷", "\ud83d\ude00", "a" * 3000, "镁" * 500]
)
def test_anything_may_be_typed(search: Search, query: str) -> None:
    assert search({"a": "镁 and 𠮷 text"}, query) in ([], [("a", "𠮷")], [("a", "镁")])


def test_a_word_that_only_asks_counts_for_nothing(search: Search) -> None:
    sections = {"a": "how and what", "b": "the dose of it", "c": "镁中毒怎么办", "d": "镁的中毒"}
    assert [anchor for anchor, _ in search(sections, "how dose", empty="how\nthe")] == ["b"]
    assert [anchor for anchor, _ in search(sections, "how", empty="how\nthe")] == ["a"]
    found = search(sections, "中毒怎么办", empty="怎么办\n的", meanings="中毒|poisoning")
    assert {anchor for anchor, _ in found} == {"c", "d"}


def test_a_meaning_is_found_by_its_other_words_after_what_was_typed(search: Search) -> None:
    sections = {"typed": "an overdose", "meant": "toxicity", "none": "a dose"}
    found = [anchor for anchor, _ in search(sections, "overdose", meanings="toxicity|overdose|poisoning")]
    assert found == ["typed", "meant"]
    assert [anchor for anchor, _ in search(sections, "poisoning", meanings="toxicity|overdose|poisoning")] != []


def test_a_thing_that_no_section_speaks_of_has_no_answer(search: Search) -> None:
    sections = {"a": "the dose of magnesium", "b": "镁的剂量"}
    assert search(sections, "ketamine dose", absent="ketamine\n氯胺酮", empty="the\nof") == []
    assert search(sections, "氯胺酮剂量", absent="ketamine\n氯胺酮", empty="的") == []
    assert [anchor for anchor, _ in search(sections, "magnesium dose", absent="ketamine", empty="of")] == ["a"]


def test_a_thing_that_no_section_speaks_of_is_not_a_word_that_looks_like_it(search: Search) -> None:
    assert search({"a": "give it fast, over fast times"}, "fasting times", absent="fasting") == []


def test_a_name_is_known_with_words_between_that_say_nothing(search: Search) -> None:
    sections = {"reason": "the argument for it", "none": "much else"}
    given = {"meanings": "argument|why use", "empty": "why\nwould\ni\nuse"}
    assert [anchor for anchor, _ in search(sections, "why would i use", **given)] == ["reason"]


def test_what_is_said_of_another_route_is_no_answer(search: Search) -> None:
    sections = {"vein": "a dose of 4 g of salt", "mouth": "a dose of 2 g of salt by mouth"}
    found = [anchor for anchor, _ in search(sections, "oral salt dose", meanings="^oral|by mouth\n#dose")]
    assert found == ["mouth"]


def test_what_is_typed_in_letters_finds_its_signs(search: Search) -> None:
    given = {"names": "硫酸镁|magnesium sulfate\n中毒", "readings": "du毒liu硫mei镁suan酸zhong中重"}
    sections = {"a": "硫酸镁", "b": "中毒", "c": "重度"}
    for typed, anchor in (("liusuanmei", "a"), ("lsm", "a"), ("zhongdu", "b"), ("liusuan", "a")):
        assert [found for found, _ in search(sections, typed, **given)] == [anchor], typed
    assert search(sections, "zhongdux", **given) == []


def test_what_teaches_comes_before_what_is_beside_it(search: Search) -> None:
    sections = {"a": "long, long text about everything and a toxicity, once", "b": "nothing"}
    assert search(sections, "toxicity", aside=["p"]) == search(sections, "toxicity")


def test_a_question_that_the_author_claims_is_answered_by_its_section(search: Search) -> None:
    sections = {"other": "may be diluted, and diluted again", "claims": "at most 20 per cent"}
    assert [anchor for anchor, _ in search(sections, "diluted")] == ["other"]
    asks = {"p#claims": "How far is it diluted?"}
    assert search(sections, "how far diluted", empty="how", asks=asks)[0] == ("claims", "")
